//! One automaton for the patterns of all rules, run over the tokens of one sentence.
//!
//! A position automaton in the manner of Thompson and Pike: all threads move forward together, one token at a time;
//! nothing backtracks. A slot moves a thread past a noun phrase, number or date that the reading of the sentence already
//! found. The words of the sentence decide which parts are run at all ([`super::prefilter`]), and no thread is kept that the
//! token before it cannot move.

use super::entries::Entries;
use super::pattern::{Fill, Slot};
use super::prefilter::{Met, Needed, Prefilter};
use crate::language::Sentence;
use crate::language::lexicon::{Class, Lexicon, Word};
use crate::language::number::NumberKind;
use crate::language::token::{Shape, Token};
use rustc_hash::FxHashSet;
use std::ops::{BitOr, Range};
use std::sync::Arc;

/// The number of a part: one ordered piece of a pattern, between `&` and `!`.
pub(crate) type PartId = u32;
type StateId = u32;

/// One state and where it leads.
#[derive(Debug)]
enum State {
    /// Takes one token.
    Word(Literal, StateId),
    /// Takes a span that fills a slot.
    Slot(u16, Fill, StateId),
    /// Takes an entry of a list, which fills a slot.
    Entry(u16, Arc<Entries>, StateId),
    /// Takes the `'s` of an owner.
    Owner(StateId),
    /// What is left of a gap of so many words that is used up: leads on, and takes the comma that closes an aside for nothing.
    UsedUp(usize, StateId),
    /// A gap: leads to the first state, or takes one token that does not end a clause and leads to the second, the rest of the
    /// gap. Marks are taken for nothing.
    Gap(StateId, StateId),
    /// Leads to several states at once.
    Split(Box<[StateId]>),
    /// A part has matched.
    Accept(PartId),
}

/// What one token must be.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Literal {
    /// Any form of one of these lemmas (sorted).
    Lemma(Box<[Word]>),
    /// Exactly one of these forms (sorted).
    Form(Box<[Word]>),
    /// This acronym, in capitals.
    Acronym(Word),
}

impl Literal {
    /// Whether a token is one of its words.
    pub(crate) fn takes(&self, token: &Token) -> bool {
        match self {
            Self::Lemma(words) => token.lemmas.iter().any(|w| *w != Word::NONE && words.binary_search(w).is_ok()),
            Self::Form(words) => words.binary_search(&token.word()).is_ok(),
            Self::Acronym(word) => token.shape == Shape::Acronym && token.word() == *word,
        }
    }

    pub(super) fn words(&self) -> &[Word] {
        match self {
            Self::Lemma(words) | Self::Form(words) => words,
            Self::Acronym(word) => std::slice::from_ref(word),
        }
    }
}

/// A piece of a part whose words, lists and slots have been resolved.
#[derive(Debug, Clone, Hash)]
pub(crate) enum Piece {
    /// One token.
    Word(Literal),
    /// A slot, by its number within the rule.
    Slot(u16, Fill),
    /// A slot that an entry of a list fills.
    Entry(u16, Arc<Entries>),
    /// The `'s` of an owner.
    Owner,
    /// Up to so many words.
    Gap(usize),
    /// One of these.
    Any(Vec<Piece>),
    /// One after the other.
    Sequence(Vec<Piece>),
    /// This or nothing.
    Optional(Box<Piece>),
}

impl Piece {
    /// Where it can end if it begins at a token, each place once. `filled` tells it of what fills slots.
    pub(super) fn ends(&self, tokens: &[Token], at: usize, filled: &dyn Fn(&Self, usize) -> Vec<usize>) -> Vec<usize> {
        once(match self {
            Self::Word(literal) => tokens.get(at).filter(|token| literal.takes(token)).map(|_| at + 1).into_iter().collect(),
            Self::Owner => tokens.get(at).filter(|token| is_owner(token)).map(|_| at + 1).into_iter().collect(),
            Self::Slot(..) | Self::Entry(..) => filled(self, at),
            Self::Gap(words) => (at..=(at + words).min(tokens.len())).collect(),
            Self::Any(pieces) => pieces.iter().flat_map(|piece| piece.ends(tokens, at, filled)).collect(),
            Self::Sequence(pieces) => pieces.iter().fold(vec![at], |starts, piece| {
                // Several ways lead to one place, and more with every gap.
                once(starts.into_iter().flat_map(|start| piece.ends(tokens, start, filled)).collect())
            }),
            Self::Optional(piece) => piece.ends(tokens, at, filled).into_iter().chain([at]).collect(),
        })
    }

