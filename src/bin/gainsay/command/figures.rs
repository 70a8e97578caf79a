//! `gainsay figures`.

use super::detect;
use crate::args::{FiguresArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::{decisions, input, output, rules};
use gainsay::decision::Applied;
use gainsay::detect::Settings;
use gainsay::error::Result;
use gainsay::figures::figures;
use gainsay::report;
use std::path::PathBuf;

/// Lists the figures of every counted subject, with what was decided on them.
pub(super) fn run(args: &FiguresArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let rules = rules::load(&args.rules, args.input.reading.strict)?;
    let decisions = decisions::load(args.decisions.as_deref())?;
    output::keep_inputs(args.decisions.iter().map(PathBuf::as_path), args.output.paths())?;
    let ingested = input::read(&args.input, args.output.paths(), notices)?;
    let settings = Settings { tiers: args.tiers, ..Settings::default() };
    let mut applied = Applied::default();
    let figures = notices.during("judging", || {
        figures(&ingested.sources, &rules, &settings, |report| {
            // What was put aside is told among the decisions, so it is not left out here.
            applied = decisions.apply(report, &ingested.sources, args.day.get(), |_| true);
        })
    });
    output::write(&args.output, run.color, |format, options, out| report::write_records(&figures.rows, format, options, out))?;
    if figures.held > 0 {
        let questions = if figures.held == 1 { "question" } else { "questions" };
        notices.say(format_args!("{} more {questions}, of less proven rules or of one origin alone; --tiers all shows all.", figures.held));
    }
    // Most decisions may be on conflicts that are not about figures.
    detect::tell(&Applied { unseen: 0, ..applied }, notices);
    Ok(ExitCode::Success)
}
