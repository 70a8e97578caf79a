//! The whole way from sources to a report: read, group, judge, sort. Parallel in one place, in the same order always.

use crate::claim::{self, Claim, Reading};
use crate::conflict::finding::{Dispute, Finding, Left, Own, Party, Report, Side, Stories, Summary, Texts, outlets, texts_of};
use crate::conflict::{self, Evidence, Judgement, stable_id};
use crate::origin::Origins;
use crate::pair::Ground;
use crate::rule::matching::Workspace;
use crate::rule::setting::Named;
use crate::rule::tier::Tier;
use crate::rule::written::Scope;
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::story;
use crate::subject::{self, Company, Resolved, Subject};
use crate::unread;
use crate::verdict::{Kind, Verdict};
use jiff::civil::Date;
use rayon::prelude::*;
use std::cell::LazyCell;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What a report shows.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The verdicts.
    pub verdicts: Vec<Verdict>,
    /// The kinds of conflict; empty for all.
    pub kinds: Vec<Kind>,
    /// Nothing less certain than this, from 0 to 1.
    pub min_confidence: f64,
    /// The tiers, by how often their flags were right.
    pub tiers: TierChoice,
    /// How many pairs of one subject are judged at the most; what is left is counted.
    pub pair_cap: usize,
}

/// Which tiers a report shows; [`crate::rule::tier`] says what a tier is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TierChoice {
    /// Those whose flags were right often enough, and those of which nobody has judged enough and somebody asked for them.
    Default,
    /// Every one.
    All,
}

/// One claim that was read, before any judging.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimRow {
    /// The row's id, or `FILE:LINE`.
    pub id: String,
    /// The outlet.
    pub source: String,
    /// When the source was published.
    pub date: Option<Date>,
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// Who is held to it.
    pub speaker: String,
    /// The rule that read it, as `pack/rule`.
    pub rule: String,
    /// The rule's question.
    pub question: String,
    /// What the question was asked of; empty where the rule names no key.
    pub key: String,
    /// The answer, in words.
    pub answer: String,
    /// Whether the answer is asserted or denied.
    pub polarity: String,
    /// Whether it is said outright, hedged, wished for or planned.
    pub mood: String,
    /// The least that a number may be, where the answer is one.
    pub low: Option<f64>,
    /// The most that it may be.
    pub high: Option<f64>,
    /// The words that the rule matched.
    pub evidence: String,
    /// The whole statement, verbatim.
    pub text: String,
}

/// One statement's membership in one subject.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SubjectRow {
    /// The subject's id: the same in every run.
    pub subject: String,
    /// The row's id, or `FILE:LINE`.
    pub id: String,
    /// The rule that brought it there, as `pack/rule`.
    pub rule: String,
    /// What the question is asked of; empty where the rule names no key.
    pub key: String,
    /// The rule's question.
    pub question: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self { verdicts: Verdict::REPORTED.to_vec(), kinds: Vec::new(), min_confidence: 0.0, tiers: TierChoice::Default, pair_cap: 1000 }
    }
}

impl Settings {
    /// Whether a kind of conflict is reported.
    pub(crate) fn reports_kind(&self, kind: Kind) -> bool {
        self.kinds.is_empty() || self.kinds.contains(&kind)
    }

    /// Whether a verdict is reported.
    pub(crate) fn reports_verdict(&self, verdict: Verdict) -> bool {
        self.verdicts.contains(&verdict)
    }

    /// Whether something of this confidence is reported.
    pub(crate) fn reports_confidence(&self, confidence: f64) -> bool {
        confidence >= self.min_confidence
    }

    /// Whether flags of a tier are reported.
    pub(crate) fn reports_tier(&self, tier: &Tier) -> bool {
        tier.reported || self.tiers == TierChoice::All
    }
}

/// Finds the conflicts among sources.
pub fn detect(sources: &[Source], rules: &Rules, settings: &Settings) -> Report {
    let course = Course::of(sources, rules, settings.pair_cap, company);
    let unread = course.unread(settings);
    let mut summary = summary(&course.read, &course.subjects, &course.judgements, rules);
    for found in course.only_unread(&unread) {
        summary.verdicts.iter_mut().filter(|(verdict, _)| *verdict == found).for_each(|(_, count)| *count += 1);
    }
    let (disputes, held) = course.disputes(unread, settings);
    Report { disputes, summary: Summary { held, stories: stories(&course.company), ..summary } }
}

