//! `gainsay rules stats`.

use crate::args::{RulesStatsArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::{input, output, rules};
use gainsay::error::Result;
use gainsay::report;
use gainsay::stats::{Stats, stats, times};
use std::time::{Duration, Instant};

/// Tells what each rule does on an input, and what none reads.
pub(super) fn run(args: &RulesStatsArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let rules = rules::load(&args.rules, args.input.reading.strict)?;
    let outputs = || args.output.paths().chain(args.unread.iter().map(|file| file.path.as_path()));
    let ingested = input::read(&args.input, outputs(), notices)?;
    let found = notices.during("reading claims", || stats(&ingested.sources, &rules));
    let start = Instant::now();
    let times: Option<Vec<Duration>> =
        args.time.then(|| notices.during("timing each rule", || times(&ingested.sources, &rules, || start.elapsed())));
    output::write(&args.output, run.color, |format, options, out| report::write_stats(&found, times.as_deref(), format, options, out))?;
    write_unread(args, &found)?;
    if !output::shows_text(&args.output) {
        report::stats_summary(&found).iter().for_each(|line| notices.say(line));
    }
    Ok(ExitCode::Success)
}

fn write_unread(args: &RulesStatsArgs, found: &Stats) -> Result<()> {
    let Some(file) = &args.unread else { return Ok(()) };
    output::to_file(&file.path, |out| report::write_records(&found.verbs, file.format, &report::Options::default(), out))
}
