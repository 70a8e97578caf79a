//! Decisions, sheets, earlier reports, and what makes work with them easy, as users meet them.
#![cfg(feature = "cli")]

mod desk;
#[path = "desk/rows.rs"]
mod rows;

use desk::folder::Desk;
use desk::program::Run;
use rows::{CAUSE, rows, table};
use std::fs;
use std::io::{BufRead, BufReader};
use std::process::Stdio;

/// What these tests add to `CAUSE`: an example of its rule, and a second rule.
const MORE: &str = r#"[[rule.example]]
verdict = "agreement"
texts = ["Drones hit the depot.", "A drone hit the depot."]

[[rule]]
id = "guards"
ask = "How many guards were at the depot?"
shape = "number"
about = ["depot"]
say = ["{n:number} guard"]
[[rule.example]]
verdict = "contradiction"
texts = ["There were 20 guards at the depot.", "There were 40 guards at the depot."]
[[rule.example]]
verdict = "agreement"
texts = ["There were 20 guards at the depot.", "Twenty guards were at the depot."]
"#;

const ROWS: [&str; 4] = [
    "r1,A spokesman for the militia said late on Monday evening that two drones hit its depot by the river.,Morning Post,2021-07-26",
    "r2,Poor storage caused the blast at the depot.,Ledger,2021-07-27",
    "r3,The depot had 20 guards.,Gazette,2021-07-27",
    "r4,\"The depot had 40 guards, a driver said.\",Courier,2021-07-28",
];

const TODAY: &str = "--today 2026-11-28";

fn rules() -> String {
    [CAUSE, MORE].concat()
}

/// A desk with rules and a table on it.
fn desk(test: &str) -> Desk {
    Desk::new(test, &[("rules.toml", &rules()), ("statements.csv", &table(ROWS))])
}

impl Desk {
    /// `detect` with only the rules of the tests.
    fn detect(&self, words: &str) -> Run {
        self.run(&format!("detect --no-builtin --only desk --rules rules.toml {TODAY} {words}"))
    }

    /// Fills in rows of a report, by the rule's last word: `blast-cause` and its cells for status, reviewer, note and day.
    fn decide(&self, report: &str, decisions: &[(&str, [&str; 4])]) {
        let mut reader = csv::Reader::from_path(self.0.join(report)).unwrap();
        let header = reader.headers().unwrap().clone();
        let at = |name: &str| header.iter().position(|column| column == name).unwrap();
        let mut writer =
            csv::WriterBuilder::new().delimiter(b';').terminator(csv::Terminator::CRLF).from_writer("\u{feff}".as_bytes().to_vec());
        writer.write_record(&header).unwrap();
        for row in reader.records() {
            let mut cells: Vec<String> = row.unwrap().iter().map(str::to_owned).collect();
            for (rule, given) in decisions {
                if cells[at("rule")].ends_with(rule) {
                    for (column, cell) in ["status", "reviewer", "note", "reviewed_on"].iter().zip(given) {
                        cells[at(column)] = (*cell).to_owned();
                    }
                }
            }
            writer.write_record(&cells).unwrap();
        }
        writer.write_record(vec![""; header.len()]).unwrap();
        self.file("sheet.csv", writer.into_inner().unwrap());
    }

    /// Decides on the cause of the blast as a desk does: a report, a sheet, an import.
    fn dismiss_the_cause(&self) {
        assert_eq!(self.detect("statements.csv -o first.csv").code, 3);
        self.decide("first.csv", &[("blast-cause", ["Dismissed", "Ana", "one blast of two", "27/11/2026"])]);
        let run = self.run(&format!("decisions import sheet.csv --into decisions.toml {TODAY}"));
        assert_eq!((run.code, run.stderr.as_str()), (0, "2 rows: 1 new. decisions.toml keeps 1 decision.\n"));
    }
}

fn column(csv: &str, name: &str) -> Vec<String> {
    let mut cells: Vec<String> = rows(csv).into_iter().map(|mut row| row.remove(name).unwrap()).collect();
    cells.sort();
    cells
}

