//! Alternatives that another one already covers, and what two patterns have in common.

use super::{Desk, number};
use crate::language::lexicon::{Lexicon, Word};
use crate::language::token::Token;
use crate::rule::automaton::{Literal, Piece};
use crate::rule::code::Code;
use crate::rule::compile::{lemma, words};
use crate::rule::load::LANGUAGE_PACK;
use crate::rule::pattern::{self, Node, Pattern};
use crate::rule::place::inside;
use crate::rule::problem::Problem;
use crate::rule::read::WrittenPack;
use crate::rule::written::Text;
use std::collections::BTreeMap;

/// One alternative: the pattern it stands in, and its node.
type Alternative<'a> = (&'a Text, &'a Node);

/// Alternatives of a pattern that can never be the ones that match.
pub(super) fn of_pattern(desk: &Desk, text: &Text, pattern: &Pattern, lexicon: &Lexicon, out: &mut Vec<Problem>) {
    for part in &pattern.parts {
        part.node.walk(&mut |node| {
            if let Node::Any(nodes) = node {
                let all: Vec<Alternative> = nodes.iter().map(|node| (text, node)).collect();
                covered(desk, &all, lexicon, out);
            }
        });
    }
}

/// Entries of lists that can never be the ones that match.
pub(super) fn of_lists(pack: &WrittenPack, lexicon: &Lexicon, out: &mut Vec<Problem>) {
    if pack.head.id.get_ref() == LANGUAGE_PACK {
        return;
    }
    let desk = Desk { pack, rule: None };
    for list in pack.words.values() {
        let read: Vec<(&Text, Pattern)> = list.entries.iter().map(|entry| (entry, pattern::read(entry.get_ref()).0)).collect();
        let nodes = read.iter().filter(|(_, pattern)| pattern.parts.len() == 1);
        let all: Vec<Alternative> = nodes.map(|(text, pattern)| (*text, &pattern.parts[0].node)).collect();
        covered(&desk, &all, lexicon, out);
        read.iter().for_each(|(text, pattern)| of_pattern(&desk, text, pattern, lexicon, out));
    }
}

/// Tells each alternative that those before it, or a bare word among all of them, already cover.
fn covered(desk: &Desk, all: &[Alternative], lexicon: &Lexicon, out: &mut Vec<Problem>) {
    let mut whole: BTreeMap<u64, usize> = BTreeMap::new();
    let mut bare: BTreeMap<Word, usize> = BTreeMap::new();
    let literals: Vec<Option<Literal>> = all.iter().map(|(_, node)| literal(node, lexicon)).collect();
    for (at, literal) in literals.iter().enumerate() {
        if let Some(Literal::Lemma(lemmas)) = literal {
            lemmas.iter().for_each(|&word| _ = bare.entry(word).or_insert(at));
        }
    }
    for (at, (text, node)) in all.iter().enumerate() {
        let first = *whole.entry(shape(node, lexicon)).or_insert(at);
        let by = if first == at { covering(at, node, &literals, &bare, lexicon) } else { Some(first) };
        let Some(by) = by else { continue };
        let spell = |(text, node): &Alternative| text.get_ref()[node.place()].to_owned();
        let message = format!("`{}` is never needed: `{}` covers it", spell(&all[at]), spell(&all[by]));
        let help = "take it out; a bare word stands for all its forms, a word in single quotes for that form alone";
        desk.tell(out, Code::Unreachable, inside(text, &node.place(), &desk.pack.file), message, help);
    }
}

/// The bare word that covers a single word, if it is not that word itself.
fn covering(at: usize, node: &Node, literals: &[Option<Literal>], bare: &BTreeMap<Word, usize>, lexicon: &Lexicon) -> Option<usize> {
    let takes = |word: &Word| bare.get(word).copied().filter(|&other| other != at);
    match (literals[at].as_ref()?, node) {
        (Literal::Lemma(words), _) => {
            let all: Option<Vec<usize>> = words.iter().map(takes).collect();
            all?.into_iter().find(|&other| other < at)
        }
        (Literal::Form(_), Node::Exact(form, _)) => {
            let tokens = words(form, lexicon);
            tokens.first()?.0.lemmas.iter().filter(|word| **word != Word::NONE).find_map(takes)
        }
        _ => None,
    }
}

/// What a node takes, where it takes a single word.
fn literal(node: &Node, lexicon: &Lexicon) -> Option<Literal> {
    let (text, exact) = match node {
        Node::Word(text, _) => (text, false),
        Node::Exact(text, _) => (text, true),
        _ => return None,
    };
    let tokens = words(text, lexicon);
    let [token] = tokens.as_slice() else { return None };
    Some(if exact { Literal::Form(Box::new([token.0.word()])) } else { bare(token, text, lexicon) })
}

/// What a bare word stands for, without its own form where that is no lemma: every token of that form has the lemma as well.
fn bare(token: &(Token, String), text: &str, lexicon: &Lexicon) -> Literal {
    match lemma(token, text, lexicon) {
        Literal::Lemma(words) if words.len() > 1 => Literal::Lemma(words.into_iter().filter(|word| *word != token.0.word()).collect()),
        literal => literal,
    }
}

/// What a node takes, as a number.
pub(super) fn shape(node: &Node, lexicon: &Lexicon) -> u64 {
    let all = |nodes: &[Node]| nodes.iter().map(|node| shape(node, lexicon)).collect::<Vec<_>>();
    match node {
        Node::Word(text, _) => number(&words(text, lexicon).iter().map(|token| bare(token, text, lexicon)).collect::<Vec<_>>()),
        Node::Exact(form, _) => number(&("exact", form.to_lowercase())),
        Node::List(name, _) => number(&("list", name)),
        Node::Slot(slot, _) => number(&("slot", slot)),
        Node::Owner(_) => number(&"owner"),
        Node::Gap(words, _) => number(&("gap", words)),
        Node::Any(nodes) => {
            let mut all = all(nodes);
            all.sort_unstable();
            number(&("any", all))
        }
        Node::Sequence(nodes) => number(&("sequence", all(nodes))),
        Node::Optional(node) => number(&("optional", shape(node, lexicon))),
    }
}

/// The numbers of what a pattern takes: of the whole, and of each alternative where it is nothing but alternatives.
pub(super) fn of_way(pieces: &[(bool, Piece)], whole: u64) -> Vec<u64> {
    let mut all = vec![whole];
    if let [(false, piece)] = pieces
        && !has_slot(piece)
    {
        expand(piece, &mut all);
    }
    all
}

fn expand(piece: &Piece, all: &mut Vec<u64>) {
    match piece {
        Piece::Word(Literal::Lemma(words)) => all.extend(words.iter().map(|word| number(&("lemma", word)))),
        Piece::Word(Literal::Form(words)) => all.extend(words.iter().map(|word| number(&("form", word)))),
        Piece::Any(pieces) => pieces.iter().for_each(|piece| expand(piece, all)),
        piece => all.push(number(piece)),
    }
}

fn has_slot(piece: &Piece) -> bool {
    match piece {
        Piece::Slot(..) | Piece::Entry(..) => true,
        Piece::Word(_) | Piece::Gap(_) | Piece::Owner => false,
        Piece::Any(pieces) | Piece::Sequence(pieces) => pieces.iter().any(has_slot),
        Piece::Optional(piece) => has_slot(piece),
    }
}
