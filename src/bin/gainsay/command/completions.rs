//! `gainsay completions`.

use crate::args::{Arguments, CompletionsArgs};
use crate::exit_code::ExitCode;
use crate::output;
use clap::CommandFactory;
use gainsay::error::Result;

/// Writes what lets a shell complete commands and options.
pub(super) fn run(args: &CompletionsArgs) -> Result<ExitCode> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Arguments::command(), "gainsay", &mut script);
    output::to_stdout(|out| out.write_all(&script))?;
    Ok(ExitCode::Success)
}
