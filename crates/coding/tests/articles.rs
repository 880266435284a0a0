//! Whole example articles, each record beside the words it stands on, printed so that a person can read them;
//! and what must hold of every record of every example.

use std::fmt::Write as _;
use std::path::PathBuf;

use anchor::CodePoints;
use coding::record::{Party, Quote, Record, Source};
use coding::{Coded, Coder};
use language::Pipeline;
use page::Article;

fn examples() -> Vec<(String, Article)> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../examples");
    let sources = ["korea", "strait"].map(|name| folder.join(name).display().to_string());
    page::source::open(&sources)
        .map(|item| {
            let item = item.unwrap();
            let name = item.name.rsplit('/').next().unwrap().to_owned();
            (name, item.read().unwrap())
        })
        .collect()
}

fn parties(parties: &[Party]) -> String {
    let one = |party: &Party| format!("{} [{}]", party.name, party.code.as_deref().unwrap_or("?"));
    parties.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn chain(sources: &[Source]) -> String {
    sources.iter().map(|source| source.name.as_str()).collect::<Vec<_>>().join(" ← ")
}

fn terms(condition: Option<&Quote>) -> String {
    condition.map(|quote| format!(" | on terms: {}", quote.quote)).unwrap_or_default()
}

/// One record as a line a person can read.
fn line(record: &Record) -> String {
    let by = match chain(&record.basis().attribution) {
        chain if chain.is_empty() => String::new(),
        chain => format!(" | says: {chain}"),
    };
    match record {
        Record::Event(event) => {
            let date = event.date.as_ref().map(|date| format!(" | {}", date.period)).unwrap_or_default();
            let place = event.place.as_ref().map(|place| format!(" | in {}", place.name)).unwrap_or_default();
            format!(
                "event {} {} '{}' | {} → {}{date}{place}{}{by}",
                event.kind,
                event.factuality.as_str(),
                event.trigger.quote,
                parties(&event.actor),
                parties(&event.recipient),
                terms(event.condition.as_ref()),
            )
        }
        Record::Statement(statement) => {
            format!("statement {:?} | {}: {}", statement.quotation, chain(&statement.speaker), statement.content.quote)
        }
        Record::Position(position) => format!(
            "position {} ({}) | {} → {}: {}{}{by}",
            position.stance.as_str(),
            position.issue.as_deref().unwrap_or("?"),
            parties(&position.holder),
            parties(&position.toward),
            position.content.quote,
            terms(position.condition.as_ref()),
        ),
        Record::Forecast(forecast) => {
            let chance = forecast.probability.as_ref().map(|p| format!(" {}–{}", p.low, p.high)).unwrap_or_default();
            let until = forecast.horizon.as_ref().and_then(|horizon| horizon.end).map(|end| format!(" | by {end}"));
            format!(
                "forecast {:?} '{}'{chance}{} | {}: {}{}",
                forecast.outcome,
                forecast.phrase.as_deref().unwrap_or(""),
                until.unwrap_or_default(),
                chain(&forecast.forecaster),
                forecast.content.quote,
                terms(forecast.condition.as_ref()),
            )
        }
        Record::Office(office) => {
            format!(
                "office {:?} | {} | {} | {}",
                office.status,
                parties(std::slice::from_ref(&office.person)),
                office.post,
                office.of.as_deref().unwrap_or("?")
            )
        }
    }
}

fn print(article: &Article, coded: &Coded) -> String {
    let mut out = String::new();
    writeln!(
        out,
        "{} | {:?} | {}",
        article.title.as_deref().unwrap_or("?"),
        article.kind,
        article.published.period.map_or("?".to_owned(), |period| period.to_string())
    )
    .unwrap();
    let mut sentence = None;
    for record in &coded.records {
        if sentence != Some(record.basis().sentence) {
            sentence = Some(record.basis().sentence);
            writeln!(out, "\n  {}", record.basis().evidence.quote.replace('\n', " ")).unwrap();
        }
        writeln!(out, "    {}", line(record).replace('\n', " ")).unwrap();
    }
    out
}

#[test]
fn example_articles_read_as_text() {
    let (pipeline, coder) = (Pipeline::english(), Coder::standard());
    for (name, article) in examples() {
        if !["02", "10", "16", "20"].iter().any(|number| name.starts_with(number)) {
            continue;
        }
        let coded = coder.code(&article, &pipeline.parse_paragraphs(&article.text));
        insta::assert_snapshot!(name.replace('.', "_"), print(&article, &coded));
    }
}

/// Every object with `quote`, `start` and `end` in a record's JSON.
fn quotes(value: &serde_json::Value, found: &mut Vec<(usize, usize, String)>) {
    match value {
        serde_json::Value::Object(fields) => {
            let number =
                |name: &str| fields.get(name).and_then(serde_json::Value::as_u64).map(|number| number as usize);
            if let (Some(start), Some(end), Some(quote)) =
                (number("start"), number("end"), fields.get("quote").and_then(serde_json::Value::as_str))
            {
                found.push((start, end, quote.to_owned()));
            }
            fields.values().for_each(|value| quotes(value, found));
        }
        serde_json::Value::Array(values) => values.iter().for_each(|value| quotes(value, found)),
        _ => {}
    }
}

#[test]
fn every_quote_is_its_slice() {
    let (pipeline, coder) = (Pipeline::english(), Coder::standard());
    let mut seen = 0;
    for (name, article) in examples() {
        let points = CodePoints::new(&article.text);
        let coded = coder.code(&article, &pipeline.parse_paragraphs(&article.text));
        for record in &coded.records {
            let json = serde_json::to_value(record).unwrap();
            let mut found = Vec::new();
            quotes(&json, &mut found);
            assert!(!found.is_empty(), "{name}: a record without evidence");
            for (start, end, quote) in found {
                assert_eq!(points.span(start, end).of(&article.text), quote, "{name}");
                seen += 1;
            }
            let back: Record = serde_json::from_value(json).unwrap();
            assert_eq!(&back, record, "{name}: a record reads back as it was written");
        }
    }
    assert!(seen > 500, "only {seen} quotes were looked at");
}
