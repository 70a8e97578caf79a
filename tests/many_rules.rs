//! A thousand rules: that they load, check and hold. The file stays in the target folder, to time the program with by hand:
//! `time gainsay rules check --no-builtin target/tmp/many.toml`.
#![cfg(feature = "cli")]

#[path = "desk/program.rs"]
mod program;

use program::{Run, gainsay};
use std::fmt::Write as _;
use std::path::Path;

const RULES: usize = 1000;

#[test]
fn a_thousand_rules_are_checked_without_a_doubt() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("many.toml"), pack(RULES)).expect("the pack is written");
    for command in ["check", "test"] {
        let run = Run::of(gainsay(folder).args(["rules", command, "--no-builtin", "many.toml"]));
        assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run}");
    }
}

/// A pack of rules that differ in the name of a bridge, a list and a pattern.
fn pack(rules: usize) -> String {
    let mut pack = "[pack]\nid = \"many\"\ntitle = \"A thousand bridges\"\n\n[words]\nworks = [\"repair\", \"maintenance\"]\n".to_owned();
    for number in 0..rules {
        let name = name(number);
        let _ = write!(
            pack,
            r#"
[[rule]]
id = "bridge-{number}"
ask = "Why was the {name} Bridge shut?"
shape = "one-of"
conflict = "cause"
severity = "high"
about = ["{name}"]
near = 1

[[rule.answer]]
value = "cracks"
say = ["{name} ...6 (because of | due to) ...3 crack", "crack ...3 (appear | widen) ...4 {name}"]

[[rule.answer]]
value = "works"
say = ["{name} ...6 (for | because of) ...3 @works", "(close | shut) {name} ...6 for @works"]

[[rule.example]]
verdict = "contradiction"
texts = ["The {name} Bridge was shut because of cracks.", "The {name} Bridge was shut for repairs, the mayor said."]

[[rule.example]]
verdict = "agreement"
texts = ["The {name} Bridge was shut due to a crack.", "The {name} Bridge was shut because of cracks."]
"#
        );
    }
    pack
}

/// A name that no other number has.
fn name(number: usize) -> String {
    let syllables = ["ka", "ro", "mi", "tu", "sel", "vor", "nad", "lin", "bex", "gor"];
    let all: String = [number / 100 % 10, number / 10 % 10, number % 10].iter().map(|&digit| syllables[digit]).collect();
    let (first, rest) = all.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}
