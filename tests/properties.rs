//! What holds of any input: order, threads and repetition change nothing, and every span lies in its text.

use gainsay::compare::Given;
use gainsay::detect::{Settings, TierChoice, claims, detect};
use gainsay::figures::{Figure, figures};
use gainsay::rule::{Choice, Rules};
use gainsay::source::{Shape, Source};
use gainsay::trace;
use gainsay::verdict::{Kind, Verdict};
use proptest::prelude::*;
use std::sync::LazyLock;

static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(&Choice::default()).expect("the shipped rules load").0);

const SPEAKERS: &[&str] = &["The Imam Ali Brigades", "The Iraqi army", "A coalition spokesman", "Kataib Hezbollah", "Hadi al-Ameri"];
const SAYS: &[&str] = &["said", "denied that", "claimed that", "told reporters that", "said it was possible that", "hoped that"];
const CONTENT: &[&str] = &[
    "two drones hit the depot in Najaf",
    "the explosion at the depot was caused by poor storage",
    "the coalition had not launched any airstrikes on the depot",
    "US troops will leave Iraq by the end of the year",
    "2,500 US troops would remain in Iraq",
    "the announcement was a deceptive declaration",
    "the agreement with Washington was a national achievement",
    "there had been at least 8 drone attacks and 17 rocket attacks on US forces this year",
    "there had been around 50 rocket and drone attacks on US forces this year",
];

prop_compose! {
    fn row()(speaker in 0..SPEAKERS.len(), says in 0..SAYS.len(), content in 0..CONTENT.len(), outlet in 0..4usize, day in 1..28i8) -> Source {
        Source {
            outlet: format!("Outlet {outlet}"),
            published: Some(jiff::civil::date(2021, 7, day)),
            text: format!("{} {} {}.", SPEAKERS[speaker], SAYS[says], CONTENT[content]),
            file: "rows.csv".into(),
            shape: Shape::Row,
            ..Source::default()
        }
    }
}

fn rows() -> impl Strategy<Value = Vec<Source>> {
    prop::collection::vec(row(), 2..14)
        .prop_map(|rows| rows.into_iter().enumerate().map(|(i, source)| Source { id: format!("r{i}"), ..source }).collect())
}

fn every_verdict() -> Settings {
    Settings { verdicts: Verdict::ALL.to_vec(), ..Settings::default() }
}

fn every_figure(sources: &[Source]) -> Vec<Figure> {
    figures(sources, &RULES, &Settings { tiers: TierChoice::All, ..Settings::default() }, |_| ()).rows
}

