//! A thousand rules: that they load, check and hold. The file stays in the target folder, to time the program with by hand:
//! `time gainsay rules check --no-builtin target/tmp/many.toml`.
#![cfg(feature = "cli")]

use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

const RULES: usize = 1000;

#[test]
fn a_thousand_rules_are_checked_without_a_doubt() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    std::fs::write(folder.join("many.toml"), pack(RULES)).expect("the pack is written");
    for command in ["check", "test"] {
        let mut gainsay = Command::new(env!("CARGO_BIN_EXE_gainsay"));
        let output = gainsay.args(["rules", command, "--no-builtin", "many.toml"]).current_dir(folder).output().expect("the program runs");
        let told = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("the program writes UTF-8"));
        assert_eq!((output.status.code(), told[1].as_str()), (Some(0), ""), "{}", told[0]);
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
