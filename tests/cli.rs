//! The built program, run as users run it.
#![cfg(feature = "cli")]

mod desk;
#[path = "desk/rows.rs"]
mod rows;

use desk::folder::Desk;
use desk::program::Run;
use rows::{CAUSE, rows, table};
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Stdio;

const ROWS: [&str; 4] = [
    "r1,\"A spokesman for the militia said drones hit its depot.\",Morning Post,2021-07-26",
    "r2,Poor storage caused the blast at the depot.,Ledger,2021-07-27",
    "r3,The weather was fine.,Gazette,2021-07-27",
    "r4,Two drones hit the depot at noon.,Courier,2021-07-28",
];

/// A desk with rules and a table on it.
fn desk(test: &str) -> Desk {
    Desk::new(test, &[("rules.toml", CAUSE), ("statements.csv", &table(ROWS))])
}

impl Desk {
    fn run_with(&self, line: &str, stdin: &str) -> Run {
        let mut command = self.command(line);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        // A program that needs no input may be gone before it is written.
        let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
        child.wait_with_output().unwrap().into()
    }

    /// `detect` with only the rules of the tests.
    fn detect(&self, words: &str) -> Run {
        self.run(&format!("detect --no-builtin --only desk --rules rules.toml {words}"))
    }
}

#[test]
fn helps_with_an_example_for_every_command() {
    let desk = desk("help");
    let rules = ["list", "show", "check", "test", "new", "fmt", "stats", "schema"].map(|command| format!("rules {command}"));
    let others = ["", "detect", "claims", "subjects", "rules"].map(str::to_owned);
    for command in others.into_iter().chain(rules) {
        let run = desk.run(&format!("{command} --help"));
        assert_eq!(run.code, 0, "{command}");
        assert!(run.stdout.contains("Example") && run.stdout.contains(&format!("gainsay {command}")), "{run}");
    }
}

#[test]
fn ends_with_2_when_the_command_line_is_wrong() {
    let desk = desk("usage");
    let cases = [
        ("detect statements.csv --treads 2", "--threads"),
        ("detect statements.csv --verdicts tensions", "tension"),
        ("detect statements.csv -o out.pdf", ".jsonl"),
        ("detect statements.csv --map headline", "FIELD=COLUMN"),
        ("detect statements.csv --map txet=Statement", "text"),
        ("detect", "INPUT"),
        ("detcet statements.csv", "detect"),
    ];
    for (words, told) in cases {
        let run = desk.run(words);
        assert_eq!(run.code, 2, "{words}: {run}");
        assert!(run.stderr.contains(told), "{words}: {run}");
        assert_eq!(run.stdout, "", "{words}");
    }
}

#[test]
fn ends_with_1_when_the_work_cannot_be_done() {
    let desk = desk("failure");
    desk.file("gone.toml", "not toml [");
    let cases = [
        ("nowhere.csv", "nowhere.csv: no such file or folder"),
        ("statements.csv --rules nowhere.toml", "nowhere.toml: no such file or folder"),
        ("statements.csv --only blast-caus", "did you mean `blast-cause`?"),
        ("statements.csv -o no/such/folder/out.csv", "out.csv: no such file or folder"),
        ("statements.csv -o statements.csv", "would be written over"),
        ("statements.csv --skipped ./statements.csv", "would be written over"),
        (". -o ./statements.csv", "would be written over"),
        ("statements.csv --strict --rules gone.toml", "gone.toml:1"),
    ];
    for (words, told) in cases {
        let run = desk.detect(words);
        assert_eq!(run.code, 1, "{words}: {run}");
        assert!(run.stderr.contains(told), "{words}: {run}");
    }
    let run = desk.run("detect --no-builtin --only language statements.csv");
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("no rule to judge with"), "{run}");
    assert_eq!(desk.read("statements.csv"), table(ROWS));
}

