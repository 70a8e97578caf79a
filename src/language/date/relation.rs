//! On which side of a date something was, by the words around it.

use super::calendar::add_days;
use super::what::{Part, What, is_compared, is_split_word};
use super::{Relation, Spot};
use crate::language::Tokens;
use crate::language::figure::Reader;
use crate::language::lexicon::Class;
use crate::language::token::Shape;
use jiff::civil::Date;

/// What the words around a date make of it, and where those begin that hold a negation: of "not before 2028" at `not`.
pub(super) fn relation(reader: Reader, tokens: &Tokens) -> (Relation, usize) {
    let at = link_before(reader, tokens.start);
    if reader.is(tokens.end, &["at"]) && reader.is(tokens.end + 1, &["the"]) {
        match () {
            () if reader.is(tokens.end + 2, &["earliest", "soonest"]) => return (Relation::Since, tokens.start),
            () if reader.is(tokens.end + 2, &["latest"]) => return (Relation::Until, tokens.start),
            () => {}
        }
    }
    let words = if is_compared(reader, at) { 2 } else { 1 };
    let plain = if words == 2 { compared(reader, at) } else { preposed(reader, at) };
    let not = at.checked_sub(words + 1).filter(|&not| reader.is(not, &["not", "no", "never", "n't", "n’t"]));
    match (plain, not) {
        (Relation::Before, Some(not)) => (Relation::Since, not),
        (Relation::Until, Some(not)) if reader.is_before(at, &["until", "till"]) => (Relation::Since, not),
        (Relation::After, Some(not)) => (Relation::Until, not),
        (plain, _) => (plain, tokens.start),
    }
}

fn compared(reader: Reader, at: usize) -> Relation {
    if reader.is(at - 2, &["later"]) { Relation::After } else { Relation::Before }
}

/// What the preposition before a date makes of it.
fn preposed(reader: Reader, at: usize) -> Relation {
    match () {
        () if reader.is_before(at, &["by"]) => Relation::By,
        () if reader.is_before(at, &["before", "pre"])
            || is_phrase_before(reader, at, &["prior", "to"])
            || is_phrase_before(reader, at, &["ahead", "of"]) =>
        {
            Relation::Before
        }
        () if reader.is_before(at, &["after", "following", "post"]) => Relation::After,
        () if reader.is_before(at, &["since", "from"]) => Relation::Since,
        () if reader.is_before(at, &["until", "till", "through"]) || is_phrase_before(reader, at, &["up", "to"]) => Relation::Until,
        () => Relation::At,
    }
}

/// Past what may stand between a date and its preposition: "since at least the 1990s".
fn link_before(reader: Reader, start: usize) -> usize {
    let mut at = start;
    while reader.is_before(at, &["the", "at", "least", "about", "around", "on", "sometime", "in"]) {
        at -= 1;
    }
    at
}

fn is_phrase_before(reader: Reader, at: usize, words: &[&str; 2]) -> bool {
    at >= 2 && reader.is(at - 2, &words[..1]) && reader.is(at - 1, &words[1..])
}

/// Widens a period to the side its relation leaves open.
///
/// "Before the 2015 deal" counts from something inside 2015, so its own year is not shut out.
pub(super) fn relation_bounds(reader: Reader, spot: &Spot, relation: Relation, days: Option<(Date, Date)>) -> (Option<Date>, Option<Date>) {
    let Some((from, to)) = days else { return (None, None) };
    let next = reader.get(spot.tokens.end);
    let of_something = next.is_some_and(|token| {
        let noun = token.shape == Shape::Word && token.classes.has(Class::Noun);
        token.shape == Shape::Clitic || (noun && !(matches!(spot.what, What::Months(..)) && is_split_word(reader, spot.tokens.end)))
    });
    let of_something = of_something || spot.part != Part::Whole;
    match relation {
        Relation::At => (Some(from), Some(to)),
        Relation::By => (None, Some(to)),
        Relation::Before if of_something => (None, Some(to)),
        Relation::Before => (None, Some(add_days(from, -1.0))),
        Relation::After if of_something => (Some(from), None),
        Relation::After => (Some(add_days(to, 1.0)), None),
        Relation::Since => (Some(from), None),
        Relation::Until => (None, Some(to)),
    }
}
