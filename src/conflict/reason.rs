//! The reason of a finding, as one plain sentence.

use super::finding::Party;
use super::{Because, Judged};
use crate::claim::Claim;
use crate::language::Language;
use crate::language::attribution::is_anybody;
use crate::language::lexicon::{Class, Classes, Lexicon, Word};
use crate::language::scope::{Scope, ScopeKind};
use crate::rule::Rule;
use crate::rule::written::Mood;
use crate::text::{Span, fold, one_line};
use crate::value::{Room, Value};
use crate::verdict::Verdict;

/// `Iraq's military says poor storage caused it; the Imam Ali Division says drones hit it.`
pub(super) fn reason(judged: &Judged, (x, a): (&Claim, &Party), (y, b): (&Claim, &Party), rule: &Rule, language: &Language) -> String {
    let (first, second) = (says(x, a, rule, language), within(says(y, b, rule, language), b, language));
    let sentence = match judged.verdict {
        Verdict::Reversal => format!("{first}; later {second}"),
        Verdict::Update => format!("{first}; a later report: {second}"),
        _ => format!("{first}; {second}"),
    };
    let sentence = one_line(&sentence);
    // The name of a file stays as it is.
    let mut sentence = if a.speaker == a.file { sentence.into_owned() } else { capitalized(&sentence) };
    sentence.push('.');
    if let Some(remark) = remark(judged, x, y) {
        sentence.push(' ');
        sentence.push_str(remark);
    }
    sentence
}

/// A clause behind another one: a speaker's article or the like is small there, as in `the harbour master denies it`. Outlets keep their names.
fn within(clause: String, party: &Party, language: &Language) -> String {
    let begins = party.speaker != party.source && clause.starts_with(&party.speaker) && opens_small(&party.speaker, language);
    let first = clause.split(' ').next().unwrap_or_default();
    if begins { format!("{}{}", first.to_lowercase(), &clause[first.len()..]) } else { clause }
}

/// Whether a name has its first capital only where it begins a sentence: `The harbour master`, `Sources close to her`; not `The Hague`.
fn opens_small(name: &str, language: &Language) -> bool {
    let mut words = name.split(' ');
    let first = words.next().unwrap_or_default().to_lowercase();
    let mut is_unnamed = || {
        !words.next().is_some_and(|word| word.starts_with(char::is_uppercase))
            && is_known_plural(&first, &language.lexicon)
            && is_anybody(&first, language)
    };
    let has_article = language.lists.get("article-name").written.contains(&name.to_lowercase());
    !has_article && (language.lists.get("name-opening").has_form(&first) || is_unnamed())
}

/// `Iraq's military denies that drones hit the depot`
fn says(claim: &Claim, party: &Party, rule: &Rule, language: &Language) -> String {
    // Of one who is the answer themselves, it is the outlet that says so.
    let names_itself = is_itself(claim, &party.speaker);
    let is_nobody = language.lists.get("pronoun").has_form(&party.speaker.to_lowercase());
    let who = if names_itself && !claim.denied || is_nobody { &party.source } else { &party.speaker };
    // Of a name that was cut out of a quotation, a mark may be left.
    let who: &str = &who.chars().filter(|&c| fold(c) != '"').collect::<String>();
    let many = is_plural(who, language) && !claim.speaker.is_empty() && !is_nobody;
    let verb = |one: &'static str, all: &'static str| if many { all } else { one };
    let hedge = if claim.hedged { ", with a hedge," } else { "" };
    let quote = if claim.denied { denial(party, language) } else { quoted(party.evidence_text()) };
    if !rule.takes(claim.mood) {
        return format!("{who}{hedge} {} of it as {} ({quote})", verb("speaks", "speak"), no_fact(claim.mood));
    }
    let means = match &claim.value {
        Value::Named(answer) => rule.answers[*answer].means.as_deref().map(|means| filled(means, claim, rule)),
        _ => None,
    };
    match (&means, &claim.value, claim.denied) {
        _ if names_itself && claim.denied => format!("{who}{hedge} {} it ({quote})", verb("denies", "deny")),
        (Some(means), _, false) => format!("{who}{hedge} {} {means}", verb("says", "say")),
        (Some(means), _, true) => format!("{who}{hedge} {} that {means}", verb("denies", "deny")),
        // Two answers that have no clause of their own are told apart by their names.
        (None, Value::Named(answer), denied) if rule.answers[*answer].value != "yes" => {
            let verb = if denied { verb("denies", "deny") } else { verb("says", "say") };
            format!("{who}{hedge} {verb} {} ({quote})", rule.answers[*answer].value)
        }
        (None, Value::Named(_), false) => format!("{who}{hedge} {} so ({quote})", verb("says", "say")),
        (None, Value::Named(_), true) => format!("{who}{hedge} {} otherwise ({quote})", verb("says", "say")),
        (None, ..) => format!("{who}{hedge} {} {} ({quote})", verb("says", "say"), party.answer.replacen("not: ", "not ", 1)),
    }
}

