//! Why a rule reads nothing in a text, told to its author: which pattern came nearest, and what of it is not there.

mod nearest;

use super::automaton::{Hit, PartId};
use super::matching::{Workspace, combine, near, occurs};
use super::pattern::{self, DEFAULT_GAP, Fill, Node};
use super::{Rule, Rules, compile};
use crate::language::Sentence;
use nearest::{Mend, Nearest};
use std::fmt;

/// Why a rule reads nothing in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Miss {
    /// There is no sentence to read.
    NoSentence,
    /// None of its patterns is there, nor a word of any.
    NoPattern,
    /// None of its patterns is there; this one comes nearest, and lacks these of its pieces.
    Lacks {
        /// The nearest pattern, as written.
        pattern: String,
        /// What of it is nowhere in the sentence.
        lacks: Vec<String>,
        /// Which two of its other pieces do not stand as it has them.
        spread: Vec<Spread>,
    },
    /// All pieces of this pattern are there, but not as it has them.
    Scattered {
        /// The pattern, as written.
        pattern: String,
        /// Which two of its pieces, and how they stand; empty where it cannot be told of two pieces alone.
        spread: Vec<Spread>,
    },
    /// A slot of this pattern is asked to take what it cannot.
    Refused {
        /// The pattern, as written.
        pattern: String,
        /// The slot, as written.
        slot: String,
        /// What it takes.
        fill: Fill,
        /// The words that stand in its place.
        words: String,
    },
    /// A slot of this pattern bears the name of a kind, and takes none of that kind.
    Misnamed {
        /// The pattern, as written.
        pattern: String,
        /// The slot, as written.
        slot: String,
        /// The kind that was probably meant.
        meant: Fill,
    },
    /// All of this pattern is there, and so is what it says must not be.
    Forbidden(There),
    /// A pattern is there, but these topic words are not, nor near.
    About(Vec<String>),
    /// A pattern is there, and so is this pattern of `unless`.
    Unless(There),
    /// This pattern is there, and has no slot for the answer.
    NoValue {
        /// The pattern, as written.
        pattern: String,
        /// The slot that is the answer, as written.
        slot: String,
    },
    /// A pattern is there, but only mentioned, or what fills its slots can be neither value nor key.
    NoClaim,
    /// There is more than one reason.
    Besides {
        /// The first.
        miss: Box<Miss>,
        /// Topic words that are not there either, nor near.
        about: Vec<String>,
        /// A pattern of `unless` that is there.
        unless: Option<There>,
    },
}

/// A pattern, and the words of the text that it should not have found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct There {
    /// The pattern, as written.
    pub pattern: String,
    /// The words.
    pub words: String,
}

/// How two pieces of a pattern, one behind the other, stand in a sentence that the pattern does not match.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Spread {
    /// With more words between them than the pattern lets in.
    Far {
        /// The first piece, as written.
        first: String,
        /// The piece behind it, as written.
        second: String,
        /// How many words stand between them.
        words: usize,
        /// Whether an owner's `'s` is one of them.
        owner: bool,
    },
    /// With a third piece between them, which the pattern has behind both.
    Apart {
        /// The first piece, as written.
        first: String,
        /// The piece behind it, as written.
        second: String,
        /// The piece between them, as written.
        between: String,
        /// How many words stand before it, and how many behind it.
        words: [usize; 2],
    },
    /// The words of one way to say a piece stand apart.
    Within {
        /// The piece, as written.
        of: String,
        /// That way to say it, as written.
        phrase: String,
        /// How its words stand.
        spread: Vec<Spread>,
    },
    /// With a mark between them that the pattern does not pass over.
    Parted {
        /// The first piece, as written.
        first: String,
        /// The piece behind it, as written.
        second: String,
        /// The mark.
        mark: String,
        /// Whether a gap would pass over it.
        passable: bool,
    },
    /// The second before the first.
    Turned {
        /// The first piece, as written.
        first: String,
        /// The piece behind it, as written.
        second: String,
        /// Whether one of them is a slot, which asks for its place.
        slot: bool,
    },
}

