//! Why an example came out as it did, in a plain sentence for the author of the rule.

use super::Trial;
use crate::claim::Claim;
use crate::conflict::{Because, Judged};
use crate::rule::matching::Workspace;
use crate::rule::miss::Miss;
use crate::rule::written::{Mood, Trend};
use crate::rule::{Rule, Rules};
use crate::subject::{self, Company, Resolved};
use crate::value::Room;
use crate::verdict::Verdict;
use std::fmt;

/// Why a rule came to its verdict on two texts, or to none.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The texts are still to be written.
    Blank,
    /// Nothing was read in one of them, or in both, and why.
    Unread([Option<Miss>; 2]),
    /// They are asked of different things: the keys of each.
    OtherKey([Vec<String>; 2]),
    /// One is a copy of the other.
    Copies,
    /// They share too few words for a rule that asks for some (`alike`): how many, and how many are asked for.
    FewWords(usize, usize),
    /// A rule free of topic does not hold one voice against itself.
    OneVoice,
    /// Said as no fact, but as this.
    Mood(Mood),
    /// They are about different times, `within` days apart.
    OtherTime,
    /// They say the same.
    SameAnswer,
    /// Both deny, and both denials can hold.
    BothDeny,
    /// One denies an answer, the other gives another one.
    DeniesOther,
    /// The answers allow each other.
    Allowed,
    /// The figures are closer than `tolerance`.
    Tolerated,
    /// Amounts in these two currencies are not compared.
    Currencies([Box<str>; 2]),
    /// Of two figures or dates one may lie inside the other.
    Overlap,
    /// The later one takes the place of the earlier one, by this `trend`.
    Update(Trend),
    /// The answers exclude each other.
    Exclude,
    /// The answers exclude each other, and for the verdict that the example expects this is lacking.
    Lacks(Lack),
    /// One speaker says both, one after the other.
    Turned,
    /// The answers exclude each other, but one is hedged.
    Hedged,
    /// The answers exclude each other, but both are hedged.
    BothHedged,
    /// The rule goes no further than tension.
    AtMostTension,
    /// A loose bound against a figure far beyond it, or one voice in one text.
    Weak,
}

/// What an example lacks to come to the verdict that it expects.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lack {
    /// The rule has no `trend`, and an update needs one.
    Trend,
    /// One of the texts has no date, or both: of an update, else of a reversal.
    Dates(Verdict),
    /// Both texts are of one day: of an update, else of a reversal.
    LaterDay(Verdict),
    /// The later answer does not go the way of this `trend`.
    Way(Trend),
    /// One of the texts quotes nobody, or both do.
    Speaker,
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Trend => f.write_str("an update needs a `trend` in the rule: write `trend = \"up\"`, `\"down\"` or `\"later\"`"),
            Self::Dates(verdict) => {
                let name = verdict.name();
                let article = if *verdict == Verdict::Update { "an" } else { "a" };
                write!(
                    f,
                    "{article} {name} needs `dates`: write the day of each text, `dates = [\"2024-01-09\", \"2024-01-10\"]`, in the example"
                )
            }
            Self::LaterDay(Verdict::Update) => f.write_str("an update needs `dates` of two days, and both texts are of one day"),
            Self::LaterDay(_) => f.write_str("a reversal needs `dates` of two days, and both texts are of one day"),
            Self::Way(trend) => {
                let way = if *trend == Trend::Down { "lower" } else { "higher" };
                write!(f, "under `trend = \"{}\"` only a {way} figure of a later day is an update", word(*trend))
            }
            Self::Speaker => f.write_str("a reversal needs one speaker whom both texts quote"),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unread([Some(a), None]) => return write!(f, "nothing was read in a: {a}"),
            Self::Unread([None, Some(b)]) => return write!(f, "nothing was read in b: {b}"),
            Self::Unread([Some(a), Some(b)]) if a == b => return write!(f, "nothing was read in a or b: {a}"),
            Self::Unread([Some(a), Some(b)]) => return write!(f, "nothing was read in a: {a}; nor in b: {b}"),
            Self::Unread([None, None]) => "no claim of one text met a claim of the other",
            Self::OtherKey([a, b]) => return write!(f, "they are about different things: {} and {}", keys(a), keys(b)),
            Self::FewWords(shared, asked) => {
                return write!(f, "they share {shared} content words, and the rule asks for {asked} (`alike`)");
            }
            Self::Mood(mood) => return write!(f, "what is said as {} does not count as said (`mood`)", mood.described()),
            Self::Update(trend) => return write!(f, "the later one takes the place of the earlier one (`trend = \"{}\"`)", word(*trend)),
            Self::Blank => "write two texts in place of `...`: what sources could say, and the verdict that the rule must come to",
            Self::Copies => "one text is a copy of the other",
            Self::OneVoice => "one voice says both, and a rule free of topic compares only different ones",
            Self::OtherTime => "they are about times further apart than `within` allows",
            Self::SameAnswer => "both give the same answer",
            Self::BothDeny => "both deny, and both denials can hold",
            Self::DeniesOther => "to deny one answer does not exclude another one",
            Self::Allowed => "the rule lets the two answers hold together (`allows`)",
            Self::Tolerated => "the figures or dates are no further apart than `tolerance` or `within` allows",
            Self::Lacks(lack) => return write!(f, "the answers exclude each other; {lack}"),
            Self::Currencies([a, b]) => return write!(f, "the amounts are in different currencies: {a} and {b}"),
            Self::Overlap => "the figures or dates can both hold: one is inside the other, or rounds it",
            Self::Exclude => "the answers exclude each other",
            Self::Turned => "one speaker says both, the one after the other",
            Self::BothHedged => "the answers exclude each other, but both are said with a hedge",
            Self::Hedged => "the answers exclude each other, but one is said with a hedge",
            Self::AtMostTension => "the rule goes no further than tension (`at_most`)",
            Self::Weak => "the answers hardly go together: a loose bound, or one voice in one text",
        })
    }
}

