//! Conflicts: which claims of one subject cannot both hold, and what is said of each pair.
//!
//! Claims are first put into positions (one answer, asserted or denied). Pairs are formed between positions, never between
//! all claims, and a cap on the pairs of one subject keeps a big one from going quadratic; what the cap leaves is counted.

mod confidence;
pub mod finding;
mod pairs;
mod reason;
mod settled;

use crate::claim::{Claim, Voice};
use crate::language::attribution::is_anybody;
use crate::language::lexicon::Word;
use crate::rule::written::{Scope, Shape, Trend};
use crate::rule::{Rule, Rules};
use crate::source::{self, Source};
use crate::statement::Statement;
use crate::subject::names::are_places_apart;
use crate::subject::{Resolved, Subject};
use crate::text::{Span, one_line};
use crate::value::{Fit, Period, Room, Value, days_between, fit_periods, fit_quantities, outgrows};
use crate::verdict::{Severity, Verdict};
use confidence::{Answers, Circumstance, confidence};
use finding::{Finding, Party, Review};
use jiff::civil::Date;
pub(crate) use settled::{settle, settle_unread};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// What all judging looks at.
#[derive(Debug, Clone, Copy)]
pub struct Evidence<'a> {
    /// The sources, in the order that claims count them.
    pub sources: &'a [Source],
    /// The claims.
    pub claims: &'a [Claim],
    /// The rules.
    pub rules: &'a Rules,
    /// Which names are one.
    pub resolved: &'a Resolved,
}

/// What was judged on one subject.
#[derive(Debug, Clone, Default)]
pub struct Judgement {
    /// The positions: claims that give one answer, by their place in the run's list; copies of one text stand together.
    pub positions: Vec<Position>,
    /// Every judged pair.
    pub pairs: Vec<Judged>,
    /// The claims that their outlets only pass on, and of which they firmly tell the contrary.
    pub overruled: BTreeSet<usize>,
    /// How many pairs of conflicting positions the cap left unjudged.
    pub unjudged: u64,
}

/// All claims of a subject that give one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    /// The answer in words.
    pub answer: String,
    /// Whether that denies what the rule asks.
    pub denied: bool,
    /// The claims, one for each different text, in the order of the run; then the copies.
    pub claims: Vec<usize>,
    /// How many of them are not copies of another.
    pub originals: usize,
}

/// A verdict on two claims.
#[derive(Debug, Clone, PartialEq)]
pub struct Judged {
    /// The earlier claim.
    pub a: usize,
    /// The later claim.
    pub b: usize,
    /// The positions that they stand in.
    pub sides: (usize, usize),
    /// What is said of them.
    pub verdict: Verdict,
    /// The step that decided.
    pub because: Because,
    answers: Answers,
    circumstances: Vec<Circumstance>,
}

/// The step of judging that decided on a verdict. They are asked in this order, and the first that holds decides.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Because {
    /// One of the two is no fact for the rule, but a wish, a plan, a condition or a question.
    NotSaid,
    /// They name dates that are further apart than the rule's `within`.
    DatesApart(Distance),
    /// They give the same answer.
    SameAnswer,
    /// They give two answers that can both hold.
    BothHold(Room),
    /// They were reported, or took place, too far apart for one event.
    ReportsApart(Distance),
    /// The later one takes the place of the earlier one, as the rule's `trend` has it.
    Superseded(Trend),
    /// They exclude each other, but both are hedged, and nothing but their words brings them together.
    BothHedged,
    /// They can hardly both hold: a loose bound against a figure far beyond it.
    HardlyBothHold,
    /// They cannot both hold.
    CannotBothHold,
    /// The rule is free of topic, and a rule of a topic has judged the same words of the two to be no conflict.
    Settled {
        /// That rule, by its place in [`Rules::rules`].
        rule: usize,
        /// What it has said of them.
        verdict: Verdict,
    },
}

