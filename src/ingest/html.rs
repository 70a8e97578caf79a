//! Web pages: the article that stands on them.
//!
//! The article is found by dom_smoothie, a port of Mozilla's Readability. A short scan of the tags comes first, because a parser builds
//! whatever it is asked to: pages nested thousands deep cost it time and stack far beyond their size.

use super::article::{Line, Page};
use super::date;
use dom_smoothie::{Article, Config, Readability, TextMode};
use rustc_hash::{FxHashMap, FxHasher};
use std::hash::Hasher;

/// The largest page, in bytes.
const MAX_PAGE: usize = 8 << 20;
/// How deep elements may be nested.
const MAX_DEPTH: usize = 512;
/// How many elements a parser may have to repeat because `<b>` and its kind were left open: open ones, summed over all tags.
const MAX_REPEATED: usize = 2_000_000;

/// Reads a page. `Err` is the reason why it is skipped.
pub(super) fn page(html: &str) -> Result<Page, String> {
    if html.len() > MAX_PAGE {
        return Err(format!("a page of {} bytes; the limit is {MAX_PAGE}", html.len()));
    }
    let scan = Scan::of(html);
    scan.check()?;
    let config = || Some(Config { text_mode: TextMode::Formatted, ..Config::default() });
    let article = quietly(|| Readability::new(html, None, config()).ok()?.parse().ok()).flatten();
    let text = match &article {
        Some(article) => article.text_content.to_string(),
        None => scan.text(html),
    };
    let mut page = article.map_or_else(Page::default, about);
    page.published = page.published.or_else(|| time(html));
    page.lines = Places::of(html, &scan).lines(&text);
    Ok(page)
}

/// Whether a text of unknown kind is a page.
pub(super) fn looks_like(text: &str) -> bool {
    let start = super::start_of(text, 4096).to_ascii_lowercase();
    start.starts_with('<') && ["<!doctype html", "<html", "<head", "<body", "<article", "<p>", "<div"].iter().any(|tag| start.contains(tag))
}

/// What a foreign parser makes of foreign text must not end the program: a panic in it is as good as finding nothing.
fn quietly<T>(work: impl FnOnce() -> T) -> Option<T> {
    std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).ok()
}

fn about(article: Article) -> Page {
    let url = article.url.unwrap_or_default();
    let site = article.site_name.filter(|name| !name.trim().is_empty()).unwrap_or_else(|| host(&url).to_owned());
    let published = article.published_time.and_then(|time| date::day(&time));
    Page { title: without_site(&article.title, &site).to_owned(), outlet: site.trim().to_owned(), published, url, lines: Vec::new() }
}

/// `Blast in Basra` of `Blast in Basra | The Basra Post`.
fn without_site<'t>(title: &'t str, site: &str) -> &'t str {
    let title = title.trim();
    let rest = title.strip_suffix(site.trim()).map(str::trim_end).filter(|_| !site.trim().is_empty());
    rest.and_then(|rest| rest.strip_suffix(['|', '-', '–', '—', '»', '·', ':'])).map_or(title, str::trim_end)
}

/// `example.org` of `https://www.example.org/a`.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or("", |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    host.strip_prefix("www.").unwrap_or(host)
}

/// The first `datetime="…"` of a page.
fn time(html: &str) -> Option<jiff::civil::Date> {
    let (_, rest) = html.split_once("datetime=")?;
    let rest = rest.trim_start_matches(['"', '\'']);
    date::day(super::start_of(rest, 40))
}

/// What a scan of the tags finds.
#[derive(Debug, Default)]
struct Scan {
    depth: usize,
    deepest: usize,
    /// Open elements by name.
    open: FxHashMap<String, usize>,
    formatting: usize,
    repeated: usize,
    /// The stretches of text between tags, scripts and styles left out; `true` where a block begins before it.
    stretches: Vec<(bool, usize, usize)>,
    block: bool,
}

const VOID: [&str; 14] = ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];
/// Elements that end by themselves where the next of their kind begins: leaving them open nests nothing.
const SELF_ENDING: [&str; 15] =
    ["p", "li", "dt", "dd", "tr", "td", "th", "option", "optgroup", "thead", "tbody", "tfoot", "colgroup", "rp", "rt"];
/// Elements that a parser opens again in every block until they are closed.
const FORMATTING: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];
/// Elements whose content is not markup.
const RAW: [&str; 8] = ["script", "style", "textarea", "title", "iframe", "noembed", "noframes", "xmp"];
/// Elements within a line.
const INLINE: [&str; 24] = [
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "i", "img", "mark", "nobr", "q", "s", "small", "span", "strike", "strong",
    "sub", "sup", "time", "tt", "u", "wbr",
];

impl Scan {
    fn of(html: &str) -> Self {
        let (mut scan, mut at) = (Self::default(), 0);
        while let Some(found) = html[at..].find('<') {
            scan.stretch(at, at + found);
            at = scan.tag(html, at + found);
        }
        scan.stretch(at, html.len());
        scan
    }

