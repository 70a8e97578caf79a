//! One automaton for the patterns of all rules, run over the tokens of one sentence.
//!
//! A position automaton in the manner of Thompson and Pike: all threads move forward together, one token at a time;
//! nothing backtracks. A slot moves a thread past a noun phrase, number or date that the reading of the sentence already
//! found. The words of the sentence decide which parts are run at all ([`super::prefilter`]), and no thread is kept that the
//! token before it cannot move.

mod fillers;
mod piece;
mod signs;
mod threads;

use super::entries::Entries;
use super::pattern::Fill;
use super::prefilter::{Needed, Prefilter};
use crate::language::Sentence;
use crate::language::lexicon::{Lexicon, Word};
use crate::language::token::Token;
pub(super) use fillers::{Fillers, is_owner};
pub(crate) use piece::{Literal, Piece};
use signs::Signs;
use std::ops::Range;
use std::sync::Arc;
pub(crate) use threads::{Filled, Hit, Scratch};
use threads::{Taken, Thread, minimal};

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

impl State {
    /// Calls `lead` with each state that this one leads to, and in how many ways.
    fn each_next(&self, mut lead: impl FnMut(StateId, u8)) {
        match self {
            Self::Word(_, next) | Self::Owner(next) => lead(*next, 1),
            // Fillers of several lengths may end at one token; what is left of a gap leads straight on and past a comma.
            Self::Slot(_, _, next) | Self::Entry(_, _, next) | Self::UsedUp(_, next) => lead(*next, 2),
            Self::Gap(next, rest) => [*next, *rest].into_iter().for_each(|next| lead(next, 1)),
            Self::Split(all) => all.iter().for_each(|&next| lead(next, 1)),
            Self::Accept(_) => {}
        }
    }
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
        state.each_next(|next, ways| {
            let all = &mut self.ways[next as usize];
            *all = all.saturating_add(ways);
        });
        self.signs.push(self.signs_of(&state));
        self.states.push(state);
        self.ways.push(0);
        StateId::try_from(self.states.len() - 1).expect("fewer than four thousand million states")
    }

    /// What a token must have one of for a thread in this state to live.
    fn signs_of(&self, state: &State) -> Signs {
        match state {
            State::Word(literal, _) => Signs::of_words(literal.words()),
            State::Slot(_, fill, _) => Signs::of_fill(*fill),
            State::Entry(_, entries, _) => entries.pieces().fold(Signs::NONE, |signs, piece| signs | Signs::of_first(piece)),
            // Straight on, or past a comma.
            State::UsedUp(_, next) => Signs::MARK | self.signs[*next as usize],
            State::Split(all) => all.iter().fold(Signs::NONE, |signs, &next| signs | self.signs[next as usize]),
            State::Owner(_) | State::Gap(..) | State::Accept(_) => Signs::ANY,
        }
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
            self.advance(&Here::before(at, sentence, &fillers), scratch);
        }
        self.advance(&Here::before(sentence.tokens.len(), sentence, &fillers), scratch);
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

    /// Moves every thread that stands before a token.
    fn advance(&self, here: &Here, scratch: &mut Scratch) {
        let mut threads = std::mem::take(&mut scratch.threads[here.at]);
        scratch.seen.clear();
        while let Some(thread) = threads.pop() {
            if self.ways[thread.state as usize] == 1 || scratch.seen.insert((thread.state, thread.start)) {
                self.lead_on(thread, here, &mut threads, scratch);
            }
        }
        scratch.threads[here.at] = threads;
    }

    /// Leads one thread on: to states before the same token, which are pushed on `threads`, or past it.
    fn lead_on(&self, thread: Thread, here: &Here, threads: &mut Vec<Thread>, scratch: &mut Scratch) {
        let (at, token) = (here.at, here.token);
        let signs = scratch.signs[at];
        let lives = |state: StateId| self.signs[state as usize].meet(signs);
        let to = |state: StateId| Thread { state, ..thread };
        match &self.states[thread.state as usize] {
            State::Accept(part) => scratch.accept(*part, thread, at),
            State::Split(all) => threads.extend(all.iter().copied().filter(|&state| lives(state)).map(to)),
            State::Word(..) | State::Slot(..) | State::Entry(..) if here.passed_over && thread.start as usize != at => {
                self.wait(thread, at + 1, scratch);
            }
            State::Word(literal, next) => {
                if token.is_some_and(|t| literal.takes(t)) {
                    self.step(thread, *next, at + 1, Taken::Word(at), scratch);
                }
            }
            State::Gap(next, rest) => {
                threads.extend(lives(*next).then(|| to(*next)));
                if !here.stop {
                    self.wait(if here.mark { thread } else { to(*rest) }, at + 1, scratch);
                }
            }
            State::UsedUp(words, next) => {
                threads.extend(lives(*next).then(|| to(*next)));
                if here.mark && closes_aside(&here.sentence.tokens[..at + 1], *words) {
                    self.wait(to(*next), at + 1, scratch);
                }
            }
            State::Owner(next) => {
                if token.is_some_and(is_owner) {
                    self.wait(to(*next), at + 1, scratch);
                }
            }
            State::Entry(slot, entries, next) => {
                if let Some((end, value)) = entries.at(&here.sentence.tokens, at) {
                    self.step(thread, *next, end, Taken::Slot(Filled { slot: *slot, tokens: at..end, value }), scratch);
                }
            }
            State::Slot(slot, fill, next) => self.fill(thread, (*slot, *fill), *next, here, scratch),
        }
    }

    /// Leads a thread past each of the fillers of a slot that begin at a token.
    fn fill(&self, thread: Thread, (slot, fill): (u16, Fill), next: StateId, here: &Here, scratch: &mut Scratch) {
        let at = here.at;
        let found = |end: usize, value: usize| {
            let number = matches!(fill, Fill::Number | Fill::Duration).then(|| here.sentence.numbers.get(value)).flatten();
            let aside = number.and_then(|number| number.aside);
            if aside.is_none_or(|words| scratch.took_one(thread, words)) {
                self.step(thread, next, end, Taken::Slot(Filled { slot, tokens: at..end, value }), scratch);
            }
        };
        match self.states[next as usize] {
            State::Owner(_) => here.fillers.owners(at, found),
            State::Accept(_) => here.fillers.each(fill, at, true, found),
            _ => here.fillers.each(fill, at, false, found),
        }
    }
}

/// Where the threads of a run stand: before one token of the sentence, or at its end.
struct Here<'s> {
    sentence: &'s Sentence,
    fillers: &'s Fillers<'s>,
    at: usize,
    token: Option<&'s Token>,
    /// Whether it is a mark.
    mark: bool,
    /// Whether it is the end, or a mark that ends a clause.
    stop: bool,
    /// Whether it is a quotation mark or bracket, which is passed over between two words of a pattern.
    passed_over: bool,
}

impl<'s> Here<'s> {
    fn before(at: usize, sentence: &'s Sentence, fillers: &'s Fillers<'s>) -> Self {
        let token = sentence.tokens.get(at);
        let mark = token.is_some_and(Token::is_mark);
        let stop = token.is_none_or(|t| t.is_mark() && ends_clause(t));
        Self { sentence, fillers, at, token, mark, stop, passed_over: mark && !stop && token.is_some_and(is_passed_over) }
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

fn is_passed_over(token: &Token) -> bool {
    ["\"", "'", "(", ")", "[", "]"].iter().any(|mark| token.word() == Word::of(mark))
}
