//! The steps at which the way of two claims can end.

use serde::Serialize;

/// The step that decided on two claims, in the order of the way that claims go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Step {
    /// The rule compares only sources of one story, and these are of two.
    OtherStory,
    /// The rule compares only two sources that are each other's closest.
    NotClosest,
    /// The rule's question is asked of two different things.
    OtherKey,
    /// Their statements are copies of one text.
    Copies,
    /// They stand in one statement and one voice.
    OneStatement,
    /// They stand in one source.
    OneSource,
    /// The outlet of one only passes it on, and firmly tells the contrary.
    Overruled,
    /// Their statements have too few words in common.
    Unlike,
    /// One is a copy of a statement that stands for it.
    CopyOf,
    /// The cap on the pairs of one subject left them out.
    Capped,
    /// One of them is no fact.
    NotSaid,
    /// They name dates too far apart.
    DatesApart,
    /// They give the same answer.
    SameAnswer,
    /// One figure is the other one, rounded.
    Rounding,
    /// They differ by no more than the rule lets pass.
    Tolerance,
    /// What the one leaves open takes in the other.
    Bounds,
    /// Both deny.
    BothDeny,
    /// One denies another answer than the other gives.
    OtherDenied,
    /// The rule says that both answers can hold together.
    Allowed,
    /// Their answers cannot be compared.
    UnlikeValues,
    /// They were reported too far apart.
    ReportsApart,
    /// The later one takes the place of the earlier one.
    Superseded,
    /// A rule of a topic goes before one that is free of topic.
    Settled,
    /// Both are hedged.
    BothHedged,
    /// They can hardly both hold.
    HardlyBothHold,
    /// They cannot both hold.
    CannotBothHold,
}

/// Whether a report shows what became of two claims; the nearest to being shown last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Shown {
    /// They were not judged.
    NotJudged,
    /// Their verdict is none of those asked for.
    OtherVerdict,
    /// Their kind of conflict is none of those asked for.
    OtherKind,
    /// They are less certain than asked for.
    Uncertain,
    /// Their tier is less proven than asked for.
    Held,
    /// A decision keeps them out of the report.
    PutAside,
    /// Another rule, or another answer, reported the same two statements.
    Repeated,
    /// The report shows them.
    Reported,
}
