//! A row of a report, explained: all that the row, its rule and a second reading of the two statements tell of it.

use super::read_back::Row;
use crate::compare::Given;
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::text::one_line;
use crate::trace::{self, Again, Meeting, Step, marked};
use crate::verdict::{Kind, Verdict};
use serde::Serialize;

/// All that is known of a row.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Explained {
    /// The name of the pair.
    pub conflict_id: String,
    /// The name of the dispute.
    pub dispute_id: String,
    /// What is said of the pair.
    pub verdict: String,
    /// What that verdict means.
    pub means: String,
    /// What the two differ about.
    pub kind: String,
    /// How much it matters.
    pub severity: String,
    /// How sure it is.
    pub confidence: String,
    /// What the question is asked of.
    pub subject: String,
    /// The question.
    pub question: String,
    /// The two statements.
    pub sides: [Side; 2],
    /// How many independent origins stand on each side, at the least.
    pub independent: String,
    /// What was decided on it, and why; empty where the row has no decision.
    pub decision: String,
    /// Why, in the words of the report.
    pub reason: String,
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// The rule itself, where it is in use.
    pub known_rule: Option<Known>,
    /// The step of judging that decides when the two statements are read again.
    pub step: Option<Step>,
    /// What that step went by, in a sentence; or why it cannot be told.
    pub told: String,
    /// The factors of the confidence.
    pub factors: Vec<Factor>,
    /// Where the factors come from, in a sentence.
    pub factors_from: String,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Side {
    /// The row's id, or `FILE:LINE`.
    pub id: String,
    /// The outlet.
    pub source: String,
    /// Who is held to it.
    pub speaker: String,
    /// When it was published.
    pub date: String,
    /// The file.
    pub file: String,
    /// The line; empty for a row with an id.
    pub line: String,
    /// The statement with the matched words between « and ».
    pub marked: String,
    /// The answer it gives, where the report or a second reading tells.
    pub answer: String,
}

/// A rule.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Known {
    /// The file that the rule comes from.
    pub file: String,
    /// What its pack is about.
    pub pack_title: String,
    /// What it asks.
    pub ask: String,
    /// The answers that it names, each with its clause where it has one.
    pub answers: Vec<String>,
}

/// One factor of a confidence.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Factor {
    /// Its name.
    pub name: String,
    /// Its worth.
    pub factor: f64,
    /// What it stands for.
    pub means: String,
}

/// What the names of the factors stand for.
const FACTORS: &[(&str, &str)] = &[
    ("judged tier", "how often flags of this tier were found right when they were judged by hand"),
    ("supposed tier", "how often flags of this tier are supposed to be right; too few of them were judged"),
    ("strength", "how strongly the words of the two statements speak for it"),
    ("hedged", "one side is hedged: may, reportedly, believed to"),
    ("loose bound", "a loose bound stands against a figure far beyond it"),
    ("tension rule", "the rule itself says that its answers only sit badly together"),
    ("one voice", "both sides are of one voice in one text: most often two aspects of one thing"),
    ("reversal", "the same speaker said the other thing at another time"),
];

/// What a factor of a confidence stands for; nothing for a name that is not known.
pub fn factor_means(name: &str) -> &'static str {
    FACTORS.iter().find(|(known, _)| *known == name).map_or("", |(_, means)| means)
}

/// Explains a row. Its two statements are judged again, by the same rules: in the `sources` that they stand in; where they stand in none of
/// them, by themselves.
pub fn explain(row: &Row, rules: &Rules, sources: &[Source]) -> Explained {
    let texts = [row.get("a_text"), row.get("b_text")];
    let again = trace::again(sources, rules, row.get("conflict_id"), texts).or_else(|| read_again(row, rules));
    let (factors, factors_from) = factors(row, again.as_ref());
    let answer = |side: usize| again.as_ref().map(|again| &again.answers[side]);
    let cell = |column: &str| row.get(column).to_owned();
    Explained {
        conflict_id: cell("conflict_id"),
        dispute_id: cell("dispute_id"),
        verdict: cell("verdict"),
        means: means(row).to_owned(),
        kind: cell("kind"),
        severity: cell("severity"),
        confidence: cell("confidence"),
        subject: cell("subject"),
        question: cell("question"),
        sides: [side(row, "a", answer(0)), side(row, "b", answer(1))],
        independent: cell("independent"),
        decision: decision(row),
        reason: cell("reason"),
        rule: cell("rule"),
        known_rule: rules.rules.iter().find(|rule| rule.name() == row.get("rule")).map(|rule| known(rule, rules)),
        step: again.as_ref().and_then(|again| again.step),
        told: again.map_or_else(|| not_again(row, rules, sources), |again| again.told),
        factors,
        factors_from,
    }
}

