//! What figures are told of a few statements, by rules on a ferry.

use super::*;
use crate::conflict::finding::Review;
use crate::rule::{Choice, compile_text};
use crate::source::Shape;
use crate::verdict::Status;
use std::sync::LazyLock;

const PACK: &str = r#"
[pack]
id = "ferry"
title = "The ferry"

[[rule]]
id = "toll"
ask = "How many passengers did the ferry lose?"
shape = "number"
about = ["ferry"]
trend = "up"
within = "10 days"
say = ["lose magnitude? {n:number}"]

[[rule]]
id = "hurt"
ask = "How many were hurt on the ferry?"
shape = "number"
about = ["ferry"]
sum = true
say = ["{n:number} (man | woman | sailor)"]

[[rule]]
id = "age"
ask = "How old was the mate?"
shape = "number"
about = ["ferry"]
say = ["mate ... be {n:number} year old"]

[[rule]]
id = "boats"
ask = "How many lifeboats had the ferry?"
shape = "number"
about = ["ferry"]
say = ["{n:number} of? lifeboat"]

[[rule]]
id = "cost"
ask = "What did the ferry cost?"
shape = "number"
about = ["ferry"]
say = ["cost {n:number}"]

[[rule]]
id = "service"
ask = "How long had the ferry been in service?"
shape = "duration"
about = ["ferry"]
say = ["in service for {t:duration}"]
"#;

/// A toll that goes up, a count that does not, a price and a length of time.
static RULES: LazyLock<Rules> = LazyLock::new(|| compile_text(PACK));

const DAY: [&str; 3] = ["2022-06-01", "2022-06-02", "2022-06-03"];

fn row(outlet: &str, day: &str, text: &str) -> Source {
    let published = (!day.is_empty()).then(|| day.parse().unwrap());
    let id = format!("{outlet}{day}{text}");
    Source { id, outlet: outlet.into(), published, text: text.into(), shape: Shape::Row, ..Source::default() }
}

fn told(sources: &[Source]) -> Vec<Figure> {
    figures(sources, &RULES, &Settings::default(), |_| ()).rows
}

fn all(rows: &[(&str, &str, &str)]) -> Vec<Figure> {
    told(&rows.iter().map(|(outlet, day, text)| row(outlet, day, text)).collect::<Vec<_>>())
}

fn one(rows: &[(&str, &str, &str)]) -> Figure {
    let mut found = all(rows);
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}

fn numbers(figure: &Figure) -> [Option<f64>; 4] {
    [figure.low, figure.best, figure.high, figure.conservative]
}

fn course(figure: &Figure) -> Vec<String> {
    figure.trajectory.iter().map(Point::words).collect()
}

/// The low, best, high and conservative figure of what outlets say of the lifeboats on one day.
fn of_boats(said: &[&str]) -> [Option<f64>; 4] {
    // Equal sentences would be copies of one.
    let tails = ["", " on deck", " at the stern", " below the bridge"];
    let source =
        |(at, said): (usize, &&str)| row(&format!("Outlet {at}"), DAY[0], &format!("The ferry had {said} lifeboats{}.", tails[at]));
    let rows: Vec<Source> = said.iter().enumerate().map(source).collect();
    let found = told(&rows);
    assert_eq!(found.len(), 1, "{said:?}: {found:?}");
    numbers(&found[0])
}

