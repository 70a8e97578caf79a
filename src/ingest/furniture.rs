//! Page furniture: what stands around an article and came along when it was copied.
//!
//! Furniture is known by its form: a line that is a button, a time, a credit; the headlines under "Read more"; what stands behind
//! "Leave a reply". The words that make the forms are in `rules/general/furniture.toml`. A paragraph of prose is never taken for
//! its place alone: it goes only with a header above it that says what follows, or with words that only a site says to its readers.

use super::article::Line;
use super::date;
use crate::text;
use jiff::civil::Date;
use rustc_hash::FxHashSet;
use serde::Deserialize;
use std::sync::LazyLock;

/// What is left of an article, and what the furniture said.
#[derive(Debug, Default)]
pub(super) struct Cleaned {
    pub(super) lines: Vec<Line>,
    /// How many lines and editor's inserts were taken out.
    pub(super) removed: usize,
    /// The name in a last line `Source: …`.
    pub(super) outlet: String,
    /// The date in a line of its own above the article.
    pub(super) published: Option<Date>,
}

/// Takes the furniture out of the lines of an article.
pub(super) fn clean(lines: Vec<Line>) -> Cleaned {
    let mut page = Page::of(&lines);
    page.drop_lines();
    page.drop_readers();
    page.drop_boxes();
    page.drop_lists();
    page.drop_head();
    page.drop_menus();
    page.drop_captions();
    page.drop_copies();
    let outlet = page.drop_origin();
    let published = page.published;
    let gone: Vec<usize> = page.seen.iter().filter(|seen| seen.gone).map(|seen| seen.at).collect();
    let (lines, inserts) = kept(lines, &gone);
    Cleaned { lines, removed: gone.len() + inserts, outlet, published }
}

/// The word lists, as written.
#[derive(Debug, Deserialize)]
struct Written {
    furniture: Lists,
}

/// The word lists; see the file for what each is.
#[derive(Debug, Deserialize)]
struct Lists {
    alone: FxHashSet<String>,
    opens: Vec<String>,
    holds: Vec<String>,
    lists: FxHashSet<String>,
    readers: FxHashSet<String>,
    perhaps_readers: FxHashSet<String>,
    says: FxHashSet<String>,
    buttons: FxHashSet<String>,
    sections: FxHashSet<String>,
    stamps: FxHashSet<String>,
    stamped: Vec<String>,
    agencies: FxHashSet<String>,
    captions: Vec<String>,
    credits: Vec<String>,
    origins: FxHashSet<String>,
    boxes: Vec<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let written: Written =
        toml::from_str(include_str!("../../rules/general/furniture.toml")).expect("the shipped list of furniture is well formed");
    written.furniture
});

/// A line that is not blank.
#[derive(Debug)]
struct Seen<'t> {
    /// Its place among all lines.
    at: usize,
    /// Without white space around it.
    text: &'t str,
    /// In lower case with plain quotes, without bullets before it.
    plain: String,
    /// As the lists write it: also with `#` for numbers and without punctuation behind it.
    key: String,
    words: usize,
    gone: bool,
}

/// The lines of an article that are not blank.
struct Page<'t> {
    seen: Vec<Seen<'t>>,
    published: Option<Date>,
}

impl<'t> Seen<'t> {
    fn new(at: usize, line: &'t str) -> Self {
        let text = line.trim();
        let plain: String = unbulleted(text).chars().map(text::fold).flat_map(char::to_lowercase).collect();
        let words = text.split_whitespace().filter(|word| word.contains(char::is_alphanumeric)).count();
        let key = if words <= MAX_KEY_WORDS { key(&plain) } else { String::new() };
        Self { at, text, plain, key, words, gone: false }
    }

    /// Whether it ends as a sentence does.
    fn is_ended(&self) -> bool {
        let end = self.plain.trim_end_matches(['"', '\'', ')', ']', ' ']);
        end.ends_with(['.', '!', '?', '…'])
    }

    /// A paragraph of prose: a whole sentence of some length, or a long line.
    fn is_prose(&self) -> bool {
        self.words >= 8 && self.is_ended() || self.words >= 30
    }

    /// A line as headlines are: not long, and without the full stop of a sentence.
    fn is_headline(&self) -> bool {
        let question = self.plain.trim_end_matches(['"', '\'']).ends_with('?');
        self.words <= 24 && (question || !self.is_ended()) && !self.plain.contains(". ")
    }
}

