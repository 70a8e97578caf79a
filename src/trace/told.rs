//! The steps of a trace in words.

use super::reading::Reading;
use super::step::Step;
use super::{Meeting, RuleTrace};
use crate::claim::{Claim, period_words};
use crate::conflict::finding::Finding;
use crate::conflict::{self, Because, Distance, REPORTED_WITHIN, Unmet, told_of};
use crate::language::{Sentence, Tokens};
use crate::rule::tier::Tier;
use crate::rule::written::{Mood, Scope, Trend};
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::story::Closeness;
use crate::subject::Place;
use crate::text::Span;
use crate::value::Room;
use crate::verdict::{Kind, Verdict};

/// A claim and the name of its statement.
pub(super) struct Named<'a> {
    pub(super) id: String,
    pub(super) claim: &'a Claim,
}

/// What came of two statements: of their claims, the pair that came furthest.
pub(super) fn outcome(best: Option<&Meeting>, rules: &[RuleTrace], [a, b]: [&[Reading]; 2]) -> String {
    if let Some(meeting) = best {
        return of_meeting(meeting);
    }
    let near_own =
        |readings: &[Reading]| readings.iter().flat_map(|reading| &reading.near).find(|near| near.own).map(|near| near.rule.clone());
    let own = near_own(a).or_else(|| near_own(b));
    match rules {
        [] if a.is_empty() || b.is_empty() => "There is no statement to compare: a text is empty.".to_owned(),
        [] => "Not reported: no rule reads either of them.".to_owned(),
        // A rule of no concern is no answer to those who ask about their own.
        [first, ..] if own.is_some_and(|own| own != first.rule) && first.built_in => "Not reported: no rule reads both.".to_owned(),
        [first, ..] => {
            let told = first.one_sided.as_deref().unwrap_or_default();
            // What keeps the rule away is told with the statement, where it comes near.
            let mut near = a.iter().chain(b).flat_map(|reading| &reading.near).filter(|near| near.rule == first.rule);
            let which = near.find_map(|near| told.strip_suffix(&format!(": {}.", near.missing))).map(|which| format!("{which}."));
            format!("Not reported: no rule reads both. {} {}", first.rule, which.as_deref().unwrap_or(told))
        }
    }
}

/// That two statements that no rule brings together are reported.
pub(super) fn unread(tier: &str, found: &Finding) -> String {
    format!(
        "Reported as {} {}, by {tier}: no rule finds it, but holding the two against each other word by word does.",
        found.verdict, found.id
    )
}

/// What is told where no rule decides, but words alone do.
pub(super) const BY_WORDS: &str = "No rule decides: the two sentences of one story were held against each other word by word.";

/// What came of one text.
pub(super) fn read(readings: &[Reading]) -> String {
    match readings.iter().map(|reading| reading.claims.len()).sum() {
        0 => "No rule reads it.".to_owned(),
        1 => "One claim was read.".to_owned(),
        claims => format!("{claims} claims were read."),
    }
}

/// Why a decision keeps a finding out of the report.
pub(super) fn put_aside(decision: &str) -> String {
    format!("it is known, and {decision}; --show all shows it.")
}

pub(super) fn of_meeting(meeting: &Meeting) -> String {
    match (&meeting.verdict, &meeting.left_out) {
        (Some(verdict), None) => format!("Reported as {} {}. {}", verdict.verdict, verdict.conflict_id, meeting.told),
        (Some(_), Some(left_out)) => format!("Not reported: {left_out} {}", meeting.told),
        (None, _) => format!("Not reported: not compared. {}", meeting.told),
    }
}

/// What a rule makes of a statement that is named twice.
pub(super) const ONE_CLAIM: &str = "reads one claim only: both names stand for one statement.";

/// Why a rule that reads one side does not read the other.
pub(super) fn one_sided(rule: &str, [read, other]: [&[Reading]; 2]) -> String {
    let name = |side: &[Reading]| side.first().map_or_else(|| "the other".to_owned(), |reading| reading.id.clone());
    let near = other.iter().flat_map(|reading| &reading.near).find(|near| near.rule == rule).map(|near| near.missing.clone());
    let unclaimed = other.iter().flat_map(|reading| &reading.matches).filter(|found| found.rule == rule).find_map(|f| f.no_claim.clone());
    let why = near.or(unclaimed).unwrap_or_else(|| "no way to say an answer is there".to_owned());
    format!("reads {} and not {}: {why}.", name(read), name(other))
}

