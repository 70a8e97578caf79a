//! `gainsay detect`.

use crate::args::{DetectArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::{input, output, rules};
use gainsay::conflict::finding::Report;
use gainsay::detect::detect;
use gainsay::error::Result;
use gainsay::report;

/// Finds the conflicts.
pub(super) fn run(args: &DetectArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let rules = rules::load(&args.rules, args.input.reading.strict)?;
    let ingested = input::read(&args.input, args.output.paths(), notices)?;
    let mut report = notices.during("judging", || detect(&ingested.sources, &rules, &args.select.settings()));
    report.summary.skipped = ingested.skipped.len();
    report.summary.furniture = ingested.furniture;
    output::write(&args.output, run.color, |format, options, out| report::write(&report, format, options, out))?;
    if !output::shows_text(&args.output) {
        report::summary(&report.summary).iter().for_each(|line| notices.say(line));
    }
    Ok(exit_code(&report))
}

fn exit_code(report: &Report) -> ExitCode {
    match report.disputes.iter().flat_map(|dispute| &dispute.findings).any(|finding| finding.verdict.is_conflict()) {
        true => ExitCode::Conflicts,
        false => ExitCode::Success,
    }
}
