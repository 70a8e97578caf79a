//! A text made ready: which words stand in which sentence, and what each sentence says of its truth.

use super::settings::Settings;
use crate::language::english::Share;
use crate::language::lexicon::Word;
use crate::language::scope::{self, Scope, ScopeKind};
use crate::language::token::{Shape, Token, tokenize};
use crate::language::{Language, sentence};
use crate::source::Source;
use crate::story::bag::{Bag, Sieve, is_name, lemma};
use crate::text::Span;
use rustc_hash::FxHashMap;

/// The lists of cues in `rules/general/against.toml`.
pub(super) const CUES: [&str; 14] =
    ["hoax", "wrong", "deny", "debunk", "sceptic", "rumour", "told", "source", "maybe", "ahead", "confirm", "authority", "inquire", "true"];
/// Those that say that something told is not so.
pub(super) const REFUTING: std::ops::Range<usize> = 0..4;
/// Those that say that it is only told.
pub(super) const DOUBTING: std::ops::Range<usize> = 4..9;

/// A text made ready for being held against others.
#[derive(Debug, Default)]
pub(super) struct Text {
    pub(super) sentences: Vec<Line>,
    /// Each content word with where it stands, in the order of words.
    pub(super) words: Vec<Entry>,
    english: Share,
}

/// One content word of a text.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) word: Word,
    /// Whether it is a name anywhere in the text.
    pub(super) name: bool,
    /// Whether it is a figure.
    pub(super) figure: bool,
    pub(super) count: u32,
    /// Which of the text's words it was first, counted from 0.
    pub(super) order: u32,
    /// The sentences it stands in, in order.
    pub(super) places: Vec<Place>,
}

impl Entry {
    fn new(token: &Token, order: usize) -> Self {
        let figure = token.shape == Shape::Number;
        Self { word: lemma(token), name: false, figure, count: 0, order: order as u32, places: Vec::new() }
    }

    /// Counts one more use. A sentence negates the word if any use in it is negated, and hedges it if all are.
    fn see(&mut self, place: Place, name: bool) {
        self.count += 1;
        self.name |= name;
        match self.places.last_mut() {
            Some(last) if last.sentence == place.sentence => {
                last.negated |= place.negated;
                last.hedged &= place.hedged;
            }
            _ => self.places.push(place),
        }
    }
}

/// What makes a word the opposite of itself.
const NEGATING: [ScopeKind; 2] = [ScopeKind::Negation, ScopeKind::Denial];
/// What makes a word less than said.
const HEDGING: [ScopeKind; 5] = [ScopeKind::Hedge, ScopeKind::Condition, ScopeKind::Question, ScopeKind::Wish, ScopeKind::Plan];

/// A sentence that has a word.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    pub(super) sentence: u32,
    pub(super) negated: bool,
    pub(super) hedged: bool,
}

/// One sentence.
#[derive(Debug, Default, Clone)]
pub(super) struct Line {
    pub(super) span: Span,
    /// How many cues of each of [`CUES`] it has.
    pub(super) cues: [u8; CUES.len()],
    /// The first that says that something told is not so, and the first that says that it is only told.
    pub(super) refutes: Option<Span>,
    pub(super) doubts: Option<Span>,
    pub(super) negations: u32,
    pub(super) asks: bool,
    pub(super) quotes: bool,
}

/// What reading a text takes.
#[derive(Debug)]
pub(super) struct Reader<'l> {
    pub(super) language: &'l Language,
    pub(super) sieve: Sieve<'l>,
    pub(super) settings: &'l Settings,
}

impl Reader<'_> {
    /// Reads a source's text.
    pub(super) fn read(&self, source: &Source) -> Text {
        let mut text = Text::default();
        let mut entries: FxHashMap<Word, usize> = FxHashMap::default();
        for (span, _) in sentence::split(&source.text, &self.language.lists) {
            self.line(&source.text, span, &mut text, &mut entries);
        }
        text.words.sort_unstable_by_key(|entry| entry.word);
        text
    }

    fn line(&self, all: &str, span: Span, text: &mut Text, entries: &mut FxHashMap<Word, usize>) {
        let tokens = tokenize(all, span, &self.language.lexicon);
        let scopes = scope::find(all, &tokens, self.language);
        let number = text.sentences.len() as u32;
        text.sentences.push(self.cues(all, span, &tokens, &scopes));
        let within = |at: usize, kinds: &[ScopeKind]| scopes.iter().any(|s| kinds.contains(&s.kind) && s.over.contains(&at));
        for (at, token) in tokens.iter().enumerate() {
            text.english.see(token);
            if self.sieve.is_content(token) {
                let place = Place { sentence: number, negated: within(at, &NEGATING), hedged: within(at, &HEDGING) };
                let next = text.words.len();
                let entry = *entries.entry(lemma(token)).or_insert(next);
                if entry == next {
                    text.words.push(Entry::new(token, next));
                }
                let before = at.checked_sub(1).map(|before| &tokens[before]);
                text.words[entry].see(place, is_name(token, before, all));
            }
        }
    }

    fn cues(&self, all: &str, span: Span, tokens: &[Token], scopes: &[Scope]) -> Line {
        let mut line = Line {
            span,
            negations: scopes.iter().filter(|s| s.kind == ScopeKind::Negation).count() as u32,
            asks: tokens.last().is_some_and(|t| t.span.of(all) == "?") || scopes.iter().any(|s| s.kind == ScopeKind::Question),
            quotes: tokens.iter().any(|t| t.quoted),
            ..Line::default()
        };
        for (cue, name) in CUES.iter().enumerate() {
            let list = self.settings.words.get(name);
            let mut at = 0;
            while at < tokens.len() {
                let len = list.at(&tokens[at..]);
                if let Some(len) = len {
                    line.see(cue, tokens[at].span.cover(tokens[at + len - 1].span));
                }
                at += len.unwrap_or(1);
            }
        }
        line
    }
}

impl Line {
    /// How many cues it has of these lists together.
    pub(super) fn sum(&self, cues: std::ops::Range<usize>) -> u32 {
        self.cues[cues].iter().map(|&count| u32::from(count)).sum()
    }

    fn see(&mut self, cue: usize, span: Span) {
        self.cues[cue] = self.cues[cue].saturating_add(1);
        if REFUTING.contains(&cue) {
            self.refutes.get_or_insert(span);
        } else if DOUBTING.contains(&cue) {
            self.doubts.get_or_insert(span);
        }
    }
}

impl Text {
    /// Whether there is nothing in it to compare.
    pub(super) fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Whether it is in another language, as far as that can be told.
    pub(super) fn is_foreign(&self) -> bool {
        self.english.is_foreign()
    }

    /// The place of a word in [`Text::words`].
    pub(super) fn find(&self, word: Word) -> Option<&Entry> {
        self.words.binary_search_by_key(&word, |entry| entry.word).ok().map(|at| &self.words[at])
    }

    /// Its words, counted.
    pub(super) fn bag(&self) -> Bag {
        let count = |entry: &Entry| (entry.word, entry.count);
        Bag {
            words: self.words.iter().map(count).collect(),
            names: self.words.iter().filter(|entry| entry.name).map(count).collect(),
            len: self.words.iter().map(|entry| entry.count as usize).sum(),
        }
    }
}