/// How far apart two dates are, and how far they may be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Distance {
    /// The days between the two.
    pub days: i32,
    /// How many there may be.
    pub most: f64,
}

/// Why two claims of one subject are not held against each other at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unmet {
    /// They stand in one statement and are of one voice, or rest on the same words.
    OneStatement,
    /// Their statements are copies of one text.
    Copies,
    /// They stand in one source, and a rule free of topic compares only two sources, or two voices of one.
    OneSource,
    /// The outlet of one of them only passes it on, and firmly tells the contrary.
    Overruled,
    /// Their statements have too few words in common.
    Unlike {
        /// How many they have, beside the words of the pattern.
        shared: usize,
        /// How many the rule asks for.
        needed: usize,
    },
}

/// What became of two claims of one subject.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Fate<'j> {
    /// They were judged.
    Judged(&'j Judged),
    /// They do not meet.
    Unmet(Unmet),
    /// One or both are copies; these claims stand for them.
    Copies(usize, usize),
    /// The cap on the pairs of one subject left them out.
    Capped,
}

/// Judges the claims of one subject against each other. A pure function.
pub fn judge(subject: &Subject, evidence: &Evidence, cap: usize) -> Judgement {
    let rule = &evidence.rules.rules[subject.rule];
    let positions = pairs::positions(subject, rule, evidence);
    let (chosen, unjudged) = pairs::choose(&positions, cap, |p, q| {
        let (a, b) = (&evidence.claims[positions[p].claims[0]], &evidence.claims[positions[q].claims[0]]);
        matches!(fit(a, b, rule, evidence.resolved), Fit::Disjoint | Fit::Strained)
    });
    let overruled = overruled(subject, rule, evidence);
    let free = |pair: &pairs::Pair| !overruled.contains(&pair.a) && !overruled.contains(&pair.b);
    let judged = chosen.into_iter().filter(free).filter_map(|pair| judge_pair(pair, rule, evidence)).collect();
    Judgement { positions, pairs: judged, overruled, unjudged }
}

/// How many of its own claims on one subject are looked at, of one source.
const OWN_ANSWERS: usize = 200;

/// The claims of a subject that an outlet only passes on, in a source where it says the contrary in its own voice: "rumours that he had
/// died went round; he is alive". It is held to what it says.
fn overruled(subject: &Subject, rule: &Rule, evidence: &Evidence) -> BTreeSet<usize> {
    if rule.scope == Scope::Anywhere {
        return BTreeSet::new();
    }
    let claim = |at: usize| &evidence.claims[at];
    let source = |at: usize| claim(at).statement.source;
    let firm = |at: &usize| claim(*at).voice == Voice::Outlet && rule.takes(claim(*at).mood);
    let mut said: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in subject.claims.iter().copied().filter(firm) {
        let own = said.entry(source(at)).or_default();
        if own.len() < OWN_ANSWERS {
            own.push(at);
        }
    }
    let contrary = |at: usize, own: &[usize]| own.iter().any(|&own| fit(claim(own), claim(at), rule, evidence.resolved) == Fit::Disjoint);
    let relayed = subject.claims.iter().copied().filter(|&at| claim(at).voice.is_relayed());
    relayed.filter(|&at| said.get(&source(at)).is_some_and(|own| contrary(at, own))).collect()
}

fn judge_pair(pair: pairs::Pair, rule: &Rule, evidence: &Evidence) -> Option<Judged> {
    let (mut a, mut b, mut sides) = (pair.a, pair.b, pair.sides);
    if comes_before(&evidence.claims[b], &evidence.claims[a], evidence.sources) == Ordering::Less {
        (a, b, sides) = (b, a, (sides.1, sides.0));
    }
    let (x, y) = (&evidence.claims[a], &evidence.claims[b]);
    meet(x, y, rule, evidence).ok()?;
    let because = because(x, y, rule, evidence);
    let (verdict, circumstances) = verdict(because, x, y, rule, evidence);
    Some(Judged { a, b, sides, verdict, because, answers: answers(x, y), circumstances })
}

