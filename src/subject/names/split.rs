//! The words of a name as written: folded, with what their capitals, hyphens and possessives said.

use crate::text::{fold, is_unprintable};

/// One word of a name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Folded, in lower case, without apostrophes, accents and full stops.
    pub(super) form: String,
    /// Whether it begins with a capital letter.
    pub(super) capital: bool,
    /// Whether it is two or more letters, all capitals.
    pub(super) capitals: bool,
    /// Whether it is all capitals in a name that is not.
    pub(super) acronym: bool,
    /// Whether a hyphen joins it to the word before.
    pub(super) joined: bool,
}

/// The words of a name; `&` and `+` are the word `and`.
pub(super) fn words(name: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut written = String::new();
    let mut joined = false;
    for c in before_comment(name).chars().map(fold).filter(|&c| !is_unprintable(c)) {
        if c.is_alphanumeric() || is_inner(c) {
            written.push(c);
            continue;
        }
        push(&mut words, &mut written, joined);
        joined = c == '-';
        if matches!(c, '&' | '+') {
            words.push(Word { form: "and".to_owned(), ..Word::default() });
        }
    }
    push(&mut words, &mut written, joined);
    unshout(&mut words);
    join_initials(words)
}

/// Whether the word at `at` is the Arabic article: `al` and `el` before another word, `as`, `an` … only before a hyphen.
pub(super) fn is_article(words: &[Word], at: usize) -> bool {
    let joins = words.get(at + 1).is_some_and(|next| next.joined);
    match words[at].form.as_str() {
        "al" | "el" => at + 1 < words.len(),
        "as" | "ash" | "ar" | "an" | "at" | "az" | "ad" | "ul" | "ol" | "ed" => joins,
        _ => false,
    }
}

/// Without an acronym in parentheses at the end (`Popular Mobilization Forces (PMF)`) or an apposition after a comma.
fn before_comment(name: &str) -> &str {
    let name = name.trim();
    let name = match name.strip_suffix(')').and_then(|inner| inner.rsplit_once('(')) {
        Some((before, inside)) if !before.trim().is_empty() && is_acronym(inside) => before.trim_end(),
        _ => name,
    };
    match name.split_once(", ") {
        Some((before, after)) if !before.trim().is_empty() && after.trim_start().starts_with(char::is_lowercase) => before,
        _ => name,
    }
}

fn is_acronym(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphabetic()).count() > 1 && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit() || c == '.')
}

/// Apostrophes, full stops and combining marks stand inside words, and are dropped from their form.
fn is_inner(c: char) -> bool {
    matches!(c, '\'' | '.' | 'ʿ' | 'ʾ' | '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}')
}

fn push(words: &mut Vec<Word>, written: &mut String, joined: bool) {
    let bare = without_possessive(written.trim_end_matches('.'));
    let form: String = bare.chars().flat_map(char::to_lowercase).filter(|&c| !is_inner(c)).flat_map(plain).collect();
    if !form.is_empty() {
        let capital = bare.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
        let capitals = is_acronym(bare);
        words.push(Word { form, capital, capitals, acronym: capitals, joined });
    }
    written.clear();
}

fn without_possessive(written: &str) -> &str {
    let bare = written.strip_suffix("'s").or_else(|| written.strip_suffix("'S")).unwrap_or(written);
    if bare.is_empty() { written } else { bare }
}

/// A name in capitals throughout says nothing of acronyms, where some word is too long to be one.
fn unshout(words: &mut [Word]) {
    if words.len() > 1 && words.iter().all(|w| w.acronym) && words.iter().any(|w| w.form.chars().count() > 5) {
        words.iter_mut().for_each(|w| w.acronym = false);
    }
}

/// `H. W. Bush` as `HW Bush`, `U. S.` as `US`.
fn join_initials(words: Vec<Word>) -> Vec<Word> {
    let mut out: Vec<Word> = Vec::with_capacity(words.len());
    let mut run = false;
    for word in words {
        let initial = word.capital && word.form.chars().count() == 1;
        match out.last_mut() {
            Some(last) if run && initial => {
                last.form += &word.form;
                (last.capitals, last.acronym) = (true, true);
            }
            _ => out.push(word),
        }
        run = initial;
    }
    out
}

/// A Latin letter without its accents; any other character as it is.
fn plain(c: char) -> impl Iterator<Item = char> {
    const LETTERS: &[(&str, &str)] = &[
        ("àáâãäåāăą", "a"),
        ("çćĉċč", "c"),
        ("ďđðḍ", "d"),
        ("èéêëēĕėęě", "e"),
        ("ĝğġģ", "g"),
        ("ĥħḥ", "h"),
        ("ìíîïĩīĭįı", "i"),
        ("ĵ", "j"),
        ("ķ", "k"),
        ("ĺļľŀł", "l"),
        ("ñńņňŉ", "n"),
        ("òóôõöøōŏő", "o"),
        ("ŕŗř", "r"),
        ("śŝşšșṣ", "s"),
        ("ţťŧțṭ", "t"),
        ("ùúûüũūŭůűų", "u"),
        ("ŵ", "w"),
        ("ýÿŷ", "y"),
        ("źżžẓ", "z"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ß", "ss"),
        ("þ", "th"),
    ];
    let found = if c.is_ascii() { None } else { LETTERS.iter().find(|(accented, _)| accented.contains(c)) };
    let own = if found.is_none() { Some(c) } else { None };
    found.map_or("", |(_, plain)| plain).chars().chain(own)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(name: &str) -> Vec<String> {
        words(name).into_iter().map(|w| w.form).collect()
    }

    #[test]
    fn reads_words_without_their_dress() {
        for (name, expected) in [
            ("Iraq’s military", vec!["iraq", "military"]),
            ("Qa’ani", vec!["qaani"]),
            ("the U.S. Army", vec!["the", "us", "army"]),
            ("George H. W. Bush", vec!["george", "hw", "bush"]),
            ("Johnson & Johnson", vec!["johnson", "and", "johnson"]),
            ("Popular Mobilization Forces (PMF)", vec!["popular", "mobilization", "forces"]),
            ("Kadhimi, the prime minister", vec!["kadhimi"]),
            ("Erdoğan", vec!["erdogan"]),
            ("the militants' base", vec!["the", "militants", "base"]),
            ("Clinton (Bill)", vec!["clinton", "bill"]),
            ("", vec![]),
            ("'s", vec!["s"]),
        ] {
            assert_eq!(forms(name), expected, "{name}");
        }
    }

    #[test]
    fn tells_acronyms_from_shouting() {
        assert!(words("US forces")[0].acronym && words("U.S.")[0].acronym);
        assert!(words("IRAQI MILITARY").iter().all(|w| !w.acronym && w.capital));
    }

    #[test]
    fn finds_articles() {
        let words = words("Al Gore and an-Nusra at sea");
        let found: Vec<_> = (0..words.len()).filter(|&at| is_article(&words, at)).collect();
        assert_eq!(found, [0, 3]);
    }
}
