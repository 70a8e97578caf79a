//! Figures: for each counted subject how many, from what to what, since when, and who says otherwise.
//!
//! The columns follow two projects that count the dead of wars from reports that disagree. The Uppsala Conflict Data Program
//! (UCDP) gives three figures for an event: the lowest and the highest that credible reports give, and the best, which is the
//! most reliable one. The Armed Conflict Location & Event Data project (ACLED) gives one: where reports differ or are vague, the
//! most conservative, with a note of the dispute, to be mended when better reports come. Neither choice can be left to a program
//! as it stands, since it cannot know who is reliable. So these rules stand in for it:
//!
//! - **What counts** is said as a fact. What is hedged, planned, wished, asked or denied is left out and counted.
//! - **What stands** is what nothing later has replaced: each voice's own latest, and where the rule has a `trend`, no count that
//!   a later one continues. An update is no dispute, so replaced figures are in the trajectory and nowhere else.
//! - **Low and high** are the lowest and the highest figure that stand. A bound that a figure meets, "at least 8" beside 30, adds nothing to
//!   it; alone it is 8: nobody has said more.
//! - **Best** is the middle one of the standing figures, one for each independent origin, the lower of two middle ones. It is a figure that
//!   somebody gave, no mean of several; one voice that is far off moves it little, and five copies count once.
//! - **Conservative** is the best where all that stands can hold together, and the lowest where it cannot.

use crate::claim::Claim;
use crate::conflict::{self, Evidence, REPORTED_WITHIN};
use crate::detect::{self, Course};
use crate::language::number::Bound;
use crate::origin::Origins;
use crate::rule::written::{Mood, Trend};
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::subject::Subject;
use crate::value::{Fit, Quantity, Value, days_between, fit_quantities};
use jiff::civil::Date;
use rayon::prelude::*;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Bound::{Excluded, Unbounded};

/// What is known of one count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Figure {
    /// The dispute that a report of conflicts would have on it.
    pub dispute_id: String,
    /// What the question was asked of.
    pub subject: String,
    /// The question.
    pub question: String,
    /// The rule, as `pack/rule`.
    pub rule: String,
    /// `days` for a length of time; empty for a count, which counts what the question asks for.
    pub unit: String,
    /// The lowest figure that stands.
    pub low: f64,
    /// The middle one of the standing figures of all origins.
    pub best: f64,
    /// The highest figure that stands.
    pub high: f64,
    /// The best, or the lowest where the figures cannot all hold.
    pub conservative: f64,
    /// How many claims were counted.
    pub claims: usize,
    /// How many independent origins they have.
    pub origins: usize,
    /// How many of the claims a later one has replaced.
    pub replaced: usize,
    /// How many were left out: hedged, planned, wished, asked or denied.
    pub left_out: usize,
    /// The first day for which there is a figure.
    pub first: Option<Date>,
    /// The last day for which there is one.
    pub last: Option<Date>,
    /// Who says what, where the standing figures cannot all hold; else empty.
    pub dispute: String,
    /// What was said from day to day.
    pub trajectory: Vec<Point>,
}

/// What was said on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// The day of the reports; nothing for those without a date.
    pub as_of: Option<Date>,
    /// The lowest figure of the day.
    pub low: f64,
    /// The highest.
    pub high: f64,
    /// How many independent origins gave one.
    pub origins: usize,
}

/// How many pairs of one subject are judged on the way; none of them is looked at here.
const PAIRS: usize = 1;
/// How many speakers of one figure a dispute names.
const NAMED: usize = 3;