    /// The words that it can begin with; `None` where it can begin with something else.
    pub(super) fn first_words(&self) -> Option<Vec<Word>> {
        match self {
            Self::Word(literal) => Some(literal.words().to_vec()),
            Self::Any(pieces) => pieces.iter().map(Self::first_words).collect::<Option<Vec<_>>>().map(|words| words.concat()),
            Self::Sequence(pieces) => pieces.first().filter(|first| !first.can_be_empty())?.first_words(),
            _ => None,
        }
    }

    /// Whether it can match without taking a token.
    pub(crate) fn can_be_empty(&self) -> bool {
        match self {
            Self::Word(_) | Self::Slot(..) | Self::Entry(..) | Self::Owner => false,
            Self::Gap(_) | Self::Optional(_) => true,
            Self::Any(pieces) => pieces.iter().any(Self::can_be_empty),
            Self::Sequence(pieces) => pieces.iter().all(Self::can_be_empty),
        }
    }
}

/// Places in order, each once.
fn once(mut places: Vec<usize>) -> Vec<usize> {
    places.sort_unstable();
    places.dedup();
    places
}

/// The patterns of all rules as one automaton.
#[derive(Debug, Default)]
pub(crate) struct Automaton {
    states: Vec<State>,
    /// For each state, what a token must have one of, or begin, for a thread there to live: see [`Signs`].
    signs: Vec<Signs>,
    /// How many ways lead to each state. Where there are several, threads may meet.
    ways: Vec<u8>,
    /// The first state of each part.
    parts: Vec<StateId>,
    prefilter: Prefilter,
    /// What entries of lists that fill slots are called.
    labels: Vec<String>,
}

/// One part of a pattern, to be added.
#[derive(Debug)]
pub(crate) struct NewPart {
    /// What it matches; never nothing.
    pub(crate) piece: Piece,
    /// Whether it stands behind `!`.
    pub(crate) absent: bool,
}

impl Automaton {
    /// Adds the parts of one pattern, and returns their numbers. No piece must be able to match nothing.
    pub(crate) fn add(&mut self, parts: &[NewPart], lexicon: &Lexicon) -> Range<PartId> {
        let first = self.next_part();
        let needed: Vec<Vec<Needed>> = parts.iter().map(|part| Needed::of(&part.piece, lexicon)).collect();
        // Where one part of a pattern cannot match, it does not matter what the others do.
        let present: Vec<Needed> = parts.iter().zip(&needed).filter(|(part, _)| !part.absent).flat_map(|(_, n)| n.clone()).collect();
        for (part, own) in parts.iter().zip(&needed) {
            debug_assert!(!part.piece.can_be_empty(), "a part that matches nothing would match everywhere");
            self.prefilter.add(if part.absent { own } else { &[] }, &present);
            let accept = self.push(State::Accept(self.next_part()));
            let state = self.build(&part.piece, accept);
            self.parts.push(state);
        }
        first..self.next_part()
    }

    /// Notes what an entry is called; its number.
    pub(crate) fn label(&mut self, name: String) -> usize {
        self.labels.push(name);
        self.labels.len() - 1
    }

    /// What the entry of this number is called.
    pub(crate) fn label_of(&self, number: usize) -> &str {
        self.labels.get(number).map_or("", String::as_str)
    }

    /// The number that the next part gets.
    pub(crate) fn next_part(&self) -> PartId {
        PartId::try_from(self.parts.len()).expect("fewer than four thousand million patterns")
    }