#[test]
fn ends_with_3_when_there_are_conflicts_and_with_0_when_not() {
    let desk = desk("exit");
    desk.file("calm.csv", table([ROWS[0], ROWS[2], ROWS[3]]));
    assert_eq!(desk.detect("statements.csv").code, 3);
    assert_eq!(desk.detect("calm.csv").code, 0);
    assert_eq!(desk.detect("statements.csv --verdicts agreement").code, 0);
    assert_eq!(desk.detect("statements.csv --kinds date").code, 0);
    assert_eq!(desk.run("claims --no-builtin --only desk --rules rules.toml statements.csv").code, 0);
}

#[test]
fn writes_a_table_into_a_pipe_and_the_summary_beside_it() {
    let desk = desk("pipe");
    let run = desk.detect("statements.csv");
    let found = rows(&run.stdout);
    let pairs: Vec<_> = found.iter().map(|row| (row["a_id"].as_str(), row["b_id"].as_str(), row["verdict"].as_str())).collect();
    assert_eq!(pairs.len(), 2, "{run}");
    assert!(pairs.contains(&("r1", "r2", "contradiction")) && pairs.contains(&("r2", "r4", "contradiction")), "{pairs:?}");
    let row = found.iter().find(|row| row["a_id"] == "r1").unwrap();
    let expected = [
        ("rule", "desk/blast-cause"),
        ("a_source", "Morning Post"),
        ("a_date", "2021-07-26"),
        ("a_file", "statements.csv"),
        // A row with an id is found by it; its line would change with the order of the rows.
        ("a_line", ""),
    ];
    for (column, value) in expected {
        assert_eq!(row[column], value, "{column}");
    }
    assert_eq!(row["a_text"], "A spokesman for the militia said drones hit its depot.");
    assert!(run.stderr.contains("Read 4 sources") && run.stderr.contains("Found 2 contradictions."), "{run}");
}

#[test]
fn says_nothing_when_told_to_be_quiet() {
    let desk = desk("quiet");
    desk.file("bad.csv", "id,text\nr1,fine\nr2\n");
    let run = desk.detect("statements.csv bad.csv --quiet");
    assert_eq!((run.code, run.stderr.as_str()), (3, ""));
    assert!(desk.detect("nowhere.csv -q").stderr.contains("nowhere.csv"));
}

#[test]
fn writes_every_file_in_the_format_of_its_ending() {
    let desk = desk("formats");
    let run = desk.detect("statements.csv -o out.csv -o out.json -o out.jsonl -o out.txt");
    assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{run}");
    let ids: Vec<_> = rows(&desk.read("out.csv")).into_iter().map(|row| row["conflict_id"].clone()).collect();
    let document: serde_json::Value = serde_json::from_str(&desk.read("out.json")).unwrap();
    let findings = document["disputes"][0]["findings"].as_array().unwrap();
    assert_eq!(findings.iter().map(|finding| finding["conflict_id"].as_str().unwrap()).collect::<Vec<_>>(), ids);
    assert_eq!(document["summary"]["sources"], 4);
    assert_eq!(desk.read("out.jsonl").lines().count(), ids.len());
    let text = desk.read("out.txt");
    assert!(text.starts_with("1. What caused the blast at the depot?\n") && text.contains('«') && !text.contains('\u{1b}'), "{text}");
}

#[test]
fn writes_standard_output_in_the_format_that_is_asked_for() {
    let desk = desk("stdout");
    assert!(desk.detect("statements.csv --output-format text").stdout.contains("Found 2 contradictions."));
    assert!(desk.detect("statements.csv --output-format text --color always").stdout.contains("\u{1b}[1m"));
    assert!(desk.detect("statements.csv --output-format json").stdout.starts_with("{\n"));
    let both = desk.detect("statements.csv --output-format jsonl -o out.csv");
    assert_eq!((both.stdout.lines().count(), rows(&desk.read("out.csv")).len()), (2, 2));
}