/// The figures of all counted subjects, those in dispute first, then those with most origins.
pub fn figures(sources: &[Source], rules: &Rules) -> Vec<Figure> {
    let course = Course::of(sources, rules, PAIRS, detect::company);
    let evidence = course.evidence();
    let counted = |subject: &&Subject| subject.claims.iter().any(|&at| matches!(evidence.claims[at].value, Value::Quantity(_)));
    let subjects: Vec<&Subject> = course.subjects.iter().filter(counted).collect();
    let asked = subjects.iter().flat_map(|subject| &subject.claims).map(|&at| evidence.claims[at].statement.source);
    let origins = Origins::of(evidence.sources, asked);
    let mut figures: Vec<Figure> = subjects.par_iter().flat_map_iter(|subject| of_subject(subject, &evidence, &origins)).collect();
    figures.sort_by(|a, b| {
        let rank = |f: &Figure| (f.dispute.is_empty(), usize::MAX - f.origins, usize::MAX - f.claims);
        rank(a)
            .cmp(&rank(b))
            .then_with(|| (&a.rule, &a.subject, &a.dispute_id, a.first).cmp(&(&b.rule, &b.subject, &b.dispute_id, b.first)))
    });
    figures
}

/// One claim of a figure.
#[derive(Debug, Clone, Copy)]
struct Said<'a> {
    claim: &'a Claim,
    quantity: &'a Quantity,
    /// When it was reported; else when it was so.
    as_of: Option<Date>,
    /// The number of its origin.
    origin: usize,
    /// Who speaks, by one name; empty for the outlet itself.
    speaker: &'a str,
}

/// The figures of a subject: one for each event, where dates tell several apart.
fn of_subject(subject: &Subject, evidence: &Evidence, origins: &Origins) -> Vec<Figure> {
    let rule = &evidence.rules.rules[subject.rule];
    let claims: Vec<&Claim> = subject.claims.iter().map(|&at| &evidence.claims[at]).collect();
    events(claims, rule, evidence.sources).into_iter().filter_map(|event| of_event(&event, subject, evidence, origins)).collect()
}

/// The claims of each event. Where the rule says how far apart the dates of one event may be, a longer silence begins another.
/// Claims without any date belong to the first.
fn events<'a>(mut claims: Vec<&'a Claim>, rule: &Rule, sources: &[Source]) -> Vec<Vec<&'a Claim>> {
    let Some(within) = rule.within else { return vec![claims] };
    let told = |claim: &Claim| conflict::told_of(claim, sources);
    claims.sort_by_key(|claim| told(claim).and_then(|period| period.from.or(period.to)));
    let mut events: Vec<Vec<&Claim>> = Vec::new();
    for claim in claims {
        let last = events.last().and_then(|event| event.last().copied());
        let most = |other: &Claim| if claim.when.is_some() && other.when.is_some() { within } else { within + REPORTED_WITHIN };
        let apart = last.is_some_and(|other| match (told(other), told(claim)) {
            (Some(a), Some(b)) => days_between(&a, &b).is_some_and(|days| f64::from(days) > most(other)),
            _ => false,
        });
        match events.last_mut() {
            Some(event) if !apart => event.push(claim),
            _ => events.push(vec![claim]),
        }
    }
    events
}

fn of_event(claims: &[&Claim], subject: &Subject, evidence: &Evidence, origins: &Origins) -> Option<Figure> {
    let (rule, sources) = (&evidence.rules.rules[subject.rule], evidence.sources);
    let counts = |claim: &Claim| rule.takes(claim.mood) && claim.mood == Mood::Fact && !claim.hedged && !claim.denied;
    let counted: Vec<&Claim> = claims.iter().copied().filter(|claim| counts(claim)).collect();
    let numbers = origins.numbers(&counted, sources);
    let said: Vec<Said> = counted.iter().zip(&numbers).filter_map(|(claim, &origin)| said(claim, origin, evidence)).collect();
    let later = Later::of(&said);
    let standing: Vec<Said> = said.iter().filter(|one| !later.replaces(one, rule.trend)).copied().collect();
    let plain = without_met_bounds(&standing);
    let low = plain.iter().map(|one| lowest(one.quantity)).min_by(f64::total_cmp)?;
    let high = plain.iter().map(|one| highest(one.quantity)).max_by(f64::total_cmp)?;
    let disputed = cannot_all_hold(&standing, rule);
    let best = best(&plain);
    let days: Vec<Date> = said.iter().filter_map(|one| one.as_of).collect();
    Some(Figure {
        dispute_id: detect::subject_id(subject, rule, evidence.claims, sources),
        subject: detect::subject_name(subject, rule),
        question: crate::subject::question(rule, subject, &evidence.rules.language.lexicon),
        rule: rule.name(),
        unit: if said[0].quantity.days { "days".to_owned() } else { String::new() },
        low,
        best,
        high,
        conservative: if disputed { low } else { best },
        claims: said.len(),
        origins: numbers.iter().max().map_or(0, |last| last + 1),
        replaced: said.len() - standing.len(),
        left_out: claims.len() - said.len(),
        first: days.iter().min().copied(),
        last: days.iter().max().copied(),
        dispute: if disputed { dispute(&standing, rule, evidence) } else { String::new() },
        trajectory: trajectory(&said),
    })
}

