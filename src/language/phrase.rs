//! Noun phrases: what a `{x}` slot of a pattern can hold, and what a speaker's name is cut from.

use super::Tokens;
use super::lexicon::Class;
use super::number::{Number, NumberKind};
use super::part::{Part, Reading};
use Part::*;

/// A noun phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    /// The base phrase: determiner to head, with a possessive before it ("the Iraqi army's drones").
    pub tokens: Tokens,
    /// The end of the longest reading, with what `of`, `in`, `on`, `at`, `for` attach to it ("the end of the year"); `tokens.end` when nothing is.
    pub longest: usize,
    /// The head noun ("drones").
    pub head: usize,
    /// Whether it is a name (its head is capitalised and not merely first in the sentence).
    pub name: bool,
    /// Whether it is a pronoun.
    pub pronoun: bool,
}

/// No base phrase of English is longer; a run of a thousand figures is none.
const LONGEST: usize = 32;
/// At most this many prepositional phrases are attached to a base phrase.
const ATTACHED: usize = 2;

/// The noun phrases of one sentence.
pub(super) fn find(reading: &Reading, numbers: &[Number]) -> Vec<Phrase> {
    let mut found: Vec<Phrase> = Vec::new();
    let mut at = 0;
    while at < reading.len() {
        match base(reading, numbers, at) {
            Some(phrase) => {
                at = phrase.tokens.end;
                found.push(phrase);
            }
            None => at += 1,
        }
    }
    for i in (0..found.len()).rev() {
        found[i].longest = attach(reading, &found, i);
    }
    found
}

/// The base phrase that begins at `start`.
fn base(reading: &Reading, numbers: &[Number], start: usize) -> Option<Phrase> {
    let figure = figure_end(numbers, start);
    match reading.part(start) {
        _ if figure > start => {}
        Pronoun => return Some(single(start)),
        Determiner if stands_alone(reading, start) => return Some(single(start)),
        part if !part.begins_phrase() => return None,
        _ => {}
    }
    let mut end = figure.max(start + 1);
    while end < reading.len().min(start + LONGEST) && continues(reading, start, end) {
        end += 1;
    }
    let head = (start..end).rev().find(|&i| reading.part(i).is_nominal()).or_else(|| adjective_head(reading, start, end))?;
    let end = head + 1 + usize::from(closes_inner_quote(reading, start, head + 1));
    Some(Phrase { tokens: start..end, longest: end, head, name: is_name(reading, head), pronoun: false })
}

/// The end of the quantity that begins at `start`; `start` when none does. A phrase begins with all of its figure: `at least eight drones`.
fn figure_end(numbers: &[Number], start: usize) -> usize {
    let at = numbers.partition_point(|n| n.tokens.start < start);
    numbers.get(at).filter(|n| n.tokens.start == start && n.kind == NumberKind::Count).map_or(start, |n| n.tokens.end)
}

/// Whether a quotation mark opened inside the phrase closes at its end: `two “enemy drones”`.
fn closes_inner_quote(reading: &Reading, start: usize, end: usize) -> bool {
    reading.part(end) == Close && (start..end).any(|i| reading.part(i) == Open) && !(start..end).any(|i| reading.part(i) == Close)
}

fn single(at: usize) -> Phrase {
    Phrase { tokens: at..at + 1, longest: at + 1, head: at, name: false, pronoun: true }
}

/// `Some argue`, `this means`: a determiner before a verb is a pronoun.
fn stands_alone(reading: &Reading, at: usize) -> bool {
    let articles = ["a", "an", "the", "every", "no"];
    let next = reading.part(at + 1);
    (next.is_verb() && next != Gerund || reading.form(at + 1, "of")) && !articles.iter().any(|w| reading.form(at, w))
}

/// `the wounded`, `the militias'` with no noun known.
fn adjective_head(reading: &Reading, start: usize, end: usize) -> Option<usize> {
    let pointed = matches!(reading.part(start), Determiner | Possessive) && end > start + 1;
    (pointed && reading.part(end - 1) == Adjective).then_some(end - 1)
}

/// Whether the token at `at` still belongs to the phrase that began at `start`.
fn continues(reading: &Reading, start: usize, at: usize) -> bool {
    let before = reading.part(at - 1);
    if reading.tokens[at].joined {
        return true;
    }
    if reading.has("day-word", at) || (reading.has("day-word", at - 1) && before.is_nominal()) {
        return reading.has("day-word", at) && !before.is_nominal();
    }
    match reading.part(at) {
        // "…six nurses The ministry said": where a caption or headline runs into the text.
        Name if ["the", "a", "an"].iter().any(|article| reading.form(at, article)) => false,
        Name if before == Noun => !is_next_subject(reading, start, at),
        Noun | Name | Adjective => !(reading.part(at) == Adjective && before.is_nominal() && !adjective_of_noun(reading, at)),
        Number => !before.is_nominal(),
        Determiner => before == Determiner && !reading.form(at - 1, "the"),
        Possessive => before == Determiner,
        Genitive => before.is_nominal() && goes_on(reading, at + 1),
        Open | Close => goes_on(reading, at + 1),
        Adverb => matches!(reading.part(at + 1), Adjective) && matches!(before, Determiner | Possessive),
        Coordinator => joins_adjectives(reading, start, at),
        _ => false,
    }
}