#[test]
fn reads_standard_input() {
    let desk = desk("stdin");
    let run = desk.run_with("detect --no-builtin --only desk --rules rules.toml - --format csv", &table(ROWS));
    assert_eq!((run.code, rows(&run.stdout).len()), (3, 2), "{run}");
    let lines =
        "{\"id\":\"x\",\"text\":\"Drones hit the depot.\"}\n{\"id\":\"y\",\"text\":\"Poor storage caused the blast at the depot.\"}\n";
    let run = desk.run_with("detect --no-builtin --only desk --rules rules.toml - --format jsonl", lines);
    assert_eq!((run.code, rows(&run.stdout).len()), (3, 1), "{run}");
}

#[test]
fn reads_a_folder_of_articles_and_names_their_lines() {
    let desk = desk("folder");
    fs::create_dir(desk.0.join("articles")).unwrap();
    desk.file("articles/one.txt", "A quiet week.\n\nDrones hit the depot, a militia said.\n");
    desk.file("articles/two.md", "# The depot\n\nPoor storage caused the blast at the depot, the army said.\n");
    desk.file("articles/sources.csv", "file,source,published\none.txt,Morning Post,2021-07-26\n");
    let run = desk.detect("articles");
    let found = rows(&run.stdout);
    assert_eq!(found.len(), 1, "{run}");
    let mut ids = [found[0]["a_id"].as_str(), found[0]["b_id"].as_str()];
    ids.sort_unstable();
    assert_eq!(ids, ["articles/one.txt:3", "articles/two.md:3"]);
    assert!(run.stdout.contains("Morning Post") && run.stdout.contains("2021-07-26"), "{run}");
}

#[test]
fn takes_columns_by_other_names() {
    let desk = desk("map");
    desk.file("other.csv", table(ROWS).replace("id,text,source,date", "Nr,Statement,Outlet,Day"));
    let run = desk.detect("other.csv --map text=Statement,source=Outlet,id=Nr,date=Day");
    let found = rows(&run.stdout);
    assert_eq!(found.len(), 2, "{run}");
    assert!(found.iter().any(|row| row["a_source"] == "Morning Post" && row["a_date"] == "2021-07-26"), "{run}");
}

#[test]
fn says_how_to_name_the_text_column() {
    let desk = desk("columns");
    desk.file("other.csv", "Nr,Content of the row\n1,Drones hit the depot.\n");
    let run = desk.detect("other.csv");
    assert!(run.stderr.contains("other.csv") && run.stderr.contains("--map"), "{run}");
}

#[test]
fn takes_an_empty_file_for_data() {
    let desk = desk("empty");
    desk.file("empty.csv", "");
    desk.file("blank.txt", "");
    let run = desk.detect("empty.csv blank.txt statements.csv");
    assert_eq!((run.code, rows(&run.stdout).len()), (3, 2), "{run}");
}

#[test]
fn counts_a_pair_once_that_rules_and_words_find() {
    let desk = desk("once");
    desk.file(
        "tolls.csv",
        "id,text,source,date\n\
         r1,\"A blast at the cannery in Porthaven killed nine workers on Monday, police said.\",Post,2024-05-08\n\
         r2,\"A blast at the cannery in Porthaven killed six workers on Monday, the mayor said.\",Ledger,2024-05-08\n\
         r3,\"The blast at the cannery in Porthaven killed eleven workers, police said.\",Gazette,2024-05-10\n",
    );
    let run = desk.run("detect tolls.csv --tiers all");
    assert!(run.stderr.contains("Found 1 contradiction and 2 tensions.\n"), "{run}");
}

#[test]
fn ends_with_an_error_where_nothing_is_read() {
    let desk = desk("nothing");
    desk.file("empty.csv", "");
    desk.file("head.csv", "id,text\n");
    desk.file("table.xlsx", "PK");
    desk.file("folder/photo.png", [0x89, b'P', 0]);
    for (name, why) in [
        ("empty.csv", "empty.csv: the file is empty"),
        ("head.csv", "no article and no row of a table is there"),
        ("table.xlsx", "files that end in .xlsx are not read: save it as CSV (UTF-8)"),
        ("folder", "no article and no row of a table is there"),
    ] {
        let run = desk.detect(name);
        assert!(run.code == 1 && run.stdout.is_empty(), "{name}: {run}");
        assert!(run.stderr.contains(&format!("nothing was read from {name} (")) && run.stderr.contains(why), "{name}: {run}");
    }
}

