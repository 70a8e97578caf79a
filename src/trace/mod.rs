//! Traces: what was read in a statement, and what became of two statements, step by step.
//!
//! Nothing here judges. A trace asks the stages that [`crate::detect`] runs what each of them decided, and puts that into words, so that it
//! cannot say anything else than the report does.

mod reading;
mod statement;
mod step;
mod told;

pub use reading::{ClaimRead, DateRead, MatchRead, NearRead, NumberRead, Reading, ScopeRead, SpeakerRead, marked};
pub use step::{Shown, Step};

use crate::claim::Claim;
use crate::compare::{self, Given, Pair};
use crate::conflict::finding::{Dispute, Finding, texts_of};
use crate::conflict::{self, Evidence, Fate, Judged};
use crate::detect::{self, Course, Settings, TierChoice};
use crate::error::Result;
use crate::rule::{Rule, Rules};
use crate::source::{Shape, Source};
use crate::statement::Statement;
use crate::story;
use crate::subject::{Company, Place};
use crate::text::one_line;
use crate::unread;
use crate::verdict::{Kind, Relation, Verdict};
use serde::Serialize;
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// What became of two statements, or of two sets of them.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Trace {
    /// What was read in the first.
    pub a: Vec<Reading>,
    /// What was read in the second.
    pub b: Vec<Reading>,
    /// Each rule that read at least one of them.
    pub rules: Vec<RuleTrace>,
    /// Whether the pair is in the report.
    pub reported: bool,
    /// What came of it, in a sentence.
    pub outcome: String,
}

/// What one rule made of two statements.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleTrace {
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// Whether it comes with the program.
    pub built_in: bool,
    /// What it asks.
    pub question: String,
    /// Each claim of the one with each claim of the other, those that came furthest first; none where it read only one of them.
    pub meetings: Vec<Meeting>,
    /// Which it read and why not the other, as a clause about the rule.
    pub one_sided: Option<String>,
}

/// What became of two claims of one rule.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Meeting {
    /// The answer of the first statement.
    pub a_answer: String,
    /// The answer of the second statement.
    pub b_answer: String,
    /// The step that decided.
    pub step: Step,
    /// What it went by, in a sentence.
    pub told: String,
    /// Whether a report shows them.
    pub shown: Shown,
    /// Why it does not, in a sentence, where they were judged.
    pub left_out: Option<String>,
    /// The verdict, where they were judged.
    pub verdict: Option<Judgement>,
}

/// A verdict and what it rests on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Judgement {
    /// The name of the pair.
    pub conflict_id: String,
    /// What is said of the pair.
    pub verdict: Verdict,
    /// How sure it is.
    pub confidence: f64,
    /// The factors of that, the base rate first.
    pub terms: Vec<Term>,
    /// Why, in the words of a report.
    pub reason: String,
    /// What people have decided on it, in words.
    pub known: Option<String>,
}

/// One factor of a confidence, or one measure of a score.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Term {
    /// Its name.
    pub name: String,
    /// Its worth.
    pub factor: f64,
}

/// What became of one or two texts that somebody tries out.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Tried {
    /// What was read, and what the rules made of it.
    #[serde(flatten)]
    pub trace: Trace,
    /// What holding the two against each other word by word gives, where no rule has judged them.
    pub word_by_word: Option<WordByWord>,
    /// Why they were not compared at all.
    pub not_compared: Option<String>,
}

/// What is said of two texts by their words alone.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WordByWord {
    /// How they stand to each other.
    pub relation: Relation,
    /// The verdict, where there is one.
    pub verdict: Option<Verdict>,
    /// What they contradict each other over.
    pub kind: Option<Kind>,
    /// How sure the relation is.
    pub score: f64,
    /// Why.
    pub reason: String,
    /// The words of the first text that it rests on.
    pub a_evidence: String,
    /// The words of the second text.
    pub b_evidence: String,
    /// What was measured.
    pub terms: Vec<Term>,
}

/// Traces what became of two statements of an input. A statement goes by its name in a report: a row's id, or `FILE:LINE`.
///
/// # Errors
/// When no statement has such a name.
pub fn why(sources: &[Source], rules: &Rules, settings: &Settings, [a, b]: [&str; 2]) -> Result<Trace> {
    let course = Course::of(sources, rules, settings.pair_cap, detect::company);
    let sources = course.evidence().sources;
    let sides = [statement::named(a, sources, rules)?, statement::named(b, sources, rules)?];
    Ok(Tracer::new(&course, settings).trace(&sides))
}

