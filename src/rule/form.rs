//! The form of a rule file: which keys each table has, and what each may hold.
//!
//! Serde would stop at the first key that is wrong. Here every key of every table is looked at; what is wrong is told, taken
//! out and, where the table cannot do without it, given a stand-in, so that the rest can still be read and checked.

use super::code::Code;
use super::problem::{File, Loss, Problem, did_you_mean, nearest, one_of};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue};

/// A kind of table and its keys.
pub(super) struct Form {
    /// What it is, for messages: `an answer`.
    name: &'static str,
    keys: &'static [(&'static str, Need, Holds)],
}

/// Whether a table can do without a key.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Need {
    May,
    Must,
}

/// What a key may hold.
#[derive(Clone, Copy)]
enum Holds {
    /// Any text.
    Text,
    /// Any texts.
    Texts,
    /// A whole number from 0 to this.
    Number(i64),
    /// True or false.
    Flag,
    /// One of these words.
    Word(&'static [&'static str]),
    /// Some of these words.
    Words(&'static [&'static str]),
    /// Tables of this form.
    Tables(&'static Form),
}

const SCOPES: &[&str] = &["anywhere", "story", "closest"];
const ENTITY_KINDS: &[&str] = &["group", "person", "place", "organisation", "thing", "other"];
const SHAPES: &[&str] = &["one-of", "yes-no", "number", "duration", "date", "place", "who", "stance", "open", "denial"];
const KINDS: &[&str] =
    &["cause", "responsibility", "denial", "quantity", "date", "place", "status", "stance", "directive", "commitment", "answer"];
const SEVERITIES: &[&str] = &["low", "medium", "high", "critical"];
const TRENDS: &[&str] = &["up", "down", "later"];
const MOODS: &[&str] = &["fact", "plan", "wish", "condition", "question"];
const NAMINGS: &[&str] = &["name", "noun"];
const AT_MOSTS: &[&str] = &["tension"];
const VERDICTS: &[&str] = &["contradiction", "tension", "reversal", "update", "compatible", "apart", "agreement", "none"];

use Holds::{Flag, Number, Tables, Text, Texts, Word, Words};
use Need::{May, Must};

pub(super) const PACK: &Form = &Form {
    name: "[pack]",
    keys: &[
        ("id", Must, Text),
        ("title", Must, Text),
        ("version", May, Text),
        ("scope", May, Word(SCOPES)),
        ("allow", May, Texts),
        ("setting", May, Texts),
        ("use", May, Texts),
        ("extends", May, Text),
        ("replaces", May, Text),
    ],
};

pub(super) const ENTITY: &Form = &Form {
    name: "an entity",
    keys: &[("name", Must, Text), ("kind", May, Word(ENTITY_KINDS)), ("aliases", May, Texts), ("never", May, Texts)],
};

pub(super) const RULE: &Form = &Form {
    name: "a rule",
    keys: &[
        ("id", Must, Text),
        ("ask", Must, Text),
        ("shape", Must, Word(SHAPES)),
        ("conflict", May, Word(KINDS)),
        ("severity", May, Word(SEVERITIES)),
        ("about", May, Texts),
        ("near", May, Number(255)),
        ("unless", May, Texts),
        ("key", May, Texts),
        ("holder", May, Text),
        ("value", May, Text),
        ("say", May, Texts),
        ("deny", May, Texts),
        ("sum", May, Flag),
        ("trend", May, Word(TRENDS)),
        ("within", May, Text),
        ("tolerance", May, Text),
        ("mood", May, Words(MOODS)),
        ("alike", May, Number(255)),
        ("of", May, Word(NAMINGS)),
        ("presupposed", May, Flag),
        ("at_most", May, Word(AT_MOSTS)),
        ("allow", May, Texts),
        ("answer", May, Tables(ANSWER)),
        ("example", May, Tables(EXAMPLE)),
    ],
};

const ANSWER: &Form = &Form {
    name: "an answer",
    keys: &[("value", Must, Text), ("means", May, Text), ("say", May, Texts), ("deny", May, Texts), ("allows", May, Texts)],
};

const EXAMPLE: &Form = &Form {
    name: "an example",
    keys: &[("verdict", Must, Word(VERDICTS)), ("texts", Must, Texts), ("dates", May, Texts), ("sources", May, Texts), ("todo", May, Flag)],
};

/// A value of the file with its place.
pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// What was seen while a table was looked at.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Seen {
    /// Where each of its keys stands.
    pub keys: BTreeMap<String, Range<usize>>,
    /// The keys that were wrong or missing, and all if the table is one that the TOML reader could not follow.
    pub(super) mended: BTreeSet<String>,
    /// Whether anything at all may be missing.
    pub(super) torn: bool,
    /// The keys that it can do without only if it extends another table.
    pub(super) lacking: BTreeSet<String>,
}