#[test]
fn counts_dates_left_empty_by_themselves_and_tells_what_is_odd_about_a_table() {
    let desk = desk("odd");
    desk.file(
        "odd.csv",
        "id,text,date,Paper\nr1,Drones hit the depot.,03/04/2021,Post\nr1,Poor storage caused the blast at the depot.,soon,Ledger\n",
    );
    let run = desk.detect("odd.csv");
    for told in [
        "note: odd.csv:2: 1 date in the column \"date\" could have the day or the month first",
        "note: odd.csv:3: 1 date in the column \"date\" cannot be read",
        "note: odd.csv:3: the id \"r1\" stands on line 2 too: reports cannot tell such rows apart by it",
        "note: odd.csv: no column for the outlet was found; not used: \"Paper\"; --map source=COLUMN names it",
        "2 dates left empty; without dates an update cannot be told from a contradiction.",
    ] {
        assert!(run.stderr.contains(told), "{told}: {run}");
    }
    assert!(!run.stderr.contains("Skipped"), "{run}");
    assert_eq!(desk.detect("odd.csv --strict").code, 1);
}

#[test]
fn tells_and_lists_what_it_skipped() {
    let desk = desk("skipped");
    let bad: String = (0..14).map(|n| format!("b{n},\n")).collect();
    desk.file("bad.csv", format!("id,text\ngood,Drones hit the depot.\n{bad}"));
    let run = desk.detect("bad.csv --skipped skipped.csv");
    assert_eq!(run.code, 0, "{run}");
    assert!(run.stderr.contains("skipped bad.csv:3: "), "{run}");
    assert!(run.stderr.contains("and 4 more, listed in skipped.csv"), "{run}");
    assert!(run.stderr.contains("Skipped 14 rows or files"), "{run}");
    let listed = rows(&desk.read("skipped.csv"));
    assert_eq!(listed.len(), 14);
    assert_eq!((listed[0]["line"].as_str(), listed[0]["id"].as_str()), ("3", "b0"));
    assert!(!listed[0]["reason"].is_empty());
    assert_eq!(desk.detect("bad.csv --strict").code, 1);
}

#[test]
fn skips_a_line_of_fifty_megabytes() {
    let desk = desk("gigantic");
    let long = "drones hit the depot ".repeat(2_500_000);
    desk.file("rows.csv", table([ROWS[0], &format!("r9,{long},Post,"), ROWS[1]]));
    desk.file("article.txt", format!("Poor storage caused the blast at the depot.\n\n{long}\n"));
    desk.file("lines.jsonl", format!("{{\"text\":\"{long}\"}}\n"));
    let run = desk.detect("rows.csv article.txt lines.jsonl --skipped skipped.csv");
    assert_eq!(run.code, 3, "{run}");
    let told: Vec<&str> = run.stderr.lines().filter(|line| line.starts_with("skipped")).collect();
    let expected = [
        "skipped rows.csv:3: a row of 52500009 bytes; the limit is 1048576",
        "skipped article.txt:3: a line of 52500000 bytes; the limit is 1048576",
        "skipped lines.jsonl:1: a line of 52500011 bytes; the limit is 1048576",
    ];
    assert_eq!(told, expected);
    assert_eq!(rows(&desk.read("skipped.csv")).len(), 3);
}

#[test]
fn gives_the_same_bytes_with_any_number_of_threads() {
    let desk = desk("threads");
    desk.file("many.csv", many(0));
    let run = |threads: u8| desk.detect(&format!("many.csv --verdicts all --output-format json --threads {threads}")).stdout;
    let one = run(1);
    assert!(one.contains("contradiction"), "{one}");
    assert!(one == run(2) && one == run(5), "the output depends on the number of threads");
}