/// `Iraq pro-Iran factions` does not occur, but `senior militia political officials` does: an adjective with a noun after it.
fn adjective_of_noun(reading: &Reading, at: usize) -> bool {
    let mut next = at + 1;
    while reading.part(next) == Adjective || reading.tokens.get(next).is_some_and(|t| t.joined) {
        next += 1;
    }
    reading.part(next).is_nominal()
}

/// `a charge Paris denied`: the name after a thing is the subject of what follows; after a title it is a name's own.
fn is_next_subject(reading: &Reading, start: usize, at: usize) -> bool {
    let titled = reading.has("person-noun", at - 1) || reading.has("group-noun", at - 1);
    reading.part(start) == Determiner && !titled && reading.part(at + 1).is_finite()
}

fn goes_on(reading: &Reading, at: usize) -> bool {
    matches!(reading.part(at), Noun | Name | Adjective | Number)
}

/// `political and militia officials`, `Western and Iraqi officials`.
fn joins_adjectives(reading: &Reading, start: usize, at: usize) -> bool {
    let describes = |at: usize| reading.part(at) == Adjective || reading.tokens[at].classes.has(Class::Adjective);
    let plain_noun = |at: usize| reading.part(at) == Noun;
    at > start
        && describes(at - 1)
        && goes_on(reading, at + 1)
        && (plain_noun(at + 2) || reading.part(at + 2) == Adjective && plain_noun(at + 3))
}

/// A capital counts where a common noun would have none.
fn is_name(reading: &Reading, head: usize) -> bool {
    reading.part(head) == Name
}

/// How far prepositions carry the phrase `found[i]`, given those after it.
fn attach(reading: &Reading, found: &[Phrase], i: usize) -> usize {
    let mut end = found[i].tokens.end;
    if found[i].pronoun && !reading.form(end, "of") {
        return end;
    }
    for next in found[i + 1..].iter().take(ATTACHED) {
        let linked = next.tokens.start == end + 1 && !next.pronoun && reading.has("attaching", end);
        if !linked || reading.has("day-word", next.tokens.start) || (!reading.form(end, "of") && reading.has("unattached", next.head)) {
            break;
        }
        end = next.tokens.end;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::testing;

    fn phrases(text: &str) -> Vec<(String, String, bool)> {
        let tokens = testing::tokens(text);
        let piece = |r: Tokens| text[tokens[r.start].span.start as usize..tokens[r.end - 1].span.end as usize].to_owned();
        find(&Reading::new(text, &tokens, testing::english()), &[])
            .into_iter()
            .map(|p| (piece(p.tokens.clone()), piece(p.tokens.start..p.longest), p.name))
            .collect()
    }

    #[test]
    fn finds_base_phrases() {
        for (text, base) in [
            ("Witnesses saw Ali al-Hakimi arrive.", "Ali al-Hakimi"),
            ("Members of Kata'ib al-Nur fled.", "Kata'ib al-Nur"),
            ("The French-led naval task force sailed.", "The French-led naval task force"),
            ("They met Prime Minister Hadi al-Basri there.", "Prime Minister Hadi al-Basri"),
            ("Then Lebanon's army withdrew.", "Lebanon's army"),
            ("It shot down two “enemy drones” near the port.", "two “enemy drones”"),
            ("She blamed the strike on rebels.", "the strike"),
            ("Its attack failed.", "Its attack"),
            ("Some argue that it works.", "Some"),
            ("He left.", "He"),
            ("Political and militia officials met.", "Political and militia officials"),
            ("On Monday President Aoun resigned.", "President Aoun"),
            ("Rebels fired 17 long-range rockets.", "17 long-range rockets"),
            ("a spokesman for the Interior Ministry spoke", "the Interior Ministry"),
            ("The U.S. Navy denied it.", "The U.S. Navy"),
            ("their growing military presence", "their growing military presence"),
            ("the general's own drones fell", "the general's own drones"),
            ("The group claims the hills.", "The group"),
            ("all the hostages came home", "all the hostages"),
            ("a highly unusual visit ended", "a highly unusual visit"),
        ] {
            let found = phrases(text);
            assert!(found.iter().any(|(b, ..)| b == base), "{base} in {text}: {found:?}");
        }
    }

    #[test]
    fn carries_a_phrase_over_its_prepositions() {
        for (text, longest) in [
            ("By the end of the year it closed.", "the end of the year"),
            ("The US-led military coalition in Syria left.", "The US-led military coalition in Syria"),
            ("A spokesman for the mayor of Basra spoke.", "A spokesman for the mayor of Basra"),
            ("The attack on the airport on Monday failed.", "The attack on the airport"),
        ] {
            let found = phrases(text);
            assert!(found.iter().any(|(_, l, _)| l == longest), "{longest} in {text}: {found:?}");
        }
    }

    #[test]
    fn tells_names_from_capitals_at_the_start() {
        for (text, base, name) in [
            ("Rockets hit Erbil.", "Rockets", false),
            ("Rockets hit Erbil.", "Erbil", true),
            ("The Peace Brigades left.", "The Peace Brigades", true),
            ("“Soldiers left,” he said.", "Soldiers", false),
        ] {
            let found = phrases(text);
            assert!(found.iter().any(|(b, _, n)| b == base && *n == name), "{base} in {text}: {found:?}");
        }
    }
}