    fn check(&self) -> Result<(), String> {
        if self.deepest > MAX_DEPTH {
            return Err(format!("a page nested {} elements deep; the limit is {MAX_DEPTH}", self.deepest));
        }
        match self.repeated > MAX_REPEATED {
            true => Err("a page with too many elements that are never closed".to_owned()),
            false => Ok(()),
        }
    }

    fn stretch(&mut self, start: usize, end: usize) {
        if start < end {
            self.stretches.push((std::mem::take(&mut self.block), start, end));
        }
    }

    /// Takes in the tag that begins at a byte and gives the byte behind it, and behind its content where that is not markup.
    fn tag(&mut self, html: &str, start: usize) -> usize {
        let rest = &html[start..];
        if rest.starts_with("<!--") {
            return start + rest.find("-->").map_or(rest.len(), |end| end + 3);
        }
        let is_close = rest.starts_with("</");
        let name_at = if is_close { 2 } else { 1 };
        let name_length = rest[name_at..].find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len() - name_at);
        let name = rest[name_at..name_at + name_length].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let is_markup = rest.starts_with("<!") || rest.starts_with("<?") || is_close;
            return start + if is_markup { rest.find('>').map_or(rest.len(), |end| end + 1) } else { 1 };
        }
        let end = start + tag_length(rest);
        self.block |= !INLINE.contains(&name.as_str());
        if is_close {
            self.close(&name);
        } else if !VOID.contains(&name.as_str()) && !self.ends_at_once(&html[start..end]) {
            if RAW.contains(&name.as_str()) {
                return end + raw_length(&html[end..], &name);
            }
            self.open(name);
        }
        end
    }

    /// `<path/>` within a drawing holds nothing; anywhere else the stroke means nothing.
    fn ends_at_once(&self, tag: &str) -> bool {
        tag.ends_with("/>") && ["svg", "math"].iter().any(|name| self.open.get(*name).is_some_and(|&count| count > 0))
    }

    fn open(&mut self, name: String) {
        self.repeated += self.formatting;
        self.formatting += usize::from(FORMATTING.contains(&name.as_str()));
        if !SELF_ENDING.contains(&name.as_str()) {
            self.depth += 1;
            self.deepest = self.deepest.max(self.depth);
            *self.open.entry(name).or_default() += 1;
        }
    }

    fn close(&mut self, name: &str) {
        if let Some(count) = self.open.get_mut(name).filter(|count| **count > 0) {
            *count -= 1;
            self.depth -= 1;
            self.formatting -= usize::from(FORMATTING.contains(&name));
        }
    }

    /// All text of a page that no article was found on, a paragraph for each block.
    fn text(&self, html: &str) -> String {
        let mut text = String::new();
        for &(block, start, end) in &self.stretches {
            if block {
                text.push_str("\n\n");
            }
            text.push_str(&entities(&html[start..end]).replace('\n', " "));
        }
        text
    }
}

/// The length of a tag, its quoted values included.
fn tag_length(tag: &str) -> usize {
    let mut quote = None;
    let mut after_equals = false;
    for (at, byte) in tag.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return at + 1,
            (None, b'"' | b'\'') if after_equals => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
        after_equals = byte == b'=' || after_equals && byte.is_ascii_whitespace();
    }
    tag.len()
}

/// How much of a text belongs to a script or its kind: up to its closing tag.
fn raw_length(rest: &str, name: &str) -> usize {
    let closes = |at: &usize| {
        let behind = &rest.as_bytes()[at + 2..];
        behind.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    };
    rest.match_indices("</").map(|(at, _)| at).find(closes).unwrap_or(rest.len())
}

/// The commonest entities with a name.
const NAMED: [(&str, &str); 14] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("eacute", "é"),
];

/// The characters behind the commonest entities.
fn entities(text: &str) -> String {
    let (mut clean, mut rest) = (String::with_capacity(text.len()), text);
    while let Some(at) = rest.find('&') {
        clean.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let end = rest.bytes().take(10).position(|b| b == b';');
        let decoded = end.and_then(|end| match rest[..end].strip_prefix('#') {
            Some(code) => character(code).map(String::from),
            None => NAMED.iter().find(|(name, _)| *name == &rest[..end]).map(|(_, text)| (*text).to_owned()),
        });
        match (decoded, end) {
            (Some(decoded), Some(end)) => {
                clean.push_str(&decoded);
                rest = &rest[end + 1..];
            }
            _ => clean.push('&'),
        }
    }
    clean + rest
}

fn character(code: &str) -> Option<char> {
    let hex = code.strip_prefix(['x', 'X']);
    char::from_u32(hex.map_or_else(|| code.parse().ok(), |hex| u32::from_str_radix(hex, 16).ok())?)
}

/// Where the words of a page stand, so that the lines of its article can be given the lines of the file.
struct Places {
    /// The line of each word of the page.
    lines: Vec<u32>,
    words: Vec<u64>,
    /// For each three words in a row: where they begin, in order.
    runs: FxHashMap<[u64; 3], Vec<u32>>,
}

