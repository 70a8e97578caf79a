//! What users give the program to read, and what becomes of it.

#[path = "desk/folder.rs"]
mod folder;

use encoding_rs::WINDOWS_1252;
use folder::Desk;
use gainsay::ingest::{Field, Format, Ingested, Options, Skipped, read};
use gainsay::source::{Shape, Source};
use jiff::civil::date;
use std::io::Write;
use std::path::{Path, PathBuf};

impl Desk {
    /// A name as the program tells it.
    fn name(&self, file: &str) -> String {
        self.0.join(file).to_string_lossy().replace('\\', "/")
    }
}

fn read_with(inputs: &[PathBuf], options: &Options) -> gainsay::error::Result<Ingested> {
    read(inputs, &mut std::io::empty(), options)
}

/// Reads one file of that name and content.
fn read_one(test: &str, name: &str, content: impl AsRef<[u8]>) -> Ingested {
    let desk = Desk::new(test, &[]);
    read_with(&[desk.file(name, content)], &Options::default()).unwrap()
}

fn texts(read: &Ingested) -> Vec<&str> {
    read.sources.iter().map(|source| source.text.as_str()).collect()
}

/// Line and reason of everything skipped, then of what was not read as it stands.
fn told(read: &Ingested) -> Vec<(u32, &str)> {
    read.skipped.iter().chain(&read.amended).map(|skipped| (skipped.line, skipped.reason.as_str())).collect()
}

fn error_of(result: gainsay::error::Result<Ingested>) -> String {
    result.unwrap_err().to_string()
}

const LEAD: &str = "The ministry said on Tuesday that the bridge would stay closed until the end of the month.";
const MORE: &str = "Engineers found two cracks in its northern pier, according to a report seen by this newspaper.";

#[test]
fn reads_a_table_with_its_columns_in_any_order() {
    let desk = Desk::new("table", &[]);
    let path = desk.file("a.csv", "Published,Outlet,URL,Statement,Speaker,Topic,Headline,ID\n2021-07-28,The Post,https://example.org,It rained.,Jane Roe,rain,Rain,r1\n");
    let read = read_with(&[path], &Options::default()).unwrap();
    let want = Source {
        id: "r1".into(),
        outlet: "The Post".into(),
        speaker: "Jane Roe".into(),
        published: Some(date(2021, 7, 28)),
        url: "https://example.org".into(),
        title: "Rain".into(),
        topic: "rain".into(),
        file: desk.name("a.csv"),
        line: 2,
        text: "It rained.".into(),
        shape: Shape::Row,
        lines: Vec::new(),
    };
    assert_eq!((read.sources, read.skipped), (vec![want], Vec::new()));
}

#[test]
fn names_a_row_without_an_id_by_file_and_line() {
    let desk = Desk::new("no-id", &[]);
    let path = desk.file("a.csv", "text\n\nIt rained.\n");
    let read = read_with(&[path], &Options::default()).unwrap();
    assert_eq!(read.sources[0].id, desk.name("a.csv") + ":3");
}

