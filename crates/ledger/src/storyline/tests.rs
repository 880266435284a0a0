//! Storylines on small cases, and properties of any.

use coding::record::Record;
use page::Article;
use proptest::prelude::*;

use crate::Ledger;
use crate::testing::{article, event, party};

/// Reports of two disputes and an accident, each in words of its own.
fn pages() -> Vec<(Article, Vec<Record>)> {
    let strait = [
        "The Tunisian coast guard took two Maltese trawlers near the Lampedusa bank on Monday night, Malta said.",
        "Malta demanded that Tunisia release the trawlers taken near the Lampedusa bank and summoned the ambassador.",
        "Tunisia said the Maltese trawlers had fished in its waters, and that their crews would stand trial in Sfax.",
    ];
    let dam = [
        "Ethiopia began to fill the reservoir behind its Nile dam at Guba, and Egypt protested to the Security Council.",
        "Egypt asked the Security Council to stop Ethiopia from filling the Nile dam at Guba before a treaty is signed.",
        "Talks between Egypt and Ethiopia on the Nile dam at Guba ended in Kinshasa without a treaty on the filling.",
    ];
    let fire = [
        "A fire in the Brackwater Hotel killed four guests, and firefighters searched the upper floors until dawn.",
        "Four guests died when the Brackwater Hotel burned; firefighters reached its upper floors only at dawn.",
    ];
    let between = |n: usize| match n {
        0..3 => Some((party("Malta", "MLT"), party("Tunisia", "TUN"))),
        3..6 => Some((party("Egypt", "EGY"), party("Ethiopia", "ETH"))),
        _ => None,
    };
    let texts = strait.iter().chain(&dam).chain(&fire);
    texts
        .enumerate()
        .map(|(n, text)| {
            let page = article("Harbour Post", &format!("2016-09-{:02}", n + 10), text);
            let told = between(n).map(|(a, b)| {
                let word = text.split(' ').next().unwrap();
                Record::Event(event(&page, "ACCUSE", &[a], &[b], None, text, word))
            });
            (page, told.into_iter().collect())
        })
        .collect()
}

fn grouped(pages: &[(Article, Vec<Record>)]) -> Vec<Vec<String>> {
    let articles = pages.iter().map(|page| page.0.clone()).collect();
    let records = pages.iter().flat_map(|page| page.1.clone()).collect();
    let ledger = Ledger::new(articles, records, None);
    let opening = |id| ledger.article(id).unwrap().text.chars().take(24).collect();
    ledger.storylines().iter().map(|storyline| storyline.articles.iter().map(opening).collect()).collect()
}

#[test]
fn each_dispute_is_one_storyline_and_an_accident_another() {
    let sizes: Vec<usize> = grouped(&pages()).iter().map(Vec::len).collect();
    assert_eq!(sizes, [3, 3, 2]);
}

#[test]
fn a_storyline_knows_its_parties_its_days_and_its_words() {
    let pages = pages();
    let (articles, records) =
        (pages.iter().map(|page| page.0.clone()).collect(), pages.iter().flat_map(|page| page.1.clone()).collect());
    let ledger = Ledger::new(articles, records, None);
    let strait = &ledger.storylines()[0];
    let (a, b) = strait.between.as_ref().unwrap();
    assert_eq!((a.key(), b.key()), ("MLT", "TUN"));
    assert_eq!(
        (strait.first, strait.last),
        (Some(jiff::civil::date(2016, 9, 10)), Some(jiff::civil::date(2016, 9, 12)))
    );
    assert!(strait.words.iter().any(|word| word.contains("trawler")), "{:?}", strait.words);
    assert_eq!(ledger.storylines()[2].between, None);
}

#[test]
fn a_copy_follows_its_original() {
    let mut pages = pages();
    let (mut copy, _) = pages[0].clone();
    copy.id = anchor::Id::of('a', &["copy"]);
    copy.publisher = Some("Inland Courier".into());
    pages.push((copy, Vec::new()));
    assert_eq!(grouped(&pages)[0].len(), 4);
}

#[test]
fn pages_without_words_stay_alone() {
    let blank = |n: usize| (article(&format!("Outlet {n}"), "2016-09-10", ""), Vec::new());
    assert_eq!(grouped(&[blank(0), blank(1)]).len(), 2);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn every_article_is_in_one_storyline_whatever_the_order(order in Just((0..8).collect::<Vec<usize>>()).prop_shuffle(),
                                                            twice in 0_usize..8) {
        let pages = pages();
        let shuffled: Vec<_> = order.iter().chain([&twice]).map(|&n| pages[n].clone()).collect();
        let groups = grouped(&shuffled);
        prop_assert_eq!(groups.iter().map(Vec::len).sum::<usize>(), 8);
        prop_assert_eq!(groups, grouped(&pages));
    }
}