impl Seen {
    /// Whether what one of these keys holds is not what the author wrote.
    pub(super) fn doubts(&self, keys: &[&str]) -> bool {
        self.torn || keys.iter().any(|key| self.mended.contains(*key))
    }

    /// Whether a stand-in was given for this key.
    pub(super) fn lacks(&self, key: &str) -> bool {
        self.mended.contains(key)
    }

    /// Whether anything was wrong.
    pub(super) fn is_wrong(&self) -> bool {
        self.torn || !self.mended.is_empty()
    }
}

/// Looks at tables; collects what is wrong with them.
pub(super) struct Checker<'a> {
    pub(super) problems: &'a mut Vec<Problem>,
    pub(super) file: &'a Arc<File>,
    pub(super) loss: Loss,
    /// The lines of the file (as bytes) on which the TOML itself is wrong: what stands there is not looked at.
    pub(super) torn: &'a [Range<usize>],
    /// Whether a rule may be there only to extend another one.
    pub(super) extends: bool,
}

impl Checker<'_> {
    fn tell(&mut self, code: Code, at: Range<usize>, message: String, help: String) {
        let (file, loss) = (Arc::clone(self.file), self.loss.clone());
        self.problems.push(Problem { code, file, at, message, help, also: Vec::new(), loss });
    }

    /// The table with nothing in it that its form does not have, and with everything that it must have.
    pub(super) fn table<'t>(&mut self, table: DeTable<'t>, at: Range<usize>, form: &Form) -> (DeTable<'t>, Seen) {
        let mut seen = Seen { torn: self.torn.iter().any(|line| line.start >= at.start), ..Seen::default() };
        let mut right = DeTable::new();
        for (key, value) in table {
            let name = key.get_ref().to_string();
            seen.keys.insert(name.clone(), whole(&key, &value));
            if self.is_torn(&value) {
                seen.mended.insert(name);
                continue;
            }
            let Some((_, _, holds)) = form.keys.iter().find(|(known, ..)| *known == name) else {
                let meant = self.tell_unknown_key(&key, form);
                seen.mended.extend([name, meant.unwrap_or_default().to_owned()]);
                continue;
            };
            let before = self.problems.len();
            if let Some(value) = self.value(value, *holds, &name) {
                right.insert(key, value);
            }
            if self.problems.len() > before {
                seen.mended.insert(name);
            }
        }
        for (name, need, holds) in form.keys {
            if *need == Must && !right.contains_key(*name) {
                if self.extends && ["ask", "shape"].contains(name) && !seen.doubts(&[name]) {
                    seen.lacking.insert((*name).to_owned());
                } else {
                    if !seen.doubts(&[name]) {
                        self.tell_missing_key(name, *holds, at.clone(), form);
                    }
                    seen.mended.insert((*name).to_owned());
                }
                let line = self.file.line(at.start);
                right.insert(Spanned::new(at.clone(), Cow::Borrowed(*name)), stand_in(*holds, line, &at));
            }
        }
        (right, seen)
    }

    fn is_torn(&self, value: &Value) -> bool {
        let span = value.span();
        let nested = |value: &DeValue| match value {
            DeValue::Table(_) => true,
            DeValue::Array(items) => items.first().is_some_and(|item| item.get_ref().is_table()),
            _ => false,
        };
        !nested(value.get_ref()) && self.torn.iter().any(|line| span.start <= line.end && line.start <= span.end)
    }

    /// Tells that a table has no such key; returns the key that was probably meant.
    fn tell_unknown_key(&mut self, key: &Spanned<Cow<str>>, form: &Form) -> Option<&'static str> {
        let keys = || form.keys.iter().map(|(key, ..)| *key);
        let meant = nearest(key.get_ref(), keys());
        let all = || format!("{} has the keys {}", form.name, and(keys()));
        let help = meant.map_or_else(all, |name| format!("did you mean `{name}`?"));
        self.tell(Code::UnknownKey, key.span(), format!("{} has no key `{}`", form.name, key.get_ref()), help);
        meant
    }

    fn tell_missing_key(&mut self, name: &str, holds: Holds, at: Range<usize>, form: &Form) {
        let help = match holds {
            Word(words) => format!("add `{name} = \"{}\"`, or another of {}", words[0], one_of(words.iter().copied())),
            Texts => format!("add `{name} = [\"…\", \"…\"]`"),
            _ => format!("add `{name} = \"…\"`"),
        };
        self.tell(Code::MissingKey, at, format!("{} needs a key `{name}`", form.name), help);
    }

    /// The value, if it is of the right kind or can be taken for one.
    fn value<'t>(&mut self, value: Value<'t>, holds: Holds, key: &str) -> Option<Value<'t>> {
        let right = match (holds, value.get_ref()) {
            (Text, DeValue::String(_)) | (Flag, DeValue::Boolean(_)) => true,
            (Number(most), DeValue::Integer(number)) => {
                let number = i64::from_str_radix(number.as_str(), number.radix()).ok();
                if !number.is_some_and(|n| (0..=most).contains(&n)) {
                    self.tell(
                        Code::WrongKind,
                        value.span(),
                        format!("`{key}` is out of range"),
                        format!("write a whole number from 0 to {most}"),
                    );
                    return None;
                }
                true
            }
            (Word(words), DeValue::String(word)) => {
                if !words.contains(&word.as_ref()) {
                    self.tell_unknown_word(word, value.span(), key, words);
                    return None;
                }
                true
            }
            (Texts | Words(_), DeValue::Array(_)) | (Tables(_), DeValue::Array(_)) => return Some(self.array(value, holds, key)),
            _ => false,
        };
        if right {
            return Some(value);
        }
        self.tell_kind(&value, holds, key);
        match (holds, value.get_ref()) {
            // One text where a list of them is asked for: it can still be looked at.
            (Texts, DeValue::String(_)) => {
                let span = value.span();
                let mut items = DeArray::new();
                items.push(value);
                Some(Spanned::new(span, DeValue::Array(items)))
            }
            _ => None,
        }
    }

    /// The texts of a list, without those entries that are none.
    pub(super) fn texts<'t>(&mut self, value: Value<'t>, key: &str) -> Option<Vec<Value<'t>>> {
        if self.is_torn(&value) {
            return None;
        }
        match self.value(value, Texts, key)?.into_inner() {
            DeValue::Array(items) => Some(items.into_iter().collect()),
            _ => None,
        }
    }

    fn array<'t>(&mut self, value: Value<'t>, holds: Holds, key: &str) -> Value<'t> {
        let span = value.span();
        let mut right = DeArray::new();
        if let DeValue::Array(items) = value.into_inner() {
            items.into_iter().filter_map(|item| self.item(item, holds, key)).for_each(|item| right.push(item));
        }
        Spanned::new(span, DeValue::Array(right))
    }

    fn item<'t>(&mut self, item: Value<'t>, holds: Holds, key: &str) -> Option<Value<'t>> {
        let span = item.span();
        match (holds, item.get_ref()) {
            (Texts, DeValue::String(_)) => return Some(item),
            (Words(words), DeValue::String(word)) => {
                if words.contains(&word.as_ref()) {
                    return Some(item);
                }
                self.tell_unknown_word(word, span, key, words);
            }
            (Tables(form), DeValue::Table(_)) => {
                let DeValue::Table(table) = item.into_inner() else { return None };
                let (table, _) = self.table(table, span.clone(), form);
                return Some(Spanned::new(span, DeValue::Table(table)));
            }
            (Texts | Words(_), other) => {
                let message = format!("`{key}` is a list of texts, and this is {}", kind_of(other));
                self.tell(Code::WrongKind, span, message, "write a text in double quotes: `\"…\"`".to_owned());
            }
            _ => self.tell_kind(&item, holds, key),
        }
        None
    }

    fn tell_unknown_word(&mut self, word: &str, at: Range<usize>, key: &str, words: &'static [&'static str]) {
        let known = || words.iter().copied();
        let help = match did_you_mean(word, known()) {
            Some(guess) => format!("{guess} It may be {}", one_of(known())),
            None => format!("write {}", one_of(known())),
        };
        self.tell(Code::UnknownWord, at, format!("`{word}` is no {}", called(key)), help);
    }

    fn tell_kind(&mut self, value: &Value, holds: Holds, key: &str) {
        let found = kind_of(value.get_ref());
        let (expected, help) = match holds {
            Text => ("a text", format!("write `{key} = \"…\"`")),
            Texts => ("a list of texts", format!("put it in brackets: `{key} = [\"…\", \"…\"]`")),
            Number(most) => ("a whole number", format!("write a whole number from 0 to {most}, without quotes: `{key} = 1`")),
            Flag => ("true or false", format!("write `{key} = true`, without quotes")),
            Word(words) => ("a word", format!("write {}", one_of(words.iter().copied()))),
            Words(words) => {
                ("a list of words", format!("write `{key} = [\"{}\"]`; it may hold {}", words[0], one_of(words.iter().copied())))
            }
            Tables(_) => ("a list of tables", format!("write `[[rule.{key}]]` with two brackets on each side")),
        };
        self.tell(Code::WrongKind, value.span(), format!("`{key}` is {expected}, and this is {found}"), help);
    }
}

