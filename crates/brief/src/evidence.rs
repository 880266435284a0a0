//! The sentence a line stands on, in its paragraph, with who says so.

use anchor::{CodePoints, Id, Span};
use coding::record::{Record, SourceClass};
use ledger::{Ledger, place};
use page::Article;
use serde::Serialize;

use crate::wording;

/// Records shown for one line.
const SHOWN: usize = 4;
/// Characters of a paragraph shown on either side of the evidence, where it is longer.
const AROUND: usize = 500;

/// What a line stands on.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Proof {
    /// The best records, one for each wording.
    pub shown: Vec<Evidence>,
    /// Further records.
    pub rest: usize,
}

/// One record's words in their paragraph.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Evidence {
    /// The record.
    pub record: Id,
    /// `event`, `statement` …
    pub kind: &'static str,
    /// Its page.
    pub article: Id,
    /// The page's headline.
    pub title: Option<String>,
    /// Who printed the page.
    pub publisher: Option<String>,
    /// The outlet that printed the text first, where the page says so.
    pub republished_from: Option<String>,
    /// The page's day, in words, with how it is known where the page does not state it.
    pub published: String,
    /// The page's address, if it is one of the web's.
    pub url: Option<String>,
    /// The page's file.
    pub path: Option<String>,
    /// Whether the page is an opinion piece: its own claims are its outlet's.
    pub opinion: bool,
    /// The paragraph, or the part of it around the evidence.
    pub paragraph: Vec<Part>,
    /// Through whom it is known, outermost first.
    pub chain: Vec<Link>,
    /// The rules or features that decided.
    pub why: Vec<String>,
    /// How likely the reading is right, 0 to 1.
    pub confidence: f64,
    /// Other outlets that print the same words.
    pub also: Vec<String>,
}

impl Evidence {
    /// The words of the evidence itself.
    pub fn words(&self) -> String {
        self.paragraph.iter().filter(|part| part.mark != Mark::Context).map(|part| part.text.as_str()).collect()
    }
}

/// A stretch of a paragraph.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Its words.
    pub text: String,
    /// What it is.
    pub mark: Mark,
}

/// What a stretch of a paragraph is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Mark {
    /// The paragraph around the evidence.
    Context,
    /// The evidence.
    Evidence,
    /// The words of the evidence that name the act, the content or the post.
    Core,
}

/// One through whom a content passed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Link {
    /// Who.
    pub name: String,
    /// What kind of source.
    pub class: SourceClass,
    /// The words that attribute.
    pub cue: Option<String>,
}

/// The evidence of `records`, the best first; the same words in several pages are shown once.
pub(crate) fn proof<'i>(ledger: &Ledger, records: impl IntoIterator<Item = &'i Id>) -> Proof {
    let mut proof = Proof::default();
    for record in records.into_iter().filter_map(|id| ledger.record(id)) {
        let Some(article) = ledger.article(&record.basis().article) else { continue };
        let words = &record.basis().evidence.quote;
        if let Some(known) = proof.shown.iter_mut().find(|known| known.words() == *words) {
            let outlet = article.publisher.as_deref().unwrap_or("a page without a publisher");
            if known.article != article.id && !known.also.iter().any(|also| also == outlet) {
                known.also.push(outlet.to_owned());
            }
        } else if proof.shown.len() == SHOWN {
            proof.rest += 1;
        } else {
            proof.shown.push(evidence(&record, &article));
        }
    }
    proof
}

fn evidence(record: &Record, article: &Article) -> Evidence {
    let basis = record.basis();
    let mut chain: Vec<Link> = Vec::new();
    for source in record_chain(record) {
        chain.push(Link {
            name: wording::plain(&source.name),
            class: source.class,
            cue: source.cue.as_ref().map(|cue| wording::plain(&cue.quote)),
        });
    }
    let web = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
    Evidence {
        record: record.id().clone(),
        kind: record.kind(),
        article: article.id.clone(),
        title: article.title.clone(),
        publisher: article.publisher.clone(),
        republished_from: article.republished_from.clone(),
        published: published(article),
        url: article.url.as_ref().filter(web).cloned(),
        path: article.path.clone(),
        opinion: article.kind == page::ArticleType::Opinion,
        paragraph: paragraph(record, article),
        chain,
        why: basis.why.clone(),
        confidence: basis.confidence,
        also: Vec::new(),
    }
}