/// Whether the speaker is also the answer: `the mayor` of “the mayor ordered it”.
fn is_itself(claim: &Claim, speaker: &str) -> bool {
    let bare = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
    matches!(&claim.value, Value::Phrase(phrase) if bare(phrase) == bare(speaker))
}

/// What an answer means, with the slots of the rule's key as this claim has them: `Mara Quill is dead`.
fn filled(means: &str, claim: &Claim, rule: &Rule) -> String {
    let fill = |told: String, (&slot, read): (&usize, &String)| {
        let article = if read.starts_with(char::is_lowercase) { "the " } else { "" };
        told.replace(&format!("{{{}}}", rule.slots[slot].name), &format!("{article}{read}"))
    };
    rule.key.iter().zip(&claim.key).fold(means.to_owned(), fill)
}

/// What a statement is that does not count as said.
fn no_fact(mood: Mood) -> &'static str {
    match mood {
        Mood::Fact => "a fact",
        Mood::Plan => "a plan",
        Mood::Wish => "a wish",
        Mood::Condition => "a condition",
        Mood::Question => "a question",
    }
}

/// How many bytes may stand between what denies and what it denies, for both to be quoted in one piece.
const APART: usize = 80;

/// What a party denies, with the words that deny it: those of the pattern alone may say the very opposite.
fn denial(party: &Party, language: &Language) -> String {
    let words = quoted(party.evidence_text());
    let Some(cue) = denying(party, language) else { return words };
    let (start, end) = (cue.start.min(party.evidence.start), cue.end.max(party.evidence.end));
    let between = gap(cue, party.evidence) as usize;
    match (between <= APART, cue.start < party.evidence.start) {
        (true, _) => quoted(Span { start, end }.of(&party.text)),
        (false, true) => format!("{} … {words}", quoted(cue.of(&party.text))),
        (false, false) => format!("{words} … {}", quoted(cue.of(&party.text))),
    }
}

/// How many bytes stand between two spans.
fn gap(one: Span, other: Span) -> u32 {
    one.start.max(other.start).saturating_sub(one.end.min(other.end))
}

/// Where the words stand that deny what a party is quoted for; nothing where these hold their denial themselves.
fn denying(party: &Party, language: &Language) -> Option<Span> {
    let sentences = language.read(&party.text, None);
    let sentence = sentences.iter().find(|sentence| sentence.span.overlaps(party.evidence))?;
    let denies = |scope: &&Scope| matches!(scope.kind, ScopeKind::Negation | ScopeKind::Denial | ScopeKind::Exclusion);
    let covers = |scope: &&Scope| scope.over.clone().any(|at| sentence.tokens[at].span.overlaps(party.evidence));
    let cue = |scope: &Scope| {
        let (first, last) = (sentence.tokens.get(scope.cue.start)?, sentence.tokens.get(scope.cue.end.checked_sub(1)?)?);
        Some(Span { start: first.span.start, end: last.span.end })
    };
    let cues: Vec<Span> = sentence.scopes.iter().filter(denies).filter(covers).filter_map(cue).collect();
    if cues.iter().any(|cue| cue.overlaps(party.evidence)) {
        return None;
    }
    let far = |cue: &Span| gap(*cue, party.evidence);
    cues.into_iter().min_by_key(far)
}

/// Evidence between quotation marks; marks of its own would be cut open.
fn quoted(evidence: &str) -> String {
    let bare: String = evidence.chars().filter(|&c| fold(c) != '"').collect();
    format!("“{}”", bare.trim())
}

/// Whether a name takes a plural verb: its head, the last word before any preposition or comma, is a plural noun and no surname.
fn is_plural(name: &str, language: &Language) -> bool {
    let (lexicon, lists) = (&language.lexicon, &language.lists);
    let name_of = name.split(',').next().unwrap_or_default();
    let ends = |word: &&str| ["preposition", "head-end"].iter().any(|list| lists.get(list).has_form(word));
    let mut words: Vec<&str> = name_of.split_whitespace().collect();
    words.truncate(1 + words.iter().skip(1).take_while(|word| !ends(word)).count());
    let Some((head, before)) = words.split_last() else { return false };
    let small = head.to_lowercase();
    let collective = lists.get("plural-name").has_form(&small);
    collective || name.contains(" and ") || (is_plural_noun(head, &small, lexicon) && !is_surname(head, &small, before, lexicon))
}

fn is_plural_noun(head: &str, small: &str, lexicon: &Lexicon) -> bool {
    if ["ss", "us", "is"].iter().any(|end| small.ends_with(end)) || !small.ends_with('s') {
        return false;
    }
    let mut found = None;
    lexicon.each_lemma(small, |lemma, class| found = Some(found == Some(true) || (class == Class::Noun && lemma != small)));
    // "His reps": a common word that no dictionary has.
    found.unwrap_or(head == small)
}

