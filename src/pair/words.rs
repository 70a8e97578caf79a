//! What two words have to do with each other: synonyms, derivations, kinds, opposites, members of exclusive sets.
//!
//! From the tables `rules/general/{synonyms,related,broader,opposites}.tsv`, which `tools/lexicon.py` makes from WordNet 3.1,
//! and the hand-written `rules/general/{news,exclusive,pairs}.toml`.

use crate::language::lexicon::Word;
use crate::language::token::Token;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// What the second of two words is to the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Relation {
    /// The same word, in any inflection; the same name or figure.
    Same,
    /// Can stand for it.
    Synonym,
    /// Derived from it, or it from that: `resign` and `resignation`.
    Derived,
    /// A broader word: `animal` to `dog`.
    Broader,
    /// A narrower word: `dog` to `animal`.
    Narrower,
    /// Its opposite.
    Opposite,
    /// Another member of a set of which one thing can be only one: a colour, a weekday.
    Exclusive,
    /// Most often another thing or person: `cat` to `dog`.
    Apart,
    /// Another figure.
    Figure,
}

impl Relation {
    /// How much of a word's weight is met by a word that is this to it.
    pub(super) fn worth(self) -> f64 {
        match self {
            Self::Same => 1.0,
            Self::Synonym | Self::Derived => 0.9,
            Self::Broader | Self::Narrower => 0.75,
            Self::Figure => 0.6,
            Self::Opposite => 0.5,
            Self::Exclusive => 0.4,
            Self::Apart => 0.35,
        }
    }

    /// Whether two words that are this to each other can mean the same thing.
    pub(super) fn matches(self) -> bool {
        matches!(self, Self::Same | Self::Synonym | Self::Derived | Self::Broader | Self::Narrower)
    }
}

/// What a single word does in a comparison.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Role {
    /// A function word: carries no weight.
    pub function: bool,
    /// Says that something told is false: `hoax`, `debunked`.
    pub refutes: bool,
    /// Says that somebody says so: `deny`, `reject`.
    pub denies: bool,
    /// Gives something up: `quit`, `cancel`.
    pub withdraws: bool,
    /// Says that something is only told: `rumour`, `reportedly`.
    pub doubts: bool,
    /// Restricts or excepts: `only`, `except`, `other`.
    pub restricts: bool,
    /// Says that something is so after all: `confirmed`, `really`.
    pub confirms: bool,
}

/// The tables, read once.
#[derive(Debug, Default)]
pub(super) struct Words {
    relations: FxHashMap<Word, Vec<(Word, Relation)>>,
    broader: FxHashMap<Word, Vec<Word>>,
    roles: FxHashMap<Word, Role>,
    nations: FxHashMap<Word, u16>,
    opposed: Vec<[Word; 2]>,
}

#[derive(Deserialize)]
struct News {
    same: Vec<String>,
    against: Vec<String>,
}

#[derive(Deserialize)]
struct Exclusive {
    sets: BTreeMap<String, Vec<String>>,
    apart: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
struct Roles {
    function: Vec<String>,
    refutes: Vec<String>,
    denies: Vec<String>,
    withdraws: Vec<String>,
    doubts: Vec<String>,
    restricts: Vec<String>,
    confirms: Vec<String>,
    opposed: Vec<String>,
}

impl Words {
    /// The shipped tables.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Words> = LazyLock::new(Words::read);
        &SHIPPED
    }

    fn read() -> Self {
        let mut words = Self::default();
        let news: News = toml::from_str(include_str!("../../rules/general/news.toml")).expect("a test reads the shipped words of news");
        let sets: Exclusive = toml::from_str(include_str!("../../rules/general/exclusive.toml")).expect("a test reads the shipped sets");
        // What was written by hand comes first, and the first word on two words stands.
        words.pairs_of(sets.apart.values().map(|set| set.join(" ")), Relation::Apart);
        words.pairs_of(sets.sets.values().map(|set| set.join(" ")), Relation::Exclusive);
        words.pairs_of(news.against.into_iter(), Relation::Opposite);
        words.pairs_of(news.same.into_iter(), Relation::Synonym);
        words.table(include_str!("../../rules/general/opposites.tsv"), Relation::Opposite);
        words.table(include_str!("../../rules/general/synonyms.tsv"), Relation::Synonym);
        words.table(include_str!("../../rules/general/related.tsv"), Relation::Derived);
        for (word, broader) in rows(include_str!("../../rules/general/broader.tsv")) {
            words.broader.insert(Word::of(word), broader.split(' ').map(Word::of).collect());
        }
        words.nations(include_str!("../../rules/general/places.tsv"));
        words.roles();
        words
    }

    /// Numbers the countries, and relates each to its adjectives and people: `Iraq`, `Iraqi`, `Iraqis`.
    fn nations(&mut self, table: &str) {
        let countries = table.lines().take_while(|line| !line.starts_with("# Regions")).filter(|line| !line.starts_with('#'));
        for (number, line) in (1..).zip(countries) {
            let mut fields = line.split('\t');
            let place = fields.next().unwrap_or_default().to_lowercase();
            for people in fields.next().unwrap_or_default().split('|').filter(|people| !people.is_empty()) {
                let people = people.to_lowercase();
                self.relate(&place, &people, Relation::Derived);
                self.nations.insert(Word::of(&people), number);
            }
        }
    }

