//! The tools for authors of rules, as transcripts: each `tests/rule_tools/CASE.txt` holds commands behind `$ `, each with what it must
//! write on standard output and standard error, and how it must end.
//!
//! A transcript runs in a folder of its own that holds all other files of `tests/rule_tools`. `$ show FILE` shows a file of it.
//! `GAINSAY_BLESS=1 cargo test --test rule_tools` writes the transcripts anew. Read the difference before you commit it.
#![cfg(feature = "cli")]

use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

#[test]
fn every_transcript_is_what_the_program_does() {
    let cases = cases();
    assert!(!cases.is_empty());
    let wrong: Vec<String> = cases.iter().filter_map(|case| difference(case)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tests_again_when_a_file_changes() {
    let folder = folder("watch");
    let file = folder.join("corners.toml");
    let mut child =
        gainsay(&["rules", "test", "corners.toml", "--watch", "--quiet"], &folder).stdout(Stdio::piped()).spawn().expect("it runs");
    let mut lines = BufReader::new(child.stdout.take().expect("a pipe")).lines().map(|line| line.expect("UTF-8"));
    let mut tally = || lines.find(|line| line.contains("examples hold")).expect("a tally");
    let first = tally();
    let text = fs::read_to_string(&file).expect("the file");
    fs::write(&file, text.replace("todo = true\n", "")).expect("the file is written");
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
    let folder = folder("new-shapes");
    for (shape, against, together) in SAID {
        let file = format!("{shape}.toml");
        let run = |words: &[&str]| gainsay(words, &folder).output().expect("the program runs");
        assert!(run(&["rules", "new", &file, "--shape", shape]).status.success(), "{shape}");
        assert!(run(&["rules", "check", &file]).status.success(), "{shape}");
        let told = String::from_utf8_lossy(&run(&["rules", "test", &file]).stdout).into_owned();
        assert!(told.contains("write two texts") && told.contains("0 of 2 examples hold: 2 not filled in."), "{shape}: {told}");
        let mut text = fs::read_to_string(folder.join(&file)).expect("the new file");
        for [a, b] in [against, together] {
            text = text.replacen("[\"...\", \"...\"]", &format!("[\"{a}\", \"{b}\"]"), 1);
        }
        // What an open question is about is the author's to say.
        let text = if shape == "open" { text.replace("\"contradiction\"", "\"tension\"") } else { text };
        let text = if ["yes-no", "denial"].contains(&shape) { text.replace("\"compatible\"", "\"agreement\"") } else { text };
        fs::write(folder.join(&file), text).expect("the file is written");
        let told = String::from_utf8_lossy(&run(&["rules", "test", &file]).stdout).into_owned();
        assert_eq!(told, "2 of 2 examples hold.\n", "{shape}");
    }
}

fn difference(case: &Path) -> Option<String> {
    let expected = fs::read_to_string(case).expect("the transcript");
    let folder = folder(case.file_stem().expect("a name").to_str().expect("a plain name"));
    let commands = expected.lines().filter_map(|line| line.strip_prefix("$ "));
    let real: Vec<String> = commands.map(|command| format!("$ {command}\n{}", output(command, &folder))).collect();
    let real = real.join("\n");
    if std::env::var_os("GAINSAY_BLESS").is_some() {
        fs::write(case, &real).expect("the transcript is written");
        return None;
    }
    (expected != real).then(|| format!("{} expected:\n{expected}\nfound:\n{real}", case.display()))
}

/// Standard output, then standard error, then the exit status where it is not 0.
fn output(command: &str, folder: &Path) -> String {
    if let Some(file) = command.strip_prefix("show ") {
        return fs::read_to_string(folder.join(file)).expect("a file to show");
    }
    let words: Vec<&str> = command.strip_prefix("gainsay ").expect("a command of the program").split_whitespace().collect();
    let output = gainsay(&words, folder).output().expect("the program runs");
    let [stdout, stderr] = [output.stdout, output.stderr].map(|bytes| String::from_utf8(bytes).expect("the program writes UTF-8"));
    match output.status.code().expect("not killed") {
        0 => stdout + &stderr,
        status => format!("{stdout}{stderr}exit status {status}\n"),
    }
}

fn gainsay(words: &[&str], folder: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(words).current_dir(folder).env_remove("COLUMNS");
    command
}

/// A fresh folder with all files but the transcripts.
fn folder(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rule_tools").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    for file in files().into_iter().filter(|file| !is_transcript(file)) {
        fs::copy(&file, folder.join(file.file_name().expect("a name"))).expect("a copy");
    }
    folder
}

fn cases() -> Vec<PathBuf> {
    files().into_iter().filter(|file| is_transcript(file)).collect()
}

fn is_transcript(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ending == "txt")
}

fn files() -> Vec<PathBuf> {
    let entries = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rule_tools")).expect("the cases");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a case").path()).collect();
    files.sort();
    files
}