fn said<'a>(claim: &'a Claim, origin: usize, evidence: &Evidence<'a>) -> Option<Said<'a>> {
    let Value::Quantity(quantity) = &claim.value else { return None };
    let when = || claim.when.and_then(|period| period.to.or(period.from));
    let as_of = evidence.sources[claim.statement.source].published.or_else(when);
    Some(Said { claim, quantity, as_of, origin, speaker: evidence.resolved.get(&claim.speaker) })
}

/// What is said behind each day.
struct Later<'a> {
    /// The last day of each voice: an origin, and who speaks in it.
    last: BTreeMap<(usize, &'a str), Date>,
    /// The lowest and the highest figure of each day and all behind it.
    reach: BTreeMap<Date, (f64, f64)>,
}

impl<'a> Later<'a> {
    fn of(all: &[Said<'a>]) -> Self {
        let (mut last, mut reach) = (BTreeMap::new(), BTreeMap::new());
        for (one, day) in all.iter().filter_map(|one| Some((one, one.as_of?))) {
            let known = last.entry((one.origin, one.speaker)).or_insert(day);
            *known = day.max(*known);
            let (low, high) = reach.entry(day).or_insert((f64::INFINITY, f64::NEG_INFINITY));
            (*low, *high) = (one.quantity.point.min(*low), one.quantity.point.max(*high));
        }
        let mut behind = (f64::INFINITY, f64::NEG_INFINITY);
        for (low, high) in reach.values_mut().rev() {
            behind = (behind.0.min(*low), behind.1.max(*high));
            (*low, *high) = behind;
        }
        Self { last, reach }
    }

    /// Whether something takes a claim's place: a later word of the same voice, or a figure that goes on counting as the rule's
    /// `trend` has it.
    fn replaces(&self, one: &Said, trend: Option<Trend>) -> bool {
        let Some(day) = one.as_of else { return false };
        if self.last.get(&(one.origin, one.speaker)).is_some_and(|&last| last > day) {
            return true;
        }
        let behind = self.reach.range((Excluded(day), Unbounded)).next();
        behind.is_some_and(|(_, &(low, high))| match trend {
            Some(Trend::Up) => high > one.quantity.point,
            Some(Trend::Down) => low < one.quantity.point,
            Some(Trend::Later) => true,
            None => false,
        })
    }
}

/// Without the open bounds that some plain figure meets: "at least 8" says nothing beside 30.
fn without_met_bounds<'a>(standing: &[Said<'a>]) -> Vec<Said<'a>> {
    let is_open = |one: &&Said| matches!(one.quantity.bound, Bound::AtLeast | Bound::AtMost);
    let points = || standing.iter().filter(|one| !is_open(one)).map(|one| one.quantity.point);
    let (least, most) = (points().fold(f64::INFINITY, f64::min), points().fold(f64::NEG_INFINITY, f64::max));
    let is_met = |one: &Said| match one.quantity.bound {
        Bound::AtLeast => one.quantity.point <= most,
        Bound::AtMost => one.quantity.point >= least,
        _ => false,
    };
    standing.iter().filter(|one| !is_met(one)).copied().collect()
}