/// What became of two claims of a subject, by their places in the run's list.
pub fn fate<'j>(x: usize, y: usize, judgement: &'j Judgement, rule: &Rule, evidence: &Evidence) -> Fate<'j> {
    let is_pair = |judged: &&Judged| (judged.a, judged.b) == (x, y) || (judged.a, judged.b) == (y, x);
    if let Some(judged) = judgement.pairs.iter().find(is_pair) {
        return Fate::Judged(judged);
    }
    if let Err(unmet) = meet(&evidence.claims[x], &evidence.claims[y], rule, evidence) {
        return Fate::Unmet(unmet);
    }
    if judgement.overruled.contains(&x) || judgement.overruled.contains(&y) {
        return Fate::Unmet(Unmet::Overruled);
    }
    match (judgement.original(x, evidence), judgement.original(y, evidence)) {
        (one, other) if (one, other) == (x, y) => Fate::Capped,
        (one, other) => Fate::Copies(one, other),
    }
}

impl Judgement {
    /// The claim that stands for this one and its copies.
    fn original(&self, claim: usize, evidence: &Evidence) -> usize {
        let text = |at: usize| evidence.claims[at].statement.copy_key(evidence.sources);
        let Some(position) = self.positions.iter().find(|p| p.claims[p.originals..].contains(&claim)) else { return claim };
        let originals = &position.claims[..position.originals];
        originals.iter().copied().find(|&at| text(at) == text(claim)).unwrap_or(claim)
    }
}

/// Whether two claims of one subject are held against each other.
fn meet(x: &Claim, y: &Claim, rule: &Rule, evidence: &Evidence) -> Result<(), Unmet> {
    can_differ(x, y, evidence)?;
    if !may_meet(x, y, rule, evidence) {
        return Err(Unmet::OneSource);
    }
    match shared(&x.around, &y.around) {
        shared if shared < rule.alike => Err(Unmet::Unlike { shared, needed: rule.alike }),
        _ => Ok(()),
    }
}

/// Whether a rule free of topic lets the two meet: in two sources, or two voices of one.
fn may_meet(x: &Claim, y: &Claim, rule: &Rule, evidence: &Evidence) -> bool {
    let one_source = x.statement.source == y.statement.source;
    match rule.scope {
        Scope::Anywhere => true,
        Scope::Story => !one_source || voice(x, evidence) != voice(y, evidence),
        Scope::Closest => !one_source,
    }
}

/// How many words two sorted lists have in common.
fn shared(a: &[Word], b: &[Word]) -> usize {
    a.iter().filter(|word| b.binary_search(word).is_ok()).count()
}

/// A statement is never at odds with a copy of itself, and with itself only where it tells of two voices: "the army said it
/// had won, but the rebels still hold the town".
fn can_differ(x: &Claim, y: &Claim, evidence: &Evidence) -> Result<(), Unmet> {
    let text = |claim: &Claim| claim.statement.copy_key(evidence.sources);
    match x.statement == y.statement {
        true if x.evidence.overlaps(y.evidence) || voice(x, evidence) == voice(y, evidence) => Err(Unmet::OneStatement),
        false if text(x) == text(y) => Err(Unmet::Copies),
        _ => Ok(()),
    }
}

/// Which of two claims is told first: by date, then by the order of sources and places.
fn comes_before(x: &Claim, y: &Claim, sources: &[Source]) -> Ordering {
    match (published(x, sources), published(y, sources)) {
        (Some(a), Some(b)) if a != b => a.cmp(&b),
        _ => x.statement.cmp(&y.statement).then(x.evidence.cmp(&y.evidence)),
    }
}

