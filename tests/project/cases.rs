//! Cases that are files: what the program is given, and what it must make of that.

use crate::project::{is_blessing, root};
use std::fs;
use std::path::{Path, PathBuf};

/// What lies in a folder of `tests/`, in the order of its names.
pub(crate) fn entries(folder: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests").join(folder)).expect("the cases");
    let mut entries: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).collect();
    entries.sort();
    entries
}

/// How a file of expected output differs from the real output, or nothing once that is written to it.
pub(crate) fn difference(file: &Path, real: &str) -> Option<String> {
    if is_blessing() {
        fs::write(file, real).expect("the expected output is written");
    }
    let expected = fs::read_to_string(file).unwrap_or_default();
    (expected != real).then(|| format!("{} expected:\n{expected}\nfound:\n{real}", file.display()))
}
