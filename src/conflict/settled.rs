//! What the rules of a topic have settled. Where one of them has judged the very words of two statements to be no conflict, a rule free of
//! topic, which knows less of the matter, does not report them as one.

use super::finding::{Dispute, Finding, Party, Texts, texts, texts_of};
use super::{Because, Evidence, Judged, Judgement, party};
use crate::rule::Rule;
use crate::statement::Statement;
use crate::text::Span;
use crate::verdict::{Kind, Verdict};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

type Pair = [Statement; 2];

/// That a rule of a topic has judged two statements to be no conflict.
struct Ruling {
    rule: usize,
    verdict: Verdict,
    /// The words that it went by, of each statement.
    words: [Span; 2],
}

/// Gives each conflict that a general rule finds, and a rule of a topic has judged to be none on the same words, the verdict of the latter.
/// The judgements stand in the order of their subjects, whose rules are told by place.
pub(crate) fn settle(judgements: &mut [Judgement], rules: &[usize], evidence: &Evidence) {
    let general = |at: usize| evidence.rules.rules[rules[at]].is_general();
    let all = || judgements.iter().enumerate().flat_map(|(at, judgement)| judgement.pairs.iter().map(move |judged| (at, judged)));
    let conflicts = all().filter(|&(at, judged)| judged.verdict.is_conflict() && general(at));
    let wanted: FxHashSet<Pair> = conflicts.map(|(_, judged)| told(judged, evidence).0).collect();
    if wanted.is_empty() {
        return;
    }
    let mut rulings: FxHashMap<Pair, Vec<Ruling>> = FxHashMap::default();
    for (at, judged) in all().filter(|&(at, judged)| !judged.verdict.is_conflict() && !general(at)) {
        let (pair, words) = told(judged, evidence);
        if wanted.contains(&pair) {
            rulings.entry(pair).or_default().push(Ruling { rule: rules[at], verdict: judged.verdict, words });
        }
    }
    if rulings.is_empty() {
        return;
    }
    for (at, judgement) in judgements.iter_mut().enumerate().filter(|(at, _)| general(*at)) {
        let rule = &evidence.rules.rules[rules[at]];
        judgement
            .pairs
            .iter_mut()
            .filter(|judged| judged.verdict.is_conflict())
            .for_each(|judged| yield_to(&rulings, judged, rule, evidence));
    }
}

fn yield_to(rulings: &FxHashMap<Pair, Vec<Ruling>>, judged: &mut Judged, rule: &Rule, evidence: &Evidence) {
    let (pair, words) = told(judged, evidence);
    let settles = |ruling: &&Ruling| {
        let same_words = ruling.words.iter().zip(words).all(|(own, other)| own.overlaps(other));
        same_words && is_one_matter(evidence.rules.rules[ruling.rule].kind, rule.kind)
    };
    if let Some(ruling) = rulings.get(&pair).and_then(|rulings| rulings.iter().find(settles)) {
        judged.verdict = ruling.verdict;
        judged.because = Because::Settled { rule: ruling.rule, verdict: ruling.verdict };
        judged.circumstances.clear();
    }
}

/// Takes out of what was found without a rule, word by word, what a rule of a topic has judged to be no conflict on the same words.
pub(crate) fn settle_unread(found: &mut [Dispute], judgements: &[Judgement], rules: &[usize], evidence: &Evidence) {
    let wanted: BTreeSet<Texts> = found.iter().flat_map(|dispute| &dispute.findings).map(texts_of).collect();
    if wanted.is_empty() {
        return;
    }
    let mut rulings: BTreeMap<Texts, Vec<(Kind, [Party; 2])>> = BTreeMap::new();
    for (judgement, &number) in judgements.iter().zip(rules).filter(|(_, number)| !evidence.rules.rules[**number].is_general()) {
        let rule = &evidence.rules.rules[number];
        for judged in judgement.pairs.iter().filter(|judged| !judged.verdict.is_conflict()) {
            let [a, b] = [judged.a, judged.b].map(|at| party(&evidence.claims[at], rule, evidence));
            let pair = texts(&a, &b);
            if wanted.contains(&pair) {
                rulings.entry(pair).or_default().push((rule.kind, [a, b]));
            }
        }
    }
    let settled = |finding: &Finding| {
        let same_words = |own: &[Party; 2]| [&finding.a, &finding.b].iter().all(|party| own.iter().any(|own| shares_words(own, party)));
        let rulings = rulings.get(&texts_of(finding));
        rulings.is_some_and(|rulings| rulings.iter().any(|(kind, own)| is_one_matter(*kind, finding.kind) && same_words(own)))
    };
    found.iter_mut().for_each(|dispute| dispute.retain(|finding| !settled(finding)));
}

fn shares_words(one: &Party, other: &Party) -> bool {
    (&one.id, &one.text) == (&other.id, &other.text) && one.evidence.overlaps(other.evidence)
}

/// Whether a rule of a topic asks what a general rule asks, by their kinds. Whether a whole clause is denied is asked of all that can be said.
fn is_one_matter(topic: Kind, general: Kind) -> bool {
    general == Kind::Denial || general == topic
}

/// The statements of a pair in the order of the run, and the words in each that the rule went by.
fn told(judged: &Judged, evidence: &Evidence) -> (Pair, [Span; 2]) {
    let mut both = [judged.a, judged.b].map(|at| (evidence.claims[at].statement, evidence.claims[at].evidence));
    both.sort_unstable();
    (both.map(|(statement, _)| statement), both.map(|(_, words)| words))
}
