//! Claims: what one statement says, read by one rule: an answer, who is held to it, and how it was said.

use crate::language::attribution::Attribution;
use crate::language::date::{Grain, Relation};
use crate::language::scope::{Scope, ScopeKind};
use crate::language::{Language, Sentence, Tokens};
use crate::rule::matching::{Filler, Match, Workspace};
use crate::rule::pattern::Fill;
use crate::rule::written::{Mood, Shape};
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::statement::Statement;
use crate::text::{Span, fold, one_line};
use crate::value::{Period, Quantity, Value};

/// What one statement says, read by one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The rule, by its place in [`Rules::rules`].
    pub rule: usize,
    /// The statement that says it.
    pub statement: Statement,
    /// The bytes of the source's text that the rule matched.
    pub evidence: Span,
    /// The answer.
    pub value: Value,
    /// Whether it is said *not* to be so.
    pub denied: bool,
    /// Whether it is said as a fact, a plan, a wish, a condition or a question.
    pub mood: Mood,
    /// Whether it is said with a hedge.
    pub hedged: bool,
    /// What fills the rule's key slots, as read.
    pub key: Vec<String>,
    /// Who is held to it; empty when it is the outlet itself.
    pub speaker: String,
    /// When what it says took place, where the sentence says so to the month or finer.
    pub when: Option<Period>,
}

/// Everything that was read from one source.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// How many sentences it has.
    pub sentences: usize,
    /// The claims, by rule and place.
    pub claims: Vec<Claim>,
}

/// Reads the claims of one source. A pure function of the source and the rules.
pub fn read(number: usize, source: &Source, rules: &Rules, workspace: &mut Workspace) -> Reading {
    let sentences = rules.language.read(&source.text, source.published);
    let mut claims = Vec::new();
    for found in rules.matches(&sentences, workspace) {
        let sentence = &sentences[found.sentence];
        let reader = Reader { source, sentence, language: &rules.language, rule: &rules.rules[found.rule], found: &found };
        if let Some(claim) = reader.claim(number) {
            claims.push(claim);
        }
    }
    Reading { sentences: sentences.len(), claims: settle(claims, rules) }
}

/// One match and all that is needed to make a claim of it.
struct Reader<'a> {
    source: &'a Source,
    sentence: &'a Sentence,
    language: &'a Language,
    rule: &'a Rule,
    found: &'a Match,
}

