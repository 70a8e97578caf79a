//! Texts that try to run something, through every format: none starts a script, a formula or a terminal code, and none breaks a table.
#![cfg(feature = "cli")]

mod desk;

use desk::folder::Desk;
use desk::program::Run;
use gainsay::verdict::Status;
use serde_json::Value;

const RULES: &str = r#"
[pack]
id = "desk"
title = "A test"
[[rule]]
id = "cause"
ask = "What closed {x}?"
shape = "one-of"
conflict = "cause"
severity = "high"
key = ["x"]
[[rule.answer]]
value = "cracks"
say = ["crack close {x}"]
[[rule.answer]]
value = "a barge"
say = ["barge close {x}"]
[[rule.example]]
verdict = "contradiction"
texts = ["Cracks closed the bridge.", "A barge closed the bridge."]
[[rule.example]]
verdict = "agreement"
texts = ["Cracks closed the bridge.", "Cracks closed the bridge, we hear."]
"#;

const TODAY: &str = "2026-11-28";

/// What is put before the words that a rule reads, into the names, into the address, and into decisions.
const ATTACKS: &[&str] = &[
    "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "</style></script><svg onload=alert(1)>",
    "' onmouseover='alert(1)",
    "&lt;script&gt;&#60;b&#62;",
    "javascript:alert(1)",
    "=HYPERLINK(\"http://x.example\",\"click\")",
    "+cmd|' /C calc'!A0",
    "-2+3",
    "@SUM(A1:A9)",
    "\t=1+1",
    "\u{1b}[2J\u{1b}]0;owned\u{7}\u{9b}31m",
    "\u{202e}gnorw\u{202c} \u{2066}x\u{200b}\u{feff}",
    "| a | b |\n|---|---|",
    "``` `code` ~~~",
    "# heading\n## more\n> quote\n- item\n1. one",
    "[link](javascript:alert(1)) ![x](http://x.example/p.png)",
    "{{ site.x }} ${x} $(x) `x`",
    "see http://x.example/p or (www.x.example) HTTPS://X.EXAMPLE",
    "\r\n::error file=x::owned\n::set-output name=x::y",
    "]]>--><!-- x -->",
    "[1-1]: other <1>: @[x] #tag ===",
    "\"\"\",\"\",\n\"",
    "\\\\\" \\u003c \\n",
    "\u{0}\u{85}\u{2028}\u{2029}",
];

/// A desk with statements on it, and decisions, that try it all.
fn desk(test: &str) -> Desk {
    let desk = Desk::new(test, &[("rules.toml", RULES)]);
    desk.lay_out_statements();
    desk.decide();
    desk
}

impl Desk {
    /// Runs the program, which must do its work.
    fn well(&self, line: &str) -> Run {
        let run = self.run(line);
        assert!(matches!(run.code, 0 | 3), "{line}: {run}");
        run
    }

    /// Detects, and shows all that was decided.
    fn detect(&self, more: &str) -> Run {
        let is_decided = self.0.join("decisions.toml").exists();
        let known = if is_decided { format!("--decisions decisions.toml --show all --today {TODAY}") } else { String::new() };
        self.well(&format!("detect corpus.csv --no-builtin --rules rules.toml --only desk --verdicts all {more} {known}"))
    }

    fn format(&self, format: &str) -> String {
        self.detect(&format!("--output-format {format}")).stdout
    }

    /// Two statements for each attack, at odds with each other, and one very long.
    fn lay_out_statements(&self) {
        let mut table = csv::Writer::from_path(self.0.join("corpus.csv")).unwrap();
        table.write_record(["id", "source", "speaker", "date", "url", "text"]).unwrap();
        for (at, attack) in ATTACKS.iter().enumerate() {
            let day = format!("2023-03-{:02}", at + 1);
            for (side, cause) in ["Cracks", "A barge"].into_iter().enumerate() {
                let text = format!("{cause} closed the dam q{at}z, {attack} it is said.");
                let text = if side == 0 { text } else { format!("{attack}. {text}") };
                let id = format!("{attack}{side}");
                table.write_record([&id, *attack, &format!("{attack} {side}"), &day, *attack, &text]).unwrap();
            }
        }
        let huge = format!("A barge closed the dam q0z {}", "x".repeat(20_000) + &" <b>|".repeat(2_000));
        table.write_record(["huge", &"name ".repeat(5_000), "", "", "", &huge]).unwrap();
        table.flush().unwrap();
    }

