//! `gainsay rules`: one file for each subcommand.

mod check;
mod list;
mod lock;
mod show;
mod test;

use crate::args::{RulesCommand, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use gainsay::error::Result;
use serde::Serialize;
use serde_json::Value;

/// Lists, shows, checks, tests or locks rules.
pub(super) fn run(command: &RulesCommand, run: &RunArgs) -> Result<ExitCode> {
    match command {
        RulesCommand::List(args) => list::run(args, run),
        RulesCommand::Show(args) => show::run(args),
        RulesCommand::Check(args) => check::run(args, run),
        RulesCommand::Lock(args) => lock::write(args),
        RulesCommand::Verify(args) => lock::verify(args),
        RulesCommand::Test(args) => test::run(args, Notices::unless(run.quiet)),
    }
}

/// The word that rule files use for a member of a closed list.
fn word(member: &impl Serialize) -> String {
    match serde_json::to_value(member) {
        Ok(Value::String(word)) => word,
        other => format!("{other:?}"),
    }
}
