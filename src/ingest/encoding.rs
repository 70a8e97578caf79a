//! From bytes to text: byte order marks, UTF-8, UTF-16, and the old one-byte encodings.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// A text with `\n` for every line break, and what was wrong with its bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Decoded {
    pub(super) text: String,
    /// Bytes that are no character of the encoding; they became `�`.
    pub(super) replaced: Option<Replaced>,
}

/// Where a text is not what its encoding allows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Replaced {
    /// The first line that has one.
    pub(super) line: u32,
    /// How many there are.
    pub(super) reason: String,
}

/// How much of a file the guess of its encoding looks at.
const SAMPLE: usize = 1 << 20;

/// Decodes a file: by its byte order mark, else as UTF-8 when that is what it mostly is, else as the encoding that it looks most like.
/// `Err` is the reason why it is no text.
pub(super) fn decode(bytes: Vec<u8>) -> Result<Decoded, &'static str> {
    if let Some((encoding, length)) = Encoding::for_bom(&bytes) {
        return finish(encoding, &bytes[length..]);
    }
    match String::from_utf8(bytes) {
        Ok(text) if !is_utf16(text.as_bytes()) => binary_or(Decoded { text: lines(text), replaced: None }),
        Ok(text) => finish(guess(text.as_bytes(), 0), text.as_bytes()),
        Err(error) => {
            let first = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            finish(guess(&bytes, first), &bytes)
        }
    }
}

fn finish(encoding: &'static Encoding, bytes: &[u8]) -> Result<Decoded, &'static str> {
    let (text, malformed) = encoding.decode_without_bom_handling(bytes);
    let text = lines(text.into_owned());
    let replaced = malformed.then(|| Replaced::new(&text, encoding));
    binary_or(Decoded { text, replaced })
}

/// A file with more than the odd control character is not a text.
fn binary_or(decoded: Decoded) -> Result<Decoded, &'static str> {
    let control = |b: &u8| *b < 32 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b);
    let controls = decoded.text.bytes().take(SAMPLE).filter(control).count();
    match controls > 8 && controls * 50 > decoded.text.len().min(SAMPLE) {
        true => Err("the file is not text"),
        false => Ok(decoded),
    }
}

fn guess(bytes: &[u8], first_odd: usize) -> &'static Encoding {
    if is_utf16(bytes) {
        return if bytes[0] == 0 { UTF_16BE } else { UTF_16LE };
    }
    let sample = &bytes[first_odd.saturating_sub(SAMPLE / 2)..bytes.len().min(first_odd + SAMPLE)];
    if is_mostly_utf8(sample) {
        return UTF_8;
    }
    let mut detector = chardetng::EncodingDetector::new();
    detector.feed(sample, true);
    let guessed = detector.guess(None, false);
    let fits = guessed.is_single_byte() || guessed.decode_without_bom_handling_and_without_replacement(sample).is_some();
    if fits { guessed } else { WINDOWS_1252 }
}

/// UTF-16 without a mark: English text has a zero in nearly every second byte, always on the same side.
fn is_utf16(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(4096)];
    let zeros = |side: usize| sample.iter().skip(side).step_by(2).filter(|&&b| b == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let half = sample.len() / 2;
    half >= 4 && bytes.len().is_multiple_of(2) && even.max(odd) * 10 >= half * 8 && even.min(odd) * 20 <= half
}

/// Whether whole characters of several bytes far outnumber the broken ones.
fn is_mostly_utf8(sample: &[u8]) -> bool {
    let (mut whole, mut broken) = (0, 0);
    let mut chunks = sample.utf8_chunks().peekable();
    while let Some(chunk) = chunks.next() {
        whole += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        // A character that the end of the sample cuts through is not broken.
        broken += usize::from(!chunk.invalid().is_empty() && chunks.peek().is_some());
    }
    whole > 0 && whole >= broken * 2
}

/// The text with every line break as `\n`. A lone carriage return breaks lines only in a file that has nothing else.
fn lines(text: String) -> String {
    if !text.contains('\r') {
        return text;
    }
    match text.contains('\n') {
        true => text.replace("\r\n", "\n").replace('\r', " "),
        false => text.replace('\r', "\n"),
    }
}

impl Replaced {
    fn new(text: &str, encoding: &'static Encoding) -> Self {
        let count = text.matches('\u{fffd}').count();
        let first = text.find('\u{fffd}').unwrap_or(0);
        let line = 1 + text.as_bytes()[..first].iter().filter(|&&b| b == b'\n').count() as u32;
        let places = if count == 1 { "1 place".to_owned() } else { format!("{count} places") };
        Self { line, reason: format!("not valid {} in {places}, the first here; read with \u{fffd} instead", encoding.name()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        decode(bytes.to_vec()).unwrap().text
    }

    #[test]
    fn decodes_what_spreadsheets_and_editors_write() {
        let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_le_bytes).collect::<Vec<u8>>();
        let cases: Vec<(Vec<u8>, &str)> = vec![
            (b"\xef\xbb\xbfna\xc3\xafve".to_vec(), "naïve"),
            (b"The caf\xe9 \x93closed\x94 on Monday".to_vec(), "The café “closed” on Monday"),
            ([b"\xff\xfe".to_vec(), utf16("id,text\r\n1,é")].concat(), "id,text\n1,é"),
            (utf16("It rained in Basra – again."), "It rained in Basra – again."),
            ("It rained in Basra.".encode_utf16().flat_map(u16::to_be_bytes).collect(), "It rained in Basra."),
            (b"a\rb".to_vec(), "a\nb"),
            (b"a\r\nb\rc".to_vec(), "a\nb c"),
        ];
        for (bytes, want) in cases {
            assert_eq!(text_of(&bytes), want);
        }
    }

    #[test]
    fn tells_of_bytes_that_are_not_utf8() {
        let bytes = "one “two” ‘three’\nfour – ".bytes().chain([0xff]).chain(*b" five").collect();
        let decoded = decode(bytes).unwrap();
        assert_eq!(decoded.text, "one “two” ‘three’\nfour – \u{fffd} five");
        let replaced = decoded.replaced.unwrap();
        assert_eq!(
            (replaced.line, replaced.reason.as_str()),
            (2, "not valid UTF-8 in 1 place, the first here; read with \u{fffd} instead")
        );
    }

    #[test]
    fn refuses_what_is_no_text() {
        let bytes: Vec<u8> = (0..2000u32).map(|i| (i * 7 % 256) as u8).collect();
        assert_eq!(decode(bytes), Err("the file is not text"));
    }
}
