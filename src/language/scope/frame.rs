//! Frames: words that pass on what others say (`rumours that`, `convinced that`, `Claim:`), or that doubt or ask it.
//!
//! What stands in a frame is not said by who builds it. `confirmed reports that` is no frame, and in `denied reports that` the denial tells.

use super::{Finder, Scope, ScopeKind};
use crate::language::Tokens;
use crate::language::part::Part::*;

/// How far behind its noun the words of a frame begin: "rumours circulated on the web and in the press over the weekend that".
const REACH: usize = 18;
/// How far before its noun stands the verb that says what is done with it.
const GOVERNED: usize = 7;

impl Finder<'_> {
    /// Adds the scopes of all frames; those of denials must be found by now.
    pub(super) fn frames(&mut self) {
        let mut at = 0;
        while at < self.reading.len() {
            at += self.frame_at(at).max(1);
        }
    }

    /// Adds the frame that begins at `at`; how many tokens its cue takes.
    fn frame_at(&mut self, at: usize) -> usize {
        let r = self.reading;
        let tokens = &r.tokens[at..];
        if let Some(len) = r.list("doubt-phrase").at(tokens) {
            let from = self.past_that(at + len);
            self.push(ScopeKind::Doubt, at..at + len, from..self.frame_end(from));
            return len;
        }
        if let Some(len) = r.list("report-phrase").at(tokens) {
            let from = self.past_that(at + len + usize::from(r.form(at + len, ":")));
            self.push(ScopeKind::Report, at..at + len, from..self.frame_end(from));
            return len;
        }
        if r.form(at, "reported") && r.part(at + 1).is_nominal() && at > 0 && matches!(r.part(at - 1), Determiner | Possessive | Genitive) {
            self.push(ScopeKind::Report, at..at + 1, at + 1..r.clause_end(at + 1));
            return 1;
        }
        if r.form(at, "according") && r.form(at + 1, "to") {
            return self.according(at);
        }
        let is_noun = matches!(r.part(at), Noun | Name | Adjective) || self.is_noun_after_all(at);
        if let Some(from) = (is_noun && r.has("frame-noun", at)).then(|| self.framed(at)).flatten() {
            let over = from..self.frame_end(from);
            self.judge_frame(at, over);
        }
        1
    }

    /// `there are reports circling that`, `Earlier reports claiming`, `despite council claims that`: no verb, whatever its neighbours say.
    fn is_noun_after_all(&self, at: usize) -> bool {
        let r = self.reading;
        let next = at + 1;
        let frames = r.form(next, "that") || r.part(next) == Gerund && (r.has("frame-saying", next) || r.has("spreading", next));
        let Some(before) = at.checked_sub(1).filter(|_| r.part(at) == Verb && frames) else { return false };
        let conceded = (at.saturating_sub(4)..at).any(|i| r.has("conceding", i));
        let free = !r.part(before).is_nominal() && !matches!(r.part(before), Pronoun | Relative | Coordinator | To | Modal);
        conceded || free && (r.part(before) != Adverb || r.part(next) == Gerund || r.form(at, "reports") && r.part(before) == Auxiliary)
    }

    /// `according to unconfirmed reports, X`: all of the sentence around it that no other clause takes.
    fn according(&mut self, at: usize) -> usize {
        let r = self.reading;
        let loose = |i: usize| r.has("frame-loose", i) || r.has("frame-noun", i) && (at + 2..i).any(|j| r.has("frame-unproven", j));
        let Some(noun) = (at + 2..r.len().min(at + 7)).find(|&i| loose(i)) else { return 1 };
        self.push(ScopeKind::Report, at..noun + 1, r.clause_start(at)..at);
        self.push(ScopeKind::Report, at..noun + 1, noun + 1..self.frame_end(noun + 1));
        noun + 1 - at
    }

    /// What becomes of the words of the frame whose noun is at `noun`: denied, doubted, confirmed, or passed on.
    fn judge_frame(&mut self, noun: usize, over: Tokens) {
        let r = self.reading;
        let denied =
            |s: &Scope| s.kind == ScopeKind::Denial && (s.over.contains(&over.start) || s.cue.contains(&noun) && s.over.start >= noun);
        if self.found.iter().any(denied) {
            return;
        }
        let before = noun.saturating_sub(GOVERNED)..noun;
        let denying = before.clone().find_map(|at| Some(at..at + r.list("claim-denial-phrase").at(&r.tokens[at..])?));
        let denying = denying.or_else(|| self.denied_behind(noun, &over));
        if let Some(cue) = denying {
            return self.push(ScopeKind::Denial, cue, over);
        }
        if before.rev().take_while(|&at| !matches!(r.part(at), Comma | Stop | Break)).any(|at| self.confirms(at)) {
            return;
        }
        self.push(ScopeKind::Report, noun..noun + 1, over);
    }

    /// `Despite reports that X, the ministry dismissed the speculation`; `reports claiming X, have been denied`: the denial behind it.
    fn denied_behind(&self, noun: usize, over: &Tokens) -> Option<Tokens> {
        let r = self.reading;
        let concedes = (noun.saturating_sub(GOVERNED)..noun).any(|at| r.has("conceding", at));
        let verb = (over.end..r.len()).find(|&at| r.has("claim-denial", at) || r.has("denial", at))?;
        let takes_up = (verb + 1..r.len().min(verb + 5)).any(|at| r.has("claim-noun", at));
        let straight = (over.end..verb).all(|at| matches!(r.part(at), Comma | Auxiliary | Adverb));
        (concedes && takes_up || straight && self.is_passive(verb)).then_some(verb..verb + 1)
    }

    /// A verb that vouches for the report behind it: "confirmed reports that", not "unable to verify the report that".
    fn confirms(&self, at: usize) -> bool {
        let r = self.reading;
        let group = self.verb_group(at);
        let plain = group == 0 || r.part(group - 1) != To;
        r.has("vouching", at) && r.part(at).is_finite() && plain && !(group..at).any(|i| r.part(i) == Negator)
    }

    /// The first of the words that the noun at `noun` passes on, if it passes on any.
    fn framed(&self, noun: usize) -> Option<usize> {
        let r = self.reading;
        let next = noun + 1;
        let told = |at: usize| r.has("frame-loose", noun) && r.part(at - 1) == Auxiliary || r.part(at) == Relative;
        let opens = |at: usize| r.form(at, "that") && told(at) && !r.part(at + 1).is_finite() && r.verb_form(at + 1) != Some(Past);
        if noun == 0 && r.form(next, ":") {
            return Some(next + 1);
        }
        if (r.form(next, "of") || r.form(next, "about")) && next + 1 < r.len() {
            return Some(next + 1);
        }
        let mut spread = false;
        for at in next..r.len().min(next + REACH) {
            let part = r.part(at);
            if opens(at) || at > next && r.form(at, ":") && (r.part(at + 1) == Open || spread || self.is_story(noun)) {
                return Some(at + 1);
            }
            if r.has("frame-saying", at) && self.passes_on(noun, at, spread) {
                return Some(self.past_that(at + 1));
            }
            spread |= part != Auxiliary && r.has("spreading", at);
            let goes_on = part == Stop && r.tokens.get(at + 1).is_some_and(|t| t.capital)
                || !part.is_verb() && !matches!(part, Stop | Break | Subordinator | Open)
                || part == Auxiliary
                || r.has("spreading", at)
                || part == Past && r.form(at + 1, "by");
            if !goes_on {
                return None;
            }
        }
        None
    }

    /// Whether the verb of saying at `at` passes on somebody else's words: "rumours say", "a story circulating online claims", but not
    /// "the report says".
    fn passes_on(&self, noun: usize, at: usize, spread: bool) -> bool {
        let loose =
            self.reading.has("frame-loose", noun) || (noun.saturating_sub(3)..noun).any(|at| self.reading.has("frame-unproven", at));
        self.reading.part(at) == Gerund || self.reading.part(at).is_finite() && (spread || loose || self.is_story(noun))
    }

    /// `The story claimed`: what is told, not who found it out.
    fn is_story(&self, noun: usize) -> bool {
        self.reading.has("frame-story", noun)
    }

    /// Where the words of a frame end: with their clause, or behind its colon with the sentence.
    fn frame_end(&self, from: usize) -> usize {
        let r = self.reading;
        let end = r.clause_end(from + 1).min(r.len());
        let quotes = r.form(end, ":") || r.part(end) == Open && end > 0 && (r.form(end - 1, ":") || r.part(end - 1) == Comma);
        let colon = r.form(from.wrapping_sub(1), ":");
        if quotes || colon { r.len() } else { end }
    }
}