#[test]
fn finds_low_best_high_and_conservative() {
    for (said, expected) in [
        (&["8"][..], [8, 8, 8, 8]),
        // Both ends of a range count, and so do those of a word for no figure.
        (&["between 20 and 30"], [20, 20, 30, 20]),
        (&["20 to 30"], [20, 20, 30, 20]),
        (&["two or three"], [2, 2, 3, 2]),
        (&["dozens of"], [24, 24, 99, 24]),
        // An approximation is the figure that it names.
        (&["around 50"], [50, 50, 50, 50]),
        (&["twenty or so"], [20, 20, 20, 20]),
        // What is met adds nothing.
        (&["at least 30", "35"], [35, 35, 35, 35]),
        (&["at least 30", "dozens of"], [24, 24, 99, 24]),
        (&["30", "at least 30"], [30, 30, 30, 30]),
        (&["up to 40", "35"], [35, 35, 35, 35]),
        // What most say; else what is named, and then the lower one.
        (&["28", "30", "30"], [28, 30, 30, 28]),
        (&["28", "30", "35"], [28, 28, 35, 28]),
        (&["30", "35", "at least 32", "35 to 40"], [30, 35, 40, 30]),
        (&["between 8 and 12", "around 11"], [8, 11, 12, 8]),
        (&["between 8 and 12", "40"], [8, 8, 40, 8]),
        (&["around 12", "18"], [12, 12, 18, 12]),
        // A rougher figure says no less than the best.
        (&["about 2,700", "2,750"], [2_700, 2_750, 2_750, 2_750]),
        (&["2,500", "2,512"], [2_500, 2_500, 2_512, 2_500]),
        // A ceiling gives no low, wherever it lies.
        (&["fewer than 20", "28"], [28, 28, 28, 28]),
        (&["fewer than 20", "up to 20", "28"], [28, 28, 28, 28]),
        (&["no", "12"], [0, 0, 12, 0]),
    ] {
        assert_eq!(of_boats(said), expected.map(|figure: u16| Some(f64::from(figure))), "{said:?}");
    }
}

#[test]
fn a_ceiling_is_no_figure_that_is_reached() {
    assert_eq!(of_boats(&["up to 40"]), [None, None, Some(40.0), None]);
    assert_eq!(course(&one(&[("A", DAY[0], "The ferry had up to 40 lifeboats.")])), ["2022-06-01: up to 40"]);
    let figure = one(&[("A", DAY[0], "The ferry had 28 lifeboats."), ("B", DAY[0], "The ferry had fewer than 20 lifeboats on deck.")]);
    assert_eq!(figure.dispute, "fewer than 20 (B, 2022-06-01); 28 (A, 2022-06-01)");
    assert_eq!(course(&figure), ["2022-06-01: 28"]);
}

#[test]
fn a_floor_leaves_the_high_figure_open() {
    let open = |low| [Some(low), Some(low), None, Some(low)];
    assert_eq!(of_boats(&["at least 30"]), open(30.0));
    assert_eq!(of_boats(&["more than 100"]), open(100.0));
    assert_eq!(of_boats(&["at least 8", "5"]), open(5.0));
    assert_eq!(of_boats(&["more than 30", "30"]), open(30.0));
    let figure = one(&[("A", DAY[0], "The ferry had 30 lifeboats."), ("B", DAY[0], "The ferry had more than 30 lifeboats on deck.")]);
    assert_eq!(figure.dispute, "30 (A, 2022-06-01); more than 30 (B, 2022-06-01)");
}

#[test]
fn a_toll_that_goes_up_is_no_dispute() {
    let figure = one(&[
        ("Quay", DAY[0], "The ferry lost 12 passengers."),
        ("Herald", DAY[1], "The ferry lost at least 30 passengers."),
        ("Post", DAY[2], "The ferry lost 35 passengers."),
    ]);
    assert_eq!(numbers(&figure), [Some(35.0); 4]);
    assert_eq!((figure.replaced, figure.dispute.as_str(), figure.past_dispute.as_str()), (2, "", ""));
    assert_eq!(course(&figure), ["2022-06-01: 12", "2022-06-02: 30 or more", "2022-06-03: 35"]);
    assert_eq!((figure.first, figure.last), (DAY[0].parse().ok(), DAY[2].parse().ok()));
}

#[test]
fn a_toll_goes_on_beyond_the_earlier_figure() {
    let figure = one(&[("A", DAY[0], "The ferry lost 28 passengers."), ("B", DAY[1], "The ferry lost more than 28 passengers.")]);
    assert_eq!((numbers(&figure), figure.replaced, figure.dispute.as_str()), ([Some(28.0), Some(28.0), None, Some(28.0)], 1, ""));
    // No ceiling does, nor the other way round.
    let figure = one(&[("A", DAY[0], "The ferry lost 28 passengers."), ("B", DAY[1], "The ferry lost up to 40 passengers.")]);
    assert_eq!((numbers(&figure), figure.replaced), ([Some(28.0); 4], 0));
    let figure = one(&[("A", DAY[0], "The ferry lost more than 28 passengers."), ("B", DAY[1], "The ferry lost 28 passengers.")]);
    assert_eq!((figure.replaced, figure.dispute.as_str()), (0, "28 (B, 2022-06-02); more than 28 (A, 2022-06-01)"));
}

