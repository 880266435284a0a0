//! `standoff correct` and its kin: what a person says of what was read, kept apart from the reading.

use std::borrow::Cow;
use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use anchor::Id;
use anyhow::{Context, bail};
use coding::record::Record;
use ledger::correction::{Anchor, parse, value};
use ledger::table::in_words;
use ledger::{Action, CalendarEntry, Correction, Ledger, Pages, Store};

/// Who says it, why, and of which ledger.
#[derive(clap::Args)]
pub(super) struct Said {
    /// The ledger that `standoff read` made.
    #[arg(long, value_name = "FILE")]
    pub(super) ledger: PathBuf,
    /// Why: it is kept with the correction.
    #[arg(long, value_name = "TEXT")]
    because: String,
    /// Who says so; the name of the user unless given.
    #[arg(long, value_name = "NAME")]
    by: Option<String>,
}

#[derive(clap::Args)]
pub(crate) struct Correct {
    /// A record, an article (by id, file or address), or an occurrence, statement, position, forecast or office line.
    id: String,
    /// What is so: `type=CONSULT`, `date=2019-05-04`, `actor=PRK`. `standoff show ID` lists the fields.
    #[arg(value_name = "FIELD=VALUE", required = true)]
    fields: Vec<String>,
    #[command(flatten)]
    said: Said,
}

#[derive(clap::Args)]
pub(crate) struct Named {
    /// Records, articles, lines or named dates.
    #[arg(value_name = "ID", required = true)]
    ids: Vec<String>,
    #[command(flatten)]
    said: Said,
}

#[derive(clap::Args)]
pub(crate) struct Split {
    /// The occurrence.
    occurrence: String,
    /// Its event records that report another thing.
    #[arg(value_name = "RECORD", required = true)]
    records: Vec<String>,
    #[command(flatten)]
    said: Said,
}

impl Said {
    /// When, who and why.
    pub(super) fn signed(&self) -> anyhow::Result<(String, String, String)> {
        let because = self.because.trim().to_owned();
        anyhow::ensure!(!because.is_empty(), "--because: say why");
        let user = || ["USER", "USERNAME"].into_iter().find_map(|name| std::env::var_os(name)?.into_string().ok());
        let by = self.by.clone().or_else(user).filter(|name| !name.is_empty()).unwrap_or_else(|| "unnamed".to_owned());
        Ok((jiff::Timestamp::now().strftime("%Y-%m-%dT%H:%M:%SZ").to_string(), by, because))
    }
}

pub(crate) fn correct(arguments: &Correct) -> anyhow::Result<ExitCode> {
    let desk = Desk::open(&arguments.said)?;
    let thing = desk.thing(&arguments.id)?;
    anyhow::ensure!(
        thing.kind != "named date",
        "a named date is not changed: reject {} and add another with `standoff date`",
        thing.id
    );
    let mut corrections = Vec::new();
    for words in &arguments.fields {
        let (field, words) = words.split_once('=').with_context(|| {
            format!("{words:?} does not say what is so; write FIELD=VALUE, as in factuality=denied")
        })?;
        let field = field.trim();
        let value = parse(thing.kind, field, words, &desk.ledger)?;
        let was = desk.was(&thing, field);
        corrections.push(desk.correction(
            &thing.id,
            Action::Set { field: field.to_owned(), value, was },
            thing.anchors.clone(),
        ));
    }
    desk.keep(&corrections)
}

pub(crate) fn reject(arguments: &Named) -> anyhow::Result<ExitCode> {
    each(arguments, &Action::Reject)
}

pub(crate) fn confirm(arguments: &Named) -> anyhow::Result<ExitCode> {
    each(arguments, &Action::Confirm)
}

fn each(arguments: &Named, action: &Action) -> anyhow::Result<ExitCode> {
    let desk = Desk::open(&arguments.said)?;
    let correction = |id: &String| {
        let thing = desk.thing(id)?;
        Ok(desk.correction(&thing.id, action.clone(), thing.anchors))
    };
    let corrections: anyhow::Result<Vec<Correction>> = arguments.ids.iter().map(correction).collect();
    desk.keep(&corrections?)
}

pub(crate) fn merge(arguments: &Named) -> anyhow::Result<ExitCode> {
    let desk = Desk::open(&arguments.said)?;
    let mut anchors = Vec::new();
    let mut first = None;
    for id in &arguments.ids {
        let thing = desk.thing(id)?;
        if !matches!(thing.kind, "occurrence" | "event") {
            bail!("{id} is {}: only occurrences, or events, can be merged", thing.kind);
        }
        first.get_or_insert(thing.id);
        anchors.extend(thing.anchors);
    }
    anyhow::ensure!(arguments.ids.len() > 1, "name at least two occurrences to merge");
    let first = first.context("name at least two occurrences to merge")?;
    let correction = desk.correction(&first, Action::Merge, anchors);
    desk.keep(&[correction])
}

pub(crate) fn split(arguments: &Split) -> anyhow::Result<ExitCode> {
    let desk = Desk::open(&arguments.said)?;
    let whole = desk.thing(&arguments.occurrence)?;
    anyhow::ensure!(whole.kind == "occurrence", "{} is no occurrence: those begin with x:", arguments.occurrence);
    let reports: Vec<&str> = whole.anchors.iter().map(|anchor| anchor.id.as_str()).collect();
    let mut anchors = Vec::new();
    for record in &arguments.records {
        anyhow::ensure!(
            reports.contains(&record.as_str()),
            "{record} does not report {}; its reports are {}",
            whole.id,
            reports.join(", ")
        );
        anchors.extend(desk.thing(record)?.anchors);
    }
    anyhow::ensure!(anchors.len() < reports.len(), "that are all its reports: there is nothing to split them from");
    let correction = desk.correction(&whole.id, Action::Split, anchors);
    desk.keep(&[correction])
}

