//! The file gives what memory gives.

use anchor::Id;
use coding::record::{Record, Stance};
use serde_json::json;

use super::*;
use crate::Ledger;
use crate::archive::{Archive as _, Held};
use crate::correction::{self, Action, Anchor, Correction};
use crate::store::{PageKey, Reading, Store, Versions};
use crate::testing::{article, event, party, position};

/// Four pages, one of them a copy, of one launch, talks and two demands; one record's words do not stand in its page.
fn readings() -> Vec<Reading> {
    let launch = "North Korea fired two rockets into the sea off Wonsan early on Saturday, soldiers in the South said, \
                  and nobody was hurt. The rockets flew for seventy miles before they fell into the water there.";
    let talks = "North Korea and the United States held talks in Hanoi on Saturday. North Korea demands that sanctions \
                 end before it gives up any weapon.";
    let (north, states) = (party("North Korea", "PRK"), party("United States", "USA"));
    let page = |outlet: &str, day: &str, text: &str| {
        let article = article(outlet, day, text);
        let mut records = Vec::new();
        let told = |kind: &str, recipient: &[_], trigger: &str| {
            let sentence = text.split_inclusive('.').find(|sentence| sentence.contains(trigger)).unwrap();
            event(&article, kind, std::slice::from_ref(&north), recipient, Some("2019-05-04"), sentence, trigger)
        };
        if text.contains("fired") {
            records.push(Record::Event(told("MOBILIZE", &[], "fired")));
        } else {
            records.push(Record::Event(told("CONSULT", std::slice::from_ref(&states), "talks")));
            records.push(position(&article, &north, Stance::Demand, "sanctions", "sanctions end"));
        }
        let key = PageKey { key: format!("{outlet} {day}"), name: outlet.into() };
        Reading { page: key, article, records }
    };
    let mut readings = vec![
        page("Inland Courier", "2019-05-06", talks),
        page("Harbour Post", "2019-05-05", launch),
        page("Lowland Gazette", "2019-05-06", launch),
        page(
            "Harbour Post",
            "2019-05-07",
            &format!("{talks} It fired no rocket that day.").replace("fired", "launched"),
        ),
    ];
    // A record that is quoted wrongly, and one with the id of another page's.
    let mut wrong = readings[0].records[0].clone();
    if let Record::Event(event) = &mut wrong {
        event.id = Id::of('e', &["wrong"]);
        event.basis.evidence.quote = "North Korea said nothing.".into();
    }
    readings[0].records.push(wrong);
    let mut twice = readings[3].records[0].clone();
    if let Record::Event(event) = &mut twice {
        event.id = readings[1].records[0].id().clone();
    }
    readings[3].records.push(twice);
    readings
}

fn said(target: &Id, action: Action, anchors: Vec<Anchor>) -> Correction {
    let (at, by, because) = ("2019-06-01T10:00:00Z".into(), "Ada".into(), "the paper says so".into());
    Correction { number: 0, at, by, because, target: target.clone(), action, anchors }
}

/// What people say: a page came out later, a record is no record, an act has another type.
fn corrections(readings: &[Reading]) -> Vec<Correction> {
    let set = |field: &str, value| Action::Set { field: field.into(), value, was: Value::Null };
    let (page, launch, demand) = (&readings[2].article, &readings[1].records[0], &readings[0].records[1]);
    vec![
        said(&page.id, set("publisher", json!("Upland Gazette")), vec![Anchor::of_article(page)]),
        said(demand.id(), Action::Reject, vec![Anchor::of_record(demand)]),
        said(launch.id(), set("type", json!("ASSAULT")), vec![Anchor::of_record(launch)]),
    ]
}

fn store(folder: &std::path::Path, corrections: &[Correction]) -> Store {
    let mut store = Store::create(&folder.join("ledger.db")).unwrap();
    let run = store.run(&Versions::default()).unwrap();
    store.put(run, &readings()).unwrap();
    store.correct(corrections).unwrap();
    store
}