/// The place of a key with its value, or of the key alone where the value may go over many lines.
fn whole(key: &Spanned<Cow<str>>, value: &Value) -> Range<usize> {
    match value.get_ref() {
        DeValue::Array(_) | DeValue::Table(_) => key.span(),
        _ => key.span().start..value.span().end.max(key.span().end),
    }
}

/// What stands in for a key that is missing, so that the rest of its table can be read.
fn stand_in<'t>(holds: Holds, line: usize, at: &Range<usize>) -> Value<'t> {
    let text = |text: String| DeValue::String(Cow::Owned(text));
    let value = match holds {
        Word(words) | Words(words) => text(words[words.len() - 1].to_owned()),
        Texts => {
            let mut both = DeArray::new();
            (0..2).for_each(|_| both.push(Spanned::new(at.clone(), text("(missing)".to_owned()))));
            DeValue::Array(both)
        }
        _ => text(format!("(line {line})")),
    };
    Spanned::new(at.clone(), value)
}

/// What a value is, in words.
pub(super) fn kind_of(value: &DeValue) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// What the words of a closed list are, by their key.
fn called(key: &str) -> &str {
    match key {
        "at_most" => "verdict that `at_most` takes",
        "of" => "way of naming",
        "conflict" => "kind of conflict",
        "kind" => "kind of entity",
        other => other,
    }
}