impl fmt::Display for Miss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoSentence => f.write_str("there is no sentence to read"),
            Self::NoPattern => f.write_str("no pattern matches, and no word of any pattern is there, small words aside"),
            Self::Lacks { pattern, lacks, spread } => {
                write!(f, "no pattern matches; the nearest, `{pattern}`, lacks {}", quoted(lacks))?;
                spread.iter().try_for_each(|spread| write!(f, "; and {spread}"))
            }
            Self::Scattered { pattern, spread } if spread.is_empty() => {
                write!(f, "no pattern matches; all of `{pattern}` is there, but in another order or too far apart")
            }
            Self::Scattered { pattern, spread } => {
                write!(f, "no pattern matches; all of `{pattern}` is there, but {}", joined(spread))
            }
            Self::Refused { pattern, slot, fill, words } => {
                write!(f, "no pattern matches; the nearest is `{pattern}`, but ")?;
                refused(f, slot, *fill, words)
            }
            Self::Misnamed { pattern, slot, meant } => {
                write!(f, "no pattern matches; the nearest is `{pattern}`, but `{slot}` takes a noun: did you mean `{}`?", meant.usual())
            }
            Self::Forbidden(There { pattern, words }) => {
                write!(f, "no pattern matches; of `{pattern}`, what stands behind `!` is there: “{words}”")
            }
            Self::About(about) => write!(f, "a pattern matches, but {}", no_topic(about)),
            Self::Unless(unless) => write!(f, "a pattern matches, but {unless}"),
            Self::NoValue { pattern, slot } => {
                write!(f, "`{pattern}` matches, but no `{slot}` is in this pattern: write `{slot}` where the answer stands")
            }
            Self::NoClaim => f.write_str(
                "a pattern matches, but what it says is only mentioned, or what fills its slots is neither a name nor a thing that could be compared",
            ),
            Self::Besides { miss, about, unless } => {
                write!(f, "{miss}")?;
                if !about.is_empty() {
                    write!(f, "; besides, {}", no_topic(about))?;
                }
                unless.iter().try_for_each(|unless| write!(f, "; besides, {unless}"))
            }
        }
    }
}

/// Of a pattern of `unless`.
impl fmt::Display for There {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` of `unless` is there: “{}”", self.pattern, self.words)
    }
}

/// The widest gap that is advised: in a wider one mostly stands another clause.
const WIDEST_ADVISED: usize = 10;

/// Why a slot does not take some words, and what to write instead.
fn refused(f: &mut fmt::Formatter<'_>, slot: &str, fill: Fill, words: &str) -> fmt::Result {
    match fill {
        Fill::Place => write!(
            f,
            "“{words}” is no name, and `{slot}` takes only names: write an answer for each place (shape `one-of`), or `{{x}}` for any thing (shape `open`)"
        ),
        Fill::Number => write!(
            f,
            "“{words}” is no count, and `{slot}` takes none else: a length of time is `{{t:duration}}`, a day or year `{{d:date}}`"
        ),
        Fill::Date if is_day_alone(words) => write!(f, "“{words}” names no month, and `{slot}` takes no day without its month"),
        Fill::Date => write!(
            f,
            "“{words}” is no date, and `{slot}` takes days, months and years, but no hours: write an answer for each hour (shape `one-of`)"
        ),
        Fill::Duration => write!(f, "“{words}” is no length of time, and `{slot}` takes none else: a count is `{{n:number}}`"),
        _ => write!(f, "“{words}” is not {}, and `{slot}` takes none else", compile::taken(fill)),
    }
}

/// Whether words are a day and no month: `the 12th`.
fn is_day_alone(words: &str) -> bool {
    words.rsplit(' ').next().is_some_and(|day| day.starts_with(|c: char| c.is_ascii_digit()) && day.ends_with(|c: char| c.is_alphabetic()))
        && words.contains(' ')
}

impl fmt::Display for Spread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Far { first, second, words, owner } => {
                let (noun, verb) = if *words == 1 { ("word", "stands") } else { ("words", "stand") };
                let owner = if *owner { " (`'s` counts as one)" } else { "" };
                write!(f, "{words} {noun}{owner} {verb} between `{first}` and `{second}`: ")?;
                match *words {
                    ..=WIDEST_ADVISED => write!(f, "write `{first}{} {second}`", gap(*words)),
                    _ => f.write_str("write another pattern for such a sentence"),
                }
            }
            Self::Apart { first, second, between, words: [before, behind] } => {
                write!(f, "`{first}` and `{second}` stand apart, with `{between}` between them: write ")?;
                match *before.max(behind) {
                    ..=WIDEST_ADVISED => write!(f, "`{first}{} {between}{} {second}`, too", gap(*before), gap(*behind)),
                    _ => f.write_str("another pattern for such a sentence"),
                }
            }
            Self::Within { of, phrase, spread } => write!(f, "`{phrase}` of `{of}` is split: {}", joined(spread)),
            Self::Parted { first, second, mark, passable: true } => {
                write!(f, "`{mark}` stands between `{first}` and `{second}`: write `{first} ...1 {second}`, for a gap passes over it")
            }
            Self::Parted { first, second, mark, .. } => {
                write!(
                    f,
                    "`{mark}` stands between `{first}` and `{second}`, and no gap passes over it: write another pattern for such a sentence"
                )
            }
            Self::Turned { first, second, slot } => {
                write!(f, "`{second}` stands before `{first}`: write a pattern for that order, too")?;
                if *slot { Ok(()) } else { write!(f, ", or `{first} & {second}` for any order") }
            }
        }
    }
}

