//! Which statements a name of a report stands for.

use crate::error::{Error, Result};
use crate::rule::Rules;
use crate::rule::problem::did_you_mean;
use crate::source::{Shape, Source};
use crate::statement::Statement;
use crate::text::one_line;
use std::collections::BTreeSet;

/// How many lines of a file are named as those that hold statements.
const LINES_TOLD: usize = 8;

/// The statements of a name: those of the rows with this id; else those on a line of a file; else all of an article.
///
/// # Errors
/// When there are none.
pub(super) fn named(name: &str, sources: &[Source], rules: &Rules) -> Result<Vec<Statement>> {
    let row = of_row(name, sources, rules);
    if !row.is_empty() {
        return Ok(row);
    }
    let on_line = name.rsplit_once(':').and_then(|(file, line)| Some(on_line(file, line.parse().ok()?, sources, rules)));
    if let Some(found) = on_line.filter(|found| !found.is_empty()) {
        return Ok(found);
    }
    let article = statements(sources, rules, |source| source.shape == Shape::Article && source.file == name);
    if article.is_empty() { Err(unknown(name, sources, rules)) } else { Ok(article) }
}

/// The statements of all rows with an id.
pub(super) fn of_row(id: &str, sources: &[Source], rules: &Rules) -> Vec<Statement> {
    statements(sources, rules, |source| source.shape == Shape::Row && source.id == id)
}

/// The statements with a text, which is on one line: the first of each outlet, for a short text may stand in every article. None has no text.
pub(super) fn with_text(text: &str, sources: &[Source], rules: &Rules) -> Vec<Statement> {
    if text.is_empty() {
        return Vec::new();
    }
    let mut outlets = BTreeSet::new();
    let holds = |source: &Source| one_line(&source.text).contains(text);
    let has_text = |statement: &Statement| one_line(statement.text(sources)) == text;
    let found = statements(sources, rules, holds).into_iter().filter(has_text);
    found.filter(|statement| outlets.insert(&sources[statement.source].outlet)).collect()
}

fn statements(sources: &[Source], rules: &Rules, wanted: impl Fn(&Source) -> bool) -> Vec<Statement> {
    let wanted = sources.iter().enumerate().filter(|(_, source)| wanted(source));
    wanted.flat_map(|(number, source)| of_source(number, source, rules)).collect()
}

fn of_source<'a>(number: usize, source: &'a Source, rules: &'a Rules) -> impl Iterator<Item = Statement> + 'a {
    rules.language.read(&source.text, source.published).into_iter().map(move |s| Statement { source: number, span: s.span })
}

/// The statements that begin on a line; where none does, those that run over it.
fn on_line(file: &str, line: u32, sources: &[Source], rules: &Rules) -> Vec<Statement> {
    let all = statements(sources, rules, |source| source.file == file);
    let begins = |s: &Statement| first_line(s, sources);
    let ends = |s: &Statement| match sources[s.source].shape {
        Shape::Row => begins(s),
        Shape::Article => sources[s.source].line_at((s.span.end as usize).saturating_sub(1)),
    };
    let here: Vec<Statement> = all.iter().copied().filter(|s| begins(s) == line).collect();
    if !here.is_empty() {
        return here;
    }
    all.into_iter().filter(|s| (begins(s)..=ends(s)).contains(&line)).collect()
}

fn first_line(statement: &Statement, sources: &[Source]) -> u32 {
    let source = &sources[statement.source];
    match source.shape {
        Shape::Row => source.line,
        Shape::Article => source.line_at(statement.span.start as usize),
    }
}

fn unknown(name: &str, sources: &[Source], rules: &Rules) -> Error {
    let error = Error::new(format!("no statement is called `{name}`"));
    let file = name.rsplit_once(':').filter(|(_, line)| line.parse::<u32>().is_ok()).map(|(file, _)| file);
    if let Some(file) = file.filter(|file| sources.iter().any(|source| source.file == **file)) {
        return error.with_help(format!("the statements of {file} begin on {}", lines_of(file, sources, rules)));
    }
    let file_name = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let namesake = file.and_then(|file| sources.iter().find(|source| file_name(&source.file) == file_name(file)));
    let hint = namesake.map(|source| format!("did you mean `{}`?", name.replacen(file.unwrap_or_default(), &source.file, 1)));
    let names = || sources.iter().map(|source| if source.shape == Shape::Row { source.id.as_str() } else { source.file.as_str() });
    let hint = hint.or_else(|| did_you_mean(name, names()));
    let form = "a statement goes by its row's id, or by FILE:LINE, as in reports; `gainsay claims` lists those that a rule reads";
    error.with_help(hint.map_or(form.to_owned(), |hint| format!("{hint} {form}")))
}

fn lines_of(file: &str, sources: &[Source], rules: &Rules) -> String {
    let mut lines: Vec<u32> = statements(sources, rules, |source| source.file == file).iter().map(|s| first_line(s, sources)).collect();
    lines.sort_unstable();
    lines.dedup();
    let told: Vec<String> = lines.iter().take(LINES_TOLD).map(u32::to_string).collect();
    match lines.len().saturating_sub(LINES_TOLD) {
        0 if lines.len() == 1 => format!("line {}", told[0]),
        0 => format!("lines {}", told.join(", ")),
        more => format!("lines {} and {more} more", told.join(", ")),
    }
}
