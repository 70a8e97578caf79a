//! Two reports held against each other: which rows are new, which are gone, which have changed.

use super::cell::Cell;
use super::read_back::Row;
use super::record::{Record, object};
use serde::{Serialize, Serializer};
use std::collections::BTreeMap;

/// One row that two reports do not share.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference<'a> {
    /// What became of it.
    pub change: Change,
    /// Which columns changed, from what to what.
    pub what: String,
    row: &'a Row,
}

/// What became of a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Change {
    /// The new report has it, the old one has not.
    New,
    /// The old report has it, the new one has not.
    Gone,
    /// Both have it, and it says something else.
    Changed,
}

/// The columns that a change shows in. What only says where a statement stands is none of them: rows and files move.
#[rustfmt::skip]
const COMPARED: &[&str] = &[
    "verdict", "kind", "severity", "confidence", "subject", "question", "a_speaker", "a_date", "a_text", "b_speaker", "b_date", "b_text",
    "independent", "reason", "tier", "status", "reviewer", "note", "reviewed_on",
];

/// How many characters of a cell are told.
const TOLD: usize = 80;

impl Change {
    /// The word for it.
    pub fn name(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Gone => "gone",
            Self::Changed => "changed",
        }
    }
}

/// What two reports do not share: the new rows in the order of the new report, then the changed ones, then those that are gone in the order of
/// the old one. Columns that only one of them has are not compared.
pub fn differences<'a>(old: &'a [Row], new: &'a [Row]) -> Vec<Difference<'a>> {
    let [was, is] = [old, new].map(by_id);
    let [mut added, mut changed] = [Vec::new(), Vec::new()];
    for row in once_each(new) {
        match was.get(row.get("conflict_id")) {
            None => added.push(Difference { change: Change::New, what: String::new(), row }),
            Some(before) => changed.extend(change(before, row, "text")),
        }
    }
    let mut gone: Vec<Difference> = once_each(old)
        .filter(|row| !is.contains_key(row.get("conflict_id")))
        .map(|row| Difference { change: Change::Gone, what: String::new(), row })
        .collect();
    changed.extend(with_other_texts(&mut added, &mut gone));
    added.into_iter().chain(changed).chain(gone).collect()
}

/// The rows of one rule and of the same two places that have another name only because a text was changed: takes them out of both lists.
/// Where several rows have one rule and the same places, nothing tells which became which, and they stay.
fn with_other_texts<'a>(added: &mut Vec<Difference<'a>>, gone: &mut Vec<Difference>) -> Vec<Difference<'a>> {
    let old = alone(gone);
    let met: Vec<(usize, usize)> = alone(added).into_iter().filter_map(|(places, new)| Some((*old.get(&places)?, new))).collect();
    let changed = met.iter().filter_map(|&(old, new)| change(gone[old].row, added[new].row, "id")).collect();
    let mut at = 0..;
    gone.retain(|_| at.next().is_some_and(|at| met.iter().all(|&(old, _)| old != at)));
    let mut at = 0..;
    added.retain(|_| at.next().is_some_and(|at| met.iter().all(|&(_, new)| new != at)));
    changed
}

/// The rows that share their rule and places with no other row, by these.
fn alone(rows: &[Difference]) -> BTreeMap<[String; 5], usize> {
    let mut all: BTreeMap<[String; 5], Vec<usize>> = BTreeMap::new();
    rows.iter().enumerate().for_each(|(at, one)| all.entry(places(one.row)).or_default().push(at));
    all.into_iter().filter(|(_, rows)| rows.len() == 1).map(|(places, rows)| (places, rows[0])).collect()
}

/// The rule, and the outlets and ids of both sides, whichever comes first.
fn places(row: &Row) -> [String; 5] {
    let mut sides = ["a", "b"].map(|side| ["source", "id"].map(|column| row.get(&format!("{side}_{column}")).to_owned()));
    sides.sort_unstable();
    let [[a, a_id], [b, b_id]] = sides;
    [row.get("rule").to_owned(), a, a_id, b, b_id]
}

fn by_id(rows: &[Row]) -> BTreeMap<&str, &Row> {
    rows.iter().rev().map(|row| (row.get("conflict_id"), row)).collect()
}

/// The rows without those whose conflict a row before them names.
fn once_each(rows: &[Row]) -> impl Iterator<Item = &Row> {
    let first = by_id(rows);
    rows.iter().filter(move |row| std::ptr::eq(first[row.get("conflict_id")], *row))
}