/// The least that somebody named: "dozens" begin at their lower bound, "at least 8" and "about 8" are 8.
fn lowest(quantity: &Quantity) -> f64 {
    if quantity.bound == Bound::Vague { quantity.low } else { quantity.point }
}

fn highest(quantity: &Quantity) -> f64 {
    if quantity.bound == Bound::Vague && quantity.high.is_finite() { quantity.high } else { quantity.point }
}

/// The middle of what each origin says; of what one origin says at one time, too.
fn best(standing: &[Said]) -> f64 {
    let mut of_origin: BTreeMap<usize, Vec<f64>> = BTreeMap::new();
    standing.iter().for_each(|one| of_origin.entry(one.origin).or_default().push(one.quantity.point));
    middle(of_origin.into_values().map(middle).collect())
}

/// The lower of the middle ones.
fn middle(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[(figures.len() - 1) / 2]
}

/// Whether the two that are furthest apart cannot both hold. No other two are further apart.
fn cannot_all_hold(standing: &[Said], rule: &Rule) -> bool {
    let order = |x: f64, y: f64| x.total_cmp(&y);
    let by = |key: fn(&Quantity) -> f64| move |a: &&Said, b: &&Said| order(key(a.quantity), key(b.quantity)).then(exactness(b, a));
    let ends = standing.iter().min_by(by(|q| q.high)).zip(standing.iter().max_by(by(|q| q.low)));
    ends.is_some_and(|(a, b)| fit_quantities(a.quantity, b.quantity, rule.tolerance) == Fit::Disjoint)
}

/// Of two that end at one figure, an exact one says more.
fn exactness(a: &Said, b: &Said) -> Ordering {
    (a.quantity.bound == Bound::Exact).cmp(&(b.quantity.bound == Bound::Exact))
}

/// `Harbour Wire and The Quay say 30; the mayor says 35.`
fn dispute(standing: &[Said], rule: &Rule, evidence: &Evidence) -> String {
    let mut sides: Vec<(&Said, Vec<String>)> = Vec::new();
    let mut sorted: Vec<&Said> = standing.iter().collect();
    sorted.sort_by(|a, b| a.quantity.point.total_cmp(&b.quantity.point).then(a.quantity.low.total_cmp(&b.quantity.low)));
    for one in sorted {
        let speaker = conflict::party(one.claim, rule, evidence).speaker;
        match sides.last_mut().filter(|(other, _)| other.quantity == one.quantity) {
            Some((_, speakers)) if speakers.contains(&speaker) => {}
            Some((_, speakers)) => speakers.push(speaker),
            None => sides.push((one, vec![speaker])),
        }
    }
    let told = |(one, speakers): (&Said, Vec<String>)| format!("{}: {}", one.quantity.words(), listed(&speakers));
    sides.into_iter().map(told).collect::<Vec<_>>().join("; ")
}

/// `A, B and C`; `A, B, C and 4 more`.
fn listed(names: &[String]) -> String {
    let (shown, rest) = names.split_at(names.len().min(NAMED));
    match (shown, rest.len()) {
        ([first @ .., last], 0) if !first.is_empty() => format!("{} and {last}", first.join(", ")),
        (_, 0) => shown.join(", "),
        (_, more) => format!("{} and {more} more", shown.join(", ")),
    }
}

