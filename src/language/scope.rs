//! Scopes: which tokens a cue negates, denies, hedges, or makes a wish, a plan, a condition or a question.

mod answer;
mod frame;

use super::lists::List;
use super::part::{Part, Reading};
use super::token::Token;
use super::{Language, Tokens};
use Part::*;

/// A cue and the tokens it acts on.
///
/// A rule's match that *contains* the cue is not acted on by it: the pattern meant it. So the cue is kept apart
/// from what it covers. A cue that acts to both sides (`reportedly`) has a scope for each.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    /// What it does to what it covers.
    pub kind: ScopeKind,
    /// The cue's own tokens (`did n't` gives `n't`).
    pub cue: Tokens,
    /// The tokens it acts on. Never holds the cue.
    pub over: Tokens,
}

/// What a cue does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum ScopeKind {
    /// `not`, `no`, `never`, `nobody`, `without`, `fail to`.
    Negation,
    /// `deny`, `refute`, `reject the claim that`, `no truth in`: somebody says that it is false.
    Denial,
    /// `may`, `reportedly`, `believed to`, `unconfirmed`.
    Hedge,
    /// `want`, `call for`, `urge`, `hope`, `demand`: not said to be so.
    Wish,
    /// `plan to`, `promise to`, `threaten to`, `will`: not so yet.
    Plan,
    /// `if`, `unless`, `whether`, `would`.
    Condition,
    /// A question.
    Question,
    /// `rumours that`, `reports claiming`, `convinced that`, `Claim:`: passed on from others, not said.
    Report,
    /// `raise doubts`, `in response to a question about`: doubted or asked about, not said.
    Doubt,
    /// `was not the reason`, `played no part`: what it covers is not what was asked for, though it may well have been.
    Exclusion,
}

/// The scopes of one sentence, in order of their cues.
pub fn find(text: &str, tokens: &[Token], language: &Language) -> Vec<Scope> {
    of(&Reading::new(text, tokens, language))
}

/// The same for a sentence whose parts are known.
pub(super) fn of(reading: &Reading) -> Vec<Scope> {
    let plain = PLAIN.map(|(name, kind, reach)| (reading.list(name), kind, reach));
    let mut finder = Finder { reading, plain, no_negation: reading.list("no-negation"), found: Vec::new() };
    let mut at = 0;
    while at < reading.len() {
        at += finder.cue_at(at).max(1);
    }
    finder.frames();
    finder.questions();
    finder.undo_denied_denials();
    let mut found = finder.found;
    found.sort_by_key(|s| (s.cue.start, s.over.start, s.kind));
    found
}

/// Where a kind of cue acts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reach {
    /// From the cue to the end of its clause.
    Right,
    /// The whole clause around the cue.
    Around,
    /// The clause before the cue.
    Left,
}

/// The lists of cues that need no more than their words, with what they do and where.
const PLAIN: [(&str, ScopeKind, Reach); 9] = [
    ("denial-phrase", ScopeKind::Denial, Reach::Right),
    ("denial-after", ScopeKind::Denial, Reach::Left),
    ("negation-phrase", ScopeKind::Negation, Reach::Right),
    ("hedge", ScopeKind::Hedge, Reach::Right),
    ("hedge-clause", ScopeKind::Hedge, Reach::Around),
    ("wish-phrase", ScopeKind::Wish, Reach::Right),
    ("plan-phrase", ScopeKind::Plan, Reach::Right),
    ("condition", ScopeKind::Condition, Reach::Right),
    ("negation", ScopeKind::Negation, Reach::Right),
];

