//! From the arguments to a list of files, in an order that is the same everywhere.

use super::column::INPUTS;
use super::{Format, Skipped, bytes, passed_over};
use crate::error::{Error, Result};
use std::collections::BTreeSet;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The name of the file that says where articles come from.
pub(super) const SIDECAR: &str = "sources.csv";

/// One thing to read.
#[derive(Debug)]
pub(super) enum Entry {
    /// A file.
    File(File),
    /// A `sources.csv`: it tells of the files beside it and is never a source itself.
    Sidecar(File),
    /// Standard input, with its bytes once they are read.
    Stdin(Vec<u8>),
    /// Something that is not read.
    Skipped(Skipped),
    /// Something that is not meant to be read.
    PassedOver(Skipped),
}

/// A file to read.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: PathBuf,
    /// The path as the user sees it, with `/` between folders.
    pub(super) name: String,
    /// Whether the user named it, rather than a folder that it lies in.
    pub(super) named: bool,
}

/// Everything that the arguments name, folders opened, no file twice.
pub(super) fn entries(inputs: &[PathBuf]) -> Result<Vec<Entry>> {
    let mut entries = Vec::new();
    for input in inputs {
        if input.as_os_str() == "-" {
            entries.push(Entry::Stdin(Vec::new()));
            continue;
        }
        let about = std::fs::metadata(input).map_err(|error| Error::io(input, &error))?;
        match about.is_dir() {
            true => entries.extend(folder(input)),
            false => entries.push(Entry::of(File { path: input.clone(), name: name_of(input), named: true })),
        }
    }
    let mut seen = BTreeSet::new();
    entries.retain(|entry| entry.name().is_none_or(|name| seen.insert(name.to_owned())));
    Ok(entries)
}

/// Reads standard input into its entry.
pub(super) fn read_stdin(entries: &mut [Entry], stdin: &mut dyn Read) -> Result<()> {
    for entry in entries {
        if let Entry::Stdin(content) = entry {
            let mut capped = (&mut *stdin).take(bytes::MAX_FILE + 1);
            capped.read_to_end(content).map_err(|error| Error::io(Path::new("-"), &error))?;
        }
    }
    Ok(())
}

fn folder(root: &Path) -> Vec<Entry> {
    let mut builder = ignore::WalkBuilder::new(root);
    builder.standard_filters(false).hidden(true).follow_links(true);
    let mut found: Vec<(String, Entry)> = builder.build().filter_map(|step| found(root, step)).collect();
    found.sort_by(|(a, _), (b, _)| a.cmp(b));
    found.into_iter().map(|(_, entry)| entry).collect()
}

fn found(root: &Path, step: Result<ignore::DirEntry, ignore::Error>) -> Option<(String, Entry)> {
    let step = match step {
        Ok(step) => step,
        Err(error) => return Some(unreadable(root, &error)),
    };
    if !step.file_type().is_some_and(|kind| kind.is_file()) {
        return None;
    }
    let name = name_of(step.path());
    if Format::of_name(&name).is_some() {
        return Some((name.clone(), Entry::of(File { path: step.into_path(), name, named: false })));
    }
    if let Some(what) = ending(&name).and_then(|ending| passed_over::kept(step.path(), &name, &ending)) {
        return Some((name.clone(), Entry::PassedOver(Skipped::file(&name, format!("{what}; not read")))));
    }
    if passed_over::tells_of_folder(&name) {
        return Some((name.clone(), Entry::PassedOver(Skipped::file(&name, passed_over::FOLDER))));
    }
    let reason = worth_telling(step.path(), &name)?;
    Some((name.clone(), Entry::Skipped(Skipped::file(&name, reason))))
}

fn unreadable(root: &Path, error: &ignore::Error) -> (String, Entry) {
    let path = match error {
        ignore::Error::WithPath { path, .. } => path,
        ignore::Error::WithDepth { err, .. } => return unreadable(root, err),
        ignore::Error::Loop { child, .. } => child,
        _ => root,
    };
    let reason = match (error, error.io_error()) {
        (ignore::Error::Loop { .. }, _) => "a link that leads back to a folder above it".to_owned(),
        (_, Some(error)) => Error::io(path, error).message().to_owned(),
        (_, None) => error.to_string(),
    };
    let name = name_of(path);
    (name.clone(), Entry::Skipped(Skipped::file(&name, reason)))
}

/// Why a file of another kind is told as skipped; `None` for pictures and the like.
fn worth_telling(path: &Path, name: &str) -> Option<String> {
    let ending = ending(name).unwrap_or_default();
    let is_compressed = bytes::without_compression(name).len() < name.len();
    let is_document = is_compressed || INPUTS.files.documents.contains(&ending);
    if !is_document && !looks_like_text(path) {
        return None;
    }
    match ending.as_str() {
        "" => Some("a file without an ending is read only when it is named itself".to_owned()),
        ending => Some(unread(ending)),
    }
}

/// Why a file of this ending is not read, and what to do.
fn unread(ending: &str) -> String {
    let advice = INPUTS.files.advice(ending).map(|advice| format!(": {advice}")).unwrap_or_default();
    format!("files that end in .{ending} are not read{advice}")
}

/// Why a file that somebody named is not read by its ending alone: it is never text.
pub(super) fn never_text(name: &str) -> Option<String> {
    let ending = ending(name)?;
    INPUTS.files.advice(&ending).map(|_| unread(&ending))
}

/// The ending of a file's name in small letters, `.gz` and `.zst` left aside.
fn ending(name: &str) -> Option<String> {
    let file = bytes::without_compression(name).rsplit('/').next()?;
    file.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())
}

fn looks_like_text(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = std::fs::File::open(path).and_then(|file| file.take(4096).read_to_end(&mut start));
    let whole = match std::str::from_utf8(&start) {
        Ok(_) => true,
        Err(error) => error.error_len().is_none(),
    };
    read.is_ok() && !start.is_empty() && whole && !start.contains(&0)
}

/// A path as the user sees it: `/` between folders, no `./` before it.
pub(super) fn name_of(path: &Path) -> String {
    let name = path.to_string_lossy();
    let name = if std::path::MAIN_SEPARATOR == '/' { name.into_owned() } else { name.replace(std::path::MAIN_SEPARATOR, "/") };
    name.strip_prefix("./").filter(|rest| !rest.is_empty()).map_or(name.clone(), str::to_owned)
}

impl Entry {
    fn of(file: File) -> Self {
        if file.name.rsplit('/').next() == Some(SIDECAR) { Self::Sidecar(file) } else { Self::File(file) }
    }

    /// Whether the user named it.
    pub(super) fn is_named(&self) -> bool {
        match self {
            Self::File(file) | Self::Sidecar(file) => file.named,
            Self::Stdin(_) => true,
            Self::Skipped(_) | Self::PassedOver(_) => false,
        }
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::File(file) | Self::Sidecar(file) => Some(&file.name),
            Self::Stdin(_) => Some("-"),
            Self::Skipped(_) | Self::PassedOver(_) => None,
        }
    }
}
