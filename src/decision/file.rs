//! The file of decisions: TOML, a table for each, in the order of their names, so that a change shows as a few lines in version control.

use super::{About, Decision, Decisions, Side, Word};
use crate::error::{Error, Result};
use crate::verdict::Status;
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;
use toml::Value;
use toml::value::Datetime;

const HEAD: &str = "\
# What was decided on conflicts: a table for each, by its conflict_id. `gainsay decisions import` writes this file; do not add comments,
# they are not kept. What held before a decision was changed stands under its `earlier`.
";

/// A decision as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    status: Status,
    #[serde(default)]
    reviewer: String,
    #[serde(default)]
    note: String,
    reviewed_on: Option<Day>,
    expires_on: Option<Day>,
    rule: String,
    #[serde(default)]
    tier: String,
    #[serde(default)]
    verdict: String,
    #[serde(default)]
    question: String,
    a_source: String,
    a_id: String,
    a_text: String,
    b_source: String,
    b_id: String,
    b_text: String,
    #[serde(default)]
    earlier: Vec<WrittenWord>,
}

/// What held before, as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenWord {
    status: Status,
    #[serde(default)]
    reviewer: String,
    #[serde(default)]
    note: String,
    reviewed_on: Option<Day>,
    expires_on: Option<Day>,
}

/// A day, with or without quotation marks.
#[derive(Deserialize)]
#[serde(try_from = "Value")]
struct Day(Date);

impl TryFrom<Value> for Day {
    type Error = String;

