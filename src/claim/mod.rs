//! Claims: what one statement says, read by one rule: an answer, who is held to it, and how it was said.

mod key;
mod mood;
mod polarity;
mod value;
mod voice;
mod when;

use crate::language::lexicon::Word;
use crate::language::lists::List;
use crate::language::{Language, Sentence, Tokens, english, token};
use crate::rule::matching::{Filler, Match, Workspace};
use crate::rule::pattern::Fill;
use crate::rule::setting::Named;
use crate::rule::written::{Mood, Shape};
use crate::rule::{Rule, Rules};
use crate::source::Source;
use crate::statement::Statement;
use crate::text::{Span, one_line};
use crate::value::{Period, Value};
pub use voice::Voice;

/// What one statement says, read by one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Claim {
    /// The rule, by its place in [`Rules::rules`].
    pub rule: usize,
    /// The statement that says it.
    pub statement: Statement,
    /// The bytes of the source's text that the rule matched.
    pub evidence: Span,
    /// The answer.
    pub value: Value,
    /// Whether it is said *not* to be so.
    pub denied: bool,
    /// Whether it is said as a fact, a plan, a wish, a condition or a question.
    pub mood: Mood,
    /// Whether it is said with a hedge.
    pub hedged: bool,
    /// What fills the rule's key slots: as read, or for a rule free of topic the name or the head noun.
    pub key: Vec<String>,
    /// The content words of the sentence beside those that the pattern took, in order of their numbers; empty where the rule does not ask.
    pub around: Vec<Word>,
    /// Who is held to it; empty when it is the outlet itself.
    pub speaker: String,
    /// In whose voice it is put.
    pub voice: Voice,
    /// When what it says took place, where the sentence says so: to the month or finer, or by a year that is over.
    pub when: Option<Period>,
}

/// Everything that was read from one source.
#[derive(Debug, Clone, Default)]
pub struct Reading {
    /// How many sentences it has.
    pub sentences: usize,
    /// The claims, by rule and place.
    pub claims: Vec<Claim>,
    /// Whether it is in another language than English, as far as that can be told; then there are no claims.
    pub foreign: bool,
    /// The settings that it names. What a short text says counts only where its run names the setting: [`Reading::claims_in`].
    pub named: Named,
}

/// Reads the claims of one source. A pure function of the source and the rules.
pub fn read(number: usize, source: &Source, rules: &Rules, workspace: &mut Workspace) -> Reading {
    let sentences = rules.language.read(&source.text, source.published);
    if english::share(&sentences).is_foreign() {
        return Reading { sentences: sentences.len(), foreign: true, ..Reading::default() };
    }
    read_sentences(number, source, &sentences, rules, workspace)
}

/// Reads the claims of one source whose sentences are read already.
pub fn read_sentences(number: usize, source: &Source, sentences: &[Sentence], rules: &Rules, workspace: &mut Workspace) -> Reading {
    let (found, named) = rules.matches_in(source, sentences, workspace);
    Reading { sentences: sentences.len(), claims: read_matches(number, source, sentences, found, rules), foreign: false, named }
}

impl Reading {
    /// The claims that count in a run that names these settings.
    pub fn claims_in(self, run: &Named, rules: &Rules) -> impl Iterator<Item = Claim> {
        self.claims.into_iter().filter(|claim| rules.is_set(claim.rule, run))
    }
}

/// The claims of one source, by what rules have found in its sentences.
pub fn read_matches(number: usize, source: &Source, sentences: &[Sentence], found: Vec<Match>, rules: &Rules) -> Vec<Claim> {
    let mut claims = Vec::new();
    each_match(number, source, sentences, found, rules, |_, read| claims.extend(read));
    settle(claims, rules)
}

/// Why a match of a rule makes no claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unclaimed {
    /// What it reads is only mentioned: under a negation of something else, or in an aside.
    Mentioned,
    /// Its answer cannot be told.
    NoAnswer,
    /// What fills a slot of its key could be anything: a pronoun, a plural, a noun without a name.
    NoKey,
}

