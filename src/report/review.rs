//! Reports as sheets to fill in: what is to be decided goes out, what was decided comes back.

use super::cell::Cell;
use super::read_back::{Row, rows_of_file, rows_of_sheet};
use super::record::{Record, object};
use super::{Format, csv};
use crate::conflict::pair_id;
use crate::decision::tally::Tally;
use crate::decision::{About, Decision, Side, Word};
use crate::error::{Error, Result};
use crate::ingest::{Days, Skipped, date_advice};
use crate::rule::problem::did_you_mean;
use crate::text::one_line;
use crate::verdict::Status;
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::io::{self, Write};
use std::path::Path;

/// A decision that stands in a row of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reviewed {
    /// The line of the file on which the row begins; 0 where that is not known.
    pub line: u32,
    /// The conflict that it is on.
    pub conflict_id: String,
    /// The decision.
    pub decision: Decision,
}

/// A row to be decided on.
#[derive(Debug, Clone, Copy)]
pub struct SheetRow<'a> {
    /// The row of the report.
    pub row: &'a Row,
    /// What is decided already.
    pub word: Option<&'a Word>,
}

/// One decision, in a list of them.
#[derive(Debug, Clone, Copy)]
pub struct DecisionRow<'a> {
    /// The conflict.
    pub conflict_id: &'a str,
    /// The decision.
    pub decision: &'a Decision,
}