fn keys(keys: &[String]) -> String {
    keys.iter().map(|key| format!("`{key}`")).collect::<Vec<_>>().join(", ")
}

fn word(trend: Trend) -> &'static str {
    match trend {
        Trend::Up => "up",
        Trend::Down => "down",
        Trend::Later => "later",
    }
}

/// Why a trial ended as it did.
pub(super) fn why(trial: &Trial, expected: Option<Verdict>, number: usize, rules: &Rules, workspace: &mut Workspace) -> Why {
    let rule = &rules.rules[number];
    let is_read = |side: usize| trial.claims.iter().any(|claim| claim.statement.source == side);
    match &trial.found {
        Some(judged) => {
            let pair = [judged.a, judged.b].map(|at| &trial.claims[at]);
            lack(judged, pair, expected, trial, rule).map_or_else(|| judged_so(judged, pair, rule), Why::Lacks)
        }
        None if is_read(0) && is_read(1) => apart(trial, rule, rules),
        None => {
            let mut miss =
                |side: usize| (!is_read(side)).then(|| rules.miss(number, &trial.sentences[side], &trial.sources[side].text, workspace));
            Why::Unread([miss(0), miss(1)])
        }
    }
}

/// Why claims that were read on both sides were never judged.
fn apart(trial: &Trial, rule: &Rule, rules: &Rules) -> Why {
    let claims = &trial.claims;
    let company = Company::all(trial.sources.len());
    let resolved = Resolved::of(claims, rules, &company);
    let on = |side: usize| move |at: &&usize| claims[**at].statement.source == side;
    let subjects = subject::group(claims, rules, &resolved, &company);
    let met = subjects.iter().find_map(|s| Some((*s.claims.iter().find(on(0))?, *s.claims.iter().find(on(1))?)));
    let Some((a, b)) = met else {
        let keys = |side: usize| {
            let own = claims.iter().filter(|claim| claim.statement.source == side);
            own.flat_map(|claim| claim.key.clone()).collect()
        };
        return Why::OtherKey([keys(0), keys(1)]);
    };
    let (x, y) = (&claims[a], &claims[b]);
    if x.statement.copy_key(&trial.sources) == y.statement.copy_key(&trial.sources) {
        return Why::Copies;
    }
    let shared = x.around.iter().filter(|word| y.around.contains(word)).count();
    if shared < rule.alike { Why::FewWords(shared, rule.alike) } else { Why::OneVoice }
}

