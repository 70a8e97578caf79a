//! Who a pronoun or "the spokesperson" is: the people and groups that were named, the latest first.

use crate::language::lexicon::Word;
use crate::language::part::{Part, Reading};
use crate::language::phrase::Phrase;
use crate::language::token::{self, Shape};
use crate::language::{Language, Sentence, Tokens};
use crate::text::{Span, one_line};
use std::collections::VecDeque;

/// What a phrase names, as far as pronouns care.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Person,
    Group,
    /// More than one: analysts, officials.
    People,
    /// A single name that no dictionary has: a person's more often than not.
    Name,
    Unknown,
}

/// Somebody who was named.
#[derive(Debug, Clone)]
struct Mention {
    name: String,
    kind: Kind,
    words: Vec<Word>,
    spoke: bool,
    /// Not what a preposition or a possessive takes.
    subject: bool,
}

/// Who was named, by sentence, the latest last.
#[derive(Debug, Default)]
pub(super) struct Memory {
    sentences: VecDeque<Vec<Mention>>,
    current: Vec<Mention>,
}

/// How many sentences back a pronoun reaches.
const SENTENCES: usize = 5;

/// How many of those named in one sentence are looked through.
const MENTIONS: usize = 32;

impl Memory {
    /// The speaker's name: the phrase itself, or whoever it stands for.
    pub(super) fn name(&mut self, r: &Reading, sentence: &Sentence, source: &Tokens) -> String {
        let own = words_of(r, source);
        let Some(wanted) = self.wanted(r, source) else { return own };
        let found = self.here(r, sentence, source, wanted).or_else(|| self.find(r, wanted));
        found.map_or(own, |name| self.in_full(name))
    }

    /// The longer form that a name alone was given before: `Badr` is `Hassan Badr`.
    fn in_full(&self, name: String) -> String {
        if name.contains(' ') {
            return name;
        }
        let all = self.sentences.iter().rev().flat_map(|s| s.iter().take(MENTIONS));
        let longer = all.filter(|m| m.kind == Kind::Person && m.name.len() > name.len() && m.name.ends_with(&name));
        longer.map(|m| m.name.clone()).next().unwrap_or(name)
    }

    /// Notes who spoke.
    pub(super) fn spoke(&mut self, r: &Reading, name: &str, source: &Tokens) {
        let known = self
            .current
            .iter()
            .rev()
            .take(MENTIONS)
            .chain(self.sentences.iter().flat_map(|s| s.iter().rev().take(MENTIONS)))
            .find(|m| m.name == name);
        let (kind, words) = known.map_or_else(|| (kind(r, source), forms(r, source)), |m| (m.kind, m.words.clone()));
        self.current.push(Mention { name: name.to_owned(), kind, words, spoke: true, subject: true });
    }

    /// Notes who else was named, and goes on to the next sentence.
    pub(super) fn end_sentence(&mut self, r: &Reading, sentence: &Sentence) {
        let named: Vec<Mention> = sentence.phrases.iter().take(4 * MENTIONS).filter_map(|p| mention(r, p)).collect();
        self.current.extend(named.into_iter().take(MENTIONS));
        self.sentences.push_back(std::mem::take(&mut self.current));
        if self.sentences.len() > SENTENCES {
            self.sentences.pop_front();
        }
    }

    /// What the phrase stands for, if it does not name anybody itself.
    fn wanted(&self, r: &Reading, source: &Tokens) -> Option<Wanted> {
        let at = source.start;
        let form = |w| r.form(at, w);
        if source.len() == 1 && r.part(at) == Part::Pronoun {
            return match () {
                () if form("he") || form("she") || form("him") => Some(Wanted::Person),
                () if form("it") => Some(Wanted::Group),
                () if form("they") || form("them") => Some(Wanted::People),
                () => None,
            };
        }
        let head = source.end - 1;
        let definite = form("the") && source.len() == 2 && r.part(head) == Part::Noun;
        (definite && r.has("role", head)).then_some(Wanted::Role(head))
    }

    /// Somebody named earlier in the same sentence, before the speaker's words.
    fn here(&self, r: &Reading, sentence: &Sentence, source: &Tokens, wanted: Wanted) -> Option<String> {
        let spoke = self.current.iter().rev().take(MENTIONS).find(|m| wanted.fits(r, m) || matches!(wanted, Wanted::People));
        let earlier = || {
            let before = sentence.phrases.iter().take(MENTIONS).take_while(|p| p.tokens.end <= source.start);
            before.filter(|p| !r.tokens[p.tokens.start].quoted).filter_map(|p| mention(r, p)).find(|m| m.subject && wanted.fits_well(r, m))
        };
        spoke.cloned().or_else(earlier).map(|m| m.name)
    }

