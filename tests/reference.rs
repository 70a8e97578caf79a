//! docs/reference.md, held to what the program writes: columns, verdicts and other words, in order.
//!
//! `GAINSAY_BLESS=1 cargo test --test reference` rewrites the output that it shows.
#![cfg(feature = "cli")]

#[path = "page/cells.rs"]
mod cells;
#[path = "page/follow.rs"]
mod follow;
mod page;
mod project;

use cells::{first_cells, names};
use follow::follow;
use gainsay::report::{FindingRow, Record};
use gainsay::verdict::{Kind, Relation, Severity, Status, Verdict};
use page::folder::Desk;
use page::{blocks, run};
use project::root;
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/reference.md";

const STATEMENTS: &str = "id,source,speaker,date,text
1,Hill Post,,2024-05-03,\"The ferry struck a rock, divers found.\"
2,Bay Radio,,2024-05-04,\"A leak had sunk the ferry, the owner said.\"
";

const PAIRS: &str = "id,a,b\n1,The ferry struck a rock.,The ferry never struck a rock.\n";

#[test]
fn its_blocks_do_what_they_say() {
    follow(PAGE, &Desk::new("followed", &[]).0, |block, _| panic!("{PAGE}:{}: nothing tests a block of {}", block.first, block.language));
}

#[test]
fn the_columns_are_those_that_are_written() {
    let rules = block("ferry.toml");
    let files = [("ferry.toml", rules.as_str()), ("s.csv", STATEMENTS), ("p.csv", PAIRS), ("decisions.toml", ""), ("empty/none.txt", "")];
    let desk = Desk::new("columns", &files);
    let folder = &desk.0;
    for (report, command) in [
        ("detect", "detect s.csv --rules ferry.toml --skipped skipped.csv -o conflicts.csv"),
        ("claims", "claims s.csv --rules ferry.toml"),
        ("subjects", "subjects s.csv --rules ferry.toml"),
        ("figures", "figures s.csv --rules ferry.toml"),
        ("against", "against s.csv s.csv"),
        ("compare", "compare p.csv"),
        ("diff", "diff conflicts.csv conflicts.csv"),
        ("decisions stats", "decisions stats --decisions decisions.toml"),
        ("rules list", "rules list"),
        ("rules stats", "rules stats s.csv"),
    ] {
        let told = first_cells(PAGE, &format!("column of `{report}`"));
        assert_eq!(told, columns(command, folder), "the columns of `{report}`");
    }
    written(&["review", "conflicts.csv", "-o", "sheet.csv"], folder);
    let sheet = head(&fs::read(folder.join("sheet.csv")).expect("a sheet"));
    let told = first_cells(PAGE, "column of `review`");
    assert_eq!(told, sheet[..told.len()], "the columns of `review`");
    let skipped = head(&fs::read(folder.join("skipped.csv")).expect("what was skipped"));
    assert_eq!(first_cells(PAGE, "column of `--skipped`"), skipped);
}

#[test]
fn the_profiles_have_the_columns_that_it_names() {
    let desk = Desk::new("profiles", &[("s.csv", STATEMENTS)]);
    let of = |profile: &str| columns(&format!("detect s.csv --profile {profile}"), &desk.0);
    let minimal = of("minimal").join("`, `");
    let words = page().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(words.contains(&format!("`--profile minimal` has `{minimal}`.")), "{minimal}");
    assert_eq!(first_cells(PAGE, "more columns of `detect`"), of("full")[FindingRow::COLUMNS.len()..]);
}

#[test]
fn the_words_are_those_that_there_are() {
    assert_eq!(first_cells(PAGE, "verdict"), names(Verdict::ALL, Verdict::name));
    assert_eq!(first_cells(PAGE, "relation"), names(Relation::ALL, Relation::name));
    assert_eq!(first_cells(PAGE, "kind"), names(Kind::ALL, Kind::name));
    assert_eq!(first_cells(PAGE, "severity"), names(Severity::ALL, Severity::name));
    assert_eq!(first_cells(PAGE, "status"), names(Status::ALL, Status::name));
}

#[test]
fn every_verdict_has_an_example() {
    let rules = block("ferry.toml");
    let missing: Vec<&str> =
        names(Verdict::ALL, Verdict::name).into_iter().filter(|name| !rules.contains(&format!("verdict = \"{name}\""))).collect();
    assert!(missing.is_empty(), "no example of {missing:?}");
}

#[test]
fn the_settings_are_those_that_there_are() {
    let desk = Desk::new("settings", &[("gainsay.toml", "qq = 1\n")]);
    let run = run(&["rules", "list"], &desk.0);
    let settings = first_cells(PAGE, "setting").join(", ");
    assert!(run.code == 1 && run.stderr.contains(&format!("the settings are {settings}")), "{run}");
}

/// The columns of what a command writes to standard output, or to the file behind `-o`.
fn columns(command: &str, folder: &Path) -> Vec<String> {
    let mut words: Vec<&str> = command.split_whitespace().collect();
    let file = words.iter().position(|word| *word == "-o").map(|at| words[at + 1]);
    if file.is_none() {
        words.extend(["--output-format", "csv"]);
    }
    let output = written(&words, folder);
    head(&file.map_or(output.into_bytes(), |file| fs::read(folder.join(file)).expect("a report")))
}

/// What a command that does its work writes to standard output.
fn written(words: &[&str], folder: &Path) -> String {
    let run = run(words, folder);
    assert!(matches!(run.code, 0 | 3), "{words:?}: {run}");
    run.stdout
}

/// The names of the columns of a table.
fn head(table: &[u8]) -> Vec<String> {
    let table = table.strip_prefix("\u{feff}".as_bytes()).unwrap_or(table);
    let mut reader = csv::Reader::from_reader(table);
    reader.headers().expect("a head").iter().map(str::to_owned).collect()
}

/// The text of the block that is a file of this name.
fn block(file: &str) -> String {
    blocks(&page()).into_iter().find(|block| block.file == Some(file)).expect("a block of the page").text()
}

fn page() -> String {
    fs::read_to_string(root().join(PAGE)).expect("the reference")
}