    /// Takes in decisions of every status, and some that have expired, by people and with notes that try the same.
    fn decide(&self) {
        self.detect("-o first.csv");
        self.well("review first.csv -o open.csv");
        let mut reader = csv::Reader::from_path(self.0.join("open.csv")).unwrap();
        let header = reader.headers().unwrap().clone();
        let mut sheet = csv::Writer::from_path(self.0.join("sheet.csv")).unwrap();
        sheet.write_record(&header).unwrap();
        for (at, row) in reader.records().map(Result::unwrap).enumerate() {
            let attack = ATTACKS[at % ATTACKS.len()];
            let status = Status::ALL[at % Status::ALL.len()].name();
            let expires = if at % 7 == 6 { "2026-11-01" } else { "" };
            let filled = |(name, cell): (&str, &str)| match name.trim_start_matches('\u{feff}') {
                "status" => status.to_owned(),
                "reviewer" => format!("{attack} {at}"),
                "note" => format!("{attack}\n{attack}"),
                "reviewed_on" => "2026-10-05".to_owned(),
                "expires_on" => expires.to_owned(),
                _ => cell.to_owned(),
            };
            sheet.write_record(header.iter().zip(&row).map(filled)).unwrap();
        }
        sheet.flush().unwrap();
        let told = self.well(&format!("decisions import sheet.csv --into decisions.toml --today {TODAY}")).stderr;
        assert!(!told.contains("not taken") && !told.chars().any(is_hidden), "{told}");
    }
}

fn is_hidden(c: char) -> bool {
    c != '\n' && gainsay::text::is_unprintable(c)
}

#[test]
fn the_corpus_reaches_the_report() {
    let desk = desk("reach");
    let found: Value = serde_json::from_str(&desk.format("json")).unwrap();
    let disputes = found["disputes"].as_array().unwrap();
    assert!(disputes.len() >= ATTACKS.len() - 2, "{} of {}", disputes.len(), ATTACKS.len());
    let findings: Vec<&Value> = disputes.iter().flat_map(|dispute| dispute["findings"].as_array().unwrap()).collect();
    for status in Status::ALL {
        assert!(findings.iter().any(|finding| finding["status"] == status.name()), "{status}");
    }
    assert!(findings.iter().any(|finding| finding["decision"].as_str().unwrap().starts_with("expired on 2026-11-01: it was ")));
    for attack in ATTACKS.iter().map(|attack| attack.trim()).filter(|attack| !attack.contains(char::is_control)) {
        let told = |finding: &&Value| ["note", "decision"].iter().any(|key| finding[*key].as_str().unwrap().contains(attack));
        assert!(findings.iter().any(told), "{attack}");
    }
}

#[test]
fn no_format_lets_out_what_cannot_be_seen() {
    let desk = desk("unseen");
    for format in gainsay::report::Format::ALL {
        let run = desk.detect(&format!("--output-format {} --color never --profile full", format.name()));
        for text in [&run.stdout, &run.stderr] {
            let found = text.chars().find(|&c| is_hidden(c));
            assert_eq!(found, None, "{}", format.name());
        }
    }
}

#[test]
fn no_cell_is_a_formula_or_leaves_its_row() {
    let desk = desk("csv");
    for profile in ["minimal", "standard", "full"] {
        let csv = desk.detect(&format!("--output-format csv --profile {profile}")).stdout;
        let mut reader = csv::Reader::from_reader(csv.as_bytes());
        let width = reader.headers().unwrap().len();
        for row in reader.records().map(|row| row.expect("a row as wide as the header")) {
            assert_eq!(row.len(), width);
            for cell in &row {
                let is_formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err();
                assert!(!is_formula, "{profile}: {cell:?}");
            }
        }
    }
}

#[test]
fn json_of_every_kind_can_be_read() {
    let desk = desk("json");
    for format in ["json", "claims", "sarif"] {
        let value: Value = serde_json::from_str(&desk.format(format)).unwrap_or_else(|error| panic!("{format}: {error}"));
        assert!(value.is_array() || value.is_object());
    }
    let lines = desk.format("jsonl");
    assert!(lines.lines().count() >= ATTACKS.len() - 2 && lines.lines().all(|line| serde_json::from_str::<Value>(line).is_ok()));
    let sarif: Value = serde_json::from_str(&desk.format("sarif")).unwrap();
    for result in sarif["runs"][0]["results"].as_array().unwrap() {
        let message = result["message"]["text"].as_str().unwrap();
        assert!(!message.contains("](") || message.contains("\\]("), "{message}");
        assert!(result["suppressions"].is_array());
    }
}

