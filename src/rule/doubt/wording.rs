//! Words of patterns that are probably not meant as they are written.

use super::Desk;
use crate::language::Language;
use crate::language::lexicon::{Class, Word};
use crate::rule::code::Code;
use crate::rule::load::LANGUAGE_PACK;
use crate::rule::pattern::{self, Node, Pattern};
use crate::rule::place::inside;
use crate::rule::problem::Problem;
use crate::rule::read::WrittenPack;
use crate::rule::written::Text;

/// Marks that mean something in regular expressions and nothing here.
const MARKS: &[char] = &['*', '+', '[', ']', '^', '$', '\\'];

/// What is doubtful in the words of a pattern.
pub(super) fn of_pattern(desk: &Desk, text: &Text, pattern: &Pattern, language: &Language, out: &mut Vec<Problem>) {
    for part in &pattern.parts {
        part.node.walk(&mut |node| {
            if let Node::Word(word, at) = node {
                let at = || inside(text, at, &desk.pack.file);
                if word.contains(MARKS) || word.contains(".*") {
                    let help = "patterns are no regular expressions: a word stands for all its forms, `...` for any words between, `(a | b)` for one of two";
                    desk.tell(out, Code::LooksLikeRegex, at(), format!("`{word}` looks like a regular expression"), help);
                } else if let Some(right) = meant(word, language) {
                    let help = format!("did you mean `{right}`? Put a word in single quotes if it is right as it stands");
                    desk.tell(out, Code::Misspelt, at(), format!("`{word}` is no word that the dictionary knows"), help);
                }
            }
        });
    }
}

/// What is doubtful in the words of a pack's lists.
pub(super) fn of_lists(pack: &WrittenPack, language: &Language, out: &mut Vec<Problem>) {
    if pack.head.id.get_ref() == LANGUAGE_PACK {
        return;
    }
    let desk = Desk { pack, rule: None };
    for entry in pack.words.values().flat_map(|list| &list.entries) {
        of_pattern(&desk, entry, &pattern::read(entry.get_ref()).0, language, out);
    }
}

/// The shortest word that is held against the dictionary.
const SHORTEST: usize = 6;

/// How often a word must have been seen, in bits, to be what somebody meant.
const COMMON: u8 = 3;

/// The common word that an unknown one is probably a misspelling of: two letters are swapped, or one is missing, doubled or
/// wrong. Words of which the dictionary knows nothing near are left alone: they are names, or new.
fn meant(word: &str, language: &Language) -> Option<String> {
    let lexicon = &language.lexicon;
    let plain = word.len() >= SHORTEST && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let function = || language.lists.get("function").has_form(word);
    if !plain || !lexicon.classes_of_form(word).is_unknown() || function() {
        return None;
    }
    let bits = |word: Word| {
        let classes = lexicon.classes(word);
        [Class::Noun, Class::Verb, Class::Adjective, Class::Adverb].into_iter().filter_map(|class| classes.bits(class)).max()
    };
    slips(word).into_iter().find(|candidate| bits(Word::of(candidate)).is_some_and(|bits| bits >= COMMON))
}

/// Every word that is one slip away, the likeliest slips first. The first letter is seldom wrong, and an ending is no slip.
fn slips(word: &str) -> Vec<String> {
    let letters = || (b'a'..=b'z').map(char::from);
    let cut = |at: usize, by: usize| (&word[..at], &word[at..at + by], &word[at + by..]);
    let swapped = (1..word.len() - 1)
        .map(|at| (cut(at, 2), cut(at + 1, 1).1))
        .map(|((head, pair, tail), second)| format!("{head}{second}{}{tail}", &pair[..1]));
    let missing = (1..word.len()).flat_map(|at| letters().map(move |letter| format!("{}{letter}{}", &word[..at], &word[at..])));
    let doubled = (1..word.len())
        .filter(|&at| word.as_bytes()[at] == word.as_bytes()[at - 1])
        .map(|at| format!("{}{}", &word[..at], &word[at + 1..]));
    let wrong = (1..word.len() - 1).flat_map(|at| letters().map(move |letter| format!("{}{letter}{}", &word[..at], &word[at + 1..])));
    swapped.chain(doubled).chain(missing).chain(wrong).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_what_a_slip_was_meant_to_be() {
        let language = Language::new(crate::language::lists::Lists::shipped());
        for (slip, right) in [
            ("explosoin", Some("explosion")),
            ("goverment", Some("government")),
            ("bridgge", Some("bridge")),
            ("attakc", Some("attack")),
            ("soldyer", Some("soldier")),
            ("without", None),
            ("bridges", None),
            ("coronavirus", None),
            ("Kadhimi", None),
            ("changer", None),
        ] {
            assert_eq!(meant(slip, &language).as_deref(), right, "{slip}");
        }
    }
}
