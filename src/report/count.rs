//! Counts in words.

/// `1 source`, `1,840 sources`.
pub(super) fn count(n: u64, noun: &str) -> String {
    match n {
        1 => format!("1 {noun}"),
        _ => format!("{} {noun}s", grouped(n)),
    }
}

/// Digits in groups of three.
pub(super) fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_as_people_write() {
        let cases = [(0, "0 sources"), (1, "1 source"), (999, "999 sources"), (1840, "1,840 sources"), (1_000_000, "1,000,000 sources")];
        for (n, words) in cases {
            assert_eq!(count(n, "source"), words);
        }
    }
}
