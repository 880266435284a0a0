//! The API as a caller sees it, and the server as a socket sees it.

use std::io::{Read as _, Write as _};
use std::net::TcpStream;

use brief::Asked;
use ledger::{Ledger, lines};
use serde_json::Value;
use serve::{Application, Request, Response, listen};

const LINES: &str = include_str!("two-pages.jsonl");
const PORT: u16 = 8017;

fn application() -> Application {
    let lines = lines::read(LINES.as_bytes()).unwrap();
    let make = move |day| Ok(Ledger::new(lines.articles.clone(), lines.records.clone(), day));
    Application::new(make, None, Asked::default())
}

fn get(target: &str) -> Response {
    application().answer(&Request::new("GET", target, Some("127.0.0.1:8017")), PORT)
}

fn json(target: &str) -> Value {
    let response = get(target);
    assert_eq!(response.status, 200, "{}", response.body);
    serde_json::from_str(&response.body).unwrap()
}

#[test]
fn the_brief_as_a_page_and_as_data() {
    let page = get("/");
    assert!(page.content_type.starts_with("text/html") && page.body.starts_with("<!DOCTYPE html>"));
    let brief = json("/api/brief");
    assert_eq!(brief["title"], "Malta – Tunisia");
    assert_eq!(brief["as_of"], "2016-09-16");
}

#[test]
fn a_past_day_knows_only_what_was_published() {
    assert_eq!(json("/api/articles")["articles"].as_array().unwrap().len(), 2);
    assert_eq!(json("/api/articles?as_of=2016-09-14")["articles"].as_array().unwrap().len(), 1);
    assert_eq!(json("/api/records?as_of=2016-09-13")["total"], 0);
}

#[test]
fn articles_are_listed_without_their_text_and_shown_with_it() {
    let list = json("/api/articles");
    let first = &list["articles"][0];
    assert!(first.get("text").is_none());
    let shown = json(&format!("/api/article/{}", first["id"].as_str().unwrap()));
    assert!(shown["article"]["text"].as_str().unwrap().contains("Tunisia"));
    assert_eq!(shown["records"].as_array().unwrap().len(), 2);
    assert_eq!(get("/api/article/a:nothing").status, 404);
}

#[test]
fn records_are_filtered_by_kind_party_and_day() {
    assert_eq!(json("/api/records")["total"], 3);
    assert_eq!(json("/api/records?kind=position")["total"], 1);
    assert_eq!(json("/api/records?party=Malta&kind=event")["total"], 2);
    assert_eq!(json("/api/records?party=mlt&from=2016-09-16")["total"], 1);
    assert_eq!(json("/api/records?to=2016-09-13")["total"], 1);
    assert_eq!(json("/api/records?limit=1&offset=2")["records"].as_array().unwrap().len(), 1);
    assert_eq!(json("/api/occurrences?type=COERCE")["total"], 1);
    assert!(get("/api/records?from=yesterday").body.contains("yesterday"));
    assert_eq!(get("/api/records?from=yesterday").status, 400);
}

#[test]
fn nobody_else_and_nothing_else() {
    let foreign = Request::new("GET", "/", Some("evil.example:8017"));
    assert_eq!(application().answer(&foreign, PORT).status, 421);
    let change = Request::new("POST", "/api/records", Some("127.0.0.1:8017"));
    assert_eq!(application().answer(&change, PORT).status, 405);
    assert_eq!(get("/../etc/passwd").status, 404);
}

#[test]
fn a_browser_is_answered_and_a_foreign_name_is_not() {
    let server = listen(application(), 0).unwrap();
    let ask = |host: &str| {
        let mut stream = TcpStream::connect(("127.0.0.1", server.port())).unwrap();
        write!(stream, "GET /api/articles HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    };
    let answer = ask(&format!("localhost:{}", server.port()));
    assert!(answer.starts_with("HTTP/1.1 200") && answer.contains("nosniff"), "{answer}");
    assert!(ask(&format!("evil.example:{}", server.port())).starts_with("HTTP/1.1 421"));
}
