//! The cues of a sentence: verbs and phrases of saying, whose they are, and on which side the words stand.

use super::Manner;
use super::speaker::{can_speak, is_paper, names_somebody};
use crate::language::lists::List;
use crate::language::part::{Part, Reading};
use crate::language::token::Shape;
use crate::language::{Sentence, Tokens};
use Part::*;

/// A verb or phrase of saying with its speaker.
#[derive(Debug, Clone)]
pub(super) struct Cue {
    pub(super) tokens: Tokens,
    pub(super) manner: Manner,
    pub(super) subject: Subject,
    pub(super) content: Content,
    /// The first token of the clause that the cue makes: its speaker or, where it shares one, itself.
    pub(super) anchor: usize,
}

/// The tokens that name the speaker.
#[derive(Debug, Clone)]
pub(super) struct Subject(pub(super) Tokens);

/// On which side of the cue the words stand.
#[derive(Debug, Clone, Copy)]
pub(super) enum Content {
    /// From this token on.
    After(usize),
    /// Up to this token.
    Before(usize),
    /// On both sides, the second part from this token.
    Around(usize),
}

/// The lists of cues, and what they do.
const LISTS: [(&str, Manner); 9] = [
    ("saying", Manner::Assert),
    ("saying-paper", Manner::Assert),
    ("saying-figure", Manner::Assert),
    ("saying-deny", Manner::Deny),
    ("saying-accuse", Manner::Accuse),
    ("saying-praise", Manner::Praise),
    ("saying-criticize", Manner::Criticize),
    ("saying-demand", Manner::Demand),
    ("saying-promise", Manner::Promise),
];

/// The furthest that a speaker's apposition or an adverbial is looked through, in tokens.
const REACH: usize = 30;

/// The furthest that the figure is looked for behind "put", in tokens.
const FIGURED: usize = 12;

/// The cues outside quotations, in order.
pub(super) fn find(reading: &Reading, sentence: &Sentence, quoted: &[bool]) -> Vec<Cue> {
    let finder = Finder::new(reading, sentence);
    let mut found: Vec<Cue> = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        let cue = if quoted.get(at) == Some(&true) { None } else { finder.cue_at(at, &found) };
        at = cue.as_ref().map_or(at + 1, |cue| cue.tokens.end.max(at + 1));
        found.extend(cue);
    }
    found
}

/// Where the clause of `next` begins, if it ends the words that began at `start`: after a comma, a conjunction or a
/// dash. A speaker named without one is part of what is said.
pub(super) fn boundary(r: &Reading, next: &Cue, start: usize) -> Option<usize> {
    if matches!(next.content, Content::Before(_)) && next.anchor > start {
        return None;
    }
    if r.part(next.anchor) == Gerund {
        return Some(next.anchor);
    }
    let from = next.anchor.checked_sub(1)?;
    let lowest = from.saturating_sub(7).max(start);
    let joint = |p: Part| matches!(p, Comma | Coordinator | Break | Subordinator | Close | Stop);
    let mut at = from;
    while at > lowest && !joint(r.part(at)) {
        if r.part(at).is_verb() || r.part(at) == Relative {
            return None;
        }
        at -= 1;
    }
    if !joint(r.part(at)) {
        return None;
    }
    while at > start && (joint(r.part(at - 1)) && r.part(at - 1) != Close || r.part(at - 1) == Adverb) {
        at -= 1;
    }
    Some(if r.part(at) == Close { at + 1 } else { at })
}

