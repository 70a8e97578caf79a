//! One layout for rule files: the same spaces, blank lines, indents and quotation marks everywhere.
//!
//! Works on the tokens of the file, so that comments, the order of keys and the breaks of lines stay as the author has them. What comes out
//! is read again and held against what went in: a file whose meaning would change is left alone.
//!
//! - Two spaces for each open bracket, one around `=`, one behind `,`; a comma behind the last entry of a list of several lines, and none
//!   where it stands on one.
//! - One blank line before `[words]`, `[[entity]]`, `[[rule]]` and every other table without a dot, and the comment that stands on it; at
//!   most one elsewhere; none behind a header.
//! - Double quotation marks, where nothing between them needs others.
//! - A comment behind code stays in its column, where the code leaves room.

use super::problem::{File, Problem};
use super::read;
use std::path::Path;
use std::sync::Arc;
use toml::Table;
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

/// How deep each open bracket indents.
const INDENT: usize = 2;

/// The text of a rule file in the one layout.
///
/// # Errors
/// What is wrong with its TOML: a file that cannot be read cannot be laid out.
pub fn laid_out(path: &Path, text: &str) -> Result<String, Vec<Problem>> {
    let problems = read::syntax(&Arc::new(File::new(path, text)));
    if !problems.is_empty() {
        return Err(problems);
    }
    let new = layout(text);
    let same = |a: &str, b: &str| matches!((a.parse::<Table>(), b.parse::<Table>()), (Ok(a), Ok(b)) if a == b);
    Ok(if same(text, &new) { new } else { text.to_owned() })
}

fn layout(text: &str) -> String {
    let mut lines = lines(text);
    let mut page = Page::default();
    close_lists(&mut lines);
    lines.iter().for_each(|line| page.put(line));
    page.text()
}

/// One line of a file, cut into what it says and what is said of it.
#[derive(Debug, Default)]
struct Line {
    code: Vec<Piece>,
    /// A comment, and the column that it stands in.
    comment: Option<(usize, String)>,
    /// How many brackets are open before it.
    depth: usize,
}

/// A token, and whether white space stands before it.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Piece {
    kind: TokenKind,
    text: String,
    spaced: bool,
}

fn lines(text: &str) -> Vec<Line> {
    let mut lines = vec![Line::default()];
    let (mut depth, mut start, mut spaced) = (0, 0, false);
    for token in Source::new(text).lex() {
        let span = token.span();
        let written = &text[span.start()..span.end()];
        let last = lines.len() - 1;
        match token.kind() {
            TokenKind::Newline => {
                start = span.end();
                lines.push(Line { depth, ..Line::default() });
            }
            TokenKind::Whitespace => spaced = true,
            TokenKind::Comment => lines[last].comment = Some((text[start..span.start()].chars().count(), written.trim_end().to_owned())),
            TokenKind::Eof => {}
            kind => {
                lines[last].code.push(Piece { kind, text: quoted(kind, written), spaced });
                spaced = false;
                // A text of several lines: what stands behind it stands on its last line.
                start = written.rfind('\n').map_or(start, |end| span.start() + end + 1);
                depth = if is_header(&lines[last]) { depth } else { depth_behind(depth, kind) };
            }
        }
        spaced &= token.kind() == TokenKind::Whitespace;
    }
    lines
}

fn depth_behind(depth: usize, kind: TokenKind) -> usize {
    match kind {
        TokenKind::LeftSquareBracket | TokenKind::LeftCurlyBracket => depth + 1,
        TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket => depth.saturating_sub(1),
        _ => depth,
    }
}

/// A string with double quotation marks, where nothing in it needs the single ones.
fn quoted(kind: TokenKind, written: &str) -> String {
    let inner = written.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    match inner {
        Some(inner) if kind == TokenKind::LiteralString && !inner.contains(|c: char| c == '"' || c == '\\' || c.is_control()) => {
            format!("\"{inner}\"")
        }
        _ => written.to_owned(),
    }
}

/// Whether a line names a table. Lists never begin at the start of a statement.
fn is_header(line: &Line) -> bool {
    line.depth == 0 && line.code.first().is_some_and(|piece| piece.kind == TokenKind::LeftSquareBracket)
}