/// What judging a conflict of a report once more tells of it.
#[derive(Debug, Clone, PartialEq)]
pub struct Again {
    /// The step that decided; none where no rule did, but words alone.
    pub step: Option<Step>,
    /// What it went by, in a sentence.
    pub told: String,
    /// The answers of the two statements.
    pub answers: [String; 2],
    /// How sure the conflict is.
    pub confidence: f64,
    /// The factors of that, the base rate first.
    pub terms: Vec<Term>,
}

/// Judges a conflict of a report once more, by its name and the texts of its two statements, where these stand in the sources.
///
/// What a report was made of need not all be here. So if a run over the sources does not come to the conflict, only those that hold one of
/// the two statements are looked at, as if they told one story.
pub fn again(sources: &[Source], rules: &Rules, conflict_id: &str, texts: [&str; 2]) -> Option<Again> {
    let texts = texts.map(one_line);
    if texts.iter().any(|text| text.is_empty()) {
        return None;
    }
    let is_held = |source: &&Source| texts.iter().any(|text| one_line(&source.text).contains(text.as_ref()));
    let holding: Vec<Source> = sources.iter().filter(is_held).cloned().collect();
    let texts = texts.each_ref().map(AsRef::as_ref);
    let alone = || again_in(&holding, rules, conflict_id, texts, |sources, _| Company::all(sources.len()));
    (!holding.is_empty()).then(|| again_in(sources, rules, conflict_id, texts, detect::company).or_else(alone))?
}

fn again_in(
    sources: &[Source],
    rules: &Rules,
    conflict_id: &str,
    texts: [&str; 2],
    company: fn(&[Source], &Rules) -> Company,
) -> Option<Again> {
    let settings = Settings { verdicts: Verdict::ALL.to_vec(), tiers: TierChoice::All, ..Settings::default() };
    let course = Course::of(sources, rules, settings.pair_cap, company);
    let sides = texts.map(|text| statement::with_text(text, course.evidence().sources, rules));
    let tracer = Tracer::new(&course, &settings);
    let trace = tracer.trace(&sides);
    let is_it = |meeting: &&Meeting| meeting.verdict.as_ref().is_some_and(|judged| judged.conflict_id == conflict_id);
    let met = trace.rules.iter().flat_map(|rule| &rule.meetings).find(is_it).and_then(Again::of_meeting);
    met.or_else(|| tracer.unread(&sides).filter(|(_, finding)| finding.id == conflict_id).map(|(_, finding)| Again::of_words(finding)))
}

impl Again {
    /// What a meeting of two claims came to, where they were judged.
    pub(crate) fn of_meeting(meeting: &Meeting) -> Option<Self> {
        let Meeting { a_answer, b_answer, step, told, verdict, .. } = meeting.clone();
        let Judgement { confidence, terms, .. } = verdict?;
        Some(Self { step: Some(step), told, answers: [a_answer, b_answer], confidence, terms })
    }

    fn of_words(finding: &Finding) -> Self {
        let answers = [&finding.a, &finding.b].map(|party| party.answer.clone());
        let confidence = &finding.confidence;
        Self { step: None, told: told::BY_WORDS.to_owned(), answers, confidence: confidence.value, terms: terms(&confidence.terms) }
    }
}

/// Traces what the rules make of one text, or of two as if they told one story.
pub fn texts(given: &[Given], rules: &Rules) -> Tried {
    let sources: Vec<Source> = given.iter().zip(["a", "b"]).map(|(given, name)| source(given, name)).collect();
    let settings = Settings::default();
    let course = Course::of(&sources, rules, settings.pair_cap, |sources, _| Company::all(sources.len()));
    let sides = ["a", "b"].map(|name| statement::of_row(name, course.evidence().sources, rules));
    let trace = Tracer::new(&course, &settings).trace(&sides);
    let (word_by_word, not_compared) = match given {
        // Where a rule has judged the two, another word on them would only confuse.
        [a, b] if !trace.rules.iter().flat_map(|rule| &rule.meetings).any(|meeting| meeting.verdict.is_some()) => compared(a, b, rules),
        _ => (None, None),
    };
    Tried { trace, word_by_word, not_compared }
}

