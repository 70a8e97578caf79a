//! The answer that fills the slot of a rule's value.

use super::Reader;
use crate::language::lexicon::Word;
use crate::language::number::{Number, NumberKind};
use crate::rule::pattern::Fill;
use crate::value::{Period, Quantity, Value};

impl Reader<'_> {
    pub(super) fn value(&self) -> Option<Value> {
        let Some(slot) = self.rule.value else { return Some(Value::Named(self.found.answer)) };
        let filler = self.filler(slot)?;
        Some(match filler.fill {
            Fill::Number | Fill::Duration => {
                let number = self.sentence.numbers.get(filler.index).filter(|number| !self.is_difference(number))?;
                let days = filler.fill == Fill::Duration;
                let (low, high, point, bound) = (number.low, number.high, number.point, number.bound);
                let age = number.kind == NumberKind::Age;
                Value::Quantity(Quantity { low, high, point, bound, days, age, currency: self.currency_of(number) })
            }
            Fill::Date => {
                let moment = self.sentence.moments.get(filler.index)?;
                Value::Period(Period { from: moment.from, to: moment.to })
            }
            Fill::Score => Value::Phrase(self.score(filler.index)?),
            Fill::Phrase | Fill::Who | Fill::Place | Fill::Verb | Fill::Entry => Value::Phrase(self.slot_text(slot)),
        })
    }

    /// A score with the higher figure first: each side writes its own first.
    pub(super) fn score(&self, at: usize) -> Option<String> {
        let figure = |at: usize| self.sentence.tokens.get(at)?.span.of(&self.source.text).parse::<u16>().ok();
        let (one, other) = (figure(at)?, figure(at + 1)?);
        Some(format!("{}-{}", one.max(other), one.min(other)))
    }

    /// The word for a currency: `$`, `USD` and `dollars` are one.
    pub(super) fn currency(&self, at: usize) -> String {
        let listed = self.language.values.currency_of(&self.sentence.tokens[at]);
        listed.map_or_else(|| self.singular(at), str::to_owned)
    }

    /// The currency of an amount of money.
    fn currency_of(&self, number: &Number) -> Option<Box<str>> {
        let unit = number.unit.filter(|_| number.kind == NumberKind::Money)?;
        Some(self.currency(unit).into())
    }

    /// Whether words around a number that the pattern did not take make it a difference: `20 more dead`, `£20m over budget`, `an extra £20m`.
    fn is_difference(&self, number: &Number) -> bool {
        let tokens = &self.sentence.tokens;
        let has = |name: &str, at: usize| tokens.get(at).is_some_and(|token| self.language.lists.get(name).has(token)) && !self.took(at);
        let than = |at: usize| tokens.get(at + 1).is_some_and(|token| token.is(Word::of("than")));
        let end = number.tokens.end;
        let counted = number.unit.map_or(end, |unit| end.max(unit + 1));
        let beyond = |at: usize| has("beyond", at) && (at + 1..at + 4).any(|at| has("planned", at));
        number.tokens.start.checked_sub(1).is_some_and(|before| has("difference-before", before))
            || has("difference", end)
            || (has("difference", counted) && than(counted))
            || beyond(end)
            || beyond(counted)
    }

    /// The date that is the value, where it only bounds what is asked for and that is denied.
    pub(super) fn left_by_denial(&self) -> Option<Period> {
        let filler = self.rule.value.and_then(|slot| self.filler(slot)).filter(|filler| filler.fill == Fill::Date)?;
        let moment = self.sentence.moments.get(filler.index)?;
        // A pattern that takes the preposition asks for the bound itself: "stay until May".
        let own = moment.tokens.start.checked_sub(1).is_some_and(|before| self.took(before));
        let (from, to) = moment.denied().filter(|_| !own)?;
        Some(Period { from, to })
    }
}
