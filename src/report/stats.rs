//! What rules did, as a table, and what no rule read, in plain words.

use super::cell::Cell;
use super::count::{count, grouped};
use super::record::{Record, object};
use super::{Format, Options, Table, text, write_records, write_table};
use crate::stats::{RuleStats, Stats, UnreadVerb};
use serde::{Serialize, Serializer};
use std::io::{self, Write};
use std::time::Duration;

/// How many verbs are named in words.
const NAMED: usize = 20;

/// How many rules that never matched are named in words; of more, only the user's own.
const NAMED_RULES: usize = 12;

/// What one rule did, and how long it took.
struct Timed<'a>(&'a RuleStats, Duration);

impl Record for RuleStats {
    const COLUMNS: &'static [&'static str] = &["rule", "matches", "claims", "subjects", "pairs", "conflicts"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let counts = [self.matches, self.claims, self.subjects, self.pairs, self.conflicts];
        [Cell::text(&self.rule)].into_iter().chain(counts.map(|n| Cell::Count(n as u64))).collect()
    }
}

impl Record for Timed<'_> {
    const COLUMNS: &'static [&'static str] = &["rule", "matches", "claims", "subjects", "pairs", "conflicts", "milliseconds"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let mut cells = self.0.cells();
        cells.push(Cell::Share(self.1.as_secs_f64() * 1000.0));
        cells
    }
}

impl Record for UnreadVerb {
    const COLUMNS: &'static [&'static str] = &["verb", "statements", "id", "example"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![Cell::text(&self.verb), Cell::Count(self.statements as u64), Cell::text(&self.id), Cell::text(&self.example)]
    }
}

impl Serialize for RuleStats {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self, serializer)
    }
}

impl Serialize for Timed<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self, serializer)
    }
}

impl Serialize for UnreadVerb {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self, serializer)
    }
}

/// Writes what each rule did; with `times`, how long each took in the last column. Text leaves out rules that never matched, and has the
/// [`stats_summary`] behind the table.
///
/// # Errors
/// Only what `out` itself fails with.
pub fn write_stats(stats: &Stats, times: Option<&[Duration]>, format: Format, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    match times {
        Some(times) => {
            let rows = stats.rules.iter().zip(times).map(|(rule, &time)| Timed(rule, time));
            write_rows(rows.collect(), |row| row.0.matches > 0, format, options, out)?;
        }
        None => write_rows(stats.rules.iter().collect(), |rule| rule.matches > 0, format, options, out)?,
    }
    match format {
        Format::Text => text::write_lines(&stats_summary(stats), options, out),
        _ => Ok(()),
    }
}

fn write_rows<R: Record>(
    mut rows: Vec<R>,
    fired: fn(&R) -> bool,
    format: Format,
    options: &Options,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format != Format::Text {
        return write_records(&rows, format, options, out);
    }
    rows.retain(fired);
    write_table(&rows, &Table { columns: R::COLUMNS, noun: "rule" }, format, options, out)
}

/// Which rules never matched, and what no rule read.
pub fn stats_summary(stats: &Stats) -> Vec<String> {
    let unread = stats.statements - stats.read;
    let share = (100 * unread + stats.statements / 2).checked_div(stats.statements).unwrap_or_default();
    let verb = |verb: &UnreadVerb| format!("{} {}", verb.verb, grouped(verb.statements as u64));
    let verbs: Vec<String> = stats.verbs.iter().take(NAMED).map(verb).collect();
    let mut lines = idle(stats);
    lines.push(format!("No rule read {} of {} ({share}%).", grouped(unread as u64), count(stats.statements as u64, "statement")));
    if !verbs.is_empty() {
        lines.push(format!("They turn most often on these verbs: {}.", verbs.join(", ")));
    }
    lines
}

