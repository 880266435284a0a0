//! Occurrences on small cases, each a thing that reports do.

use coding::record::{Factuality, Record};
use page::Article;

use super::{AccountOn, Occurrence};
use crate::Ledger;
use crate::testing::{article, event, party, person, placed};

fn ledger(pages: Vec<(Article, Vec<coding::record::Event>)>) -> Ledger {
    let (mut articles, mut records) = (Vec::new(), Vec::new());
    for (article, events) in pages {
        articles.push(article);
        records.extend(events.into_iter().map(Record::Event));
    }
    Ledger::new(articles, records, None)
}

fn only(ledger: &Ledger) -> &Occurrence {
    assert_eq!(ledger.occurrences().len(), 1, "{:#?}", ledger.occurrences());
    &ledger.occurrences()[0]
}

#[test]
fn two_outlets_that_report_one_launch_report_one_launch() {
    let one =
        article("Harbour Post", "2019-05-05", "North Korea fired several rockets off its east coast on Saturday.");
    let two = article(
        "Inland Courier",
        "2019-05-05",
        "Pyongyang launched projectiles into the sea on May 4, the South said.",
    );
    let korea = [party("North Korea", "PRK")];
    let first = event(&one, "MOBILIZE", &korea, &[], Some("2019-05-04"), &one.text, "fired");
    let second = event(&two, "MOBILIZE", &korea, &[], Some("2019-05-04"), &two.text, "launched");
    let ledger = ledger(vec![(one, vec![first]), (two, vec![second])]);
    let launch = only(&ledger);
    assert_eq!((launch.reports.len(), launch.pages, launch.outlets, launch.independent), (2, 2, 2, 2));
    assert!(launch.accounts.is_empty());
}

#[test]
fn a_day_apart_is_one_thing_with_two_accounts() {
    let one = article("Harbour Post", "2019-02-22", "The envoys met in Hanoi on Feb. 20 to prepare the summit.");
    let two = article("Inland Courier", "2019-02-22", "In Hanoi the two envoys met on Feb. 21 to prepare the summit.");
    let sides = [party("United States", "USA"), party("North Korea", "PRK")];
    let first = placed(event(&one, "CONSULT", &sides, &[], Some("2019-02-20"), &one.text, "met"), "Hanoi", "VNM");
    let second = placed(event(&two, "CONSULT", &sides, &[], Some("2019-02-21"), &two.text, "met"), "Hanoi", "VNM");
    let ledger = ledger(vec![(one, vec![first]), (two, vec![second])]);
    let account = &only(&ledger).accounts[0];
    assert_eq!(account.on, AccountOn::Date);
    let days: Vec<&str> = account.versions.iter().map(|version| version.says.as_str()).collect();
    assert_eq!(days, ["2019-02-20", "2019-02-21"]);
}

#[test]
fn meetings_of_other_people_and_other_weeks_stay_apart() {
    let text =
        "Mike Pompeo met Kim Jong-un in Pyongyang. Stephen Biegun met Kim Hyok-chol there. The envoys met again.";
    let page = article("Harbour Post", "2019-02-20", text);
    let meeting = |us: &str, north: &str, day: &str, words: &str| {
        event(&page, "CONSULT", &[person(us, "USAGOV"), person(north, "PRKGOV")], &[], Some(day), words, "met")
    };
    let leaders = meeting("Mike Pompeo", "Kim Jong-un", "2019-02-06", "Mike Pompeo met Kim Jong-un in Pyongyang");
    let envoys = meeting("Stephen Biegun", "Kim Hyok-chol", "2019-02-06", "Stephen Biegun met Kim Hyok-chol there");
    let again = meeting("Stephen Biegun", "Kim Hyok-chol", "2019-02-19", "The envoys met again");
    let ledger = ledger(vec![(page.clone(), vec![leaders, envoys, again])]);
    assert_eq!(ledger.occurrences().len(), 3);
}

#[test]
fn who_meets_whom_may_swap() {
    let one = article("Harbour Post", "2019-04-26", "Kim Jong-un met Vladimir Putin in Vladivostok on Thursday.");
    let two =
        article("Inland Courier", "2019-04-26", "Putin received Kim in Vladivostok on April 25 for a first summit.");
    let (kim, putin) = (person("Kim Jong-un", "PRKGOV"), person("Vladimir Putin", "RUSGOV"));
    let first = event(
        &one,
        "CONSULT",
        std::slice::from_ref(&kim),
        std::slice::from_ref(&putin),
        Some("2019-04-25"),
        &one.text,
        "met",
    );
    let second = event(&two, "CONSULT", &[putin], &[kim], Some("2019-04-25"), &two.text, "received");
    only(&ledger(vec![(one, vec![first]), (two, vec![second])]));
}

