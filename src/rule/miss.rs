//! Why a rule reads nothing in a text, told to its author: which pattern came nearest, and what of it is not there.

use super::automaton::{Fillers, Literal, Piece, entry_at, is_owner, is_score};
use super::matching::{Workspace, combine, occurs};
use super::pattern::{self, DEFAULT_GAP, Fill, Node, Part};
use super::{Compiled, Rule, Rules, compile};
use crate::language::Sentence;
use crate::language::date::Grain;
use crate::language::number::NumberKind;
use std::fmt;

/// Why a rule reads nothing in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// There is no sentence to read.
    NoSentence,
    /// None of its patterns is there, nor a word of any.
    NoPattern,
    /// None of its patterns is there; this one comes nearest, and lacks these of its pieces.
    Lacks {
        /// The nearest pattern, as written.
        pattern: String,
        /// What of it is nowhere in the sentence.
        lacks: Vec<String>,
    },
    /// The nearest pattern asks for a number where the text has only a year, which is read as a date.
    Year {
        /// The pattern, as written.
        pattern: String,
        /// The year.
        year: i16,
    },
    /// All pieces of this pattern are there, but not as it has them.
    Scattered {
        /// The pattern, as written.
        pattern: String,
        /// Which two of its pieces, and how they stand.
        spread: Spread,
    },
    /// All of this pattern is there, and so is what it says must not be.
    Forbidden(String),
    /// A pattern is there, but this topic word is not, nor near.
    About(String),
    /// A pattern is there, and so is this pattern of `unless`.
    Unless(String),
    /// A pattern is there, but only mentioned, or what fills its slots can be neither value nor key.
    NoClaim,
}

/// How two pieces of a pattern, one behind the other, stand in a sentence that the pattern does not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spread {
    /// With more words between them than the pattern lets in.
    Far {
        /// The first piece, as written.
        first: String,
        /// The piece behind it, as written.
        second: String,
        /// How many words stand between them.
        words: usize,
    },
    /// The second before the first.
    Turned {
        /// The first piece, as written.
        first: String,
        /// The piece behind it, as written.
        second: String,
    },
    /// It cannot be told of two pieces alone.
    Unclear,
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSentence => f.write_str("there is no sentence to read"),
            Self::NoPattern => f.write_str("no pattern matches, and no word of any pattern is there"),
            Self::Lacks { pattern, lacks } => write!(f, "no pattern matches; the nearest, `{pattern}`, lacks {}", quoted(lacks)),
            Self::Year { pattern, year } => {
                write!(f, "no pattern matches; the nearest, `{pattern}`, asks for a number, and {year} is read as a date: use `{{d:date}}`")
            }
            Self::Scattered { pattern, spread } => write!(f, "no pattern matches; all of `{pattern}` is there, but {spread}"),
            Self::Forbidden(pattern) => write!(f, "no pattern matches; of `{pattern}`, what stands behind `!` is there"),
            Self::About(pattern) => write!(f, "a pattern matches, but `{pattern}` of `about` is not there, nor near"),
            Self::Unless(pattern) => write!(f, "a pattern matches, but `{pattern}` of `unless` is there"),
            Self::NoClaim => f.write_str(
                "a pattern matches, but what it says is only mentioned, or what fills its slots is neither a name nor a thing that could be compared",
            ),
        }
    }
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Far { first, second, words } => {
                let (noun, verb) = if *words == 1 { ("word", "stands") } else { ("words", "stand") };
                write!(f, "{words} {noun} {verb} between `{first}` and `{second}`: ")?;
                match *words {
                    DEFAULT_GAP => write!(f, "write `{first} ... {second}`"),
                    ..DEFAULT_GAP => write!(f, "write `{first} ...{words} {second}`"),
                    _ => f.write_str("write another pattern for such a sentence"),
                }
            }
            Self::Turned { first, second } => {
                write!(f, "`{second}` stands before `{first}`: write a pattern for that order, too, or `{first} & {second}` for any order")
            }
            Self::Unclear => f.write_str("in another order or too far apart"),
        }
    }
}