#[test]
fn finds_the_same_conflicts_in_any_order_of_rows() {
    let desk = desk("shuffled");
    let found = |turn: usize| {
        desk.file("many.csv", many(turn));
        let mut found = rows(&desk.detect("many.csv").stdout);
        // Where a row stands is all that may change.
        for row in &mut found {
            row.retain(|column, _| !column.ends_with("_line"));
        }
        found
    };
    let straight = found(0);
    assert!(straight.len() > 20);
    assert!(straight == found(37) && straight == found(91), "the findings depend on the order of rows");
}

#[test]
fn gives_the_same_bytes_for_the_sample_in_any_order_and_with_any_number_of_threads() {
    let desk = desk("sample");
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/statements.csv");
    let records: Vec<csv::StringRecord> = reader(&sample).records().map(|row| row.unwrap()).collect();
    let report = |shift: usize, threads: u8| {
        let mut out = csv::Writer::from_path(desk.0.join("rows.csv")).unwrap();
        out.write_record(reader(&sample).headers().unwrap()).unwrap();
        // A step that shares no factor with the number of rows goes through all of them.
        let step = if shift == 0 { 1 } else { (2..).find(|step| gcd(*step, records.len()) == 1).unwrap() };
        (0..records.len()).for_each(|n| out.write_record(&records[(n * step + shift) % records.len()]).unwrap());
        out.flush().unwrap();
        let run = desk.run(&format!("detect rows.csv --verdicts all -o out.csv -o out.json --threads {threads}"));
        assert_eq!(run.code, 3, "{run}");
        [desk.read("out.csv"), desk.read("out.json"), run.stderr]
    };
    let straight = report(0, 1);
    assert!(rows(&straight[0]).len() > 50, "{}", straight[2]);
    for (shift, threads) in [(0, 2), (0, 5), (11, 1), (40, 2), (63, 5)] {
        assert!(straight == report(shift, threads), "the report depends on the order of rows or on threads: {shift}, {threads}");
    }
}

fn reader(file: &Path) -> csv::Reader<fs::File> {
    csv::Reader::from_path(file).unwrap()
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}

/// Rows of many outlets on both sides, in an order that `turn` picks.
fn many(turn: usize) -> String {
    let row = |n: usize| match n % 3 {
        0 => format!("m{n},Witness number {n} said drones hit the depot.,Outlet {},2021-07-{:02}", n % 11, n % 28 + 1),
        1 => format!("m{n},Poor storage caused the blast at the depot wrote {n} papers.,Outlet {},", n % 7),
        _ => format!("m{n},Nothing is known of case {n}.,Outlet {},2021-08-01", n % 5),
    };
    let rows: Vec<_> = (0..120).map(|n| row((n * 7 + turn) % 120)).collect();
    table(rows.iter().map(String::as_str))
}

#[test]
fn survives_a_reader_that_goes_away() {
    let desk = desk("closed");
    desk.file("many.csv", many(0));
    let mut child = desk
        .command("detect --no-builtin --only desk --rules rules.toml many.csv --verdicts all --quiet")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(3), ""));
}

#[test]
fn lets_no_statement_run_anything() {
    let desk = desk("hostile");
    let hostile = [
        "=1+1,\"=HYPERLINK(\"\"http://x\"\") drones hit the depot \u{1b}[31m\u{202e}now\u{0}\",@Outlet,2021-07-26",
        "\u{1b}]0;x\u{7},\"@all Poor storage caused the blast\nat the depot.\",-Ledger,",
    ];
    desk.file("hostile.csv", table(hostile));
    let found = rows(&desk.detect("hostile.csv --min-confidence 0").stdout);
    assert_eq!(found.len(), 1);
    for (column, value) in &found[0] {
        assert!(!value.starts_with(['=', '@', '-', '+', '\t', '\r']), "{column}: {value:?}");
        assert!(!value.contains(['\u{1b}', '\u{202e}', '\0', '\u{7}']), "{column}: {value:?}");
    }
    let text = desk.detect("hostile.csv --output-format text --color never").stdout;
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\0', '\u{7}']), "{text:?}");
}

