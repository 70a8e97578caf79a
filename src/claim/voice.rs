//! Who is held to a claim, and in whose voice it is put.

use super::Reader;
use crate::language::Tokens;
use crate::language::attribution::{Attribution, Manner};
use crate::language::lexicon::Word;
use crate::language::scope::ScopeKind;
use crate::rule::matching::Filler;
use crate::rule::pattern::Fill;
use crate::rule::written::Scope as Meeting;
use crate::text::one_line;

/// How many words before its noun `despite` stands at the furthest: "despite the government's repeated claims that".
const CONCEDED: usize = 5;

/// In whose voice a claim is put.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// Its outlet's own.
    Outlet,
    /// Its outlet's, which only passes it on: hedged, or in a quotation of nobody.
    Relayed,
    /// Its outlet's, which passes on what nobody says: its speaker is `rumours` or `reports`.
    Frame,
    /// Its speaker's, who is quoted.
    Quoted,
    /// Its speaker's, who is held to it by the rule alone (`holder`) and quoted by nobody: how somebody else puts their view.
    Described,
}

impl Voice {
    /// Whether the outlet itself speaks, for its own part or passing on what nobody is held to.
    pub fn is_of_outlet(self) -> bool {
        matches!(self, Self::Outlet | Self::Relayed | Self::Frame)
    }

    /// Whether the outlet only passes it on.
    pub fn is_relayed(self) -> bool {
        matches!(self, Self::Relayed | Self::Frame)
    }
}

