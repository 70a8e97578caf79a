//! Which pattern of a rule comes nearest to a sentence: the one that the smallest mend would make match.

use super::super::automaton::{Fillers, Piece};
use super::super::pattern::{self, Fill, Node, Part};
use super::super::{Rule, Rules, compile};
use super::Spread;
use crate::language::Sentence;
use crate::language::number::NumberKind;
use crate::language::token::Token;
use crate::text::Span;
use std::rc::Rc;

/// What it costs to mend a pattern. A gap that is too short is the least; then a word that is not there, by its share in the
/// pattern; then the order, unless most of the pattern is lacking.
mod cost {
    /// Of each word too many in a gap.
    pub(super) const WORD: u32 = 20;
    /// Of all that is too many in one gap, at the most: less than of another order.
    pub(super) const WORDS: u32 = 200;
    /// Of a mark in the way.
    pub(super) const MARK: u32 = 220;
    /// Of another order.
    pub(super) const ORDER: u32 = 250;
    /// Of an order for which the rule has another pattern.
    pub(super) const ORDER_THERE: u32 = 2000;
    /// Of words that a slot does not take.
    pub(super) const REFUSED: u32 = 40;
    /// Of all the pieces of a pattern.
    pub(super) const ALL: u32 = 600;
    /// Of something that must not be there.
    pub(super) const FORBIDDEN: u32 = 60;
}

/// The pattern that comes nearest, and what would have to be done to it.
pub(super) struct Nearest {
    pub(super) pattern: String,
    pub(super) mends: Vec<Mend>,
}

/// One thing that keeps a pattern from matching.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Mend {
    /// A piece is nowhere.
    Lacks(String),
    /// A slot is asked to take what it cannot.
    Refused { slot: String, fill: Fill, words: Span },
    /// Two pieces do not stand as the pattern has them.
    Spread(Spread),
    /// What must not be there is.
    Forbidden,
}

impl Rules {
    /// The pattern of a rule, in one of some sentences, that needs the smallest mend; none where no word of any pattern is there.
    pub(super) fn nearest(&self, rule: &Rule, sentences: &[Sentence], text: &str) -> Option<Nearest> {
        let patterns: Vec<Pieces> = rule.ways.iter().map(|way| self.taken_apart(rule, &way.pattern.text)).collect();
        let held = |sentence| {
            let fillers = Fillers::of(sentence);
            patterns.iter().filter_map(move |pattern| Some((pattern, pattern.held_against(sentence, text, &fillers)?))).collect::<Vec<_>>()
        };
        let tried = sentences.iter().flat_map(held).map(|(pattern, (cost, mends))| {
            let turned = mends.iter().any(|mend| {
                matches!(mend, Mend::Spread(Spread::Turned { first, second, .. })
                if patterns.iter().any(|other| other.has_in_order(second, first)))
            });
            (cost + if turned { cost::ORDER_THERE } else { 0 }, pattern, mends)
        });
        // The first of equals: patterns stand in the author's order.
        let (_, pattern, mends) = tried.min_by_key(|(cost, ..)| *cost)?;
        Some(Nearest { pattern: pattern.text.clone(), mends })
    }

    fn taken_apart(&self, rule: &Rule, text: &str) -> Pieces {
        let parts = pattern::parse(text).map(|pattern| pattern.parts).unwrap_or_default();
        let pieces = |part: &Part| (part.absent, self.pieces(rule, &part.node));
        Pieces { text: text.to_owned(), parts: parts.iter().map(pieces).collect() }
    }

