//! Stories: sources that report the same events, close in words, names and date.
//!
//! Claims that only a topic-free rule reads meet inside a story and nowhere else. A story is made by average link: the closest
//! two groups of sources are joined for as long as their members are close on average, so that no chain of half-likenesses
//! joins a year of news. What is compared comes from an inverted index of each source's weightiest words and is bounded
//! (`rules/general/story.toml`): the work grows with the text, not with its square.
//!
//! Closeness is half the cosine of all words and half that of the names. Measured on ECB+, where average link was better than
//! complete link (F1 .74 and .63 at the same threshold) and far less sensitive to it: short texts share few words even when
//! they tell of one event.

pub(crate) mod bag;
mod closest;
mod cluster;
mod document;
pub(crate) mod settings;

use crate::language::Language;
use crate::source::Source;
use document::Document;
use settings::Settings;

/// The stories of a run.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stories {
    /// The story of each source, in the order that the sources were given; numbered from 0 by their first source in the order of
    /// date, outlet, id, file, speaker and text.
    pub of_source: Vec<usize>,
    /// How many lookups of a word were cut short because too many sources have it.
    pub cut: u64,
}

/// A story number for each source. See [`Words::stories`].
pub fn stories(sources: &[Source], language: &Language) -> Vec<usize> {
    Words::of(sources, language).stories().of_source
}

/// The words of all sources, gathered: what stories are formed from.
#[derive(Debug)]
pub struct Words {
    documents: Vec<Document>,
    /// The sources in the order in which everything is counted.
    order: Vec<usize>,
}

impl Words {
    /// Gathers the words of all sources. Nothing depends on the order of `sources`.
    pub fn of(sources: &[Source], language: &Language) -> Self {
        let mut order: Vec<usize> = (0..sources.len()).collect();
        order.sort_by(|&a, &b| Source::order(&sources[a], &sources[b]));
        Self { documents: document::documents(sources, &order, language, Settings::shipped()), order }
    }

    /// Forms the stories of all sources.
    ///
    /// A topic that a table itself gives ([`Source::topic`]) is believed: one topic is one story, two topics are two. Rows whose
    /// ids are `DOCUMENT:NUMBER` of one outlet, file and date are read as one document.
    pub fn stories(&self) -> Stories {
        let (clusters, cut) = cluster::clusters(&self.documents, Settings::shipped());
        Stories { of_source: number(&self.documents, &clusters, &self.order), cut }
    }

    /// For each source a number that it shares with the one source that is closest to it and to which it is closest. Sources
    /// that are nobody's closest have numbers of their own; copies of one text share theirs.
    pub fn closest(&self) -> Vec<usize> {
        number(&self.documents, &closest::pairs(&self.documents, Settings::shipped()), &self.order)
    }
}

/// How close two sources are, and how close they would have to be.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Closeness {
    /// The days between their dates, where both have one.
    pub days: Option<i32>,
    /// How many there may be at the most.
    pub most_days: i32,
    /// Whether their table gives them two topics.
    pub two_topics: bool,
    /// How close they are in words and names, from 0 to 1: what makes a story.
    pub story: f64,
    /// How close the sources of a story are on average, at the least.
    pub least_story: f64,
    /// How close they are in words alone: what makes a pair.
    pub pair: f64,
    /// How close a pair is at the least.
    pub least_pair: f64,
    /// How many content words the two have.
    pub words: [usize; 2],
    /// How few and how many a source may have to make a pair.
    pub pair_words: [usize; 2],
}

impl Words {
    /// How close two sources are, by their places in the run's list.
    pub fn closeness(&self, a: usize, b: usize) -> Closeness {
        let settings = Settings::shipped();
        let of = |source: usize| self.documents.iter().find(|d| d.sources.contains(&source)).expect("every source is in a document");
        let (x, y) = (of(a), of(b));
        let days = match (x.published, y.published) {
            (Some(one), Some(other)) => Some(cluster::days_between(one, other)),
            _ => None,
        };
        Closeness {
            days,
            most_days: settings.window_days,
            two_topics: !x.topic.is_empty() && !y.topic.is_empty() && x.topic != y.topic,
            story: cluster::likeness(x, y),
            least_story: settings.closeness,
            pair: bag::dot(&x.words, &y.words),
            least_pair: settings.pair_closeness,
            words: [x.len, y.len],
            pair_words: settings.pair_words,
        }
    }
}