/// Whether a capital word in -s is a person's name: `Sue Mills`, `campaigner Mills`, `Rhodes`; not `the Brigades`, `Senate Republicans`.
fn is_surname(head: &str, small: &str, before: &[&str], lexicon: &Lexicon) -> bool {
    let is_capital = |word: &str| word.starts_with(char::is_uppercase);
    if !is_capital(head) || before.first().is_some_and(|first| first.eq_ignore_ascii_case("the")) {
        return false;
    }
    let classes = |word: &str| lexicon.classes(Word::of(&word.to_lowercase()));
    let people = ["ians", "ites"].iter().any(|end| small.ends_with(end));
    match before.last() {
        None => !people && !is_known_plural(small, lexicon),
        Some(given) if is_capital(given) => !["i", "ian", "ish"].iter().any(|end| given.ends_with(end)) && !is_nominal(classes(given)),
        Some(role) => classes(role).usual() == Some(Class::Noun),
    }
}

fn is_known_plural(small: &str, lexicon: &Lexicon) -> bool {
    let mut known = false;
    lexicon.each_lemma(small, |lemma, _| known |= lexicon.is(lemma, Class::Noun));
    known
}

/// Whether a word may stand before a noun that it describes.
fn is_nominal(classes: Classes) -> bool {
    classes.has(Class::Noun) || classes.has(Class::Adjective)
}

fn remark(judged: &Judged, x: &Claim, y: &Claim) -> Option<&'static str> {
    match judged.verdict {
        Verdict::Tension if x.hedged && y.hedged => Some("Both are hedged."),
        Verdict::Tension if x.hedged || y.hedged => Some("One of them is hedged."),
        Verdict::Apart => Some("They are about different times."),
        Verdict::Compatible if judged.because == Because::BothHold(Room::Currencies) => Some("They are in different currencies."),
        Verdict::Compatible if judged.because == Because::BothHedged => Some("Both are hedged."),
        Verdict::Compatible => Some("Both can hold."),
        _ => None,
    }
}

fn capitalized(sentence: &str) -> String {
    let mut chars = sentence.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn verbs_agree_with_their_speakers() {
        let language = english();
        for (name, plural) in [
            ("officials", true),
            ("Some", true),
            ("The Imam Ali Brigades", true),
            ("analysts in Baghdad", true),
            ("the spokesman for the Brigades", false),
            ("Iraq's military", false),
            ("Congress", false),
            ("Hadi al-Ameri", false),
            ("Paris and London", true),
            ("campaigner Sue Mills", false),
            ("campaigner Mills", false),
            ("Rhodes", false),
            ("James Mills", false),
            ("His reps", true),
            ("the Mills", true),
            ("Senate Republicans", true),
            ("senior Republicans", true),
            ("Iranian Officials", true),
            ("Officials", true),
            ("dockers", true),
            ("Documents seen by Radio Lorne", true),
            ("A document seen by two reporters", false),
        ] {
            assert_eq!(is_plural(name, &language), plural, "{name}");
        }
    }

    fn english() -> Language {
        Language::new(crate::language::lists::Lists::shipped())
    }

    #[test]
    fn knows_capitals_that_only_begin_a_sentence() {
        let language = english();
        for (name, small) in [
            ("The harbour master", true),
            ("Sources close to the mayor", true),
            ("Officials", true),
            ("The Hague", false),
            ("Mara Quill", false),
            ("Radio Lorne", false),
        ] {
            assert_eq!(opens_small(name, &language), small, "{name}");
        }
    }

    #[test]
    fn quotes_what_denies_with_what_is_denied() {
        let language = english();
        for (text, words, quote) in [
            ("Police denied that the mayor has been arrested.", "has been arrested", "“denied that the mayor has been arrested”"),
            ("The mayor has not been arrested.", "been arrested", "“not been arrested”"),
            ("The mayor has not been arrested.", "not been arrested", "“not been arrested”"),
            ("The mayor has been arrested.", "been arrested", "“been arrested”"),
        ] {
            let start = text.find(words).unwrap();
            let party = Party { text: text.into(), evidence: Span::new(start, start + words.len()), ..party() };
            assert_eq!(denial(&party, &language), quote);
        }
    }

    fn party() -> Party {
        Party {
            id: String::new(),
            source: String::new(),
            speaker: String::new(),
            date: None,
            file: String::new(),
            line: 0,
            url: String::new(),
            text: String::new(),
            evidence: Span::new(0, 0),
            answer: String::new(),
            denied: true,
            bounds: None,
        }
    }

    #[test]
    fn evidence_is_quoted_whole() {
        assert_eq!(quoted("“end of the foreign presence"), "“end of the foreign presence”");
    }
}
