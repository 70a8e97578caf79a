//! What a figure counts: people, a share, an amount in one currency, a length of time. Figures of two measures have no lowest and no highest.
//!
//! A claim keeps its figure and not the words beside it, so the figure is found again in the words that the rule matched.

use crate::claim::Claim;
use crate::language::lexicon::{Class, Word};
use crate::language::number::{self, Bound, Number, NumberKind};
use crate::language::token::{Token, tokenize};
use crate::language::{Language, Tokens};
use crate::source::Source;
use crate::text::{Span, one_line};
use crate::value::{Quantity, grouped};
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// What two figures must have in common to stand in one row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Measure {
    /// Things that are counted or measured.
    Count,
    /// Parts of a hundred.
    Share,
    /// Money, in the currency of this name.
    Money(String),
    /// A length of time.
    Time,
}

/// What the words of a claim tell of its figure.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Written {
    pub(super) measure: Measure,
    /// The noun that is counted, as written; `years` of an age; empty where none can be told.
    pub(super) noun: String,
    /// The words that stand for no figure: "dozens"; else empty.
    pub(super) vague: String,
    /// How many days the unit of time has.
    days: Option<f64>,
}

impl Written {
    /// Finds the figure of a claim again in its words.
    pub(super) fn of(claim: &Claim, quantity: &Quantity, sources: &[Source], language: &Language) -> Self {
        let text = &sources[claim.statement.source].text;
        let tokens = tokenize(text, claim.statement.span, &language.lexicon);
        let numbers = number::find(text, &tokens, language);
        let found = found(&numbers, &tokens, claim, quantity);
        let number = found.first().copied();
        let unit = number.and_then(|number| number.unit).and_then(|at| tokens.get(at));
        let days = unit.and_then(|unit| unit.lemmas.iter().find_map(|lemma| language.values.time.get(lemma))).map(|time| time.days);
        let measure = measure(quantity, number);
        let noun = match measure {
            Measure::Count if quantity.age => language.lists.get("age-unit").written.first().cloned(),
            Measure::Count => one_noun(found.iter().map(|number| noun(number, text, &tokens))),
            _ => None,
        };
        let vague = number.filter(|number| number.bound == Bound::Vague).map(|number| span(&number.tokens, &tokens).of(text));
        let vague = one_line(vague.unwrap_or_default()).to_lowercase();
        Self { measure, noun: noun.unwrap_or_default(), vague, days }
    }

    /// Whether a figure that names no unit may be of this measure: "15 billion" may be dollars, but a share is always called one.
    pub(super) fn may_be(&self, measure: &Measure) -> bool {
        self.measure == *measure || self.is_bare() && matches!(measure, Measure::Money(_))
    }

    /// Whether nothing tells what is counted: "up to 15 billion".
    pub(super) fn is_bare(&self) -> bool {
        self.measure == Measure::Count && self.noun.is_empty()
    }
}

fn measure(quantity: &Quantity, number: Option<&Number>) -> Measure {
    match (quantity.currency.as_deref(), number.map(|number| number.kind)) {
        (Some(currency), _) => Measure::Money(currency.to_owned()),
        (None, _) if quantity.days => Measure::Time,
        (None, Some(NumberKind::Percent)) => Measure::Share,
        _ => Measure::Count,
    }
}

/// The number of the claim's value; of a sum all of its parts.
fn found<'n>(numbers: &'n [Number], tokens: &[Token], claim: &Claim, quantity: &Quantity) -> Vec<&'n Number> {
    let is_matched = |number: &&Number| number.kind != NumberKind::Label && span(&number.tokens, tokens).overlaps(claim.evidence);
    let within: Vec<&Number> = numbers.iter().filter(is_matched).collect();
    let is_it = |number: &&&Number| number.point == quantity.point && number.bound == quantity.bound;
    within.iter().find(is_it).map_or_else(|| within.clone(), |&number| vec![number])
}

/// What the parts of a sum count, where it is one thing: eight men and three women are no eleven men.
fn one_noun(mut nouns: impl Iterator<Item = Option<String>>) -> Option<String> {
    let first = nouns.next()??;
    nouns.all(|noun| noun.as_ref() == Some(&first)).then_some(first)
}

