//! Attribution: who is held to which words.
//!
//! In three steps: the cues of a sentence and their speakers' tokens (`cue`), what each is held to, and the names
//! behind pronouns and roles (`speaker`). Quotations that run on over sentences are settled last.

mod cue;
mod speaker;

use super::part::{Part, Reading};
use super::{Language, Sentence, Tokens};
use cue::{Content, Cue, Subject};
use speaker::Memory;
pub use speaker::is_anybody;

/// A part of a sentence that somebody other than the outlet is held to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribution {
    /// The tokens of the verb or phrase of saying (`said`, `according to`); empty for a quotation carried on from the sentence before.
    pub cue: Tokens,
    /// What the cue does.
    pub manner: Manner,
    /// The speaker as a report should name it, with pronouns and "the spokesperson" resolved to the last one named:
    /// `the Imam Ali Division militia`. Never empty.
    pub speaker: String,
    /// The speaker's tokens in this sentence, where it has any here.
    pub source: Option<Tokens>,
    /// The tokens held to the speaker. May contain the cue and the speaker when they interrupt the words.
    pub over: Tokens,
}

/// What a verb of saying does with what is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Manner {
    /// Says it is so: say, claim, according to.
    Assert,
    /// Says it is not so: deny, reject, refute.
    Deny,
    /// Holds somebody responsible: accuse, blame.
    Accuse,
    /// Is for it: welcome, hail, thank.
    Praise,
    /// Is against it: condemn, criticise.
    Criticize,
    /// Wants it done: urge, order, call on.
    Demand,
    /// Says it will be done: promise, pledge, threaten.
    Promise,
}

impl Sentence {
    /// The attribution that a range of tokens belongs to: the innermost that covers its first token.
    pub fn attribution_at(&self, token: usize) -> Option<&Attribution> {
        self.attributions.iter().filter(|a| a.over.contains(&token)).min_by_key(|a| (a.over.len(), a.cue.start))
    }
}

/// Nobody is held to more tokens of one sentence, and no more cues than this are looked ahead to for their end:
/// what keeps reading linear in a text without marks.
const LONGEST_WORDS: usize = 400;
const NEXT_CUES: usize = 12;

/// Fills [`Sentence::attributions`] of all sentences of one source; quotations and pronouns reach across sentences.
pub fn attribute(text: &str, sentences: &mut [Sentence], language: &Language) {
    let quoted = quotations(text, sentences);
    let mut memory = Memory::default();
    for (sentence, quoted) in sentences.iter_mut().zip(&quoted) {
        let reading = Reading::new(text, &sentence.tokens, language);
        sentence.attributions = read(&reading, sentence, quoted, &mut memory);
        memory.end_sentence(&reading, sentence);
    }
    carry_quotations(sentences, &quoted);
}

/// The attributions that a sentence has cues for.
fn read(reading: &Reading, sentence: &Sentence, quoted: &[bool], memory: &mut Memory) -> Vec<Attribution> {
    let cues = cue::find(reading, sentence, quoted);
    let mut found: Vec<Attribution> = Vec::new();
    for (i, cue) in cues.iter().enumerate() {
        let Subject(source) = &cue.subject;
        // "…, a trader claimed": where the words come first, no verb is weak.
        let weakly = reading.has("saying-weak", cue.tokens.start) && !matches!(cue.content, Content::Before(_));
        // Who quotes a paper holds to what it shows: "the minister said a survey found that".
        let passed_on = || found.iter().any(|a| a.over.contains(&source.start)) && speaker::is_paper(reading, source);
        if !speaker::can_speak(reading, source, weakly) || passed_on() {
            continue;
        }
        let speaker = memory.name(reading, sentence, source);
        let over = trimmed(reading, span(reading, &cues, i));
        if !speaker.is_empty() && over.start < over.end {
            memory.spoke(reading, &speaker, source);
            found.push(Attribution { cue: cue.tokens.clone(), manner: cue.manner, speaker, source: Some(source.clone()), over });
        }
    }
    found
}

/// The tokens that the cue's speaker is held to, before trimming.
fn span(reading: &Reading, cues: &[Cue], i: usize) -> Tokens {
    let cue = &cues[i];
    match cue.content {
        Content::After(start) => start..end_after(reading, cues, i, start),
        Content::Before(end) => start_before(reading, cues, i)..end,
        Content::Around(start) => start_before(reading, cues, i)..end_after(reading, cues, i, start),
    }
}

