//! The mark `todo = true` of examples, set and taken away in the text of a rule file. Every other byte stays.

use super::{Outcome, Outcomes};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

impl Outcome {
    /// The outcome with the mark that it should have.
    #[must_use]
    pub fn once_marked(self) -> Self {
        let result = match Mark::wanted(&self) {
            Some(Mark { todo: true, .. }) => Outcomes::Todo,
            Some(Mark { todo: false, .. }) => Outcomes::Held,
            None => self.result,
        };
        Self { result, ..self }
    }
}

/// What the mark of one example must be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The rule's id within its pack.
    pub rule: String,
    /// Which of its examples, from 1.
    pub example: usize,
    /// Whether it is marked.
    pub todo: bool,
}

impl Mark {
    /// The mark that an example should have; `None` where it is right as it is, or where no mark would help.
    pub fn wanted(outcome: &Outcome) -> Option<Self> {
        let todo = match outcome.result {
            Outcomes::Missing | Outcomes::Noisy | Outcomes::Wrong | Outcomes::Unpaired => true,
            Outcomes::TodoHolds => false,
            Outcomes::Held | Outcomes::Todo | Outcomes::Blank => return None,
        };
        let rule = outcome.rule.rsplit('/').next().unwrap_or_default().to_owned();
        Some(Self { rule, example: outcome.example, todo })
    }
}

/// The file's text with its examples marked so. A mark of an example that the text has not is passed over.
pub fn marked(text: &str, marks: &[Mark]) -> String {
    let Ok(file) = DeTable::parse(text) else { return text.to_owned() };
    let mut edits: Vec<(Range<usize>, String)> = marks.iter().filter_map(|mark| edit(text, file.get_ref(), mark)).collect();
    edits.sort_by_key(|(at, _)| at.start);
    let mut out = text.to_owned();
    // From the end, so that no edit moves the place of another.
    edits.into_iter().rev().for_each(|(at, with)| out.replace_range(at, &with));
    out
}

type Table<'a> = Spanned<DeValue<'a>>;

fn edit(text: &str, file: &DeTable, mark: &Mark) -> Option<(Range<usize>, String)> {
    let has_id = |rule: &&Table| rule.get_ref().get("id").and_then(|id| id.get_ref().as_str()) == Some(&mark.rule);
    let rule = file.get("rule")?.get_ref().as_array()?.iter().find(has_id)?;
    let example = rule.get_ref().get("example")?.get_ref().as_array()?.get(mark.example.checked_sub(1)?)?.get_ref().as_table()?;
    match (example.get_key_value("todo"), mark.todo) {
        (Some((_, value)), true) => Some((value.span(), "true".to_owned())),
        (Some((key, value)), false) => Some(without(text, key.span().start..value.span().end, value.span())),
        (None, true) => {
            let (key, value) = example.get_key_value("verdict")?;
            Some(with(text, key.span().start..value.span().end))
        }
        (None, false) => None,
    }
}

/// Takes away an entry, with its line where nothing else stands on it; a remark behind it stays. In the middle of a line the value
/// becomes `false`.
fn without(text: &str, entry: Range<usize>, value: Range<usize>) -> (Range<usize>, String) {
    let line = line_of(text, entry.start);
    let (before, after) = (&text[line.start..entry.start], &text[entry.end..line.end]);
    match before.trim().is_empty() {
        true if after.trim().is_empty() => (line, String::new()),
        true if after.trim_start().starts_with('#') => (entry.start..line.end - after.trim_start().len(), String::new()),
        _ => (value, "false".to_owned()),
    }
}

/// Adds the mark behind an entry: on a line of its own where the entry has one.
fn with(text: &str, entry: Range<usize>) -> (Range<usize>, String) {
    let line = line_of(text, entry.start);
    let (before, after) = (&text[line.start..entry.start], &text[entry.end..line.end]);
    let alone = before.trim().is_empty() && (after.trim().is_empty() || after.trim_start().starts_with('#'));
    let end = if after.ends_with("\r\n") { "\r\n" } else { "\n" };
    match (alone, after.ends_with('\n')) {
        (true, true) => (line.end..line.end, format!("{before}todo = true{end}")),
        (true, false) => (line.end..line.end, format!("\n{before}todo = true")),
        (false, _) => (entry.end..entry.end, ", todo = true".to_owned()),
    }
}

/// The line around a byte, with its end.
fn line_of(text: &str, at: usize) -> Range<usize> {
    let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
    let end = text[at..].find('\n').map_or(text.len(), |end| at + end + 1);
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(text: &str, example: usize, todo: bool) -> String {
        marked(text, &[Mark { rule: "r".to_owned(), example, todo }])
    }

    fn file(example: &str) -> String {
        format!("[pack]\nid = 'p'   # kept\n[[rule]]\nid = \"q\"\n[[rule.example]]\ntodo = true\n[[rule]]\nid = \"r\"\n{example}")
    }

    #[test]
    fn changes_the_mark_and_nothing_else() {
        let example = |lines: &str| file(&format!("[[rule.example]]\n{lines}"));
        for (without, with) in [
            ("verdict = \"none\"  # why\ntexts = []\n", "verdict = \"none\"  # why\ntodo = true\ntexts = []\n"),
            ("  verdict = \"none\"\r\n  texts = []\r\n", "  verdict = \"none\"\r\n  todo = true\r\n  texts = []\r\n"),
            ("texts = []\nverdict = \"none\"", "texts = []\nverdict = \"none\"\ntodo = true"),
        ] {
            assert_eq!(mark(&example(without), 1, true), example(with));
            assert_eq!(mark(&example(without), 1, false), example(without));
            assert_eq!(mark(&example(with), 1, true), example(with));
            let taken = mark(&example(with), 1, false);
            assert_eq!(taken.trim_end(), example(without).trim_end());
        }
    }

    #[test]
    fn keeps_a_remark_and_heeds_inline_tables() {
        let remark = file("[[rule.example]]\nverdict = \"none\"\ntodo = true # not yet\n");
        assert_eq!(mark(&remark, 1, false), file("[[rule.example]]\nverdict = \"none\"\n# not yet\n"));
        let inline = file("example = [{ verdict = \"none\", texts = [] }, { verdict = \"none\" }]\n");
        let marked = file("example = [{ verdict = \"none\", texts = [] }, { verdict = \"none\", todo = true }]\n");
        assert_eq!(mark(&inline, 2, true), marked);
        assert_eq!(mark(&marked, 2, false), marked.replace("todo = true }", "todo = false }"));
        assert_eq!(mark(&inline, 3, true), inline);
    }
}
