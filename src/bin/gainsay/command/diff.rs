//! `gainsay diff`.

use crate::args::{DiffArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output;
use gainsay::error::Result;
use gainsay::report::{self, Change, Difference, Table};

const TABLE: Table = Table { columns: &["change", "conflict_id", "verdict", "rule", "question", "what"], noun: "row" };

/// Tells what two reports do not share.
pub(super) fn run(args: &DiffArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    output::keep_inputs([args.old.as_path(), args.new.as_path()].into_iter(), args.output.paths())?;
    let (old, new) = (report::read_report(&args.old)?, report::read_report(&args.new)?);
    let rows = report::differences(&old, &new);
    output::write(&args.output, run.color, |format, options, out| report::write_table(&rows, &TABLE, format, options, out))?;
    notices.say(told(&rows));
    Ok(if rows.is_empty() { ExitCode::Success } else { ExitCode::Conflicts })
}

fn told(rows: &[Difference]) -> String {
    let count = |change: Change| rows.iter().filter(|row| row.change == change).count();
    let [new, gone, changed] = [Change::New, Change::Gone, Change::Changed].map(count);
    format!("{new} new, {gone} gone, {changed} changed.")
}