/// Where what is said ends: at the next speaker, or at the end of the sentence; for praise or denial of a thing, with its clause.
fn end_after(reading: &Reading, cues: &[Cue], i: usize, start: usize) -> usize {
    let longest = reading.len().min(start + LONGEST_WORDS);
    let stop = (start..longest).find(|&at| is_full_stop(reading, at)).unwrap_or(longest);
    let ahead = || cues[i + 1..].iter().take(NEXT_CUES);
    let next = ahead().filter_map(|next| cue::boundary(reading, next, start)).find(|&at| at > start);
    // "The ministry says it burned, the Herald reports": what the Herald is held to is no words of the ministry. But "inspectors found that
    // it burned, the mayor said" are the mayor's.
    let speaks = !reading.has("saying-weak", cues[i].tokens.start);
    let tag = ahead().find(|next| speaks && matches!(next.content, Content::Before(_)) && next.anchor > start).map(|tag| tag.anchor);
    let next = next.into_iter().chain(tag).min();
    let contrast = (start..stop).find(|&at| is_contrast(reading, at)).unwrap_or(stop);
    let end = next.unwrap_or(stop).min(contrast);
    if let Some(close) = closing_of_leading_quote(reading, start) {
        return close.min(end);
    }
    if says_a_clause(reading, cues[i].manner, start) { end } else { end.min(reading.clause_end(start + 1)) }
}

/// Whether a clause or quotation is said, not a thing named: "said that it left", not "hailed the pact".
fn says_a_clause(reading: &Reading, manner: Manner, start: usize) -> bool {
    let marked = matches!(reading.part(start), Part::Relative | Part::Open)
        || start > 0 && (reading.form(start - 1, "that") || reading.form(start - 1, ":"));
    marked || manner == Manner::Assert && reading.begins_clause(start)
}

/// `, while the ministry put the toll at nine`, `, but the fire went on`: no longer what was said. A pronoun after `but` is most
/// often still the speaker, and `but that` goes on with what he said.
fn is_contrast(reading: &Reading, at: usize) -> bool {
    let turns = reading.form(at + 1, "but")
        && !matches!(reading.part(at + 2), Part::Pronoun | Part::Relative)
        && !reading.form(at + 2, "that")
        && reading.begins_clause(at + 2);
    reading.part(at) == Part::Comma && !reading.tokens[at].quoted && (turns || reading.has("contrast", at + 1))
}

/// A full stop outside quotation marks; a sentence has one in its middle only where the splitter missed it, or behind a title: `Sen.`
fn is_full_stop(reading: &Reading, at: usize) -> bool {
    reading.part(at) == Part::Stop && !reading.tokens[at].quoted && !reading.is_inner_stop(at)
}

/// One past the quotation mark that closes a quotation beginning at `start`, if a comma follows: what comes then is not said.
fn closing_of_leading_quote(reading: &Reading, start: usize) -> Option<usize> {
    if reading.part(start) != Part::Open {
        return None;
    }
    let close = (start + 1..reading.len().min(start + LONGEST_WORDS)).find(|&i| reading.part(i) == Part::Close)?;
    let comma = reading.part(close - 1) == Part::Comma || reading.part(close + 1) == Part::Comma;
    let goes_on = reading.part(close + 2) == Part::Coordinator || reading.part(close + 2) == Part::Open;
    (comma && !goes_on).then_some(close + 1)
}

/// Where what was said before the cue begins: with the sentence, or where an earlier speaker's words end.
fn start_before(reading: &Reading, cues: &[Cue], i: usize) -> usize {
    let earlier = i.checked_sub(1).map_or(0, |before| cues[before].tokens.end);
    let turns = |&at: &usize| {
        let contrast = i > 0
            && !reading.tokens[at].quoted
            && reading.has("turn", at)
            && at > earlier
            && matches!(reading.part(at - 1), Part::Comma | Part::Close);
        contrast || is_full_stop(reading, at) || reading.form(at, ";")
    };
    let end = cues[i].tokens.start.min(cues[i].subject.0.start);
    let furthest = end.saturating_sub(LONGEST_WORDS);
    (earlier.max(furthest)..end).rev().find(turns).map_or(furthest, |at| at + 1)
}

/// Without the marks and joining words at its ends.
fn trimmed(reading: &Reading, mut over: Tokens) -> Tokens {
    let joint = |at: usize| matches!(reading.part(at), Part::Comma | Part::Stop | Part::Coordinator | Part::Break);
    while over.start < over.end && (joint(over.end - 1) || reading.part(over.end - 1) == Part::Relative) {
        over.end -= 1;
    }
    let opens = |at: usize| reading.form(at, "that") && reading.part(at) == Part::Relative || reading.part(at) == Part::To;
    while over.start < over.end && (joint(over.start) || opens(over.start)) {
        over.start += 1;
    }
    over
}