fn with_threads<T: Send>(threads: usize, work: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a thread pool").install(work)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_order_of_rows_changes_nothing(rows in rows(), seed in any::<u64>()) {
        let mut shuffled = rows.clone();
        let mut state = seed | 1;
        for i in (1..shuffled.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            shuffled.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert_eq!(detect(&rows, &RULES, &every_verdict()), detect(&shuffled, &RULES, &every_verdict()));
    }

    #[test]
    fn neither_order_nor_threads_change_a_figure(rows in rows()) {
        let mut reversed = rows.clone();
        reversed.reverse();
        let found = with_threads(1, || every_figure(&rows));
        prop_assert_eq!(&found, &with_threads(1, || every_figure(&reversed)));
        prop_assert_eq!(&found, &with_threads(3, || every_figure(&rows)));
    }

    #[test]
    fn every_conflict_of_figures_has_its_note(rows in rows()) {
        let found = figures(&rows, &RULES, &Settings::default(), |_| ()).rows;
        let report = detect(&rows, &RULES, &Settings::default());
        for dispute in report.disputes.iter().filter(|dispute| dispute.kind == Kind::Quantity) {
            let has_note = |figure: &Figure| figure.dispute_id == dispute.id && !(figure.dispute.is_empty() && figure.past_dispute.is_empty());
            prop_assert!(found.iter().any(has_note), "{dispute:?} {found:?}");
        }
    }

    #[test]
    fn a_trace_says_what_the_report_says(rows in rows(), x in any::<usize>(), y in any::<usize>()) {
        let settings = Settings::default();
        let (x, y) = (format!("r{}", x % rows.len()), format!("r{}", y % rows.len()));
        let report = detect(&rows, &RULES, &settings);
        let mut findings = report.disputes.iter().flat_map(|dispute| &dispute.findings);
        let held = findings.any(|f| (&f.a.id, &f.b.id) == (&x, &y) || (&f.a.id, &f.b.id) == (&y, &x));
        let there = trace::why(&rows, &RULES, &settings, [&x, &y]).unwrap();
        let back = trace::why(&rows, &RULES, &settings, [&y, &x]).unwrap();
        prop_assert_eq!(there.reported, held, "{}", there.outcome);
        prop_assert_eq!(back.reported, held, "{}", back.outcome);
        prop_assert_eq!((there.a, there.b), (back.b, back.a));
    }

    #[test]
    fn any_text_can_be_tried(a in "\\PC{0,80}|([a-zA-Z0-9“”\"',.?:;-]{1,8} ){0,20}", b in "\\PC{0,80}", two in any::<bool>()) {
        let given: Vec<Given> = [a, b].into_iter().take(1 + usize::from(two)).map(|text| Given { text, ..Given::default() }).collect();
        let tried = trace::texts(&given, &RULES);
        prop_assert!(!tried.trace.outcome.is_empty());
        prop_assert!(two || tried.trace.b.is_empty());
    }

    #[test]
    fn the_number_of_threads_changes_nothing(rows in rows()) {
        let one = with_threads(1, || detect(&rows, &RULES, &every_verdict()));
        for threads in [2, 5] {
            prop_assert_eq!(&one, &with_threads(threads, || detect(&rows, &RULES, &every_verdict())));
        }
    }

    #[test]
    fn a_source_read_twice_does_not_contradict_itself(source in row()) {
        let twice = [Source { id: "one".into(), ..source.clone() }, Source { id: "two".into(), outlet: "Another".into(), ..source }];
        let report = detect(&twice, &RULES, &Settings::default());
        prop_assert!(report.disputes.is_empty(), "{:?}", report.disputes);
    }

    #[test]
    fn a_pair_is_reported_once_and_never_with_itself(rows in rows()) {
        let report = detect(&rows, &RULES, &every_verdict());
        let mut pairs: Vec<_> = report.disputes.iter().flat_map(|d| &d.findings).map(|f| {
            let mut pair = [f.a.id.clone(), f.b.id.clone()];
            pair.sort();
            pair
        }).collect();
        let all = pairs.len();
        prop_assert!(pairs.iter().all(|p| p[0] != p[1]));
        pairs.sort();
        pairs.dedup();
        prop_assert_eq!(all, pairs.len());
    }

    #[test]
    fn a_wish_or_a_plan_is_never_at_odds_with_a_fact(rows in rows()) {
        let wished: Vec<Source> = rows.into_iter().filter(|s| s.text.contains("hoped that") && s.text.contains("drones hit")).collect();
        let denied = Source { id: "d".into(), text: "The army said drones did not hit the depot in Najaf.".into(), outlet: "Z".into(), ..Source::default() };
        let all: Vec<Source> = wished.into_iter().chain([denied]).collect();
        prop_assert!(detect(&all, &RULES, &Settings::default()).disputes.is_empty());
    }

    #[test]
    fn any_text_is_read_without_harm(text in "\\PC{0,300}") {
        let source = Source { id: "x".into(), text, ..Source::default() };
        for claim in claims(std::slice::from_ref(&source), &RULES) {
            prop_assert!(source.text.contains(&claim.text) && claim.text.contains(&claim.evidence));
        }
    }

    #[test]
    fn evidence_lies_in_its_statement(rows in rows()) {
        for finding in detect(&rows, &RULES, &every_verdict()).disputes.iter().flat_map(|d| &d.findings) {
            for party in [&finding.a, &finding.b] {
                prop_assert!(!party.evidence_text().is_empty());
                prop_assert!(rows.iter().any(|row| row.id == party.id && row.text.contains(&party.text)));
            }
            prop_assert!((0.0..=1.0).contains(&finding.confidence.value));
        }
    }
}
