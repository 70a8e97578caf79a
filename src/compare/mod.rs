//! Pairs of texts, each given a relation and a verdict: by a rule where one reads both texts, else word by word.

use crate::claim::{self, Claim, Reading};
use crate::conflict::finding::Finding;
use crate::conflict::{self, Evidence};
use crate::error::{Error, Result};
use crate::ingest::{self, Skipped};
use crate::language::{Sentence, english};
use crate::pair::{self, Comparison, Features, Ground, Text};
use crate::rule::Rules;
use crate::rule::matching::Workspace;
use crate::rule::setting::Named;
use crate::rule::written::Scope;
use crate::source::{Shape, Source};
use crate::subject::{self, Company, Resolved, Tables};
use crate::text::Span;
use crate::verdict::{Kind, Relation, Verdict};
use jiff::civil::Date;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::io::Read;

/// Two texts to be held against each other.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pair {
    /// The pair's name.
    pub id: String,
    /// The first text.
    pub a: Given,
    /// The second text.
    pub b: Given,
    /// The line of the table it stands on, from 1; 0 where it comes from no table.
    pub line: u32,
}

/// One text and what is known of where it came from.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Given {
    /// A sentence, a headline or a whole article.
    pub text: String,
    /// Who published it; empty when nothing says.
    pub source: String,
    /// Who is held to it; empty when nothing says.
    pub speaker: String,
    /// When it was published.
    pub date: Option<Date>,
}

/// What was read of a table of pairs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Pairs {
    /// In the order of the rows.
    pub pairs: Vec<Pair>,
    /// Rows that were not read.
    pub skipped: Vec<Skipped>,
}

/// What is said of one pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The pair's name.
    pub id: String,
    /// How the two texts stand to each other.
    pub relation: Relation,
    /// The verdict, where there is one.
    pub verdict: Option<Verdict>,
    /// What they contradict each other over.
    pub kind: Option<Kind>,
    /// How sure the relation is, from 0 to 1.
    pub score: f64,
    /// The rule that decided, as `pack/rule`; empty where the words were compared.
    pub rule: String,
    /// The words of the first text that it rests on.
    pub a_evidence: String,
    /// The words of the second text.
    pub b_evidence: String,
    /// Why, in words.
    pub reason: String,
    /// Every term of the score, by name; empty where a rule decided.
    pub terms: Vec<(&'static str, f64)>,
}

/// All features of one pair on one ground of conflict, for looking at and for learning weights.
#[derive(Debug, Clone, PartialEq)]
pub struct FeatureRow {
    /// The pair's name.
    pub id: String,
    /// The ground; a pair has a row for each that is open.
    pub ground: &'static str,
    /// In the order of [`FeatureRow::COLUMNS`], after the two names.
    pub values: Vec<f64>,
}

impl FeatureRow {
    /// The two names and the names of all features.
    pub const COLUMNS: &'static [&'static str] = &columns();
}

const fn columns() -> [&'static str; pair::NAMES.len() + 2] {
    let mut all = ["id"; pair::NAMES.len() + 2];
    all[1] = "ground";
    let mut at = 0;
    while at < pair::NAMES.len() {
        all[at + 2] = pair::NAMES[at];
        at += 1;
    }
    all
}

/// What is said of all pairs, and which were not judged.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Compared {
    /// One for each judged pair, in the order given.
    pub rows: Vec<Row>,
    /// The pairs that were not judged: an empty side, or another language than English.
    pub unjudged: Vec<Skipped>,
}

/// Reads a table of pairs: CSV with the columns `a` and `b`, and `id`, `a_source`, `a_speaker`, `a_date`, `b_source` … where there are any.
///
/// Bytes that are no UTF-8 are replaced. A row that cannot be read or has an empty side is skipped and told. Without an `id`
/// column pairs are named by their row, from 1.
///
/// # Errors
/// When the input cannot be read, or has no column `a` or `b`.
pub fn read(input: &mut dyn Read) -> Result<Pairs> {
    let mut bytes = Vec::new();
    input.read_to_end(&mut bytes).map_err(|error| Error::new(error.to_string()))?;
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&bytes));
    let mut table = ::csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let columns = Columns::of(table.headers().map_err(|error| Error::new(error.to_string()))?)?;
    let mut pairs = Pairs::default();
    for (number, record) in table.records().enumerate() {
        match record {
            Ok(record) => pairs.add(columns.pair(&record, number + 1)),
            Err(error) => {
                let line = error.position().map_or(0, |p| narrow(p.line()));
                pairs.skipped.push(Skipped { line, reason: error.to_string(), ..Skipped::default() });
            }
        }
    }
    Ok(pairs)
}