    /// The latest that fits: in each sentence those who spoke, then subjects, then anybody.
    fn find(&self, r: &Reading, wanted: Wanted) -> Option<String> {
        self.sentences.iter().rev().find_map(|mentions| {
            let mentions = &mentions[mentions.len().saturating_sub(2 * MENTIONS)..];
            let spoke = mentions.iter().rev().find(|m| m.spoke && wanted.fits(r, m));
            let subject = || mentions.iter().find(|m| m.subject && wanted.fits_well(r, m));
            let any = || mentions.iter().rev().find(|m| wanted.fits_well(r, m));
            spoke.or_else(subject).or_else(any).map(|m| m.name.clone())
        })
    }
}

/// Whether the phrase can be held to words: not "this", "you" or "last year"; for a weak verb ("considers") only a name,
/// a pronoun, or people and groups.
pub(super) fn can_speak(r: &Reading, source: &Tokens, weakly: bool) -> bool {
    let single = source.len() == 1;
    let nobody = r.list("no-speaker").at(&r.tokens[source.clone()]) == Some(source.len())
        || r.has("negation", source.start)
        || r.form(source.start, "whose")
        || r.has("time-noun", own_words(r, source).end - 1);
    let name = source.clone().any(|i| r.part(i) == Part::Name);
    let pronoun = single && matches!(r.part(source.start), Part::Pronoun | Part::Determiner);
    !nobody && (!weakly || name || pronoun || kind(r, source) != Kind::Unknown || is_paper(r, source))
}

/// Whether the phrase names something written or counted, which can show something: records, a survey, figures from the ministry.
pub(super) fn is_paper(r: &Reading, source: &Tokens) -> bool {
    let head = own_words(r, source).rev().find(|&i| r.part(i).is_nominal());
    head.is_some_and(|head| r.has("paper-noun", head))
}

/// Whether a speaker could be anybody, so that the same words in two sources need not be one voice: `he`, `officials`, `a source close to
/// the mayor`, `two of its officers`; but not `the mayor`, nor `a spokesman for the Free Army`.
pub fn is_anybody(speaker: &str, language: &Language) -> bool {
    let tokens = token::tokenize(speaker, Span::new(0, speaker.len()), &language.lexicon);
    let r = Reading::new(speaker, &tokens, language);
    let all = 0..r.len();
    let Some(head) = own_words(&r, &all).rev().find(|&i| r.part(i).is_nominal()) else { return true };
    let counted = r.part(0) == Part::Number || r.form(0, "one") && r.form(1, "of");
    let unnamed = r.has("anybody", head) && r.part(head) == Part::Noun;
    let indefinite = r.has("indefinite", 0) && !all.clone().any(|i| r.part(i) == Part::Name);
    let role = r.len() == 2 && r.form(0, "the") && r.has("role-person", head);
    counted || unnamed || indefinite || role || r.len() == 1 && r.part(0) == Part::Pronoun
}

/// What a pronoun or role asks for.
#[derive(Debug, Clone, Copy)]
enum Wanted {
    Person,
    Group,
    People,
    /// Somebody of whom this token's word was said.
    Role(usize),
}

impl Wanted {
    /// Whether the one named can be meant.
    fn fits(self, r: &Reading, mention: &Mention) -> bool {
        match self {
            Self::Person => matches!(mention.kind, Kind::Person | Kind::Name | Kind::Unknown),
            Self::Group => matches!(mention.kind, Kind::Group | Kind::Name | Kind::Unknown),
            Self::People => mention.kind != Kind::Person,
            Self::Role(at) => {
                let said = mention.words.contains(&r.tokens[at].word());
                said || (mention.kind == Kind::Group && r.has("role-group", at))
                    || (mention.kind == Kind::Person && r.has("role-person", at) && mention.spoke)
            }
        }
    }

    /// The same for those who did not speak, of whom more must be known.
    fn fits_well(self, r: &Reading, mention: &Mention) -> bool {
        match self {
            Self::People => matches!(mention.kind, Kind::People | Kind::Group),
            Self::Person => mention.kind == Kind::Person || mention.kind == Kind::Name && mention.subject,
            Self::Group => mention.kind == Kind::Group,
            Self::Role(_) => self.fits(r, mention),
        }
    }
}

fn words_of(r: &Reading, tokens: &Tokens) -> String {
    let (Some(first), Some(last)) = (r.tokens.get(tokens.start), r.tokens.get(tokens.end.saturating_sub(1))) else { return String::new() };
    one_line(first.span.cover(last.span).of(r.text)).into_owned()
}

fn forms(r: &Reading, tokens: &Tokens) -> Vec<Word> {
    r.tokens[tokens.clone()].iter().map(token::Token::word).collect()
}