/// What a row says was decided: `dismissed by Ana on 2026-11-28: “one blast of two”`.
fn decision(row: &Row) -> String {
    let cell = |column: &str, before: &str| match row.get(column).trim() {
        "" => String::new(),
        text => format!("{before}{text}"),
    };
    let status = row.get("status").trim().replace('_', " ");
    let said = match row.get("decision").trim() {
        "" if status.is_empty() => String::new(),
        "" => format!("{status}{}{}", cell("reviewer", " by "), cell("reviewed_on", " on ")),
        told => told.to_owned(),
    };
    let note = cell("note", "");
    match (said.is_empty(), note.is_empty()) {
        (_, true) => said,
        (true, false) => format!("“{note}”"),
        (false, false) => format!("{said}: “{note}”"),
    }
}

const NO_INPUT: &str = "The step cannot be told from the report alone, and the files that it names are not here, or could not be read.";
const NOT_THERE: &str = "The step cannot be told: the two statements do not stand in what was read, or not as they did.";
const NOT_AGAIN: &str = "The step cannot be told: the two statements are there, but do not come to this conflict again. \
    Has a rule changed, or was more read at that time?";

/// Why the step cannot be told.
fn not_again(row: &Row, rules: &Rules, sources: &[Source]) -> String {
    let rule = row.get("rule");
    let in_use = crate::unread::is_tier(rule) || rules.rules.iter().any(|known| known.name() == rule);
    let stands = |text: &str| sources.iter().any(|source| one_line(&source.text).contains(one_line(text).as_ref()));
    match in_use {
        true if sources.is_empty() => NO_INPUT.to_owned(),
        true if !stands(row.get("a_text")) || !stands(row.get("b_text")) => NOT_THERE.to_owned(),
        true => NOT_AGAIN.to_owned(),
        false => format!("The rule {rule} is not in use here. Name the file that it stands in: --rules FILE."),
    }
}

/// What comes of the two statements when they are read again; `None` where that is another verdict.
fn read_again(row: &Row, rules: &Rules) -> Option<Again> {
    let given = ["a", "b"].map(|side| given(row, side));
    let tried = trace::texts(&given, rules);
    let same_verdict = |meeting: &Meeting| meeting.verdict.as_ref().is_some_and(|judged| judged.verdict.name() == row.get("verdict"));
    let of_rule = tried.trace.rules.into_iter().filter(|rule| rule.rule == row.get("rule"));
    let met: Vec<Meeting> = of_rule.flat_map(|rule| rule.meetings).filter(same_verdict).collect();
    let same_answers = |meeting: &&Meeting| meeting.a_answer == row.get("a_answer") && meeting.b_answer == row.get("b_answer");
    met.iter().find(same_answers).or(met.first()).and_then(Again::of_meeting)
}

fn given(row: &Row, side: &str) -> Given {
    let cell = |name: &str| row.get(&format!("{side}_{name}"));
    // Where nobody is quoted, a report names the outlet as the speaker, and the file where nothing names an outlet.
    let outlet = Some(cell("source")).filter(|outlet| *outlet != cell("file")).unwrap_or_default();
    let speaker = Some(cell("speaker")).filter(|speaker| *speaker != cell("source")).unwrap_or_default();
    Given { text: cell("text").to_owned(), source: outlet.to_owned(), speaker: speaker.to_owned(), date: cell("date").parse().ok() }
}

fn side(row: &Row, side: &str, again: Option<&String>) -> Side {
    let cell = |name: &str| row.get(&format!("{side}_{name}")).to_owned();
    let answer = Some(cell("answer")).filter(|answer| !answer.is_empty());
    Side {
        id: cell("id"),
        source: cell("source"),
        speaker: cell("speaker"),
        date: cell("date"),
        file: cell("file"),
        line: cell("line"),
        marked: marked(row.get(&format!("{side}_text")), row.evidence(side)),
        answer: answer.or(again.cloned()).unwrap_or_default(),
    }
}

fn known(rule: &Rule, rules: &Rules) -> Known {
    let pack = rules.packs.iter().find(|pack| pack.id == rule.pack);
    let answer = |answer: &crate::rule::Answer| match &answer.means {
        Some(means) => format!("{}: {means}", answer.value),
        None => answer.value.clone(),
    };
    Known {
        file: pack.map(|pack| pack.file.display().to_string()).unwrap_or_default(),
        pack_title: pack.map(|pack| pack.title.clone()).unwrap_or_default(),
        ask: rule.ask.clone(),
        answers: rule.answers.iter().map(answer).collect(),
    }
}

/// The factors of a row's confidence: its own, else those of a second reading that comes to the same confidence.
fn factors(row: &Row, again: Option<&Again>) -> (Vec<Factor>, String) {
    let factor = |name: &str, factor: f64| Factor { name: name.to_owned(), factor, means: factor_means(name).to_owned() };
    if !row.terms().is_empty() {
        return (row.terms().iter().map(|(name, worth)| factor(name, *worth)).collect(), "As the report has them.".to_owned());
    }
    let confidence: Option<f64> = row.get("confidence").parse().ok();
    match again.filter(|judged| confidence.is_some_and(|held| (held - judged.confidence).abs() < 0.001)) {
        Some(judged) => {
            let factors = judged.terms.iter().map(|term| factor(&term.name, term.factor)).collect();
            (factors, "A CSV report does not hold them; they are worked out from the two statements.".to_owned())
        }
        None => (Vec::new(), "The report does not hold them; a .json or .jsonl report of the same run does.".to_owned()),
    }
}

