//! Whole runs as folders: `tests/golden/CASE/` holds an `input` folder, and what the program must make of it.
//!
//! | file | |
//! |---|---|
//! | `args` | the whole command line; without it, `detect input --verdicts all` |
//! | `rules.toml` | the only rules; without it, those that come with the program |
//! | `report.csv` | standard output, to the byte; `report.json`, `report.text` … where `args` ask for that format |
//! | `stderr.txt` | standard error, and the exit status behind it |
//!
//! `GAINSAY_BLESS=1 cargo test --test golden` writes the last two anew. Read the difference as a careful reader would.
#![cfg(feature = "cli")]

#[path = "project/cases.rs"]
mod cases;
#[path = "desk/program.rs"]
mod program;
mod project;

use cases::{difference, entries};
use program::{Run, gainsay};
use std::fs;
use std::path::{Path, PathBuf};

/// Fewer would mean that a folder was lost.
const AT_LEAST: usize = 20;

#[test]
fn every_case_gives_what_a_careful_reader_expects() {
    let cases = cases();
    assert!(cases.len() >= AT_LEAST, "only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().flat_map(|case| differences(case)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_case_gives_the_same_with_any_number_of_threads() {
    for case in cases() {
        let [one, two, five] = ["1", "2", "5"].map(|threads| run(&case, &["--threads", threads]));
        assert!(one == two && one == five, "{} depends on the number of threads", case.display());
    }
}

/// What a run gave, by the names of the files that hold it.
fn run(case: &Path, more: &[&str]) -> [(String, String); 2] {
    let words = fs::read_to_string(case.join("args")).unwrap_or_else(|_| "detect input --verdicts all".to_owned());
    let mut command = gainsay(case);
    command.args(words.split_whitespace()).args(more);
    if let Ok(rules) = fs::read_to_string(case.join("rules.toml")) {
        // Only the case's own pack: what comes with the program may change without changing what a case shows.
        let pack = rules.split('"').nth(1).expect("a pack begins with its id").to_owned();
        command.args(["--rules", "rules.toml", "--only", &pack]);
    }
    let run = Run::of(&mut command);
    let format = words.split_whitespace().skip_while(|word| *word != "--output-format").nth(1).unwrap_or("csv");
    let told = format!("{}exit status {}\n", run.stderr, run.code);
    [(format!("report.{format}"), run.stdout), ("stderr.txt".to_owned(), told)]
}

fn differences(case: &Path) -> Vec<String> {
    run(case, &[]).into_iter().filter_map(|(name, real)| difference(&case.join(name), &real)).collect()
}

fn cases() -> Vec<PathBuf> {
    entries("golden").into_iter().filter(|path| path.is_dir()).collect()
}