/// Puts a comma behind the last entry of each list of several lines.
fn close_lists(lines: &mut [Line]) {
    for at in 1..lines.len() {
        let closes = lines[at].depth > 0 && lines[at].code.first().is_some_and(|piece| piece.kind == TokenKind::RightSquareBracket);
        let before = lines[..at].iter().rposition(|line| !line.code.is_empty());
        let Some(line) = before.filter(|_| closes).map(|before| &mut lines[before]) else { continue };
        let is_entry = |piece: &Piece| !matches!(piece.kind, TokenKind::Comma | TokenKind::LeftSquareBracket);
        if line.code.last().is_some_and(is_entry) {
            line.code.push(Piece { kind: TokenKind::Comma, text: ",".to_owned(), spaced: false });
        }
    }
}

/// The code of a line with the spaces that it should have.
fn spaced(line: &Line) -> String {
    use TokenKind::{Comma, Dot, Equals, LeftCurlyBracket, LeftSquareBracket, RightCurlyBracket, RightSquareBracket};
    let header = is_header(line);
    let mut out = String::new();
    let mut before: Option<TokenKind> = None;
    let mut open = 0_usize;
    for (at, piece) in line.code.iter().enumerate() {
        let next = line.code.get(at + 1).map(|piece| piece.kind);
        let closing = matches!(next, Some(RightSquareBracket | RightCurlyBracket));
        // The last comma of a list that begins on this very line.
        if piece.kind == Comma && closing && open > 0 {
            continue;
        }
        let space = match (before, piece.kind) {
            (None, _) | (_, Comma | Dot) | (Some(Dot), _) | (Some(LeftSquareBracket), _) => false,
            _ if header => false,
            (Some(LeftCurlyBracket), RightCurlyBracket) => false,
            (Some(Equals | Comma | LeftCurlyBracket), _) | (_, Equals | RightCurlyBracket) => true,
            (_, RightSquareBracket) => false,
            _ => piece.spaced,
        };
        out += if space { " " } else { "" };
        out += &piece.text;
        open = depth_behind(open, piece.kind);
        before = Some(piece.kind);
    }
    out
}

/// The lines as they come out.
#[derive(Debug, Default)]
struct Page {
    lines: Vec<String>,
    /// Whether blank lines were met since the last line.
    blank: bool,
    behind_header: bool,
}

impl Page {
    fn put(&mut self, line: &Line) {
        if line.code.is_empty() && line.comment.is_none() {
            self.blank = true;
            return;
        }
        let header = is_header(line);
        if self.blank && !self.behind_header && !self.lines.is_empty() {
            self.lines.push(String::new());
        }
        if header && !line.code.iter().any(|piece| piece.kind == TokenKind::Dot) {
            self.part();
        }
        self.lines.push(written(line));
        self.blank = false;
        self.behind_header = header;
    }

    /// Puts a blank line before the comment that stands on the next line, or before that itself.
    fn part(&mut self) {
        let comment = self.lines.iter().rev().take_while(|line| line.starts_with('#')).count();
        let at = self.lines.len() - comment;
        if at > 0 && !self.lines[at - 1].is_empty() {
            self.lines.insert(at, String::new());
        }
    }

    fn text(self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }
}

