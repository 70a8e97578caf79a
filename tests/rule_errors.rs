//! What a rule author is told: each `tests/rule_errors/CASE.toml` has mistakes, each `tests/rule_warnings/CASE.toml` is doubtful,
//! and `CASE.txt` is what `gainsay rules check` says of it, to the byte. A folder is a case of several files.
//!
//! `GAINSAY_BLESS=1 cargo test --test rule_errors` writes the texts anew.
#![cfg(feature = "cli")]

#[path = "project/cases.rs"]
mod cases;
mod desk;
mod project;

use cases::{difference, entries};
use desk::folder::Desk;
use desk::program::{Run, gainsay};
use gainsay::rule::Code;
use project::root;
use std::fs;
use std::path::{Path, PathBuf};

/// Fewer would mean that a case was lost.
const ERRORS: usize = 77;
const WARNINGS: usize = 24;

#[test]
fn every_mistake_is_told_with_its_place_and_a_way_to_mend_it() {
    same("rule_errors", &["--allow", &warnings()], ERRORS);
}

#[test]
fn every_doubt_is_told_with_its_place_and_a_way_to_mend_it() {
    same("rule_warnings", &[], WARNINGS);
}

#[test]
fn no_mistake_goes_without_code_place_and_help() {
    for case in cases("rule_errors") {
        let told = text_of(&case);
        let name = case.file_name().expect("a name").to_string_lossy();
        let errors = told.matches("error[E").count();
        assert!(errors > 0, "{name}:\n{told}");
        for part in [format!("--> {name}"), "= help: ".to_owned()] {
            assert_eq!(told.matches(&part).count(), errors, "{name}: {part}\n{told}");
        }
    }
}

#[test]
fn every_warning_has_a_case_and_every_case_a_warning() {
    let all: String = cases("rule_warnings").iter().map(|case| text_of(case)).collect();
    for code in Code::ALL.into_iter().filter(|code| code.is_warning()) {
        assert!(all.contains(&format!("warning[{code}]")), "no case shows {code}");
    }
}

#[test]
fn the_rules_that_are_shipped_are_beyond_doubt() {
    let run = run(&["rules", "check", "--strict"], root());
    assert_eq!((run.stderr.as_str(), run.code), ("", 0), "{run}");
}

#[test]
fn warnings_fail_only_where_that_is_asked_for() {
    for (arguments, status) in [(&[][..], 0), (&["--strict"], 1), (&["--strict", "--allow", "W001,w017"], 0), (&["--allow", "E001"], 2)] {
        let all: Vec<&str> = ["rules", "check", "rule-without-examples.toml"].iter().chain(arguments).copied().collect();
        assert_eq!(run(&all, &root().join("tests/rule_warnings")).code, status, "{arguments:?}");
    }
}

/// Each wrong example of `docs/codes.md` gives its code, each right one does not, and no mistake either.
#[test]
fn each_code_is_explained_by_examples_that_are_true() {
    let desk = Desk::new("codes", &[]);
    for code in Code::ALL {
        let run = desk.run(&format!("explain {code}"));
        assert!(run.code == 0 && run.stdout.starts_with(&code.to_string()), "{code}: {run}");
        let blocks: Vec<&str> = run.stdout.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect();
        for (block, wrong) in blocks.iter().zip([true, false]) {
            let head = if block.starts_with("[pack]") { "" } else { "[pack]\nid = \"p\"\ntitle = \"An example\"\n\n" };
            let told = told(&desk.file("example.toml", format!("{head}{block}")), &[]);
            assert_eq!(told.contains(&format!("[{code}]")), wrong, "{code}:\n{block}\n{told}");
            assert!(wrong || !told.contains("error["), "{code}:\n{block}\n{told}");
        }
        assert!(blocks.len() == 2 || blocks.is_empty(), "{code} has {} examples", blocks.len());
    }
}

#[test]
fn explains_only_what_there_is() {
    for what in [&["explain", "E999"][..], &["explain", "E004", "x"]] {
        assert_eq!(run(what, root()).code, 1, "{what:?}");
    }
    assert_eq!(run(&["explain", "w3"], root()).code, 0);
}

/// The codes of all warnings, as `--allow` takes them.
fn warnings() -> String {
    let all: Vec<String> = Code::ALL.into_iter().filter(|code| code.is_warning()).map(|code| code.to_string()).collect();
    all.join(",")
}

fn run(words: &[&str], folder: &Path) -> Run {
    Run::of(gainsay(folder).args(words))
}

/// What standard error says of a case.
fn told(case: &Path, more: &[&str]) -> String {
    let name = case.file_name().expect("a name").to_string_lossy();
    let run = run(&[&["rules", "check", "--no-builtin", &name], more].concat(), case.parent().expect("a folder"));
    assert_eq!(run.code == 1, run.stderr.contains("error["), "{name}: {run}");
    run.stderr
}

/// Holds each case of a folder to its text.
fn same(name: &str, more: &[&str], at_least: usize) {
    let cases = cases(name);
    assert!(cases.len() >= at_least, "only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|case| difference(&case.with_extension("txt"), &told(case, more))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is to be said of a case.
fn text_of(case: &Path) -> String {
    fs::read_to_string(case.with_extension("txt")).unwrap_or_default()
}

fn cases(name: &str) -> Vec<PathBuf> {
    entries(name).into_iter().filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "toml")).collect()
}