/// Holds the texts of each pair against each other. Every distinct text is analysed once.
pub fn compare(pairs: &[Pair], rules: &Rules) -> Compared {
    let judged: Vec<Result<Row, Skipped>> = prepared(pairs, rules, |pair, a, b, tables| {
        check(pair, a, b)?;
        Ok(by_rule(pair, a, b, rules, tables).unwrap_or_else(|| by_words(pair, &pair::compare(&a.text, &b.text))))
    });
    let mut compared = Compared::default();
    for one in judged {
        match one {
            Ok(row) => compared.rows.push(row),
            Err(skipped) => compared.unjudged.push(skipped),
        }
    }
    compared
}

/// The features of every pair that the words decide, by ground. Pairs that a rule decides or that are not judged have none.
pub fn features(pairs: &[Pair], rules: &Rules) -> Vec<FeatureRow> {
    let rows: Vec<Vec<FeatureRow>> = prepared(pairs, rules, |pair, a, b, tables| {
        let by_words = check(pair, a, b).is_ok() && by_rule(pair, a, b, rules, tables).is_none();
        let measured = if by_words { pair::features(&a.text, &b.text) } else { None };
        let row = |f: &Features, ground: Ground| FeatureRow { id: pair.id.clone(), ground: ground.name(), values: f.values.to_vec() };
        let open = |f: &Features| Ground::ALL.into_iter().filter(|ground| ground.is_open(f.open)).map(|ground| row(f, ground)).collect();
        measured.as_ref().map_or_else(Vec::new, open)
    });
    rows.into_iter().flatten().collect()
}

/// Does something with the two texts of each pair, in the order of the pairs. Every distinct text is read once, and the names that rules
/// know are gathered once.
fn prepared<T: Send>(pairs: &[Pair], rules: &Rules, each: impl Fn(&Pair, &Prepared, &Prepared, &Tables) -> T + Sync) -> Vec<T> {
    let (distinct, places) = distinct(pairs);
    let texts: Vec<Prepared> =
        distinct.par_iter().map_init(Workspace::default, |workspace, given| Prepared::new(given, rules, workspace)).collect();
    let tables = Tables::of(rules);
    pairs.par_iter().zip(&places).map(|(pair, &(a, b))| each(pair, &texts[a], &texts[b], &tables)).collect()
}

/// The distinct texts in order of their first use, and for each pair where its two texts are.
fn distinct(pairs: &[Pair]) -> (Vec<&Given>, Vec<(usize, usize)>) {
    let mut all: Vec<&Given> = Vec::new();
    let mut known: FxHashMap<&Given, usize> = FxHashMap::default();
    let mut place = |given| {
        *known.entry(given).or_insert_with(|| {
            all.push(given);
            all.len() - 1
        })
    };
    let places = pairs.iter().map(|pair| (place(&pair.a), place(&pair.b))).collect();
    (all, places)
}

/// One text, read: what rules find in it, and what its words can be held against.
struct Prepared {
    source: Source,
    claims: Vec<Claim>,
    named: Named,
    text: Text,
    english: english::Share,
}

impl Prepared {
    fn new(given: &Given, rules: &Rules, workspace: &mut Workspace) -> Self {
        let source = Source {
            outlet: given.source.clone(),
            speaker: given.speaker.clone(),
            published: given.date,
            line: 1,
            text: given.text.clone(),
            shape: Shape::Row,
            ..Source::default()
        };
        let sentences: Vec<Sentence> = rules.language.read(&source.text, source.published);
        let Reading { claims, named, .. } = claim::read_sentences(0, &source, &sentences, rules, workspace);
        let english = english::share(&sentences);
        let text = Text::new(&source.text, &sentences, &rules.language);
        Self { source, claims, named, text, english }
    }
}

/// Whether a pair can be judged at all.
fn check(pair: &Pair, a: &Prepared, b: &Prepared) -> Result<(), Skipped> {
    let unjudged = |reason: &str| Skipped { line: pair.line, id: pair.id.clone(), reason: reason.to_owned(), ..Skipped::default() };
    if a.source.text.trim().is_empty() || b.source.text.trim().is_empty() {
        return Err(unjudged(EMPTY));
    }
    if !english::is_english(&a.english, &b.english) {
        return Err(unjudged("not in English: not read"));
    }
    Ok(())
}

const EMPTY: &str = "one side is empty";

