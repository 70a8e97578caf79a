//! Tables: CSV and its relatives.

use super::column::{self, Field, Fields};
use super::row::{Row, Rows};
use super::{Format, MAX_ROW, Options, start_of};
use crate::error::Result;
use csv::StringRecord;

/// The delimiters that are tried, the likeliest first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// How often a table is taken up again behind a quote that is never closed. A table with more of them is beyond mending.
const MAX_MENDED: usize = 16;

/// Reads a table. `Err` when it has no text column, or not a column that the user named.
pub(super) fn read(file: &str, format: Format, text: &str, options: &Options) -> Result<Rows> {
    let delimiter = delimiter(format, text, options);
    let mut records = Records::new(text, delimiter);
    let header = loop {
        match records.next() {
            Some(record) if is_excel_hint(record.raw) => {}
            Some(record) => break record,
            None => return Ok(Rows::default()),
        }
    };
    let headers: Vec<&str> = header.fields.iter().collect();
    column::check_map(file, &headers, &options.map)?;
    let places = column::places(&headers, &options.map);
    if places[Field::Text as usize].is_none() {
        let first = records.next().map(|record| record.fields).unwrap_or_default();
        return Err(column::no_text(file, &headers, longest(&headers, &first)));
    }
    let dates = places[Field::Date as usize].map(|at| headers[at].trim().to_owned()).unwrap_or_default();
    let mut rows = Rows { dates, unused: column::unused(&headers, &places), ..Rows::default() };
    while let Some(record) = records.next() {
        push(&mut rows, file, &record, headers.len(), &places);
    }
    Ok(rows)
}

fn push(rows: &mut Rows, file: &str, record: &Record, columns: usize, places: &Fields<Option<usize>>) {
    let value = |at: Option<usize>| at.and_then(|at| record.fields.get(at)).unwrap_or_default();
    match record.problem(columns) {
        Some(reason) => rows.skip(file, record.line, value(places[Field::Id as usize]).trim(), reason),
        None => {
            let lines = lines_of(record, places[Field::Text as usize]);
            rows.push(file, Row { line: record.line, lines, values: places.map(|place| value(place).to_owned()) });
        }
    }
}

/// The rows of a small table with the line of each, the header first, whatever their length.
pub(crate) fn records(text: &str) -> impl Iterator<Item = (u32, Vec<String>)> {
    let mut records = Records::new(text, delimiter(Format::Csv, text, &Options::default()));
    std::iter::from_fn(move || records.next()).map(|record| (record.line, record.fields.iter().map(str::to_owned).collect()))
}

/// The names of a table's columns.
pub(super) fn header(text: &str) -> Vec<String> {
    let named = |(_, cells): &(u32, Vec<String>)| !cells.iter().all(|cell| cell.is_empty() || is_excel_hint(cell));
    records(start_of(text, MAX_ROW)).find(named).map(|(_, cells)| cells).unwrap_or_default()
}

/// Whether a text of unknown kind starts like a table with a text column.
pub(super) fn looks_like(text: &str) -> bool {
    let header = text.lines().next().unwrap_or_default();
    let names = split(header, delimiter(Format::Csv, text, &Options::default()));
    let is_short = names.iter().all(|name| name.len() <= 40);
    let has_text = column::places(&names, &[])[Field::Text as usize].is_some();
    is_short && has_text && text.trim_end().contains('\n')
}

/// The delimiter that splits the header into the most columns with known names, then into the most columns.
fn delimiter(format: Format, text: &str, options: &Options) -> u8 {
    let mut lines = text.lines().filter(|line| !line.trim().is_empty()).map(|line| start_of(line, MAX_ROW));
    let first = lines.next().unwrap_or_default();
    let header = if is_excel_hint(first) { lines.next().unwrap_or_default() } else { first };
    if format == Format::Tsv && header.contains('\t') {
        return b'\t';
    }
    let score = |delimiter: u8| {
        let names = split(header, delimiter);
        let known = column::places(&names, &options.map).iter().flatten().count();
        (known, names.len())
    };
    DELIMITERS.into_iter().rev().max_by_key(|&delimiter| score(delimiter)).unwrap_or(b',')
}

