//! Order of arrival, repetition and later pages leave no trace: properties of the whole ledger.

use anchor::Id;
use coding::record::{Factuality, Record, Stance};
use page::Article;
use proptest::prelude::*;

use crate::Ledger;
use crate::testing::{article, event, party, placed, position};

/// A page that reports some of a few things, in words that vary.
fn page(number: usize, outlet: u8, day: u8, things: &[(u8, u8, u8)]) -> (Article, Vec<Record>) {
    let outlets = ["Harbour Post", "Inland Courier", "Agence Meridian"];
    let kinds = [("CONSULT", "met"), ("ACCUSE", "accused"), ("MOBILIZE", "fired"), ("SANCTION", "punished")];
    let places = [("Hanoi", "VNM"), ("Stockholm", "SWE"), ("Singapore", "SGP")];
    let sentences: Vec<String> = things
        .iter()
        .map(|&(kind, place, day)| {
            let (_, verb) = kinds[kind as usize % 4];
            format!(
                "The North {verb} the other side in {} on the {day} of the month over the sanctions.",
                places[place as usize % 3].0
            )
        })
        .collect();
    let text = format!("Page {number}. {} It demands that sanctions end.", sentences.join(" "));
    let article = article(outlets[outlet as usize % 3], &format!("2019-03-{:02}", day % 27 + 1), &text);
    let (north, us) = ([party("North Korea", "PRK")], [party("United States", "USA")]);
    let mut records: Vec<Record> = things
        .iter()
        .zip(&sentences)
        .map(|(&(kind, place, day), sentence)| {
            let (kind, verb) = kinds[kind as usize % 4];
            let (name, country) = places[place as usize % 3];
            let date = format!("2019-02-{:02}", day % 27 + 1);
            let mut told = event(&article, kind, &north, &us, (day % 5 > 0).then_some(&date), sentence, verb);
            told.factuality = if day % 7 == 0 { Factuality::Denied } else { Factuality::Happened };
            Record::Event(if place > 2 { told } else { placed(told, name, country) })
        })
        .collect();
    records.push(position(&article, &north[0], Stance::Demand, "sanctions", "sanctions end"));
    (article, records)
}

/// Everything a ledger says, as one string.
fn said(ledger: &Ledger) -> String {
    let json = serde_json::to_string(&(
        &ledger.originals(),
        ledger.occurrences(),
        &ledger.positions(),
        &ledger.forecasts(),
        &ledger.offices(),
        &ledger.dispute(),
    ));
    let ids: Vec<&Id> = ledger.pages().list().iter().map(|page| &page.id).collect();
    format!("{} {ids:?}", json.unwrap())
}

fn pages() -> impl Strategy<Value = Vec<(Article, Vec<Record>)>> {
    let thing = (0_u8..4, 0_u8..5, 0_u8..12);
    let one = (0_u8..3, 0_u8..27, proptest::collection::vec(thing, 0..4));
    proptest::collection::vec(one, 1..8).prop_map(|pages| {
        pages.iter().enumerate().map(|(n, (outlet, day, things))| page(n, *outlet, *day, things)).collect()
    })
}

fn apart(pages: &[(Article, Vec<Record>)]) -> (Vec<Article>, Vec<Record>) {
    (pages.iter().map(|page| page.0.clone()).collect(), pages.iter().flat_map(|page| page.1.clone()).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn order_and_repetition_make_no_difference(pages in pages(), seed in any::<u64>()) {
        let (articles, records) = apart(&pages);
        let ledger = Ledger::new(articles.clone(), records.clone(), None);
        let shuffle = |n: usize| (xxhash_rust::xxh3::xxh3_64_with_seed(&n.to_le_bytes(), seed), n);
        let mut order: Vec<usize> = (0..articles.len()).chain(0..articles.len()).collect();
        order.sort_by_key(|&n| shuffle(n));
        let articles: Vec<Article> = order.iter().map(|&n| articles[n].clone()).collect();
        let mut order: Vec<usize> = (0..records.len()).chain(0..records.len()).collect();
        order.sort_by_key(|&n| shuffle(n));
        let records: Vec<Record> = order.iter().map(|&n| records[n].clone()).collect();
        prop_assert_eq!(said(&ledger), said(&Ledger::new(articles, records, None)));
    }

    #[test]
    fn nothing_later_leaks(pages in pages(), day in 1_i8..28) {
        let as_of = jiff::civil::date(2019, 3, day);
        let (articles, records) = apart(&pages);
        let early: Vec<(Article, Vec<Record>)> =
            pages.into_iter().filter(|page| page.0.published.period.is_some_and(|period| period.end <= as_of)).collect();
        let (known, read) = apart(&early);
        let then = Ledger::new(known, read, Some(as_of));
        let now = Ledger::new(articles, records, Some(as_of));
        prop_assert_eq!(said(&then), said(&now));
    }

    #[test]
    fn every_event_is_in_one_occurrence(pages in pages()) {
        let (articles, records) = apart(&pages);
        let ledger = Ledger::new(articles, records, None);
        let mut events: Vec<Id> = ledger.pages().records_of("event").map(|record| record.id().clone()).collect();
        let reports = ledger.occurrences().iter().flat_map(|occurrence| &occurrence.reports);
        let mut reports: Vec<Id> = reports.map(|report| report.record.clone()).collect();
        events.sort();
        reports.sort();
        prop_assert_eq!(events, reports);
    }
}

#[test]
fn a_page_without_a_day_is_not_used_for_a_past_day() {
    let (mut page, records) = page(0, 0, 3, &[(0, 0, 3)]);
    page.published.period = None;
    let ledger = Ledger::new(vec![page], records, Some(jiff::civil::date(2030, 1, 1)));
    assert_eq!(
        (ledger.pages().list().len(), ledger.pages().records().count(), ledger.pages().left_out().undated),
        (0, 0, 1)
    );
}

#[test]
fn evidence_that_does_not_stand_in_its_page_is_left_out() {
    let (page, mut records) = page(0, 0, 3, &[(0, 0, 3)]);
    if let Record::Event(event) = &mut records[0] {
        event.basis.evidence.end = usize::MAX;
    }
    let ledger = Ledger::new(vec![page], records, None);
    assert_eq!((ledger.occurrences().len(), ledger.pages().left_out().unanchored), (0, 1));
}