fn and<'a>(names: impl Iterator<Item = &'a str>) -> String {
    one_of(names).replace(" or ", " and ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::written::{
        AtMost, EntityKind, Head, Mood, Naming, Scope, Shape, Trend, WrittenAnswer, WrittenEntity, WrittenExample, WrittenRule,
    };
    use crate::verdict::{Kind, Severity, Verdict};
    use serde::de::value::{Error, MapDeserializer, StrDeserializer};
    use serde::de::{Deserialize, IntoDeserializer};

    /// What serde says may stand where something else stands: `` expected one of `a`, `b` ``.
    fn expected(error: &Error) -> Vec<String> {
        let mut names: Vec<String> = error.to_string().split('`').skip(3).step_by(2).map(str::to_owned).collect();
        names.sort();
        names
    }

    fn words_of<T: for<'de> Deserialize<'de> + std::fmt::Debug>() -> Vec<String> {
        let unknown: StrDeserializer<Error> = "?".into_deserializer();
        expected(&T::deserialize(unknown).unwrap_err())
    }

    fn keys_of<T: for<'de> Deserialize<'de> + std::fmt::Debug>() -> Vec<String> {
        let unknown = MapDeserializer::<_, Error>::new([("?", "")].into_iter());
        expected(&T::deserialize(unknown).unwrap_err())
    }

    fn sorted(words: impl IntoIterator<Item = &'static str>) -> Vec<String> {
        let mut words: Vec<String> = words.into_iter().map(str::to_owned).collect();
        words.sort();
        words
    }

    #[test]
    fn has_the_keys_that_the_written_forms_have() {
        for (form, keys) in [
            (PACK, keys_of::<Head>()),
            (ENTITY, keys_of::<WrittenEntity>()),
            (RULE, keys_of::<WrittenRule>()),
            (ANSWER, keys_of::<WrittenAnswer>()),
            (EXAMPLE, keys_of::<WrittenExample>()),
        ] {
            assert_eq!(sorted(form.keys.iter().map(|(key, ..)| *key)), keys, "{}", form.name);
        }
    }

    #[test]
    fn has_the_words_that_the_closed_lists_have() {
        for (mine, words) in [
            (SCOPES, words_of::<Scope>()),
            (ENTITY_KINDS, words_of::<EntityKind>()),
            (SHAPES, words_of::<Shape>()),
            (KINDS, words_of::<Kind>()),
            (SEVERITIES, words_of::<Severity>()),
            (TRENDS, words_of::<Trend>()),
            (MOODS, words_of::<Mood>()),
            (NAMINGS, words_of::<Naming>()),
        ] {
            assert_eq!(sorted(mine.iter().copied()), words);
        }
        assert_eq!(sorted(VERDICTS.iter().copied().filter(|word| *word != "none")), words_of::<Verdict>());
        assert!(AtMost::deserialize::<StrDeserializer<Error>>(AT_MOSTS[0].into_deserializer()).is_ok());
    }
}
