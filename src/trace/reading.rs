//! What was read in a statement.

use crate::claim::{self, Unclaimed};
use crate::conflict::Evidence;
use crate::detect::{self, ClaimRow};
use crate::language::attribution::Attribution;
use crate::language::date::Moment;
use crate::language::number::Number;
use crate::language::scope::Scope;
use crate::language::{Sentence, Tokens};
use crate::rule::matching::{Match, Workspace};
use crate::rule::miss::Miss;
use crate::rule::setting::{Named, is_long};
use crate::rule::{Missing, Rule, Rules};
use crate::source::Source;
use crate::statement::Statement;
use crate::text::{Span, one_line, with_whole_quotations};
use crate::value::grouped;
use jiff::civil::Date;
use serde::Serialize;
use std::collections::BTreeSet;

/// What was read in one statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Reading {
    /// Its name in a report.
    pub id: String,
    /// The outlet; empty where nothing names one.
    pub source: String,
    /// When it was published.
    pub date: Option<Date>,
    /// Its words, verbatim.
    pub text: String,
    /// The names in it.
    pub names: Vec<String>,
    /// The numbers in it.
    pub numbers: Vec<NumberRead>,
    /// The dates in it.
    pub dates: Vec<DateRead>,
    /// What is negated, denied, hedged, or made a wish, a plan, a condition or a question.
    pub scopes: Vec<ScopeRead>,
    /// Who is held to what.
    pub speakers: Vec<SpeakerRead>,
    /// Where rules matched.
    pub matches: Vec<MatchRead>,
    /// What they made of it.
    pub claims: Vec<ClaimRead>,
    /// Rules that read nothing in it but come near, the nearest first.
    pub near: Vec<NearRead>,
}

/// A number as an interval.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct NumberRead {
    /// Its words.
    pub text: String,
    /// The least it can be; days for a duration.
    pub low: Option<f64>,
    /// The most it can be; nothing for an open end.
    pub high: Option<f64>,
    /// How it is bounded.
    pub bound: String,
    /// What kind of figure it is.
    pub kind: String,
    /// What is counted; empty where that cannot be told.
    pub unit: String,
}

/// A date, resolved.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct DateRead {
    /// Its words.
    pub text: String,
    /// The first day it can mean.
    pub from: Option<Date>,
    /// The last day it can mean.
    pub to: Option<Date>,
    /// On which side of it something was.
    pub relation: String,
    /// How fine it is.
    pub grain: String,
}

/// A cue and the words it acts on.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ScopeRead {
    /// What it does to them.
    pub kind: String,
    /// The cue.
    pub cue: String,
    /// The words.
    pub over: String,
}

/// Who is held to which words.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SpeakerRead {
    /// The speaker, pronouns and roles resolved.
    pub speaker: String,
    /// What the verb of saying does.
    pub manner: String,
    /// The verb or phrase of saying; empty for a quotation carried on.
    pub cue: String,
    /// The words.
    pub over: String,
}

/// Where a rule matched.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct MatchRead {
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// The statement with the matched words between « and ».
    pub marked: String,
    /// Why it makes no claim, where it makes none.
    pub no_claim: Option<String>,
}

/// What a rule made of the statement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ClaimRead {
    /// As `gainsay claims` lists it.
    #[serde(flatten)]
    pub row: ClaimRow,
    /// When what it says took place, where the sentence says so.
    pub when: Option<String>,
    /// The statement with the claim's evidence between « and ».
    pub marked: String,
    /// Whether the rule comes with the program.
    pub built_in: bool,
}

/// A rule that comes near to reading a statement.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct NearRead {
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// What keeps it from reading the statement.
    pub missing: String,
    /// Whether it is a rule of the user's own packs.
    pub own: bool,
    /// Whether nothing is missing but the setting of its pack.
    pub unset: bool,
}

impl NumberRead {
    /// `8 or more attacks (count, at least)`
    pub fn in_words(&self) -> String {
        let Self { bound, kind, .. } = self;
        if kind == LABEL {
            return "a part of a name or of a date, and no figure".to_owned();
        }
        let interval = match (self.low, self.high) {
            (Some(low), Some(high)) if grouped(low) == grouped(high) => grouped(low),
            (Some(low), Some(high)) => format!("{} to {}", grouped(low), grouped(high)),
            (Some(low), None) => format!("{} or more", grouped(low)),
            (None, Some(high)) => format!("up to {}", grouped(high)),
            (None, None) => "any".to_owned(),
        };
        let unit = if kind == "duration" { "days" } else { self.unit.as_str() };
        format!("{} ({kind}, {bound})", format!("{interval} {unit}").trim_end())
    }
}

/// The kind of a figure that is none.
const LABEL: &str = "label";

