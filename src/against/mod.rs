//! Each claim against every article: contradicts, agrees, discusses, or left out.
//!
//! An inverted index of the articles' words brings up, for each claim, the articles that have a good part of its words by
//! weight; only these are measured (`feature`) and weighed. The weights are learnt by `tools/against.py`.
//! Cost: reading every text once, then each claim's rare words times the articles that have them.

mod feature;
mod scorer;
mod settings;
mod text;

use crate::language::Language;
use crate::language::lexicon::Word;
use crate::source::Source;
use crate::story::bag::{Bag, Sieve, Vector, Weights};
use crate::verdict::{Kind, Relation};
use feature::{Claim, Features};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use settings::Settings;
use text::{Reader, Text};

/// What was found.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// By claim, then by article, both in the order they were given; unrelated pairs are left out.
    pub rows: Vec<Row>,
    /// What was and was not done.
    pub summary: Summary,
}

/// One claim and one article that have to do with each other.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The claim's row id.
    pub claim_id: String,
    /// The article's row id.
    pub article_id: String,
    /// How the article stands to the claim.
    pub relation: Relation,
    /// How likely that is, from 0 to 1.
    pub score: f64,
    /// What they contradict each other over.
    pub kind: Option<Kind>,
    /// What decided.
    pub rule: String,
    /// The claim's own words.
    pub claim_evidence: String,
    /// The article's sentence that tells most.
    pub article_evidence: String,
    /// Why, in words.
    pub reason: String,
}

/// How much was done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Summary {
    /// Claims that were read.
    pub claims: usize,
    /// Articles that were read.
    pub articles: usize,
    /// Pairs that had enough in common to be measured.
    pub measured: usize,
    /// Claims and articles without a word to compare.
    pub empty: Vec<String>,
    /// Claims and articles in another language: not compared.
    pub foreign: Vec<String>,
}

/// All features of one pair, for looking at and for learning weights.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureRow {
    /// The claim's row id.
    pub claim_id: String,
    /// The article's row id.
    pub article_id: String,
    /// In the order of [`FeatureRow::COLUMNS`], after the two ids.
    pub values: Vec<f64>,
}

impl FeatureRow {
    /// The names of the two ids and of all features.
    pub const COLUMNS: &'static [&'static str] = feature::COLUMNS;
}

/// Holds each claim against every article.
pub fn against(claims: &[Source], articles: &[Source], language: &Language) -> Report {
    let read = Read::of(claims, articles, language);
    let pairs = read.pairs();
    let rows = pairs.par_iter().filter_map(|(c, a, features)| read.row(&claims[*c], &articles[*a], (*c, *a), features)).collect();
    Report { rows, summary: read.summary(claims, articles, pairs.len()) }
}

/// The features of every pair that has enough in common to be measured.
pub fn features(claims: &[Source], articles: &[Source], language: &Language) -> Vec<FeatureRow> {
    let read = Read::of(claims, articles, language);
    let row = |(c, a, features): (usize, usize, Features)| FeatureRow {
        claim_id: claims[c].id.clone(),
        article_id: articles[a].id.clone(),
        values: features.values.to_vec(),
    };
    read.pairs().into_iter().map(row).collect()
}

/// Claims and articles, read and weighed.
struct Read<'s> {
    settings: &'s Settings,
    claim_texts: Vec<Text>,
    claims: Vec<Claim>,
    articles: Vec<Text>,
    vectors: Vec<Vector>,
    index: FxHashMap<Word, Vec<u32>>,
}

impl<'s> Read<'s> {
    fn of(claims: &[Source], articles: &[Source], language: &Language) -> Self {
        let settings = Settings::shipped();
        let story = crate::story::settings::Settings::shipped();
        let reader = Reader { language, sieve: Sieve::new(language, story), settings };
        let read = |sources: &[Source]| -> Vec<Text> { sources.par_iter().map(|source| reader.read(source)).collect() };
        let (claim_texts, articles) = (read(claims), read(articles));
        let bags: Vec<Bag> = articles.par_iter().map(Text::bag).collect();
        let weights = Weights::of(bags.iter(), language, story);
        let mut index: FxHashMap<Word, Vec<u32>> = FxHashMap::default();
        for (number, article) in articles.iter().enumerate().filter(|(_, article)| !article.is_foreign()) {
            article.words.iter().for_each(|entry| index.entry(entry.word).or_default().push(number as u32));
        }
        Self {
            settings,
            claims: claim_texts.par_iter().map(|text| Claim::new(text, &weights, settings)).collect(),
            vectors: bags.par_iter().map(|bag| weights.vector(&bag.words)).collect(),
            claim_texts,
            articles,
            index,
        }
    }

