//! The reason of a finding, as one plain sentence.

use super::Judged;
use super::finding::Party;
use crate::claim::Claim;
use crate::rule::Rule;
use crate::text::one_line;
use crate::value::Value;
use crate::verdict::Verdict;

/// `Iraq's military says poor storage caused it; the Imam Ali Division says drones hit it.`
pub(super) fn reason(judged: &Judged, (x, a): (&Claim, &Party), (y, b): (&Claim, &Party), rule: &Rule) -> String {
    let (first, second) = (says(x, a, rule), says(y, b, rule));
    let sentence = match judged.verdict {
        Verdict::Reversal => format!("{first}; later {second}"),
        Verdict::Update => format!("{first}; a later report: {second}"),
        _ => format!("{first}; {second}"),
    };
    let mut sentence = capitalized(&one_line(&sentence));
    sentence.push('.');
    if let Some(remark) = remark(judged, x, y) {
        sentence.push(' ');
        sentence.push_str(remark);
    }
    sentence
}

/// `Iraq's military denies that drones hit the depot`
fn says(claim: &Claim, party: &Party, rule: &Rule) -> String {
    let who = &party.speaker;
    let (say, deny) = if are_many(who) { ("say", "deny") } else { ("says", "denies") };
    let hedge = if claim.hedged { ", with a hedge," } else { "" };
    match (&claim.value, claim.denied) {
        (Value::Named(answer), denied) => {
            let answer = &rule.answers[*answer];
            match (&answer.means, denied) {
                (Some(means), false) => format!("{who}{hedge} {say} {means}"),
                (Some(means), true) => format!("{who}{hedge} {deny} that {means}"),
                (None, false) => format!("{who}{hedge} {say} “{}”", party.evidence_text()),
                (None, true) => format!("{who}{hedge} {deny} it: “{}”", party.evidence_text()),
            }
        }
        (_, false) => format!("{who}{hedge} {say} {} (“{}”)", party.answer, party.evidence_text()),
        (_, true) => format!("{who}{hedge} {say} {} (“{}”)", party.answer.replacen("not: ", "not ", 1), party.evidence_text()),
    }
}

/// Whether a speaker is several people: `dockers`, `three officials of the port`. A plural is a small word in -s at the end of
/// what comes before the first preposition; a name, which is one thing however it ends, has a capital.
fn are_many(speaker: &str) -> bool {
    let head = speaker
        .split([' ', ','])
        .take_while(|word| !matches!(*word, "of" | "in" | "from" | "at" | "for" | "with" | "on" | "to" | ""))
        .last();
    head.is_some_and(|word| {
        let plural = word.len() > 3 && word.ends_with('s') && !["ss", "us", "is", "'s", "’s"].iter().any(|end| word.ends_with(end));
        plural && word.starts_with(char::is_lowercase)
    })
}

fn remark(judged: &Judged, x: &Claim, y: &Claim) -> Option<&'static str> {
    match judged.verdict {
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
    fn knows_one_speaker_from_many() {
        for many in ["dockers", "US officials", "three commanders of the militia", "Iraqi forces", "witnesses"] {
            assert!(are_many(many), "{many}");
        }
        for one in [
            "the dockers' union",
            "Reuters",
            "the United States",
            "the boss",
            "the ministry of works",
            "a spokesman for the rebels",
            "Le Quai",
            "",
        ] {
            assert!(!are_many(one), "{one}");
        }
    }
}