/// Each of the matches that rules have found in sentences that are read already, with the claim that it makes before claims of one sentence are
/// settled, or why it makes none.
pub fn each_match(
    number: usize,
    source: &Source,
    sentences: &[Sentence],
    found: Vec<Match>,
    rules: &Rules,
    mut take: impl FnMut(&Match, Result<Claim, Unclaimed>),
) {
    for found in found {
        let sentence = &sentences[found.sentence];
        let carriers = carriers(&found, sentence, rules.language.lists.get("function"));
        let reader = Reader { source, sentence, language: &rules.language, rules, rule: &rules.rules[found.rule], found: &found, carriers };
        take(&found, reader.claim(number));
    }
}

/// One match and all that is needed to make a claim of it.
struct Reader<'a> {
    source: &'a Source,
    sentence: &'a Sentence,
    language: &'a Language,
    rules: &'a Rules,
    rule: &'a Rule,
    found: &'a Match,
    /// The tokens that carry the claim, from [`carriers`].
    carriers: Vec<usize>,
}

/// The tokens that carry a claim: the verbs it turns on; else the words the pattern took that are not mere function words; else
/// all of these.
fn carriers(found: &Match, sentence: &Sentence, function: &List) -> Vec<usize> {
    let verbs: Vec<usize> = found.fillers.iter().filter(|f| f.fill == Fill::Verb).map(|f| f.index).collect();
    if !verbs.is_empty() {
        return verbs;
    }
    let content: Vec<usize> = found.literals.iter().copied().filter(|&t| !function.has(&sentence.tokens[t])).collect();
    match (content.is_empty(), found.literals.is_empty()) {
        (false, _) => content,
        (true, false) => found.literals.clone(),
        (true, true) => found.tokens.clone().collect(),
    }
}

impl Reader<'_> {
    fn claim(&self, source: usize) -> Result<Claim, Unclaimed> {
        if self.is_only_mentioned() {
            return Err(Unclaimed::Mentioned);
        }
        let denied = self.found.denies ^ (!self.rule.presupposed && self.is_denied());
        let left = if denied { self.left_by_denial() } else { None };
        let hedged = !self.rule.presupposed && self.is_hedged();
        let (speaker, voice) = self.speaker(hedged);
        Ok(Claim {
            rule: self.found.rule,
            statement: Statement { source, span: self.sentence.span },
            evidence: self.sentence.span_of(&self.evidence()),
            denied: denied && left.is_none(),
            value: left.map(Value::Period).or_else(|| self.value()).ok_or(Unclaimed::NoAnswer)?,
            mood: if self.rule.presupposed { Mood::Fact } else { self.mood() },
            hedged,
            key: self.rule.key.iter().map(|&slot| self.key_text(slot)).collect::<Option<_>>().ok_or(Unclaimed::NoKey)?,
            around: self.around(),
            speaker,
            voice,
            when: self.when(),
        })
    }

    /// What the pattern took, with all the words of its numbers: "at least" of "at least eight".
    fn evidence(&self) -> Tokens {
        let number = |f: &Filler| matches!(f.fill, Fill::Number | Fill::Duration).then(|| self.sentence.numbers.get(f.index))?;
        let whole = self.found.fillers.iter().filter_map(number).map(|number| number.tokens.clone());
        let mut all = whole.fold(self.found.tokens.clone(), |all, number| all.start.min(number.start)..all.end.max(number.end));
        if all.start > 0 && self.sentence.tokens[all.start].shape == token::Shape::Clitic {
            // "n't true" is half a word.
            all.start -= 1;
        }
        self.holder_of_key().map_or(all.clone(), |holder| holder.tokens.start.min(all.start)..all.end)
    }

    fn filler(&self, slot: usize) -> Option<&Filler> {
        self.found.fillers.iter().find(|f| f.slot == slot)
    }

    fn slot_text(&self, slot: usize) -> String {
        if let Some(entry) = self.filler(slot).filter(|f| f.fill == Fill::Entry) {
            return self.rules.entry(entry.index).to_owned();
        }
        self.filler(slot).map(|f| self.words(&f.tokens)).unwrap_or_default()
    }

    /// Some tokens as they stand, on one line.
    fn words(&self, tokens: &Tokens) -> String {
        one_line(self.sentence.span_of(tokens).of(&self.source.text)).into_owned()
    }

    /// The content words that the pattern did not take.
    fn around(&self) -> Vec<Word> {
        if self.rule.alike == 0 {
            return Vec::new();
        }
        let function = self.language.lists.get("function");
        let content = |&at: &usize| {
            let token = &self.sentence.tokens[at];
            !token.is_mark() && token.shape != token::Shape::Clitic && !function.has(token) && !self.found.literals.contains(&at)
        };
        let lemma = |at: usize| {
            let lemmas = &self.sentence.tokens[at].lemmas;
            if lemmas[1] == Word::NONE { lemmas[0] } else { lemmas[1] }
        };
        let mut words: Vec<Word> = (0..self.sentence.tokens.len()).filter(content).map(lemma).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    fn took(&self, token: usize) -> bool {
        let filled = |f: &Filler| match f.fill {
            Fill::Number | Fill::Duration => f.tokens.contains(&token),
            Fill::Date => self.sentence.moments.get(f.index).is_some_and(|moment| moment.lead.contains(&token)),
            _ => false,
        };
        self.found.literals.contains(&token) || self.found.fillers.iter().any(filled)
    }
}

