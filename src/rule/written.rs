//! Rules as written: the TOML of a pack, field by field. This is the rule reference.
//!
//! Plain structures that refuse unknown keys; nothing is checked here beyond the shape of the TOML. The one place that
//! turns this form into the compiled one, and rejects what cannot be compiled, is [`super::compile`].

use crate::verdict::{Kind, Severity, Verdict};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use toml::Spanned;

/// A string with its place in the file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema), schemars(with = "String"))]
#[serde(transparent)]
pub struct Text(Spanned<String>);

/// `[pack]`: what the file is.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct Head {
    /// The name that other packs and `--only` use.
    pub id: Text,
    /// What it is about, in a few words.
    pub title: String,
    /// The version of its rules, if they are published.
    pub version: Option<String>,
    /// Where claims of its rules may meet; anywhere unless said.
    #[serde(default)]
    pub scope: Scope,
    /// Warnings that `gainsay rules check` does not give for this pack: `["W003"]`.
    #[serde(default)]
    pub allow: Vec<Text>,
    /// Patterns that must all be found in a text, or for a short text in any that was read with it, for a rule of the pack to read it: what the
    /// affair cannot do without, such as its city. Anywhere in the text, also in its headline, and not near the words that a rule reads.
    pub setting: Option<Vec<Text>>,
    /// Packs whose lists its patterns may name without their prefix: `@event` for `@general.event`.
    #[serde(default, rename = "use")]
    pub uses: Vec<Text>,
    /// The pack that this one adds to: entries to its lists; patterns, answers and examples to its rules of the same id.
    pub extends: Option<Text>,
    /// The pack whose place this one takes.
    pub replaces: Option<Text>,
}

/// Where two claims of one rule may meet.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Across all sources: the rule itself knows its topic.
    #[default]
    Anywhere,
    /// Inside one story: the rule is free of topic. Its keys are compared by name or head noun.
    Story,
    /// Between two sources of which each is the other's closest in words: for rules that name no key.
    Closest,
}

/// `[words]`: lists of words, phrases or patterns, used as `@name`, or as `@pack.name` from another pack.
pub type Words = BTreeMap<String, WrittenList>;

/// One list of `[words]`.
#[derive(Debug, Clone)]
pub struct WrittenList {
    /// Where its name stands.
    pub at: Range<usize>,
    /// Its entries.
    pub entries: Vec<Text>,
    /// Whether it could not be read as it is written.
    pub torn: bool,
}

/// `[[entity]]`: one thing that goes by several names.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WrittenEntity {
    /// The name that a report uses.
    pub name: Text,
    /// What it is.
    #[serde(default)]
    pub kind: EntityKind,
    /// Its other names. Variants of spelling are found without being listed.
    #[serde(default)]
    pub aliases: Vec<Text>,
    /// Names that look like it and must stay apart.
    #[serde(default)]
    pub never: Vec<Text>,
}

/// What an entity is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum EntityKind {
    /// Several people acting together.
    Group,
    /// One person.
    Person,
    /// Somewhere.
    Place,
    /// An institution.
    Organisation,
    /// A common noun and those that reports use in its stead; only the keys of rules free of topic are compared by it.
    Thing,
    /// Anything else.
    #[default]
    Other,
}

