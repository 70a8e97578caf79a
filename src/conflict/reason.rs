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
    let hedge = if claim.hedged { ", with a hedge," } else { "" };
    match (&claim.value, claim.denied) {
        (Value::Named(answer), denied) => {
            let answer = &rule.answers[*answer];
            match (&answer.means, denied) {
                (Some(means), false) => format!("{who}{hedge} says {means}"),
                (Some(means), true) => format!("{who}{hedge} denies that {means}"),
                (None, false) => format!("{who}{hedge} says “{}”", party.evidence_text()),
                (None, true) => format!("{who}{hedge} denies it: “{}”", party.evidence_text()),
            }
        }
        (_, false) => format!("{who}{hedge} says {} (“{}”)", party.answer, party.evidence_text()),
        (_, true) => format!("{who}{hedge} says {} (“{}”)", party.answer.replacen("not: ", "not ", 1), party.evidence_text()),
    }
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
