//! `gainsay figures`.

use crate::args::{ListArgs, RunArgs};
use crate::exit_code::ExitCode;
use gainsay::error::Result;

/// Lists the figures of every counted subject.
pub(super) fn run(args: &ListArgs, run: &RunArgs) -> Result<ExitCode> {
    super::list(args, run, gainsay::figures::figures)
}
