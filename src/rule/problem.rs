//! What is wrong with a rule file, told so that its author can mend it: code, place, caret, expectation, help.

use crate::error::Place;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// One rule file's text and name, shared by its problems.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// The file as the user named it, or `builtin/NAME` for a shipped pack.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
}

/// A mistake in a rule file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Which kind of mistake.
    pub code: Code,
    /// The file it is in.
    pub file: Arc<File>,
    /// The bytes of the file that are wrong.
    pub at: Range<usize>,
    /// What is wrong, with what was found.
    pub message: String,
    /// How to mend it.
    pub help: String,
    /// The rule that is left out because of it, as `pack/rule`; `None` when it is the whole file.
    pub disables: Option<String>,
}

/// The kinds of mistakes. The numbers never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The file is not TOML.
    Syntax = 1,
    /// A key is unknown or missing, or a value is of the wrong kind.
    Form = 2,
    /// Two things of one id.
    Duplicate = 3,
    /// A pattern is misspelt.
    Pattern = 4,
    /// `@list` names no list.
    UnknownList = 5,
    /// A pattern can match nothing at all.
    EmptyMatch = 6,
    /// A slot is named that no pattern has, or is of the wrong kind.
    Slot = 7,
    /// The rule has not what its shape asks for.
    Shape = 8,
    /// A span of time, a share or a date cannot be read.
    Measure = 9,
    /// An answer is named that the rule has not.
    UnknownAnswer = 10,
    /// A list holds itself.
    Circle = 11,
    /// An example is not two texts.
    Example = 12,
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{:03}", *self as u8)
    }
}

impl Problem {
    /// The file, line and column of the mistake.
    pub fn place(&self) -> Place {
        Place::within(&self.file.path, &self.file.text, self.at.start)
    }
}

/// The whole diagnostic, several lines long: title, place, source line with carets, help.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place();
        let path = self.file.path.display().to_string();
        let end = self.at.end.clamp(self.at.start, self.file.text.len());
        let code = self.code.to_string();
        let snippet = Snippet::source(&self.file.text).path(&path).annotation(AnnotationKind::Primary.span(self.at.start..end));
        let title = Level::ERROR.primary_title(&self.message).id(&code);
        let mut report = title.element(snippet).element(Level::HELP.message(&self.help));
        let consequence = match (&self.disables, self.code) {
            (Some(rule), _) => Some(format!("the rule `{rule}` is left out until this is mended")),
            (None, Code::Syntax) => Some("nothing of this file is used until this is mended".to_owned()),
            (None, _) => None,
        };
        if let Some(consequence) = &consequence {
            report = report.element(Level::NOTE.message(consequence));
        }
        debug_assert!(place.line > 0);
        f.write_str(&Renderer::plain().render(&[report]))
    }
}

/// The nearest of some names to a misspelt one, as a hint: `did you mean `x`?`
pub fn did_you_mean<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    let scored = known.map(|name| (strsim::normalized_damerau_levenshtein(wrong, name), name));
    let best = scored.filter(|(score, _)| *score >= 0.5).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    best.map(|(_, name)| format!("did you mean `{name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_place_with_a_caret() {
        let file = Arc::new(File { path: "my.toml".into(), text: "[pack]\nid = \"é\"\nask = \"@grup\"\n".into() });
        let at = file.text.find("@grup").unwrap();
        let problem = Problem {
            code: Code::UnknownList,
            file,
            at: at..at + 5,
            message: "no list is called `grup`".into(),
            help: "did you mean `group`?".into(),
            disables: Some("my/r".into()),
        };
        assert_eq!(problem.place().to_string(), "my.toml:3:8");
        let text = problem.to_string();
        assert!(text.contains("error[E005]: no list is called `grup`") && text.contains("my.toml:3:8") && text.contains("^^^^^"), "{text}");
    }

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(did_you_mean("tred", ["trend", "sum"].into_iter()), Some("did you mean `trend`?".into()));
        assert_eq!(did_you_mean("zzz", ["trend", "sum"].into_iter()), None);
    }
}
