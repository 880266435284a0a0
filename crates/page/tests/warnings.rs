//! Pages that hold no English article, and what is said of them.

use page::{Hints, Warning, read, read_text};

fn warning(page: &[u8]) -> Warning {
    read(page, &Hints::default()).expect_err("there is no article")
}

#[test]
fn nothing() {
    assert_eq!(warning(b""), Warning::Empty);
    assert_eq!(warning(b" \r\n\t\n"), Warning::Empty);
    assert_eq!(read_text("\n", &Hints::default()), Err(Warning::Empty));
}

#[test]
fn no_text() {
    assert_eq!(warning(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj").to_string(), "this is a PDF, not a page of text");
    assert_eq!(warning(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").to_string(), "this is a picture (PNG), not a page of text");
    assert_eq!(warning(&[0; 500]).kind(), "binary");
}

#[test]
fn another_language() {
    let page = "<html lang=fr><body><h1>Les négociations reprennent</h1><p>Les négociations entre les deux pays ont repris vendredi \
                à Genève, a annoncé le ministre des Affaires étrangères devant la presse.</p></body></html>";
    assert_eq!(warning(page.as_bytes()).to_string(), "the text is not English but French");
    let text = "북한과 미국의 협상이 금요일 제네바에서 재개됐다고 외교부가 밝혔다. 다음 회담은 6월에 열린다.";
    assert_eq!(warning(text.as_bytes()).to_string(), "the text is not English but Korean");
    assert_eq!(read_text(text, &Hints::default()).unwrap_err().kind(), "not English");
}

#[test]
fn pages_of_servers_and_networks() {
    for (page, why) in [
        (
            "<html><head><title>404 Not Found</title></head><body><h1>Not Found</h1><p>The requested address was not found on this server, \
          and there is nothing more to say.</p></body></html>",
            "the server's 'not found' page",
        ),
        (
            "<html><head><title>Just a moment...</title></head><body><p>Verify you are human by completing the action below. It takes a \
          few seconds, and you will be sent on.</p></body></html>",
            "a check for robots stands before the page",
        ),
        (
            "<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id=root></div></body></html>",
            "no paragraph of prose is found",
        ),
    ] {
        assert_eq!(warning(page.as_bytes()), Warning::NotAnArticle(why.to_owned()), "{page}");
    }
}

#[test]
fn lists_of_stories() {
    let entry = "<li><a href=/x>Envoys return to Geneva for a third round</a></li>";
    let page = format!("<html><title>Harbour Post</title><body><ul>{}</ul></body></html>", entry.repeat(60));
    assert_eq!(warning(page.as_bytes()).kind(), "no article");
    let teaser = |n: u8| {
        format!(
            "<h2><a href=/{n}>Envoys return</a></h2><p>The {n} envoys of the two countries returned on Monday for a round of…</p>"
        )
    };
    let teasers = (0..8).map(teaser).collect::<Vec<_>>().concat();
    let page = format!("<html><title>Harbour Post</title><body>{teasers}</body></html>");
    assert_eq!(warning(page.as_bytes()).kind(), "no article");
}

#[test]
fn feeds_and_data() {
    assert_eq!(
        warning(b"<?xml version='1.0'?><rss version='2.0'><channel></channel></rss>").to_string(),
        "this is no article: it is a feed or a site map"
    );
    assert_eq!(warning(b"{\"text\": \"The envoys met.\"}").kind(), "no article");
}

#[test]
fn short_and_plain_news_is_read() {
    let article = read(b"Envoys meet\n\nThe envoys met on Friday.", &Hints::default()).unwrap();
    assert_eq!(article.text, "The envoys met on Friday.");
    assert_eq!(read_text("Kim left.", &Hints::default()).unwrap().text, "Kim left.");
}

#[test]
fn a_text_that_is_given_stands_as_it_is() {
    let text = "  MOST VIEWED \u{a0}\n\nBy Ann Lee\n\nThe envoys met on Friday.\n";
    let hints = Hints { published: "2020-05-04".parse().ok(), given_id: Some("7".to_owned()), ..Hints::default() };
    let article = read_text(text, &hints).unwrap();
    assert_eq!(article.text, text);
    assert!(article.dropped.is_empty() && article.byline.is_empty());
    assert_eq!(article.published.because.as_deref(), Some("given by the user"));
    assert_eq!(article.given_id.as_deref(), Some("7"));
}

#[test]
fn ids_are_the_content() {
    let hints = Hints::default();
    let one = read_text("The envoys met on Friday.", &hints).unwrap();
    let again =
        read_text("The envoys met on Friday.", &Hints { path: Some("elsewhere".to_owned()), ..hints.clone() }).unwrap();
    let other = read_text("The envoys met on Monday.", &hints).unwrap();
    assert_eq!(one.id, again.id);
    assert_ne!(one.id, other.id);
}