#[test]
fn a_decision_is_shown_and_what_is_dismissed_is_hidden_and_counted() {
    let desk = desk("shown");
    desk.dismiss_the_cause();
    let run = desk.detect("statements.csv --decisions decisions.toml");
    assert_eq!((run.code, column(&run.stdout, "rule")), (3, vec!["desk/guards".to_owned()]));
    assert!(run.stderr.contains("1 finding is left out by what was decided on it; --show all shows it."), "{run}");
    let run = desk.detect("statements.csv --decisions decisions.toml --show dismissed");
    let shown = rows(&run.stdout);
    let cells: Vec<&str> =
        ["rule", "status", "reviewer", "note", "reviewed_on", "decision"].iter().map(|name| shown[0][*name].as_str()).collect();
    let expected = ["desk/blast-cause", "dismissed", "Ana", "one blast of two", "2026-11-27", "dismissed by Ana on 2026-11-27"];
    assert_eq!((shown.len(), &cells[..]), (1, &expected[..]));
    assert_eq!(rows(&desk.detect("statements.csv --decisions decisions.toml --show all").stdout).len(), 2);
    let run = desk.detect("statements.csv --decisions decisions.toml --kinds cause");
    assert_eq!((run.code, rows(&run.stdout).len()), (0, 0));
    let text = desk.detect("statements.csv --decisions decisions.toml --show all --output-format text").stdout;
    assert!(text.contains("     Decision: dismissed by Ana on 2026-11-27: “one blast of two”\n"), "{text}");
}

#[test]
fn figures_tell_what_was_decided_on_them() {
    let desk = desk("figures");
    let figures = |more: &str| {
        let run =
            desk.run(&format!("figures statements.csv --no-builtin --only desk --rules rules.toml --output-format csv {TODAY} {more}"));
        assert_eq!(run.code, 0, "{run}");
        let row = rows(&run.stdout).remove(0);
        ["dispute", "decided"].map(|name| row[name].clone())
    };
    let dispute = "20 (Gazette, 2021-07-27); 40 (a driver, Courier, 2021-07-28)".to_owned();
    assert_eq!(figures(""), [dispute.clone(), String::new()]);
    desk.detect("statements.csv -o conflicts.csv");
    for (status, expected) in [("confirmed", dispute.as_str()), ("dismissed", "")] {
        desk.decide("conflicts.csv", &[("guards", [status, "Ana", "both rang back", "2026-11-27"])]);
        assert_eq!(desk.run(&format!("decisions import sheet.csv --into decisions.toml --replace {TODAY}")).code, 0);
        let decided = format!("20 against 40: {status} by Ana on 2026-11-27 (both rang back)");
        assert_eq!(figures("--decisions decisions.toml"), [expected.to_owned(), decided.clone()]);
        // As detect does, it looks into the settings.
        fs::write(desk.0.join("gainsay.toml"), "decisions = \"decisions.toml\"\n").unwrap();
        assert_eq!(figures(""), [expected.to_owned(), decided]);
    }
}

#[test]
fn a_decision_outlives_other_orders_other_files_and_other_rules_of_its_pack() {
    let desk = desk("outlives");
    desk.dismiss_the_cause();
    let is_kept = |words: &str| {
        let run = desk.detect(&format!("{words} --decisions decisions.toml --show dismissed"));
        assert_eq!(column(&run.stdout, "rule"), ["desk/blast-cause"], "{words}: {run}");
        assert!(!run.stderr.contains("stale"), "{run}");
    };
    desk.file("other.csv", table(ROWS.into_iter().rev()));
    is_kept("other.csv");
    // No ids: a row goes by its file and line.
    let bare: String = table(ROWS).lines().rev().map(|row| format!("{}\n", &row[3..])).collect();
    desk.file("bare.csv", format!("text,source,date\n{}", bare.lines().take(4).map(|row| format!("{row}\n")).collect::<String>()));
    is_kept("bare.csv");
    desk.file("sources.csv", "file,source,published\na.txt,Morning Post,2021-07-26\nb.txt,Ledger,2021-07-27\n");
    desk.file(
        "a.txt",
        "It was a hot day.\n\nA spokesman for the militia said late on Monday evening that two drones\nhit its depot by the river.\n",
    );
    desk.file("b.txt", "Poor storage caused the blast at the depot.\n");
    is_kept("a.txt b.txt");
    desk.file(
        "rules.toml",
        rules().replace("{n:number} guard", "{n:number} (guard | driver)").replace("How many guards", "How many people"),
    );
    is_kept("statements.csv");
}

