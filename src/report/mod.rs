//! Writes what was found: tables for spreadsheets and programs, and a view for reading.
//!
//! Every format is a pure function of the [`Report`] and the [`Options`]: same report, same bytes.
//!
//! What comes from a source is foreign text, and each format makes it harmless in its own way, so that no article
//! can run a formula in a spreadsheet, move a cursor in a terminal or turn the direction of a line:
//!
//! | format | white space | controls, direction and zero-width marks | formulas |
//! |---|---|---|---|
//! | CSV | kept; `\r\n` and `\r` become `\n` | dropped | a leading apostrophe |
//! | JSON, JSON Lines | kept | kept, written as `\uXXXX` | kept |
//! | text | runs become one space | dropped | kept |
//! | HTML, Markdown, Argdown, GitHub | runs become one space | dropped | kept; marks of the format are escaped |
//! | claims, SARIF | kept | kept, written as `\uXXXX` | kept |
//!
//! So a JSON reader gets back every statement to the byte, and a CSV reader all that can be seen of it.

mod argdown;
mod cell;
mod claim_review;
mod claims;
mod count;
mod csv;
mod decided;
mod difference;
mod excerpt;
mod explained;
mod html;
mod json;
mod markdown;
mod portable;
mod profile;
mod read_back;
mod record;
mod review;
mod sarif;
mod stats;
mod summary;
mod text;

pub use cell::Cell;
pub use claim_review::{Exported, write_claim_reviews};
pub use difference::{Change, Difference, differences};
pub use explained::{Explained, Factor, Known, Side, explain, factor_means};
pub use profile::Profile;
pub use read_back::{Row, rows, rows_of_file};
pub use record::{FindingRow, Record, RuleRow};
pub use review::{DecisionRow, Reviewed, SheetRow, read_report, read_sheet, reviewed, write_sheet};
pub use stats::{stats_summary, write_stats};
pub use summary::summary;

use crate::conflict::finding::Report;
use std::io::{self, Write};
use std::path::Path;
use std::str::FromStr;

/// How a report is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// A table with one row for each finding.
    Csv,
    /// One document: the summary, and the disputes with their sides and findings.
    Json,
    /// One JSON object for each finding, one to a line, with the names of the CSV columns.
    JsonLines,
    /// Disputes to be read by a person.
    Text,
    /// One page for a browser, with all in it.
    Html,
    /// Disputes to be pasted or kept with notes.
    Markdown,
    /// A list of questions, each with two sides.
    Claims,
    /// A map of arguments.
    Argdown,
    /// Findings beside the lines of files, as many tools read them.
    Sarif,
    /// The same for a workflow of GitHub.
    Github,
}

/// What only some formats heed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// How many columns a line of text may fill.
    pub width: usize,
    /// How text marks the words that a rule matched.
    pub marks: Marks,
    /// How many statements text shows for each side of a dispute, and how many findings of each dispute.
    pub shown: usize,
    /// Which columns a CSV table of conflicts has.
    pub profile: Profile,
    /// The title of a page; nothing for one that says how many disputes there are.
    pub title: String,
}

/// How the words that a rule matched are marked in text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Marks {
    /// Between `«` and `»`, with no terminal codes at all.
    Brackets,
    /// Bold and underlined by terminal codes; headings are bold.
    Ansi,
}

impl Format {
    /// All formats, in the order of the documentation.
    #[rustfmt::skip]
    pub const ALL: &[Self] = &[
        Self::Text, Self::Csv, Self::Json, Self::JsonLines, Self::Html, Self::Markdown, Self::Claims, Self::Argdown, Self::Sarif, Self::Github,
    ];

    /// Those that a plain list of records can be written in.
    pub const OF_LISTS: &[Self] = &[Self::Text, Self::Csv, Self::Json, Self::JsonLines];

    /// The word that names it on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Json => "json",
            Self::JsonLines => "jsonl",
            Self::Text => "text",
            Self::Html => "html",
            Self::Markdown => "markdown",
            Self::Claims => "claims",
            Self::Argdown => "argdown",
            Self::Sarif => "sarif",
            Self::Github => "github",
        }
    }

    /// The format of a report that a file's ending asks for, in any case; `None` when it asks for none of them.
    pub fn of(file: &Path) -> Option<Self> {
        let name = file.file_name()?.to_str()?.to_ascii_lowercase();
        let doubled = |ending: &str| name.len() > ending.len() && name.ends_with(ending);
        match name.rsplit_once('.')?.1 {
            _ if doubled(".claims.json") => Some(Self::Claims),
            _ if doubled(".sarif.json") => Some(Self::Sarif),
            "html" | "htm" => Some(Self::Html),
            "md" | "markdown" => Some(Self::Markdown),
            "argdown" | "ad" => Some(Self::Argdown),
            "sarif" => Some(Self::Sarif),
            _ => Self::of_list(file),
        }
    }

    /// The same for a plain list of records.
    pub fn of_list(file: &Path) -> Option<Self> {
        let ending = file.extension()?.to_str()?.to_ascii_lowercase();
        match ending.as_str() {
            "csv" => Some(Self::Csv),
            "json" => Some(Self::Json),
            "jsonl" | "ndjson" => Some(Self::JsonLines),
            "txt" => Some(Self::Text),
            _ => None,
        }
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        let all = || Self::ALL.iter().map(|x| x.name()).collect::<Vec<_>>().join(", ");
        Self::ALL.iter().find(|x| x.name() == word).copied().ok_or_else(|| format!("`{word}` is none of {}", all()))
    }
}

impl Default for Options {
    fn default() -> Self {
        Self { width: 100, marks: Marks::Brackets, shown: 4, profile: Profile::default(), title: String::new() }
    }
}