impl Reader<'_> {
    /// Who is held to it, and in whose voice it is put.
    pub(super) fn speaker(&self, hedged: bool) -> (String, Voice) {
        let by_denial = self.found.denies && self.rule.holder.is_none();
        let speaker = if by_denial { self.denier() } else { self.holder() };
        if let Some(frame) = self.frame(speaker.is_empty()).filter(|_| !by_denial) {
            return (frame, Voice::Frame);
        }
        let voice = match () {
            () if speaker.is_empty() && (hedged || self.is_quoted()) => Voice::Relayed,
            () if speaker.is_empty() => Voice::Outlet,
            () if self.is_described() => Voice::Described,
            () => Voice::Quoted,
        };
        (speaker, voice)
    }

    /// Whether nobody quotes the one whom the rule names as holder.
    fn is_described(&self) -> bool {
        let Some(filler) = self.rule.holder.and_then(|slot| self.filler(slot)) else { return false };
        let speaks = |a: &Attribution| a.source.as_ref().is_some_and(|s| overlap(s, &filler.tokens));
        !self.sentence.attributions.iter().any(speaks) && self.source.speaker.is_empty()
    }

    /// The `rumours` or `government claims` that pass the claim on, where nobody is quoted, or behind `despite`.
    fn frame(&self, nobody: bool) -> Option<String> {
        if self.denials().next().is_some() {
            return None;
        }
        let lists = &self.language.lists;
        let scope = self.acting(ScopeKind::Report).find(|s| lists.get("frame-noun").has(&self.sentence.tokens[s.cue.start]))?;
        let tokens = &self.sentence.tokens;
        let noun = scope.cue.end - 1;
        // "Despite government claims that": whatever stands between is whose they are.
        let conceding = (noun.saturating_sub(CONCEDED)..noun).rev().find(|&at| lists.get("conceding").has(&tokens[at]));
        let phrase = self.sentence.phrases.iter().find(|p| p.tokens.contains(&noun)).map_or(noun, |p| p.tokens.start);
        let mark = (phrase..noun).rev().find(|&at| tokens[at].is_mark());
        let start = conceding.or(mark).map_or(phrase, |at| at + 1);
        let (tokens, conceded) = (start..noun + 1, conceding.is_some());
        (nobody || conceded).then(|| self.words(&tokens))
    }

    /// Who denies what a pattern of denial reads: whose denial it is; else whoever is quoted as a whole; else the outlet. The subject of
    /// the words that are denied ("a hoax claimed", "sites wrongly stated") holds the claim, and never its denial.
    fn denier(&self) -> String {
        let takes = |tokens: &Tokens| tokens.clone().any(|t| self.found.literals.contains(&t));
        let denies = |a: &&Attribution| a.manner == Manner::Deny && takes(&a.cue);
        let own = self.sentence.attributions.iter().find(denies);
        let around = || {
            let over = self.sentence.attributions.iter().filter(|a| a.over.contains(&self.found.tokens.start) && !takes(&a.cue));
            over.min_by_key(|a| (a.over.len(), a.cue.start))
        };
        // "The ministry released a statement that claims of X are false": before the words for the claim stands who denies it.
        let before = || {
            let tale = self.found.literals.first().is_some_and(|&t| self.language.lists.get("claim-noun").has(&self.sentence.tokens[t]));
            let ends_before =
                |a: &&Attribution| tale && a.source.as_ref().is_some_and(|s| s.end <= self.found.tokens.start) && takes(&a.cue);
            self.sentence.attributions.iter().find(ends_before)
        };
        one_line(own.or_else(around).or_else(before).map_or(&self.source.speaker, |a| &a.speaker)).into_owned()
    }

    /// The slot that the rule names as holder; else the speaker whose own verb the pattern took, or passed over; else whoever is being
    /// quoted; else the row's speaker; else nobody, and then it is the outlet.
    fn holder(&self) -> String {
        if let Some(filler) = self.rule.holder.and_then(|slot| self.filler(slot)) {
            let named = self.sentence.attributions.iter().find(|a| a.source.as_ref().is_some_and(|s| overlap(s, &filler.tokens)));
            return named.map_or_else(|| self.phrase_text(filler), |a| a.speaker.clone());
        }
        let own_cue = |a: &&Attribution| a.cue.clone().any(|t| self.found.literals.contains(&t));
        let by_cue = self.sentence.attributions.iter().find(own_cue);
        let carrier = self.carriers.first().copied().unwrap_or(self.found.tokens.start);
        // "Despite reports that X, the ministry dismissed them": whose denial it is.
        let denier = || {
            let denies = |a: &&Attribution| a.manner == Manner::Deny && self.denials().any(|s| overlap(&s.cue, &a.cue));
            self.sentence.attributions.iter().find(denies)
        };
        // "The mayor pushed back against claims by the rebels that X": of a claim that is denied, whoever makes it is not its denier.
        let made_by = |a: &Attribution| a.cue.len() > 1 && self.sentence.tokens[a.cue.end - 1].is(Word::of("by"));
        let denied = self.denials().next().is_some();
        let quoted = self.sentence.attribution_at(carrier).filter(|a| !(denied && made_by(a)));
        let attribution = by_cue.or_else(|| self.speaking_amid()).or(quoted).or_else(denier);
        one_line(attribution.map_or(&self.source.speaker, |a| &a.speaker)).into_owned()
    }

    /// Who speaks where the pattern passed it over, and is so held to its last word: `captain ... left` of "Captain Ansgar insisted that he never
    /// left". The first word, which stands before, tells only whom it is said of.
    fn speaking_amid(&self) -> Option<&Attribution> {
        let last = self.carriers.last().filter(|_| self.rule.scope == Meeting::Anywhere)?;
        let says = |a: &&Attribution| matches!(a.manner, Manner::Assert | Manner::Deny | Manner::Accuse) && a.over.contains(last);
        let amid = |a: &&Attribution| a.cue.start > self.found.tokens.start && a.cue.end <= *last && !a.cue.clone().any(|t| self.took(t));
        self.sentence.attributions.iter().filter(says).filter(amid).min_by_key(|a| (a.over.len(), a.cue.start))
    }

    /// The whole phrase of a holder slot, with the article that the pattern may have taken for itself.
    fn phrase_text(&self, filler: &Filler) -> String {
        let whole = self.sentence.phrases.get(filler.index).filter(|_| filler.fill != Fill::Entry);
        self.words(whole.map_or(&filler.tokens, |p| &p.tokens))
    }
}

fn overlap(a: &Tokens, b: &Tokens) -> bool {
    a.start < b.end && b.start < a.end
}
