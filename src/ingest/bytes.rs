//! The bytes of a file, decompressed, and never more than a limit of them.

use super::walk::File;
use crate::error::{Error, Result};
use std::io::{self, BufReader, Read};

/// The largest file, also when decompressed, in bytes.
pub(super) const MAX_FILE: u64 = 1 << 30;

/// A compression that is undone while reading.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Compression {
    None,
    Gzip,
    Zstandard,
}

/// The content of a file, or the reason why it is skipped. A file that the user named and that cannot be opened is an error.
pub(super) fn load(file: &File) -> Result<Result<Vec<u8>, String>> {
    let opened = std::fs::File::open(&file.path).and_then(|mut opened| {
        let mut start = Vec::new();
        opened.by_ref().take(4).read_to_end(&mut start)?;
        Ok((opened, start))
    });
    match opened {
        Ok((rest, start)) => {
            let compression = Compression::of(&start).or(Compression::of_name(&file.name));
            Ok(content(compression, BufReader::new(io::Cursor::new(start).chain(rest))))
        }
        Err(error) if file.named => Err(Error::io(&file.path, &error)),
        Err(error) => Ok(Err(Error::io(&file.path, &error).message().to_owned())),
    }
}

/// The content of standard input, decompressed when it is compressed.
pub(super) fn expand(bytes: &[u8]) -> Result<Vec<u8>, String> {
    content(Compression::of(bytes), bytes)
}

/// A name without `.gz` or `.zst`.
pub(super) fn without_compression(name: &str) -> &str {
    let lower = name.to_ascii_lowercase();
    let ending = [".gz", ".zst"].into_iter().find(|ending| lower.ends_with(ending));
    ending.map_or(name, |ending| &name[..name.len() - ending.len()])
}

fn content(compression: Compression, bytes: impl io::BufRead) -> Result<Vec<u8>, String> {
    match compression {
        Compression::None => read_capped(bytes).map_err(|error| error.to_string()).and_then(within),
        Compression::Gzip => read_capped(flate2::bufread::MultiGzDecoder::new(bytes)).map_err(|error| broken(&error)).and_then(within),
        Compression::Zstandard => {
            zstd::stream::read::Decoder::with_buffer(bytes).and_then(read_capped).map_err(|error| broken(&error)).and_then(within)
        }
    }
}

fn read_capped(reader: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    reader.take(MAX_FILE + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn within(bytes: Vec<u8>) -> Result<Vec<u8>, String> {
    match bytes.len() as u64 {
        0..=MAX_FILE => Ok(bytes),
        _ => Err(format!("the file holds more than {MAX_FILE} bytes, which is the limit")),
    }
}

fn broken(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::UnexpectedEof => "the compressed file is cut short".to_owned(),
        _ => format!("the file cannot be decompressed: {error}"),
    }
}

impl Compression {
    fn of(bytes: &[u8]) -> Self {
        match bytes {
            [0x1f, 0x8b, ..] => Self::Gzip,
            [0x28, 0xb5, 0x2f, 0xfd, ..] => Self::Zstandard,
            _ => Self::None,
        }
    }

    fn of_name(name: &str) -> Self {
        let lower = name.to_ascii_lowercase();
        if lower.ends_with(".gz") {
            return Self::Gzip;
        }
        if lower.ends_with(".zst") { Self::Zstandard } else { Self::None }
    }

    fn or(self, other: Self) -> Self {
        if self == Self::None { other } else { self }
    }
}
