//! Doing something again whenever a file changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(500);

/// What a file looked like: its name, when it was changed, and how long it is.
type Stamp = (PathBuf, Option<SystemTime>, u64);

/// Does the work now, and again whenever one of the files, or a file in one of the folders that is `counted`, has changed. Never comes back.
pub(crate) fn whenever_changed(paths: &[PathBuf], counted: &dyn Fn(&Path) -> bool, mut work: impl FnMut()) -> ! {
    loop {
        // Looked at before the work, so that what changes meanwhile is not lost.
        let before = stamps(paths, counted);
        work();
        while stamps(paths, counted) == before {
            thread::sleep(EVERY);
        }
    }
}

/// Whether a file in a folder of rules is one.
pub(crate) fn is_rule_file(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "toml")
}

fn stamps(paths: &[PathBuf], counted: &dyn Fn(&Path) -> bool) -> Vec<Stamp> {
    let mut all = Vec::new();
    paths.iter().for_each(|path| add(path, counted, &mut all));
    all.sort();
    all
}

fn add(path: &Path, counted: &dyn Fn(&Path) -> bool, all: &mut Vec<Stamp>) {
    // A link to a folder is not followed: it may lead back.
    let Ok(meta) = fs::symlink_metadata(path).and_then(|own| if own.is_symlink() { fs::metadata(path) } else { Ok(own) }) else { return };
    if meta.is_dir() && !path.is_symlink() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries.map(|entry| entry.path()).filter(|path| path.is_dir() || counted(path)).for_each(|path| add(&path, counted, all));
    } else {
        all.push((path.to_owned(), meta.modified().ok(), meta.len()));
    }
}
