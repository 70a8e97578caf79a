//! Which pattern of a rule comes nearest to a sentence: the one that the smallest mend would make match.

use super::super::automaton::{Fillers, Piece, is_owner};
use super::super::pattern::{self, Fill, Node, Part, Slot};
use super::super::{Rule, Rules, compile};
use super::{Spread, WIDEST_ADVISED};
use crate::language::Sentence;
use crate::language::number::{Number, NumberKind};
use crate::language::token::Token;
use crate::text::Span;
use std::collections::BTreeSet;
use std::ops::Range;
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
    /// Which of the sentences it comes nearest to.
    pub(super) at: usize,
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
    /// What must not be there is: its words.
    Forbidden(Span),
}

impl Mend {
    /// Whether it speaks of a piece.
    pub(super) fn names(&self, piece: &str) -> bool {
        match self {
            Self::Lacks(lacks) => lacks == piece,
            Self::Refused { slot, .. } => slot == piece,
            Self::Spread(
                Spread::Far { first, second, .. } | Spread::Parted { first, second, .. } | Spread::Turned { first, second, .. },
            ) => first == piece || second == piece,
            Self::Spread(Spread::Apart { first, second, between, .. }) => [first, second, between].contains(&&piece.to_owned()),
            Self::Spread(Spread::Within { .. }) | Self::Forbidden(_) => false,
        }
    }
}

impl Rules {
    /// The pattern of a rule, in one of some sentences, that needs the smallest mend; none where no word of any pattern is there.
    pub(super) fn nearest(&self, rule: &Rule, sentences: &[Sentence], text: &str) -> Option<Nearest> {
        let patterns: Vec<Pieces> = rule.ways.iter().map(|way| self.taken_apart(rule, &way.pattern.text)).collect();
        let held = |(at, sentence)| {
            let told = Told { rules: self, pack: &rule.pack, sentence, text, fillers: &Fillers::of(sentence), splits: true };
            patterns.iter().filter_map(|pattern| Some((pattern, at, pattern.held_against(&told)?))).collect::<Vec<_>>()
        };
        let tried = sentences.iter().enumerate().flat_map(held).map(|(pattern, at, (cost, mends))| {
            let turned = mends.iter().any(|mend| {
                matches!(mend, Mend::Spread(Spread::Turned { first, second, .. })
                if patterns.iter().any(|other| other.has_in_order(second, first)))
            });
            (cost + if turned { cost::ORDER_THERE } else { 0 }, pattern, at, mends)
        });
        // The first of equals: patterns stand in the author's order.
        let (_, pattern, at, mends) = tried.min_by_key(|(cost, ..)| *cost)?;
        Some(Nearest { pattern: pattern.text.clone(), at, mends })
    }

    fn taken_apart(&self, rule: &Rule, text: &str) -> Pieces {
        let parts = pattern::parse(text).map(|pattern| pattern.parts).unwrap_or_default();
        let pieces = |part: &Part| (part.absent, self.bits(&rule.pack, &part.node));
        Pieces { text: text.to_owned(), parts: parts.iter().map(pieces).collect() }
    }

    /// The pieces of one part.
    fn bits(&self, pack: &str, node: &Node) -> Vec<Bit> {
        let nodes = match node {
            Node::Sequence(nodes) => nodes.as_slice(),
            node => std::slice::from_ref(node),
        };
        let bit = |node: &Node| {
            let piece = compile::piece_of(node, pack, &self.language.lexicon, &self.lists)?;
            let weight = self.weight(node, &piece);
            let everywhere = self.is_small(node) && !self.is_particle(node);
            Some(Bit { text: node.to_string(), node: node.clone(), piece, weight, everywhere })
        };
        nodes.iter().filter_map(bit).collect()
    }

    /// How much a piece says of what a sentence is about: a slot takes almost anything, and small words stand everywhere.
    fn weight(&self, node: &Node, piece: &Piece) -> u32 {
        match piece {
            piece if piece.can_be_empty() => 0,
            Piece::Slot(..) | Piece::Owner => 1,
            _ if self.is_small(node) => 2,
            _ => 4,
        }
    }

    /// Whether a piece is made of words such as `of` alone.
    fn is_small(&self, node: &Node) -> bool {
        match node {
            Node::Word(word, _) | Node::Exact(word, _) => self.language.lists.get("function").has_form(&word.to_lowercase()),
            Node::Any(nodes) | Node::Sequence(nodes) => nodes.iter().all(|node| self.is_small(node)),
            Node::Gap(..) => true,
            Node::Optional(node) => self.is_small(node),
            Node::List(..) | Node::Slot(..) | Node::Owner(_) => false,
        }
    }

