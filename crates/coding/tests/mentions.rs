//! Who is named and described in sentences and in whole articles of our own, read with the parser built in.

use std::fmt::Write as _;

use coding::mention::{Actors, Mention, Mentions};
use coding::table::rows;
use language::{Document, Pipeline};
use page::{Article, ArticleType, Published};

fn article(day: &str, title: &str, publisher: &str, text: &str) -> Article {
    Article {
        id: anchor::Id::of('a', &[text]),
        given_id: None,
        url: None,
        path: None,
        publisher: (!publisher.is_empty()).then(|| publisher.to_owned()),
        title: (!title.is_empty()).then(|| title.to_owned()),
        byline: Vec::new(),
        published: Published { period: day.parse().ok(), ..Published::default() },
        kind: ArticleType::News,
        republished_from: None,
        language: Some("en".to_owned()),
        text: text.to_owned(),
        dropped: Vec::new(),
    }
}

/// The parties of a mention as the table writes them.
fn printed(mention: &Mention) -> String {
    let party = |actor: &std::sync::Arc<coding::mention::Actor>| {
        format!("{} {}", actor.code.as_deref().unwrap_or("?"), actor.name)
    };
    let all: Vec<String> = mention.parties.iter().map(party).collect();
    if all.is_empty() { "-".to_owned() } else { all.join(" + ") }
}

#[test]
fn sentences_name_who_they_should() {
    let (pipeline, actors) = (Pipeline::english(), Actors::builtin());
    let mut wrong = String::new();
    rows("sentences.tsv", include_str!("mention/sentences.tsv"), &["day", "text", "mentions"], |row| {
        let text = row.get("text");
        let document = pipeline.parse_paragraphs(text);
        let mentions = Mentions::read(&article(row.get("day"), row.get("title"), "", text), &document, &actors);
        for wanted in row.get("mentions").split("; ") {
            let Some((words, parties)) = wanted.split_once(" = ") else {
                return Err(row.error(format!("{wanted:?} is not 'words = code name'")));
            };
            // Pronouns recur; the last is meant.
            let found: Vec<&Mention> = mentions.all().iter().filter(|mention| mention.span.of(text) == words).collect();
            if !found.iter().any(|mention| printed(mention) == parties) {
                let got: Vec<String> = found.iter().map(|mention| printed(mention)).collect();
                writeln!(wrong, "line {}: {words:?} should be {parties}, not {got:?}", row.line).unwrap();
            }
        }
        Ok(())
    })
    .unwrap();
    assert!(wrong.is_empty(), "\n{wrong}");
}

/// A whole article with each mention beneath its sentence.
fn page(document: &Document, mentions: &Mentions) -> String {
    let mut out = String::new();
    for sentence in document.sentences() {
        let words = document.span(sentence.clone()).of(document.text()).trim().replace('\n', " ");
        if words.is_empty() {
            continue;
        }
        writeln!(out, "{words}").unwrap();
        for mention in mentions.within(sentence) {
            let words = mention.span.of(document.text()).replace('\n', " ");
            let antecedent = mention.antecedent.map(|i| mentions.all()[i].span.of(document.text()).replace('\n', " "));
            let antecedent = antecedent.map(|words| format!("  ← {words}")).unwrap_or_default();
            let place = mention.place.as_ref().map(|place| format!("  @ {}", place.name)).unwrap_or_default();
            writeln!(
                out,
                "    {words:<34} {:<12} {}{place}{antecedent}",
                format!("{:?}", mention.kind),
                printed(mention)
            )
            .unwrap();
        }
    }
    for office in mentions.offices() {
        let of = office.of.as_ref().map_or("?", |actor| &*actor.name);
        let name = office.name.of(document.text());
        writeln!(
            out,
            "office: {name}, {} of {of}, {:?}{}",
            office.title,
            office.status,
            if office.public { "" } else { ", not public" }
        )
        .unwrap();
    }
    out
}

fn snapshot(name: &str, day: &str, title: &str, publisher: &str, text: &str) {
    let document = Pipeline::english().parse_paragraphs(text);
    let mentions = Mentions::read(&article(day, title, publisher, text), &document, &Actors::builtin());
    insta::assert_snapshot!(name, page(&document, &mentions));
}

#[test]
fn an_article_on_korea() {
    snapshot(
        "korea",
        "2019-02-22",
        "Envoys meet in Hanoi before summit",
        "Harbour Courier",
        include_str!("mention/korea.txt"),
    );
}

#[test]
fn an_article_on_a_dispute_at_home() {
    snapshot(
        "bamako",
        "2022-02-02",
        "Junta tells ambassador to leave",
        "Sahel Courier",
        include_str!("mention/bamako.txt"),
    );
}

#[test]
fn mentions_are_sorted_nested_and_inside_the_text() {
    let text = include_str!("mention/korea.txt");
    let document = Pipeline::english().parse_paragraphs(text);
    let mentions = Mentions::read(&article("2019-02-22", "", "", text), &document, &Actors::builtin());
    for two in mentions.all().windows(2) {
        let (one, other) = (&two[0].tokens, &two[1].tokens);
        assert!((one.start, std::cmp::Reverse(one.end)) <= (other.start, std::cmp::Reverse(other.end)));
        assert!(other.start >= one.end || other.end <= one.end, "{:?} and {:?} cross", two[0], two[1]);
    }
    for mention in mentions.all() {
        assert!(mention.tokens.contains(&mention.head.index()) && mention.span.range().end <= text.len());
        assert!(mentions.at(mention.head).is_some());
    }
}
