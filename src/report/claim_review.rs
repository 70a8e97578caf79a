//! ClaimReview of schema.org, as JSON-LD: what fact-checkers publish, of the rows of a report that a person has confirmed.
//!
//! A confirmed conflict says that two statements cannot both hold, and not which of them is wrong. So both are reviewed, both as disputed,
//! and each names the other.

use super::json;
use super::read_back::Row;
use serde_json::{Map, Value, json};
use std::io::{self, Write};

/// The status of a row that a person has confirmed.
const CONFIRMED: &str = "confirmed";

/// What was written, and what it lacks that readers of ClaimReview ask for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Exported {
    /// How many rows are confirmed: both statements of each are reviewed.
    pub confirmed: usize,
    /// How many of these name no reviewer: their reviews have no `author`.
    pub unsigned: usize,
    /// How many name no day of review: theirs have no `datePublished`.
    pub undated: usize,
}

/// Writes a review of both statements of each confirmed row. `page` is where the report is published; without it, reviews have no `url`.
///
/// # Errors
/// Only what `out` itself fails with.
pub fn write_claim_reviews(rows: &[Row], page: Option<&str>, out: &mut dyn Write) -> io::Result<Exported> {
    let confirmed: Vec<&Row> = rows.iter().filter(|row| row.get("status").trim().eq_ignore_ascii_case(CONFIRMED)).collect();
    let reviews: Vec<Value> = confirmed.iter().flat_map(|row| [review(row, "a", "b", page), review(row, "b", "a", page)]).collect();
    let mut document = Vec::new();
    json::document(&json!({ "@context": "https://schema.org", "@graph": reviews }), &mut document)?;
    // It will stand inside a page, between script tags: nothing in it may close them.
    let document = String::from_utf8(document).map_err(io::Error::other)?;
    out.write_all(document.replace('<', "\\u003c").as_bytes())?;
    let without = |column: &str| confirmed.iter().filter(|row| row.get(column).is_empty()).count();
    Ok(Exported { confirmed: confirmed.len(), unsigned: without("reviewer"), undated: without("reviewed_on") })
}

/// The review of one statement of a row; `other` is the one that it cannot hold with.
fn review(row: &Row, side: &str, other: &str, page: Option<&str>) -> Value {
    let cell = |side: &str, column: &str| row.get(&format!("{side}_{column}")).to_owned();
    let against = format!("{} ({}): {}", cell(other, "speaker"), cell(other, "source"), cell(other, "text"));
    let about = match row.get("note") {
        "" => format!("Contradicted by {against}"),
        note => format!("{note}\n\nContradicted by {against}"),
    };
    let url = page.map(|page| format!("{page}#d-{}", row.get("dispute_id"))).unwrap_or_default();
    object([
        ("@type", "ClaimReview".into()),
        ("url", url.into()),
        ("datePublished", row.get("reviewed_on").into()),
        ("author", object([("@type", "Person".into()), ("name", row.get("reviewer").into())])),
        ("claimReviewed", cell(side, "text").into()),
        ("reviewBody", about.into()),
        ("reviewRating", object([("@type", "Rating".into()), ("alternateName", "Disputed".into())])),
        ("itemReviewed", claim(row, side)),
    ])
}

fn claim(row: &Row, side: &str) -> Value {
    let cell = |column: &str| row.get(&format!("{side}_{column}"));
    let publisher = object([("@type", "Organization".into()), ("name", cell("source").into())]);
    let appearance = object([
        ("@type", "CreativeWork".into()),
        ("url", cell("url").into()),
        ("datePublished", cell("date").into()),
        ("publisher", publisher),
    ]);
    // A speaker may be a person, a group or the outlet: only the outlet is known for what it is.
    let kind = if cell("speaker") == cell("source") { "Organization" } else { "Thing" };
    let author = match kind {
        "Organization" => object([("@type", kind.into()), ("name", cell("speaker").into())]),
        _ => object([("@type", json!(["Person", "Organization"])), ("name", cell("speaker").into())]),
    };
    object([("@type", "Claim".into()), ("author", author), ("datePublished", cell("date").into()), ("appearance", appearance)])
}