/// The chain of a record: a forecast's or a statement's own, else that of its clause.
fn record_chain(record: &Record) -> &[coding::record::Source] {
    match record {
        Record::Forecast(forecast) if forecast.basis.attribution.is_empty() => &forecast.forecaster,
        Record::Statement(statement) if statement.basis.attribution.is_empty() => &statement.speaker,
        _ => &record.basis().attribution,
    }
}

/// Whose words a page's own are: its first printer's, else its printer's; nothing where it names neither.
pub(crate) fn voice(article: &Article) -> Option<String> {
    article.republished_from.as_deref().or(article.publisher.as_deref()).map(wording::plain)
}

/// A page's day in words.
pub(crate) fn published(article: &Article) -> String {
    let published = &article.published;
    match (published.period, published.basis) {
        (Some(period), page::Basis::Inferred) => {
            let because =
                published.because.as_deref().map(|why| format!(": {}", wording::plain(why))).unwrap_or_default();
            format!("{} (inferred{because})", wording::period(period))
        }
        (Some(period), _) => wording::period(period),
        (None, _) => match published.not_before {
            Some(day) => format!("day unknown, not before {}", wording::day(day)),
            None => "day unknown".to_owned(),
        },
    }
}

/// The paragraph of a record's evidence, cut into its parts.
fn paragraph(record: &Record, article: &Article) -> Vec<Part> {
    let text = article.text.as_str();
    let Some(evidence) = place(article, &record.basis().evidence) else { return Vec::new() };
    let start = text[..evidence.start as usize].rfind("\n\n").map_or(0, |at| at + 2);
    let end = text[evidence.end as usize..].find("\n\n").map_or(text.len(), |at| evidence.end as usize + at);
    let before = near_end(&text[start..evidence.start as usize]);
    let after = near_start(&text[evidence.end as usize..end]);
    let core = core(record).and_then(|quote| place(article, quote)).filter(|core| evidence.contains(*core));
    let core = core.unwrap_or(Span::new(evidence.end as usize, evidence.end as usize));
    let part = |words: &str, mark| Part { text: words.to_owned(), mark };
    let middle = |from: u32, to: u32| &text[from as usize..to as usize];
    [
        part(&before, Mark::Context),
        part(middle(evidence.start, core.start), Mark::Evidence),
        part(middle(core.start, core.end), Mark::Core),
        part(middle(core.end, evidence.end), Mark::Evidence),
        part(&after, Mark::Context),
    ]
    .into_iter()
    .filter(|part| !part.text.is_empty())
    .collect()
}

/// The words of a record that matter most within its evidence.
fn core(record: &Record) -> Option<&coding::record::Quote> {
    match record {
        Record::Event(event) => Some(&event.trigger),
        Record::Statement(statement) => Some(&statement.content),
        Record::Position(position) => Some(&position.content),
        Record::Forecast(forecast) => Some(&forecast.content),
        Record::Office(_) => None,
    }
}

/// The end of `text`, cut between words.
fn near_end(text: &str) -> String {
    let length = text.chars().count();
    if length <= AROUND {
        return text.to_owned();
    }
    let cut = CodePoints::new(text).byte(length - AROUND);
    let cut = text[cut..].find(' ').map_or(cut, |space| cut + space + 1);
    format!("… {}", &text[cut..])
}

/// The start of `text`, cut between words.
fn near_start(text: &str) -> String {
    if text.chars().count() <= AROUND {
        return text.to_owned();
    }
    let cut = CodePoints::new(text).byte(AROUND);
    let cut = text[..cut].rfind(' ').unwrap_or(cut);
    format!("{} …", &text[..cut])
}
