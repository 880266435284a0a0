//! Small makers for tests.

use anchor::{CodePoints, Id, Period, Span};
use coding::record::{
    Basis, Event, EventDate, Factuality, Party, Place, Position, Quote, Record, Source, SourceClass, Stance,
};
use page::{Article, Published};

pub(crate) fn party(name: &str, code: &str) -> Party {
    Party {
        name: name.into(),
        code: Some(code.into()).filter(|code: &String| !code.is_empty()),
        sector: code.get(3..).filter(|sector| !sector.is_empty()).map(str::to_owned),
        wikidata: None,
        person: None,
        start: 0,
        end: 0,
        quote: String::new(),
    }
}

pub(crate) fn person(name: &str, code: &str) -> Party {
    Party { person: Some(name.into()), ..party(name, code) }
}

pub(crate) fn outlet(name: &str) -> Source {
    Source { name: name.into(), class: SourceClass::Outlet, start: 0, end: 0, quote: name.into(), cue: None }
}

pub(crate) fn article(publisher: &str, day: &str, text: &str) -> Article {
    let period: Period = day.parse().unwrap();
    Article {
        id: Id::of('a', &[publisher, day, text]),
        given_id: None,
        url: None,
        path: None,
        publisher: Some(publisher.into()),
        title: None,
        byline: Vec::new(),
        published: Published { period: Some(period), basis: page::Basis::Stated, ..Published::default() },
        kind: page::ArticleType::News,
        republished_from: None,
        language: Some("en".into()),
        text: text.into(),
        dropped: Vec::new(),
    }
}

pub(crate) fn quote(article: &Article, words: &str) -> Quote {
    let span = Span::find(&article.text, words).unwrap_or_else(|| panic!("{words:?} is not in the text"));
    let (start, end) = CodePoints::new(&article.text).range(span);
    Quote { start, end, quote: words.into(), parts: Vec::new() }
}

pub(crate) fn basis(article: &Article, evidence: &str) -> Basis {
    Basis {
        article: article.id.clone(),
        sentence: 0,
        evidence: quote(article, evidence),
        attribution: Vec::new(),
        confidence: 0.9,
        why: vec!["a test says so".into()],
    }
}

/// An event that a test tells of: `evidence` must stand in the article, `trigger` in the evidence.
pub(crate) fn event(
    article: &Article,
    kind: &str,
    actor: &[Party],
    recipient: &[Party],
    date: Option<&str>,
    evidence: &str,
    trigger: &str,
) -> Event {
    let basis = basis(article, evidence);
    let at = basis.evidence.start
        + evidence[..evidence.find(trigger).expect("the trigger stands in the evidence")].chars().count();
    Event {
        id: Id::of('e', &[article.id.as_str(), kind, evidence, trigger]),
        kind: kind.into(),
        coded: Some(kind.into()),
        mode: Vec::new(),
        context: Vec::new(),
        quad: 1,
        score: 1.0,
        actor: actor.to_vec(),
        recipient: recipient.to_vec(),
        date: date.map(|date| EventDate { period: date.parse().unwrap(), timex: date.into(), by: "clause".into() }),
        place: None,
        factuality: Factuality::Happened,
        condition: None,
        trigger: Quote { start: at, end: at + trigger.chars().count(), quote: trigger.into(), parts: Vec::new() },
        basis,
    }
}

pub(crate) fn placed(mut event: Event, name: &str, country: &str) -> Event {
    event.place = Some(Place { quote: name.into(), name: name.into(), country: Some(country.into()) });
    event
}

pub(crate) fn position(article: &Article, holder: &Party, stance: Stance, issue: &str, content: &str) -> Record {
    Record::Position(Position {
        id: Id::of('p', &[article.id.as_str(), content]),
        holder: vec![holder.clone()],
        toward: Vec::new(),
        stance,
        issue: Some(issue.into()),
        content: quote(article, content),
        condition: None,
        as_of: None,
        basis: basis(article, content),
    })
}