fn written(line: &Line) -> String {
    let closing = |piece: &&Piece| matches!(piece.kind, TokenKind::RightSquareBracket | TokenKind::RightCurlyBracket);
    let depth = line.depth.saturating_sub(line.code.iter().take_while(closing).count());
    let mut out = " ".repeat(INDENT * depth) + &spaced(line);
    if let Some((column, comment)) = &line.comment {
        let wide = out.rsplit('\n').next().map_or(0, |last| last.chars().count());
        if !line.code.is_empty() {
            out += &" ".repeat(column.saturating_sub(wide).max(1));
        }
        out += comment;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::load::BUILT_IN;
    use super::super::template::SHAPES;
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lays_a_file_out_in_one_way() {
        let untidy = "# The file\r\n\n\n#:schema ./x.json\n  [ pack ]\n\nid='a'   # kept here\ntitle   =   \"it's\"\n# of the list\n[words]\n\
            x = [ 'a' ,\"b\", ]\ny=[\n'a',   \"b\" # two\n\n\n  , 'say \"c\"'\n]\nz = [\n    ['a' ],\n    []\n    ]\nt={a=1,b = { } }\n\
            [[rule]]\n[[rule . example]]\nd = 2021-07-26 10:00:00\nf = 1.5\n\n\n[[rule.example]]\ns = \"\"\"\n  kept \n\"\"\"   # c\n\n";
        let tidy = "# The file\n\n#:schema ./x.json\n[pack]\nid = \"a\" # kept here\ntitle = \"it's\"\n\n# of the list\n[words]\n\
            x = [\"a\", \"b\"]\ny = [\n  \"a\", \"b\" # two\n\n  , 'say \"c\"',\n]\nz = [\n  [\"a\"],\n  [],\n]\nt = { a = 1, b = {} }\n\n\
            [[rule]]\n[[rule.example]]\nd = 2021-07-26 10:00:00\nf = 1.5\n\n[[rule.example]]\ns = \"\"\"\n  kept \n\"\"\"   # c\n";
        assert_eq!(laid_out(Path::new("p.toml"), untidy).unwrap(), tidy);
        assert_eq!(layout(tidy), tidy);
    }

    #[test]
    fn keeps_a_comment_in_its_column() {
        let text = "a = 1      # one\nbb   =   2 # two\nc='3' # three\n";
        assert_eq!(layout(text), "a = 1      # one\nbb = 2     # two\nc = \"3\" # three\n");
    }

    #[test]
    fn changes_the_meaning_of_no_pack() {
        let templates = SHAPES.iter().map(|&(name, _, text)| (name, text));
        for (name, text) in BUILT_IN.iter().copied().chain(templates) {
            let new = layout(text);
            assert_eq!(text.parse::<Table>().unwrap(), new.parse::<Table>().unwrap(), "{name}");
            assert_eq!(layout(&new), new, "{name}");
        }
    }

    #[test]
    fn new_files_are_laid_out_already() {
        for (name, _, text) in SHAPES {
            assert_eq!(layout(text), text, "{name}");
        }
    }

    #[test]
    fn tells_what_is_wrong_with_a_file_that_is_not_toml() {
        let problems = laid_out(Path::new("p.toml"), "[pack\nid = 1").unwrap_err();
        assert_eq!(problems[0].place().to_string(), "p.toml:1:6");
    }

    /// Lines as authors write them, well or badly.
    const PARTS: [&str; 22] = [
        "",
        "  ",
        "# a comment",
        "   # another",
        "[pack]",
        "[ words ]",
        "[[rule]]",
        "[[ rule . example ]]",
        "[[rule.answer]] # c",
        "a = 1",
        "b='x'  # c",
        "'c d' = \"y\"",
        "e . f = true",
        "g = [",
        "  'x' ,",
        "\"y\"",
        ", 'z' # c",
        "]",
        "  ],",
        "h = { i = 1 , j = [ ] }",
        "k = 'a \"q\" b'",
        "l = '''\n m\n'''",
    ];

    proptest! {
        #[test]
        fn changes_the_meaning_of_no_file_and_is_stable(parts in prop::collection::vec(0..PARTS.len(), 0..14), end in prop::bool::ANY) {
            let mut text = parts.iter().map(|&part| PARTS[part]).collect::<Vec<_>>().join(if end { "\n" } else { "\r\n" });
            // Most are no TOML as they are; keys that come twice are the usual reason.
            for n in 0..20 {
                for key in ["a = ", "b=", "g = ", "h = ", "k = ", "l = "] {
                    if text.matches(key).count() > 1 {
                        text = text.replacen(key, &format!("{}{n}{}", &key[..1], &key[1..]), 1);
                    }
                }
            }
            let new = layout(&text);
            if let Ok(before) = text.parse::<Table>() {
                prop_assert_eq!(Some(before), new.parse::<Table>().ok(), "{:?} {:?}", text, new);
                prop_assert_eq!(layout(&new), new);
            }
        }

        #[test]
        fn survives_any_text(text in "[\\[\\]{}=,.#'\"a1 \n\r\t\\\\é]{0,60}") {
            let new = layout(&text);
            if let Ok(before) = text.parse::<Table>() {
                prop_assert_eq!(Some(before), new.parse::<Table>().ok(), "{:?} {:?}", text, new);
                prop_assert_eq!(layout(&new), new);
            }
        }
    }
}