fn quoted(pieces: &[String]) -> String {
    pieces.iter().map(|piece| format!("`{piece}`")).collect::<Vec<_>>().join(" and ")
}

impl Rules {
    /// Why a rule, by its place in [`Rules::rules`], reads nothing in sentences in which it reads nothing: told of the sentence that
    /// comes nearest.
    pub fn miss(&self, rule: usize, sentences: &[Sentence], workspace: &mut Workspace) -> Miss {
        let hits = self.hits_of(rule, sentences, workspace);
        let rule = &self.rules[rule];
        let read = |at: &usize| rule.ways.iter().any(|way| !combine(&way.pattern, &hits[*at]).is_empty());
        let Some(at) = (0..sentences.len()).find(read) else { return self.nearest(rule, sentences) };
        let near = at.saturating_sub(rule.near)..(at + rule.near + 1).min(hits.len());
        let missing = |pattern: &&Compiled| !near.clone().any(|i| occurs(pattern, &hits[i]));
        if let Some(pattern) = rule.about.iter().find(missing) {
            return Miss::About(pattern.text.clone());
        }
        let unless = rule.unless.iter().find(|pattern| occurs(pattern, &hits[at]));
        unless.map_or(Miss::NoClaim, |pattern| Miss::Unless(pattern.text.clone()))
    }

    /// The pattern of which most pieces are in one sentence.
    fn nearest(&self, rule: &Rule, sentences: &[Sentence]) -> Miss {
        if sentences.is_empty() {
            return Miss::NoSentence;
        }
        let patterns: Vec<Pieces> = rule.ways.iter().map(|way| self.taken_apart(rule, &way.pattern.text)).collect();
        let tried = sentences.iter().flat_map(|sentence| patterns.iter().map(move |pattern| pattern.held_against(sentence)));
        // The first of equals: patterns stand in the author's order.
        let best = tried.reduce(|best, other| if other.share() > best.share() { other } else { best });
        match best {
            Some(Held { found: 1.., pattern, lacks, .. }) if !lacks.is_empty() => lacking(pattern, lacks, sentences),
            Some(Held { found: 1.., pattern, forbidden: true, .. }) => Miss::Forbidden(pattern),
            Some(Held { found: 1.., pattern, spread, .. }) => Miss::Scattered { pattern, spread },
            _ => Miss::NoPattern,
        }
    }