struct Finder<'a> {
    reading: &'a Reading<'a>,
    plain: [(&'a List, ScopeKind, Reach); PLAIN.len()],
    no_negation: &'a List,
    found: Vec<Scope>,
}

impl Finder<'_> {
    /// Adds the scopes of the cue at `at`; how many tokens it takes.
    fn cue_at(&mut self, at: usize) -> usize {
        let r = self.reading;
        if let Some(len) = self.no_negation.at(&r.tokens[at..]) {
            return len;
        }
        if self.is_no_cue(at) {
            return 1;
        }
        if let Some((kind, reach, len)) = self.plain(at) {
            self.add(kind, reach, at..at + len);
            return len;
        }
        self.verb_cue(at)
    }

    /// `May` the month, `Will` the man, `the will of the people`, and `no` as an answer.
    fn is_no_cue(&self, at: usize) -> bool {
        let r = self.reading;
        let answer = r.form(at, "no") && !r.part(at + 1).begins_phrase() && r.part(at + 1) != Open && !r.form(at + 1, "longer");
        let modal_noun = r.part(at) == Noun && (r.form(at, "will") || r.form(at, "might"));
        r.part(at) == Name || answer || modal_noun
    }

    /// The longest plain cue that begins at `at`.
    fn plain(&self, at: usize) -> Option<(ScopeKind, Reach, usize)> {
        let r = self.reading;
        let longest = |best: Option<(ScopeKind, Reach, usize)>, &(list, kind, reach): &(&List, ScopeKind, Reach)| {
            let len = list.at(&r.tokens[at..]).filter(|len| reach != Reach::Left || !r.form(at + len, "that"))?;
            (best.is_none_or(|(.., so_far)| so_far < len)).then_some((kind, reach, len))
        };
        self.plain
            .iter()
            .fold(None, |best, entry| longest(best, entry).or(best))
            .filter(|&(kind, ..)| !(kind == ScopeKind::Hedge && self.is_ability(at)))
    }

    /// `could not`: no hedge, a negation alone.
    fn is_ability(&self, at: usize) -> bool {
        self.reading.form(at, "could") && self.reading.part(at + 1) == Negator
    }

    /// Cues that are verbs or nouns with a complement: denials, wishes, plans.
    fn verb_cue(&mut self, at: usize) -> usize {
        let r = self.reading;
        if !matches!(r.part(at), Verb | Past | Gerund | Noun | Adjective | Modal) {
            return 1;
        }
        if r.has("denial", at) && self.speaks(at) {
            self.deny(at);
        } else if r.form(at + 1, "out") && r.has("ruling-out", at) {
            self.rule_out(at);
            return 2;
        } else if r.has("claim-denial", at) && r.part(at) != Adjective {
            self.deny_claim(at);
        } else if r.has("false", at) {
            self.false_claim(at);
        } else if r.has("hedge-verb", at) && r.part(at).is_verb() {
            self.add(ScopeKind::Hedge, Reach::Right, at..at + 1);
        } else if r.has("wish", at) && (r.part(at).is_verb() || self.has_complement(at)) {
            self.add(ScopeKind::Wish, Reach::Right, at..at + 1);
        } else if r.has("plan", at) && (r.part(at).is_verb() || self.has_complement(at)) {
            self.add(ScopeKind::Plan, Reach::Right, at..at + 1);
        } else if r.form(at, "would") || r.form(at, "'d") {
            let near = at.saturating_sub(30)..r.len().min(at + 30);
            let kind = if near.into_iter().any(|i| r.has("condition", i)) { ScopeKind::Condition } else { ScopeKind::Plan };
            self.add(kind, Reach::Right, at..at + 1);
        }
        1
    }

    /// A noun that takes up what is wished for: `a call for`, `hopes that`, `demands to`.
    fn has_complement(&self, at: usize) -> bool {
        let r = self.reading;
        ["for", "that", "to"].iter().any(|w| r.form(at + 1, w))
    }

    /// `deny` of words, not of goods: "was denied entry" says nothing of truth.
    fn speaks(&self, at: usize) -> bool {
        let r = self.reading;
        let end = r.clause_end(at + 1).min(at + 5);
        let bare_noun = r.part(at) == Noun && !r.form(at + 1, "of") && !r.form(at + 1, "that");
        !bare_noun && !(at + 1..end).any(|i| r.has("denied-goods", i))
    }

    fn deny(&mut self, at: usize) {
        let r = self.reading;
        let passive = self.is_passive(at);
        if passive && (r.form(at + 1, "by") || !r.part(at + 1).begins_phrase()) {
            let subject = self.subject_before(at);
            self.push(ScopeKind::Denial, subject.end..at + 1, subject);
        } else {
            self.add(ScopeKind::Denial, Reach::Right, at..at + 1);
        }
    }

    /// `ruled out arson as the cause`: an inquiry, or whoever speaks of a cause or claim, says that it is not so. `ruled out a strike`: there will
    /// be none, which says nothing of those that were. "Was ruled out of the final" denies nothing.
    fn rule_out(&mut self, at: usize) {
        let r = self.reading;
        let behind = at + 2;
        let subject = self.subject_before(at);
        let passive = self.is_passive(at) && (r.form(behind, "by") || r.form(behind, "as") || !r.part(behind).begins_phrase());
        if passive && ["of", "for", "until", "with", "from"].iter().any(|word| r.form(behind, word)) {
            return;
        }
        let end = if passive { subject.end } else { r.clause_end(self.past_that(behind)) };
        let said = if passive { subject.clone() } else { self.past_that(behind)..end };
        let whole = subject.start..r.clause_end(behind).max(end);
        let told = |list: &str, mut within: Tokens| within.any(|i| r.list(list).at(&r.tokens[i..]).is_some());
        let finds =
            r.form(behind, "that") || told("finding", whole.clone()) || told("finder", if passive { whole } else { subject.clone() });
        let cue = if passive { subject.end..behind } else { at..behind };
        if !finds {
            self.push(ScopeKind::Plan, cue.clone(), said.clone());
        }
        self.push(ScopeKind::Denial, cue, said);
    }

    /// A participle after a form of `be`, adverbs between them allowed.
    fn is_passive(&self, at: usize) -> bool {
        let r = self.reading;
        let before = (0..at).rev().find(|&i| !matches!(r.part(i), Adverb | Negator));
        before.is_some_and(|i| r.has("be", i)) && r.verb_form(at) == Some(Past)
    }

    /// The first token of the verb group that ends at `at`.
    fn verb_group(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 && matches!(self.reading.part(start - 1), Auxiliary | Modal | Adverb | Negator) {
            start -= 1;
        }
        start
    }

    /// `rejected reports that …`, `dismissed the allegation`; `dispute that`.
    fn deny_claim(&mut self, at: usize) {
        let r = self.reading;
        let subject = self.subject_before(at);
        if self.is_passive(at) && (subject.start.saturating_sub(4)..subject.end).any(|i| r.has("claim-noun", i)) {
            return self.push(ScopeKind::Denial, subject.end..at + 1, subject);
        }
        let end = r.clause_end(at + 1).min(at + 6);
        let noun = (at + 1..end).find(|&i| r.has("claim-noun", i) && r.part(i) != Gerund);
        match noun {
            Some(noun) if self.has_content(noun) => {
                self.push(ScopeKind::Denial, at..noun + 1, noun + 1..self.content_end(noun + 2));
            }
            Some(noun) => self.push(ScopeKind::Denial, at..at + 1, at + 1..noun + 1),
            None if r.form(at + 1, "that") => self.push(ScopeKind::Denial, at..at + 1, at + 1..self.content_end(at + 2)),
            None if (at + 1..r.clause_end(at + 1)).any(|i| r.form(i, "as") && r.has("false", i + 1)) => {
                self.add(ScopeKind::Denial, Reach::Right, at..at + 1);
            }
            None => {}
        }
    }

    /// A claim with what it claims: `reports that`, `the allegation of`, `rumours about`.
    fn has_content(&self, noun: usize) -> bool {
        self.reading.part(noun + 1) == Relative || ["of", "about", "in"].iter().any(|w| self.reading.form(noun + 1, w))
    }

    /// `baseless claims that …`; `the report was untrue`.
    fn false_claim(&mut self, at: usize) {
        let r = self.reading;
        let noun = (at + 1..(at + 3).min(r.len())).find(|&i| r.has("claim-noun", i));
        if let Some(noun) = noun {
            if self.has_content(noun) {
                self.push(ScopeKind::Denial, at..noun + 1, noun + 1..self.content_end(noun + 2));
            }
            return;
        }
        let subject = self.subject_before(at);
        let of_claim = (subject.start.saturating_sub(4)..subject.end).any(|i| r.has("claim-noun", i));
        if subject.end < at && of_claim && !(subject.end..at).any(|i| r.part(i) == Negator) {
            self.push(ScopeKind::Denial, subject.end..at + 1, subject);
        } else if at > 0 && r.has("claim-noun", at - 1) && r.part(at - 1) == Noun {
            let pointed = at > 1 && matches!(r.part(at - 2), Determiner | Possessive);
            self.push(ScopeKind::Denial, at..at + 1, at - 1 - usize::from(pointed)..at);
        }
    }

    /// The clause before the verb group that ends at `at`: "reports that *the king died* were denied".
    fn subject_before(&self, at: usize) -> Tokens {
        let group = self.verb_group(at);
        self.reading.clause_start(group)..group
    }

    /// The end of the content that starts at `from`, `that` clauses joined by `and` included.
    fn content_end(&self, from: usize) -> usize {
        self.reading.clause_end(from)
    }

    fn add(&mut self, kind: ScopeKind, reach: Reach, cue: Tokens) {
        let r = self.reading;
        if kind == ScopeKind::Negation && self.negates_saying(&cue) {
            return self.push(ScopeKind::Hedge, cue.clone(), cue.end..r.clause_end(self.past_that(cue.end)));
        }
        if kind == ScopeKind::Negation {
            self.exclude(&cue);
        }
        if reach != Reach::Left {
            self.push(kind, cue.clone(), cue.end..self.right_end(&cue));
        }
        if reach != Reach::Right {
            self.push(kind, cue.clone(), r.clause_start(cue.start)..cue.start);
        }
        if kind == ScopeKind::Negation && self.negates_verb_before(&cue) {
            let verb = self.verb_before(cue.start);
            self.push(kind, cue.clone(), verb..cue.start);
        }
    }

    /// A complement's `that` or opening quotation mark does not end the clause.
    fn past_that(&self, mut at: usize) -> usize {
        while matches!(self.reading.part(at), Relative | Open) {
            at += 1;
        }
        at
    }

    /// The end of the clause to the right; of a noun's complement ("calls for calm have failed") its verb is no part, nor of
    /// "a hall without any windows had burnt".
    fn right_end(&self, cue: &Tokens) -> usize {
        let r = self.reading;
        let from = self.past_that(cue.end);
        let end = self.aside_end(cue, self.second_verb(cue, from, r.clause_end(from)));
        if cue.len() > 2 && r.has("favouring", cue.end - 2) && r.form(cue.end - 1, "of") {
            return self.thing_end(from, end);
        }
        let names_a_thing = r.part(cue.start) == Noun && from == cue.end && !r.form(cue.end - 1, "that");
        if !names_a_thing && !r.form(cue.start, "without") {
            return end;
        }
        (from..end).find(|&i| r.part(i).is_finite() && i > 0 && r.part(i - 1) != To).unwrap_or(end)
    }

    /// Where the thing that `in favour of` takes ends: before a verb, or a preposition that tells when ("after consulting", "on Monday").
    fn thing_end(&self, from: usize, end: usize) -> usize {
        let r = self.reading;
        let tells_when = |i: usize| r.part(i) == Preposition && (r.part(i + 1) == Gerund || r.has("day-word", i + 1));
        (from + 1..end).find(|&i| r.part(i).is_finite() || tells_when(i)).unwrap_or(end)
    }

    /// "Do not trust the cabinet and reject its terms", "debunked the rumours and told fans that": a verb joined on after an object is
    /// said outright.
    fn second_verb(&self, cue: &Tokens, from: usize, end: usize) -> usize {
        let r = self.reading;
        let denial = r.has("denial", cue.start) && r.part(from) != Pronoun;
        let joins = |&i: &usize| {
            let denies = denial && !(from..i).any(|j| r.part(j) == Relative || r.part(j).is_verb());
            let verb = r.part(i + 1).is_finite() || denies && r.part(i + 1 + usize::from(r.part(i + 1) == Adverb)).is_finite();
            r.form(i, "and") && r.part(i - 1).is_nominal() && verb && (denies || i > from + 1 && (from..i - 1).any(|j| r.part(j).is_verb()))
        };
        (from + 1..end).find(joins).unwrap_or(end)
    }

    /// The comma that closes an aside which the cue stands in: "the men, even those who do not pray, went".
    fn aside_end(&self, cue: &Tokens, end: usize) -> usize {
        let r = self.reading;
        let opened = (cue.start.saturating_sub(8)..cue.start).rev().find(|&i| matches!(r.part(i), Comma | Stop | Break));
        let aside = opened.is_some_and(|i| r.part(i) == Comma && (i + 1..cue.start).any(|j| r.part(j) == Relative || r.form(j, "that")));
        if aside { (cue.end..end).find(|&i| r.part(i) == Comma).unwrap_or(end) } else { end }
    }

    /// "Has not confirmed that it fell" does not say that it stands.
    fn negates_saying(&self, cue: &Tokens) -> bool {
        let r = self.reading;
        let verb = (cue.end..r.len().min(cue.end + 3)).find(|&i| !matches!(r.part(i), Adverb | Auxiliary | To));
        verb.is_some_and(|i| r.has("not-saying", i) && r.part(i).is_verb())
    }

    /// `detected no breach`: the negated object denies the verb before it.
    fn negates_verb_before(&self, cue: &Tokens) -> bool {
        let r = self.reading;
        r.has("negation-object", cue.start) && cue.len() == 1 && cue.start > 0 && matches!(r.part(cue.start - 1), Past | Verb | Gerund)
    }

    fn verb_before(&self, end: usize) -> usize {
        let mut start = end;
        while start > 0 && self.reading.part(start - 1).is_verb() {
            start -= 1;
        }
        start
    }

    /// Adds a scope, without the `that` or `to` that it begins with.
    fn push(&mut self, kind: ScopeKind, cue: Tokens, mut over: Tokens) {
        let r = self.reading;
        while over.start < over.end && (matches!(r.part(over.start), To | Comma) || r.form(over.start, "that")) {
            over.start += 1;
        }
        let opened = |over: &Tokens| over.clone().any(|i| r.part(i) == Open);
        while over.start < over.end && (r.part(over.end - 1) == Comma || r.part(over.end - 1) == Close && !opened(&over)) {
            over.end -= 1;
        }
        if over.start < over.end {
            self.found.push(Scope { kind, cue, over });
        }
    }

    /// A question covers its sentence up to the mark, or its quotation when it is quoted.
    fn questions(&mut self) {
        let r = self.reading;
        let marks: Vec<usize> = (0..r.len()).filter(|&i| r.tokens[i].span.of(r.text) == "?").collect();
        let mut from = 0;
        for mark in marks {
            let inner = r.tokens[mark].quoted;
            let begins = |&i: &usize| r.part(i) == Stop || (inner && r.part(i) == Open);
            let start = (from..mark).rev().find(begins).map_or(from, |i| i + 1);
            self.push(ScopeKind::Question, mark..mark + 1, start..mark);
            from = mark + 1;
        }
        if from == 0 && r.part(0) == Auxiliary && r.has("question-opener", 0) && r.part(1).begins_phrase() {
            self.push(ScopeKind::Question, 0..1, 1..r.clause_end(1));
        }
    }

    /// "Did not deny" is neither a denial nor an assertion: a hedge, and nothing under it is negated.
    fn undo_denied_denials(&mut self) {
        self.found.sort_by_key(|s| (s.cue.start, s.over.start, s.kind));
        for i in 0..self.found.len() {
            if self.found[i].kind == ScopeKind::Denial
                && let Some(negation) = self.negation_over(i)
            {
                self.found[i].kind = ScopeKind::Hedge;
                let cut = self.found[i].cue.start;
                let over = &mut self.found[negation].over;
                over.end = if over.contains(&cut) { cut } else { over.end };
            }
        }
        self.found.retain(|s| s.over.start < s.over.end);
    }

    /// The negation whose scope holds the denial `found[i]`, or that stands within its verb group ("was not denied").
    fn negation_over(&self, i: usize) -> Option<usize> {
        let denial = &self.found[i].cue;
        let near = self.found.partition_point(|s| s.cue.start + super::part::LONGEST_CLAUSE < denial.start);
        let acts = |s: &Scope| s.over.contains(&(denial.end - 1)) || denial.contains(&s.cue.start);
        (near..self.found.len())
            .take_while(|&n| self.found[n].cue.start < denial.end)
            .find(|&n| self.found[n].kind == ScopeKind::Negation && acts(&self.found[n]))
    }
}

