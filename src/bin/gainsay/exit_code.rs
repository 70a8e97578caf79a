//! What the program says to the shell.

use std::process;

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExitCode {
    /// The work is done; where conflicts were looked for, there are none.
    Success = 0,
    /// The work could not be done, or a check did not pass.
    Failure = 1,
    /// The command line cannot be understood. The argument parser ends with the same number.
    Usage = 2,
    /// The work is done and there are conflicts.
    Conflicts = 3,
}

impl From<ExitCode> for process::ExitCode {
    fn from(code: ExitCode) -> Self {
        Self::from(code as u8)
    }
}
