//! The main verb of a sentence.

use super::lexicon::Class;
use super::part::{Part, Reading};
use super::{Language, Sentence};

impl Language {
    /// The base form of the verb that a sentence turns on: the first finite verb that is neither a verb of saying, nor inside a noun
    /// phrase, nor behind a relative, a subordinator or `to`; where there is none, the first of the others, or `be`, `have` or `do`.
    pub fn main_verb(&self, text: &str, sentence: &Sentence) -> Option<String> {
        let reading = Reading::new(text, &sentence.tokens, self);
        let is_cue = |at: usize| sentence.attributions.iter().any(|attribution| attribution.cue.contains(&at));
        let in_phrase = |at: usize| sentence.phrases.iter().any(|phrase| phrase.tokens.contains(&at));
        let verbs: Vec<usize> =
            (0..reading.len()).filter(|&at| matches!(reading.part(at), Part::Verb | Part::Past) && !in_phrase(at)).collect();
        let content = || verbs.iter().copied().filter(|&at| !is_cue(at));
        let auxiliary = || (0..reading.len()).find(|&at| reading.part(at) == Part::Auxiliary);
        let at = content().find(|&at| is_main(&reading, at)).or_else(|| content().next()).or_else(auxiliary).or(verbs.first().copied())?;
        self.base_of_verb(sentence.tokens[at].span.of(text))
    }

    fn base_of_verb(&self, form: &str) -> Option<String> {
        let form = form.to_lowercase();
        let mut base = None;
        self.lexicon.each_lemma(&form, |lemma, class| {
            if class == Class::Verb && base.is_none() {
                base = Some(lemma.to_owned());
            }
        });
        base.or_else(|| matches!(form.as_str(), "is" | "are" | "was" | "were").then(|| "be".to_owned()))
    }
}

/// Whether no word that makes a clause subordinate stands between a verb and the verb or mark before it.
fn is_main(reading: &Reading, at: usize) -> bool {
    let before = (0..at).rev().map(|at| reading.part(at));
    let clause = before.take_while(|part| !matches!(part, Part::Verb | Part::Past | Part::Break | Part::Stop | Part::Comma));
    let mut clause = clause.filter(|part| matches!(part, Part::Relative | Part::Subordinator | Part::To));
    clause.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::super::testing::english;

    #[test]
    fn names_the_verb_that_a_sentence_turns_on() {
        for (text, verb) in [
            ("The mayor opened the bridge.", Some("open")),
            ("The mayor said the bridge had been closed.", Some("close")),
            ("The bridge that collapsed was built in 1910.", Some("build")),
            ("The weather was fine.", Some("be")),
            ("When the flood came, the guards left.", Some("leave")),
            ("A quiet week.", None),
        ] {
            let sentences = english().read(text, None);
            assert_eq!(english().main_verb(text, &sentences[0]).as_deref(), verb, "{text}");
        }
    }
}
