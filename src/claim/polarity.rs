//! Whether a claim is denied, by the scopes of negation and denial that act on it, or only mentioned and so no claim.

use super::Reader;
use crate::language::Tokens;
use crate::language::attribution::{Attribution, Manner};
use crate::language::lexicon::{Class, Word};
use crate::language::scope::{Scope, ScopeKind};
use crate::rule::pattern::Fill;
use crate::rule::written::{Scope as Meeting, Shape};

/// The scopes that turn what is said into its opposite.
const DENYING: [ScopeKind; 2] = [ScopeKind::Negation, ScopeKind::Denial];

impl Reader<'_> {
    /// The scopes of a kind that act on the claim from outside. A cue that the pattern itself took is the pattern's own.
    pub(super) fn acting(&self, kind: ScopeKind) -> impl Iterator<Item = &Scope> {
        self.acting_on(&self.carriers, kind)
    }

    /// The same for some of the claim's words.
    pub(super) fn acting_on<'s>(&'s self, carriers: &'s [usize], kind: ScopeKind) -> impl Iterator<Item = &'s Scope> {
        let owns = |cue: &Tokens| cue.clone().any(|t| self.took(t));
        let covers = move |over: &Tokens| carriers.iter().any(|t| over.contains(t));
        self.sentence.scopes.iter().filter(move |s| s.kind == kind && !owns(&s.cue) && covers(&s.over))
    }

    pub(super) fn is_denied(&self) -> bool {
        // "Flew no strikes, nor any patrols": two negations of one clause say "no" once. A denied negation says yes.
        let acts = |kind| self.acting(kind).next().is_some();
        (acts(ScopeKind::Negation) || self.is_negated_amid() || self.is_excluded())
            ^ (self.denials().next().is_some() || self.is_refused_amid())
    }

    /// Whether all that the pattern took is said not to be what the rule asks for: `overloading was not the reason`. What is no reason may still
    /// be so, and is not denied where the rule asks whether it is.
    fn is_excluded(&self) -> bool {
        let which = matches!(self.rule.shape, Shape::OneOf | Shape::Who | Shape::Place | Shape::Open);
        let covers = |scope: &Scope| self.carriers.iter().all(|t| scope.over.contains(t));
        which && self.acting(ScopeKind::Exclusion).any(covers)
    }

    /// Whether a verb that denies stands where the pattern passed it over: `the council ruled out paying`, `rejected calls to pay`. Alone it
    /// denies no claim (`rejected the plan`), but the words of a rule on one topic, before and behind it, can then hardly be asserted. What is
    /// a denial already is not counted twice.
    fn is_refused_amid(&self) -> bool {
        if self.rule.scope != Meeting::Anywhere {
            return false;
        }
        let (first, last) = (self.found.tokens.start, self.found.tokens.end);
        let amid = |cue: &Tokens| !cue.is_empty() && cue.start > first && cue.end < last && !cue.clone().any(|t| self.took(t));
        let covers = |over: &Tokens| self.carriers.iter().any(|t| over.contains(t));
        let known = |cue: &Tokens| self.sentence.scopes.iter().any(|s| DENYING.contains(&s.kind) && s.cue.contains(&(cue.end - 1)));
        let denies = |a: &&Attribution| a.manner == Manner::Deny && amid(&a.cue) && covers(&a.over) && !known(&a.cue);
        self.sentence.attributions.iter().find(denies).is_some()
    }

    /// Whether a negation that the pattern passed over touches any of its words, function words too: `the outbreak is not over`.
    fn is_negated_amid(&self) -> bool {
        let (first, last) = (self.found.tokens.start, self.found.tokens.end);
        self.acting_on(&self.found.literals, ScopeKind::Negation).any(|scope| scope.cue.start > first && scope.cue.end < last)
    }

    /// The denials that act on the claim. One more around a pattern of denial ("denied the report that it was false that") is that same one.
    pub(super) fn denials(&self) -> impl Iterator<Item = &Scope> {
        let lists = &self.language.lists;
        let tells = |&t: &usize| ["denial", "claim-denial", "false"].iter().any(|name| lists.get(name).has(&self.sentence.tokens[t]));
        let own = self.found.denies && self.found.literals.iter().any(tells);
        self.acting(ScopeKind::Denial).filter(move |_| !own)
    }

    /// Whether a rule free of topic reads something that is only mentioned: under a negation of something else (`did not say why
    /// Vell was held`), or for a deed beside a modal verb or before the verb of its clause (`a woman held in Marnik is …`).
    pub(super) fn is_only_mentioned(&self) -> bool {
        if self.rule.scope != Meeting::Story {
            return false;
        }
        let inside = |cue: &Tokens| cue.start >= self.found.tokens.start && cue.end <= self.found.tokens.end;
        if self.acting(ScopeKind::Negation).any(|scope| !inside(&scope.cue)) {
            return true;
        }
        let relative = |scope: &Scope| {
            let cue = &self.sentence.tokens;
            let opens = cue[scope.cue.end - 1].is(Word::of("that"));
            opens && cue.get(scope.cue.end).is_some_and(|t| !t.capital && t.classes.usual() == Some(Class::Verb))
        };
        if self.acting(ScopeKind::Denial).any(relative) || self.denials().any(|scope| self.is_presupposed(scope)) {
            return true;
        }
        let is_deed = self.found.fillers.iter().any(|f| f.fill == Fill::Verb);
        let list = |name| self.language.lists.get(name);
        let followed = self.sentence.tokens.get(self.found.tokens.end).is_some_and(|t| list("auxiliary").has(t));
        let modal = |at: usize| !self.found.literals.contains(&at) && list("modal").has(&self.sentence.tokens[at]);
        is_deed && (followed || self.found.tokens.clone().any(modal) || self.verbs().any(|at| self.is_no_deed(at)))
    }

    /// The tokens that fill slots for verbs.
    fn verbs(&self) -> impl Iterator<Item = usize> {
        self.found.fillers.iter().filter(|f| f.fill == Fill::Verb).map(|f| f.index)
    }

    /// Whether a verb tells of no deed where it stands: the infinitive of a noun (`talks to free the girls`), or a noun (`his location,
    /// arrest or death`).
    fn is_no_deed(&self, at: usize) -> bool {
        let tokens = &self.sentence.tokens;
        let Some(before) = at.checked_sub(1) else { return false };
        let list = |name: &str, at: usize| self.language.lists.get(name).has(&tokens[at]);
        let ends_phrase = |end: usize| self.sentence.phrases.iter().any(|p| p.tokens.end == end || p.longest == end);
        if tokens[before].is(Word::of("to")) && !self.found.literals.contains(&before) {
            return before > 0 && ends_phrase(before) && !list("intention", before - 1) && !self.found.denies;
        }
        let base = tokens[at].lemmas[1] == Word::NONE && tokens[at].classes.has(Class::Noun);
        base && (tokens[before].is_mark()
            || ["preposition", "determiner", "possessive", "coordinator"].iter().any(|name| list(name, before)))
    }

    /// Whether the claim is the object of what is denied: "denied that he had ordered the closure" says nothing of the closure.
    fn is_presupposed(&self, scope: &Scope) -> bool {
        let Some(&carrier) = self.carriers.first() else { return false };
        let tokens = &self.sentence.tokens;
        let start = self.sentence.phrases.iter().find(|p| p.tokens.contains(&carrier)).map(|p| p.tokens.start);
        let Some(verb) = start.and_then(|start| start.checked_sub(1)).filter(|at| scope.over.contains(at)) else { return false };
        let list = |name| self.language.lists.get(name).has(&tokens[verb]);
        let in_phrase = self.sentence.phrases.iter().any(|p| p.tokens.contains(&verb));
        tokens[verb].classes.has(Class::Verb) && !in_phrase && !list("light-verb") && !list("auxiliary") && !list("modal")
    }
}
