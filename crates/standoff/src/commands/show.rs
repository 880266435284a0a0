//! `standoff show`: one thing of a ledger with all that it stands on.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;
use std::process::ExitCode;

use anchor::{Id, Span};
use anyhow::bail;
use coding::record::{Quote, Record, Source};
use jiff::civil::Date;
use ledger::correction::fields;
use ledger::table::{chain, in_words};
use ledger::{Action, Changed, Correction, Ledger, Occurrence, Pages, PositionLine, Reported, Store, place};
use page::Article;

use crate::print::visible;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A record, an article (by id, file or address), or an occurrence, statement, position, forecast or office line.
    id: String,
    /// The ledger that `standoff read` made.
    #[arg(long, value_name = "FILE")]
    ledger: PathBuf,
    /// Only what was published by this day.
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let store = Store::open(&arguments.ledger)?;
    let ledger = store.ledger(arguments.as_of)?;
    let read = if ledger.trace().all.is_empty() { None } else { Some(store.as_read(arguments.as_of)?) };
    let mut out = std::io::stdout().lock();
    let view = View { ledger: &ledger, read: read.as_ref(), styled: out.is_terminal() };
    let id = Id::written(arguments.id.trim());
    let Some(text) = view.show(&id) else {
        bail!("nothing in {} has the id {id}; `standoff list` shows what there is", arguments.ledger.display());
    };
    ledger.pages().sound()?;
    out.write_all(text.as_bytes())?;
    out.flush()?;
    Ok(ExitCode::SUCCESS)
}

/// A ledger to look at.
struct View<'a> {
    ledger: &'a Ledger,
    /// What was read, before anybody said anything of it; nothing where nobody did.
    read: Option<&'a Pages>,
    styled: bool,
}

