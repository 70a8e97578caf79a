//! One automaton for the patterns of all rules, run over the tokens of one sentence.
//!
//! A position automaton in the manner of Thompson and Pike: all threads move forward together, one token at a time;
//! nothing backtracks. A slot moves a thread past a noun phrase, number or date that the reading of the sentence already
//! found. A literal prefilter decides which parts are run at all: each part names a set of words of which every match
//! holds one, the rarest that it has, so that a sentence costs what its own words call for, not what the packs hold.

use super::pattern::{Fill, Slot};
use crate::language::Sentence;
use crate::language::lexicon::{Class, Lexicon, Word};
use crate::language::number::NumberKind;
use crate::language::token::{Shape, Token};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

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

    fn words(&self) -> &[Word] {
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
    /// Whether it can match without taking a token.
    pub(crate) fn can_be_empty(&self) -> bool {
        match self {
            Self::Word(_) | Self::Slot(..) => false,
            Self::Gap(_) | Self::Optional(_) => true,
            Self::Any(pieces) => pieces.iter().any(Self::can_be_empty),
            Self::Sequence(pieces) => pieces.iter().all(Self::can_be_empty),
        }
    }

    /// A set of words of which every match holds at least one, the rarest to be had, and how common they are.
    pub(crate) fn required(&self, lexicon: &Lexicon) -> Option<(u64, Vec<Word>)> {
        match self {
            Self::Word(literal) => {
                let words = literal.words().to_vec();
                Some((words.iter().map(|w| commonness(*w, lexicon)).sum(), words))
            }
            Self::Slot(..) | Self::Gap(_) | Self::Optional(_) => None,
            Self::Sequence(pieces) => pieces.iter().filter_map(|p| p.required(lexicon)).min_by_key(|(common, _)| *common),
            Self::Any(pieces) => pieces.iter().try_fold((0, Vec::new()), |(common, mut words), piece| {
                let (more, others) = piece.required(lexicon)?;
                words.extend(others);
                Some((common + more, words))
            }),
        }
    }
}

/// How often a word turns up, roughly: twice for each bit of its count in tagged text.
fn commonness(word: Word, lexicon: &Lexicon) -> u64 {
    use crate::language::lexicon::Class::{Adjective, Adverb, Noun, Verb};
    let classes = lexicon.classes(word);
    let bits = [Noun, Verb, Adjective, Adverb].into_iter().filter_map(|c| classes.bits(c)).max();
    match bits {
        Some(bits) => 2 << bits,
        // Function words are in no class: the commonest of all. So are names, which are rare; a name costs little to be wrong about.
        None => 64,
    }
}

/// The patterns of all rules as one automaton.
#[derive(Debug, Default)]
pub(crate) struct Automaton {
    states: Vec<State>,
    parts: Vec<Start>,
    /// Which parts a word calls for: every match of the part holds one of its words.
    needed: FxHashMap<Word, Vec<PartId>>,
    /// Parts without any literal: run on every sentence.
    unneeded: Vec<PartId>,
    /// Which parts can begin with a word.
    first: FxHashMap<Word, Vec<PartId>>,
}

#[derive(Debug)]
struct Start {
    state: StateId,
    /// Whether it can begin with something other than a word.
    loose: bool,
}

impl Automaton {
    /// Adds one part. `piece` must not be able to match nothing.
    pub(crate) fn add(&mut self, piece: &Piece, lexicon: &Lexicon) -> PartId {
        debug_assert!(!piece.can_be_empty(), "a part that matches nothing would match everywhere");
        let part = self.next_part();
        let accept = self.push(State::Accept(part));
        let state = self.build(piece, accept);
        match piece.required(lexicon) {
            Some((_, mut words)) => {
                words.sort_unstable();
                words.dedup();
                words.into_iter().for_each(|word| self.needed.entry(word).or_default().push(part));
            }
            None => self.unneeded.push(part),
        }
        let loose = self.index_first(state, part);
        self.parts.push(Start { state, loose });
        part
    }

    /// The number that the next part gets.
    pub(crate) fn next_part(&self) -> PartId {
        PartId::try_from(self.parts.len()).expect("fewer than four thousand million patterns")
    }

    fn push(&mut self, state: State) -> StateId {
        self.states.push(state);
        StateId::try_from(self.states.len() - 1).expect("fewer than four thousand million states")
    }

