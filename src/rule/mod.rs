//! Rules: packs read from TOML, checked, compiled to one automaton, and run over sentences.
//!
//! A rule has two forms: as written ([`written`]) and as compiled ([`Rule`]). [`compile`] turns the one into the other
//! and is the only place that rejects a rule.

pub mod anatomy;
mod automaton;
pub mod code;
pub mod compile;
pub(crate) mod doubt;
mod entries;
mod form;
mod judged;
pub mod layout;
mod load;
pub mod lock;
pub mod matching;
pub mod miss;
pub mod pattern;
mod place;
mod prefilter;
pub mod problem;
mod quotes;
pub mod read;
#[cfg(feature = "schema")]
pub mod schema;
pub mod setting;
pub(crate) mod shut;
mod slots;
pub mod template;
pub mod tier;
mod weave;
pub mod written;

pub use code::Code;
#[cfg(test)]
pub(crate) use load::compile_text;
pub use load::{Choice, Loaded, Pack, Rules, rule_files};
pub use matching::Missing;
pub use problem::{Problem, did_you_mean};

use crate::verdict::{Kind, Severity};
use pattern::Slot;
use std::ops::Range;
use std::path::PathBuf;
use written::{EntityKind, Expected, Mood, Naming, Scope, Shape, Trend};

/// A rule, ready to read claims with.
#[derive(Debug)]
pub struct Rule {
    /// The pack it belongs to.
    pub pack: String,
    /// The file that it stands in.
    pub file: PathBuf,
    /// The line of the file that it begins on.
    pub line: usize,
    /// Its name in the pack.
    pub id: String,
    /// The question.
    pub ask: String,
    /// What kind of answer it takes.
    pub shape: Shape,
    /// What a conflict is about.
    pub kind: Kind,
    /// How much a conflict matters.
    pub severity: Severity,
    /// The named answers; empty for a rule whose value is a slot.
    pub answers: Vec<Answer>,
    /// The slots of its patterns, by number.
    pub slots: Vec<Slot>,
    /// The slots that must name the same thing.
    pub key: Vec<usize>,
    /// The slot whose filler is held to the claim.
    pub holder: Option<usize>,
    /// The slot that is the value.
    pub value: Option<usize>,
    /// Where its claims may meet.
    pub scope: Scope,
    /// How many content words two statements must share, beside the words of the pattern, to meet.
    pub alike: usize,
    /// What may fill its key slots, where it is free of topic.
    pub of: Option<Naming>,
    /// Whether negation and hedges around what it says do not touch it.
    pub presupposed: bool,
    /// How many sentences away its topic words may stand.
    pub near: usize,
    /// Whether the numbers of one sentence add up.
    pub sum: bool,
    /// What a later answer does to an earlier one.
    pub trend: Option<Trend>,
    /// How many days apart dates may be and still be of one event.
    pub within: Option<f64>,
    /// How far apart figures may be and still agree, as a share.
    pub tolerance: f64,
    /// Which ways of saying count as said.
    pub moods: Vec<Mood>,
    /// Whether its verdicts stop at tension.
    pub only_tension: bool,
    /// The pairs of texts that it must judge as told.
    pub examples: Vec<Example>,
    pub(crate) about: Vec<Compiled>,
    pub(crate) unless: Vec<Compiled>,
    pub(crate) ways: Vec<Way>,
    /// The setting of its pack, by its place in [`Rules::settings`].
    pub(crate) setting: Option<usize>,
    /// The parts of all its patterns.
    pub(crate) parts: Range<automaton::PartId>,
}

/// A named answer.
#[derive(Debug, Clone)]
pub struct Answer {
    /// In words.
    pub value: String,
    /// As a clause.
    pub means: Option<String>,
    /// The other answers that can hold together with it.
    pub allows: Vec<usize>,
}

/// A pair of texts that a rule must judge as told.
#[derive(Debug, Clone)]
pub struct Example {
    /// What must be said of them.
    pub expected: Expected,
    /// The texts.
    pub texts: [String; 2],
    /// When they were published.
    pub dates: [Option<jiff::civil::Date>; 2],
    /// Who published them.
    pub sources: [String; 2],
    /// Known not to hold yet.
    pub todo: bool,
    /// The file that it stands in: the rule's own, or one that adds to it.
    pub file: PathBuf,
    /// The line of the file it stands on.
    pub line: usize,
}

/// A thing that goes by several names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// The name that a report uses.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Its other names.
    pub aliases: Vec<String>,
    /// Look-alikes that must stay apart.
    pub never: Vec<String>,
}

/// One way to say (or deny) one answer.
#[derive(Debug)]
pub(crate) struct Way {
    /// Which named answer it gives; 0 where the value is a slot.
    pub(crate) answer: usize,
    /// Whether it says that the answer is not so.
    pub(crate) denies: bool,
    pub(crate) pattern: Compiled,
}

/// A compiled pattern: the parts that must be found, the first of them first, and those that must not.
#[derive(Debug, Clone, Default)]
pub(crate) struct Compiled {
    /// As written.
    pub(crate) text: String,
    pub(crate) present: Vec<automaton::PartId>,
    pub(crate) absent: Vec<automaton::PartId>,
}

impl Rule {
    /// `pack/rule`, the name in reports.
    pub fn name(&self) -> String {
        format!("{}/{}", self.pack, self.id)
    }

    /// Whether a way of saying counts as said.
    pub fn takes(&self, mood: Mood) -> bool {
        self.moods.contains(&mood)
    }
}