    fn push(&mut self, state: State) -> StateId {
        let signs = match &state {
            State::Word(literal, next) => {
                self.lead_to(*next, 1);
                Signs::of_words(literal.words())
            }
            State::Slot(_, fill, next) => {
                // Fillers of several lengths may end at one token.
                self.lead_to(*next, 2);
                Signs::of_fill(*fill)
            }
            State::Entry(_, entries, next) => {
                self.lead_to(*next, 2);
                entries.pieces().fold(Signs::NONE, |signs, piece| signs | Signs::of_first(piece))
            }
            State::Owner(next) => {
                self.lead_to(*next, 1);
                Signs::ANY
            }
            State::UsedUp(_, next) => {
                // Straight, and past a comma.
                self.lead_to(*next, 2);
                Signs::MARK | self.signs[*next as usize]
            }
            State::Gap(next, rest) => {
                self.lead_to(*next, 1);
                self.lead_to(*rest, 1);
                Signs::ANY
            }
            State::Split(all) => {
                all.iter().for_each(|&next| self.lead_to(next, 1));
                all.iter().fold(Signs::NONE, |signs, &next| signs | self.signs[next as usize])
            }
            State::Accept(_) => Signs::ANY,
        };
        self.states.push(state);
        self.signs.push(signs);
        self.ways.push(0);
        StateId::try_from(self.states.len() - 1).expect("fewer than four thousand million states")
    }

    fn lead_to(&mut self, state: StateId, ways: u8) {
        let all = &mut self.ways[state as usize];
        *all = all.saturating_add(ways);
    }

    /// Builds a piece back to front: `next` is where it leads.
    fn build(&mut self, piece: &Piece, next: StateId) -> StateId {
        match piece {
            Piece::Word(literal) => self.push(State::Word(literal.clone(), next)),
            Piece::Slot(slot, fill) => self.push(State::Slot(*slot, *fill, next)),
            Piece::Entry(slot, entries) => self.push(State::Entry(*slot, Arc::clone(entries), next)),
            Piece::Owner => self.push(State::Owner(next)),
            Piece::Gap(words) => {
                let used_up = self.push(State::UsedUp(*words, next));
                (0..*words).fold(used_up, |rest, _| self.push(State::Gap(next, rest)))
            }
            Piece::Any(pieces) => {
                let branches: Box<[StateId]> = pieces.iter().map(|p| self.build(p, next)).collect();
                self.push(State::Split(branches))
            }
            Piece::Sequence(pieces) => pieces.iter().rev().fold(next, |next, piece| self.build(piece, next)),
            Piece::Optional(piece) => {
                let some = self.build(piece, next);
                self.push(State::Split(Box::new([some, next])))
            }
        }
    }

    /// Every minimal match of some parts in one sentence, by part and place.
    ///
    /// Minimal: no match of the same part lies inside another. The cost is bounded by tokens × gap widths × threads that
    /// the sentence's own words start.
    pub(crate) fn run(&self, parts: &[PartId], sentence: &Sentence, scratch: &mut Scratch) -> Vec<Hit> {
        if parts.is_empty() {
            return Vec::new();
        }
        scratch.prepare(sentence.tokens.len());
        let fillers = Fillers::of(sentence);
        scratch.signs.extend(sentence.tokens.iter().map(Signs::of_token));
        scratch.signs.push(Signs::END);
        fillers.signs(&mut scratch.signs);
        for at in 0..sentence.tokens.len() {
            self.start_at(parts, at, scratch);
            self.advance(sentence, &fillers, at, scratch);
        }
        self.advance(sentence, &fillers, sentence.tokens.len(), scratch);
        minimal(scratch.take_hits())
    }

    /// Those of some parts that the words of a sentence call for, in order. No other part matches in it.
    pub(crate) fn called(&self, some: &Range<PartId>, sentence: &Sentence, scratch: &mut Scratch) -> Vec<PartId> {
        self.prefilter.called(some, sentence, &mut scratch.met)
    }

    fn start_at(&self, parts: &[PartId], at: usize, scratch: &mut Scratch) {
        for &part in parts {
            let state = self.parts[part as usize];
            self.wait(Thread { state, start: at as u32, trail: 0 }, at, scratch);
        }
    }

