//! The closed lists of words that rules and reports share: verdicts, kinds of conflict, severities.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A closed list whose members are written as one lower-case word: gives `ALL`, `name()`, `Display`, `FromStr`.
macro_rules! closed_list {
    ($(#[$doc:meta])* $name:ident { $($(#[$member_doc:meta])* $member:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
        pub enum $name {
            $($(#[$member_doc])* #[serde(rename = $word)] $member,)+
        }

        impl $name {
            /// All of them, in the order of the documentation.
            pub const ALL: &[Self] = &[$(Self::$member),+];

            /// The word used in rules and reports.
            pub fn name(self) -> &'static str {
                match self { $(Self::$member => $word),+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.name())
            }
        }

        impl FromStr for $name {
            type Err = String;

            fn from_str(word: &str) -> Result<Self, Self::Err> {
                let all = || Self::ALL.iter().map(|x| x.name()).collect::<Vec<_>>().join(", ");
                Self::ALL.iter().find(|x| x.name() == word).copied().ok_or_else(|| format!("`{word}` is none of {}", all()))
            }
        }
    };
}

closed_list! {
    /// What the program says of two claims on one subject.
    Verdict {
        /// They cannot both hold.
        Contradiction = "contradiction",
        /// They can hardly both hold, or one is hedged, or the evidence is weaker.
        Tension = "tension",
        /// The same speaker said one thing and later another.
        Reversal = "reversal",
        /// A later count or status takes the place of an earlier one.
        Update = "update",
        /// They can both hold: bounds overlap, rounding, another aspect.
        Compatible = "compatible",
        /// They are about another time, place or event.
        Apart = "apart",
        /// They say the same.
        Agreement = "agreement",
    }
}

impl Verdict {
    /// The verdicts that a report shows unless told otherwise.
    pub const REPORTED: &[Self] = &[Self::Contradiction, Self::Tension, Self::Reversal];

    /// Whether two sources are said to be at odds.
    pub fn is_conflict(self) -> bool {
        matches!(self, Self::Contradiction | Self::Tension | Self::Reversal)
    }
}

closed_list! {
    /// What a conflict is about.
    Kind {
        /// Why something happened.
        Cause = "cause",
        /// Who did it.
        Responsibility = "responsibility",
        /// One says that what the other says is false.
        Denial = "denial",
        /// How many, how much, how long.
        Quantity = "quantity",
        /// When.
        Date = "date",
        /// Where.
        Place = "place",
        /// What state something is in.
        Status = "status",
        /// Who is for or against it.
        Stance = "stance",
        /// What was ordered or asked for.
        Directive = "directive",
        /// What was promised or refused.
        Commitment = "commitment",
        /// Any other question with one answer.
        Answer = "answer",
    }
}

closed_list! {
    /// How one text stands to another.
    Relation {
        /// They cannot both hold.
        Contradicts = "contradicts",
        /// They say the same, or one says all that the other does.
        Agrees = "agrees",
        /// They are about the same thing.
        Discusses = "discusses",
        /// They have nothing to do with each other.
        Unrelated = "unrelated",
    }
}

closed_list! {
    /// What a person has decided on a conflict.
    Status {
        /// Somebody looked, and it cannot be told.
        Undetermined = "undetermined",
        /// The two are at odds, as reported.
        Confirmed = "confirmed",
        /// The flag is wrong: the two are not at odds.
        Dismissed = "dismissed",
        /// They were at odds, and it was settled which of them holds.
        Resolved = "resolved",
        /// It is no matter for those who review, whatever the flag is worth.
        NotApplicable = "not_applicable",
    }
}

closed_list! {
    /// Why a decision holds no more.
    Lapse {
        /// A text that it was made on has changed.
        Stale = "stale",
        /// Its last day is over.
        Expired = "expired",
    }
}

impl Status {
    /// Whether a report leaves such conflicts out, unless they are asked for.
    pub fn is_put_aside(self) -> bool {
        matches!(self, Self::Dismissed | Self::NotApplicable)
    }

    /// Whether the flag was right; `None` where that was not decided.
    pub fn is_right(self) -> Option<bool> {
        match self {
            Self::Confirmed | Self::Resolved => Some(true),
            Self::Dismissed => Some(false),
            Self::Undetermined | Self::NotApplicable => None,
        }
    }
}

closed_list! {
    /// How much a conflict matters.
    Severity {
        /// Worth a note.
        Low = "low",
        /// Worth a look.
        Medium = "medium",
        /// Bears on what happened.
        High = "high",
        /// Bears on what happened, and each side has several independent sources.
        Critical = "critical",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for &verdict in Verdict::ALL {
            assert_eq!(verdict.name().parse(), Ok(verdict));
        }
        for &kind in Kind::ALL {
            assert_eq!(kind.name().parse(), Ok(kind));
        }
        for &relation in Relation::ALL {
            assert_eq!(relation.name().parse(), Ok(relation));
        }
        for &status in Status::ALL {
            assert_eq!(status.name().parse(), Ok(status));
        }
    }

    #[test]
    fn says_what_it_would_have_taken() {
        let error = "danger".parse::<Severity>().unwrap_err();
        assert_eq!(error, "`danger` is none of low, medium, high, critical");
    }
}