    /// The pieces of one part, each with how it is written.
    fn pieces(&self, rule: &Rule, node: &Node) -> Vec<(String, Piece)> {
        let nodes = match node {
            Node::Sequence(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        let piece = |node: &Node| Some((node.to_string(), compile::piece_of(node, &rule.pack, &self.language.lexicon, &self.lists)?));
        nodes.iter().filter_map(piece).collect()
    }
}

/// A pattern taken apart: for each part whether it must be absent, and its pieces.
struct Pieces {
    text: String,
    parts: Vec<(bool, Vec<(String, Piece)>)>,
}

/// How much a piece says of what a sentence is about: a slot takes almost anything.
fn weight(piece: &Piece) -> u32 {
    match piece {
        piece if piece.can_be_empty() => 0,
        Piece::Slot(..) => 1,
        _ => 3,
    }
}

impl Pieces {
    /// What keeps the pattern from matching a sentence, and how much that is; nothing where no word of it is there.
    fn held_against(&self, sentence: &Sentence, text: &str, fillers: &Fillers) -> Option<(u32, Vec<Mend>)> {
        let all: u32 = self.wanted().map(|(_, piece)| weight(piece)).sum();
        let told = Told { sentence, text, fillers, all: all.max(1) };
        let words = self.wanted().any(|(_, piece)| weight(piece) > 1);
        let is_there = |piece: &Piece| weight(piece) > u32::from(words) && !told.places(piece).is_empty();
        if !self.wanted().any(|(_, piece)| is_there(piece)) {
            return None;
        }
        let mut sum = (0, Vec::new());
        for (absent, part) in &self.parts {
            let (cost, mends) = told.smallest(part);
            match absent {
                true if cost == 0 => sum = (sum.0 + cost::FORBIDDEN, [sum.1, vec![Mend::Forbidden]].concat()),
                true => {}
                false => sum = (sum.0 + cost, [sum.1, mends].concat()),
            }
        }
        Some(sum)
    }

    fn wanted(&self) -> impl Iterator<Item = &(String, Piece)> {
        self.parts.iter().filter(|(absent, _)| !absent).flat_map(|(_, part)| part)
    }

    /// Whether it has one piece somewhere before another.
    fn has_in_order(&self, first: &str, second: &str) -> bool {
        let in_order = |part: &[(String, Piece)]| {
            let at = |text: &str| part.iter().position(|(written, _)| written == text);
            at(first).zip(at(second)).is_some_and(|(first, second)| first < second)
        };
        self.parts.iter().any(|(absent, part)| !absent && in_order(part))
    }
}

/// One way of laying the pieces of a part over a sentence, as far as it has come.
#[derive(Clone)]
struct Laid {
    cost: u32,
    /// Where the next piece may begin; nothing before the first piece is laid.
    end: Option<usize>,
    /// How many words may stand before it.
    room: usize,
    /// The piece that was laid last, or left out before any was, with what of the pattern was passed over since, as written.
    last: Option<(String, bool)>,
    /// A piece that is in the sentence and was left out before any was laid.
    left: Option<(String, bool)>,
    mends: Option<Rc<Link>>,
}

/// What was mended, the last first.
struct Link {
    mend: Mend,
    before: Option<Rc<Link>>,
}

impl Laid {
    fn mended(mut self, cost: u32, mend: Mend) -> Self {
        self.cost += cost;
        self.mends = Some(Rc::new(Link { mend, before: self.mends.take() }));
        self
    }

    fn all_mends(&self) -> Vec<Mend> {
        let links = std::iter::successors(self.mends.as_deref(), |link| link.before.as_deref());
        let mut mends: Vec<Mend> = links.map(|link| link.mend.clone()).collect();
        mends.reverse();
        mends
    }
}

/// A sentence that pieces are laid over.
struct Told<'a> {
    sentence: &'a Sentence,
    text: &'a str,
    fillers: &'a Fillers<'a>,
    /// What all pieces of the pattern weigh.
    all: u32,
}

impl Told<'_> {
    /// The cheapest way to lay a part over the sentence.
    fn smallest(&self, part: &[(String, Piece)]) -> (u32, Vec<Mend>) {
        let mut laid = vec![Laid { cost: 0, end: None, room: 0, last: None, left: None, mends: None }];
        for (text, piece) in part {
            laid = match piece {
                Piece::Gap(words) => laid.into_iter().map(|laid| Laid { room: laid.room + words, ..laid }).collect(),
                _ => self.with(piece, text, &laid),
            };
        }
        let best = laid.iter().min_by_key(|laid| laid.cost);
        best.map(|laid| (laid.cost, laid.all_mends())).unwrap_or_default()
    }

    /// All ways to lay one more piece, the cheapest for each end.
    fn with(&self, piece: &Piece, text: &str, laid: &[Laid]) -> Vec<Laid> {
        let places = self.places(piece);
        let mut all: Vec<Laid> =
            laid.iter().flat_map(|laid| places.iter().filter_map(|place| self.laid(laid, text, piece, *place))).collect();
        all.extend(laid.iter().flat_map(|laid| self.without(laid, text, piece, !places.is_empty())));
        all.sort_by_key(|laid| (laid.end, laid.cost));
        all.dedup_by_key(|laid| laid.end);
        all
    }

    /// A piece laid at a place, with what is in the way between it and the one before.
    fn laid(&self, laid: &Laid, text: &str, piece: &Piece, (at, end): (usize, usize)) -> Option<Laid> {
        let slot = matches!(piece, Piece::Slot(..));
        let next = Laid { end: Some(end), room: 0, last: Some((text.to_owned(), slot)), left: None, ..laid.clone() };
        let Some(from) = laid.end else {
            let Some((first, first_slot)) = laid.left.clone() else { return Some(next) };
            let spread = Spread::Turned { first, second: text.to_owned(), slot: slot || first_slot };
            return Some(next.mended(0, Mend::Spread(spread)));
        };
        let between = self.sentence.tokens.get(from..at)?;
        let (first, second) = (laid.last.as_ref()?.0.clone(), text.to_owned());
        let words = between.iter().filter(|token| !token.is_mark()).count();
        let spread = |spread| Mend::Spread(spread);
        if let Some(stop) = between.iter().find(|token| token.is_mark() && STOPS.contains(&self.mark(token))) {
            return Some(
                next.mended(cost::MARK, spread(Spread::Parted { first, second, mark: self.mark(stop).to_owned(), passable: false })),
            );
        }
        if words > laid.room {
            let cost = ((words - laid.room) as u32).saturating_mul(cost::WORD).min(cost::WORDS);
            return Some(next.mended(cost, spread(Spread::Far { first, second, words })));
        }
        match between.iter().find(|token| laid.room == 0 && token.is_mark() && !PASSED.contains(&self.mark(token))) {
            Some(mark) => {
                Some(next.mended(cost::WORD, spread(Spread::Parted { first, second, mark: self.mark(mark).to_owned(), passable: true })))
            }
            None => Some(next),
        }
    }

