//! Files that are no sources and are not meant to be: what the program wrote itself, and what tells of a folder.
//!
//! People keep reports beside what they read. A report that is read again as an article doubles every statement in it, and makes the
//! second run give something else than the first. So each format carries a mark, and what has it is told and not read.

use super::column::{self, Field, INPUTS, Kept, fold};
use super::{Format, bytes, start_of, table};
use serde_json::{Map, Value};
use std::io::Read;
use std::path::Path;

/// Why a report is not read.
pub(super) const OWN: &str = "a report that gainsay wrote; not read";
/// Why a README is not read.
pub(super) const FOLDER: &str = "tells of the folder and is no article; not read, unless it is named itself";

/// What a page has in its head.
pub(crate) const HTML_MARK: &str = "<meta name=\"generator\" content=\"gainsay\">";
/// What stands under the title of Markdown, where no renderer shows it.
pub(crate) const MARKDOWN_MARK: &str = "[//]: # (A report of gainsay, and no article)";
/// What stands first in a JSON document: a key and its value.
pub(crate) const JSON_MARK: (&str, &str) = ("generator", "gainsay");

/// How many bytes of a file are looked at for a mark.
const START: usize = 4096;

/// Whether a file's name says that it tells of its folder: `README.md`.
pub(super) fn tells_of_folder(name: &str) -> bool {
    let file = bytes::without_compression(name).rsplit('/').next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem).to_lowercase();
    INPUTS.passed_over.names.contains(&stem)
}

/// What a file is that the program keeps or writes and never reads as a source, by its name, its ending or how one of its lines begins.
pub(super) fn kept(path: &Path, name: &str, ending: &str) -> Option<&'static str> {
    let file = name.rsplit('/').next().unwrap_or_default();
    let known = INPUTS.passed_over.kept.iter().filter(|kept| kept.endings.iter().any(|known| known == ending));
    let mut start = None;
    let mut is_it = |kept: &&Kept| {
        if kept.lines.is_empty() || kept.names.iter().any(|known| known == file) {
            return true;
        }
        let start = start.get_or_insert_with(|| start_of_file(path));
        start.lines().any(|line| kept.lines.iter().any(|begins| line.starts_with(begins)))
    };
    known.into_iter().find(|kept| is_it(kept)).map(|kept| kept.what.as_str())
}

fn start_of_file(path: &Path) -> String {
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(START as u64).read_to_end(&mut start));
    read.map(|_| String::from_utf8_lossy(&start).into_owned()).unwrap_or_default()
}

/// Whether a text is something that the program wrote. A table with a column of texts that somebody `named` is read for their sake, and so is
/// one whose texts stand where the user says (`map`).
pub(crate) fn is_own(format: Format, text: &str, named: bool, map: &[(Field, String)]) -> bool {
    let start = start_of(text, START);
    match format {
        Format::Html => start.contains(HTML_MARK),
        Format::Markdown => start.contains(MARKDOWN_MARK),
        Format::Text => is_disputes(start) || is_records(text),
        Format::Csv | Format::Tsv => is_table(&table::header(text), named, map),
        Format::JsonLines => is_document(start) || is_sarif(text) || is_schema(start) || is_table(&keys(text), named, map),
    }
}

/// Disputes for reading begin with a question under a number, and the rule that asks it; without any, with what was read.
fn is_disputes(start: &str) -> bool {
    let is_rule = |line: &str| line.starts_with("   rule ") && line.contains(" · dispute ");
    let first = start.lines().next().unwrap_or_default();
    first.starts_with("1. ") && start.lines().take(20).any(is_rule) || first.starts_with("Read ") && first.contains("; rules read ")
}

/// Records for reading begin with the name of a column, and end with their number.
fn is_records(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let last = text.trim_end().rsplit('\n').next().unwrap_or_default();
    let number = last.strip_suffix(" records.").or_else(|| last.strip_suffix(" record.")).unwrap_or_default();
    let is_number = !number.is_empty() && number.chars().all(|c| c.is_ascii_digit() || c == ',');
    let is_name = |word: &str| !word.is_empty() && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    is_number && (first == last || first.split_once("  ").is_some_and(|(word, _)| is_name(word)))
}