/// Puts right what several patterns read from one sentence: one claim for each rule, speaker and answer, sums where the
/// rule adds up, and the fuller match where two disagree on whether it was denied.
fn settle(claims: Vec<Claim>, rules: &Rules) -> Vec<Claim> {
    let mut settled: Vec<Claim> = Vec::with_capacity(claims.len());
    for claim in claims {
        let rule = &rules.rules[claim.rule];
        let same_voice =
            |c: &&mut Claim| c.rule == claim.rule && c.statement == claim.statement && c.speaker == claim.speaker && c.key == claim.key;
        // Claims of one rule and sentence stand together, so only the last few can be its fellows.
        let recent = settled.len().saturating_sub(16);
        let fellow = settled[recent..].iter_mut().filter(same_voice).find(|c| is_one_claim(c, &claim, rule));
        match fellow {
            Some(fellow) => merge(fellow, claim, rule),
            None => settled.push(claim),
        }
    }
    settled
}

/// Whether two claims of one rule, statement, speaker and key are one.
fn is_one_claim(a: &Claim, b: &Claim, rule: &Rule) -> bool {
    match (&a.value, &b.value) {
        (Value::Quantity(_), Value::Quantity(_)) if rule.sum => a.denied == b.denied && a.mood == b.mood,
        (x, y) => x == y,
    }
}

fn merge(kept: &mut Claim, other: Claim, rule: &Rule) {
    let summed = match (&kept.value, &other.value) {
        (Value::Quantity(a), Value::Quantity(b)) if rule.sum && !kept.evidence.overlaps(other.evidence) => Some(a.plus(b)),
        _ => None,
    };
    if let Some(sum) = summed {
        kept.value = Value::Quantity(sum);
        kept.evidence = kept.evidence.cover(other.evidence);
        kept.hedged |= other.hedged;
    } else if other.evidence.len() > kept.evidence.len() && !matches!(rule.shape, Shape::Number) {
        *kept = other;
    }
}

impl Claim {
    /// The answer in words, with `not:` before it when it is denied.
    pub fn answer(&self, rule: &Rule) -> String {
        let answer = self.said(rule);
        if self.denied { format!("not: {answer}") } else { answer }
    }

