//! What each rule does on an input, and what no rule reads: for authors who want to know what their rules cost and what they lack.

use crate::claim::{self, Claim};
use crate::conflict::{self, Evidence, Judged};
use crate::detect::company;
use crate::rule::matching::Workspace;
use crate::rule::setting::Named;
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::statement::Statement;
use crate::subject::{self, Resolved};
use crate::text::one_line;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

/// What a run of rules over sources came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stats {
    /// Each rule, in the order of the rules.
    pub rules: Vec<RuleStats>,
    /// How many statements there are.
    pub statements: usize,
    /// How many of them some rule read.
    pub read: usize,
    /// The main verbs of the others, the most frequent first.
    pub verbs: Vec<UnreadVerb>,
}

/// What one rule did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct RuleStats {
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// Whether it comes with the program.
    pub built_in: bool,
    /// How often one of its patterns matched, near its topic.
    pub matches: usize,
    /// How many claims that made.
    pub claims: usize,
    /// On how many subjects at least two claims met.
    pub subjects: usize,
    /// How many pairs were judged.
    pub pairs: usize,
    /// How many of them are conflicts. A report has fewer where several rules find the same two statements at odds.
    pub conflicts: usize,
}

/// A verb of statements that no rule read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnreadVerb {
    /// Its base form.
    pub verb: String,
    /// How many such statements turn on it.
    pub statements: usize,
    /// The first of them: the row's id, or `FILE:LINE`.
    pub id: String,
    /// And what it says.
    pub example: String,
}

/// Counts what each rule does on some sources, and gathers what no rule reads. The order of the sources does not matter.
pub fn stats(sources: &[Source], rules: &Rules) -> Stats {
    let mut sources = sources.to_vec();
    sources.par_sort_by(Source::order);
    let read: Vec<Read> = sources
        .par_iter()
        .enumerate()
        .map_init(Workspace::default, |workspace, (number, source)| Read::of(number, source, rules, workspace))
        .collect();
    let read = in_run(read, rules);
    let statements = read.iter().map(|read| read.statements).sum();
    let verbs = verbs(&read, &sources);
    let none = |rule: &Rule| RuleStats { rule: rule.name(), built_in: rule.is_built_in(), ..RuleStats::default() };
    let mut all: Vec<RuleStats> = rules.rules.iter().map(none).collect();
    read.iter().flat_map(|read| &read.matches).for_each(|&rule| all[rule].matches += 1);
    let claims: Vec<Claim> = read.into_iter().flat_map(|read| read.claims).collect();
    claims.iter().for_each(|claim| all[claim.rule].claims += 1);
    each_judgement(&sources, &claims, rules, |rule, met, pairs| {
        all[rule].subjects += usize::from(met > 1);
        all[rule].pairs += pairs.len();
        all[rule].conflicts += pairs.iter().filter(|pair| pair.verdict.is_conflict()).count();
    });
    let read = claims.iter().map(|claim| claim.statement).collect::<BTreeSet<Statement>>().len();
    Stats { rules: all, statements, read, verbs }
}

/// What was read in one source.
struct Read {
    statements: usize,
    /// The rule of each match.
    matches: Vec<usize>,
    claims: Vec<Claim>,
    /// The statements that no rule read, each with its main verb; before it is known what the run names, those too that only a rule of a pack
    /// with a setting read.
    unread: Vec<(String, Statement)>,
    named: Named,
}

/// Leaves out what short texts say to packs of which no source names the setting.
fn in_run(mut read: Vec<Read>, rules: &Rules) -> Vec<Read> {
    let mut named = Named::default();
    read.iter().for_each(|read| named.add(&read.named));
    for one in &mut read {
        one.matches.retain(|&rule| rules.is_set(rule, &named));
        one.claims.retain(|claim| rules.is_set(claim.rule, &named));
        let read: BTreeSet<Statement> = one.claims.iter().map(|claim| claim.statement).collect();
        one.unread.retain(|(_, statement)| !read.contains(statement));
    }
    read
}

impl Read {
    fn of(number: usize, source: &Source, rules: &Rules, workspace: &mut Workspace) -> Self {
        let sentences = rules.language.read(&source.text, source.published);
        let (found, named) = rules.matches_in(source, &sentences, workspace);
        let matches = found.iter().map(|found| found.rule).collect();
        let claims = claim::read_matches(number, source, &sentences, found, rules);
        let sure = claims.iter().filter(|claim| rules.is_set(claim.rule, &named));
        let read: BTreeSet<Statement> = sure.map(|claim| claim.statement).collect();
        let unread = sentences
            .iter()
            .map(|sentence| (sentence, Statement { source: number, span: sentence.span }))
            .filter(|(_, statement)| !read.contains(statement))
            .filter_map(|(sentence, statement)| Some((rules.language.main_verb(&source.text, sentence)?, statement)))
            .collect();
        Self { statements: sentences.len(), matches, claims, unread, named }
    }
}