    /// Every claim with every article that has enough of it, measured.
    fn pairs(&self) -> Vec<(usize, usize, Features)> {
        (0..self.claims.len())
            .into_par_iter()
            .filter(|&claim| !self.claim_texts[claim].is_foreign())
            .map_init(|| vec![0.0; self.articles.len()], |covers, claim| self.pairs_of(claim, covers))
            .flatten_iter()
            .collect()
    }

    fn pairs_of(&self, number: usize, covers: &mut [f64]) -> Vec<(usize, usize, Features)> {
        let claim = &self.claims[number];
        let met = self.met(claim, covers);
        let measure = |at: usize| feature::measure(claim, &self.articles[at], &self.vectors[at], self.settings);
        met.into_iter().map(|at| (number, at, measure(at))).collect()
    }

    /// The articles that have enough of a claim's words, in order. `covers` is all nought before and after.
    ///
    /// Words come weightiest first, and a word opens no new article once all that are left could not lift it over the least
    /// cover: so the postings of common words are walked only where rare ones have led.
    fn met(&self, claim: &Claim, covers: &mut [f64]) -> Vec<usize> {
        let mut open: Vec<usize> = Vec::new();
        let mut left = claim.weight;
        for word in &claim.words {
            let opens = left >= self.settings.least_cover * claim.weight;
            left -= word.weight;
            for &at in self.index.get(&word.word).map_or(&[][..], Vec::as_slice) {
                let cover = &mut covers[at as usize];
                if *cover == 0.0 {
                    if !opens {
                        continue;
                    }
                    open.push(at as usize);
                }
                *cover += word.weight / claim.weight;
            }
        }
        open.sort_unstable();
        let enough: Vec<usize> = open.iter().copied().filter(|&at| covers[at] >= self.settings.least_cover).collect();
        open.into_iter().for_each(|at| covers[at] = 0.0);
        enough
    }

    fn row(&self, claim: &Source, article: &Source, (c, a): (usize, usize), features: &Features) -> Option<Row> {
        let (relation, score) = scorer::judge(features, self.settings);
        if relation == Relation::Unrelated {
            return None;
        }
        let text = &self.articles[a];
        let (at, reason) = grounds(relation, text, features, &article.text);
        Some(Row {
            claim_id: claim.id.clone(),
            article_id: article.id.clone(),
            relation,
            score,
            kind: (relation == Relation::Contradicts).then_some(Kind::Denial),
            rule: "general/against".to_owned(),
            claim_evidence: evidence(&self.claim_texts[c], 0, &claim.text),
            article_evidence: evidence(text, at, &article.text),
            reason,
        })
    }

    fn summary(&self, claims: &[Source], articles: &[Source], measured: usize) -> Summary {
        let all = || claims.iter().zip(&self.claim_texts).chain(articles.iter().zip(&self.articles));
        let names = |is: &dyn Fn(&Text) -> bool| all().filter(|(_, text)| is(text)).map(|(source, _)| source.id.clone()).collect();
        Summary {
            claims: claims.len(),
            articles: articles.len(),
            measured,
            empty: names(&Text::is_empty),
            foreign: names(&Text::is_foreign),
        }
    }
}

/// The sentence that a relation rests on, and why it does.
fn grounds(relation: Relation, article: &Text, features: &Features, words: &str) -> (usize, String) {
    let cover = features.cover() * 100.0;
    let quoted = |at: usize, spans: &dyn Fn(usize) -> Option<crate::text::Span>| spans(at).map_or("", |span| span.of(words)).to_owned();
    let refuting = |at: usize| article.sentences[at].refutes;
    let doubting = |at: usize| article.sentences[at].doubts;
    match relation {
        Relation::Contradicts => match (features.refuting, features.negating) {
            (Some(at), _) => (at, format!("one side only says “{}”; {cover:.0} % of the claim's words", quoted(at, &refuting))),
            (None, Some(at)) => (at, format!("what one side says the other negates; {cover:.0} % of the claim's words")),
            (None, None) => (features.best, format!("the article takes the other side as a whole; {cover:.0} % of the claim's words")),
        },
        Relation::Discusses => match features.doubting {
            Some(at) => (features.best, format!("only reported: “{}”; {cover:.0} % of the claim's words", quoted(at, &doubting))),
            None => (features.best, format!("about the same thing; {cover:.0} % of the claim's words")),
        },
        _ => (features.best, format!("says it too; {cover:.0} % of the claim's words")),
    }
}

