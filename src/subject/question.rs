//! The question of a subject: the rule's own, with what it is asked of in its slots.

use super::Subject;
use crate::language::Language;
use crate::language::lexicon::{Class, Lexicon};
use crate::rule::Rule;
use crate::rule::pattern::Fill;

/// The question of a subject; `words` are those that its rule matched, for each claim.
///
/// `How many sons has Leo Marsh?` for `How many {n} has {x}?`: keys name a thing in the singular, and `how many` wants more of them. Anywhere
/// else a thing has its article: `Is the leader dead?`
pub(crate) fn question(rule: &Rule, subject: &Subject, words: &[&str], language: &Language) -> String {
    let mut question = rule.ask.clone();
    for (&slot, name) in rule.key.iter().zip(&subject.key) {
        let (fill, slot) = (rule.slots[slot].fill, format!("{{{}}}", rule.slots[slot].name));
        if let Some(asked) = of_passive(&question, &slot, name, words, language).filter(|_| fill == Fill::Verb) {
            question = asked;
        }
        for many in ["How many", "how many"] {
            question = question.replace(&format!("{many} {slot}"), &format!("{many} {}", plural(name, language)));
        }
        for article in ["the", "a", "an", "The", "A", "An"] {
            question = question.replace(&format!("{article} {slot}"), &format!("{article} {name}"));
        }
        let name = if fill == Fill::Phrase { with_article(name, language) } else { name.clone() };
        question = question.replace(&slot, &name);
    }
    question
}

/// A common noun with `the` before it; a name, and what has an article or the like, as it is.
fn with_article(name: &str, language: &Language) -> String {
    let is_common =
        name.starts_with(char::is_lowercase) && name.rsplit([' ', '-']).next().is_some_and(|head| is_noun(head, &language.lexicon));
    let first = name.split([' ', '-']).next().unwrap_or_default();
    let has_article = ["determiner", "possessive", "pronoun"].iter().any(|list| language.lists.get(list).has_form(first));
    if is_common && !has_article { format!("the {name}") } else { name.to_owned() }
}

/// Whether a word is a noun, in the singular or the plural.
fn is_noun(word: &str, lexicon: &Lexicon) -> bool {
    let mut noun = lexicon.is(word, Class::Noun);
    lexicon.each_lemma(word, |lemma, class| noun |= class == Class::Noun && lexicon.is(lemma, Class::Noun));
    noun
}

/// `Was somebody apprehended?` for `Did somebody {v}?`, where all that was said has the verb in the passive.
fn of_passive(question: &str, slot: &str, verb: &str, words: &[&str], language: &Language) -> Option<String> {
    let whom = question.strip_prefix("Did ")?.strip_suffix(&format!(" {slot}?"))?;
    let participles: Option<Vec<String>> = words.iter().map(|words| participle(words, verb, language)).collect();
    Some(format!("Was {whom} {}?", participles?.into_iter().min()?))
}

/// How many words may stand between `be` and its participle: `was not yet apprehended`.
const BETWEEN: usize = 3;

/// The form of a verb behind a form of `be`.
fn participle(words: &str, verb: &str, language: &Language) -> Option<String> {
    let words: Vec<String> = words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    let has_lemma = |word: &str, lemma: &str| {
        let mut found = false;
        language.lexicon.each_lemma(word, |base, class| found |= class == Class::Verb && base == lemma);
        found
    };
    let is_passive = |at: usize| words[at.saturating_sub(BETWEEN)..at].iter().any(|before| before == "be" || has_lemma(before, "be"));
    let is_it = |at: &usize| !words[*at].ends_with("ing") && has_lemma(&words[*at], verb) && is_passive(*at);
    (0..words.len()).find(is_it).map(|at| words[at].clone())
}

/// The plural of a noun that the dictionary knows; any other word as it is.
fn plural(noun: &str, language: &Language) -> String {
    let (lexicon, lists) = (&language.lexicon, &language.lists);
    let (before, head) = noun.rfind([' ', '-']).map_or(("", noun), |at| noun.split_at(at + 1));
    if lists.get("without-plural").has_form(head) || !lexicon.is(head, Class::Noun) {
        return noun.to_owned();
    }
    let is_plural = |form: &String| {
        let mut found = false;
        lexicon.each_lemma(form, |lemma, class| found |= class == Class::Noun && lemma == head);
        found && form != head
    };
    let form = forms(head, &lists.get("plural-ending").written).into_iter().find(is_plural);
    form.map_or_else(|| noun.to_owned(), |form| format!("{before}{form}"))
}

/// What the plural of a noun can be, the rarer forms first: the dictionary says which it is.
fn forms(noun: &str, rare: &[String]) -> Vec<String> {
    let swapped = |end: &str, plural: &str| noun.strip_suffix(end).map(|stem| format!("{stem}{plural}"));
    let hissing = ["s", "x", "z", "ch", "sh"].iter().any(|end| noun.ends_with(end));
    let rare = rare.iter().filter_map(|both| both.split_once(' '));
    let mut forms: Vec<String> = rare.filter_map(|(end, plural)| swapped(end, plural)).collect();
    forms.extend(swapped("y", "ies").filter(|_| !["ay", "ey", "oy", "uy"].iter().any(|end| noun.ends_with(end))));
    forms.extend((hissing || noun.ends_with('o')).then(|| format!("{noun}es")));
    forms.push(format!("{noun}s"));
    forms
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lists::Lists;

    #[test]
    fn knows_plurals() {
        let language = Language::new(Lists::shipped());
        for (one, many) in [
            ("son", "sons"),
            ("wife", "wives"),
            ("chief", "chiefs"),
            ("child", "children"),
            ("woman", "women"),
            ("army base", "army bases"),
            ("factory", "factories"),
            ("day", "days"),
            ("bus", "buses"),
            ("hostage", "hostages"),
            ("hero", "heroes"),
            ("people", "people"),
            ("aircraft", "aircraft"),
            ("sheep", "sheep"),
            ("usd", "usd"),
            ("xyzzy", "xyzzy"),
            ("", ""),
        ] {
            assert_eq!(plural(one, &language), many, "{one}");
        }
    }

    #[test]
    fn gives_a_common_noun_its_article() {
        let language = Language::new(Lists::shipped());
        let cases = [
            ("wife", "the wife"),
            ("party leader", "the party leader"),
            ("hostages", "the hostages"),
            ("Leo Marsh", "Leo Marsh"),
            ("the harbour", "the harbour"),
            ("his wife", "his wife"),
            ("xyzzy", "xyzzy"),
            ("", ""),
        ];
        for (name, told) in cases {
            assert_eq!(with_article(name, &language), told);
        }
    }

    #[test]
    fn asks_in_the_passive_where_all_is_said_in_it() {
        let language = Language::new(Lists::shipped());
        let asked = |words: &[&str]| of_passive("Did somebody {v}?", "{v}", "arrest", words, &language);
        assert_eq!(asked(&["was arrested", "denied that he had been arrested"]).as_deref(), Some("Was somebody arrested?"));
        assert_eq!(asked(&["was arrested", "arrested"]), None);
        assert_eq!(asked(&["was arresting"]), None);
        assert_eq!(of_passive("Who did {v}?", "{v}", "arrest", &["was arrested"], &language), None);
    }
}
