//! The codes of what can be wrong or doubtful in a rule file, and the texts that explain them.

use std::fmt;
use std::str::FromStr;

/// A kind of mistake (`E…`) or doubt (`W…`). The numbers never change their meaning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The file is not TOML.
    Syntax = 1,
    /// A key or a table that nothing has.
    UnknownKey = 2,
    /// Two things of one id.
    Duplicate = 3,
    /// A pattern is misspelt.
    Pattern = 4,
    /// `@list` names no list.
    UnknownList = 5,
    /// A pattern can match nothing at all.
    EmptyMatch = 6,
    /// A slot is named that no pattern has.
    Slot = 7,
    /// The rule has not what its shape asks for.
    Shape = 8,
    /// A span of time, a share or a date cannot be read.
    Measure = 9,
    /// An answer is named that the rule has not.
    UnknownAnswer = 10,
    /// A list holds itself.
    Circle = 11,
    /// An example is not two texts.
    Example = 12,
    /// A key is missing.
    MissingKey = 13,
    /// A value is of the wrong kind.
    WrongKind = 14,
    /// A word is none of those that may stand there.
    UnknownWord = 15,
    /// A slot is of the wrong kind, or of two.
    SlotKind = 16,
    /// A list or a text is empty.
    Empty = 17,
    /// An id or a name holds what no name can hold.
    Name = 18,
    /// Names that must stay apart are given to one entity.
    Entity = 19,
    /// A pack is named that is not there, or that cannot be built on.
    UnknownPack = 20,

    /// A rule lacks an example of a conflict, or of none.
    NoExample = 101,
    /// No example shows an answer.
    UnseenAnswer = 102,
    /// A slot is filled and never used.
    UnusedSlot = 103,
    /// No example shows that the key keeps two things apart.
    IdleKey = 104,
    /// A list is never used.
    UnusedList = 105,
    /// A list hides another of the same name.
    ShadowedList = 106,
    /// A pattern has no word of its own.
    NoLiteral = 107,
    /// Two patterns of one answer match the same.
    SamePattern = 108,
    /// A pattern that another rule also claims.
    SharedPattern = 109,
    /// Two answers of one rule are said by the same words.
    OverlappingAnswers = 110,
    /// `about` or `unless` shuts out the rule's own example.
    ShutOut = 111,
    /// Two entities share a name.
    SharedAlias = 112,
    /// An alternative that another already covers.
    Unreachable = 113,
    /// A very wide gap.
    WideGap = 114,
    /// Two packs have a rule of one id.
    SharedId = 115,
    /// An example marked `todo` that holds.
    TodoHolds = 116,
    /// A rule that does not say what its conflicts are about.
    NoKind = 117,
    /// A key that does nothing here.
    IdleKeyWord = 118,
    /// A pattern that looks like a regular expression.
    LooksLikeRegex = 119,
    /// A word that is probably misspelt.
    Misspelt = 120,
    /// An example that does not hold.
    ExampleFails = 121,
    /// Two examples of the same two texts.
    SameExample = 122,
    /// A pattern that takes a verb of denial for its own.
    OwnDenial = 123,
    /// A pattern without the slot that is the answer.
    NoValue = 124,
}

/// The texts: one section for each code.
const TEXTS: &str = include_str!("../../docs/codes.md");

impl Code {
    /// Every code, in order.
    pub const ALL: [Self; 44] = [
        Self::Syntax,
        Self::UnknownKey,
        Self::Duplicate,
        Self::Pattern,
        Self::UnknownList,
        Self::EmptyMatch,
        Self::Slot,
        Self::Shape,
        Self::Measure,
        Self::UnknownAnswer,
        Self::Circle,
        Self::Example,
        Self::MissingKey,
        Self::WrongKind,
        Self::UnknownWord,
        Self::SlotKind,
        Self::Empty,
        Self::Name,
        Self::Entity,
        Self::UnknownPack,
        Self::NoExample,
        Self::UnseenAnswer,
        Self::UnusedSlot,
        Self::IdleKey,
        Self::UnusedList,
        Self::ShadowedList,
        Self::NoLiteral,
        Self::SamePattern,
        Self::SharedPattern,
        Self::OverlappingAnswers,
        Self::ShutOut,
        Self::SharedAlias,
        Self::Unreachable,
        Self::WideGap,
        Self::SharedId,
        Self::TodoHolds,
        Self::NoKind,
        Self::IdleKeyWord,
        Self::LooksLikeRegex,
        Self::Misspelt,
        Self::ExampleFails,
        Self::SameExample,
        Self::OwnDenial,
        Self::NoValue,
    ];

    /// Whether it is a doubt and no mistake: what it is told of still works.
    pub fn is_warning(self) -> bool {
        self as u8 > 100
    }

    /// What it means, with an example that is wrong and one that is right, as Markdown.
    pub fn explanation(self) -> &'static str {
        let heading = format!("## {self}");
        let start = TEXTS.find(&heading).expect("every code has a text: a test reads them all");
        let text = &TEXTS[start + "## ".len()..];
        text[..text.find("\n## ").unwrap_or(text.len())].trim_end()
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self as u8 {
            number if number > 100 => write!(f, "W{:03}", number - 100),
            number => write!(f, "E{number:03}"),
        }
    }
}

impl FromStr for Code {
    type Err = String;

    /// Reads `E004`; small letters and fewer noughts will do.
    fn from_str(text: &str) -> Result<Self, String> {
        let unknown = || format!("`{text}` is no code; they run from E001 to E020 and from W001 to W024");
        let (letter, digits) = text.split_at_checked(1).ok_or_else(unknown)?;
        let number: u16 = digits.parse().map_err(|_| unknown())?;
        let wanted = format!("{}{number:03}", letter.to_uppercase());
        Self::ALL.into_iter().find(|code| code.to_string() == wanted).ok_or_else(unknown)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_read_back() {
        for code in Code::ALL {
            assert_eq!(code.to_string().parse(), Ok(code));
            assert!(code.explanation().starts_with(&code.to_string()), "{code}");
        }
        assert_eq!(("w3".parse(), "E4".parse()), (Ok(Code::UnusedSlot), Ok(Code::Pattern)));
        assert!("E999".parse::<Code>().is_err() && "".parse::<Code>().is_err() && "é1".parse::<Code>().is_err());
    }

    #[test]
    fn the_codes_are_in_order() {
        assert!(Code::ALL.is_sorted());
        let last = |warning| Code::ALL.into_iter().rfind(|code| code.is_warning() == warning).unwrap();
        assert_eq!((last(false).to_string(), last(true).to_string()), ("E020".into(), "W024".into()));
    }
}