#[cfg(test)]
mod tests {
    use super::ScopeKind::*;
    use super::*;
    use crate::language::testing;

    fn scopes(text: &str) -> Vec<(ScopeKind, String)> {
        let tokens = testing::tokens(text);
        let piece = |r: Tokens| text[tokens[r.start].span.start as usize..tokens[r.end - 1].span.end as usize].to_owned();
        find(text, &tokens, testing::english()).into_iter().map(|s| (s.kind, piece(s.over))).collect()
    }

    pub(super) fn check(cases: &[(&str, ScopeKind, &str)]) {
        let mut failed = Vec::new();
        for (text, kind, over) in cases {
            let found = scopes(text);
            if !found.iter().any(|(k, o)| k == kind && o == over) {
                failed.push(format!("{kind:?} over {over:?} in {text:?}: {found:?}"));
            }
        }
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }

    pub(super) fn check_none(cases: &[(&str, ScopeKind)]) {
        for (text, kind) in cases {
            let found = scopes(text);
            assert!(!found.iter().any(|(k, _)| k == kind), "{kind:?} in {text:?}: {found:?}");
        }
    }

    #[test]
    fn finds_what_is_negated() {
        check(&[
            ("The navy said it did not fire any missiles at Aden or Taiz.", Negation, "fire any missiles at Aden or Taiz"),
            ("“We did not bomb the school,” the general said.", Negation, "bomb the school"),
            ("The jet didn't crash, but it burned.", Negation, "crash"),
            ("No soldier crossed the border.", Negation, "soldier crossed the border"),
            ("Nobody died in the fire.", Negation, "died in the fire"),
            ("None of the hostages was hurt.", Negation, "of the hostages was hurt"),
            ("Neither the mayor nor the police confirmed it.", Negation, "the police confirmed it"),
            ("The ship is no longer at sea.", Negation, "at sea"),
            ("The crew failed to stop the leak.", Negation, "stop the leak"),
            ("The firm declined to sell the mine.", Negation, "sell the mine"),
            ("They left without firing a shot.", Negation, "firing a shot"),
            ("Critics cite a lack of evidence.", Negation, "evidence"),
            ("Rescuers were unable to reach the village.", Negation, "reach the village"),
            ("It never sold arms to rebels because it had none.", Negation, "sold arms to rebels"),
            ("Radar detected no breach of the airspace.", Negation, "breach of the airspace"),
            ("Radar detected no breach of the airspace.", Negation, "detected"),
            ("The bank cannot pay.", Negation, "pay"),
            ("It is believed that the mine collapsed.", Hedge, "the mine collapsed"),
            ("The army has not confirmed that the town fell.", Hedge, "confirmed that the town fell"),
            ("“Nobody will starve,” the minister said.", Negation, "will starve"),
            ("A hall without any windows had burnt.", Negation, "any windows"),
            ("The miners do not trust the owner and reject his terms.", Negation, "trust the owner"),
            ("The firm told its shops, even those that do not sell bread, to close early.", Negation, "sell bread"),
        ]);
    }