impl Places {
    fn of(html: &str, scan: &Scan) -> Self {
        let (mut lines, mut words) = (Vec::new(), Vec::new());
        let (mut line, mut counted) = (1, 0);
        for &(_, start, end) in &scan.stretches {
            line += breaks(&html[counted..start]);
            counted = end;
            for piece in html[start..end].split_inclusive('\n') {
                let found = words_of(&entities(piece));
                lines.extend(std::iter::repeat_n(line, found.len()));
                words.extend(found);
                line += breaks(piece);
            }
        }
        let mut runs: FxHashMap<[u64; 3], Vec<u32>> = FxHashMap::default();
        for (at, run) in words.windows(3).enumerate() {
            runs.entry([run[0], run[1], run[2]]).or_default().push(at as u32);
        }
        Self { lines, words, runs }
    }

    /// The lines of a text, each with the line of the page where its first words stand behind those of the line before;
    /// a line that is not found there keeps the number of the line before.
    fn lines(&self, text: &str) -> Vec<Line> {
        let (mut at, mut number) = (0, 1);
        let mut lines = Vec::new();
        for written in text.split('\n').map(str::trim) {
            let words = words_of(written);
            if let Some(found) = self.find(&words, at) {
                number = self.lines[found];
                at = found + words.len().max(1);
            }
            lines.push(Line { number, text: written.to_owned() });
        }
        lines
    }

    fn find(&self, words: &[u64], from: usize) -> Option<usize> {
        let run = words.windows(3).take(8).enumerate().find_map(|(offset, run)| {
            let places = self.runs.get(&[run[0], run[1], run[2]])?;
            let at = places.partition_point(|&at| (at as usize) < from + offset);
            places.get(at).map(|&at| (at as usize).saturating_sub(offset))
        });
        let nearby = || self.words.iter().skip(from).take(200).position(|word| Some(word) == words.first()).map(|at| from + at);
        run.or_else(|| if words.len() < 3 { nearby() } else { None })
    }
}

fn breaks(text: &str) -> u32 {
    text.bytes().filter(|&b| b == b'\n').count() as u32
}

fn words_of(text: &str) -> Vec<u64> {
    let hash = |word: &str| {
        let mut hasher = FxHasher::default();
        hasher.write(word.as_bytes());
        hasher.finish()
    };
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(hash).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(paragraphs: &[&str]) -> String {
        let body: Vec<String> = paragraphs.iter().map(|p| format!("<p>{p}</p>\n")).collect();
        format!(
            "<!DOCTYPE html>\n<html><head><title>Blast in Basra | The Basra Post</title>\n<meta property=\"og:site_name\" content=\"The Basra Post\">\n\
             <meta property=\"article:published_time\" content=\"2021-07-28T09:00:00Z\">\n<script>if (a < b) {{ }}</script></head>\n<body><nav><a href=\"/\">Home</a></nav>\n<article>\n{}</article></body></html>",
            body.concat()
        )
    }

    const LONG: &str = "A fire at a grain store in the north of the city burned for three hours on Tuesday, the fire service said, and it did not spread to the houses around it because the wind had turned before dawn.";

    #[test]
    fn finds_the_article_with_its_outlet_date_and_lines() {
        let second = "The owner&rsquo;s <b>lawyer</b> said that nobody had been hurt,\nthough two firefighters were taken to hospital with burns and were sent home the same evening.";
        let html = article(&[LONG, second, LONG]);
        let page = page(&html).unwrap();
        assert_eq!((page.title.as_str(), page.outlet.as_str()), ("Blast in Basra", "The Basra Post"));
        assert_eq!(page.published, Some(jiff::civil::date(2021, 7, 28)));
        let lines: Vec<(u32, &str)> = page.lines.iter().filter(|l| !l.text.is_empty()).map(|l| (l.number, &l.text[..9])).collect();
        assert_eq!(lines, [(8, "A fire at"), (9, "The owner"), (11, "A fire at")]);
    }

    #[test]
    fn keeps_the_text_of_a_page_without_an_article() {
        let page = page("<html><body><div>It rained.<br>He said &quot;no&quot;.</div></body></html>").unwrap();
        let text: Vec<&str> = page.lines.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(text.join(" "), "It rained. He said \"no\".");
    }

    #[test]
    fn refuses_pages_that_cost_more_than_they_hold() {
        let deep = "<div>".repeat(600);
        assert_eq!(page(&deep).unwrap_err(), "a page nested 600 elements deep; the limit is 512");
        let disguised = "<div></span>".repeat(600);
        assert!(page(&disguised).is_err());
        let open: String = (0..500).map(|i| format!("<b id={i}>")).collect();
        assert_eq!(page(&(open + &"<p>".repeat(5000))).unwrap_err(), "a page with too many elements that are never closed");
        assert!(page(&"<p>It rained.".repeat(5000)).is_ok());
    }

    #[test]
    fn reads_odd_markup_without_failing() {
        for html in ["<", "<a", "</", "<a b='", "<!--", "<script>", "<p>&#xffffffff;&;&", "a<b>c", "<a b=\"é>", "&é;&aé;"] {
            assert!(page(html).is_ok(), "{html}");
        }
    }
}
