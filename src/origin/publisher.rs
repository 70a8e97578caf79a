//! Who stands behind an outlet or a sentence: `rules/general/publishers.toml`.

use crate::source::Source;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use std::sync::LazyLock;

/// Agencies and houses, and how a text says that it has its words from an agency.
#[derive(Debug)]
pub(super) struct Publishers {
    /// The house or agency of each listed outlet, by [`key`].
    houses: FxHashMap<String, usize>,
    /// The names of houses and agencies; agencies first.
    names: Vec<String>,
    /// How many of them are agencies.
    agencies: usize,
    /// How agencies are written in texts, by the first word, the longest first.
    written: FxHashMap<String, Vec<(Vec<String>, usize)>>,
    before: Vec<Vec<String>>,
    after: Vec<Vec<String>>,
    between: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    credit: Credit,
    agency: Vec<Agency>,
    family: Vec<Family>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Credit {
    before: Vec<String>,
    after: Vec<String>,
    between: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Agency {
    name: String,
    also: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Family {
    name: String,
    outlets: Vec<String>,
}

/// How many words that say nothing may stand between an agency's name and what credits it.
const BETWEEN: usize = 3;
/// Within how many bytes of a text its dateline ends.
const DATELINE: usize = 200;

impl Publishers {
    /// The shipped list.
    pub(super) fn shipped() -> &'static Self {
        static SHIPPED: LazyLock<Publishers> = LazyLock::new(|| {
            let file = toml::from_str(include_str!("../../rules/general/publishers.toml")).expect("a test reads the shipped publishers");
            Publishers::new(file)
        });
        &SHIPPED
    }

    fn new(file: File) -> Self {
        let (mut houses, mut written) = (FxHashMap::default(), FxHashMap::<String, Vec<_>>::default());
        let mut names = Vec::new();
        for Agency { name, also } in file.agency {
            for form in std::iter::once(&name).chain(&also) {
                houses.insert(key(form), names.len());
                let words: Vec<String> = words(form).map(str::to_owned).collect();
                written.entry(words[0].clone()).or_default().push((words, names.len()));
            }
            names.push(name);
        }
        let agencies = names.len();
        for Family { name, outlets } in file.family {
            houses.extend(outlets.iter().map(|outlet| (key(outlet), names.len())));
            names.push(name);
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted by itself")]
        for forms in written.values_mut() {
            forms.sort_by_key(|(words, _)| std::cmp::Reverse(words.len()));
        }
        let phrases = |phrases: Vec<String>| phrases.iter().map(|phrase| words(phrase).map(str::to_owned).collect()).collect();
        let Credit { before, after, between } = file.credit;
        Self { houses, names, agencies, written, before: phrases(before), after: phrases(after), between }
    }

    /// What stands behind a name: its agency or house where it is listed, else the name itself, by its letters; nothing for no name.
    pub(super) fn behind(&self, name: &str) -> Option<String> {
        let key = key(name);
        match self.houses.get(&key) {
            Some(&house) => Some(self.names[house].clone()),
            None => Some(key).filter(|key| !key.is_empty()),
        }
    }

    /// Who is behind a source: the agency that its text is signed by, else what its outlet, or its address, stands for.
    pub(super) fn of_source(&self, source: &Source) -> Option<String> {
        let signed = || self.signature(&source.text).map(str::to_owned);
        signed().or_else(|| self.behind(&source.outlet)).or_else(|| self.behind(host(&source.url)))
    }

    /// The agency of this name, if it is one.
    pub(super) fn agency(&self, name: &str) -> Option<&str> {
        let house = *self.houses.get(&key(name))?;
        (house < self.agencies).then(|| self.names[house].as_str())
    }

    /// The agency that a text is signed by: `(Reuters) -` where it begins, `(AFP)` or a line of its own where it ends.
    fn signature(&self, text: &str) -> Option<&str> {
        let text = text.trim();
        self.dateline(text).or_else(|| self.ending(text))
    }

    fn dateline(&self, text: &str) -> Option<&str> {
        let head = &text[..text.floor_char_boundary(DATELINE)];
        let (_, rest) = head.split_once('(')?;
        let (inner, behind) = rest.split_once(')')?;
        behind.trim_start().starts_with(['-', '–', '—']).then_some(())?;
        self.one_of(inner)
    }

    fn ending(&self, text: &str) -> Option<&str> {
        let last = text.lines().next_back()?;
        let line = || self.one_of(last.trim_matches(|c: char| !c.is_alphanumeric() && c != '.')).filter(|_| text.len() > last.len());
        let bracketed = || self.one_of(last.strip_suffix(')')?.rsplit_once('(')?.1);
        bracketed().or_else(line)
    }

    /// The first of names that are all agencies: `Reuters/AFP`.
    fn one_of(&self, names: &str) -> Option<&str> {
        let mut agencies = names.split(['/', ',']).map(|name| self.agency(name.trim()));
        let first = agencies.next()??;
        agencies.all(|agency| agency.is_some()).then_some(first)
    }

    /// The agency that a sentence says it has its words from: "according to the AP", "told Reuters", "an AFP photographer".
    pub(super) fn credited(&self, sentence: &str) -> Option<&str> {
        let words: Vec<&str> = words(sentence).collect();
        (0..words.len()).find_map(|at| {
            let (form, agency) = self.written.get(words[at])?.iter().find(|(form, _)| starts_with(&words[at..], form))?;
            let credited = self.is_before(&words[..at]) || self.is_behind(&words[at + form.len()..]);
            credited.then(|| self.names[*agency].as_str())
        })
    }

    fn is_before(&self, words: &[&str]) -> bool {
        let most = words.iter().rev().take(BETWEEN).take_while(|word| self.is_between(word)).count();
        let ends = |words: &[&str]| self.before.iter().any(|phrase| ends_with(words, phrase));
        (0..=most).any(|skipped| ends(&words[..words.len() - skipped]))
    }

    fn is_behind(&self, words: &[&str]) -> bool {
        let most = words.iter().take(BETWEEN).take_while(|word| self.is_between(word)).count();
        let begins =
            |words: &[&str]| self.after.iter().any(|phrase| words.len() >= phrase.len() && ends_with(&words[..phrase.len()], phrase));
        (0..=most).any(|skipped| begins(&words[skipped..]))
    }

    fn is_between(&self, word: &str) -> bool {
        self.between.iter().any(|known| known.eq_ignore_ascii_case(word))
    }
}

/// Whether words begin with these, capitals and all.
fn starts_with(words: &[&str], form: &[String]) -> bool {
    words.len() >= form.len() && words.iter().zip(form).all(|(word, known)| word == known)
}

fn ends_with(words: &[&str], phrase: &[String]) -> bool {
    let end = words.len().checked_sub(phrase.len()).map(|start| &words[start..]);
    end.is_some_and(|end| end.iter().zip(phrase).all(|(word, known)| word.eq_ignore_ascii_case(known)))
}

/// The words of a text without the marks around them and without a possessive ending.
fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace()
        .map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()))
        .map(|word| word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word))
        .filter(|word| !word.is_empty())
}