fn number(documents: &[Document], clusters: &[usize], order: &[usize]) -> Vec<usize> {
    let mut cluster_of_source = vec![0; order.len()];
    for (document, &cluster) in documents.iter().zip(clusters) {
        document.sources.iter().for_each(|&source| cluster_of_source[source] = cluster);
    }
    let mut numbers = std::collections::BTreeMap::new();
    let mut of_source = vec![0; order.len()];
    for &source in order {
        let next = numbers.len();
        of_source[source] = *numbers.entry(cluster_of_source[source]).or_insert(next);
    }
    of_source
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lists::Lists;
    use crate::source::Shape;
    use std::sync::LazyLock;

    static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::new(Lists::shipped()));

    fn article(text: &str) -> Source {
        Source { text: text.into(), id: text.chars().take(9).collect(), ..Source::default() }
    }

    fn on(day: &str, source: Source) -> Source {
        Source { published: Some(day.parse().unwrap()), ..source }
    }

    const FIRE: &str =
        "A fire destroyed the Marlow cannery in Porthaven overnight. Firefighters said the Marlow blaze began near the loading dock.";
    const FIRE_TOO: &str =
        "The blaze at the Marlow cannery, Porthaven's largest employer, was put out by firefighters at dawn. The Marlow family wept.";
    const VOTE: &str =
        "Governor Ilse Brandt lost the recount in Westmark by nine votes. Brandt's lawyers said the Westmark ballots would be challenged.";
    const FIRE_ELSEWHERE: &str =
        "A fire broke out in a Lisbon hotel on Sunday. Firefighters in Lisbon led forty guests of the Hotel Aurora to safety.";

    #[test]
    fn brings_reports_of_one_event_together_and_keeps_others_apart() {
        let told = stories(&[article(FIRE), article(VOTE), article(FIRE_TOO), article(FIRE_ELSEWHERE)], &ENGLISH);
        assert_eq!(told[0], told[2]);
        let mut all = told;
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), 3);
    }

    #[test]
    fn keeps_what_was_published_far_apart_in_two_stories() {
        let days = |a, b| stories(&[on(a, article(FIRE)), on(b, article(FIRE_TOO))], &ENGLISH);
        assert_eq!(days("2024-03-01", "2024-03-05"), [0, 0]);
        assert_eq!(days("2024-03-01", "2024-03-31"), [0, 1]);
        let undated = stories(&[article(FIRE), on("2024-03-31", article(FIRE_TOO))], &ENGLISH);
        assert_eq!(undated, [0, 0]);
    }

    #[test]
    fn never_spans_more_than_the_window() {
        let days = ["2024-03-01", "2024-03-08", "2024-03-15"];
        let told = stories(&days.map(|day| on(day, article(FIRE))), &ENGLISH);
        assert_ne!(told[0], told[2], "{told:?}");
    }

    #[test]
    fn believes_the_topic_that_a_table_gives() {
        let about = |topic: &str, text| Source { topic: topic.into(), ..article(text) };
        assert_eq!(stories(&[about("a", FIRE), about("a", VOTE)], &ENGLISH), [0, 0]);
        assert_eq!(stories(&[about("a", FIRE), about("b", FIRE_TOO)], &ENGLISH), [0, 1]);
        assert_eq!(stories(&[about("a", FIRE), about("", FIRE_TOO)], &ENGLISH), [0, 0]);
    }

    #[test]
    fn reads_the_numbered_rows_of_a_document_as_one() {
        let row = |id: &str, text: &str| Source { id: id.into(), text: text.into(), shape: Shape::Row, ..Source::default() };
        let rows = [row("w7:1", "The Marlow cannery burned."), row("w7:2", "Nobody was hurt, a neighbour said."), row("w8:1", VOTE)];
        assert_eq!(stories(&rows, &ENGLISH), [0, 0, 1]);
    }

    #[test]
    fn pairs_two_texts_that_are_closest_to_each_other() {
        let more = " The owners promised to rebuild the loading dock, hire every worker back and pay wages through the spring.";
        let all = [FIRE, VOTE, FIRE_TOO, FIRE_ELSEWHERE].map(|text| article(&format!("{text}{more}")));
        let told = Words::of(&all, &ENGLISH).closest();
        assert_eq!(told[0], told[2]);
        assert!(told[1] != told[0] && told[3] != told[0]);
    }

    #[test]
    fn pairs_no_text_too_short_to_have_a_closest() {
        let told = Words::of(&[article("The pact is a triumph."), article("The pact is a failure.")], &ENGLISH).closest();
        assert_ne!(told[0], told[1]);
    }

    #[test]
    fn does_not_depend_on_the_order_of_sources() {
        let all = [FIRE, VOTE, FIRE_TOO, FIRE_ELSEWHERE, "", "1 2 3"].map(article);
        let mut turned = all.clone();
        turned.reverse();
        let mut back = stories(&turned, &ENGLISH);
        back.reverse();
        assert_eq!(stories(&all, &ENGLISH), back);
    }

    #[test]
    fn makes_one_story_of_a_hundred_copies() {
        let copies: Vec<Source> =
            (0..300).map(|n| Source { outlet: format!("Outlet {n}"), ..article(&format!("{FIRE} Outlet {n}.")) }).collect();
        assert_eq!(stories(&copies, &ENGLISH), vec![0; 300]);
    }

    #[test]
    fn gives_empty_texts_stories_of_their_own() {
        let named = |id: &str, text: &str| Source { id: id.into(), ..article(text) };
        assert_eq!(stories(&[], &ENGLISH), Vec::<usize>::new());
        assert_eq!(stories(&[named("a", "of the"), named("b", "--")], &ENGLISH), [0, 1]);
    }
}
