//! `gainsay man`.

use crate::args::{Arguments, ManArgs};
use crate::exit_code::ExitCode;
use clap::CommandFactory;
use gainsay::error::{Error, Result};
use std::fs;

/// Writes the manual pages: one for the program and one for each command.
pub(super) fn run(args: &ManArgs) -> Result<ExitCode> {
    let failed = |error| Error::io(&args.folder, &error);
    fs::create_dir_all(&args.folder).map_err(failed)?;
    clap_mangen::generate_to(Arguments::command(), &args.folder).map_err(failed)?;
    Ok(ExitCode::Success)
}
