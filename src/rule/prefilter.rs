//! Which parts of patterns a sentence calls for, told from its words alone.
//!
//! From what a pattern says it follows that every match holds a word of this set and a word of that one: `order ...3 (strike | raid)`
//! needs a form of *order*, and one of *strike* or *raid*. A part is run only on sentences that have a word of each of its sets. It is
//! looked up by the rarest of them, so that a sentence costs what its own words call for, not what the packs hold.

use super::automaton::{PartId, Piece};
use crate::language::Sentence;
use crate::language::lexicon::{Class, Lexicon, Word};
use rustc_hash::FxHashMap;
use std::ops::Range;

type SetId = u32;

/// Sets of words, and which parts need which.
#[derive(Debug, Default)]
pub(super) struct Prefilter {
    /// The sets that a word is in.
    sets: FxHashMap<Word, Vec<SetId>>,
    ids: FxHashMap<Box<[Word]>, SetId>,
    /// For each set, the parts that are looked up by it, in order.
    called: Vec<Vec<PartId>>,
    /// For each part, all its sets.
    needs: Vec<Box<[SetId]>>,
    /// Parts that need no word: run on every sentence.
    always: Vec<PartId>,
}

impl Prefilter {
    /// Adds the next part. It is run where a word of every set stands in the sentence, the sets of `with` included.
    pub(super) fn add(&mut self, own: &[Needed], with: &[Needed]) {
        let part = self.needs.len() as PartId;
        let all: Vec<&Needed> = own.iter().chain(with).collect();
        let mut ids: Vec<SetId> = all.iter().map(|needed| self.set(&needed.words)).collect();
        // The first of equals: by the place in the pattern.
        match all.iter().zip(&ids).min_by_key(|(needed, _)| needed.common) {
            Some((_, &rarest)) => self.called[rarest as usize].push(part),
            None => self.always.push(part),
        }
        ids.sort_unstable();
        ids.dedup();
        self.needs.push(ids.into());
    }

    fn set(&mut self, words: &[Word]) -> SetId {
        if let Some(&id) = self.ids.get(words) {
            return id;
        }
        let id = self.called.len() as SetId;
        self.called.push(Vec::new());
        self.ids.insert(words.into(), id);
        words.iter().for_each(|&word| self.sets.entry(word).or_default().push(id));
        id
    }

    /// Those of some parts that a sentence calls for, in order.
    pub(super) fn called(&self, some: &Range<PartId>, sentence: &Sentence, met: &mut Met) -> Vec<PartId> {
        met.prepare(self.called.len());
        let mut called = within(&self.always, some).to_vec();
        for word in sentence.tokens.iter().flat_map(|token| token.lemmas).filter(|&word| word != Word::NONE) {
            self.sets.get(&word).into_iter().flatten().for_each(|&set| met.meet(set));
        }
        for &set in &met.sets {
            let parts = within(&self.called[set as usize], some);
            called.extend(parts.iter().filter(|&&part| self.needs[part as usize].iter().all(|&set| met.has(set))));
        }
        called.sort_unstable();
        called
    }
}

/// Those of some parts, which stand in their order, that lie in a range.
fn within<'a>(parts: &'a [PartId], some: &Range<PartId>) -> &'a [PartId] {
    let from = parts.partition_point(|&part| part < some.start);
    let to = from + parts[from..].partition_point(|&part| part < some.end);
    &parts[from..to]
}

/// The sets of which one sentence has a word; kept between sentences for its room.
#[derive(Debug, Default)]
pub(super) struct Met {
    stamp: u32,
    stamps: Vec<u32>,
    sets: Vec<SetId>,
}

impl Met {
    fn prepare(&mut self, sets: usize) {
        self.stamp = self.stamp.wrapping_add(1);
        if self.stamps.len() < sets || self.stamp == 0 {
            self.stamps = vec![0; sets];
            self.stamp = 1;
        }
        self.sets.clear();
    }

    fn meet(&mut self, set: SetId) {
        if !self.has(set) {
            self.stamps[set as usize] = self.stamp;
            self.sets.push(set);
        }
    }

    fn has(&self, set: SetId) -> bool {
        self.stamps[set as usize] == self.stamp
    }
}

/// A set of words of which every match holds at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Needed {
    /// How common they are together.
    pub(super) common: u64,
    /// In order, each once.
    pub(super) words: Vec<Word>,
}

impl Needed {
    /// All sets that a piece needs.
    pub(super) fn of(piece: &Piece, lexicon: &Lexicon) -> Vec<Self> {
        match piece {
            Piece::Word(literal) => vec![Self::new(literal.words().to_vec(), lexicon)],
            Piece::Slot(..) | Piece::Owner | Piece::Gap(_) | Piece::Optional(_) => Vec::new(),
            Piece::Entry(_, entries) => Self::of_any(entries.pieces(), lexicon).into_iter().collect(),
            Piece::Sequence(pieces) => pieces.iter().flat_map(|piece| Self::of(piece, lexicon)).collect(),
            Piece::Any(pieces) => Self::of_any(pieces.iter(), lexicon).into_iter().collect(),
        }
    }

    /// The rarest set that a piece needs.
    pub(super) fn rarest(piece: &Piece, lexicon: &Lexicon) -> Option<Self> {
        Self::of(piece, lexicon).into_iter().min_by_key(|needed| needed.common)
    }

    /// Of alternatives, the words that each needs most. An alternative that needs none lets the whole need none.
    fn of_any<'p>(pieces: impl Iterator<Item = &'p Piece>, lexicon: &Lexicon) -> Option<Self> {
        let sets: Option<Vec<Self>> = pieces.map(|piece| Self::rarest(piece, lexicon)).collect();
        Some(Self::new(sets?.into_iter().flat_map(|needed| needed.words).collect(), lexicon))
    }

    fn new(mut words: Vec<Word>, lexicon: &Lexicon) -> Self {
        words.sort_unstable();
        words.dedup();
        Self { common: words.iter().map(|&word| commonness(word, lexicon)).sum(), words }
    }
}

/// How often a word turns up, roughly: twice for each bit of its count in tagged text.
fn commonness(word: Word, lexicon: &Lexicon) -> u64 {
    use Class::{Adjective, Adverb, Noun, Verb};
    let classes = lexicon.classes(word);
    let bits = [Noun, Verb, Adjective, Adverb].into_iter().filter_map(|class| classes.bits(class)).max();
    match bits {
        Some(bits) => 2 << bits,
        // Function words are in no class: the commonest of all. So are names, which are rare; a name costs little to be wrong about.
        None => 64,
    }
}
