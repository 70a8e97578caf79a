//! What a rule author is told: each `tests/rule_errors/CASE.toml` has mistakes, each `tests/rule_warnings/CASE.toml` is doubtful,
//! and `CASE.txt` is what `gainsay rules check` says of it, to the byte. A folder is a case of several files.
//!
//! `GAINSAY_BLESS=1 cargo test --test rule_errors` writes the texts anew.
#![cfg(feature = "cli")]

use gainsay::rule::Code;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Fewer would mean that a case was lost.
const ERRORS: usize = 72;
const WARNINGS: usize = 22;

#[test]
fn every_mistake_is_told_with_its_place_and_a_way_to_mend_it() {
    same("rule_errors", &allow_all(), ERRORS);
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
    let output = gainsay(&["rules", "check", "--strict"], Path::new(env!("CARGO_MANIFEST_DIR")));
    assert_eq!((output.1.as_str(), output.2), ("", 0), "{}", output.0);
}

#[test]
fn warnings_fail_only_where_that_is_asked_for() {
    for (arguments, status) in [(&[][..], 0), (&["--strict"], 1), (&["--strict", "--allow", "W001,w017"], 0), (&["--allow", "E001"], 2)] {
        let all: Vec<&str> = ["rules", "check", "rule-without-examples.toml"].iter().chain(arguments).copied().collect();
        assert_eq!(gainsay(&all, &folder("rule_warnings")).2, status, "{arguments:?}");
    }
}

/// Each wrong example of `docs/codes.md` gives its code, each right one does not, and no mistake either.
#[test]
fn each_code_is_explained_by_examples_that_are_true() {
    let dir = Path::new(env!("CARGO_TARGET_TMPDIR")).join("codes");
    fs::create_dir_all(&dir).expect("a folder");
    for code in Code::ALL {
        let (shown, _, status) = gainsay(&["explain", &code.to_string()], &dir);
        assert!(status == 0 && shown.starts_with(&code.to_string()), "{code}: {shown}");
        let blocks: Vec<&str> = shown.split("```toml\n").skip(1).map(|rest| rest.split("```").next().unwrap_or_default()).collect();
        for (block, wrong) in blocks.iter().zip([true, false]) {
            let file = dir.join("example.toml");
            let head = if block.starts_with("[pack]") { "" } else { "[pack]\nid = \"p\"\ntitle = \"An example\"\n\n" };
            fs::write(&file, format!("{head}{block}")).expect("the example is written");
            let told = told(&file, &[]);
            assert_eq!(told.contains(&format!("[{code}]")), wrong, "{code}:\n{block}\n{told}");
            assert!(wrong || !told.contains("error["), "{code}:\n{block}\n{told}");
        }
        assert!(blocks.len() == 2 || blocks.is_empty(), "{code} has {} examples", blocks.len());
    }
}

#[test]
fn explains_only_what_there_is() {
    for what in [&["explain", "E999"][..], &["explain", "E004", "x"]] {
        assert_eq!(gainsay(what, Path::new(env!("CARGO_MANIFEST_DIR"))).2, 1, "{what:?}");
    }
    assert_eq!(gainsay(&["explain", "w3"], Path::new(env!("CARGO_MANIFEST_DIR"))).2, 0);
}

fn allow_all() -> Vec<String> {
    let all: Vec<String> = Code::ALL.into_iter().filter(|code| code.is_warning()).map(|code| code.to_string()).collect();
    vec!["--allow".to_owned(), all.join(",")]
}

fn gainsay(arguments: &[&str], folder: &Path) -> (String, String, i32) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    let output = command.args(arguments).current_dir(folder).output().expect("the program runs");
    let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
    (text(output.stdout), text(output.stderr), output.status.code().expect("not killed"))
}

/// What standard error says of a case.
fn told(case: &Path, more: &[String]) -> String {
    let name = case.file_name().expect("a name").to_string_lossy();
    let arguments = ["rules", "check", "--no-builtin", &name].into_iter().chain(more.iter().map(String::as_str));
    let (_, told, status) = gainsay(&arguments.collect::<Vec<_>>(), case.parent().expect("a folder"));
    assert_eq!(status == 1, told.contains("error["), "{name}: status {status}\n{told}");
    told
}

/// Holds each case of a folder to its text.
fn same(name: &str, more: &[String], at_least: usize) {
    let cases = cases(name);
    assert!(cases.len() >= at_least, "only {} cases", cases.len());
    let wrong: Vec<String> = cases.iter().filter_map(|case| difference(case, more)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn difference(case: &Path, more: &[String]) -> Option<String> {
    let told = told(case, more);
    let file = case.with_extension("txt");
    if std::env::var_os("GAINSAY_BLESS").is_some() {
        fs::write(&file, &told).expect("the text is written");
    }
    let expected = fs::read_to_string(&file).unwrap_or_default();
    (expected != told).then(|| format!("{} expected:\n{expected}\nfound:\n{told}", file.display()))
}

/// What is to be said of a case.
fn text_of(case: &Path) -> String {
    fs::read_to_string(case.with_extension("txt")).unwrap_or_default()
}

fn cases(name: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder(name)).expect("the cases");
    let files = entries.map(|entry| entry.expect("a case").path());
    let mut cases: Vec<PathBuf> = files.filter(|path| path.is_dir() || path.extension().is_some_and(|ending| ending == "toml")).collect();
    cases.sort();
    cases
}

fn folder(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(name)
}