#[test]
fn what_was_planned_and_then_took_place_is_one_thing() {
    let before =
        article("Harbour Post", "2019-02-09", "The two leaders will meet in Hanoi on Feb. 27, the president said.");
    let after = article("Harbour Post", "2019-02-27", "The two leaders met in Hanoi on Wednesday over dinner.");
    let sides = [party("United States", "USA"), party("North Korea", "PRK")];
    let mut plan =
        placed(event(&before, "CONSULT", &sides, &[], Some("2019-02-27"), &before.text, "meet"), "Hanoi", "VNM");
    plan.factuality = Factuality::Planned;
    let fact = placed(event(&after, "CONSULT", &sides, &[], Some("2019-02-27"), &after.text, "met"), "Hanoi", "VNM");
    let ledger = ledger(vec![(before, vec![plan]), (after, vec![fact])]);
    let summit = only(&ledger);
    assert_eq!(summit.factuality, Factuality::Happened);
    assert!(summit.accounts.is_empty(), "a plan contradicts nothing");
}

#[test]
fn a_denial_of_the_same_day_is_a_conflicting_account() {
    let one = article("Harbour Post", "2020-04-19", "North Korea sent a letter to the president on Saturday, he said.");
    let two =
        article("Inland Courier", "2020-04-20", "Pyongyang denied it sent a letter to the president on Saturday.");
    let (north, us) = ([party("North Korea", "PRK")], [party("United States", "USA")]);
    let said = event(&one, "CONSULT", &north, &us, Some("2020-04-18"), &one.text, "sent");
    let mut denied = event(&two, "CONSULT", &north, &us, Some("2020-04-18"), &two.text, "sent");
    denied.factuality = Factuality::Denied;
    let ledger = ledger(vec![(one, vec![said]), (two, vec![denied])]);
    let letter = only(&ledger);
    assert_eq!(letter.accounts[0].on, AccountOn::Factuality);
    assert_eq!(letter.accounts[0].versions.len(), 2);
}

#[test]
fn what_may_come_is_not_what_came() {
    let page =
        article("Harbour Post", "2019-05-03", "The North may fire rockets on May 4. The North fired rockets on May 4.");
    let korea = [party("North Korea", "PRK")];
    let mut may =
        event(&page, "MOBILIZE", &korea, &[], Some("2019-05-04"), "The North may fire rockets on May 4", "fire");
    may.factuality = Factuality::Possible;
    let did = event(&page, "MOBILIZE", &korea, &[], Some("2019-05-04"), "The North fired rockets on May 4", "fired");
    assert_eq!(ledger(vec![(page, vec![may, did])]).occurrences().len(), 2);
}

#[test]
fn an_undated_echo_joins_by_place_and_words() {
    let one = article(
        "Harbour Post",
        "2019-02-28",
        "The summit in Hanoi between the leaders broke off on Thursday without a deal.",
    );
    let two = article(
        "Inland Courier",
        "2020-02-14",
        "The talks hit a snag after the summit in Hanoi broke off without a deal.",
    );
    let early =
        article("Inland Courier", "2018-01-01", "The summit in Hanoi between the leaders broke off without a deal.");
    let sides = [party("United States", "USA"), party("North Korea", "PRK")];
    let dated = placed(event(&one, "CONSULT", &sides, &[], Some("2019-02-28"), &one.text, "summit"), "Hanoi", "VNM");
    let echo = placed(event(&two, "CONSULT", &sides, &[], None, &two.text, "summit"), "Hanoi", "VNM");
    let impossible = placed(event(&early, "CONSULT", &sides, &[], None, &early.text, "summit"), "Hanoi", "VNM");
    only(&ledger(vec![(one.clone(), vec![dated.clone()]), (two, vec![echo])]));
    let apart = ledger(vec![(one, vec![dated]), (early, vec![impossible])]);
    assert_eq!(apart.occurrences().len(), 2, "what was told a year before is another thing");
}