#[test]
fn a_conflict_of_files_without_an_outlet_keeps_its_name_when_they_are_renamed() {
    let desk = desk("renamed");
    let ids = |names: [&str; 2]| {
        desk.file(names[0], "Two drones hit the depot at noon.\n");
        desk.file(names[1], "Poor storage caused the blast at the depot.\n");
        column(&desk.detect(&names.join(" ")).stdout, "conflict_id")
    };
    let before = ids(["one.txt", "two.txt"]);
    assert_eq!(before.len(), 1);
    assert_eq!(ids(["z.txt", "a.txt"]), before);
}

#[test]
fn tells_when_a_text_has_changed_and_when_a_decision_has_expired() {
    let desk = desk("stale");
    desk.dismiss_the_cause();
    let toml = desk.read("decisions.toml");
    let id = toml.lines().find_map(|line| line.strip_prefix('[')?.strip_suffix(']')).unwrap();
    desk.file(
        "statements.csv",
        table(
            ROWS.map(|row| if row.starts_with("r2") { row.replace("Poor", "Very poor") } else { row.to_owned() })
                .each_ref()
                .map(String::as_str),
        ),
    );
    let run = desk.detect("statements.csv --decisions decisions.toml");
    let told = "stale: it was dismissed by Ana on 2026-11-27, and the text of r2 has changed since";
    assert!(run.stderr.contains(&format!("decision {id}: {told}\n")), "{run}");
    let row = rows(&run.stdout).into_iter().find(|row| row["rule"] == "desk/blast-cause").expect("it is shown again");
    assert_eq!((row["status"].as_str(), row["decision"].as_str()), ("", told));
    assert!(desk.read("decisions.toml").contains(id));
    // Without the rows, nothing can be told of them.
    desk.file("few.csv", table([ROWS[0], ROWS[2], ROWS[3]]));
    let run = desk.detect("few.csv --decisions decisions.toml");
    assert!(run.stderr.contains("Decisions on conflicts that were not found in this run: 1.") && !run.stderr.contains("stale"), "{run}");

    desk.file("statements.csv", table(ROWS));
    desk.file("decisions.toml", desk.read("decisions.toml").replace("2026-11-27\n", "2026-11-27\nexpires_on = 2026-11-27\n"));
    let run = desk.detect("statements.csv --decisions decisions.toml");
    let told = "expired on 2026-11-27: it was dismissed by Ana on 2026-11-27";
    assert!(run.stderr.contains(&format!("decision {id}: {told}\n")), "{run}");
    assert_eq!(rows(&run.stdout).iter().filter(|row| row["decision"] == told && row["status"].is_empty()).count(), 1);
}

#[test]
fn a_second_import_adds_and_never_loses() {
    let desk = desk("import");
    desk.dismiss_the_cause();
    let first = desk.read("decisions.toml");
    let import = |words: &str| desk.run(&format!("decisions import sheet.csv --into decisions.toml {TODAY} {words}"));
    assert_eq!(import("").stderr, "2 rows: 1 known already. decisions.toml keeps 1 decision.\n");
    assert_eq!(desk.read("decisions.toml"), first);

    desk.decide("first.csv", &[("blast-cause", ["confirmed", "Ben", "two blasts", ""]), ("guards", ["conformed", "Ben", "", ""])]);
    let run = import("");
    let told = [
        "not taken sheet.csv:3: `conformed` is no status: did you mean `confirmed`?",
        "not taken sheet.csv:2: the sheet says confirmed by Ben on 2026-11-28, decisions.toml keeps dismissed by Ana on 2026-11-27; --replace takes the sheet's",
    ];
    assert!(run.code == 1 && told.iter().all(|line| run.stderr.contains(line)), "{run}");
    assert_eq!(desk.read("decisions.toml"), first);

    desk.decide("first.csv", &[("blast-cause", ["confirmed", "Ben", "two blasts", ""]), ("guards", ["", "", "ask the driver", ""])]);
    assert_eq!(
        import("--replace --reviewer Cem --expires 2027-01-31").stderr,
        "2 rows: 1 new, 1 changed. decisions.toml keeps 2 decisions.\n"
    );
    let toml = desk.read("decisions.toml");
    let earlier = "earlier]]\nstatus = \"dismissed\"\nreviewer = \"Ana\"\nnote = \"one blast of two\"\nreviewed_on = 2026-11-27\n";
    let added =
        "status = \"undetermined\"\nreviewer = \"Cem\"\nnote = \"ask the driver\"\nreviewed_on = 2026-11-28\nexpires_on = 2027-01-31\n";
    assert!(toml.contains(earlier) && toml.contains(added), "{toml}");
    let list = desk.run("decisions list --decisions decisions.toml").stdout;
    assert_eq!(column(&list, "status"), ["confirmed", "undetermined"]);
}

