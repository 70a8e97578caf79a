//! Near-copies: texts that share most of their runs of five words.
//!
//! Each text is met with a few others only: those under which the same marks stand in an index. The marks of a text are the least
//! of every four neighbouring shingles (winnowing), so any eight words that two texts have in common in a row give them a mark in
//! common. Only the first text of a group stands in the index: three hundred copies are held against one text each, not against
//! each other. So the work grows with the text.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// How many words make a shingle. Two reports of one event share fewer runs of this length than one in ten; copies nearly all.
const RUN: usize = 5;
/// Of so many neighbouring shingles one is a mark.
const WINDOW: usize = 4;
/// A text of fewer shingles is too short to tell a copy from a chance likeness: only an equal one is its copy.
const LEAST: usize = 24;
/// How much of the shorter text's shingles the longer one holds, at the least, where the one is a copy of the other: agencies'
/// reports are cut from below, and get other headlines and endings.
const SHARE: f64 = 0.5;
/// How many texts stand under one mark at the most. What stands in more is a footer or a formula.
const CROWD: u32 = 32;
/// How many of the texts with most marks in common are compared in full.
const COMPARED: usize = 8;

/// What of a text is compared.
#[derive(Debug, Clone, Default)]
pub(super) struct Sketch {
    /// A hash of all its words; nothing for a text without any.
    whole: Option<u64>,
    /// The hashes of its shingles, sorted; empty where there are too few.
    shingles: Vec<u32>,
    /// Those of them by which it is found, sorted.
    marks: Vec<u32>,
}

impl Sketch {
    pub(super) fn of(text: &str) -> Self {
        let words: Vec<u64> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(word_hash).collect();
        let whole = (!words.is_empty()).then(|| run_hash(&words));
        if words.len() < RUN + LEAST - 1 {
            return Self { whole, ..Self::default() };
        }
        let shingles: Vec<u32> = words.windows(RUN).map(|run| (run_hash(run) >> 32) as u32).collect();
        let marks = shingles.windows(WINDOW).filter_map(|window| window.iter().min().copied()).collect();
        Self { whole, shingles: sorted(shingles), marks: sorted(marks) }
    }

    /// The share of the shorter one's shingles that the other one holds.
    fn share(&self, other: &Self) -> f64 {
        let least = self.shingles.len().min(other.shingles.len());
        if least < LEAST { 0.0 } else { common(&self.shingles, &other.shingles) as f64 / least as f64 }
    }
}

/// A number for each text, that of the first text of its group. The groups depend on the order of the texts, so give them in one
/// that does not change.
pub(super) fn groups(sketches: &[Sketch]) -> Vec<usize> {
    let mut index = Index::default();
    let mut equal: FxHashMap<u64, usize> = FxHashMap::default();
    let mut groups = Groups::new(sketches.len());
    for (text, sketch) in sketches.iter().enumerate() {
        let Some(whole) = sketch.whole else { continue };
        let first = *equal.entry(whole).or_insert(text);
        if first < text {
            groups.join(first, text);
            continue;
        }
        let copied: Vec<usize> = index.nearest(sketch).into_iter().filter(|&other| sketch.share(&sketches[other]) >= SHARE).collect();
        copied.iter().for_each(|&other| groups.join(other, text));
        if copied.is_empty() {
            index.add(text, sketch);
        }
    }
    (0..sketches.len()).map(|text| groups.first(text)).collect()
}

/// Which texts have a mark: lists that are chained through one store.
#[derive(Default)]
struct Index {
    /// The last entry under each mark, and how many there are.
    ends: FxHashMap<u32, (u32, u32)>,
    /// A text, and the entry before it.
    entries: Vec<(u32, u32)>,
}

impl Index {
    fn add(&mut self, text: usize, sketch: &Sketch) {
        for &mark in &sketch.marks {
            let end = self.ends.entry(mark).or_insert((u32::MAX, 0));
            if end.1 < CROWD {
                self.entries.push((text as u32, end.0));
                *end = (self.entries.len() as u32 - 1, end.1 + 1);
            }
        }
    }

    /// The few texts that have most marks in common with this one.
    fn nearest(&self, sketch: &Sketch) -> Vec<usize> {
        let mut met: FxHashMap<u32, u32> = FxHashMap::default();
        for mark in &sketch.marks {
            let mut at = self.ends.get(mark).map_or(u32::MAX, |end| end.0);
            while let Some(&(text, before)) = self.entries.get(at as usize) {
                *met.entry(text).or_default() += 1;
                at = before;
            }
        }
        let mut ranked: Vec<(Reverse<u32>, u32)> = met.into_iter().map(|(text, marks)| (Reverse(marks), text)).collect();
        ranked.sort_unstable();
        ranked.into_iter().take(COMPARED).map(|(_, text)| text as usize).collect()
    }
}

/// Things that are joined step by step; each group goes by its first member.
#[derive(Debug)]
pub(crate) struct Groups(pub(super) Vec<usize>);

impl Groups {
    pub(crate) fn new(count: usize) -> Self {
        Self((0..count).collect())
    }

