//! Conflicts that no rule finds: sentences of one story held against each other word by word, by [`crate::pair`].
//!
//! What is found has no question, only a ground: a denial, a figure, a date. Its tiers are `pair/GROUND`; few of them are right often
//! enough to be reported unasked, so this is worked out only where such a tier is reported or all are asked for.
//!
//! A pure function of sources and stories. Copies of one sentence count once.

use crate::conflict::finding::{Confidence, Dispute, Finding, Party, Review, Side};
use crate::conflict::{Said, pair_id, party_of, stable_id};
use crate::language::{Sentence, english};
use crate::origin::Groups;
use crate::pair::{self, Ground, Hit, Text};
use crate::rule::Rules;
use crate::source::Source;
use crate::statement::Statement;
use crate::text::Span;
use crate::verdict::{Kind, Severity, Verdict};
use rustc_hash::FxHashSet;
use std::collections::BTreeMap;

/// The name of the tier of a ground, from the narrower to the wider one.
pub fn tier_names(ground: Ground) -> [String; 2] {
    [format!("pair/{}", ground.name()), "pair".to_owned()]
}

/// Whether something that stands in the place of a rule's name is the name of such a tier.
pub fn is_tier(name: &str) -> bool {
    Ground::ALL.iter().any(|ground| tier_names(*ground)[0] == name)
}

/// The stories in which anything can meet: the sources of each, in order, where there is more than one.
pub fn stories(of_source: &[usize]) -> Vec<Vec<usize>> {
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    of_source.iter().enumerate().for_each(|(source, &story)| members.entry(story).or_default().push(source));
    members.into_values().filter(|sources| sources.len() > 1).collect()
}

/// The disputes of one story.
pub fn disputes(members: &[usize], sources: &[Source], rules: &Rules) -> Vec<Dispute> {
    let lines = lines(members, sources, rules);
    let texts: Vec<Text> = lines.iter().map(|line| line.text(sources, rules)).collect();
    let of: Vec<usize> = lines.iter().map(|line| line.statement.source).collect();
    let hits = pair::sweep(&texts, &of);
    together(&hits).into_iter().map(|hits| dispute(&hits, &lines, sources, rules)).collect()
}

/// One sentence and where it stands.
struct Line {
    statement: Statement,
    sentence: Sentence,
}

impl Line {
    fn text(&self, sources: &[Source], rules: &Rules) -> Text {
        Text::new(&sources[self.statement.source].text, std::slice::from_ref(&self.sentence), &rules.language)
    }

    /// As a report shows it, with the words that matter.
    fn party(&self, words: Span, sources: &[Source]) -> Party {
        let source = &sources[self.statement.source];
        let words = if self.statement.span.contains(words) { words } else { self.statement.span };
        let at = self.sentence.tokens.iter().position(|token| token.span.end > words.start).unwrap_or_default();
        let speaker = self.sentence.attribution_at(at).map_or(source.speaker.as_str(), |found| &found.speaker);
        let answer = crate::text::one_line(words.of(&source.text)).into_owned();
        party_of(self.statement, Said { words, speaker, answer, denied: false, bounds: None }, sources)
    }

    /// The outlet, nothing where none is named, and the words: what a pair is known by.
    fn told<'s>(&self, sources: &'s [Source]) -> [&'s str; 2] {
        [&sources[self.statement.source].outlet, self.statement.text(sources)]
    }
}

/// All sentences of a story, copies left out.
fn lines(members: &[usize], sources: &[Source], rules: &Rules) -> Vec<Line> {
    let mut seen = FxHashSet::default();
    let mut lines = Vec::new();
    for &source in members {
        let sentences = rules.language.read(&sources[source].text, sources[source].published);
        if english::share(&sentences).is_foreign() {
            continue;
        }
        for sentence in sentences {
            let statement = Statement { source, span: sentence.span };
            if seen.insert(statement.copy_key(sources)) {
                lines.push(Line { statement, sentence });
            }
        }
    }
    lines
}

/// Puts hits on one ground together that share a sentence.
fn together(hits: &[Hit]) -> Vec<Vec<&Hit>> {
    let mut groups = Groups::new(hits.len());
    let mut seen: BTreeMap<(Option<Ground>, usize), usize> = BTreeMap::new();
    for (at, hit) in hits.iter().enumerate() {
        for sentence in [hit.a, hit.b] {
            let other = *seen.entry((hit.comparison.ground, sentence)).or_insert(at);
            groups.join(at, other);
        }
    }
    let mut together: BTreeMap<usize, Vec<&Hit>> = BTreeMap::new();
    for (at, hit) in hits.iter().enumerate() {
        together.entry(groups.first(at)).or_default().push(hit);
    }
    together.into_values().collect()
}