fn verbs(read: &[Read], sources: &[Source]) -> Vec<UnreadVerb> {
    let mut statements: BTreeMap<&str, Vec<Statement>> = BTreeMap::new();
    for (verb, statement) in read.iter().flat_map(|read| &read.unread) {
        statements.entry(verb).or_default().push(*statement);
    }
    let row = |(verb, statements): (&str, Vec<Statement>)| UnreadVerb {
        verb: verb.to_owned(),
        statements: statements.len(),
        id: statements[0].id(sources),
        example: one_line(statements[0].text(sources)).into_owned(),
    };
    let mut verbs: Vec<UnreadVerb> = statements.into_iter().map(row).collect();
    // A stable sort: verbs that are equally frequent stay in the order of the alphabet.
    verbs.sort_by_key(|verb| std::cmp::Reverse(verb.statements));
    verbs
}

/// How many pairs of one subject are judged, as in a report.
fn cap() -> usize {
    crate::detect::Settings::default().pair_cap
}

/// Judges every subject, and tells of each its rule, how many claims met, and the judged pairs.
fn each_judgement(sources: &[Source], claims: &[Claim], rules: &Rules, mut tell: impl FnMut(usize, usize, &[Judged])) {
    let company = company(sources, rules);
    let resolved = Resolved::of(claims, rules, &company);
    let subjects = subject::group(claims, rules, &resolved, &company);
    let evidence = Evidence { sources, claims, rules, resolved: &resolved };
    let judgements: Vec<_> = subjects.par_iter().map(|subject| conflict::judge(subject, &evidence, cap())).collect();
    subjects.iter().zip(&judgements).for_each(|(subject, judgement)| tell(subject.rule, subject.claims.len(), &judgement.pairs));
}

/// How long each rule takes to read the sources, if it is the only one; the reading of the sentences themselves is left out. `clock`
/// tells the time since some moment. One thread, one rule after the other, so that no rule waits for another.
pub fn times(sources: &[Source], rules: &Rules, clock: impl Fn() -> Duration) -> Vec<Duration> {
    let mut times = vec![Duration::ZERO; rules.rules.len()];
    let mut workspace = Workspace::default();
    for (number, source) in sources.iter().enumerate() {
        let sentences = rules.language.read(&source.text, source.published);
        for (rule, time) in times.iter_mut().enumerate() {
            let start = clock();
            let found = rules.matches_of(rule, &sentences, &mut workspace);
            drop(claim::read_matches(number, source, &sentences, found, rules));
            *time += clock().saturating_sub(start);
        }
    }
    times
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::compile_text;
    use std::cell::Cell;

    const RULES: &str = r#"
[pack]
id = "desk"
title = "Rules of the test"
[[rule]]
id = "cause"
ask = "Why?"
shape = "one-of"
[[rule.answer]]
value = "drones"
say = ["drone ...2 hit"]
[[rule.answer]]
value = "heat"
say = ["heat ...2 cause"]
[[rule]]
id = "idle"
ask = "When?"
shape = "yes-no"
say = ["never met"]
"#;

    fn sources() -> Vec<Source> {
        let source = |id: &str, text: &str| Source { id: id.into(), outlet: id.into(), text: text.into(), ..Source::default() };
        vec![
            source("r1", "A drone hit the depot. The mayor opened the bridge."),
            source("r2", "Heat caused the blast. Workers opened a gate. The guards left."),
            source("r3", "A drone hit the depot hard."),
        ]
    }

    #[test]
    fn counts_what_rules_do_and_what_none_reads() {
        let found = stats(&sources(), &compile_text(RULES));
        let cause = RuleStats { rule: "desk/cause".into(), built_in: false, matches: 3, claims: 3, subjects: 1, pairs: 3, conflicts: 2 };
        assert_eq!(found.rules, [cause, RuleStats { rule: "desk/idle".into(), ..RuleStats::default() }]);
        assert_eq!((found.statements, found.read), (6, 3));
        let verbs: Vec<_> = found.verbs.iter().map(|verb| (verb.verb.as_str(), verb.statements, verb.example.as_str())).collect();
        assert_eq!(verbs, [("open", 2, "The mayor opened the bridge."), ("leave", 1, "The guards left.")]);
    }

    #[test]
    fn the_order_of_sources_does_not_matter() {
        let mut turned = sources();
        turned.reverse();
        let rules = compile_text(RULES);
        assert_eq!(stats(&turned, &rules), stats(&sources(), &rules));
    }

    #[test]
    fn times_each_rule_alone_by_the_clock_it_is_given() {
        let ticks = Cell::new(0);
        let clock = || {
            ticks.set(ticks.get() + 1);
            Duration::from_millis(ticks.get())
        };
        // Between the two looks at the clock, one tick for each of three sources.
        assert_eq!(times(&sources(), &compile_text(RULES), clock), [Duration::from_millis(3); 2]);
    }

    #[test]
    fn a_rule_alone_matches_what_it_matches_in_company() {
        let rules = compile_text(RULES);
        let mut workspace = Workspace::default();
        for source in sources() {
            let sentences = rules.language.read(&source.text, None);
            let all = rules.matches(&sentences, &mut workspace);
            let alone: Vec<_> = (0..rules.rules.len()).flat_map(|rule| rules.matches_of(rule, &sentences, &mut workspace)).collect();
            assert_eq!(format!("{all:?}"), format!("{alone:?}"));
        }
    }
}
