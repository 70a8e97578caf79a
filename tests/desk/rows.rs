//! Rules and tables of statements, on a desk, and tables of what was found.

use crate::desk::folder::Desk;
use std::collections::BTreeMap;
use std::fs;

/// A pack with one rule, which the statements of the tests are about.
pub(crate) const CAUSE: &str = r#"
[pack]
id = "desk"
title = "Rules of the tests"

[[rule]]
id = "blast-cause"
ask = "What caused the blast at the depot?"
shape = "one-of"
conflict = "cause"
severity = "high"
about = ["depot"]
[[rule.answer]]
value = "drone attack"
say = ["drone ... hit"]
[[rule.answer]]
value = "poor storage"
say = ["poor storage ... cause"]
[[rule.example]]
verdict = "contradiction"
texts = ["Drones hit the depot.", "Poor storage caused the blast at the depot."]
"#;

impl Desk {
    /// The text of a file.
    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.0.join(name)).unwrap_or_else(|error| panic!("{name} cannot be read: {error}"))
    }
}

/// A table of statements.
pub(crate) fn table<'a>(rows: impl IntoIterator<Item = &'a str>) -> String {
    ["id,text,source,date"].into_iter().chain(rows).map(|row| format!("{row}\n")).collect()
}

/// The rows of a table by the names of its columns.
pub(crate) fn rows(csv: &str) -> Vec<BTreeMap<String, String>> {
    csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes()).deserialize().map(|row| row.unwrap()).collect()
}