/// For each token of each sentence whether it stands in a quotation, counted over the whole text; a paragraph closes them.
fn quotations(text: &str, sentences: &[Sentence]) -> Vec<Vec<bool>> {
    let mut open = false;
    let mut paragraph = None;
    let mut all = Vec::with_capacity(sentences.len());
    for sentence in sentences {
        if paragraph.replace(sentence.paragraph) != Some(sentence.paragraph) {
            open = false;
        }
        all.push(sentence.tokens.iter().map(|t| see_quote(t.span.of(text), &mut open)).collect());
    }
    all
}

fn see_quote(mark: &str, open: &mut bool) -> bool {
    let before = *open;
    match mark {
        "“" | "«" | "„" => *open = true,
        "”" | "»" => *open = false,
        "\"" => *open = !*open,
        _ => {}
    }
    before || *open
}

/// Gives the first sentences of a quotation to the speaker named at its end; and then a sentence that is one quotation, and
/// has no cue, to whoever spoke just before it.
fn carry_quotations(sentences: &mut [Sentence], quoted: &[Vec<bool>]) {
    for i in (1..sentences.len()).rev() {
        let runs_on =
            quoted[i].first() == Some(&true) && sentences[i].paragraph == sentences[i - 1].paragraph && quoted[i - 1].last() == Some(&true);
        let speaker = sentences[i].attributions.first().filter(|a| a.over.start <= 1).map(|a| a.speaker.clone());
        if let Some(speaker) = speaker.filter(|_| runs_on && is_bare_quotation(&sentences[i - 1], &quoted[i - 1])) {
            let whole = carried(&sentences[i - 1], speaker);
            sentences[i - 1].attributions.push(whole);
        }
    }
    for i in 1..sentences.len() {
        let speaker = last_quoted_speaker(&sentences[i - 1], &quoted[i - 1]);
        if let Some(speaker) = speaker.filter(|_| is_bare_quotation(&sentences[i], &quoted[i])) {
            sentences[i].attributions.push(carried(&sentences[i], speaker));
        }
    }
}

fn carried(sentence: &Sentence, speaker: String) -> Attribution {
    Attribution { cue: 0..0, manner: Manner::Assert, speaker, source: None, over: 0..sentence.tokens.len() }
}

/// The last speaker of a sentence whose words were (partly) quoted.
fn last_quoted_speaker(sentence: &Sentence, quoted: &[bool]) -> Option<String> {
    let last = sentence.attributions.last()?;
    let any = |a: &&Attribution| a.over.clone().any(|at| quoted.get(at) == Some(&true));
    // "…, he said, according to a report": both are held to the quotation, and he has spoken it.
    let inner = sentence.attributions.iter().filter(|a| last.over.start <= a.over.start && a.over.end <= last.over.end).filter(any);
    inner.min_by_key(|a| a.over.len()).map(|a| a.speaker.clone())
}

/// Whether all of the sentence stands in quotation marks, its last full stop aside, and nobody is named as saying it.
fn is_bare_quotation(sentence: &Sentence, quoted: &[bool]) -> bool {
    let outside = quoted.iter().rposition(|q| *q).map_or(quoted.len(), |last| quoted.len() - 1 - last);
    !quoted.is_empty()
        && sentence.attributions.is_empty()
        && outside <= 1
        && quoted[..quoted.len() - outside].iter().all(|q| *q)
        && outside < quoted.len()
}

#[cfg(test)]
mod tests {
    use super::Manner::*;
    use super::*;
    use crate::language::testing;

    /// Speaker, manner and words of every attribution of a text, in order.
    fn attributions(text: &str) -> Vec<(String, Manner, String)> {
        let sentences = testing::english().read(text, None);
        let words = |s: &Sentence, a: &Attribution| s.span_of(&a.over).of(text).to_owned();
        sentences.iter().flat_map(|s| s.attributions.iter().map(|a| (a.speaker.clone(), a.manner, words(s, a)))).collect()
    }

    /// A text with the speaker, manner and words of each attribution.
    type Case<'a> = (&'a str, &'a [(&'a str, Manner, &'a str)]);

    fn check(cases: &[Case]) {
        let mut failed = Vec::new();
        for (text, expected) in cases {
            let found = attributions(text);
            let same = found.len() == expected.len() && found.iter().zip(*expected).all(|(f, e)| (f.0.as_str(), f.1, f.2.as_str()) == *e);
            if !same {
                failed.push(format!("{text}\n   found {found:?}\n  wanted {expected:?}"));
            }
        }
        assert!(failed.is_empty(), "{}", failed.join("\n"));
    }

