//! What no page may do: panic, hang, or have a place outside itself.

use std::time::{Duration, Instant};

use page::{Hints, Warning};
use proptest::prelude::*;

/// Pieces of which pages are made, whole and broken.
fn piece() -> impl Strategy<Value = String> {
    let pieces = [
        "<p>",
        "</p>",
        "<div class=\"nav",
        "<article>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<br/>",
        "<a href='",
        "'>",
        "</a>",
        "<h1>",
        "</h1>",
        "<table><tr><td>",
        "&amp;",
        "&#x110000;",
        "&nbsp;",
        "<time datetime=\"2020-05-04\">",
        "<title>",
        "<meta name=date content=",
        "The envoys met on Monday and agreed to meet again, their spokesman said. ",
        "Most Viewed\n",
        "By Ann Lee (",
        "\n\n",
        "\r\n",
        "\u{2028}",
        "Élysée ",
        "“no,” ",
        "🜁",
        "\u{0}",
        "Feb. 30, 2020 ",
        "03/02/2020 ",
        "(EDITORIAL from ",
        "© 2020 ",
        "[[[[",
        "{\"@type\":\"NewsArticle\"",
    ];
    prop_oneof![
        4 => proptest::sample::select(pieces.to_vec()).prop_map(str::to_owned),
        1 => "\\PC{0,30}",
    ]
}

fn page_of_pieces() -> impl Strategy<Value = String> {
    proptest::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = page::read(&bytes, &Hints::default());
    }

    #[test]
    fn dropped_places_lie_in_the_page_and_in_order(page in page_of_pieces()) {
        if let Ok(article) = page::read(page.as_bytes(), &Hints::default()) {
            let length = page.chars().count();
            let mut end = 0;
            for dropped in &article.dropped {
                prop_assert!(end <= dropped.start && dropped.start < dropped.end && dropped.end <= length, "{dropped:?} of {length}");
                end = dropped.end;
            }
        }
    }

    /// Saved text: what is not dropped is the article, letter by letter.
    #[test]
    fn nothing_is_lost_and_nothing_is_made_up(lines in proptest::collection::vec(piece(), 1..30)) {
        let page = lines.join("\n").replace(['<', '>', '{'], "");
        if let Ok(article) = page::read(page.as_bytes(), &Hints::default()) {
            let all: Vec<char> = page.chars().collect();
            let mut kept = String::new();
            let mut at = 0;
            for dropped in &article.dropped {
                kept.extend(&all[at..dropped.start]);
                at = dropped.end;
            }
            kept.extend(&all[at..]);
            prop_assert_eq!(letters(&kept), letters(&article.text));
        }
    }
}

/// Reads a page and demands that it does not take long, even unoptimised and on a busy machine.
fn soon(page: &[u8]) -> Result<page::Article, Warning> {
    let start = Instant::now();
    let read = page::read(page, &Hints::default());
    let took = start.elapsed();
    assert!(took < Duration::from_mins(1), "{took:?} for {} bytes", page.len());
    read
}

#[test]
fn deep_pages_are_read_without_a_tree() {
    let prose = "<p>The envoys met on Monday in a village and agreed to meet again, their spokesman said.</p>";
    let page = format!("{}{prose}{}", "<div>".repeat(20_000), "</div>".repeat(20_000));
    assert!(soon(page.as_bytes()).unwrap().text.starts_with("The envoys"));
    let page = format!("{}{prose}", "<b><i>".repeat(20_000));
    assert!(soon(page.as_bytes()).unwrap().text.starts_with("The envoys"));
}

#[test]
fn long_pages_take_time_by_their_length() {
    let line = "Menu entry\nThe envoys met on Monday in a village and agreed to meet again, their spokesman said.\n";
    assert!(soon(line.repeat(800).as_bytes()).is_ok());
    let story = |n: usize| {
        format!("<li><a href=x>Menu</a></li><p>Envoy {n} met them on Monday and agreed to meet again, they said.</p>")
    };
    let html = (0..600).map(story).fold(String::from("<html>"), |page, story| page + &story);
    assert!(soon(html.as_bytes()).is_ok());
    assert!(soon("(".repeat(50_000).as_bytes()).is_err());
    let _ = soon("A b. ".repeat(10_000).as_bytes());
}

#[test]
fn too_large_a_page_is_not_read() {
    let page = vec![b'a'; page::MOST_BYTES + 1];
    assert!(matches!(page::read(&page, &Hints::default()), Err(Warning::TooLarge { .. })));
}
