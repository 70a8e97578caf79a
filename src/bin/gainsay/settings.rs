//! `./gainsay.toml`: what a folder's runs have in common.

use gainsay::error::{Error, Result};
use serde::Deserialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

/// Where settings are looked for.
pub(crate) const FILE: &str = "gainsay.toml";

/// The file as written.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Settings {
    /// Rule files and folders of them, as `--rules` takes them; relative to this file.
    #[serde(default)]
    pub(crate) rules: Vec<PathBuf>,
    /// Tables of judged flags, as `--judged` takes them; relative to this file.
    #[serde(default)]
    pub(crate) judged: Vec<PathBuf>,
}

impl Settings {
    /// Reads a settings file; no file is as good as an empty one.
    ///
    /// # Errors
    /// When the file is there and cannot be read or understood.
    pub(crate) fn read(file: &Path) -> Result<Self> {
        match std::fs::read_to_string(file) {
            Ok(toml) => Self::parse(&toml, file),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(Error::io(file, &error)),
        }
    }

    fn parse(toml: &str, file: &Path) -> Result<Self> {
        let mut settings: Self = toml::from_str(toml).map_err(|error| Error::at(file, error.to_string().trim_end()))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        for path in settings.rules.iter_mut().chain(&mut settings.judged) {
            *path = folder.join(&*path);
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_paths_from_beside_the_file() {
        let settings = Settings::parse("rules = [\"mine.toml\", \"/abs\"]", Path::new("desk/gainsay.toml")).unwrap();
        assert_eq!(settings.rules, [Path::new("desk/mine.toml"), Path::new("/abs")]);
        assert_eq!(Settings::parse("judged = [\"j.toml\"]", Path::new("desk/gainsay.toml")).unwrap().judged, [Path::new("desk/j.toml")]);
        assert_eq!(Settings::parse("rules = [\"r\"]", Path::new(FILE)).unwrap().rules, [Path::new("r")]);
    }

    #[test]
    fn tells_a_key_that_it_does_not_know() {
        let error = Settings::parse("rule = []", Path::new(FILE)).unwrap_err().to_string();
        assert!(error.starts_with("gainsay.toml: TOML parse error at line 1") && error.contains("`rule`"), "{error}");
    }

    #[test]
    fn does_without_a_file() {
        assert!(Settings::read(Path::new("no/such/file.toml")).unwrap().rules.is_empty());
    }
}
