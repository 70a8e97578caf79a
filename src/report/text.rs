//! The view for reading: each dispute as its question, its sides, and who says what, where and when.
//!
//! Its size grows with the number of disputes, not with the number of pairs: of a crowded side or a long list of
//! findings only the first few are shown, and the rest are counted.

use super::count::count;
use super::decided;
use super::excerpt::{Excerpt, bold, columns};
use super::record::Record;
use super::summary::{self, listed, summary};
use super::{Marks, Options, Table};
use crate::conflict::finding::{Dispute, Finding, Party, Report, Side};
use std::fmt::Display;
use std::io::{self, Write};

/// How many lines of a statement are shown.
const LINES_OF_A_STATEMENT: usize = 3;
/// How many columns of a name are shown.
const NAME: usize = 60;
/// How many columns of a decision are shown.
const DECISION: usize = 400;

/// Writes all disputes, then the summary.
pub(super) fn write_report(report: &Report, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { out, options };
    for (at, dispute) in report.disputes.iter().enumerate() {
        page.dispute(at + 1, dispute)?;
    }
    let lines = summary(report).into_iter().chain(decided::line(report));
    lines.collect::<Vec<_>>().iter().try_for_each(|line| page.paragraph("", line))
}

/// Writes a paragraph for each record: its columns by name, without the empty ones.
pub(super) fn write_records<R: Record>(records: &[R], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { out, options };
    let widest = R::COLUMNS.iter().map(|name| columns(name)).max().unwrap_or(0);
    for record in records {
        for (name, cell) in R::COLUMNS.iter().zip(record.cells()) {
            page.field(name, widest, &cell.plain())?;
        }
        page.blank()?;
    }
    page.paragraph("", &format!("{}.", count(records.len() as u64, "record")))
}

/// Writes lines of our own, wrapped.
pub(super) fn write_lines(lines: &[String], options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { out, options };
    lines.iter().try_for_each(|line| page.paragraph("", line))
}

/// Writes the columns of a table under each other, figures to the right, a line for each record.
pub(super) fn write_table<R: Record>(records: &[R], table: &Table, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let places: Vec<usize> = table.columns.iter().filter_map(|name| R::COLUMNS.iter().position(|column| column == name)).collect();
    let row = |record: &R| {
        let cells = record.cells();
        places.iter().map(|&at| (Excerpt::plain(&cells[at].plain(), usize::MAX).line(), cells[at].is_figure())).collect()
    };
    let head = places.iter().map(|&at| (R::COLUMNS[at].to_owned(), false)).collect();
    let rows: Vec<Vec<(String, bool)>> = [head].into_iter().chain(records.iter().map(row)).collect();
    let wide = |column: usize| rows.iter().map(|row| columns(&row[column].0)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..places.len()).map(wide).collect();
    for (at, cells) in rows.iter().enumerate() {
        let line = table_line(cells, &widths, options.width);
        writeln!(out, "{}", if at == 0 { bold(&line, options.marks) } else { line })?;
    }
    writeln!(out, "\n{}.", count(records.len() as u64, table.noun))
}

/// One line of a table; its last cell is cut to the room that is left.
fn table_line(cells: &[(String, bool)], widths: &[usize], width: usize) -> String {
    let Some(((last, figure), before)) = cells.split_last() else { return String::new() };
    let mut line = String::new();
    for ((text, figure), wide) in before.iter().zip(widths) {
        line += &padded(text, *wide, *figure);
        line += "  ";
    }
    let room = width.saturating_sub(columns(&line)).max(20);
    line += &match (*figure, columns(last) > room) {
        (true, _) => padded(last, widths[cells.len() - 1], true),
        // A cut takes two columns for its mark.
        (false, true) => Excerpt::plain(last, room - 2).line(),
        (false, false) => last.clone(),
    };
    line.trim_end().to_owned()
}

fn padded(text: &str, wide: usize, figure: bool) -> String {
    let fill = " ".repeat(wide.saturating_sub(columns(text)));
    if figure { fill + text } else { text.to_owned() + &fill }
}

struct Page<'a> {
    out: &'a mut dyn Write,
    options: &'a Options,
}