/// Whether the names of columns are those of a table that the program writes.
fn is_table(names: &[String], named: bool, map: &[(Field, String)]) -> bool {
    let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
    let has_text = || column::places(names, map)[Field::Text as usize].is_some();
    let is_it = |columns: &&Vec<String>| columns.iter().all(|column| folded.contains(&fold(column)));
    let found = INPUTS.passed_over.tables.iter().find(is_it);
    found.is_some_and(|columns| !has_text() || !named && columns.iter().any(|column| column == Field::Text.name()))
}

/// The keys of the first object, also of the first in a list.
fn keys(text: &str) -> Vec<String> {
    let first = text.trim_start().trim_start_matches('[');
    let mut objects = serde_json::Deserializer::from_str(first).into_iter::<Map<String, Value>>();
    objects.next().and_then(Result::ok).map(|object| object.into_iter().map(|(key, _)| key).collect()).unwrap_or_default()
}

fn is_document(start: &str) -> bool {
    let (key, value) = JSON_MARK;
    let start: String = start_of(start, 100).chars().filter(|c| !c.is_whitespace()).collect();
    start.starts_with(&format!("{{\"{key}\":\"{value}\""))
}

fn is_sarif(text: &str) -> bool {
    start_of(text, START).contains("sarif-schema") && text.contains("\"name\": \"gainsay\"")
}

/// What `init` and `rules schema` write for editors.
fn is_schema(start: &str) -> bool {
    start.trim_start().starts_with('{') && start.contains("\"$schema\"") && start.contains("\"title\": \"gainsay rules\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_files_that_tell_of_their_folder() {
        let cases = [
            ("README.md", true),
            ("a/readme", true),
            ("a/Licence.txt.gz", true),
            ("a/readme-first.txt", false),
            ("notice/a.txt", false),
            ("notice.of-strike.2021.txt", false),
        ];
        for (name, want) in cases {
            assert_eq!(tells_of_folder(name), want, "{name}");
        }
    }

    #[test]
    fn takes_no_foreign_text_for_a_report() {
        let cases = [
            (Format::Text, "1. What caused the blast?\n\nNobody knows.\n"),
            (Format::Text, "Read more; rules apply.\n"),
            (Format::Text, "The shop sold\n12 records.\n"),
            (Format::Html, "<meta name=\"generator\" content=\"WordPress\"><p>As gainsay found.</p>"),
            (Format::Markdown, "# 3 disputes between sources\n"),
            (Format::Csv, "conflict_id,event_id,text\n1,2,It rained.\n"),
            (Format::Csv, "conflict_id,verdict,text\n1,2,It rained.\n"),
            (Format::Csv, "conflict_id,status,summary\n1,2,It rained.\n"),
            (Format::Csv, "id,text,rule,question\n1,It rained.,,\n"),
            (Format::JsonLines, "{\"text\": \"It rained.\", \"generator\": \"gainsay\"}\n"),
            (Format::JsonLines, "[]"),
        ];
        for (format, text) in cases {
            assert!(!is_own(format, text, false, &[]), "{text}");
        }
    }

    #[test]
    fn reads_a_table_whose_texts_stand_where_the_user_says() {
        let table = "conflict_id,status,reviewer,summary\n1,confirmed,Ana,It rained.\n";
        let map = [(Field::Text, "summary".to_owned())];
        assert_eq!([&[][..], &map].map(|map| is_own(Format::Csv, table, false, map)), [true, false]);
    }

    #[test]
    fn knows_the_schema_of_rules() {
        let schema = "{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"title\": \"gainsay rules\",\n";
        assert!(is_own(Format::JsonLines, schema, false, &[]));
        assert!(!is_own(Format::JsonLines, &schema.replace("gainsay rules", "ferries"), false, &[]));
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}|[{}\\[\\]\",:;a-c_\n]{0,40}") {
            for format in [Format::Csv, Format::Tsv, Format::JsonLines, Format::Text, Format::Markdown, Format::Html] {
                is_own(format, &text, false, &[]);
            }
        }
    }
}
