//! Reads back the rows of a report: CSV, JSON and JSON Lines, as [`super::write`] writes them.

use super::Format;
use super::cell::unguarded;
use crate::error::{Error, Result};
use crate::ingest;
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::ops::Range;

/// One finding of a report, by the names of its columns.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Row {
    cells: BTreeMap<String, String>,
    spans: BTreeMap<String, Range<usize>>,
    terms: Vec<(String, f64)>,
    /// The line on which it begins, from 1; 0 in a JSON document.
    line: u32,
    /// How many cells it has and how many it should have, where these are not the same.
    ragged: Option<(usize, usize)>,
}

/// What a row must have to be one of a report of conflicts.
const NEEDED: [&str; 5] = ["conflict_id", "verdict", "rule", "a_text", "b_text"];

impl Row {
    /// What stands in a column; nothing where there is no such column.
    pub fn get(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Whether there is such a column.
    pub fn has(&self, column: &str) -> bool {
        self.cells.contains_key(column)
    }

    /// The line of the file on which it begins, from 1; 0 where that is not known.
    pub fn line(&self) -> u32 {
        self.line
    }

    /// How many cells it has and how many its header has, where these are not the same.
    pub(super) fn ragged(&self) -> Option<(usize, usize)> {
        self.ragged
    }

    /// The factors of its confidence; none in a CSV, which does not hold them.
    pub fn terms(&self) -> &[(String, f64)] {
        &self.terms
    }

    /// Which bytes of the text of side `a` or `b` the rule matched.
    pub fn evidence(&self, side: &str) -> Range<usize> {
        let text = self.get(&format!("{side}_text"));
        if let Some(characters) = self.spans.get(side) {
            let byte = |at: usize| text.char_indices().nth(at).map_or(text.len(), |(byte, _)| byte);
            return byte(characters.start)..byte(characters.end);
        }
        let words = self.get(&format!("{side}_evidence"));
        text.find(words).map_or(0..0, |start| start..start + words.len())
    }
}

/// Reads back the rows of a report file, also where a spreadsheet has saved it: with a mark of its encoding, with semicolons or tabs between
/// cells, with other line ends, and with empty rows.
///
/// # Errors
/// When it is no report of conflicts: the error says what is missing.
pub fn rows_of_file(bytes: Vec<u8>, format: Option<Format>) -> Result<Vec<Row>> {
    let text = ingest::decoded(bytes).map_err(foreign)?;
    rows(&text, format)
}

/// Reads back the rows of a report. Without a format, goes by what the text looks like.
///
/// # Errors
/// When it is no report of conflicts: the error says what is missing.
pub fn rows(text: &str, format: Option<Format>) -> Result<Vec<Row>> {
    rows_with(&NEEDED, text, format)
}

/// Reads back the rows of a sheet, which may have no more than the names of conflicts and what was decided on them.
///
/// # Errors
/// When it has no names of conflicts.
pub(super) fn rows_of_sheet(bytes: Vec<u8>, format: Option<Format>) -> Result<Vec<Row>> {
    let text = ingest::decoded(bytes).map_err(foreign)?;
    rows_with(&NEEDED[..1], &text, format)
}

fn rows_with(needed: &[&str], text: &str, format: Option<Format>) -> Result<Vec<Row>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match format.unwrap_or_else(|| format_of(text)) {
        Format::Csv => csv(text, needed),
        Format::Json => json(text, needed),
        Format::JsonLines => lines(text, needed),
        _ => Err(Error::new("a report for reading does not hold its rows").with_help("write the report as .csv, .json or .jsonl")),
    }
}

fn format_of(text: &str) -> Format {
    match text.trim_start().starts_with('{') {
        true if text.lines().next().is_some_and(|line| line.trim_end().ends_with('}')) => Format::JsonLines,
        true => Format::Json,
        false => Format::Csv,
    }
}

fn csv(text: &str, needed: &[&str]) -> Result<Vec<Row>> {
    let text = text.replace("\r\n", "\n");
    let is_hint = |cells: &[String]| cells.iter().all(|cell| cell.is_empty() || cell.to_lowercase().starts_with("sep="));
    let mut records = ingest::records(&text).skip_while(|(_, cells)| is_hint(cells));
    let header: Vec<String> =
        records.next().map(|(_, cells)| cells.iter().map(|cell| cell.trim().to_lowercase()).collect()).unwrap_or_default();
    has_all(needed, header.iter().map(String::as_str))?;
    let is_empty = |cells: &[String]| cells.iter().all(|cell| cell.trim().is_empty());
    Ok(records.filter(|(_, cells)| !is_empty(cells)).map(|(line, cells)| csv_row(line, &cells, &header)).collect())
}

fn csv_row(line: u32, cells: &[String], header: &[String]) -> Row {
    let needed = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
    let is_ragged = cells.len() < header.len() || needed > header.len();
    let values = cells.iter().map(|cell| unguarded(cell).to_owned());
    Row {
        cells: header.iter().cloned().zip(values).collect(),
        line,
        ragged: is_ragged.then_some((cells.len(), header.len())),
        ..Row::default()
    }
}

fn json(text: &str, needed: &[&str]) -> Result<Vec<Row>> {
    let document: Value = serde_json::from_str(text).map_err(|error| Error::new(error.to_string()))?;
    let array = |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned();
    let disputes = array(&document, "disputes").ok_or_else(|| foreign("there are no `disputes` in it"))?;
    disputes.iter().flat_map(|dispute| array(dispute, "findings").unwrap_or_default()).map(|row| object(row, needed)).collect()
}

