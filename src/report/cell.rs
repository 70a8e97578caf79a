//! One value of a record, before any format has touched it.

use crate::text::is_unprintable;
use jiff::civil::Date;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// One value of a record.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// Words, mostly from a source.
    Text(Cow<'a, str>),
    /// A whole number.
    Count(u64),
    /// A line of a file; nothing when it is 0, which is no line.
    Line(u32),
    /// A measured value; nothing when it is not finite.
    Number(Option<f64>),
    /// A part of one, always with three decimals.
    Share(f64),
    /// A day.
    Day(Option<Date>),
}

impl<'a> Cell<'a> {
    /// A cell of words.
    pub fn text(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }

    /// Whether it is a number, which stands to the right in a column.
    pub(super) fn is_figure(&self) -> bool {
        matches!(self, Self::Count(_) | Self::Line(_) | Self::Number(_) | Self::Share(_))
    }

    /// As it is written in a table: harmless in a spreadsheet, and empty where there is nothing.
    pub(super) fn plain(&self) -> Cow<'_, str> {
        match self {
            Self::Text(text) => guarded(visible(text)),
            Self::Count(count) => count.to_string().into(),
            Self::Line(line) => Some(line).filter(|n| **n > 0).map(u32::to_string).unwrap_or_default().into(),
            Self::Number(number) => number.filter(|x| x.is_finite()).map(|x| measured(x).to_string()).unwrap_or_default().into(),
            Self::Share(share) => format!("{share:.3}").into(),
            Self::Day(day) => day.map(|day| day.to_string()).unwrap_or_default().into(),
        }
    }
}

impl Serialize for Cell<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Text(text) => serializer.serialize_str(text),
            Self::Count(count) => serializer.serialize_u64(*count),
            Self::Line(line) => Some(line).filter(|n| **n > 0).serialize(serializer),
            Self::Number(number) => number.filter(|x| x.is_finite()).map(measured).serialize(serializer),
            Self::Share(share) => serializer.serialize_f64(rounded(*share)),
            Self::Day(day) => day.serialize(serializer),
        }
    }
}

/// Without the last bits of a bound that is just beyond a figure: "more than 200" begins at 200 in a table.
fn measured(number: f64) -> f64 {
    if number.abs() < 1e9 { (number * 1e6).round() / 1e6 } else { number }
}

/// To three decimals, as tables have it.
pub(super) fn rounded(share: f64) -> f64 {
    (share * 1000.0).round() / 1000.0
}

/// The text without what cannot be seen; line ends become `\n`.
fn visible(text: &str) -> Cow<'_, str> {
    if !text.contains(is_unprintable) {
        return Cow::Borrowed(text);
    }
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    Cow::Owned(lines.chars().filter(|&c| !is_unprintable(c)).collect())
}

/// An apostrophe before whatever a spreadsheet would take for a formula.
///
/// The rule is the same for all columns, statements included: a cell that begins with `=`, `+`, `-`, `@` (or their
/// full-width twins), a tab or a line end gets one apostrophe in front, unless it is a plain number. To get the
/// statement back, drop that apostrophe when such a character follows it.
fn guarded(text: Cow<'_, str>) -> Cow<'_, str> {
    match text.chars().next() {
        Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\n' | '\r') if !is_number(&text) => format!("'{text}").into(),
        _ => text,
    }
}

/// What [`guarded`] was given.
pub(super) fn unguarded(cell: &str) -> &str {
    let bare = cell.strip_prefix('\'').unwrap_or(cell);
    let begins = |c: char| matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\n' | '\r');
    if bare.starts_with(begins) { bare } else { cell }
}

/// `-5`, `+3.2`: a sign, digits and at most one point.
fn is_number(text: &str) -> bool {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let whole = digits.replacen('.', "", 1);
    !whole.is_empty() && whole.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn guards_formulas_and_leaves_numbers_alone() {
        let cases = [
            ("=1+1", "'=1+1"),
            ("@sum", "'@sum"),
            ("-5", "-5"),
            ("+3.25", "+3.25"),
            ("-", "'-"),
            ("-5-2", "'-5-2"),
            ("-1.2.3", "'-1.2.3"),
            ("\tx", "'\tx"),
            ("\r=x", "'\n=x"),
            ("＝cmd", "'＝cmd"),
            ("a=b", "a=b"),
            ("'=x", "'=x"),
            ("", ""),
        ];
        for (text, cell) in cases {
            assert_eq!(Cell::text(text).plain(), cell);
        }
    }

    #[test]
    fn guards_a_formula_that_hides_behind_unseen_marks() {
        assert_eq!(Cell::text("\u{200b}\u{0}=1+1").plain(), "'=1+1");
    }

    #[test]
    fn keeps_lines_and_drops_what_cannot_be_seen() {
        assert_eq!(Cell::text("one\r\ntwo\tthree\u{202e}\u{1b}[2J").plain(), "one\ntwo\tthree[2J");
    }

    #[test]
    fn writes_numbers_in_one_way() {
        let cases = [
            (Cell::Share(0.5), "0.500"),
            (Cell::Share(1.0), "1.000"),
            (Cell::Number(Some(8.0)), "8"),
            (Cell::Number(Some(f64::INFINITY)), ""),
            (Cell::Number(None), ""),
            (Cell::Count(7), "7"),
            (Cell::Day(None), ""),
        ];
        for (cell, plain) in cases {
            assert_eq!(cell.plain(), plain);
        }
    }
}