/// `[[rule]]`: a question and the ways to say each answer.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WrittenRule {
    /// The rule's name within its pack.
    pub id: Text,
    /// The question, which may name slots: `Who did {event}?`
    pub ask: Text,
    /// What kind of answer it takes.
    pub shape: Shape,
    /// What a conflict between two answers is about; the shape's own when it is not given.
    pub conflict: Option<Kind>,
    /// How much a conflict matters.
    #[serde(default = "medium")]
    pub severity: Severity,
    /// Patterns that must all be found in the sentence or near it.
    #[serde(default)]
    pub about: Vec<Text>,
    /// How many sentences before and after count as near.
    pub near: Option<u8>,
    /// Patterns of which none may be found in the sentence.
    #[serde(default)]
    pub unless: Vec<Text>,
    /// Slots that must name the same thing for two claims to meet. In a rule free of topic, a number slot stands here for the noun that
    /// it counts: `{n:number}` of `400 jobs` is jobs.
    #[serde(default)]
    pub key: Vec<Text>,
    /// The slot whose filler is held to the claim.
    pub holder: Option<Text>,
    /// The slot that is the value.
    pub value: Option<Text>,
    /// The ways to say it, for a rule without named answers.
    #[serde(default)]
    pub say: Vec<Text>,
    /// The ways to say that it is not so, beside plain negation. Where the answer is a slot: that it is not what fills the slot.
    #[serde(default)]
    pub deny: Vec<Text>,
    /// Whether the numbers of one sentence add up.
    #[serde(default)]
    pub sum: bool,
    /// What a later answer does to an earlier one.
    pub trend: Option<Trend>,
    /// How far apart two dates may be and still be of one event: `3 days`.
    pub within: Option<Text>,
    /// How far apart two figures may be and still agree: `5%`.
    pub tolerance: Option<Text>,
    /// Which ways of saying count as said.
    pub mood: Option<Vec<Mood>>,
    /// How many content words two statements must share, beside the words of the pattern, to meet. For rules free of topic.
    #[serde(default)]
    pub alike: u8,
    /// What may fill the key slots of a rule free of topic: names, common nouns, or (unless said) both.
    pub of: Option<Naming>,
    /// Whether what is said is taken for granted, so that a negation or hedge around it does not touch it: `Elsa Norling, 34, did not …`.
    #[serde(default)]
    pub presupposed: bool,
    /// The strongest verdict the rule gives.
    pub at_most: Option<AtMost>,
    /// Warnings that `gainsay rules check` does not give for this rule: `["W003"]`.
    #[serde(default)]
    pub allow: Vec<Text>,
    /// The answers that exclude each other.
    #[serde(default)]
    pub answer: Vec<WrittenAnswer>,
    /// Pairs of texts that the rule must judge as said.
    #[serde(default)]
    pub example: Vec<WrittenExample>,
}

/// `[[rule.answer]]`: one answer and the ways to say it.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WrittenAnswer {
    /// The answer in words.
    pub value: Text,
    /// The answer as a clause, for the reason of a finding: `drones hit the depot`. It may name slots of the rule's `key`: `{x} is shut`.
    pub means: Option<Text>,
    /// The ways to say it.
    #[serde(default)]
    pub say: Vec<Text>,
    /// The ways to say that it is not so, beside plain negation.
    #[serde(default)]
    pub deny: Vec<Text>,
    /// Other answers that can hold together with this one.
    #[serde(default)]
    pub allows: Vec<Text>,
}

/// `[[rule.example]]`: two texts and what must be said of them.
#[derive(Debug, Clone, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(deny_unknown_fields)]
pub struct WrittenExample {
    /// What the rule must say.
    #[cfg_attr(feature = "schema", schemars(with = "Expected"))]
    pub verdict: Spanned<Expected>,
    /// The two texts.
    #[cfg_attr(feature = "schema", schemars(length(equal = 2)))]
    pub texts: Vec<Text>,
    /// When they were published, as `YYYY-MM-DD`.
    #[serde(default)]
    pub dates: Vec<Text>,
    /// Who published them; two different outlets unless given.
    #[serde(default)]
    pub sources: Vec<Text>,
    /// Known not to hold yet: a reminder, not a failure.
    #[serde(default)]
    pub todo: bool,
}

impl WrittenRule {
    /// Whether it has examples, and all are still to be filled in: then it is a template, of which nobody wants to hear doubts.
    pub(crate) fn is_begun(&self) -> bool {
        let blank = |example: &WrittenExample| example.texts.iter().all(|text| is_blank(text.get_ref()));
        !self.example.is_empty() && self.example.iter().all(blank)
    }
}

/// Whether a text of an example is still to be written: `...` holds no letter.
pub(crate) fn is_blank(text: &str) -> bool {
    !text.chars().any(char::is_alphabetic)
}

