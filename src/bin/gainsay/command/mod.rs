//! One file for each command.

mod against;
mod claims;
mod compare;
mod completions;
mod decisions;
mod detect;
mod diff;
mod explain;
mod export;
mod figures;
mod init;
mod man;
mod review;
mod rules;
mod subjects;
mod telling;
mod trying;
mod why;

use crate::args::{Arguments, Command, ListArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output;
use gainsay::error::{Error, Result};
use gainsay::report::{self, Record};
use std::num::NonZeroUsize;

/// Does what the command line says.
///
/// # Errors
/// Whatever stopped the work.
pub(crate) fn run(arguments: &Arguments) -> Result<ExitCode> {
    start_threads(arguments.run.threads)?;
    match &arguments.command {
        Command::Detect(args) => detect::run(args, &arguments.run),
        Command::Against(args) => against::run(args, &arguments.run),
        Command::Claims(args) => claims::run(args, &arguments.run),
        Command::Subjects(args) => subjects::run(args, &arguments.run),
        Command::Figures(args) => figures::run(args, &arguments.run),
        Command::Compare(args) => compare::run(args, &arguments.run),
        Command::Try(args) => trying::run(args, &arguments.run),
        Command::Why(args) => why::run(args, &arguments.run),
        Command::Explain(args) => explain::run(args, &arguments.run),
        Command::Export(args) => export::run(args, &arguments.run),
        Command::Review(args) => review::run(args, &arguments.run),
        Command::Decisions(command) => decisions::run(command, &arguments.run),
        Command::Diff(args) => diff::run(args, &arguments.run),
        Command::Rules(command) => rules::run(command, &arguments.run),
        Command::Init(args) => init::run(args, &arguments.run),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    }
}

fn start_threads(threads: Option<NonZeroUsize>) -> Result<()> {
    let threads = threads.map_or(0, NonZeroUsize::get);
    let started = rayon::ThreadPoolBuilder::new().num_threads(threads).build_global();
    started.map_err(|error| Error::new(format!("cannot start {threads} threads: {error}")))
}

/// Reads, makes a list, and writes it: what `claims` and `subjects` have in common.
fn list<R: Record>(args: &ListArgs, run: &RunArgs, stage: Stage<R>) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let rules = crate::rules::load(&args.rules, args.input.reading.strict)?;
    let ingested = crate::input::read(&args.input, args.output.paths(), notices)?;
    let records = notices.during("reading claims", || stage(&ingested.sources, &rules));
    output::write(&args.output, run.color, |format, options, out| report::write_records(&records, format, options, out))?;
    Ok(ExitCode::Success)
}

/// What makes the records of a list.
type Stage<R> = fn(&[gainsay::source::Source], &gainsay::rule::Rules) -> Vec<R>;
