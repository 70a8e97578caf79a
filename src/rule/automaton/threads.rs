//! The threads of one run, what they have taken, and the matches that they end in.

use super::signs::Signs;
use super::{PartId, StateId};
use crate::rule::prefilter::Met;
use rustc_hash::FxHashSet;
use std::ops::Range;

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
pub(super) struct Thread {
    pub(super) state: StateId,
    pub(super) start: u32,
    /// The last thing it took, in [`Scratch::trail`]; 0 is nothing.
    pub(super) trail: u32,
}

#[derive(Debug, Clone)]
pub(super) enum Taken {
    Word(usize),
    Slot(Filled),
}

/// Room for the threads of one sentence, kept between sentences.
#[derive(Debug, Default)]
pub(crate) struct Scratch {
    pub(super) met: Met,
    /// What each token is and begins; none at the end.
    pub(super) signs: Vec<Signs>,
    pub(super) threads: Vec<Vec<Thread>>,
    pub(super) seen: FxHashSet<(StateId, u32)>,
    trail: Vec<(u32, Taken)>,
    hits: Vec<Hit>,
    accepted: FxHashSet<(PartId, u32)>,
}

impl Scratch {
    pub(super) fn prepare(&mut self, tokens: usize) {
        self.signs.clear();
        self.threads.iter_mut().for_each(Vec::clear);
        self.threads.resize_with(self.threads.len().max(tokens + 2), Vec::new);
        self.trail.clear();
        self.trail.push((0, Taken::Word(0)));
        self.hits.clear();
        self.accepted.clear();
    }

    /// Notes what a thread has taken; returns its new trail.
    pub(super) fn take(&mut self, thread: Thread, taken: Taken) -> u32 {
        self.trail.push((thread.trail, taken));
        (self.trail.len() - 1) as u32
    }

    /// Whether a thread has taken one of these tokens as a word.
    pub(super) fn took_one(&self, thread: Thread, tokens: [usize; 2]) -> bool {
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
    pub(super) fn accept(&mut self, part: PartId, thread: Thread, end: usize) {
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

    pub(super) fn take_hits(&mut self) -> Vec<Hit> {
        std::mem::take(&mut self.hits)
    }
}

/// Drops every match that holds another match of its part.
pub(super) fn minimal(mut hits: Vec<Hit>) -> Vec<Hit> {
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
