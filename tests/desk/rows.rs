//! Tables of statements and of what was found, on a desk.

use crate::desk::folder::Desk;
use std::collections::BTreeMap;
use std::fs;

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