/// Endings of addresses that say nothing of the outlet.
const ENDINGS: &[&str] = &[".com.au", ".net.au", ".com", ".co.uk", ".org.uk", ".org", ".net"];

/// What makes two spellings of an outlet one: its letters and digits, without "the", `www.` and the ending of an address.
fn key(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    let bare = lower.strip_prefix("www.").unwrap_or(&lower);
    let cut = ENDINGS.iter().filter(|_| !bare.contains(' ')).find_map(|ending| bare.strip_suffix(ending));
    let article = if cut.is_some() { "the" } else { "the " };
    let bare = cut.unwrap_or(bare);
    let squeezed: String = bare.strip_prefix(article).unwrap_or(bare).chars().filter(|c| c.is_alphanumeric()).collect();
    // A name of marks alone is still a name.
    if squeezed.is_empty() { lower } else { squeezed }
}

/// `www.example.org` of `https://www.example.org/page`.
fn host(url: &str) -> &str {
    let behind = url.split_once("://").map_or("", |(_, rest)| rest);
    behind.split(['/', '?', '#', ':']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_who_stands_behind_an_outlet() {
        let behind = |name: &str| Publishers::shipped().behind(name);
        for (name, other) in [
            ("AP", "Associated Press"),
            ("reuters.com", "Reuters"),
            ("The Guardian", "theguardian.com"),
            ("The Sun", "Wall Street Journal"),
            ("The Kettle Herald", "kettle herald"),
            ("www.kettleherald.org", "Kettle Herald"),
        ] {
            assert_eq!(behind(name), behind(other), "{name}");
        }
        assert_ne!(behind("The Guardian"), behind("The Sun"));
        assert_eq!((behind(""), behind(" ")), (None, None));
    }

    #[test]
    fn lists_no_name_twice() {
        let file: File = toml::from_str(include_str!("../../rules/general/publishers.toml")).unwrap();
        let agencies = file.agency.iter().flat_map(|a| a.also.iter().chain([&a.name]).map(|n| (key(n), &a.name)));
        let outlets = file.family.iter().flat_map(|f| f.outlets.iter().map(|n| (key(n), &f.name)));
        let mut owners: FxHashMap<String, &String> = FxHashMap::default();
        for (key, owner) in agencies.chain(outlets) {
            let other = owners.insert(key.clone(), owner);
            assert!(other.is_none_or(|other| other == owner), "`{key}` belongs to {owner} and {}", other.unwrap());
        }
    }

    #[test]
    fn reads_credits_of_agencies() {
        for (text, agency) in [
            ("The dam holds, an engineer told Reuters.", Some("Reuters")),
            ("According to the AP, the dam holds.", Some("Associated Press")),
            ("The dam holds, according to Associated Press.", Some("Associated Press")),
            ("The dam holds, the AFP news agency reported on Friday.", Some("Agence France-Presse")),
            ("A Reuters photographer saw water run over the dam.", Some("Reuters")),
            ("The mayor told state news agency SANA that the dam holds.", Some("SANA")),
            ("Officials told the Associated Press of Pakistan that it holds.", Some("Associated Press of Pakistan")),
            ("The dam holds, an AP's reporter wrote.", Some("Associated Press")),
            ("Reuters employs 2,500 people.", None),
            ("He put an ap on his phone, according to ap.", None),
            ("The dam holds, the mayor told reporters.", None),
        ] {
            assert_eq!(Publishers::shipped().credited(text), agency, "{text}");
        }
    }

    #[test]
    fn reads_who_signed_a_text() {
        for (text, agency) in [
            ("PORTHAVEN (Reuters) - The dam holds.", Some("Reuters")),
            ("PORTHAVEN, May 3 (AP) — The dam holds.", Some("Associated Press")),
            ("PORTHAVEN (Reuters/AFP) – The dam holds.", Some("Reuters")),
            ("The dam holds. (AFP)", Some("Agence France-Presse")),
            ("The dam holds.\n— Xinhua", Some("Xinhua")),
            ("The dam (built by Reuters and sons) - holds.", None),
            ("The dam holds (Reuters has a picture).", None),
            ("Reuters", None),
            ("", None),
        ] {
            assert_eq!(Publishers::shipped().signature(text), agency, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "(\\PC|\n| |Reuters|\\(AP\\)| - |told ){0,40}") {
            let publishers = Publishers::shipped();
            let source = Source { text: text.clone(), outlet: text.clone(), url: format!("a://{text}"), ..Source::default() };
            let _ = (publishers.credited(&text), publishers.of_source(&source));
        }
    }
}
