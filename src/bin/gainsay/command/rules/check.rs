//! `gainsay rules check`.

use crate::args::RulesFilesArgs;
use crate::exit_code::ExitCode;
use crate::output::print;
use crate::rules;
use gainsay::error::Result;

/// Tells every mistake in rule files.
pub(super) fn run(args: &RulesFilesArgs) -> Result<ExitCode> {
    let (rules, problems) = rules::load_all(&args.rules, &args.files)?;
    rules::tell(&problems);
    let of = |n: usize, noun: &str| if n == 1 { format!("1 {noun}") } else { format!("{n} {noun}s") };
    let mistakes = if problems.is_empty() { "no mistakes".to_owned() } else { of(problems.len(), "mistake") };
    print(&format!("{} in {} can be used; {mistakes}.", of(rules.rules.len(), "rule"), of(rules.packs.len(), "pack")))?;
    Ok(if problems.is_empty() { ExitCode::Success } else { ExitCode::Failure })
}
