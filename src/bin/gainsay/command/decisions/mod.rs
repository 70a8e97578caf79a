//! `gainsay decisions`: one file for each subcommand.

mod import;
mod judged;
mod list;
mod stats;

use crate::args::{DecisionsCommand, RunArgs};
use crate::exit_code::ExitCode;
use gainsay::error::Result;

/// Keeps decisions, lists them, counts them.
pub(super) fn run(command: &DecisionsCommand, run: &RunArgs) -> Result<ExitCode> {
    match command {
        DecisionsCommand::Import(args) => import::run(args, run),
        DecisionsCommand::List(args) => list::run(args, run),
        DecisionsCommand::Stats(args) => stats::run(args, run),
        DecisionsCommand::Judged(args) => judged::run(args),
    }
}
