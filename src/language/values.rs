//! What words of number and time are worth: `rules/general/numbers.toml`, read once.

use super::lexicon::Word;
use super::number::Bound;
use super::token::Token;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::collections::BTreeMap;

const SHIPPED: &str = include_str!("../../rules/general/numbers.toml");

/// Words with values, looked up by their folded lower-case form.
#[derive(Debug, Default)]
pub struct Values {
    /// `seven` = 7.
    pub cardinal: FxHashMap<Word, f64>,
    /// `dozen` = 12, and the short ones behind figures (`bn`).
    pub multiplier: FxHashMap<Word, f64>,
    /// `seventh` = 7.
    pub ordinal: FxHashMap<Word, f64>,
    /// `dozens` = 24 to 99.
    pub vague: FxHashMap<Word, [f64; 2]>,
    /// `third` = 33.3 percent.
    pub fraction: FxHashMap<Word, f64>,
    /// Units of time, by singular.
    pub time: FxHashMap<Word, Time>,
    /// `january` = 1.
    pub month: FxHashMap<Word, i8>,
    /// `monday` = 1.
    pub weekday: FxHashMap<Word, i8>,
    /// First and last month of a season.
    pub season: FxHashMap<Word, [i8; 2]>,
    /// Month and day of a feast.
    pub feast: FxHashMap<Word, [i8; 2]>,
    /// Years that begin in one calendar year and end in the next.
    pub split_year: SplitYear,
    /// `yesterday` = −1.
    pub day: FxHashMap<Word, i32>,
    /// `$` = `dollar`: signs, codes and words of currencies, each with the word for it.
    pub currency: FxHashMap<Word, Box<str>>,
    /// What stands before a figure and bounds it, by its last word, the longest first.
    pub before: FxHashMap<Word, Vec<Approximator>>,
    /// What stands after a figure and bounds it, by its first word, the longest first.
    pub after: FxHashMap<Word, Vec<Approximator>>,
}

/// Years that begin in one calendar year and end in the next: seasons, financial years.
#[derive(Debug, Default)]
pub struct SplitYear {
    /// The first month, and the last one in the next year.
    pub months: [i8; 2],
    /// The words for such a year.
    pub words: Vec<Word>,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Time {
    /// Its length in days.
    pub days: f64,
    /// How many days a round figure in it may be off, either way.
    pub slack: f64,
}

/// Words that bound a figure.
#[derive(Debug, Clone, PartialEq)]
pub struct Approximator {
    /// The words, in order.
    pub words: Vec<Word>,
    /// What they make of the figure.
    pub bound: Bound,
    /// The least it can be, as a multiple of the figure.
    pub low: f64,
    /// The most; infinite for an open end.
    pub high: f64,
    /// Whether the figure itself is shut out: "more than 75" is not 75.
    pub strict: bool,
}

/// The file as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    cardinal: BTreeMap<String, f64>,
    multiplier: BTreeMap<String, f64>,
    ordinal: BTreeMap<String, f64>,
    vague: BTreeMap<String, [f64; 2]>,
    fraction: BTreeMap<String, f64>,
    approximator: Vec<WrittenApproximator>,
    time: BTreeMap<String, Time>,
    month: BTreeMap<String, i8>,
    weekday: BTreeMap<String, i8>,
    season: BTreeMap<String, [i8; 2]>,
    feast: BTreeMap<String, [i8; 2]>,
    #[serde(rename = "split-year")]
    split_year: WrittenSplitYear,
    day: BTreeMap<String, i32>,
    currency: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenSplitYear {
    months: [i8; 2],
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenApproximator {
    bound: WrittenBound,
    low: f64,
    high: Option<f64>,
    #[serde(default)]
    strict: bool,
    before: Vec<String>,
    after: Vec<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum WrittenBound {
    AtLeast,
    AtMost,
    About,
    Exact,
}

impl Values {
    /// The values that are shipped with the program.
    pub fn shipped() -> Self {
        let written: Written = toml::from_str(SHIPPED).expect("the shipped number words are read by a test");
        Self {
            before: approximators(&written.approximator, |entry| &entry.before, <[Word]>::last),
            after: approximators(&written.approximator, |entry| &entry.after, <[Word]>::first),
            cardinal: by_word(written.cardinal),
            multiplier: by_word(written.multiplier),
            ordinal: by_word(written.ordinal),
            vague: by_word(written.vague),
            fraction: by_word(written.fraction),
            time: by_word(written.time),
            month: by_word(written.month),
            weekday: by_word(written.weekday),
            season: by_word(written.season),
            feast: by_word(written.feast),
            split_year: SplitYear {
                months: written.split_year.months,
                words: written.split_year.words.iter().map(|word| Word::of(word)).collect(),
            },
            day: by_word(written.day),
            currency: written.currency.into_iter().map(|(sign, word)| (Word::of(&sign), word.into())).collect(),
        }
    }

    /// The word for the currency that a sign, a code or a word names, where it is listed.
    pub fn currency_of(&self, token: &Token) -> Option<&str> {
        token.lemmas.iter().find_map(|lemma| self.currency.get(lemma)).map(AsRef::as_ref)
    }
}

fn by_word<T>(written: BTreeMap<String, T>) -> FxHashMap<Word, T> {
    written.into_iter().map(|(word, value)| (Word::of(&word), value)).collect()
}

fn approximators(
    written: &[WrittenApproximator],
    side: fn(&WrittenApproximator) -> &Vec<String>,
    key: fn(&[Word]) -> Option<&Word>,
) -> FxHashMap<Word, Vec<Approximator>> {
    let of = |entry: &WrittenApproximator, phrase: &String| Approximator {
        words: phrase.split(' ').map(Word::of).collect(),
        bound: entry.bound.into(),
        low: entry.low,
        high: entry.high.unwrap_or(f64::INFINITY),
        strict: entry.strict,
    };
    let mut all: Vec<_> = written.iter().flat_map(|entry| side(entry).iter().map(move |phrase| of(entry, phrase))).collect();
    all.sort_by_key(|approximator| std::cmp::Reverse(approximator.words.len()));
    let mut found: FxHashMap<Word, Vec<Approximator>> = FxHashMap::default();
    for approximator in all {
        let word = key(&approximator.words).copied().unwrap_or(Word::NONE);
        found.entry(word).or_default().push(approximator);
    }
    found
}

impl From<WrittenBound> for Bound {
    fn from(written: WrittenBound) -> Self {
        match written {
            WrittenBound::AtLeast => Self::AtLeast,
            WrittenBound::AtMost => Self::AtMost,
            WrittenBound::About => Self::About,
            WrittenBound::Exact => Self::Exact,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_is_shipped() {
        let values = Values::shipped();
        assert_eq!(values.cardinal[&Word::of("twelve")], 12.0);
        assert_eq!(values.month[&Word::of("sept")], 9);
        let than = &values.before[&Word::of("than")];
        assert!(than.windows(2).all(|pair| pair[0].words.len() >= pair[1].words.len()));
    }
}