/// What the verdict of a row says of its two statements.
fn means(row: &Row) -> &'static str {
    match (row.get("verdict").parse(), row.get("kind").parse()) {
        (Ok(Verdict::Contradiction), Ok(Kind::Stance | Kind::Answer)) => "the two disagree",
        (Ok(verdict), _) => verdict_means(verdict),
        (Err(_), _) => "",
    }
}

/// What a verdict says of its two statements.
pub(super) fn verdict_means(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Contradiction => "the two cannot both hold; where they take sides or judge, the two disagree",
        Verdict::Tension => "the two can hardly both hold, or one of them is hedged, or the evidence is weaker",
        Verdict::Reversal => "the same speaker said one thing and later another",
        Verdict::Update => "the later one takes the place of the earlier one",
        Verdict::Compatible => "the two can both hold",
        Verdict::Apart => "the two are about different times, places or events",
        Verdict::Agreement => "the two say the same",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detect::{self, Settings};
    use crate::ingest;
    use crate::report::{Format, Options, read_back, write};
    use crate::rule::Choice;
    use crate::source::Source;
    use std::sync::LazyLock;

    static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(&Choice::default()).expect("the built-in rules load").0);

    const DRONES: &str = "The Imam Ali Brigades said two drones hit its depot in Najaf.";
    const STORAGE: &str = "Iraq's army said the blast at the depot may have been caused by poor storage.";

    fn explained(format: Format, rules: &Rules) -> Explained {
        let source = |outlet: &str, text: &str| Source { outlet: outlet.into(), text: text.into(), ..Source::default() };
        let report = detect::detect(&[source("Harbour Wire", DRONES), source("The Meridian", STORAGE)], &RULES, &Settings::default());
        let mut out = Vec::new();
        write(&report, format, &Options::default(), &mut out).unwrap();
        let rows = read_back::rows(str::from_utf8(&out).unwrap(), Some(format)).unwrap();
        explain(&rows[0], rules, &[])
    }

    #[test]
    fn tells_what_was_decided_on_a_row() {
        let told = |cells: &str| {
            let head = "conflict_id,verdict,rule,a_source,a_text,b_source,b_text,status,reviewer,note,reviewed_on";
            decision(&read_back::rows(&format!("{head}\nc1,tension,p/r,Wire,One.,Post,Two.,{cells}"), None).unwrap()[0])
        };
        assert_eq!(told("not_applicable,Ana,one blast,2026-11-28"), "not applicable by Ana on 2026-11-28: “one blast”");
        assert_eq!((told(",,,").as_str(), told("confirmed,,,").as_str()), ("", "confirmed"));
    }

    #[test]
    fn tells_how_the_verdict_came_about_and_what_its_confidence_is_made_of() {
        for format in [Format::Csv, Format::Json, Format::JsonLines] {
            let told = explained(format, &RULES);
            assert_eq!(told.step, Some(Step::CannotBothHold), "{format:?}");
            assert_eq!(told.factors.iter().map(|f| f.name.as_str()).collect::<Vec<_>>(), ["supposed tier", "hedged"], "{format:?}");
            assert!(told.factors.iter().all(|factor| !factor.means.is_empty()), "{told:?}");
            assert!(told.sides[0].marked.contains('«'), "{told:?}");
            assert!(told.known_rule.as_ref().is_some_and(|known| known.file.ends_with("iraq-2021.toml")), "{told:?}");
        }
    }

    #[test]
    fn says_what_it_cannot_tell_without_the_rule() {
        let other = Rules::load(&Choice { only: vec!["beirut-2020".into()], ..Choice::default() }).unwrap().0;
        let told = explained(Format::Csv, &other);
        assert_eq!((told.step, told.known_rule.is_none(), told.factors.len()), (None, true, 0));
        assert!(told.told.ends_with(" is not in use here. Name the file that it stands in: --rules FILE."), "{}", told.told);
    }

    #[test]
    fn knows_every_factor_that_a_report_can_hold() {
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data");
        let read = ingest::read(&[data], &mut std::io::empty(), &ingest::Options::default()).expect("the sample corpus is read");
        let report = detect::detect(&read.sources, &RULES, &Settings { verdicts: Verdict::ALL.to_vec(), ..Settings::default() });
        let findings = report.disputes.iter().flat_map(|dispute| &dispute.findings);
        let names: std::collections::BTreeSet<_> = findings.flat_map(|f| f.confidence.terms.iter().map(|term| term.0)).collect();
        let unknown: Vec<_> = names.iter().filter(|name| factor_means(name).is_empty()).collect();
        assert!(names.len() >= 4 && unknown.is_empty(), "{unknown:?} of {names:?}");
    }
}
