//! What is known of names before any is read: `rules/general/names.toml` and `rules/general/places.tsv`.

use super::split;
use crate::language::lexicon::{Class, Lexicon, Word};
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
    /// For a word, the lines of look-alikes it is on, and whether it is the first there.
    lookalikes: FxHashMap<String, Vec<Side>>,
    places: FxHashMap<String, Place>,
    /// The most words that a title, and the name of a place, can have.
    longest: (usize, usize),
}

/// A line of look-alikes, and whether a word is its first, which is none of the others.
pub(super) type Side = (u32, bool);

struct Place {
    name: String,
    acronym: bool,
    /// The heading it stands under, where none of the places there lies in another: countries, cities.
    apart: Option<usize>,
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

    /// How many words at the start are the longest title there, or 0.
    pub(super) fn title_len<'a>(&self, words: impl Iterator<Item = &'a str>) -> usize {
        let words: Vec<&str> = words.take(self.longest.0).collect();
        (1..=words.len()).rev().find(|&n| self.has("title", &words[..n].join(" "))).unwrap_or(0)
    }

    /// The place that the longest possible number of words at the start of `words` name, and how many they are.
    pub(super) fn place(&self, words: &[split::Word]) -> Option<(&str, usize)> {
        let longest = self.longest.1.min(words.len());
        (1..=longest).rev().find_map(|n| {
            let phrase = words[..n].iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
            let place = self.places.get(&phrase).filter(|place| self.means_place(&words[..n], place))?;
            Some((place.name.as_str(), n))
        })
    }

    /// The place that a name is, and among which places none lies in another: `northern Iraq` is in Iraq.
    pub(super) fn place_among(&self, words: &[split::Word]) -> Option<(&str, usize)> {
        let first = words.iter().take_while(|word| !word.capital || word.form == "the").count();
        let words = &words[first..];
        let phrase = words.iter().map(|w| w.form.as_str()).collect::<Vec<_>>().join(" ");
        let place = self.places.get(&phrase).filter(|place| self.means_place(words, place))?;
        Some((place.name.as_str(), place.apart?))
    }

    /// `us` and `turkey` in lower case are no places.
    fn means_place(&self, words: &[split::Word], place: &Place) -> bool {
        if place.acronym {
            return words.iter().all(|w| w.capitals);
        }
        words.iter().any(|w| w.capital) || words.len() > 1 || !self.is_listed(&words[0].form, |_| true)
    }

    /// The number that an ordinal (`ninth`, `9th`) or numeral says.
    pub(super) fn number(&self, word: &split::Word) -> Option<String> {
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

    /// On which sides of which lines of look-alikes a word is. Words on two sides of one line are different names.
    pub(super) fn sides(&self, form: &str) -> &[Side] {
        self.lookalikes.get(form).map_or(&[], Vec::as_slice)
    }

    /// Whether a word of a name is one of the dictionary, which has no proper names: in lower case always, in capitals as it
    /// stands or as a plural (`Khaled` is not from a verb `khale`).
    pub(super) fn is_common(&self, form: &str, capital: bool) -> bool {
        !self.has("particle", form) && (!capital || self.is_listed(form, |class| class == Class::Noun))
    }

    /// Whether the dictionary has the form itself, or a lemma of it in some class.
    fn is_listed(&self, form: &str, class: impl Fn(Class) -> bool) -> bool {
        let mut listed = !self.lexicon.classes(Word::of(form)).is_unknown();
        self.lexicon.each_lemma(form, |lemma, of| listed |= class(of) && self.lexicon.is(lemma, of));
        listed
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

fn first_against_each(lines: &[String]) -> FxHashMap<String, Vec<Side>> {
    let mut all: FxHashMap<String, Vec<Side>> = FxHashMap::default();
    for (line, at) in lines.iter().zip(0..) {
        for (place, word) in line.split(' ').enumerate() {
            all.entry(word.to_owned()).or_default().push((at, place == 0));
        }
    }
    all
}

/// Whether some line has one word on one side and another on the other.
pub(super) fn are_opposed(a: &[Side], b: &[Side]) -> bool {
    a.iter().any(|&(line, first)| b.contains(&(line, !first)))
}

/// How a heading of the table of places ends where no place under it lies in another.
const NONE_IN_ANOTHER: &str = ": none lies in another";

fn read_places(table: &str) -> FxHashMap<String, Place> {
    let mut places = FxHashMap::default();
    let mut apart = None;
    for (number, line) in table.lines().enumerate() {
        if let Some(heading) = line.strip_prefix('#') {
            apart = heading.ends_with(NONE_IN_ANOTHER).then_some(number);
            continue;
        }
        let mut columns = line.split('\t').map(|column| column.split('|').filter(|name| !name.is_empty()));
        let (Some(mut names), Some(people), Some(others)) = (columns.next(), columns.next(), columns.next()) else { continue };
        let Some(name) = names.next() else { continue };
        let people: Vec<&str> = people.collect();
        let canonical = phrase(name);
        let plurals = people.iter().filter(|p| p.ends_with(['n', 'i', 'k', 't', 'b', 'r', 'd', 'e', 'o', 'w'])).map(|p| format!("{p}s"));
        let all = [name].into_iter().chain(people.iter().copied()).chain(others).map(str::to_owned).chain(plurals);
        for spelled in all.collect::<Vec<_>>() {
            let acronym = spelled.chars().all(|c| c.is_uppercase() || c == '.');
            places.entry(phrase(&spelled)).or_insert_with(|| Place { name: canonical.clone(), acronym, apart });
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