    #[test]
    fn ignores_negations_that_negate_nothing() {
        check_none(&[
            ("There is no doubt he won.", Negation),
            ("They fired nothing but flares.", Negation),
            ("No fewer than 30 people died.", Negation),
            ("No, said the mayor.", Negation),
            ("Officials say no.", Negation),
            ("The vote goes ahead whether or not he comes.", Negation),
            ("She is not necessarily the winner.", Negation),
            ("It was not only the army that left.", Negation),
        ]);
    }

    #[test]
    fn finds_what_is_denied() {
        check(&[
            ("The fire chief has ruled out a gas leak as the cause.", Denial, "a gas leak as the cause"),
            ("A gas leak was ruled out as the cause of the fire.", Denial, "A gas leak"),
            ("Police have not ruled out a gas leak.", Hedge, "a gas leak"),
            ("The army denied that it shelled the market.", Denial, "it shelled the market"),
            ("The group denies involvement in the kidnapping.", Denial, "involvement in the kidnapping"),
            ("The claim was denied by the ministry.", Denial, "The claim"),
            ("Officials rejected reports that the bridge had collapsed.", Denial, "the bridge had collapsed"),
            ("The mayor dismissed the allegation.", Denial, "the allegation"),
            ("There is no truth in reports that he resigned.", Denial, "reports that he resigned"),
            ("There is no evidence that the dam leaked.", Denial, "the dam leaked"),
            ("It is not true that she fled.", Denial, "she fled"),
            ("He spread false claims that the vote was rigged.", Denial, "the vote was rigged"),
            ("The report was baseless.", Denial, "The report"),
            ("Kenya denied sending troops and says it left.", Denial, "sending troops"),
            ("Reports that the king died were dismissed by his aides.", Denial, "the king died"),
            ("He called the report false.", Denial, "the report"),
            ("Scientists debunked the story.", Denial, "the story"),
            ("Kyiv dismissed the report as fiction.", Denial, "the report"),
        ]);
        check(&[
            ("Police ruled out arson as the cause of the fire.", Denial, "arson as the cause of the fire"),
            ("The inquiry ruled out that the valve was open.", Denial, "the valve was open"),
            ("Sabotage was ruled out by the inquiry.", Denial, "Sabotage"),
            ("The mayor ruled out foul play.", Denial, "foul play"),
            ("The union ruled out a strike.", Denial, "a strike"),
            ("The union ruled out a strike.", Plan, "a strike"),
            ("The minister has ruled out sending troops.", Plan, "sending troops"),
        ]);
        check_none(&[
            ("Police ruled out arson as the cause of the fire.", Plan),
            ("The mayor ruled out foul play.", Plan),
            ("The runner was ruled out of the final.", Denial),
            ("The judge ruled that the firm must pay.", Denial),
            ("Reporters were denied access to the camp.", Denial),
            ("The suspect was denied bail.", Denial),
            ("The team rejected the offer.", Denial),
        ]);
    }