fn evidence(text: &Text, at: usize, words: &str) -> String {
    text.sentences.get(at).map_or("", |line| line.span.of(words)).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::lists::Lists;
    use std::sync::LazyLock;

    static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::new(Lists::shipped()));

    fn source(id: &str, text: &str) -> Source {
        Source { id: id.into(), text: text.into(), ..Source::default() }
    }

    const CLAIM: &str = "Otter elected mayor of Lower Brindle";
    const TRUE: &str =
        "An otter was elected mayor of Lower Brindle on Sunday. The otter got nine votes in Brindle, more than any other mayor.";
    const FALSE: &str = "The otter elected mayor of Lower Brindle is a hoax. The story is fake and not true, the Brindle council said.";

    #[test]
    fn tells_a_denial_from_a_repetition() {
        let report = against(&[source("c", CLAIM)], &[source("t", TRUE), source("f", FALSE)], &ENGLISH);
        let told: Vec<(&str, Relation)> = report.rows.iter().map(|row| (row.article_id.as_str(), row.relation)).collect();
        assert_eq!(told, [("t", Relation::Agrees), ("f", Relation::Contradicts)]);
    }

    #[test]
    fn takes_no_side_where_only_a_place_is_shared() {
        let elsewhere = "The weir at Lower Brindle was mended in spring. Anglers from three counties came to see the new gates.";
        let report = against(
            &[source("c", "Otter elected mayor of Lower Brindle after a recount in the town hall")],
            &[source("w", elsewhere)],
            &ENGLISH,
        );
        assert!(report.rows.iter().all(|row| row.relation == Relation::Discusses), "{:?}", report.rows);
        let nothing = "Soak the beans overnight and boil them with two onions.";
        assert_eq!(against(&[source("c", CLAIM)], &[source("b", nothing)], &ENGLISH).rows, []);
    }

    #[test]
    fn holds_a_claim_that_debunks_against_an_article_that_believes() {
        let report =
            against(&[source("c", "No, the otter mayor of Lower Brindle is a hoax")], &[source("t", TRUE), source("f", FALSE)], &ENGLISH);
        let told = |id: &str| report.rows.iter().find(|row| row.article_id == id).map(|row| row.relation);
        assert_eq!(told("f"), Some(Relation::Agrees));
        assert_ne!(told("t"), Some(Relation::Agrees));
    }

    #[test]
    fn does_not_depend_on_the_order_of_articles() {
        let (a, b) = (source("t", TRUE), source("f", FALSE));
        let claims = [source("c", CLAIM)];
        let one = against(&claims, &[a.clone(), b.clone()], &ENGLISH).rows;
        let mut other = against(&claims, &[b, a], &ENGLISH).rows;
        other.reverse();
        assert_eq!(one, other);
    }

    #[test]
    fn takes_empty_huge_and_odd_texts() {
        let huge = format!("{TRUE} ").repeat(9_000);
        let odd = "\u{202e}\u{0}\u{feff} a\u{301} ???? ....";
        let claims = [source("e", ""), source("h", &huge), source("o", odd), source("c", CLAIM)];
        let articles = [source("e", " "), source("h", &huge), source("o", odd)];
        let report = against(&claims, &articles, &ENGLISH);
        assert!(report.rows.iter().all(|row| row.article_id != "e" && row.claim_id != "e"));
        assert!(report.rows.iter().any(|row| row.claim_id == "c" && row.article_id == "h"));
        assert!(report.summary.empty.contains(&"e".to_owned()));
    }

    #[test]
    fn judges_nothing_in_another_language() {
        let german =
            "Der Bürgermeister wurde am Sonntag gewählt, sagte eine Sprecherin des Rathauses dem Rundfunk. Es gab neun Stimmen für ihn.";
        let report = against(&[source("c", german)], &[source("a", german)], &ENGLISH);
        assert_eq!((report.rows, report.summary.foreign), (vec![], vec!["c".to_owned(), "a".to_owned()]));
    }
}