impl Trace {
    /// Adds what people have decided. `known` gives the decision on a conflict in words, and whether the report shows it in spite of that.
    pub fn know(&mut self, known: impl Fn(&str) -> Option<(String, bool)>) {
        for meeting in self.rules.iter_mut().flat_map(|rule| &mut rule.meetings) {
            let Some(judged) = &mut meeting.verdict else { continue };
            let Some((told, shown)) = known(&judged.conflict_id) else { continue };
            if meeting.shown == Shown::Reported && !shown {
                meeting.shown = Shown::PutAside;
                meeting.left_out = Some(told::put_aside(&told));
                self.outcome = told::of_meeting(meeting);
                self.reported = false;
            } else if meeting.shown == Shown::Reported {
                self.outcome = format!("{} Known: {told}.", self.outcome);
            }
            if let Some(judged) = &mut meeting.verdict {
                judged.known = Some(told);
            }
        }
    }
}

fn source(given: &Given, name: &str) -> Source {
    Source {
        id: name.to_owned(),
        file: format!("text {name}"),
        outlet: given.source.clone(),
        speaker: given.speaker.clone(),
        published: given.date,
        line: 1,
        text: given.text.clone(),
        shape: Shape::Row,
        ..Source::default()
    }
}

/// What `compare` says of the pair where no rule decides on it.
fn compared(a: &Given, b: &Given, rules: &Rules) -> (Option<WordByWord>, Option<String>) {
    let pair = Pair { a: a.clone(), b: b.clone(), ..Pair::default() };
    let compared = compare::compare(&[pair], rules);
    let by_words = compared.rows.into_iter().find(|row| row.rule.is_empty()).map(|row| WordByWord {
        relation: row.relation,
        verdict: row.verdict,
        kind: row.kind,
        score: row.score,
        reason: row.reason,
        a_evidence: row.a_evidence,
        b_evidence: row.b_evidence,
        terms: terms(&row.terms),
    });
    (by_words, compared.unjudged.into_iter().next().map(|skipped| skipped.reason))
}