#[test]
fn a_floor_and_a_few_more_are_no_dispute() {
    for (said, dispute) in
        [(["at least 4", "7"], ""), (["at least 4", "40"], "at least 4 (Outlet 0, 2022-06-01); 40 (Outlet 1, 2022-06-01)")]
    {
        let texts = said.map(|said| format!("The ferry lost {said} passengers."));
        assert_eq!(one(&[("Outlet 0", DAY[0], &texts[0]), ("Outlet 1", DAY[0], &texts[1])]).dispute, dispute, "{said:?}");
    }
}

#[test]
fn a_dispute_names_figures_places_and_days() {
    let figure = one(&[
        ("Quay", DAY[0], "The ferry lost 12 passengers."),
        ("Herald", DAY[1], "The ferry lost 30 passengers, the mate said."),
        ("Post", DAY[1], "The ferry lost 35 passengers."),
    ]);
    assert_eq!(numbers(&figure), [Some(30.0), Some(30.0), Some(35.0), Some(30.0)]);
    assert_eq!(figure.words, "The ferry lost 30 passengers, the mate said.");
    assert_eq!(figure.dispute, "30 (the mate, Herald, 2022-06-02); 35 (Post, 2022-06-02)");
    assert_eq!(course(&figure)[1], "2022-06-02: 30 to 35");
}

#[test]
fn a_dispute_over_replaced_figures_is_past() {
    let figure = one(&[
        ("Quay", DAY[0], "The ferry lost 12 passengers."),
        ("Herald", DAY[0], "The ferry lost 15 passengers."),
        ("Bay", DAY[1], "The ferry lost 30 passengers."),
        ("Post", DAY[1], "The ferry lost 35 passengers."),
        ("Gazette", DAY[2], "The ferry lost 41 passengers."),
    ]);
    assert_eq!((numbers(&figure), figure.dispute.as_str()), ([Some(41.0); 4], ""));
    let first = "12 (Quay, 2022-06-01); 15 (Herald, 2022-06-01)";
    let second = "30 (Bay, 2022-06-02); 35 (Post, 2022-06-02)";
    assert_eq!(figure.past_dispute, format!("{first} // {second}"));
}

#[test]
fn what_is_hedged_is_not_counted_but_told_where_it_is_at_odds() {
    let figure = one(&[
        ("A", DAY[0], "The ferry had 8 lifeboats."),
        ("B", DAY[0], "The ferry may have had 20 lifeboats."),
        ("C", DAY[0], "The ferry will carry 30 lifeboats."),
    ]);
    assert_eq!((numbers(&figure), figure.claims, figure.left_out), ([Some(8.0); 4], 1, 2));
    assert_eq!(figure.dispute, "8 (A, 2022-06-01); 20, with a hedge (B, 2022-06-01)");
}

#[test]
fn a_denied_figure_has_a_row_where_it_is_at_odds() {
    let figure = one(&[("A", DAY[0], "The ferry had 8 lifeboats."), ("B", DAY[0], "The owner denied that the ferry had 8 lifeboats.")]);
    assert_eq!(figure.dispute, "8 (A, 2022-06-01); not 8 (The owner, B, 2022-06-01)");
}

#[test]
fn copies_are_one_origin_and_are_named() {
    let copy = "The ferry had 9 lifeboats.";
    let figure = one(&[("A", DAY[0], copy), ("B", DAY[0], copy), ("C", DAY[0], copy), ("D", DAY[0], "The ferry had 4 lifeboats.")]);
    assert_eq!((figure.claims, figure.origins, figure.best_origins), (4, 2, 1));
    assert_eq!(numbers(&figure), [Some(4.0), Some(4.0), Some(9.0), Some(4.0)]);
    assert_eq!(figure.dispute, "4 (D, 2022-06-01); 9 (A, 2022-06-01 / B, 2022-06-01 / C, 2022-06-01)");
    assert_eq!(figure.sources.iter().map(|voice| voice.origin).collect::<Vec<_>>(), [1, 2, 2, 2]);
}

