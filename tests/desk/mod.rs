//! The desk of a user: a folder, and the program run in it.
//!
//! Each file of tests is a program of its own, and the compiler warns of what it does not use. So a test that only needs a folder
//! takes `folder.rs` alone, and one that runs the program somewhere else takes `program.rs` alone.

pub(crate) mod folder;
pub(crate) mod program;

use folder::Desk;
use program::{Run, gainsay};
use std::process::Command;

impl Desk {
    /// The program with the words of this line, to be run here. A word has no space in it; `.arg` adds one that has.
    pub(crate) fn command(&self, line: &str) -> Command {
        let mut command = gainsay(&self.0);
        command.args(line.split_whitespace());
        command
    }

    /// Runs the program here with the words of this line.
    pub(crate) fn run(&self, line: &str) -> Run {
        Run::of(&mut self.command(line))
    }
}