/// The longest line of the lists that compare whole lines, in words.
const MAX_KEY_WORDS: usize = 14;

fn unbulleted(text: &str) -> &str {
    text.trim_start_matches(|c: char| c.is_whitespace() || "•·●○■□▪▶►▸➤‣✓+*-–—»›>|~".contains(c))
}

fn key(plain: &str) -> String {
    let mut key = String::with_capacity(plain.len());
    for c in plain.trim_end_matches(|c: char| c.is_whitespace() || ".:!…,;\"'>|-→".contains(c)).chars() {
        match c {
            '0'..='9' if key.ends_with('#') => {}
            '0'..='9' => key.push('#'),
            _ => key.push(c),
        }
    }
    key.split_whitespace().collect::<Vec<_>>().join(" ")
}

impl<'t> Page<'t> {
    fn of(lines: &'t [Line]) -> Self {
        let seen = lines.iter().enumerate().filter(|(_, line)| !line.text.trim().is_empty());
        Self { seen: seen.map(|(at, line)| Seen::new(at, &line.text)).collect(), published: None }
    }

    /// Lines that are furniture wherever they stand.
    fn drop_lines(&mut self) {
        for seen in &mut self.seen {
            seen.gone = is_furniture(seen);
        }
    }

    /// What readers wrote, to the end.
    fn drop_readers(&mut self) {
        let Some(first) = self.seen.iter().position(|seen| !seen.gone && seen.is_prose()) else { return };
        let starts = |at: &usize| self.starts_readers(*at);
        if let Some(start) = (first + 1..self.seen.len()).find(starts) {
            self.drop_all(start..self.seen.len());
        }
        for seen in &mut self.seen {
            seen.gone |= LISTS.readers.contains(&seen.key) || LISTS.perhaps_readers.contains(&seen.key);
        }
    }

    fn starts_readers(&self, at: usize) -> bool {
        let seen = &self.seen[at];
        let perhaps = || LISTS.perhaps_readers.contains(&seen.key) && (at + 1..self.seen.len()).take(6).any(|at| self.is_comment(at));
        LISTS.readers.contains(&seen.key) || self.is_comment(at) || perhaps()
    }

    /// `2. Jane Roe says`, or `Jane Roe says:` with a time under it.
    fn is_comment(&self, at: usize) -> bool {
        let plain = self.seen[at].plain.as_str();
        let digits = plain.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = digits > 0 && plain[digits..].starts_with(['.', ')']);
        let saying =
            self.seen[at].words <= 7 && plain.trim_end_matches(':').rsplit(' ').next().is_some_and(|word| LISTS.says.contains(word));
        let timed = || plain.ends_with(':') && self.seen.get(at + 1).is_some_and(is_stamp);
        saying && self.seen[at].words >= 2 && (numbered || timed())
    }

    /// `About Us`, and what a site says of itself under it, at the end.
    fn drop_boxes(&mut self) {
        let from = self.seen.len().saturating_sub(6);
        let is_header = |at: usize| {
            let seen = &self.seen[at];
            let subject = seen.plain.strip_prefix("about ").filter(|_| seen.words <= 6 && !seen.is_ended());
            let under = self.seen.get(at + 1).map_or("", |seen| seen.plain.as_str());
            subject.is_some_and(|subject| is_box(subject, under))
        };
        if let Some(start) = (from..self.seen.len()).filter(|&at| at > 0).find(|&at| is_header(at)) {
            self.drop_all(start..self.seen.len());
        }
    }

    /// The headlines under "Read more". Where prose follows them, a short line right before it may be its heading, and stays.
    fn drop_lists(&mut self) {
        let mut at = 1;
        while at < self.seen.len() {
            if !LISTS.lists.contains(&self.seen[at].key) {
                at += 1;
                continue;
            }
            let items = self.seen[at + 1..].iter().take_while(|seen| seen.gone || seen.is_headline()).count();
            let end = at + 1 + items;
            let has_heading = end < self.seen.len() && items > 0 && self.seen[end - 1].words <= 6;
            self.drop_all(at..end - usize::from(has_heading));
            at = end;
        }
    }