/// All that a run comes to before its report leaves anything out.
pub(crate) struct Course<'r> {
    rules: &'r Rules,
    read: Read,
    /// Which claims may meet.
    pub(crate) company: Company,
    /// Which names are one.
    pub(crate) resolved: Resolved,
    /// The subjects.
    pub(crate) subjects: Vec<Subject>,
    /// What was judged, one for each subject.
    pub(crate) judgements: Vec<Judgement>,
}

impl<'r> Course<'r> {
    /// Reads sources, brings their claims together in the company that is worked out for them, and judges them.
    pub(crate) fn of(sources: &[Source], rules: &'r Rules, cap: usize, company: fn(&[Source], &Rules) -> Company) -> Self {
        let read = Read::of(sources, rules);
        let company = company(&read.sources, rules);
        let resolved = Resolved::of(&read.claims, rules, &company);
        let subjects = subject::group(&read.claims, rules, &resolved, &company);
        let evidence = Evidence { sources: &read.sources, claims: &read.claims, rules, resolved: &resolved };
        let mut judgements: Vec<Judgement> = subjects.par_iter().map(|subject| conflict::judge(subject, &evidence, cap)).collect();
        conflict::settle(&mut judgements, &rules_of(&subjects), &evidence);
        Self { rules, read, company, resolved, subjects, judgements }
    }

    /// What was judged, as judging looks at it.
    pub(crate) fn evidence(&self) -> Evidence<'_> {
        Evidence { sources: &self.read.sources, claims: &self.read.claims, rules: self.rules, resolved: &self.resolved }
    }

    /// The settings that any of its sources names.
    pub(crate) fn named(&self) -> &Named {
        &self.read.named
    }

    /// What a report shows of it and of what no rule finds, in the report's order, and how many findings of less proven tiers it holds back.
    pub(crate) fn disputes(&self, unread: Vec<Dispute>, settings: &Settings) -> (Vec<Dispute>, Left) {
        let evidence = self.evidence();
        let shows = |subject: &Subject| settings.reports_kind(self.rules.rules[subject.rule].kind);
        let judged = self.subjects.par_iter().zip(&self.judgements).filter(|(subject, _)| shows(subject));
        let shown: Vec<(&Subject, &Judgement, Standing)> =
            judged.map(|(subject, judgement)| (subject, judgement, shown_sides(judgement, &evidence, settings))).collect();
        // Nobody asks for the origins of sources that stand on no side of something shown.
        let standing = shown.iter().flat_map(|(_, _, standing)| standing.values().flatten());
        let origins = Origins::of(evidence.sources, standing.map(|&at| evidence.claims[at].statement.source).collect::<BTreeSet<_>>());
        let mut disputes: Vec<Dispute> = shown
            .par_iter()
            .filter_map(|(subject, judgement, standing)| dispute(subject, judgement, standing, &evidence, &origins, settings))
            .collect();
        disputes.extend(unread);
        let held = if settings.tiers == TierChoice::All { Left::default() } else { hold_back(&mut disputes) };
        drop_repeated_pairs(&mut disputes);
        let by_rank = |a: &Dispute, b: &Dispute| dispute_rank(b).partial_cmp(&dispute_rank(a)).expect("confidences are numbers");
        disputes.sort_by(|a, b| by_rank(a, b).then_with(|| a.id.cmp(&b.id)));
        (disputes, held)
    }

    /// The verdict on each pair that is found word by word and by no rule: what a report tells once is counted once.
    fn only_unread(&self, unread: &[Dispute]) -> Vec<Verdict> {
        let mut found: BTreeMap<Texts, Verdict> = BTreeMap::new();
        for finding in unread.iter().flat_map(|dispute| &dispute.findings) {
            let strongest = found.entry(texts_of(finding)).or_insert(finding.verdict);
            *strongest = (*strongest).min(finding.verdict);
        }
        let name = |at: usize| {
            let statement = self.read.claims[at].statement;
            (statement.id(&self.read.sources), statement.text(&self.read.sources).to_owned())
        };
        let judged = self.judgements.iter().flat_map(|judgement| &judgement.pairs).filter(|pair| pair.verdict.is_conflict());
        for pair in judged.filter(|_| !unread.is_empty()) {
            let mut pair = [name(pair.a), name(pair.b)];
            pair.sort_unstable();
            found.remove(&pair);
        }
        found.into_values().collect()
    }

    /// What no rule finds; looked for only where a tier of it is reported.
    pub(crate) fn unread(&self, settings: &Settings) -> Vec<Dispute> {
        let names = |ground: &Ground| unread::tier_names(*ground);
        let wanted = |ground: &Ground| settings.reports_tier(&self.rules.tiers.of(&names(ground).each_ref().map(String::as_str)));
        if !Ground::ALL.iter().any(wanted) {
            return Vec::new();
        }
        let shown = |finding: &Finding| {
            settings.reports_kind(finding.kind)
                && settings.reports_verdict(finding.verdict)
                && settings.reports_confidence(finding.confidence.value)
        };
        let stories = unread::stories(&self.company.story);
        let mut found: Vec<Dispute> =
            stories.par_iter().flat_map_iter(|story| unread::disputes(story, &self.read.sources, self.rules)).collect();
        found.iter_mut().for_each(|dispute| dispute.retain(shown));
        conflict::settle_unread(&mut found, &self.judgements, &rules_of(&self.subjects), &self.evidence());
        found.retain(|dispute| !dispute.findings.is_empty());
        found.iter_mut().for_each(put_in_order);
        found
    }
}