/// The step that decides on two claims of different texts; `x` is the earlier one.
fn because(x: &Claim, y: &Claim, rule: &Rule, evidence: &Evidence) -> Because {
    if !rule.takes(x.mood) || !rule.takes(y.mood) {
        return Because::NotSaid;
    }
    if let Some(distance) = apart(x.when, y.when, rule, 0.0) {
        return Because::DatesApart(distance);
    }
    let fit = fit(x, y, rule, evidence.resolved);
    match fit {
        Fit::Same => return Because::SameAnswer,
        Fit::Overlap(Room::Bounds) if goes_on(x, y, rule, evidence.sources) => {}
        Fit::Overlap(room) => return Because::BothHold(room),
        Fit::Strained | Fit::Disjoint => {}
    }
    if let Some(distance) = apart(told_of(x, evidence.sources), told_of(y, evidence.sources), rule, REPORTED_WITHIN) {
        return Because::ReportsApart(distance);
    }
    match rule.trend {
        Some(trend) if is_update(x, y, trend, evidence.sources) => Because::Superseded(trend),
        _ if x.hedged && y.hedged && rule.scope != Scope::Anywhere => Because::BothHedged,
        _ if fit == Fit::Strained => Because::HardlyBothHold,
        _ => Because::CannotBothHold,
    }
}

/// What is said of two claims on which a step has decided.
fn verdict(because: Because, x: &Claim, y: &Claim, rule: &Rule, evidence: &Evidence) -> (Verdict, Vec<Circumstance>) {
    let verdict = match because {
        Because::NotSaid | Because::BothHold(_) | Because::BothHedged => Verdict::Compatible,
        Because::DatesApart(_) | Because::ReportsApart(_) => Verdict::Apart,
        Because::SameAnswer => Verdict::Agreement,
        Because::Superseded(_) => Verdict::Update,
        Because::Settled { verdict, .. } => verdict,
        Because::HardlyBothHold => return conflict(x, y, true, rule, evidence),
        Because::CannotBothHold => return conflict(x, y, false, rule, evidence),
    };
    (verdict, Vec::new())
}

/// The verdict on two claims that cannot (or can hardly) both hold.
fn conflict(x: &Claim, y: &Claim, strained: bool, rule: &Rule, evidence: &Evidence) -> (Verdict, Vec<Circumstance>) {
    let mut circumstances = Vec::new();
    let mut weigh = |holds: bool, circumstance| {
        if holds {
            circumstances.push(circumstance);
        }
        holds
    };
    let hedged = weigh(x.hedged || y.hedged, Circumstance::Hedged);
    let strained = weigh(strained, Circumstance::Strained);
    let soft_rule = weigh(rule.only_tension, Circumstance::TensionRule);
    let same_voice = voice(x, evidence) == voice(y, evidence);
    let one_voice = weigh(same_voice && x.statement.source == y.statement.source, Circumstance::OneVoice);
    let turned = same_voice && !x.voice.is_of_outlet() && is_later(x, y, evidence.sources) && is_one_speaker(x, y, evidence);
    if weigh(turned && !strained, Circumstance::Reversal) {
        return (Verdict::Reversal, circumstances);
    }
    let weak = hedged || strained || soft_rule || one_voice;
    (if weak { Verdict::Tension } else { Verdict::Contradiction }, circumstances)
}

/// Whether the speaker that two claims share is one who spoke twice. Where two outlets put the view of one whom neither quotes, it is they
/// who are at odds; and the officials of one outlet need not be those of the other.
fn is_one_speaker(x: &Claim, y: &Claim, evidence: &Evidence) -> bool {
    let [one, other] = [x, y].map(|claim| &evidence.sources[claim.statement.source].outlet);
    one == other || [x, y].iter().any(|claim| claim.voice != Voice::Described) && !is_anybody(&x.speaker, &evidence.rules.language)
}

/// Who speaks: the speaker's one name, or the outlet where nobody is quoted.
fn voice<'a>(claim: &'a Claim, evidence: &'a Evidence) -> &'a str {
    if claim.voice.is_of_outlet() { &evidence.sources[claim.statement.source].outlet } else { evidence.resolved.get(&claim.speaker) }
}

