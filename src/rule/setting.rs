//! The setting of a pack: what its affair cannot do without, such as the city it took place in.
//!
//! An article on the affair names it somewhere, though not beside every sentence. A row of a table need not: what is read with it does. So a long
//! text is held to its own words, and a short one is taken at its word where anything in the run names the setting.

use super::automaton::{Hit, PartId};
use super::matching::{Match, Workspace, occurs};
use super::{Compiled, Rules};
use crate::language::Sentence;
use crate::source::Source;
use std::collections::BTreeSet;
use std::ops::Range;

/// A text of more sentences than this names the affair that it tells of.
const FEW_SENTENCES: usize = 3;

/// How many entries of a list are spelled out where a setting is shown.
const ENTRIES: usize = 4;

/// What the texts on the affair of one pack name.
#[derive(Debug)]
pub(crate) struct Setting {
    pub(super) pack: String,
    /// All must be found.
    pub(super) patterns: Vec<Compiled>,
}

/// The settings that a text names, or all texts of a run together.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Named(BTreeSet<usize>);

impl Named {
    /// Adds what another text names.
    pub fn add(&mut self, other: &Self) {
        self.0.extend(&other.0);
    }
}

impl Rules {
    /// What rules read in the sentences of one source, and the settings that it names. What a long text says is left out where it does not name
    /// the setting itself; what a short one says is kept, until it is known what was read with it: [`Rules::is_set`].
    pub fn matches_in(&self, source: &Source, sentences: &[Sentence], workspace: &mut Workspace) -> (Vec<Match>, Named) {
        let (mut found, mut hits) = self.matches_and_hits(sentences, workspace);
        if self.named(&hits).0.len() < self.settings.len() {
            hits.extend(self.hits_beside(source, workspace));
        }
        let named = self.named(&hits);
        if is_long(sentences) {
            found.retain(|found| self.is_set(found.rule, &named));
        }
        (found, named)
    }

    /// Whether a rule may read what it reads, where these settings are named.
    pub fn is_set(&self, rule: usize, named: &Named) -> bool {
        self.rules[rule].setting.is_none_or(|setting| named.0.contains(&setting))
    }

    /// Whether a rule may read these sentences: by their own words alone if they are many, else by those of the whole run.
    pub fn is_set_in(&self, rule: usize, sentences: &[Sentence], own: &Named, run: &Named) -> bool {
        self.is_set(rule, if is_long(sentences) { own } else { run })
    }

    /// The setting of a rule's pack in words: its patterns, with their lists spelled out. `None` where it has none.
    pub fn setting_in_words(&self, rule: usize) -> Option<String> {
        let setting = &self.settings[self.rules[rule].setting?];
        let spelled = |pattern: &Compiled| format!("`{}`", self.spelled_out(&pattern.text, &setting.pack, ENTRIES));
        Some(setting.patterns.iter().map(spelled).collect::<Vec<_>>().join(" and "))
    }

    /// The settings of which every pattern is somewhere in these sentences.
    pub(super) fn named(&self, hits: &[Vec<Hit>]) -> Named {
        let is_named = |setting: &Setting| setting.patterns.iter().all(|pattern| hits.iter().any(|hits| occurs(pattern, hits)));
        Named(self.settings.iter().enumerate().filter(|(_, setting)| is_named(setting)).map(|(at, _)| at).collect())
    }

    /// What the parts of settings find in the headline of a source, and in the topic that its table gives it.
    fn hits_beside(&self, source: &Source, workspace: &mut Workspace) -> Vec<Vec<Hit>> {
        // A topic may be a name such as `market-roof`.
        let texts = [source.title.clone(), source.topic.replace(['-', '_'], " ")];
        let sentences = texts.iter().filter(|text| !text.is_empty()).flat_map(|text| self.language.read(text, source.published));
        self.hits_within(&self.setting_parts(), &sentences.collect::<Vec<_>>(), workspace)
    }

    /// The parts of all settings.
    pub(super) fn setting_parts(&self) -> Range<PartId> {
        let parts =
            self.settings.iter().flat_map(|setting| &setting.patterns).flat_map(|pattern| pattern.present.iter().chain(&pattern.absent));
        0..parts.max().map_or(0, |last| last + 1)
    }
}

/// Whether a text must name a setting itself.
pub(crate) fn is_long(sentences: &[Sentence]) -> bool {
    sentences.len() > FEW_SENTENCES
}

#[cfg(test)]
mod tests {
    use crate::compare::{self, Given, Pair};
    use crate::detect;
    use crate::rule::{Rules, compile_text};
    use crate::source::Source;
    use crate::stats;

