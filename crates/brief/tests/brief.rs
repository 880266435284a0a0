//! The brief of five pages on an invented dispute, whole, as a reader sees it; and what no page can do to it.
//!
//! `strait.jsonl` holds the pages of `examples/strait` with their records worked out by hand.

use brief::{Asked, Brief, html, text};
use coding::record::Record;
use ledger::{Ledger, lines};
use page::Article;
use scraper::{Html, Selector};

const STRAIT: &str = include_str!("strait.jsonl");

fn strait() -> (Vec<Article>, Vec<Record>) {
    let lines = lines::read(STRAIT.as_bytes()).unwrap();
    (lines.articles, lines.records)
}

fn brief_of(articles: Vec<Article>, records: Vec<Record>, as_of: Option<&str>) -> Brief {
    let ledger = Ledger::new(articles, records, as_of.map(|day| day.parse().unwrap()));
    Brief::new(&ledger, &Asked::default())
}

fn brief() -> Brief {
    let (articles, records) = strait();
    brief_of(articles, records, None)
}

/// `page` as a browser reads it; any slip of syntax fails.
fn parsed(page: &str) -> Html {
    let document = Html::parse_document(page);
    assert!(document.errors.is_empty(), "{:?}", document.errors);
    document
}

fn all<'d>(document: &'d Html, selector: &str) -> Vec<scraper::ElementRef<'d>> {
    document.select(&Selector::parse(selector).unwrap()).collect()
}

#[test]
fn the_brief_in_a_terminal() {
    insta::assert_snapshot!(text::render(&brief(), text::Style::Plain));
}

#[test]
fn the_brief_on_a_day_when_only_one_side_had_spoken() {
    let (articles, records) = strait();
    insta::assert_snapshot!(text::render(&brief_of(articles, records, Some("2016-09-15")), text::Style::Plain));
}

#[test]
fn no_line_is_wider_than_a_terminal() {
    let text = text::render(&brief(), text::Style::Plain);
    assert!(text.lines().all(|line| line.chars().count() <= text::WIDTH));
}

#[test]
fn the_brief_as_a_page() {
    let page = html::render(&brief());
    // The style and the script are files of their own; what is shown is the rest.
    let body = &page[page.find("<body>").unwrap()..page.find("<script>").unwrap()];
    insta::assert_snapshot!(
        body.replace("<li", "\n<li").replace("<section", "\n\n<section").replace("<figure", "\n<figure")
    );
}

#[test]
fn the_page_is_sound_and_whole() {
    let page = html::render(&brief());
    let document = parsed(&page);
    for landmark in ["header", "main", "footer", "h1", "main section h2"] {
        assert!(!all(&document, landmark).is_empty(), "no {landmark}");
    }
    let ids: Vec<&str> = all(&document, "[id]").iter().map(|element| element.value().id().unwrap()).collect();
    let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
    assert_eq!(ids.len(), unique.len(), "an id stands twice");
    for reference in all(&document, "[aria-labelledby]") {
        for id in reference.value().attr("aria-labelledby").unwrap().split(' ') {
            assert!(unique.contains(id), "nothing is called {id}");
        }
    }
    for figure in all(&document, "svg") {
        let children: Vec<&str> = figure
            .children()
            .filter_map(|child| child.value().as_element())
            .map(scraper::node::Element::name)
            .take(2)
            .collect();
        assert_eq!(children, ["title", "desc"], "a figure says what it shows");
    }
    let outside = ["img", "link", "iframe", "object", "[style]", "[onclick]", "script[src]"];
    assert!(outside.iter().all(|selector| all(&document, selector).is_empty()));
}

#[test]
fn every_line_opens_its_sentence() {
    let (articles, _) = strait();
    let page = html::render(&brief());
    let document = parsed(&page);
    let lines = all(&document, "details.line");
    assert!(lines.len() > 40);
    let words = |element: &scraper::ElementRef<'_>| element.text().collect::<String>();
    let marked = Selector::parse("mark").unwrap();
    let evidence = Selector::parse("figure.evidence").unwrap();
    for line in &lines {
        for figure in line.select(&evidence) {
            let quote: String = figure.select(&marked).map(|mark| words(&mark)).collect();
            assert!(!quote.is_empty() && articles.iter().any(|article| article.text.contains(&quote)), "{quote:?}");
        }
    }
    let opened = lines.iter().filter(|line| line.select(&evidence).next().is_some()).count();
    assert!(opened + 2 >= lines.len(), "{opened} of {} lines open a sentence", lines.len());
}