/// The decisions that the rows of a report hold, in their order, and the rows whose decision cannot be read. A row without a status and
/// without a note is not decided on; a note alone makes it undetermined. `file` is where the rows are from. A sheet may do without the two
/// statements: then `about` has to know what a conflict is about, by its name.
///
/// # Errors
/// When the report has no column for decisions, or does without statements that nothing else knows.
pub fn reviewed(rows: &[Row], file: &str, today: Date, about: impl Fn(&str) -> Option<About>) -> Result<(Vec<Reviewed>, Vec<Skipped>)> {
    let lacks =
        |columns: &[&'static str]| columns.iter().copied().find(|column| rows.iter().any(|row| !row.has(column) && row.ragged().is_none()));
    if let Some(missing) = lacks(&["status"]) {
        return Err(Error::at(file, format!("it has no column `{missing}`"))
            .with_help("`gainsay detect -o` and `gainsay review` write reports with the columns that decisions go into"));
    }
    let lacking = lacks(&TEXTS);
    let known = |row: &Row| match lacking {
        None => Some((conflict_id(row), About::of(row))),
        Some(_) => about(&named(row)).map(|about| (named(row), about)),
    };
    let decided = || rows.iter().filter(|row| is_reviewed(row));
    if let Some(missing) = lacking.filter(|_| !decided().any(|row| known(row).is_some()) && decided().next().is_some()) {
        return Err(Error::at(file, format!("it has no column `{missing}`, and nothing else tells what its conflicts are about"))
            .with_help("name the report that the sheet is on: --report conflicts.csv"));
    }
    let days = DAYS.map(|column| Days::of(rows.iter().map(|row| row.get(column))));
    let (mut given, mut skipped) = (Vec::new(), Vec::new());
    for row in decided() {
        let unknown = || format!("no report and no decision tells of the conflict `{}`", one_line(&named(row)));
        match (word(row, &days, today), known(row)) {
            (Ok(word), Some((conflict_id, about))) => {
                let decision = Decision { word, earlier: Vec::new(), about };
                given.push(Reviewed { line: row.line(), conflict_id, decision });
            }
            (word, known) => {
                let faults = word.err().into_iter().flatten().chain(known.is_none().then(unknown));
                let reason = faults.collect::<Vec<_>>().join("; ");
                skipped.push(Skipped { file: file.to_owned(), line: row.line(), id: row.get("conflict_id").to_owned(), reason });
            }
        }
    }
    Ok((given, skipped))
}

fn is_reviewed(row: &Row) -> bool {
    let filled = |column: &str| !row.get(column).trim().is_empty();
    filled("status") || filled("note") || row.ragged().is_some()
}

/// The columns that tell a conflict from others, besides its name.
const TEXTS: [&str; 6] = ["a_source", "b_source", "a_text", "b_text", "rule", "verdict"];

/// The columns of days.
const DAYS: [&str; 2] = ["reviewed_on", "expires_on"];

/// The decision of a row, or all that is wrong with it. `days` are the two columns of days.
fn word(row: &Row, days: &[Days; 2], today: Date) -> Result<Word, Vec<String>> {
    if let Some((found, expected)) = row.ragged() {
        return Err(vec![format!("it has {found} cells where the header has {expected}")]);
    }
    let text = |column: &str| row.get(column).trim().to_owned();
    let mut faults = Vec::new();
    let mut tell = |fault: String| faults.push(fault);
    let status = status(&text("status")).map_err(&mut tell).unwrap_or(Status::Undetermined);
    let [reviewed_on, expires_on] = [0, 1].map(|at| day_in(row, DAYS[at], &days[at]).map_err(&mut tell).unwrap_or_default());
    if let Some(day) = reviewed_on.filter(|&day| day > today) {
        tell(format!("`reviewed_on` is {day}, a day that is still to come: spreadsheets count up where a cell is dragged down"));
    }
    let word = Word { reviewed_on, status, reviewer: text("reviewer"), note: text("note"), expires_on };
    if faults.is_empty() { Ok(word) } else { Err(faults) }
}

impl About {
    /// What a row of a report says of its conflict.
    pub fn of(row: &Row) -> Self {
        let text = |column: &str| row.get(column).trim().to_owned();
        let side = |name: &str| {
            let cell = |column: &str| row.get(&format!("{name}_{column}"));
            Side { source: cell("source").to_owned(), id: cell("id").to_owned(), text: one_line(cell("text")).into_owned() }
        };
        Self {
            rule: text("rule"),
            tier: text("tier"),
            verdict: text("verdict"),
            question: one_line(&text("question")).into_owned(),
            a: side("a"),
            b: side("b"),
        }
    }
}

/// The status that a cell names, in any case, with whatever stands between its words.
fn status(cell: &str) -> Result<Status, String> {
    if cell.is_empty() {
        return Ok(Status::Undetermined);
    }
    let word = cell.to_lowercase().replace([' ', '-'], "_");
    word.parse().map_err(|_| {
        let names = || Status::ALL.iter().map(|status| status.name());
        let help = did_you_mean(&word, names()).unwrap_or_else(|| format!("use one of {}", names().collect::<Vec<_>>().join(", ")));
        format!("`{}` is no status: {help}", one_line(cell))
    })
}

fn day_in(row: &Row, column: &str, days: &Days) -> Result<Option<Date>, String> {
    let cell = row.get(column).trim();
    match (cell, days.day(cell)) {
        ("", _) => Ok(None),
        (_, Some(day)) => Ok(Some(day)),
        (cell, None) => Err(format!("`{column}` is `{}`, which is no one day: {}", one_line(cell), date_advice(cell))),
    }
}

/// The name of a row's conflict. Spreadsheets take some names for numbers, as 12345e6789012345: those are made anew from the row.
fn conflict_id(row: &Row) -> String {
    let id = named(row);
    if id.len() == 16 && id.bytes().all(|b| b.is_ascii_hexdigit()) {
        return id;
    }
    let side = |name: &str| {
        let cell = |column: &str| row.get(&format!("{name}_{column}"));
        [if cell("source") == cell("file") { "" } else { cell("source") }, cell("text")]
    };
    pair_id(row.get("rule"), [side("a"), side("b")])
}

/// The name of a row's conflict as it stands there.
fn named(row: &Row) -> String {
    row.get("conflict_id").trim().to_lowercase()
}

/// Writes rows as a sheet to fill in, with a mark by which spreadsheets know its encoding.
///
/// # Errors
/// Only what `out` itself fails with.
pub fn write_sheet(rows: &[SheetRow], out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    csv::write(rows, out)
}

/// What the cells of a decision hold.
fn word_cells(word: &Word) -> [Cell<'_>; 5] {
    let Word { reviewed_on, status, reviewer, note, expires_on } = word;
    [Cell::text(status.name()), Cell::text(reviewer), Cell::text(note), Cell::Day(*reviewed_on), Cell::Day(*expires_on)]
}

impl Record for SheetRow<'_> {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "conflict_id", "status", "reviewer", "note", "reviewed_on", "expires_on",
        "verdict", "confidence", "question",
        "a_source", "a_speaker", "a_date", "a_text", "a_evidence",
        "b_source", "b_speaker", "b_date", "b_text", "b_evidence",
        "reason", "rule", "tier", "a_id", "a_file", "b_id", "b_file", "decision",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let cell = |column: &&'static str| Cell::text(self.row.get(column));
        let mut cells: Vec<Cell> = Self::COLUMNS.iter().map(cell).collect();
        if let Some(word) = self.word {
            cells.splice(1..6, word_cells(word));
        }
        cells
    }
}

