//! Corrections hold, in order, and find their records again.

use coding::record::{Event, Factuality, Stance};
use page::Article;
use serde_json::json;

use super::*;
use crate::Ledger;
use crate::testing::{article, event, party, position};

struct Pages {
    articles: Vec<Article>,
    events: Vec<Event>,
    said: Corrections,
}

impl Pages {
    /// Three papers on launches: two on one, the third on another.
    fn new() -> Self {
        let tell = |outlet: &str, day: &str, date: &str, words: &str, trigger: &str| {
            let page = article(outlet, day, words);
            let north = [party("North Korea", "PRK")];
            let told = event(&page, "MOBILIZE", &north, &[], Some(date), words, trigger);
            (page, told)
        };
        let pages = [
            tell(
                "Harbour Post",
                "2019-05-05",
                "2019-05-04",
                "North Korea fired rockets from Hodo on Saturday.",
                "fired",
            ),
            tell(
                "Inland Courier",
                "2019-05-06",
                "2019-05-04",
                "On Saturday the North fired rockets from Hodo.",
                "fired",
            ),
            tell(
                "Agence Meridian",
                "2019-05-10",
                "2019-05-09",
                "The North tested missiles near Kusong on Thursday.",
                "tested",
            ),
        ];
        let (articles, events) = pages.into_iter().unzip();
        Self { articles, events, said: Corrections::default() }
    }

    fn records(&self) -> Vec<Record> {
        self.events.iter().cloned().map(Record::Event).collect()
    }

    fn say(&mut self, target: &str, action: Action, about: &[usize]) {
        let records = self.records();
        self.said.all.push(Correction {
            number: self.said.all.len() as i64 + 1,
            at: "2019-06-01T10:00:00Z".into(),
            by: "Ada".into(),
            because: "the paper says so".into(),
            target: Id::written(target),
            action,
            anchors: about.iter().map(|&at| Anchor::of_record(&records[at])).collect(),
        });
    }

    fn ledger(&self, as_of: Option<Date>) -> Ledger {
        Ledger::corrected(self.articles.clone(), self.records(), &self.said, as_of)
    }
}

fn set(field: &str, value: Value) -> Action {
    Action::Set { field: field.into(), value, was: Value::Null }
}

fn read_event(ledger: &Ledger, id: &Id) -> Event {
    match ledger.record(id).map(std::borrow::Cow::into_owned) {
        Some(Record::Event(event)) => event,
        other => panic!("no event: {other:?}"),
    }
}

#[test]
fn the_later_of_two_edits_counts_and_what_follows_from_it_changes_too() {
    let mut pages = Pages::new();
    let id = pages.events[0].id.clone();
    pages.say(id.as_str(), set("type", json!("ASSAULT")), &[0]);
    pages.say(id.as_str(), set("type", json!("CONSULT")), &[0]);
    pages.say(id.as_str(), set("factuality", json!("planned")), &[0]);
    let ledger = pages.ledger(None);
    let event = read_event(&ledger, &id);
    assert_eq!((event.kind.as_str(), event.quad, event.factuality), ("CONSULT", 1, Factuality::Planned));
    assert_eq!(event.coded.as_deref(), Some("AGREE"), "planned cooperation is an agreement");
    assert_eq!(ledger.trace().words(&id), ["factuality", "type"]);
}

#[test]
fn a_rejection_takes_out_and_a_confirmation_takes_it_back() {
    let mut pages = Pages::new();
    let id = pages.events[2].id.clone();
    pages.say(id.as_str(), Action::Reject, &[2]);
    assert!(pages.ledger(None).record(&id).is_none());
    pages.say(id.as_str(), Action::Confirm, &[2]);
    assert!(pages.ledger(None).record(&id).is_some());
}

#[test]
fn occurrences_are_merged_and_split_in_order() {
    let mut pages = Pages::new();
    assert_eq!(pages.ledger(None).occurrences().len(), 2);
    pages.say("x:1", Action::Merge, &[0, 2]);
    assert_eq!(pages.ledger(None).occurrences().len(), 1);
    pages.say("x:1", Action::Split, &[1]);
    let mut reports: Vec<usize> = pages.ledger(None).occurrences().iter().map(|one| one.reports.len()).collect();
    reports.sort_unstable();
    assert_eq!(reports, [1, 2]);
}

#[test]
fn what_is_said_of_an_occurrence_leaves_its_reports_alone() {
    let mut pages = Pages::new();
    pages.say("x:1", set("date", json!("2019-05-03".parse::<::anchor::Period>().unwrap())), &[0, 1]);
    let ledger = pages.ledger(None);
    let one = ledger.occurrences().iter().find(|one| one.reports.len() == 2).unwrap();
    assert_eq!(one.date.unwrap().to_string(), "2019-05-03");
    assert!(one.reports.iter().all(|report| report.date.unwrap().to_string() == "2019-05-04"));
}

