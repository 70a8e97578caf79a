//! Which column of a table, or key of an object, holds which field.

use crate::error::{Error, Result};
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::str::FromStr;
use std::sync::LazyLock;

/// What a column can hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Field {
    /// The name of the row.
    Id,
    /// The statement.
    Text,
    /// Who published it.
    Source,
    /// Who is held to it.
    Speaker,
    /// The day it was published.
    Date,
    /// Its address.
    Url,
    /// Its headline.
    Title,
    /// The subject that the table gives it.
    Topic,
}

/// One value for each [`Field`], in the order of the enum.
pub(super) type Fields<T> = [T; 8];

impl Field {
    /// All of them, in order.
    pub const ALL: Fields<Self> = [Self::Id, Self::Text, Self::Source, Self::Speaker, Self::Date, Self::Url, Self::Title, Self::Topic];

    /// The name that `--map` and the data table know it by.
    pub fn name(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Text => "text",
            Self::Source => "source",
            Self::Speaker => "speaker",
            Self::Date => "date",
            Self::Url => "url",
            Self::Title => "title",
            Self::Topic => "topic",
        }
    }
}

impl FromStr for Field {
    type Err = Error;

    fn from_str(name: &str) -> Result<Self> {
        let name = match name.to_ascii_lowercase().as_str() {
            "outlet" => "source".to_owned(),
            "published" => "date".to_owned(),
            other => other.to_owned(),
        };
        let unknown = || Error::new(format!("no field `{name}`")).with_help("one of id, text, source, speaker, date, url, title, topic");
        Self::ALL.into_iter().find(|field| field.name() == name).ok_or_else(unknown)
    }
}

/// The shipped names of columns and of files.
#[derive(Debug, Deserialize)]
pub(super) struct Inputs {
    columns: BTreeMap<String, Vec<String>>,
    pub(super) files: Files,
    pub(super) passed_over: PassedOver,
}

/// What is known of files that are not read.
#[derive(Debug, Deserialize)]
pub(super) struct Files {
    /// Endings worth telling about.
    pub(super) documents: Vec<String>,
    /// What to do with files of some endings.
    pub(super) advice: Vec<Advice>,
}

/// What to do with a file that is not read.
#[derive(Debug, Deserialize)]
pub(super) struct Advice {
    endings: Vec<String>,
    what: String,
}

impl Files {
    /// What to do with a file of this ending.
    pub(super) fn advice(&self, ending: &str) -> Option<&str> {
        self.advice.iter().find(|advice| advice.endings.iter().any(|known| known == ending)).map(|advice| advice.what.as_str())
    }
}

/// What is known of files that are no sources.
#[derive(Debug, Deserialize)]
pub(super) struct PassedOver {
    /// Names of files that tell of their folder.
    pub(super) names: Vec<String>,
    /// Columns by which a table of our own is known.
    pub(super) tables: Vec<Vec<String>>,
    /// Files that the program keeps or writes, and never reads as sources.
    pub(super) kept: Vec<Kept>,
}

/// One kind of file that is never read.
#[derive(Debug, Deserialize)]
pub(super) struct Kept {
    /// What it is.
    pub(super) what: String,
    pub(super) endings: Vec<String>,
    /// Names that such a file has.
    #[serde(default)]
    pub(super) names: Vec<String>,
    /// How one of the first lines of such a file begins, whatever its name; none where the ending alone tells.
    #[serde(default)]
    pub(super) lines: Vec<String>,
}

pub(super) static INPUTS: LazyLock<Inputs> =
    LazyLock::new(|| toml::from_str(include_str!("../../rules/general/inputs.toml")).expect("the shipped list of inputs is well formed"));