    /// Builds a piece back to front: `next` is where it leads.
    fn build(&mut self, piece: &Piece, next: StateId) -> StateId {
        match piece {
            Piece::Word(literal) => self.push(State::Word(literal.clone(), next)),
            Piece::Slot(slot, fill) => self.push(State::Slot(*slot, *fill, next)),
            Piece::Gap(words) => (0..*words).fold(next, |rest, _| self.push(State::Gap(next, rest))),
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

    /// Notes which words a part can begin with; returns whether it can begin with anything else.
    fn index_first(&mut self, state: StateId, part: PartId) -> bool {
        let mut loose = false;
        let mut words = Vec::new();
        let mut stack = vec![state];
        while let Some(state) = stack.pop() {
            match &self.states[state as usize] {
                State::Word(literal, _) => words.extend_from_slice(literal.words()),
                State::Split(all) => stack.extend(all.iter()),
                State::Slot(..) | State::Gap(..) => loose = true,
                State::Accept(_) => {}
            }
        }
        words.sort_unstable();
        words.dedup();
        words.into_iter().for_each(|word| self.first.entry(word).or_default().push(part));
        loose
    }

    /// Every minimal match of every part in one sentence, by part and place.
    ///
    /// Minimal: no match of the same part lies inside another. The cost is bounded by tokens × gap widths × threads that
    /// the sentence's own words start.
    pub(crate) fn run(&self, sentence: &Sentence, scratch: &mut Scratch) -> Vec<Hit> {
        self.run_parts(0..PartId::MAX, sentence, scratch)
    }

    /// The same for some of the parts.
    pub(crate) fn run_parts(&self, some: Range<PartId>, sentence: &Sentence, scratch: &mut Scratch) -> Vec<Hit> {
        scratch.prepare(self.parts.len(), sentence.tokens.len());
        self.want(&some, sentence, scratch);
        if scratch.wanted.is_empty() {
            return Vec::new();
        }
        let fillers = Fillers::of(sentence);
        for at in 0..=sentence.tokens.len() {
            self.start_at(sentence, at, scratch);
            self.advance(sentence, &fillers, at, scratch);
        }
        minimal(scratch.take_hits())
    }

    fn want(&self, some: &Range<PartId>, sentence: &Sentence, scratch: &mut Scratch) {
        within(&self.unneeded, some).iter().for_each(|&part| scratch.want(part));
        for token in &sentence.tokens {
            for word in token.lemmas.iter().filter(|w| **w != Word::NONE) {
                if let Some(parts) = self.needed.get(word) {
                    within(parts, some).iter().for_each(|&part| scratch.want(part));
                }
            }
        }
        scratch.loose.extend(scratch.wanted.iter().filter(|&&part| self.parts[part as usize].loose));
    }

    fn start_at(&self, sentence: &Sentence, at: usize, scratch: &mut Scratch) {
        let Some(token) = sentence.tokens.get(at) else { return };
        for i in 0..scratch.loose.len() {
            scratch.start(self.parts[scratch.loose[i] as usize].state, at);
        }
        for word in token.lemmas.iter().filter(|w| **w != Word::NONE) {
            for &part in self.first.get(word).map_or(&[][..], Vec::as_slice) {
                if scratch.is_wanted(part) && !self.parts[part as usize].loose {
                    scratch.start(self.parts[part as usize].state, at);
                }
            }
        }
    }

    /// Moves every thread that stands before token `at`.
    fn advance(&self, sentence: &Sentence, fillers: &Fillers, at: usize, scratch: &mut Scratch) {
        let mut threads = std::mem::take(&mut scratch.threads[at]);
        scratch.seen.clear();
        let token = sentence.tokens.get(at);
        let mark = token.is_some_and(Token::is_mark);
        let stop = token.is_none_or(|t| t.is_mark() && ends_clause(t));
        while let Some(thread) = threads.pop() {
            if !scratch.seen.insert((thread.state, thread.start)) {
                continue;
            }
            match &self.states[thread.state as usize] {
                State::Accept(part) => scratch.accept(*part, thread, at),
                State::Split(all) => threads.extend(all.iter().map(|&state| Thread { state, ..thread })),
                // A quotation mark or bracket between two words of a pattern is passed over.
                State::Word(..) | State::Slot(..) if mark && !stop && thread.start as usize != at && is_passed_over(token) => {
                    scratch.threads[at + 1].push(thread);
                }
                State::Word(literal, next) => {
                    if token.is_some_and(|t| literal.takes(t)) {
                        scratch.step(thread, *next, at + 1, Taken::Word(at));
                    }
                }
                State::Gap(next, rest) => {
                    threads.push(Thread { state: *next, ..thread });
                    if !stop {
                        scratch.threads[at + 1].push(if mark { thread } else { Thread { state: *rest, ..thread } });
                    }
                }
                State::Slot(slot, fill, next) => {
                    let last = matches!(self.states[*next as usize], State::Accept(_));
                    fillers.each(*fill, at, last, |end, value| {
                        let aside = matches!(fill, Fill::Number | Fill::Duration).then(|| sentence.numbers[value].aside).flatten();
                        if aside.is_some_and(|words| !scratch.took_one(thread, words)) {
                            return;
                        }
                        scratch.step(thread, *next, end, Taken::Slot(Filled { slot: *slot, tokens: at..end, value }));
                    });
                }
            }
        }
        scratch.threads[at] = threads;
    }
}

/// Those of some parts, which stand in their order, that lie in a range.
fn within<'a>(parts: &'a [PartId], some: &Range<PartId>) -> &'a [PartId] {
    let from = parts.partition_point(|&part| part < some.start);
    let to = from + parts[from..].partition_point(|&part| part < some.end);
    &parts[from..to]
}

