//! What is known of names before any is read: `rules/general/names.toml` and `rules/general/places.tsv`.

use super::split::{self, Word};
use crate::language::lexicon::{Class, Lexicon};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The shipped tables, read once.
pub(super) static TABLES: LazyLock<Tables> =
    LazyLock::new(|| Tables::read(include_str!("../../../rules/general/names.toml"), include_str!("../../../rules/general/places.tsv")));

/// Word lists, spellings, look-alikes and places.
pub(super) struct Tables {
    lexicon: Lexicon,
    lists: FxHashMap<String, FxHashSet<String>>,
    ordinals: FxHashMap<String, String>,
    spellings: FxHashMap<String, String>,
    lookalikes: FxHashSet<(String, String)>,
    places: FxHashMap<String, Place>,
    /// The most words that a title, and the name of a place, can have.
    longest: (usize, usize),
}

struct Place {
    name: String,
    acronym: bool,
}

#[derive(serde::Deserialize)]
struct Written {
    words: BTreeMap<String, Vec<String>>,
}

impl Tables {
    fn read(names: &str, places: &str) -> Self {
        let mut words = toml::from_str::<Written>(names).expect("the shipped names.toml is TOML with a table of lists").words;
        let mut take = |name: &str| words.remove(name).unwrap_or_default();
        let (ordinal, spelling, never) = (take("ordinal"), take("spelling"), take("never"));
        let places = read_places(places);
        let lists: FxHashMap<String, FxHashSet<String>> = words.into_iter().map(|(name, all)| (name, all.into_iter().collect())).collect();
        let most = |phrases: &mut dyn Iterator<Item = &String>| phrases.map(|p| p.split(' ').count()).max().unwrap_or(1);
        Self {
            longest: (most(&mut lists["title"].iter()), most(&mut places.keys())),
            lexicon: Lexicon::shipped(),
            lists,
            ordinals: ordinal.into_iter().zip(1..).map(|(word, n)| (word, n.to_string())).collect(),
            spellings: first_of_each(&spelling),
            lookalikes: first_against_each(&never),
            places,
        }
    }

    /// Whether a list of names.toml has the word or phrase.
    pub(super) fn has(&self, list: &str, phrase: &str) -> bool {
        self.lists.get(list).is_some_and(|words| words.contains(phrase))
    }

    /// How many words at the start of `words` are the longest title there, or 0.
    pub(super) fn title_len(&self, words: &[&str]) -> usize {
        let longest = self.longest.0.min(words.len());
        (1..=longest).rev().find(|&n| self.has("title", &words[..n].join(" "))).unwrap_or(0)
    }

    /// The place that the longest possible number of words at the start of `words` name, and how many they are.
    pub(super) fn place(&self, words: &[Word]) -> Option<(&str, usize)> {
        let longest = self.longest.1.min(words.len());
        (1..=longest).rev().find_map(|n| {
            let phrase = words[..n].iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
            let place = self.places.get(&phrase).filter(|place| self.means_place(&words[..n], place))?;
            Some((place.name.as_str(), n))
        })
    }

    /// `us` and `turkey` in lower case are no places.
    fn means_place(&self, words: &[Word], place: &Place) -> bool {
        if place.acronym {
            return words.iter().all(|w| w.capital);
        }
        words.iter().any(|w| w.capital) || words.len() > 1 || self.lexicon.classes_of_form(&words[0].form).is_unknown()
    }

    /// The number that an ordinal (`ninth`, `9th`) or numeral says.
    pub(super) fn number(&self, word: &Word) -> Option<String> {
        let form = &word.form;
        if let Some(number) = self.ordinals.get(form) {
            return Some(number.clone());
        }
        let digits = form.trim_end_matches(|c: char| c.is_ascii_lowercase());
        let ending = &form[digits.len()..];
        let numeral = !digits.is_empty() && digits.chars().all(char::is_numeric) && matches!(ending, "" | "st" | "nd" | "rd" | "th");
        let roman = word.acronym && form.chars().all(|c| matches!(c, 'i' | 'v' | 'x'));
        if numeral { Some(digits.to_owned()) } else { roman.then(|| form.clone()) }
    }

    /// The one spelling that a word is read as.
    pub(super) fn spelling<'a>(&'a self, form: &'a str) -> &'a str {
        self.spellings.get(form).map_or(form, String::as_str)
    }

