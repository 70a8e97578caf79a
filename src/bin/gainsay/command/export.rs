//! `gainsay export`.

use crate::args::{ExportArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output;
use gainsay::error::{Error, Result};
use gainsay::report::{self, Exported};

/// Writes the confirmed rows of a report as reviews.
pub(super) fn run(args: &ExportArgs, run: &RunArgs) -> Result<ExitCode> {
    let rows = super::explain::rows(&args.report)?;
    output::keep_inputs([args.report.as_path()].into_iter(), args.file.as_deref().into_iter())?;
    let mut reviews = Vec::new();
    let exported = report::write_claim_reviews(&rows, args.page.as_deref(), &mut reviews)
        .map_err(|error| Error::at(&args.report, error.to_string()))?;
    match &args.file {
        Some(file) => output::to_file(file, |out| out.write_all(&reviews))?,
        None => output::to_stdout(|out| out.write_all(&reviews))?,
    }
    let notices = Notices::unless(run.quiet);
    notices.say(format!("Wrote reviews of {} of {} rows; only those whose status is confirmed.", exported.confirmed, rows.len()));
    lacking(&exported, args.page.is_some()).into_iter().for_each(|line| notices.say(line));
    Ok(ExitCode::Success)
}

/// What readers of ClaimReview ask for and do not get, and what to do about it.
fn lacking(exported: &Exported, has_page: bool) -> Vec<String> {
    let of = |n: usize| format!("{n} of {}", exported.confirmed);
    let lines = [
        (!has_page && exported.confirmed > 0).then(|| {
            "They have no `url`: --page ADDRESS says where the report is published, and each then links to its dispute.".to_owned()
        }),
        (exported.unsigned > 0).then(|| format!("{} have no `author`: fill in the column `reviewer`.", of(exported.unsigned))),
        (exported.undated > 0).then(|| format!("{} have no `datePublished`: fill in the column `reviewed_on`.", of(exported.undated))),
    ];
    lines.into_iter().flatten().collect()
}