    #[test]
    fn finds_who_said_what() {
        check(&[
            ("The mayor said the bridge was safe.", &[("The mayor", Assert, "the bridge was safe")]),
            ("Rescue workers said the bridge was safe.", &[("Rescue workers", Assert, "the bridge was safe")]),
            ("Aid groups said the road was open.", &[("Aid groups", Assert, "the road was open")]),
            ("The navy said that it sank two boats.", &[("The navy", Assert, "it sank two boats")]),
            ("The ship had run aground, the coastguard said.", &[("the coastguard", Assert, "The ship had run aground")]),
            ("“We are ready,” said Omar Haddad.", &[("Omar Haddad", Assert, "“We are ready,”")]),
            ("“We are ready,” said Omar Haddad, a fellow at a think tank.", &[("Omar Haddad", Assert, "“We are ready,”")]),
            ("Two officers said by telephone that the bridge fell.", &[("Two officers", Assert, "the bridge fell")]),
            ("“We are ready,” the envoy said by email.", &[("the envoy", Assert, "“We are ready,”")]),
            ("According to the police, three men fled.", &[("the police", Assert, "three men fled")]),
            ("Three men fled, according to police officials.", &[("police officials", Assert, "Three men fled")]),
            ("The envoy told reporters that talks would resume.", &[("The envoy", Assert, "talks would resume")]),
            ("The envoy told them talks would resume.", &[("The envoy", Assert, "talks would resume")]),
            ("Lina Saad, a spokeswoman for the ministry, said prices fell.", &[("Lina Saad", Assert, "prices fell")]),
            (
                "The Badr Corps militia released a statement later on 3 May 26 claiming that a jet had hit it.",
                &[("The Badr Corps militia", Assert, "a jet had hit it")],
            ),
            (
                "The rebels released a statement on Friday claiming that they shot down a jet.",
                &[("The rebels", Assert, "they shot down a jet")],
            ),
            ("The militia also claimed the road was mined.", &[("The militia", Assert, "the road was mined")]),
            (
                "The raid was described by the general as a success.",
                &[("the general", Assert, "The raid was described by the general as a success")],
            ),
            ("The king tweeted that the feast was cancelled.", &[("The king", Assert, "the feast was cancelled")]),
            ("The mayor: “Nobody will be evicted.”", &[("The mayor", Assert, "“Nobody will be evicted.”")]),
            ("Some argue the tax helps banks.", &[("Some", Assert, "the tax helps banks")]),
            ("Analysts say that Rome may change its policy.", &[("Analysts", Assert, "Rome may change its policy")]),
            ("Senior Kurdish sources said the vote was delayed.", &[("Senior Kurdish sources", Assert, "the vote was delayed")]),
            ("Officials said on condition of anonymity that the deal was dead.", &[("Officials", Assert, "the deal was dead")]),
            ("Kadri stressed, before the visit, that the state would pay.", &[("Kadri", Assert, "the state would pay")]),
            ("Syria's army said the base was empty.", &[("Syria's army", Assert, "the base was empty")]),
            ("A spokesperson Ansar al-Nur told The Herald they would stay.", &[("A spokesperson Ansar al-Nur", Assert, "they would stay")]),
            (
                "The US-led naval mission in Bahrain said no ship was lost.",
                &[("The US-led naval mission in Bahrain", Assert, "no ship was lost")],
            ),
            ("He said so.", &[]),
        ]);
    }