/// What changed in a row whose sides are the same by their `source` and one more column.
fn change<'a>(old: &Row, new: &'a Row, same: &str) -> Option<Difference<'a>> {
    // Which side is called a may change with a date.
    let is_turned = !["source", same].iter().all(|column| old.get(&format!("a_{column}")) == new.get(&format!("a_{column}")));
    let of_old = |column: &str| match (is_turned, column.split_once('_')) {
        (true, Some(("a", rest))) => format!("b_{rest}"),
        (true, Some(("b", rest))) => format!("a_{rest}"),
        _ => column.to_owned(),
    };
    let told = |column: &&str| {
        let before = of_old(column);
        let [was, is] = [old.get(&before), new.get(column)];
        (old.has(&before) && new.has(column) && !is_same(was, is)).then(|| format!("{column}: {} → {}", short(was), short(is)))
    };
    let what: Vec<String> = COMPARED.iter().filter_map(told).collect();
    (!what.is_empty()).then(|| Difference { change: Change::Changed, what: what.join("; "), row: new })
}

/// Formats differ in how they write a number: `0.850`, `0.85`.
fn is_same(was: &str, is: &str) -> bool {
    let number = |cell: &str| cell.parse::<f64>().ok();
    was == is || number(was).is_some_and(|was| number(is) == Some(was))
}

fn short(cell: &str) -> String {
    match cell.char_indices().nth(TOLD) {
        _ if cell.is_empty() => "nothing".to_owned(),
        Some((end, _)) => format!("{}…", &cell[..end]),
        None => cell.to_owned(),
    }
}

impl Record for Difference<'_> {
    const COLUMNS: &'static [&'static str] =
        &["change", "conflict_id", "verdict", "confidence", "rule", "question", "a_source", "a_text", "b_source", "b_text", "what"];

    fn cells(&self) -> Vec<Cell<'_>> {
        Self::COLUMNS
            .iter()
            .map(|column| match *column {
                "change" => Cell::text(self.change.name()),
                "what" => Cell::text(&self.what),
                column => Cell::text(self.row.get(column)),
            })
            .collect()
    }
}

impl Serialize for Difference<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        object(self, serializer)
    }
}

#[cfg(test)]
mod tests {
    use super::super::rows;
    use super::*;

    fn report(lines: &[&str]) -> Vec<Row> {
        let head = "conflict_id,verdict,confidence,rule,a_id,a_source,a_date,a_text,b_id,b_source,b_date,b_text";
        rows(&[&[head], lines].concat().join("\n"), None).unwrap()
    }

    fn told(old: &[&str], new: &[&str]) -> Vec<String> {
        let [old, new] = [old, new].map(report);
        let told = |d: &Difference| format!("{} {} {}", d.change.name(), d.row.get("conflict_id"), d.what).trim().to_owned();
        differences(&old, &new).iter().map(told).collect()
    }

    #[test]
    fn tells_what_is_new_gone_or_changed() {
        let [one, two] = ["c1,tension,0.7,p/r,r1,Wire,2021-07-26,One.,r2,Post,,Two.", "c2,tension,0.7,p/r,r3,Wire,,Three.,r4,Post,,Four."];
        assert_eq!(told(&[one], &[one, two]), ["new c2"]);
        assert_eq!(told(&[two, one], &[one]), ["gone c2"]);
        assert_eq!(told(&[one, two], &[two, one]), [""; 0]);
        let sure = one.replace("tension,0.7", "contradiction,0.9");
        assert_eq!(told(&[one], &[&sure]), ["changed c1 verdict: tension → contradiction; confidence: 0.7 → 0.9"]);
    }

    #[test]
    fn takes_no_notice_of_places_and_of_which_side_comes_first() {
        let one = "c1,tension,0.7,p/r,r1,Wire,2021-07-26,One.,r2,Post,,Two.";
        let turned = "c1,tension,0.7,p/r,r9,Post,,Two.,r8,Wire,2021-07-26,One.";
        assert_eq!(told(&[one], &[turned]), [""; 0]);
        let dated = turned.replace("Post,,", "Post,2021-07-20,");
        assert_eq!(told(&[one], &[&dated]), ["changed c1 a_date: nothing → 2021-07-20"]);
    }

    #[test]
    fn knows_a_row_whose_text_was_changed_by_its_rule_and_places() {
        let one = "c1,tension,0.7,p/r,r1,Wire,2021-07-26,One.,r2,Post,,Two.";
        let other = "c9,tension,0.7,p/r,r1,Wire,2021-07-26,One more.,r2,Post,,Two.";
        assert_eq!(told(&[one], &[other]), ["changed c9 a_text: One. → One more."]);
        let third = one.replace("c1", "c3").replace("One.", "Three.");
        assert_eq!(told(&[one, &third], &[other]), ["new c9", "gone c1", "gone c3"]);
    }

    #[test]
    fn compares_only_columns_that_both_have() {
        let old = rows("conflict_id,verdict,rule,a_text,b_text\nc1,tension,p/r,One.,Two.", None).unwrap();
        let new = rows("conflict_id,verdict,rule,a_text,b_text,tier\nc1,tension,p/r,One.,Two.,p", None).unwrap();
        assert!(differences(&old, &new).is_empty());
    }
}
