//! The entries of a list that fill a slot: `{who:@suspects}` takes one of the suspects and nobody else.

use super::automaton::Piece;
use crate::language::lexicon::Word;
use crate::language::token::Token;
use std::cmp::Reverse;
use std::collections::BTreeMap;

/// How many tokens before an entry another one may begin that it is a part of.
const REACH: usize = 4;

/// An entry of a list that fills a slot.
#[derive(Debug, Hash)]
pub(super) struct Entry {
    /// What it is called in claims, by its place in the labels of the automaton.
    pub(super) label: usize,
    /// The ways to say it.
    pub(super) piece: Piece,
}

/// The entries of one list, by the words that they begin with: a token costs what it may begin, and not what the list holds.
#[derive(Debug, Hash)]
pub(crate) struct Entries {
    all: Vec<Entry>,
    by_first: BTreeMap<Word, Vec<usize>>,
    /// Those that may begin with any word.
    loose: Vec<usize>,
}

impl Entries {
    pub(super) fn of(all: Vec<Entry>) -> Self {
        let (mut by_first, mut loose) = (BTreeMap::<Word, Vec<usize>>::new(), Vec::new());
        for (number, entry) in all.iter().enumerate() {
            match entry.piece.first_words() {
                Some(words) => words.into_iter().for_each(|word| by_first.entry(word).or_default().push(number)),
                None => loose.push(number),
            }
        }
        Self { all, by_first, loose }
    }

    /// The ways to say each.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &Piece> {
        self.all.iter().map(|entry| &entry.piece)
    }

    /// The entry that begins at a token, the longest of them: where it ends, and its label. None that is a part of another one: `army` in
    /// `Free Army`.
    pub(super) fn at(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let covers = |before: usize| self.longest(tokens, before).is_some_and(|(end, _)| end > at);
        self.longest(tokens, at).filter(|_| !(at.saturating_sub(REACH)..at).any(covers))
    }

    /// Of entries as long as each other the first in the list.
    fn longest(&self, tokens: &[Token], at: usize) -> Option<(usize, usize)> {
        let begun = tokens.get(at)?.lemmas.iter().filter_map(|word| self.by_first.get(word)).flatten();
        let end = |number: &usize| self.all[*number].piece.ends(tokens, at, &|_, _| Vec::new()).into_iter().max();
        let found = begun.chain(&self.loose).filter_map(|number| Some((end(number)?, Reverse(*number))));
        found.max().map(|(end, Reverse(number))| (end, self.all[number].label))
    }
}

#[cfg(test)]
mod tests {
    use crate::rule::compile_text;
    use crate::rule::matching::Workspace;

    /// What the entries of a list `who` are called that fill `{who:@who}` before `left`.
    fn taken(lists: &str, text: &str) -> Vec<String> {
        let rule = "[[rule]]\nid = \"r\"\nask = \"?\"\nshape = \"who\"\nsay = [\"{who:@who} left\"]\n";
        let rules = compile_text(&format!("[pack]\nid = \"desk\"\ntitle = \"t\"\n[words]\n{lists}\n{rule}"));
        let found = rules.matches(&rules.language.read(text, None), &mut Workspace::default());
        found.iter().flat_map(|found| &found.fillers).map(|filler| rules.entry(filler.index).to_owned()).collect()
    }

    #[test]
    fn takes_the_longest_entry_and_of_equals_the_first() {
        for (list, text, called) in [
            (r#""guard", "night guard", "guard of the mill""#, "The night guard left.", "night guard"),
            (r#""guard", "night guard", "guard of the mill""#, "The guard of the mill left.", "guard of the mill"),
            (r#""guard", "'guards'""#, "Guards left.", "guard"),
            (r#""'guards'", "guard""#, "Guards left.", "guards"),
            (r#""... guard", "old guard""#, "Some very old guard left.", "guard"),
            (r#""old? guard""#, "The guard left.", "guard"),
        ] {
            assert_eq!(taken(&format!("who = [{list}]"), text), [called], "{list}: {text}");
        }
    }

    #[test]
    fn many_ways_through_the_gaps_of_an_entry_are_one() {
        let gaps = " b? ...20".repeat(12);
        let text = format!("A {} omega left.", "b alpha ".repeat(40));
        assert_eq!(taken(&format!("who = [\"alpha ...20{gaps} omega\"]"), &text).len(), 1);
    }

    #[test]
    fn a_list_that_is_named_again_and_again_is_read_once() {
        let lists: String = (0..40).map(|at| format!("l{at} = [\"@l{next}\", \"@l{next}\"]\n", next = at + 1)).collect();
        assert_eq!(taken(&format!("who = [\"@l0\"]\n{lists}l40 = [\"guard\"]"), "The guard left."), ["guard"]);
    }
}
