//! Whether a claim is hedged, and whether it is said as a fact, a plan, a wish, a condition or a question.

use super::Reader;
use crate::language::scope::{Scope, ScopeKind};
use crate::rule::written::Mood;
use crate::text::fold;

/// How many words behind a plan or wish its verb stands at the latest: "will (soon be hit)".
const BEHIND: usize = 3;

impl Reader<'_> {
    pub(super) fn is_hedged(&self) -> bool {
        let denied = self.denials().next().is_some();
        // In "denied rumours that" the denial tells, not the rumours.
        let of_frame = |scope: &&Scope| denied && self.language.lists.get("frame-noun").has(&self.sentence.tokens[scope.cue.start]);
        self.acting(ScopeKind::Hedge).any(|scope| !of_frame(&scope))
            || !denied && !self.found.denies && self.acting(ScopeKind::Report).next().is_some()
            || self.carriers.iter().any(|&t| self.is_in_scare_quotes(t))
    }

    /// Whether it stands in quotation marks.
    pub(super) fn is_quoted(&self) -> bool {
        self.carriers.first().is_some_and(|&t| self.sentence.tokens[t].quoted)
    }

    /// "The decision to ‘withdraw’": one word between quotation marks is somebody else's word for it.
    fn is_in_scare_quotes(&self, token: usize) -> bool {
        let is_quote = |at: Option<usize>| {
            let mark = at.and_then(|at| self.sentence.tokens.get(at)).filter(|t| t.is_mark());
            mark.is_some_and(|t| matches!(t.span.of(&self.source.text).chars().next().map(fold), Some('"' | '\'')))
        };
        is_quote(token.checked_sub(1)) && is_quote(Some(token + 1))
    }

    /// A wish or plan counts by what it does to the claim's first word: "called for the withdrawal"; or by what it does to the
    /// word right behind it, where the pattern passed it over: "the troops plan to leave".
    pub(super) fn mood(&self) -> Mood {
        let first = &self.carriers[..self.carriers.len().min(1)];
        let moods = [
            (ScopeKind::Question, Mood::Question),
            (ScopeKind::Doubt, Mood::Question),
            (ScopeKind::Condition, Mood::Condition),
            (ScopeKind::Wish, Mood::Wish),
            (ScopeKind::Plan, Mood::Plan),
        ];
        let passed_over = |kind| matches!(kind, ScopeKind::Wish | ScopeKind::Plan) && self.acting(kind).any(|s| self.is_amid(s));
        let acts = |kind| self.acting_on(first, kind).next().is_some() || passed_over(kind);
        moods.into_iter().find(|(kind, _)| acts(*kind)).map_or(Mood::Fact, |(_, mood)| mood)
    }

    /// Whether a scope begins amid the claim's words, with a noun before its cue and one of the words right behind it. Behind a verb
    /// it is another clause: "did not say whether he would leave".
    fn is_amid(&self, scope: &Scope) -> bool {
        let before = self.carriers.iter().filter(|&&t| t < scope.cue.start);
        let nouns = before.clone().all(|t| self.sentence.phrases.iter().any(|phrase| phrase.tokens.contains(t)));
        before.count() > 0 && nouns && self.carriers.iter().any(|&t| (scope.over.start..scope.over.start + BEHIND).contains(&t))
    }
}
