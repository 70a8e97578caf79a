//! Dates and periods, resolved against the day the source was published: `on Monday`, `last January`, `late 2017`.

use super::token::Token;
use super::{Language, Tokens};
use jiff::civil::Date;

/// A date or period that a sentence names.
#[derive(Debug, Clone, PartialEq)]
pub struct Moment {
    /// Its tokens, the preposition not included (`Monday` in "on Monday", `26 July` in "on 26 July").
    pub tokens: Tokens,
    /// The first day it can mean; `None` for an open beginning ("before 2015"), or where no day can be told.
    pub from: Option<Date>,
    /// The last day it can mean; `None` for an open end ("since 2015"), or where no day can be told.
    pub to: Option<Date>,
    /// The month and day where the year is not known (`26 July` in a source with no date).
    pub month_day: Option<(i8, Option<i8>)>,
    /// How it is bounded by the word before it.
    pub relation: Relation,
    /// How fine it is.
    pub grain: Grain,
}

/// The word before a date that says on which side of it something was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Relation {
    /// In or on it.
    #[default]
    At,
    /// Before it; `by` counts here too, with the day itself allowed.
    Before,
    /// After it.
    After,
    /// From then on.
    Since,
    /// Up to then.
    Until,
}

/// How fine a date is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Grain {
    /// One day.
    #[default]
    Day,
    /// A week or a weekend.
    Week,
    /// A month.
    Month,
    /// A quarter or a season.
    Season,
    /// A year.
    Year,
    /// A decade or longer.
    Longer,
}

/// The dates of one sentence.
pub fn find(text: &str, tokens: &[Token], published: Option<Date>, language: &Language) -> Vec<Moment> {
    let _ = (text, tokens, published, language);
    Vec::new()
}