/// The rule of each subject, by its place.
fn rules_of(subjects: &[Subject]) -> Vec<usize> {
    subjects.iter().map(|subject| subject.rule).collect()
}

/// Reads the claims of all sources, as the `claims` command shows them.
pub fn claims(sources: &[Source], rules: &Rules) -> Vec<ClaimRow> {
    let read = Read::of(sources, rules);
    read.claims.iter().map(|claim| claim_row(claim, &read.sources, rules)).collect()
}

/// Brings statements together, as the `subjects` command shows them: a row for each membership.
pub fn subjects(sources: &[Source], rules: &Rules) -> Vec<SubjectRow> {
    let read = Read::of(sources, rules);
    let company = company(&read.sources, rules);
    let resolved = Resolved::of(&read.claims, rules, &company);
    let mut rows = Vec::new();
    for subject in subject::group(&read.claims, rules, &resolved, &company) {
        let rule = &rules.rules[subject.rule];
        let mut ids: Vec<String> = subject.claims.iter().map(|&at| read.claims[at].statement.id(&read.sources)).collect();
        ids.sort_unstable();
        ids.dedup();
        let row = |id| SubjectRow {
            subject: subject_id(&subject, rule, &read.claims, &read.sources),
            id,
            rule: rule.name(),
            key: subject.key.join("; "),
            question: subject::question(rule, &subject, &words(&subject, &read.claims, &read.sources), &rules.language),
        };
        rows.extend(ids.into_iter().map(row));
    }
    rows.extend(story_rows(&read.sources, rules));
    rows
}

/// The stories of more than one source: what topic-free rules may compare.
fn story_rows(sources: &[Source], rules: &Rules) -> Vec<SubjectRow> {
    let stories = story::stories(sources, &rules.language);
    let mut members: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (source, story) in sources.iter().zip(stories) {
        members.entry(story).or_default().push(source.id.clone());
    }
    let mut rows = Vec::new();
    for mut ids in members.into_values() {
        ids.sort_unstable();
        ids.dedup();
        if ids.len() > 1 {
            let words: Vec<&str> = std::iter::once("story").chain(ids.iter().map(String::as_str)).collect();
            let subject = stable_id(&words);
            let row = |id| SubjectRow {
                subject: subject.clone(),
                id,
                rule: "story".to_owned(),
                question: "What happened?".to_owned(),
                ..SubjectRow::default()
            };
            rows.extend(ids.into_iter().map(row));
        }
    }
    rows
}

/// The sources in an order that does not depend on how they were given, and what was read from them.
struct Read {
    sources: Vec<Source>,
    claims: Vec<Claim>,
    statements: usize,
    foreign: usize,
    /// The settings that any of the sources names.
    named: Named,
}