/// Gaps never cross these.
fn ends_clause(token: &Token) -> bool {
    [".", ";", "!", "?"].iter().any(|mark| token.word() == Word::of(mark))
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
    stamp: u32,
    stamps: Vec<u32>,
    wanted: Vec<PartId>,
    loose: Vec<PartId>,
    threads: Vec<Vec<Thread>>,
    seen: FxHashSet<(StateId, u32)>,
    trail: Vec<(u32, Taken)>,
    hits: Vec<Hit>,
    accepted: FxHashSet<(PartId, u32)>,
}

impl Scratch {
    fn prepare(&mut self, parts: usize, tokens: usize) {
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamps.len() < parts || self.stamp == 0 {
            self.stamps = vec![0; parts];
            self.stamp = 1;
        }
        self.wanted.clear();
        self.loose.clear();
        self.threads.iter_mut().for_each(Vec::clear);
        self.threads.resize_with(self.threads.len().max(tokens + 2), Vec::new);
        self.trail.clear();
        self.trail.push((0, Taken::Word(0)));
        self.hits.clear();
        self.accepted.clear();
    }

    fn want(&mut self, part: PartId) {
        if !self.is_wanted(part) {
            self.stamps[part as usize] = self.stamp;
            self.wanted.push(part);
        }
    }

    fn is_wanted(&self, part: PartId) -> bool {
        self.stamps[part as usize] == self.stamp
    }

    fn start(&mut self, state: StateId, at: usize) {
        self.threads[at].push(Thread { state, start: at as u32, trail: 0 });
    }

    fn step(&mut self, thread: Thread, state: StateId, at: usize, taken: Taken) {
        self.trail.push((thread.trail, taken));
        let trail = (self.trail.len() - 1) as u32;
        self.threads[at].push(Thread { state, start: thread.start, trail });
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

/// Verbs that only carry others.
const AUXILIARIES: [&str; 3] = ["be", "have", "do"];

/// What can fill a slot, by the token at which it begins.
pub(super) struct Fillers {
    phrases: Vec<(usize, usize, usize, usize)>,
    numbers: Vec<(usize, usize, usize, NumberKind)>,
    moments: Vec<(usize, usize, usize)>,
    names: Vec<bool>,
    /// Whether each token is a verb outside all noun phrases.
    verbs: Vec<bool>,
}

impl Fillers {
    pub(super) fn of(sentence: &Sentence) -> Self {
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
        Self { phrases, numbers, moments, names, verbs }
    }

    /// Calls `found` with the end and the index of each filler that begins at `at`. A slot that ends its pattern takes
    /// only the longest phrase; elsewhere what follows decides.
    pub(super) fn each(&self, fill: Fill, at: usize, last: bool, mut found: impl FnMut(usize, usize)) {
        match fill {
            Fill::Number | Fill::Duration => {
                let fits = |kind: NumberKind| (kind == NumberKind::Duration) == (fill == Fill::Duration);
                self.numbers.iter().filter(|n| n.0 == at && n.1 > at && fits(n.3)).for_each(|n| found(n.1, n.2));
            }
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

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|s| s.name.as_str())
    }

    /// The slot of this number.
    pub(crate) fn get(&self, number: usize) -> Option<&Slot> {
        self.names.get(number)
    }
}
