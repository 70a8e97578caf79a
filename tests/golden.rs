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

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

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
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(words.split_whitespace()).args(more).current_dir(case).env_remove("COLUMNS");
    if let Ok(rules) = fs::read_to_string(case.join("rules.toml")) {
        // Only the case's own pack: what comes with the program may change without changing what a case shows.
        let pack = rules.split('"').nth(1).expect("a pack begins with its id").to_owned();
        command.args(["--rules", "rules.toml", "--only", &pack]);
    }
    let output = command.output().expect("the program runs");
    let status = output.status.code().expect("not killed");
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the program writes UTF-8");
    let format = words.split_whitespace().skip_while(|word| *word != "--output-format").nth(1).unwrap_or("csv");
    let told = format!("{}exit status {status}\n", text(output.stderr));
    [(format!("report.{format}"), text(output.stdout)), ("stderr.txt".to_owned(), told)]
}

fn differences(case: &Path) -> Vec<String> {
    let blessing = std::env::var_os("GAINSAY_BLESS").is_some();
    let differs = |(name, real): (String, String)| {
        let file = case.join(name);
        if blessing {
            fs::write(&file, &real).expect("the expected output is written");
        }
        let expected = fs::read_to_string(&file).unwrap_or_default();
        (expected != real).then(|| format!("{} expected:\n{expected}\nfound:\n{real}", file.display()))
    };
    run(case, &[]).into_iter().filter_map(differs).collect()
}

fn cases() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden");
    let entries = fs::read_dir(root).expect("the cases");
    let mut cases: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).filter(|path| path.is_dir()).collect();
    cases.sort();
    cases
}
