//! Taking decisions in. What is known is never lost: it holds on, or stands among what held before.

use super::{Decision, Decisions, Word};
use crate::verdict::Status;
use jiff::civil::Date;

/// On what terms decisions are taken in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Terms {
    /// The day that stands for a missing one.
    pub today: Date,
    /// Who stands for a reviewer that nobody named.
    pub reviewer: String,
    /// The last day of those that name none.
    pub expires_on: Option<Date>,
    /// Whether a decision takes the place of one that says otherwise.
    pub replace: bool,
}

/// What became of a decision that was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It is the first on its conflict.
    New,
    /// It was known.
    Known,
    /// It holds now; what held before is kept.
    Changed,
    /// It is older than what holds, and is kept beside it.
    Earlier,
    /// It says otherwise than what holds, and nobody said that it should take its place.
    Refused(Box<Refused>),
}

/// Two decisions on one conflict that say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// What holds on.
    pub kept: Word,
    /// What was given.
    pub given: Word,
}

impl Decisions {
    /// Takes a decision in.
    ///
    /// One that says the same as what is known changes nothing. One with the same status and other words, or on a conflict that was
    /// undetermined or whose decision has expired, takes its place, and what held before is kept. One with another status does so only where
    /// the terms say so.
    pub fn take(&mut self, conflict_id: &str, given: Decision, terms: &Terms) -> Taken {
        let Some(kept) = self.by_id.get_mut(conflict_id) else {
            self.by_id.insert(conflict_id.to_owned(), Decision { word: terms.fill(given.word), ..given });
            return Taken::New;
        };
        // The rows may have moved since.
        kept.about = given.about;
        kept.take(given.word, terms)
    }
}

impl Decision {
    fn take(&mut self, given: Word, terms: &Terms) -> Taken {
        let is_known = |word: &Word| given.reviewed_on.is_some() && given.agrees_with(word);
        if given.agrees_with(&self.word) || self.earlier.iter().any(is_known) {
            return Taken::Known;
        }
        let given = terms.fill(given);
        let open = self.word.status == Status::Undetermined || self.word.has_expired(terms.today);
        let agrees = given.status == self.word.status;
        if !agrees && !open && !terms.replace {
            return Taken::Refused(Box::new(Refused { kept: self.word.clone(), given }));
        }
        if given.reviewed_on < self.word.reviewed_on && !terms.replace {
            self.keep(given);
            return Taken::Earlier;
        }
        let before = std::mem::replace(&mut self.word, given);
        self.keep(before);
        Taken::Changed
    }

    fn keep(&mut self, word: Word) {
        if !self.earlier.contains(&word) {
            self.earlier.push(word);
            self.earlier.sort();
        }
    }
}

impl Word {
    /// Whether it says nothing that the other does not: what it leaves open may be anything.
    fn agrees_with(&self, other: &Self) -> bool {
        let open_or = |own: &str, other: &str| own.is_empty() || own == other;
        let day_or = |own: Option<Date>, other| own.is_none() || own == other;
        self.status == other.status
            && open_or(&self.reviewer, &other.reviewer)
            && open_or(&self.note, &other.note)
            && day_or(self.reviewed_on, other.reviewed_on)
            && day_or(self.expires_on, other.expires_on)
    }
}

