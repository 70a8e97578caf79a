//! `gainsay subjects`.

use crate::args::{ListArgs, RunArgs};
use crate::exit_code::ExitCode;
use gainsay::error::Result;

/// Lists which statements were brought together.
pub(super) fn run(args: &ListArgs, run: &RunArgs) -> Result<ExitCode> {
    super::list(args, run, gainsay::detect::subjects)
}