    const HALL: &str = "[pack]\nid = \"hall\"\ntitle = \"t\"\nsetting = [\"Marnik | Velden\", \"hall & market\"]\n\
        [[rule]]\nid = \"why\"\nask = \"?\"\nshape = \"one-of\"\nabout = [\"roof\"]\n\
        [[rule.answer]]\nvalue = \"snow\"\nsay = [\"snow\"]\n[[rule.answer]]\nvalue = \"rust\"\nsay = [\"rust\"]\n";
    const SHORT: &str = "Snow brought the roof down.";
    const LONG: &str = "Snow brought the roof down. Nobody was hurt. The mayor came at noon. She spoke to traders.";
    const NAMES_IT: &str = "In Marnik the market hall was shut.";

    fn rules() -> Rules {
        compile_text(HALL)
    }

    fn text(text: &str) -> Source {
        Source { text: text.into(), id: text.into(), ..Source::default() }
    }

    /// How many claims are read of some sources.
    fn read(sources: &[Source]) -> usize {
        let mut turned = sources.to_vec();
        turned.reverse();
        let claims = detect::claims(sources, &rules()).len();
        assert_eq!(claims, detect::claims(&turned, &rules()).len());
        let counted = stats::stats(sources, &rules());
        assert_eq!(claims, counted.rules[0].claims);
        assert_eq!(counted.rules[0].matches, claims);
        claims
    }

    #[test]
    fn a_short_text_is_taken_at_its_word_where_anything_that_is_read_names_the_setting() {
        for (texts, claims) in [
            (vec![text(SHORT)], 0),
            (vec![text(SHORT), text("In Marnik the roof was mended.")], 0),
            (vec![text(SHORT), text("In Marnik the roof was mended."), text("The market has a hall.")], 0),
            (vec![text(SHORT), text(NAMES_IT)], 1),
            (vec![text(SHORT), text(NAMES_IT), text("Rust ate the roof.")], 2),
            (vec![text("In Marnik snow brought the roof of the market hall down.")], 1),
            (vec![text("Snow brought the roof down. Marnik mourns. It was a market hall.")], 1),
            (vec![text("Snow brought the roof down. Marnik has a hall. It was no market.")], 0),
            (vec![Source { topic: "marnik-market-hall".into(), ..text(SHORT) }], 1),
            (vec![Source { title: "Marnik: market hall shut".into(), ..text(SHORT) }], 1),
            (vec![Source { topic: "Velden".into(), ..text("Snow brought the roof of the market's hall down.") }], 1),
        ] {
            assert_eq!(read(&texts), claims, "{texts:#?}");
        }
    }

    #[test]
    fn a_long_text_names_the_setting_itself() {
        for (texts, claims) in [
            (vec![text(LONG)], 0),
            (vec![text(LONG), text(NAMES_IT)], 0),
            (vec![text(LONG), text(SHORT), text(NAMES_IT)], 1),
            (vec![text(&format!("{LONG} {NAMES_IT}"))], 1),
            (vec![Source { title: "Marnik: market hall shut".into(), ..text(LONG) }], 1),
            (vec![Source { title: "Marnik in mourning".into(), ..text(&format!("{LONG} The hall was a market.")) }], 1),
            // One long text that names it lets the short ones speak.
            (vec![text(&format!("{LONG} {NAMES_IT}")), text("Rust ate the roof.")], 2),
        ] {
            assert_eq!(read(&texts), claims, "{texts:#?}");
        }
    }

    #[test]
    fn a_pair_is_held_to_what_its_own_two_texts_name() {
        let rust = "Rust ate the roof.";
        let pair = |b: &str| {
            let given = |text: &str| Given { text: text.into(), ..Given::default() };
            Pair { a: given(SHORT), b: given(b), ..Pair::default() }
        };
        let named = format!("{rust} {NAMES_IT}");
        let rows = compare::compare(&[pair(rust), pair(&named)], &rules()).rows;
        assert_eq!(rows.iter().map(|row| row.rule.as_str()).collect::<Vec<_>>(), ["", "hall/why"]);
    }

    #[test]
    fn says_the_setting_with_its_lists_spelled_out() {
        let lists = "[words]\ntown = [\"Marnik\", \"Velden\", \"Orlec\", \"Sela\", \"Port Sela\"]\n[[rule]]";
        let rules = compile_text(&HALL.replace("Marnik | Velden", "@town").replace("[[rule]]", lists));
        assert_eq!(rules.setting_in_words(0).as_deref(), Some("`(Marnik | Velden | Orlec | Sela | … 1 more)` and `hall & market`"));
    }
}