    /// What is asserted or denied, in words.
    pub fn said(&self, rule: &Rule) -> String {
        match &self.value {
            Value::Named(answer) => rule.answers.get(*answer).map_or_else(|| "yes".to_owned(), |a| a.value.clone()),
            Value::Quantity(quantity) => quantity.words(),
            Value::Period(period) => period_words(period),
            Value::Phrase(phrase) => phrase.clone(),
        }
    }
}

/// A period in words: `2021-07-26`, `2021-07-26 or later`.
pub(crate) fn period_words(period: &Period) -> String {
    match (period.from, period.to) {
        (Some(from), Some(to)) if from == to => from.to_string(),
        (Some(from), Some(to)) => format!("{from} to {to}"),
        (Some(from), None) => format!("{from} or later"),
        (None, Some(to)) => format!("{to} or earlier"),
        (None, None) => "an open date".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::compile_text;

    /// The answers that rules of these lines read in a text, each with whom it is asked of.
    fn answers(rule: &str, text: &str) -> Vec<String> {
        let head = "[pack]\nid = \"desk\"\ntitle = \"Rules of the test\"\n";
        let rules = compile_text(&format!("{head}{rule}"));
        let claims = read(0, &Source { text: text.into(), ..Source::default() }, &rules, &mut Workspace::default()).claims;
        claims.iter().map(|claim| [claim.key.clone(), vec![claim.answer(&rules.rules[claim.rule])]].concat().join(": ")).collect()
    }

    #[test]
    fn denies_by_a_verb_of_denial_between_the_words_of_a_pattern() {
        let rule = "[[rule]]\nid = \"pay\"\nask = \"?\"\nshape = \"yes-no\"\nconflict = \"commitment\"\nsay = [\"council ...5 pay\"]\n";
        for (text, answer) in [
            ("The council will pay for the dock.", "yes"),
            ("The council has ruled out paying for the dock.", "not: yes"),
            ("The council rejected calls to pay for the dock.", "not: yes"),
            ("The council denied that it would pay for the dock.", "not: yes"),
            ("The mayor rejected the plan, and the council will pay for the dock.", "yes"),
        ] {
            assert_eq!(answers(rule, text), [answer], "{text}");
        }
    }

    #[test]
    fn holds_to_it_whoever_speaks_between_the_words_of_a_pattern() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"left\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"captain ... 'left' the bridge\"]\n",
        );
        for (text, speaker, answer) in [
            ("Captain Ansgar insisted that he never left the bridge.", "Captain Ansgar", "not: yes"),
            ("The captain said on Monday that he had left the bridge.", "The captain", "yes"),
            ("The mate said the captain had insisted that he never left the bridge.", "the captain", "not: yes"),
            ("The captain denied that he had left the bridge.", "The captain", "not: yes"),
            ("Of the captain his mate said that he left the bridge.", "his mate", "yes"),
            ("The captain left the bridge, the mate said.", "the mate", "yes"),
            ("The captain left the bridge.", "", "yes"),
            ("The captain spoke to his mate and left the bridge.", "", "yes"),
        ] {
            let claims = read(0, &Source { text: text.into(), ..Source::default() }, &rules, &mut Workspace::default()).claims;
            let found: Vec<(&str, String)> = claims.iter().map(|claim| (&*claim.speaker, claim.answer(&rules.rules[0]))).collect();
            assert_eq!(found, [(speaker, answer.to_owned())], "{text}");
        }
    }

    #[test]
    fn denies_what_is_said_not_to_be_the_answer() {
        let rule = "[[rule]]\nid = \"why\"\nask = \"Why did it sink?\"\nshape = \"one-of\"\n\
            [[rule.answer]]\nvalue = \"load\"\nsay = [\"overload\"]\n[[rule.answer]]\nvalue = \"door\"\nsay = [\"bow? door\"]\n";
        for (text, answer) in [
            ("Overloading was not the reason the ferry sank, a report found.", &["not: load"][..]),
            ("Overloading was the reason the ferry sank.", &["load"]),
            ("Overloading was not the only reason the ferry sank.", &["load"]),
            ("It was not overloading that sank the ferry.", &["not: load"]),
            ("It was overloading, not the bow door, that sank the ferry.", &["load", "not: door"]),
            ("The ferry sank not because of overloading but because of a bow door.", &["not: load", "door"]),
            ("The ferry did not sink because of overloading but because of a bow door.", &["not: load", "door"]),
            ("The ferry did not sink because it was overloaded, but because a bow door broke.", &["not: load", "door"]),
            ("The ferry never sailed because of overloading.", &["load"]),
            ("Overloading played no part in the sinking.", &["not: load"]),
            ("The owner denied that overloading was not the reason.", &["load"]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
        let asked = "[[rule]]\nid = \"load\"\nask = \"Overloaded?\"\nshape = \"yes-no\"\nsay = [\"overload\"]\n";
        assert_eq!(answers(asked, "Overloading was not the reason the ferry sank."), ["yes"]);
    }

    #[test]
    fn denies_by_a_negation_between_the_words_of_a_pattern() {
        let rule = "[[rule]]\nid = \"over\"\nask = \"Over?\"\nshape = \"yes-no\"\nsay = [\"outbreak ...2 be ...1 over\"]\n";
        for (text, answer) in [
            ("The outbreak is over.", "yes"),
            ("The outbreak is not over.", "not: yes"),
            ("The outbreak has never been over.", "not: yes"),
            ("The ministry denied that the outbreak was not over.", "yes"),
        ] {
            assert_eq!(answers(rule, text), [answer], "{text}");
        }
        let own = rule.replace("be ...1 over", "be not over");
        assert_eq!(answers(&own, "The outbreak is not over."), ["yes"]);
    }

    #[test]
    fn holds_nobody_to_the_denial_of_his_own_claim() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"flee\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"men ...2 flee\"]\n",
        );
        for (text, speaker, denied) in [
            ("The mayor spoke of claims by Duncan Hall that ten men had fled.", "Duncan Hall", false),
            ("The mayor is pushing back against claims by Duncan Hall that ten men had fled.", "", true),
            ("The mayor claimed that reports that ten men had fled are not true.", "The mayor", true),
        ] {
            let claims = read(0, &Source { text: text.into(), ..Source::default() }, &rules, &mut Workspace::default()).claims;
            let found: Vec<_> = claims.iter().map(|claim| (claim.speaker.as_str(), claim.denied)).collect();
            assert_eq!(found, [(speaker, denied)], "{text}");
        }
    }

    #[test]
    fn reads_a_figure_whose_unit_the_pattern_names() {
        let rule = "[[rule]]\nid = \"margin\"\nask = \"By how much?\"\nshape = \"number\"\nsay = [\"win by {n:number} percentage? (point | percent | dollar)\"]\n";
        for (text, answer) in [
            ("She won by 12 percentage points.", "12"),
            ("She won by about 12 percent.", "around 12"),
            ("She won by 12 points.", "12"),
            ("She won by 3 million dollars.", "3,000,000"),
        ] {
            assert_eq!(answers(rule, text), [answer], "{text}");
        }
    }
    #[test]
    fn an_entry_of_a_list_fills_a_slot() {
        let rule = "[words]\nunion = [\"dock workers\", \"dock workers of Sela\", \"(teachers | schoolmasters)\", \"grand teachers\", \"@other\"]\n\
            other = [\"'Miners'\"]\n[[rule]]\nid = \"strike\"\nask = \"Who struck?\"\nshape = \"who\"\nsay = [\"{who:@union} ...2 strike\"]\n";
        for (text, answer) in [
            ("The dock workers went on strike.", vec!["dock workers"]),
            ("The dock workers of Sela went on strike.", vec!["dock workers of Sela"]),
            ("Dock workers and bakers struck.", vec!["dock workers"]),
            ("Schoolmasters will strike.", vec!["teachers"]),
            ("The teacher did not strike.", vec!["not: teachers"]),
            ("Miners struck.", vec!["Miners"]),
            ("The grand teachers struck.", vec!["grand teachers"]),
            ("The bakers went on strike.", vec![]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
        let keyed = rule.replace("shape = \"who\"", "shape = \"yes-no\"\nkey = [\"who\"]");
        assert_eq!(answers(&keyed, "Schoolmasters went on strike."), ["teachers: yes"]);
    }

    #[test]
    fn reads_a_score_from_either_side() {
        let rule =
            "[[rule]]\nid = \"score\"\nask = \"?\"\nshape = \"open\"\nvalue = \"s\"\nsay = [\"(win | lose | draw) ...1 {s:score}\"]\n";
        for (text, answer) in [
            ("Rovers won 2-1 on Saturday.", vec!["2-1"]),
            ("Rovers lost 1–2 at home.", vec!["2-1"]),
            ("They drew 0-0.", vec!["0-0"]),
            ("They won 10-2.", vec!["10-2"]),
            // Sets, dates, hours and a figure alone are no score.
            ("She won 6-4, 6-3.", vec![]),
            ("She won 6-4 6-3.", vec![]),
            ("They won 2021-07-26.", vec![]),
            ("They won 12 games.", vec![]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
    }

    #[test]
    fn an_owner_fills_a_slot_before_its_ending() {
        let rule = "[[rule]]\nid = \"profit\"\nask = \"?\"\nshape = \"yes-no\"\nkey = [\"who\"]\nsay = [\"{who}'s ...2 (profit | leader) ...1 fall\"]\n";
        let story = |of: &str| rule.replace("shape", &format!("{of}shape"));
        let named = story("of = \"name\"\n");
        for (text, key) in [
            ("Corvane's profit fell.", vec!["Corvane: yes"]),
            ("The fall came as Corvane's net profit fell.", vec!["Corvane: yes"]),
            ("The Greens' leader fell.", vec!["Greens: yes"]),
            ("The company’s yearly profit fell.", vec!["company: yes"]),
            ("Corvane profit fell.", vec![]),
            ("The boss of Corvane fell.", vec![]),
        ] {
            assert_eq!(answers(rule, text), key, "{text}");
        }
        let free = |rule: &str, text: &str| {
            let rules = compile_text(&format!("[pack]\nid = \"desk\"\ntitle = \"t\"\nscope = \"story\"\n{rule}"));
            let claims = read(0, &Source { text: text.into(), ..Source::default() }, &rules, &mut Workspace::default()).claims;
            claims.into_iter().flat_map(|claim| claim.key).collect::<Vec<_>>()
        };
        for (text, key) in [
            ("Yesterday the Greens' leader fell.", vec!["Greens"]),
            ("Corvane's profit fell.", vec!["Corvane"]),
            ("Analysts said that the carmaker Corvane's profit fell.", vec!["Corvane"]),
            ("Workers' profit fell.", vec![]),
            ("The company's profit fell.", vec![]),
        ] {
            assert_eq!(free(&named, text), key, "{text}");
        }
        assert_eq!(free(rule, "The company's profit fell."), ["company"]);
    }

    #[test]
    fn a_gap_that_is_used_up_crosses_the_comma_that_closes_an_aside() {
        let rule = "[[rule]]\nid = \"fell\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"roof ...1 fall\"]\n";
        for (text, answer) in [
            ("The roof, suddenly, fell.", vec!["yes"]),
            ("The roof suddenly fell.", vec!["yes"]),
            ("The roof leaked, fell and was mended.", vec![]),
            ("The roof of slate, suddenly, fell.", vec![]),
            ("The roof leaked; it fell.", vec![]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
    }

    #[test]
    fn reads_a_total_and_no_difference() {
        let rule = "[[rule]]\nid = \"fee\"\nask = \"How much?\"\nshape = \"number\"\nsay = [\"cost ...8 {n:number}\"]\n";
        for (text, answer) in [
            ("The cost has risen from £48m to £72m.", &["72,000,000"][..]),
            ("The cost rose by £20m.", &[]),
            ("The cost rose by £20m to £72m.", &["72,000,000"]),
            ("It cost £20m more than planned.", &[]),
            ("It cost an extra £20m.", &[]),
            ("It cost £20m over the planned sum.", &[]),
            ("It cost £20m over three years.", &["20,000,000"]),
            ("It cost 20 more lives.", &[]),
        ] {
            assert_eq!(answers(rule, text), answer, "{text}");
        }
        let own = rule.replace("cost ...8 {n:number}", "cost ...2 rise ... {n:number}");
        assert_eq!(answers(&own, "The cost rose by £20m."), ["20,000,000"]);
    }

    #[test]
    fn reads_the_side_of_a_date_that_a_negation_leaves() {
        let rule = "[[rule]]\nid = \"open\"\nask = \"When?\"\nshape = \"date\"\nmood = [\"fact\", \"plan\"]\nsay = [\"open ... {d:date}\", \"{d:date} ...2 open\"]\n";
        for (text, answer) in [
            ("The bridge will open not before 2028.", "2028-01-01 or later"),
            ("The bridge will not open before 2028.", "2028-01-01 or later"),
            ("The bridge will not open until May 2028.", "2028-05-01 or later"),
            ("The bridge will not open by May 2028.", "2028-06-01 or later"),
            ("No earlier than May 2028 will it open.", "2028-05-01 or later"),
            ("The bridge will open no later than May 2028.", "2028-05-31 or earlier"),
            ("The bridge did not open in May 2028.", "not: 2028-05-01 to 2028-05-31"),
            ("The bridge has not been open since May 2020.", "not: 2020-05-01 or later"),
        ] {
            assert_eq!(answers(rule, text), [answer], "{text}");
        }
    }

    #[test]
    fn a_year_that_is_over_tells_when() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"dead\"\nask = \"How many?\"\nshape = \"number\"\nsay = [\"{n:number} ...1 die\"]\n",
        );
        for (text, when) in [
            ("It was the worst accident since 53 died on the Sigrun in 1987.", "1987-01-01 to 1987-12-31"),
            ("In 1987, 53 people died on the Sigrun.", "1987-01-01 to 1987-12-31"),
            ("Last year 53 died on the Sigrun.", "2023-01-01 to 2023-12-31"),
            ("53 died on the Sigrun in 1987, the harbour master said on 6 May 2024.", "1987-01-01 to 1987-12-31"),
            ("26 died on 6 May 2024 on the Halvard, built in 1987.", "2024-05-06"),
            // What is of something else, or of the year of publication, tells nothing.
            ("26 died on the Halvard in 2024.", ""),
            ("26 died on the Halvard this year.", ""),
            ("26 died on the Halvard, built in 1987.", ""),
            ("26 died on a ship launched in 1987.", ""),
            ("26 died in the worst accident since 1987.", ""),
            ("26 died under last year's rules.", ""),
            ("26 died, and in 1987 there was a fire.", ""),
        ] {
            let source = Source { text: text.into(), published: Some(jiff::civil::date(2024, 5, 8)), ..Source::default() };
            let claims = read(0, &source, &rules, &mut Workspace::default()).claims;
            let found: Vec<String> = claims.iter().map(|claim| claim.when.as_ref().map(period_words).unwrap_or_default()).collect();
            assert_eq!(found, [when], "{text}");
        }
    }

    #[test]
    fn a_pattern_that_names_until_asks_for_the_day() {
        let rule = "[[rule]]\nid = \"shut\"\nask = \"?\"\nshape = \"date\"\nsay = [\"shut until {d:date}\"]\n";
        assert_eq!(answers(rule, "The bridge is shut until 12 September 2025."), ["2025-09-12"]);
        let gap = "[[rule]]\nid = \"shut\"\nask = \"?\"\nshape = \"date\"\nsay = [\"shut ...2 {d:date}\"]\n";
        assert_eq!(answers(gap, "The bridge is shut until 12 September 2025."), ["2025-09-12 or earlier"]);
    }

    #[test]
    fn what_a_finding_rules_out_is_no_plan() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"Rules of the test\"\n[[rule]]\nid = \"hit\"\nask = \"?\"\nshape = \"yes-no\"\nsay = [\"collision\"]\n",
        );
        let source =
            Source { text: "Divers found no damage to the hull and ruled out a collision with a rock.".into(), ..Source::default() };
        let claims = read(0, &source, &rules, &mut Workspace::default()).claims;
        assert_eq!((claims[0].mood, claims[0].denied), (Mood::Fact, true));
    }

    #[test]
    fn a_rate_and_what_a_part_is_of_are_no_total() {
        let rule = "[[rule]]\nid = \"leak\"\nask = \"?\"\nshape = \"number\"\nsay = [\"{n:number} litre\"]\n";
        assert_eq!(answers(rule, "It lost 200 litres."), ["200"]);
        assert!(answers(rule, "It lost 200 litres a minute.").is_empty());
        assert!(answers(rule, "It lost half of its 200 litres.").is_empty());
        let rate = "[[rule]]\nid = \"leak\"\nask = \"?\"\nshape = \"number\"\nsay = [\"{n:number} litre a minute\"]\n";
        assert_eq!(answers(rate, "It lost 200 litres a minute."), ["200"]);
    }

    #[test]
    fn whoever_it_was_is_somebody_who_can_be_known_again() {
        let rule = "[[rule]]\nid = \"buyer\"\nask = \"Who bought it?\"\nshape = \"who\"\nsay = [\"{who} ...1 buy ...2 painting\", \"painting be buy by {who}\"]\n";
        let cases: [(&str, &[&str]); 10] = [
            ("Ana Berg bought the painting.", &["Ana Berg"]),
            ("Collector Ana Berg bought the painting.", &["Ana Berg"]),
            ("Ana Berg said she bought the painting.", &["Ana Berg"]),
            ("The guild says it bought the painting.", &["The guild"]),
            ("Ana Berg, a collector from Zug, bought the painting.", &["Ana Berg"]),
            ("Ana Berg, who lives in Zug, bought the painting.", &["Ana Berg"]),
            ("Ana Berg and Tom Hale bought the painting.", &["Ana Berg and Tom Hale"]),
            ("The painting was bought by a woman.", &[]),
            ("An unnamed collector bought the painting.", &[]),
            ("The guild bought the painting.", &["The guild"]),
        ];
        for (text, expected) in cases {
            assert_eq!(answers(rule, text), *expected, "{text}");
        }
    }

    #[test]
    fn reads_the_currency_of_an_amount() {
        let rules = compile_text(
            "[pack]\nid = \"desk\"\ntitle = \"t\"\n[[rule]]\nid = \"fee\"\nask = \"How much?\"\nshape = \"number\"\nsay = [\"cost {n:number}\"]\n",
        );
        for (text, currency) in [
            ("It cost £45m.", Some("pound")),
            ("It cost 45 million euros.", Some("euro")),
            ("It cost US$3.", Some("dollar")),
            ("It cost USD 3.", Some("dollar")),
            ("It cost 3 million dinars.", Some("dinar")),
            ("It cost 45 lives.", None),
        ] {
            let source = Source { text: text.into(), ..Source::default() };
            let claims = read(0, &source, &rules, &mut Workspace::default()).claims;
            let Value::Quantity(quantity) = &claims[0].value else { panic!("{text}") };
            assert_eq!(quantity.currency.as_deref(), currency, "{text}");
        }
    }
}
