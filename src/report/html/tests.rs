//! The page, held to what browsers and readers need of it. A golden case holds the whole of a small one.

use super::*;
use crate::conflict::finding::{Party, Review, Side};
use crate::report::{Format, samples};
use jiff::civil::date;

fn page(report: &Report) -> String {
    samples::written(report, Format::Html)
}

/// A report of many disputes with statements of an ordinary length.
fn many(disputes: usize) -> Report {
    let text = "According to a first count by the fire service, the fire at the depot destroyed 312 trucks and a workshop.";
    let one = |at: usize| {
        let mut dispute = samples::report().disputes.remove(0);
        let party = |n: usize| {
            let mut party = samples::party(&format!("r{at}-{n}"), "The Ledger", "a spokesman", text, "destroyed 312 trucks");
            party.bounds = Some((n as f64, n as f64));
            party.date = Some(date(2023, 1, n as i8 + 1));
            party
        };
        dispute.id = format!("{at:016x}");
        dispute.kind = Kind::Quantity;
        dispute.sides = (0..3)
            .map(|n| Side { answer: format!("{n}"), denied: false, parties: vec![party(n), party(n + 3)], outlets: 1, origins: 1 })
            .collect();
        dispute
    };
    Report { disputes: (0..disputes).map(one).collect(), ..Report::default() }
}

/// The tags of a page in their order, without what stands inside its style and script.
fn tags(page: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let end = start + rest[start..].find('>').expect("a tag ends");
        let tag = &rest[start + 1..end];
        tags.push(tag);
        rest = &rest[end + 1..];
        if let Some(raw) = ["style", "script"].into_iter().find(|raw| *raw == tag) {
            rest = &rest[rest.find(&format!("</{raw}>")).expect("it is closed")..];
        }
    }
    tags
}

fn name_of(tag: &str) -> &str {
    tag.trim_start_matches('/').split(' ').next().unwrap_or_default()
}

#[test]
fn every_element_is_closed_in_its_order() {
    for report in [samples::report(), samples::hostile(), many(3), Report::default()] {
        let page = page(&report);
        let mut open = Vec::new();
        for tag in tags(&page) {
            match (tag, name_of(tag)) {
                (_, "!DOCTYPE" | "meta" | "input") => {}
                (tag, name) if tag.starts_with('/') => assert_eq!(open.pop(), Some(name)),
                (_, name) => open.push(name),
            }
        }
        assert!(open.is_empty(), "{open:?}");
    }
}

#[test]
fn headings_follow_each_other_in_order() {
    let page = page(&many(3));
    let levels = tags(&page).into_iter().filter(|tag| tag.starts_with(['h', 'H']) && tag[1..2].parse::<u8>().is_ok());
    let levels: Vec<u8> = levels.map(|tag| tag[1..2].parse().unwrap()).collect();
    assert_eq!(levels[0], 1);
    assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1 && pair[1] > 1), "{levels:?}");
}

#[test]
fn names_every_element_once_and_links_only_to_what_is_there() {
    let page = page(&many(60));
    let values = |attribute: &str| -> Vec<String> {
        page.split(attribute).skip(1).map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect()
    };
    let mut ids = values(" id=\"");
    let all = ids.len();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), all);
    let lost: Vec<_> = values(" href=\"#").into_iter().filter(|link| !ids.contains(link)).collect();
    assert!(lost.is_empty(), "{lost:?}");
}