fn terms(terms: &[(&'static str, f64)]) -> Vec<Term> {
    terms.iter().map(|&(name, factor)| Term { name: name.to_owned(), factor }).collect()
}

/// All that traces of one run look at.
struct Tracer<'a> {
    course: &'a Course<'a>,
    evidence: Evidence<'a>,
    settings: &'a Settings,
    /// What the report holds.
    disputes: Vec<Dispute>,
    /// The subject of each claim.
    subject_of: Vec<usize>,
    /// The words of all sources, gathered once somebody asks how close two are.
    words: OnceCell<story::Words>,
}

impl<'a> Tracer<'a> {
    fn new(course: &'a Course<'a>, settings: &'a Settings) -> Self {
        let evidence = course.evidence();
        let mut subject_of = vec![0; evidence.claims.len()];
        for (number, subject) in course.subjects.iter().enumerate() {
            subject.claims.iter().for_each(|&claim| subject_of[claim] = number);
        }
        Self {
            course,
            evidence,
            settings,
            disputes: course.disputes(course.unread(settings), settings).0,
            subject_of,
            words: OnceCell::new(),
        }
    }

    fn trace(&self, sides: &[Vec<Statement>; 2]) -> Trace {
        let [a, b] = sides.each_ref().map(|side| reading::of(side, &self.evidence, self.course.named()));
        let numbers: BTreeSet<usize> = sides.iter().flatten().flat_map(|&s| self.claims_of(s)).map(|at| self.claim(at).rule).collect();
        let two = !sides[1].is_empty();
        let readings = [&a[..], &b[..]];
        // The user's own rules first.
        let (built_in, own): (Vec<_>, Vec<_>) = numbers.into_iter().partition(|&number| self.evidence.rules.rules[number].is_built_in());
        let numbers = own.into_iter().chain(built_in).filter(|_| two);
        let rules: Vec<RuleTrace> = numbers.map(|number| self.rule_trace(number, sides, readings)).collect();
        let best = rules.iter().flat_map(|rule| &rule.meetings).max_by_key(|meeting| (meeting.shown, meeting.step));
        let reported = best.is_some_and(|meeting| meeting.shown == Shown::Reported);
        let unread = self.unread(sides).filter(|_| !reported);
        let outcome = match unread {
            Some((dispute, finding)) => told::unread(&dispute.rule, finding),
            None if two => told::outcome(best, &rules, readings),
            None => told::read(&a),
        };
        Trace { reported: reported || unread.is_some(), outcome, a, b, rules }
    }

    /// What the report holds of two statements that no rule brings together.
    fn unread(&self, sides: &[Vec<Statement>; 2]) -> Option<(&Dispute, &Finding)> {
        let names = |side: &[Statement]| -> Vec<(String, String)> {
            let sources = self.evidence.sources;
            side.iter().map(|statement| (statement.id(sources), statement.text(sources).to_owned())).collect()
        };
        let [xs, ys] = sides.each_ref().map(|side| names(side));
        let is_pair = |finding: &Finding| {
            let [x, y] = texts_of(finding);
            xs.contains(&x) && ys.contains(&y) || xs.contains(&y) && ys.contains(&x)
        };
        let found = self.disputes.iter().filter(|dispute| unread::is_tier(&dispute.rule));
        found.flat_map(|dispute| dispute.findings.iter().map(move |finding| (dispute, finding))).find(|(_, finding)| is_pair(finding))
    }

    fn claim(&self, at: usize) -> &'a Claim {
        &self.evidence.claims[at]
    }

    fn claims_of(&self, statement: Statement) -> impl Iterator<Item = usize> {
        (0..self.evidence.claims.len()).filter(move |&at| self.evidence.claims[at].statement == statement)
    }

    fn rule_trace(&self, number: usize, sides: &[Vec<Statement>; 2], readings: [&[Reading]; 2]) -> RuleTrace {
        let rule = &self.evidence.rules.rules[number];
        let [xs, ys]: [Vec<usize>; 2] = sides
            .each_ref()
            .map(|side| side.iter().flat_map(|&statement| self.claims_of(statement)).filter(|&at| self.claim(at).rule == number).collect());
        let one_sided = match (xs.is_empty(), ys.is_empty()) {
            (false, true) => Some(told::one_sided(&rule.name(), readings)),
            (true, false) => Some(told::one_sided(&rule.name(), [readings[1], readings[0]])),
            _ => None,
        };
        let mut met = BTreeSet::new();
        let pairs = xs.iter().flat_map(|&x| ys.iter().map(move |&y| (x, y)));
        let pairs = pairs.filter(|&(x, y)| x != y && met.insert((x.min(y), x.max(y))));
        let mut meetings: Vec<Meeting> = pairs.map(|(x, y)| self.meeting(x, y, rule)).collect();
        meetings.sort_by_key(|meeting| std::cmp::Reverse((meeting.shown, meeting.step)));
        let one_sided = one_sided.or(meetings.is_empty().then(|| told::ONE_CLAIM.to_owned()));
        RuleTrace { rule: rule.name(), built_in: rule.is_built_in(), question: rule.ask.clone(), meetings, one_sided }
    }

    /// What became of two claims of one rule.
    fn meeting(&self, x: usize, y: usize, rule: &Rule) -> Meeting {
        let places = [x, y].map(|at| Place::of(self.claim(at), self.evidence.rules, &self.course.resolved, &self.course.company));
        if places[0].group != places[1].group {
            return self.of_two_stories(x, y, rule);
        }
        if places[0].key != places[1].key {
            return self.undecided((x, y), rule, Step::OtherKey, told::other_key(self.pair(x, y), rule, &places));
        }
        let judgement = &self.course.judgements[self.subject_of[x]];
        match conflict::fate(x, y, judgement, rule, &self.evidence) {
            Fate::Judged(judged) => self.judged((x, y), judged, rule),
            Fate::Unmet(unmet) => {
                let (step, told) = told::unmet(unmet, rule);
                self.undecided((x, y), rule, step, told)
            }
            Fate::Copies(one, other) => self.copies((x, y), (one, other), rule),
            Fate::Capped => self.undecided((x, y), rule, Step::Capped, told::capped(self.settings.pair_cap, judgement.unjudged)),
        }
    }

    fn judged(&self, (x, y): (usize, usize), judged: &Judged, rule: &Rule) -> Meeting {
        let finding = conflict::finding(judged, conflict::ALONE, rule, &self.evidence);
        let (step, told) = told::because(judged.because, self.pair(judged.a, judged.b), rule, self.evidence.rules, self.evidence.sources);
        let (shown, left_out) = self.shown(&finding);
        let verdict = Judgement {
            conflict_id: finding.id,
            verdict: finding.verdict,
            confidence: finding.confidence.value,
            terms: terms(&finding.confidence.terms),
            reason: finding.reason,
            known: None,
        };
        Meeting { step, told, shown, left_out, verdict: Some(verdict), ..self.undecided((x, y), rule, step, String::new()) }
    }

    /// Whether the report shows a finding, and if not, why.
    fn shown(&self, finding: &Finding) -> (Shown, Option<String>) {
        if !self.settings.reports_kind(finding.kind) {
            return (Shown::OtherKind, Some(told::other_kind(finding.kind)));
        }
        if !self.settings.reports_verdict(finding.verdict) {
            return (Shown::OtherVerdict, Some(told::other_verdict(finding.verdict, &self.settings.verdicts)));
        }
        if !self.settings.reports_confidence(finding.confidence.value) {
            return (Shown::Uncertain, Some(told::uncertain(finding.confidence.value, self.settings.min_confidence)));
        }
        if !self.settings.reports_tier(&finding.confidence.tier) {
            return (Shown::Held, Some(told::held(&finding.confidence.tier)));
        }
        let all = || self.disputes.iter().flat_map(|dispute| dispute.findings.iter().map(move |found| (dispute, found)));
        // How many stand on each side, and who else found it, is told by a report alone.
        let of_report =
            |found: &Finding| Finding { origins: found.origins, severity: found.severity, also: found.also.clone(), ..finding.clone() };
        let is_it = |found: &Finding| *found == of_report(found);
        if all().any(|(_, found)| is_it(found)) {
            return (Shown::Reported, None);
        }
        let by = all().find(|(_, found)| texts_of(found) == texts_of(finding));
        (Shown::Repeated, by.map(|(dispute, found)| told::repeated(&dispute.rule, found)))
    }

    /// Two claims that were not judged.
    fn undecided(&self, (x, y): (usize, usize), rule: &Rule, step: Step, told: String) -> Meeting {
        Meeting {
            a_answer: conflict::answer(self.claim(x), rule).0,
            b_answer: conflict::answer(self.claim(y), rule).0,
            step,
            told,
            shown: Shown::NotJudged,
            left_out: None,
            verdict: None,
        }
    }

    fn copies(&self, given: (usize, usize), (x, y): (usize, usize), rule: &Rule) -> Meeting {
        let name = |at: usize| self.claim(at).statement.id(self.evidence.sources);
        let stands = [(given.0, x), (given.1, y)].into_iter().filter(|(copy, original)| copy != original);
        let stands: Vec<String> = stands.map(|(copy, original)| told::stands_for(&name(copy), &name(original))).collect();
        let original = self.meeting(x, y, rule);
        let told = format!("{} {}", stands.join(" "), told::of_originals(&name(x), &name(y), &original));
        self.undecided(given, rule, Step::CopyOf, told)
    }

    fn of_two_stories(&self, x: usize, y: usize, rule: &Rule) -> Meeting {
        let words = self.words.get_or_init(|| story::Words::of(self.evidence.sources, &self.evidence.rules.language));
        let closeness = words.closeness(self.claim(x).statement.source, self.claim(y).statement.source);
        let (step, told) = told::two_stories(rule.scope, &closeness);
        self.undecided((x, y), rule, step, told)
    }

    fn pair(&self, x: usize, y: usize) -> [told::Named<'a>; 2] {
        [x, y].map(|at| told::Named { id: self.claim(at).statement.id(self.evidence.sources), claim: self.claim(at) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest;
    use crate::rule::Choice;

    /// The sample table, read and judged once, and every pair of its rows that the test looks at.
    #[test]
    fn says_reported_of_what_the_report_holds_and_of_nothing_else() {
        let rules = Rules::load(&Choice::default()).expect("the built-in rules load").0;
        let table = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("data/statements.csv");
        let read = ingest::read(&[table], &mut std::io::empty(), &ingest::Options::default()).expect("the sample table is read");
        let settings = Settings::default();
        let course = Course::of(&read.sources, &rules, settings.pair_cap, detect::company);
        let tracer = Tracer::new(&course, &settings);
        let pair = |x: &str, y: &str| if x < y { (x.to_owned(), y.to_owned()) } else { (y.to_owned(), x.to_owned()) };
        let findings = tracer.disputes.iter().flat_map(|dispute| &dispute.findings);
        let reported: BTreeSet<_> = findings.map(|finding| pair(&finding.a.id, &finding.b.id)).collect();
        let ids: Vec<&str> = read.sources.iter().map(|source| source.id.as_str()).collect();
        let some = (0..ids.len()).flat_map(|x| (x + 1..ids.len()).map(move |y| (x, y))).step_by(23);
        let looked_at: BTreeSet<_> = some.map(|(x, y)| pair(ids[x], ids[y])).chain(reported.iter().cloned()).collect();
        assert!(reported.len() > 20 && looked_at.len() > 2 * reported.len(), "{} of {}", reported.len(), looked_at.len());
        for (x, y) in looked_at {
            let sides = [&x, &y].map(|id| statement::of_row(id, course.evidence().sources, &rules));
            let trace = tracer.trace(&sides);
            assert_eq!(trace.reported, reported.contains(&(x, y)), "{}", trace.outcome);
        }
    }
}