impl Record for DecisionRow<'_> {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "conflict_id", "status", "reviewer", "note", "reviewed_on", "expires_on", "earlier",
        "rule", "tier", "verdict", "question", "a_source", "a_id", "a_text", "b_source", "b_id", "b_text",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let Decision { word, earlier, about } = self.decision;
        let side = |side: &'_ Side| [side.source.clone(), side.id.clone(), side.text.clone()].map(|text| Cell::Text(text.into()));
        let told = [&about.rule, &about.tier, &about.verdict, &about.question].map(|text| Cell::text(text));
        let head = [Cell::text(self.conflict_id)].into_iter().chain(word_cells(word)).chain([Cell::Count(earlier.len() as u64)]);
        head.chain(told).chain(side(&about.a)).chain(side(&about.b)).collect()
    }
}

impl Record for Tally {
    #[rustfmt::skip]
    const COLUMNS: &'static [&'static str] = &[
        "of", "name", "right", "wrong", "open", "precision", "low", "high", "oldest", "latest", "median_age", "expired", "stale",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let share = |share: Option<f64>| share.map_or(Cell::Number(None), Cell::Share);
        let interval = self.interval();
        vec![
            Cell::text(self.of),
            Cell::text(&self.name),
            Cell::Count(self.right),
            Cell::Count(self.wrong),
            Cell::Count(self.open),
            share(self.precision()),
            share(interval.map(|bounds| bounds.0)),
            share(interval.map(|bounds| bounds.1)),
            Cell::Day(self.oldest),
            Cell::Day(self.latest),
            #[allow(clippy::cast_precision_loss, reason = "days of a life")]
            Cell::Number(self.median_age.map(|days| days as f64)),
            Cell::Count(self.expired),
            Cell::Count(self.stale),
        ]
    }
}

impl Serialize for SheetRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self, serializer)
    }
}

impl Serialize for DecisionRow<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self, serializer)
    }
}

impl Serialize for Tally {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self, serializer)
    }
}

/// Reads back a report file, by its ending or else by what it looks like.
///
/// # Errors
/// When it cannot be read, or is no report of conflicts.
pub fn read_report(file: &Path) -> Result<Vec<Row>> {
    read_with(file, rows_of_file)
}

/// Reads back a sheet, which may have no more columns than `conflict_id` and those that are filled in.
///
/// # Errors
/// When it cannot be read, or has no column `conflict_id`.
pub fn read_sheet(file: &Path) -> Result<Vec<Row>> {
    read_with(file, rows_of_sheet)
}

fn read_with(file: &Path, read: fn(Vec<u8>, Option<Format>) -> Result<Vec<Row>>) -> Result<Vec<Row>> {
    let bytes = std::fs::read(file).map_err(|error| Error::io(file, &error))?;
    read(bytes, Format::of(file)).map_err(|error| {
        let placed = Error::at(file, error.message());
        error.help().map_or(placed.clone(), |help| placed.with_help(help))
    })
}

#[cfg(test)]
mod tests {
    use super::super::{rows, samples};
    use super::*;
    use jiff::civil::date;

    const HEAD: &str = "conflict_id;status;reviewer;note;reviewed_on;expires_on;verdict;rule;a_source;a_text;b_source;b_text\n";

    fn read(cells: &str) -> (Vec<Reviewed>, Vec<Skipped>) {
        let sheet = format!("{HEAD}{cells};tension;p/r;Wire;One.;Post;Two.\n");
        reviewed(&rows(&sheet, Some(Format::Csv)).unwrap(), "sheet.csv", date(2026, 11, 28), |_| None).unwrap()
    }

    #[test]
    fn reads_what_people_type() {
        let cases = [
            ("0123456789abcdef;Dismissed;Ana;no;28/11/2026;", "dismissed by Ana on 2026-11-28"),
            ("0123456789ABCDEF; NOT APPLICABLE ;;;2026-11-03;2027-11-03", "not applicable on 2026-11-03"),
            ("0123456789abcdef;;Ana;who knows;;", "undetermined by Ana"),
            ("0123456789abcdef;not-applicable;;;3 November 2026;", "not applicable on 2026-11-03"),
        ];
        for (cells, told) in cases {
            let (given, skipped) = read(cells);
            assert!(skipped.is_empty(), "{skipped:?}");
            assert_eq!((given[0].conflict_id.as_str(), given[0].decision.word.told().as_str()), ("0123456789abcdef", told), "{cells}");
        }
        assert_eq!(read("0123456789abcdef;;Ana;;2026-11-28;"), (Vec::new(), Vec::new()));
    }