    /// Whether a piece is the second half of a verb, as in `take down`.
    fn is_particle(&self, node: &Node) -> bool {
        matches!(node, Node::Word(word, _) | Node::Exact(word, _) if self.language.lists.get("particle").has_form(&word.to_lowercase()))
    }

    /// The ways to say a piece that are of several words: each with the list that it stands in and that list's pack, or those of the piece.
    fn phrases(&self, node: &Node, pack: &str, seen: &mut BTreeSet<String>, all: &mut Vec<(String, Node)>) {
        match node {
            Node::Sequence(_) => all.push((pack.to_owned(), node.clone())),
            Node::Any(nodes) => nodes.iter().for_each(|node| self.phrases(node, pack, seen, all)),
            Node::Optional(node) => self.phrases(node, pack, seen, all),
            Node::List(name, _) => self.phrases_of_list(name, pack, seen, all),
            Node::Slot(Slot { list: Some(name), .. }, _) => self.phrases_of_list(name, pack, seen, all),
            _ => {}
        }
    }

    fn phrases_of_list(&self, name: &str, pack: &str, seen: &mut BTreeSet<String>, all: &mut Vec<(String, Node)>) {
        let Some((full, list)) = self.lists.full_name(name, pack).and_then(|full| self.lists.get_key_value(&full)) else { return };
        if !seen.insert(full.clone()) {
            return;
        }
        let pack = full.split('.').next().unwrap_or_default();
        for part in list.entries.iter().flat_map(|entry| pattern::read(entry.get_ref()).0.parts) {
            self.phrases(&part.node, pack, seen, all);
        }
    }
}

/// A piece of a pattern, with how it is written and how much it says.
struct Bit {
    text: String,
    node: Node,
    piece: Piece,
    weight: u32,
    /// Whether it may stand anywhere in a sentence: where it stands elsewhere, it is lacking here.
    everywhere: bool,
}

/// A pattern taken apart: for each part whether it must be absent, and its pieces.
struct Pieces {
    text: String,
    parts: Vec<(bool, Vec<Bit>)>,
}

impl Pieces {
    /// What keeps the pattern from matching a sentence, and how much that is; nothing where no word of it is there.
    fn held_against(&self, told: &Told) -> Option<(u32, Vec<Mend>)> {
        let all = self.wanted().map(|bit| bit.weight).sum::<u32>().max(1);
        // Where it has a word, no slot brings it near; where it has a telling one, no small one.
        let most = self.wanted().map(|bit| bit.weight).max().unwrap_or_default();
        let is_there = |bit: &Bit| bit.weight == most && !told.places(bit).is_empty();
        if !self.wanted().any(is_there) {
            return None;
        }
        let mut sum = (0, Vec::new());
        for (absent, part) in &self.parts {
            let (cost, mends) = match absent {
                true => told.forbidden(part, all).map(|words| (cost::FORBIDDEN, vec![Mend::Forbidden(words)])).unwrap_or_default(),
                false => told.smallest(part, all),
            };
            sum = (sum.0 + cost, [sum.1, mends].concat());
        }
        Some(sum)
    }

    fn wanted(&self) -> impl Iterator<Item = &Bit> {
        self.parts.iter().filter(|(absent, _)| !absent).flat_map(|(_, part)| part)
    }

    /// Whether it has one piece somewhere before another.
    fn has_in_order(&self, first: &str, second: &str) -> bool {
        let in_order = |part: &[Bit]| {
            let at = |text: &str| part.iter().position(|bit| bit.text == text);
            at(first).zip(at(second)).is_some_and(|(first, second)| first < second)
        };
        self.parts.iter().any(|(absent, part)| !absent && in_order(part))
    }
}

/// Where a piece can stand in a sentence: its first token and the one behind its last.
#[derive(Clone)]
struct Place {
    at: usize,
    end: usize,
    /// Where only the words of it stand there, but apart: what that costs, and how they stand.
    split: Option<(u32, Spread)>,
}

