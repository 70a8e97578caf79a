//! What is told on standard error: failures always, everything else unless `--quiet`.

use crate::output::printable;
use gainsay::error::Error;
use indicatif::{ProgressBar, ProgressStyle};
use std::fmt::Display;
use std::io::{self, IsTerminal, Write};
use std::time::Duration;

/// Whether there is anything to be told but failures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Notices {
    /// Summaries, what was skipped, and, on a terminal, what is being done.
    Shown,
    /// None of these.
    Hidden,
}

/// Tells what stopped the work.
pub(crate) fn error(error: &Error) {
    tell(format_args!("error: {error}"));
}

/// Tells something that the user should know even when quiet is asked for.
///
/// There is nothing to be done when standard error itself is closed.
pub(crate) fn tell(message: impl Display) {
    let _ = writeln!(io::stderr(), "{}", printable(&message.to_string()));
}

impl Notices {
    /// As `--quiet` has it.
    pub(crate) fn unless(quiet: bool) -> Self {
        if quiet { Self::Hidden } else { Self::Shown }
    }

    /// Tells something that is no failure.
    pub(crate) fn say(self, message: impl Display) {
        if self == Self::Shown {
            tell(message);
        }
    }

    /// Says what to do next; only to a person, who reads it on a terminal.
    pub(crate) fn hint(self, message: impl Display) {
        if io::stderr().is_terminal() {
            self.say(format_args!("Next: {message}"));
        }
    }

    /// Shows what is being done while `work` runs; only where standard error is a terminal.
    pub(crate) fn during<T>(self, stage: &'static str, work: impl FnOnce() -> T) -> T {
        let bar = match self {
            Self::Shown => ProgressBar::new_spinner(),
            Self::Hidden => ProgressBar::hidden(),
        };
        bar.set_style(ProgressStyle::with_template("{spinner} {msg} ({elapsed})").unwrap_or(ProgressStyle::default_spinner()));
        bar.set_message(stage);
        bar.enable_steady_tick(Duration::from_millis(120));
        let done = work();
        bar.finish_and_clear();
        done
    }
}