fn lines(text: &str, needed: &[&str]) -> Result<Vec<Row>> {
    let row = |(at, line): (usize, &str)| {
        let value = serde_json::from_str(line).map_err(|error| Error::new(format!("line {}: {error}", at + 1)))?;
        Ok(Row { line: u32::try_from(at + 1).unwrap_or_default(), ..object(value, needed)? })
    };
    text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(row).collect()
}

fn object(value: Value, needed: &[&str]) -> Result<Row> {
    let Value::Object(map) = value else { return Err(foreign("a row of it is no object")) };
    has_all(needed, map.keys().map(String::as_str))?;
    let spans = ["a", "b"].iter().filter_map(|side| Some(((*side).to_owned(), span(&map, side)?))).collect();
    let terms = map.get("terms").and_then(Value::as_array).map(|terms| terms.iter().filter_map(term).collect()).unwrap_or_default();
    Ok(Row { cells: map.into_iter().filter_map(|(name, value)| Some((name, cell(&value)?))).collect(), spans, terms, ..Row::default() })
}

fn cell(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

fn span(map: &Map<String, Value>, side: &str) -> Option<Range<usize>> {
    let ends = map.get(&format!("{side}_span"))?.as_array()?;
    let end = |at: usize| usize::try_from(ends.get(at)?.as_u64()?).ok();
    Some(end(0)?..end(1)?).filter(|span| span.start <= span.end)
}

fn term(value: &Value) -> Option<(String, f64)> {
    Some((value.get("name")?.as_str()?.to_owned(), value.get("factor")?.as_f64()?))
}

fn has_all<'a>(needed: &[&str], columns: impl Iterator<Item = &'a str> + Clone) -> Result<()> {
    match needed.iter().find(|needed| !columns.clone().any(|column| column == **needed)) {
        Some(missing) => Err(foreign(&format!("it has no column `{missing}`"))),
        None => Ok(()),
    }
}

fn foreign(why: &str) -> Error {
    Error::new(format!("this is no report of conflicts: {why}"))
        .with_help("name a .csv, .json or .jsonl that `gainsay detect -o` has written")
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;

    #[test]
    fn gives_back_what_every_format_of_rows_holds() {
        let report = samples::hostile();
        let finding = &report.disputes[0].findings[0];
        for format in [Format::Csv, Format::Json, Format::JsonLines] {
            let written = samples::written(&report, format);
            for known in [Some(format), None] {
                let rows = rows(&written, known).unwrap();
                assert_eq!((rows.len(), rows[0].get("conflict_id")), (1, finding.id.as_str()), "{format:?}");
                assert_eq!(rows[0].get("b_evidence"), finding.b.evidence_text(), "{format:?}");
                assert_eq!(&rows[0].get("b_text")[rows[0].evidence("b")], finding.b.evidence_text(), "{format:?}");
            }
        }
    }

    #[test]
    fn has_the_factors_where_the_format_holds_them() {
        let terms = |format| rows(&samples::written(&samples::report(), format), None).unwrap()[0].terms().len();
        assert_eq!((terms(Format::Csv), terms(Format::Json)), (0, samples::report().disputes[0].findings[0].confidence.terms.len()));
    }

    #[test]
    fn takes_the_guard_off_a_cell() {
        let csv = "conflict_id,verdict,rule,a_text,b_text\nc1,tension,p/r,'=1+1,'tis so\n";
        let row = &rows(csv, None).unwrap()[0];
        assert_eq!((row.get("a_text"), row.get("b_text")), ("=1+1", "'tis so"));
    }

    #[test]
    fn reads_what_a_spreadsheet_has_saved() {
        let texts = [
            "\u{feff}conflict_id;verdict;rule;a_text;b_text;note\r\nc1;tension;p/r;\"one; two\";'=x;\"a\r\nb\"\r\n;;;;;\r\n",
            "sep=;\nConflict_id;verdict;rule;a_text;b_text;note \nc1;tension;p/r;\"one; two\";=x;\"a\nb\"\n",
            "conflict_id\tverdict\trule\ta_text\tb_text\tnote\nc1\ttension\tp/r\tone; two\t'=x\t\"a\nb\"\t\t\n\n",
        ];
        let utf16 = |text: &str| [0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect::<Vec<u8>>();
        for text in texts {
            for bytes in [text.as_bytes().to_owned(), utf16(text.trim_start_matches('\u{feff}'))] {
                let rows = rows_of_file(bytes, None).unwrap();
                let cells: Vec<_> = ["conflict_id", "a_text", "b_text", "note"].iter().map(|column| rows[0].get(column)).collect();
                assert_eq!((rows.len(), &cells[..]), (1, &["c1", "one; two", "=x", "a\nb"][..]), "{text}");
                assert_eq!((rows[0].line(), rows[0].ragged()), (if text.starts_with("sep") { 3 } else { 2 }, None), "{text}");
            }
        }
    }

    #[test]
    fn says_what_is_no_report() {
        let cases = [
            ("id,text\n1,x\n", Some(Format::Csv), "no column `conflict_id`"),
            ("", None, "no column `conflict_id`"),
            ("{\"a\": 1}", Some(Format::Json), "no `disputes`"),
            ("{\"a\": 1}", None, "no column `conflict_id`"),
            ("[]\n", Some(Format::JsonLines), "no object"),
            ("{\n", None, "EOF while parsing"),
            ("1. Who?", Some(Format::Text), "does not hold its rows"),
        ];
        for (text, format, told) in cases {
            let error = rows(text, format).unwrap_err().to_string();
            assert!(error.contains(told), "{text:?}: {error}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,60}|[{}\\[\\]\",:a-c_\n]{0,40}") {
            for &format in Format::ALL {
                let _ = rows(&text, Some(format));
            }
            let _ = rows(&text, None);
        }
    }
}