#[test]
fn reads_tables_of_other_makes() {
    let utf16 = |text: &str| [vec![0xff, 0xfe], text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat();
    let cases: [(&str, &str, Vec<u8>); 7] = [
        ("semicolon", "a.csv", "id;text\n1;Il café, “fermé”.\n".into()),
        ("tab", "a.tsv", "id\ttext\n1\tIl café, “fermé”.\n".into()),
        ("bar", "a.csv", "id|text\n1|Il café, “fermé”.\n".into()),
        ("utf8-mark", "a.csv", "\u{feff}id,text\n1,\"Il café, “fermé”.\"\n".into()),
        ("utf16", "a.csv", utf16("id\ttext\r\n1\tIl café, “fermé”.\r\n")),
        ("windows-1252", "a.csv", WINDOWS_1252.encode("id,text\r\n1,\"Il café, “fermé”.\"\r\n").0.into_owned()),
        ("old-mac", "a.csv", "id,text\r1,\"Il café, “fermé”.\"\r".into()),
    ];
    for (test, name, content) in cases {
        let read = read_one(test, name, content);
        assert_eq!((texts(&read), told(&read)), (vec!["Il café, “fermé”."], vec![]), "{test}");
    }
}

#[test]
fn takes_the_columns_that_the_user_names() {
    let desk = Desk::new("map", &[]);
    let path = desk.file("a.csv", "id,text,Long version,who wrote it\n1,short,It rained.,The Post\n");
    let map = vec![("text".parse::<Field>().unwrap(), "long version".into()), ("outlet".parse().unwrap(), "who wrote it".into())];
    let read = read_with(std::slice::from_ref(&path), &Options { map, ..Options::default() }).unwrap();
    assert_eq!((texts(&read), read.sources[0].outlet.as_str()), (vec!["It rained."], "The Post"));

    let map = vec![(Field::Text, "Long versoin".into())];
    let want = format!(
        "{}: no column \"Long versoin\" for `text` among \"id\", \"text\", \"Long version\", \"who wrote it\" (did you mean --map 'text=Long version')",
        path.display()
    );
    assert_eq!(error_of(read_with(&[path], &Options { map, ..Options::default() })), want);
}

#[test]
fn fails_on_a_named_table_without_a_text_column_and_says_what_to_add() {
    let desk = Desk::new("no-text", &[]);
    let cases = [
        ("id,Statment\n1,It rained.\n", "no text column among \"id\", \"Statment\" (did you mean --map text=Statment)"),
        ("nr,remark made\n1,It rained.\n", "no text column among \"nr\", \"remark made\" (add --map 'text=remark made')"),
    ];
    for (content, want) in cases {
        let path = desk.file("a.csv", content);
        assert_eq!(error_of(read_with(std::slice::from_ref(&path), &Options::default())), format!("{}: {want}", path.display()));
    }
}

#[test]
fn skips_a_table_without_a_text_column_in_a_folder() {
    let desk = Desk::new("no-text-folder", &[]);
    desk.file("a.csv", "x,y\n1,2\n");
    desk.file("b.csv", "text\nIt rained.\n");
    let read = read_with(std::slice::from_ref(&desk.0), &Options::default()).unwrap();
    assert_eq!((texts(&read), told(&read)), (vec!["It rained."], vec![(0, "no text column among \"x\", \"y\"")]));
}

#[test]
fn skips_bad_rows_one_by_one() {
    let read = read_one("rows", "a.csv", "id,text,source\n1,It rained.,x\n2,ragged\n3,,x\n4,a,b,c\n5,It snowed.,y\n");
    assert_eq!(texts(&read), ["It rained.", "It snowed."]);
    let want = [(3, "2 columns where the header has 3"), (4, "the row has no text"), (5, "4 columns where the header has 3")];
    assert_eq!(told(&read), want);
    assert_eq!(read.skipped.iter().map(|skipped| skipped.id.as_str()).collect::<Vec<_>>(), ["2", "3", "4"]);
}

#[test]
fn skips_a_row_or_line_of_fifty_megabytes() {
    let long = "word ".repeat(10 << 20);
    let cases = [
        ("long-row", "a.csv", format!("text,id\n{long},1\nIt rained.,2\n"), 2, "a row of 52428802 bytes; the limit is 1048576"),
        (
            "long-json",
            "a.jsonl",
            format!("{{\"text\":\"{long}\"}}\n{{\"text\":\"It rained.\"}}\n"),
            1,
            "a line of 52428811 bytes; the limit is 1048576",
        ),
        ("long-line", "a.txt", format!("\n\n{long}\nIt rained."), 3, "a line of 52428800 bytes; the limit is 1048576"),
    ];
    for (test, name, content, line, reason) in cases {
        let read = read_one(test, name, content);
        assert_eq!((texts(&read), told(&read)), (vec!["It rained."], vec![(line, reason)]), "{test}");
    }
}

#[test]
fn reads_json_lines_and_tells_of_garbage() {
    let content = "{\"Claim\": \"It rained.\", \"id\": 7, \"publisher\": \"The Post\", \"date\": \"28 July 2021\"}\n{\"claim\": \n\u{0}\u{1}\n\"text\"\n{\"id\": 8}\n";
    let read = read_one("json", "a.jsonl", content);
    let source = &read.sources[0];
    assert_eq!((source.id.as_str(), source.outlet.as_str(), source.published), ("7", "The Post", Some(date(2021, 7, 28))));
    let want = [
        (2, "not JSON: EOF while parsing a value, column 10"),
        (3, "not JSON: expected value, column 1"),
        (4, "not a JSON object"),
        (5, "the row has no text"),
    ];
    assert_eq!((texts(&read), told(&read)), (vec!["It rained."], want.to_vec()));
}

#[test]
fn tells_of_bytes_that_are_no_character() {
    let read = read_one("utf8", "a.csv", b"text\nThe \xe2\x80\x9cbridge\xe2\x80\x9d fell.\nIt \xff rained.\n");
    assert_eq!(texts(&read), ["The “bridge” fell.", "It \u{fffd} rained."]);
    assert_eq!(told(&read), [(3, "not valid UTF-8 in 1 place, the first here; read with \u{fffd} instead")]);
}

#[test]
fn fails_on_a_missing_input() {
    let path = std::env::temp_dir().join("gainsay-there-is-no-such-file.csv");
    assert_eq!(
        error_of(read_with(std::slice::from_ref(&path), &Options::default())),
        format!("{}: no such file or folder", path.display())
    );
}

#[test]
fn skips_files_that_hold_nothing_to_read() {
    let cases: [(&str, &str, &[u8], &str); 5] = [
        ("empty", "a.csv", b"", "the file is empty"),
        ("blank", "a.txt", b" \n\n", "the file is empty"),
        ("binary", "a.txt", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 14, 15, 16, 200, 255, 254], "the file is not text"),
        ("furniture-only", "a.txt", b"Share this\nAdvertisement\n", "nothing but page furniture"),
        ("front-matter-only", "a.md", b"---\ntitle: x\n---\n", "the article has no text"),
    ];
    for (test, name, content, reason) in cases {
        let read = read_one(test, name, content);
        assert_eq!((texts(&read), told(&read)), (vec![], vec![(0, reason)]), "{test}");
    }
}