    fn roles(&mut self) {
        let lists: Roles = toml::from_str(include_str!("../../rules/general/pairs.toml")).expect("a test reads the shipped lists");
        let mut give = |list: Vec<String>, set: fn(&mut Role)| {
            for word in list {
                set(self.roles.entry(Word::of(&word)).or_default());
            }
        };
        give(lists.function, |role| role.function = true);
        give(lists.refutes, |role| role.refutes = true);
        give(lists.denies, |role| role.denies = true);
        give(lists.withdraws, |role| role.withdraws = true);
        give(lists.doubts, |role| role.doubts = true);
        give(lists.restricts, |role| role.restricts = true);
        give(lists.confirms, |role| role.confirms = true);
        let pair = |row: &String| row.split_once(' ').map(|(a, b)| [Word::of(a), Word::of(b)]);
        self.opposed = lists.opposed.iter().filter_map(pair).collect();
    }

    fn table(&mut self, table: &str, relation: Relation) {
        for (word, others) in rows(table) {
            for other in others.split(' ') {
                self.relate(word, other, relation);
            }
        }
    }

    /// Relates every word of a row to every other.
    fn pairs_of(&mut self, rows: impl Iterator<Item = String>, relation: Relation) {
        for row in rows {
            let words: Vec<&str> = row.split(' ').collect();
            for (i, a) in words.iter().enumerate() {
                words[i + 1..].iter().for_each(|b| self.relate(a, b, relation));
            }
        }
    }

    fn relate(&mut self, a: &str, b: &str, relation: Relation) {
        let (a, b) = (Word::of(a), Word::of(b));
        for (from, to) in [(a, b), (b, a)] {
            let known = self.relations.entry(from).or_default();
            if from != to && !known.iter().any(|(word, _)| *word == to) {
                known.push((to, relation));
            }
        }
    }

    /// The words that a word has to do with, but for broader and narrower ones.
    pub(super) fn related(&self, word: Word) -> &[(Word, Relation)] {
        self.relations.get(&word).map_or(&[], Vec::as_slice)
    }

    /// The number of the country that a word is an adjective of; 0 for none. A plural in -s is understood.
    pub(super) fn nation(&self, token: &Token) -> u16 {
        token.lemmas.iter().find_map(|lemma| self.nations.get(lemma)).copied().unwrap_or_default()
    }

    /// Whether two function words say the opposite of each other: `before` and `after`.
    pub(super) fn are_opposed(&self, a: Word, b: Word) -> bool {
        self.opposed.iter().any(|&[x, y]| (x, y) == (a, b) || (x, y) == (b, a))
    }

    /// The words that are broader than a word.
    pub(super) fn broader(&self, word: Word) -> &[Word] {
        self.broader.get(&word).map_or(&[], Vec::as_slice)
    }

    /// What a token does in a comparison, by its form or any of its lemmas; only the form tells a function word.
    pub(super) fn role(&self, token: &Token) -> Role {
        let mut role = self.roles.get(&token.word()).copied().unwrap_or_default();
        for lemma in &token.lemmas[1..] {
            if let Some(other) = self.roles.get(lemma) {
                role.refutes |= other.refutes;
                role.denies |= other.denies;
                role.withdraws |= other.withdraws;
                role.doubts |= other.doubts;
                role.confirms |= other.confirms;
            }
        }
        role
    }
}

fn rows(table: &str) -> impl Iterator<Item = (&str, &str)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn relation(a: &str, b: &str) -> Option<Relation> {
        let known = Words::shipped().related(Word::of(a));
        known.iter().find(|(word, _)| *word == Word::of(b)).map(|(_, relation)| *relation)
    }

    #[test]
    fn knows_what_two_words_are_to_each_other() {
        for (a, b, expected) in [
            ("blast", "explosion", Some(Relation::Synonym)),
            ("deny", "confirm", Some(Relation::Opposite)),
            ("alive", "dead", Some(Relation::Opposite)),
            ("red", "green", Some(Relation::Exclusive)),
            ("monday", "friday", Some(Relation::Exclusive)),
            ("man", "woman", Some(Relation::Apart)),
            ("dog", "cat", Some(Relation::Apart)),
            ("table", "deny", None),
        ] {
            assert_eq!((relation(a, b), relation(b, a)), (expected, expected), "{a} {b}");
        }
    }

    #[test]
    fn knows_broader_words_one_way() {
        let words = Words::shipped();
        assert!(words.broader(Word::of("dog")).contains(&Word::of("animal")));
        assert!(!words.broader(Word::of("animal")).contains(&Word::of("dog")));
    }

    #[test]
    fn relates_no_word_to_itself() {
        for word in ["attack", "man", "red", "say", "strike"] {
            assert_eq!(relation(word, word), None, "{word}");
        }
    }
}
