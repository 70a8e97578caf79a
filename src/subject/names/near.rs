//! When two names are spelled nearly alike, and the blocks in which such names are sure to meet.

use super::normal::{Kind, Normal, Token};
use super::tables::{TABLES, are_opposed};
use rustc_hash::FxHasher;
use std::hash::Hasher;

/// The least edit similarity of two skeletons, which also begin alike (Arlington is not Darlington). At .857 more spellings meet, and more strangers.
const NEAR: f64 = 0.875;
/// Shorter words are met by their skeleton only, and only beside a longer one.
const LONG: usize = 5;
/// The shortest skeleton that can lose a letter and still be near: 7 of 8 letters.
const FUZZY: usize = 7;
/// Words with longer skeletons, and names of more words, are no names; they are met whole.
const HUGE: usize = 40;
const MANY: usize = 12;

/// How two words meet.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Meeting {
    Apart,
    /// The same, or the same sound, in words too short to tell.
    Short,
    /// The same or nearly the same, in words long enough.
    Long,
}

/// Whether two names, as tokens, are spellings of one: word for word, or as one word where they are divided differently.
pub(super) fn near(a: &[&Token], b: &[&Token]) -> bool {
    if a.len() != b.len() {
        return glued(a, b);
    }
    let meetings: Vec<Meeting> = a.iter().zip(b).map(|(a, b)| meet(a, b)).collect();
    let equal = a.iter().zip(b).all(|(a, b)| a.form == b.form);
    equal || (!meetings.contains(&Meeting::Apart) && meetings.contains(&Meeting::Long))
}

/// `Abu Mahdi` and `Abumahdi`.
fn glued(a: &[&Token], b: &[&Token]) -> bool {
    let whole = |tokens: &[&Token]| tokens.iter().map(|t| t.skeleton.as_str()).collect::<String>();
    let proper = |tokens: &[&Token]| tokens.iter().all(|t| t.kind == Kind::Proper);
    proper(a) && proper(b) && whole(a).chars().count() >= FUZZY && whole(a) == whole(b)
}

fn meet(a: &Token, b: &Token) -> Meeting {
    let letters = a.form.chars().count().min(b.form.chars().count());
    let long = if letters < LONG { Meeting::Short } else { Meeting::Long };
    if a.form == b.form {
        return long;
    }
    if a.kind != Kind::Proper || b.kind != Kind::Proper || are_opposed(TABLES.sides(&a.form), TABLES.sides(&b.form)) {
        return Meeting::Apart;
    }
    if a.skeleton == b.skeleton {
        return long;
    }
    let fuzzy =
        (may_lose_a_letter(a) || may_lose_a_letter(b)) && a.skeleton.chars().next() == b.skeleton.chars().next() && !is_derived(a, b);
    let close = fuzzy && strsim::normalized_levenshtein(&a.skeleton, &b.skeleton) >= NEAR;
    if close { Meeting::Long } else { Meeting::Apart }
}

fn may_lose_a_letter(token: &Token) -> bool {
    token.kind == Kind::Proper && (FUZZY..=HUGE).contains(&token.skeleton.chars().count())
}

/// `Kandahar` and `Kandahari` are a place and somebody from there.
fn is_derived(a: &Token, b: &Token) -> bool {
    let ending = a.skeleton.strip_prefix(b.skeleton.as_str()).or_else(|| b.skeleton.strip_prefix(a.skeleton.as_str()));
    matches!(ending, Some("i" | "n" | "an" | "in"))
}

/// Hashes of which two near names always have one in common, unless they differ by more than one letter in all.
///
/// The skeletons of all words together, whole and with any one letter left out of a long word.
pub(super) fn blocks(tokens: &[&Token]) -> Vec<u64> {
    let mut blocks = vec![hash(tokens, None)];
    for (at, token) in tokens.iter().enumerate().filter(|(_, t)| tokens.len() <= MANY && may_lose_a_letter(t)) {
        blocks.extend((0..token.skeleton.chars().count()).map(|letter| hash(tokens, Some((at, letter)))));
    }
    blocks.sort_unstable();
    blocks.dedup();
    blocks
}

fn hash(tokens: &[&Token], without: Option<(usize, usize)>) -> u64 {
    let mut hasher = FxHasher::default();
    for (at, token) in tokens.iter().enumerate() {
        for (letter, c) in token.skeleton.chars().enumerate() {
            if without != Some((at, letter)) {
                hasher.write_u32(u32::from(c));
            }
        }
    }
    hasher.finish()
}

/// The tokens of the short forms of a person's full name: its last words, and first and last without some between.
pub(super) fn short_forms(full: &Normal) -> Vec<Vec<&Token>> {
    let tokens: Vec<&Token> = full.tokens.iter().collect();
    let mut forms: Vec<Vec<&Token>> = (1..tokens.len()).map(|from| tokens[from..].to_vec()).collect();
    for left_out in 1..tokens.len().saturating_sub(1) {
        forms.push(tokens.iter().enumerate().filter(|(at, _)| *at != left_out).map(|(_, t)| *t).collect());
    }
    if tokens.len() > 3 {
        forms.push(vec![tokens[0], tokens[tokens.len() - 1]]);
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn meet_in_a_block(a: &str, b: &str) -> bool {
        let (a, b) = (Normal::of(a), Normal::of(b));
        let blocks_of = |normal: &Normal| blocks(&normal.tokens.iter().collect::<Vec<_>>());
        let others = blocks_of(&b);
        blocks_of(&a).iter().any(|block| others.contains(block))
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

        #[test]
        fn names_one_letter_apart_share_a_block(first in "Q[bflmnprst]{3,9}", last in "W[bflmnprstaiu]{8,14}", at in 1_usize..8) {
            let mut typo = last.clone();
            typo.remove(at);
            let (a, b) = (format!("{first} {last}"), format!("{first} {typo}"));
            let (one, other) = (Normal::of(&a), Normal::of(&b));
            let all = |normal: &Normal| normal.tokens.clone();
            let (one, other) = (all(&one), all(&other));
            let met = near(&one.iter().collect::<Vec<_>>(), &other.iter().collect::<Vec<_>>());
            prop_assert!(!met || meet_in_a_block(&a, &b), "{a} / {b}");
        }
    }

    #[test]
    fn a_short_word_is_met_beside_a_long_one_only() {
        for (a, b, expected) in [("Kim Lee", "Kim Li", false), ("Sara Davidson", "Sarah Davidson", true), ("Sara", "Sarah", false)] {
            let (a, b) = (Normal::of(a), Normal::of(b));
            assert_eq!(near(&a.tokens.iter().collect::<Vec<_>>(), &b.tokens.iter().collect::<Vec<_>>()), expected, "{} {}", a.key, b.key);
        }
    }
}