    #[test]
    fn finds_speakers_behind_what_stands_between_them_and_their_verb() {
        check(&[
            (
                "Veria's military says it has agreed a truce with the rebels.",
                &[("Veria's military", Assert, "it has agreed a truce with the rebels")],
            ),
            ("The military said the road was open.", &[("The military", Assert, "the road was open")]),
            (
                "Verian forces reported that the leader of the group was killed in a raid.",
                &[("Verian forces", Assert, "the leader of the group was killed in a raid")],
            ),
            ("Rep. Duncan Hall (R-Sela) claimed Tuesday that ten men were seized.", &[("Rep. Duncan Hall", Assert, "ten men were seized")]),
            ("Duncan Hall (53) told Greta Moss tonight that ten men had fled.", &[("Duncan Hall", Assert, "ten men had fled")]),
            (
                "Air Marshal Omar Haddad on Oct. 17 announced that the rebels had agreed to a truce.",
                &[("Air Marshal Omar Haddad", Assert, "the rebels had agreed to a truce"), ("the rebels", Promise, "a truce")],
            ),
            (
                "The men had died of the fever, a health official indicated.",
                &[("a health official", Assert, "The men had died of the fever")],
            ),
            ("Sources close to the film also said the car had gone.", &[("Sources close to the film", Assert, "the car had gone")]),
            (
                "Sources close to the film being shot in Sela said the car had gone.",
                &[("Sources close to the film being shot in Sela", Assert, "the car had gone")],
            ),
            ("The mayor spoke of a claim made by Duncan Hall that ten men were caught.", &[("Duncan Hall", Assert, "ten men were caught")]),
            ("Nobody believed claims by the rebels that the port was theirs.", &[("the rebels", Assert, "the port was theirs")]),
            ("Claims by the rebels were read out.", &[]),
            ("The car of Superman has gone missing, believed stolen.", &[]),
            ("The depot was hit by a missile, a trader claimed.", &[("a trader", Assert, "The depot was hit by a missile")]),
            (
                "The depot was hit by a missile, two officials said this week.",
                &[("two officials", Assert, "The depot was hit by a missile")],
            ),
            ("The envoy said last week the road was open.", &[("The envoy", Assert, "the road was open")]),
            ("Hunter claimed ten men had been caught.", &[("Hunter", Assert, "ten men had been caught")]),
            ("Ali Nur, R-Sela., says that ten men fled.", &[("Ali Nur", Assert, "ten men fled")]),
            (
                "A video showed the chief Abu Nur laughing off claims that he had fled.",
                &[("the chief Abu Nur", Deny, "claims that he had fled")],
            ),
            ("Veria on Friday claimed to have reached a deal.", &[("Veria", Assert, "have reached a deal")]),
            (
                "Ali Nur said, at a meeting attended by the paper, that the group had used gas.",
                &[("Ali Nur", Assert, "the group had used gas")],
            ),
        ]);
    }

    #[test]
    fn finds_speakers_in_the_shapes_news_has() {
        check(&[
            ("The envoy was quoted by state radio as saying that the road was open.", &[("The envoy", Assert, "the road was open")]),
            ("Doctors treating the pupils said the water was foul.", &[("Doctors treating the pupils", Assert, "the water was foul")]),
            ("Doctors who treated the pupils said the water was foul.", &[("Doctors", Assert, "the water was foul")]),
            ("The town is building a stadium, which the club says will be ready in May.", &[("the club", Assert, "will be ready in May")]),
            ("Residents say they were not consulted.", &[("Residents", Assert, "they were not consulted")]),
            ("Karim, who leads the Peace Party, said he would not run.", &[("Karim", Assert, "he would not run")]),
            (
                "A source close to the minister told AFP that the cabinet would fall.",
                &[("A source close to the minister", Assert, "the cabinet would fall")],
            ),
            ("Dina Aziz — a lawyer for the family — said the file was lost.", &[("Dina Aziz", Assert, "the file was lost")]),
            ("In a statement, the guild said it shot down a drone.", &[("the guild", Assert, "it shot down a drone")]),
            ("Both the army and the police said the town was quiet.", &[("Both the army and the police", Assert, "the town was quiet")]),
            ("Army denies striking hospital", &[("Army", Deny, "striking hospital")]),
            ("The mayor said Tuesday that the water was clean.", &[("The mayor", Assert, "the water was clean")]),
            (
                "President Lula da Silva said on Monday he would veto the bill.",
                &[("President Lula da Silva", Assert, "he would veto the bill")],
            ),
            (
                "The Red Cross said on Friday, citing local doctors, that forty people died.",
                &[("The Red Cross", Assert, "forty people died")],
            ),
            (
                "The attack, the army said, was carried out by two men.",
                &[("the army", Assert, "The attack, the army said, was carried out by two men")],
            ),
            ("The bloc led by Nouri said the law was dead.", &[("The bloc led by Nouri", Assert, "the law was dead")]),
            (
                "“Let them come,” the warlord said in a video, “and we will win.”",
                &[("the warlord", Assert, "“Let them come,” the warlord said in a video, “and we will win.”")],
            ),
            ("According to a statement by the governor, 14 homes burned.", &[("a statement by the governor", Assert, "14 homes burned")]),
            ("According to Reuters, which cited two diplomats, the talks had stalled.", &[("Reuters", Assert, "the talks had stalled")]),
            ("A police source said at least six people were killed.", &[("A police source", Assert, "at least six people were killed")]),
            ("The minister told lawmakers there was a plan.", &[("The minister", Assert, "there was a plan")]),
            ("Minister: tax will not rise", &[("Minister", Assert, "tax will not rise")]),
            ("Protesters 'set fire to bank', police say", &[("police", Assert, "Protesters 'set fire to bank'")]),
            (
                "Cleric Adnan al-Basri, whose calls have failed for years, thanked the premier.",
                &[("Cleric Adnan al-Basri", Praise, "the premier")],
            ),
            (
                "In Aden, an unknown group, which is believed to be a front, claimed responsibility for the raid.",
                &[("an unknown group", Assert, "responsibility for the raid")],
            ),
            ("Badr tried to reassure the Saudis their land was safe, pledging, “We will stay”.", &[("Badr", Promise, "“We will stay”")]),
            (
                "The army said it had killed 12 fighters; the rebels said they had lost three.",
                &[("The army", Assert, "it had killed 12 fighters"), ("the rebels", Assert, "they had lost three")],
            ),
            ("The UN said six people died, while the radio put the toll at nine.", &[("The UN", Assert, "six people died")]),
        ]);
    }