    /// Runs of short lines with the names of a site's sections.
    fn drop_menus(&mut self) {
        let is_short = |seen: &Seen| seen.words <= 3 && !seen.is_ended();
        let mut at = 0;
        while at < self.seen.len() {
            let length = self.seen[at..].iter().take_while(|seen| is_short(seen)).count();
            let run = &self.seen[at..at + length];
            if length >= 4 && run.iter().filter(|seen| LISTS.sections.contains(&seen.key)).count() >= 2 {
                self.drop_all(at..at + length);
            }
            at += length.max(1);
        }
    }

    /// Above the article: who wrote it and when, and the captions of its first picture.
    fn drop_head(&mut self) {
        for seen in self.seen.iter_mut().filter(|seen| !seen.gone) {
            if is_stamp(seen) {
                seen.gone = true;
                self.published = self.published.or_else(|| date::day(seen.text));
            } else if is_byline(seen) || is_caption(seen) {
                seen.gone = true;
            } else if seen.is_prose() {
                break;
            }
        }
    }

    /// Captions anywhere.
    fn drop_captions(&mut self) {
        for seen in &mut self.seen {
            seen.gone |= is_caption(seen);
        }
    }

    /// The second of two equal lines close together: a caption or standfirst that the page shows twice.
    fn drop_copies(&mut self) {
        for at in 1..self.seen.len() {
            let (before, rest) = self.seen.split_at_mut(at);
            let near = before.iter().rev().take(3);
            rest[0].gone |= rest[0].words >= 5 && near.into_iter().any(|seen| seen.plain == rest[0].plain);
        }
    }

    /// Lines `Source: …`; the name in the last one that stands behind all that is kept.
    fn drop_origin(&mut self) -> String {
        let mut outlet = String::new();
        for seen in self.seen.iter_mut().filter(|seen| !seen.gone) {
            match origin(seen) {
                Some(name) => {
                    outlet = name.to_owned();
                    seen.gone = true;
                }
                None => outlet.clear(),
            }
        }
        outlet
    }

    fn drop_all(&mut self, range: std::ops::Range<usize>) {
        self.seen[range].iter_mut().for_each(|seen| seen.gone = true);
    }
}

fn is_furniture(seen: &Seen) -> bool {
    let lists = &*LISTS;
    let starts = |list: &[String]| list.iter().any(|start| seen.plain.starts_with(start.as_str()));
    seen.words == 0
        || lists.alone.contains(&seen.key)
        || is_address(seen.text)
        || seen.words <= if seen.is_ended() { 25 } else { 40 } && starts(&lists.opens)
        || seen.words <= 45 && lists.holds.iter().any(|phrase| holds(&seen.plain, phrase))
        || seen.words <= 14 && starts(&lists.stamped) && is_stamp(seen)
        || seen.words <= 14 && words(&seen.plain).all(|word| lists.buttons.contains(word))
}

/// A line that is one web address.
fn is_address(text: &str) -> bool {
    let text = unbulleted(text);
    !text.contains(char::is_whitespace) && ["http://", "https://", "www."].iter().any(|start| text.starts_with(start))
}

fn words(plain: &str) -> impl Iterator<Item = &str> {
    plain.split(|c: char| c.is_whitespace() || "|,·•/()".contains(c)).filter(|word| !word.is_empty())
}

/// A line of nothing but a date, a time, and the words around them.
fn is_stamp(seen: &Seen) -> bool {
    let is_word = |word: &str| {
        let word = word.trim_matches(['.', ':', ',', '-']);
        let clean = word.trim_start_matches(|c: char| c.is_ascii_digit() || ".:-+".contains(c));
        clean.is_empty() || LISTS.stamps.contains(clean) || date::is_month(clean) || LISTS.stamps.contains(word)
    };
    let has_number = seen.plain.contains(|c: char| c.is_ascii_digit());
    let has_name = words(&seen.plain).any(|word| word.contains(char::is_alphabetic));
    let is_day = || date::day(seen.text).is_some();
    has_number && (1..=14).contains(&seen.words) && (has_name || is_day()) && words(&seen.plain).all(is_word)
}