impl Read {
    fn of(sources: &[Source], rules: &Rules) -> Self {
        let mut sources = sources.to_vec();
        sources.par_sort_by(Source::order);
        let readings: Vec<Reading> = sources
            .par_iter()
            .enumerate()
            .map_init(Workspace::default, |workspace, (number, source)| claim::read(number, source, rules, workspace))
            .collect();
        let statements = readings.iter().map(|r| r.sentences).sum();
        let foreign = readings.iter().filter(|r| r.foreign).count();
        let mut named = Named::default();
        readings.iter().for_each(|reading| named.add(&reading.named));
        let claims = readings.into_iter().flat_map(|reading| reading.claims_in(&named, rules)).collect();
        Self { sources, claims, statements, foreign, named }
    }
}

/// Which sources the claims of topic-free rules may meet in; not worked out where there is no such rule.
pub(crate) fn company(sources: &[Source], rules: &Rules) -> Company {
    let has = |scope| rules.rules.iter().any(|rule| rule.scope == scope);
    // Both look at the same words of the sources: these are gathered once, and only where somebody asks.
    let words = LazyCell::new(|| story::Words::of(sources, &rules.language));
    let story = if has(Scope::Story) { words.stories().of_source } else { Vec::new() };
    let pair = if has(Scope::Closest) { words.closest() } else { Vec::new() };
    Company { story, pair }
}

/// One subject's findings as a dispute; `None` where nothing of it is shown.
fn dispute(
    subject: &Subject,
    judgement: &Judgement,
    standing: &Standing,
    evidence: &Evidence,
    origins: &Origins,
    settings: &Settings,
) -> Option<Dispute> {
    let rule = &evidence.rules.rules[subject.rule];
    let origins = origins_of_sides(standing, evidence, origins);
    let findings: Vec<Finding> = judgement
        .pairs
        .iter()
        .filter(|pair| settings.reports_verdict(pair.verdict))
        .map(|pair| conflict::finding(pair, [origins[&pair.sides.0], origins[&pair.sides.1]], rule, evidence))
        .filter(|finding| settings.reports_confidence(finding.confidence.value))
        .collect();
    if findings.is_empty() {
        return None;
    }
    let mut dispute = Dispute {
        id: subject_id(subject, rule, evidence.claims, evidence.sources),
        question: subject::question(rule, subject, &words(subject, evidence.claims, evidence.sources), &evidence.rules.language),
        rule: rule.name(),
        subject: subject_name(subject, rule),
        kind: rule.kind,
        severity: rule.severity,
        sides: sides(standing, &origins, judgement, rule, evidence),
        findings,
        unlisted: judgement.unjudged,
        later: later(judgement, standing, rule, evidence),
    };
    put_in_order(&mut dispute);
    Some(dispute)
}

/// The words that each claim of a subject rests on.
fn words<'s>(subject: &Subject, claims: &[Claim], sources: &'s [Source]) -> Vec<&'s str> {
    subject.claims.iter().map(|&at| claims[at].evidence.of(&sources[claims[at].statement.source].text)).collect()
}

/// The last claim that takes the place of one in a dispute, and stands in it on no side itself: a reader of the dispute must know of it.
fn later(judgement: &Judgement, standing: &Standing, rule: &Rule, evidence: &Evidence) -> Option<Party> {
    let stands: BTreeSet<usize> = standing.values().flatten().copied().collect();
    let published = |at: usize| evidence.sources[evidence.claims[at].statement.source].published;
    let updates = judgement.pairs.iter().filter(|pair| pair.verdict == Verdict::Update && stands.contains(&pair.a));
    let last = updates.map(|pair| pair.b).filter(|at| !stands.contains(at)).max_by_key(|&at| (published(at), std::cmp::Reverse(at)))?;
    let is_last = stands.iter().all(|&at| published(at) < published(last));
    is_last.then(|| conflict::party(&evidence.claims[last], rule, evidence))
}

/// Positions of a judgement, by their places, with the claims that stand in them.
type Standing = BTreeMap<usize, Vec<usize>>;

