//! `try`, `why` and `explain`, run as users run them: every reason why two statements are reported, or are not.
#![cfg(feature = "cli")]

mod desk;

use desk::folder::Desk;
use desk::program::Run;
use serde_json::Value;
use std::fs;
use std::process::Stdio;

const RULES: &str = r#"
[pack]
id = "desk"
title = "Rules of the tests"

[[rule]]
id = "cause"
ask = "Why did the mill burn?"
shape = "one-of"
conflict = "cause"
about = ["mill"]
near = 0
unless = ["film"]
[[rule.answer]]
value = "lightning"
say = ["lightning ... strike"]
[[rule.answer]]
value = "arson"
say = ["arsonist"]
allows = ["a debt"]
[[rule.answer]]
value = "a debt"
say = ["debt"]
[[rule.example]]
verdict = "contradiction"
texts = ["Lightning struck the mill.", "An arsonist burned the mill."]

[[rule]]
id = "toll"
ask = "How many workers were hurt at the mill?"
shape = "number"
trend = "up"
within = "3 days"
tolerance = "2%"
say = ["{n:number} worker ... hurt"]

[[rule]]
id = "guards"
ask = "How many guards were there?"
shape = "number"
within = "3 days"
say = ["{n:number} guard"]

[[rule]]
id = "owner"
ask = "Who owns {x}?"
shape = "who"
key = ["x"]
say = ["{who} own {x}"]

[[rule]]
id = "blaze"
ask = "Was it lightning or arson that burned the mill?"
shape = "one-of"
at_most = "tension"
about = ["mill"]
[[rule.answer]]
value = "lightning"
say = ["lightning ... strike"]
[[rule.answer]]
value = "arson"
say = ["arsonist"]
"#;

const STORIES: &str = r#"
[pack]
id = "stories"
title = "A rule free of topic"
scope = "story"

[[rule]]
id = "open"
ask = "Is {x} open?"
shape = "yes-no"
key = ["x"]
of = "name"
[[rule.answer]]
value = "open"
say = ["{x} be open"]
[[rule.answer]]
value = "closed"
say = ["{x} be closed"]
"#;

const CLOSEST: &str = r#"
[pack]
id = "pairs"
title = "A rule for two texts that are each other's closest"
scope = "closest"

[[rule]]
id = "worth"
ask = "Was it worth it?"
shape = "yes-no"
[[rule.answer]]
value = "worth it"
say = ["triumph"]
[[rule.answer]]
value = "not worth it"
say = ["failure"]
"#;

const ALIKE: &str = r#"
[pack]
id = "alike"
title = "A rule for statements with words in common"
scope = "story"

[[rule]]
id = "done"
ask = "Is it done?"
shape = "yes-no"
alike = 2
[[rule.answer]]
value = "done"
say = ["'completed'"]
[[rule.answer]]
value = "not done"
say = ["'unfinished'"]
"#;

/// Two rows that cannot both hold, behind their ids.
const AT_ODDS: [&str; 2] = ["Lightning struck the mill.,A,,,", "An arsonist burned the mill.,B,,,"];

const HEADER: &str = "id,text,source,speaker,date,topic\n";

/// A desk with the rules of the tests on it.
fn desk(test: &str) -> Desk {
    let doubtful = "[\"desk/cause\"]\nright = 2\nwrong = 18\n[\"desk/blaze\"]\nright = 1\nwrong = 19\n";
    let rules = [("desk.toml", RULES), ("stories.toml", STORIES), ("pairs.toml", CLOSEST), ("alike.toml", ALIKE)];
    Desk::new(test, &[&rules[..], &[("doubtful.toml", doubtful)]].concat())
}

impl Desk {
    /// Runs the program with words that may have spaces in them.
    fn run_words(&self, words: &[&str]) -> Run {
        Run::of(self.command("").args(words))
    }

    /// What `why` says of two rows, as JSON, and its words.
    fn why(&self, pack: &str, pair: [&str; 2], more: &[&str]) -> (Value, String) {
        let file = format!("{pack}.toml");
        let words = [&["why", "rows.csv", pair[0], pair[1], "--rules", &file, "--only", pack], more].concat();
        let text = self.run_words(&words);
        assert_eq!(text.code, 0, "{}", text.stderr);
        let json = self.run_words(&[&words[..], &["--output-format", "json"]].concat());
        (serde_json::from_str(&json.stdout).unwrap(), text.stdout)
    }
}

/// The step and fate of the meeting that came furthest, as `why` orders them: the one that the outcome tells of.
fn furthest(trace: &Value) -> (String, String) {
    let outcome = trace["outcome"].as_str().unwrap();
    let meetings = trace["rules"].as_array().unwrap().iter().flat_map(|rule| rule["meetings"].as_array().unwrap());
    let word = |meeting: &Value, key: &str| meeting[key].as_str().unwrap().to_owned();
    let told = meetings.filter(|meeting| outcome.ends_with(meeting["told"].as_str().unwrap()));
    told.map(|meeting| (word(meeting, "step"), word(meeting, "shown"))).next().unwrap_or_default()
}