struct Finder<'a> {
    r: &'a Reading<'a>,
    lists: [(&'a List, Manner); LISTS.len()],
    numbers: &'a [crate::language::number::Number],
    /// By end position: the start of the longest phrase that ends there.
    ending: Vec<Option<usize>>,
    /// By start position: the ends of the phrase that begins there, its base and its longest reading.
    starting: Vec<Option<(usize, usize)>>,
}

impl<'a> Finder<'a> {
    fn new(r: &'a Reading<'a>, sentence: &'a Sentence) -> Self {
        let mut ending: Vec<Option<usize>> = vec![None; r.len() + 1];
        let mut starting = vec![None; r.len() + 1];
        for phrase in &sentence.phrases {
            for end in [phrase.longest, phrase.tokens.end] {
                let slot = &mut ending[end];
                *slot = Some(slot.map_or(phrase.tokens.start, |s| s.min(phrase.tokens.start)));
            }
            starting[phrase.tokens.start] = Some((phrase.tokens.end, phrase.longest));
        }
        Self { r, lists: LISTS.map(|(name, manner)| (r.list(name), manner)), numbers: &sentence.numbers, ending, starting }
    }

    fn cue_at(&self, at: usize, before: &[Cue]) -> Option<Cue> {
        if self.r.form(at, "according") && self.r.form(at + 1, "to") {
            return self.according(at);
        }
        if let Some(cue) = self.colon(at) {
            return Some(cue);
        }
        if let Some(cue) = self.claim_by(at) {
            return Some(cue);
        }
        let (manner, len) = self.manner(at)?;
        let tokens = at..at + len;
        let cue = match self.r.part(at) {
            Gerund if !self.follows_be(at) => self.participle(tokens, manner, before),
            Past if self.follows_be(at) => self.passive(tokens, manner),
            Past if self.is_reduced(at) => self.reduced(tokens, manner),
            Past | Verb | Gerund => self.finite(tokens, manner, before),
            _ => None,
        }?;
        (self.says_enough(&cue) && !self.is_negated(&cue)).then_some(cue)
    }

    /// A verb that says something only with a clause ("maintains that"), not with a thing ("maintains a party"); of a paper ("records
    /// show"); or with a figure ("puts the toll at nine").
    fn says_enough(&self, cue: &Cue) -> bool {
        let (r, at) = (self.r, cue.tokens.start);
        match cue.content {
            _ if r.has("saying-figure", at) => self.puts_a_figure(cue.tokens.end),
            Content::Before(_) if r.has("saying-paper", at) => is_paper(r, &cue.subject.0),
            Content::After(start) if r.has("saying-paper", at) => self.is_clause(start) && is_paper(r, &cue.subject.0),
            Content::After(start) if r.has("saying-clause", at) => self.is_clause(start),
            _ => !r.has("saying-paper", at),
        }
    }

    /// Whether what is said from `start` on is a clause or a quotation.
    fn is_clause(&self, start: usize) -> bool {
        let r = self.r;
        let marked = start > 0 && (r.form(start - 1, "that") || r.form(start - 1, ":"));
        marked || matches!(r.part(start), Open | Relative | Subordinator) || r.begins_clause(start)
    }

    /// `the number of dead at 12`, `the debt at $40 billion`: a thing and its figure.
    fn puts_a_figure(&self, start: usize) -> bool {
        let r = self.r;
        let window = (start..r.len().min(start + FIGURED)).take_while(|&i| !r.part(i).is_verb() && r.part(i) != Stop);
        let mut at = window.filter(|&i| r.form(i, "at"));
        at.any(|at| (at + 1..r.len().min(at + 4)).any(|i| r.part(i) == Number))
    }

    /// "Did not condemn", "has not confirmed": nobody is held to it. "Did not believe" holds to the contrary, which the
    /// negation's scope tells.
    fn is_negated(&self, cue: &Cue) -> bool {
        let r = self.r;
        let group = self.skip_left(cue.tokens.start)..cue.tokens.start;
        let negator = group.clone().any(|i| r.part(i) == Negator && !r.form(i + 1, "only"));
        let neither = cue.subject.0.start.checked_sub(1).is_some_and(|before| r.has("neither", before));
        (negator || neither) && !r.has("saying-opinion", cue.tokens.start)
    }

    /// `claims made by X`, `a tip, confirmed to us by X,`: a participle with neither subject nor auxiliary.
    fn is_reduced(&self, at: usize) -> bool {
        let r = self.r;
        let after_noun = at > 0 && (r.part(at - 1) == Comma || r.part(at - 1).is_nominal());
        after_noun && (self.is_agent(at + 1) || r.part(at - 1) == Comma && r.part(at + 1) == To)
    }

    /// A `by` before somebody: "said by telephone" tells how.
    fn is_agent(&self, at: usize) -> bool {
        let is_means = self.r.has("by-means", at + 1) && !self.r.tokens[at + 1].capital;
        self.r.form(at, "by") && !is_means
    }

    fn reduced(&self, tokens: Tokens, manner: Manner) -> Option<Cue> {
        let mut cue = self.passive(tokens, manner)?;
        let end = cue.subject.0.end;
        // "Attacks claimed by the rebels hit two towns": the rebels do not say where.
        if self.r.part(end).is_finite() {
            return None;
        }
        if self.r.part(cue.tokens.start - 1) == Comma && self.r.part(end) == Comma {
            cue.content = Content::Around(end + 1);
        }
        Some(cue)
    }

    /// The longest entry of the lists at `at`.
    fn manner(&self, at: usize) -> Option<(Manner, usize)> {
        let tokens = &self.r.tokens[at..];
        if !matches!(self.r.part(at), Past | Verb | Gerund) {
            return None;
        }
        let entries = self.lists.iter().filter_map(|&(list, manner)| Some((manner, list.at(tokens)?)));
        entries.fold(None, |best, entry| if best.is_none_or(|(_, len)| len < entry.1) { Some(entry) } else { best })
    }

    fn follows_be(&self, at: usize) -> bool {
        let before = (0..at).rev().find(|&i| !matches!(self.r.part(i), Adverb | Negator));
        before.is_some_and(|i| self.r.has("be", i) && self.r.part(i) == Auxiliary)
    }

    /// `According to X, Y`; `Y, according to X`.
    fn according(&self, at: usize) -> Option<Cue> {
        let named = self.phrase_from(at + 2)?;
        let source = named.start..self.attached_end(named.end);
        let after = self.past_aside(source.end);
        let leads = at == 0 || self.r.part(at - 1) != Comma && self.r.part(at - 1) != Close && self.r.clause_start(at) == at;
        let resumes = after > source.end && matches!(self.r.part(after), Past | Verb | Auxiliary | Modal | Preposition | To);
        let content = match () {
            () if leads && after < self.r.len() => Content::After(after),
            () if resumes => Content::Around(after),
            () => Content::Before(at),
        };
        Some(Cue { tokens: at..at + 2, manner: Manner::Assert, subject: Subject(source), content, anchor: at })
    }

    /// `a statement by the governor,`: up to the comma, over prepositional phrases; `documents seen by the Gazette`.
    fn attached_end(&self, end: usize) -> usize {
        let r = self.r;
        if r.part(end) == Past && r.form(end + 1, "by") {
            return self.phrase_from(end + 2).map_or(end, |agent| agent.end);
        }
        let comma = (end..r.len().min(end + 12)).find(|&i| !matches!(r.part(i), Preposition | Genitive) && !r.part(i).begins_phrase());
        comma.filter(|&i| r.part(end) == Preposition && r.part(i) == Comma).unwrap_or(end)
    }

    /// One past the comma at `comma`, or past the next one where `who` or `which` stands between them.
    fn past_aside(&self, comma: usize) -> usize {
        let r = self.r;
        if r.part(comma) != Comma {
            return comma;
        }
        let next = (comma + 1..r.len().min(comma + REACH)).find(|&i| r.part(i) == Comma);
        next.filter(|_| r.part(comma + 1) == Relative).unwrap_or(comma) + 1
    }

    /// `A claim made by X that Y`, `claims by X that Y`.
    fn claim_by(&self, at: usize) -> Option<Cue> {
        let r = self.r;
        if !r.has("claim-noun", at) {
            return None;
        }
        let by = at + 1 + usize::from(r.form(at + 1, "made"));
        let source = self.phrase_from(by + 1).filter(|_| self.is_agent(by))?;
        let that = source.end;
        (r.form(that, "that") && r.part(that) == Relative).then(|| Cue {
            tokens: at..by + 1,
            manner: Manner::Assert,
            subject: Subject(source),
            content: Content::After(that + 1),
            anchor: at,
        })
    }

    /// `The mayor: “We are ready.”`
    fn colon(&self, at: usize) -> Option<Cue> {
        let r = self.r;
        let start = self.ending[at].filter(|&start| r.form(at, ":") && start == 0)?;
        let titled = r.has("person-noun", at - 1) || r.has("group-noun", at - 1);
        if r.part(at + 1) != Open && !(titled && r.part(at + 1).begins_phrase() && r.begins_clause(at + 1)) {
            return None;
        }
        Some(Cue {
            tokens: at..at + 1,
            manner: Manner::Assert,
            subject: Subject(start..at),
            content: Content::After(at + 1),
            anchor: start,
        })
    }

    /// `…, adding that Y`; `released a statement claiming that Y`: the subject of the clause before.
    fn participle(&self, tokens: Tokens, manner: Manner, before: &[Cue]) -> Option<Cue> {
        let at = tokens.start;
        if !self.can_follow(at) {
            return None;
        }
        let subject = match (self.shown(at), before.last()) {
            (Some(shown), _) => shown,
            (None, Some(cue)) => cue.subject.0.clone(),
            (None, None) => self.subject_of_clause(at)?,
        };
        let start = self.content_start(&tokens);
        let said = manner != Manner::Assert || self.opens_content(start);
        said.then_some(Cue { tokens, manner, subject: Subject(subject), content: Content::After(start), anchor: at })
    }

    /// `a video that shows the chief laughing it off`, `quoted an officer as saying`: who is seen or heard to say it.
    fn shown(&self, at: usize) -> Option<Tokens> {
        let end = at - usize::from(self.r.form(at - 1, "as"));
        let start = self.ending[end]?;
        let shows = start.checked_sub(1).is_some_and(|verb| self.r.part(verb).is_verb() && self.r.has("showing", verb));
        shows.then_some(start..end)
    }

    /// Whether a participle at `at` goes on with a clause, rather than being the object of a verb ("likes saying").
    fn can_follow(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1) else { return false };
        let part = self.r.part(before);
        let takes_it = part.is_verb() || matches!(part, Preposition | To | Determiner | Possessive | Adjective | Negator | Genitive);
        !takes_it || self.r.has("participle-preposition", before)
    }

    /// The subject of the clause that `at` continues: of a verb to the left whose clause stands on its own, the nearest
    /// first, else of the nearest verb.
    fn subject_of_clause(&self, at: usize) -> Option<Tokens> {
        let heads_group = |&i: &usize| {
            let before = self.skip_left(i).checked_sub(1).map(|i| self.r.part(i));
            self.r.part(i).is_finite() && before.is_some_and(|p| p != To && !p.is_verb())
        };
        let verbs = (at.saturating_sub(2 * REACH)..at).rev().filter(|&i| !self.r.tokens[i].quoted).filter(heads_group);
        let subjects: Vec<Tokens> = verbs.take(8).filter_map(|verb| self.subject_left(verb)).collect();
        subjects.iter().find(|s| self.is_main(s.start)).or(subjects.first()).cloned()
    }

    /// Whether a clause that begins at `start` is no part of another: after a mark, a conjunction or an adverb.
    fn is_main(&self, start: usize) -> bool {
        start == 0 || matches!(self.r.part(start - 1), Comma | Coordinator | Adverb | Stop | Break | Close)
    }

    /// `was described by X as Y`, `was quoted as saying`; without a `by` nobody is held to it.
    fn passive(&self, tokens: Tokens, manner: Manner) -> Option<Cue> {
        let r = self.r;
        let by = (tokens.end..r.len().min(tokens.end + 6)).take_while(|&i| !r.part(i).is_verb()).find(|&i| self.is_agent(i))?;
        let source = self.phrase_from(by + 1)?;
        let rest = source.end;
        let start = if r.part(rest) == Relative { rest + 1 } else { rest };
        let goes_on = rest < r.len() && !matches!(r.part(rest), Stop | Comma | Close | Coordinator | Break);
        let content = if goes_on { Content::Around(start) } else { Content::Before(tokens.end) };
        Some(Cue { anchor: tokens.start, tokens, manner, subject: Subject(source), content })
    }

    fn finite(&self, tokens: Tokens, manner: Manner, before: &[Cue]) -> Option<Cue> {
        let at = tokens.start;
        // "Has gone missing, believed stolen": by nobody that is named.
        let by_nobody = self.r.part(at) == Past && self.r.part(at + 1) == Past && at > 0 && self.r.part(at - 1) == Comma;
        if self.is_infinitive(at) || by_nobody {
            return None;
        }
        if let Some(source) = self.subject_right(&tokens) {
            return self.inverted(tokens, manner, source);
        }
        let source = self.subject_left(at);
        let shared = source.is_none();
        let source = source.or_else(|| self.shared(at, before))?;
        let first = if shared { at } else { self.first_of(&source) };
        let start = self.content_start(&tokens);
        let content = self.side(&tokens, manner, &source, first, start)?;
        Some(Cue { tokens, manner, subject: Subject(source), content, anchor: first })
    }

    /// Where what names a speaker begins: of `the operator, Tarnline, said` before the operator.
    fn first_of(&self, source: &Tokens) -> usize {
        let r = self.r;
        let Some(comma) = source.start.checked_sub(1).filter(|&i| r.part(i) == Comma && r.part(source.end) == Comma) else {
            return source.start;
        };
        self.ending[comma].filter(|&head| head > 0 && matches!(r.part(head - 1), Comma | Close)).unwrap_or(source.start)
    }

    fn is_infinitive(&self, at: usize) -> bool {
        let r = self.r;
        let chained = |i: usize| matches!(r.part(i), Adverb | Comma | Coordinator) || r.part(i) == Verb && i + 1 < at;
        let before = (at.saturating_sub(8)..at).rev().find(|&i| !chained(i));
        let direct = (0..at).rev().find(|&i| r.part(i) != Adverb);
        before.is_some_and(|i| r.part(i) == To && (direct == Some(i) || matches!(r.part(i + 1), Verb | Adverb)) && r.part(at) == Verb)
    }

    /// `X denied it and said …`: the subject of the clause that the conjunction continues.
    fn shared(&self, at: usize, before: &[Cue]) -> Option<Tokens> {
        let joint = self.skip_left(at);
        if joint == 0 || !matches!(self.r.part(joint - 1), Coordinator | Comma) {
            return None;
        }
        match before.last() {
            Some(cue) => Some(cue.subject.0.clone()),
            None => self.subject_of_clause(joint - 1),
        }
    }

    /// `“…,” said X`; `…, said X, a doctor.` The phrase after the cue, when its clause has no verb of its own.
    fn subject_right(&self, tokens: &Tokens) -> Option<Tokens> {
        let r = self.r;
        let before = tokens.start.checked_sub(1)?;
        if !matches!(r.part(before), Close | Comma) || !r.has("inverting", tokens.start) {
            return None;
        }
        let source = self.phrase_from(tokens.end).filter(|source| can_speak(r, source, true))?;
        // "Say they never left": a verb of its own behind an adverb.
        let next = (source.end..r.len()).find(|&i| !matches!(r.part(i), Adverb | Negator)).unwrap_or(source.end);
        let free = !r.part(next).is_finite() && !matches!(r.part(source.end), To | Relative | Open);
        (free || r.part(source.end) == Relative && r.form(source.end, "who")).then_some(source)
    }

    fn inverted(&self, tokens: Tokens, manner: Manner, source: Tokens) -> Option<Cue> {
        let again = source.end + usize::from(matches!(self.r.part(source.end), Comma | Break));
        let content = if again > source.end && self.r.part(again) == Open { Content::Around(again) } else { Content::Before(tokens.start) };
        Some(Cue { anchor: tokens.start, tokens, manner, subject: Subject(source), content })
    }

    /// After or before: words that go on after the cue, else those before a comma or quotation mark.
    fn side(&self, tokens: &Tokens, manner: Manner, source: &Tokens, first: usize, start: usize) -> Option<Content> {
        let r = self.r;
        let first = first.min(tokens.start);
        if source.start > 0 && r.part(source.start - 1) == Relative && r.part(tokens.end).is_finite() {
            // "A stadium which the club says will open".
            return Some(Content::After(tokens.end));
        }
        let introduced = first > 0 && matches!(r.part(first - 1), Comma | Close) && self.has_words_before(first - 1);
        let quote_after = r.part(start) == Open && start > tokens.end && r.part(start - 1) == Comma;
        if first > 0 && !introduced && r.part(first - 1) == Comma && r.part(tokens.end) == Comma {
            return Some(Content::Around(tokens.end + 1));
        }
        if first > 0
            && r.part(first - 1) == Close
            && let Some(again) = self.quote_again(tokens.end)
        {
            return Some(Content::Around(again));
        }
        if introduced && quote_after && (r.part(first - 1) == Close || first > 1 && r.part(first - 2) == Close) {
            return Some(Content::Around(start));
        }
        let quote_before = first > 0 && r.part(first - 1) == Close && r.part(start) != Open;
        if introduced && quote_before && !r.begins_clause(start) && !(start > 0 && r.form(start - 1, "that")) {
            return Some(Content::Before(first));
        }
        if self.opens_content(start) || manner != Manner::Assert && r.part(start) != Stop && start < r.len() && r.part(start) != Comma {
            return Some(Content::After(start));
        }
        introduced.then_some(Content::Before(first))
    }

    /// `said in a video, “…`: where a quotation that the cue interrupts goes on.
    fn quote_again(&self, from: usize) -> Option<usize> {
        let r = self.r;
        let comma = |&i: &usize| r.part(i) == Comma || r.part(i) == Open;
        let at = (from..r.len().min(from + 16)).find(|i| comma(i) || self.manner(*i).is_some())?;
        (r.part(at) == Comma && r.part(at + 1) == Open).then_some(at + 1)
    }

    /// Whether something that can be said stands before `end`: a verb or a quotation.
    fn has_words_before(&self, end: usize) -> bool {
        (0..end).rev().take(3 * REACH).any(|i| self.r.part(i).is_finite() || self.r.tokens[i].quoted)
    }

    /// Whether words that are said can begin at `start`: `that`, a quotation, a phrase, a question word.
    fn opens_content(&self, start: usize) -> bool {
        let r = self.r;
        let told = start > 0 && (r.form(start - 1, "that") || r.form(start - 1, ":"));
        let quantity = || r.list("quantity-opening").at(&r.tokens[start..]).is_some();
        let opens = |part: Part| matches!(part, Open | Relative | Subordinator | Gerund) || part.begins_phrase();
        // "Claimed to have reached a deal".
        let to_have = r.part(start) == To && r.form(start + 1, "have");
        start < r.len() && (told || to_have || opens(r.part(start)) || quantity() || r.begins_clause(start))
    }

    /// The first token of what is said: past the person addressed, adverbials, `that` and a colon.
    fn content_start(&self, cue: &Tokens) -> usize {
        let r = self.r;
        let mut at = cue.end;
        while r.part(at) == Adverb && r.part(at + 1) != Auxiliary {
            at += 1;
        }
        if r.has("addressed", cue.start)
            && let Some((base, _)) = self.starting[at.min(r.len())]
        {
            at = base;
        }
        if r.has("day-word", at) {
            at += 1;
        } else if ["this", "last"].iter().any(|word| r.form(at, word)) && r.has("time-noun", at + 1) {
            at += 2;
        }
        if r.part(at) == Comma && r.part(at + 1) == Open {
            return at + 1;
        }
        if matches!(r.part(at), Preposition | To | Comma | Adverb | Break) && cue.len() == 1 {
            at = self.marker_ahead(at).unwrap_or_else(|| self.clause_ahead(at));
        }
        if r.form(at, "that") && r.part(at) == Relative { at + 1 } else { at }
    }

    /// `on Tuesday that`, `in a letter: “`: the mark of what is said behind prepositional phrases.
    fn marker_ahead(&self, at: usize) -> Option<usize> {
        let r = self.r;
        let window = at..r.len().min(at + 16);
        let marks = |&i: &usize| r.form(i, "that") && r.part(i) == Relative || r.part(i) == Open || r.form(i, ":");
        let describes = |i: usize| r.part(i) == Gerund && self.manner(i).is_none() || r.part(i) == Past && r.part(i - 1) == Noun;
        let passes = |i: &usize| (!r.part(*i).is_verb() || describes(*i)) && r.part(*i) != Stop;
        let mark = window.take_while(passes).find(marks)?;
        Some(if r.form(mark, ":") { mark + 1 } else { mark })
    }

    /// `on Monday he would go`: the clause behind at most two prepositional phrases, else `at`.
    fn clause_ahead(&self, at: usize) -> usize {
        let mut next = at;
        for _ in 0..2 {
            let Some((base, _)) = self.starting[(next + 1).min(self.r.len())].filter(|_| self.r.part(next) == Preposition) else { break };
            if self.r.part(base).begins_phrase() && self.r.begins_clause(base) {
                return base;
            }
            next = base;
        }
        at
    }

    /// The phrase that begins at `at`, over attachments and coordination.
    fn phrase_from(&self, at: usize) -> Option<Tokens> {
        let (base, longest) = *self.starting.get(at)?.as_ref()?;
        let mut end = longest.max(base);
        // `Maj. Gen. Marco Ruel`, `millnews.com`.
        while self.r.is_inner_stop(end)
            && let Some((_, rest)) = self.starting[(end + 1).min(self.r.len())]
        {
            end = rest;
        }
        if self.r.form(end, "and")
            && let Some((_, next)) = self.starting[(end + 1).min(self.r.len())]
            && !self.r.part(next).is_finite()
        {
            end = next;
        }
        Some(at..end)
    }

    /// Left over what may stand between a subject and its verb: adverbs, auxiliaries, days, dates.
    fn skip_left(&self, at: usize) -> usize {
        let r = self.r;
        let mut end = at;
        while end > 0 {
            let i = end - 1;
            let time = r.has("day-word", i) && end > 1 || r.part(i) == Preposition && r.has("day-word", end) || self.is_of_date(i);
            if !matches!(r.part(i), Adverb | Auxiliary | Modal | Negator) && !time {
                break;
            }
            end -= 1;
        }
        end
    }

    /// Left over the auxiliaries and adverbs of the verb at `at`.
    fn skip_auxiliaries(&self, at: usize) -> usize {
        let joins = |i: &usize| matches!(self.r.part(*i), Adverb | Auxiliary | Modal | Negator);
        (0..at).rev().take_while(joins).last().unwrap_or(at)
    }

    /// The `17` of `Oct. 17`, and the full stop before it.
    fn is_of_date(&self, at: usize) -> bool {
        let r = self.r;
        let month = |at: Option<usize>| at.is_some_and(|at| r.has("day-word", at));
        match r.part(at) {
            Number => month(at.checked_sub(1)) || at > 0 && r.part(at - 1) == Stop && month(at.checked_sub(2)),
            Stop => r.part(at + 1) == Number && month(at.checked_sub(1)),
            _ => false,
        }
    }

    /// Left over a bracket: `Duncan Hall (53) said`.
    fn past_bracket(&self, end: usize) -> usize {
        let r = self.r;
        let close = end.checked_sub(1).filter(|&i| r.form(i, ")"));
        let open = close.and_then(|close| (close.saturating_sub(REACH)..close).rev().find(|&i| r.form(i, "(")));
        open.filter(|&open| open > 0).unwrap_or(end)
    }

    /// The subject to the left of the verb at `at`.
    fn subject_left(&self, at: usize) -> Option<Tokens> {
        let r = self.r;
        let mut end = self.past_bracket(self.skip_left(at));
        // "Anton Ruel himself has said".
        if end > 1 && r.has("reflexive", end - 1) {
            end = self.skip_left(end - 1);
        }
        if end > 0
            && r.has("time-noun", end - 1)
            && let Some(start) = self.ending[end].filter(|&start| start > 0)
        {
            end = self.skip_left(start);
        }
        match end.checked_sub(1).map(|i| r.part(i))? {
            Comma | Break => self.before_apposition(end - 1),
            Relative if r.form(end - 1, "who") || r.form(end - 1, "which") || r.form(end - 1, "that") => self.before_relative(end - 1),
            Close => self.phrase_ending(end).or_else(|| self.phrase_ending(end - 1)),
            // "A study published on Monday found".
            Past if end < at && self.ending[end - 1].is_some() => Some(self.ending[end - 1]?..self.skip_auxiliaries(at)),
            _ => self.before_clause_with_who(end).or_else(|| self.phrase_ending(end)),
        }
    }

    /// The phrase that ends at `end`: over its attachments, its coordination, and an apposition that has no second comma.
    fn phrase_ending(&self, end: usize) -> Option<Tokens> {
        let r = self.r;
        let mut start = self.ending[end]?;
        for _ in 0..3 {
            let Some(link) = start.checked_sub(1) else { break };
            match (r.part(link), self.ending[link]) {
                (Preposition, Some(head)) if r.has("attaching", link) => start = head,
                (Coordinator, Some(head)) if r.form(link, "and") && !self.is_object(head) => start = head,
                _ => break,
            }
        }
        start = self.counted_head(self.whole_name(start));
        if let Some(head) = self.relative_head(start) {
            return Some(head);
        }
        if let Some(head) = self.described_head(start) {
            return Some(self.described_head(head).unwrap_or(head)..end);
        }
        if start > 1 && r.part(start - 1) == Comma && self.is_role(start) {
            let name = self.ending[start - 1].filter(|&name| r.part(name) == Name && r.part(start - 2) == Name && self.is_main(name));
            return Some(name.map_or(start..end, |name| name..start - 1));
        }
        (!self.is_object(start)).then_some(start..end)
    }

    /// What belongs to the name of a phrase that begins at `start`, and stands before it: titles with a full stop (`Army Col. Marco Ruel`), a
    /// domain (`news.millnews.com`), a short name in brackets (`the Sela Guard (SG) fighters`), a noun (`the operator Tarnline`).
    fn whole_name(&self, start: usize) -> usize {
        let r = self.r;
        let mut start = start;
        while let Some(before) = start.checked_sub(1).filter(|&i| r.is_inner_stop(i)) {
            let noun = |at: usize| matches!(r.part(at), Name | Noun | Adjective) && !r.has("day-word", at);
            let word = |at: usize| noun(at) && r.tokens[at].capital && r.tokens[at].shape == Shape::Word;
            let rank = || before > 1 && word(before - 2);
            start = before - 1 - usize::from(!r.touches_both(before) && rank());
        }
        let Some(before) = start.checked_sub(1) else { return start };
        let head = match r.part(before) {
            _ if r.form(before, ")") => self.before_short_name(start),
            Noun if r.part(start) == Name && names_somebody(r, before) => self.ending[start].filter(|&head| r.part(head) == Determiner),
            _ => None,
        };
        let is_free = |head: usize| head == 0 || matches!(r.part(head - 1), Comma | Close | Break | Coordinator | Relative | Adverb);
        head.filter(|&head| is_free(head)).unwrap_or(start)
    }

    /// The phrase before `(SG)`.
    fn before_short_name(&self, start: usize) -> Option<usize> {
        let open = start.checked_sub(3).filter(|&open| self.r.form(open, "(") && self.r.tokens[open + 1].shape == Shape::Acronym)?;
        self.ending[open]
    }

    /// `An official who sat in the back said`: the phrase before `who`, where no comma stands between.
    fn before_clause_with_who(&self, end: usize) -> Option<Tokens> {
        let r = self.r;
        let mut inside = (end.saturating_sub(REACH)..end).rev().take_while(|&i| !matches!(r.part(i), Comma | Stop | Break));
        let who = inside.find(|&i| r.form(i, "who"))?;
        let mut verbs = (who + 1..end).filter(|&i| r.part(i).is_finite());
        // "Those who say the mayor left said": whoever the last verb is of cannot be told.
        let does = verbs.next().is_some_and(|verb| self.manner(verb).is_none());
        self.before_relative(who).filter(|_| does)
    }

    /// `One of its officers`: a number with `of` behind it has no phrase of its own.
    fn counted_head(&self, start: usize) -> usize {
        let r = self.r;
        let of = start.checked_sub(1).filter(|&of| r.form(of, "of"));
        let count = |of: usize| {
            let one = of.checked_sub(1).filter(|&one| r.form(one, "one"));
            self.numbers.iter().find(|n| n.tokens.end == of).map(|n| n.tokens.start).or(one)
        };
        of.and_then(count).unwrap_or(start)
    }

    /// `a senior in …`, `the head of …`: begins with an article.
    fn is_role(&self, start: usize) -> bool {
        ["a", "an", "the"].iter().any(|w| self.r.form(start, w))
    }

    /// Whether the phrase is what a verb or preposition before it takes, and so no subject.
    fn is_object(&self, start: usize) -> bool {
        let opens_clause = start > 0 && self.r.has("clause-preposition", start - 1);
        start > 0 && matches!(self.r.part(start - 1), Preposition | To) && !opens_clause
    }

    /// `the bloc which is led by Badr hailed`: the verb's subject is the phrase before `which`.
    fn relative_head(&self, start: usize) -> Option<Tokens> {
        let r = self.r;
        // "Doctors who treated the pupils said".
        let doing = start.checked_sub(1).filter(|&i| r.part(i).is_finite() && self.manner(i).is_none()).map(|i| self.skip_left(i));
        if let Some(relative) = doing.and_then(|i| i.checked_sub(1)).filter(|&i| r.form(i, "who")) {
            return self.before_relative(relative);
        }
        if !self.is_object(start) {
            return None;
        }
        let window = start.saturating_sub(12)..start;
        let relative = window.rev().find(|&i| r.part(i) == Relative || r.part(i) == Stop).filter(|&i| r.part(i) == Relative)?;
        let verbs = (relative..start).any(|i| r.part(i).is_finite());
        if !verbs { None } else { self.before_relative(relative) }
    }

    /// `A source close to the minister told`, `the bloc led by Nouri said`, `doctors treating the pupils said`: a finite verb right after
    /// such a phrase is the head's.
    fn described_head(&self, start: usize) -> Option<usize> {
        let r = self.r;
        if let Some(doing) = start.checked_sub(1).filter(|&i| r.part(i) == Gerund && self.manner(i).is_none() && !self.follows_be(i)) {
            return self.ending[doing].filter(|&head| !self.is_object(head));
        }
        // "A man claiming to be the chief".
        if start > 3 && r.form(start - 1, "be") && r.part(start - 2) == To && r.part(start - 3) == Gerund {
            return self.ending[start - 3];
        }
        let link = start.checked_sub(1).filter(|&i| i > 1 && matches!(r.part(i), Preposition | To))?;
        // "The film being shot in Sela".
        if r.part(link - 1) == Past && link > 2 && r.form(link - 2, "being") {
            return self.ending[link - 2];
        }
        let described = matches!(r.part(link - 1), Past | Gerund | Adjective) && !self.follows_be(link - 1);
        self.ending[link - 1].filter(|_| described)
    }

    fn before_relative(&self, relative: usize) -> Option<Tokens> {
        let end = relative - usize::from(relative > 0 && self.r.part(relative - 1) == Comma);
        Some(self.ending[end]?..end).filter(|_| end > 0)
    }

    /// `X, a spokesman for Z, said`: the phrase before the first comma of the apposition that ends at `comma`.
    fn before_apposition(&self, comma: usize) -> Option<Tokens> {
        let r = self.r;
        let mut close = comma;
        let mut described = None;
        for _ in 0..4 {
            // The full stop of "R-Calif.," ends nothing.
            let ends = |i: usize| r.part(i) == Stop && i + 1 < close;
            let open = (close.saturating_sub(REACH)..close).rev().find(|&i| matches!(r.part(i), Comma | Break) || ends(i))?;
            if r.part(open) == Stop || !self.is_aside(open + 1..close) {
                return described;
            }
            let subject = self.phrase_ending(open).filter(|s| s.start == 0 || !matches!(r.part(s.start - 1), Preposition | To));
            if close == comma && subject.as_ref().is_some_and(|s| r.part(s.end - 1) != Name) && self.is_name(open + 1..close) {
                // A given name alone may be anybody's: "his brother, Omar".
                let start = if close - open > 2 { open + 1 } else { subject.map_or(open + 1, |s| s.start) };
                return Some(start..close);
            }
            match subject {
                Some(s) if self.is_role(s.start) && s.start > 0 && r.part(s.start - 1) == Comma => described = described.or(Some(s)),
                Some(s) => return Some(s),
                None if described.is_some() => return described,
                None => {}
            }
            close = open;
        }
        described
    }

    /// Whether some tokens are one name: `Mira Ruel` of `the first lady, Mira Ruel, said`.
    fn is_name(&self, inner: Tokens) -> bool {
        self.ending[inner.end] == Some(inner.start) && inner.into_iter().all(|i| self.r.part(i) == Name)
    }

    /// What can stand between commas after a name: a clause with `who`, a participle, a phrase without a verb.
    fn is_aside(&self, inner: Tokens) -> bool {
        let r = self.r;
        let opener = inner.start;
        matches!(r.part(opener), Relative | Past | Gerund | Preposition | To | Adverb)
            || r.form(opener, "whose")
            || !inner.into_iter().any(|i| r.part(i).is_finite())
    }
}