fn split(line: &str, delimiter: u8) -> Vec<String> {
    let mut record = StringRecord::new();
    let read = reader(line, delimiter).read_record(&mut record).is_ok();
    if read { record.iter().map(str::to_owned).collect() } else { Vec::new() }
}

/// The line `sep=;` that spreadsheets put before a table.
fn is_excel_hint(line: &str) -> bool {
    let line = line.trim().trim_matches('"');
    line.len() <= 5 && line.to_ascii_lowercase().starts_with("sep=")
}

fn longest<'h>(headers: &[&'h str], first: &StringRecord) -> Option<&'h str> {
    let lengths = headers.iter().enumerate().rev().map(|(at, header)| (first.get(at).unwrap_or_default().len(), *header));
    lengths.max_by_key(|(length, _)| *length).map(|(_, header)| header)
}

/// The line of each line of the text, when values before it hold line breaks of their own.
fn lines_of(record: &Record, text: Option<usize>) -> Vec<u32> {
    let breaks = |value: &str| value.matches('\n').count() as u32;
    let before: u32 = record.fields.iter().take(text.unwrap_or(0)).map(breaks).sum();
    let own = record.fields.get(text.unwrap_or(0)).map_or(0, breaks);
    if before == 0 { Vec::new() } else { (0..=own).map(|at| record.line + before + at).collect() }
}

/// The records of a table, each with its place.
struct Records<'t> {
    text: &'t str,
    delimiter: u8,
    reader: csv::Reader<&'t [u8]>,
    /// Where the reader's text begins in `text`.
    base: usize,
    /// The byte up to which line breaks are counted, and their number so far.
    counted: (usize, u32),
    mended: usize,
}

/// One record.
struct Record<'t> {
    fields: StringRecord,
    raw: &'t str,
    line: u32,
    /// Whether a quote opens in it and never closes.
    open: bool,
}

impl<'t> Records<'t> {
    fn new(text: &'t str, delimiter: u8) -> Self {
        Self { text, delimiter, reader: reader(text, delimiter), base: 0, counted: (0, 1), mended: 0 }
    }

    fn next(&mut self) -> Option<Record<'t>> {
        let at = self.base + self.reader.position().byte() as usize;
        let blank = self.text[at..].len() - self.text[at..].trim_start_matches('\n').len();
        let mut fields = StringRecord::new();
        if !self.reader.read_record(&mut fields).unwrap_or(false) {
            return None;
        }
        let start = at + blank;
        let raw = &self.text[start..self.base + self.reader.position().byte() as usize];
        let record = Record { fields, raw, line: self.line_at(start), open: self.is_open(start, raw) };
        if record.open {
            self.take_up_after_line(start);
        }
        Some(record)
    }

    fn line_at(&mut self, at: usize) -> u32 {
        self.counted.1 += self.text.as_bytes()[self.counted.0..at].iter().filter(|&&b| b == b'\n').count() as u32;
        self.counted.0 = at;
        self.counted.1
    }

    /// A quote that is never closed swallows all that follows, so only the last record can hold one.
    fn is_open(&self, start: usize, raw: &str) -> bool {
        let to_the_end = start + raw.len() == self.text.len() && raw.trim_end().contains('\n');
        to_the_end && self.mended < MAX_MENDED && raw.bytes().filter(|&b| b == b'"').count() % 2 == 1
    }

    fn take_up_after_line(&mut self, start: usize) {
        self.mended += 1;
        self.base = start + self.text[start..].find('\n').map_or(self.text.len() - start, |end| end + 1);
        self.reader = reader(&self.text[self.base..], self.delimiter);
    }
}

