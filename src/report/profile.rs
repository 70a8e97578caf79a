//! Which columns a table of conflicts has, and how they are called.

use super::record::{FindingRow, Record};
use crate::error::{Error, Place, Result};
use serde::Deserialize;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use toml::Spanned;

/// The columns of a table of conflicts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// The places of the columns among all that there are, and their names.
    columns: Vec<(usize, String)>,
}

/// What a desk needs to go through the conflicts.
#[rustfmt::skip]
const MINIMAL: &[&str] = &[
    "conflict_id", "verdict", "severity", "confidence", "question",
    "a_source", "a_speaker", "a_date", "a_text", "b_source", "b_speaker", "b_date", "b_text", "reason",
];

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    columns: Vec<Spanned<Column>>,
}

/// A column under its own name, or under another.
#[derive(Deserialize)]
#[serde(untagged)]
enum Column {
    Same(String),
    Renamed(BTreeMap<String, String>),
}

impl Profile {
    /// The words that name a profile on the command line.
    pub const NAMES: &[&str] = &["minimal", "standard", "full"];

    /// The profile that a word names.
    pub fn named(word: &str) -> Option<Self> {
        let all = || FindingRow::everything().collect::<Vec<_>>();
        match word {
            "minimal" => Some(Self::of(MINIMAL)),
            "standard" => Some(Self::default()),
            "full" => Some(Self::of(&all())),
            _ => None,
        }
    }

    /// Reads a profile from the text of a TOML file.
    ///
    /// # Errors
    /// When it cannot be understood, or names a column that there is not, or none, or two of one name.
    pub fn parse(toml: &str, file: &Path) -> Result<Self> {
        let place = |at: usize| Place::within(file, toml, at);
        let written: Written = toml::from_str(toml).map_err(|error| {
            let placed = Error::new(error.message()).with_place(place(error.span().map_or(0, |span| span.start)));
            placed.with_help("write it as columns = [\"verdict\", { a_text = \"First statement\" }]")
        })?;
        let mut names = BTreeSet::new();
        let mut columns = Vec::new();
        for column in &written.columns {
            let at = |error: Error| error.with_place(place(column.span().start));
            let (known, name) = column.get_ref().names().map_err(at)?;
            columns.push((place_of(known).map_err(at)?, name.to_owned()));
            if !names.insert(name) {
                return Err(at(Error::new(format!("two columns are called `{name}`"))));
            }
        }
        match columns.is_empty() {
            true => Err(Error::at(file, "it names no column")),
            false => Ok(Self { columns }),
        }
    }

    fn of(names: &[&str]) -> Self {
        let column = |name: &&str| (place_of(name).expect("a test asks for every built-in profile"), (*name).to_owned());
        Self { columns: names.iter().map(column).collect() }
    }

    /// The places of the columns among all that there are, and their names.
    pub(super) fn columns(&self) -> &[(usize, String)] {
        &self.columns
    }
}

impl Default for Profile {
    /// The columns that a report has unless told otherwise.
    fn default() -> Self {
        Self::of(FindingRow::COLUMNS)
    }
}

impl Column {
    /// Which column, and how it is called.
    fn names(&self) -> Result<(&str, &str)> {
        match self {
            Self::Same(name) => Ok((name, name)),
            Self::Renamed(names) => match names.first_key_value() {
                Some((known, name)) if names.len() == 1 && !name.trim().is_empty() => Ok((known, name)),
                _ => Err(Error::new("a column has one other name").with_help("write it as { a_text = \"First statement\" }")),
            },
        }
    }
}

fn place_of(name: &str) -> Result<usize> {
    FindingRow::everything().position(|known| known == name).ok_or_else(|| unknown(name))
}

fn unknown(name: &str) -> Error {
    let close = FindingRow::everything().max_by(|a, b| strsim::jaro_winkler(a, name).total_cmp(&strsim::jaro_winkler(b, name)));
    let error = Error::new(format!("there is no column `{name}`"));
    match close.filter(|close| strsim::jaro_winkler(close, name) > 0.8) {
        Some(close) => error.with_help(format!("did you mean `{close}`?")),
        None => error.with_help(format!("there are {}", FindingRow::everything().collect::<Vec<_>>().join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Format, Options, samples};

    fn csv(profile: Profile) -> String {
        samples::written_with(&samples::report(), Format::Csv, &Options { profile, ..Options::default() })
    }

    #[test]
    fn chooses_and_renames_columns() {
        let toml = "columns = [\"verdict\", { a_text = \"First statement\" }, \"a_answer\", \"terms\"]";
        let expected = "verdict,First statement,a_answer,terms\n\
            contradiction,The naïve view: drones hit its depot.,drones hit,supposed tier 0.900; hedged 0.950\n";
        assert_eq!(csv(Profile::parse(toml, Path::new("p.toml")).unwrap()), expected);
    }

    #[test]
    fn every_built_in_profile_has_a_row_as_wide_as_its_header() {
        for name in Profile::NAMES {
            let csv = csv(Profile::named(name).unwrap());
            let mut reader = ::csv::Reader::from_reader(csv.as_bytes());
            let width = reader.headers().unwrap().len();
            assert!(width >= MINIMAL.len() && reader.records().next().unwrap().unwrap().len() == width, "{name}");
        }
        assert!(csv(Profile::default()) == samples::written(&samples::report(), Format::Csv));
        assert_eq!(Profile::named("huge"), None);
    }

    #[test]
    fn tells_what_is_wrong_and_where() {
        let cases = [
            ("columns = [\"verdict\",\n\"a_txet\"]", "p.toml:2:1: there is no column `a_txet`", "did you mean `a_text`?"),
            ("columns = [\"xyz\"]", "p.toml:1:12: there is no column `xyz`", "there are conflict_id,"),
            ("columns = [\"rule\", { kind = \"rule\" }]", "p.toml:1:20: two columns are called `rule`", ""),
            ("columns = [{ kind = \"a\", rule = \"b\" }]", "one other name", "{ a_text ="),
            ("columns = []", "p.toml: it names no column", ""),
            ("colums = []", "p.toml:1:1: unknown field `colums`", "write it as"),
            ("columns = 3", "p.toml:1:11: invalid type", "write it as"),
        ];
        for (toml, told, help) in cases {
            let error = Profile::parse(toml, Path::new("p.toml")).unwrap_err();
            assert!(error.to_string().contains(told), "{toml}: {error}");
            assert!(error.help().unwrap_or_default().contains(help), "{toml}: {:?}", error.help());
        }
    }
}