/// `By Jane Roe in Basra and John Doe`.
fn is_byline(seen: &Seen) -> bool {
    let Some(names) = seen.text.strip_prefix("By ").or_else(|| seen.text.strip_prefix("BY ")) else { return false };
    let is_name = |word: &str| {
        word.starts_with(char::is_uppercase) || ["and", "in", "for", "of", "at", "the", "de", "al", "&", "|", "-", "–"].contains(&word)
    };
    let starts = names.starts_with(char::is_uppercase);
    starts && seen.words <= 12 && !seen.is_ended() && names.split_whitespace().all(is_name) && !names.split_whitespace().any(date::is_month)
}

/// A credit of its own; or one in brackets behind what only captions say, or behind a line without a full stop.
fn is_caption(seen: &Seen) -> bool {
    credit_of(seen).is_some_and(|credit| credit.is_own || is_captioned(seen) || is_one_phrase(credit.before) && !tells(&seen.plain))
}

/// The credit that a line ends with, and what stands before it.
struct Credit<'s> {
    before: &'s str,
    /// Whether it is a sentence of its own that only pictures have (`Photograph: Ahmed/AFP`, `REUTERS/Ahmed`), and not a name in brackets.
    is_own: bool,
}

/// `… (Reuters)`, `… [Ahmed/AP]`, `… Photograph: Ahmed/AFP`, `… REUTERS/Ahmed`.
fn credit_of<'s>(seen: &'s Seen) -> Option<Credit<'s>> {
    let plain = seen.plain.as_str();
    if let Some(inner) = plain.strip_suffix([')', ']']) {
        let open = inner.rfind(['(', '['])?;
        return is_credit(&inner[open + 1..]).then(|| Credit { before: &plain[..open], is_own: false });
    }
    let introduced = LISTS.credits.iter().filter_map(|intro| plain.rfind(intro.as_str())).max();
    let start = introduced.or_else(|| stroke(plain).filter(|_| !seen.is_ended()))?;
    let before = plain[..start].trim_end();
    let is_own = before.is_empty() || before.ends_with(['.', '!', '?', '"', '-', '|', ')', ';']);
    (is_own && plain[start..].split_whitespace().count() <= 10).then_some(Credit { before, is_own })
}

/// Whether the words in brackets name an agency: `reuters`, `ahmed saad/ap`, `file: afp`, `ap photo/ahmed saad`.
fn is_credit(credit: &str) -> bool {
    let parts = credit.split(['/', ':', ',', '|']).map(str::trim);
    credit.split_whitespace().count() <= 10 && parts.into_iter().any(|part| LISTS.agencies.contains(part) || via(part))
}

fn via(part: &str) -> bool {
    part.rsplit_once("via ").is_some_and(|(_, name)| LISTS.agencies.contains(name.trim()))
}

/// Where a credit with a stroke begins among the last words: `reuters/ahmed saad`, `ahmed saad/afp`.
fn stroke(plain: &str) -> Option<usize> {
    let tail_at = plain.char_indices().rev().take(60).last().map_or(0, |(at, _)| at);
    let tail = &plain[tail_at..];
    let start = tail[..tail.find('/')?].rfind(['.', '-', '|', ';']).map_or(0, |at| at + 1);
    let segment = tail[start..].trim_start();
    is_credit(segment).then(|| plain.len() - segment.len())
}

/// Words without the end of a sentence, behind them or among them.
fn is_one_phrase(before: &str) -> bool {
    let ends = before.trim_end().trim_end_matches(['"', '\'']).ends_with(['.', '!', '?']);
    // `U.S. soldiers` is one phrase; `in April. glb/sb` is not.
    let breaks = before.match_indices(". ").any(|(at, _)| before[..at].rsplit([' ', '.']).next().is_some_and(|word| word.len() > 3));
    !ends && !breaks
}

/// Whether a phrase stands among whole words.
fn holds(plain: &str, phrase: &str) -> bool {
    let is_whole = |at: usize| {
        let (before, behind) = (&plain[..at], &plain[at + phrase.len()..]);
        let runs_on = behind.starts_with(char::is_alphanumeric) && phrase.ends_with(char::is_alphanumeric);
        !(runs_on || before.ends_with(char::is_alphanumeric))
    };
    plain.match_indices(phrase).any(|(at, _)| is_whole(at))
}

fn is_captioned(seen: &Seen) -> bool {
    seen.words <= 70 && !tells(&seen.plain) && LISTS.captions.iter().any(|phrase| holds(&seen.plain, phrase))
}