    fn try_from(value: Value) -> Result<Self, String> {
        let text = match &value {
            Value::Datetime(Datetime { date: Some(date), time: None, offset: None }) => date.to_string(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        text.parse().map(Self).map_err(|_| format!("`{text}` is no day: write it as 2026-11-28"))
    }
}

impl Decisions {
    /// Reads a file of decisions.
    ///
    /// # Errors
    /// When it cannot be read, or at the first mistake in it: a file that is understood by half would lose the other half.
    pub fn read(file: &Path) -> Result<Self> {
        let bytes = std::fs::read(file).map_err(|error| Error::io(file, &error))?;
        let text = String::from_utf8(bytes).map_err(|_| Error::at(file, "a file of decisions is UTF-8 text, and this one is not"))?;
        Self::parse(&text, file)
    }

    /// Reads the text of such a file.
    ///
    /// # Errors
    /// At the first mistake in it.
    pub fn parse(text: &str, file: &Path) -> Result<Self> {
        let written: BTreeMap<String, Written> = toml::from_str(text).map_err(|error| {
            let place = error.span().map(|span| crate::error::Place::within(file, text, span.start));
            let message = error.message().lines().next().unwrap_or("unreadable").to_owned();
            place.map_or(Error::at(file, &message), |place| Error::new(&message).with_place(place)).with_help(
                "a file of decisions has a table for each conflict, as `gainsay decisions import` writes it; mend it, or take an earlier copy",
            )
        })?;
        Ok(Self { by_id: written.into_iter().map(|(id, written)| (id, written.into())).collect() })
    }

    /// The text of the file.
    pub fn to_toml(&self) -> String {
        let mut out = HEAD.to_owned();
        self.iter().for_each(|(id, decision)| write(id, decision, &mut out));
        out
    }
}

fn write(id: &str, decision: &Decision, out: &mut String) {
    let bare = id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_') && !id.is_empty();
    let name = if bare { id.to_owned() } else { quoted(id) };
    out.push_str(&format!("\n[{name}]\n"));
    write_word(&decision.word, out);
    let About { rule, tier, verdict, question, a, b } = &decision.about;
    write_texts(&[("rule", rule), ("tier", tier), ("verdict", verdict), ("question", question)], out);
    write_texts(&[("a_source", &a.source), ("a_id", &a.id), ("a_text", &a.text)], out);
    write_texts(&[("b_source", &b.source), ("b_id", &b.id), ("b_text", &b.text)], out);
    for word in &decision.earlier {
        out.push_str(&format!("\n[[{name}.earlier]]\n"));
        write_word(word, out);
    }
}

fn write_word(word: &Word, out: &mut String) {
    write_texts(&[("status", word.status.name())], out);
    let some = [("reviewer", word.reviewer.as_str()), ("note", &word.note)];
    some.iter().filter(|(_, text)| !text.is_empty()).for_each(|line| write_texts(&[*line], out));
    for (key, day) in [("reviewed_on", word.reviewed_on), ("expires_on", word.expires_on)] {
        day.iter().for_each(|day| out.push_str(&format!("{key} = {day}\n")));
    }
}

fn write_texts(lines: &[(&str, &str)], out: &mut String) {
    lines.iter().for_each(|(key, text)| out.push_str(&format!("{key} = {}\n", quoted(text))));
}

/// A text on one line between quotation marks, so that a changed decision is a changed line.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if crate::text::is_unprintable(c) => out.push_str(&format!("\\U{:08X}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}

impl From<Written> for Decision {
    fn from(written: Written) -> Self {
        let Written { status, reviewer, note, reviewed_on, expires_on, earlier, .. } = written;
        let word = WrittenWord { status, reviewer, note, reviewed_on, expires_on }.into();
        let side = |source, id, text| Side { source, id, text };
        let about = About {
            rule: written.rule,
            tier: written.tier,
            verdict: written.verdict,
            question: written.question,
            a: side(written.a_source, written.a_id, written.a_text),
            b: side(written.b_source, written.b_id, written.b_text),
        };
        Self { word, earlier: earlier.into_iter().map(Word::from).collect(), about }
    }
}

impl From<WrittenWord> for Word {
    fn from(written: WrittenWord) -> Self {
        let WrittenWord { status, reviewer, note, reviewed_on, expires_on } = written;
        Self { reviewed_on: reviewed_on.map(|day| day.0), status, reviewer, note, expires_on: expires_on.map(|day| day.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Terms;
    use super::super::samples::decision;
    use super::*;
    use jiff::civil::date;

    #[test]
    fn writes_a_table_for_each_decision_in_the_order_of_their_names() {
        let mut decisions = Decisions::default();
        let terms = Terms { today: date(2026, 11, 28), reviewer: String::new(), expires_on: None, replace: true };
        for (id, text) in [("b2", "confirmed Ben 4 yes 30"), ("a1", "dismissed Ana 3 no"), ("a1", "confirmed Ben 4 yes")] {
            decisions.take(id, decision(text), &terms);
        }
        let about = "\
rule = \"desk/blast-cause\"
tier = \"any/named\"
verdict = \"contradiction\"
question = \"What caused the blast?\"
a_source = \"Harbour Wire\"
a_id = \"r1\"
a_text = \"Drones hit the depot.\"
b_source = \"Harbour Wire\"
b_id = \"r2\"
b_text = \"Poor storage caused the blast at the depot.\"
";
        let ben = "status = \"confirmed\"\nreviewer = \"Ben\"\nnote = \"yes\"\nreviewed_on = 2026-11-04\n";
        let ana = ben.replace("confirmed", "dismissed").replace("Ben", "Ana").replace("yes", "no").replace("04", "03");
        let expected = format!("{HEAD}\n[a1]\n{ben}{about}\n[[a1.earlier]]\n{ana}\n[b2]\n{ben}expires_on = 2026-11-30\n{about}");
        assert_eq!(decisions.to_toml(), expected);
    }

    #[test]
    fn tells_the_first_mistake_with_its_place() {
        let whole = "[a1]\nstatus = \"dismissed\"\nrule = \"p/r\"\na_source = \"\"\na_id = \"\"\na_text = \"\"\nb_source = \"\"\nb_id = \"\"\nb_text = \"\"\n";
        assert_eq!(Decisions::parse(whole, Path::new("d.toml")).map(|all| all.len()), Ok(1));
        let cases = [
            ("status = \"dismissed\"", "status = \"wrong\"", "d.toml:2:10: unknown variant `wrong`"),
            ("rule =", "rules =", "d.toml:3:1: unknown field `rules`"),
            ("[a1]\n", "[a1]\nreviewed_on = \"3 May\"\n", "d.toml:2:15: `3 May` is no day"),
            ("[a1]\n", "[a1]\n[a1]\n", "d.toml:2:2: duplicate key"),
            ("a_id = \"\"\n", "", "d.toml:1:1: missing field `a_id`"),
        ];
        for (from, to, told) in cases {
            let error = Decisions::parse(&whole.replacen(from, to, 1), Path::new("d.toml")).unwrap_err().to_string();
            assert!(error.starts_with(told), "{error}");
        }
    }
}