fn dispute(hits: &[&Hit], lines: &[Line], sources: &[Source], rules: &Rules) -> Dispute {
    let findings: Vec<Finding> = hits.iter().map(|hit| finding(hit, lines, sources, rules)).collect();
    let kind = findings[0].kind;
    let rule = rule_name(hits[0]);
    let mut parties: BTreeMap<&str, Party> = BTreeMap::new();
    for party in findings.iter().flat_map(|finding| [&finding.a, &finding.b]) {
        parties.entry(party.text.as_str()).or_insert_with(|| party.clone());
    }
    let words: Vec<&str> = std::iter::once(rule.as_str()).chain(parties.keys().take(1).copied()).collect();
    let id = stable_id(&words);
    let side = |party: Party| Side { answer: party.answer.clone(), parties: vec![party], denied: false, outlets: 1, origins: 1 };
    Dispute {
        id,
        question: question(kind).to_owned(),
        subject: subject(&findings[0]),
        rule,
        kind,
        severity: Severity::Low,
        sides: parties.into_values().map(side).collect(),
        findings,
        unlisted: 0,
        later: None,
    }
}

/// What stands in the place of a rule's name.
fn rule_name(hit: &Hit) -> String {
    hit.comparison.ground.map_or_else(String::new, |ground| tier_names(ground)[0].clone())
}

/// Two statements have no question; this is what their kind of conflict asks.
fn question(kind: Kind) -> &'static str {
    match kind {
        Kind::Quantity => "How many, or how much?",
        Kind::Date => "When?",
        Kind::Status => "Which of the two is it?",
        Kind::Answer => "Who, or what?",
        _ => "Is it so?",
    }
}

/// The words that both statements have: what they are about, as far as that can be told without a rule.
fn subject(finding: &Finding) -> String {
    let is_name = |word: &&str| word.chars().next().is_some_and(char::is_uppercase) && word.len() > 2;
    let words = |text: &'_ str| -> Vec<String> { text.split(|c: char| !c.is_alphanumeric()).filter(is_name).map(str::to_owned).collect() };
    let other = words(&finding.b.text);
    let mut shared: Vec<String> = Vec::new();
    for word in words(&finding.a.text).into_iter().filter(|word| other.contains(word)) {
        if !shared.contains(&word) && shared.len() < 4 {
            shared.push(word);
        }
    }
    if shared.is_empty() { finding.kind.name().to_owned() } else { shared.join("; ") }
}

fn finding(hit: &Hit, lines: &[Line], sources: &[Source], rules: &Rules) -> Finding {
    let comparison = &hit.comparison;
    let (a, b) = (lines[hit.a].party(comparison.a_evidence, sources), lines[hit.b].party(comparison.b_evidence, sources));
    let rule = rule_name(hit);
    let tier = rules.tiers.of(&[&rule, "pair"]);
    Finding {
        id: pair_id(&rule, [hit.a, hit.b].map(|at| lines[at].told(sources))),
        verdict: comparison.verdict.unwrap_or(Verdict::Tension),
        kind: comparison.kind.unwrap_or(Kind::Answer),
        severity: Severity::Low,
        confidence: Confidence::of(tier, [("strength", comparison.score)]),
        reason: format!(
            "{} said: {}; {} said: {}. {}.",
            a.speaker,
            quoted(a.evidence_text()),
            b.speaker,
            quoted(b.evidence_text()),
            sentence(&comparison.reason)
        ),
        a,
        b,
        origins: [1, 1],
        also: Vec::new(),
        review: Review::default(),
    }
}

/// The words of a statement, cut to a length that can be read in passing.
fn quoted(words: &str) -> String {
    const LONGEST: usize = 80;
    let words = crate::text::one_line(words);
    let cut = words.char_indices().nth(LONGEST).map_or(words.len(), |(at, _)| at);
    if cut == words.len() { format!("“{words}”") } else { format!("“{}…”", words[..cut].trim_end()) }
}

fn sentence(words: &str) -> String {
    let mut chars = words.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}