#[cfg(test)]
mod tests {
    use super::super::ScopeKind::*;
    use super::super::tests::{check, check_none};

    #[test]
    fn what_is_passed_on_is_not_said() {
        check(&[
            ("Rumours that the duke had drowned spread on Sunday.", Report, "the duke had drowned spread on Sunday"),
            ("Rumours circulated in the press over the weekend that the duke was poisoned.", Report, "the duke was poisoned"),
            (
                "Reports that miners in Tolva have caught cholera swirled on Monday.",
                Report,
                "miners in Tolva have caught cholera swirled on Monday",
            ),
            ("But there are reports circling that the tram has been stolen.", Report, "the tram has been stolen"),
            ("The gossip from the docks is that the tram was stolen.", Report, "the tram was stolen"),
            ("Papers printed the unverified photo and news about the death of Vell.", Report, "the death of Vell"),
            ("Claim: The duke has drowned.", Report, "The duke has drowned."),
            ("The web is full of people who are convinced that the duke drowned.", Report, "the duke drowned"),
            ("The agency is looking into reports that miners caught cholera.", Report, "miners caught cholera"),
            ("The paper was unable to verify the claim that Vell was killed.", Report, "Vell was killed"),
            ("The gang is working to confirm reports that Vell was caught.", Report, "Vell was caught"),
            ("When it was reported that Vell had been killed, crowds gathered.", Report, "Vell had been killed"),
            ("A story circulating on the web claims the duke drowned.", Report, "the duke drowned"),
            ("Unconfirmed reports say the duke drowned.", Report, "the duke drowned"),
            ("The tram is gone, despite council claims that it was locked up.", Report, "it was locked up"),
            ("Hall spoke about the reported death of Vell.", Report, "death of Vell"),
            ("According to unconfirmed reports, the duke was found dead.", Report, "the duke was found dead"),
            ("The gossip is that one of the trams has gone.", Report, "one of the trams has gone"),
            ("The first post is alleged to have said: ‘On Sunday our duke passed away.", Report, "On Sunday our duke passed away"),
        ]);
        check_none(&[
            ("The police confirmed reports that the duke had drowned.", Report),
            ("The ministry denied reports that the duke had drowned.", Report),
            ("There is no truth in reports that the duke had drowned.", Report),
            ("The report says prices fell.", Report),
            ("The club published a report that found three faults.", Report),
            ("He told the story at supper.", Report),
        ]);
    }

