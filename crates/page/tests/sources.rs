//! Sources: what is walked, in which order, and what is said of what cannot be read.

use std::fs;
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;
use page::source::{Body, Item, SourceError, open};

const PAGE: &str = "Envoys meet\n\nThe envoys met on Friday and agreed to meet again, their spokesman said.\n";

fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn items(source: &Path) -> Vec<Result<Item, SourceError>> {
    open(&[source.display().to_string()]).collect()
}

/// The items' names without the folder, errors as their message.
fn names(folder: &Path, source: &Path) -> Vec<String> {
    let prefix = format!("{}/", folder.display());
    let name = |item: Result<Item, SourceError>| match item {
        Ok(item) => item.name.replace(&prefix, ""),
        Err(error) => error.to_string().replace(&prefix, ""),
    };
    items(source).into_iter().map(name).collect()
}

#[test]
fn folders_are_walked_in_order_and_hold_pages_alone() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a/z.html", "a/b/c.htm", "c.jpg", ".hidden.txt", "a.md", "d.txt.gz"] {
        write(&folder.path().join(name), PAGE);
    }
    assert_eq!(names(folder.path(), folder.path()), ["a/b/c.htm", "a/z.html", "b.txt", "d.txt.gz"]);
}

#[test]
fn globs() {
    let folder = tempfile::tempdir().unwrap();
    for name in ["b.txt", "a.txt", "a/z.txt", "c.html"] {
        write(&folder.path().join(name), PAGE);
    }
    assert_eq!(names(folder.path(), &folder.path().join("*.txt")), ["a.txt", "b.txt"]);
    assert_eq!(names(folder.path(), &folder.path().join("**/*.txt")), ["a/z.txt", "a.txt", "b.txt"]);
    assert_eq!(
        names(folder.path(), &folder.path().join("*.pdf")),
        ["*.pdf: no such file or folder, and no file's name fits it"]
    );
    assert!(matches!(items(&folder.path().join("[a.txt"))[..], [Err(SourceError::Glob { .. })]));
}

#[test]
fn what_cannot_be_read_is_named() {
    assert_eq!(
        open(&["nowhere.txt".to_owned(), "https://a.example/x".to_owned()])
            .map(|item| item.unwrap_err().to_string())
            .collect::<Vec<_>>(),
        [
            "nowhere.txt: no such file or folder, and no file's name fits it",
            "https://a.example/x: addresses are not fetched; save the page to a file and name the file",
        ]
    );
}

#[test]
fn packed_pages_are_unpacked() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("page.txt.gz");
    write(&file, gzip(PAGE.as_bytes()));
    let item = items(&file).remove(0).unwrap();
    assert_eq!(item.body, Body::Page(PAGE.as_bytes().to_vec()));
    assert_eq!(item.read().unwrap().title.as_deref(), Some("Envoys meet"));
}

#[test]
fn jsonl_lines() {
    let folder = tempfile::tempdir().unwrap();
    let lines = [
        r#"{"id": 7, "text": "By Ann Lee\n\nThe envoys met.", "url": "https://a.example/x", "title": "Envoys meet", "published": "2020-05-04", "publisher": "Harbour Post", "byline": "Ann Lee and Bo Kim"}"#,
        "",
        r#"{"page": "Back to top\n\nEnvoys meet\n\nThe envoys met on Friday and agreed to meet again.", "published": "2020-05", "byline": ["Ann Lee"]}"#,
        r#"{"html": "<h1>Envoys meet</h1><p>The envoys met on Friday and agreed to meet again, they said.</p>", "published": "2020-05-04T08:00:00Z"}"#,
        r#"{"text": "The envoys met.""#,
        r#"{"title": "Envoys meet"}"#,
        r#"{"text": "The envoys met.", "published": "last week"}"#,
        r#"["no", "object"]"#,
    ];
    let file = folder.path().join("news.jsonl");
    write(&file, lines.join("\n"));
    let mut read = items(&file).into_iter();

    let given = read.next().unwrap().unwrap();
    assert_eq!(given.name, format!("{}:1", file.display()));
    let article = given.read().unwrap();
    assert_eq!(article.text, "By Ann Lee\n\nThe envoys met.");
    assert_eq!(article.given_id.as_deref(), Some("7"));
    assert_eq!(article.byline, ["Ann Lee", "Bo Kim"]);
    assert_eq!(article.published.period.unwrap().to_string(), "2020-05-04");
    assert_eq!(article.path.as_deref(), file.to_str());

    let article = read.next().unwrap().unwrap().read().unwrap();
    assert_eq!(article.text, "The envoys met on Friday and agreed to meet again.");
    assert_eq!(article.published.period.unwrap().to_string(), "2020-05");
    let article = read.next().unwrap().unwrap().read().unwrap();
    assert_eq!(article.title.as_deref(), Some("Envoys meet"));
    assert_eq!(article.published.period.unwrap().to_string(), "2020-05-04");

    let errors: Vec<String> =
        read.map(|item| item.unwrap_err().to_string().replace(file.to_str().unwrap(), "F")).collect();
    assert_eq!(
        errors,
        [
            "F, line 5: no JSON object of an article: EOF while parsing an object at column 26",
            "F, line 6: neither `text` nor `page` nor `html`: one of them must hold the article",
            "F, line 7: `published` is \"last week\", which is no date: write 2018-06-12, 2018-06 or 2018",
            "F, line 8: no JSON object of an article: a line begins with { and ends with }",
        ]
    );
}