/// Which slot of the key differs, as read and as resolved.
pub(super) fn other_key([x, y]: [Named; 2], rule: &Rule, places: &[Place; 2]) -> String {
    let slots = rule.key.iter().map(|&slot| rule.slots[slot].name.as_str());
    let differs = |(at, slot): (usize, &str)| {
        let [one, other] = [&places[0], &places[1]].map(|place| place.key.get(at).copied().unwrap_or_default());
        let told = |named: &Named, resolved: &str| as_read(named.claim.key.get(at).map_or("", String::as_str), resolved);
        (one != other).then(|| format!("{{{slot}}} is {} in {} and {} in {}", told(&x, one), x.id, told(&y, other), y.id))
    };
    let told: Vec<String> = slots.enumerate().filter_map(differs).collect();
    format!("They speak of two things: {}.", told.join("; "))
}

fn as_read(read: &str, resolved: &str) -> String {
    if read == resolved { format!("“{read}”") } else { format!("“{read}”, taken for “{resolved}”,") }
}

/// Why the sources of two claims are not of one story, or are not each other's closest.
pub(super) fn two_stories(scope: Scope, close: &Closeness) -> (Step, String) {
    match scope {
        Scope::Closest => {
            (Step::NotClosest, format!("The rule compares only two sources that are each other's closest. {}", not_closest(close)))
        }
        _ => (Step::OtherStory, format!("The rule compares only sources of one story, and these are of two. {}", not_one_story(close))),
    }
}

/// What rules two sources out, whatever their words.
fn ruled_out(close: &Closeness) -> Option<String> {
    if close.two_topics {
        return Some("Their table gives them two topics.".to_owned());
    }
    let days = close.days.filter(|&days| days > close.most_days)?;
    Some(format!("They were published {} apart; at most {} is allowed.", days_in_words(days), days_in_words(close.most_days)))
}

fn not_one_story(close: &Closeness) -> String {
    ruled_out(close).unwrap_or_else(|| match close.story < close.least_story {
        true => format!("In words and names their closeness is {:.2}; {:.2} is needed.", close.story, close.least_story),
        false => format!(
            "Their own closeness of {:.2} would do ({:.2} is needed), but not the average with the other sources of their stories.",
            close.story, close.least_story
        ),
    })
}

fn not_closest(close: &Closeness) -> String {
    let [least, most] = close.pair_words;
    let unfit = close.words.iter().find(|&&words| words < least || words > most);
    let unfit = unfit.map(|words| format!("One has {words} content words; from {least} to {most} are needed."));
    ruled_out(close).or(unfit).unwrap_or_else(|| match close.pair < close.least_pair {
        true => format!("In words their closeness is {:.2}; {:.2} is needed.", close.pair, close.least_pair),
        false => format!(
            "Their closeness of {:.2} would do ({:.2} is needed), but another source is as close, or closer.",
            close.pair, close.least_pair
        ),
    })
}

fn days_in_words(days: i32) -> String {
    if days == 1 { "1 day".to_owned() } else { format!("{days} days") }
}

/// Why two claims of one subject do not meet.
pub(super) fn unmet(unmet: Unmet, rule: &Rule) -> (Step, String) {
    match unmet {
        Unmet::OneStatement => (Step::OneStatement, "They stand in one statement and one voice.".to_owned()),
        Unmet::Copies => (Step::Copies, "They are copies of one text.".to_owned()),
        Unmet::OneSource if rule.scope == Scope::Closest => {
            (Step::OneSource, "They stand in one source, and the rule compares only two.".to_owned())
        }
        Unmet::OneSource => (Step::OneSource, "They stand in one source and one voice, and the rule compares only two.".to_owned()),
        Unmet::Overruled => (Step::Overruled, "The outlet of one of them only passes it on, and firmly tells the contrary.".to_owned()),
        Unmet::Unlike { shared, needed } => {
            let told = format!("Beside the words that the rule matched they share {shared}; it asks for {needed} (`alike`).");
            (Step::Unlike, told)
        }
    }
}

/// That a cap left two claims out.
pub(super) fn capped(cap: usize, unjudged: u64) -> String {
    format!("Of one subject at most {cap} pairs are judged, and {unjudged} of this one were left out, these two among them.")
}

/// That a statement stands for its copy.
pub(super) fn stands_for(copy: &str, original: &str) -> String {
    match copy == original {
        true => format!("{copy} says it twice, and the first counts."),
        false => format!("{copy} is a copy of {original}, which stands for it."),
    }
}