/// What the rules make of the pair; `None` when none finds a conflict or an update.
fn by_rule(pair: &Pair, a: &Prepared, b: &Prepared, rules: &Rules, tables: &Tables) -> Option<Row> {
    // Rules for two texts that are each other's closest would here take any two for such: being given as a pair says nothing.
    // A pair stands alone: what other pairs name says nothing of it.
    let mut named = a.named.clone();
    named.add(&b.named);
    let counts = |rule: usize| rules.rules[rule].scope != Scope::Closest && rules.is_set(rule, &named);
    let deciding: Vec<usize> =
        rules_of(&a.claims).into_iter().filter(|&rule| counts(rule) && may_decide(rule, &a.claims, &b.claims)).collect();
    let applies = |claim: &Claim| deciding.binary_search(&claim.rule).is_ok();
    if deciding.is_empty() {
        return None;
    }
    let sources = [a.source.clone(), b.source.clone()];
    let of_b = b.claims.iter().cloned().map(|mut claim| {
        claim.statement.source = 1;
        claim
    });
    let claims: Vec<Claim> = a.claims.iter().cloned().chain(of_b).filter(|claim| applies(claim)).collect();
    let company = Company::all(sources.len());
    let resolved = Resolved::by(tables, &claims, rules, &company);
    let evidence = Evidence { sources: &sources, claims: &claims, rules, resolved: &resolved };
    let found = subject::group(&claims, rules, &resolved, &company).into_iter().flat_map(|subject| findings(&subject, &evidence));
    let decides = |v: Verdict| v.is_conflict() || matches!(v, Verdict::Update | Verdict::Apart);
    let (rule, first_is_a, finding) = found
        .filter(|(_, _, f)| decides(f.verdict))
        .min_by(|x, y| x.2.verdict.cmp(&y.2.verdict).then(y.2.confidence.value.total_cmp(&x.2.confidence.value)))?;
    Some(ruled(pair, rule, first_is_a, &finding))
}