fn gzip(content: &str) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::default());
    encoder.write_all(content.as_bytes()).unwrap();
    encoder.finish().unwrap()
}

#[test]
fn reads_compressed_files_and_tells_of_broken_ones() {
    let table: String = "id,text\n".to_owned() + &(0..200).map(|i| format!("{i},It rained {i} times.\n")).collect::<String>();
    let whole = gzip(&table);
    let read = read_one("gz", "a.csv.gz", &whole);
    assert_eq!((read.sources.len(), read.sources[199].line), (200, 201));
    let read = read_one("zst", "a.csv.zst", zstd::encode_all(table.as_bytes(), 1).unwrap());
    assert_eq!(read.sources.len(), 200);

    let read = read_one("gz-cut", "a.csv.gz", &whole[..whole.len() / 2]);
    assert_eq!((read.sources.len(), told(&read)), (0, vec![(0, "the compressed file is cut short")]));
    let read = read_one("gz-false", "a.csv.gz", "id,text\n1,It rained.\n");
    assert_eq!(told(&read), [(0, "the file cannot be decompressed: invalid gzip header")]);
}

#[test]
fn reads_an_article_line_by_line() {
    let desk = Desk::new("article", &[]);
    let path = desk.file("2021-07-28_post_bridge.txt", format!("\n{LEAD}\n\n{MORE}\n"));
    let read = read_with(&[path], &Options::default()).unwrap();
    let source = &read.sources[0];
    assert_eq!((source.shape, source.published, source.outlet.as_str()), (Shape::Article, Some(date(2021, 7, 28)), ""));
    assert_eq!(source.id_at(source.text.find("Engineers").unwrap()), desk.name("2021-07-28_post_bridge.txt:4"));
}