    pub(crate) fn first(&mut self, mut of: usize) -> usize {
        while self.0[of] != of {
            self.0[of] = self.0[self.0[of]];
            of = self.0[of];
        }
        of
    }

    pub(crate) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b)] = a.min(b);
    }
}

fn sorted(mut hashes: Vec<u32>) -> Vec<u32> {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
}

/// How many numbers two sorted lists have in common.
fn common(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut count) = (0, 0, 0);
    while i < a.len() && j < b.len() {
        count += usize::from(a[i] == b[j]);
        let (x, y) = (a[i], b[j]);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    count
}

/// Of a word in any case (FNV-1a, 64 bits).
fn word_hash(word: &str) -> u64 {
    let step = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    let begin = 0xcbf2_9ce4_8422_2325;
    if word.is_ascii() {
        return word.bytes().map(|byte| byte.to_ascii_lowercase()).fold(begin, step);
    }
    word.to_lowercase().bytes().fold(begin, step)
}

/// Of words in their order; all its bits depend on all of them.
fn run_hash(words: &[u64]) -> u64 {
    let hash = words.iter().fold(0u64, |hash, word| (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29));
    let hash = (hash ^ (hash >> 31)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ (hash >> 29)
}

#[cfg(test)]
mod tests {
    use super::*;

    const BODY: &str = "A grain barge ran into the pier of the Kettle Bridge on Monday night and tore two beams from it, the harbour master said. \
        Nobody was hurt, but lorries were sent round by the old ferry road, which adds forty minutes to the way. Engineers want to look at \
        the beams from a boat before they say when the bridge can open again.";
    const ENDING: &str = "The barge belongs to a mill upstream whose owner could not be reached.";
    const OTHER: &str = "Two beams of the Kettle Bridge broke when a barge hit its pier late on Monday, according to the harbour office, which \
        closed the road. Drivers have to take the ferry road instead and lose most of an hour. When the bridge will open again is open: divers \
        have yet to see how deep the damage goes, an engineer told us by telephone.";

    fn grouped(texts: &[&str]) -> Vec<usize> {
        groups(&texts.iter().map(|text| Sketch::of(text)).collect::<Vec<_>>())
    }

    #[test]
    fn tells_copies_from_other_stories() {
        let headed = format!("Barge hits bridge. {BODY}");
        let cut = BODY.split(". ").next().unwrap().to_owned() + ". " + BODY.split(". ").nth(1).unwrap() + ".";
        let ended = format!("Bridge shut after crash. {BODY} {ENDING}");
        for (what, texts, expected) in [
            ("equal", [BODY, BODY], [0, 0]),
            ("in capitals", [BODY, &BODY.to_uppercase()], [0, 0]),
            ("with another headline", [BODY, &headed], [0, 0]),
            ("with another headline and ending", [&headed, &ended], [0, 0]),
            ("cut from below", [BODY, &cut], [0, 0]),
            ("another story", [BODY, OTHER], [0, 1]),
            ("an equal sentence", ["The bridge is shut.", "The bridge is shut"], [0, 0]),
            ("a longer sentence", ["The bridge is shut.", "The bridge is shut today."], [0, 1]),
            ("no words", ["", "--"], [0, 1]),
        ] {
            assert_eq!(grouped(&texts), expected, "{what}");
        }
    }

    #[test]
    fn takes_hundreds_of_copies_for_one() {
        let copies: Vec<String> = (0..300).map(|n| format!("Outlet {n} has it. {BODY} Paper {n}, page {n}.")).collect();
        let copies: Vec<&str> = copies.iter().map(String::as_str).collect();
        assert_eq!(grouped(&copies), vec![0; 300]);
    }

    #[test]
    fn is_not_misled_by_a_footer() {
        let footer =
            "All rights are reserved. Write to our desk at the market square if you have seen more than we have, or call us by noon.";
        let word = |n: usize, k: usize| format!("w{}x{}", n, n * k + k);
        let texts: Vec<String> =
            (0..200).map(|n| format!("{} {footer}", (0..60).map(|k| word(n, k)).collect::<Vec<_>>().join(" "))).collect();
        let mut texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        texts.push(texts[150]);
        let last = format!("Late edition. {}", texts[199]);
        texts.push(&last);
        let expected: Vec<usize> = (0..200).chain([150, 199]).collect();
        assert_eq!(grouped(&texts), expected);
    }

    proptest::proptest! {
        #[test]
        fn a_copy_is_found_among_other_texts(words in proptest::collection::vec("[a-e]{1,3}", 40..80), before in 0usize..4) {
            let text = words.join(" ");
            let other: Vec<String> = (0..before).map(|n| (0..50).map(|k| format!("o{n}y{k}")).collect::<Vec<_>>().join(" ")).collect();
            let copy = format!("New words first. {text} And last.");
            let texts: Vec<&str> = other.iter().map(String::as_str).chain([text.as_str(), &copy]).collect();
            let groups = grouped(&texts);
            assert_eq!(groups[before], groups[before + 1]);
        }
    }
}