#[test]
fn a_voice_is_replaced_by_itself_only() {
    let figure = one(&[("A", DAY[0], "The ferry had 8 lifeboats."), ("A", DAY[1], "The ferry had 9 lifeboats.")]);
    assert_eq!((numbers(&figure), figure.replaced), ([Some(9.0); 4], 1));
    assert_eq!(figure.past_dispute, "8 (A, 2022-06-01); 9 (A, 2022-06-02)");
    let said = "The ferry had 8 lifeboats, the mate said.";
    let figure = one(&[("A", DAY[0], said), ("A", DAY[1], "The ferry had 9 lifeboats, the owner said.")]);
    assert_eq!((figure.low, figure.high, figure.replaced), (Some(8.0), Some(9.0), 0));
    assert_eq!(figure.sources[0].words(), format!("8: the mate, A, 2022-06-01 [A2022-06-01{said}]"));
}

#[test]
fn a_speaker_takes_back_what_other_outlets_told() {
    let first =
        [("A", DAY[0], "The ferry lost some 30 passengers, police said."), ("B", DAY[0], "Police said the ferry lost 32 passengers.")];
    let then = ("C", DAY[1], "The ferry lost 28 passengers, police said.");
    let figure = one(&[first[0], first[1], then]);
    assert_eq!((numbers(&figure), figure.replaced, figure.dispute.as_str()), ([Some(28.0); 4], 2, ""));
    assert_eq!(figure.past_dispute, "28 (police, C, 2022-06-02); 32 (Police, B, 2022-06-01)");
    // What is denied is taken back, too; not what somebody else says.
    let denied = ("C", DAY[1], "Police denied that the ferry lost 32 passengers.");
    let figure = one(&[first[0], first[1], denied]);
    assert_eq!((numbers(&figure), figure.replaced, figure.dispute.as_str()), ([Some(30.0); 4], 1, ""));
    let figure = one(&[("A", DAY[0], "The ferry lost 32 passengers, the union said."), denied]);
    assert_eq!((figure.replaced, figure.dispute.is_empty()), (0, false));
    // Officials of two outlets need not be the same.
    let anybody = |outlet, day, figure| (outlet, day, format!("The ferry lost {figure} passengers, officials said."));
    let rows = [anybody("A", DAY[0], 32), anybody("B", DAY[1], 28)];
    assert_eq!(one(&rows.each_ref().map(|(outlet, day, text)| (*outlet, *day, text.as_str()))).replaced, 0);
}

#[test]
fn an_age_is_one_of_the_day_of_the_report() {
    let figure = one(&[("A", "", "Ove Dahl, who left on 22 November 2012, saw that the mate of the ferry was 40 years old.")]);
    assert_eq!((figure.unit.as_str(), figure.first, figure.last), ("years", None, None));
}

#[test]
fn a_sum_of_unlike_things_has_no_unit() {
    for (text, unit) in [
        ("On the ferry eight men and three women were hurt.", ""),
        ("On the ferry eight sailors were hurt in the hall and three sailors were hurt on deck.", "sailors"),
    ] {
        let figure = one(&[("A", DAY[0], text)]);
        assert_eq!((figure.unit.as_str(), figure.low), (unit, Some(11.0)), "{text}");
    }
}

#[test]
fn a_share_and_a_count_are_told_each_in_its_own_measure() {
    let found = all(&[("A", DAY[0], "The ferry lost 12% of its crew."), ("B", DAY[0], "The ferry lost 15 of its crew.")]);
    let told: Vec<_> = found.iter().map(|f| (f.unit.as_str(), f.low, f.dispute.as_str())).collect();
    let dispute = "12% (A, 2022-06-01); 15 (B, 2022-06-01)";
    assert_eq!(told, [("%", Some(12.0), dispute), ("crew", Some(15.0), dispute)]);
}

