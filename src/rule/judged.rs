//! Tables of judged flags: how often the flags of a tier were right, in counts, as TOML.
//!
//! A table is read whole or not at all: a count that was left out in silence would change what a report shows.

use super::problem::did_you_mean;
use crate::error::{Error, Place, Result};
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::Path;
use toml::de::{DeTable, DeValue};

/// What is known of one tier.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Entry {
    /// Flags that a careful reader agreed with.
    pub(super) right: u64,
    /// Flags that can be read both ways.
    pub(super) arguable: u64,
    /// Flags that were wrong.
    pub(super) wrong: u64,
    /// The share that is taken for right while too few were judged.
    pub(super) supposed: Option<f64>,
    /// Whether it is reported while too few were judged.
    pub(super) report: Option<bool>,
}

/// A table: the tiers by name, and where each stands.
pub(super) type Table = BTreeMap<String, (Entry, Place)>;

/// The keys of a tier.
const KEYS: &[&str] = &["right", "arguable", "wrong", "supposed", "report"];

const TIER_HELP: &str = "write the tier in brackets and quotes, as [\"pack/rule\"], and under it `right = 8`, `arguable = 1`, `wrong = 0`";

impl Entry {
    /// How many flags were judged.
    pub(super) fn judged(&self) -> u64 {
        self.right.saturating_add(self.arguable).saturating_add(self.wrong)
    }

    /// Counts add up; of what is supposed, the later word holds.
    pub(super) fn add(&mut self, more: &Self) {
        self.right = self.right.saturating_add(more.right);
        self.arguable = self.arguable.saturating_add(more.arguable);
        self.wrong = self.wrong.saturating_add(more.wrong);
        self.supposed = more.supposed.or(self.supposed);
        self.report = more.report.or(self.report);
    }
}

/// Reads a table.
///
/// # Errors
/// The first mistake in it, with its place.
pub(super) fn read(file: &Path, text: &str) -> Result<Table> {
    let reader = Reader { file, text };
    let table = DeTable::parse(text).map_err(|error| {
        let message = error.message().lines().next().unwrap_or("unreadable").to_owned();
        reader.error(error.span().unwrap_or(0..0), message, TIER_HELP)
    })?;
    let entry = |(name, value): (&toml::Spanned<_>, &toml::Spanned<_>)| reader.entry(name, value);
    table.get_ref().iter().map(entry).collect()
}

struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
}

