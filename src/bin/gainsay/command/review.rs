//! `gainsay review`.

use crate::args::{ReviewArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::{decisions, output};
use gainsay::decision::Word;
use gainsay::error::Result;
use gainsay::report::{self, SheetRow};

/// Writes the rows of a report as a sheet to fill in.
pub(super) fn run(args: &ReviewArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let today = args.day.get();
    let report = report::read_report(&args.report)?;
    let decisions = decisions::load(args.decisions.as_deref())?;
    let word = |id: &str| decisions.get(id).map(|decision| &decision.word).filter(|word: &&Word| !word.has_expired(today));
    let rows = report.iter().map(|row| SheetRow { row, word: word(row.get("conflict_id")) });
    let is_open = |row: &SheetRow| row.word.is_none() && row.row.get("status").is_empty();
    let rows: Vec<SheetRow> = rows.filter(|row| args.all || is_open(row)).collect();
    output::create(&args.sheet, |out| report::write_sheet(&rows, out))?;
    notices.say(format_args!("{} of {} rows are in {}.", rows.len(), report.len(), args.sheet.display()));
    notices.hint(format_args!("fill in its status column, and run: gainsay decisions import {}", args.sheet.display()));
    Ok(ExitCode::Success)
}