impl Reader<'_> {
    fn claim(&self, source: usize) -> Option<Claim> {
        Some(Claim {
            rule: self.found.rule,
            statement: Statement { source, span: self.sentence.span },
            evidence: self.sentence.span_of(&self.found.tokens),
            value: self.value()?,
            denied: self.found.denies ^ self.is_denied(),
            mood: self.mood(),
            hedged: self.is_hedged(),
            key: self.rule.key.iter().map(|&slot| self.slot_text(slot)).collect(),
            speaker: self.speaker(),
            when: self.when(),
        })
    }

    fn filler(&self, slot: usize) -> Option<&Filler> {
        self.found.fillers.iter().find(|f| f.slot == slot)
    }

    fn slot_text(&self, slot: usize) -> String {
        self.filler(slot).map(|f| one_line(self.sentence.span_of(&f.tokens).of(&self.source.text)).into_owned()).unwrap_or_default()
    }

    fn value(&self) -> Option<Value> {
        let Some(slot) = self.rule.value else { return Some(Value::Named(self.found.answer)) };
        let filler = self.filler(slot)?;
        Some(match filler.fill {
            Fill::Number | Fill::Duration => {
                let number = self.sentence.numbers.get(filler.index)?;
                let days = filler.fill == Fill::Duration;
                Value::Quantity(Quantity { low: number.low, high: number.high, point: number.point, bound: number.bound, days })
            }
            Fill::Date => {
                let moment = self.sentence.moments.get(filler.index)?;
                Value::Period(Period { from: moment.from, to: moment.to })
            }
            Fill::Phrase | Fill::Who | Fill::Place => Value::Phrase(self.slot_text(slot)),
        })
    }

    /// The tokens that carry the claim: the words the pattern took that are not mere function words, or all of them.
    fn carriers(&self) -> Vec<usize> {
        let function = self.language.lists.get("function");
        let content: Vec<usize> = self.found.literals.iter().copied().filter(|&t| !function.has(&self.sentence.tokens[t])).collect();
        match (content.is_empty(), self.found.literals.is_empty()) {
            (false, _) => content,
            (true, false) => self.found.literals.clone(),
            (true, true) => self.found.tokens.clone().collect(),
        }
    }

    /// The scopes of a kind that act on the claim from outside. A cue that the pattern itself took is the pattern's own.
    fn acting(&self, kind: ScopeKind, carriers: &[usize]) -> impl Iterator<Item = &Scope> {
        let owns = |cue: &Tokens| cue.clone().any(|t| self.took(t));
        let covers = move |over: &Tokens| carriers.iter().any(|t| over.contains(t));
        self.sentence.scopes.iter().filter(move |s| s.kind == kind && !owns(&s.cue) && covers(&s.over))
    }

    fn took(&self, token: usize) -> bool {
        let number = |f: &&Filler| matches!(f.fill, Fill::Number | Fill::Duration) && f.tokens.contains(&token);
        self.found.literals.contains(&token) || self.found.fillers.iter().find(number).is_some()
    }

    fn is_denied(&self) -> bool {
        let carriers = self.carriers();
        // "Flew no strikes, nor any patrols": two negations of one clause say "no" once. A denied negation says yes.
        let acts = |kind| self.acting(kind, &carriers).next().is_some();
        acts(ScopeKind::Negation) ^ acts(ScopeKind::Denial)
    }

    fn is_hedged(&self) -> bool {
        let carriers = self.carriers();
        self.acting(ScopeKind::Hedge, &carriers).next().is_some() || carriers.iter().any(|&t| self.is_in_scare_quotes(t))
    }

    /// "The decision to ‘withdraw’": one word between quotation marks is somebody else's word for it.
    fn is_in_scare_quotes(&self, token: usize) -> bool {
        let is_quote = |at: Option<usize>| {
            let mark = at.and_then(|at| self.sentence.tokens.get(at)).filter(|t| t.is_mark());
            mark.is_some_and(|t| matches!(t.span.of(&self.source.text).chars().next().map(fold), Some('"' | '\'')))
        };
        is_quote(token.checked_sub(1)) && is_quote(Some(token + 1))
    }

    /// A wish or plan counts by what it does to the claim's first word: "called for the withdrawal".
    fn mood(&self) -> Mood {
        let carriers = self.carriers();
        let first = &carriers[..carriers.len().min(1)];
        let moods = [
            (ScopeKind::Question, Mood::Question),
            (ScopeKind::Condition, Mood::Condition),
            (ScopeKind::Wish, Mood::Wish),
            (ScopeKind::Plan, Mood::Plan),
        ];
        let acts = |kind| self.acting(kind, first).next().is_some();
        moods.into_iter().find(|(kind, _)| acts(*kind)).map_or(Mood::Fact, |(_, mood)| mood)
    }

    /// The slot that the rule names as holder; else the speaker whose own verb the pattern took; else whoever is being
    /// quoted; else the row's speaker; else nobody, and then it is the outlet.
    fn speaker(&self) -> String {
        if let Some(filler) = self.rule.holder.and_then(|slot| self.filler(slot)) {
            let named = self.sentence.attributions.iter().find(|a| a.source.as_ref().is_some_and(|s| overlap(s, &filler.tokens)));
            return named.map_or_else(|| self.phrase_text(filler), |a| a.speaker.clone());
        }
        let own_cue = |a: &&Attribution| a.cue.clone().any(|t| self.found.literals.contains(&t));
        let by_cue = self.sentence.attributions.iter().find(own_cue);
        let carrier = self.carriers().first().copied().unwrap_or(self.found.tokens.start);
        let attribution = by_cue.or_else(|| self.sentence.attribution_at(carrier));
        one_line(attribution.map_or(&self.source.speaker, |a| &a.speaker)).into_owned()
    }

    /// The whole phrase of a holder slot, with the article that the pattern may have taken for itself.
    fn phrase_text(&self, filler: &Filler) -> String {
        let tokens = self.sentence.phrases.get(filler.index).map_or(&filler.tokens, |p| &p.tokens);
        one_line(self.sentence.span_of(tokens).of(&self.source.text)).into_owned()
    }

    /// The nearest date of the sentence that says when, if it says it to the month.
    fn when(&self) -> Option<Period> {
        let usable = |m: &&crate::language::date::Moment| {
            m.relation == Relation::At && matches!(m.grain, Grain::Day | Grain::Week | Grain::Month) && m.from.is_some() && m.to.is_some()
        };
        let away = |m: &&crate::language::date::Moment| {
            let (a, b) = (&m.tokens, &self.found.tokens);
            (a.start.saturating_sub(b.end).max(b.start.saturating_sub(a.end)), a.start)
        };
        let nearest = self.sentence.moments.iter().filter(usable).min_by_key(away)?;
        Some(Period { from: nearest.from, to: nearest.to })
    }
}