fn no_topic(about: &[String]) -> String {
    let verb = if about.len() == 1 { "is" } else { "are" };
    format!("{} of `about` {verb} not there, nor near", quoted(about))
}

/// A gap of so many words, as written.
fn gap(words: usize) -> String {
    match words {
        0 => String::new(),
        DEFAULT_GAP => " ...".to_owned(),
        _ => format!(" ...{words}"),
    }
}

fn joined(spread: &[Spread]) -> String {
    spread.iter().map(Spread::to_string).collect::<Vec<_>>().join("; and ")
}

fn quoted(pieces: &[String]) -> String {
    pieces.iter().map(|piece| format!("`{piece}`")).collect::<Vec<_>>().join(" and ")
}

impl Rules {
    /// Why a rule, by its place in [`Rules::rules`], reads nothing in sentences in which it reads nothing: told of the sentence that
    /// comes nearest. `text` is what the sentences were read from.
    pub fn miss(&self, rule: usize, sentences: &[Sentence], text: &str, workspace: &mut Workspace) -> Miss {
        let hits = self.hits_of(rule, sentences, workspace);
        let rule = &self.rules[rule];
        let told_of = |at: usize| Sentences { rule, hits: &hits, at, sentence: &sentences[at], text };
        match (0..sentences.len()).find(|at| is_read(rule, &hits[*at])) {
            Some(at) => told_of(at).kept_out(),
            None => match self.nearest(rule, sentences, text) {
                Some(nearest) => told_of(nearest.at).besides(told(nearest, text)),
                None if sentences.is_empty() => Miss::NoSentence,
                None => Miss::NoPattern,
            },
        }
    }

    /// The same of one sentence of a source, told so far as its neighbours matter.
    pub fn miss_at(&self, rule: usize, at: usize, sentences: &[Sentence], text: &str, workspace: &mut Workspace) -> Miss {
        let around = near(&self.rules[rule], at, sentences.len());
        let (at, sentences) = (at - around.start, &sentences[around]);
        let hits = self.hits_of(rule, sentences, workspace);
        let rule = &self.rules[rule];
        let here = Sentences { rule, hits: &hits, at, sentence: &sentences[at], text };
        if is_read(rule, &hits[at]) {
            return here.kept_out();
        }
        let nearest = self.nearest(rule, &sentences[at..=at], text);
        nearest.map_or(Miss::NoPattern, |nearest| here.besides(told(nearest, text)))
    }
}

/// Whether one of a rule's patterns is in a sentence.
fn is_read(rule: &Rule, hits: &[Hit]) -> bool {
    rule.ways.iter().any(|way| !combine(&way.pattern, hits).is_empty())
}

/// What the parts of a rule's patterns found in some sentences, and the one of them that is told of.
struct Sentences<'a> {
    rule: &'a Rule,
    hits: &'a [Vec<Hit>],
    at: usize,
    sentence: &'a Sentence,
    text: &'a str,
}