/// What a number counts, as written. "A magnitude 5.6 earthquake", or "a 5.6 magnitude earthquake", counts no earthquakes: the word beside the
/// figure says what it is.
fn noun(number: &Number, text: &str, tokens: &[Token]) -> Option<String> {
    let token = tokens.get(number.unit?).filter(|unit| !unit.is_mark())?;
    let is_plural = token.lemmas[1] != Word::NONE && token.lemmas[1] != token.lemmas[0];
    let is_noun = |at: usize| tokens.get(at).is_some_and(|token| token.classes.usual() == Some(Class::Noun));
    let mut beside = [number.tokens.start.checked_sub(1), Some(number.tokens.end)].into_iter().flatten();
    let named = beside.any(|at| Some(at) != number.unit && is_noun(at));
    let written = token.span.of(text);
    let is_shouted = written.len() > 3 && !written.contains(char::is_lowercase);
    let noun = if is_shouted { written.to_lowercase() } else { written.to_owned() };
    (is_plural || !named).then_some(noun)
}

fn span(at: &Tokens, tokens: &[Token]) -> Span {
    tokens[at.clone()].iter().map(|token| token.span).reduce(Span::cover).unwrap_or(Span::new(0, 0))
}

/// The unit of a row: in what its figures are told.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Unit {
    /// `people`, `dollar`, `%`, `months`; empty where nothing names it.
    pub(super) name: String,
    /// The figure as claims keep it that is one of the unit: the days of a month.
    one: f64,
    /// What stands behind a figure in words.
    behind: String,
}

impl Unit {
    /// The unit of figures of one measure: the noun that is written most often, first of all with those that stand, and of several the one
    /// that the question names; or the shortest unit of time that is written.
    pub(super) fn of(measure: &Measure, [standing, others]: [&[Written]; 2], question: &str, language: &Language) -> Self {
        let plain = |name: String, behind: &str| Self { name, one: 1.0, behind: behind.to_owned() };
        match measure {
            Measure::Money(currency) => plain(currency.clone(), ""),
            Measure::Share => plain("%".to_owned(), "%"),
            Measure::Time => Self::of_time(&[standing, others].concat(), language),
            Measure::Count => {
                let named = [standing, others].into_iter().map(|all| most_written(all, question)).find(|noun| !noun.is_empty());
                plain(named.unwrap_or_default(), "")
            }
        }
    }

    fn of_time(all: &[Written], language: &Language) -> Self {
        let days = |unit: &str| language.values.time.get(&Word::of(unit)).map_or(1.0, |time| time.days);
        let shortest = all.iter().filter_map(|written| written.days).min_by(f64::total_cmp).unwrap_or(1.0);
        // A night is a day, a fortnight some weeks, a decade some years.
        let units = &language.lists.get("row-time").written;
        let unit = units.iter().find(|unit| days(unit) <= shortest).or(units.last()).cloned().unwrap_or_default();
        Self { name: format!("{unit}s"), one: days(&unit), behind: unit }
    }

    /// A figure in this unit.
    pub(super) fn value(&self, figure: f64) -> f64 {
        if self.one == 1.0 { figure } else { (figure / self.one * 100.0).round() / 100.0 }
    }

    /// A figure in words, with a unit where it would be misread without: `4.2 billion`, `14 months`, `50%`.
    pub(super) fn words(&self, figure: f64) -> String {
        let value = self.value(figure);
        match self.behind.as_str() {
            "" | "%" => format!("{}{}", spelled(value), self.behind),
            time if value == 1.0 => format!("1 {time}"),
            time => format!("{} {time}s", spelled(value)),
        }
    }
}

/// The noun that most claims write; of several one that the question names, or the first in the alphabet.
fn most_written(all: &[Written], question: &str) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    all.iter().filter(|written| !written.noun.is_empty()).for_each(|written| *counts.entry(&written.noun).or_default() += 1);
    let is_asked = |noun: &str| question.split(|c: char| !c.is_alphanumeric()).any(|word| word == noun);
    let most = counts.into_iter().max_by_key(|(noun, count)| (*count, is_asked(noun), Reverse(*noun)));
    most.map(|(noun, _)| noun.to_owned()).unwrap_or_default()
}

/// `2,750`, `4.2 billion`: large round figures as people write them.
pub(super) fn spelled(value: f64) -> String {
    for (scale, word) in [(1e12, "trillion"), (1e9, "billion"), (1e6, "million")] {
        let hundredths = value / scale * 100.0;
        if value >= scale && value < 1e15 && (hundredths - hundredths.round()).abs() < 1e-6 {
            return format!("{} {word}", grouped(value / scale));
        }
    }
    grouped(value)
}
