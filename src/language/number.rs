//! Numbers and quantities as intervals: `at least eight drone attacks`, `dozens`, `little over a year`, `no attacks`.

use super::token::Token;
use super::{Language, Tokens};

/// A quantity that a sentence states, as an interval of what it allows.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    /// All its tokens: approximator, figure, multiplier, and for money and percent the sign (`at least $2.5 billion`).
    pub tokens: Tokens,
    /// The first token of the figure itself, past any approximator: a number slot may begin here or at `tokens.start`.
    pub figure: usize,
    /// The least it can be; for a duration in days.
    pub low: f64,
    /// The most it can be; `f64::INFINITY` for an open end.
    pub high: f64,
    /// The figure as named (2500 for "2,500 or so"); the middle of a range.
    pub point: f64,
    /// How the figure was bounded.
    pub bound: Bound,
    /// What kind of figure it is.
    pub kind: NumberKind,
    /// The token of the noun that is counted (`attacks` in "eight drone attacks"), where one can be told.
    pub unit: Option<usize>,
}

/// How a figure is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// As it stands.
    #[default]
    Exact,
    /// "At least", "more than", "or more".
    AtLeast,
    /// "At most", "up to", "fewer than".
    AtMost,
    /// "About", "some", "or so"; a range "between 5 and 7".
    About,
    /// No figure at all: "dozens", "several".
    Vague,
}

/// What kind of figure a number is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum NumberKind {
    /// Counts things.
    #[default]
    Count,
    /// `50%`, `50 per cent`.
    Percent,
    /// An amount of money, in the currency named by the unit's sign or word.
    Money,
    /// A length of time; `low` and `high` are days.
    Duration,
    /// Somebody's age.
    Age,
    /// A place in an order: "third". Never compared as a count.
    Ordinal,
    /// A year, a day of a month, a time of day, a model number or a name's number ("Flight 370"): not a quantity.
    Label,
}

/// The numbers of one sentence.
pub fn find(text: &str, tokens: &[Token], language: &Language) -> Vec<Number> {
    let _ = (text, tokens, language);
    Vec::new()
}

/// The unit of time that a token names, in singular or plural.
pub(super) fn time_of(token: &Token, values: &super::values::Values) -> Option<super::values::Time> {
    token.lemmas.iter().find_map(|lemma| values.time.get(lemma)).copied()
}
