//! `gainsay against`.

use crate::args::{AgainstArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::{input, output};
use gainsay::against::{self, Report};
use gainsay::error::Result;
use gainsay::language::Language;
use gainsay::language::lists::Lists;
use gainsay::report;
use gainsay::verdict::Relation;

/// How many texts that were not compared are told by name.
const TOLD: usize = 10;

/// Holds each claim against every article.
pub(super) fn run(args: &AgainstArgs, run: &RunArgs) -> Result<ExitCode> {
    let notices = Notices::unless(run.quiet);
    let [claims, articles] = input::read_both(args, notices)?;
    let language = Language::new(Lists::shipped());
    if let Some(file) = &args.features {
        let rows = notices.during("measuring", || against::features(&claims.sources, &articles.sources, &language));
        output::to_file(file, |out| report::write_records(&rows, report::Format::Csv, &report::Options::default(), out))?;
    }
    let mut report = notices.during("judging", || against::against(&claims.sources, &articles.sources, &language));
    report.rows.retain(|row| args.relations.contains(&row.relation));
    output::write(&args.output, run.color, |format, options, out| report::write_records(&report.rows, format, options, out))?;
    tell(&report, notices);
    Ok(exit_code(&report))
}

fn tell(report: &Report, notices: Notices) {
    let summary = &report.summary;
    let count = |relation| report.rows.iter().filter(|row| row.relation == relation).count();
    let found = Relation::ALL.iter().filter(|&&r| r != Relation::Unrelated).map(|&r| format!("{} {r}", count(r)));
    let found = found.collect::<Vec<_>>().join(", ");
    notices
        .say(format_args!("{} claims against {} articles: {found}; {} pairs measured", summary.claims, summary.articles, summary.measured));
    tell_unjudged("nothing to compare in it", &summary.empty, notices);
    tell_unjudged("not in English, as far as can be told", &summary.foreign, notices);
}

fn tell_unjudged(reason: &str, ids: &[String], notices: Notices) {
    for id in ids.iter().take(TOLD) {
        notices.say(format_args!("not compared {id}: {reason}"));
    }
    if ids.len() > TOLD {
        notices.say(format_args!("and {} more: {reason}", ids.len() - TOLD));
    }
}

fn exit_code(report: &Report) -> ExitCode {
    match report.rows.iter().any(|row| row.relation == Relation::Contradicts) {
        true => ExitCode::Conflicts,
        false => ExitCode::Success,
    }
}