    fn taken_apart(&self, rule: &Rule, text: &str) -> Pieces {
        let parts = pattern::parse(text).map(|pattern| pattern.parts).unwrap_or_default();
        let pieces = |part: &Part| (part.absent, self.pieces(rule, &part.node));
        Pieces { pattern: text.to_owned(), parts: parts.iter().map(pieces).collect() }
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
    pattern: String,
    parts: Vec<(bool, Vec<(String, Piece)>)>,
}

/// What of a pattern is in a sentence.
struct Held {
    pattern: String,
    found: usize,
    lacks: Vec<String>,
    forbidden: bool,
    spread: Spread,
}

impl Held {
    fn share(&self) -> f64 {
        self.found as f64 / (self.found + self.lacks.len()).max(1) as f64
    }
}

impl Pieces {
    fn held_against(&self, sentence: &Sentence) -> Held {
        let mut held = Held { pattern: self.pattern.clone(), found: 0, lacks: Vec::new(), forbidden: false, spread: Spread::Unclear };
        for (absent, pieces) in &self.parts {
            let needed = pieces.iter().filter(|(_, piece)| !piece.can_be_empty());
            let (there, lacking): (Vec<_>, Vec<_>) = needed.partition(|(_, piece)| is_somewhere(piece, sentence));
            if *absent {
                held.forbidden |= lacking.is_empty();
            } else {
                held.found += there.len();
                held.lacks.extend(lacking.into_iter().map(|(text, _)| text.clone()));
            }
        }
        if held.lacks.is_empty() && !held.forbidden {
            held.spread =
                self.parts.iter().filter(|(absent, _)| !absent).find_map(|(_, part)| spread(part, sentence)).unwrap_or(Spread::Unclear);
        }
        held
    }
}

/// The first two neighbours of a part that nowhere stand in a sentence as the part has them.
fn spread(part: &[(String, Piece)], sentence: &Sentence) -> Option<Spread> {
    let fillers = Fillers::of(sentence);
    let mut before: Option<(&str, &Piece)> = None;
    let mut room = 0;
    for (text, piece) in part {
        match piece {
            Piece::Gap(words) => room += words,
            // What may be missing may also fill the room: nothing is sure between its neighbours.
            piece if piece.can_be_empty() => before = None,
            piece => {
                let apart = before.and_then(|(first, other)| apart(first, other, text, piece, room, sentence, &fillers));
                if apart.is_some() {
                    return apart;
                }
                (before, room) = (Some((text.as_str(), piece)), 0);
            }
        }
    }
    None
}

/// How one piece and the next stand, where that is not within the room between them.
fn apart(first: &str, a: &Piece, second: &str, b: &Piece, room: usize, sentence: &Sentence, fillers: &Fillers) -> Option<Spread> {
    let places = |piece: &Piece| -> Vec<(usize, usize)> {
        (0..sentence.tokens.len()).flat_map(|at| ends(piece, at, sentence, fillers).into_iter().map(move |end| (at, end))).collect()
    };
    let (firsts, seconds) = (places(a), places(b));
    if firsts.is_empty() || seconds.is_empty() {
        return None;
    }
    let words = |from: usize, to: usize| sentence.tokens[from..to].iter().filter(|token| !token.is_mark()).count();
    let between = firsts.iter().flat_map(|&(_, end)| seconds.iter().filter(move |(at, _)| *at >= end).map(move |&(at, _)| words(end, at)));
    let (first, second) = (first.to_owned(), second.to_owned());
    match between.min() {
        None => Some(Spread::Turned { first, second }),
        Some(words) if words > room => Some(Spread::Far { first, second, words }),
        Some(_) => None,
    }
}

/// Where a piece that begins at a token can end.
fn ends(piece: &Piece, at: usize, sentence: &Sentence, fillers: &Fillers) -> Vec<usize> {
    match piece {
        Piece::Word(literal) if sentence.tokens.get(at).is_some_and(|token| literal.takes(token)) => vec![at + 1],
        Piece::Word(_) => Vec::new(),
        Piece::Entry(_, entries) => entry_at(entries, sentence, at).map(|(end, _)| end).into_iter().collect(),
        Piece::Owner => sentence.tokens.get(at).filter(|token| is_owner(token)).map(|_| at + 1).into_iter().collect(),
        Piece::Slot(_, fill) => {
            let mut ends = Vec::new();
            fillers.each(*fill, at, false, |end, _| ends.push(end));
            fillers.owners(at, |end, _| ends.push(end));
            ends
        }
        Piece::Gap(words) => (at..=(at + words).min(sentence.tokens.len())).collect(),
        Piece::Any(pieces) => pieces.iter().flat_map(|piece| ends(piece, at, sentence, fillers)).collect(),
        Piece::Sequence(pieces) => pieces.iter().fold(vec![at], |starts, piece| {
            let mut all: Vec<usize> = starts.into_iter().flat_map(|start| ends(piece, start, sentence, fillers)).collect();
            all.sort_unstable();
            all.dedup();
            all
        }),
        Piece::Optional(piece) => ends(piece, at, sentence, fillers).into_iter().chain([at]).collect(),
    }
}

/// Whether all that a piece needs is somewhere in the sentence, in whatever order.
fn is_somewhere(piece: &Piece, sentence: &Sentence) -> bool {
    match piece {
        Piece::Word(literal) => has(literal, sentence),
        Piece::Slot(_, fill) => has_filler(*fill, sentence),
        Piece::Entry(_, entries) => (0..sentence.tokens.len()).any(|at| entry_at(entries, sentence, at).is_some()),
        Piece::Owner => sentence.tokens.iter().any(is_owner),
        Piece::Gap(_) | Piece::Optional(_) => true,
        Piece::Any(pieces) => pieces.iter().any(|piece| is_somewhere(piece, sentence)),
        Piece::Sequence(pieces) => pieces.iter().all(|piece| is_somewhere(piece, sentence)),
    }
}

fn lacking(pattern: String, lacks: Vec<String>, sentences: &[Sentence]) -> Miss {
    match year_for_number(&lacks, sentences) {
        Some(year) => Miss::Year { pattern, year },
        None => Miss::Lacks { pattern, lacks },
    }
}

/// The year that a text has where a pattern lacks a number.
fn year_for_number(lacks: &[String], sentences: &[Sentence]) -> Option<i16> {
    let wanted = lacks.iter().any(|piece| piece.contains(":number}"));
    let mut moments = sentences.iter().filter(|_| wanted).flat_map(|sentence| &sentence.moments);
    moments.find(|moment| moment.grain == Grain::Year).and_then(|moment| moment.days).map(|(first, _)| first.year())
}

fn has(literal: &Literal, sentence: &Sentence) -> bool {
    sentence.tokens.iter().any(|token| literal.takes(token))
}

fn has_filler(fill: Fill, sentence: &Sentence) -> bool {
    match fill {
        Fill::Number | Fill::Duration => sentence.numbers.iter().any(|n| !matches!(n.kind, NumberKind::Label | NumberKind::Ordinal)),
        Fill::Date => !sentence.moments.is_empty(),
        Fill::Phrase | Fill::Who | Fill::Place => !sentence.phrases.is_empty(),
        Fill::Verb | Fill::Entry => true,
        Fill::Score => (0..sentence.tokens.len()).any(|at| is_score(&sentence.tokens, at)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::compile_text;
    use super::*;

    const RULE: &str = r#"
[pack]
id = "desk"
title = "Rules of the test"
[words]
store = ["depot", "munitions store"]
[[rule]]
id = "cause"
ask = "Why?"
shape = "yes-no"
about = ["@store"]
near = 0
unless = ["exercise"]
say = ["drone ...2 hit", "poor storage ... cause", "fire & night ! calm"]
"#;

    #[test]
    fn tells_of_a_year_where_a_number_is_asked_for() {
        let rule = "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"open\"\nask = \"When?\"\nshape = \"number\"\nsay = [\"open ...6 {n:number}\"]\n";
        let rules = compile_text(rule);
        let sentences = rules.language.read("The bridge will open at last in 2028.", None);
        let told = "no pattern matches; the nearest, `open ...6 {n:number}`, asks for a number, and 2028 is read as a date: use `{d:date}`";
        assert_eq!(rules.miss(0, &sentences, &mut Workspace::default()).to_string(), told);
    }

    #[test]
    fn tells_the_author_what_is_missing() {
        let rules = compile_text(RULE);
        for (text, told) in [
            ("", "there is no sentence to read"),
            ("The weather was fine.", "no pattern matches, and no word of any pattern is there"),
            ("Drones flew over the depot.", "no pattern matches; the nearest, `drone ...2 hit`, lacks `hit`"),
            (
                "A hit on the depot came from a drone.",
                "no pattern matches; all of `drone ...2 hit` is there, but `hit` stands before `drone`: write a pattern for that order, too, or \
                 `drone & hit` for any order",
            ),
            (
                "Drones that nobody had seen hit the depot.",
                "no pattern matches; all of `drone ...2 hit` is there, but 4 words stand between `drone` and `hit`: write `drone ...4 hit`",
            ),
            (
                "Poor long storage caused it at the depot.",
                "no pattern matches; all of `poor storage ... cause` is there, but 1 word stands between `poor` and `storage`: write `poor ...1 storage`",
            ),
            ("A fire burnt at night in calm weather.", "no pattern matches; of `fire & night ! calm`, what stands behind `!` is there"),
            ("A drone hit the bridge.", "a pattern matches, but `@store` of `about` is not there, nor near"),
            ("A drone hit the depot in an exercise.", "a pattern matches, but `exercise` of `unless` is there"),
        ] {
            let sentences = rules.language.read(text, None);
            assert_eq!(rules.miss(0, &sentences, &mut Workspace::default()).to_string(), told, "{text}");
        }
    }
}