impl Page<'_> {
    fn dispute(&mut self, number: usize, dispute: &Dispute) -> io::Result<()> {
        let question = Excerpt::plain(&dispute.question, 4 * self.options.width).line();
        self.heading(&format!("{number}. "), &question)?;
        self.paragraph("   ", &about(dispute))?;
        self.paragraph("   ", &format!("rule {} · dispute {}", dispute.rule, dispute.id))?;
        for side in &dispute.sides {
            self.blank()?;
            self.side(side)?;
        }
        self.blank()?;
        self.findings(dispute)?;
        if let Some(later) = &dispute.later {
            self.paragraph("   ", &summary::later(later))?;
        }
        self.blank()
    }

    fn side(&mut self, side: &Side) -> io::Result<()> {
        let answer = Excerpt::plain(&side.answer, 2 * NAME).line();
        self.heading("   ", &format!("{answer} ({})", standing(side)))?;
        for party in side.parties.iter().take(self.options.shown) {
            self.party(party)?;
        }
        match side.parties.len().saturating_sub(self.options.shown) {
            0 => Ok(()),
            more => self.line("     ", format!("and {}", count(more as u64, "more statement"))),
        }
    }

    fn party(&mut self, party: &Party) -> io::Result<()> {
        self.paragraph("     ", &whence(party))?;
        let room = self.room("       ");
        let excerpt = Excerpt::around(&party.text, party.evidence.range(), LINES_OF_A_STATEMENT * room);
        excerpt.lines(room, self.options.marks).iter().try_for_each(|line| self.line("       ", line))
    }

    fn findings(&mut self, dispute: &Dispute) -> io::Result<()> {
        let findings = decided::folded(&dispute.findings);
        let told = findings.iter().take(self.options.shown).map(|(_, same)| 1 + same.len()).sum();
        for (finding, same) in findings.iter().take(self.options.shown) {
            self.paragraph("   - ", &because(finding))?;
            decided::same_of(same).iter().try_for_each(|same| self.paragraph("     ", same))?;
            if !finding.also.is_empty() {
                self.paragraph("     ", &format!("Also found by {}.", listed(&finding.also)))?;
            }
            self.decision(finding)?;
        }
        match dispute.findings.len().saturating_sub(told) {
            0 => {}
            more => self.line("     ", format!("and {}: -o FILE.csv lists all", count(more as u64, "more finding")))?,
        }
        match dispute.unlisted {
            0 => Ok(()),
            more => self.paragraph("   ", &format!("{} on this subject conflict but are not listed.", count(more, "more pair"))),
        }
    }

    fn decision(&mut self, finding: &Finding) -> io::Result<()> {
        let Some(told) = decided::told(finding) else { return Ok(()) };
        self.paragraph("     ", &format!("Decision: {}", Excerpt::plain(&told, DECISION).line()))
    }

    fn field(&mut self, name: &str, widest: usize, value: &str) -> io::Result<()> {
        if value.is_empty() {
            return Ok(());
        }
        let room = self.room(&" ".repeat(widest + 2));
        let lines = Excerpt::plain(value, LINES_OF_A_STATEMENT * room).lines(room, Marks::Brackets);
        for (at, line) in lines.iter().enumerate() {
            let label = if at == 0 { name } else { "" };
            self.line("", format!("{label:widest$}  {line}"))?;
        }
        Ok(())
    }

    fn heading(&mut self, indent: &str, text: &str) -> io::Result<()> {
        let marks = self.options.marks;
        self.wrapped(indent, text, |line| bold(line, marks))
    }

    /// Wraps a text of our own, or one already cut to size, under the first column after the indent.
    fn paragraph(&mut self, indent: &str, text: &str) -> io::Result<()> {
        self.wrapped(indent, text, str::to_owned)
    }

    fn wrapped(&mut self, indent: &str, text: &str, paint: impl Fn(&str) -> String) -> io::Result<()> {
        let lines = Excerpt::plain(text, usize::MAX).lines(self.room(indent), Marks::Brackets);
        for (at, line) in lines.iter().enumerate() {
            let indent = if at == 0 { indent.to_owned() } else { " ".repeat(indent.len()) };
            self.line(&indent, paint(line))?;
        }
        Ok(())
    }

    fn line(&mut self, indent: &str, line: impl Display) -> io::Result<()> {
        writeln!(self.out, "{indent}{line}")
    }

    fn blank(&mut self) -> io::Result<()> {
        writeln!(self.out)
    }

    /// The columns left after an indent; never so few that nothing can be read.
    fn room(&self, indent: &str) -> usize {
        self.options.width.saturating_sub(indent.len()).max(20)
    }
}

/// `3 origins`; `1 origin of 3 outlets` where some have their words from others.
fn standing(side: &Side) -> String {
    let origins = count(side.origins as u64, "origin");
    match side.origins < side.outlets {
        true => format!("{origins} of {}", count(side.outlets as u64, "outlet")),
        false => origins,
    }
}

fn about(dispute: &Dispute) -> String {
    let most = dispute.findings.iter().map(|finding| finding.confidence.value).fold(0.0, f64::max);
    let subject = Excerpt::plain(&dispute.subject, NAME).line();
    format!("{} · {} · {subject} · confidence {most:.2}", dispute.severity, dispute.kind)
}

/// When, who, in which outlet, and where it can be looked up.
fn whence(party: &Party) -> String {
    let date = party.date.map(|date| date.to_string());
    let name = |text: &str| Some(Excerpt::plain(text, NAME).line()).filter(|line| !line.is_empty());
    let speaker = name(&party.speaker).filter(|_| party.speaker != party.source);
    let place = match party.line {
        // A row that is found by its id.
        0 => party.file.clone(),
        line => format!("{}:{line}", party.file),
    };
    let id = name(&party.id).filter(|_| party.id != place).map(|id| format!("{id}, ")).unwrap_or_default();
    let place = Excerpt::plain(&place, 4 * NAME).line();
    let known: Vec<_> = [date, speaker, name(&party.source)].into_iter().flatten().collect();
    format!("{} [{id}{place}]", known.join(", "))
}