/// The positions that stand against each other in what is shown of a subject.
fn shown_sides(judgement: &Judgement, evidence: &Evidence, settings: &Settings) -> Standing {
    let shown = || judgement.pairs.iter().filter(|pair| settings.reports_verdict(pair.verdict));
    // Which verdicts a report shows does not change who stands where.
    let conflicts = judgement.pairs.iter().filter(|pair| pair.verdict.is_conflict());
    let at_odds: BTreeSet<usize> = shown().chain(conflicts).flat_map(|pair| [pair.a, pair.b]).collect();
    let judged: BTreeSet<usize> = judgement.pairs.iter().flat_map(|pair| [pair.a, pair.b]).collect();
    let sides: BTreeSet<usize> = shown().flat_map(|pair| [pair.sides.0, pair.sides.1]).collect();
    let standing = |side: usize| {
        let position = &judgement.positions[side];
        let (originals, copies) = position.claims.split_at(position.originals);
        // One that was judged and is at odds with nobody speaks of another time, or is replaced. It is no voice in the dispute.
        let (kept, left): (Vec<usize>, Vec<usize>) = originals.iter().partition(|at| at_odds.contains(at) || !judged.contains(at));
        let text = |at: &usize| evidence.claims[*at].statement.copy_key(evidence.sources);
        let left: BTreeSet<String> = left.iter().map(text).collect();
        let copies = copies.iter().filter(|at| left.is_empty() || !left.contains(&text(at)));
        kept.into_iter().chain(copies.copied()).collect()
    };
    sides.into_iter().map(|side| (side, standing(side))).collect()
}

/// How many origins each of them has.
fn origins_of_sides(sides: &Standing, evidence: &Evidence, origins: &Origins) -> BTreeMap<usize, usize> {
    let count = |claims: &[usize]| {
        let claims: Vec<&Claim> = claims.iter().map(|&at| &evidence.claims[at]).collect();
        origins.count(&claims, evidence.sources)
    };
    sides.iter().map(|(&side, claims)| (side, count(claims))).collect()
}

fn sides(standing: &Standing, origins: &BTreeMap<usize, usize>, judgement: &Judgement, rule: &Rule, evidence: &Evidence) -> Vec<Side> {
    let side = |(number, claims): (&usize, &Vec<usize>)| {
        let parties: Vec<Party> = claims.iter().map(|&at| conflict::party(&evidence.claims[at], rule, evidence)).collect();
        let position = &judgement.positions[*number];
        Side { answer: position.answer.clone(), denied: position.denied, outlets: outlets(&parties), parties, origins: origins[number] }
    };
    let mut sides: Vec<Side> = standing.iter().map(side).collect();
    sides.sort_by(|a, b| {
        b.origins
            .cmp(&a.origins)
            .then(b.outlets.cmp(&a.outlets))
            .then(b.parties.len().cmp(&a.parties.len()))
            .then_with(|| a.answer.cmp(&b.answer))
    });
    sides
}

/// Severity of a dispute, then its best confidence: what is shown first.
fn dispute_rank(dispute: &Dispute) -> (crate::verdict::Severity, f64, usize) {
    let best = dispute.findings.iter().map(|f| f.confidence.value).fold(0.0, f64::max);
    (dispute.severity, best, dispute.findings.len())
}

fn put_in_order(dispute: &mut Dispute) {
    dispute.findings.sort_by(|a, b| b.confidence.value.total_cmp(&a.confidence.value).then_with(|| a.id.cmp(&b.id)));
    dispute.severity = dispute.findings.iter().map(|f| f.severity).max().unwrap_or(dispute.severity);
}

/// Takes out what was found by tiers that are not reported, and counts the pairs that no other tier shows.
fn hold_back(disputes: &mut [Dispute]) -> Left {
    let reported = |finding: &&Finding| finding.confidence.tier.reported;
    let findings = || disputes.iter().flat_map(|dispute| &dispute.findings);
    let held: BTreeSet<_> = findings().filter(|finding| !reported(finding)).map(texts_of).collect();
    if held.is_empty() {
        return Left::default();
    }
    let shown: BTreeSet<_> = findings().filter(reported).map(texts_of).collect();
    let conflicts: BTreeSet<_> = findings().filter(|finding| !reported(finding) && finding.verdict.is_conflict()).map(texts_of).collect();
    let count = |pairs: &BTreeSet<_>| pairs.difference(&shown).count() as u64;
    let count = Left { all: count(&held), conflicts: count(&conflicts) };
    disputes.iter_mut().for_each(|dispute| dispute.retain(|finding| reported(&finding)));
    count
}