    #[test]
    fn finds_what_is_excluded() {
        check(&[
            ("Overloading was not the reason the ferry sank, a report found.", Exclusion, "Overloading"),
            ("The inquiry said that overloading was not the reason the ferry sank.", Exclusion, "overloading"),
            ("The weather wasn't to blame for the crash.", Exclusion, "The weather"),
            ("A worn cable has not been the cause, engineers say.", Exclusion, "A worn cable"),
            ("A worn cable was never the immediate cause of the fall.", Exclusion, "A worn cable"),
            ("The crew were not responsible for the leak.", Exclusion, "The crew"),
            ("Fog was no factor in the crash.", Exclusion, "Fog"),
            ("The smugglers were not behind the raid.", Exclusion, "The smugglers"),
            ("Rust was not why the bridge fell.", Exclusion, "Rust"),
            ("A faulty valve played no part in the leak.", Exclusion, "A faulty valve"),
            ("Arson did not play any role in the fire.", Exclusion, "Arson"),
            ("Overloading did not cause the sinking.", Exclusion, "Overloading"),
            ("The tanker sank not because of rust but because of a wave.", Exclusion, "rust"),
            ("The tanker did not sink because of rust but because of a wave.", Exclusion, "rust"),
            ("The tanker did not sink due to rust but owing to a wave.", Exclusion, "rust"),
        ]);
        check_none(&[
            ("Overloading was not the only reason the ferry sank.", Exclusion),
            ("Overloading was not solely to blame for the sinking.", Exclusion),
            ("Overloading was not the main cause.", Exclusion),
            ("The fire did not cause any delay.", Exclusion),
            ("The fire that destroyed the mill was not the cause of the strike.", Exclusion),
            ("The match was not played because of rain.", Exclusion),
            ("The match was not played because of rain, but nobody minded.", Exclusion),
            ("The ferry was not full.", Exclusion),
            ("She was not at the source of the river.", Exclusion),
        ]);
    }