/// One way of laying the pieces of a part over a sentence, as far as it has come.
#[derive(Clone)]
struct Laid {
    cost: u32,
    /// Where the first piece begins, and where the last one.
    from: Option<(usize, usize)>,
    /// Where the next piece may begin; nothing before the first piece is laid.
    end: Option<usize>,
    /// How many words may stand before it.
    room: usize,
    /// Whether a piece that is nowhere was left out since the last one was laid: then no word more between them is one too many.
    torn: bool,
    /// The piece that was laid last, or left out before any was, with what of the pattern was passed over since, as written.
    last: Option<(String, bool)>,
    /// A piece that is in the sentence and was left out since: it must stand behind the next one.
    left: Option<Left>,
    mends: Option<Rc<Link>>,
}

/// A piece that was left out where the pattern has it.
#[derive(Clone)]
struct Left {
    text: String,
    slot: bool,
    places: Rc<[Place]>,
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
    rules: &'a Rules,
    pack: &'a str,
    sentence: &'a Sentence,
    text: &'a str,
    fillers: &'a Fillers<'a>,
    /// Whether pieces of several words are looked for word by word, where they are nowhere as a whole.
    splits: bool,
}

impl Told<'_> {
    /// The cheapest way to lay a part over the sentence. `all` is what all pieces of the pattern weigh.
    fn smallest(&self, part: &[Bit], all: u32) -> (u32, Vec<Mend>) {
        let laid = self.ways(part, all);
        let best = laid.iter().min_by_key(|laid| laid.cost);
        best.map(|laid| (laid.cost, laid.all_mends())).unwrap_or_default()
    }

    /// The words of a part that must not be in the sentence, where they are.
    fn forbidden(&self, part: &[Bit], all: u32) -> Option<Span> {
        let there = self.ways(part, all).into_iter().filter(|laid| laid.cost == 0);
        let mut tokens = there.filter_map(|laid| Some(laid.from?.0..laid.end?));
        tokens.next().map(|tokens| self.sentence.span_of(&tokens))
    }

    /// The cheapest way to lay a part over the sentence for each end.
    fn ways(&self, part: &[Bit], all: u32) -> Vec<Laid> {
        let mut laid = vec![Laid { cost: 0, from: None, end: None, room: 0, torn: false, last: None, left: None, mends: None }];
        for bit in part {
            laid = match bit.piece {
                Piece::Gap(words) => laid.into_iter().map(|laid| Laid { room: laid.room + words, ..laid }).collect(),
                _ => self.with(bit, all, &laid),
            };
        }
        laid
    }

    /// All ways to lay one more piece, the cheapest for each end.
    fn with(&self, bit: &Bit, all: u32, laid: &[Laid]) -> Vec<Laid> {
        let places: Rc<[Place]> = self.places(bit).into();
        let mut next: Vec<Laid> = laid.iter().flat_map(|laid| places.iter().filter_map(|place| self.laid(laid, bit, place))).collect();
        next.extend(laid.iter().flat_map(|laid| self.without(laid, bit, all, &places)));
        next.sort_by_key(|laid| (laid.end, laid.cost));
        next.dedup_by_key(|laid| laid.end);
        next
    }

    /// A piece laid at a place, with what is in the way between it and the one before.
    fn laid(&self, laid: &Laid, bit: &Bit, place: &Place) -> Option<Laid> {
        let next = Laid {
            from: Some((laid.from.map_or(place.at, |(first, _)| first), place.at)),
            end: Some(place.end),
            room: 0,
            torn: false,
            last: Some((bit.text.clone(), bit.is_slot())),
            left: None,
            ..laid.clone()
        };
        let next = if let Some(left) = &laid.left { next.mended(0, self.turned(laid, left, bit, place)?) } else { next };
        let next = if let Some(from) = laid.end { self.between(laid, bit, from..place.at, next)? } else { next };
        Some(match &place.split {
            Some((cost, spread)) => next.mended(*cost, Mend::Spread(spread.clone())),
            None => next,
        })
    }

    /// How a piece stands to one before it in the pattern that was left out; nothing where it does not stand before it.
    fn turned(&self, laid: &Laid, left: &Left, bit: &Bit, place: &Place) -> Option<Mend> {
        let behind = left.places.iter().find(|left| left.at >= place.end)?;
        Some(Mend::Spread(match (laid.end, &laid.last) {
            (Some(from), Some((first, _))) => Spread::Apart {
                first: first.clone(),
                second: left.text.clone(),
                between: bit.text.clone(),
                words: [self.words_between(from, place.at), self.words_between(place.end, behind.at)],
            },
            _ => Spread::Turned { first: left.text.clone(), second: bit.text.clone(), slot: left.slot || bit.is_slot() },
        }))
    }

    /// What stands between a piece and the one before that should not.
    fn between(&self, laid: &Laid, bit: &Bit, between: Range<usize>, next: Laid) -> Option<Laid> {
        let between = self.sentence.tokens.get(between)?;
        let words = between.iter().filter(|token| !token.is_mark()).count();
        let too_many = (words.saturating_sub(laid.room) as u32).saturating_mul(cost::WORD).min(cost::WORDS);
        if laid.torn || laid.left.is_some() {
            return Some(Laid { cost: next.cost + too_many, ..next });
        }
        let (first, second) = (laid.last.as_ref()?.0.clone(), bit.text.clone());
        if let Some(stop) = between.iter().find(|token| token.is_mark() && STOPS.contains(&self.mark(token))) {
            let spread = Spread::Parted { first, second, mark: self.mark(stop).to_owned(), passable: false };
            return Some(next.mended(cost::MARK, Mend::Spread(spread)));
        }
        if words > laid.room {
            let owner = between.iter().any(|token| !token.is_mark() && is_owner(token));
            return Some(next.mended(too_many, Mend::Spread(Spread::Far { first, second, words, owner })));
        }
        match between.iter().find(|token| laid.room == 0 && token.is_mark() && !PASSED.contains(&self.mark(token))) {
            Some(mark) => {
                let spread = Spread::Parted { first, second, mark: self.mark(mark).to_owned(), passable: true };
                Some(next.mended(cost::WORD, Mend::Spread(spread)))
            }
            None => Some(next),
        }
    }

    /// A piece left out: for nothing where it may be missing.
    fn without(&self, laid: &Laid, bit: &Bit, all: u32, places: &Rc<[Place]>) -> Vec<Laid> {
        // What may be missing is named with the piece before it, so that an advice keeps it.
        if bit.piece.can_be_empty() {
            let last = laid.last.clone().map(|(last, slot)| (format!("{last} {}", bit.text), slot));
            return vec![Laid { last, ..laid.clone() }];
        }
        let without = match places.is_empty() || bit.everywhere {
            true => {
                let lacks = cost::ALL * bit.weight / all;
                Laid { room: laid.room + 1, torn: true, ..laid.clone().mended(lacks, Mend::Lacks(bit.text.clone())) }
            }
            false => left_out(laid, bit, places),
        };
        [Some(without), self.refused(laid, bit)].into_iter().flatten().collect()
    }

    /// A slot laid over the words that stand in its place and are none for it.
    fn refused(&self, laid: &Laid, bit: &Bit) -> Option<Laid> {
        let Piece::Slot(_, fill) = &bit.piece else { return None };
        let from = laid.end?;
        let near = |at: usize| self.words_between(from, at) <= laid.room;
        let tokens = self.not_for(*fill).into_iter().find(|tokens| tokens.start >= from && near(tokens.start))?;
        let words = self.sentence.span_of(&tokens);
        let from = laid.from.map(|(first, _)| (first, tokens.start));
        let next =
            Laid { from, end: Some(tokens.end), room: 0, torn: false, last: Some((bit.text.clone(), true)), left: None, ..laid.clone() };
        Some(next.mended(cost::REFUSED, Mend::Refused { slot: bit.text.clone(), fill: *fill, words }))
    }

    /// What looks as if it could fill a slot, and cannot.
    fn not_for(&self, fill: Fill) -> Vec<Range<usize>> {
        match fill {
            Fill::Place => self.sentence.phrases.iter().map(|phrase| phrase.tokens.clone()).collect(),
            Fill::Number | Fill::Duration => self.sentence.numbers.iter().map(|number| number.tokens.clone()).collect(),
            Fill::Date => {
                let numbers = self.sentence.numbers.iter();
                let told = |number: &Number| match number.kind {
                    NumberKind::Label => Some(number.tokens.clone()),
                    NumberKind::Ordinal => self.day_alone(number),
                    _ => None,
                };
                numbers.filter_map(told).collect()
            }
            _ => Vec::new(),
        }
    }

    /// A day without its month: `the 12th`.
    fn day_alone(&self, number: &Number) -> Option<Range<usize>> {
        let first = self.sentence.tokens.get(number.tokens.start).map(|token| self.mark(token))?;
        let the =
            number.tokens.start.checked_sub(1).filter(|&before| self.mark(&self.sentence.tokens[before]).eq_ignore_ascii_case("the"))?;
        let is_day = first.starts_with(|c: char| c.is_ascii_digit()) && (1.0..=31.0).contains(&number.low);
        is_day.then_some(the..number.tokens.end)
    }

    fn mark(&self, token: &Token) -> &str {
        token.span.of(self.text)
    }

    fn words_between(&self, from: usize, to: usize) -> usize {
        self.sentence.tokens.get(from..to).unwrap_or_default().iter().filter(|token| !token.is_mark()).count()
    }

    /// Where a piece can stand: as a whole, else with its words apart.
    fn places(&self, bit: &Bit) -> Vec<Place> {
        let at = |at: usize| self.ends(&bit.piece, at).into_iter().map(move |end| Place { at, end, split: None });
        let whole: Vec<Place> = (0..self.sentence.tokens.len()).flat_map(at).filter(|place| place.end > place.at).collect();
        if whole.is_empty() && self.splits { self.split(bit).into_iter().collect() } else { whole }
    }

    /// Where all words of one way to say a piece stand, but with other words between them: the closest.
    fn split(&self, bit: &Bit) -> Option<Place> {
        let mut phrases = Vec::new();
        if !matches!(bit.node, Node::Sequence(_)) {
            self.rules.phrases(&bit.node, self.pack, &mut BTreeSet::new(), &mut phrases);
        }
        let of = match &bit.node {
            Node::Slot(Slot { list: Some(list), .. }, _) => format!("@{list}"),
            _ => bit.text.clone(),
        };
        let places = phrases.iter().filter_map(|(pack, phrase)| Told { pack, splits: false, ..*self }.apart(phrase, &of));
        places.min_by_key(|place| place.split.as_ref().map(|(cost, _)| *cost))
    }

    /// Where the words of a phrase stand apart, in its order.
    fn apart(&self, phrase: &Node, of: &str) -> Option<Place> {
        let bits = self.rules.bits(self.pack, phrase);
        // Most phrases of a long list have a word that is nowhere.
        if bits.iter().any(|bit| bit.weight > 0 && self.places(bit).is_empty()) {
            return None;
        }
        let all = bits.iter().map(|bit| bit.weight).sum::<u32>().max(1);
        let near = |mend: &Mend| matches!(mend, Mend::Spread(Spread::Far { words, .. }) if *words <= WIDEST_ADVISED);
        let best = self.ways(&bits, all).into_iter().filter(|laid| laid.all_mends().iter().all(near) && laid.left.is_none());
        let best = best.filter(|laid| laid.cost > 0).min_by_key(|laid| laid.cost)?;
        let far = best.all_mends().into_iter().filter_map(|mend| if let Mend::Spread(spread) = mend { Some(spread) } else { None });
        let spread = Spread::Within { of: of.to_owned(), phrase: phrase.to_string(), spread: far.collect() };
        Some(Place { at: best.from?.0, end: best.end?, split: Some((best.cost, spread)) })
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

impl Bit {
    fn is_slot(&self) -> bool {
        matches!(self.piece, Piece::Slot(..))
    }
}

/// A piece left out that stands elsewhere: before the piece laid last, or behind the next one.
fn left_out(laid: &Laid, bit: &Bit, places: &Rc<[Place]>) -> Laid {
    let next = Laid { room: laid.room + 1, cost: laid.cost + cost::ORDER, ..laid.clone() };
    let before = laid.from.and_then(|(_, last)| places.iter().find(|place| place.at < last));
    let (Some(before), Some((first, first_slot))) = (before, &laid.last) else {
        return Laid { left: Some(Left { text: bit.text.clone(), slot: bit.is_slot(), places: Rc::clone(places) }), ..next };
    };
    let turned = Spread::Turned { first: first.clone(), second: bit.text.clone(), slot: bit.is_slot() || *first_slot };
    let next = next.mended(0, Mend::Spread(turned));
    match &before.split {
        Some((cost, spread)) => next.mended(*cost, Mend::Spread(spread.clone())),
        None => next,
    }
}

/// Marks that no gap passes over.
const STOPS: [&str; 4] = [".", ";", "!", "?"];
/// Marks that are passed over between any two words of a pattern.
const PASSED: [&str; 6] = ["\"", "'", "(", ")", "[", "]"];