#[test]
fn the_page_has_no_element_attribute_or_address_of_a_text() {
    let page = desk("page").format("html");
    assert_eq!(page.matches("<script").count(), 1, "its own");
    assert_eq!(page.matches("</script").count(), 1);
    assert_eq!(page.matches("<style").count(), 1);
    let known = [
        "!DOCTYPE",
        "html",
        "head",
        "meta",
        "title",
        "style",
        "body",
        "a",
        "header",
        "h1",
        "h2",
        "h3",
        "h4",
        "p",
        "main",
        "section",
        "dl",
        "div",
        "dt",
        "dd",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "span",
        "form",
        "label",
        "input",
        "select",
        "option",
        "button",
        "output",
        "article",
        "b",
        "code",
        "small",
        "time",
        "cite",
        "blockquote",
        "mark",
        "svg",
        "path",
        "text",
        "em",
        "footer",
        "script",
    ];
    let body = page.split("<script>").next().unwrap();
    for tag in body.split('<').skip(1) {
        let name = tag.trim_start_matches('/').split([' ', '>']).next().unwrap();
        assert!(known.contains(&name), "{name}");
        let inside = tag.split('>').next().unwrap();
        assert_eq!(inside.matches('"').count() % 2, 0, "{inside}");
        // Outside of quotes there are names of attributes only, and none of them listens for anything.
        let names: String = inside.split('"').step_by(2).collect();
        assert!(!names.contains(" on") && !names.contains('\''), "{inside}");
    }
    for link in page.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        assert!(link.starts_with('#') || link.starts_with("https://") || link.starts_with("http://"), "{link}");
    }
}

#[test]
fn markdown_keeps_its_tables_and_has_no_element() {
    let markdown = desk("markdown").format("markdown");
    assert!(!markdown.contains('<'));
    for line in markdown.lines() {
        let bare = line.replace("\\|", "");
        let first = bare.trim_start().trim_start_matches(['>', '-', ' ']);
        assert!(line.matches("://").count() == line.matches("\\://").count() && !line.contains("www.x"), "an address: {line}");
        assert!(!bare.contains("](") || bare.contains("\\]("), "a link: {line}");
        match line.starts_with('|') {
            true => assert_eq!(bare.matches('|').count(), 6, "{line}"),
            false => assert!(!bare.contains('|') && !first.starts_with("```"), "{line}"),
        }
        let is_ours = ["# ", "## ", "### ", "- ", "  > ", "| ", "|--", "high ·", "[//]: # ("].iter().any(|begin| line.starts_with(begin));
        assert!(is_ours || line.is_empty(), "{line}");
    }
}

#[test]
fn argdown_has_only_lines_of_its_own_form() {
    let argdown = desk("argdown").format("argdown");
    for line in argdown.lines().skip(3).filter(|line| !line.is_empty()) {
        let (line, data) = line.split_once(" {\"decisions\": ").map_or((line, None), |(line, data)| (line, Some(data)));
        if let Some(data) = data.map(|data| data.strip_suffix('}').expect("it is closed")) {
            let list: Vec<String> = serde_json::from_str(data).unwrap_or_else(|error| panic!("{error}: {data}"));
            assert!(!list.is_empty() && data.matches(['{', '}', '[', ']', '#', '<', '>', '\'']).count() == 2, "{data}");
        }
        assert!(["# ", "[", "  + <", "  >< [", "  - ["].iter().any(|begin| line.starts_with(begin)), "{line}");
        let text = line.split_once("]: ").or_else(|| line.split_once(">: ")).map_or("", |(_, text)| text);
        let mut escaped = false;
        for c in text.chars() {
            assert!(escaped || !"[]<>#@{}*_`/|".contains(c), "{line}");
            escaped = c == '\\' && !escaped;
        }
    }
}

#[test]
fn every_annotation_is_one_command_of_ours() {
    let commands = desk("github").format("github");
    for line in commands.lines() {
        let begins = |command: &&str| line.starts_with(&format!("::{command} file=corpus.csv,title="));
        assert!(["error", "notice"].iter().any(begins), "{line}");
        let properties = line[2..].split("::").next().unwrap();
        assert_eq!(properties.matches(',').count(), 1, "{line}");
    }
}