/// What became of the statements that copies are copies of.
pub(super) fn of_originals(x: &str, y: &str, meeting: &Meeting) -> String {
    format!("Of {x} and {y}: {}", of_meeting(meeting))
}

/// The step that decided on two judged claims, the earlier one first.
pub(super) fn because(because: Because, [x, y]: [Named; 2], rule: &Rule, rules: &Rules, sources: &[Source]) -> (Step, String) {
    let [a, b] = [&x, &y].map(|named| format!("“{}”", conflict::answer(named.claim, rule).0));
    match because {
        Because::NotSaid => (Step::NotSaid, not_said([&x, &y], rule)),
        Because::DatesApart(distance) => {
            let dates = [&x, &y].map(|named| named.claim.when.as_ref().map(period_words).unwrap_or_default());
            (Step::DatesApart, dates_apart("They tell of", dates, distance, ""))
        }
        Because::SameAnswer => (Step::SameAnswer, format!("Both say {a}.{}", no_more([&x, &y], rule, rules, sources))),
        Because::BothHold(Room::Currencies) => (Step::UnlikeValues, in_currencies(&a, &b, [x.claim, y.claim])),
        Because::BothHold(room) => both_hold(room, &a, &b),
        Because::ReportsApart(distance) => {
            let dates = [&x, &y].map(|named| told_of(named.claim, sources).as_ref().map(period_words).unwrap_or_default());
            let grace = format!(", of them {REPORTED_WITHIN} for reports that name no date");
            (Step::ReportsApart, dates_apart("They were told of on, or published on,", dates, distance, &grace))
        }
        Because::Superseded(trend) => (Step::Superseded, format!("{b} is later and takes the place of {a} ({}).", trend_in_words(trend))),
        Because::BothHedged => (Step::BothHedged, format!("{a} and {b} are both hedged, so neither says that the other is wrong.")),
        Because::HardlyBothHold => {
            (Step::HardlyBothHold, format!("{a} and {b} can hardly both hold: one lies far beyond the other's bound."))
        }
        Because::CannotBothHold => (Step::CannotBothHold, at_odds(&a, &b, [x.claim, y.claim], rule)),
        Because::Settled { rule, verdict } => (
            Step::Settled,
            format!(
                "{} has judged the same words: {verdict}. A rule on the matter goes before one that is free of topic.",
                rules.rules[rule].name()
            ),
        ),
    }
}

/// What an agreement by a rule free of topic comes to: no more than what it asks. Figures are named where the two have others.
fn no_more([x, y]: [&Named; 2], rule: &Rule, rules: &Rules, sources: &[Source]) -> String {
    if rule.scope == Scope::Anywhere || !rule.shape.is_named() || x.claim.key.is_empty() {
        return String::new();
    }
    let told = format!(" They agree on no more than the rule asks: {}.", x.claim.key.join("; "));
    let [a, b] = [x, y].map(|named| figures(named.claim.statement.text(sources), rules));
    let others = |own: &[(f64, String)], other: &[(f64, String)]| {
        let is_new = |figure: &&(f64, String)| other.iter().all(|(point, _)| *point != figure.0);
        own.iter().find(is_new).map(|(_, words)| format!("“{words}”"))
    };
    match (others(&a, &b), others(&b, &a)) {
        (Some(one), Some(other)) => format!("{told} Their figures differ, as {one} and {other}; it does not compare these."),
        _ => told,
    }
}

/// The figures of a statement, with their words.
fn figures(text: &str, rules: &Rules) -> Vec<(f64, String)> {
    let words = |sentence: &Sentence, at: &Tokens| {
        let (first, last) = (sentence.tokens[at.start].span, sentence.tokens[at.end - 1].span);
        Span { start: first.start, end: last.end }.of(text).to_owned()
    };
    let sentences = rules.language.read(text, None);
    let numbers = sentences.iter().flat_map(|sentence| sentence.numbers.iter().map(move |number| (sentence, number)));
    numbers.map(|(sentence, number)| (number.point, words(sentence, &number.tokens))).collect()
}

/// Who takes another side does not say what cannot be so.
fn at_odds(a: &str, b: &str, [x, y]: [&Claim; 2], rule: &Rule) -> String {
    match rule.kind {
        Kind::Stance | Kind::Answer if x.speaker == y.speaker && !x.speaker.is_empty() => format!("{a} and {b} go against each other."),
        Kind::Stance | Kind::Answer => format!("{a} and {b} go against each other: the two disagree."),
        _ => format!("{a} and {b} cannot both hold."),
    }
}

