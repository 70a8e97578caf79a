//! `gainsay detect`.

use crate::args::{DetectArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::{self, Notices};
use crate::settings::{self, Settings};
use crate::{decisions, input, output, rules, watch};
use gainsay::conflict::finding::Report;
use gainsay::decision::{Applied, Decisions};
use gainsay::detect::detect;
use gainsay::error::{Error, Result};
use gainsay::report::{self, Options, Profile};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// How many decisions that no longer hold are told one by one.
const TOLD: usize = 10;

/// How many inputs the title of a page names.
const TITLED: usize = 3;

/// Finds the conflicts: once, or whenever something changes.
pub(super) fn run(args: &DetectArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    if !args.watch {
        return once(args, run, notices);
    }
    let paths = watched(args)?;
    let places = args.output.places();
    let outputs: Vec<PathBuf> = places.paths().chain(args.input.reading.skipped.as_deref()).map(Path::to_owned).collect();
    // What a run writes must not set off the next one.
    let counted = |path: &Path| {
        !outputs.iter().any(|output| output.canonicalize().is_ok_and(|output| Ok(output) == path.canonicalize().map_err(drop)))
    };
    notices.say("Detecting whenever an input, a rule file or a decision changes; Ctrl-C ends.");
    watch::whenever_changed(&paths, &counted, || {
        // A file that is just being saved may not be there for a moment.
        if let Err(error) = once(args, run, notices) {
            notices::error(&error);
        }
    })
}

/// All that a run reads, but for the built-in rules.
fn watched(args: &DetectArgs) -> Result<Vec<PathBuf>> {
    if args.input.inputs.iter().any(|input| input == Path::new("-")) {
        return Err(Error::new("standard input cannot be watched").with_help("name a file or a folder, or leave --watch out"));
    }
    let settings = Settings::nearest()?;
    let beside = args.input.inputs.iter().map(|input| input.with_file_name("sources.csv"));
    let named = args.input.inputs.iter().chain(&args.rules.paths).chain(&args.rules.judged).chain(&args.known.decisions).cloned();
    let set = settings.rules.into_iter().chain(settings.judged).chain(settings.decisions);
    Ok(named.chain(set).chain(beside).chain([settings::nearest()]).collect())
}

fn once(args: &DetectArgs, run: &RunArgs, notices: Notices) -> Result<ExitCode> {
    let rules = rules::load(&args.rules, args.input.reading.strict)?;
    let places = args.output.places();
    let profile = profile(&args.output.profile)?;
    let decisions = decisions::load(args.known.decisions.as_deref())?;
    let old = args.known.baseline.as_deref().map(ids).transpose()?;
    output::keep_inputs(args.known.baseline.iter().chain(&args.known.decisions).map(PathBuf::as_path), places.paths())?;
    let ingested = input::read(&args.input, places.paths(), notices)?;
    let mut report = notices.during("judging", || detect(&ingested.sources, &rules, &args.select.settings()));
    report.summary.skipped = ingested.skipped.len();
    report.summary.undated = ingested.undated;
    report.summary.furniture = ingested.furniture;
    let applied = decisions.apply(&mut report, &ingested.sources, args.known.day.get(), |status| args.known.shows(status));
    if let Some(old) = old {
        report.summary.old = report.retain(|finding| !old.contains(&finding.id));
    }
    let title = args.output.title.clone().unwrap_or_else(|| title(&args.input.inputs));
    output::write(&places, run.color, |format, options, out| {
        report::write(&report, format, &Options { profile: profile.clone(), title: title.clone(), ..options.clone() }, out)
    })?;
    if !output::shows_text(&places) {
        report::summary(&report).iter().for_each(|line| notices.say(line));
    }
    tell(&applied, notices);
    next(&report, args, &decisions, notices);
    Ok(exit_code(&report))
}

/// A title from the names of what was read; nothing for standard input.
fn title(inputs: &[PathBuf]) -> String {
    let name = |input: &PathBuf| {
        let named = input.file_name().map(ToOwned::to_owned);
        let named = named.or_else(|| input.canonicalize().ok()?.file_name().map(ToOwned::to_owned))?;
        (input != Path::new("-")).then(|| named.to_string_lossy().into_owned())
    };
    let names: Vec<String> = inputs.iter().filter_map(name).collect();
    match &names[..] {
        [] => String::new(),
        [one] => format!("Disputes in {one}"),
        [first @ .., last] if names.len() <= TITLED => format!("Disputes in {} and {last}", first.join(", ")),
        names => format!("Disputes in {} and {} more", names[..TITLED].join(", "), names.len() - TITLED),
    }
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

/// The conflicts that an earlier report holds.
fn ids(baseline: &Path) -> Result<BTreeSet<String>> {
    Ok(report::read_report(baseline)?.iter().map(|row| row.get("conflict_id").to_owned()).collect())
}

/// Tells which decisions hold no more.
pub(super) fn tell(applied: &Applied, notices: Notices) {
    for (gone, what) in [(&applied.stale, "stale"), (&applied.expired, "expired")] {
        gone.iter().take(TOLD).for_each(|told| notices.say(format_args!("decision {told}")));
        if gone.len() > TOLD {
            notices.say(format_args!("and {} more {what} decisions", gone.len() - TOLD));
        }
    }
    if applied.unseen > 0 {
        notices.say(format_args!("Decisions on conflicts that were not found in this run: {}.", applied.unseen));
    }
}

/// Says what to do with the report.
fn next(report: &Report, args: &DetectArgs, decisions: &Decisions, notices: Notices) {
    let places = args.output.places();
    let file = places.paths().find(|file| file.extension().is_some_and(|ending| ending == "csv"));
    match (report.findings().next(), file) {
        (None, _) => {}
        (Some(_), None) => notices.hint("gainsay detect … -o conflicts.csv writes a table to keep and to decide on"),
        (Some(first), Some(file)) if decisions.is_empty() => {
            let file = file.display();
            notices.hint(format_args!(
                "gainsay explain {file} {} tells all about a row; gainsay review {file} -o sheet.csv begins a review",
                first.id
            ));
        }
        (Some(_), Some(file)) => {
            notices.hint(format_args!("gainsay review {} -o sheet.csv lists what is still to be decided", file.display()));
        }
    }
}

fn exit_code(report: &Report) -> ExitCode {
    match report.findings().any(|finding| finding.verdict.is_conflict()) {
        true => ExitCode::Conflicts,
        false => ExitCode::Success,
    }
}