/// Which rules never matched: all by name where they are few, else the user's own by name and the others by pack.
fn idle(stats: &Stats) -> Vec<String> {
    let named = |rules: &[&RuleStats]| {
        let names: Vec<&str> = rules.iter().map(|rule| rule.rule.as_str()).collect();
        format!("{} never matched: {}.", count(names.len() as u64, "rule"), names.join(", "))
    };
    let idle: Vec<&RuleStats> = stats.rules.iter().filter(|rule| rule.matches == 0).collect();
    let (shipped, own): (Vec<&RuleStats>, Vec<&RuleStats>) = idle.iter().partition(|rule| rule.built_in);
    match idle.len() {
        0 => Vec::new(),
        1..=NAMED_RULES => vec![named(&idle)],
        _ if shipped.is_empty() => vec![named(&own)],
        _ => own.first().map(|_| format!("Of your own, {}", named(&own))).into_iter().chain([by_pack(&shipped, stats)]).collect(),
    }
}

/// How many of each pack never matched.
fn by_pack(idle: &[&RuleStats], stats: &Stats) -> String {
    let pack = |rule: &RuleStats| rule.rule.split('/').next().unwrap_or_default().to_owned();
    let mut packs: Vec<(String, usize)> = Vec::new();
    for name in idle.iter().map(|rule| pack(rule)) {
        match packs.last_mut() {
            Some((last, n)) if *last == name => *n += 1,
            _ => packs.push((name, 1)),
        }
    }
    let of = |name: &str| stats.rules.iter().filter(|rule| pack(rule) == name).count();
    let packs: Vec<String> = packs.iter().map(|(name, n)| format!("{name} {n} of {}", of(name))).collect();
    format!(
        "Of the rules that come with the program, {} never matched: {}. A table (-o stats.csv) names each.",
        idle.len(),
        packs.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Stats {
        let rule = |name: &str, matches| RuleStats { rule: name.into(), matches, claims: matches, ..RuleStats::default() };
        let verb = |verb: &str, statements| UnreadVerb { verb: verb.into(), statements, id: "r1".into(), example: "=So it is.".into() };
        Stats { rules: vec![rule("desk/cause", 1200), rule("desk/idle", 0)], statements: 1840, read: 40, verbs: vec![verb("open", 7)] }
    }

    fn written(times: Option<&[Duration]>, format: Format) -> String {
        let mut out = Vec::new();
        write_stats(&sample(), times, format, &Options::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn tells_rules_that_matched_and_then_all_that_is_left() {
        let expected = "\
rule        matches  claims  subjects  pairs  conflicts
desk/cause     1200    1200         0      0          0

1 rule.
1 rule never matched: desk/idle.
No rule read 1,800 of 1,840 statements (98%).
They turn most often on these verbs: open 7.
";
        assert_eq!(written(None, Format::Text), expected);
    }

    #[test]
    fn counts_by_pack_what_never_matched_where_that_is_much() {
        let rule = |built_in: bool| move |name: String| RuleStats { rule: name, built_in, ..RuleStats::default() };
        let mut rules: Vec<RuleStats> = (0..14).map(|n| format!("sport/r{n}")).map(rule(true)).collect();
        rules.extend(["health/a", "health/b", "ferry/fee"].map(|name| rule(name != "ferry/fee")(name.to_owned())));
        rules[15].matches = 1;
        let lines = stats_summary(&Stats { rules, ..Stats::default() });
        assert_eq!(
            lines[..2],
            [
                "Of your own, 1 rule never matched: ferry/fee.",
                "Of the rules that come with the program, 15 never matched: sport 14 of 14, health 1 of 2. A table (-o stats.csv) names each."
            ]
        );
    }

    #[test]
    fn tables_have_every_rule_and_the_time_in_the_last_column() {
        assert_eq!(written(None, Format::Csv).lines().last(), Some("desk/idle,0,0,0,0,0"));
        let times = [Duration::from_micros(1500), Duration::ZERO];
        let csv = written(Some(&times), Format::Csv);
        assert_eq!(csv.lines().next(), Some("rule,matches,claims,subjects,pairs,conflicts,milliseconds"));
        assert_eq!(csv.lines().nth(1), Some("desk/cause,1200,1200,0,0,0,1.500"));
        assert!(written(Some(&times), Format::Json).contains("\"milliseconds\": 1.5"));
    }
}