/// Why two claims were judged as they were: by the step that decided.
fn judged_so(judged: &Judged, [x, y]: [&Claim; 2], rule: &Rule) -> Why {
    match judged.because {
        Because::NotSaid => Why::Mood(if rule.takes(x.mood) { y.mood } else { x.mood }),
        Because::DatesApart(_) | Because::ReportsApart(_) => Why::OtherTime,
        Because::SameAnswer => Why::SameAnswer,
        Because::BothHold(room) => both_hold(room, [x, y]),
        Because::Superseded(trend) => Why::Update(trend),
        Because::BothHedged => Why::BothHedged,
        Because::HardlyBothHold | Because::CannotBothHold | Because::Settled { .. } => at_odds(judged.verdict, [x, y], rule),
    }
}

/// What keeps two claims that exclude each other from being the update or the reversal that the author expects.
fn lack(judged: &Judged, pair: [&Claim; 2], expected: Option<Verdict>, trial: &Trial, rule: &Rule) -> Option<Lack> {
    let at_odds = matches!(judged.because, Because::CannotBothHold | Because::HardlyBothHold);
    let expected = expected.filter(|expected| at_odds && *expected != judged.verdict)?;
    let days = pair.map(|claim| trial.sources[claim.statement.source].published);
    let quoted = pair.iter().all(|claim| !claim.speaker.is_empty());
    match (expected, rule.trend, days) {
        (Verdict::Update, None, _) => Some(Lack::Trend),
        (Verdict::Reversal, ..) if !quoted => Some(Lack::Speaker),
        (Verdict::Update | Verdict::Reversal, _, [None, _] | [_, None]) => Some(Lack::Dates(expected)),
        (Verdict::Update | Verdict::Reversal, _, [a, b]) if a == b => Some(Lack::LaterDay(expected)),
        (Verdict::Update, Some(trend), _) => Some(Lack::Way(trend)),
        _ => None,
    }
}

/// Why two claims can both hold.
fn both_hold(room: Room, [x, y]: [&Claim; 2]) -> Why {
    match room {
        Room::BothDenied => Why::BothDeny,
        Room::OtherDenied => Why::DeniesOther,
        Room::Allowed => Why::Allowed,
        Room::Tolerance => Why::Tolerated,
        Room::Currencies => Why::Currencies([x, y].map(|claim| claim.value.currency().unwrap_or_default().into())),
        Room::Rounding | Room::Bounds | Room::Unlike => Why::Overlap,
    }
}

/// Why two claims that exclude each other are no more, or no less, than this.
fn at_odds(verdict: Verdict, [x, y]: [&Claim; 2], rule: &Rule) -> Why {
    match verdict {
        Verdict::Reversal => Why::Turned,
        Verdict::Tension if x.hedged && y.hedged => Why::BothHedged,
        Verdict::Tension if x.hedged || y.hedged => Why::Hedged,
        Verdict::Tension if rule.only_tension => Why::AtMostTension,
        Verdict::Tension => Why::Weak,
        _ => Why::Exclude,
    }
}

#[cfg(test)]
mod tests {
    use crate::proof::test;
    use crate::rule::compile_text;

    const PACK: &str = "[pack]\nid = \"desk\"\ntitle = \"Rules of the test\"\n[[rule]]\nid = \"r\"\nask = \"?\"\n";
    const TOLL: &str = "shape = \"number\"\nkey = [\"x\"]\ntolerance = \"5%\"\nsay = [\"{n:number} people die in {x}\"]";
    const CAUSE: &str = "shape = \"one-of\"\n\
        [[rule.answer]]\nvalue = \"drones\"\nsay = [\"drone ...2 hit\"]\n[[rule.answer]]\nvalue = \"heat\"\nsay = [\"heat ...2 cause\"]";

    /// The result and the reason of one example.
    fn came_out(rule: &str, texts: [&str; 2]) -> String {
        came_out_in(PACK, rule, texts)
    }

    fn came_out_in(pack: &str, rule: &str, texts: [&str; 2]) -> String {
        came_out_of(pack, rule, "verdict = \"apart\"", texts)
    }

