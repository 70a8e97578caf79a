//! The reason of a finding, as one plain sentence.

use super::finding::Party;
use super::{Because, Judged};
use crate::claim::Claim;
use crate::language::lexicon::{Class, Classes, Lexicon, Word};
use crate::rule::Rule;
use crate::rule::written::Mood;
use crate::text::{fold, one_line};
use crate::value::{Room, Value};
use crate::verdict::Verdict;

/// `Iraq's military says poor storage caused it; the Imam Ali Division says drones hit it.`
pub(super) fn reason(judged: &Judged, (x, a): (&Claim, &Party), (y, b): (&Claim, &Party), rule: &Rule, lexicon: &Lexicon) -> String {
    let (first, second) = (says(x, a, rule, lexicon), within(says(y, b, rule, lexicon), b));
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
fn within(clause: String, party: &Party) -> String {
    let first = clause.split(' ').next().unwrap_or_default();
    let begins = SMALL.contains(&first) && party.speaker != party.source && clause.starts_with(&party.speaker);
    if begins { format!("{}{}", first.to_lowercase(), &clause[first.len()..]) } else { clause }
}

/// Words that begin a name with a capital only where they begin a sentence.
#[rustfmt::skip]
const SMALL: [&str; 22] = [
    "The", "A", "An", "Its", "His", "Her", "Their", "Our", "My", "Some", "Many", "Several", "Both", "Most", "Other", "Another", "One", "Two",
    "Three", "Those", "These", "People",
];

/// `Iraq's military denies that drones hit the depot`
fn says(claim: &Claim, party: &Party, rule: &Rule, lexicon: &Lexicon) -> String {
    // Of one who is the answer themselves, it is the outlet that says so.
    let names_itself = is_itself(claim, &party.speaker);
    let who = if names_itself && !claim.denied { &party.source } else { &party.speaker };
    let many = is_plural(who, lexicon) && !claim.speaker.is_empty();
    let verb = |one: &'static str, all: &'static str| if many { all } else { one };
    let hedge = if claim.hedged { ", with a hedge," } else { "" };
    let quote = quoted(party.evidence_text());
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

/// Evidence between quotation marks; marks of its own would be cut open.
fn quoted(evidence: &str) -> String {
    let bare: String = evidence.chars().filter(|&c| fold(c) != '"').collect();
    format!("“{}”", bare.trim())
}

/// Whether a name takes a plural verb: its head, the last word before any preposition or comma, is a plural noun and no surname.
fn is_plural(name: &str, lexicon: &Lexicon) -> bool {
    let ends = [",", " of ", " in ", " from ", " for ", " with ", " at ", " who ", " close ", " on ", " to "];
    let end = ends.iter().filter_map(|end| name.find(end)).min().unwrap_or(name.len());
    let words: Vec<&str> = name[..end].split_whitespace().collect();
    let Some((head, before)) = words.split_last() else { return false };
    let small = head.to_lowercase();
    let collective = matches!(small.as_str(), "people" | "some" | "many" | "others" | "police" | "both" | "several");
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
        let lexicon = Lexicon::shipped();
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
        ] {
            assert_eq!(is_plural(name, &lexicon), plural, "{name}");
        }
    }

    #[test]
    fn evidence_is_quoted_whole() {
        assert_eq!(quoted("“end of the foreign presence"), "“end of the foreign presence”");
    }
}