#[test]
fn a_file_of_decisions_with_a_mistake_is_left_as_it_is() {
    let desk = desk("mistake");
    desk.dismiss_the_cause();
    let broken = desk.read("decisions.toml").replace("reviewer", "reviwer");
    desk.file("decisions.toml", &broken);
    let run = desk.run("decisions import sheet.csv --into decisions.toml");
    assert_eq!(run.code, 1);
    assert!(run.stderr.starts_with("error: decisions.toml:6:1: unknown field `reviwer`"), "{run}");
    assert_eq!(desk.read("decisions.toml"), broken);
    assert_eq!(desk.detect("statements.csv --decisions no.toml").code, 1);
}

#[test]
fn a_sheet_holds_what_is_still_open_and_is_never_written_over() {
    let desk = desk("sheet");
    desk.dismiss_the_cause();
    assert_eq!(desk.detect("statements.csv -o second.json --show all").code, 3);
    let review = |words: &str| desk.run(&format!("review second.json --decisions decisions.toml {TODAY} {words}"));
    assert_eq!(review("-o open.csv").stderr, "1 of 2 rows are in open.csv.\n");
    assert!(desk.read("open.csv").starts_with("\u{feff}conflict_id,status,reviewer,note,reviewed_on,expires_on,"));
    assert_eq!(column(&desk.read("open.csv"), "rule"), ["desk/guards"]);
    let run = review("-o open.csv");
    assert!(run.code == 1 && run.stderr.contains("may hold somebody's work"), "{run}");
    review("-o all.csv --all");
    assert_eq!(column(&desk.read("all.csv"), "status"), ["", "dismissed"]);
    let run = desk.run(&format!("decisions import all.csv --into decisions.toml {TODAY}"));
    assert_eq!((run.code, run.stderr.as_str()), (0, "2 rows: 1 known already. decisions.toml keeps 1 decision.\n"));
}

#[test]
fn reports_only_what_a_baseline_does_not_hold() {
    let desk = desk("baseline");
    assert_eq!(desk.detect("statements.csv -o old.csv").code, 3);
    let run = desk.detect("statements.csv --baseline old.csv");
    assert_eq!((run.code, rows(&run.stdout).len()), (0, 0));
    assert!(run.stderr.contains("2 findings of the baseline are not shown."), "{run}");
    desk.file("more.csv", table(["r9,\"The depot had 80 guards, a cook said.\",Herald,2021-07-29"]));
    let run = desk.detect("statements.csv more.csv --baseline old.csv -o new.csv");
    assert_eq!((run.code, rows(&desk.read("new.csv")).len()), (3, 2));
    let run = desk.detect("statements.csv --baseline old.csv -o old.csv");
    assert!(run.code == 1 && run.stderr.contains("old.csv: it is an input"), "{run}");
    let run = desk.detect("statements.csv --baseline none.csv");
    assert!(run.code == 1 && run.stderr.contains("none.csv: no such file"), "{run}");
}

