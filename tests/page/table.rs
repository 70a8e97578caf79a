//! Tables of a page whose rows are what the program says.

use crate::project::{is_blessing, root};
use std::fs;

/// Holds the rows below a heading to those that there ought to be, or writes these in their place.
pub(crate) fn hold_table(page: &str, heading: &str, rows: &[String]) {
    let path = root().join(page);
    let text = fs::read_to_string(&path).expect("the page");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let at = lines.iter().position(|line| line == heading).unwrap_or_else(|| panic!("{page} has no table {heading}"));
    let first = at + 2;
    let last = first + lines[first..].iter().take_while(|line| line.starts_with('|')).count();
    if is_blessing() {
        lines.splice(first..last, rows.iter().cloned());
        fs::write(&path, lines.join("\n") + "\n").expect("the page is written");
    } else {
        assert_eq!(lines[first..last], *rows, "the table {heading} of {page} has gone stale");
    }
}