/// What was read in each of some statements.
pub(super) fn of(statements: &[Statement], evidence: &Evidence, run: &Named) -> Vec<Reading> {
    let mut readings = Vec::with_capacity(statements.len());
    let mut rest = statements;
    while let Some(first) = rest.first() {
        let count = rest.iter().take_while(|s| s.source == first.source).count();
        let (here, others) = rest.split_at(count);
        readings.extend(of_one_source(first.source, here, evidence, run));
        rest = others;
    }
    readings
}

fn of_one_source(number: usize, statements: &[Statement], evidence: &Evidence, run: &Named) -> Vec<Reading> {
    let (source, rules) = (&evidence.sources[number], evidence.rules);
    let sentences = rules.language.read(&source.text, source.published);
    let mut workspace = Workspace::default();
    let mut matches: Vec<(usize, MatchRead)> = Vec::new();
    let own = rules.matches_in(source, &sentences, &mut workspace).1;
    let all = rules.matches(&sentences, &mut workspace);
    let is_set = |rule: usize| rules.is_set_in(rule, &sentences, &own, run);
    let (all, unset): (Vec<Match>, Vec<Match>) = all.into_iter().partition(|found| is_set(found.rule));
    claim::each_match(number, source, &sentences, all, rules, |found, claim| {
        let read = match_read(found, claim.err(), &sentences[found.sentence], source, rules);
        if !matches.iter().any(|(at, other)| *at == found.sentence && *other == read) {
            matches.push((found.sentence, read));
        }
    });
    let place = |s: &Statement| sentences.iter().position(|sentence| sentence.span == s.span).map(|at| (*s, at));
    let places: Vec<(Statement, usize)> = statements.iter().filter_map(place).collect();
    let mut near = rules.near(&sentences, &places.iter().map(|place| place.1).collect::<Vec<_>>(), &mut workspace);
    for ((_, at), near) in places.iter().zip(&mut near) {
        // Of a pack that comes with the program nobody asks what else it misses.
        near.retain(|(rule, _)| is_set(*rule) || !rules.rules[*rule].is_built_in());
        let unset: BTreeSet<usize> = unset.iter().filter(|found| found.sentence == *at).map(|found| found.rule).collect();
        near.extend(unset.into_iter().map(|rule| (rule, Missing::Setting)));
    }
    let mut read = |((statement, at), near): (&(Statement, usize), &Vec<_>)| {
        let own = matches.iter().filter(|(sentence, _)| sentence == at).map(|(_, read)| read.clone()).collect();
        let near = near_reads(near, *at, &sentences, source, rules, &mut workspace);
        reading(*statement, &sentences[*at], own, near, evidence)
    };
    places.iter().zip(&near).map(&mut read).collect()
}

/// What keeps rules from reading a sentence that they come near to, the user's own rules first. Of rules that come with the program those are
/// left out of which there is only the topic.
fn near_reads(
    near: &[(usize, Missing)],
    at: usize,
    sentences: &[Sentence],
    source: &Source,
    rules: &Rules,
    workspace: &mut Workspace,
) -> Vec<NearRead> {
    let mut told = Vec::new();
    for &(number, what) in near {
        let rule = &rules.rules[number];
        let own = !rule.is_built_in();
        let missing = match rules.miss_at(number, at, sentences, &source.text, workspace) {
            _ if what == Missing::Setting => unset(rules.setting_in_words(number).unwrap_or_default(), sentences),
            Miss::NoPattern if !own || what == Missing::Both => continue,
            Miss::NoPattern => "its topic words are there, but no word of any of its patterns".to_owned(),
            miss => miss.to_string(),
        };
        told.push((!own, what, NearRead { rule: rule.name(), missing, own, unset: what == Missing::Setting }));
    }
    told.sort();
    told.into_iter().map(|(.., read)| read).collect()
}

fn reading(statement: Statement, sentence: &Sentence, matches: Vec<MatchRead>, mut near: Vec<NearRead>, evidence: &Evidence) -> Reading {
    let source = &evidence.sources[statement.source];
    let words = Words { text: &source.text, sentence };
    let claims: Vec<ClaimRead> = evidence.claims.iter().filter(|c| c.statement == statement).map(|c| claim_read(c, evidence)).collect();
    near.retain(|near| !claims.iter().any(|claim| claim.row.rule == near.rule));
    Reading {
        id: statement.id(evidence.sources),
        source: source.outlet.clone(),
        date: source.published,
        text: statement.text(evidence.sources).to_owned(),
        names: sentence.phrases.iter().filter(|p| p.name && !words.is_of_date(&p.tokens)).map(|p| words.of(&p.tokens)).collect(),
        numbers: sentence.numbers.iter().filter(|n| !words.is_of_date(&n.tokens)).map(|number| words.number(number)).collect(),
        dates: sentence.moments.iter().map(|moment| words.date(moment)).collect(),
        scopes: sentence.scopes.iter().map(|scope| words.scope(scope)).collect(),
        speakers: sentence.attributions.iter().map(|attribution| words.speaker(attribution)).collect(),
        matches,
        claims,
        near,
    }
}