#[test]
fn it_holds_what_memory_holds_on_any_day_and_whatever_people_say() {
    for (said, derived) in [(Vec::new(), false), (corrections(&readings()), false), (corrections(&readings()), true)] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(folder.path(), &said);
        if derived {
            store.derive().unwrap();
        }
        for as_of in [None, "2019-05-05".parse().ok(), "2019-05-06".parse().ok()] {
            let contents = store.contents().unwrap();
            let applied = correction::apply(contents.articles, contents.records, &contents.corrections, as_of);
            let held = Held::new(applied.articles, applied.records, as_of);
            let filed = Filed::open(Store::open(store.path()).unwrap(), as_of).unwrap();
            assert_eq!((filed.pages(), filed.entries()), (held.pages(), held.entries()));
            for page in 0..held.pages().len() {
                assert_eq!(filed.article(page), held.article(page));
            }
            for entry in 0..held.entries().len() {
                assert_eq!(filed.record(entry), held.record(entry));
            }
            for reading in readings() {
                let id = &reading.article.id;
                assert_eq!(filed.page_at(id), held.page_at(id));
                if let Some(page) = held.page_at(id) {
                    assert_eq!(filed.records_on(page), held.records_on(page));
                }
                for record in &reading.records {
                    assert_eq!(filed.record_of(record.id()), held.record_of(record.id()), "{as_of:?}");
                }
            }
            assert_eq!(filed.left_out(), held.left_out(), "{as_of:?}");
            assert!(filed.fault().is_none());
        }
    }
}

#[test]
fn lines_out_of_the_derived_tables_are_the_lines_that_memory_makes() {
    for said in [Vec::new(), corrections(&readings())] {
        let folder = tempfile::tempdir().unwrap();
        let mut store = store(folder.path(), &said);
        let contents = store.contents().unwrap();
        let made = Ledger::corrected(contents.articles, contents.records, &contents.corrections, None);
        store.derive().unwrap();
        assert!(store.is_derived().unwrap());
        let kept = store.ledger(None).unwrap();
        assert!(made.occurrences().len() >= 2 && !made.positions().is_empty() && made.copies() == 1);
        assert_eq!(kept.originals(), made.originals());
        assert_eq!(kept.occurrences(), made.occurrences());
        assert_eq!(kept.statements(), made.statements());
        assert_eq!(kept.positions(), made.positions());
        assert_eq!(kept.forecasts(), made.forecasts());
        assert_eq!(kept.offices(), made.offices());
        assert_eq!(kept.storylines(), made.storylines());
        assert_eq!((kept.trace(), kept.as_of(), kept.dispute()), (made.trace(), made.as_of(), made.dispute()));
        assert!(kept.pages().records().eq(made.pages().records()));
        for words in ["PRK", "north korea", "United States", "nobody"] {
            assert_eq!(kept.side(words), made.side(words));
        }
        for side in made.occurrences().iter().flat_map(crate::Occurrence::sides) {
            assert_eq!(kept.name(side), made.name(side));
        }
    }
}

#[test]
fn what_another_program_derived_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(folder.path(), &[]);
    store.derive().unwrap();
    store.connection.execute("UPDATE state SET derived_by = 'standoff 0.0.1'", []).unwrap();
    store.connection.execute("UPDATE occurrence SET json = '{}'", []).unwrap();
    assert!(!store.is_derived().unwrap());
    assert_eq!(store.ledger(None).unwrap().occurrences().len(), 2);
    store.derive().unwrap();
    assert!(store.is_derived().unwrap());
}

#[test]
fn a_row_that_cannot_be_understood_is_told_and_nothing_is_derived() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(folder.path(), &[]);
    store
        .connection
        .execute("UPDATE record SET json = replace(json, '\"kind\":\"event\"', '\"kind\":\"rumour\"')", [])
        .unwrap();
    assert!(matches!(store.derive(), Err(StoreError::Corrupt { .. })));
    assert!(!store.is_derived().unwrap());
}

#[test]
fn a_ledger_speaks_of_one_state_of_the_file_and_tells_what_it_cannot_read() {
    let folder = tempfile::tempdir().unwrap();
    let mut store = store(folder.path(), &[]);
    store.derive().unwrap();
    let before = store.ledger(None).unwrap();
    store.connection.execute("DELETE FROM article", []).unwrap();
    assert_eq!((before.pages().articles().count(), before.occurrences().len()), (4, 2));
    before.pages().sound().unwrap();
    let after = store.ledger(None).unwrap();
    assert_eq!(after.pages().articles().count(), 0);

    let folder = tempfile::tempdir().unwrap();
    let mut store = self::store(folder.path(), &[]);
    store.derive().unwrap();
    store.connection.execute("UPDATE occurrence SET json = '{'", []).unwrap();
    let damaged = store.ledger(None).unwrap();
    assert!(damaged.occurrences().is_empty());
    // It stays so, however often it is asked.
    for _ in 0..2 {
        assert!(matches!(damaged.pages().sound(), Err(StoreError::Corrupt { .. })));
    }
}