/// The rules that read something, in order.
fn rules_of(claims: &[Claim]) -> Vec<usize> {
    let mut rules: Vec<usize> = claims.iter().map(|claim| claim.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    rules
}

/// Whether a rule reads both texts, and not the same in all. What is said alike decides nothing.
fn may_decide(rule: usize, a: &[Claim], b: &[Claim]) -> bool {
    let is_its = |claim: &&Claim| claim.rule == rule;
    let (Some(of_a), Some(of_b)) = (a.iter().find(is_its), b.iter().find(is_its)) else { return false };
    let differs = |x: &Claim, y: &Claim| x.value != y.value || x.denied != y.denied;
    b.iter().filter(is_its).any(|y| differs(of_a, y)) || a.iter().filter(is_its).any(|x| differs(x, of_b))
}

/// The judged pairs across the two texts: the rule, whether the finding's first side is the first text, and the finding.
fn findings(subject: &subject::Subject, evidence: &Evidence) -> Vec<(String, bool, Finding)> {
    let rule = &evidence.rules.rules[subject.rule];
    let judgement = conflict::judge(subject, evidence, PAIR_CAP);
    let source = |at: usize| evidence.claims[at].statement.source;
    let across = judgement.pairs.iter().filter(|judged| source(judged.a) != source(judged.b));
    across.map(|judged| (rule.name(), source(judged.a) == 0, conflict::finding(judged, conflict::ALONE, rule, evidence))).collect()
}

/// Claims of one subject in two texts that are judged at the most.
const PAIR_CAP: usize = 200;

fn ruled(pair: &Pair, rule: String, first_is_a: bool, finding: &Finding) -> Row {
    let (x, y) = (finding.a.evidence_text().to_owned(), finding.b.evidence_text().to_owned());
    let (a_evidence, b_evidence) = if first_is_a { (x, y) } else { (y, x) };
    Row {
        id: pair.id.clone(),
        relation: if finding.verdict.is_conflict() { Relation::Contradicts } else { Relation::Discusses },
        verdict: Some(finding.verdict),
        kind: Some(finding.kind),
        score: finding.confidence.value,
        rule,
        a_evidence,
        b_evidence,
        reason: finding.reason.clone(),
        terms: Vec::new(),
    }
}

fn by_words(pair: &Pair, comparison: &Comparison) -> Row {
    let cut = |text: &str, span: Span| text.get(span.range()).unwrap_or_default().to_owned();
    Row {
        id: pair.id.clone(),
        relation: comparison.relation,
        verdict: comparison.verdict,
        kind: comparison.kind,
        score: comparison.score,
        rule: String::new(),
        a_evidence: cut(&pair.a.text, comparison.a_evidence),
        b_evidence: cut(&pair.b.text, comparison.b_evidence),
        reason: comparison.reason.clone(),
        terms: comparison.terms.clone(),
    }
}

impl Pairs {
    fn add(&mut self, pair: Pair) {
        if pair.a.text.trim().is_empty() || pair.b.text.trim().is_empty() {
            self.skipped.push(Skipped { line: pair.line, id: pair.id, reason: EMPTY.to_owned(), ..Skipped::default() });
        } else {
            self.pairs.push(pair);
        }
    }
}

/// Which column is which.
struct Columns {
    id: Option<usize>,
    sides: [[Option<usize>; 4]; 2],
}

impl Columns {
    fn of(header: &::csv::StringRecord) -> Result<Self> {
        let place = |name: &str| header.iter().position(|cell| cell.trim().eq_ignore_ascii_case(name));
        let side =
            |name: &str| [place(name), place(&format!("{name}_source")), place(&format!("{name}_speaker")), place(&format!("{name}_date"))];
        let sides = [side("a"), side("b")];
        for (name, side) in ["a", "b"].iter().zip(&sides) {
            if side[0].is_none() {
                let found = header.iter().collect::<Vec<_>>().join(", ");
                return Err(
                    Error::new(format!("no column `{name}`")).with_help(format!("pairs need the columns id, a and b; found {found}"))
                );
            }
        }
        Ok(Self { id: place("id"), sides })
    }

    fn pair(&self, record: &::csv::StringRecord, number: usize) -> Pair {
        let cell = |at: Option<usize>| at.and_then(|at| record.get(at)).unwrap_or_default();
        let given = |side: &[Option<usize>; 4]| Given {
            text: cell(side[0]).to_owned(),
            source: cell(side[1]).trim().to_owned(),
            speaker: cell(side[2]).trim().to_owned(),
            date: ingest::day(cell(side[3])),
        };
        let id = match cell(self.id) {
            "" => number.to_string(),
            id => id.to_owned(),
        };
        let line = record.position().map_or(0, |p| narrow(p.line()));
        Pair { id, a: given(&self.sides[0]), b: given(&self.sides[1]), line }
    }
}

fn narrow(line: u64) -> u32 {
    u32::try_from(line).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Choice;
    use std::sync::LazyLock;

    fn rules() -> &'static Rules {
        static RULES: LazyLock<Rules> = LazyLock::new(|| Rules::load(&Choice::default()).expect("the built-in rules load").0);
        &RULES
    }

    fn table(csv: &str) -> Pairs {
        read(&mut csv.as_bytes()).expect("the table has its columns")
    }

    #[test]
    fn reads_pairs_in_any_order_of_columns_and_tells_empty_sides() {
        let pairs = table("b,a_date,id,a,b_speaker\nIt sank.,2021-07-26,p1,It floats.,Mayor\n,,p2,Alone.,\n");
        assert_eq!(pairs.pairs.len(), 1);
        let Pair { id, a, b, line } = &pairs.pairs[0];
        assert_eq!(
            (id.as_str(), a.text.as_str(), b.text.as_str(), b.speaker.as_str(), *line),
            ("p1", "It floats.", "It sank.", "Mayor", 2)
        );
        assert_eq!(a.date, Some(jiff::civil::date(2021, 7, 26)));
        assert_eq!((pairs.skipped[0].id.as_str(), pairs.skipped[0].line), ("p2", 3));
    }

    #[test]
    fn names_pairs_by_row_where_there_is_no_id() {
        assert_eq!(table("a,b\nx,y\nz,w\n").pairs.iter().map(|p| p.id.as_str()).collect::<Vec<_>>(), ["1", "2"]);
    }

    #[test]
    fn says_which_column_is_missing() {
        let error = read(&mut "id,text\n1,x\n".as_bytes()).unwrap_err();
        assert_eq!(error.message(), "no column `a`");
    }

    #[test]
    fn keeps_the_order_of_the_pairs_and_tells_what_is_not_english() {
        let csv = "id,a,b\n\
            1,A boy is painting a fence,A boy is not painting a fence\n\
            2,La nave che portava il grano non è mai arrivata nella città dopo la tempesta.,La nave è arrivata nella città con tutto il grano.\n\
            3,The mill burned down.,Cook the rice for ten minutes.\n";
        let compared = compare(&table(csv).pairs, rules());
        let said: Vec<(&str, Relation)> = compared.rows.iter().map(|row| (row.id.as_str(), row.relation)).collect();
        assert_eq!(said, [("1", Relation::Contradicts), ("3", Relation::Unrelated)]);
        assert_eq!((compared.unjudged[0].id.as_str(), compared.unjudged[0].line), ("2", 3));
    }

    #[test]
    fn lets_a_rule_decide_where_one_reads_both_texts() {
        let csv = "id,a,b\n1,The Imam Ali Brigades said two drones hit its depot in Najaf.,Iraq's army said the blast at the depot was caused by poor storage.\n";
        let row = &compare(&table(csv).pairs, rules()).rows[0];
        assert_eq!((row.relation, row.verdict), (Relation::Contradicts, Some(Verdict::Contradiction)));
        assert!(!row.rule.is_empty());
        assert_eq!(row.b_evidence, "caused by poor storage");
    }

    #[test]
    fn takes_names_and_short_headlines_for_english() {
        let csv = "id,a,b\n1,Velora buys Ostrel Shipping,Ostrel Shipping Sold to Velora\n2,Reykjavik mayor quits,Mayor of Reykjavik quits over leak\n";
        assert_eq!(compare(&table(csv).pairs, rules()).rows.len(), 2);
    }
}