#[test]
fn writes_the_columns_that_a_profile_names() {
    let desk = desk("profile");
    desk.file("columns.toml", "columns = [\"verdict\", { a_text = \"First statement\" }]\n");
    let csv = desk.detect("statements.csv --profile columns.toml").stdout;
    assert!(csv.starts_with("verdict,First statement\ncontradiction,"), "{csv}");
    desk.file("columns.toml", "columns = [\"verdict\", \"a_txt\"]\n");
    let run = desk.detect("statements.csv --profile columns.toml");
    assert!(run.code == 1 && run.stderr.contains("columns.toml:1:23: there is no column `a_txt`"), "{run}");
    let run = desk.detect("statements.csv --profile tiny");
    assert!(run.code == 1 && run.stderr.contains("minimal, standard, full"), "{run}");
}

#[test]
fn writes_several_formats_at_once_by_their_endings() {
    let desk = desk("endings");
    let files = ["r.html", "r.md", "r.claims.json", "r.argdown", "r.sarif", "r.csv", "r.jsonl"];
    let words: Vec<String> = files.iter().map(|file| format!("-o {file}")).collect();
    assert_eq!(desk.detect(&format!("statements.csv {}", words.join(" "))).code, 3);
    let begins = ["<!DOCTYPE html>", "# ", "[\n", "===\n", "{\n", "conflict_id,", "{\"conflict_id\""];
    for (file, begin) in files.iter().zip(begins) {
        assert!(desk.read(file).starts_with(begin), "{file}: {}", desk.read(file));
    }
    let run = desk.run("claims statements.csv -o claims.html");
    assert!(run.code == 2 && run.stderr.contains("no format of a list"), "{run}");
    assert_eq!(desk.run("claims statements.csv -o claims.json").code, 0);
}

#[test]
fn exports_only_what_a_person_confirmed() {
    let desk = desk("export");
    desk.file(
        "reviewed.csv",
        "conflict_id,verdict,rule,a_text,b_text,status\nc1,tension,p/r,One.,Two.,confirmed\nc2,tension,p/r,One.,Three.,\n",
    );
    let run = desk.run("export reviewed.csv -o reviews.jsonld");
    assert!(run.code == 0 && run.stderr.contains("reviews of 1 of 2 rows"), "{run}");
    for told in ["They have no `url`: --page ADDRESS", "1 of 1 have no `author`", "1 of 1 have no `datePublished`"] {
        assert!(run.stderr.contains(told), "{told}: {run}");
    }
    assert_eq!(desk.read("reviews.jsonld").matches("\"ClaimReview\"").count(), 2);
    let run = desk.run("export reviewed.csv -o reviewed.csv");
    assert!(run.code == 1 && run.stderr.contains("would be written over"), "{run}");
    assert_eq!(desk.run("export statements.csv").code, 1);
}

#[test]
fn lists_claims_and_subjects() {
    let desk = desk("lists");
    let claims = rows(&desk.run("claims --no-builtin --only desk --rules rules.toml statements.csv").stdout);
    assert_eq!(claims.iter().map(|row| row["id"].as_str()).collect::<Vec<_>>(), ["r1", "r2", "r4"]);
    assert_eq!(claims[1]["answer"], "poor storage");
    let subjects = desk.run("subjects --no-builtin --only desk --rules rules.toml statements.csv").stdout;
    assert!(subjects.starts_with("subject,id,"), "{subjects}");
    // The stories are listed too; here only what the rule brought together.
    let subjects: Vec<_> = rows(&subjects).into_iter().filter(|row| row["rule"] == "desk/blast-cause").collect();
    assert_eq!(subjects.iter().map(|row| row["id"].as_str()).collect::<Vec<_>>(), ["r1", "r2", "r4"]);
    assert!(subjects.iter().all(|row| row["subject"] == subjects[0]["subject"] && !row["subject"].is_empty()));
}

