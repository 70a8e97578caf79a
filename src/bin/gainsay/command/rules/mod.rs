//! `gainsay rules`: one file for each subcommand.

mod check;
mod fmt;
mod list;
mod lock;
mod new;
mod schema;
mod show;
mod stats;
mod test;

use crate::args::{RulesCommand, RunArgs};
use crate::exit_code::ExitCode;
use gainsay::error::Result;
use serde::Serialize;
use serde_json::Value;

/// Does what is asked of rules.
pub(super) fn run(command: &RulesCommand, run: &RunArgs) -> Result<ExitCode> {
    match command {
        RulesCommand::List(args) => list::run(args, run),
        RulesCommand::Show(args) => show::run(args),
        RulesCommand::Check(args) => check::run(args, run),
        RulesCommand::Test(args) => test::run(args, run),
        RulesCommand::New(args) => new::run(args),
        RulesCommand::Fmt(args) => fmt::run(args),
        RulesCommand::Stats(args) => stats::run(args, run),
        RulesCommand::Schema(args) => schema::run(args),
        RulesCommand::Lock(args) => lock::write(args),
        RulesCommand::Verify(args) => lock::verify(args),
    }
}

/// The word that rule files use for a member of a closed list.
fn word(member: &impl Serialize) -> String {
    match serde_json::to_value(member) {
        Ok(Value::String(word)) => word,
        other => format!("{other:?}"),
    }
}
