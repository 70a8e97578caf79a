//! Traces as lines for reading.

use gainsay::text::one_line;
use gainsay::trace::{ClaimRead, Meeting, NearRead, Reading, RuleTrace, Term, Trace};

/// How many rules that come near to reading a statement are told.
const NEAR_TOLD: usize = 5;

/// How many meetings of one rule's claims are told: two long texts may have thousands.
const MEETINGS_TOLD: usize = 10;

/// Where a statement comes from, and its words.
pub(super) fn heading(reading: &Reading) -> Vec<String> {
    let date = reading.date.map(|date| date.to_string());
    let from: Vec<String> = [Some(reading.source.clone()), date].into_iter().flatten().filter(|word| !word.is_empty()).collect();
    let from = if from.is_empty() { String::new() } else { format!(" ({})", one_line(&from.join(", "))) };
    vec![format!("{}{from}", one_line(&reading.id)), format!("  {}", one_line(&reading.text))]
}

/// What rules read in a statement; where none does, which come near.
pub(super) fn claims(reading: &Reading) -> Vec<String> {
    let mut lines: Vec<String> = reading.claims.iter().flat_map(claim).collect();
    if reading.claims.is_empty() {
        lines.push(field("claims", "no rule reads it"));
    }
    let near = near(reading);
    lines.extend(near.iter().map(|near| field("near", &format!("{}: {}", near.rule, near.missing))));
    let own = near.iter().any(|near| near.own);
    let more = reading.near.len().saturating_sub(near.len());
    lines.extend((more > 0 && !own && !near.is_empty()).then(|| field("", &format!("and {more} more"))));
    lines
}

/// Where rules matched and made no claim.
pub(super) fn unclaimed(reading: &Reading) -> Vec<String> {
    let unclaimed = reading.matches.iter().filter_map(|found| Some((found, found.no_claim.as_ref()?)));
    unclaimed.map(|(found, why)| field("no claim", &format!("{}: {} ({why})", found.rule, found.marked))).collect()
}

fn claim(claim: &ClaimRead) -> Vec<String> {
    let row = &claim.row;
    let key = if row.key.is_empty() { String::new() } else { format!(", of {}", row.key) };
    let when = claim.when.as_ref().map(|when| format!(", of {when}")).unwrap_or_default();
    let mood = row.mood.replace(' ', ", ");
    let said = format!("{} as a {mood}, by {}{key}{when}", row.polarity, row.speaker);
    vec![
        field("claim", &format!("{}: {} ({said})", row.rule, row.answer)),
        field("", &format!("asks: {}", row.question)),
        field("", &claim.marked),
    ]
}

/// All of the user's own rules, and those that lack nothing but the setting of their pack; where there is none, and nothing was read, some of
/// the others.
fn near(reading: &Reading) -> Vec<&NearRead> {
    let unset = |near: &&NearRead| near.unset;
    if !reading.claims.iter().all(|claim| claim.built_in) {
        return reading.near.iter().filter(unset).collect();
    }
    let always: Vec<&NearRead> = reading.near.iter().filter(|near| near.own || near.unset).collect();
    match always.is_empty() && reading.claims.is_empty() {
        true => reading.near.iter().take(NEAR_TOLD).collect(),
        false => always,
    }
}

/// What one rule made of two statements.
pub(super) fn rule(trace: &RuleTrace, all: &Trace) -> Vec<String> {
    let mut lines = vec![format!("{}: {}", trace.rule, one_line(&trace.question))];
    // Why it does not read the other one is told there, if it comes near.
    let near = all.a.iter().chain(&all.b).flat_map(near).find(|near| near.rule == trace.rule);
    let told = |told: &String| match near.and_then(|near| told.strip_suffix(&format!(": {}.", near.missing))) {
        Some(told) => format!("{told}: `near` tells why."),
        None => told.clone(),
    };
    lines.extend(trace.one_sided.iter().map(|one_sided| format!("  it {}", one_line(&told(one_sided)))));
    lines.extend(trace.meetings.iter().take(MEETINGS_TOLD).flat_map(meeting));
    let more = trace.meetings.len().saturating_sub(MEETINGS_TOLD);
    lines.extend((more > 0).then(|| format!("  and {more} more, which did not come further; --output-format json holds them")));
    lines
}

fn meeting(meeting: &Meeting) -> Vec<String> {
    let step = format!("  {}", one_line(&meeting.told));
    let Some(judged) = &meeting.verdict else { return vec![format!("  not compared. {}", step.trim_start())] };
    let head = format!("  {} {}, confidence {}", judged.verdict, judged.conflict_id, product(judged.confidence, &judged.terms));
    let left_out = meeting.left_out.iter().map(|why| format!("  not in the report: {}", one_line(why)));
    let known = judged.known.iter().map(|known| format!("  known: {}", one_line(known)));
    [head, step, format!("  {}", one_line(&judged.reason))].into_iter().chain(known).chain(left_out).collect()
}

/// `0.60 = named answers 0.85 × hedged 0.70`
fn product(value: f64, terms: &[Term]) -> String {
    let factors: Vec<String> = terms.iter().map(|term| format!("{} {:.2}", term.name, term.factor)).collect();
    format!("{value:.2} = {}", factors.join(" × "))
}

/// A line with its name in front.
pub(super) fn field(name: &str, value: &str) -> String {
    format!("  {name:<10}{}", one_line(value))
}