fn because(finding: &Finding) -> String {
    let id = |party: &Party| Excerpt::plain(&party.id, NAME).line();
    let reason = Excerpt::plain(&finding.reason, 6 * NAME).line();
    let Finding { verdict, confidence, a, b, .. } = finding;
    format!("{verdict} {} ({:.2}), {} against {}: {reason}", finding.id, confidence.value, id(a), id(b))
}

#[cfg(test)]
mod tests {
    use super::super::samples;
    use super::*;
    use crate::detect::ClaimRow;
    use crate::report::{Format, write_records};

    #[test]
    fn shows_each_dispute_with_its_sides_and_reasons() {
        let expected = "\
1. What caused the blast at the depot?
   high · cause · the depot · confidence 0.85
   rule iraq-2021/depot-blast-cause · dispute d1

   drones hit (1 origin)
     2021-07-26, Militia spokesman, Al-Nahar [r1, b.txt:7]
       The naïve view: «drones hit» its depot.

   poor storage (1 origin)
     2021-07-26, The Ledger [b.txt:7]
       The army said «poor storage» caused the blast.

   - contradiction c1 (0.85), r1 against b.txt:7: One names drones, the other poor storage.

Read 2 sources with 1,840 statements; rules read 2 of them: 3 claims on 1 shared subject.
";
        let text = samples::written(&samples::report(), Format::Text);
        assert!(text.starts_with(expected), "{text}");
    }

    #[test]
    fn names_no_line_for_a_row_that_is_found_by_its_id() {
        let mut report = samples::report();
        report.disputes[0].sides[0].parties[0].line = 0;
        let text = samples::written(&report, Format::Text);
        assert!(text.contains("Al-Nahar [r1, b.txt]\n"), "{text}");
    }

    #[test]
    fn shows_the_first_of_a_crowd_and_counts_the_rest() {
        let mut report = samples::report();
        let dispute = &mut report.disputes[0];
        dispute.sides[0].parties = vec![dispute.sides[0].parties[0].clone(); 41];
        let finding = dispute.findings[0].clone();
        dispute.findings = (0..1200).map(|n| Finding { reason: format!("One names {n}."), ..finding.clone() }).collect();
        dispute.unlisted = 7;
        let text = samples::written(&report, Format::Text);
        for line in [
            "and 37 more statements",
            "and 1,196 more findings: -o FILE.csv lists all",
            "7 more pairs on this subject conflict but are not listed.",
        ] {
            assert!(text.contains(line), "{line}\n{text}");
        }
        assert!(text.lines().count() < 40);
    }

    #[test]
    fn lets_no_code_of_a_text_reach_the_terminal() {
        let text = samples::written(&samples::hostile(), Format::Text);
        assert!(!text.contains(|c: char| c != '\n' && crate::text::is_unprintable(c)), "{text:?}");
        assert_eq!(text.matches('\t').count(), 0);
    }

    #[test]
    fn keeps_within_the_width() {
        let options = Options { width: 40, ..Options::default() };
        let text = samples::written_with(&samples::report(), Format::Text, &options);
        assert!(text.lines().all(|line| columns(line) <= 40), "{text}");
    }

    #[test]
    fn colours_only_when_asked_to() {
        let options = Options { marks: Marks::Ansi, ..Options::default() };
        let text = samples::written_with(&samples::report(), Format::Text, &options);
        assert!(text.contains("\u{1b}[1;4mdrones hit\u{1b}[0m"));
        assert!(!samples::written(&samples::report(), Format::Text).contains('\u{1b}'));
    }

    #[test]
    fn puts_columns_under_each_other() {
        let claim = |id: &str, line: u32, text: &str| ClaimRow { id: id.into(), line, text: text.into(), ..ClaimRow::default() };
        let claims = [claim("r1", 3, "Eight people"), claim("article", 12, &"word ".repeat(30))];
        let mut out = Vec::new();
        let options = Options { width: 40, ..Options::default() };
        write_table(&claims, &Table { columns: &["id", "line", "text"], noun: "claim" }, &options, &mut out).unwrap();
        let lines = ["id       line  text", "r1          3  Eight people", "article    12  word word word word …", "", "2 claims.", ""];
        assert_eq!(str::from_utf8(&out).unwrap(), lines.join("\n"));
    }

    #[test]
    fn lists_records_by_the_names_of_their_columns() {
        let claim = ClaimRow { id: "r1".into(), line: 3, text: "Eight\npeople".into(), ..ClaimRow::default() };
        let mut out = Vec::new();
        write_records(&[claim], Format::Text, &Options::default(), &mut out).unwrap();
        assert_eq!(str::from_utf8(&out).unwrap(), "id        r1\nline      3\ntext      Eight people\n\n1 record.\n");
    }
}