#[test]
fn takes_furniture_out_and_keeps_lines_right() {
    let desk = Desk::new("furniture", &[]);
    let page = format!(
        "Bridge closed\n\n·3-min read\nShare this\nA crane is seen at the bridge. (REUTERS)\n\n{LEAD}\n\nAdvertisement\n\n{MORE} [a likely story, as everyone here knows well]\n\nRead More\n\nTen bridges that fell this year\n\nLeave a Reply\n\nNo way.\n"
    );
    let path = desk.file("a.txt", &page);
    let read = read_with(std::slice::from_ref(&path), &Options::default()).unwrap();
    let source = &read.sources[0];
    let kept: Vec<&str> = source.text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!((kept, read.furniture), (vec!["Bridge closed", LEAD, MORE], 9));
    assert_eq!(source.line_at(source.text.find("Engineers").unwrap()), 11);

    let options = Options { keep_furniture: true, ..Options::default() };
    let read = read_with(&[path], &options).unwrap();
    assert_eq!((read.sources[0].text.as_str(), read.furniture), (page.trim(), 0));
}

#[test]
fn takes_furniture_out_of_an_article_in_a_cell() {
    let read = read_one("cell", "a.csv", format!("id,text\n1,\"Bridge closed\n{LEAD}\nAdvertisement\n{MORE}\nShare this\"\n"));
    let source = &read.sources[0];
    assert_eq!((source.text.clone(), read.furniture), (format!("Bridge closed\n{LEAD}\n{MORE}"), 2));
    assert_eq!(source.line_at(source.text.find("Engineers").unwrap()), 5);
}

#[test]
fn reads_markdown_without_its_marks() {
    let read = read_one(
        "markdown",
        "a.md",
        format!(
            "---\ntitle: Bridge closed\nsource: The Post\ndate: July 28, 2021\n---\n# Bridge closed\n\n**{LEAD}**\n\n## Cracks\n\n{MORE} See [the report](https://example.org/r).\n"
        ),
    );
    let source = &read.sources[0];
    assert_eq!(source.text, format!("{LEAD}\n\nCracks\n\n\n{MORE} See the report."));
    assert_eq!((source.title.as_str(), source.outlet.as_str(), source.published), ("Bridge closed", "The Post", Some(date(2021, 7, 28))));
    assert_eq!(source.line_at(source.text.find("Engineers").unwrap()), 12);
}

#[test]
fn reads_the_article_on_a_web_page() {
    let paragraphs: String = (1..=6)
        .map(|i| format!("<p>{LEAD} That was statement {i} of the ministry in a week, and it was longer than those before.</p>\n"))
        .collect();
    let page = format!(
        "<!DOCTYPE html>\n<html><head><title>Bridge closed</title>\n<meta property=\"og:site_name\" content=\"The Post\">\n<meta property=\"article:published_time\" content=\"2021-07-28T10:00:00+03:00\"></head>\n<body><nav><a href=\"/\">Home</a> <a href=\"/w\">World</a></nav>\n<article><h1>Bridge closed</h1>\n{paragraphs}</article>\n<footer>All rights reserved</footer></body></html>\n"
    );
    let read = read_one("html", "a.html", page);
    let source = &read.sources[0];
    assert_eq!((source.title.as_str(), source.outlet.as_str(), source.published), ("Bridge closed", "The Post", Some(date(2021, 7, 28))));
    assert!(!source.text.contains("Home") && !source.text.contains("rights"), "{}", source.text);
    assert_eq!(source.line_at(source.text.find("statement 3").unwrap()), 9);
}

#[test]
fn skips_a_page_nested_too_deep() {
    let read = read_one("deep", "a.html", "<div>".repeat(20_000) + LEAD);
    assert_eq!(told(&read), [(0, "a page nested 20000 elements deep; the limit is 512")]);
}

