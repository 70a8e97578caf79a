//! `gainsay decisions stats`.

use crate::args::{DecisionsStatsArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::{decisions, input, output};
use gainsay::decision::tally::Tally;
use gainsay::error::Result;
use gainsay::report::{self, Record, Table};

const TABLE: Table = Table { columns: Tally::COLUMNS, noun: "row" };

/// Counts how often flags were right.
pub(super) fn run(args: &DecisionsStatsArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let decisions = decisions::load_some(args.decisions.as_deref())?;
    let sources = match args.inputs.is_empty() {
        true => Vec::new(),
        false => input::read_only(&args.inputs, &args.reading, notices)?.sources,
    };
    let tallies = decisions.tallies(&sources, args.day.get());
    output::write(&args.output, run.color, |format, options, out| report::write_table(&tallies, &TABLE, format, options, out))?;
    Ok(ExitCode::Success)
}