/// Two statements that are found at odds more than once, by several rules or several answers of one, are reported once: by
/// the strongest verdict, and the surest of those.
fn drop_repeated_pairs(disputes: &mut Vec<Dispute>) {
    let mut ranked: Vec<(usize, usize)> =
        disputes.iter().enumerate().flat_map(|(d, dispute)| (0..dispute.findings.len()).map(move |f| (d, f))).collect();
    ranked.sort_by(|&(d, f), &(e, g)| {
        let (x, y) = (&disputes[d].findings[f], &disputes[e].findings[g]);
        let sureness = y.confidence.value.total_cmp(&x.confidence.value);
        // Between equals the rule that stands first in its pack tells.
        x.verdict.cmp(&y.verdict).then(sureness).then((d, f).cmp(&(e, g)))
    });
    let mut told: BTreeMap<_, Vec<(usize, usize)>> = BTreeMap::new();
    ranked.into_iter().for_each(|at| told.entry(texts_of(&disputes[at.0].findings[at.1])).or_default().push(at));
    let mut kept: BTreeMap<(usize, usize), Vec<String>> = told.values().map(|told| (told[0], also(told, disputes))).collect();
    for (d, dispute) in disputes.iter_mut().enumerate() {
        for (f, finding) in dispute.findings.iter_mut().enumerate() {
            finding.also = kept.get_mut(&(d, f)).map(std::mem::take).unwrap_or_default();
        }
        let mut f = 0..;
        dispute.retain(|_| kept.contains_key(&(d, f.next().unwrap_or_default())));
    }
    disputes.retain(|dispute| !dispute.findings.is_empty());
    disputes.iter_mut().for_each(put_in_order);
}

/// The rules of some findings that are told once, but for the rule of the first: those that find a conflict.
fn also(told: &[(usize, usize)], disputes: &[Dispute]) -> Vec<String> {
    let mut rules: Vec<String> = Vec::new();
    let conflicts = told.iter().filter(|(d, f)| disputes[*d].findings[*f].verdict.is_conflict());
    for rule in conflicts.map(|(d, _)| &disputes[*d].rule).filter(|rule| **rule != disputes[told[0].0].rule) {
        if !rules.contains(rule) {
            rules.push(rule.clone());
        }
    }
    rules
}

/// The same in every run. The key of a rule free of topic may turn up in several stories, so its first statement tells them apart.
pub(crate) fn subject_id(subject: &Subject, rule: &Rule, claims: &[Claim], sources: &[Source]) -> String {
    let name = rule.name();
    let told = subject.claims.iter().map(|&at| claims[at].statement.text(sources)).min();
    let story = told.filter(|_| rule.scope != Scope::Anywhere);
    let words: Vec<&str> = std::iter::once(name.as_str()).chain(subject.key.iter().map(String::as_str)).chain(story).collect();
    stable_id(&words)
}

/// What a subject's question is asked of: the rule's key as read, else the rule's own name.
pub(crate) fn subject_name(subject: &Subject, rule: &Rule) -> String {
    if subject.key.is_empty() { rule.id.replace('-', " ") } else { subject.key.join("; ") }
}

/// A claim as a list shows it.
pub(crate) fn claim_row(claim: &Claim, sources: &[Source], rules: &Rules) -> ClaimRow {
    let rule = &rules.rules[claim.rule];
    let resolved = Resolved::default();
    let evidence = Evidence { sources, claims: &[], rules, resolved: &resolved };
    let party = conflict::party(claim, rule, &evidence);
    ClaimRow {
        id: party.id.clone(),
        source: party.source.clone(),
        date: party.date,
        file: party.file.clone(),
        line: party.line,
        speaker: party.speaker.clone(),
        rule: rule.name(),
        question: rule.ask.clone(),
        key: claim.key.join("; "),
        // The polarity says the rest: a no beside `denied` would be a yes.
        answer: claim.said(rule),
        polarity: if claim.denied { "denied" } else { "asserted" }.to_owned(),
        mood: if claim.hedged { format!("{:?} hedged", claim.mood).to_lowercase() } else { format!("{:?}", claim.mood).to_lowercase() },
        low: party.bounds.map(|bounds| bounds.0),
        high: party.bounds.map(|bounds| bounds.1),
        evidence: party.evidence_text().to_owned(),
        text: party.text,
    }
}