/// A ledger open to be corrected, by somebody, for a reason.
struct Desk<'a> {
    ledger: Ledger,
    /// What was read, before anybody said anything: what was rejected can be named, too.
    read: Pages,
    /// Named dates, which can be rejected as well.
    calendar: Vec<CalendarEntry>,
    said: &'a Said,
    /// When, who and why.
    signed: (String, String, String),
}

/// What an id names.
struct Thing {
    id: Id,
    kind: &'static str,
    anchors: Vec<Anchor>,
}

impl<'a> Desk<'a> {
    fn open(said: &'a Said) -> anyhow::Result<Self> {
        let signed = said.signed()?;
        let store = Store::open(&said.ledger)?;
        Ok(Self { read: store.as_read(None)?, ledger: store.ledger(None)?, calendar: store.calendar()?, signed, said })
    }

    fn thing(&self, id: &str) -> anyhow::Result<Thing> {
        let id = Id::written(id.trim());
        let records = |kind: &'static str, ids: Vec<&Id>| {
            let records = ids.into_iter().filter_map(|id| self.ledger.record(id));
            Some(Thing { id: id.clone(), kind, anchors: records.map(|record| Anchor::of_record(&record)).collect() })
        };
        let ledger = &self.ledger;
        let record = |record: Cow<'_, Record>| Thing {
            id: id.clone(),
            kind: record.kind(),
            anchors: vec![Anchor::of_record(&record)],
        };
        let article = || {
            let named = |pages: &'_ Pages| pages.article_named(id.as_str()).map(Cow::into_owned);
            let article = named(ledger.pages()).or_else(|| named(&self.read))?;
            Some(Thing { id: article.id.clone(), kind: "article", anchors: vec![Anchor::of_article(&article)] })
        };
        let line = || {
            let occurrence = ledger.occurrences().iter().find(|one| one.id == id);
            let statement = ledger.statements().iter().find(|one| one.id == id);
            let position = ledger.positions().iter().find(|one| one.id == id);
            let forecast = ledger.forecasts().iter().find(|one| one.id == id);
            let office = ledger.offices().iter().find(|one| one.id == id);
            occurrence
                .and_then(|one| records("occurrence", one.reports.iter().map(|report| &report.record).collect()))
                .or_else(|| records("statement", statement?.records.iter().collect()))
                .or_else(|| records("position", position?.records.iter().collect()))
                .or_else(|| records("forecast", forecast?.records.iter().collect()))
                .or_else(|| records("office", office?.records.iter().collect()))
        };
        if self.calendar.iter().any(|entry| entry.id == id) {
            return Ok(Thing { id, kind: "named date", anchors: Vec::new() });
        }
        let found = ledger.record(&id).or_else(|| self.read.record(&id)).map(record).or_else(article).or_else(line);
        found.with_context(|| {
            format!("nothing in {} has the id {id}; `standoff list` shows what there is", self.said.ledger.display())
        })
    }

    /// What `field` of `thing` is now.
    fn was(&self, thing: &Thing, field: &str) -> serde_json::Value {
        if thing.kind == "occurrence" {
            let one = self.ledger.occurrences().iter().find(|one| one.id == thing.id);
            return one.map(|one| value(one, thing.kind, field)).unwrap_or_default();
        }
        let Some(anchor) = thing.anchors.first() else { return serde_json::Value::Null };
        match (self.ledger.record(&anchor.id), self.ledger.article(&anchor.id)) {
            (Some(record), _) => value(&*record, thing.kind, field),
            (None, Some(article)) => value(&*article, thing.kind, field),
            _ => serde_json::Value::Null,
        }
    }

    fn correction(&self, target: &Id, action: Action, anchors: Vec<Anchor>) -> Correction {
        let (at, by, because) = self.signed.clone();
        Correction { number: 0, at, by, because, target: target.clone(), action, anchors }
    }

    /// Keeps what was said, and prints it.
    fn keep(self, corrections: &[Correction]) -> anyhow::Result<ExitCode> {
        self.ledger.pages().sound()?;
        self.read.sound()?;
        let mut store = Store::create(&self.said.ledger)?;
        let first = store.correct(corrections)?;
        store.derive()?;
        let mut out = std::io::stdout().lock();
        for (number, correction) in (first..).zip(corrections) {
            let what = match &correction.action {
                Action::Set { field, value, was } => format!("{field}: {} → {}", shown(was), shown(value)),
                other => {
                    let ids: Vec<&str> = correction.anchors.iter().map(|anchor| anchor.id.as_str()).collect();
                    format!("{} {}", other.as_str(), ids.join(" ")).trim_end().to_owned()
                }
            };
            writeln!(out, "{number}\t{}\t{what}", correction.target)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// A value in words; a dash for none.
fn shown(value: &serde_json::Value) -> String {
    let words = in_words(value);
    if words.is_empty() { "–".to_owned() } else { crate::print::visible(&words) }
}
