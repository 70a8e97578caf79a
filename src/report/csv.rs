//! Tables of comma-separated values, as RFC 4180 has them, with a header and `\n` between rows.

use super::cell::Cell;
use super::profile::Profile;
use super::record::{FindingRow, Record};
use std::io::{self, Write};

/// Writes a header, also when there are no records, and a row for each record.
pub(super) fn write<R: Record>(records: impl IntoIterator<Item = R>, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(R::COLUMNS).map_err(io_error)?;
    for record in records {
        table.write_record(record.cells().iter().map(|cell| cell.plain().into_owned())).map_err(io_error)?;
    }
    table.flush()
}

/// Writes a row for each finding with the columns that a profile chooses.
pub(super) fn write_chosen<'a>(rows: impl Iterator<Item = FindingRow<'a>>, profile: &Profile, out: &mut dyn Write) -> io::Result<()> {
    let mut table = ::csv::Writer::from_writer(out);
    table.write_record(profile.columns().iter().map(|(_, name)| Cell::text(name).plain().into_owned())).map_err(io_error)?;
    for row in rows {
        let cells = row.all_cells();
        table.write_record(profile.columns().iter().map(|(at, _)| cells[*at].plain().into_owned())).map_err(io_error)?;
    }
    table.flush()
}

/// Every row has as many cells as the header, so nothing but the output itself can fail.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::detect::{ClaimRow, SubjectRow};
    use crate::report::Format;

    fn rows(csv: &[u8]) -> Vec<Vec<String>> {
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(csv);
        reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
    }

    fn cell(rows: &[Vec<String>], row: usize, column: &str) -> String {
        rows[row][rows[0].iter().position(|name| name == column).unwrap()].clone()
    }

    #[test]
    fn keeps_the_columns_of_the_contract_in_order() {
        let expected = "conflict_id,dispute_id,verdict,kind,severity,confidence,subject,question,rule,\
            a_id,a_source,a_speaker,a_date,a_file,a_line,a_text,a_evidence,\
            b_id,b_source,b_speaker,b_date,b_file,b_line,b_text,b_evidence,independent,reason,tier,a_origins,b_origins,\
            status,reviewer,note,reviewed_on,decision\n";
        assert_eq!(samples::written(&Default::default(), Format::Csv), expected);
    }

    #[test]
    fn writes_a_row_for_each_finding() {
        let csv = samples::written(&samples::report(), Format::Csv);
        let rows = rows(csv.as_bytes());
        assert_eq!(rows.len(), 2);
        let expected = [("verdict", "contradiction"), ("confidence", "0.855"), ("a_date", "2021-07-26"), ("b_evidence", "poor storage")];
        for (column, value) in expected {
            assert_eq!(cell(&rows, 1, column), value);
        }
    }

    #[test]
    fn lets_no_hostile_text_out_of_its_cell() {
        let csv = samples::written(&samples::hostile(), Format::Csv);
        let rows = rows(csv.as_bytes());
        assert_eq!(rows.len(), 2);
        for value in &rows[1] {
            assert!(!value.starts_with(['=', '@', '\t', '\r', '+']), "{value:?}");
            assert!(!value.contains(crate::text::is_unprintable), "{value:?}");
        }
        assert_eq!(cell(&rows, 1, "a_text"), "'=HYPERLINK(\"http://x\",\"drones, hit\")\n\"second\" line [31mred");
        assert_eq!(cell(&rows, 1, "b_source"), "-5");
    }

    #[test]
    fn writes_a_header_for_an_empty_list() {
        let mut out = Vec::new();
        write(&[] as &[SubjectRow], &mut out).unwrap();
        assert_eq!(out, b"subject,id,rule,key,question\n");
    }

    #[test]
    fn every_record_fills_every_column() {
        let report = samples::report();
        assert_eq!(FindingRow::of(&report).next().unwrap().cells().len(), FindingRow::COLUMNS.len());
        assert_eq!(ClaimRow::default().cells().len(), ClaimRow::COLUMNS.len());
        assert_eq!(SubjectRow::default().cells().len(), SubjectRow::COLUMNS.len());
    }
}
