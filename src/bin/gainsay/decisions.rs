//! Finding the decisions that the user keeps.

use crate::settings::Settings;
use gainsay::decision::Decisions;
use gainsay::error::{Error, Result};
use std::path::{Path, PathBuf};

/// The decisions of the file that is named, or else of the settings; none where there is no such file.
///
/// # Errors
/// When the file cannot be read or understood.
pub(crate) fn load(named: Option<&Path>) -> Result<Decisions> {
    match named {
        Some(file) => Decisions::read(file),
        None => Settings::nearest()?.decisions.map_or(Ok(Decisions::default()), |file| read_if_there(&file)),
    }
}

/// The decisions of the file that is named, or else of the settings.
///
/// # Errors
/// As [`load`], and when nothing names a file.
pub(crate) fn load_some(named: Option<&Path>) -> Result<Decisions> {
    read_if_there(&file(named, "--decisions")?)
}

/// The file that is named by an option, or else by the settings.
///
/// # Errors
/// When nothing names one.
pub(crate) fn file(named: Option<&Path>, option: &str) -> Result<PathBuf> {
    let file = named.map(Path::to_owned).map_or_else(|| Ok(Settings::nearest()?.decisions), |file| Ok(Some(file)))?;
    file.ok_or_else(|| {
        let help = format!("name it with {option}, or write decisions = \"decisions.toml\" into gainsay.toml");
        Error::new("which file of decisions?").with_help(help)
    })
}

/// The decisions of a file; none where it is not there yet.
///
/// # Errors
/// When it is there and cannot be read or understood.
pub(crate) fn read_if_there(file: &Path) -> Result<Decisions> {
    if file.exists() { Decisions::read(file) } else { Ok(Decisions::default()) }
}
