//! Reports in the folder that is read: the program knows what it wrote itself, and what tells of the folder, and takes neither for a source.
#![cfg(feature = "cli")]

mod desk;
#[path = "desk/rows.rs"]
mod rows;

use desk::folder::Desk;
use rows::{CAUSE, rows, table};

const ROWS: [&str; 3] = [
    "r1,\"A spokesman for the militia said drones hit its depot.\",Morning Post,2021-07-26",
    "r2,Poor storage caused the blast at the depot.,Ledger,2021-07-27",
    "r3,Drones may have hit the depot.,Gazette,2021-07-27",
];
const RULES: &str = "--no-builtin --only desk --rules rules.toml";
const REPORT: &str = "a report that gainsay wrote; not read";

/// A desk with rules, and a folder `in` with a table in it.
fn desk(test: &str) -> Desk {
    Desk::new(test, &[("rules.toml", CAUSE), ("in/statements.csv", &table(ROWS))])
}

#[test]
fn a_second_run_gives_the_same_with_every_report_in_the_folder() {
    let desk = desk("again");
    let detect = format!("detect in {RULES}");
    let names = ["a.html", "a.md", "a.txt", "a.json", "a.jsonl", "a.csv", "a.claims.json", "a.argdown", "a.sarif", "a.sarif.json"];
    let outputs: String = names.iter().map(|name| format!(" -o in/{name}")).collect();
    let first = desk.run(&format!("{detect}{outputs}"));
    assert_eq!(first.code, 3, "{first}");
    let minimal = desk.run(&format!("{detect} --profile minimal -o in/minimal.csv"));
    assert_eq!(minimal.code, 3, "{minimal}");
    let before = names.map(|name| desk.read(&format!("in/{name}")));
    let second = desk.run(&format!("{detect}{outputs}"));
    assert!(before == names.map(|name| desk.read(&format!("in/{name}"))), "{second}");
    for name in ["a.html", "a.md", "a.txt", "a.json", "a.csv"] {
        assert!(second.stderr.contains(&format!("in/{name}: {REPORT}\n")), "{name}: {second}");
    }
    assert!(second.stderr.contains("and 1 more; --skipped FILE lists all"), "{second}");
    assert!(second.stderr.contains("Read 3 sources") && !second.stderr.contains("Skipped"), "{second}");
    let strict = desk.run(&format!("{detect} --strict"));
    assert_eq!(strict.code, 3, "{strict}");
}

#[test]
fn knows_a_report_in_which_nothing_was_found() {
    let desk = desk("nothing");
    desk.file("in/statements.csv", table([ROWS[0]]));
    let names = ["a.html", "a.md", "a.txt", "a.json", "a.csv"];
    let outputs: String = names.iter().map(|name| format!(" -o in/{name}")).collect();
    assert_eq!(desk.run(&format!("detect in {RULES}{outputs}")).code, 0);
    let again = desk.run(&format!("detect in {RULES}"));
    for name in names {
        assert!(again.stderr.contains(&format!("in/{name}: {REPORT}\n")), "{name}: {again}");
    }
}

#[test]
fn knows_what_every_other_command_writes() {
    let desk = desk("others");
    desk.file(
        "tolls.csv",
        "source,text\nPost,The blast at the depot killed two people.\nLedger,The blast at the depot killed five people.\n",
    );
    let commands = [
        ("claims", format!("in/statements.csv {RULES}")),
        ("subjects", format!("in/statements.csv {RULES}")),
        ("figures", "tolls.csv --tiers all".to_owned()),
    ];
    for (command, words) in commands {
        for ending in ["csv", "json", "jsonl", "txt"] {
            let run = desk.run(&format!("{command} {words} -o in/{command}.{ending}"));
            assert_eq!(run.code, 0, "{run}");
        }
    }
    for command in ["detect in -o old.csv --skipped in/skipped.csv", "detect in/statements.csv -o in/conflicts.csv"] {
        assert_eq!(desk.run(&format!("{command} {RULES}")).code, 3, "{command}");
    }
    let others = [
        ("against in/statements.csv in/statements.csv -o in/relations.csv", 0),
        ("review in/conflicts.csv -o in/sheet.csv", 0),
        ("diff old.csv in/conflicts.csv -o in/changes.csv", 0),
        ("decisions import in/conflicts.csv --into in/decisions.toml", 0),
    ];
    for (words, code) in others {
        let run = desk.run(words);
        assert_eq!(run.code, code, "{words}: {run}");
    }
    let again = desk.run(&format!("detect in {RULES} --skipped left.csv"));
    assert!(again.stderr.contains("Read 3 sources") && !again.stderr.contains("kipped in"), "{again}");
    let left = rows(&desk.read("left.csv"));
    let told = |name: &str| left.iter().find(|row| row["file"] == format!("in/{name}")).map(|row| row["reason"].as_str());
    for name in ["claims.csv", "claims.txt", "subjects.json", "figures.jsonl", "relations.csv", "sheet.csv", "changes.csv", "skipped.csv"] {
        assert_eq!(told(name), Some(REPORT), "{name}");
    }
    assert_eq!(told("decisions.toml"), Some("settings, rules or decisions; not read"));
}

