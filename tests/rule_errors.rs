//! What a rule author is told: each `tests/rule_errors/CASE.toml` has a mistake, and `CASE.txt` is what
//! `gainsay rules check` says of it, to the byte.
//!
//! `GAINSAY_BLESS=1 cargo test --test rule_errors` writes the texts anew.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Fewer would mean that a case was lost.
const AT_LEAST: usize = 15;

#[test]
fn every_mistake_is_told_with_its_place_and_a_way_to_mend_it() {
    let cases = cases();
    assert!(cases.len() >= AT_LEAST, "only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|case| difference(case)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_mistake_goes_without_code_place_and_help() {
    for case in cases() {
        let (told, status) = check(&case);
        let name = case.file_name().expect("a name").to_string_lossy();
        let errors = told.matches("error[E").count();
        assert!(status == 1 && errors > 0, "{name}: status {status}\n{told}");
        for part in [format!("--> {name}:"), "= help: ".to_owned()] {
            assert_eq!(told.matches(&part).count(), errors, "{name}: {part}\n{told}");
        }
    }
}

/// What standard error says of a file, and the exit status.
fn check(file: &Path) -> (String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(["rules", "check", "--no-builtin"]).arg(file.file_name().expect("a name")).current_dir(folder());
    let output = command.output().expect("the program runs");
    (String::from_utf8(output.stderr).expect("the program writes UTF-8"), output.status.code().expect("not killed"))
}

fn difference(case: &Path) -> Option<String> {
    let (told, _) = check(case);
    let file = case.with_extension("txt");
    if std::env::var_os("GAINSAY_BLESS").is_some() {
        fs::write(&file, &told).expect("the text is written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    (expected != told).then(|| format!("{} expected:\n{expected}\nfound:\n{told}", file.display()))
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(folder()).expect("the cases");
    let files = entries.map(|entry| entry.expect("a case").path());
    let mut cases: Vec<PathBuf> = files.filter(|path| path.extension().is_some_and(|ending| ending == "toml")).collect();
    cases.sort();
    cases
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_errors")
}
