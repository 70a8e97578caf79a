//! Running the rules over the sentences of one source: which rule reads which sentence, and how.

use super::automaton::{Filled, Hit, PartId, Scratch};
use super::pattern::Fill;
use super::{Compiled, Rule, Rules};
use crate::language::Sentence;
use std::ops::Range;

/// A rule that reads a sentence, one way.
#[derive(Debug, Clone)]
pub struct Match {
    /// Which rule, by its place in [`Rules::rules`].
    pub rule: usize,
    /// Which sentence of the source.
    pub sentence: usize,
    /// Which named answer; 0 where the value is a slot.
    pub answer: usize,
    /// Whether the pattern says that the answer is not so.
    pub denies: bool,
    /// The tokens from the first to the last that the pattern took.
    pub tokens: Range<usize>,
    /// The tokens that words of the pattern took; those in gaps are not among them.
    pub literals: Vec<usize>,
    /// What filled the slots.
    pub fillers: Vec<Filler>,
}

/// What filled a slot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filler {
    /// The slot, by its place in [`Rule::slots`].
    pub slot: usize,
    /// Its kind.
    pub fill: Fill,
    /// The tokens that filled it.
    pub tokens: Range<usize>,
    /// Which of the sentence's phrases, numbers or moments it is, by the kind; or which entry of a list.
    pub index: usize,
}

/// What keeps a rule from reading a sentence that it comes near to reading; the nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Missing {
    /// The rule would read it, but nothing names the setting of its pack.
    Setting,
    /// A pattern of an answer is there, and so are words of the rule's `unless`.
    Unless,
    /// A pattern of an answer is there, but not all of the rule's `about`.
    About,
    /// The rule's `about` is there, but no pattern of an answer.
    Answer,
    /// Neither is there. Told of a user's own rules alone: of all others it is true of almost every sentence.
    Both,
}

/// Room to work in, kept from source to source.
#[derive(Debug, Default)]
pub struct Workspace {
    scratch: Scratch,
}

impl Rules {
    /// Everything that any rule reads in the sentences of one source, by rule, sentence and place, whatever the settings of their packs.
    pub fn matches(&self, sentences: &[Sentence], workspace: &mut Workspace) -> Vec<Match> {
        self.matches_and_hits(sentences, workspace).0
    }

    /// The same, with what the parts that were run found in each sentence; the parts of settings are among them.
    pub(super) fn matches_and_hits(&self, sentences: &[Sentence], workspace: &mut Workspace) -> (Vec<Match>, Vec<Vec<Hit>>) {
        let parts = self.to_run(sentences, workspace);
        let run = |(sentence, parts): (&Sentence, Vec<PartId>)| self.automaton.run(&parts, sentence, &mut workspace.scratch);
        let hits: Vec<Vec<Hit>> = sentences.iter().zip(parts).map(run).collect();
        (self.found(&hits), hits)
    }

    /// The parts that each sentence must be tried for: those of rules of which a way to say an answer may be there, and all topic words may
    /// be near; and those of settings. Told by the words alone, it spares most sentences most parts, such as the `unless` of rules that are
    /// far from reading them.
    fn to_run(&self, sentences: &[Sentence], workspace: &mut Workspace) -> Vec<Vec<PartId>> {
        let called: Vec<Vec<PartId>> =
            sentences.iter().map(|s| self.automaton.called(&(0..PartId::MAX), s, &mut workspace.scratch)).collect();
        let settings = self.setting_parts();
        let mut to_run: Vec<Vec<PartId>> =
            called.iter().map(|parts| parts[..parts.partition_point(|&part| part < settings.end)].to_vec()).collect();
        for at in 0..sentences.len() {
            for (rule, parts) in self.by_rule(&called[at]) {
                let near = near(rule, at, sentences.len());
                let is_near = |pattern: &Compiled| near.clone().any(|i| may_occur(pattern, &called[i]));
                if rule.ways.iter().any(|way| may_occur(&way.pattern, parts)) && rule.about.iter().all(is_near) {
                    to_run[at].extend(parts);
                    for topic in rule.about.iter().flat_map(|pattern| pattern.present.iter().chain(&pattern.absent)) {
                        near.clone().filter(|&i| called[i].binary_search(topic).is_ok()).for_each(|i| to_run[i].push(*topic));
                    }
                }
            }
        }
        for parts in &mut to_run {
            parts.sort_unstable();
            parts.dedup();
        }
        to_run
    }

