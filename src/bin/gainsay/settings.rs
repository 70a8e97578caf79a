//! `gainsay.toml`: what a folder's runs have in common. The nearest one counts: that of the working folder, or of a folder above it.

use gainsay::error::{Error, Place, Result};
use gainsay::rule::did_you_mean;
use serde::Deserialize;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use toml::de::DeTable;

/// What the file is called.
pub(crate) const FILE: &str = "gainsay.toml";

/// What may stand in it.
const KEYS: &[&str] = &["rules", "judged", "decisions"];

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
    /// The file of decisions, as `--decisions` takes it; relative to this file. It need not be there before the first decision.
    pub(crate) decisions: Option<PathBuf>,
}

impl Settings {
    /// Reads the nearest settings file; no file is as good as an empty one.
    ///
    /// # Errors
    /// When it is there and cannot be read or understood.
    pub(crate) fn nearest() -> Result<Self> {
        Self::read(&nearest())
    }

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
        check_keys(toml, file)?;
        let mut settings: Self = toml::from_str(toml).map_err(|error| mistake(toml, file, &error))?;
        let folder = file.parent().unwrap_or(Path::new(""));
        for path in settings.rules.iter_mut().chain(&mut settings.judged).chain(&mut settings.decisions) {
            *path = folder.join(&*path);
        }
        Ok(settings)
    }
}

/// The nearest settings file, as seen from the working folder; the name that it would have there, where there is none.
pub(crate) fn nearest() -> PathBuf {
    let depth = std::env::current_dir().map_or(0, |folder| folder.ancestors().count());
    let mut files = (0..depth).map(|up| PathBuf::from("../".repeat(up) + FILE));
    files.find(|file| file.is_file()).unwrap_or_else(|| FILE.into())
}

/// A word that means nothing here is no setting: somebody would rely on it.
fn check_keys(toml: &str, file: &Path) -> Result<()> {
    let table = DeTable::parse(toml).map_err(|error| mistake(toml, file, &error))?;
    let Some(key) = table.get_ref().keys().find(|key| !KEYS.contains(&key.get_ref().as_ref())) else { return Ok(()) };
    let help = did_you_mean(key.get_ref(), KEYS.iter().copied()).unwrap_or_else(|| format!("the settings are {}", KEYS.join(", ")));
    let place = Place::within(file, toml, key.span().start);
    Err(Error::new(format!("there is no setting `{}`", key.get_ref())).with_place(place).with_help(help))
}

fn mistake(toml: &str, file: &Path, error: &toml::de::Error) -> Error {
    let message = error.message().lines().next().unwrap_or("unreadable");
    let help = "settings look like this: rules = [\"rules\"]";
    Error::new(message).with_place(Place::within(file, toml, error.span().map_or(0, |span| span.start))).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_paths_from_beside_the_file() {
        let settings = Settings::parse("rules = [\"mine.toml\", \"/abs\"]", Path::new("desk/gainsay.toml")).unwrap();
        assert_eq!(settings.rules, [Path::new("desk/mine.toml"), Path::new("/abs")]);
        assert_eq!(Settings::parse("judged = [\"j.toml\"]", Path::new("desk/gainsay.toml")).unwrap().judged, [Path::new("desk/j.toml")]);
        let decisions = Settings::parse("decisions = \"d.toml\"", Path::new("../gainsay.toml")).unwrap().decisions;
        assert_eq!(decisions.as_deref(), Some(Path::new("../d.toml")));
        assert_eq!(Settings::parse("rules = [\"r\"]", Path::new(FILE)).unwrap().rules, [Path::new("r")]);
    }

    #[test]
    fn tells_a_key_that_it_does_not_know() {
        let cases = [
            ("rule = []", "gainsay.toml:1:1: there is no setting `rule` (did you mean `rules`?)"),
            ("rules = []\ncolour = 1", "gainsay.toml:2:1: there is no setting `colour` (the settings are rules, judged, decisions)"),
            ("rules = 3", "gainsay.toml:1:9: invalid type"),
            ("rules = [", "gainsay.toml:1:10: "),
        ];
        for (toml, told) in cases {
            let error = Settings::parse(toml, Path::new(FILE)).unwrap_err().to_string();
            assert!(error.starts_with(told), "{error}");
        }
    }

    #[test]
    fn does_without_a_file() {
        assert!(Settings::read(Path::new("no/such/file.toml")).unwrap().rules.is_empty());
    }
}
