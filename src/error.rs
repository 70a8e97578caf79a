//! The one error type, and where in a file an error stands.

use std::fmt;
use std::path::{Path, PathBuf};

/// A result of this library.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Something that stopped the work: what, where, and how to mend it.
///
/// There is one type because every failure is told to a person in the same way: the place first
/// (`file:line:column`), then what is wrong, then what to do. Bad *rows* and bad *rules* are not errors of
/// this type unless the caller asks for strictness: they are data ([`crate::ingest::Skipped`], [`crate::rule::Problem`]).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Error {
    place: Place,
    message: String,
    help: Option<String>,
}

/// Where something stands: a file, and a line and column counted from 1. A missing part is `None` or 0.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The file, as the user named it.
    pub file: Option<PathBuf>,
    /// The line, from 1; 0 when it is not known.
    pub line: usize,
    /// The column in characters, from 1; 0 when it is not known.
    pub column: usize,
}

impl Error {
    /// An error with no place.
    pub fn new(message: impl Into<String>) -> Self {
        Self { place: Place::default(), message: message.into(), help: None }
    }

    /// An error about a whole file.
    pub fn at(file: impl Into<PathBuf>, message: impl Into<String>) -> Self {
        Self::new(message).with_place(Place { file: Some(file.into()), line: 0, column: 0 })
    }

    /// The failed reading or writing of a file, in the user's words.
    pub fn io(file: &Path, error: &std::io::Error) -> Self {
        let message = match error.kind() {
            std::io::ErrorKind::NotFound => "no such file or folder".to_owned(),
            std::io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
            _ => error.to_string(),
        };
        Self::at(file, message)
    }

    /// The same error with its place.
    #[must_use]
    pub fn with_place(mut self, place: Place) -> Self {
        self.place = place;
        self
    }

    /// The same error with a sentence that says how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Where it happened.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What is wrong, without the place.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// How to mend it, where that is known.
    pub fn help(&self) -> Option<&str> {
        self.help.as_deref()
    }
}

impl Place {
    /// The place of a byte of a file's text.
    pub fn within(file: &Path, text: &str, at: usize) -> Self {
        let before = &text[..text.floor_char_boundary(at)];
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Self { file: Some(file.to_owned()), line, column }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Some(file) = &self.file else { return Ok(()) };
        write!(f, "{}", file.display())?;
        if self.line > 0 {
            write!(f, ":{}", self.line)?;
        }
        if self.line > 0 && self.column > 0 {
            write!(f, ":{}", self.column)?;
        }
        Ok(())
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.file.is_some() {
            write!(f, "{}: ", self.place)?;
        }
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, " ({help})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_the_place_then_the_message_then_the_help() {
        let place = Place { file: Some("a.csv".into()), line: 3, column: 7 };
        let error = Error::new("no column `text`").with_place(place).with_help("add --map text=Statement");
        assert_eq!(error.to_string(), "a.csv:3:7: no column `text` (add --map text=Statement)");
    }

    #[test]
    fn leaves_out_a_line_that_is_not_known() {
        assert_eq!(Error::at("a.csv", "empty").to_string(), "a.csv: empty");
    }
}
