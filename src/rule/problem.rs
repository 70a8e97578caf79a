//! What is wrong or doubtful in a rule file, told so that its author can mend it: code, place, caret, expectation, help.

use super::code::Code;
use crate::error::Place;
use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};
use std::fmt;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// One rule file's text and name, shared by its problems.
#[derive(Debug, PartialEq, Eq)]
pub struct File {
    /// The file as the user named it, or `builtin/NAME` for a shipped pack.
    pub path: PathBuf,
    /// Its whole text.
    pub text: String,
    /// Where its lines begin, once somebody has asked.
    lines: OnceLock<Vec<usize>>,
    /// Where the text of a second file begins, and the two files, where the text is that of both.
    seam: Option<(usize, Arc<File>, Arc<File>)>,
}

impl File {
    /// A file of this name and text.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Self {
        Self { path: path.into(), text: text.into(), lines: OnceLock::new(), seam: None }
    }

    /// The texts of two files, one after the other.
    pub(super) fn joined(first: &Arc<Self>, second: &Arc<Self>) -> Self {
        let text = [first.text.as_str(), &second.text].concat();
        let seam = Some((first.text.len(), Arc::clone(first), Arc::clone(second)));
        Self { path: first.path.clone(), text, lines: OnceLock::new(), seam }
    }

    /// The paths of all files whose text it holds.
    pub fn paths(&self) -> Vec<&Path> {
        match &self.seam {
            Some((_, first, second)) => [first.paths(), second.paths()].concat(),
            None => vec![&self.path],
        }
    }

    /// The file that a byte stands in, and how many bytes of others stand before it.
    fn home(file: &Arc<Self>, at: usize) -> (&Arc<Self>, usize) {
        match &file.seam {
            Some((seam, _, second)) if at >= *seam => {
                let (home, before) = Self::home(second, at - seam);
                (home, before + seam)
            }
            Some((_, first, _)) => Self::home(first, at),
            None => (file, 0),
        }
    }

    /// The path of the file that a byte stands in.
    pub(super) fn path_at(file: &Arc<Self>, at: usize) -> &Path {
        &Self::home(file, at).0.path
    }

    /// The line, counted from 1, on which a byte stands.
    pub fn line(&self, at: usize) -> usize {
        match &self.seam {
            Some((seam, _, second)) if at >= *seam => return second.line(at - seam),
            Some((_, first, _)) => return first.line(at),
            None => {}
        }
        let starts = || std::iter::once(0).chain(self.text.match_indices('\n').map(|(newline, _)| newline + 1)).collect();
        self.lines.get_or_init(starts).partition_point(|&start| start <= at)
    }
}

/// A mistake in a rule file, or something in it that is probably not meant.
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
    /// Other places of the file that have to do with it, each with a word on how.
    pub also: Vec<(Range<usize>, String)>,
    /// What is left out because of it.
    pub loss: Loss,
}

/// What a mistake costs until it is mended.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Loss {
    /// Nothing but itself.
    Nothing,
    /// These rules, as `pack/rule`.
    Rules(Vec<String>),
    /// A list or an entity, named in words.
    Part(String),
    /// The whole file.
    File,
}

impl Loss {
    /// The loss of one rule, where there is one.
    pub(crate) fn of(rule: Option<String>) -> Self {
        rule.map_or(Self::Nothing, |rule| Self::Rules(vec![rule]))
    }

    /// What two tellings of one mistake cost together.
    fn join(&mut self, other: Self) {
        match (self, other) {
            (Self::Rules(mine), Self::Rules(others)) => {
                mine.extend(others);
                mine.sort();
                mine.dedup();
            }
            (mine, other) => *mine = other.max(std::mem::replace(mine, Self::Nothing)),
        }
    }

    fn told(&self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Rules(rules) => match rules.as_slice() {
                [rule] => Some(format!("{} is left out until this is mended", called(rule))),
                [first, rest @ ..] => Some(format!("{} and {} more are left out until this is mended", called(first), rest.len())),
                [] => None,
            },
            Self::Part(part) => Some(format!("{part} is left out until this is mended")),
            Self::File => Some("nothing of this file is used until this is mended".to_owned()),
        }
    }
}

/// A rule by its name, or by its place where that could not be read.
fn called(rule: &str) -> String {
    match rule.split_once("/(line ").and_then(|(_, line)| line.strip_suffix(')')) {
        Some(line) => format!("the rule on line {line}"),
        None => format!("the rule `{rule}`"),
    }
}

impl Problem {
    /// The same problem, told in the file that it stands in.
    fn at_home(self) -> Self {
        let (home, before) = File::home(&self.file, self.at.start);
        let back = |at: &Range<usize>| at.start.saturating_sub(before)..at.end.saturating_sub(before);
        let here = |at: &Range<usize>| Arc::ptr_eq(File::home(&self.file, at.start).0, home);
        let also = self.also.iter().filter(|(at, _)| here(at)).map(|(at, word)| (back(at), word.clone())).collect();
        Self { file: Arc::clone(home), at: back(&self.at), also, ..self }
    }

    /// The file, line and column of the mistake.
    pub fn place(&self) -> Place {
        let before = &self.file.text[..self.at.start.min(self.file.text.len())];
        let line = self.file.line(before.len());
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Place { file: Some(self.file.path.clone()), line, column }
    }