/// What an example expects: a verdict, or that the rule brings the two texts to no verdict at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(untagged)]
pub enum Expected {
    /// This verdict.
    Verdict(Verdict),
    /// No pair at all.
    None(NoPair),
}

/// The word `none`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub enum NoPair {
    /// The two texts never meet.
    #[serde(rename = "none")]
    None,
}

/// What kind of answer a rule takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Shape {
    /// Named answers that exclude each other.
    OneOf,
    /// It is so, or it is not.
    YesNo,
    /// A count, an amount or a share, in `{n:number}`.
    Number,
    /// A length of time, in `{t:duration}`.
    Duration,
    /// A date or period, in `{d:date}`.
    Date,
    /// A place, in `{p:place}`.
    Place,
    /// Who, in `{who}`.
    Who,
    /// For or against something.
    Stance,
    /// Whatever fills the slot `{x}`.
    Open,
    /// Somebody calls the claim itself false.
    Denial,
}

/// How a thing is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Naming {
    /// By its own name.
    Name,
    /// By a common noun.
    Noun,
}

/// What a later answer does to an earlier one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Trend {
    /// A later, higher figure takes the place of an earlier one.
    Up,
    /// A later, lower figure takes the place of an earlier one.
    Down,
    /// Any later answer takes the place of an earlier one.
    Later,
}

/// A way of saying something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum Mood {
    /// As a fact.
    Fact,
    /// As something to come.
    Plan,
    /// As something wanted.
    Wish,
    /// As something that depends.
    Condition,
    /// As something asked.
    Question,
}

/// The strongest verdict a rule may give.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[serde(rename_all = "kebab-case")]
pub enum AtMost {
    /// Its answers sit badly together without excluding each other.
    Tension,
}

impl WrittenRule {
    /// Every pattern of the rule.
    pub fn patterns(&self) -> impl Iterator<Item = &Text> {
        let of_answers = self.answer.iter().flat_map(|answer| answer.say.iter().chain(&answer.deny));
        self.say.iter().chain(&self.deny).chain(of_answers).chain(&self.about).chain(&self.unless)
    }
}

impl Text {
    /// A string that stands at some bytes of a file.
    pub fn new(at: Range<usize>, text: String) -> Self {
        Self(Spanned::new(at, text))
    }

    /// The string.
    pub fn get_ref(&self) -> &String {
        self.0.get_ref()
    }

    /// The bytes of the file that it stands at, quotation marks included.
    pub fn span(&self) -> Range<usize> {
        self.0.span()
    }
}

fn medium() -> Severity {
    Severity::Medium
}

impl Mood {
    /// What is said, in words: `a fact`.
    pub fn described(self) -> &'static str {
        match self {
            Self::Fact => "a fact",
            Self::Plan => "a plan",
            Self::Wish => "a wish",
            Self::Condition => "a condition",
            Self::Question => "a question",
        }
    }
}

impl Shape {
    /// What a conflict of this shape is about, unless the rule says otherwise.
    pub fn kind(self) -> Kind {
        match self {
            Self::OneOf | Self::YesNo | Self::Open => Kind::Answer,
            Self::Number | Self::Duration => Kind::Quantity,
            Self::Date => Kind::Date,
            Self::Place => Kind::Place,
            Self::Who => Kind::Responsibility,
            Self::Stance => Kind::Stance,
            Self::Denial => Kind::Denial,
        }
    }

    /// The slot that is the value, unless the rule says otherwise.
    pub fn value_slot(self) -> Option<&'static str> {
        match self {
            Self::Number => Some("n"),
            Self::Duration => Some("t"),
            Self::Date => Some("d"),
            Self::Place => Some("p"),
            Self::Who => Some("who"),
            Self::Open => Some("x"),
            Self::OneOf | Self::YesNo | Self::Stance | Self::Denial => None,
        }
    }

    /// Whether its answers are named in the rule.
    pub fn is_named(self) -> bool {
        self.value_slot().is_none()
    }
}