impl Sentences<'_> {
    /// What keeps the rule from reading the sentence, in which one of its patterns is.
    fn kept_out(&self) -> Miss {
        match (self.missing_topics(), self.shutting()) {
            (about, None) if about.is_empty() => self.without_value().unwrap_or(Miss::NoClaim),
            (about, Some(unless)) if about.is_empty() => Miss::Unless(unless),
            (about, None) => Miss::About(about),
            (about, unless) => Miss::Besides { miss: Box::new(Miss::About(about)), about: Vec::new(), unless },
        }
    }

    /// A miss in the sentence, with what would keep the rule out of it if it were mended.
    fn besides(&self, miss: Miss) -> Miss {
        let (about, unless) = (self.missing_topics(), self.shutting());
        if about.is_empty() && unless.is_none() { miss } else { Miss::Besides { miss: Box::new(miss), about, unless } }
    }

    /// Those of the rule's topic patterns that are not near.
    fn missing_topics(&self) -> Vec<String> {
        let near = near(self.rule, self.at, self.hits.len());
        let missing = self.rule.about.iter().filter(|pattern| !near.clone().any(|i| occurs(pattern, &self.hits[i])));
        missing.map(|pattern| pattern.text.clone()).collect()
    }

    /// The first pattern of the rule's `unless` that is in the sentence, and the words of its parts.
    fn shutting(&self) -> Option<There> {
        let hits = &self.hits[self.at];
        let pattern = self.rule.unless.iter().find(|pattern| occurs(pattern, hits))?;
        let words = |part: &PartId| hits.iter().find(|hit| hit.part == *part).map(|hit| self.sentence.span_of(&hit.tokens).of(self.text));
        let words: Vec<&str> = pattern.present.iter().filter_map(words).collect();
        Some(There { pattern: pattern.text.clone(), words: words.join(" … ") })
    }

    /// A pattern that is in the sentence and lacks the slot that is the answer, where none is there that has it.
    fn without_value(&self) -> Option<Miss> {
        let slot = &self.rule.slots[self.rule.value?];
        let lacks = |text: &str| pattern::parse(text).is_ok_and(|pattern| !pattern.has_slot(&slot.name));
        let there = self.rule.ways.iter().map(|way| &way.pattern).filter(|pattern| !combine(pattern, &self.hits[self.at]).is_empty());
        let there: Vec<&str> = there.map(|pattern| pattern.text.as_str()).collect();
        let all_lack = there.iter().all(|text| lacks(text));
        there.first().filter(|_| all_lack).map(|pattern| Miss::NoValue { pattern: (*pattern).to_owned(), slot: slot.to_string() })
    }
}

/// The smallest mend of a rule in the words of a miss. What is refused comes first, for no other mend helps then; what is lacking, next.
fn told(nearest: Nearest, text: &str) -> Miss {
    let Nearest { pattern, mends, .. } = nearest;
    if let Some((slot, meant)) = misnamed(&pattern, &mends) {
        return Miss::Misnamed { pattern, slot, meant };
    }
    let refused = mends.iter().find_map(|mend| match mend {
        Mend::Refused { slot, fill, words } => {
            Some(Miss::Refused { pattern: pattern.clone(), slot: slot.clone(), fill: *fill, words: words.of(text).to_owned() })
        }
        _ => None,
    });
    if let Some(refused) = refused {
        return refused;
    }
    let lacks: Vec<String> =
        mends.iter().filter_map(|mend| if let Mend::Lacks(piece) = mend { Some(piece.clone()) } else { None }).collect();
    let forbidden = mends.iter().find_map(|mend| if let Mend::Forbidden(words) = mend { Some(words.of(text).to_owned()) } else { None });
    if let Some(words) = forbidden.filter(|_| lacks.is_empty()) {
        return Miss::Forbidden(There { pattern, words });
    }
    let spread = mends.into_iter().filter_map(|mend| if let Mend::Spread(spread) = mend { Some(spread) } else { None }).collect();
    if lacks.is_empty() { Miss::Scattered { pattern, spread } } else { Miss::Lacks { pattern, lacks, spread } }
}

