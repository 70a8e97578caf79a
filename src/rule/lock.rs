//! Which packs a run rests on, as a file: a name, a version and a hash of each, to notice when one is no longer what it was.

use super::problem::File;
use super::read::WrittenPack;
use crate::error::{Error, Place, Result};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

/// One file of rules that is in use.
#[derive(Debug, Clone)]
pub struct Locked {
    id: String,
    version: Option<String>,
    file: Arc<File>,
}

/// What a lock file says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    entries: Vec<Entry>,
}

/// One file of rules as it was.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: String,
    file: String,
    version: Option<String>,
    sha256: String,
}

impl Locked {
    pub(super) fn new(pack: &WrittenPack) -> Self {
        Self { id: pack.head.id.get_ref().clone(), version: pack.head.version.clone(), file: Arc::clone(&pack.file) }
    }
}

impl Lock {
    /// The lock of these files.
    pub fn of(files: &[Locked]) -> Self {
        let entry = |Locked { id, version, file }: &Locked| Entry {
            id: id.clone(),
            file: file.path.to_string_lossy().replace('\\', "/"),
            version: version.clone(),
            sha256: sha256(file.text.as_bytes()),
        };
        let mut entries: Vec<Entry> = files.iter().map(entry).collect();
        entries.sort();
        Self { entries }
    }

    /// Reads a lock file.
    ///
    /// # Errors
    /// When the file cannot be read, or is no lock file.
    pub fn read(path: &Path) -> Result<Self> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Written {
            #[serde(default)]
            pack: Vec<Entry>,
        }
        let text = std::fs::read_to_string(path).map_err(|error| Error::io(path, &error).with_help("`gainsay rules lock` writes it"))?;
        let written: Written = toml::from_str(&text).map_err(|error| {
            let line = error.span().map_or(0, |span| text[..span.start].matches('\n').count() + 1);
            let place = Place { file: Some(path.to_owned()), line, column: 0 };
            Error::new(format!("this is no lock file: {}", error.message()))
                .with_place(place)
                .with_help("`gainsay rules lock` writes it anew")
        })?;
        Ok(Self { entries: written.pack })
    }

    /// In what the packs in use differ from the lock, a line for each; empty where they do not.
    pub fn differences(&self, now: &Self) -> Vec<String> {
        let by_file = |lock: &Self| {
            lock.entries.iter().map(|entry| ((entry.id.clone(), entry.file.clone()), entry.clone())).collect::<BTreeMap<_, _>>()
        };
        let (locked, now) = (by_file(self), by_file(now));
        let mut told = Vec::new();
        for (name, entry) in &locked {
            let (id, file) = name;
            match now.get(name) {
                None => told.push(format!("the pack `{id}` ({file}) is locked, and not in use")),
                Some(found) if found.sha256 != entry.sha256 => {
                    told.push(format!("the pack `{id}` ({file}) has changed{}", versions(entry, found)));
                }
                Some(_) => {}
            }
        }
        told.extend(
            now.keys()
                .filter(|name| !locked.contains_key(*name))
                .map(|(id, file)| format!("the pack `{id}` ({file}) is in use, and not locked")),
        );
        told
    }

    /// How many files it names.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether it names none.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }
}

fn versions(before: &Entry, now: &Entry) -> String {
    let word = |version: &Option<String>| version.clone().unwrap_or_else(|| "no version".to_owned());
    match before.version == now.version {
        true => ", and its version has not".to_owned(),
        false => format!(", from version {} to {}", word(&before.version), word(&now.version)),
    }
}