/// A pack, the cells of two rows behind their ids, more options; the step that must decide, whether the pair must be shown, and words
/// that must be told.
type Case<'a> = (&'a str, [&'a str; 2], &'a [&'a str], &'a str, &'a str, &'a str);

#[test]
fn tells_every_reason_why_a_pair_is_reported_or_is_not() {
    let longest = |own: &str| {
        format!(
            "The harbour board of Marlow called its new ferry pier {own} on Sunday after three years of quarrels over costs, delays, storms and bad concrete along the whole northern quay."
        )
    };
    let (proud, sour) = (longest("a triumph"), longest("a failure"));
    let cases: &[Case] = &[
        ("desk", AT_ODDS, &[], "cannot-both-hold", "reported", "Reported as contradiction"),
        (
            "desk",
            ["Lightning struck the mill.,A,,,", "The mill may have been burned by an arsonist.,B,,,"],
            &[],
            "cannot-both-hold",
            "reported",
            "hedged",
        ),
        ("desk", AT_ODDS, &["--verdicts", "reversal"], "cannot-both-hold", "other-verdict", "only reversal are asked for (--verdicts)"),
        ("desk", AT_ODDS, &["--kinds", "date"], "cannot-both-hold", "other-kind", "(--kinds)"),
        ("desk", AT_ODDS, &["--min-confidence", "0.9"], "cannot-both-hold", "uncertain", "0.9 is asked for (--min-confidence)"),
        ("desk", AT_ODDS, &["--judged", "doubtful.toml"], "cannot-both-hold", "held", "less than a report shows unasked (--tiers all)"),
        ("desk", AT_ODDS, &["--judged", "doubtful.toml", "--tiers", "all"], "cannot-both-hold", "reported", "cannot both hold"),
        (
            "desk",
            ["Lightning struck the mill.,A,,,", "Lightning has struck the mill.,B,,,"],
            &[],
            "same-answer",
            "other-verdict",
            "Both say “lightning”.",
        ),
        (
            "desk",
            ["Lightning struck the mill.,A,,,", "Lightning did not strike the mill.,B,,,"],
            &[],
            "cannot-both-hold",
            "reported",
            "“not: lightning”",
        ),
        (
            "desk",
            ["Lightning did not strike the mill.,A,,,", "No arsonist burned the mill.,B,,,"],
            &[],
            "both-deny",
            "other-verdict",
            "two denials can both hold",
        ),
        (
            "desk",
            ["Lightning struck the mill.,A,,,", "No arsonist burned the mill.,B,,,"],
            &[],
            "other-denied",
            "other-verdict",
            "says nothing of another",
        ),
        ("desk", ["An arsonist burned the mill.,A,,,", "The mill burned over a debt.,B,,,"], &[], "allowed", "other-verdict", "(`allows`)"),
        (
            "desk",
            ["Lightning struck the mill.,A,,,", "He wants an arsonist to burn the mill.,B,,,"],
            &[],
            "not-said",
            "other-verdict",
            "r2 speaks of it as a wish",
        ),
        (
            "desk",
            [
                "\"The mayor said: \"\"Lightning struck the mill.\"\"\",A,,2024-03-01,",
                "\"The mayor said: \"\"An arsonist burned the mill.\"\"\",B,,2024-03-05,",
            ],
            &[],
            "cannot-both-hold",
            "reported",
            "reversal 0.90",
        ),
        (
            "desk",
            ["Some 40 workers were hurt.,A,,2024-03-01,", "Some 90 workers were hurt.,B,,2024-03-02,"],
            &[],
            "superseded",
            "other-verdict",
            "“around 90” is later and takes the place of “around 40”",
        ),
        (
            "desk",
            ["The 40 guards slept.,A,,2024-03-01,", "The 90 guards slept.,B,,2024-06-02,"],
            &[],
            "reports-apart",
            "other-verdict",
            "93 days apart; 63 are allowed, of them 60 for reports that name no date",
        ),
        (
            "desk",
            ["The 40 guards slept on 2 March 2024.,A,,,", "The 90 guards slept on 20 March 2024.,B,,,"],
            &[],
            "dates-apart",
            "other-verdict",
            "2024-03-02 and 2024-03-20, 18 days apart; 3 are allowed",
        ),
        (
            "desk",
            ["The 2500 guards slept.,A,,,", "The 2512 guards slept.,B,,,"],
            &[],
            "rounding",
            "other-verdict",
            "one is the other, rounded",
        ),
        (
            "desk",
            ["51 workers were hurt.,A,,,", "52 workers were hurt.,B,,,"],
            &[],
            "tolerance",
            "other-verdict",
            "(`tolerance`, `within`)",
        ),
        ("desk", ["At least 40 guards slept.,A,,,", "The 45 guards slept.,B,,,"], &[], "bounds", "other-verdict", "“at least 40” and “45”"),
        ("desk", ["At least 40 guards slept.,A,,,", "The 90 guards slept.,B,,,"], &[], "hardly-both-hold", "reported", "loose bound 0.60"),
        (
            "desk",
            ["Ilse Brandt owns the Kettle Mill.,A,,,", "Otto Vance owns the Harbour Inn.,B,,,"],
            &[],
            "other-key",
            "not-judged",
            "{x} is “the Kettle Mill” in r1 and “the Harbour Inn” in r2",
        ),
        ("desk", ["Lightning struck the mill.,A,,,", "LIGHTNING struck the mill.,B,,,"], &[], "copies", "not-judged", "copies of one text"),
        (
            "desk",
            ["Lightning struck the mill after an arsonist fled.,A,,,", "Rain fell on the hills.,B,,,"],
            &[],
            "",
            "",
            "desk/cause reads r1 and not r2: no way to say an answer is there",
        ),
        (
            "desk",
            ["Lightning struck the mill.,A,,,", "An arsonist was seen.,B,,,"],
            &[],
            "",
            "",
            "a pattern matches, but `mill` of `about` is not there, nor near",
        ),
        (
            "desk",
            ["Lightning struck the mill.,A,,,", "The film has an arsonist at a mill.,B,,,"],
            &["--skip", "desk/blaze"],
            "",
            "",
            "a pattern matches, but `film` of `unless` is there",
        ),
        (
            "desk",
            ["Lightning struck the mill.,A,,,", "The mill is old.,B,,,"],
            &[],
            "",
            "",
            "its topic words are there, but no word of any of its patterns",
        ),
        ("desk", ["Rain fell on the hills.,A,,,", "The sun rose.,B,,,"], &[], "", "", "no rule reads either of them"),
        (
            "stories",
            ["The Kettle Bridge is open.,A,,,", "The Kettle Bridge is closed.,B,,,"],
            &[],
            "cannot-both-hold",
            "reported",
            "Reported",
        ),
        (
            "stories",
            ["The Kettle Bridge is open.,A,,,x", "The Kettle Bridge is closed.,B,,,y"],
            &[],
            "other-story",
            "not-judged",
            "gives them two topics",
        ),
        (
            "stories",
            ["The Kettle Bridge is open.,A,,2024-01-01,", "The Kettle Bridge is closed.,B,,2024-03-01,"],
            &[],
            "other-story",
            "not-judged",
            "60 days apart; at most 10 days",
        ),
        (
            "stories",
            [
                "The Kettle Bridge is open. Bakers in Westmark argued about flour while the council of Porthaven voted on bread and milk. Mayor Ilse Brandt praised the Westmark Bakers Guild and its master Otto Vance.,A,,,",
                "The Kettle Bridge is closed. Otters breed near rivers in the Alder valley and biologists of Lisbon count herons and frogs. Professor Mara Quill leads the Alder Otter Survey with Idris Vell of Cambria.,B,,,",
            ],
            &[],
            "other-story",
            "not-judged",
            "their closeness is 0.",
        ),
        ("pairs", [&format!("\"{proud}\",A,,,"), &format!("\"{sour}\",B,,,")], &[], "cannot-both-hold", "reported", "Reported"),
        (
            "pairs",
            ["The pact is a triumph.,A,,,", "The pact is a failure.,B,,,"],
            &[],
            "not-closest",
            "not-judged",
            "content words; from 18 to 120 are needed",
        ),
        (
            "alike",
            ["The tunnel is completed.,A,,,t", "The road is unfinished.,B,,,t"],
            &[],
            "unlike",
            "not-judged",
            "they share 0; it asks for 2 (`alike`)",
        ),
    ];
    let desk = desk("reasons");
    let mut wrong = Vec::new();
    for (pack, rows, more, step, shown, told) in cases {
        desk.file("rows.csv", format!("{HEADER}r1,{}\nr2,{}\n", rows[0], rows[1]));
        let (trace, text) = desk.why(pack, ["r1", "r2"], more);
        let outcome = trace["outcome"].as_str().unwrap();
        let reported = trace["reported"].as_bool().unwrap();
        let fits = furthest(&trace) == ((*step).to_owned(), (*shown).to_owned()) && reported == (*shown == "reported");
        if !fits || !text.contains(told) || !text.ends_with(&format!("{outcome}\n")) {
            wrong.push(format!("{rows:?} {more:?}: {:?}, expected {step} {shown} and “{told}” in\n{text}", furthest(&trace)));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn tells_what_stands_for_a_copy_and_what_the_cap_leaves_out() {
    let desk = desk("crowds");
    let copies = "r1,Lightning struck the mill.,A,,,\nr2,Lightning struck the mill.,B,,,\nr3,An arsonist burned the mill.,C,,,\n";
    desk.file("rows.csv", format!("{HEADER}{copies}"));
    let (trace, text) = desk.why("desk", ["r2", "r3"], &[]);
    assert_eq!(furthest(&trace), ("copy-of".into(), "not-judged".into()), "{text}");
    assert!(text.contains("r2 is a copy of r1, which stands for it. Of r1 and r3: Reported as contradiction"), "{text}");

    let row =
        |n: usize| format!("l{n:02},Lightning struck the mill by post {n}.,A,,,\ns{n:02},An arsonist burned the mill by post {n}.,A,,,\n");
    let crowd: String = (0..40).map(row).collect();
    desk.file("rows.csv", format!("{HEADER}{crowd}"));
    let (trace, text) = desk.why("desk", ["l00", "s30"], &[]);
    assert_eq!(furthest(&trace), ("capped".into(), "not-judged".into()), "{text}");
    assert!(text.contains("at most 1000 pairs are judged, and 600 of this one were left out"), "{text}");
}

#[test]
fn tells_of_two_claims_of_one_statement_or_one_source() {
    let desk = desk("one-source");
    let rows =
        "r1,Lightning struck the mill and an arsonist burned it.,A,,,\nr2,The Kettle Bridge is open. The Kettle Bridge is closed.,A,,,\n";
    desk.file("rows.csv", format!("{HEADER}{rows}"));
    assert_eq!(furthest(&desk.why("desk", ["r1", "r1"], &[]).0).0, "one-statement");
    assert_eq!(furthest(&desk.why("stories", ["r2", "r2"], &[]).0).0, "one-source");
    desk.file("rows.csv", format!("{HEADER}r1,Lightning struck the mill.,A,,,\n"));
    assert!(desk.why("desk", ["r1", "r1"], &[]).1.ends_with("both names stand for one statement.\n"));
}

#[test]
fn shows_the_first_of_many_meetings_and_counts_the_rest() {
    let desk = desk("many");
    let text = |from: usize| (from..from + 5).map(|n| format!("The {} guards slept. ", n * 10)).collect::<String>();
    let run = desk.run_words(&["try", &text(1), &text(6), "--rules", "desk.toml", "--only", "desk"]);
    assert!(run.stdout.contains("and 15 more, which did not come further"), "{run}");
}

#[test]
fn says_who_reported_the_pair_instead() {
    let desk = desk("repeated");
    desk.file("rows.csv", format!("{HEADER}r1,Lightning struck the mill.,A,,,\nr2,An arsonist burned the mill.,B,,,\n"));
    let (_, text) = desk.why("desk", ["r1", "r2"], &[]);
    assert!(text.contains("not in the report: the same two statements are reported already, as contradiction"), "{text}");
    assert!(text.contains("by desk/cause."), "{text}");
}

#[test]
fn a_rule_on_the_matter_goes_before_one_that_is_free_of_topic() {
    let desk = desk("settled");
    let told = |place: &str| format!("ordered the closure of the old stone dock at {place} on Monday.");
    let denied = |place: &str| format!("B,,2024-01-10,\nr3,The mayor denied that he had {}", told(place));
    let rows = format!(
        "{HEADER}r1,The harbour master {},A,,2024-01-09,\nr2,The dock is old.,{},C,,2024-01-10,\n",
        told("Ostrel"),
        denied("Ostrel")
    );
    desk.file("rows.csv", &rows);
    let rule = "[[rule]]\nid = \"order\"\nask = \"Who ordered it?\"\nshape = \"who\"\nabout = [\"dock\"]\nsay = [\"{who} ...1 order ...4 closure\"]\n";
    desk.file("dock.toml", format!("[pack]\nid = \"dock\"\ntitle = \"The dock\"\n{rule}"));
    let conflicts = |more: &[&str]| desk.run_words(&[&["detect", "rows.csv", "--output-format", "csv"], more].concat());
    assert!(conflicts(&[]).stdout.contains("general-denials/clause"), "{}", conflicts(&[]).stdout);
    assert_eq!(conflicts(&["--rules", "dock.toml"]).code, 0, "{}", conflicts(&["--rules", "dock.toml"]).stdout);
    let alone = ["--tiers", "all", "--only"];
    let by_words = conflicts(&[&alone[..], &["general-counts"]].concat());
    assert!(by_words.stdout.contains("pair/denial"), "{by_words}");
    let settled = conflicts(&[&alone[..], &["dock", "--rules", "dock.toml"]].concat());
    assert_eq!(settled.code, 0, "{settled}");
    let run = desk.run("why rows.csv r1 r3 --rules dock.toml");
    let told = "dock/order has judged the same words: compatible. A rule on the matter goes before one that is free of topic.";
    assert!(run.stdout.contains(told), "{run}");
}

#[test]
fn tells_of_the_users_own_rules_first_what_keeps_them_from_a_text() {
    let desk = desk("own");
    let run = desk.run_words(&["try", "The mill at Ostrel was hit hard when a bolt of lightning came.", "--rules", "desk.toml"]);
    let near: Vec<&str> = run.stdout.lines().filter(|line| line.starts_with("  near")).collect();
    let lacks = "no pattern matches; the nearest, `lightning ... strike`, lacks `strike`";
    assert_eq!(near, [format!("  near      desk/blaze: {lacks}"), format!("  near      desk/cause: {lacks}")], "{run}");
}

#[test]
fn says_that_nothing_names_the_setting_of_a_pack() {
    let desk = desk("setting");
    desk.file("desk.toml", RULES.replacen("id = \"desk\"", "id = \"desk\"\nsetting = [\"Marlow\"]", 1));
    let told = |texts: [&str; 2]| desk.run_words(&["try", texts[0], texts[1], "--rules", "desk.toml", "--only", "desk"]).stdout;
    let lacks = |nothing: &str| format!("  near      desk/cause: the pack asks for its setting `Marlow`, and {nothing}\n");
    let (short, arson) = ("Lightning struck the mill.", "An arsonist burned the mill.");
    let unset = told([short, arson]);
    assert_eq!(unset.matches(&lacks("nothing that was read names it")).count(), 2, "{unset}");
    assert!(!unset.contains("  match  ") && unset.contains("No rule reads both texts."), "{unset}");
    let set = told([short, "In Marlow an arsonist burned the mill."]);
    assert!(!set.contains("its setting") && set.contains("A report would show contradiction"), "{set}");
    // A long text names it itself.
    let long = told([&format!("{short} It was dark. Nobody came. The roof fell."), "In Marlow an arsonist burned the mill."]);
    assert!(long.contains(&lacks("the text does not name it")), "{long}");
    let own = told([&format!("{short} It was dark. Nobody came. All Marlow saw it."), arson]);
    assert!(own.contains("A report would show contradiction"), "{own}");
}

#[test]
fn two_outlets_that_put_a_view_two_ways_are_at_odds_themselves() {
    let desk = desk("described");
    let answer = |value: &str, verb: &str| format!("[[rule.answer]]\nvalue = \"{value}\"\nsay = [\"{{who}} {verb} ...3 hall\"]\n");
    let head = "[pack]\nid = \"hall\"\ntitle = \"The hall\"\n[[rule]]\nid = \"view\"\nask = \"Is {who} for it?\"\nshape = \"stance\"\nkey = [\"who\"]\nholder = \"who\"\n";
    desk.file("hall.toml", format!("{head}{}{}", answer("for", "(favour | love)"), answer("against", "(loathe | hate)")));
    for (rows, verdict) in [
        ("r1,Idris Vell favours the hall.,A,,2024-01-09,\nr2,Idris Vell loathes the hall.,B,,2024-01-12,\n", "contradiction"),
        ("r1,Idris Vell favours the hall.,A,,2024-01-09,\nr2,Idris Vell loathes the hall.,A,,2024-01-12,\n", "reversal"),
        ("r1,Idris Vell favours the hall.,A,Idris Vell,2024-01-09,\nr2,Idris Vell loathes the hall.,B,,2024-01-12,\n", "reversal"),
    ] {
        desk.file("rows.csv", format!("{HEADER}{rows}"));
        let (_, text) = desk.why("hall", ["r1", "r2"], &[]);
        assert!(text.contains(&format!("Reported as {verdict}")), "{rows}\n{text}");
    }
}

#[test]
fn the_officials_of_two_outlets_need_not_be_the_same_ones() {
    let desk = desk("officials");
    for (speakers, outlets, verdict) in [
        (["Officials", "Officials"], ["A", "B"], "contradiction"),
        (["Officials", "Officials"], ["A", "A"], "reversal"),
        (["He", "He"], ["A", "B"], "contradiction"),
        (["Mayor Ana Ruiz", "Ana Ruiz"], ["A", "B"], "reversal"),
    ] {
        let row = |at: usize, say: &str| format!("r{at},{} said {say} the mill.,{},,2024-01-0{at},\n", speakers[at - 1], outlets[at - 1]);
        desk.file("rows.csv", format!("{HEADER}{}{}", row(1, "lightning struck"), row(2, "an arsonist burned")));
        let (_, text) = desk.why("desk", ["r1", "r2"], &[]);
        assert!(text.contains(&format!("Reported as {verdict}")), "{speakers:?} {outlets:?}\n{text}");
    }
}

#[test]
fn finds_the_statements_of_an_article_by_their_line() {
    let desk = desk("lines");
    desk.file("a.txt", "The fire.\n\nAccording to all who saw it on Sunday night, lightning struck the roof of the old\nmill near the river.\n\nAn arsonist did it.\n");
    desk.file("rows.csv", format!("{HEADER}r1,An arsonist burned the mill.,B,,,\n"));
    let why = |a: &str, b: &str| desk.run_words(&["why", "a.txt", "rows.csv", a, b, "--rules", "desk.toml", "--only", "desk"]);
    for line in ["a.txt:3", "a.txt:4"] {
        assert!(why(line, "r1").stdout.contains("Reported as contradiction"), "{line}");
    }
    assert!(why("a.txt:3", "rows.csv:2").stdout.contains("Reported as contradiction"));
    assert!(why("a.txt", "r1").stdout.contains("a.txt:6"));
    let cases = [
        ("a.txt:2", "no statement is called `a.txt:2` (the statements of a.txt begin on lines 1, 3, 6)"),
        ("r2", "no statement is called `r2` (did you mean `r1`?"),
        ("desk/a.txt:3", "did you mean `a.txt:3`?"),
        ("", "no statement is called ``"),
    ];
    for (name, told) in cases {
        let run = why(name, "r1");
        assert_eq!((run.code, run.stdout.as_str()), (1, ""), "{name}");
        assert!(run.stderr.contains(told), "{name}: {run}");
    }
}

#[test]
fn shows_all_that_was_read_in_a_text() {
    let desk = desk("try");
    let text = "The army denied on Monday that at least eight drones had hit the Kettle Mill.";
    let run = desk.run_words(&["try", text, "--date", "2024-03-06", "--rules", "desk.toml", "--only", "desk"]);
    let expected = "\
a (2024-03-06)
  The army denied on Monday that at least eight drones had hit the Kettle Mill.
  names     the Kettle Mill
  number    “at least eight”: 8 or more drones (count, at least)
  date      “Monday”: 2024-03-04 to 2024-03-04 (day, at)
  denial    “denied” over “on Monday that at least eight drones had hit the Kettle Mill”
  speaker   The army (deny, “denied”): “at least eight drones had hit the Kettle Mill”
  claims    no rule reads it
  near      desk/blaze: its topic words are there, but no word of any of its patterns
  near      desk/cause: its topic words are there, but no word of any of its patterns

No rule reads it.
";
    assert_eq!((run.code, run.stdout.as_str()), (0, expected));
}

#[test]
fn shows_what_each_rule_makes_of_two_texts() {
    let desk = desk("try-two");
    let rules = ["--rules", "desk.toml", "--only", "desk"];
    let two = |a: &str, b: &str, more: &[&str]| desk.run_words(&[&["try", a, b], more, &rules[..]].concat()).stdout;
    let text = two(
        "Lightning struck the mill.",
        "An arsonist burned the mill.",
        &["--speaker", "the mayor", "--date", "2024-03-01", "--date", "2024-03-04"],
    );
    assert!(text.contains("reversal 0.90") && text.contains("A report would show reversal"), "{text}");
    assert!(text.contains("match     desk/cause: «Lightning struck» the mill."), "{text}");
    let text = two("Lightning struck the mill.", "Lightning has struck the mill.", &[]);
    assert!(text.contains("Not reported: the verdict is agreement"), "{text}");
    let text = two("A boy is painting a fence.", "A boy is not painting a fence.", &[]);
    assert!(text.contains("No rule decides. Word by word: contradicts, contradiction, denial, score 0."), "{text}");
    assert!(text.contains("one side negates what the other asserts") && text.ends_with("No rule reads both texts.\n"), "{text}");
    let text = two(
        "Il treno non è mai arrivato nella città dopo la tempesta della notte.",
        "Il treno è arrivato nella città con tutto il grano.",
        &[],
    );
    assert!(text.contains("Not compared word by word: not in English"), "{text}");
}

/// What a rule has judged is not judged once more, and what was measured is for programs.
#[test]
fn says_nothing_word_by_word_where_a_rule_has_judged() {
    let desk = desk("try-judged");
    let rules = ["--rules", "desk.toml", "--only", "desk"];
    let two = |a: &str, b: &str, more: &[&str]| desk.run_words(&[&["try", a, b], more, &rules[..]].concat()).stdout;
    let text = two("Ten workers were hurt at the mill.", "At least nine workers were hurt at the mill.", &[]);
    assert!(text.contains("  compatible ") && !text.contains("Word by word"), "{text}");
    let unread = ["A boy is painting a fence.", "A boy is not painting a fence."];
    let text = two(unread[0], unread[1], &[]);
    assert!(text.contains("Word by word") && !text.contains("cover"), "{text}");
    let json: Value = serde_json::from_str(&two(unread[0], unread[1], &["--output-format", "json"])).unwrap();
    assert!(json["word_by_word"]["terms"].as_array().is_some_and(|terms| !terms.is_empty()), "{json}");
}

#[test]
fn tells_dates_once_and_figures_as_reports_write_them() {
    let desk = desk("try-figures");
    let text = |text: &str| desk.run_words(&["try", text, "--rules", "desk.toml", "--only", "desk"]).stdout;
    let told = text("On September 12 the Kettle Mill sold about 50 tons and 12,500 sacks to Hall 9.");
    for line in [
        "  names     the Kettle Mill | Hall\n",
        "  number    “about 50”: 40 to 60 tons (count, about)\n",
        "  number    “12,500”: 12,500 sacks (count, exact)\n",
        "  number    “9”: a part of a name or of a date, and no figure\n",
    ] {
        assert!(told.contains(line), "{line}\n{told}");
    }
    assert!(!told.contains("“12”") && !told.contains("September |"), "{told}");
}

#[test]
fn tells_only_once_what_keeps_a_rule_away() {
    let desk = desk("why-once");
    let rows = "1,Lightning struck the mill.,A,,,\n2,Lightning flashed over the mill all night long.,B,,,\n";
    desk.file("rows.csv", format!("{HEADER}{rows}"));
    let (json, text) = desk.why("desk", ["1", "2"], &[]);
    assert_eq!(text.matches("lacks `strike`").count(), 2, "{text}");
    assert!(text.contains("  it reads 1 and not 2: `near` tells why.\n"), "{text}");
    assert!(text.ends_with("Not reported: no rule reads both. desk/cause reads 1 and not 2.\n"), "{text}");
    assert!(json["rules"][0]["one_sided"].as_str().unwrap().contains("lacks `strike`"), "{json}");
}

#[test]
fn marks_hold_both_marks_of_a_quotation() {
    let desk = desk("try-quotation");
    let told = desk.run_words(&["try", "Anna Berg owns \"Blue Hill\" now.", "--rules", "desk.toml", "--only", "desk"]).stdout;
    assert!(told.contains("«Anna Berg owns \"Blue Hill\"» now."), "{told}");
}

#[test]
fn reads_one_of_the_texts_from_standard_input() {
    let desk = desk("try-stdin");
    let mut command = desk.command("try - --rules desk.toml --output-format json");
    let mut child = command.arg("An arsonist burned the mill.").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    std::io::Write::write_all(&mut child.stdin.take().unwrap(), b"Lightning struck the mill.\n").unwrap();
    let tried: Value = serde_json::from_slice(&child.wait_with_output().unwrap().stdout).unwrap();
    assert_eq!((&tried["a"][0]["text"], &tried["reported"]), (&Value::from("Lightning struck the mill."), &Value::from(true)));
    let meeting = &tried["rules"].as_array().unwrap().iter().find(|rule| rule["rule"] == "desk/cause").unwrap()["meetings"][0];
    assert_eq!((&meeting["step"], &meeting["verdict"]["terms"][0]["name"]), (&"cannot-both-hold".into(), &"supposed tier".into()));
}

#[test]
fn refuses_what_it_cannot_try() {
    let desk = desk("try-errors");
    let cases: &[(&[&str], i32, &str)] = &[
        (&["try", ""], 1, "error: the text is empty"),
        (&["try", "x", " \n"], 1, "error: the second text is empty"),
        (&["try", "-", "-"], 1, "standard input can be only one of the texts"),
        (&["try", "-"], 1, "error: the text is empty"),
        (&["try", "x", "--date", "2024-01-01", "--date", "2024-01-02"], 1, "--date is given 2 times, and there is one text"),
        (&["try", "x", "--date", "soon"], 2, "not a day such as 2024-03-01"),
        (&["try", "x", "y", "z"], 2, "unexpected value"),
        (
            &["why", "rows.csv", "r1"],
            2,
            "why lacks a second statement beside r1 of rows.csv (write, for instance: gainsay why rows.csv r1 r2)",
        ),
        (&["why", "rows.csv"], 2, "why lacks two statements of rows.csv, each by its id or as FILE:LINE"),
        (&["why"], 2, "why lacks an input and two statements (write, for instance: gainsay why statements.csv r1 r2)"),
        (&["try"], 2, "try lacks a text, or two"),
        (&["try", "x", "--only", "nothing"], 1, "`nothing`"),
    ];
    for (words, code, told) in cases {
        let run = desk.run_words(words);
        assert!(run.code == *code && run.stdout.is_empty() && run.stderr.contains(told), "{words:?}: {run}");
    }
}

#[test]
fn no_text_steers_the_terminal() {
    let desk = desk("hostile");
    let text = "Lightning struck\u{1b}[2J the\u{202e} mill\u{7}.\u{200b}";
    desk.file("rows.csv", format!("{HEADER}\"r\u{1b}1\",{text},\u{9b}A,,,\nr2,An arsonist burned the mill.,B,,,\n"));
    let rules = ["--rules", "desk.toml", "--only", "desk"];
    let report = desk.run_words(&[&["detect", "rows.csv", "-o", "r.csv", "-o", "r.json", "-q"], &rules[..]].concat());
    assert_eq!(report.code, 3);
    let runs = [
        desk.run_words(&[&["try", text, "An arsonist burned the mill.", "--speaker", "\u{1b}[31mred"], &rules[..]].concat()),
        desk.run_words(&[&["why", "rows.csv", "rows.csv:2", "r2"], &rules[..]].concat()),
        desk.run_words(&[&["why", "rows.csv", "rows.csv:2", "r2", "--output-format", "json"], &rules[..]].concat()),
        desk.run_words(&[&["explain", "r.csv", ""], &rules[..]].concat()),
        desk.run_words(&[&["explain", "r.json", &first_id(&desk)], &rules[..]].concat()),
        desk.run_words(&[&["why", "rows.csv", "r\u{1b}[2J", "r2"], &rules[..]].concat()),
    ];
    for run in &runs {
        let harmless = |text: &str| !text.contains(|c: char| c != '\n' && gainsay::text::is_unprintable(c));
        assert!(harmless(&run.stdout) && harmless(&run.stderr), "{:?} {:?}", run.stdout, run.stderr);
    }
    assert_eq!(runs.each_ref().map(|run| run.code), [0, 0, 0, 1, 0, 1]);
}

/// The name of the first conflict in the report of a test.
fn first_id(desk: &Desk) -> String {
    let report = fs::read_to_string(desk.0.join("r.csv")).unwrap();
    report.lines().nth(1).unwrap().split(',').next().unwrap().to_owned()
}

#[test]
fn explains_a_row_of_every_report_that_holds_rows() {
    let desk = desk("explain");
    let rules = ["--rules", "desk.toml", "--only", "desk"];
    desk.file("rows.csv", format!("{HEADER}r1,Lightning struck the mill.,Wire,a farmer,2024-03-01,\nr2,The mill may have been burned by an arsonist.,Post,,2024-03-02,\n"));
    let written = desk
        .run_words(&[&["detect", "rows.csv", "-o", "r.csv", "-o", "r.json", "-o", "r.jsonl", "-o", "r.txt", "-q"], &rules[..]].concat());
    assert_eq!(written.code, 3);
    let id = first_id(&desk);
    let expected = format!(
        "\
tension {id}: the two can hardly both hold, or one of them is hedged, or the evidence is weaker
  question  Why did the mill burn?
  subject   cause
  kind      cause
  severity  medium
  origins   1 on each side, at the least
"
    );
    let parts = [
        "r1 (2024-03-01, Wire; rows.csv)\n  «Lightning struck» the mill.\n  speaker   a farmer\n  answer    lightning\n",
        "r2 (2024-03-02, Post; rows.csv)\n  The mill may have been burned by an «arsonist».\n  speaker   Post\n  answer    arson\n",
        "  “lightning” and “arson” cannot both hold.\n",
        "  0.850  supposed tier: how often flags of this tier are supposed to be right; too few of them were judged\n  0.700  hedged: one side is hedged: may, reportedly, believed to\n",
        "Rule desk/cause\n  asks      Why did the mill burn?\n  pack      Rules of the tests\n  file      desk.toml\n  answer    lightning\n",
    ];
    for report in ["r.csv", "r.json", "r.jsonl"] {
        let run = desk.run_words(&[&["explain", report, &id[..6]], &rules[..]].concat());
        assert_eq!(run.code, 0, "{report}: {run}");
        assert!(run.stdout.starts_with(&expected), "{report}: {run}");
        parts.iter().for_each(|part| assert!(run.stdout.contains(part), "{report}: {part}\n{}", run.stdout));
    }
    let without = desk.run_words(&["explain", "r.csv", &id]).stdout;
    assert!(without.contains("It is not among the rules in use: name its file with --rules."), "{without}");
    assert!(without.contains("The rule desk/cause is not in use here. Name the file that it stands in: --rules FILE."), "{without}");
    let json: Value = serde_json::from_str(&desk.run_words(&["explain", "r.json", &id, "--output-format", "json"]).stdout).unwrap();
    assert_eq!((&json["conflict_id"], &json["factors"][1]["name"]), (&id.as_str().into(), &"hedged".into()));
}

/// Two articles of one desk: what each statement is about stands in the sentence before it.
fn desk_of_articles(test: &str) -> Desk {
    let desk = desk(test);
    desk.file("desk.toml", RULES.replacen("near = 0", "near = 1", 1));
    desk.file("in/monday.txt", "The mill burned down on Friday night.\nLightning struck at eleven, the mayor said.\n");
    desk.file("in/tuesday.txt", "Nothing is left of the mill.\nAn arsonist may be to blame, the owner said.\n");
    desk.file("in/sources.csv", "file,source,published\nmonday.txt,Wire,2024-03-04\ntuesday.txt,Post,2024-03-05\n");
    desk
}

const OF_DESK: [&str; 4] = ["--rules", "desk.toml", "--only", "desk"];
const STEP: &str = "“lightning” and “arson” cannot both hold.";
const TERM: &str = "  0.850  supposed tier: ";

#[test]
fn explains_a_row_about_articles_from_the_articles_themselves() {
    let desk = desk_of_articles("explain-articles");
    assert_eq!(desk.run_words(&[&["detect", "in", "-o", "out/r.csv", "-q"], &OF_DESK[..]].concat()).code, 1, "there is no such folder");
    desk.file("out/empty", "");
    let written = desk.run_words(&[&["detect", "in", "-o", "out/r.csv", "-o", "r.csv", "-o", "r.json", "-q"], &OF_DESK[..]].concat());
    assert_eq!(written.code, 3, "{written}");
    let id = first_id(&desk);
    for report in ["r.csv", "out/r.csv", "r.json"] {
        let run = desk.run_words(&[&["explain", report, &id], &OF_DESK[..]].concat());
        assert!(run.stdout.contains(STEP) && run.stdout.contains(TERM), "{report}: {run}");
    }
    // The articles are elsewhere now, and then somewhere else again, beside the report.
    fs::rename(desk.0.join("in"), desk.0.join("moved")).unwrap();
    let run = desk.run_words(&[&["explain", "r.csv", &id], &OF_DESK[..]].concat());
    assert!(!run.stdout.contains(STEP) && run.stdout.contains("gainsay explain r.csv ") && run.stdout.contains(" --input FOLDER"), "{run}");
    let run = desk.run_words(&[&["explain", "r.csv", &id, "--input", "moved"], &OF_DESK[..]].concat());
    assert!(run.stdout.contains(STEP) && run.stdout.contains(TERM), "{run}");
    fs::rename(desk.0.join("moved"), desk.0.join("out/in")).unwrap();
    let run = desk.run_words(&[&["explain", "out/r.csv", &id], &OF_DESK[..]].concat());
    assert!(run.stdout.contains(STEP) && run.stdout.contains(TERM), "{run}");
    // A text that has changed is not explained by what stands there now.
    desk.file("out/in/monday.txt", "The mill burned down on Friday night.\nLightning struck at ten, the mayor said.\n");
    let run = desk.run_words(&[&["explain", "r.csv", &id, "--input", "out/in"], &OF_DESK[..]].concat());
    assert!(!run.stdout.contains(STEP) && run.stdout.contains("do not stand in what was read"), "{run}");
    let run = desk.run_words(&[&["explain", "r.csv", &id, "--input", "gone"], &OF_DESK[..]].concat());
    assert!(run.code == 1 && run.stderr.contains("gone: no such file or folder"), "{run}");
}

#[test]
fn says_what_it_cannot_explain() {
    let desk = desk("explain-errors");
    let header = "conflict_id,dispute_id,verdict,rule,a_text,b_text\n";
    desk.file("r.csv", format!("{header}ab1,d1,tension,p/r,x,y\nab2,d1,tension,p/r,x,y\n"));
    desk.file("none.csv", header);
    desk.file("rows.csv", HEADER);
    desk.file("r.json", "{\"disputes\": [");
    desk.file("r.txt", "1. Who?\n");
    desk.file("bytes.csv", [0x01; 64]);
    let cases: &[(&[&str], &str)] = &[
        (&["explain", "r.csv", "ab"], "r.csv: 2 rows have a conflict_id that begins with `ab` (they are ab1, ab2)"),
        (&["explain", "r.csv", "x9"], "r.csv: no row has the conflict_id `x9` (the first column of a CSV report holds them)"),
        (&["explain", "r.csv", "d1"], "that is a dispute; its rows are ab1, ab2"),
        (&["explain", "none.csv", "ab1"], "the report has no rows"),
        (&["explain", "rows.csv", "r1"], "rows.csv: this is no report of conflicts: it has no column `conflict_id`"),
        (&["explain", "r.json", "r1"], "r.json: EOF while parsing"),
        (&["explain", "r.txt", "r1"], "r.txt: a report for reading does not hold its rows"),
        (&["explain", "bytes.csv", "r1"], "bytes.csv: this is no report of conflicts: the file is not text"),
        (&["explain", "gone.csv", "r1"], "gone.csv: no such file or folder"),
        (&["explain", "r.csv"], "gainsay explain REPORT ID"),
    ];
    for (words, told) in cases {
        let run = desk.run_words(words);
        assert!(run.code == 1 && run.stdout.is_empty() && run.stderr.contains(told), "{words:?}: {run}");
    }
    assert_eq!(desk.run("explain r.csv ab1").code, 0);
}
