//! When what a claim says took place, where its sentence says so.

use super::Reader;
use crate::language::Tokens;
use crate::language::date::{Grain, Moment, Relation};
use crate::language::lexicon::{Class, Word};
use crate::value::Period;

impl Reader<'_> {
    /// The nearest date of the sentence that says when: to the month, or a year in the past of the claim's own clause.
    pub(super) fn when(&self) -> Option<Period> {
        let usable = |m: &&Moment| {
            let fine = matches!(m.grain, Grain::Day | Grain::Week | Grain::Month);
            m.relation == Relation::At && m.from.is_some() && m.to.is_some() && (fine || self.is_own_past(m))
        };
        let away = |m: &&Moment| {
            let between = self.up_to(m);
            (between.len(), m.tokens.start)
        };
        let nearest = self.sentence.moments.iter().filter(usable).min_by_key(away)?;
        Some(Period { from: nearest.from, to: nearest.to })
    }

    /// The tokens between the match and a date.
    fn up_to(&self, moment: &Moment) -> Tokens {
        let (a, b) = (&moment.tokens, &self.found.tokens);
        if a.end <= b.start { a.end..b.start } else { b.end..a.start.max(b.end) }
    }

    /// Whether a long period tells when the claim was: it is over, and stands in the claim's own clause ("53 died on the Sigrun in 1987"). The year
    /// of publication tells no more than the day of publication does, and "built in 1987" is of something else.
    fn is_own_past(&self, moment: &Moment) -> bool {
        let tokens = &self.sentence.tokens;
        let has = |name: &str, at: usize| self.language.lists.get(name).has(&tokens[at]);
        let over = self.source.published.is_none_or(|day| moment.to.is_some_and(|to| to < day));
        let mut lead = (0..moment.tokens.start).rev().skip_while(|&at| tokens[at].is(Word::of("the")));
        let placed = moment.tokens.len() > 1 || lead.next().is_some_and(|at| has("when-preposition", at));
        let owns = tokens.get(moment.tokens.end).is_some_and(|next| next.word() == Word::of("'s"));
        // "In 1987, 53 died": the comma behind what a sentence begins with.
        let opening = |at: usize| at == moment.tokens.end && moment.tokens.start <= 1;
        let verb = |at: usize| !tokens[at].capital && tokens[at].classes.usual() == Some(Class::Verb);
        let parts = |at: usize| {
            let joins = ["relative", "subordinator", "coordinator", "auxiliary", "modal"].iter().any(|name| has(name, at));
            joins || verb(at) || tokens[at].is(Word::of("that")) || tokens[at].is_mark() && !opening(at)
        };
        over && placed && !owns && !self.up_to(moment).any(parts)
    }
}