fn claim_read(claim: &claim::Claim, evidence: &Evidence) -> ClaimRead {
    ClaimRead {
        row: detect::claim_row(claim, evidence.sources, evidence.rules),
        when: claim.when.as_ref().map(claim::period_words),
        marked: marked_in(claim.statement.span, claim.evidence, &evidence.sources[claim.statement.source].text),
        built_in: evidence.rules.rules[claim.rule].is_built_in(),
    }
}

fn match_read(found: &Match, unclaimed: Option<Unclaimed>, sentence: &Sentence, source: &Source, rules: &Rules) -> MatchRead {
    let rule: &Rule = &rules.rules[found.rule];
    MatchRead {
        rule: rule.name(),
        marked: marked_in(sentence.span, sentence.span_of(&found.tokens), &source.text),
        no_claim: unclaimed.map(|why| unread(why).to_owned()),
    }
}

/// That nothing names the setting of a rule's pack.
fn unset(setting: String, sentences: &[Sentence]) -> String {
    let nothing = if is_long(sentences) { "the text does not name it" } else { "nothing that was read names it" };
    format!("the pack asks for its setting {setting}, and {nothing}")
}

/// Why a match makes no claim, in words.
fn unread(why: Unclaimed) -> &'static str {
    match why {
        Unclaimed::Mentioned => "it is only mentioned, not said",
        Unclaimed::NoAnswer => "its answer cannot be told",
        Unclaimed::NoKey => "what it speaks of is not named plainly",
    }
}

/// A sentence of a text with some of its words marked; both are bytes of the text.
fn marked_in(sentence: Span, words: Span, text: &str) -> String {
    let at = |byte: u32| byte.saturating_sub(sentence.start) as usize;
    marked(sentence.of(text), at(words.start)..at(words.end))
}

/// A text on one line and harmless, with some of its bytes between « and ».
pub fn marked(text: &str, words: std::ops::Range<usize>) -> String {
    let words = with_whole_quotations(text, words);
    let cut = |range: std::ops::Range<usize>| text.get(range).unwrap_or_default();
    if cut(words.clone()).is_empty() {
        return one_line(text).into_owned();
    }
    one_line(&format!("{}«{}»{}", cut(0..words.start), cut(words.clone()), cut(words.end..text.len()))).into_owned()
}

/// A sentence and the text that it stands in.
struct Words<'a> {
    text: &'a str,
    sentence: &'a Sentence,
}

impl Words<'_> {
    fn of(&self, tokens: &Tokens) -> String {
        one_line(self.sentence.span_of(tokens).of(self.text)).into_owned()
    }

    /// Whether tokens are a part of a date, and told with it.
    fn is_of_date(&self, tokens: &Tokens) -> bool {
        self.sentence.moments.iter().any(|moment| moment.tokens.start <= tokens.start && tokens.end <= moment.tokens.end)
    }

    fn number(&self, number: &Number) -> NumberRead {
        let finite = |value: f64| Some(value).filter(|value| value.is_finite());
        NumberRead {
            text: self.of(&number.tokens),
            low: finite(number.low),
            high: finite(number.high),
            bound: word(&number.bound),
            kind: word(&number.kind),
            unit: number.unit.map(|at| self.of(&(at..at + 1))).unwrap_or_default(),
        }
    }

    fn date(&self, moment: &Moment) -> DateRead {
        DateRead {
            text: self.of(&moment.tokens),
            from: moment.from,
            to: moment.to,
            relation: word(&moment.relation),
            grain: word(&moment.grain),
        }
    }

    fn scope(&self, scope: &Scope) -> ScopeRead {
        ScopeRead { kind: word(&scope.kind), cue: self.of(&scope.cue), over: self.of(&scope.over) }
    }

    fn speaker(&self, attribution: &Attribution) -> SpeakerRead {
        SpeakerRead {
            speaker: one_line(&attribution.speaker).into_owned(),
            manner: word(&attribution.manner),
            cue: self.of(&attribution.cue),
            over: self.of(&attribution.over),
        }
    }
}

/// The name of a member of a closed list, in words: `at least` for `AtLeast`.
fn word(member: &impl std::fmt::Debug) -> String {
    let mut word = String::new();
    for (at, c) in format!("{member:?}").char_indices() {
        if at > 0 && c.is_uppercase() {
            word.push(' ');
        }
        word.extend(c.to_lowercase());
    }
    word
}