    #[test]
    fn a_frame_under_a_denial_is_denied() {
        check(&[
            ("The mayor is pushing back against a claim made by Rep. Hall that ten miners were held.", Denial, "ten miners were held"),
            (
                "Earlier reports claiming that police had seized the ship, have now been denied by Orbin.",
                Denial,
                "police had seized the ship",
            ),
            (
                "Despite reports in a local paper that two cases of cholera had been found in Tolva, the spokesman dismissed the speculation.",
                Denial,
                "two cases of cholera had been found in Tolva",
            ),
            ("His agents debunked the rumours and let the world know that he was alive.", Denial, "the rumours"),
        ]);
    }

    #[test]
    fn a_frame_at_the_end_of_a_sentence_frames_nothing() {
        for text in ["Nobody heard rumours that", "Rumours", "Claim:", "Reports claiming", "He cast doubt on", "According to reports"] {
            check_none(&[(text, Report), (text, Doubt)]);
        }
    }

    #[test]
    fn what_is_doubted_or_asked_about_is_not_said() {
        check(&[
            ("Some began to raise doubts a truce was even agreed.", Doubt, "a truce was even agreed"),
            ("In response to a question about the deaths of two guards, Hall was silent.", Doubt, "the deaths of two guards"),
            (
                "Hall was asked about a report in the Herald that aid was flowing to Tolva.",
                Doubt,
                "a report in the Herald that aid was flowing to Tolva",
            ),
        ]);
    }
}
