//! `gainsay against`, run as users run it.
#![cfg(feature = "cli")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

const CLAIMS: &str = "\
id,text
lynx,Lynx walks into Brankovo library and falls asleep on the reading desk
bridge,Mayor Odile Farrow announces toll on the Kestrel Bridge
empty,\" \"
polski,\"W niedzielę wieczorem na moście doszło do groźnego wypadku, w którym ranne zostały dwie osoby jadące autobusem\"
";

const ARTICLES: &str = "\
id,source,text
fake,Northern Courier,\"The lynx that fell asleep on the reading desk of Brankovo library was a hoax. The picture is a fake, made up by a prankster, and the story is not true, the library said. There was no lynx. The hoaxer apologized for the fake picture.\"
seen,Harbour Wire,\"A lynx walked into the library of Brankovo on Monday and fell asleep on the reading desk. Readers left the room on tiptoe. The lynx woke at noon and walked out again past the desk.\"
toll,The Meridian,\"Drivers will pay to cross the Kestrel Bridge. Mayor Odile Farrow announced the toll on Tuesday at city hall. The Kestrel Bridge toll starts in May, Farrow said.\"
recipe,The Meridian,\"Soak the beans overnight. Boil them with two onions and a spoon of vinegar.\"
";

struct Run {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Run {
    /// The cells of a column, by the pair that they are of.
    fn column(&self, name: &str) -> Vec<(String, String, String)> {
        let mut table = csv::Reader::from_reader(self.stdout.as_bytes());
        let at = table.headers().unwrap().iter().position(|column| column == name).unwrap();
        table.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[1].to_owned(), row[at].to_owned())).collect()
    }

    fn of(&self, name: &str, claim: &str, article: &str) -> Option<String> {
        self.column(name).into_iter().find(|(c, a, _)| c == claim && a == article).map(|(_, _, cell)| cell)
    }
}

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("against").join(test);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).unwrap();
    folder
}

fn against(test: &str, claims: &str, articles: &str, options: &[&str]) -> Run {
    let folder = folder(test);
    fs::write(folder.join("claims.csv"), claims).unwrap();
    fs::write(folder.join("articles.csv"), articles).unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_gainsay"));
    let output = command.current_dir(&folder).args(["against", "claims.csv", "articles.csv"]).args(options).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Run { code: output.status.code().unwrap(), stdout: text(output.stdout), stderr: text(output.stderr) }
}

#[test]
fn tells_who_contradicts_and_who_agrees_and_leaves_the_rest_out() {
    let run = against("relations", CLAIMS, ARTICLES, &[]);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert_eq!(run.of("relation", "lynx", "fake").as_deref(), Some("contradicts"));
    assert_eq!(run.of("relation", "lynx", "seen").as_deref(), Some("agrees"));
    assert_eq!(run.of("relation", "bridge", "toll").as_deref(), Some("agrees"));
    assert_eq!(run.column("relation").len(), 3, "{}", run.stdout);
}

#[test]
fn quotes_the_sentence_that_tells_most() {
    let run = against("evidence", CLAIMS, ARTICLES, &[]);
    assert!(run.of("article_evidence", "lynx", "fake").unwrap().contains("hoax"));
    assert!(run.of("article_evidence", "lynx", "seen").unwrap().starts_with("A lynx walked into the library"));
    assert!(run.of("reason", "lynx", "fake").unwrap().contains("“hoax”"));
    assert_eq!(run.of("kind", "lynx", "fake").as_deref(), Some("denial"));
}

#[test]
fn keeps_the_columns_of_the_contract() {
    let run = against("columns", CLAIMS, ARTICLES, &[]);
    let header = run.stdout.lines().next().unwrap();
    assert_eq!(header, "claim_id,article_id,relation,score,kind,rule,claim_evidence,article_evidence,reason");
}

#[test]
fn reports_only_the_relations_that_were_asked_for() {
    let run = against("only", CLAIMS, ARTICLES, &["--relations", "agrees"]);
    assert_eq!(run.code, 0);
    assert!(run.column("relation").iter().all(|(_, _, relation)| relation == "agrees"));
    assert_eq!(run.column("relation").len(), 2);
}

#[test]
fn tells_what_was_not_judged() {
    let run = against("unjudged", CLAIMS, ARTICLES, &[]);
    assert!(run.stderr.contains("polski: not in English"), "{}", run.stderr);
    assert!(run.stderr.contains("skipped claims.csv:4: the row has no text"), "{}", run.stderr);
    assert!(run.column("relation").iter().all(|(claim, _, _)| claim != "polski"));
}

#[test]
fn gives_the_same_bytes_with_any_number_of_threads() {
    let one = against("one", CLAIMS, ARTICLES, &["--threads", "1"]);
    let four = against("four", CLAIMS, ARTICLES, &["--threads", "4"]);
    assert_eq!(one.stdout, four.stdout);
}

#[test]
fn judges_the_same_article_twice_alike() {
    let copy = ARTICLES.lines().find(|line| line.starts_with("seen")).unwrap().replacen("seen", "again", 1);
    let run = against("twice", CLAIMS, &format!("{ARTICLES}{copy}\n"), &[]);
    assert_eq!(run.of("relation", "lynx", "seen"), run.of("relation", "lynx", "again"));
    assert_eq!(run.of("score", "lynx", "seen"), run.of("score", "lynx", "again"));
}

#[test]
fn writes_the_features_of_every_measured_pair() {
    let run = against("features", CLAIMS, ARTICLES, &["--features", "features.csv"]);
    assert_eq!(run.code, 3);
    let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join("against/features/features.csv");
    let mut table = csv::Reader::from_path(file).unwrap();
    assert!(table.headers().unwrap().iter().any(|name| name == "cover"));
    assert_eq!(table.records().map(|row| row.unwrap()).filter(|row| &row[0] == "lynx").count(), 2);
}

#[test]
fn writes_over_neither_input() {
    let run = against("inputs", CLAIMS, ARTICLES, &["--features", "articles.csv"]);
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("it is an input"), "{}", run.stderr);
}