/// An object without what is not known: empty words, and things of which nothing is known but their type.
fn object<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let known = |value: &Value| match value {
        Value::String(text) => !text.is_empty(),
        Value::Object(map) => map.len() > 1,
        _ => true,
    };
    Value::Object(
        entries.into_iter().filter(|(_, value)| known(value)).map(|(name, value)| (name.to_owned(), value)).collect::<Map<_, _>>(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Format, rows};

    const REPORT: &str = "\
conflict_id,dispute_id,verdict,rule,a_source,a_speaker,a_date,a_text,b_source,b_speaker,b_date,b_text,status,reviewer,reviewed_on,note
c1,d1,contradiction,p/r,The Ledger,The Ledger,2023-03-01,It was shut </script><b>.,Post,the mayor,,It was open.,Confirmed,Ida Holm,2023-03-09,Seen by us.
c2,d2,contradiction,p/r,The Ledger,The Ledger,,One.,Post,Post,,Two.,dismissed,,,
c3,d3,contradiction,p/r,The Ledger,The Ledger,,One.,Post,Post,,Three.,,,,
";

    fn written(page: Option<&str>) -> (Exported, String) {
        let mut out = Vec::new();
        let count = write_claim_reviews(&rows(REPORT, Some(Format::Csv)).unwrap(), page, &mut out).unwrap();
        (count, String::from_utf8(out).unwrap())
    }

    /// What schema.org lets a type have, and the type of what stands there; `Text` for words.
    fn properties(kind: &str) -> &'static [(&'static str, &'static [&'static str])] {
        match kind {
            "ClaimReview" => &[
                ("url", &["Text"]),
                ("datePublished", &["Text"]),
                ("author", &["Person", "Organization"]),
                ("claimReviewed", &["Text"]),
                ("reviewBody", &["Text"]),
                ("reviewRating", &["Rating"]),
                ("itemReviewed", &["Claim"]),
            ],
            "Claim" => &[("author", &["Person", "Organization"]), ("datePublished", &["Text"]), ("appearance", &["CreativeWork"])],
            "CreativeWork" => &[("url", &["Text"]), ("datePublished", &["Text"]), ("publisher", &["Organization"])],
            "Rating" => &[("alternateName", &["Text"])],
            "Person" | "Organization" => &[("name", &["Text"])],
            other => panic!("no type of schema.org is expected here: {other}"),
        }
    }

    fn types(value: &Value) -> Vec<&str> {
        match &value["@type"] {
            Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
            one => vec![one.as_str().expect("a type")],
        }
    }

    fn holds_its_shape(value: &Value) {
        for kind in types(value) {
            for (name, held) in value.as_object().unwrap().iter().filter(|(name, _)| *name != "@type") {
                let (_, allowed) =
                    properties(kind).iter().find(|(known, _)| known == name).unwrap_or_else(|| panic!("{kind} has no {name}"));
                match held {
                    Value::String(_) => assert!(allowed.contains(&"Text"), "{kind}.{name}"),
                    held => {
                        assert!(types(held).iter().all(|kind| allowed.contains(kind)), "{kind}.{name}");
                        holds_its_shape(held);
                    }
                }
            }
        }
    }

    #[test]
    fn reviews_both_statements_of_confirmed_rows_in_the_shape_of_schema_org() {
        let (count, json) = written(Some("https://desk.example/report.html"));
        let document: Value = serde_json::from_str(&json).unwrap();
        assert_eq!((count.confirmed, &document["@context"]), (1, &"https://schema.org".into()));
        let reviews = document["@graph"].as_array().unwrap();
        assert_eq!(reviews.len(), 2);
        for review in reviews {
            assert_eq!(review["@type"], "ClaimReview");
            holds_its_shape(review);
            for needed in ["claimReviewed", "reviewRating", "itemReviewed", "author", "url", "datePublished"] {
                assert!(!review[needed].is_null(), "{needed}");
            }
        }
        assert_eq!(reviews[0]["claimReviewed"], "It was shut </script><b>.");
        assert_eq!(reviews[1]["reviewBody"], "Seen by us.\n\nContradicted by The Ledger (The Ledger): It was shut </script><b>.");
        assert_eq!(reviews[0]["url"], "https://desk.example/report.html#d-d1");
        assert_eq!(reviews[1]["itemReviewed"]["author"]["name"], "the mayor");
        assert_eq!(reviews[1]["itemReviewed"]["datePublished"], Value::Null);
    }

    #[test]
    fn counts_what_reviews_lack() {
        let rows = rows(&REPORT.replace("dismissed", "confirmed"), Some(Format::Csv)).unwrap();
        let exported = write_claim_reviews(&rows, None, &mut Vec::new()).unwrap();
        assert_eq!(exported, Exported { confirmed: 2, unsigned: 1, undated: 1 });
    }

    #[test]
    fn cannot_leave_the_script_it_is_put_in() {
        assert!(!written(None).1.contains('<'));
    }
}
