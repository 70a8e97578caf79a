//! `gainsay against`, run as users run it.
#![cfg(feature = "cli")]

mod desk;

use desk::folder::Desk;
use desk::program::Run;

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

impl Run {
    /// The cells of a column, by the pair that they are of.
    fn column(&self, name: &str) -> Vec<(String, String, String)> {
        let mut table = csv::Reader::from_reader(self.stdout.as_bytes());
        let at = table.headers().unwrap().iter().position(|column| column == name).unwrap();
        table.records().map(|row| row.unwrap()).map(|row| (row[0].to_owned(), row[1].to_owned(), row[at].to_owned())).collect()
    }

    fn cell(&self, name: &str, claim: &str, article: &str) -> Option<String> {
        self.column(name).into_iter().find(|(c, a, _)| c == claim && a == article).map(|(_, _, cell)| cell)
    }
}

fn desk(test: &str, claims: &str, articles: &str) -> Desk {
    Desk::new(test, &[("claims.csv", claims), ("articles.csv", articles)])
}

fn against(test: &str, claims: &str, articles: &str, options: &str) -> Run {
    desk(test, claims, articles).run(&format!("against claims.csv articles.csv {options}"))
}

#[test]
fn tells_who_contradicts_and_who_agrees_and_leaves_the_rest_out() {
    let run = against("relations", CLAIMS, ARTICLES, "");
    assert_eq!(run.code, 3, "{run}");
    assert_eq!(run.cell("relation", "lynx", "fake").as_deref(), Some("contradicts"));
    assert_eq!(run.cell("relation", "lynx", "seen").as_deref(), Some("agrees"));
    assert_eq!(run.cell("relation", "bridge", "toll").as_deref(), Some("agrees"));
    assert_eq!(run.column("relation").len(), 3, "{run}");
}

#[test]
fn quotes_the_sentence_that_tells_most() {
    let run = against("evidence", CLAIMS, ARTICLES, "");
    assert!(run.cell("article_evidence", "lynx", "fake").unwrap().contains("hoax"));
    assert!(run.cell("article_evidence", "lynx", "seen").unwrap().starts_with("A lynx walked into the library"));
    assert!(run.cell("reason", "lynx", "fake").unwrap().contains("“hoax”"));
    assert_eq!(run.cell("kind", "lynx", "fake").as_deref(), Some("denial"));
}

#[test]
fn keeps_the_columns_of_the_contract() {
    let run = against("columns", CLAIMS, ARTICLES, "");
    let header = run.stdout.lines().next().unwrap();
    assert_eq!(header, "claim_id,article_id,relation,score,kind,rule,claim_evidence,article_evidence,reason");
}

#[test]
fn reports_only_the_relations_that_were_asked_for() {
    let run = against("only", CLAIMS, ARTICLES, "--relations agrees");
    assert_eq!(run.code, 0);
    assert!(run.column("relation").iter().all(|(_, _, relation)| relation == "agrees"));
    assert_eq!(run.column("relation").len(), 2);
}

#[test]
fn tells_what_was_not_judged() {
    let run = against("unjudged", CLAIMS, ARTICLES, "");
    assert!(run.stderr.contains("polski: not in English"), "{run}");
    assert!(run.stderr.contains("skipped claims.csv:4: the row has no text"), "{run}");
    assert!(run.column("relation").iter().all(|(claim, _, _)| claim != "polski"));
}

#[test]
fn gives_the_same_bytes_with_any_number_of_threads() {
    let one = against("one", CLAIMS, ARTICLES, "--threads 1");
    let four = against("four", CLAIMS, ARTICLES, "--threads 4");
    assert_eq!(one.stdout, four.stdout);
}

#[test]
fn judges_the_same_article_twice_alike() {
    let copy = ARTICLES.lines().find(|line| line.starts_with("seen")).unwrap().replacen("seen", "again", 1);
    let run = against("twice", CLAIMS, &format!("{ARTICLES}{copy}\n"), "");
    assert_eq!(run.cell("relation", "lynx", "seen"), run.cell("relation", "lynx", "again"));
    assert_eq!(run.cell("score", "lynx", "seen"), run.cell("score", "lynx", "again"));
}

#[test]
fn writes_the_features_of_every_measured_pair() {
    let desk = desk("features", CLAIMS, ARTICLES);
    let run = desk.run("against claims.csv articles.csv --features features.csv");
    assert_eq!(run.code, 3, "{run}");
    let mut table = csv::Reader::from_path(desk.0.join("features.csv")).unwrap();
    assert!(table.headers().unwrap().iter().any(|name| name == "cover"));
    assert_eq!(table.records().map(|row| row.unwrap()).filter(|row| &row[0] == "lynx").count(), 2);
}

#[test]
fn writes_over_neither_input() {
    let run = against("inputs", CLAIMS, ARTICLES, "--features articles.csv");
    assert_eq!(run.code, 1);
    assert!(run.stderr.contains("it is an input"), "{run}");
}
