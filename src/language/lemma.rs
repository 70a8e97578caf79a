//! From a form to its lemmas: `struck` to `strike`, `facilities` to `facility`.
//!
//! Irregular forms come from a table; the rest is English inflection checked against the dictionary. A form is given
//! *every* lemma it can have (`left`: left, leave), because a rule's word must match whichever was meant.

use super::lexicon::{Class, Classes, Lemmas, Lexicon, Word};

impl Lexicon {
    /// The lemmas that a folded lower-case form can have, the form itself first, and what it can be through them: `attacks` is what
    /// `attack` is.
    pub fn look_up(&self, form: &str) -> (Lemmas, Classes) {
        let mut lemmas = [Word::NONE; 4];
        lemmas[0] = Word::of(form);
        let mut used = 1;
        let mut classes = Classes::default();
        self.each_lemma(form, |lemma, class| {
            let word = Word::of(lemma);
            classes.add(class, self.classes(word).bits(class).unwrap_or(0));
            if used < lemmas.len() && !lemmas[..used].contains(&word) {
                lemmas[used] = word;
                used += 1;
            }
        });
        (lemmas, classes)
    }

    /// The lemmas that a folded lower-case form can have; the form itself comes first.
    pub fn lemmas(&self, form: &str) -> Lemmas {
        self.look_up(form).0
    }

    /// What a form can be, through its lemmas.
    pub fn classes_of_form(&self, form: &str) -> Classes {
        self.look_up(form).1
    }

    /// Calls `found` with each lemma of a form and the class it has it as.
    pub fn each_lemma(&self, form: &str, mut found: impl FnMut(&str, Class)) {
        let own = self.classes(Word::of(form));
        let mut known = false;
        let mut tell = |lemma: &str, class| {
            known = true;
            found(lemma, class);
        };
        for class in [Class::Noun, Class::Verb, Class::Adjective, Class::Adverb] {
            if own.has(class) {
                tell(form, class);
            }
            match self.irregular(form).iter().find(|(c, _)| *c == class) {
                Some((_, lemmas)) => lemmas.iter().for_each(|lemma| tell(lemma, class)),
                None => self.regular(form, class, &mut tell),
            }
        }
        if !known {
            guess(form, found);
        }
    }

    /// The lemma that inflection and the dictionary agree on. `tools/lexicon.py` holds the same rules.
    fn regular(&self, form: &str, class: Class, found: &mut impl FnMut(&str, Class)) {
        if !form.is_ascii() {
            return;
        }
        let mut pick = |options: &[String]| {
            let hit = options.iter().find(|o| o.len() > 1 && self.is(o, class));
            hit.inspect(|lemma| found(lemma, class)).is_some()
        };
        if matches!(class, Class::Noun | Class::Verb) && form.ends_with('s') && pick(&without_s(form)) {
            return;
        }
        let endings: &[&str] = match class {
            Class::Verb => &["ed", "ing"],
            Class::Adjective | Class::Adverb => &["er", "est"],
            Class::Noun => &[],
        };
        for ending in endings {
            if let Some(stem) = form.strip_suffix(ending)
                && stem.len() > 1
                && pick(&stems(stem, ending, |w| self.is(w, class)))
            {
                return;
            }
        }
    }
}

/// What a plural or third person can come from, the likelier first.
fn without_s(form: &str) -> Vec<String> {
    let cut = |n: usize| form[..form.len() - n].to_owned();
    if form.ends_with("ies") {
        vec![cut(3) + "y", cut(1)]
    } else if form.ends_with("es") {
        vec![cut(1), cut(2)]
    } else if form.ends_with("ss") || form.ends_with("us") || form.ends_with("is") {
        Vec::new()
    } else {
        vec![cut(1)]
    }
}

/// What a stem without its ending can come from: `hop(ing)` from hope, `plann(ed)` from plan, `tri(ed)` from try.
fn stems(stem: &str, ending: &str, known: impl Fn(&str) -> bool) -> Vec<String> {
    let bytes = stem.as_bytes();
    let doubled = bytes.len() > 1 && bytes[bytes.len() - 1] == bytes[bytes.len() - 2];
    let undoubled = stem[..stem.len() - 1].to_owned();
    let (bare, with_e) = (stem.to_owned(), format!("{stem}e"));
    let verb = matches!(ending, "ed" | "ing");
    if verb && doubled && stem.len() > 2 {
        return if known(stem) { vec![bare, undoubled] } else { vec![undoubled, bare] };
    }
    let mut options = if verb { vec![with_e, bare] } else { vec![bare, with_e] };
    if stem.ends_with('i') && ending != "ing" {
        options.insert(0, undoubled.clone() + "y");
    }
    if doubled && !verb {
        options.push(undoubled);
    }
    options
}

/// Lemmas of a word that no dictionary has (`airdrops`, `livestreamed`): plain inflection, both readings of `-ed`.
fn guess(form: &str, mut found: impl FnMut(&str, Class)) {
    if form.len() < 5 || !form.is_ascii() || !form.bytes().all(|b| b.is_ascii_lowercase()) {
        return;
    }
    if let Some(stem) = form.strip_suffix("ies") {
        found(&format!("{stem}y"), Class::Noun);
    } else if ["sses", "shes", "ches", "xes", "zes"].iter().any(|end| form.ends_with(end)) {
        found(&form[..form.len() - 2], Class::Noun);
    } else if form.ends_with('s') && !["ss", "us", "is"].iter().any(|end| form.ends_with(end)) {
        found(&form[..form.len() - 1], Class::Noun);
    } else if let Some(stem) = form.strip_suffix("ing").or_else(|| form.strip_suffix("ed"))
        && stem.len() > 2
    {
        found(stem, Class::Verb);
        found(&format!("{stem}e"), Class::Verb);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lemmas(form: &str) -> Vec<String> {
        let mut all = Vec::new();
        Lexicon::shipped().each_lemma(form, |lemma, _| {
            if !all.iter().any(|l| l == lemma) {
                all.push(lemma.to_owned());
            }
        });
        all
    }

    #[test]
    fn finds_the_lemmas_of_a_form() {
        for (form, lemma) in [
            ("struck", "strike"),
            ("facilities", "facility"),
            ("launched", "launch"),
            ("hoping", "hope"),
            ("planned", "plan"),
            ("denied", "deny"),
            ("denies", "deny"),
            ("said", "say"),
            ("men", "man"),
            ("larger", "large"),
            ("deadliest", "deadly"),
            ("airstrikes", "airstrike"),
            ("agreed", "agree"),
            ("falling", "fall"),
            ("caused", "cause"),
        ] {
            assert!(lemmas(form).iter().any(|l| l == lemma), "{form}: {:?}", lemmas(form));
        }
    }

    #[test]
    fn gives_every_lemma_a_form_can_have() {
        assert_eq!(lemmas("left"), ["left", "leave"]);
    }

    #[test]
    fn leaves_words_that_only_look_inflected() {
        assert_eq!(lemmas("crisis"), ["crisis"]);
        assert_eq!(lemmas("chess"), ["chess"]);
    }
}