    /// Parts, which stand in their order, by the rule that they belong to.
    fn by_rule<'a>(&'a self, mut parts: &'a [PartId]) -> impl Iterator<Item = (&'a Rule, &'a [PartId])> {
        std::iter::from_fn(move || {
            loop {
                let first = *parts.first()?;
                let rule = self.rules.get(self.rules.partition_point(|rule| rule.parts.end <= first))?;
                // Before the parts of a rule may stand those of settings, and of a rule that could not be used.
                parts = &parts[parts.partition_point(|&part| part < rule.parts.start)..];
                let (own, rest) = parts.split_at(parts.partition_point(|&part| part < rule.parts.end));
                parts = rest;
                if !own.is_empty() {
                    return Some((rule, own));
                }
            }
        })
    }

    /// What an entry of a list that fills a slot is called, by the index of its [`Filler`].
    pub fn entry(&self, index: usize) -> &str {
        self.automaton.label_of(index)
    }

    /// Everything that one rule reads, if it is the only one.
    pub fn matches_of(&self, rule: usize, sentences: &[Sentence], workspace: &mut Workspace) -> Vec<Match> {
        self.found(&self.hits_of(rule, sentences, workspace))
    }

    fn found(&self, hits: &[Vec<Hit>]) -> Vec<Match> {
        if hits.iter().all(Vec::is_empty) {
            return Vec::new();
        }
        let mut found = Vec::new();
        for (number, at) in self.concerned(hits) {
            self.sentence_matches(number, &self.rules[number], at, hits, &mut found);
        }
        found
    }

    /// Which rules have a part that hits which sentence, in order. The rules stand in the order of their parts.
    fn concerned(&self, hits: &[Vec<Hit>]) -> Vec<(usize, usize)> {
        let rule_of = |part: PartId| {
            let number = self.rules.partition_point(|rule| rule.parts.start <= part).checked_sub(1)?;
            self.rules[number].parts.contains(&part).then_some(number)
        };
        let mut concerned: Vec<(usize, usize)> = Vec::new();
        for (at, hits) in hits.iter().enumerate() {
            concerned.extend(hits.iter().filter_map(|hit| Some((rule_of(hit.part)?, at))));
        }
        concerned.sort_unstable();
        concerned.dedup();
        concerned
    }

    /// For each of some sentences of a source, the rules that come near to reading it and do not, by their places, each with what
    /// is missing.
    pub fn near(&self, sentences: &[Sentence], some: &[usize], workspace: &mut Workspace) -> Vec<Vec<(usize, Missing)>> {
        let hits = self.hits(sentences, workspace);
        let of = |at: usize| self.rules.iter().enumerate().filter_map(|(number, rule)| Some((number, missing(rule, at, &hits)?))).collect();
        some.iter().map(|&at| of(at)).collect()
    }

    /// What the parts of all patterns find in each sentence.
    pub(super) fn hits(&self, sentences: &[Sentence], workspace: &mut Workspace) -> Vec<Vec<Hit>> {
        self.hits_within(&(0..PartId::MAX), sentences, workspace)
    }

    /// What the parts of one rule's patterns find in each sentence.
    pub(super) fn hits_of(&self, rule: usize, sentences: &[Sentence], workspace: &mut Workspace) -> Vec<Vec<Hit>> {
        self.hits_within(&self.rules[rule].parts, sentences, workspace)
    }

    pub(super) fn hits_within(&self, some: &Range<PartId>, sentences: &[Sentence], workspace: &mut Workspace) -> Vec<Vec<Hit>> {
        let mut run = |sentence: &Sentence| {
            let parts = self.automaton.called(some, sentence, &mut workspace.scratch);
            self.automaton.run(&parts, sentence, &mut workspace.scratch)
        };
        sentences.iter().map(&mut run).collect()
    }

    fn sentence_matches(&self, number: usize, rule: &Rule, at: usize, hits: &[Vec<Hit>], found: &mut Vec<Match>) {
        let mut here = Vec::new();
        for way in &rule.ways {
            for (tokens, literals, filled) in combine(&way.pattern, &hits[at]) {
                let fillers = filled.into_iter().map(|f| filler(rule, f)).collect();
                here.push(Match { rule: number, sentence: at, answer: way.answer, denies: way.denies, tokens, literals, fillers });
            }
        }
        if !here.is_empty() && is_about(rule, at, hits) && !is_unless(rule, at, hits) {
            found.append(&mut here);
        }
    }
}