/// A slot of a pattern that a mend speaks of, and that has the name of a kind where a kind was meant.
fn misnamed(pattern: &str, mends: &[Mend]) -> Option<(String, Fill)> {
    let mut found = None;
    for part in pattern::parse(pattern).ok()?.parts {
        part.node.walk(&mut |node| {
            if let Node::Slot(slot, _) = node
                && let Some(meant) = slot.meant()
                && mends.iter().any(|mend| mend.names(&slot.to_string()))
            {
                found.get_or_insert((slot.to_string(), meant));
            }
        });
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::compile_text;
    use super::*;

    const RULE: &str = r#"
[pack]
id = "desk"
title = "Rules of the test"
[words]
store = ["depot", "munitions store"]
[[rule]]
id = "cause"
ask = "Why?"
shape = "yes-no"
about = ["@store"]
near = 0
unless = ["exercise"]
say = ["drone ...2 hit", "poor storage ... cause", "fire & night ! calm"]
"#;

    #[test]
    fn tells_the_author_what_is_missing() {
        let rules = compile_text(RULE);
        for (text, told) in [
            ("", "there is no sentence to read"),
            ("The weather was fine.", "no pattern matches, and no word of any pattern is there, small words aside"),
            ("Drones flew over the depot.", "no pattern matches; the nearest, `drone ...2 hit`, lacks `hit`"),
            (
                "A hit on the depot came from a drone.",
                "no pattern matches; all of `drone ...2 hit` is there, but `hit` stands before `drone`: write a pattern for that order, too, or \
                 `drone & hit` for any order",
            ),
            (
                "Drones that nobody had seen hit the depot.",
                "no pattern matches; all of `drone ...2 hit` is there, but 4 words stand between `drone` and `hit`: write `drone ...4 hit`",
            ),
            (
                "Poor long storage caused it at the depot.",
                "no pattern matches; all of `poor storage ... cause` is there, but 1 word stands between `poor` and `storage`: write `poor ...1 storage`",
            ),
            (
                "The depot was said to have been struck, and it was a drone that had only just hit.",
                "no pattern matches; all of `drone ...2 hit` is there, but 4 words stand between `drone` and `hit`: write `drone ...4 hit`",
            ),
            (
                "Police spoke of a drone; hit or not, the depot burnt.",
                "no pattern matches; all of `drone ...2 hit` is there, but `;` stands between `drone` and `hit`, and no gap passes over it: write \
                 another pattern for such a sentence",
            ),
            (
                "It was poor, storage there had caused it at the depot.",
                "no pattern matches; all of `poor storage ... cause` is there, but `,` stands between `poor` and `storage`: write \
                 `poor ...1 storage`, for a gap passes over it",
            ),
            (
                "A fire burnt at night at the depot in calm weather.",
                "no pattern matches; of `fire & night ! calm`, what stands behind `!` is there: “calm”",
            ),
            ("A drone hit the bridge.", "a pattern matches, but `@store` of `about` is not there, nor near"),
            ("A drone hit the depot in an exercise.", "a pattern matches, but `exercise` of `unless` is there: “exercise”"),
            (
                "A drone hit the bridge in an exercise.",
                "a pattern matches, but `@store` of `about` is not there, nor near; besides, `exercise` of `unless` is there: “exercise”",
            ),
            (
                "Drones that nobody had seen hit the bridge.",
                "no pattern matches; all of `drone ...2 hit` is there, but 4 words stand between `drone` and `hit`: write `drone ...4 hit`; \
                 besides, `@store` of `about` is not there, nor near",
            ),
            (
                "Drones flew over the depot in an exercise.",
                "no pattern matches; the nearest, `drone ...2 hit`, lacks `hit`; besides, `exercise` of `unless` is there: “exercise”",
            ),
        ] {
            let sentences = rules.language.read(text, None);
            assert_eq!(rules.miss(0, &sentences, text, &mut Workspace::default()).to_string(), told, "{text}");
        }
    }

    /// What is told of a text that a rule of these patterns does not read.
    fn told_of(shape: &str, say: &str, text: &str) -> String {
        let head = "[pack]\nid = \"desk\"\ntitle = \"Rules of the test\"\n[words]\nshut = [\"close\", \"shut\", \"closure\"]\n\
            store = [\"dismantle\", \"put into storage\"]\n";
        let rules = compile_text(&format!("{head}[[rule]]\nid = \"r\"\nask = \"?\"\nshape = \"{shape}\"\nsay = {say}\n"));
        let sentences = rules.language.read(text, None);
        rules.miss(0, &sentences, text, &mut Workspace::default()).to_string()
    }

    #[test]
    fn what_is_advised_reads_the_text() {
        for (advised, text) in [
            ("take ...3 statue down", "Workers took the old bronze statue down."),
            ("statue be ...2 (take ...1 down | remove)", "The statue was taken carefully down."),
            ("statue & (take ...3 down | remove)", "Workers took the old statue down."),
            ("city ...2 put ...2 into storage", "The city put the monument into storage."),
            ("mayor ...2 statue", "The mayor's old statue is there."),
        ] {
            let head = "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"r\"\nask = \"?\"\nshape = \"yes-no\"\n";
            let rules = compile_text(&format!("{head}say = [\"{advised}\"]\n"));
            assert_eq!(rules.matches(&rules.language.read(text, None), &mut Workspace::default()).len(), 1, "{advised}");
        }
    }

    #[test]
    fn tells_of_what_is_not_there_for_the_answer() {
        for (shape, say, text, told) in [
            (
                "date",
                r#"["reopen ...2 {d:date}"]"#,
                "The bridge reopens by the 12th.",
                "no pattern matches; the nearest is `reopen ...2 {d:date}`, but “the 12th” names no month, and `{d:date}` takes no day without its \
                 month",
            ),
            (
                "who",
                r#"["{name:who} buy ferry", "ferry ...3 buy by {who}"]"#,
                "Anna Berg bought ferries.",
                "`{name:who} buy ferry` matches, but no `{who}` is in this pattern: write `{who}` where the answer stands",
            ),
            (
                "yes-no",
                r#"["hall ...3 close ! (fear | worry) that"]"#,
                "Traders fear that the hall will be closed.",
                "no pattern matches; of `hall ...3 close ! (fear | worry) that`, what stands behind `!` is there: “fear that”",
            ),
        ] {
            assert_eq!(told_of(shape, say, text), told, "{text}");
        }
    }

    #[test]
    fn tells_of_words_that_stand_apart() {
        for (shape, say, text, told) in [
            // Both parts of a verb are there, with its object between them.
            (
                "yes-no",
                r#"["take down ...2 statue"]"#,
                "Workers took the old bronze statue down.",
                "all of `take down ...2 statue` is there, but `take` and `down` stand apart, with `statue` between them: write \
                 `take ...3 statue down`, too",
            ),
            (
                "yes-no",
                r#"["statue be ...2 (take down | remove)"]"#,
                "The statue was taken carefully down.",
                "all of `statue be ...2 (take down | remove)` is there, but `take down` of `(take down | remove)` is split: 1 word stands between \
                 `take` and `down`: write `take ...1 down`",
            ),
            (
                "yes-no",
                r#"["statue ...2 (take down | remove)"]"#,
                "Workers took the old statue down.",
                "all of `statue ...2 (take down | remove)` is there, but `(take down | remove)` stands before `statue`: write a pattern for that \
                 order, too, or `statue & (take down | remove)` for any order; and `take down` of `(take down | remove)` is split: 3 words stand \
                 between `take` and `down`: write `take ...3 down`",
            ),
            // An entry of a list of which all words are there.
            (
                "yes-no",
                r#"["city ...2 @store"]"#,
                "The city put the monument into storage.",
                "all of `city ...2 @store` is there, but `put into storage` of `@store` is split: 2 words stand between `put` and `into`: write \
                 `put ...2 into`",
            ),
            // What lacks a word may have a gap that is too short as well.
            (
                "yes-no",
                r#"["city ...2 remove ...1 statue ...2 night"]"#,
                "The city in the far north had removed the statue.",
                "the nearest, `city ...2 remove ...1 statue ...2 night`, lacks `night`; and 5 words stand between `city` and `remove`: write \
                 `city ...5 remove`",
            ),
            // An owner's ending is a word of a gap.
            (
                "yes-no",
                r#"["mayor ...1 statue"]"#,
                "The mayor's old statue is there.",
                "all of `mayor ...1 statue` is there, but 2 words (`'s` counts as one) stand between `mayor` and `statue`: write `mayor ...2 statue`",
            ),
            // A small word that stands elsewhere is no matter of order.
            (
                "number",
                r#"["{n:number} statue ...1 fall", "number of the fallen ...2 {n:number}"]"#,
                "The number of those fallen was ten.",
                "the nearest, `number of the fallen ...2 {n:number}`, lacks `the`",
            ),
            // Words that stand everywhere bring no pattern near.
            (
                "yes-no",
                r#"["end of the war", "of the statue ...2 remove"]"#,
                "The head of the statue was there.",
                "the nearest, `of the statue ...2 remove`, lacks `remove`",
            ),
            (
                "yes-no",
                r#"["end of the war"]"#,
                "The head of the statue was there.",
                "and no word of any pattern is there, small words aside",
            ),
            // A kind of slot for its name.
            (
                "yes-no",
                r#"["{number} statue ...2 fall"]"#,
                "At night 12 statues fell.",
                "the nearest is `{number} statue ...2 fall`, but `{number}` takes a noun: did you mean `{n:number}`?",
            ),
        ] {
            let joint = if told.starts_with("and") { "," } else { ";" };
            assert_eq!(told_of(shape, say, text), format!("no pattern matches{joint} {told}"), "{text}");
        }
    }

    #[test]
    fn tells_of_the_pattern_that_needs_the_smallest_mend() {
        for (shape, say, text, told) in [
            // A gap that is too short in the second pattern, where the first would need another order.
            (
                "who",
                r#"["{who} order ...5 @shut", "@shut ...2 order by {who}"]"#,
                "The closure of the old ferry dock was ordered by the harbour master.",
                "all of `@shut ...2 order by {who}` is there, but 6 words stand between `@shut` and `order`: write `@shut ... order`",
            ),
            (
                "number",
                r#"["{n:number} cow ...4 sick", "number of sick cow ...2 rise to {n:number}"]"#,
                "The number of sick cows on the farm at Ostrel has risen to 61.",
                "all of `number of sick cow ...2 rise to {n:number}` is there, but 6 words stand between `cow` and `rise`: write `cow ... rise`",
            ),
            // Two gaps are told at once.
            (
                "yes-no",
                r#"["ferry be shut ...1 night"]"#,
                "The ferry has been shut for most of the night.",
                "all of `ferry be shut ...1 night` is there, but 1 word stands between `ferry` and `be`: write `ferry ...1 be`; and 4 words stand \
                 between `shut` and `night`: write `shut ...4 night`",
            ),
            // One that lacks a word of many comes before another order.
            (
                "yes-no",
                r#"["ferry ...2 stop ...2 night", "(by | at) night ...2 ferry ...2 stop"]"#,
                "During the night the ferry was stopped.",
                "the nearest, `(by | at) night ...2 ferry ...2 stop`, lacks `(by | at)`",
            ),
            // Where the rule has that order already, nobody is told to write it.
            (
                "yes-no",
                r#"["ferry ...2 stop", "stop ...1 ice ...1 fog ...1 snow ...1 ferry"]"#,
                "They stopped the ferry.",
                "the nearest, `stop ...1 ice ...1 fog ...1 snow ...1 ferry`, lacks `ice` and `fog` and `snow`",
            ),
            // A slot keeps its place: no `&` for it.
            ("who", r#"["{who} order @shut"]"#, "A closure they did order.", "all of `{who} order @shut` is there, but"),
        ] {
            let found = told_of(shape, say, text);
            assert!(found.starts_with("no pattern matches; ") && found.contains(told), "{text}\n{found}\n{told}");
        }
    }

    #[test]
    fn tells_that_a_slot_does_not_take_such_words() {
        for (shape, say, text, told) in [
            (
                "place",
                r#"["trace ...2 to {p:place}"]"#,
                "The leak was traced to the old ferry terminal.",
                "the nearest is `trace ...2 to {p:place}`, but “the old ferry terminal” is no name, and `{p:place}` takes only names: write an answer \
                 for each place (shape `one-of`), or `{x}` for any thing (shape `open`)",
            ),
            (
                "number",
                r#"["last {n:number}"]"#,
                "The leak lasted three days.",
                "the nearest is `last {n:number}`, but “three days” is no count, and `{n:number}` takes none else: a length of time is `{t:duration}`, a \
                 day or year `{d:date}`",
            ),
            (
                "date",
                r#"["sink at {d:date}"]"#,
                "The ferry sank at 9.40 p.m.",
                "the nearest is `sink at {d:date}`, but “9.40” is no date, and `{d:date}` takes days, months and years, but no hours: write an answer \
                 for each hour (shape `one-of`)",
            ),
            (
                "duration",
                r#"["last {t:duration}"]"#,
                "The list lasted 40 pages.",
                "the nearest is `last {t:duration}`, but “40” is no length of time, and `{t:duration}` takes none else: a count is `{n:number}`",
            ),
        ] {
            assert_eq!(told_of(shape, say, text), format!("no pattern matches; {told}"), "{text}");
        }
    }
}
