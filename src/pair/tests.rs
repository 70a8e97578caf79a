//! Pairs that must, and must not, contradict each other: one table for each ingredient and each blocker.

use super::*;
use crate::language::lists::Lists;
use proptest::prelude::*;
use std::sync::LazyLock;

fn english() -> &'static Language {
    static ENGLISH: LazyLock<Language> = LazyLock::new(|| Language::new(Lists::shipped()));
    &ENGLISH
}

fn text(words: &str) -> Text {
    Text::new(words, &english().read(words, None), english())
}

fn said(a: &str, b: &str) -> Comparison {
    compare(&text(a), &text(b))
}

fn check(expected: impl Fn(&Comparison) -> bool, pairs: &[(&str, &str)]) {
    let wrong: Vec<String> = pairs
        .iter()
        .flat_map(|&(a, b)| [(a, b), (b, a)])
        .map(|(a, b)| (a, b, said(a, b)))
        .filter(|(.., comparison)| !expected(comparison))
        .map(|(a, b, c)| format!("{a} | {b}: {} {:?} {:.2} {:?}", c.relation, c.kind, c.score, c.terms))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn contradict(kind: Kind, pairs: &[(&str, &str)]) {
    check(|c| c.relation == Relation::Contradicts && c.kind == Some(kind), pairs);
}

fn do_not(pairs: &[(&str, &str)]) {
    check(|c| c.relation != Relation::Contradicts, pairs);
}

#[test]
fn finds_what_one_side_negates() {
    contradict(
        Kind::Denial,
        &[
            ("A boy is painting a wooden fence", "A boy is not painting a wooden fence"),
            ("There is no sailor mending a net on the quay", "A sailor is mending a net on the quay"),
            ("Nobody is peeling a potato", "Somebody is peeling a potato"),
        ],
    );
}

#[test]
fn keeps_apart_what_the_negation_does_not_touch() {
    do_not(&[
        ("A boy is painting a wooden fence", "A girl is not riding a horse"),
        ("There is no cat on the roof", "Two farmers are loading hay onto a cart"),
        ("The ferry is not late", "The ferry is not delayed"),
    ]);
}

#[test]
fn finds_headlines_that_refute() {
    contradict(
        Kind::Denial,
        &[
            ("The mayor of Ostrel has died", "Ostrel mayor's death is a hoax"),
            ("Velora will launch a folding phone in May", "No, Velora is not launching a folding phone"),
        ],
    );
}

#[test]
fn finds_figures_that_cannot_both_hold() {
    contradict(
        Kind::Quantity,
        &[
            ("More than 400 people were evacuated from Ostrel .", "Ostrel reported that 212 people were evacuated from the town ."),
            ("Fewer than 20 ships were registered in Tavia .", "In all , 46 ships were registered in Tavia that year ."),
        ],
    );
}

#[test]
fn keeps_figures_that_fit() {
    do_not(&[
        ("More than 200 people were evacuated from Ostrel .", "Ostrel reported that 212 people were evacuated from the town ."),
        ("Fewer than 50 ships were registered in Tavia .", "In all , 46 ships were registered in Tavia that year ."),
        ("Ostrel has 12,500 inhabitants .", "Ostrel has 12,496 inhabitants ."),
    ]);
}

#[test]
fn finds_dates_that_cannot_both_hold() {
    contradict(Kind::Date, &[("Ana Veld was born after 1990 .", "Ana Veld ( born 12 March 1984 ) is a Dutch cellist .")]);
}

#[test]
fn keeps_dates_that_fit() {
    do_not(&[("Ana Veld was born before 1990 .", "Ana Veld ( born 12 March 1984 ) is a Dutch cellist .")]);
}

#[test]
fn ignores_other_participants_and_other_scenes() {
    do_not(&[
        ("A man is riding a bicycle", "A woman is riding a bicycle"),
        ("A dog is sleeping in the shade", "A cat is sleeping in the shade"),
        ("The northern part of the city was shelled", "Engineers repaired a bridge in the south"),
    ]);
}

#[test]
fn keeps_another_thing_where_one_side_only_says_what_it_is_not() {
    do_not(&[
        ("The Halcyon is a Danish ship.", "The Halcyon is not a Swedish ship."),
        ("Tern is a Norwegian radio series made by the engineer Ola Bruun.", "Tern is not a Finnish series."),
    ]);
}

#[test]
fn takes_a_name_with_and_without_marks_for_one() {
    do_not(&[("Zdeněk Šafář moved to Québec.", "Zdenek Safar moved to Quebec.")]);
}

#[test]
fn measures_what_new_evidence_speaks_of() {
    let value = |a: &str, b: &str, feature| features(&text(a), &text(b)).expect("both have words").get(feature);
    let (danish, swedish) = ("Ola Bruun was a Danish sailor from Ribe.", "Ola Bruun was a Swedish sailor.");
    assert_eq!(value(danish, swedish, Feature::nations), 1.0);
    assert_eq!(value(danish, swedish, Feature::nations_near), 1.0);
    assert_eq!(value("Tern is a radio play.", "Tern is a large island in the north.", Feature::complements), 1.0);
    assert_eq!(value("Bruun spoke before the vote.", "Bruun spoke at length after the vote.", Feature::opposed), 1.0);
    assert_eq!(value("Marlow Stadium has 15,000 seats.", "It has 12,000 seats and a roof of glass.", Feature::subject_left), 1.0);
    assert_eq!(value("Marlow Stadium has 15,000 seats.", "Marlow Stadium has 12,000 seats and a roof.", Feature::subject_left), 0.0);
}

#[test]
fn names_the_relation_of_what_does_not_contradict() {
    assert_eq!(
        said("The blast destroyed a warehouse in Ostrel", "An explosion destroyed a warehouse in Ostrel").relation,
        Relation::Agrees
    );
    assert_eq!(said("The blast destroyed a warehouse in Ostrel", "Cook the rice for ten minutes").relation, Relation::Unrelated);
    assert_eq!(said("", "Anything at all").relation, Relation::Unrelated);
}

#[test]
fn shows_where_it_stands_and_why() {
    let (a, b) = ("Fewer than 20 ships were registered in Tavia .", "In all , 46 ships were registered in Tavia that year .");
    let found = said(a, b);
    assert_eq!((found.a_evidence.of(a), found.b_evidence.of(b)), ("Fewer than 20", "46"));
    assert_eq!(found.reason, "no figure satisfies both");
    let logit: f64 = found.terms.iter().map(|(_, term)| term).sum();
    assert!((1.0 / (1.0 + (-logit).exp()) - found.score).abs() < 1e-9, "the terms make the score");
}

#[test]
fn finds_the_sentence_of_an_article_that_denies() {
    let article = "The port reopened at dawn. Cranes moved along the quay. Trucks queued for a mile. The harbour office published its list. \
                   The ferry from Ostrel did not sink in the storm. Repairs will go on for weeks.";
    let claim = "The ferry from Ostrel sank in the storm.";
    let found = said(claim, article);
    assert_eq!(found.relation, Relation::Contradicts);
    assert!(found.b_evidence.of(article).contains("not sink"), "{:?}", found.b_evidence.of(article));
}

#[test]
fn a_text_never_contradicts_itself() {
    for words in ["No, it is not true that 40 people died.", "The blast killed eight and did not kill nine in 1990 or 1991.", "Hoax"] {
        assert_ne!(said(words, words).relation, Relation::Contradicts, "{words}");
    }
}

#[test]
fn the_shipped_weights_can_be_read() {
    for ground in Ground::ALL {
        let features = features(&text("Nobody came to Ostrel."), &text("Forty people came to Ostrel.")).expect("both have words");
        assert!((0.0..=1.0).contains(&score::score(ground, &features).value), "{}", ground.name());
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_two_texts_stand_the_same_way_to_each_other(a in "([a-zA-Z0-9 .,!?’'-]|not |no |\\PC){0,80}", b in "([a-zA-Z0-9 .,!?’'-]|not |no |\\PC){0,80}") {
        let (x, y) = (said(&a, &b), said(&b, &a));
        prop_assert_eq!((x.relation, x.kind, x.a_evidence, x.b_evidence), (y.relation, y.kind, y.b_evidence, y.a_evidence));
        prop_assert_eq!(x.score, y.score);
        prop_assert_ne!(said(&a, &a).relation, Relation::Contradicts);
    }
}