impl Record<'_> {
    /// Why the record is skipped, if it is. Empty values beyond the last column do no harm.
    fn problem(&self, columns: usize) -> Option<String> {
        if self.open {
            return Some("a quote is opened and never closed".to_owned());
        }
        if self.raw.len() > MAX_ROW {
            return Some(format!("a row of {} bytes{}; the limit is {MAX_ROW}", self.raw.trim_end().len(), self.to_line()));
        }
        let needless = self.fields.iter().skip(columns).all(str::is_empty);
        let ragged = self.fields.len() < columns || !needless;
        ragged.then(|| format!("{} where the header has {columns}{}", counted(self.fields.len()), self.to_line()))
    }

    fn to_line(&self) -> String {
        match self.raw.trim_end().matches('\n').count() as u32 {
            0 => String::new(),
            more => format!(" (up to line {})", self.line + more),
        }
    }
}

fn counted(columns: usize) -> String {
    if columns == 1 { "1 column".to_owned() } else { format!("{columns} columns") }
}

fn reader(text: &str, delimiter: u8) -> csv::Reader<&[u8]> {
    csv::ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &str) -> Vec<(u32, String)> {
        let rows = read("a.csv", Format::Csv, text, &Options::default()).unwrap();
        rows.rows.into_iter().map(|row| (row.line, row.values[Field::Text as usize].clone())).collect()
    }

    fn told(text: &str) -> Vec<(u32, String)> {
        let rows = read("a.csv", Format::Csv, text, &Options::default()).unwrap();
        rows.skipped.into_iter().map(|skipped| (skipped.line, skipped.reason)).collect()
    }

    #[test]
    fn finds_the_delimiter() {
        let cases = [
            "id,text\n1,a",
            "id;text\n1;a",
            "id\ttext\n1\ta",
            "id|text\n1|a",
            "sep=;\nid;text\n1;a",
            "\"id\";\"text\"\n1;a",
            "\n\nid,text,\n1,a,",
            "text\na",
        ];
        for text in cases {
            assert_eq!(texts(text).iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>(), ["a"], "{text:?}");
        }
    }

    #[test]
    fn counts_lines_through_blank_lines_and_quoted_breaks() {
        let text = "id,text\n\n1,\"a\nb\"\n\n\n2,c\n";
        assert_eq!(texts(text), [(3, "a\nb".to_owned()), (7, "c".to_owned())]);
    }

    #[test]
    fn knows_the_line_of_a_text_behind_a_broken_value() {
        let rows = read("a.csv", Format::Csv, "note,text\n\"x\ny\",\"a\nb\"\n", &Options::default()).unwrap();
        assert_eq!(rows.rows[0].lines, [3, 4]);
    }

    #[test]
    fn tells_each_bad_row_and_goes_on() {
        let text = "id,text,source\n1,a,x\n2,b\n3,,x\n4,d,x,more\n5,e,x,,\n";
        assert_eq!(texts(text), [(2, "a".to_owned()), (6, "e".to_owned())]);
        let want = [(3, "2 columns where the header has 3"), (4, "the row has no text"), (5, "4 columns where the header has 3")];
        assert_eq!(told(text), want.map(|(line, reason)| (line, reason.to_owned())));
    }

    #[test]
    fn goes_on_behind_a_quote_that_is_never_closed() {
        let text = "id,text\n1,\"a\n2,b\n3,c\n";
        assert_eq!(texts(text), [(3, "b".to_owned()), (4, "c".to_owned())]);
        assert_eq!(told(text), [(2, "a quote is opened and never closed".to_owned())]);
    }

    #[test]
    fn names_the_lines_of_a_row_that_a_quote_ran_together() {
        let text = "id,text\n1,\"a\n2,b\n3\",c,d\n4,e\n";
        assert_eq!(texts(text), [(5, "e".to_owned())]);
        assert_eq!(told(text), [(2, "4 columns where the header has 2 (up to line 4)".to_owned())]);
    }
}