#[test]
fn a_long_silence_begins_another_event() {
    let found = all(&[("A", "2022-06-01", "The ferry lost 12 passengers."), ("B", "2023-06-01", "The ferry lost 3 passengers.")]);
    assert_eq!(found.iter().map(|f| f.best).collect::<Vec<_>>(), [Some(12.0), Some(3.0)]);
}

#[test]
fn names_the_unit_that_is_written() {
    for (text, unit, low) in [
        ("The ferry had 8 lifeboats.", "lifeboats", 8.0),
        ("The ferry lost 12 passengers.", "passengers", 12.0),
        ("The ferry lost 12.", "", 12.0),
        ("The ferry lost 12% of its crew.", "%", 12.0),
        ("The ferry lost 12 PEOPLE.", "people", 12.0),
        ("The ferry lost 12 crew.", "crew", 12.0),
        ("The ferry lost magnitude 6.1 ballast.", "", 6.1),
        ("The ferry lost 6.1 magnitude ballast.", "", 6.1),
        ("The ferry cost $3.5 million.", "dollar", 3_500_000.0),
        ("The ferry had been in service for one year.", "years", 1.0),
        ("The ferry had been in service for a decade.", "years", 10.0),
        ("The ferry had been in service for 18 months.", "months", 18.0),
        ("The ferry had been in service for a fortnight.", "weeks", 2.0),
        ("The ferry had been in service for 36 hours.", "hours", 36.0),
    ] {
        let figure = one(&[("A", DAY[0], text)]);
        assert_eq!((figure.unit.as_str(), figure.low), (unit, Some(low)), "{text}");
    }
}

#[test]
fn names_the_unit_of_the_question_where_as_many_write_another() {
    let other = |noun: &str| {
        one(&[("A", DAY[0], "The ferry lost 12 passengers."), ("B", DAY[0], &format!("The ferry lost about 12 {noun}."))]).unit
    };
    assert_eq!((other("dockers").as_str(), other("sailing passengers").as_str()), ("passengers", "passengers"));
    let figure = one(&[("A", DAY[0], "The ferry lost 12 dockers."), ("B", DAY[0], "The ferry lost about 12 bakers.")]);
    assert_eq!(figure.unit, "bakers");
}

#[test]
fn what_is_left_out_is_counted_in_questions() {
    let choice = Choice { only: vec!["general-figures".into()], ..Choice::default() };
    let (rules, _) = Rules::load(&choice).unwrap();
    let sources = [
        row("A", DAY[0], "The ferry has 8 lifeboats."),
        row("B", DAY[0], "The ferry has 9 lifeboats on deck."),
        row("C", DAY[0], "The ferry has 2 engines."),
        row("D", DAY[0], "The ferry may have 3 cabins."),
    ];
    let told = |tiers| figures(&sources, &rules, &Settings { tiers, ..Settings::default() }, |_| ());
    let (some, all) = (told(TierChoice::Default), told(TierChoice::All));
    assert!(all.rows.len() > 1 && all.held == 0, "{all:?}");
    assert_eq!(questions(&some.rows) + some.held, questions(&all.rows), "{some:?} {all:?}");
}

#[test]
fn tells_lengths_of_time_in_the_shortest_unit_that_is_written() {
    let figure = one(&[
        ("A", DAY[0], "The ferry had been in service for one year."),
        ("B", DAY[0], "The ferry had been in service for 20 months."),
        ("C", DAY[0], "The ferry had been in service for two to three years."),
    ]);
    assert_eq!((figure.unit.as_str(), figure.low, figure.high), ("months", Some(12.0), Some(36.0)));
    assert_eq!(figure.sources[2].figure, "24 months to 36 months");
}

#[test]
fn keeps_two_currencies_apart() {
    let found = all(&[
        ("A", DAY[0], "The ferry cost $3 million."),
        ("B", DAY[0], "The ferry cost £2 million."),
        ("C", DAY[0], "The ferry cost £2.4 million."),
    ]);
    let told: Vec<_> = found.iter().map(|f| (f.unit.as_str(), f.low, f.high)).collect();
    assert_eq!(told, [("pound", Some(2e6), Some(2.4e6)), ("dollar", Some(3e6), Some(3e6))]);
    assert_eq!(found[0].dispute, "2 million (B, 2022-06-01); 2.4 million (C, 2022-06-01)");
}