#[test]
fn a_correction_finds_its_record_after_a_page_was_read_anew() {
    let mut pages = Pages::new();
    let old = pages.events[0].id.clone();
    pages.say(old.as_str(), set("factuality", json!("denied")), &[0]);
    // The newer version cleans the page better and types the act otherwise: another article, another id.
    let clean = article("Harbour Post", "2019-05-05", "Seoul. North Korea fired rockets from Hodo on Saturday.");
    let north = [party("North Korea", "PRK")];
    let again =
        event(&clean, "ASSAULT", &north, &[], None, "North Korea fired rockets from Hodo on Saturday.", "fired");
    pages.said.successors.insert(pages.articles[0].id.clone(), clean.id.clone());
    pages.articles[0] = clean;
    pages.events[0] = again.clone();
    assert_ne!(old, again.id);
    let ledger = pages.ledger(None);
    assert_eq!(read_event(&ledger, &again.id).factuality, Factuality::Denied);
    // Where its words are gone, it is kept and counted.
    pages.events.remove(0);
    assert_eq!(pages.ledger(None).trace().unplaced, [0]);
}

#[test]
fn what_became_of_a_forecast_is_not_known_before_it_was_said() {
    let mut pages = Pages::new();
    pages.say("f:1", set("resolution", json!("yes")), &[0]);
    let day = |day: &str| pages.ledger(day.parse().ok()).trace().all.len();
    assert_eq!((day("2019-05-31"), day("2019-06-01")), (0, 1));
}

#[test]
fn what_cannot_be_is_refused_with_a_hint() {
    let ledger = Pages::new().ledger(None);
    let refuse = |kind, field, words| parse(kind, field, words, &ledger).unwrap_err().to_string();
    assert!(refuse("event", "typ", "CONSULT").contains("an event has no such field to set; it has type, mode"));
    assert!(refuse("event", "type", "MEETING").contains("AGREE, AID, ASSAULT"));
    assert!(refuse("event", "mode", "visit, walk").contains("\"walk\" is no PLOVER mode"));
    assert!(refuse("event", "factuality", "true").contains("happened, ongoing"));
    assert!(refuse("event", "date", "yesterday").contains("2018-06-12"));
    assert!(refuse("event", "actor", "Ruritania").contains("\"Houthis (YEMREB)\""));
    assert!(refuse("forecast", "probability", "1.2").contains("from 0 to 1"));
    assert!(refuse("forecast", "until", "soon").contains("2020-11-03"));
    assert!(refuse("position", "stance", "wants").contains("demand, offer"));
}

#[test]
fn every_field_can_be_set_and_read_back() {
    let pages = Pages::new();
    let ledger = pages.ledger(None);
    let page = article("Harbour Post", "2019-05-05", "It demands that sanctions end.");
    let demand = position(&page, &party("North Korea", "PRK"), Stance::Demand, "sanctions", "sanctions end");
    let values = [
        ("event", "type", "consult", json!("CONSULT")),
        ("event", "mode", "visit", json!(["visit"])),
        ("event", "context", "cbrn, diplomatic", json!(["cbrn", "diplomatic"])),
        (
            "event",
            "date",
            "2019-05",
            json!({"start": "2019-05", "end": "2019-05", "precision": "month", "timex": "", "by": "person"}),
        ),
        ("event", "factuality", "Denied", json!("denied")),
        ("event", "place", "Hodo", json!({"quote": "", "name": "Hodo", "country": null})),
        ("position", "stance", "offer", json!("offer")),
        ("position", "issue", "", Value::Null),
        (
            "article",
            "published",
            "2019-05-06",
            json!({"start": "2019-05-06", "end": "2019-05-06", "precision": "day", "basis": "given", "not_before": null, "because": "a person says so"}),
        ),
        ("article", "type", "opinion", json!("opinion")),
    ];
    for (kind, field, words, expected) in values {
        let parsed = parse(kind, field, words, &ledger).unwrap();
        let mut event = Record::Event(Event { kind: "CONSULT".into(), ..pages.events[0].clone() });
        let mut page = page.clone();
        let mut demand = demand.clone();
        let found = match kind {
            "event" => {
                field::set(&mut event, kind, field, &parsed);
                value(&event, kind, field)
            }
            "position" => {
                field::set(&mut demand, kind, field, &parsed);
                value(&demand, kind, field)
            }
            _ => {
                field::set(&mut page, kind, field, &parsed);
                value(&page, kind, field)
            }
        };
        assert_eq!(found, expected, "{kind} {field}");
    }
    let parties = parse("event", "actor", "PRK; Houthis (YEMREB)", &ledger).unwrap();
    assert_eq!(crate::table::in_words(&parties), "North Korea (PRK); Houthis (YEMREB)");
}