#[test]
fn accusations_of_one_day_are_many_unless_the_words_agree() {
    let one = article(
        "Harbour Post",
        "2019-05-15",
        "Pyongyang accused Washington of piracy over the ship. It also accused the Americans of rehearsing an invasion.",
    );
    let two = article("Inland Courier", "2019-05-15", "North Korea accused Washington of piracy over the seized ship.");
    let (north, us) = ([party("North Korea", "PRK")], [party("United States", "USA")]);
    let accuse = |page: &Article, words: &str| event(page, "ACCUSE", &north, &us, Some("2019-05-14"), words, "accused");
    let piracy = accuse(&one, "Pyongyang accused Washington of piracy over the ship");
    let invasion = accuse(&one, "It also accused the Americans of rehearsing an invasion");
    let again = accuse(&two, &two.text);
    let ledger = ledger(vec![(one, vec![piracy, invasion]), (two, vec![again])]);
    let mut reports: Vec<usize> = ledger.occurrences().iter().map(|occurrence| occurrence.reports.len()).collect();
    reports.sort_unstable();
    assert_eq!(reports, [1, 2]);
}

#[test]
fn reprints_add_reports_but_no_independent_outlet() {
    let text = "Negotiators from the two sides met for three hours in the border village on March 5 and agreed to \
                reopen a telephone line that has been dead since the winter, officials said after the meeting there.";
    let pages = ["Agence Meridian", "Harbour Post", "Inland Courier"].map(|outlet| article(outlet, "2019-03-06", text));
    let sides = [party("South Korea", "KOR"), party("North Korea", "PRK")];
    let ledger = ledger(
        pages
            .into_iter()
            .map(|page| (page.clone(), vec![event(&page, "CONSULT", &sides, &[], None, text, "met")]))
            .collect(),
    );
    let talks = only(&ledger);
    assert_eq!((talks.pages, talks.outlets, talks.independent), (3, 3, 1));
}

#[test]
fn a_fact_dated_after_its_page_loses_its_day() {
    let page = article("Harbour Post", "2019-05-05", "North Korea fired rockets on Thursday.");
    let launch = event(&page, "MOBILIZE", &[party("North Korea", "PRK")], &[], Some("2019-05-09"), &page.text, "fired");
    assert_eq!(only(&ledger(vec![(page, vec![launch])])).date, None);
}

#[test]
fn what_is_done_to_a_countrys_firms_is_done_to_it_and_what_its_rebels_suffer_is_not() {
    let (egypt, ukraine) = (party("Egypt", "EGY"), party("Ukraine", "UKR"));
    let tell = |outlet: &str, text: &str, on: &coding::record::Party| {
        let page = article(outlet, "2016-08-04", text);
        let told = event(
            &page,
            "SANCTION",
            std::slice::from_ref(&egypt),
            std::slice::from_ref(on),
            Some("2016-08-03"),
            text,
            "sanctions",
        );
        (page, vec![told])
    };
    let country =
        || tell("Harbour Post", "Egypt imposed new sanctions on Ukraine on Wednesday, aimed at 12 firms.", &ukraine);
    let firms = party("Ukrainian companies", "UKRBUS");
    let told = ledger(vec![
        country(),
        tell("Inland Courier", "Egypt put sanctions on 12 Ukrainian companies on August 3.", &firms),
    ]);
    assert_eq!(only(&told).independent, 2);
    let rebels = party("Ukrainian rebels", "UKRREB");
    let told = ledger(vec![
        country(),
        tell("Inland Courier", "Egypt put sanctions on Ukrainian rebels on August 3.", &rebels),
    ]);
    assert_eq!(told.occurrences().len(), 2);
}

#[test]
fn a_timeline_that_names_its_year_once_tells_of_the_day_of_an_earlier_year() {
    let sides = [party("United States", "USA"), party("North Korea", "PRK")];
    let news = article("Harbour Post", "2019-06-30", "The two leaders met at Panmunjom on Sunday for an hour.");
    let met = placed(event(&news, "CONSULT", &sides, &[], Some("2019-06-30"), &news.text, "met"), "Panmunjom", "KOR");
    // Read as of 2020, the year of the page, when that day is still to come.
    let timeline = |day: &str, text: &str| {
        let page = article("Inland Courier", "2020-05-04", text);
        let told = placed(event(&page, "CONSULT", &sides, &[], Some(day), text, "meet"), "Panmunjom", "KOR");
        (page, vec![told])
    };
    let same = timeline("2020-06-30", "June 30: the two leaders meet at Panmunjom.");
    assert_eq!(only(&ledger(vec![(news.clone(), vec![met.clone()]), same])).reports.len(), 2);
    let other = timeline("2020-10-05", "October 5: the two sides meet at Panmunjom.");
    assert_eq!(ledger(vec![(news, vec![met]), other]).occurrences().len(), 2);
}
