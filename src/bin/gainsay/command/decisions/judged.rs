//! `gainsay decisions judged`.

use crate::args::DecisionsJudgedArgs;
use crate::exit_code::ExitCode;
use crate::{decisions, output};
use gainsay::error::Result;

/// Writes the counts of each rule as a table that `--judged` takes.
pub(super) fn run(args: &DecisionsJudgedArgs) -> Result<ExitCode> {
    let judged = decisions::load_some(args.decisions.as_deref())?.judged();
    match &args.output {
        Some(file) => output::to_file(file, |out| out.write_all(judged.as_bytes()))?,
        None => output::print(judged.trim_end())?,
    }
    Ok(ExitCode::Success)
}