#[test]
fn reads_a_folder_in_the_order_of_its_paths() {
    let desk = Desk::new("folder", &[]);
    for (name, content) in [
        ("b.txt", "Second."),
        ("a/z.md", "First."),
        ("c.csv", "text\nThird.\nFourth.\n"),
        (".hidden.txt", "Never."),
        (".git/a.txt", "Never."),
        ("notes.pdf", "%PDF"),
        ("log.out", "plain words"),
        ("LICENCE", "plain words"),
        ("MAP", "plain words"),
    ] {
        desk.file(name, content);
    }
    desk.file("picture.png", [0x89, b'P', b'N', b'G', 0, 1, 2, 255]);
    let read = read_with(std::slice::from_ref(&desk.0), &Options::default()).unwrap();
    assert_eq!(texts(&read), ["First.", "Second.", "Third.", "Fourth."]);
    let skipped: Vec<(String, &str)> = read.skipped.iter().map(|s| (s.file.clone(), s.reason.as_str())).collect();
    let want = [
        ("MAP", "a file without an ending is read only when it is named itself"),
        ("log.out", "files that end in .out are not read"),
        ("notes.pdf", "files that end in .pdf are not read: save it as text (.txt) or as a web page (.html)"),
    ];
    assert_eq!(skipped, want.map(|(file, reason)| (desk.name(file), reason)));
    assert_eq!(read.passed_over.iter().map(|s| s.file.clone()).collect::<Vec<_>>(), [desk.name("LICENCE")]);
}

#[test]
fn says_which_column_has_a_date_that_means_two_days() {
    let told_of = |name: &str, text: &str| read_one("two-days", name, text).amended.first().map(|s| (s.line, s.reason.clone()));
    let told = "1 date in the column \"Published on\" could have the day or the month first, the first here: \"03/04/2024\"; left empty: \
        write it as 2024-04-03 or as 2024-03-04";
    assert_eq!(told_of("a.csv", "text,Published on\nIt rained.,03/04/2024\n"), Some((2, told.to_owned())));
    assert_eq!(told_of("a.jsonl", "{\"text\": \"It rained.\", \"Published on\": \"03/04/2024\"}\n"), Some((1, told.to_owned())));
}

#[test]
fn says_what_to_do_with_a_document_that_is_named() {
    for (name, told) in [
        ("a.xlsx", "files that end in .xlsx are not read: save it as CSV (UTF-8)"),
        ("a.ODS", "files that end in .ods are not read: save it as CSV (UTF-8)"),
        ("a.docx", "files that end in .docx are not read: save it as text (.txt) or as a web page (.html)"),
        ("a.zip", "files that end in .zip are not read: unpack it"),
    ] {
        let read = read_one("documents", name, "PK plain words");
        assert_eq!((read.sources.len(), self::told(&read)), (0, vec![(0, told)]));
    }
}

#[test]
fn reads_the_same_twice_and_no_file_twice() {
    let desk = Desk::new("twice", &[]);
    let files: Vec<PathBuf> =
        (0..20).map(|i| desk.file(&format!("{i:02}.csv"), format!("id,text\n{i},It rained {i} times.\nbad\n"))).collect();
    let inputs = [vec![files[7].clone(), desk.0.clone()], files].concat();
    let (one, two) = (read_with(&inputs, &Options::default()).unwrap(), read_with(&inputs, &Options::default()).unwrap());
    assert_eq!(one, two);
    let ids: Vec<&str> = one.sources.iter().map(|source| source.id.as_str()).collect();
    assert_eq!((ids.len(), &ids[..3]), (20, &["7", "0", "1"][..]));
}

#[test]
fn takes_outlet_and_date_from_the_sidecar() {
    let desk = Desk::new("sidecar", &[]);
    desk.file("2020-01-01_a.txt", LEAD);
    desk.file("sub/b.txt", MORE);
    desk.file("c.csv", "text,source\nIt rained.,\nIt snowed.,The Star\n");
    desk.file("sources.csv", "file,source,published,url,title\n2020-01-01_a.txt,The Post,2021-07-28,https://example.org/a,Bridge closed\nsub/b.txt,The Star,28 July 2021,,\nc.csv,The Sun,someday,,\nd.txt,The Moon,2021-07-28,,\n");
    let read = read_with(std::slice::from_ref(&desk.0), &Options::default()).unwrap();
    let known: Vec<(&str, Option<jiff::civil::Date>, &str)> =
        read.sources.iter().map(|s| (s.outlet.as_str(), s.published, s.title.as_str())).collect();
    let day = Some(date(2021, 7, 28));
    assert_eq!(known, [("The Post", day, "Bridge closed"), ("The Sun", None, ""), ("The Star", None, ""), ("The Star", day, "")]);
    assert_eq!(
        told(&read),
        [(5, "no file \"d.txt\" here"), (4, "the date \"someday\" does not say one day; left empty: write days as 2021-04-03")]
    );
}