#[test]
fn tells_decisions_and_puts_aside_what_was_put_aside() {
    let sources = [
        row("A", DAY[0], "The ferry had 8 lifeboats."),
        row("B", DAY[0], "The ferry had 9 lifeboats."),
        row("C", DAY[0], "The ferry had 20 lifeboats."),
    ];
    let decide = |report: &mut Report| {
        for finding in report.disputes.iter_mut().flat_map(|dispute| &mut dispute.findings) {
            let (status, note) = match (finding.a.source.as_str(), finding.b.source.as_str()) {
                ("A", "B") => (Status::Confirmed, "asked both"),
                ("A", "C") => (Status::Dismissed, "the other ferry"),
                _ => (Status::Dismissed, ""),
            };
            let decision = format!("{status} by Ana");
            finding.review = Review { status: Some(status), note: note.into(), decision, ..Review::default() };
        }
    };
    let found = figures(&sources, &RULES, &Settings::default(), decide).rows;
    assert_eq!(found[0].dispute, "8 (A, 2022-06-01); 9 (B, 2022-06-01)");
    let decided =
        "8 against 9: confirmed by Ana (asked both); 8 against 20: dismissed by Ana (the other ferry); 9 against 20: dismissed by Ana";
    assert_eq!(found[0].decided, decided);
}

#[test]
fn tells_how_many_pairs_were_decided() {
    let rows = [("A", 8), ("B", 8), ("C", 9), ("D", 9)];
    let tails = ["", " on deck", " at the stern", " below the bridge"];
    let source = |((outlet, n), tail): (&(&str, u8), &str)| row(outlet, DAY[0], &format!("The ferry had {n} lifeboats{tail}."));
    let sources: Vec<Source> = rows.iter().zip(tails).map(source).collect();
    let told = |decide: &dyn Fn(usize) -> Option<Status>| {
        let review = |report: &mut Report| {
            let findings = report.disputes.iter_mut().flat_map(|dispute| &mut dispute.findings);
            for (finding, status) in findings.enumerate().filter_map(|(at, finding)| Some((finding, decide(at)?))) {
                finding.review = Review { status: Some(status), decision: format!("{status} by Jo"), ..Review::default() };
            }
        };
        figures(&sources, &RULES, &Settings::default(), review).rows.remove(0).decided
    };
    let confirmed = Some(Status::Confirmed);
    assert_eq!(told(&|at| confirmed.filter(|_| at == 0)), "8 against 9: 1 of 4 pairs confirmed by Jo, 3 not decided");
    assert_eq!(told(&|_| confirmed), "8 against 9: confirmed by Jo");
    let mixed = |at| if at < 3 { confirmed } else { Some(Status::Dismissed) };
    assert_eq!(told(&mixed), "8 against 9: 3 of 4 pairs confirmed by Jo, 1 dismissed by Jo");
    assert_eq!(told(&|_| None), "");
}

#[test]
fn does_not_depend_on_the_order_of_sources() {
    let mut rows: Vec<Source> =
        (1..9).map(|n| row(&format!("Outlet {}", n % 4), DAY[n % 3], &format!("The ferry lost {n} passengers."))).collect();
    let found = told(&rows);
    rows.reverse();
    assert_eq!(told(&rows), found);
}

#[test]
fn a_note_stays_readable_whatever_there_is() {
    let rows: Vec<Source> = (1..60).map(|n| row(&format!("Outlet {n}"), DAY[0], &format!("The ferry had {} lifeboats.", n * n))).collect();
    let dispute = &told(&rows)[0].dispute;
    assert!(dispute.starts_with("1 (Outlet 1, 2022-06-01); 4 (") && dispute.contains("; (43 more); "), "{dispute}");
    assert!(dispute.ends_with("; 3,481 (Outlet 59, 2022-06-01)") && dispute.len() < 1_000, "{dispute}");
}