fn published(claim: &Claim, sources: &[Source]) -> Option<Date> {
    sources[claim.statement.source].published
}

fn is_later(x: &Claim, y: &Claim, sources: &[Source]) -> bool {
    matches!((published(x, sources), published(y, sources)), (Some(a), Some(b)) if a < b)
}

/// A report without a date of its own is taken to be of an event not more than this many days before its publication.
pub(crate) const REPORTED_WITHIN: f64 = 60.0;

/// How far apart two times are, if that is further than the rule says that reports of one event may be, and some days of grace.
fn apart(x: Option<Period>, y: Option<Period>, rule: &Rule, grace: f64) -> Option<Distance> {
    // Of a rule that asks for the date itself, `within` is how far two answers may differ.
    let most = rule.within.filter(|_| rule.shape != Shape::Date)? + grace;
    let days = days_between(&x?, &y?)?;
    (f64::from(days) > most).then_some(Distance { days, most })
}

/// When a claim's event was, or else when it was reported.
pub(crate) fn told_of(claim: &Claim, sources: &[Source]) -> Option<Period> {
    claim.when.or_else(|| published(claim, sources).map(|day| Period { from: Some(day), to: Some(day) }))
}

/// Whether a count has gone on from one claim to the other, far beyond what the one left open: "at least 2" and then 5.
fn goes_on(x: &Claim, y: &Claim, rule: &Rule, sources: &[Source]) -> bool {
    let is_far = matches!((&x.value, &y.value), (Value::Quantity(a), Value::Quantity(b)) if outgrows(a, b) || outgrows(b, a));
    is_far && rule.trend.is_some_and(|trend| is_update(x, y, trend, sources))
}

/// Whether the later claim takes the place of the earlier one.
fn is_update(x: &Claim, y: &Claim, trend: Trend, sources: &[Source]) -> bool {
    if !is_later(x, y, sources) {
        return false;
    }
    match (trend, &x.value, &y.value) {
        (Trend::Later, ..) => true,
        (Trend::Up, Value::Quantity(a), Value::Quantity(b)) => b.reach() > a.reach(),
        (Trend::Down, Value::Quantity(a), Value::Quantity(b)) => b.reach() < a.reach(),
        _ => false,
    }
}

/// How two claims of one subject sit together, by their answers alone.
fn fit(x: &Claim, y: &Claim, rule: &Rule, resolved: &Resolved) -> Fit {
    if let (Value::Named(a), Value::Named(b)) = (&x.value, &y.value) {
        return fit_named(pairs::canonical_answer(*a, x.denied, rule), pairs::canonical_answer(*b, y.denied, rule), rule);
    }
    let values = fit_values(&x.value, &y.value, rule, resolved);
    match (x.denied, y.denied) {
        (false, false) => values,
        (true, true) if values == Fit::Same => Fit::Same,
        (true, true) => Fit::Overlap(Room::BothDenied),
        _ if values == Fit::Same => Fit::Disjoint,
        _ => Fit::Overlap(Room::OtherDenied),
    }
}

fn fit_values(x: &Value, y: &Value, rule: &Rule, resolved: &Resolved) -> Fit {
    match (x, y) {
        (Value::Quantity(a), Value::Quantity(b)) => fit_quantities(a, b, rule.tolerance),
        (Value::Period(a), Value::Period(b)) => match days_between(a, b) {
            Some(days) if rule.within.is_some_and(|within| f64::from(days) <= within) => Fit::Overlap(Room::Tolerance),
            _ => fit_periods(a, b),
        },
        (Value::Phrase(a), Value::Phrase(b)) if resolved.get(a) == resolved.get(b) => Fit::Same,
        // What is free of topic cannot know which place lies in which, beyond what the table of places tells.
        (Value::Phrase(a), Value::Phrase(b)) if rule.shape == Shape::Place && rule.scope != Scope::Anywhere && !are_places_apart(a, b) => {
            Fit::Overlap(Room::Bounds)
        }
        (Value::Phrase(a), Value::Phrase(b)) if rule.shape == Shape::Who && shares_a_name(a, b, resolved) => Fit::Overlap(Room::Bounds),
        (Value::Phrase(_), Value::Phrase(_)) => Fit::Disjoint,
        _ => Fit::Overlap(Room::Unlike),
    }
}