/// Whether a line tells what somebody said, as articles do and captions hardly ever.
fn tells(plain: &str) -> bool {
    words(plain).any(|word| matches!(word.trim_matches(['.', ',']), "said" | "says" | "told" | "according" | "reported"))
}

/// The name in `Source: The Basra Post`, `Source » thebasrapost`, `(Source: AP)`.
fn origin<'t>(seen: &Seen<'t>) -> Option<&'t str> {
    let text = seen.text.trim_matches(['(', ')', '[', ']']);
    let (word, name) = text.split_once([':', '»', '›', '|', '–', '—'])?;
    let is_name = (1..=4).contains(&name.split_whitespace().count()) && name.len() <= 60;
    let is_origin = seen.words <= 8 && is_name && LISTS.origins.contains(&word.trim().to_lowercase());
    is_origin.then(|| name.trim().trim_end_matches('.'))
}

/// Whether the line under `About X` says of X what only a site, a firm or an author says of itself.
fn is_box(subject: &str, under: &str) -> bool {
    let names_it = words(subject).filter(|word| word.len() > 3).all(|word| under.contains(word));
    let start = super::start_of(under, 300);
    (names_it || matches!(subject, "us" | "the author" | "the authors" | "the writer" | "this site"))
        && LISTS.boxes.iter().any(|word| holds(start, word))
}

/// The lines without those that are gone, and without editor's inserts. Gives the number of inserts too.
fn kept(lines: Vec<Line>, gone: &[usize]) -> (Vec<Line>, usize) {
    let mut kept = Vec::with_capacity(lines.len());
    let (mut inserts, mut gone) = (0, gone.iter().peekable());
    for (at, mut line) in lines.into_iter().enumerate() {
        if gone.next_if(|&&next| next == at).is_some() {
            continue;
        }
        inserts += blank_inserts(&mut line.text);
        kept.push(line);
    }
    (kept, inserts)
}

/// The longest insert in square brackets that still belongs to the sentence, in words: `[the prime minister]`.
const MAX_INSERT: usize = 5;
/// The same within a quotation, where an insert stands for words of the speaker's own.
const MAX_QUOTED_INSERT: usize = 12;

/// Puts spaces in place of an editor's remarks in square brackets, byte for byte, so that every other place in the line holds.
fn blank_inserts(text: &mut String) -> usize {
    let mut inserts: Vec<(usize, usize)> = Vec::new();
    let mut open = Vec::new();
    for (at, c) in text.char_indices().filter(|(_, c)| matches!(c, '[' | ']')) {
        if c == '[' {
            open.push(at);
        } else if let Some(start) = open.pop().filter(|_| open.is_empty()) {
            inserts.push((start, at + 1));
        }
    }
    let is_word = |word: &&str| word.trim_start_matches(|c: char| !c.is_alphanumeric()).starts_with(char::is_alphabetic);
    let (mut quotes, mut counted) = (Quotes::default(), 0);
    inserts.retain(|&(start, end)| {
        quotes.read(&text[counted..start]);
        counted = start;
        let most = if quotes.is_open() { MAX_QUOTED_INSERT } else { MAX_INSERT };
        text[start..end].split_whitespace().filter(is_word).count() > most
    });
    for &(start, end) in &inserts {
        text.replace_range(start..end, &" ".repeat(end - start));
    }
    inserts.len()
}

/// The quotation marks of a line so far.
#[derive(Default)]
struct Quotes {
    curly: i32,
    straight: usize,
}

impl Quotes {
    fn read(&mut self, text: &str) {
        for c in text.chars() {
            match c {
                '“' => self.curly += 1,
                '”' => self.curly = (self.curly - 1).max(0),
                '"' => self.straight += 1,
                _ => {}
            }
        }
    }