#[test]
fn text_has_terminal_codes_of_its_own_only() {
    let desk = desk("text");
    let colored = desk.detect("--output-format text --color always").stdout;
    let bare = ["\u{1b}[1m", "\u{1b}[1;4m", "\u{1b}[0m"].iter().fold(colored, |text, code| text.replace(code, ""));
    assert_eq!(bare.chars().find(|&c| is_hidden(c)), None);
}

#[test]
fn reviews_cannot_leave_the_script_that_holds_them() {
    let desk = desk("reviews");
    desk.detect("-o report.csv");
    let mut reader = csv::Reader::from_path(desk.0.join("report.csv")).unwrap();
    let mut confirmed = csv::Writer::from_path(desk.0.join("confirmed.csv")).unwrap();
    let row = |cells: &csv::StringRecord, more: [&str; 2]| cells.iter().chain(more).map(str::to_owned).collect::<Vec<_>>();
    confirmed.write_record(row(reader.headers().unwrap(), ["status", "note"])).unwrap();
    for cells in reader.records() {
        confirmed.write_record(row(&cells.unwrap(), ["confirmed", "</script><script>alert(1)</script>"])).unwrap();
    }
    confirmed.flush().unwrap();
    let run = desk.well("export confirmed.csv");
    let document: Value = serde_json::from_str(&run.stdout).unwrap();
    assert!(document["@graph"].as_array().unwrap().len() >= 2 * (ATTACKS.len() - 2), "{}", run.stderr);
    assert!(!run.stdout.contains('<') && !run.stdout.chars().any(is_hidden));
}

#[test]
fn lists_of_claims_subjects_and_skipped_rows_are_safe_too() {
    let desk = desk("lists");
    for command in ["claims", "subjects"] {
        for format in gainsay::report::Format::OF_LISTS {
            let format = format.name();
            let run = desk.well(&format!("{command} corpus.csv --no-builtin --rules rules.toml --only desk --output-format {format}"));
            assert!(!run.stdout.is_empty() && !run.stdout.chars().chain(run.stderr.chars()).any(is_hidden), "{command} {format}");
        }
    }
}

/// Two counts for each attack, at odds with each other. The words of a command that reads them.
fn lay_out_figures(desk: &Desk) -> String {
    let rules = "[pack]\nid = \"gates\"\ntitle = \"A test\"\n[[rule]]\nid = \"gates\"\nask = \"How many gates has {x}?\"\nshape = \"number\"\n\
        key = [\"x\"]\nsay = [\"{x} have {n:number} gate\"]\n";
    std::fs::write(desk.0.join("gates.toml"), rules).unwrap();
    let mut table = csv::Writer::from_path(desk.0.join("gates.csv")).unwrap();
    table.write_record(["id", "source", "speaker", "date", "text"]).unwrap();
    for (at, attack) in ATTACKS.iter().enumerate() {
        for count in [8, 19] {
            let text = format!("{attack}. The dam q{at}z had {count} gates, {attack} it is said.");
            table.write_record([&format!("{attack}{count}"), *attack, &format!("{attack} {count}"), "2023-03-01", &text]).unwrap();
        }
    }
    table.flush().unwrap();
    format!("gates.csv --no-builtin --rules gates.toml --only gates --today {TODAY}")
}

#[test]
fn figures_are_safe_too() {
    let desk = Desk::new("figures", &[]);
    let command = lay_out_figures(&desk);
    let csv = desk.well(&format!("figures {command} --output-format csv")).stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let width = reader.headers().unwrap().len();
    let rows: Vec<_> = reader.records().map(|row| row.expect("a row as wide as the header")).collect();
    assert!(rows.len() >= ATTACKS.len() - 2, "{csv}");
    for row in &rows {
        assert_eq!(row.len(), width);
        let is_formula = |cell: &str| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) && cell.parse::<f64>().is_err();
        assert!(!row.iter().any(is_formula), "{row:?}");
    }
    for format in gainsay::report::Format::OF_LISTS {
        let run = desk.well(&format!("figures {command} --output-format {}", format.name()));
        assert!(!run.stdout.chars().chain(run.stderr.chars()).any(is_hidden), "{}", format.name());
    }
}