/// Whether one of those joined by `and` is among the others: "Ana Berg and Tom Hale", "Tom Hale".
fn shares_a_name(a: &str, b: &str, resolved: &Resolved) -> bool {
    let names = |all: &'_ str| all.split(" and ").map(|name| resolved.get(name).to_owned()).collect::<BTreeSet<_>>();
    !names(a).is_disjoint(&names(b))
}

fn fit_named((a, a_denied): (usize, bool), (b, b_denied): (usize, bool), rule: &Rule) -> Fit {
    let allowed = |a: usize, b: usize| rule.answers.get(a).is_some_and(|answer| answer.allows.contains(&b));
    match (a == b, a_denied, b_denied) {
        (true, x, y) if x == y => Fit::Same,
        (true, ..) => Fit::Disjoint,
        (false, false, false) if !allowed(a, b) && !allowed(b, a) => Fit::Disjoint,
        (false, false, false) => Fit::Overlap(Room::Allowed),
        (false, true, true) => Fit::Overlap(Room::BothDenied),
        (false, ..) => Fit::Overlap(Room::OtherDenied),
    }
}

fn answers(x: &Claim, y: &Claim) -> Answers {
    match (&x.value, &y.value) {
        _ if x.denied != y.denied => Answers::Denied,
        (Value::Named(_), _) => Answers::Named,
        (Value::Phrase(_), _) => Answers::Open,
        _ => Answers::Measured,
    }
}

/// Whether a yes-no rule has an answer for each side, so that denying the one is asserting the other.
pub(crate) fn has_two_sides(rule: &Rule) -> bool {
    matches!(rule.shape, Shape::YesNo | Shape::Denial) && rule.answers.len() == 2
}

/// The origins of two statements that nobody else makes.
pub const ALONE: [usize; 2] = [1, 1];

/// Makes a finding of a judged pair; `origins` is how many stand on the side of each.
pub fn finding(judged: &Judged, origins: [usize; 2], rule: &Rule, evidence: &Evidence) -> Finding {
    let (x, y) = (&evidence.claims[judged.a], &evidence.claims[judged.b]);
    let (a, b) = (party(x, rule, evidence), party(y, rule, evidence));
    Finding {
        id: pair_id(&rule.name(), [x, y].map(|claim| told(claim, evidence.sources))),
        verdict: judged.verdict,
        kind: rule.kind,
        severity: severity(rule, origins),
        confidence: confidence(evidence.rules.tiers.of_rule(rule, judged.answers.tier()), &judged.circumstances),
        reason: reason::reason(judged, (x, &a), (y, &b), rule, &evidence.rules.language),
        a,
        b,
        origins,
        also: Vec::new(),
        review: Review::default(),
    }
}

/// The outlet and the words of a claim. An outlet that nobody names is nothing here: the name of the file would change with the file.
fn told<'s>(claim: &Claim, sources: &'s [Source]) -> [&'s str; 2] {
    [&sources[claim.statement.source].outlet, claim.statement.text(sources)]
}

/// A rule's own severity, one step higher where each side has three origins or more.
fn severity(rule: &Rule, origins: [usize; 2]) -> Severity {
    let at = Severity::ALL.iter().position(|s| *s == rule.severity).unwrap_or_default();
    Severity::ALL[(at + usize::from(origins.iter().all(|&side| side >= 3))).min(Severity::ALL.len() - 1)]
}