/// A phrase that names somebody: a name, or a noun for people or groups.
fn mention(r: &Reading, phrase: &Phrase) -> Option<Mention> {
    let tokens = phrase.tokens.start..phrase.longest;
    let kind = match kind(r, &phrase.tokens) {
        Kind::Unknown if !phrase.name => kind(r, &tokens),
        known => known,
    };
    let bare_role = tokens.len() <= 2 && !phrase.name && r.form(tokens.start, "the") && (kind != Kind::Group || r.has("role", phrase.head));
    if phrase.pronoun || bare_role || (kind == Kind::Unknown && !phrase.name) {
        return None;
    }
    let tokens = if phrase.name { phrase.tokens.clone() } else { tokens };
    let before = tokens.start.checked_sub(1).map(|i| r.part(i));
    let subject = !matches!(before, Some(Part::Preposition | Part::Genitive | Part::To));
    Some(Mention { name: words_of(r, &tokens), kind, words: forms(r, &tokens), spoke: false, subject })
}

/// Person, group or people, by the head of the phrase and the titles before its names.
fn kind(r: &Reading, tokens: &Tokens) -> Kind {
    let own = own_words(r, tokens);
    let head = own.clone().rev().find(|&i| r.part(i).is_nominal());
    let Some(head) = head else { return Kind::Unknown };
    let title = own.clone().find(|&i| r.has("person-noun", i) && r.part(i + 1) == Part::Name && i < head);
    let names = own.filter(|&i| r.part(i) == Part::Name).count();
    match () {
        () if r.has("person-noun", head) && is_plural(r, head) => Kind::People,
        () if title.is_some() || r.has("person-noun", head) => Kind::Person,
        () if r.has("group-noun", head) => Kind::Group,
        // "Hunter claimed": one thing without an article is a name.
        () if tokens.len() == 1 && r.part(head) == Part::Noun && r.tokens[head].capital && !is_plural(r, head) => Kind::Name,
        () if r.part(head) == Part::Noun => {
            if is_agent(r, head) {
                Kind::People
            } else {
                Kind::Unknown
            }
        }
        () if names >= 2 => Kind::Person,
        () if r.tokens[head].classes.is_unknown() && r.tokens[head].shape == Shape::Word => Kind::Name,
        () => Kind::Unknown,
    }
}

/// The phrase without its possessor and without what prepositions attach to it.
fn own_words(r: &Reading, tokens: &Tokens) -> Tokens {
    let end = tokens.clone().find(|&i| i > tokens.start && r.part(i) == Part::Preposition).unwrap_or(tokens.end);
    let start = (tokens.start..end).rev().find(|&i| r.part(i) == Part::Genitive).map_or(tokens.start, |at| at + 1);
    start..end
}

fn is_plural(r: &Reading, at: usize) -> bool {
    r.text[r.tokens[at].span.range()].ends_with('s') && r.tokens[at].lemmas[1] != Word::NONE || r.has("people-noun", at)
}

/// Whether a noun is of somebody: `minister`, `ministry`, `operator`.
pub(super) fn names_somebody(r: &Reading, at: usize) -> bool {
    let word = &r.text[r.tokens[at].span.range()];
    let does = ["er", "or", "ist"].iter().any(|end| word.ends_with(end)) && !r.has("no-agent", at);
    does || ["person-noun", "group-noun"].iter().any(|list| r.has(list, at))
}

/// `farmers`, `smugglers`, `activists`: plural nouns for those who do something.
fn is_agent(r: &Reading, at: usize) -> bool {
    let word = &r.text[r.tokens[at].span.range()];
    ["ists", "ians", "men"].iter().any(|end| word.ends_with(end))
        || (word.ends_with("ers") || word.ends_with("ors")) && !r.has("no-agent", at)
}

#[cfg(test)]
mod tests {
    use super::is_anybody;
    use crate::language::testing;

    #[test]
    fn knows_who_could_be_anybody() {
        let anybody = [
            "he",
            "They",
            "officials",
            "Verian officials",
            "a source close to the mayor",
            "Sources",
            "one of its officers",
            "two aides",
            "a woman",
            "some",
            "Rescue workers",
            "the spokesman",
            "A police officer",
            "",
        ];
        let one = [
            "Ana Ruiz",
            "the mayor",
            "The army",
            "Defence official Ana Ruiz",
            "a spokesman for the Free Army",
            "Police",
            "the World Bank",
            "Sela",
            "the health ministry",
            "land records",
        ];
        for (speakers, wanted) in [(&anybody[..], true), (&one[..], false)] {
            for speaker in speakers {
                assert_eq!(is_anybody(speaker, testing::english()), wanted, "{speaker}");
            }
        }
    }
}