fn both_hold(room: Room, a: &str, b: &str) -> (Step, String) {
    match room {
        Room::Rounding => (Step::Rounding, format!("{a} and {b} can both hold: one is the other, rounded.")),
        Room::Tolerance => (Step::Tolerance, format!("{a} and {b} differ by no more than the rule lets pass (`tolerance`, `within`).")),
        Room::Bounds => (Step::Bounds, format!("{a} and {b} can both hold: what the one leaves open takes in the other.")),
        Room::BothDenied => (Step::BothDeny, format!("{a} and {b}: two denials can both hold.")),
        Room::OtherDenied => (Step::OtherDenied, format!("{a} and {b}: denying one answer says nothing of another.")),
        Room::Allowed => (Step::Allowed, format!("The rule says that {a} and {b} can hold together (`allows`).")),
        Room::Unlike | Room::Currencies => (Step::UnlikeValues, format!("{a} and {b} cannot be compared.")),
    }
}

fn in_currencies(a: &str, b: &str, claims: [&Claim; 2]) -> String {
    let currency = claims.map(|claim| claim.value.currency().unwrap_or_default());
    format!("{a} ({}) and {b} ({}) are in different currencies and cannot be compared.", currency[0], currency[1])
}

fn not_said(pair: [&Named; 2], rule: &Rule) -> String {
    let unsaid = pair.iter().filter(|named| !rule.takes(named.claim.mood));
    let told: Vec<String> = unsaid.map(|named| format!("{} speaks of it as a {}", named.id, mood_in_words(named.claim.mood))).collect();
    let taken: Vec<&str> = rule.moods.iter().map(|&mood| mood_in_words(mood)).collect();
    format!("{}, and for the rule that does not count as said; what counts: {} (`mood`).", told.join(" and "), taken.join(", "))
}

fn dates_apart(they: &str, [one, other]: [String; 2], distance: Distance, grace: &str) -> String {
    let Distance { days, most } = distance;
    format!("{they} {one} and {other}, {} apart; {most} are allowed{grace} (`within`).", days_in_words(days))
}

fn mood_in_words(mood: Mood) -> &'static str {
    match mood {
        Mood::Fact => "fact",
        Mood::Plan => "plan",
        Mood::Wish => "wish",
        Mood::Condition => "condition",
        Mood::Question => "question",
    }
}

fn trend_in_words(trend: Trend) -> &'static str {
    match trend {
        Trend::Up => "`trend = \"up\"`: a later figure may be higher",
        Trend::Down => "`trend = \"down\"`: a later figure may be lower",
        Trend::Later => "`trend = \"later\"`: any later answer counts",
    }
}

/// That a kind of conflict was not asked for.
pub(super) fn other_kind(kind: Kind) -> String {
    format!("its kind, {kind}, is none of those asked for (--kinds).")
}

/// That a verdict was not asked for.
pub(super) fn other_verdict(verdict: Verdict, asked: &[Verdict]) -> String {
    let asked: Vec<&str> = asked.iter().map(|verdict| verdict.name()).collect();
    format!("the verdict is {verdict}, and only {} are asked for (--verdicts).", asked.join(", "))
}

/// That a finding is not certain enough.
pub(super) fn uncertain(confidence: f64, least: f64) -> String {
    format!("its confidence is {confidence:.3}, and {least} is asked for (--min-confidence).")
}

/// That the tier of a finding is held back.
pub(super) fn held(tier: &Tier) -> String {
    format!(
        "flags of the tier {} are right in {:.2} of cases, which is less than a report shows unasked (--tiers all).",
        tier.name, tier.rate
    )
}

/// That the same two statements were reported otherwise.
pub(super) fn repeated(rule: &str, found: &Finding) -> String {
    format!("the same two statements are reported already, as {} {} by {rule}.", found.verdict, found.id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::trace::Shown;

    #[test]
    fn a_meeting_that_was_not_judged_is_never_told_as_reported() {
        let meeting = Meeting {
            a_answer: String::new(),
            b_answer: String::new(),
            step: Step::Capped,
            told: "Left out.".into(),
            shown: Shown::NotJudged,
            left_out: None,
            verdict: None,
        };
        assert_eq!(of_meeting(&meeting), "Not reported: not compared. Left out.");
    }
}
