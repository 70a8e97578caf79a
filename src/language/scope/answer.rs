//! What is said not to be the answer: `overloading was not the reason`, `rust played no part`, `not because of a wave`.

use super::{Finder, ScopeKind};
use crate::language::Tokens;
use crate::language::part::Part::*;

/// How many words a predicate has before the word that names what is asked, at most: "not, in the end, the immediate cause".
const LEADING: usize = 4;

/// Words that point at a thing known to be there.
const POINTING: [&str; 5] = ["the", "this", "that", "these", "those"];

impl Finder<'_> {
    /// Adds what the negation at `cue` says not to be the answer, if it says so of anything.
    pub(super) fn exclude(&mut self, cue: &Tokens) {
        let r = self.reading;
        let played = cue.start.checked_sub(1).filter(|&i| r.has("answer-playing", i)).unwrap_or(cue.start);
        let subject = self.subject_before(played);
        let named = self.names_no_answer(cue) || self.causes_nothing(cue, &subject);
        if named && self.is_thing(&subject) {
            self.push(ScopeKind::Exclusion, cue.clone(), subject);
        }
        if let Some(reason) = self.other_reason(cue) {
            self.push(ScopeKind::Exclusion, cue.clone(), reason..r.clause_end(reason + 1));
        }
    }

    /// Whether a subject is a thing and no clause, nor what is left of one: "the fire that *destroyed the mill* was not". The first word of a
    /// sentence can be no verb, whatever it looks like: "Rust was not why".
    fn is_thing(&self, subject: &Tokens) -> bool {
        let r = self.reading;
        let (start, before) = (subject.start, subject.start.checked_sub(2));
        let of_noun = before.is_some_and(|before| r.part(before).is_nominal() && r.part(before + 1) == Relative);
        let clause = of_noun && r.verb_form(start).is_some();
        !clause && !subject.clone().any(|i| r.part(i) == Relative || r.part(i).is_finite() && !r.begins(i))
    }

    /// `was not the reason`, `is not to blame`, `played no part`. Of `not the only reason` one may well be a reason.
    fn names_no_answer(&self, cue: &Tokens) -> bool {
        let r = self.reading;
        let verb = (0..cue.start).rev().find(|&i| r.part(i) != Adverb);
        let is_be = |i: usize| r.has("be", i);
        let auxiliary = r.part(cue.end) == Auxiliary && is_be(cue.end);
        let named = if verb.is_some_and(is_be) || auxiliary { "answer-noun" } else { "answer-part" };
        let plays = |i: usize| r.has("answer-playing", i);
        if named == "answer-part" && !verb.is_some_and(plays) && !plays(cue.end) {
            return false;
        }
        let from = cue.end + usize::from(auxiliary || plays(cue.end));
        let names = |i: usize| r.list(named).at(&r.tokens[i..]).is_some();
        let end = r.len().min(from + LEADING);
        let found = (from..end).take_while(|&i| i == from || self.leads(i - 1)).find(|&i| names(i));
        found.is_some_and(|found| !(from..found).any(|i| r.has("answer-partial", i)))
    }

    /// Whether a word may stand before the noun of a predicate.
    fn leads(&self, at: usize) -> bool {
        matches!(self.reading.part(at), Determiner | Possessive | Adjective | Adverb | Noun)
    }

    /// `Overloading did not cause the sinking`. Of `the fire did not cause any delay` there was a fire.
    fn causes_nothing(&self, cue: &Tokens, subject: &Tokens) -> bool {
        let r = self.reading;
        r.list("answer-causing").at(&r.tokens[cue.end..]).is_some() && !POINTING.iter().any(|word| r.form(subject.start, word))
    }

    /// Where the reason begins that another one is set against: `sank not because of rust`, `did not sink because of rust but because of a
    /// wave`. Without the other one, `was not played because of rain` gives rain as the reason.
    fn other_reason(&self, cue: &Tokens) -> Option<usize> {
        let r = self.reading;
        let opens = |i: usize| r.list("reason-opener").at(&r.tokens[i.min(r.len())..]);
        if let Some(len) = opens(cue.end) {
            return Some(cue.end + len);
        }
        let near = cue.end..r.len().min(cue.end + crate::language::part::LONGEST_CLAUSE);
        let sentence = near.clone().find(|&i| r.part(i) == Stop).unwrap_or(near.end);
        let turn = (near.start..sentence).find(|&i| r.form(i, "but"))?;
        opens(turn + 1)?;
        (near.start..turn).find_map(|i| Some(i + opens(i)?))
    }
}