/// How many sources general rules may compare with others; nothing where no rule asks for stories.
fn stories(company: &Company) -> Option<Stories> {
    let crowds = |numbers: &[usize]| {
        let mut crowds = vec![0_usize; numbers.len()];
        numbers.iter().for_each(|&number| crowds[number] += 1);
        crowds
    };
    let [story, pair] = [&company.story, &company.pair].map(|numbers| crowds(numbers));
    let shares = |crowds: &[usize], number: Option<&usize>| number.is_some_and(|&number| crowds[number] > 1);
    let is_told = |at: &usize| shares(&story, company.story.get(*at)) || shares(&pair, company.pair.get(*at));
    let told = story.iter().filter(|&&sources| sources > 1).count();
    (!company.story.is_empty()).then(|| Stories { told, sources: (0..company.story.len()).filter(is_told).count() })
}

/// How many pairs of statements have which verdict, the strongest on each: what a report of every verdict would hold, but for the agreements
/// of rules free of topic.
fn strongest_verdicts<'j>(read: &Read, judged: impl Iterator<Item = (&'j Subject, &'j Judgement)>, rules: &Rules) -> Vec<(Verdict, u64)> {
    let counts = |rule: usize, verdict| rules.rules[rule].scope == Scope::Anywhere || verdict != Verdict::Agreement;
    let judged = judged.flat_map(|(subject, judgement)| judgement.pairs.iter().filter(move |pair| counts(subject.rule, pair.verdict)));
    let mut pairs: Vec<_> = judged
        .map(|pair| {
            let (a, b) = (read.claims[pair.a].statement, read.claims[pair.b].statement);
            (a.min(b), a.max(b), pair.verdict)
        })
        .collect();
    pairs.sort_unstable();
    pairs.dedup_by_key(|pair| (pair.0, pair.1));
    Verdict::ALL.iter().map(|&verdict| (verdict, pairs.iter().filter(|pair| pair.2 == verdict).count() as u64)).collect()
}

/// How many statements some claims are of.
fn statements<'c>(claims: impl Iterator<Item = &'c Claim>) -> usize {
    claims.map(|claim| claim.statement).collect::<BTreeSet<_>>().len()
}

fn summary(read: &Read, subjects: &[Subject], judgements: &[Judgement], rules: &Rules) -> Summary {
    Summary {
        sources: read.sources.len(),
        statements: read.statements,
        read: statements(read.claims.iter()),
        claims: read.claims.len(),
        subjects: subjects.iter().filter(|s| s.claims.len() > 1).count(),
        verdicts: strongest_verdicts(read, subjects.iter().zip(judgements), rules),
        unjudged: judgements.iter().map(|j| j.unjudged).sum(),
        foreign: read.foreign,
        own: own(read, subjects, judgements, rules),
        ..Summary::default()
    }
}

/// What the rules came to that do not come with the program.
fn own(read: &Read, subjects: &[Subject], judgements: &[Judgement], rules: &Rules) -> Option<Own> {
    let is_own = |rule: usize| !rules.rules[rule].is_built_in();
    let name = |rule: &Rule| rule.file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let files: BTreeSet<String> = rules.rules.iter().filter(|rule| !rule.is_built_in()).map(name).collect();
    let judged = subjects.iter().zip(judgements).filter(|(subject, _)| is_own(subject.rule));
    let claims = || read.claims.iter().filter(|claim| is_own(claim.rule));
    let said = statements(claims().filter(|claim| rules.rules[claim.rule].takes(claim.mood)));
    let own = Own {
        files: files.into_iter().collect(),
        read: said,
        unsaid: statements(claims()) - said,
        verdicts: strongest_verdicts(read, judged, rules).into_iter().filter(|(verdict, _)| verdict.is_conflict()).collect(),
    };
    (!own.files.is_empty()).then_some(own)
}