/// The lock file.
impl fmt::Display for Lock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "# Written by `gainsay rules lock`. `gainsay rules verify` fails where a pack in use is no longer the one named here.\n",
        )?;
        let text = |text: &str| toml::Value::String(text.to_owned()).to_string();
        for Entry { id, file, version, sha256 } in &self.entries {
            write!(f, "\n[[pack]]\nid = {}\nfile = {}\n", text(id), text(file))?;
            if let Some(version) = version {
                writeln!(f, "version = {}", text(version))?;
            }
            writeln!(f, "sha256 = {}", text(sha256))?;
        }
        Ok(())
    }
}

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
const ROUNDS: [u32; 64] = [
    0x428a_2f98,
    0x7137_4491,
    0xb5c0_fbcf,
    0xe9b5_dba5,
    0x3956_c25b,
    0x59f1_11f1,
    0x923f_82a4,
    0xab1c_5ed5,
    0xd807_aa98,
    0x1283_5b01,
    0x2431_85be,
    0x550c_7dc3,
    0x72be_5d74,
    0x80de_b1fe,
    0x9bdc_06a7,
    0xc19b_f174,
    0xe49b_69c1,
    0xefbe_4786,
    0x0fc1_9dc6,
    0x240c_a1cc,
    0x2de9_2c6f,
    0x4a74_84aa,
    0x5cb0_a9dc,
    0x76f9_88da,
    0x983e_5152,
    0xa831_c66d,
    0xb003_27c8,
    0xbf59_7fc7,
    0xc6e0_0bf3,
    0xd5a7_9147,
    0x06ca_6351,
    0x1429_2967,
    0x27b7_0a85,
    0x2e1b_2138,
    0x4d2c_6dfc,
    0x5338_0d13,
    0x650a_7354,
    0x766a_0abb,
    0x81c2_c92e,
    0x9272_2c85,
    0xa2bf_e8a1,
    0xa81a_664b,
    0xc24b_8b70,
    0xc76c_51a3,
    0xd192_e819,
    0xd699_0624,
    0xf40e_3585,
    0x106a_a070,
    0x19a4_c116,
    0x1e37_6c08,
    0x2748_774c,
    0x34b0_bcb5,
    0x391c_0cb3,
    0x4ed8_aa4a,
    0x5b9c_ca4f,
    0x682e_6ff3,
    0x748f_82ee,
    0x78a5_636f,
    0x84c8_7814,
    0x8cc7_0208,
    0x90be_fffa,
    0xa450_6ceb,
    0xbef9_a3f7,
    0xc671_78f2,
];

/// SHA-256 in hexadecimal: what `sha256sum` says of the file.
fn sha256(bytes: &[u8]) -> String {
    let mut state: [u32; 8] = [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
    let mut message = bytes.to_vec();
    message.push(0x80);
    while message.len() % 64 != 56 {
        message.push(0);
    }
    message.extend((bytes.len() as u64 * 8).to_be_bytes());
    message.chunks_exact(64).for_each(|block| compress(&mut state, block));
    state.iter().fold(String::new(), |mut hex, word| {
        let _ = write!(hex, "{word:08x}");
        hex
    })
}

fn compress(state: &mut [u32; 8], block: &[u8]) {
    let mut schedule = [0u32; 64];
    for (word, bytes) in schedule.iter_mut().zip(block.chunks_exact(4)) {
        *word = u32::from_be_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]);
    }
    for i in 16..64 {
        let (x, y) = (schedule[i - 15], schedule[i - 2]);
        let small = x.rotate_right(7) ^ x.rotate_right(18) ^ (x >> 3);
        let large = y.rotate_right(17) ^ y.rotate_right(19) ^ (y >> 10);
        schedule[i] = schedule[i - 16].wrapping_add(small).wrapping_add(schedule[i - 7]).wrapping_add(large);
    }
    let [mut a, mut b, mut c, mut d, mut e, mut f, mut g, mut h] = *state;
    for (round, word) in ROUNDS.iter().zip(schedule) {
        let sum = e.rotate_right(6) ^ e.rotate_right(11) ^ e.rotate_right(25);
        let first = h.wrapping_add(sum).wrapping_add((e & f) ^ (!e & g)).wrapping_add(*round).wrapping_add(word);
        let sum = a.rotate_right(2) ^ a.rotate_right(13) ^ a.rotate_right(22);
        let second = sum.wrapping_add((a & b) ^ (a & c) ^ (b & c));
        (h, g, f, e, d, c, b, a) = (g, f, e, d.wrapping_add(first), c, b, a, first.wrapping_add(second));
    }
    for (old, new) in state.iter_mut().zip([a, b, c, d, e, f, g, h]) {
        *old = old.wrapping_add(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_as_everybody_does() {
        for (text, hash) in [
            (String::new(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
            ("abc".to_owned(), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
            (
                "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq".to_owned(),
                "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1",
            ),
            ("a".repeat(1_000_000), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"),
        ] {
            assert_eq!(sha256(text.as_bytes()), hash);
        }
    }

    #[test]
    fn tells_what_is_no_longer_the_same() {
        let file = |id: &str, version: Option<&str>, text: &str| Locked {
            id: id.to_owned(),
            version: version.map(str::to_owned),
            file: Arc::new(File::new(format!("{id}.toml"), text)),
        };
        let before = Lock::of(&[file("a", Some("1"), "x"), file("b", None, "x"), file("c", None, "x")]);
        let after = Lock::of(&[file("a", Some("2"), "y"), file("b", None, "y"), file("d", None, "x")]);
        assert!(before.differences(&before).is_empty());
        assert_eq!(
            before.differences(&after),
            [
                "the pack `a` (a.toml) has changed, from version 1 to 2",
                "the pack `b` (b.toml) has changed, and its version has not",
                "the pack `c` (c.toml) is locked, and not in use",
                "the pack `d` (d.toml) is in use, and not locked",
            ]
        );
    }
}