#[test]
fn tells_what_two_reports_do_not_share() {
    let desk = desk("diff");
    desk.detect("statements.csv -o old.csv");
    let same = desk.run("diff old.csv old.csv");
    assert_eq!((same.code, same.stderr.as_str(), rows(&same.stdout).len()), (0, "0 new, 0 gone, 0 changed.\n", 0));
    desk.file(
        "statements.csv",
        table([ROWS[0], &ROWS[1].replace("07-27", "07-29"), ROWS[2], "r9,The depot had 80 guards.,Herald,2021-07-29"]),
    );
    desk.detect("statements.csv -o new.json");
    let run = desk.run("diff old.csv new.json");
    assert_eq!((run.code, run.stderr.as_str()), (3, "1 new, 1 gone, 1 changed.\n"));
    assert_eq!(column(&run.stdout, "change"), ["changed", "gone", "new"]);
    assert_eq!(column(&run.stdout, "what")[2], "b_date: 2021-07-27 → 2021-07-29");
}

#[test]
fn counts_decisions_and_lets_them_bear_on_confidence() {
    let desk = desk("counts");
    let six: Vec<String> =
        (0..5).map(|n| format!("d{n},\"The depot had {} guards, one said.\",Outlet {n},2021-07-27", 20 + 20 * n)).collect();
    desk.file("statements.csv", table(six.iter().map(String::as_str)));
    desk.detect("statements.csv -o first.csv");
    assert_eq!(rows(&desk.read("first.csv")).len(), 10);
    desk.decide("first.csv", &[("guards", ["dismissed", "Ana", "", "2026-11-18"])]);
    desk.run(&format!("decisions import sheet.csv --into decisions.toml {TODAY}"));
    let stats = rows(&desk.run(&format!("decisions stats --decisions decisions.toml {TODAY}")).stdout);
    let cells: Vec<&str> =
        ["of", "name", "right", "wrong", "precision", "low", "high", "median_age"].iter().map(|name| stats[0][*name].as_str()).collect();
    assert_eq!(cells, ["rule", "desk/guards", "0", "10", "0.000", "0.000", "0.278", "10"]);
    assert_eq!(desk.run("decisions judged --decisions decisions.toml -o judged.toml").code, 0);
    let run = desk.detect("statements.csv --judged judged.toml");
    assert!(run.code == 0 && run.stderr.contains("10 findings of less proven tiers are not shown"), "{run}");
}

#[test]
fn traces_tell_what_was_decided() {
    let desk = desk("why");
    desk.dismiss_the_cause();
    let run = desk.run(&format!("why statements.csv r1 r2 --no-builtin --only desk --rules rules.toml --decisions decisions.toml {TODAY}"));
    assert!(run.stdout.contains("  known: dismissed by Ana on 2026-11-27\n"), "{run}");
    assert!(run.stdout.contains("Not reported: it is known, and dismissed by Ana on 2026-11-27; --show all shows it."), "{run}");
}

#[test]
fn a_new_folder_works_at_once_from_any_folder_in_it() {
    let desk = desk("init");
    assert_eq!(desk.run("init work").code, 0);
    let desk = Desk(desk.0.join("work"));
    assert_eq!(desk.run("rules test").code, 0, "{}", desk.run("rules test rules").stdout);
    assert_eq!(desk.run("rules new rules/second.toml --shape number").code, 0);
    for rules in ["rules/first.toml", "rules/second.toml"] {
        let text = desk.read(rules);
        let schema = text.lines().next().and_then(|line| line.strip_prefix("#:schema ")).expect("a schema in the first line");
        assert!(desk.0.join("rules").join(schema).is_file() && text.contains("-o gainsay-rules.schema.json`"), "{text}");
    }
    fs::remove_file(desk.0.join("rules/second.toml")).unwrap();
    fs::create_dir(desk.0.join("below")).unwrap();
    let below = Desk(desk.0.join("below"));
    let run = below.run(&format!("detect ../statements.csv -o report.csv {TODAY}"));
    assert_eq!(run.code, 3, "{run}");
    below.decide("report.csv", &[("sinking-cause", ["dismissed", "Ana", "", "2026-11-27"])]);
    assert_eq!(below.run(&format!("decisions import sheet.csv {TODAY}")).code, 0);
    assert!(desk.read("decisions.toml").contains("dismissed"));
    assert_eq!(below.run(&format!("detect ../statements.csv {TODAY}")).code, 0);

    desk.file("gainsay.toml", "# mine\n");
    let run = desk.run("init");
    assert!(run.code == 0 && run.stdout.contains("left as it was: ./gainsay.toml"), "{run}");
    assert_eq!(desk.read("gainsay.toml"), "# mine\n");
    desk.file("gainsay.toml", "rulse = []\n");
    let run = below.run("detect ../statements.csv");
    assert!(run.code == 1 && run.stderr.contains("../gainsay.toml:1:1: there is no setting `rulse` (did you mean `rules`?)"), "{run}");
}