/// From day to day; what has no date comes first.
fn trajectory(said: &[Said]) -> Vec<Point> {
    let mut days: BTreeMap<Option<Date>, Vec<&Said>> = BTreeMap::new();
    said.iter().for_each(|one| days.entry(one.as_of).or_default().push(one));
    let point = |(as_of, all): (Option<Date>, Vec<&Said>)| Point {
        as_of,
        low: all.iter().map(|one| lowest(one.quantity)).min_by(f64::total_cmp).unwrap_or_default(),
        high: all.iter().map(|one| highest(one.quantity)).max_by(f64::total_cmp).unwrap_or_default(),
        origins: all.iter().map(|one| one.origin).collect::<BTreeSet<_>>().len(),
    };
    days.into_iter().map(point).collect()
}

impl Point {
    /// `2021-08-03: 30-35`, `undated: 12`.
    pub fn words(&self) -> String {
        let day = self.as_of.map_or_else(|| "undated".to_owned(), |day| day.to_string());
        let figure = |value: f64| ((value * 100.0).round() / 100.0).to_string();
        match self.low == self.high {
            true => format!("{day}: {}", figure(self.low)),
            false => format!("{day}: {}-{}", figure(self.low), figure(self.high)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Choice;
    use crate::source::Shape;
    use std::sync::LazyLock;

    /// A toll that goes up, and a count that does not.
    static RULES: LazyLock<Rules> = LazyLock::new(|| {
        let file = std::env::temp_dir().join(format!("gainsay-figures-{}.toml", std::process::id()));
        let rule = |id: &str, more: &str, what: &str| {
            format!(
                "[[rule]]\nid = \"{id}\"\nask = \"How many {what}?\"\nshape = \"number\"\nabout = [\"ferry\"]\n{more}\nsay = [\"{{n:number}} {what}\"]\n"
            )
        };
        let pack = "[pack]\nid = \"ferry\"\ntitle = \"The ferry\"\n";
        let text = format!(
            "{pack}{}{}",
            rule("toll", "trend = \"up\"\nwithin = \"10 days\"", "(passenger | people)"),
            rule("boats", "", "lifeboat")
        );
        std::fs::write(&file, text).unwrap();
        let choice = Choice { paths: vec![file.clone()], only: vec!["ferry".into()], ..Choice::default() };
        let (rules, problems) = Rules::load(&choice).unwrap();
        assert!(problems.is_empty(), "{problems:?}");
        std::fs::remove_file(&file).unwrap();
        rules
    });

    fn row(outlet: &str, day: &str, text: &str) -> Source {
        let published = (!day.is_empty()).then(|| day.parse().unwrap());
        Source {
            id: format!("{outlet}{day}{text}"),
            outlet: outlet.into(),
            published,
            text: text.into(),
            shape: Shape::Row,
            ..Source::default()
        }
    }

    fn one(rows: &[(&str, &str, &str)]) -> Figure {
        let sources: Vec<Source> = rows.iter().map(|(outlet, day, text)| row(outlet, day, text)).collect();
        let mut found = figures(&sources, &RULES);
        assert_eq!(found.len(), 1, "{found:?}");
        found.remove(0)
    }

    fn numbers(figure: &Figure) -> [f64; 4] {
        [figure.low, figure.best, figure.high, figure.conservative]
    }

    const DAY: [&str; 3] = ["2022-06-01", "2022-06-02", "2022-06-03"];

    #[test]
    fn best_follows_the_latest_where_a_toll_goes_up() {
        let figure = one(&[
            ("Quay", DAY[0], "The ferry lost 12 passengers."),
            ("Herald", DAY[1], "The ferry lost 30 passengers."),
            ("Post", DAY[2], "The ferry lost 35 passengers."),
        ]);
        assert_eq!(numbers(&figure), [35.0; 4]);
        assert_eq!((figure.replaced, figure.dispute.as_str()), (2, ""));
        let told: Vec<String> = figure.trajectory.iter().map(Point::words).collect();
        assert_eq!(told, ["2022-06-01: 12", "2022-06-02: 30", "2022-06-03: 35"]);
        assert_eq!((figure.first, figure.last), (DAY[0].parse().ok(), DAY[2].parse().ok()));
    }

    #[test]
    fn a_dispute_has_a_range_and_the_lowest_is_conservative() {
        let figure = one(&[
            ("Quay", DAY[0], "The ferry lost 12 passengers."),
            ("Herald", DAY[1], "The ferry lost 30 passengers."),
            ("Post", DAY[1], "The ferry lost 35 passengers."),
            ("Gazette", DAY[2], "The ferry lost 28 passengers."),
        ]);
        assert_eq!(numbers(&figure), [28.0, 30.0, 35.0, 28.0]);
        assert_eq!(figure.dispute, "28: Gazette; 30: Herald; 35: Post");
        assert_eq!(figure.trajectory[1].words(), "2022-06-02: 30-35");
    }

    #[test]
    fn copies_do_not_move_the_best() {
        let copy = "The ferry had 9 lifeboats.";
        let figure = one(&[("A", DAY[0], copy), ("B", DAY[0], copy), ("C", DAY[0], copy), ("D", DAY[0], "The ferry had 4 lifeboats.")]);
        assert_eq!((figure.claims, figure.origins), (4, 2));
        assert_eq!(numbers(&figure), [4.0, 4.0, 9.0, 4.0]);
        assert_eq!(figure.dispute, "4: D; 9: A, B and C");
    }

    #[test]
    fn bounds_that_can_all_hold_are_no_dispute() {
        let figure = one(&[("A", DAY[0], "The ferry had at least 8 lifeboats."), ("B", DAY[0], "The ferry had 9 lifeboats.")]);
        assert_eq!(numbers(&figure), [9.0; 4]);
        assert_eq!(figure.dispute, "");
        assert_eq!(numbers(&one(&[("A", DAY[0], "The ferry had at least 8 lifeboats.")])), [8.0; 4]);
        let broken = one(&[("A", DAY[0], "The ferry had at least 8 lifeboats."), ("B", DAY[0], "The ferry had 5 lifeboats.")]);
        assert_eq!(numbers(&broken), [5.0, 5.0, 8.0, 5.0]);
        assert_eq!(broken.dispute, "5: B; at least 8: A");
    }

    #[test]
    fn a_voice_is_replaced_by_itself_only() {
        let figure = one(&[("A", DAY[0], "The ferry had 8 lifeboats."), ("A", DAY[1], "The ferry had 9 lifeboats.")]);
        assert_eq!((numbers(&figure), figure.replaced), ([9.0; 4], 1));
        let figure =
            one(&[("A", DAY[0], "The ferry had 8 lifeboats, the mate said."), ("A", DAY[1], "The ferry had 9 lifeboats, the owner said.")]);
        assert_eq!((figure.low, figure.high, figure.replaced), (8.0, 9.0, 0));
    }

    #[test]
    fn what_is_no_plain_fact_is_left_out_and_counted() {
        let figure = one(&[
            ("A", DAY[0], "The ferry had 8 lifeboats."),
            ("B", DAY[0], "The ferry may have had 20 lifeboats."),
            ("C", DAY[0], "The ferry will carry 30 lifeboats."),
        ]);
        assert_eq!((numbers(&figure), figure.claims, figure.left_out), ([8.0; 4], 1, 2));
    }

    #[test]
    fn a_long_silence_begins_another_event() {
        let rows = [row("A", "2022-06-01", "The ferry lost 12 passengers."), row("B", "2023-06-01", "The ferry lost 3 passengers.")];
        let found = figures(&rows, &RULES);
        assert_eq!(found.iter().map(|f| f.best).collect::<Vec<_>>(), [12.0, 3.0]);
    }

    #[test]
    fn does_not_depend_on_the_order_of_sources() {
        let mut rows: Vec<Source> =
            (1..9).map(|n| row(&format!("Outlet {}", n % 4), DAY[n % 3], &format!("The ferry lost {n} passengers."))).collect();
        let found = figures(&rows, &RULES);
        rows.reverse();
        assert_eq!(figures(&rows, &RULES), found);
    }
}