    #[test]
    fn finds_speakers_that_are_parts_papers_or_counts() {
        check(&[
            (
                "The coastguard said the ship sank, but one of its officers said the ship was afloat.",
                &[("The coastguard", Assert, "the ship sank"), ("one of its officers", Assert, "the ship was afloat")],
            ),
            ("Two of the rebels' leaders said the port was theirs.", &[("Two of the rebels' leaders", Assert, "the port was theirs")]),
            ("Land records show that the plant closed in 2019.", &[("Land records", Assert, "the plant closed in 2019")]),
            ("Figures from the ministry show 12 men died.", &[("Figures from the ministry", Assert, "12 men died")]),
            ("A study published on Monday found that tea helps sleep.", &[("A study published on Monday", Assert, "tea helps sleep")]),
            ("A survey of 400 farmers found prices had doubled.", &[("A survey of 400 farmers", Assert, "prices had doubled")]),
            (
                "The minister said a survey found that prices had doubled.",
                &[("The minister", Assert, "a survey found that prices had doubled")],
            ),
            ("The diver showed that the wreck was there.", &[]),
            ("The search party found the boy.", &[]),
            ("The records show promise.", &[]),
            ("The World Bank puts the debt at $40 billion.", &[("The World Bank", Assert, "the debt at $40 billion")]),
            ("Police put the number of dead at 12.", &[("Police", Assert, "the number of dead at 12")]),
            ("The firm's latest figures put its loss at £3 million.", &[("The firm's latest figures", Assert, "its loss at £3 million")]),
            ("The crew put the boat to sea.", &[]),
            ("The union put its members at risk.", &[]),
            (
                "According to court documents seen by the Gazette, the firm paid nothing.",
                &[("court documents seen by the Gazette", Assert, "the firm paid nothing")],
            ),
            ("Neither the army nor the police said who fired.", &[]),
            ("The rebels, for their part, say the port was theirs.", &[("The rebels", Assert, "the port was theirs")]),
            ("The rebels, for their part, say they never left.", &[("The rebels", Assert, "they never left")]),
            ("Reuters quoted a police officer as saying that 12 men died.", &[("a police officer", Assert, "12 men died")]),
            ("State radio cited the envoy as saying the road was open.", &[("the envoy", Assert, "the road was open")]),
            ("The boy's father fled. His friend said the case was closed.", &[("His friend", Assert, "the case was closed")]),
            ("Bomb attacks claimed by the rebels hit two towns.", &[]),
        ]);
    }