    fn came_out_of(pack: &str, rule: &str, head: &str, texts: [&str; 2]) -> String {
        let example = format!("[[rule.example]]\n{head}\ntexts = [\"{}\", \"{}\"]\n", texts[0], texts[1]);
        let outcome = &test(&compile_text(&format!("{pack}{rule}\n{example}")))[0];
        format!("{}: {}", outcome.found, outcome.why)
    }

    #[test]
    fn tells_why_an_example_came_out_as_it_did() {
        let drones = "The militia said a drone hit the depot.";
        for (rule, texts, told) in [
            (CAUSE, [drones, "The army said heat caused it."], "contradiction: the answers exclude each other"),
            (CAUSE, [drones, "Heat may have caused it."], "tension: the answers exclude each other, but one is said with a hedge"),
            (CAUSE, [drones, "A drone hit it, the army said."], "agreement: both give the same answer"),
            (CAUSE, [drones, "No heat caused it."], "compatible: to deny one answer does not exclude another one"),
            (CAUSE, ["A drone did not hit the depot.", "No heat caused it."], "compatible: both deny, and both denials can hold"),
            (CAUSE, [drones, "Will the heat cause it?"], "compatible: what is said as a question does not count as said (`mood`)"),
            (
                CAUSE,
                [drones, "Heat ruined it."],
                "none: nothing was read in b: no pattern matches; the nearest, `heat ...2 cause`, lacks `cause`",
            ),
            (CAUSE, [drones, drones], "none: one text is a copy of the other"),
            (
                TOLL,
                ["The mayor said 40 people died in Marnik.", "The police said 41 people died in Marnik."],
                "compatible: the figures or dates are no further apart than `tolerance` or `within` allows",
            ),
            (
                TOLL,
                ["The mayor said 40 people died in Marnik.", "The police said 50 people died in Velden."],
                "none: they are about different things: `Marnik` and `Velden`",
            ),
            (
                TOLL,
                ["...", "..."],
                "none: write two texts in place of `...`: what sources could say, and the verdict that the rule must come to",
            ),
        ] {
            assert_eq!(came_out(rule, texts), told, "{texts:?}");
        }
    }

    #[test]
    fn tells_the_step_that_decided_and_not_what_looks_like_it() {
        let story = PACK.replace("title", "scope = \"story\"\ntitle");
        let hedged = ["Perhaps a drone hit the depot.", "Heat may have caused it at the depot."];
        assert_eq!(came_out_in(&story, CAUSE, hedged), "compatible: the answers exclude each other, but both are said with a hedge");
        assert_eq!(came_out(CAUSE, hedged), "tension: the answers exclude each other, but both are said with a hedge");
    }

    #[test]
    fn tells_what_an_update_or_a_reversal_lacks() {
        let rising = &TOLL.replace("key", "trend = \"up\"\nkey");
        let (few, many) = ("The mayor said 40 people died in Marnik.", "The police said 50 people died in Marnik.");
        let (drones, heat) = ("The army said a drone hit the depot.", "The army said heat caused it.");
        let dates = "an update needs `dates`: write the day of each text, `dates = [\"2024-01-09\", \"2024-01-10\"]`, in the example";
        for (rule, head, texts, told) in [
            (rising.as_str(), "verdict = \"update\"", [few, many], dates),
            (
                rising,
                "verdict = \"update\"\ndates = [\"2024-01-09\", \"2024-01-09\"]",
                [few, many],
                "an update needs `dates` of two days, and both texts are of one day",
            ),
            (
                rising,
                "verdict = \"update\"\ndates = [\"2024-01-09\", \"2024-01-10\"]",
                [many, few],
                "under `trend = \"up\"` only a higher figure of a later day is an update",
            ),
            (
                TOLL,
                "verdict = \"update\"",
                [few, many],
                "an update needs a `trend` in the rule: write `trend = \"up\"`, `\"down\"` or `\"later\"`",
            ),
            (CAUSE, "verdict = \"reversal\"", [drones, heat], &dates.replace("an update", "a reversal")),
            (CAUSE, "verdict = \"reversal\"", [drones, "Heat caused it."], "a reversal needs one speaker whom both texts quote"),
        ] {
            assert_eq!(
                came_out_of(PACK, rule, head, texts),
                format!("contradiction: the answers exclude each other; {told}"),
                "{head}: {texts:?}"
            );
        }
    }
}
