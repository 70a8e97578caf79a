//! `gainsay decisions list`.

use crate::args::{DecisionsListArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::{decisions, output};
use gainsay::error::Result;
use gainsay::report::{self, DecisionRow, Table};

const TABLE: Table =
    Table { columns: &["conflict_id", "status", "reviewer", "reviewed_on", "expires_on", "rule", "note"], noun: "decision" };

/// Lists the decisions.
pub(super) fn run(args: &DecisionsListArgs, run: &RunArgs) -> Result<ExitCode> {
    let decisions = decisions::load_some(args.decisions.as_deref())?;
    let rows: Vec<DecisionRow> = decisions.iter().map(|(conflict_id, decision)| DecisionRow { conflict_id, decision }).collect();
    output::write(&args.output, run.color, |format, options, out| report::write_table(&rows, &TABLE, format, options, out))?;
    Ok(ExitCode::Success)
}