    /// Keeps a thread, if the token that it stands before can move it.
    fn wait(&self, thread: Thread, at: usize, scratch: &mut Scratch) {
        if self.signs[thread.state as usize].meet(scratch.signs[at]) {
            scratch.threads[at].push(thread);
        }
    }

    /// Leads a thread on to a state before token `at`, with what it has taken.
    fn step(&self, thread: Thread, state: StateId, at: usize, taken: Taken, scratch: &mut Scratch) {
        let trail = scratch.take(thread, taken);
        self.wait(Thread { state, trail, ..thread }, at, scratch);
    }

    /// Moves every thread that stands before token `at`.
    fn advance(&self, sentence: &Sentence, fillers: &Fillers, at: usize, scratch: &mut Scratch) {
        let mut threads = std::mem::take(&mut scratch.threads[at]);
        scratch.seen.clear();
        let token = sentence.tokens.get(at);
        let mark = token.is_some_and(Token::is_mark);
        let stop = token.is_none_or(|t| t.is_mark() && ends_clause(t));
        while let Some(thread) = threads.pop() {
            if self.ways[thread.state as usize] > 1 && !scratch.seen.insert((thread.state, thread.start)) {
                continue;
            }
            match &self.states[thread.state as usize] {
                State::Accept(part) => scratch.accept(*part, thread, at),
                State::Split(all) => {
                    let here = scratch.signs[at];
                    let alive = all.iter().filter(|&&state| self.signs[state as usize].meet(here));
                    threads.extend(alive.map(|&state| Thread { state, ..thread }));
                }
                // A quotation mark or bracket between two words of a pattern is passed over.
                State::Word(..) | State::Slot(..) | State::Entry(..)
                    if mark && !stop && thread.start as usize != at && is_passed_over(token) =>
                {
                    self.wait(thread, at + 1, scratch);
                }
                State::Word(literal, next) => {
                    if token.is_some_and(|t| literal.takes(t)) {
                        self.step(thread, *next, at + 1, Taken::Word(at), scratch);
                    }
                }
                State::Gap(next, rest) => {
                    if self.signs[*next as usize].meet(scratch.signs[at]) {
                        threads.push(Thread { state: *next, ..thread });
                    }
                    if !stop {
                        let state = if mark { thread.state } else { *rest };
                        self.wait(Thread { state, ..thread }, at + 1, scratch);
                    }
                }
                State::UsedUp(words, next) => {
                    let thread = Thread { state: *next, ..thread };
                    if self.signs[*next as usize].meet(scratch.signs[at]) {
                        threads.push(thread);
                    }
                    if mark && closes_aside(&sentence.tokens[..at + 1], *words) {
                        self.wait(thread, at + 1, scratch);
                    }
                }
                State::Owner(next) if token.is_some_and(is_owner) => self.wait(Thread { state: *next, ..thread }, at + 1, scratch),
                State::Owner(_) => {}
                State::Entry(slot, entries, next) => {
                    if let Some((end, value)) = entries.at(&sentence.tokens, at) {
                        self.step(thread, *next, end, Taken::Slot(Filled { slot: *slot, tokens: at..end, value }), scratch);
                    }
                }
                State::Slot(slot, fill, next) => {
                    let last = matches!(self.states[*next as usize], State::Accept(_));
                    let found = |end: usize, value: usize| {
                        let number = matches!(fill, Fill::Number | Fill::Duration).then(|| sentence.numbers.get(value)).flatten();
                        let aside = number.and_then(|number| number.aside);
                        if aside.is_some_and(|words| !scratch.took_one(thread, words)) {
                            return;
                        }
                        self.step(thread, *next, end, Taken::Slot(Filled { slot: *slot, tokens: at..end, value }), scratch);
                    };
                    match self.states[*next as usize] {
                        State::Owner(_) => fillers.owners(at, found),
                        _ => fillers.each(*fill, at, last, found),
                    }
                }
            }
        }
        scratch.threads[at] = threads;
    }
}

/// A few bits for the words that a token can be and for what begins at it; and for a state, those of all tokens that could move a thread
/// there. Where the two have none in common the thread is dead. Words share bits, so that it need not live where they have one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Signs(u64);