    /// A piece left out: for nothing where it may be missing.
    fn without(&self, laid: &Laid, text: &str, piece: &Piece, is_there: bool) -> Vec<Laid> {
        // What may be missing is named with the piece before it, so that an advice keeps it.
        if piece.can_be_empty() {
            let last = laid.last.clone().map(|(last, slot)| (format!("{last} {text}"), slot));
            return vec![Laid { last, ..laid.clone() }];
        }
        let slot = matches!(piece, Piece::Slot(..));
        let refused = self.refused(laid, text, piece);
        if is_there {
            let left = laid.clone();
            let left = match (&laid.end, &laid.last) {
                (None, _) => Laid { cost: left.cost + cost::ORDER, left: Some((text.to_owned(), slot)), ..left },
                (_, Some((first, first_slot))) => {
                    let turned = Spread::Turned { first: first.clone(), second: text.to_owned(), slot: slot || *first_slot };
                    Laid { room: laid.room + 1, ..left.mended(cost::ORDER, Mend::Spread(turned)) }
                }
                (Some(_), None) => left,
            };
            return [Some(left), refused].into_iter().flatten().collect();
        }
        let lacks = cost::ALL * weight(piece) / self.all;
        let without = Laid { room: laid.room + 1, ..laid.clone().mended(lacks, Mend::Lacks(text.to_owned())) };
        [Some(without), refused].into_iter().flatten().collect()
    }

    /// A slot laid over the words that stand in its place and are none for it.
    fn refused(&self, laid: &Laid, text: &str, piece: &Piece) -> Option<Laid> {
        let Piece::Slot(_, fill) = piece else { return None };
        let from = laid.end?;
        let near = |at: usize| self.words_between(from, at) <= laid.room;
        let tokens = self.not_for(*fill).into_iter().find(|tokens| tokens.start >= from && near(tokens.start))?;
        let words = self.sentence.span_of(&tokens);
        let next = Laid { end: Some(tokens.end), room: 0, last: Some((text.to_owned(), true)), ..laid.clone() };
        Some(next.mended(cost::REFUSED, Mend::Refused { slot: text.to_owned(), fill: *fill, words }))
    }

    /// What looks as if it could fill a slot, and cannot.
    fn not_for(&self, fill: Fill) -> Vec<std::ops::Range<usize>> {
        match fill {
            Fill::Place => self.sentence.phrases.iter().map(|phrase| phrase.tokens.clone()).collect(),
            Fill::Number | Fill::Duration => self.sentence.numbers.iter().map(|number| number.tokens.clone()).collect(),
            Fill::Date => {
                let labels = self.sentence.numbers.iter().filter(|number| number.kind == NumberKind::Label);
                labels.map(|number| number.tokens.clone()).collect()
            }
            _ => Vec::new(),
        }
    }

    fn mark(&self, token: &Token) -> &str {
        token.span.of(self.text)
    }

    fn words_between(&self, from: usize, to: usize) -> usize {
        self.sentence.tokens.get(from..to).unwrap_or_default().iter().filter(|token| !token.is_mark()).count()
    }

    /// Where a piece can stand: its first token and the one behind its last.
    fn places(&self, piece: &Piece) -> Vec<(usize, usize)> {
        let at = |at: usize| self.ends(piece, at).into_iter().map(move |end| (at, end)).filter(|(at, end)| end > at);
        (0..self.sentence.tokens.len()).flat_map(at).collect()
    }

    /// Where a piece that begins at a token can end.
    fn ends(&self, piece: &Piece, at: usize) -> Vec<usize> {
        piece.ends(&self.sentence.tokens, at, &|piece, at| self.filled(piece, at))
    }

    /// Where what fills a slot can end.
    fn filled(&self, piece: &Piece, at: usize) -> Vec<usize> {
        let mut ends = Vec::new();
        match piece {
            Piece::Entry(_, entries) => ends.extend(entries.at(&self.sentence.tokens, at).map(|(end, _)| end)),
            Piece::Slot(_, fill) => {
                self.fillers.each(*fill, at, false, |end, _| ends.push(end));
                if fill.may_own() {
                    self.fillers.owners(at, |end, _| ends.push(end));
                }
            }
            _ => {}
        }
        ends
    }
}

/// Marks that no gap passes over.
const STOPS: [&str; 4] = [".", ";", "!", "?"];
/// Marks that are passed over between any two words of a pattern.
const PASSED: [&str; 6] = ["\"", "'", "(", ")", "[", "]"];