#[test]
fn knows_a_sheet_that_a_spreadsheet_has_saved() {
    let desk = desk("sheet");
    desk.file("in/sheet.csv", "\u{feff}conflict_id;status;reviewer;note\r\n956db02c38ba1360;confirmed;Ana;\r\n");
    let run = desk.run(&format!("detect in {RULES}"));
    assert!(run.stderr.contains(&format!("in/sheet.csv: {REPORT}\n")), "{run}");
}

#[test]
fn reads_what_is_named_itself_where_it_can_be_read() {
    let desk = desk("named");
    assert_eq!(desk.run(&format!("claims in {RULES} -o claims.csv -o claims.txt")).code, 0);
    assert_eq!(desk.run(&format!("detect in {RULES} -o conflicts.csv -o report.html")).code, 3);
    desk.file("in/README.md", "The army said poor storage caused the blast at the depot.\n");
    let cases = [
        ("claims.csv", "Read 3 sources", ""),
        ("in/README.md", "Read 1 source ", ""),
        ("claims.txt", "nothing was read from", REPORT),
        ("conflicts.csv", "nothing was read from", REPORT),
        ("report.html", "nothing was read from", REPORT),
    ];
    for (name, told, why) in cases {
        let run = desk.run(&format!("detect {name} {RULES}"));
        assert!(run.stderr.contains(told) && run.stderr.contains(why), "{name}: {run}");
    }
}

#[test]
fn passes_over_settings_of_its_own_alone() {
    let desk = desk("settings");
    desk.file("in/Cargo.toml", "[package]\nname = \"ferry\"\n");
    desk.file("in/Cargo.lock", "# This file is generated.\n[[package]]\nname = \"ferry\"\n");
    desk.file("in/notes.ad", "= Notes on a ferry\n");
    desk.file("in/rules/ferry.toml", CAUSE);
    assert_eq!(desk.run("rules schema -o in/gainsay-rules.schema.json").code, 0);
    let run = desk.run(&format!("detect in {RULES} --skipped left.csv"));
    assert!(run.stderr.contains("Skipped 3 rows or files"), "{run}");
    let left = rows(&desk.read("left.csv"));
    let told = |name: &str| left.iter().find(|row| row["file"] == format!("in/{name}")).map(|row| row["reason"].as_str());
    assert_eq!(told("rules/ferry.toml"), Some("settings, rules or decisions; not read"));
    assert_eq!(told("gainsay-rules.schema.json"), Some(REPORT));
    assert_eq!(told("Cargo.toml"), Some("files that end in .toml are not read"));
    assert_eq!((told("Cargo.lock").is_some(), told("notes.ad").is_some()), (true, true));
}

#[test]
fn reads_a_table_whose_texts_are_named() {
    let desk = desk("map");
    desk.file(
        "in/statements.csv",
        "conflict_id,status,reviewer,summary\n1,new,Ana,Drones hit the depot.\n2,new,Ana,Poor storage caused the blast at the depot.\n",
    );
    let run = desk.run(&format!("detect in {RULES} --map text=summary --strict"));
    assert!(run.code == 3 && run.stderr.contains("Read 2 sources"), "{run}");
}

#[test]
fn takes_a_readme_for_no_article() {
    let desk = desk("readme");
    desk.file("in/README.md", "The army said poor storage caused the blast at the depot.\n");
    desk.file("in/more/licence.txt", "Poor storage caused the blast at the depot.\n");
    let run = desk.run(&format!("detect in {RULES}"));
    assert!(run.stderr.contains("in/README.md: tells of the folder and is no article; not read, unless it is named itself\n"), "{run}");
    assert!(run.stderr.contains("in/more/licence.txt: tells") && run.stderr.contains("Read 3 sources"), "{run}");
    desk.file("in/sources.csv", "file,source\nREADME.md,The Meridian\n");
    let run = desk.run(&format!("detect in {RULES}"));
    assert!(run.stderr.contains("Read 4 sources"), "{run}");
}

#[test]
fn says_what_to_do_when_an_output_is_an_input() {
    let desk = desk("input");
    desk.file("in/report.html", "<p>The army said poor storage caused the blast at the depot.</p>");
    let run = desk.run(&format!("detect in {RULES} -o in/report.html"));
    assert_eq!(run.code, 1, "{run}");
    assert!(run.stderr.contains("in/report.html: it is an input and would be written over"), "{run}");
    assert!(run.stderr.contains("(name another file for the result, or move this one out of what is read)"), "{run}");
}