/// For each folded name of a column: the fields it can stand for, with its rank among the names of that field.
static NAMES: LazyLock<FxHashMap<String, Vec<(Field, usize)>>> = LazyLock::new(|| {
    let mut names: FxHashMap<String, Vec<(Field, usize)>> = FxHashMap::default();
    for field in Field::ALL {
        for (rank, name) in INPUTS.synonyms(field.name()).iter().enumerate() {
            names.entry(fold(name)).or_default().push((field, rank));
        }
    }
    names
});

impl Inputs {
    /// The names that a column goes by, the best first.
    pub(super) fn synonyms(&self, field: &str) -> &[String] {
        self.columns.get(field).map_or(&[], Vec::as_slice)
    }

    /// The first column that goes by one of a field's names.
    pub(super) fn position<S: AsRef<str>>(&self, field: &str, headers: &[S]) -> Option<usize> {
        self.synonyms(field).iter().find_map(|name| headers.iter().position(|header| fold(header.as_ref()) == fold(name)))
    }
}

/// The place of each field among the columns: the user's own names first, then the synonyms.
///
/// A column holds one field only; the text chooses first, so that a table whose only words are in `headline` has a text.
pub(super) fn places<S: AsRef<str>>(headers: &[S], map: &[(Field, String)]) -> Fields<Option<usize>> {
    let mut places = [None; 8];
    for (field, name) in map {
        places[*field as usize] = headers.iter().position(|header| same(header.as_ref(), name));
    }
    let folded: Vec<String> = headers.iter().map(|header| fold(header.as_ref())).collect();
    let text_first = std::iter::once(Field::Text).chain(Field::ALL);
    for field in text_first.filter(|&field| !map.iter().any(|(mapped, _)| *mapped == field)) {
        if places[field as usize].is_none() {
            places[field as usize] = best(field, &folded, &places);
        }
    }
    places
}

/// The columns that hold no field, where none holds the outlet.
pub(super) fn unused<S: AsRef<str>>(headers: &[S], places: &Fields<Option<usize>>) -> Vec<String> {
    if places[Field::Source as usize].is_some() {
        return Vec::new();
    }
    let free = headers.iter().enumerate().filter(|(at, header)| !places.contains(&Some(*at)) && !header.as_ref().trim().is_empty());
    free.map(|(_, header)| header.as_ref().trim().to_owned()).collect()
}

fn best(field: Field, folded: &[String], taken: &Fields<Option<usize>>) -> Option<usize> {
    let rank = |name: &String| NAMES.get(name)?.iter().find(|(f, _)| *f == field).map(|(_, rank)| *rank);
    let free = folded.iter().enumerate().filter(|(at, _)| !taken.contains(&Some(*at)));
    free.filter_map(|(at, name)| Some((rank(name)?, at))).min().map(|(_, at)| at)
}

/// Fails when a column that the user named is not there.
pub(super) fn check_map<S: AsRef<str>>(file: &str, headers: &[S], map: &[(Field, String)]) -> Result<()> {
    for (field, name) in map {
        if !headers.iter().any(|header| same(header.as_ref(), name)) {
            let error = Error::at(file, format!("no column {name:?} for `{}` among {}", field.name(), listed(headers)));
            return Err(match nearest(headers, std::slice::from_ref(name)) {
                Some(header) => error.with_help(format!("did you mean {}", map_argument(*field, header))),
                None => error,
            });
        }
    }
    Ok(())
}

/// The error of a table that has no text column. `longest` is the column with the longest first value.
pub(super) fn no_text<S: AsRef<str>>(file: &str, headers: &[S], longest: Option<&str>) -> Error {
    let error = Error::at(file, format!("no text column among {}", listed(headers)));
    match (nearest(headers, INPUTS.synonyms("text")), longest) {
        (Some(header), _) => error.with_help(format!("did you mean {}", map_argument(Field::Text, header))),
        (None, Some(header)) => error.with_help(format!("add {}", map_argument(Field::Text, header))),
        (None, None) => error,
    }
}