    /// The lines of the file that are to be shown: their bytes.
    fn shown(&self) -> Range<usize> {
        let text = &self.file.text;
        let places = || self.also.iter().map(|(at, _)| at).chain([&self.at]);
        let start = places().map(|at| at.start.min(text.len())).min().unwrap_or_default();
        let end = places().map(|at| at.end.clamp(at.start.min(text.len()), text.len())).max().unwrap_or_default();
        let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
        let to = text[end..].find('\n').map_or(text.len(), |newline| end + newline + 1);
        from..to
    }
}

/// The whole diagnostic, several lines long: title, place, source line with carets, help.
impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.file.path.display().to_string();
        let code = self.code.to_string();
        let shown = self.shown();
        let within = |at: &Range<usize>| {
            let start = at.start.clamp(shown.start, shown.end) - shown.start;
            start..at.end.clamp(shown.start + start, shown.end) - shown.start
        };
        let first_line = self.file.line(shown.start);
        let marks = self.also.iter().map(|(at, word)| AnnotationKind::Context.span(within(at)).label(word));
        let snippet = Snippet::source(&self.file.text[shown.clone()])
            .line_start(first_line)
            .path(&path)
            .annotation(AnnotationKind::Primary.span(within(&self.at)))
            .annotations(marks);
        let level = if self.code.is_warning() { Level::WARNING } else { Level::ERROR };
        let title = level.primary_title(&self.message).id(&code);
        let mut report = title.element(snippet).element(Level::HELP.message(&self.help));
        let loss = self.loss.told();
        if let Some(loss) = &loss {
            report = report.element(Level::NOTE.message(loss));
        }
        f.write_str(&Renderer::plain().render(&[report]))
    }
}

/// Puts problems into the order of files and places, and tells each once, with all that it costs.
pub(crate) fn in_order(problems: Vec<Problem>) -> Vec<Problem> {
    let mut problems: Vec<Problem> = problems.into_iter().map(Problem::at_home).collect();
    problems.sort_by(|a, b| {
        let key = |p: &Problem| (p.file.path.clone(), p.at.start, p.code, p.at.end);
        key(a).cmp(&key(b)).then_with(|| a.message.cmp(&b.message)).then_with(|| a.loss.cmp(&b.loss))
    });
    let mut told: Vec<Problem> = Vec::new();
    for problem in problems {
        match told.last_mut() {
            Some(last)
                if (&last.file, &last.at, last.code, &last.message) == (&problem.file, &problem.at, problem.code, &problem.message) =>
            {
                last.loss.join(problem.loss);
            }
            _ => told.push(problem),
        }
    }
    told
}

/// The nearest of some names to a misspelt one.
pub(crate) fn nearest<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let scored = known.map(|name| (strsim::normalized_damerau_levenshtein(wrong, name), name));
    let best = scored.filter(|(score, _)| *score >= 0.5).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)));
    best.map(|(_, name)| name)
}

/// The nearest of some names to a misspelt one, as a hint: `did you mean `x`?`
pub fn did_you_mean<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> Option<String> {
    nearest(wrong, known).map(|name| format!("did you mean `{name}`?"))
}

/// Names for a help: `` `a`, `b` or `c` ``.
pub(crate) fn one_of<'a>(names: impl IntoIterator<Item = &'a str>) -> String {
    let names: Vec<_> = names.into_iter().map(|n| format!("`{n}`")).collect();
    match names.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        _ => names.concat(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shows_the_place_with_a_caret() {
        let file = Arc::new(File::new("my.toml", "[pack]\nid = \"é\"\nask = \"@grup\"\n"));
        let at = file.text.find("@grup").unwrap();
        let problem = Problem {
            code: Code::UnknownList,
            file,
            at: at..at + 5,
            message: "no list is called `grup`".into(),
            help: "did you mean `group`?".into(),
            also: vec![(0..6, "here".into())],
            loss: Loss::of(Some("my/r".into())),
        };
        assert_eq!(problem.place().to_string(), "my.toml:3:8");
        let text = problem.to_string();
        assert!(text.contains("error[E005]: no list is called `grup`") && text.contains("my.toml:3:8") && text.contains("^^^^^"), "{text}");
        assert!(text.contains("------ here"), "{text}");
    }

    #[test]
    fn tells_a_mistake_of_several_rules_once() {
        let file = Arc::new(File::new("my.toml", "a"));
        let problem = |rule: &str| Problem {
            code: Code::Pattern,
            file: Arc::clone(&file),
            at: 0..1,
            message: "m".into(),
            help: "h".into(),
            also: Vec::new(),
            loss: Loss::of(Some(rule.into())),
        };
        let told = in_order(vec![problem("p/b"), problem("p/a"), problem("p/b")]);
        assert_eq!(told.iter().map(|p| p.loss.clone()).collect::<Vec<_>>(), [Loss::Rules(vec!["p/a".into(), "p/b".into()])]);
    }

    #[test]
    fn suggests_only_what_is_near() {
        assert_eq!(did_you_mean("tred", ["trend", "sum"].into_iter()), Some("did you mean `trend`?".into()));
        assert_eq!(did_you_mean("zzz", ["trend", "sum"].into_iter()), None);
    }
}
