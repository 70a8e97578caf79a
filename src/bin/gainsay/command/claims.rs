//! `gainsay claims`.

use crate::args::{ListArgs, RunArgs};
use crate::exit_code::ExitCode;
use gainsay::error::Result;

/// Lists the claims that were read.
pub(super) fn run(args: &ListArgs, run: &RunArgs) -> Result<ExitCode> {
    super::list(args, run, gainsay::detect::claims)
}