fn map_argument(field: Field, header: &str) -> String {
    let argument = format!("{}={}", field.name(), shortened(header));
    if argument.contains(|c: char| c.is_whitespace() || "\"'$&|;<>()*?\\`".contains(c)) {
        return format!("--map '{argument}'");
    }
    format!("--map {argument}")
}

/// The header most like one of the names, when it is alike at all.
fn nearest<'h, S: AsRef<str>>(headers: &'h [S], names: &[String]) -> Option<&'h str> {
    let likeness = |header: &str| {
        let folded = fold(header);
        let near = |name: &String| (strsim::normalized_damerau_levenshtein(&folded, &fold(name)) * 1000.0) as u32;
        names.iter().map(near).max().unwrap_or(0)
    };
    let short = headers.iter().take(1000).map(AsRef::as_ref).filter(|header| header.len() <= 64);
    let scored = short.map(|header| (likeness(header), header)).filter(|(score, _)| *score >= 700);
    scored.rev().max_by_key(|(score, _)| *score).map(|(_, header)| header)
}

/// The names of columns, for a message.
pub(super) fn listed<S: AsRef<str>>(headers: &[S]) -> String {
    let mut names: Vec<String> = headers.iter().take(20).map(|header| format!("{:?}", shortened(header.as_ref()))).collect();
    if headers.len() > 20 {
        names.push(format!("and {} more", headers.len() - 20));
    }
    names.join(", ")
}

fn shortened(header: &str) -> String {
    match header.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &header[..end]),
        None => header.to_owned(),
    }
}

fn same(header: &str, name: &str) -> bool {
    header.trim() == name.trim() || fold(header) == fold(name) && !fold(name).is_empty()
}

/// A name without case, spaces and punctuation.
pub(super) fn fold(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place_of(field: Field, headers: &[&str]) -> Option<usize> {
        places(headers, &[])[field as usize]
    }

    #[test]
    fn finds_columns_by_any_of_their_names() {
        let cases: &[(Field, &[&str], Option<usize>)] = &[
            (Field::Text, &["id", "TEXT"], Some(1)),
            (Field::Text, &["Headline", "articleBody"], Some(1)),
            (Field::Title, &["Headline", "articleBody"], Some(0)),
            (Field::Text, &["headline", "date"], Some(0)),
            (Field::Title, &["headline", "date"], None),
            (Field::Date, &["text", "Published At"], Some(1)),
            (Field::Topic, &["text", "event_id", "subject"], Some(2)),
            (Field::Source, &["text", "Publisher"], Some(1)),
            (Field::Text, &["id", "quote_a", "quote_b"], None),
            (Field::Text, &[], None),
        ];
        for (field, headers, want) in cases {
            assert_eq!(place_of(*field, headers), *want, "{field:?} in {headers:?}");
        }
    }

    #[test]
    fn prefers_the_column_that_the_user_named() {
        let map = [(Field::Text, "Verdict given".to_owned())];
        let found = places(&["text", "verdict given"], &map);
        assert_eq!(found[Field::Text as usize], Some(1));
    }

    #[test]
    fn says_which_column_was_meant() {
        let cases: &[(&[&str], &str)] = &[
            (&["id", "Statment"], "did you mean --map text=Statment"),
            (&["id", "the statment"], "add --map text=id"),
            (&["id", "a b"], "add --map text=id"),
        ];
        for (headers, want) in cases {
            assert_eq!(no_text("a.csv", headers, Some("id")).help(), Some(*want), "{headers:?}");
        }
    }

    #[test]
    fn reads_the_names_of_fields() {
        assert_eq!("outlet".parse::<Field>(), Ok(Field::Source));
        assert_eq!("Published".parse::<Field>(), Ok(Field::Date));
        assert!("colour".parse::<Field>().is_err());
    }

    #[test]
    fn every_field_has_names() {
        for field in Field::ALL {
            assert!(INPUTS.synonyms(field.name()).len() > 1, "{field:?}");
        }
    }
}