impl Terms {
    fn fill(&self, word: Word) -> Word {
        Word {
            reviewer: if word.reviewer.is_empty() { self.reviewer.clone() } else { word.reviewer },
            reviewed_on: word.reviewed_on.or(Some(self.today)),
            expires_on: word.expires_on.or(self.expires_on),
            ..word
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{decision, word};
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn terms(replace: bool) -> Terms {
        Terms { today: date(2026, 11, 28), reviewer: "Desk".into(), expires_on: None, replace }
    }

    fn words(decisions: &Decisions, id: &str) -> Vec<Word> {
        decisions.get(id).map(|kept| kept.earlier.iter().chain([&kept.word]).cloned().collect()).unwrap_or_default()
    }

    #[test]
    fn takes_in_what_is_new_and_tells_what_says_otherwise() {
        let cases = [
            ("dismissed Ana 3 no", false, "dismissed Ana 3 no", Taken::Known),
            ("dismissed", false, "dismissed Ana 3 no", Taken::Known),
            ("dismissed Ben 4 no", false, "dismissed Ben 4 no", Taken::Changed),
            ("dismissed Ben 2 no", false, "dismissed Ana 3 no", Taken::Earlier),
            ("confirmed Ben 4 yes", true, "confirmed Ben 4 yes", Taken::Changed),
        ];
        for (given, replace, holds, taken) in cases {
            let mut decisions = Decisions::default();
            decisions.take("c1", decision("dismissed Ana 3 no"), &terms(false));
            assert_eq!(decisions.take("c1", decision(given), &terms(replace)), taken, "{given}");
            assert_eq!(decisions.get("c1").unwrap().word, word(holds), "{given}");
        }
    }

    #[test]
    fn refuses_what_says_otherwise_and_tells_both() {
        let mut decisions = Decisions::default();
        decisions.take("c1", decision("dismissed Ana 3 no"), &terms(false));
        let refused = Refused { kept: word("dismissed Ana 3 no"), given: word("confirmed Ben 4 yes") };
        assert_eq!(decisions.take("c1", decision("confirmed Ben 4 yes"), &terms(false)), Taken::Refused(Box::new(refused)));
        assert_eq!(decisions.get("c1").unwrap().word, word("dismissed Ana 3 no"));
    }

    #[test]
    fn decides_on_what_was_open_or_has_expired() {
        for before in ["undetermined Ana 3 open", "dismissed Ana 3 no 5"] {
            let mut decisions = Decisions::default();
            decisions.take("c1", decision(before), &terms(false));
            assert_eq!(decisions.take("c1", decision("confirmed Ben 4 yes"), &terms(false)), Taken::Changed);
            assert_eq!(words(&decisions, "c1"), [word(before), word("confirmed Ben 4 yes")]);
        }
    }

    #[test]
    fn a_sheet_without_days_can_turn_a_decision_back() {
        let mut decisions = Decisions::default();
        for (given, replace) in [("dismissed Ana 3 no", false), ("confirmed Ana 4 yes", true)] {
            decisions.take("c1", decision(given), &terms(replace));
        }
        assert!(matches!(decisions.take("c1", decision("dismissed"), &terms(false)), Taken::Refused(_)));
        assert_eq!(decisions.take("c1", decision("dismissed"), &terms(true)), Taken::Changed);
        assert_eq!(decisions.get("c1").unwrap().word.status, Status::Dismissed);
    }

    #[test]
    fn fills_in_the_reviewer_and_the_day() {
        let mut decisions = Decisions::default();
        decisions.take("c1", decision("confirmed"), &terms(false));
        assert_eq!(decisions.get("c1").unwrap().word.told(), "confirmed by Desk on 2026-11-28");
    }

    fn some_word() -> impl Strategy<Value = String> {
        ("undetermined|confirmed|dismissed|resolved|not_applicable", "(|Ana|Ben)", 0..5i8, "(|yes|no)").prop_map(
            |(status, who, day, note)| format!("{status} {who} {} {note}", if day == 0 { String::new() } else { day.to_string() }),
        )
    }

    proptest! {
        #[test]
        fn nothing_is_ever_lost(given in proptest::collection::vec(("c[1-3]", some_word(), any::<bool>()), 0..24)) {
            let mut decisions = Decisions::default();
            for (id, text, replace) in &given {
                let before = decisions.clone();
                let taken = decisions.take(id, decision(text), &terms(*replace));
                for (known, _) in before.iter() {
                    for word in words(&before, known) {
                        prop_assert!(words(&decisions, known).contains(&word), "{word:?} of {known} is lost");
                    }
                }
                let told = matches!(&taken, Taken::Refused(refused) if refused.given == terms(false).fill(word(text)));
                let kept = words(&decisions, id).iter().any(|kept| word(text).agrees_with(kept));
                prop_assert!(told || kept, "{text} is lost: {taken:?}");
                prop_assert!(!*replace || !matches!(taken, Taken::Refused(_)));
                // The same once more changes nothing.
                let mut again = decisions.clone();
                again.take(id, decision(text), &terms(*replace));
                prop_assert!(told || words(&again, id) == words(&decisions, id), "{text}: {again:?}");
            }
        }

        #[test]
        fn every_decision_is_read_back_from_its_file(given in proptest::collection::vec(("[0-9a-f]{1,16}|\\PC{1,6}", some_word(), "\\PC{0,12}|[\"'\\\\\n\r\t]{0,6}"), 0..8)) {
            let mut decisions = Decisions::default();
            for (id, text, foreign) in given {
                let mut one = decision(&text);
                one.word.note.clone_from(&foreign);
                one.about.a.text.clone_from(&foreign);
                decisions.take(&id, one, &terms(true));
            }
            let written = decisions.to_toml();
            let read = Decisions::parse(&written, std::path::Path::new("decisions.toml"));
            prop_assert_eq!(read, Ok(decisions), "{}", written);
        }
    }
}