impl Signs {
    const NONE: Self = Self(0);
    const ANY: Self = Self(u64::MAX);
    /// Where the sentence ends. Only matches and gaps can be there.
    const END: Self = Self(1 << 63);
    const MARK: Self = Self(1 << 62);
    /// The lowest bits, one for each kind of filler; the words have those between.
    const FILLS: u64 = 12;

    fn of_words(words: &[Word]) -> Self {
        words.iter().fold(Self::NONE, |signs, word| signs | Self(1 << (Self::FILLS + (word.number() >> 32) % (62 - Self::FILLS))))
    }

    /// Of what a piece can begin with.
    fn of_first(piece: &Piece) -> Self {
        piece.first_words().map_or(Self::ANY, |words| Self::of_words(&words))
    }

    fn of_fill(fill: Fill) -> Self {
        Self(1 << fill as u32)
    }

    /// Of the words of a token. What patterns pass over lets every thread live.
    fn of_token(token: &Token) -> Self {
        if token.is_mark() && is_passed_over(Some(token)) {
            return Self::ANY;
        }
        let used = token.lemmas.iter().position(|&word| word == Word::NONE).unwrap_or(token.lemmas.len());
        Self::of_words(&token.lemmas[..used]) | if token.is_mark() { Self::MARK } else { Self::NONE }
    }

    fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Signs {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Gaps never cross these.
fn ends_clause(token: &Token) -> bool {
    [".", ";", "!", "?"].iter().any(|mark| token.word() == Word::of(mark))
}

/// Whether the last of some tokens is a comma, with another right before the last so many words: `, suddenly,`.
fn closes_aside(tokens: &[Token], words: usize) -> bool {
    let Some((_, before)) = tokens.split_last().filter(|(last, _)| is_comma(last)) else { return false };
    let first = before.iter().enumerate().rev().filter(|(_, token)| !token.is_mark()).nth(words - 1);
    first.is_some_and(|(at, _)| at > 0 && is_comma(&before[at - 1]))
}

fn is_comma(token: &Token) -> bool {
    token.word() == Word::of(",")
}

/// The `'s` of an owner, or the `'` of several.
pub(super) fn is_owner(token: &Token) -> bool {
    ["'s", "'"].iter().any(|ending| token.word() == Word::of(ending))
}

fn is_passed_over(token: Option<&Token>) -> bool {
    token.is_some_and(|t| ["\"", "'", "(", ")", "[", "]"].iter().any(|mark| t.word() == Word::of(mark)))
}

/// One match of one part.
#[derive(Debug, Clone)]
pub(crate) struct Hit {
    pub(crate) part: PartId,
    pub(crate) tokens: Range<usize>,
    /// The tokens that words of the pattern took, in order; those inside gaps are not among them.
    pub(crate) literals: Vec<usize>,
    pub(crate) filled: Vec<Filled>,
}

/// A slot and what filled it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled {
    pub(crate) slot: u16,
    pub(crate) tokens: Range<usize>,
    /// Which of the sentence's numbers, moments or phrases it is, by the slot's kind.
    pub(crate) value: usize,
}

#[derive(Debug, Clone, Copy)]
struct Thread {
    state: StateId,
    start: u32,
    /// The last thing it took, in [`Scratch::trail`]; 0 is nothing.
    trail: u32,
}

#[derive(Debug, Clone)]
enum Taken {
    Word(usize),
    Slot(Filled),
}

/// Room for the threads of one sentence, kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    met: Met,
    /// What each token is and begins; none at the end.
    signs: Vec<Signs>,
    threads: Vec<Vec<Thread>>,
    seen: FxHashSet<(StateId, u32)>,
    trail: Vec<(u32, Taken)>,
    hits: Vec<Hit>,
    accepted: FxHashSet<(PartId, u32)>,
}

impl Scratch {
    fn prepare(&mut self, tokens: usize) {
        self.signs.clear();
        self.threads.iter_mut().for_each(Vec::clear);
        self.threads.resize_with(self.threads.len().max(tokens + 2), Vec::new);
        self.trail.clear();
        self.trail.push((0, Taken::Word(0)));
        self.hits.clear();
        self.accepted.clear();
    }

