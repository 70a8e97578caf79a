//! Doing something again whenever a file changes.

use std::fs;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How often the files are looked at.
const EVERY: Duration = Duration::from_millis(500);

/// What a file looked like: its name, when it was changed, and how long it is.
type Stamp = (PathBuf, Option<SystemTime>, u64);

/// Does the work now, and again whenever one of the files, or a file in one of the folders, has changed. Never comes back.
pub(crate) fn whenever_changed(paths: &[PathBuf], mut work: impl FnMut()) -> ! {
    loop {
        // Looked at before the work, so that what changes meanwhile is not lost.
        let before = stamps(paths);
        work();
        while stamps(paths) == before {
            thread::sleep(EVERY);
        }
    }
}

fn stamps(paths: &[PathBuf]) -> Vec<Stamp> {
    let mut all = Vec::new();
    paths.iter().for_each(|path| add(path, &mut all));
    all.sort();
    all
}

fn add(path: &Path, all: &mut Vec<Stamp>) {
    // A link to a folder is not followed: it may lead back.
    let Ok(meta) = fs::symlink_metadata(path).and_then(|own| if own.is_symlink() { fs::metadata(path) } else { Ok(own) }) else { return };
    if meta.is_dir() && !path.is_symlink() {
        let entries = fs::read_dir(path).into_iter().flatten().flatten();
        entries
            .map(|entry| entry.path())
            .filter(|path| path.is_dir() || path.extension().is_some_and(|e| e == "toml"))
            .for_each(|path| add(&path, all));
    } else {
        all.push((path.to_owned(), meta.modified().ok(), meta.len()));
    }
}
