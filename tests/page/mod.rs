//! Pages of Markdown whose commands a test runs, and whose output is real.

#[path = "../desk/folder.rs"]
pub(crate) mod folder;
#[path = "../desk/program.rs"]
mod program;

use program::{Run, gainsay};
use std::path::Path;

/// What stands for output that is not shown.
const GOES_ON: &str = "...";

/// A fenced block: where its lines begin in the page, and the lines.
pub(crate) struct Block<'a> {
    /// The language of its lines.
    pub(crate) language: &'a str,
    /// The file that the lines are, where the block names one.
    #[allow(dead_code, reason = "README.md has no such blocks")]
    pub(crate) file: Option<&'a str>,
    /// The number of its first line in the page, from 0.
    pub(crate) first: usize,
    /// Its lines.
    pub(crate) lines: Vec<&'a str>,
}

/// A command of a `console` block, and the lines shown below it.
pub(crate) struct Shown<'a> {
    /// The command.
    pub(crate) command: &'a str,
    /// The number of the first line of output, from 0.
    pub(crate) first: usize,
    /// The lines of output.
    pub(crate) output: Vec<&'a str>,
}

/// The fenced blocks of a page. What stands behind the language of a block is the name of the file that it is.
pub(crate) fn blocks(page: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (at, line) in page.lines().enumerate() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(info), None) => {
                let (language, file) = info.split_once(' ').map_or((info, None), |(language, file)| (language, Some(file)));
                open = Some(Block { language, file, first: at + 1, lines: Vec::new() });
            }
            (None, Some(block)) => block.lines.push(line),
            (None, None) => {}
        }
    }
    blocks
}

impl<'a> Block<'a> {
    /// The lines as a file has them.
    pub(crate) fn text(&self) -> String {
        self.lines.join("\n") + "\n"
    }

    /// The commands that a reader is told to type.
    pub(crate) fn commands(&self) -> Vec<Shown<'a>> {
        let mut commands: Vec<Shown> = Vec::new();
        for (at, line) in self.lines.iter().enumerate() {
            match line.strip_prefix("$ ") {
                Some(command) => commands.push(Shown { command, first: self.first + at + 1, output: Vec::new() }),
                None => commands.last_mut().expect("a command before its output").output.push(line),
            }
        }
        commands
    }
}

impl Shown<'_> {
    /// What stands in the page once it shows what was said: a page may show the beginning alone.
    pub(crate) fn real(&self, said: &str) -> Vec<String> {
        let mut real: Vec<String> = said.trim_end().lines().map(|line| line.trim_end().to_owned()).collect();
        if self.output.last() == Some(&GOES_ON) {
            real.truncate(self.output.len() - 1);
            real.push(GOES_ON.to_owned());
        }
        real
    }
}

/// Runs the program in a folder.
pub(crate) fn run(words: &[&str], folder: &Path) -> Run {
    Run::of(gainsay(folder).args(words))
}

/// What the program is told, if it is the program that a command runs: a person sees its output in a terminal. `"a b"` is one word.
pub(crate) fn words_of(command: &str) -> Option<Vec<String>> {
    let command = command.strip_prefix("cargo run --release -- ").or_else(|| command.strip_prefix("gainsay "))?;
    let words = |(at, piece): (usize, &str)| -> Vec<String> {
        if at % 2 == 1 { vec![piece.to_owned()] } else { piece.split_whitespace().map(str::to_owned).collect() }
    };
    let mut words: Vec<String> = command.split('"').enumerate().flat_map(words).collect();
    let is_table = matches!(words[0].as_str(), "detect" | "claims" | "subjects" | "figures" | "compare" | "against" | "diff")
        || words[..2] == ["rules", "list"]
        || words[..2] == ["decisions", "stats"];
    if is_table && !words.contains(&"-o".to_owned()) {
        words.extend(["--output-format".to_owned(), "text".to_owned()]);
    }
    Some(words)
}