    /// Whether the two are listed as looking alike and being different names.
    pub(super) fn are_lookalikes(&self, a: &str, b: &str) -> bool {
        let (a, b) = (a.min(b), a.max(b));
        self.lookalikes.contains(&(a.to_owned(), b.to_owned()))
    }

    /// Whether the dictionary, which has no proper names, has the word.
    pub(super) fn is_common(&self, form: &str) -> bool {
        !self.lexicon.classes_of_form(form).is_unknown() && !self.has("particle", form)
    }

    /// The singular of a noun; any other word as it is.
    pub(super) fn singular(&self, form: &str) -> String {
        let mut lemma = None;
        self.lexicon.each_lemma(form, |found, class| {
            if class == Class::Noun && lemma.is_none() {
                lemma = Some(found.to_owned());
            }
        });
        lemma.unwrap_or_else(|| form.to_owned())
    }
}

fn first_of_each(lines: &[String]) -> FxHashMap<String, String> {
    let mut all = FxHashMap::default();
    for line in lines {
        let first = line.split(' ').next().unwrap_or_default();
        all.extend(line.split(' ').skip(1).map(|other| (other.to_owned(), first.to_owned())));
    }
    all
}

fn first_against_each(lines: &[String]) -> FxHashSet<(String, String)> {
    let pairs = |line: &String| {
        let mut words = line.split(' ').map(str::to_owned);
        let first = words.next().unwrap_or_default();
        words.map(|other| if first < other { (first.clone(), other) } else { (other, first.clone()) }).collect::<Vec<_>>()
    };
    lines.iter().flat_map(pairs).collect()
}

fn read_places(table: &str) -> FxHashMap<String, Place> {
    let mut places = FxHashMap::default();
    for line in table.lines().filter(|line| !line.starts_with('#')) {
        let mut columns = line.split('\t').map(|column| column.split('|').filter(|name| !name.is_empty()));
        let (Some(mut names), Some(people), Some(others)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let Some(name) = names.next() else { continue };
        let people: Vec<&str> = people.collect();
        let canonical = phrase(name);
        let plurals = people.iter().filter(|p| p.ends_with(['n', 'i', 'k', 't', 'b', 'r', 'd', 'e', 'o', 'w'])).map(|p| format!("{p}s"));
        let all = [name].into_iter().chain(people.iter().copied()).chain(others).map(str::to_owned).chain(plurals);
        for spelled in all.collect::<Vec<_>>() {
            let acronym = spelled.chars().all(|c| c.is_uppercase() || c == '.');
            places.entry(phrase(&spelled)).or_insert_with(|| Place { name: canonical.clone(), acronym });
        }
    }
    places
}

/// As the words of names are looked up: folded, single spaces, no `the`.
fn phrase(name: &str) -> String {
    let words = split::words(name).into_iter().map(|w| w.form).filter(|form| form != "the");
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_demonyms_to_places() {
        for (written, place) in [
            ("Iraqi", "iraq"),
            ("Iraqis", "iraq"),
            ("South Koreans", "south korea"),
            ("U.S.", "united states"),
            ("Americans", "united states"),
            ("Côte d’Ivoire", "ivory coast"),
            ("iraqi", "iraq"),
            ("Kiev", "kyiv"),
        ] {
            let words = split::words(written);
            assert_eq!(TABLES.place(&words), Some((place, words.len())), "{written}");
        }
    }

    #[test]
    fn ignores_common_words_that_look_like_places() {
        for written in ["us", "turkey", "china", "polish", "White House", "car"] {
            assert_eq!(TABLES.place(&split::words(written)), None, "{written}");
        }
    }

    #[test]
    fn every_place_is_named_once() {
        let table = include_str!("../../../rules/general/places.tsv");
        let mut seen = FxHashMap::default();
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            assert_eq!(line.matches('\t').count(), 2, "{line}");
            let own = phrase(line.split('\t').next().unwrap_or_default());
            for name in line.split(['\t', '|']).filter(|n| !n.is_empty()) {
                let before = seen.insert(phrase(name), own.clone());
                assert!(before.as_ref().is_none_or(|b| *b == own), "{name} is both {before:?} and {own}");
            }
        }
        assert!(seen.len() > 700);
    }
}
