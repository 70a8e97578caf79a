//! The built program, and what it said.

use std::fmt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program, to be run in a folder, with nothing to read and not as in a terminal.
pub(crate) fn gainsay(folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.current_dir(folder).env_remove("COLUMNS").stdin(Stdio::null());
    command
}

/// What one run of the program gave. Shown, it is all that it said and how it ended: what one wants to see of a run that is wrong.
pub(crate) struct Run {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Run {
    /// Runs a command to its end.
    pub(crate) fn of(command: &mut Command) -> Self {
        command.output().expect("the program runs").into()
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self { code: output.status.code().expect("not killed"), stdout: text(output.stdout), stderr: text(output.stderr) }
    }
}

impl fmt::Display for Run {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}exit status {}", self.stdout, self.stderr, self.code)
    }
}
