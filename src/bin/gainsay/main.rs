//! The command line of gainsay: reads arguments, calls the library, writes what it gives back.

mod args;
mod command;
mod decisions;
mod exit_code;
mod input;
mod notices;
mod output;
mod rules;
mod settings;
mod watch;

use args::Arguments;
use clap::Parser;
use exit_code::ExitCode;
use std::process;

fn main() -> process::ExitCode {
    let code = match Arguments::try_parse() {
        Ok(arguments) => run(&arguments),
        Err(unread) => explain(&unread),
    };
    code.into()
}

fn run(arguments: &Arguments) -> ExitCode {
    command::run(arguments).unwrap_or_else(|error| {
        notices::error(&error);
        ExitCode::Failure
    })
}

/// Tells what is wrong with the command line, or the help that it asks for.
fn explain(unread: &clap::Error) -> ExitCode {
    // There is nobody to tell when the stream is closed.
    let _ = unread.print();
    if unread.use_stderr() { ExitCode::Usage } else { ExitCode::Success }
}