/// One claim as a report shows it.
pub fn party(claim: &Claim, rule: &Rule, evidence: &Evidence) -> Party {
    let bounds = match &claim.value {
        Value::Quantity(quantity) => Some((quantity.low, quantity.high)),
        _ => None,
    };
    let (answer, denied) = answer(claim, rule);
    let said = Said { words: claim.evidence, speaker: &claim.speaker, answer, denied, bounds };
    party_of(claim.statement, said, evidence.sources)
}

/// The answer of a claim as people read it, and whether it denies what the rule asks: of a question with yes and no, the denied yes is a no.
pub(crate) fn answer(claim: &Claim, rule: &Rule) -> (String, bool) {
    let Value::Named(answer) = claim.value else { return (claim.answer(rule), claim.denied) };
    let (at, denied) = pairs::canonical_answer(answer, claim.denied, rule);
    let value = |at: usize| rule.answers.get(at).map_or("yes", |answer| answer.value.as_str());
    match (value(at), denied) {
        (asked, false) => (asked.to_owned(), false),
        (_, true) if has_two_sides(rule) => (value(1).to_owned(), true),
        ("yes", true) => ("no".to_owned(), true),
        ("no", true) => ("yes".to_owned(), false),
        (asked, true) => (format!("not: {asked}"), true),
    }
}

/// What one statement says, however it was read.
#[derive(Debug)]
pub(crate) struct Said<'a> {
    /// The bytes of the source's text that say it.
    pub(crate) words: Span,
    /// Who is held to it; empty when it is the outlet itself.
    pub(crate) speaker: &'a str,
    /// The answer, in words.
    pub(crate) answer: String,
    /// Whether that denies what was asked.
    pub(crate) denied: bool,
    /// The least and the most that the answer may be, where it is a number.
    pub(crate) bounds: Option<(f64, f64)>,
}

/// One statement as a report shows it.
pub(crate) fn party_of(statement: Statement, said: Said, sources: &[Source]) -> Party {
    let source = &sources[statement.source];
    let Statement { span, .. } = statement;
    let outlet = if source.outlet.is_empty() { &source.file } else { &source.outlet };
    Party {
        id: statement.id(sources),
        source: outlet.clone(),
        speaker: if said.speaker.is_empty() { outlet.clone() } else { said.speaker.to_owned() },
        date: source.published,
        file: source.file.clone(),
        line: line(source, span),
        url: source.url.clone(),
        text: statement.text(sources).to_owned(),
        evidence: Span { start: said.words.start - span.start, end: said.words.end - span.start },
        answer: said.answer,
        denied: said.denied,
        bounds: said.bounds,
    }
}

/// The line of the file that a statement stands on. A row that has an id of its own is found by that, and its line is 0: it
/// would change with the order of the rows, and the report must not.
fn line(source: &Source, span: Span) -> u32 {
    match source.shape {
        source::Shape::Article => source.line_at(span.start as usize),
        source::Shape::Row if source.id == format!("{}:{}", source.file, source.line) => source.line,
        source::Shape::Row => 0,
    }
}

/// The name of a pair, made of the rule's name and of the outlet (nothing where none is named) and the words of each side.
///
/// It is the same whichever side comes first, in every run and on every machine, whatever the files are called, in what order they are
/// read, and how their lines are broken.
pub fn pair_id(rule: &str, sides: [[&str; 2]; 2]) -> String {
    let mut sides = sides.map(|[outlet, text]| [outlet.into(), one_line(text)]);
    sides.sort_unstable();
    let words: Vec<&str> = std::iter::once(rule).chain(sides.iter().flatten().map(AsRef::as_ref)).collect();
    stable_id(&words)
}

/// Sixteen hexadecimal digits that depend on these words alone (FNV-1a, 64 bits).
pub fn stable_id(words: &[&str]) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for word in words {
        for byte in word.bytes().chain([0xff]) {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
        }
    }
    format!("{hash:016x}")
}
