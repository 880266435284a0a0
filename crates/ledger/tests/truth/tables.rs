//! The truth tables of an example folder as articles and event records.

use std::collections::BTreeMap;
use std::path::Path;

use anchor::{CodePoints, Id, Period, Span};
use coding::record::{Basis, Event, EventDate, Factuality, Party, Quote, Record};
use page::{Article, ArticleType, Published};

/// What the tables of a folder hold.
pub(crate) struct Truth {
    pub(crate) articles: Vec<Article>,
    pub(crate) records: Vec<Record>,
    /// The occurrence that each record belongs to; those that belong to none, or are optional, are left out.
    pub(crate) occurrence: BTreeMap<Id, String>,
}

/// Reads `examples/FOLDER-truth`.
pub(crate) fn read(folder: &str) -> Truth {
    let pages = rows(folder, "articles.tsv");
    let reports = rows(folder, "reports.tsv");
    let mut truth = Truth { articles: Vec::new(), records: Vec::new(), occurrence: BTreeMap::new() };
    for page in &pages {
        let own: Vec<&BTreeMap<String, String>> = reports.iter().filter(|row| row["page"] == page["page"]).collect();
        let mut sentences: Vec<&str> = Vec::new();
        for row in &own {
            if !sentences.contains(&row["evidence"].as_str()) {
                sentences.push(&row["evidence"]);
            }
        }
        let article = article(page, &sentences.join("\n\n"));
        for (number, row) in own.iter().enumerate() {
            let event = event(&article, row, number);
            if row["occurrence"] != "-" && row["optional"].is_empty() {
                truth.occurrence.insert(event.id.clone(), row["occurrence"].clone());
            }
            truth.records.push(Record::Event(event));
        }
        truth.articles.push(article);
    }
    truth
}

fn rows(folder: &str, name: &str) -> Vec<BTreeMap<String, String>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../examples/{folder}-truth/{name}"));
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut lines = text.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
    let head: Vec<&str> = lines.next().unwrap().split('\t').collect();
    let row = |line: &str| {
        let mut cells: Vec<&str> = line.split('\t').collect();
        cells.resize(head.len(), "");
        head.iter().zip(cells).map(|(&name, cell)| (name.to_owned(), cell.to_owned())).collect()
    };
    lines.map(row).collect()
}

fn article(page: &BTreeMap<String, String>, text: &str) -> Article {
    let some = |name: &str| Some(page[name].clone()).filter(|value| !value.is_empty());
    let period = some("published").map(|day| day.parse::<Period>().unwrap());
    Article {
        id: Id::of('a', &[&page["page"]]),
        given_id: None,
        url: None,
        path: None,
        publisher: some("publisher"),
        title: some("title"),
        byline: Vec::new(),
        published: Published { period, ..Published::default() },
        kind: ArticleType::News,
        republished_from: some("republished_from"),
        language: None,
        text: text.to_owned(),
        dropped: Vec::new(),
    }
}

fn event(article: &Article, row: &BTreeMap<String, String>, number: usize) -> Event {
    let points = CodePoints::new(&article.text);
    let quote = |span: Span| {
        let (start, end) = points.range(span);
        Quote { start, end, quote: span.of(&article.text).to_owned(), parts: Vec::new() }
    };
    let evidence = Span::find(&article.text, &row["evidence"]).unwrap();
    let nth: usize = row["nth"].parse().unwrap_or(1);
    let (at, words) = row["evidence"].match_indices(row["trigger"].as_str()).nth(nth - 1).unwrap();
    let trigger = Span::new(at, at + words.len()).shift(evidence.start as usize);
    Event {
        id: Id::of('e', &[&row["page"], &number.to_string()]),
        kind: row["type"].clone(),
        coded: None,
        mode: Vec::new(),
        context: Vec::new(),
        quad: 1,
        score: 0.0,
        actor: parties(&row["actor"]),
        recipient: parties(&row["recipient"]),
        date: row["date"].parse().ok().map(|period| EventDate { period, timex: String::new(), by: "clause".into() }),
        place: None,
        factuality: factuality(&row["factuality"]),
        condition: None,
        trigger: quote(trigger),
        basis: Basis {
            article: article.id.clone(),
            sentence: 0,
            evidence: quote(evidence),
            attribution: Vec::new(),
            confidence: 1.0,
            why: Vec::new(),
        },
    }
}

/// `USA:Donald Trump, PRK, IGO:International Atomic Energy Agency` as parties.
fn parties(cell: &str) -> Vec<Party> {
    let party = |words: &str| {
        let (code, name) = words.split_once(':').unwrap_or((words, ""));
        let is_person =
            !name.is_empty() && code != "IGO" && name.split(' ').all(|word| word.starts_with(char::is_uppercase));
        let sector = if name.is_empty() || code == "IGO" { None } else { Some(if is_person { "GOV" } else { "CVL" }) };
        Party {
            name: if name.is_empty() { code } else { name }.to_owned(),
            code: Some(format!("{code}{}", sector.unwrap_or(""))),
            sector: sector.map(str::to_owned),
            wikidata: None,
            person: is_person.then(|| name.to_owned()),
            start: 0,
            end: 0,
            quote: String::new(),
        }
    };
    cell.split(", ").filter(|words| !words.is_empty()).map(party).collect()
}

fn factuality(word: &str) -> Factuality {
    match word {
        "happened" => Factuality::Happened,
        "ongoing" => Factuality::Ongoing,
        "planned" => Factuality::Planned,
        "possible" => Factuality::Possible,
        "conditional" => Factuality::Conditional,
        "hypothetical" => Factuality::Hypothetical,
        "denied" => Factuality::Denied,
        "negated" => Factuality::Negated,
        other => panic!("{other:?} is no factuality"),
    }
}
