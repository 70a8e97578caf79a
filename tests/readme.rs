//! README.md, held to what the program does: its commands run, its output is real, its tables are whole.
//!
//! `GAINSAY_BLESS=1 cargo test --test readme` rewrites the output that it shows.
#![cfg(feature = "cli")]

use gainsay::report::{FindingRow, Record};
use gainsay::verdict::{Kind, Verdict};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// What stands for output that is not shown.
const GOES_ON: &str = "...";

/// A fenced block: where its lines begin in the page, and the lines.
struct Block<'a> {
    language: &'a str,
    first: usize,
    lines: Vec<&'a str>,
}

/// A command of a `console` block, and the lines shown below it.
struct Shown<'a> {
    command: &'a str,
    first: usize,
    output: Vec<&'a str>,
}

#[test]
fn every_command_runs_and_gives_what_is_shown() {
    let page = page();
    let folder = folder_with_the_corpus();
    fs::write(folder.join("my-rules.toml"), rule_file(&page)).expect("the rule file is written");
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    // From the last to the first, so that a block that grows moves nothing that is still to be written.
    for shown in commands(&page).iter().rev() {
        let Some(words) = words_of(shown.command) else { continue };
        let output = run(&words, &folder);
        let expected = if words[0] == "detect" { 3 } else { 0 };
        assert_eq!(output.status.code(), Some(expected), "`{}` says {}", shown.command, text(&output.stderr));
        if !shown.output.is_empty() {
            compare(shown, &(text(&output.stderr) + &text(&output.stdout)), &mut lines);
        }
    }
    if is_blessing() {
        fs::write(root().join("README.md"), lines.join("\n") + "\n").expect("README.md is written");
    }
}

#[test]
fn the_rule_shown_holds_its_own_examples() {
    let page = page();
    let folder = folder_with_the_corpus();
    fs::write(folder.join("my-rules.toml"), rule_file(&page)).expect("the rule file is written");
    let output = run(&["rules", "test", "my-rules.toml"], &folder);
    assert_eq!(text(&output.stdout), "2 of 2 examples hold.\n");
}

#[test]
fn the_tables_name_what_there_is_in_its_order() {
    let page = page();
    assert_eq!(first_cells(&page, "column"), FindingRow::COLUMNS);
    assert_eq!(first_cells(&page, "verdict"), names(Verdict::ALL, |verdict| verdict.name()));
    let kinds = page.split("### Kinds").nth(1).expect("a chapter on kinds").split("###").next().expect("its text");
    let named: Vec<&str> = kinds.split('`').skip(1).step_by(2).take(Kind::ALL.len()).collect();
    assert_eq!(named, names(Kind::ALL, |kind| kind.name()));
}

#[test]
fn every_file_linked_to_is_there() {
    let page = page();
    let links = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
    let files: Vec<&str> = links.filter(|link| !link.starts_with("https://") && !link.starts_with('#')).collect();
    assert!(files.len() >= 5, "{files:?}");
    files.iter().for_each(|file| assert!(root().join(file).exists(), "README.md links to {file}"));
}

/// Holds the lines shown to the output, or puts the output in their place.
fn compare(shown: &Shown, said: &str, lines: &mut Vec<String>) {
    let cut = shown.output.last() == Some(&GOES_ON);
    let all: Vec<&str> = said.trim_end().lines().collect();
    let mut real = all.clone();
    if cut {
        real.truncate(shown.output.len() - 1);
        real.push(GOES_ON);
    }
    if is_blessing() {
        lines.splice(shown.first..shown.first + shown.output.len(), real.iter().map(|line| (*line).to_owned()));
    } else {
        assert_eq!(shown.output, real, "`{}` no longer says what README.md shows", shown.command);
    }
}

/// What the program is told, if it is the program that a command runs: a person sees its output in a terminal.
fn words_of(command: &str) -> Option<Vec<&str>> {
    let words = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("gainsay "))?;
    let mut words: Vec<&str> = words.split_whitespace().collect();
    let lists = words[0] == "detect" || words.starts_with(&["rules", "list"]);
    if lists && !words.contains(&"-o") {
        words.extend(["--output-format", "text"]);
    }
    Some(words)
}

fn run(words: &[&str], folder: &Path) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    command.args(words).current_dir(folder).env_remove("COLUMNS").output().expect("the program runs")
}

/// The commands that the page tells a reader to type.
fn commands(page: &str) -> Vec<Shown<'_>> {
    let mut commands: Vec<Shown> = Vec::new();
    for block in blocks(page).into_iter().filter(|block| block.language == "console") {
        for (at, line) in block.lines.iter().enumerate() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push(Shown { command, first: block.first + at + 1, output: Vec::new() }),
                None => commands.last_mut().expect("a command before its output").output.push(line),
            }
        }
    }
    assert!(commands.len() >= 9, "README.md has only {} commands", commands.len());
    commands
}

fn rule_file(page: &str) -> String {
    let toml = blocks(page).into_iter().find(|block| block.language == "toml").expect("a rule file in README.md");
    toml.lines.join("\n") + "\n"
}

fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(language), None) => open = Some(Block { language, first: at + 1, lines: Vec::new() }),
            (None, Some(block)) => block.lines.push(line),
            (None, None) => {}
        }
    }
    blocks
}

/// The names in the first column of the table that has this heading.
fn first_cells<'p>(page: &'p str, heading: &str) -> Vec<&'p str> {
    let start = format!("| {heading} |");
    let table = page.lines().skip_while(|line| !line.starts_with(&start)).skip(2);
    table.take_while(|line| line.starts_with('|')).filter_map(|line| line.split('`').nth(1)).collect()
}

fn names<T: Copy>(all: &[T], name: fn(T) -> &'static str) -> Vec<&'static str> {
    all.iter().map(|&one| name(one)).collect()
}

/// A folder of its own with the sample corpus in it, for commands write files.
fn folder_with_the_corpus() -> PathBuf {
    let folder = fresh_folder();
    copy(&root().join("data"), &folder.join("data"));
    folder
}

fn fresh_folder() -> PathBuf {
    let name = std::thread::current().name().unwrap_or("readme").replace(':', "-");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("readme").join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder for the test");
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of the corpus") {
        let path = entry.expect("a file of the corpus").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(drop).expect("a copy") }
    }
}

fn is_blessing() -> bool {
    std::env::var_os("GAINSAY_BLESS").is_some()
}

fn page() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