fn overlap(a: &Tokens, b: &Tokens) -> bool {
    a.start < b.end && b.start < a.end
}

/// Puts right what several patterns read from one sentence: one claim for each rule, speaker and answer, sums where the
/// rule adds up, and the fuller match where two disagree on whether it was denied.
fn settle(claims: Vec<Claim>, rules: &Rules) -> Vec<Claim> {
    let mut settled: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let rule = &rules.rules[claim.rule];
        let same_voice =
            |c: &&mut Claim| c.rule == claim.rule && c.statement == claim.statement && c.speaker == claim.speaker && c.key == claim.key;
        // Claims of one rule and sentence stand together, so only the last few can be its fellows.
        let recent = settled.len().saturating_sub(16);
        let fellow = settled[recent..].iter_mut().filter(same_voice).find(|c| is_one_claim(c, &claim, rule));
        match fellow {
            Some(fellow) => merge(fellow, claim, rule),
            None => settled.push(claim),
        }
    }
    settled
}

/// Whether two claims of one rule, statement, speaker and key are one.
fn is_one_claim(a: &Claim, b: &Claim, rule: &Rule) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity(_), Value::Quantity(_)) if rule.sum => a.denied == b.denied && a.mood == b.mood,
        (x, y) => x == y,
    }
}

fn merge(kept: &mut Claim, other: Claim, rule: &Rule) {
    let summed = match (&kept.value, &other.value) {
        (Value::Quantity(a), Value::Quantity(b)) if rule.sum && !kept.evidence.overlaps(other.evidence) => Some(a.plus(b)),
        _ => None,
    };
    if let Some(sum) = summed {
        kept.value = Value::Quantity(sum);
        kept.evidence = kept.evidence.cover(other.evidence);
        kept.hedged |= other.hedged;
    } else if other.evidence.len() > kept.evidence.len() && !matches!(rule.shape, Shape::Number) {
        *kept = other;
    }
}

impl Claim {
    /// The answer in words, with `not:` before it when it is denied.
    pub fn answer(&self, rule: &Rule) -> String {
        let answer = match &self.value {
            Value::Named(answer) => rule.answers.get(*answer).map_or_else(|| "yes".to_owned(), |a| a.value.clone()),
            Value::Quantity(quantity) => quantity.words(),
            Value::Period(period) => period_words(period),
            Value::Phrase(phrase) => phrase.clone(),
        };
        if self.denied { format!("not: {answer}") } else { answer }
    }
}

fn period_words(period: &Period) -> String {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("{from} or later"),
        (None, Some(to)) => format!("{to} or earlier"),
        (None, None) => "an open date".to_owned(),
    }
}
