//! docs/rules.md, the guide for authors of rules, held to what the program does: its rules hold, its commands run, its output is real.
//!
//! - A block that names a file is written to that file, for the commands below it.
//! - A block of TOML that names none is a rule, or several: its examples must hold.
//! - A `console` block is run, line by line, and says what it shows.
//!
//! `GAINSAY_BLESS=1 cargo test --test guide` rewrites the output that it shows.
#![cfg(feature = "cli")]

mod page;

use page::{Block, Shown, blocks, fresh_folder, is_blessing, root, run, text};
use std::fs;
use std::path::Path;

const PAGE: &str = "docs/rules.md";

#[test]
fn every_block_does_what_the_guide_says() {
    let page = page();
    let folder = fresh_folder("guide");
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    let said: Vec<(Shown, Vec<String>)> = blocks(&page).iter().flat_map(|block| follow(block, &folder)).collect();
    // From the last to the first, so that a block that grows moves nothing that is still to be written.
    for (shown, real) in said.into_iter().rev() {
        if is_blessing() {
            lines.splice(shown.first..shown.first + shown.output.len(), real);
        } else {
            assert_eq!(shown.output, real, "`{}` no longer says what {PAGE} shows", shown.command);
        }
    }
    if is_blessing() {
        fs::write(root().join(PAGE), lines.join("\n") + "\n").expect("the guide is written");
    }
}

#[test]
fn every_file_that_is_shown_is_used() {
    let page = page();
    let blocks = blocks(&page);
    let commands: Vec<&str> =
        blocks.iter().filter(|block| block.language == "console").flat_map(Block::commands).map(|shown| shown.command).collect();
    for file in blocks.iter().filter_map(|block| block.file).filter(|file| *file != "gainsay.toml") {
        assert!(page.matches(file).count() > 1 && commands.iter().any(|command| command.contains(file)), "no command reads {file}");
    }
}

#[test]
fn every_command_for_authors_is_in_the_guide() {
    let page = page();
    let help = text(&run(&["rules", "--help"], root()).stdout);
    let listed = help.lines().skip_while(|line| !line.starts_with("Commands:")).skip(1).take_while(|line| !line.is_empty());
    for command in listed.filter_map(|line| line.split_whitespace().next()).filter(|command| *command != "help") {
        assert!(page.contains(&format!("gainsay rules {command}")), "{PAGE} says nothing of `gainsay rules {command}`");
    }
}

/// Does with a block what a reader would do, and tells what its commands said.
fn follow<'p>(block: &Block<'p>, folder: &Path) -> Vec<(Shown<'p>, Vec<String>)> {
    match (block.language, block.file) {
        ("console", None) => block.commands().into_iter().map(|shown| ran(shown, folder)).collect(),
        ("toml", None) => {
            hold(block, folder);
            Vec::new()
        }
        ("toml" | "csv" | "txt", Some(file)) => {
            fs::write(folder.join(file), block.text()).expect("a file of the guide");
            Vec::new()
        }
        (language, _) => panic!("{PAGE}:{}: nothing tests a block of {language}", block.first),
    }
}

/// Runs one command, which may only fail where the guide shows that it does.
fn ran<'p>(shown: Shown<'p>, folder: &Path) -> (Shown<'p>, Vec<String>) {
    let words = words_of(shown.command);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let output = run(&words, folder);
    let status = output.status.code().expect("not killed");
    let said = text(&output.stderr) + &text(&output.stdout);
    assert!(matches!(status, 0 | 3) || status == 1 && !shown.output.is_empty(), "`{}` ends with {status} and says {said}", shown.command);
    let real = if shown.output.is_empty() { Vec::new() } else { shown.real(&said) };
    (shown, real)
}

/// Holds rules that stand in the guide without a file around them to their examples.
fn hold(block: &Block, folder: &Path) {
    let head = "[pack]\nid = \"desk\"\ntitle = \"Rules of the guide\"\n\n";
    let rules = block.text();
    let whole = if rules.contains("[pack]") { rules } else { head.to_owned() + &rules };
    assert!(whole.contains("[[rule.example]]"), "{PAGE}:{}: rules without an example", block.first);
    fs::write(folder.join("block.toml"), whole).expect("a file for the block");
    let output = run(&["rules", "test", "block.toml"], folder);
    assert!(output.status.success(), "{PAGE}:{}: {}{}", block.first, text(&output.stdout), text(&output.stderr));
}

/// The words of a command; `"a b"` is one.
fn words_of(command: &str) -> Vec<String> {
    let command = command.strip_prefix("gainsay ").unwrap_or_else(|| panic!("`{command}` is not the program"));
    let pieces = command.split('"').enumerate();
    let words = |(at, piece): (usize, &str)| -> Vec<String> {
        if at % 2 == 1 { vec![piece.to_owned()] } else { piece.split_whitespace().map(str::to_owned).collect() }
    };
    let mut words: Vec<String> = pieces.flat_map(words).collect();
    let is_list = words[0] == "detect" && !words.contains(&"-o".to_owned()) || words[..2] == ["rules", "list"];
    if is_list {
        words.extend(["--output-format".to_owned(), "text".to_owned()]);
    }
    words
}

fn page() -> String {
    fs::read_to_string(root().join(PAGE)).expect("the guide")
}
