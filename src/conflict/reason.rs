//! The reason of a finding, as one plain sentence.

use super::Judged;
use super::finding::Party;
use crate::claim::Claim;
use crate::language::lexicon::{Class, Lexicon, Word};
use crate::rule::Rule;
use crate::rule::written::Mood;
use crate::text::{fold, one_line};
use crate::value::Value;
use crate::verdict::Verdict;

/// `Iraq's military says poor storage caused it; the Imam Ali Division says drones hit it.`
pub(super) fn reason(judged: &Judged, (x, a): (&Claim, &Party), (y, b): (&Claim, &Party), rule: &Rule, lexicon: &Lexicon) -> String {
    let (first, second) = (says(x, a, rule, lexicon), says(y, b, rule, lexicon));
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

/// `Iraq's military denies that drones hit the depot`
fn says(claim: &Claim, party: &Party, rule: &Rule, lexicon: &Lexicon) -> String {
    let who = &party.speaker;
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
        (Some(means), _, false) => format!("{who}{hedge} {} {means}", verb("says", "say")),
        (Some(means), _, true) => format!("{who}{hedge} {} that {means}", verb("denies", "deny")),
        (None, Value::Named(_), false) => format!("{who}{hedge} {} so ({quote})", verb("says", "say")),
        (None, Value::Named(_), true) => format!("{who}{hedge} {} otherwise ({quote})", verb("says", "say")),
        (None, ..) => format!("{who}{hedge} {} {} ({quote})", verb("says", "say"), party.answer.replacen("not: ", "not ", 1)),
    }
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

/// Whether a name takes a plural verb: its head, the last word before any preposition or comma, is a plural noun that the dictionary
/// has, and no name ("Rhodes").
fn is_plural(name: &str, lexicon: &Lexicon) -> bool {
    let lower = name.to_lowercase();
    let ends = [",", " of ", " in ", " from ", " for ", " with ", " at ", " who ", " close ", " on ", " to "];
    let end = ends.iter().filter_map(|end| lower.find(end)).min().unwrap_or(lower.len());
    let words: Vec<&str> = lower[..end].split_whitespace().collect();
    let head = words.last().copied().unwrap_or_default();
    if matches!(head, "people" | "some" | "many" | "others" | "police" | "both" | "several") || lower.contains(" and ") {
        return true;
    }
    // "His reps": a word that no dictionary has, behind whose it is.
    let owned = matches!(words[0..words.len().min(1)], ["his" | "her" | "its" | "their" | "our"]);
    let (mut plural, mut known) = (false, false);
    lexicon.each_lemma(head, |lemma, class| {
        known |= !lexicon.classes(Word::of(lemma)).is_unknown();
        plural |= class == Class::Noun && lemma != head && head.ends_with('s');
    });
    let common = name.split_whitespace().nth(words.len().saturating_sub(1)).is_some_and(|word| word.starts_with(char::is_lowercase));
    (plural && (known || common) || owned && head.ends_with('s')) && !head.ends_with("ss")
}

fn remark(judged: &Judged, x: &Claim, y: &Claim) -> Option<&'static str> {
    match judged.verdict {
        Verdict::Tension if x.hedged && y.hedged => Some("Both are hedged."),
        Verdict::Tension if x.hedged || y.hedged => Some("One of them is hedged."),
        Verdict::Apart => Some("They are about different times."),
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
            ("Rhodes", false),
            ("Officials", true),
            ("His reps", true),
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