impl Reader<'_> {
    fn error(&self, at: Range<usize>, message: impl Into<String>, help: impl Into<String>) -> Error {
        Error::new(message).with_place(Place::within(self.file, self.text, at.start)).with_help(help)
    }

    fn entry(&self, name: &toml::Spanned<impl AsRef<str>>, value: &toml::Spanned<DeValue<'_>>) -> Result<(String, (Entry, Place))> {
        let word = name.get_ref().as_ref();
        let Some(keys) = value.get_ref().as_table() else {
            return Err(self.error(name.span(), format!("`{word}` stands where a tier should"), TIER_HELP));
        };
        let mut entry = Entry::default();
        for (key, value) in keys {
            self.set(&mut entry, key, value)?;
        }
        Ok((word.to_owned(), (entry, Place::within(self.file, self.text, name.span().start))))
    }

    fn set(&self, entry: &mut Entry, key: &toml::Spanned<impl AsRef<str>>, value: &toml::Spanned<DeValue<'_>>) -> Result<()> {
        match key.get_ref().as_ref() {
            "right" => entry.right = self.count("right", value)?,
            "arguable" => entry.arguable = self.count("arguable", value)?,
            "wrong" => entry.wrong = self.count("wrong", value)?,
            "supposed" => entry.supposed = Some(self.share(value)?),
            "report" => entry.report = Some(self.yes_or_no(value)?),
            other => return Err(self.unknown(other, key.span(), value)),
        }
        Ok(())
    }

    fn unknown(&self, key: &str, at: Range<usize>, value: &toml::Spanned<DeValue<'_>>) -> Error {
        let message = format!("a tier has no `{key}`");
        // `[pack.rule]` is a table in a table.
        if value.get_ref().is_table() {
            return self.error(at, message, TIER_HELP);
        }
        let help = did_you_mean(key, KEYS.iter().copied()).unwrap_or_else(|| format!("a tier has {}", KEYS.join(", ")));
        self.error(at, message, help)
    }

    fn count(&self, key: &str, value: &toml::Spanned<DeValue<'_>>) -> Result<u64> {
        let number = value.get_ref().as_integer().and_then(|n| i128::from_str_radix(n.as_str(), n.radix()).ok());
        number.and_then(|n| u64::try_from(n).ok()).ok_or_else(|| {
            let message = format!("`{key}` is a count of flags: a whole number from 0");
            self.error(value.span(), message, format!("write how many flags were judged so, as `{key} = 8`"))
        })
    }

    fn share(&self, value: &toml::Spanned<DeValue<'_>>) -> Result<f64> {
        let number = match value.get_ref() {
            DeValue::Float(x) => x.as_str().parse().ok(),
            DeValue::Integer(n) => n.as_str().parse().ok(),
            _ => None,
        };
        number.filter(|share| (0.0..=1.0).contains(share)).ok_or_else(|| {
            let help = "write the share of its flags that is taken for right, as `supposed = 0.6`";
            self.error(value.span(), "`supposed` is a number between 0 and 1", help)
        })
    }

    fn yes_or_no(&self, value: &toml::Spanned<DeValue<'_>>) -> Result<bool> {
        let error = || self.error(value.span(), "`report` is true or false", "write `report = true` without quotes");
        value.get_ref().as_bool().ok_or_else(error)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first_mistake(text: &str) -> String {
        read(Path::new("my.toml"), text).unwrap_err().to_string()
    }

    #[test]
    fn reads_counts_and_what_is_supposed() {
        let table = read(Path::new("my.toml"), "[\"a/b\"]\nright = 8\nwrong = 1\n\n[a]\nsupposed = 0.5\nreport = true\n").unwrap();
        assert_eq!(table["a/b"].0, Entry { right: 8, wrong: 1, ..Entry::default() });
        assert_eq!(table["a"].0, Entry { supposed: Some(0.5), report: Some(true), ..Entry::default() });
        assert_eq!(table["a"].1.to_string(), "my.toml:5:2");
    }

    #[test]
    fn tells_the_first_mistake_with_its_place_and_a_way_to_mend_it() {
        let cases = [
            ("[\"a/b\"]\nrigth = 8\n", "my.toml:2:1: a tier has no `rigth` (did you mean `right`?)"),
            ("[\"a/b\"]\ncolour = 8\n", "my.toml:2:1: a tier has no `colour` (a tier has right, arguable, wrong, supposed, report)"),
            ("[\"a/b\"]\nright = -3\n", "my.toml:2:9: `right` is a count of flags: a whole number from 0 (write how many"),
            ("[\"a/b\"]\nright = 2.5\n", "my.toml:2:9: `right` is a count"),
            ("[\"a/b\"]\nwrong = \"two\"\n", "my.toml:2:9: `wrong` is a count"),
            ("[\"a/b\"]\nright = 99999999999999999999999\n", "my.toml:2:9: "),
            ("[a]\nsupposed = 1.5\n", "my.toml:2:12: `supposed` is a number between 0 and 1 (write the share"),
            ("[a]\nsupposed = nan\n", "my.toml:2:12: `supposed`"),
            ("[a]\nreport = \"yes\"\n", "my.toml:2:10: `report` is true or false"),
            ("right = 8\n", "my.toml:1:1: `right` stands where a tier should (write the tier in brackets and quotes"),
            ("[a.b]\nright = 8\n", "my.toml:1:4: a tier has no `b` (write the tier in brackets and quotes"),
            ("[a/b]\nright = 8\n", "my.toml:1:3: "),
            ("[\"a/b\"]\nright = 8\n[\"a/b\"]\nright = 9\n", "my.toml:3:2: duplicate key"),
        ];
        for (text, told) in cases {
            let found = first_mistake(text);
            assert!(found.starts_with(told) && found.ends_with(')'), "{text}\nexpected {told}\nfound {found}");
        }
    }
}
