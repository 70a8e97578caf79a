//! The tools for authors of rules, as transcripts: each `tests/rule_tools/CASE.txt` holds commands behind `$ `, each with what it must
//! write on standard output and standard error, and how it must end.
//!
//! A transcript runs in a folder of its own that holds all other files of `tests/rule_tools`. `$ show FILE` shows a file of it.
//! `GAINSAY_BLESS=1 cargo test --test rule_tools` writes the transcripts anew. Read the difference before you commit it.
#![cfg(feature = "cli")]

#[path = "project/cases.rs"]
mod cases;
mod desk;
mod project;

use cases::{difference, entries};
use desk::folder::Desk;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::Stdio;

#[test]
fn every_transcript_is_what_the_program_does() {
    let (cases, _) = cases_and_files();
    assert!(!cases.is_empty());
    let wrong: Vec<String> = cases.iter().filter_map(|case| difference(case, &transcript(case))).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tests_again_when_a_file_changes() {
    let desk = desk("watch");
    let mut child = desk.command("rules test corners.toml --watch --quiet").stdout(Stdio::piped()).spawn().expect("it runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map(|line| line.expect("UTF-8"));
    let mut tally = || lines.find(|line| line.contains("examples hold")).expect("a tally");
    let first = tally();
    let text = fs::read_to_string(desk.0.join("corners.toml")).expect("the file");
    desk.file("corners.toml", text.replace("todo = true\n", ""));
    let second = tally();
    child.kill().expect("it was still watching");
    child.wait().expect("it ends");
    assert_eq!(
        [first.as_str(), second.as_str()],
        [
            "0 of 6 examples hold: 1 missing, 2 noisy, 1 no pair, 1 not filled in, 1 todo now holds.",
            "1 of 6 examples hold: 1 missing, 2 noisy, 1 no pair, 1 not filled in."
        ]
    );
}

/// For each shape, what sources could say: two texts that cannot both hold, and two that can.
const SAID: [(&str, [&str; 2], [&str; 2]); 10] = [
    (
        "one-of",
        ["The ferry sank because of a leak, engineers said.", "The captain said the ferry hit a rock."],
        ["The captain said the ferry hit a rock.", "Engineers said no leak sank the ferry."],
    ),
    (
        "yes-no",
        ["The captain was on the bridge of the ferry.", "The captain of the ferry was fast asleep."],
        ["The captain of the ferry was not on the bridge.", "The captain of the ferry was fast asleep."],
    ),
    (
        "number",
        ["Ten people died on the ferry.", "Rescuers said 40 people drowned when the ship sank."],
        ["At least ten people died on the ferry.", "Rescuers said 12 people drowned when the ship sank."],
    ),
    (
        "duration",
        ["The ferry was adrift for three days.", "The ship drifted for two weeks, the crew said."],
        ["The ferry was adrift for ten days.", "The ship drifted for about ten days, the crew said."],
    ),
    (
        "date",
        ["The ferry left on 3 May 2024.", "The ship sailed on 9 May 2024."],
        ["The ferry left on 3 May 2024.", "The ship sailed in May 2024."],
    ),
    (
        "place",
        ["The ferry was bound for Marnik.", "The ship was on its way to Velden."],
        ["The ferry was not bound for Marnik.", "The ship was on its way to Velden."],
    ),
    (
        "who",
        ["The ferry belonged to Marlin Lines.", "Harbour Trust owned the ship."],
        ["The ferry did not belong to Marlin Lines.", "Harbour Trust owned the ship."],
    ),
    (
        "stance",
        ["Mayor Ines Dahl supports a new ferry.", "Mayor Ines Dahl opposes the ferry."],
        ["Mayor Ines Dahl does not oppose the ferry.", "Mayor Ines Dahl supports a new ferry."],
    ),
    ("open", ["The ferry carried sugar.", "The ship carried cement."], ["The ferry did not carry sugar.", "The ship carried cement."]),
    (
        "denial",
        ["The owners of the ferry knew of the leak.", "The owners of the ship were unaware of any leak."],
        ["The owners of the ferry did not know of the leak.", "The owners of the ship were unaware of any leak."],
    ),
];

#[test]
fn a_new_rule_of_every_shape_compiles_fails_until_it_is_filled_in_and_then_holds() {
    let desk = desk("new-shapes");
    for (shape, against, together) in SAID {
        let file = format!("{shape}.toml");
        assert_eq!(desk.run(&format!("rules new {file} --shape {shape}")).code, 0, "{shape}");
        assert_eq!(desk.run(&format!("rules check {file}")).code, 0, "{shape}");
        let told = desk.run(&format!("rules test {file}")).stdout;
        assert!(told.contains("write two texts") && told.contains("0 of 2 examples hold: 2 not filled in."), "{shape}: {told}");
        let mut text = fs::read_to_string(desk.0.join(&file)).expect("the new file");
        for [a, b] in [against, together] {
            text = text.replacen("[\"...\", \"...\"]", &format!("[\"{a}\", \"{b}\"]"), 1);
        }
        // What an open question is about is the author's to say.
        let text = if shape == "open" { text.replace("\"contradiction\"", "\"tension\"") } else { text };
        let text = if ["yes-no", "denial"].contains(&shape) { text.replace("\"compatible\"", "\"agreement\"") } else { text };
        desk.file(&file, text);
        assert_eq!(desk.run(&format!("rules test {file}")).stdout, "2 of 2 examples hold.\n", "{shape}");
    }
}

#[test]
fn templates_that_are_not_filled_in_yet_are_not_doubted() {
    let desk = desk("new-twice");
    for shape in ["one-of", "yes-no", "stance", "yes-no"] {
        assert_eq!(desk.run(&format!("rules new twice.toml --shape {shape}")).code, 0, "{shape}");
    }
    let run = desk.run("rules check twice.toml --strict");
    assert_eq!((run.code, run.stderr.as_str()), (0, ""), "{run}");
}

/// What the commands of a transcript say now.
fn transcript(case: &Path) -> String {
    let expected = fs::read_to_string(case).expect("the transcript");
    let desk = desk(case.file_stem().expect("a name").to_str().expect("a plain name"));
    let commands = expected.lines().filter_map(|line| line.strip_prefix("$ "));
    let real: Vec<String> = commands.map(|command| format!("$ {command}\n{}", output(command, &desk))).collect();
    real.join("\n")
}

/// Standard output, then standard error, then the exit status where it is not 0.
fn output(command: &str, desk: &Desk) -> String {
    if let Some(file) = command.strip_prefix("show ") {
        return fs::read_to_string(desk.0.join(file)).expect("a file to show");
    }
    let run = desk.run(command.strip_prefix("gainsay ").expect("a command of the program"));
    if run.code == 0 { run.stdout + &run.stderr } else { format!("{run}\n") }
}

/// A desk with all files but the transcripts on it.
fn desk(test: &str) -> Desk {
    let desk = Desk::new(test, &[]);
    for file in cases_and_files().1 {
        fs::copy(&file, desk.0.join(file.file_name().expect("a name"))).expect("a copy");
    }
    desk
}

/// The transcripts, and the files that they use.
fn cases_and_files() -> (Vec<PathBuf>, Vec<PathBuf>) {
    entries("rule_tools").into_iter().partition(|file| file.extension().is_some_and(|ending| ending == "txt"))
}