    fn is_open(&self) -> bool {
        self.curly > 0 || self.straight % 2 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::article::numbered;

    fn kept_of(text: &str) -> Vec<String> {
        clean(numbered(text)).lines.into_iter().map(|line| line.text).filter(|text| !text.trim().is_empty()).collect()
    }

    const LEAD: &str = "The ministry said on Tuesday that the bridge would stay closed until the end of the month.";
    const MORE: &str = "Engineers found two cracks in its northern pier, according to a report seen by this newspaper.";

    /// Every line of `furniture` goes, wherever it stands in an article; the paragraphs around it stay.
    fn drops(furniture: &str) {
        let cases = [format!("{LEAD}\n\n{furniture}\n\n{MORE}"), format!("{LEAD}\n\n{MORE}\n\n{furniture}")];
        for text in cases {
            assert_eq!(kept_of(&text), [LEAD, MORE], "in {text}");
        }
    }

    #[test]
    fn drops_lines_that_only_pages_have() {
        let lines = [
            "Advertisement",
            "  • Oops!",
            "Something went wrong.",
            "·3-min read",
            "4 minute read",
            "In this article:",
            "Share this",
            "Read More:",
            "Facebook | Twitter | WhatsApp | Email",
            "Sign up for our free morning newsletter and never miss a story.",
            "Story continues below",
            "We use cookies to make this site work better for you.",
            "* * *",
            "https://example.org/story/12",
            "Image source, Getty Images",
            "Image caption, Cars wait on the eastern bank",
            "Published 28 July 2021",
            "Last updated on July 28, 2021 at 3:04 pm",
            "(Reporting by Jane Roe; Editing by John Doe)",
            "Read more: Bridge repairs cost twice as planned",
            "All rights reserved.",
            "Jane Roe in Basra contributed to this report.",
        ];
        for line in lines {
            drops(line);
        }
    }

    #[test]
    fn drops_captions_with_their_credit() {
        let lines = [
            "Cars wait on the eastern bank of the river (REUTERS)",
            "Cars wait on the eastern bank of the river [Ali Hassan/AP]",
            "Workers are seen at the bridge in Basra, July 28, 2021. (AP Photo/Ali Hassan)",
            "Workers repair the northern pier. Photograph: Ali Hassan/AFP/Getty Images",
            "Workers repair the northern pier on Tuesday. REUTERS/Ali Hassan/File Photo",
            "A view of the bridge in May 2020 (File photo)",
        ];
        for line in lines {
            drops(line);
        }
    }

    #[test]
    fn keeps_prose_that_looks_like_furniture() {
        let lines = [
            "Five people died when the bridge fell, police said. (ANI)",
            "Sources: officials said the bridge would open, close and open again before the winter begins.",
            "The video shows a truck on the bridge shortly before it fell into the river, witnesses said.",
            "Updated figures show that 12 people were hurt when the bridge fell on Monday.",
            "By Monday evening, two cranes had arrived.",
            "The bridge reopened and/or closed twice that week, officials said.",
            "What happens next",
            "About 200 people live on the eastern bank.",
            "President Roe says",
            "He asked his supporters to sign up for the vote before Friday.",
            "The comments came a day after the bridge was closed.",
            "“The resistance will go on.”",
            "He spoke to Reuters/Ipsos pollsters about the bridge on Tuesday and again on Wednesday.",
            "It was built by the Basra Bridge Company (BBC).",
            "The river has flooded four appearances of the ferry this year.",
            "The bridge reopened in April after a long dispute. glb/sb (Reuters, AFP)",
            "The new lock was developed by the team that made reCAPTCHA at the university.",
            "Support for the bridge fell in a Reuters/Ipsos poll.",
            "He wanted to mend its image: a bridge for all.",
        ];
        for line in lines {
            let text = format!("{LEAD}\n\n{line}\n\n{MORE}");
            assert_eq!(kept_of(&text), [LEAD, line, MORE]);
        }
    }

    #[test]
    fn drops_what_stands_above_the_article() {
        let head = "Bridge closed in Basra\n\nBy Jane Roe and John Doe\nJuly 28, 2021\n3 hours ago\n\nHome\nNews\nSport\nWeather\n\n";
        let cleaned = clean(numbered(&format!("{head}{LEAD}\n{MORE}")));
        let text: Vec<&str> = cleaned.lines.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect();
        assert_eq!(text, ["Bridge closed in Basra", LEAD, MORE]);
        assert_eq!(cleaned.published, Some(jiff::civil::date(2021, 7, 28)));
    }

    #[test]
    fn drops_the_headlines_under_read_more_and_goes_on_behind_them() {
        let list = "Read More\n\nWhy the bridge over the river matters to farmers\n\nIs it safe to cross?\n\nTen bridges that fell";
        assert_eq!(kept_of(&format!("{LEAD}\n\n{list}")), [LEAD]);
        assert_eq!(kept_of(&format!("{LEAD}\n\n{list} this year in the region\n\n{MORE}")), [LEAD, MORE]);
        assert_eq!(kept_of(&format!("{LEAD}\n\nRead more\n\nThe long way round\n\n{MORE}")), [LEAD, "The long way round", MORE]);
    }

    #[test]
    fn drops_readers_comments_to_the_end() {
        let tails = [
            "Leave A Reply\n\nYour email address will not be published.\n\nIt is all the fault of the ministry, as everyone in this town knows well.",
            "  1. Sam Roe says\n\n    It is all the fault of the ministry, as everyone in this town knows well.\n\n    1. Ann Doe says\n\n      No.",
            "2 Comments\n\nSam Roe says:\nJuly 9, 2021 at 3:04 pm\n\nIt is all the fault of the ministry, as everyone in this town knows well.",
        ];
        for tail in tails {
            assert_eq!(kept_of(&format!("{LEAD}\n\n{MORE}\n\n{tail}")), [LEAD, MORE], "{tail}");
        }
        assert_eq!(kept_of(&format!("12 Comments\n\n{LEAD}\n\n{MORE}")), [LEAD, MORE]);
    }

    #[test]
    fn drops_a_box_about_the_site_but_not_a_section_about_a_place() {
        let site = "About Bridge Watch\n\nBridge Watch is a platform run by engineers who spend their time looking at bridges.";
        let place = "About Basra\n\nBasra is a city of more than a million people in the south of the country.";
        assert_eq!(kept_of(&format!("{LEAD}\n\n{site}")), [LEAD]);
        assert_eq!(kept_of(&format!("{LEAD}\n\n{place}")).len(), 3);
    }

    #[test]
    fn takes_the_origin_from_the_last_line_only() {
        let outlet = |text: &str| clean(numbered(text)).outlet;
        assert_eq!(outlet(&format!("{LEAD}\n\nSource » thebasrapost")), "thebasrapost");
        assert_eq!(outlet(&format!("{LEAD}\n\nSource: The Basra Post\n\nLeave a comment\n")), "The Basra Post");
        assert_eq!(outlet(&format!("{LEAD}\n\nSource: Ministry of Roads\n\n{MORE}")), "");
    }

    #[test]
    fn keeps_one_of_two_equal_lines() {
        let twice = "Cars wait on the eastern bank of the river";
        assert_eq!(kept_of(&format!("{twice}\n{twice}\n\n{LEAD}")), [twice, LEAD]);
    }

    #[test]
    fn blanks_an_editors_remark_and_keeps_every_place() {
        let line = "The army responded [it can hardly be called a “response” when it came first] by closing [sic] the bridge [of Basra] [2.34 (95% CI: 1.63, 3.34); I2 = 0%].";
        let cleaned = clean(numbered(line));
        let text = &cleaned.lines[0].text;
        assert_eq!((text.len(), cleaned.removed), (line.len(), 1));
        assert_eq!(text::one_line(text), "The army responded by closing [sic] the bridge [of Basra] [2.34 (95% CI: 1.63, 3.34); I2 = 0%].");
        assert_eq!(text.find("closing"), line.find("closing"));
    }

    #[test]
    fn keeps_inserts_that_belong_to_the_sentence() {
        let lines = [
            "“We will go to [the neighbouring city on the other side] tomorrow,” he said.",
            "\"[I will not let this be] something we just accept,\" he said.",
            "A study of the drug [2.34 (95% CI: 1.63, 3.34); I2 = 0%] was withdrawn.",
            "He [the minister] left [and never came back",
        ];
        for line in lines {
            assert_eq!(clean(numbered(line)).lines[0].text, line);
        }
    }

    #[test]
    fn writes_its_lists_as_lines_are_compared() {
        for list in [&LISTS.alone, &LISTS.lists, &LISTS.readers, &LISTS.perhaps_readers] {
            let odd: Vec<&String> = list.iter().filter(|entry| key(unbulleted(entry)) != **entry).collect();
            assert!(odd.is_empty(), "never met: {odd:?}");
        }
    }
}