    #[test]
    fn reads_days_by_the_other_rows_and_tells_all_that_is_wrong() {
        let of = |rows_: &[&str]| {
            let sheet: String = rows_.iter().map(|cells| format!("{cells};tension;p/r;Wire;One.;Post;Two.\n")).collect();
            let rows = rows(&format!("{HEAD}{sheet}"), Some(Format::Csv)).unwrap();
            reviewed(&rows, "sheet.csv", date(2026, 11, 28), |_| None).unwrap()
        };
        let [one, other] = ["0123456789abcdef;confirmed;;;11/05/2026;", "0123456789abcde0;confirmed;;;13/05/2026;"];
        let (given, skipped) = of(&[one, other]);
        assert_eq!((given[0].decision.word.reviewed_on, skipped.len()), (Some(date(2026, 5, 11)), 0));
        let (_, skipped) = of(&[one]);
        assert_eq!(skipped[0].reason, "`reviewed_on` is `11/05/2026`, which is no one day: write it as 2026-05-11 or as 2026-11-05");
        let (_, skipped) = of(&["0123456789abcdef;confirmd;;;11/05/2026;soon"]);
        assert_eq!(skipped[0].reason.matches("; ").count(), 2, "{}", skipped[0].reason);
    }

    #[test]
    fn tells_each_row_that_it_cannot_take() {
        let cases = [
            ("c1;dismised;;;;", "`dismised` is no status: did you mean `dismissed`?"),
            ("c1;yes;;;;", "`yes` is no status: use one of undetermined, confirmed, dismissed, resolved, not_applicable"),
            ("c1;dismissed;;;03/04/2026;", "`reviewed_on` is `03/04/2026`, which is no one day: write it as 2026-04-03 or as 2026-03-04"),
            ("c1;dismissed;;;;soon", "`expires_on` is `soon`, which is no one day"),
            ("c1;dismissed;;;2026-11-29;", "`reviewed_on` is 2026-11-29, a day that is still to come"),
            ("c1;dismissed;;", "it has 10 cells where the header has 12"),
        ];
        for (cells, told) in cases {
            let (given, skipped) = read(cells);
            assert!(given.is_empty() && skipped[0].line == 2, "{cells}");
            assert!(skipped[0].reason.starts_with(told), "{}", skipped[0].reason);
        }
    }

    #[test]
    fn makes_a_name_anew_that_a_spreadsheet_took_for_a_number() {
        let name = pair_id("p/r", [["Wire", "One."], ["Post", "Two."]]);
        assert_eq!(read("1.23E+20;dismissed;;;;").0[0].conflict_id, name);
    }

    #[test]
    fn refuses_a_report_without_the_columns() {
        let csv = "conflict_id,verdict,rule,a_text,b_text\nc1,tension,p/r,One.,Two.\n";
        let error = reviewed(&rows(csv, None).unwrap(), "old.csv", date(2026, 11, 28), |_| None).unwrap_err().to_string();
        assert!(error.starts_with("old.csv: it has no column `status`"), "{error}");
    }

    #[test]
    fn reads_back_the_sheet_that_it_writes() {
        for report in [samples::report(), samples::hostile()] {
            let report = rows(&samples::written(&report, Format::Csv), None).unwrap();
            let word = Word {
                reviewed_on: Some(date(2026, 11, 3)),
                status: Status::Dismissed,
                reviewer: "=Ana".into(),
                note: "two\nlines; \"and\" more".into(),
                expires_on: Some(date(2027, 1, 1)),
            };
            let mut out = Vec::new();
            write_sheet(&[SheetRow { row: &report[0], word: Some(&word) }], &mut out).unwrap();
            let back = rows_of_file(out, None).unwrap();
            let (given, skipped) = reviewed(&back, "sheet.csv", date(2026, 11, 28), |_| None).unwrap();
            assert!(skipped.is_empty(), "{skipped:?}");
            assert_eq!(given[0].decision.word, word);
            assert_eq!(given[0].decision.about.a.text, one_line(report[0].get("a_text")));
        }
    }
}