#[test]
fn packed_jsonl() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("news.jsonl.gz");
    write(&file, gzip(b"{\"text\": \"The envoys met.\"}\n"));
    assert_eq!(items(&file).remove(0).unwrap().body, Body::Text("The envoys met.".to_owned()));
}

/// One record of a web archive.
fn record(kind: &str, fields: &str, body: &[u8]) -> Vec<u8> {
    let header = format!("WARC/1.0\r\nWARC-Type: {kind}\r\n{fields}Content-Length: {}\r\n\r\n", body.len());
    [header.as_bytes(), body, b"\r\n\r\n"].concat()
}

fn response(url: &str, http: &str, body: &[u8]) -> Vec<u8> {
    let fields = format!(
        "WARC-Target-URI: {url}\r\nWARC-Date: 2020-05-05T01:02:03Z\r\nWARC-Record-ID: <urn:uuid:1>\r\nContent-Type: application/http;\r\n msgtype=response\r\n"
    );
    record("response", &fields, &[http.as_bytes(), b"\r\n\r\n", body].concat())
}

fn archive() -> Vec<Vec<u8>> {
    let html = b"<h1>Envoys meet</h1><p>The envoys\xa0met on Friday and agreed to meet again, they said.</p>";
    let chunked = format!("{:x}\r\n{}\r\n0\r\n\r\n", PAGE.len(), PAGE);
    vec![
        record("warcinfo", "", b"software: x\r\n"),
        response("https://a.example/1", "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=ISO-8859-1", html),
        record("request", "WARC-Target-URI: https://a.example/1\r\n", b"GET / HTTP/1.1\r\n\r\n"),
        response("https://a.example/2", "HTTP/1.1 404 Not Found\r\nContent-Type: text/html", b"<p>gone</p>"),
        response("https://a.example/3", "HTTP/1.1 200 OK\r\nContent-Type: image/png", b"\x89PNG"),
        response(
            "https://a.example/4",
            "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nTransfer-Encoding: chunked",
            chunked.as_bytes(),
        ),
        response(
            "https://a.example/5",
            "HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\nContent-Encoding: gzip",
            &gzip(PAGE.as_bytes()),
        ),
    ]
}

fn check_archive(file: &Path) {
    let items: Vec<Item> = items(file).into_iter().map(Result::unwrap).collect();
    let urls: Vec<_> = items.iter().filter_map(|item| item.hints.url.as_deref()).collect();
    assert_eq!(urls, ["https://a.example/1", "https://a.example/4", "https://a.example/5"]);
    let hints = &items[0].hints;
    assert_eq!(hints.given_id.as_deref(), Some("urn:uuid:1"));
    assert_eq!(hints.charset.as_deref(), Some("ISO-8859-1"));
    assert_eq!(hints.media_type.as_deref(), Some("text/html"));
    assert_eq!(hints.fetched.unwrap().to_string(), "2020-05-05");
    assert_eq!(items[0].read().unwrap().text, "The envoys met on Friday and agreed to meet again, they said.");
    for item in &items[1..] {
        assert_eq!(item.body, Body::Page(PAGE.as_bytes().to_vec()), "{}", item.name);
    }
}

#[test]
fn web_archives() {
    let folder = tempfile::tempdir().unwrap();
    let plain = folder.path().join("crawl.warc");
    write(&plain, archive().concat());
    check_archive(&plain);
    // Each record is a member of its own, as archives are packed.
    let packed = folder.path().join("crawl.warc.gz");
    write(&packed, archive().iter().flat_map(|record| gzip(record)).collect::<Vec<u8>>());
    check_archive(&packed);
}

#[test]
fn a_broken_archive_gives_what_stands_before_the_break() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("crawl.warc");
    let whole = archive().concat();
    write(&file, &whole[..whole.len() - 40]);
    let items = items(&file);
    assert_eq!(items.iter().filter(|item| item.is_ok()).count(), 2);
    assert!(
        items.last().unwrap().as_ref().unwrap_err().to_string().contains("the record ends after"),
        "{:?}",
        items.last()
    );
    write(&file, [archive()[1].as_slice(), b"no record\r\n\r\n"].concat());
    let items = self::items(&file);
    assert!(items[0].is_ok());
    assert!(items[1].as_ref().unwrap_err().to_string().contains("a record should start here"), "{:?}", items[1]);
}
