//! What can fill the slots of patterns: the noun phrases, numbers, dates, scores and verbs that the reading of a sentence found.

use super::is_comma;
use super::signs::Signs;
use crate::language::Sentence;
use crate::language::lexicon::{Class, Word};
use crate::language::number::NumberKind;
use crate::language::token::{Shape, Token};
use crate::rule::pattern::Fill;

/// Whether two figures joined by a hyphen begin at `at`, and no third: not `2021-07-26`, nor a set of several, `6-4, 6-3`.
fn is_score(tokens: &[Token], at: usize) -> bool {
    let figure = |at: usize| tokens.get(at).is_some_and(|token| token.shape == Shape::Number);
    let joined = |at: usize| figure(at) && tokens[at].joined;
    let pair = |at: usize| figure(at) && !tokens[at].joined && joined(at + 1) && !joined(at + 2);
    let mark = |at: usize| tokens.get(at).is_some_and(is_comma);
    let before = at.checked_sub(2).is_some_and(pair) || mark(at.wrapping_sub(1)) && at.checked_sub(3).is_some_and(pair);
    let after = pair(at + 2) || mark(at + 2) && pair(at + 3);
    pair(at) && !before && !after
}

/// Verbs that only carry others.
const AUXILIARIES: [&str; 3] = ["be", "have", "do"];

/// What can fill a slot, by the token at which it begins.
pub(in crate::rule) struct Fillers<'s> {
    phrases: Vec<(usize, usize, usize, usize)>,
    numbers: Vec<(usize, usize, usize, NumberKind)>,
    moments: Vec<(usize, usize, usize)>,
    names: Vec<bool>,
    /// Whether each token is a verb outside all noun phrases.
    verbs: Vec<bool>,
    tokens: &'s [Token],
}

impl<'s> Fillers<'s> {
    pub(in crate::rule) fn of(sentence: &'s Sentence) -> Self {
        let determiner = |at: usize| sentence.tokens.get(at).is_some_and(|t| ["a", "an", "the"].iter().any(|d| t.word() == Word::of(d)));
        let mut phrases = Vec::new();
        for (i, p) in sentence.phrases.iter().enumerate() {
            phrases.push((p.tokens.start, p.tokens.end, p.longest.max(p.tokens.end), i));
            if determiner(p.tokens.start) && p.tokens.len() > 1 {
                phrases.push((p.tokens.start + 1, p.tokens.end, p.longest.max(p.tokens.end), i));
            }
        }
        let quantity = |kind| !matches!(kind, NumberKind::Label | NumberKind::Ordinal);
        let mut numbers = Vec::new();
        for (i, n) in sentence.numbers.iter().enumerate().filter(|(_, n)| quantity(n.kind)) {
            let is_unit_its_own = matches!(n.kind, NumberKind::Percent | NumberKind::Money) && n.figure_end < n.tokens.end;
            for end in [Some(n.tokens.end), is_unit_its_own.then_some(n.figure_end)].into_iter().flatten() {
                numbers.push((n.tokens.start, end, i, n.kind));
                if n.figure != n.tokens.start {
                    numbers.push((n.figure, end, i, n.kind));
                }
            }
        }
        let moments = sentence.moments.iter().enumerate().map(|(i, m)| (m.tokens.start, m.tokens.end, i)).collect();
        let names = sentence.phrases.iter().map(|p| p.name).collect();
        let auxiliary = AUXILIARIES.map(Word::of);
        let is_verb = |t: &Token| t.classes.has(Class::Verb) && !t.joined && !auxiliary.iter().any(|&word| t.is(word));
        let mut verbs: Vec<bool> = sentence.tokens.iter().map(is_verb).collect();
        sentence.phrases.iter().for_each(|p| verbs[p.tokens.clone()].fill(false));
        Self { phrases, numbers, moments, names, verbs, tokens: &sentence.tokens }
    }

    /// Calls `found` with the end and the phrase of each owner that begins at `at`: `Acme` of `Acme's profit`.
    pub(in crate::rule) fn owners(&self, at: usize, mut found: impl FnMut(usize, usize)) {
        for &(start, end, _, i) in self.phrases.iter().filter(|phrase| phrase.0 == at) {
            let owned = |at: &usize| self.tokens.get(*at).is_some_and(is_owner);
            (start + 1..end + 1).filter(owned).for_each(|owner| found(owner, i));
        }
    }

    /// Adds to the signs of each token what begins at it.
    pub(super) fn signs(&self, signs: &mut [Signs]) {
        let mut add = |at: usize, fill| signs[at] = signs[at] | Signs::of_fill(fill);
        for &(at, _, _, i) in &self.phrases {
            add(at, Fill::Phrase);
            add(at, Fill::Who);
            if self.names[i] {
                add(at, Fill::Place);
            }
        }
        self.numbers.iter().for_each(|n| add(n.0, if n.3 == NumberKind::Duration { Fill::Duration } else { Fill::Number }));
        self.moments.iter().for_each(|m| add(m.0, Fill::Date));
        (0..self.tokens.len()).filter(|&at| is_score(self.tokens, at)).for_each(|at| add(at, Fill::Score));
        self.verbs.iter().enumerate().filter(|(_, is_verb)| **is_verb).for_each(|(at, _)| add(at, Fill::Verb));
    }

    /// Calls `found` with the end and the index of each filler that begins at `at`. A slot that ends its pattern takes
    /// only the longest phrase; elsewhere what follows decides.
    pub(in crate::rule) fn each(&self, fill: Fill, at: usize, last: bool, mut found: impl FnMut(usize, usize)) {
        match fill {
            Fill::Number | Fill::Duration => {
                let fits = |kind: NumberKind| (kind == NumberKind::Duration) == (fill == Fill::Duration);
                self.numbers.iter().filter(|n| n.0 == at && n.1 > at && fits(n.3)).for_each(|n| found(n.1, n.2));
            }
            Fill::Score if is_score(self.tokens, at) => found(at + 2, at),
            Fill::Score | Fill::Entry => {}
            Fill::Date => self.moments.iter().filter(|m| m.0 == at && m.1 > at).for_each(|m| found(m.1, m.2)),
            Fill::Verb if self.verbs.get(at) == Some(&true) => found(at + 1, at),
            Fill::Verb => {}
            Fill::Phrase | Fill::Who | Fill::Place => {
                for &(_, end, longest, i) in self.phrases.iter().filter(|p| p.0 == at && p.1 > at) {
                    if fill == Fill::Place && !self.names[i] {
                        continue;
                    }
                    let short = fill != Fill::Phrase;
                    if short || longest == end || !last {
                        found(end, i);
                    }
                    if longest != end && !short {
                        found(longest, i);
                    }
                }
            }
        }
    }
}

/// The `'s` of an owner, or the `'` of several.
pub(in crate::rule) fn is_owner(token: &Token) -> bool {
    ["'s", "'"].iter().any(|ending| token.word() == Word::of(ending))
}