/// What a rule misses in a sentence that it comes near to reading; `None` when it reads it, or is far from it.
fn missing(rule: &Rule, at: usize, hits: &[Vec<Hit>]) -> Option<Missing> {
    let answers = rule.ways.iter().any(|way| !combine(&way.pattern, &hits[at]).is_empty());
    match (answers, is_about(rule, at, hits)) {
        (true, false) => Some(Missing::About),
        (true, true) => is_unless(rule, at, hits).then_some(Missing::Unless),
        // A rule without topic words is about everything.
        (false, true) if !rule.about.is_empty() => Some(Missing::Answer),
        (false, _) => (!rule.is_built_in()).then_some(Missing::Both),
    }
}

fn is_unless(rule: &Rule, at: usize, hits: &[Vec<Hit>]) -> bool {
    rule.unless.iter().any(|pattern| occurs(pattern, &hits[at]))
}

fn filler(rule: &Rule, filled: Filled) -> Filler {
    let slot = usize::from(filled.slot);
    let fill = rule.slots.get(slot).map_or(Fill::Phrase, |s| s.fill);
    Filler { slot, fill, tokens: filled.tokens, index: filled.value }
}

/// Whether every topic pattern is found in the sentence or near it.
fn is_about(rule: &Rule, at: usize, hits: &[Vec<Hit>]) -> bool {
    let near = near(rule, at, hits.len());
    rule.about.iter().all(|pattern| near.clone().any(|i| occurs(pattern, &hits[i])))
}

/// The sentences in which a rule looks for its topic words.
pub(super) fn near(rule: &Rule, at: usize, sentences: usize) -> Range<usize> {
    at.saturating_sub(rule.near)..(at + rule.near + 1).min(sentences)
}

/// Whether a pattern can be in a sentence that calls for these parts.
fn may_occur(pattern: &Compiled, called: &[PartId]) -> bool {
    pattern.present.iter().all(|part| called.binary_search(part).is_ok())
}

/// Whether a pattern is in a sentence, whatever it takes there.
pub(super) fn occurs(pattern: &Compiled, hits: &[Hit]) -> bool {
    let has = |part: &PartId| !of_part(*part, hits).is_empty();
    pattern.present.iter().all(has) && !pattern.absent.iter().any(has)
}

/// The hits of one part; hits are sorted by part.
fn of_part(part: PartId, hits: &[Hit]) -> &[Hit] {
    let from = hits.partition_point(|h| h.part < part);
    let to = from + hits[from..].partition_point(|h| h.part == part);
    &hits[from..to]
}

type Combined = (Range<usize>, Vec<usize>, Vec<Filled>);

/// The matches of a whole pattern: each match of its first part, with the nearest match of every other part.
pub(super) fn combine(pattern: &Compiled, hits: &[Hit]) -> Vec<Combined> {
    if pattern.absent.iter().any(|part| !of_part(*part, hits).is_empty()) {
        return Vec::new();
    }
    let Some((first, others)) = pattern.present.split_first() else { return Vec::new() };
    let with_others = |hit: &Hit| {
        let mut all = (hit.tokens.clone(), hit.literals.clone(), hit.filled.clone());
        for part in others {
            let nearest = of_part(*part, hits).iter().min_by_key(|other| (distance(&hit.tokens, &other.tokens), other.tokens.start))?;
            all.0 = all.0.start.min(nearest.tokens.start)..all.0.end.max(nearest.tokens.end);
            all.1.extend(&nearest.literals);
            all.2.extend(nearest.filled.iter().cloned());
        }
        all.1.sort_unstable();
        all.1.dedup();
        Some(all)
    };
    of_part(*first, hits).iter().filter_map(with_others).collect()
}

/// How many tokens lie between two ranges; 0 when they touch or overlap.
fn distance(a: &Range<usize>, b: &Range<usize>) -> usize {
    a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Choice;

    /// What is spared by the words of a text alone, parts and whole rules, is what would have come to nothing.
    #[test]
    fn finds_all_that_is_found_when_nothing_is_spared() {
        let (rules, _) = Rules::load(&Choice::default()).unwrap();
        let all: Vec<PartId> = (0..rules.automaton.next_part()).collect();
        let examples: Vec<&str> =
            rules.rules.iter().flat_map(|rule| &rule.examples).flat_map(|example| &example.texts).map(String::as_str).collect();
        let mut workspace = Workspace::default();
        // Six texts of several rules as one source, so that topic words of one stand near the answers of another.
        for texts in examples.chunks(6).step_by(4) {
            let sentences = rules.language.read(&texts.join(" "), None);
            let spared = rules.matches(&sentences, &mut workspace);
            let hits: Vec<Vec<Hit>> = sentences.iter().map(|s| rules.automaton.run(&all, s, &mut workspace.scratch)).collect();
            assert_eq!(format!("{spared:?}"), format!("{:?}", rules.found(&hits)), "{texts:?}");
        }
    }
}
