//! README.md, held to what the program does: its commands run, its output is real, its tables are whole.
//!
//! `GAINSAY_BLESS=1 cargo test --test readme` rewrites the output that it shows.
#![cfg(feature = "cli")]

#[path = "page/cells.rs"]
mod cells;
mod page;
mod project;

use cells::{first_cells, names};
use gainsay::report::{FindingRow, Record};
use gainsay::verdict::{Kind, Verdict};
use page::folder::Desk;
use page::{Shown, blocks, run, words_of};
use project::{is_blessing, root};
use std::fs;
use std::path::Path;

#[test]
fn every_command_runs_and_gives_what_is_shown() {
    let page = page();
    let desk = Desk::new("commands", &[("my-rules.toml", &rule_file(&page))]);
    // Commands write files: they get a copy of the sample corpus.
    copy(&root().join("data"), &desk.0.join("data"));
    let mut lines: Vec<String> = page.lines().map(str::to_owned).collect();
    // From the last to the first, so that a block that grows moves nothing that is still to be written.
    for shown in commands(&page).iter().rev() {
        let Some(words) = words_of(shown.command) else { continue };
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let run = run(&words, &desk.0);
        let expected: &[i32] = match words[0] {
            "detect" => &[3],
            "against" => &[0, 3],
            _ => &[0],
        };
        assert!(expected.contains(&run.code), "`{}`: {run}", shown.command);
        if !shown.output.is_empty() {
            compare(shown, &(run.stderr + &run.stdout), &mut lines);
        }
    }
    if is_blessing() {
        fs::write(root().join("README.md"), lines.join("\n") + "\n").expect("README.md is written");
    }
}

#[test]
fn the_rule_shown_holds_its_own_examples() {
    let page = page();
    let desk = Desk::new("rule", &[("my-rules.toml", &rule_file(&page))]);
    let run = run(&["rules", "test", "my-rules.toml"], &desk.0);
    assert_eq!(run.stdout, "2 of 2 examples hold.\n");
}

#[test]
fn the_tables_name_what_there_is_in_its_order() {
    let page = page();
    let unknown: Vec<&str> = report_columns(&page).into_iter().filter(|column| !FindingRow::COLUMNS.contains(column)).collect();
    assert!(unknown.is_empty(), "no report has {unknown:?}");
    assert_eq!(first_cells("README.md", "verdict"), names(Verdict::ALL, Verdict::name));
    let kinds = page.split("### Kinds").nth(1).expect("a chapter on kinds").split("###").next().expect("its text");
    let named: Vec<&str> = kinds.split('`').skip(1).step_by(2).take(Kind::ALL.len()).collect();
    assert_eq!(named, names(Kind::ALL, Kind::name));
}

#[test]
fn the_map_names_every_module_and_every_file_of_data() {
    let map = fs::read_to_string(root().join("ARCHITECTURE.md")).expect("ARCHITECTURE.md");
    let names = |folder: &str| -> Vec<String> {
        let entries = fs::read_dir(root().join(folder)).expect("a folder of the project");
        entries.map(|entry| entry.expect("a file of the project").file_name().to_string_lossy().into_owned()).collect()
    };
    let modules =
        names("src").into_iter().map(|name| name.trim_end_matches(".rs").to_owned()).filter(|name| !matches!(name.as_str(), "lib" | "bin"));
    let data = names("rules/general");
    let lost: Vec<String> =
        modules.chain(data).filter(|name| !map.contains(&format!("`{name}`")) && !map.contains(&format!("/{name}`"))).collect();
    assert!(lost.is_empty(), "ARCHITECTURE.md says nothing of {}", lost.join(", "));
}

#[test]
fn every_link_leads_somewhere() {
    for page in ["README.md", "docs/rules.md", "docs/tutorial.md", "docs/reading-a-flag.md", "docs/reference.md"] {
        let links = links(page);
        assert!(links.len() >= 3, "{page}: {links:?}");
        for (file, heading) in links {
            let target = root().join(page).with_file_name("").join(&file);
            let target = if file.is_empty() { root().join(page) } else { target };
            assert!(target.exists(), "{page} links to {file}");
            let is_there = heading.is_empty() || headings(&fs::read_to_string(&target).expect("a page")).contains(&heading);
            assert!(is_there, "{page} links to {file}#{heading}");
        }
    }
}

/// The links of a page to other files and headings, but for what names an address.
fn links(page: &str) -> Vec<(String, String)> {
    let text = fs::read_to_string(root().join(page)).expect("a page");
    let prose: String = text.split("```").step_by(2).collect();
    let links = prose.split("](").skip(1).filter_map(|rest| rest.split(')').next()).filter(|link| !link.starts_with("https://"));
    links.map(|link| link.split_once('#').unwrap_or((link, ""))).map(|(file, heading)| (file.to_owned(), heading.to_owned())).collect()
}

/// The names by which the headings of a page are linked to.
fn headings(page: &str) -> Vec<String> {
    let letters = |c: char| match c {
        ' ' => Some('-'),
        '-' | '_' => Some(c),
        _ => c.is_alphanumeric().then(|| c.to_ascii_lowercase()),
    };
    page.lines()
        .filter(|line| line.starts_with('#'))
        .map(|line| line.trim_start_matches('#').trim().chars().filter_map(letters).collect())
        .collect()
}

/// Holds the lines shown to the output, or puts the output in their place.
fn compare(shown: &Shown, said: &str, lines: &mut Vec<String>) {
    let real = shown.real(said);
    if is_blessing() {
        lines.splice(shown.first..shown.first + shown.output.len(), real);
    } else {
        assert_eq!(shown.output, real, "`{}` no longer says what README.md shows", shown.command);
    }
}

/// The commands that the page tells a reader to type.
fn commands(page: &str) -> Vec<Shown<'_>> {
    let commands: Vec<Shown> =
        blocks(page).into_iter().filter(|block| block.language == "console").flat_map(|block| block.commands()).collect();
    assert!(commands.len() >= 9, "README.md has only {} commands", commands.len());
    commands
}

fn rule_file(page: &str) -> String {
    let toml = blocks(page).into_iter().find(|block| block.language == "toml").expect("a rule file in README.md");
    toml.text()
}

/// The columns that the page names of a report.
fn report_columns(page: &str) -> Vec<&str> {
    let table = page.lines().skip_while(|line| !line.starts_with("| column |")).skip(2).take_while(|line| line.starts_with('|'));
    let columns: Vec<&str> =
        table.filter_map(|line| line.split(" | ").next()).flat_map(|cell| cell.split('`').skip(1).step_by(2)).collect();
    assert!(columns.len() >= 10, "{columns:?}");
    columns
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder of the corpus") {
        let path = entry.expect("a file of the corpus").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() { copy(&path, &target) } else { fs::copy(&path, &target).map(drop).expect("a copy") }
    }
}

fn page() -> String {
    fs::read_to_string(root().join("README.md")).expect("README.md")
}