#[test]
fn takes_rules_from_the_settings_of_the_folder() {
    let desk = desk("settings");
    desk.file("gainsay.toml", "rules = [\"rules.toml\"]\n");
    assert_eq!(desk.run("detect --no-builtin statements.csv").code, 3);
    let run = desk.run("rules test ./rules.toml --rules .");
    assert_eq!((run.code, run.stdout.trim_end()), (0, "1 of 1 examples hold."), "{run}");
    desk.file("gainsay.toml", "rules = [\".\"]\njudged = [\"judged.toml\"]\n");
    desk.file("judged.toml", "[\"desk/blast-cause\"]\nwrong = 3\n");
    assert_eq!(desk.run("detect --no-builtin statements.csv").code, 3);
    let run = desk.run("detect --no-builtin statements.csv --judged judged.toml");
    assert_eq!(run.code, 3, "a table named twice counts once: {run}");
    desk.file("more.toml", "[\"desk/blast-cause\"]\nwrong = 2\n");
    let run = desk.run("detect --no-builtin statements.csv --judged more.toml");
    assert!(run.code == 0 && run.stderr.contains("--tiers all") && !run.stderr.contains("error"), "{run}");
    assert_eq!(desk.run("detect --no-builtin statements.csv --judged more.toml --tiers all").code, 3);
    desk.file("gainsay.toml", "rulez = []\n");
    let run = desk.run("detect --no-builtin statements.csv");
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("gainsay.toml") && run.stderr.contains("rulez"), "{run}");
}

#[test]
fn lists_and_shows_rules() {
    let desk = desk("rules");
    let listed = rows(&desk.run("rules list --no-builtin --rules rules.toml").stdout);
    let rule = listed.iter().find(|row| row["rule"] == "desk/blast-cause").unwrap();
    assert_eq!((rule["shape"].as_str(), rule["kind"].as_str(), rule["answers"].as_str()), ("one-of", "cause", "2"));
    let shown = desk.run("rules show blast-cause --rules rules.toml --no-builtin");
    assert!(shown.stdout.contains("What caused the blast at the depot?") && shown.stdout.contains("poor storage"), "{}", shown.stdout);
    assert_eq!(desk.run("rules show no-such-rule").code, 1);
}

#[test]
fn checks_and_tests_rules() {
    let desk = desk("proof");
    for command in ["check", "test"] {
        let run = desk.run(&format!("rules {command} rules.toml"));
        assert_eq!(run.code, 0, "{command}: {run}");
    }
    desk.file("wrong.toml", CAUSE.replace("\"Drones hit the depot.\"", "\"Nothing hit the depot.\""));
    let run = desk.run("rules test wrong.toml");
    assert_eq!(run.code, 1);
    assert!(run.stdout.contains("desk/blast-cause") && run.stdout.contains("0 of 1 examples hold"), "{run}");
    desk.file("broken.toml", CAUSE.replace("drone ... hit", "drone ... (hit"));
    let run = desk.run("rules check broken.toml");
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("broken.toml:15:"), "{run}");
    let run = desk.run("detect --no-builtin --rules broken.toml --rules rules.toml statements.csv");
    assert!(run.stderr.contains("broken.toml:15:"), "{run}");
}

#[test]
fn a_reason_names_answers_that_have_no_clause_of_their_own() {
    let desk = desk("reasons");
    let reasons: Vec<String> =
        rows(&desk.detect("statements.csv").stdout).into_iter().map(|mut row| row.remove("reason").unwrap()).collect();
    let expected = "A spokesman for the militia says drone attack (“drones hit”); Ledger says poor storage (“Poor storage caused”).";
    assert!(reasons.iter().any(|reason| reason == expected), "{reasons:?}");
}