    #[test]
    fn a_denied_denial_is_a_hedge() {
        check(&[
            ("The minister did not deny that talks took place.", Hedge, "talks took place"),
            ("Police could not rule out arson.", Hedge, "arson"),
            ("Police refused to rule out arson.", Hedge, "arson"),
            ("Arson has not been ruled out.", Hedge, "Arson"),
            ("The union has not ruled out a strike.", Hedge, "a strike"),
        ]);
        for text in ["The minister did not deny that talks took place.", "Police cannot rule out arson.", "Arson has not been ruled out."] {
            check_none(&[(text, Denial)]);
        }
        check_none(&[("Police could not rule out arson.", Plan)]);
    }

    #[test]
    fn finds_what_is_hedged() {
        check(&[
            ("The blast may have killed dozens.", Hedge, "have killed dozens"),
            ("The man reportedly fled to Turkey.", Hedge, "fled to Turkey"),
            ("The man reportedly fled to Turkey.", Hedge, "The man"),
            ("The rebels are believed to hold the town.", Hedge, "hold the town"),
            ("These must be approved by the board.", Wish, "be approved by the board"),
            ("It seems the bomb was planted.", Hedge, "the bomb was planted"),
            ("The firm is accused of bribing judges.", Hedge, "bribing judges"),
            ("She is not necessarily the winner.", Hedge, "the winner"),
        ]);
        check_none(&[("The deal was signed in May 2019.", Hedge)]);
    }

