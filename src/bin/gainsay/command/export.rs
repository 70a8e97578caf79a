//! `gainsay export`.

use crate::args::{ExportArgs, RunArgs};
use crate::exit_code::ExitCode;
use crate::notices::Notices;
use crate::output;
use gainsay::error::{Error, Result};
use gainsay::report;

/// Writes the confirmed rows of a report as reviews.
pub(super) fn run(args: &ExportArgs, run: &RunArgs) -> Result<ExitCode> {
    let rows = super::explain::rows(&args.report)?;
    output::keep_inputs([args.report.as_path()].into_iter(), args.file.as_deref().into_iter())?;
    let mut reviews = Vec::new();
    let confirmed = report::write_claim_reviews(&rows, args.page.as_deref(), &mut reviews)
        .map_err(|error| Error::at(&args.report, error.to_string()))?;
    match &args.file {
        Some(file) => output::to_file(file, |out| out.write_all(&reviews))?,
        None => output::to_stdout(|out| out.write_all(&reviews))?,
    }
    Notices::unless(run.quiet).say(format!("Wrote reviews of {confirmed} of {} rows; only those whose status is confirmed.", rows.len()));
    Ok(ExitCode::Success)
}