    /// Notes what a thread has taken; returns its new trail.
    fn take(&mut self, thread: Thread, taken: Taken) -> u32 {
        self.trail.push((thread.trail, taken));
        (self.trail.len() - 1) as u32
    }

    /// Whether a thread has taken one of these tokens as a word.
    fn took_one(&self, thread: Thread, tokens: [usize; 2]) -> bool {
        let mut at = thread.trail;
        while at != 0 {
            let (before, taken) = &self.trail[at as usize];
            if matches!(taken, Taken::Word(token) if tokens.contains(token)) {
                return true;
            }
            at = *before;
        }
        false
    }

    /// Keeps the first, and so the shortest, match of a part from each start.
    fn accept(&mut self, part: PartId, thread: Thread, end: usize) {
        if !self.accepted.insert((part, thread.start)) {
            return;
        }
        let mut hit = Hit { part, tokens: thread.start as usize..end, literals: Vec::new(), filled: Vec::new() };
        let mut at = thread.trail;
        while at != 0 {
            let (before, taken) = &self.trail[at as usize];
            match taken {
                Taken::Word(token) => hit.literals.push(*token),
                Taken::Slot(filled) => hit.filled.push(filled.clone()),
            }
            at = *before;
        }
        hit.literals.reverse();
        hit.filled.reverse();
        self.hits.push(hit);
    }

    fn take_hits(&mut self) -> Vec<Hit> {
        std::mem::take(&mut self.hits)
    }
}

/// Drops every match that holds another match of its part.
fn minimal(mut hits: Vec<Hit>) -> Vec<Hit> {
    hits.sort_by_key(|h| (h.part, std::cmp::Reverse(h.tokens.start), h.tokens.end));
    let mut nearest: Option<(PartId, usize)> = None;
    hits.retain(|hit| {
        let keep = nearest.is_none_or(|(part, end)| part != hit.part || hit.tokens.end < end);
        if keep {
            nearest = Some((hit.part, hit.tokens.end));
        }
        keep
    });
    hits.sort_by_key(|h| (h.part, h.tokens.start));
    hits
}

/// Whether two figures joined by a hyphen begin at `at`, and no third: not `2021-07-26`, nor a set of several, `6-4, 6-3`.
pub(super) fn is_score(tokens: &[Token], at: usize) -> bool {
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
pub(super) struct Fillers<'s> {
    phrases: Vec<(usize, usize, usize, usize)>,
    numbers: Vec<(usize, usize, usize, NumberKind)>,
    moments: Vec<(usize, usize, usize)>,
    names: Vec<bool>,
    /// Whether each token is a verb outside all noun phrases.
    verbs: Vec<bool>,
    tokens: &'s [Token],
}

impl<'s> Fillers<'s> {
    pub(super) fn of(sentence: &'s Sentence) -> Self {
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
    pub(super) fn owners(&self, at: usize, mut found: impl FnMut(usize, usize)) {
        for &(start, end, _, i) in self.phrases.iter().filter(|phrase| phrase.0 == at) {
            let owned = |at: &usize| self.tokens.get(*at).is_some_and(is_owner);
            (start + 1..end + 1).filter(owned).for_each(|owner| found(owner, i));
        }
    }

    /// Adds to the signs of each token what begins at it.
    fn signs(&self, signs: &mut [Signs]) {
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
    pub(super) fn each(&self, fill: Fill, at: usize, last: bool, mut found: impl FnMut(usize, usize)) {
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

/// The slots of one rule, in the order in which its patterns first name them.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    names: Vec<Slot>,
}

impl Slots {
    /// The number of a slot, given one if it is new.
    pub(crate) fn number(&mut self, slot: &Slot) -> u16 {
        let at = self.find(&slot.name).unwrap_or_else(|| {
            self.names.push(slot.clone());
            self.names.len() - 1
        });
        at as u16
    }

    /// The number of a slot that some pattern has named.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|s| s.name == name)
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Slot> {
        self.names.iter()
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.all().map(|s| s.name.as_str())
    }

    /// The slot of this number.
    pub(crate) fn get(&self, number: usize) -> Option<&Slot> {
        self.names.get(number)
    }
}