#[test]
fn nothing_a_page_says_becomes_markup_or_a_command() {
    const EVIL: &str = "</title><script>alert(1)</script>\"'><img src=x onerror=alert(2)>\u{1b}[2J\u{202e}";
    let (mut articles, mut records) = strait();
    for article in &mut articles {
        article.title = Some(EVIL.into());
        article.publisher = Some(EVIL.into());
        article.republished_from = Some(EVIL.into());
        article.url = Some("javascript:alert(3)".into());
        article.path = Some(EVIL.into());
        // The text is as long as before, so that the records still stand in it.
        article.text = article.text.replace("fishermen", "<script>x").replace("boats", "<b>\"&");
    }
    let swap = |json: String| json.replace("fishermen", "<script>x").replace("boats", "<b>\\\"&");
    for record in &mut records {
        *record = serde_json::from_str(&swap(serde_json::to_string(record).unwrap())).unwrap();
        let evil = EVIL.to_owned();
        match record {
            Record::Event(event) => {
                event.basis.why.push(evil.clone());
                for party in event.actor.iter_mut().chain(&mut event.recipient) {
                    party.name.clone_from(&evil);
                }
            }
            Record::Position(position) => position.issue = Some(evil),
            Record::Forecast(forecast) => {
                forecast.phrase = Some(evil.clone());
                forecast.forecaster.iter_mut().for_each(|source| source.name.clone_from(&evil));
            }
            Record::Office(office) => {
                office.person.person = Some(evil.clone());
                office.post = evil;
            }
            Record::Statement(_) => {}
        }
    }
    let warned = Asked { warnings: vec![EVIL.into()], ..Asked::default() };
    let brief = Brief::new(&Ledger::new(articles, records, None), &warned);

    let page = html::render(&brief);
    let document = parsed(&page);
    assert_eq!(all(&document, "script").len(), 1, "one script: our own");
    assert_eq!(
        all(&document, "title")
            .iter()
            .filter(|title| title.parent().unwrap().value().as_element().unwrap().name() == "head")
            .count(),
        1
    );
    assert!(all(&document, "img, [onerror], b").is_empty());
    assert!(all(&document, "a").iter().all(|link| link.value().attr("href").unwrap().starts_with('#')));
    assert!(page.contains("&lt;script&gt;x"), "it is shown as what it is");

    let text = text::render(&brief, text::Style::Plain);
    assert!(!text.contains(['\u{1b}', '\u{202e}', '\u{7}']), "a terminal is given no commands");
}

#[test]
fn the_policy_allows_nothing_but_our_own_style_and_script() {
    let page = html::render(&brief());
    let document = parsed(&page);
    let policy = all(&document, "meta[http-equiv]")[0].value().attr("content").unwrap();
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    assert!(!policy.contains("unsafe"), "{policy}");
}

#[test]
fn the_same_pages_in_any_order_give_the_same_bytes() {
    let (mut articles, mut records) = strait();
    let first = html::render(&brief_of(articles.clone(), records.clone(), None));
    articles.reverse();
    records.reverse();
    assert_eq!(first, html::render(&brief_of(articles, records, None)));
}

#[test]
fn what_came_later_is_nowhere_on_the_page() {
    let (articles, records) = strait();
    let page = html::render(&brief_of(articles, records, Some("2016-09-15")));
    for later in ["Syracuse", "three boats", "Narrow Seas Bulletin", "Lahouar", "40,000"] {
        assert!(!page.contains(later), "{later}");
    }
}

#[test]
fn thousands_of_records_make_no_longer_page() {
    let (articles, records) = strait();
    let (mut many, mut told) = (Vec::new(), Vec::new());
    for n in 0..40 {
        let id = |id: &str| id.replacen(':', &format!(":{n:03}"), 1);
        for article in &articles {
            let json = serde_json::to_string(article).unwrap().replace(article.id.as_str(), &id(article.id.as_str()));
            let mut copy: Article = serde_json::from_str(&json).unwrap();
            // Another text every time: no copies.
            copy.text = copy
                .text
                .split(' ')
                .enumerate()
                .map(|(at, word)| if at % 3 == n % 3 { word.to_uppercase() } else { word.to_owned() })
                .collect::<Vec<_>>()
                .join(" ");
            copy.publisher = Some(format!("Outlet {n}"));
            many.push(copy);
        }
        for record in &records {
            let article = record.basis().article.clone();
            let json = serde_json::to_string(record).unwrap();
            let json = json
                .replace(record.id().as_str(), &id(record.id().as_str()))
                .replace(article.as_str(), &id(article.as_str()));
            let mut copy: Record = serde_json::from_str(&json).unwrap();
            let page = many.iter().find(|page| page.id == copy.basis().article).unwrap();
            let (start, end) = (copy.basis().evidence.start, copy.basis().evidence.end);
            let words: String = page.text.chars().skip(start).take(end - start).collect();
            match &mut copy {
                Record::Event(event) => event.basis.evidence.quote = words,
                Record::Position(position) => position.basis.evidence.quote = words,
                Record::Forecast(forecast) => forecast.basis.evidence.quote = words,
                Record::Office(office) => office.basis.evidence.quote = words,
                Record::Statement(statement) => statement.basis.evidence.quote = words,
            }
            told.push(copy);
        }
    }
    let brief = brief_of(many, told, None);
    assert_eq!(brief.sources.pages, 200);
    let page = html::render(&brief);
    assert!(page.len() < 500_000, "{} bytes", page.len());
    assert!(text::render(&brief, text::Style::Plain).lines().count() < 300);
}

#[test]
fn two_pages_are_enough_to_be_useful() {
    let (mut articles, records) = strait();
    articles.truncate(2);
    let brief = brief_of(articles, records, None);
    assert_eq!(brief.title, "Malta – Tunisia");
    assert!(brief.timeline.shown.len() >= 3 && !brief.positions.rows.is_empty() && !brief.offices.is_empty());
}

#[test]
fn nothing_at_all_is_said_plainly() {
    let brief = brief_of(Vec::new(), Vec::new(), None);
    parsed(&html::render(&brief));
    assert!(text::render(&brief, text::Style::Plain).starts_with("NO DISPUTE FOUND"));
}
