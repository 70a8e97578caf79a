//! The answer that fills the slot of a rule's value.

use super::Reader;
use crate::language::date::{Moment, Relation};
use crate::language::lexicon::Word;
use crate::language::number::{Number, NumberKind};
use crate::language::phrase::Phrase;
use crate::rule::matching::Filler;
use crate::rule::pattern::Fill;
use crate::rule::written::Shape;
use crate::text::one_line;
use crate::value::{Period, Quantity, Value};

/// How many tokens an aside that describes a name has at most.
const ASIDE: usize = 15;

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
            Fill::Date => Value::Period(self.period(self.sentence.moments.get(filler.index)?)),
            Fill::Score => Value::Phrase(self.score(filler.index)?),
            Fill::Phrase | Fill::Who if self.rule.shape == Shape::Who => Value::Phrase(self.somebody(filler)?),
            Fill::Phrase | Fill::Who | Fill::Place | Fill::Verb | Fill::Entry => Value::Phrase(self.slot_text(slot)),
        })
    }

    /// What a date means as an answer. A pattern that takes the `until` or `since` before it asks for the day itself: "shut until May".
    fn period(&self, moment: &Moment) -> Period {
        let bound = matches!(moment.relation, Relation::Until | Relation::Since) && moment.lead.is_empty();
        match moment.days.filter(|_| bound && self.takes_preposition(moment)) {
            Some((from, to)) => Period { from: Some(from), to: Some(to) },
            None => Period { from: moment.from, to: moment.to },
        }
    }

    /// The party that fills a slot: the name that a pronoun stands for, or that an aside describes (`Ana Berg, a collector from Zug, bought`),
    /// without what stands before a name. `None` where it could be anybody.
    fn somebody(&self, filler: &Filler) -> Option<String> {
        let phrase = self.sentence.phrases.get(filler.index)?;
        if phrase.pronoun {
            // "The museum says it bought the painting": who speaks speaks of themselves.
            let speaking = self.sentence.attribution_at(phrase.head).filter(|a| a.source.as_ref().is_some_and(|s| s.end <= phrase.head));
            let named = || self.antecedent(phrase).map(|named| self.bare_name(named));
            return speaking.map(|a| one_line(&a.speaker).into_owned()).or_else(named);
        }
        if let Some(described) = self.described(phrase) {
            return Some(self.bare_name(described));
        }
        if let Some(first) = self.joined_with(phrase) {
            return Some(self.words(&(first.tokens.start..phrase.tokens.end)));
        }
        let head = &self.sentence.tokens[phrase.head];
        let lists = &self.language.lists;
        let unnamed = self.sentence.tokens[phrase.tokens.clone()].iter().any(|token| lists.get("unnamed").has(token));
        match phrase.name {
            _ if unnamed => None,
            true if phrase.head + 1 == filler.tokens.end => Some(self.bare_name(phrase)),
            false if lists.get("anybody").has(head) => None,
            _ => Some(self.words(&(phrase.tokens.start.min(filler.tokens.start)..filler.tokens.end))),
        }
    }

    /// The name that an aside describes of which a phrase is the end.
    fn described(&self, phrase: &Phrase) -> Option<&Phrase> {
        let (tokens, lists) = (&self.sentence.tokens, &self.language.lists);
        let comma = |at: usize| tokens.get(at).is_some_and(|token| token.word() == Word::of(","));
        let close = phrase.longest.max(phrase.tokens.end);
        let open = (phrase.tokens.start.saturating_sub(ASIDE)..phrase.tokens.start).rev().find(|&at| comma(at)).filter(|_| comma(close))?;
        let opens = ["determiner", "relative"].iter().any(|name| tokens.get(open + 1).is_some_and(|token| lists.get(name).has(token)));
        self.sentence.phrases.iter().find(|named| named.name && opens && (named.tokens.end == open || named.longest == open))
    }

    /// The name before an `and` that a name is joined to: "Ana Berg and Tom Hale bought".
    fn joined_with(&self, phrase: &Phrase) -> Option<&Phrase> {
        let and = phrase.tokens.start.checked_sub(1).filter(|&at| phrase.name && self.sentence.tokens[at].is(Word::of("and")))?;
        self.sentence.phrases.iter().find(|named| named.name && named.tokens.end == and)
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

    /// Whether words around a number that the pattern did not take make it a difference: `20 more dead`, `£20m over budget`, `an extra £20m`;
    /// a rate: `200 litres a minute`; or what a part is of: `half of its 200 litres`.
    fn is_difference(&self, number: &Number) -> bool {
        let tokens = &self.sentence.tokens;
        let has = |name: &str, at: usize| tokens.get(at).is_some_and(|token| self.language.lists.get(name).has(token)) && !self.took(at);
        let than = |at: usize| tokens.get(at + 1).is_some_and(|token| token.is(Word::of("than")));
        let end = number.tokens.end;
        let counted = number.unit.map_or(end, |unit| end.max(unit + 1));
        let beyond = |at: usize| has("beyond", at) && (at + 1..at + 4).any(|at| has("planned", at));
        let rate = self.language.lists.get("rate-after").at(tokens.get(counted..).unwrap_or_default()).is_some() && !self.took(counted);
        let of = (0..number.tokens.start).rev().find(|&at| !has("determiner", at) && !has("possessive", at));
        let part = of.is_some_and(|of| tokens[of].is(Word::of("of")) && of > 0 && has("part-of", of - 1));
        rate || part
            || number.tokens.start.checked_sub(1).is_some_and(|before| has("difference-before", before))
            || has("difference", end)
            || (has("difference", counted) && than(counted))
            || beyond(end)
            || beyond(counted)
    }

    /// The date that is the value, where it only bounds what is asked for and that is denied.
    pub(super) fn left_by_denial(&self) -> Option<Period> {
        let filler = self.rule.value.and_then(|slot| self.filler(slot)).filter(|filler| filler.fill == Fill::Date)?;
        let moment = self.sentence.moments.get(filler.index)?;
        let (from, to) = moment.denied().filter(|_| !self.takes_preposition(moment))?;
        Some(Period { from, to })
    }

    /// Whether the pattern takes the preposition of a date, and so asks for the bound itself: "stay until May".
    fn takes_preposition(&self, moment: &Moment) -> bool {
        moment.tokens.start.checked_sub(1).is_some_and(|before| self.took(before))
    }
}