/// Writes a report.
///
/// # Errors
/// Only what `out` itself fails with.
pub fn write(report: &Report, format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Csv => csv::write_chosen(FindingRow::of(report), &options.profile, out),
        Format::Json => json::write_report(report, out),
        Format::JsonLines => json::write_lines(FindingRow::of(report), out),
        Format::Text => text::write_report(report, options, out),
        Format::Html => html::write(&portable::portable(report), &options.title, out),
        Format::Markdown => markdown::write(&portable::portable(report), out),
        Format::Claims => claims::write(report, out),
        Format::Argdown => argdown::write(&portable::portable(report), out),
        Format::Sarif => sarif::write(report, out),
        Format::Github => sarif::write_annotations(report, out),
    }
}

/// Writes a plain list of records: claims, subjects or skipped rows.
///
/// JSON gives one array. Text gives a paragraph for each record, with its columns by name.
///
/// # Errors
/// What `out` itself fails with, and a format that is none [of lists](Format::OF_LISTS).
pub fn write_records<R: Record>(records: &[R], format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Csv => csv::write(records, out),
        Format::Json => json::write_array(records, out),
        Format::JsonLines => json::write_lines(records, out),
        Format::Text => text::write_records(records, options, out),
        _ => Err(io::Error::new(io::ErrorKind::Unsupported, format!("a list has no form as {}", format.name()))),
    }
}

/// Writes any value as one JSON document.
///
/// # Errors
/// Only what `out` itself fails with.
pub fn write_document(value: &impl serde::Serialize, out: &mut dyn Write) -> io::Result<()> {
    json::document(value, out)
}

/// Writes a list of records whose text has one line for each, with some of its columns under each other, and a count of the `noun`.
/// Other formats have all columns.
///
/// # Errors
/// Only what `out` itself fails with.
pub fn write_table<R: Record>(records: &[R], table: &Table, format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match format {
        Format::Text => text::write_table(records, table, options, out),
        _ => write_records(records, format, options, out),
    }
}

/// What the text of a table shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Table {
    /// The columns, by name; the last one takes what room is left.
    pub columns: &'static [&'static str],
    /// What one record is.
    pub noun: &'static str,
}

#[cfg(test)]
mod samples;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest;

    #[test]
    fn knows_a_format_by_the_ending_of_the_file() {
        let cases = [
            ("a.csv", Some(Format::Csv)),
            ("a.b/c.JSON", Some(Format::Json)),
            ("a.jsonl", Some(Format::JsonLines)),
            ("a.txt", Some(Format::Text)),
            ("a.html", Some(Format::Html)),
            ("a.md", Some(Format::Markdown)),
            ("a.claims.json", Some(Format::Claims)),
            ("claims.json", Some(Format::Json)),
            ("a.sarif", Some(Format::Sarif)),
            ("a.SARIF.json", Some(Format::Sarif)),
            ("a.argdown", Some(Format::Argdown)),
            ("a.pdf", None),
            ("csv", None),
        ];
        for (file, format) in cases {
            assert_eq!(Format::of(Path::new(file)), format, "{file}");
        }
    }

    /// A new table needs a line in `rules/general/inputs.toml`: else it is read as statements, or told as unreadable, where it lies among them.
    #[test]
    fn every_table_is_known_where_it_lies_among_articles() {
        let tables = [
            FindingRow::COLUMNS,
            crate::detect::ClaimRow::COLUMNS,
            crate::detect::SubjectRow::COLUMNS,
            RuleRow::COLUMNS,
            crate::against::Row::COLUMNS,
            crate::against::FeatureRow::COLUMNS,
            crate::figures::Figure::COLUMNS,
            ingest::Skipped::COLUMNS,
            crate::compare::Row::COLUMNS,
            Difference::COLUMNS,
            SheetRow::COLUMNS,
            DecisionRow::COLUMNS,
            crate::decision::tally::Tally::COLUMNS,
            crate::stats::RuleStats::COLUMNS,
            crate::stats::UnreadVerb::COLUMNS,
        ];
        for columns in tables {
            assert!(ingest::is_own(ingest::Format::Csv, &format!("{}\n", columns.join(",")), false, &[]), "{columns:?}");
        }
    }

    #[test]
    fn every_name_reads_back() {
        for &format in Format::ALL {
            assert_eq!(format.name().parse(), Ok(format));
        }
        assert_eq!(
            "xml".parse::<Format>().unwrap_err(),
            "`xml` is none of text, csv, json, jsonl, html, markdown, claims, argdown, sarif, github"
        );
    }

    #[test]
    fn writes_the_same_bytes_twice() {
        let report = samples::hostile();
        for &format in Format::ALL {
            let [one, two] = [0, 1].map(|_| samples::written(&report, format));
            assert_eq!(one, two);
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_breaks_a_format(text in "[\\PC\u{0}-\u{1f}\u{80}-\u{9f}\u{200b}\u{202e} =,\"']{0,80}", start in 0u32..90, length in 0u32..90, width in 0usize..120) {
            let mut report = samples::report();
            let dispute = &mut report.disputes[0];
            for party in [&mut dispute.findings[0].a, &mut dispute.sides[0].parties[0]] {
                party.text.clone_from(&text);
                party.speaker.clone_from(&text);
                party.evidence = crate::text::Span { start, end: start + length };
            }
            let review = &mut dispute.findings[0].review;
            [&mut review.reviewer, &mut review.note, &mut review.decision].into_iter().for_each(|told| told.clone_from(&text));
            dispute.question.clone_from(&text);
            for &format in Format::ALL {
                let written = samples::written_with(&report, format, &Options { width, ..Options::default() });
                assert!(!written.contains(crate::text::is_unprintable), "{written:?}");
            }
        }
    }
}