#[test]
fn shows_what_was_not_checked_before_the_first_dispute() {
    let page = page(&samples::report());
    let places = ["No rule reads 1,838 of 1,840", "3 rows or files", "Not judged: 1,200 pairs", "12 findings", "Who says what", "<article"];
    let places: Vec<_> = places.iter().map(|text| page.find(text).unwrap_or_else(|| panic!("{text}"))).collect();
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn shows_decisions_and_counts_them_before_the_first_dispute() {
    let page = page(&Report { disputes: vec![samples::decided().disputes.remove(0); 2], summary: samples::decided().summary });
    let places = [
        "<h2 id=\"decided\">What was decided</h2>",
        "<div><dt>confirmed</dt><dd>2</dd></div>",
        "<div><dt>not applicable</dt><dd>2</dd></div>",
        "3 findings are left out by what was decided on them",
        "<option value=\"not_applicable\">not applicable</option>",
        "data-r=\"confirmed dismissed not_applicable stale expired new\"",
        "<span class=\"tag confirmed\">1 confirmed</span>",
        "<span class=\"tag confirmed\">confirmed</span> by Ana on 2026-11-27: “seen the photographs”",
        "<span class=\"tag stale\">stale</span> it was dismissed, and the text of r1 has changed since",
    ];
    let found: Vec<_> = places.iter().map(|text| page.find(text).unwrap_or_else(|| panic!("{text}\n{page}"))).collect();
    assert!(found.is_sorted(), "{found:?}");
}

#[test]
fn marks_the_words_and_tells_what_a_confidence_rests_on() {
    let page = page(&samples::report());
    for text in [
        "<blockquote dir=\"auto\">The naïve view: <mark>drones hit</mark> its depot.</blockquote>",
        "Confidence 0.85 = 0.90 (supposed tier any/named) × 0.95 (hedged).",
        "<a href=\"https://example.org/b?x=1&amp;y=2\" rel=\"noopener noreferrer\">The Ledger</a>",
        "<code>iraq-2021/depot-blast-cause</code>",
    ] {
        assert!(page.contains(text), "{text}\n{page}");
    }
}

#[test]
fn marks_who_turned_round() {
    let mut report = samples::report();
    let dispute = &mut report.disputes[0];
    dispute.findings[0].verdict = Verdict::Reversal;
    dispute.sides[0].parties[0].date = Some(date(2021, 7, 20));
    let page = page(&report);
    assert!(page.contains("<li class=\"turn\"><time>2021-07-26</time> <b>poor storage</b>"), "{page}");
    assert_eq!(page.matches("↺ reversal").count(), 1);
}

#[test]
fn draws_figures_of_several_days() {
    let page = page(&many(1));
    assert!(page.contains("aria-label=\"6 figures from 2023-01-01 to 2023-01-06, between 0 and 5\""), "{page}");
}

#[test]
fn links_only_to_addresses_of_the_web() {
    let cases = [
        ("https://example.org/a", true),
        ("HTTP://example.org", true),
        ("javascript:alert(1)", false),
        ("data:text/html,x", false),
        ("https://example.org/\u{202e}x", false),
        ("https://a b", false),
        ("", false),
    ];
    for (url, linked) in cases {
        assert_eq!(web_address(url).is_some(), linked, "{url}");
    }
}

/// A report of one dispute with so many findings, statements on each side, and sides.
fn crowded(findings: usize, parties: usize, sides: usize) -> Report {
    let mut report = many(1);
    let dispute = &mut report.disputes[0];
    let finding = dispute.findings[0].clone();
    dispute.findings =
        (0..findings).map(|n| Finding { id: format!("f{n:04}"), reason: format!("One names {n}."), ..finding.clone() }).collect();
    let party = dispute.sides[0].parties[0].clone();
    let side = |at: usize| Side {
        answer: format!("answer {at}"),
        parties: (0..parties).map(|n| Party { id: format!("p{at}-{n}"), ..party.clone() }).collect(),
        denied: false,
        outlets: 1,
        origins: 1,
    };
    dispute.sides = (0..sides).map(side).collect();
    report
}

#[test]
fn folds_away_what_is_left_of_a_crowded_dispute() {
    let page = page(&crowded(40, 11, 15));
    for n in 0..40 {
        assert_eq!(page.matches(&format!("<code>f{n:04}</code>")).count(), 1, "{n}");
    }
    for text in
        ["<summary>and 32 more findings</summary>", "<summary>and 3 more statements</summary>", "<summary>and 3 more answers</summary>"]
    {
        assert!(page.contains(text), "{text}");
    }
    assert!(page.contains("[p14-10, ") && !page.contains("<p class=\"r\">and ") && !page.contains("has no room"), "{page}");
}

#[test]
fn says_where_the_rest_is_where_there_is_no_room() {
    let mut report = crowded(14, 2, 2);
    report.disputes = vec![report.disputes.remove(0); 1500];
    let page = page(&report);
    assert!(page.contains(" more findings</p>"));
    assert!(page.contains("<dt>and … more</dt><dd>The page has no room for all of it. The table (.csv) of the same run has every finding"));
}

#[test]
fn has_a_title_of_its_own_and_no_option_of_the_command_line() {
    let options = crate::report::Options { title: "Disputes in <b>in</b>".into(), ..crate::report::Options::default() };
    let page = samples::written_with(&samples::decided(), Format::Html, &options);
    assert!(page.contains("<title>Disputes in &lt;b&gt;in&lt;/b&gt;: 1 dispute between sources</title>"), "{page}");
    assert!(page.contains("<h1>Disputes in &lt;b&gt;in&lt;/b&gt;</h1><p>1 dispute between sources. Written by gainsay."), "{page}");
    let silent = Report { summary: Summary { sources: 2, statements: 2, ..Summary::default() }, ..Report::default() };
    for report in [samples::report(), samples::decided(), silent] {
        let page = samples::written(&report, Format::Html);
        let body = &page[page.find("<body>").unwrap()..page.find("<script>").unwrap_or(page.len())];
        assert!(!body.contains(" --"), "{body}");
    }
}

#[test]
fn two_thousand_disputes_stay_below_five_megabytes() {
    let mut report = many(2000);
    let size = page(&report).len();
    assert!(size < 5_000_000, "{size}");
    // A decision on each, with a note of 300 characters.
    let reviews: Vec<Review> = samples::decided().findings().map(|finding| finding.review.clone()).collect();
    for (dispute, review) in report.disputes.iter_mut().zip(reviews.iter().cycle()) {
        dispute.findings[0].review = Review { note: "word ".repeat(60), ..review.clone() };
    }
    let size = page(&report).len();
    assert!(size < 5_000_000, "{size}");
}

#[test]
fn shows_the_first_of_very_many_and_says_so() {
    let page = page(&many(MOST_DISPUTES + 1));
    assert_eq!(page.matches("<article").count(), MOST_DISPUTES);
    assert!(page.contains("The page shows the first 4,000 of 4,001 disputes."));
}

#[test]
fn allows_its_own_script_and_no_other() {
    assert_eq!(SCRIPT_HASH, format!("sha256-{}", base64(&sha256(SCRIPT.as_bytes()))), "the script was changed: its hash must be too");
    assert!(!SCRIPT.contains("</") && !STYLE.contains("</"));
}

fn base64(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let group = |group: &[u8]| {
        let bits = group.iter().fold(0u32, |bits, &byte| bits << 8 | u32::from(byte)) << (8 * (3 - group.len()));
        (0..4).map(|at| if at > group.len() { '=' } else { DIGITS[(bits >> (18 - 6 * at) & 63) as usize] as char }).collect::<String>()
    };
    bytes.chunks(3).map(group).collect()
}

/// FIPS 180-4. The constants are the first bits of the roots of the first primes.
fn sha256(message: &[u8]) -> Vec<u8> {
    let primes: Vec<u32> = (2u32..).filter(|n| (2..*n).all(|d| n % d != 0)).take(64).collect();
    let fraction = |root: f64| (root.fract() * 2f64.powi(32)) as u32;
    let rounds: Vec<u32> = primes.iter().map(|&p| fraction(f64::from(p).cbrt())).collect();
    let mut state: Vec<u32> = primes.iter().take(8).map(|&p| fraction(f64::from(p).sqrt())).collect();
    let mut padded = message.to_vec();
    padded.push(0x80);
    padded.resize(padded.len().next_multiple_of(64) + if padded.len() % 64 > 56 { 64 } else { 0 } - 8, 0);
    padded.extend((message.len() as u64 * 8).to_be_bytes());
    for block in padded.chunks(64) {
        let mut w: Vec<u32> = block.chunks(4).map(|word| u32::from_be_bytes(word.try_into().unwrap())).collect();
        for t in 16..64 {
            let (a, b) = (w[t - 15], w[t - 2]);
            let small = a.rotate_right(7) ^ a.rotate_right(18) ^ a >> 3;
            let large = b.rotate_right(17) ^ b.rotate_right(19) ^ b >> 10;
            w.push(w[t - 16].wrapping_add(small).wrapping_add(w[t - 7]).wrapping_add(large));
        }
        let mut s = state.clone();
        for t in 0..64 {
            let one = s[4].rotate_right(6) ^ s[4].rotate_right(11) ^ s[4].rotate_right(25);
            let choice = s[4] & s[5] ^ !s[4] & s[6];
            let first = s[7].wrapping_add(one).wrapping_add(choice).wrapping_add(rounds[t]).wrapping_add(w[t]);
            let zero = s[0].rotate_right(2) ^ s[0].rotate_right(13) ^ s[0].rotate_right(22);
            let second = zero.wrapping_add(s[0] & s[1] ^ s[0] & s[2] ^ s[1] & s[2]);
            s.rotate_right(1);
            s[4] = s[4].wrapping_add(first);
            s[0] = first.wrapping_add(second);
        }
        state.iter_mut().zip(&s).for_each(|(total, word)| *total = total.wrapping_add(*word));
    }
    state.iter().flat_map(|word| word.to_be_bytes()).collect()
}