#[test]
fn writes_completions_and_manual_pages() {
    let desk = desk("pages");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = desk.run(&format!("completions {shell}"));
        assert!(run.code == 0 && run.stdout.contains("baseline"), "{shell}");
    }
    assert_eq!(desk.run("man -o man1").code, 0);
    for page in ["gainsay.1", "gainsay-detect.1", "gainsay-rules-test.1", "gainsay-decisions-import.1"] {
        assert!(desk.read(&format!("man1/{page}")).starts_with(".ie"), "{page}");
    }
    let page = desk.read("man1/gainsay-detect.1");
    assert!(page.contains(".SH SYNOPSIS\ngainsay detect [OPTIONS] <INPUT>...\n.SH DESCRIPTION\n"), "{page}");
    assert!(desk.read("man1/gainsay-rules.1").contains(".SH SYNOPSIS\ngainsay rules [OPTIONS] <COMMAND>\n"));
}

#[test]
fn detects_again_when_a_statement_changes() {
    let desk = desk("watch");
    let words = format!("detect . --no-builtin --only desk --rules rules.toml {TODAY} --watch -o report.csv");
    let mut child = desk.command(&words).stderr(Stdio::piped()).spawn().expect("it runs");
    let mut lines = BufReader::new(child.stderr.take().expect("a pipe")).lines().map(|line| line.expect("UTF-8"));
    let mut found = || lines.find(|line| line.starts_with("Found")).expect("a summary");
    let first = found();
    desk.file("statements.csv", table([ROWS[0], ROWS[1]]));
    let second = found();
    child.kill().expect("it was still watching");
    child.wait().expect("it ends");
    assert_eq!([first.as_str(), second.as_str()], ["Found 2 contradictions.", "Found 1 contradiction."]);
    let run = desk.run("detect - --watch");
    assert!(run.code == 1 && run.stderr.contains("standard input cannot be watched"), "{run}");
}

#[test]
fn a_sheet_of_ones_own_needs_no_more_than_names_and_statuses() {
    let desk = desk("own-sheet");
    assert_eq!(desk.detect("statements.csv -o conflicts.csv -o conflicts.json").code, 3);
    let id = column(&desk.read("conflicts.csv"), "conflict_id")[0].clone();
    desk.file("sheet.csv", format!("\u{feff}Conflict_id;status;note\r\n{};dismissed;Another blast\r\n;;\r\n", id.to_uppercase()));
    let import = |words: &str| desk.run(&format!("decisions import sheet.csv --into decisions.toml {TODAY} {words}"));
    let run = import("");
    let told = "error: sheet.csv: it has no column `a_source`, and nothing else tells what its conflicts are about (name the report that the \
        sheet is on: --report conflicts.csv)\n";
    assert_eq!((run.code, run.stderr.as_str()), (1, told));
    for report in ["conflicts.csv", "conflicts.json"] {
        let _ = fs::remove_file(desk.0.join("decisions.toml"));
        let run = import(&format!("--report {report}"));
        assert_eq!((run.code, run.stderr.as_str()), (0, "1 row: 1 new. decisions.toml keeps 1 decision.\n"));
        assert!(desk.read("decisions.toml").contains("a_text = "), "{}", desk.read("decisions.toml"));
    }
    // What is kept already is known without the report.
    desk.file("sheet.csv", format!("conflict_id,status\n{id},confirmed\nffffffffffffffff,confirmed\n"));
    let run = import("--replace");
    assert_eq!(run.code, 1, "{run}");
    assert!(run.stderr.contains("not taken sheet.csv:3: no report and no decision tells of the conflict `ffffffffffffffff`"), "{run}");
    assert!(run.stderr.contains("2 rows: 1 changed, 1 not taken."), "{run}");
    desk.file("sheet.csv", "conflict_id,verdict\nc1,tension\n");
    assert!(import("").stderr.contains("it has no column `status`"));
}
