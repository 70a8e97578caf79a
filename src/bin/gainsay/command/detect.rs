//! `gainsay detect`.

use crate::args::{DetectArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::{input, output, rules};
use gainsay::conflict::finding::Report;
use gainsay::detect::detect;
use gainsay::error::{Error, Result};
use gainsay::report::{self, Options, Profile};
use std::path::Path;

/// Finds the conflicts.
pub(super) fn run(args: &DetectArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let rules = rules::load(&args.rules, args.input.reading.strict)?;
    let places = args.output.places();
    let profile = profile(&args.output.profile)?;
    let ingested = input::read(&args.input, places.paths(), notices)?;
    let mut report = notices.during("judging", || detect(&ingested.sources, &rules, &args.select.settings()));
    report.summary.skipped = ingested.skipped.len();
    report.summary.furniture = ingested.furniture;
    output::write(&places, run.color, |format, options, out| {
        report::write(&report, format, &Options { profile: profile.clone(), ..options.clone() }, out)
    })?;
    if !output::shows_text(&places) {
        report::summary(&report.summary).iter().for_each(|line| notices.say(line));
    }
    Ok(exit_code(&report))
}

/// The columns of a table, by the name of a profile or a file.
fn profile(named: &Path) -> Result<Profile> {
    if let Some(profile) = named.to_str().and_then(Profile::named) {
        return Ok(profile);
    }
    let toml = std::fs::read_to_string(named)
        .map_err(|error| Error::io(named, &error).with_help(format!("--profile takes a file, or one of {}", Profile::NAMES.join(", "))))?;
    Profile::parse(&toml, named)
}

fn exit_code(report: &Report) -> ExitCode {
    match report.disputes.iter().flat_map(|dispute| &dispute.findings).any(|finding| finding.verdict.is_conflict()) {
        true => ExitCode::Conflicts,
        false => ExitCode::Success,
    }
}