    #[test]
    fn finds_whole_speakers_and_the_right_one_of_two() {
        check(&[
            ("The ferry had 62 guests, the operator Tarnline said.", &[("the operator Tarnline", Assert, "The ferry had 62 guests")]),
            ("The ferry had 62 guests, the operator, Tarnline, said.", &[("the operator, Tarnline", Assert, "The ferry had 62 guests")]),
            ("Ten men were in the water, rescue workers said.", &[("rescue workers", Assert, "Ten men were in the water")]),
            ("The mill was shut, an official who sat in the back said.", &[("an official", Assert, "The mill was shut")]),
            ("The baker sold the mill in Ostin, a minister said.", &[("a minister", Assert, "The baker sold the mill in Ostin")]),
            ("Soldiers met the wife of Anton Ruel, the army said.", &[("the army", Assert, "Soldiers met the wife of Anton Ruel")]),
            ("The mill was safe, said Sen. Marco Ruel.", &[("Sen. Marco Ruel", Assert, "The mill was safe")]),
            ("The mill was safe, said Army Col. Marco Ruel.", &[("Army Col. Marco Ruel", Assert, "The mill was safe")]),
            ("In May Gen. Anton Ruel said the mill was safe.", &[("Gen. Anton Ruel", Assert, "the mill was safe")]),
            ("SCROLL DOWN Maj. Gen. Anton Ruel said the mill was safe.", &[("Maj. Gen. Anton Ruel", Assert, "the mill was safe")]),
            ("“It is safe,” Rear Adm. John Ruel, the guild press secretary, said.", &[("Rear Adm. John Ruel", Assert, "“It is safe,”")]),
            (
                "A miller who lives less than a mile from the site of the crater said the mill was safe.",
                &[("A miller", Assert, "the mill was safe")],
            ),
            ("OSTIN (May 14) Local officials said the mill was safe.", &[("Local officials", Assert, "the mill was safe")]),
            ("The mill was safe, Gen. Anton Ruel said.", &[("Gen. Anton Ruel", Assert, "The mill was safe")]),
            ("The mill by the sea of Mr. Ruel was safe, a clerk said.", &[("a clerk", Assert, "The mill by the sea of Mr. Ruel was safe")]),
            ("The mill was safe, millnews.com said.", &[("millnews.com", Assert, "The mill was safe")]),
            ("Millnews.com said the mill was safe.", &[("Millnews.com", Assert, "the mill was safe")]),
            ("According to Millnews.com, the mill was safe.", &[("Millnews.com", Assert, "the mill was safe")]),
            ("The mill was safe, said Yang Moo-jin.", &[("Yang Moo-jin", Assert, "The mill was safe")]),
            ("The mill was safe, Lee Cheol-woo said.", &[("Lee Cheol-woo", Assert, "The mill was safe")]),
            ("The guild itself said the mill was safe.", &[("The guild", Assert, "the mill was safe")]),
            ("Anton Ruel himself has said the mill was safe.", &[("Anton Ruel", Assert, "the mill was safe")]),
            (
                "A man claiming to be the chief Anton Ruel said the mill was safe.",
                &[("A man claiming to be the chief Anton Ruel", Assert, "the mill was safe")],
            ),
            (
                "The ministry says the mill was burned, the Herald reports.",
                &[("The ministry", Assert, "the mill was burned"), ("the Herald", Assert, "The ministry says the mill was burned")],
            ),
            (
                "The Verian military says it has burned the mill, the Herald reports.",
                &[
                    ("The Verian military", Assert, "it has burned the mill"),
                    ("the Herald", Assert, "The Verian military says it has burned the mill"),
                ],
            ),
            (
                "The ministry said the mill was burned, according to the Herald.",
                &[("The ministry", Assert, "the mill was burned"), ("the Herald", Assert, "The ministry said the mill was burned")],
            ),
            ("Clerks found that the mill was burned, the mayor said.", &[("the mayor", Assert, "Clerks found that the mill was burned")]),
            ("Sela's first lady, Mira Ruel, said the mill was safe.", &[("Mira Ruel", Assert, "the mill was safe")]),
            ("The Sela Guard (SG) fighters said the mill was safe.", &[("The Sela Guard (SG) fighters", Assert, "the mill was safe")]),
            ("The plant closed in May, land records show.", &[("land records", Assert, "The plant closed in May")]),
            ("Rebels freed six nurses The health ministry said it was glad.", &[("The health ministry", Assert, "it was glad")]),
            (
                "Adel Karam spoke. “It is safe,” he said, according to a report in the Quay. “We will stay.”",
                &[
                    ("Adel Karam", Assert, "“It is safe,”"),
                    ("a report in the Quay", Assert, "“It is safe,” he said"),
                    ("Adel Karam", Assert, "“We will stay.”"),
                ],
            ),
        ]);
    }

    #[test]
    fn tells_speakers_of_one_sentence_apart() {
        check(&[
            (
                "The militia said drones hit the depot, but the army said heat caused the fire.",
                &[("The militia", Assert, "drones hit the depot"), ("the army", Assert, "heat caused the fire")],
            ),
            (
                "Syria's army rejected the claim saying that a gas leak caused the fire and that no jet was seen.",
                &[("Syria's army", Deny, "the claim"), ("Syria's army", Assert, "a gas leak caused the fire and that no jet was seen")],
            ),
            (
                "The union called for a strike while the government welcomed the deal.",
                &[("The union", Demand, "a strike"), ("the government", Praise, "the deal")],
            ),
            (
                "The bank denied the report and said it would sue.",
                &[("The bank", Deny, "the report"), ("The bank", Assert, "it would sue")],
            ),
            (
                "The premier said prices had fallen, adding that wages rose.",
                &[("The premier", Assert, "prices had fallen"), ("The premier", Assert, "wages rose")],
            ),
            (
                "Nobody was hurt, the firm said, noting that the plant was empty.",
                &[("the firm", Assert, "Nobody was hurt"), ("the firm", Assert, "the plant was empty")],
            ),
        ]);
    }