    #[test]
    fn finds_wishes_plans_conditions_and_questions() {
        check(&[
            ("Protesters called for the release of prisoners.", Wish, "the release of prisoners"),
            ("He wants the army to leave.", Wish, "the army to leave"),
            ("The union urged workers to strike.", Wish, "workers to strike"),
            ("The state should pay.", Wish, "pay"),
            ("The council voted in favour of the stadium on Monday after asking the town.", Wish, "the stadium"),
            ("The council is in favour of closing the road after dark.", Wish, "closing the road after dark"),
            ("The firm plans to close the mine.", Plan, "close the mine"),
            ("The troops will leave by June.", Plan, "leave by June"),
            ("It is going to rain.", Plan, "rain"),
            ("He vowed to return.", Plan, "return"),
            ("If the talks fail, the war goes on.", Condition, "the talks fail"),
            ("Nobody knows whether the dam broke.", Condition, "the dam broke"),
            ("Did the dam break?", Question, "Did the dam break"),
            ("Will he resign", Plan, "he resign"),
        ]);
        check_none(&[("“Who are you?” he asked them.", Plan), ("The attack was planned.", Wish)]);
    }

    proptest::proptest! {
        #[test]
        fn stays_in_bounds_on_any_text(text in "\\PC{0,80}|([a-z“”\"',.?:;-]{1,6} ){0,30}") {
            let tokens = testing::tokens(&text);
            for scope in find(&text, &tokens, testing::english()) {
                proptest::prop_assert!(scope.over.start < scope.over.end && scope.over.end <= tokens.len());
                proptest::prop_assert!(scope.cue.start < scope.cue.end && scope.cue.end <= tokens.len());
                proptest::prop_assert!(scope.cue.end <= scope.over.start || scope.over.end <= scope.cue.start);
            }
        }
    }
}