#[test]
fn never_reads_a_sidecar_as_a_source() {
    let desk = Desk::new("sidecar-named", &[]);
    let article = desk.file("a.txt", LEAD);
    let sidecar = desk.file("sources.csv", "file,source,text\na.txt,The Post,It rained.\n");
    let read = read_with(&[article, sidecar], &Options::default()).unwrap();
    assert_eq!((texts(&read), read.sources[0].outlet.as_str()), (vec![LEAD], "The Post"));
}

#[test]
fn reads_standard_input() {
    let cases: [(&str, Option<Format>, &[&str]); 5] = [
        ("id,text\n1,It rained.\n", None, &["It rained."]),
        ("{\"text\": \"It rained.\"}\n", None, &["It rained."]),
        ("It rained.\nIt snowed.\n", None, &["It rained.\nIt snowed."]),
        ("text\nIt rained.\n", Some(Format::Text), &["text\nIt rained."]),
        ("", None, &[]),
    ];
    for (content, format, want) in cases {
        let options = Options { format, ..Options::default() };
        let read = read(&[PathBuf::from("-")], &mut content.as_bytes(), &options).unwrap();
        assert_eq!(texts(&read), want, "{content:?}");
        assert_eq!(read.skipped.len(), usize::from(want.is_empty()));
    }
}

#[test]
fn fails_on_the_first_thing_skipped_when_strict() {
    let desk = Desk::new("strict", &[]);
    let path = desk.file("a.csv", "id,text\n1,It rained.\n2\n3\n");
    let error = error_of(read_with(std::slice::from_ref(&path), &Options { strict: true, ..Options::default() }));
    assert_eq!(error, format!("{}:3: 1 column where the header has 2", path.display()));
}

#[test]
fn says_where_a_skipped_row_stands() {
    let desk = Desk::new("place", &[]);
    let path = desk.file("a.csv", "id,text\n\"x\",\"\"\n");
    let read = read_with(&[path], &Options::default()).unwrap();
    let want = Skipped { file: desk.name("a.csv"), line: 2, id: "x".into(), reason: "the row has no text".into() };
    assert_eq!(read.skipped, [want]);
}

#[test]
fn reads_any_bytes_without_failing() {
    let desk = Desk::new("hostile", &[]);
    let seed: Vec<u8> = (0..6000u32).map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8).collect();
    let marks = "\"',;[](){}<>|*_#-:\n\t\r\u{feff}\u{202e}é“”\u{0}".repeat(40);
    let contents = [
        seed,
        marks.clone().into_bytes(),
        format!("text,id\n{marks}").into_bytes(),
        format!("{{\"text\": \"{marks}").into_bytes(),
        format!("<p>{marks}</p>").into_bytes(),
    ];
    for (at, content) in contents.iter().enumerate() {
        for ending in ["csv", "tsv", "jsonl", "txt", "md", "html"] {
            let path = desk.file(&format!("{at}.{ending}"), content);
            check(&read_with(std::slice::from_ref(&path), &Options::default()), &path);
        }
    }
}

/// A bad file is skipped or, where it is named, an error about that file; whatever was read has a text and a line of that file.
fn check(result: &gainsay::error::Result<Ingested>, path: &Path) {
    match result {
        Ok(read) => {
            for source in &read.sources {
                assert!(!source.text.trim().is_empty() && source.line > 0, "{}", path.display());
                assert!(source.line_at(source.text.len()) >= source.line, "{}", path.display());
            }
            assert!(!read.sources.is_empty() || !read.skipped.is_empty(), "{} was lost in silence", path.display());
        }
        Err(error) => assert_eq!(error.place().file.as_deref(), Some(path)),
    }
}