    #[test]
    fn keeps_what_praise_denial_and_demands_are_about() {
        check(&[
            ("The Dawn party hailed the pact as a step forward.", &[("The Dawn party", Praise, "the pact as a step forward")]),
            ("The cleric thanked the president for his efforts.", &[("The cleric", Praise, "the president for his efforts")]),
            ("The firm denied that it dumped waste.", &[("The firm", Deny, "it dumped waste")]),
            ("Kyiv accused Moscow of shelling the plant.", &[("Kyiv", Accuse, "Moscow of shelling the plant")]),
            ("The opposition condemned the verdict.", &[("The opposition", Criticize, "the verdict")]),
            ("The group vowed to fight on.", &[("The group", Promise, "fight on")]),
            ("The general ordered the troops to leave.", &[("The general", Demand, "the troops to leave")]),
            ("The claim was denied by the palace.", &[("the palace", Deny, "The claim was denied")]),
        ]);
    }

    #[test]
    fn resolves_pronouns_and_roles() {
        check(&[
            ("Cleric Hassan Nouri spoke in Tyre. He said the talks failed.", &[("Cleric Hassan Nouri", Assert, "the talks failed")]),
            (
                "A spokesman for the Free Army said the town fell. “We left at dawn,” the spokesman said.",
                &[
                    ("A spokesman for the Free Army", Assert, "the town fell"),
                    ("A spokesman for the Free Army", Assert, "“We left at dawn,”"),
                ],
            ),
            (
                "The Cedar Brigades claimed a raid took place. The group said two men died.",
                &[("The Cedar Brigades", Assert, "a raid took place"), ("The Cedar Brigades", Assert, "two men died")],
            ),
            (
                "Analysts say the vote is close. They point out that turnout fell.",
                &[("Analysts", Assert, "the vote is close"), ("Analysts", Assert, "turnout fell")],
            ),
            (
                "The Interior Ministry said it was calm. “We hope it lasts,” it added.",
                &[("The Interior Ministry", Assert, "it was calm"), ("The Interior Ministry", Assert, "“We hope it lasts,”")],
            ),
        ]);
    }

    #[test]
    fn carries_quotations_on() {
        check(&[
            (
                "“The war is over,” Adel Karam said. “We go home.”",
                &[("Adel Karam", Assert, "“The war is over,”"), ("Adel Karam", Assert, "“We go home.”")],
            ),
            (
                "“The war is over,” Adel Karam said, adding, “We go home.”",
                &[("Adel Karam", Assert, "“The war is over,”"), ("Adel Karam", Assert, "“We go home.”")],
            ),
        ]);
    }

    #[test]
    fn ignores_verbs_that_hold_nobody_to_anything() {
        check(&[
            ("The crew was told to leave.", &[]),
            ("The mine is said to be rich.", &[]),
            ("The state has many plans.", &[]),
            ("His claim to the throne failed.", &[]),
            ("It is hard to say what happened.", &[]),
            ("The drone attack killed nobody.", &[]),
            ("The police did not condemn the raid.", &[]),
            ("The agency did not say who fired.", &[]),
            ("The party maintains a militia.", &[]),
            ("No group has claimed responsibility.", &[]),
            ("The talks suggest a thaw.", &[]),
            ("Source: Associated Press", &[]),
            ("The advisers will stay, according to this agreement.", &[]),
        ]);
    }

    proptest::proptest! {
        #[test]
        fn stays_in_bounds_on_any_text(text in "\\PC{0,80}|((said|told|He|that|by|was|and|denied|Omar|the|army|according|to|“|”|\"|,|\\.|:|as|adding|who) ){0,30}") {
            for sentence in testing::english().read(&text, None) {
                let tokens = sentence.tokens.len();
                for a in &sentence.attributions {
                    proptest::prop_assert!(a.over.start < a.over.end && a.over.end <= tokens);
                    proptest::prop_assert!(a.cue.start <= a.cue.end && a.cue.end <= tokens);
                    proptest::prop_assert!(!a.speaker.is_empty());
                    proptest::prop_assert!(a.source.as_ref().is_none_or(|s| s.start < s.end && s.end <= tokens));
                }
                for p in &sentence.phrases {
                    proptest::prop_assert!(p.tokens.contains(&p.head) && p.tokens.end <= p.longest && p.longest <= tokens);
                }
            }
        }
    }
}