impl View<'_> {
    fn show(&self, id: &Id) -> Option<String> {
        let ledger = self.ledger;
        if let Some(record) = ledger.record(id).or_else(|| self.read?.record(id)) {
            return Some(self.record(&record));
        }
        let named = |pages: &'_ Pages| pages.article_named(id.as_str()).map(Cow::into_owned);
        if let Some(article) = named(ledger.pages()).or_else(|| named(self.read?)) {
            return Some(self.article(&article));
        }
        if id.as_str().starts_with("x:") {
            return ledger.occurrences().iter().find(|one| one.id == *id).map(|one| self.occurrence(one));
        }
        let (heading, records, reports, kind) = self.line(id)?;
        let mut text = format!("{id}  {}\n", self.strong(&visible(&heading)));
        let names: Vec<&str> = fields(kind).collect();
        let _ = writeln!(text, "  fields to correct: {}", names.join(", "));
        self.reported(reports, &mut text);
        let best = if records.len() > 1 { ", the best first" } else { "" };
        let _ = writeln!(text, "\n{}{best}", count(records.len(), "record"));
        for record in records.iter().filter_map(|id| ledger.record(id)) {
            text.push('\n');
            self.report(&record, &mut text);
        }
        if kind == "position"
            && let Some(position) = ledger.positions().iter().find(|one| one.id == *id)
        {
            self.positions_before_and_after(position, &mut text);
        }
        self.history(records, &mut text);
        Some(text)
    }

    /// What the line `id` is called, its records, who reports it, and its kind.
    fn line(&self, id: &Id) -> Option<(String, &[Id], &[Reported], &'static str)> {
        let ledger = self.ledger;
        match id.as_str().get(..2)? {
            "u:" => {
                let one = ledger.statements().iter().find(|one| one.id == *id)?;
                let heading = format!("statement of {}", or_dash(&chain(&one.speaker)));
                Some((heading, &one.records, &one.reports, "statement"))
            }
            "q:" => {
                let one = ledger.positions().iter().find(|one| one.id == *id)?;
                Some((format!("position: {}", self.wants(one)), &one.records, &one.reports, "position"))
            }
            "g:" => {
                let one = ledger.forecasts().iter().find(|one| one.id == *id)?;
                let heading = format!("forecast of {}", or_dash(&chain(&one.forecaster)));
                Some((heading, &one.records, &one.reports, "forecast"))
            }
            "r:" => {
                let one = ledger.offices().iter().find(|one| one.id == *id)?;
                Some((format!("office: {}, {}", one.person, one.post), &one.records, &one.reports, "office"))
            }
            _ => None,
        }
    }

    /// The line that `record` is a part of.
    fn line_of(&self, record: &Record) -> Option<&Id> {
        let (ledger, id) = (self.ledger, record.id());
        let of = |line: &[Id]| line.contains(id);
        match record {
            Record::Event(_) => {
                let reports = |one: &&Occurrence| one.reports.iter().any(|report| report.record == *id);
                ledger.occurrences().iter().find(reports).map(|one| &one.id)
            }
            Record::Statement(_) => ledger.statements().iter().find(|one| of(&one.records)).map(|one| &one.id),
            Record::Position(_) => ledger.positions().iter().find(|one| of(&one.records)).map(|one| &one.id),
            Record::Forecast(_) => ledger.forecasts().iter().find(|one| of(&one.records)).map(|one| &one.id),
            Record::Office(_) => ledger.offices().iter().find(|one| of(&one.records)).map(|one| &one.id),
        }
    }

    /// Who takes which stance toward whom, on what.
    fn wants(&self, one: &PositionLine) -> String {
        let names = |sides: &[ledger::Side]| {
            let names: Vec<&str> = sides.iter().map(|side| self.ledger.name(side)).collect();
            names.join(", ")
        };
        let toward = if one.toward.is_empty() { String::new() } else { format!(" toward {}", names(&one.toward)) };
        let issue = one.issue.as_deref().map(|issue| format!(" on {}", issue.replace('_', " "))).unwrap_or_default();
        format!("{} – {}{toward}{issue}", names(&one.holder), one.stance.as_str())
    }

    /// Which outlets report a line, each with the day of its first report.
    fn reported(&self, reports: &[Reported], text: &mut String) {
        let mut seen: Vec<&str> = Vec::new();
        text.push_str("\nreported by\n");
        for report in reports {
            if seen.contains(&report.origin.as_str()) {
                continue;
            }
            seen.push(&report.origin);
            let times = reports.iter().filter(|other| other.origin == report.origin).count();
            let again = if times > 1 { format!(", {times} times") } else { String::new() };
            let day = report.published.map(|day| day.to_string()).unwrap_or_default();
            let _ = writeln!(text, "  {:<10}  {}{again}", or_dash(&day), visible(&self.ledger.outlet(report)));
        }
    }

    /// The positions of the same side on the same issue, by day: what changed when, and who was first to report it.
    fn positions_before_and_after(&self, shown: &PositionLine, text: &mut String) {
        let lines = self.ledger.positions();
        let at = |id: &Id| lines.iter().find(|line| line.id == *id);
        let mut ids: BTreeSet<&Id> = BTreeSet::from([&shown.id]);
        // Lines tied to this one: those before it, and those that go back to any of these.
        let tied = |line: &PositionLine| {
            line.before.iter().chain(line.change.iter().map(|change| &change.of)).cloned().collect::<Vec<Id>>()
        };
        let mut back: Vec<Id> = tied(shown);
        while let Some(line) = back.pop().and_then(|id| at(&id)) {
            if ids.insert(&line.id) {
                back.extend(tied(line));
            }
        }
        for line in lines {
            if tied(line).iter().any(|id| ids.contains(id)) {
                ids.insert(&line.id);
            }
        }
        if ids.len() == 1 {
            return;
        }
        let _ = writeln!(text, "\nhistory");
        for line in lines.iter().filter(|line| ids.contains(&line.id)) {
            let day = line.first.map(|day| day.to_string()).unwrap_or_default();
            let mark = if line.id == shown.id { ">" } else { " " };
            let changed = line.change.as_ref().map(|change| {
                let from =
                    at(&change.of).and_then(|line| line.first).map(|day| format!(" of {day}")).unwrap_or_default();
                match change.what {
                    Changed::Reversed => format!(" – reverses {}{from}", change.from.as_str()),
                    Changed::Stance => format!(" – was {}{from}", change.from.as_str()),
                    Changed::Terms => format!(" – on other terms than that{from}"),
                }
            });
            let words = crate::print::cut(&visible(&line.content), 80);
            let _ = writeln!(
                text,
                "{mark} {:<10}  {}  {}{}: {words}",
                or_dash(&day),
                line.id,
                line.stance.as_str(),
                changed.unwrap_or_default()
            );
            if let Some(first) = line.reports.first() {
                let more = match line.independent.saturating_sub(1) {
                    0 => String::new(),
                    n => format!(" and {}", count(n, "other outlet")),
                };
                let day = first.published.map(|day| format!(" on {day}")).unwrap_or_default();
                let _ = writeln!(
                    text,
                    "              first reported by {}{day}{more}",
                    visible(&self.ledger.outlet(first))
                );
            }
        }
    }

    fn record(&self, record: &Record) -> String {
        let id = record.id();
        let mut text = format!("{id}  {}\n", self.strong(record.kind()));
        if self.ledger.record(id).is_none() {
            text.push_str("rejected: it counts nowhere\n");
        }
        for field in fields(record.kind()) {
            let value = visible(&in_words(&ledger::correction::value(record, record.kind(), field)));
            let _ = writeln!(text, "  {field:<16}{}", or_dash(&value));
        }
        text.push('\n');
        self.report(record, &mut text);
        let _ = writeln!(text, "\nread so because");
        for why in &record.basis().why {
            let _ = writeln!(text, "  {}", visible(why));
        }
        if let Some(line) = self.line_of(record) {
            let _ = writeln!(text, "\npart of {line}");
        }
        self.history(std::slice::from_ref(id), &mut text);
        text
    }

    fn occurrence(&self, one: &Occurrence) -> String {
        let names = |sides: &[ledger::Side]| {
            let names: Vec<&str> = sides.iter().map(|side| self.ledger.name(side)).collect();
            names.join(", ")
        };
        let mut text = format!("{}  {}\n", one.id, self.strong(&format!("{} – {}", one.kind, one.factuality.as_str())));
        let mut row = |name: &str, value: String| {
            let _ = writeln!(text, "  {name:<16}{}", or_dash(&visible(&value)));
        };
        row("date", one.date.map(|date| date.to_string()).unwrap_or_default());
        row("actor", names(&one.actor));
        row("recipient", names(&one.recipient));
        row("persons", one.persons.join(", "));
        row("place", one.place.clone().unwrap_or_default());
        row("mode", one.mode.join(", "));
        row("context", one.context.join(", "));
        row("first reported", one.reported.map(|day| day.to_string()).unwrap_or_default());
        let counts = format!(
            "{} records on {} pages of {} outlets; {} of them on their own",
            one.reports.len(),
            one.pages,
            one.outlets,
            one.independent
        );
        row("reports", counts);
        for account in &one.accounts {
            let _ = writeln!(text, "\nreports disagree on the {}", in_words(&serde_json::json!(account.on)));
            for version in &account.versions {
                let ids: Vec<&str> = version.records.iter().map(Id::as_str).collect();
                let outlets = if version.independent == 1 { "outlet" } else { "outlets" };
                let _ = writeln!(
                    text,
                    "  {}: {} {outlets} ({})",
                    visible(&version.says),
                    version.independent,
                    ids.join(", ")
                );
            }
        }
        // Reports by the outlet whose own they are: reprints and citations stand below it.
        let mut origins: Vec<&str> = Vec::new();
        for report in &one.reports {
            if !origins.contains(&report.origin.as_str()) {
                origins.push(&report.origin);
            }
        }
        for origin in origins {
            let name = if origin.is_empty() { "an outlet without a name" } else { origin };
            let _ = writeln!(text, "\n{}", self.strong(&format!("as {} has it", visible(name))));
            for report in one.reports.iter().filter(|report| report.origin == origin) {
                if let Some(record) = self.ledger.record(&report.record) {
                    self.report(&record, &mut text);
                }
            }
        }
        let records: Vec<Id> = one.reports.iter().map(|report| report.record.clone()).collect();
        self.history(&records, &mut text);
        text
    }

    fn article(&self, article: &Article) -> String {
        let title = article.title.as_deref().unwrap_or("without a title");
        let mut text = format!("{}  {}\n", article.id, self.strong(&visible(title)));
        for field in fields("article") {
            let value = if field == "published" {
                let words = article.published.period.map(|period| period.to_string()).unwrap_or_default();
                format!("{} ({})", or_dash(&words), in_words(&serde_json::json!(article.published.basis)))
            } else {
                in_words(&ledger::correction::value(article, "article", field))
            };
            let _ = writeln!(text, "  {field:<18}{}", or_dash(&visible(&value)));
        }
        for (name, value) in [("url", &article.url), ("path", &article.path)] {
            let _ = writeln!(text, "  {name:<18}{}", or_dash(&visible(value.as_deref().unwrap_or_default())));
        }
        let dropped: usize = article.dropped.iter().map(|dropped| dropped.end - dropped.start).sum();
        let _ = writeln!(text, "  {:<18}{} stretches, {dropped} characters", "dropped", article.dropped.len());
        for original in self.ledger.originals() {
            if original.article == article.id {
                for copy in &original.copies {
                    let _ = writeln!(
                        text,
                        "  {:<18}{} ({:.0} % of the shorter text)",
                        "printed again by",
                        copy.article,
                        copy.shared * 100.0
                    );
                }
            } else if original.copies.iter().any(|copy| copy.article == article.id) {
                let _ = writeln!(text, "  {:<18}{}", "a copy of", original.article);
            }
        }
        text.push('\n');
        for paragraph in article.text.split("\n\n") {
            let _ = writeln!(text, "{}\n", visible(paragraph));
        }
        for record in self.ledger.pages().records_in(&article.id) {
            let words = crate::print::cut(&visible(&record.basis().evidence.quote), 90);
            let _ = writeln!(text, "{}  {:<9}  {words}", record.id(), record.kind());
        }
        self.history(std::slice::from_ref(&article.id), &mut text);
        text
    }

    /// One place of one article: who printed it when, through whom it is known, and the words, what matters marked.
    fn report(&self, record: &Record, text: &mut String) {
        let basis = record.basis();
        let Some(article) = self.ledger.article(&basis.article).or_else(|| self.read?.article(&basis.article)) else {
            return;
        };
        let day = article.published.period.map(|period| period.to_string()).unwrap_or_default();
        let outlet = article.publisher.as_deref().unwrap_or("a page without a publisher");
        let from =
            article.republished_from.as_deref().map(|from| format!(", from {}", visible(from))).unwrap_or_default();
        let _ = writeln!(text, "  {}  {}, {}{from} ({})", record.id(), visible(outlet), or_dash(&day), article.id);
        let sources: &[Source] = match record {
            Record::Statement(statement) if basis.attribution.is_empty() => &statement.speaker,
            Record::Forecast(forecast) if basis.attribution.is_empty() => &forecast.forecaster,
            _ => &basis.attribution,
        };
        if !sources.is_empty() {
            let _ = writeln!(text, "    through {}", visible(&chain(sources)));
        }
        let _ = writeln!(text, "    {}", self.marked(record, &article));
    }

    /// The sentence or sentences of a record's evidence, with the words that carry it marked.
    fn marked(&self, record: &Record, article: &Article) -> String {
        let evidence = &record.basis().evidence;
        let core: Option<&Quote> = match record {
            Record::Event(event) => Some(&event.trigger),
            Record::Statement(statement) => Some(&statement.content),
            Record::Position(position) => Some(&position.content),
            Record::Forecast(forecast) => Some(&forecast.content),
            Record::Office(_) => None,
        };
        let words = visible(&evidence.quote);
        let (Some(whole), Some(core)) = (place(article, evidence), core.and_then(|core| place(article, core))) else {
            return words;
        };
        if !whole.contains(core) || core == whole {
            return words;
        }
        let part = |from: u32, to: u32| Span::new(from as usize, to as usize).of(&article.text);
        let (start, end) = if self.styled { ("\x1b[1;4m", "\x1b[0m") } else { ("[", "]") };
        let space = |words: &str| if words.starts_with(char::is_whitespace) { " " } else { "" };
        let space_after = |words: &str| if words.ends_with(char::is_whitespace) { " " } else { "" };
        let (before, after) = (part(whole.start, core.start), part(core.end, whole.end));
        format!(
            "{}{}{start}{}{end}{}{}",
            visible(before),
            space_after(before),
            visible(part(core.start, core.end)),
            space(after),
            visible(after)
        )
    }

    /// What people said of any of `ids`.
    fn history(&self, ids: &[Id], text: &mut String) {
        let trace = self.ledger.trace();
        let mut said: Vec<&Correction> = ids.iter().flat_map(|id| trace.of(id)).collect();
        said.sort_by_key(|correction| correction.number);
        said.dedup_by_key(|correction| correction.number);
        if said.is_empty() {
            return;
        }
        text.push_str("\nwhat people said\n");
        for one in said {
            let what = match &one.action {
                Action::Set { field, was, value } => {
                    let words = |value| or_dash(&visible(&in_words(value)));
                    format!("{field}: {} → {}", words(was), words(value))
                }
                other => other.as_str().to_owned(),
            };
            let _ = writeln!(text, "  {}  {}  {}  {what}", one.number, visible(&one.at), visible(&one.by));
            let _ = writeln!(text, "     because {}", visible(&one.because));
        }
    }

    fn strong(&self, words: &str) -> String {
        if self.styled { format!("\x1b[1m{words}\x1b[0m") } else { words.to_owned() }
    }
}

/// `1 record`, `2 records`.
fn count(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// A dash for nothing.
fn or_dash(words: &str) -> String {
    if words.is_empty() { "–".to_owned() } else { words.to_owned() }
}
