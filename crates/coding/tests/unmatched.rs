//! The reading list: what stands with known parties and no data file knows.
//!
//! The event lexicon is a small one of the test's own, so that it stays true whatever the real one learns.

use std::sync::LazyLock;

use coding::unmatched::{Gap, ReadingList, Unmatched};
use coding::{Coder, DataFiles, LikelihoodTable};
use language::Pipeline;
use page::Article;

const VERBS: &str = "word\tsubject\tobject\tpreposition\tcomplement\ttype\tmode\tactor\trecipient\texample
attack\t\t\t\t\tASSAULT\t\t\t\t
visit\t\t\t\t\t-\t\t\t\t
help\t\tparty\t\tinfinitive\tREQUEST\t\t\t\t
";
const NOUNS: &str = "word\ttype\tmode\tactor\trecipient\texample\ntalk\tCONSULT\t\tboth\tnone\t\n";

static READER: LazyLock<(Coder, Pipeline)> = LazyLock::new(|| (coder(), Pipeline::english()));

fn coder() -> Coder {
    let mut files = DataFiles::default();
    assert!(files.replace("events/verbs.tsv", VERBS.to_owned()));
    assert!(files.replace("events/nouns.tsv", NOUNS.to_owned()));
    Coder::new(&files, LikelihoodTable::default()).unwrap()
}

fn unmatched(texts: &[&str]) -> Vec<Vec<Unmatched>> {
    let (coder, pipeline) = &*READER;
    let read = |text: &&str| {
        let document = pipeline.parse_paragraphs(text);
        let coded = coder.code(&Article::of_text(text), &document);
        coder.unmatched(&document, &coded.mentions)
    };
    texts.iter().map(read).collect()
}

fn words(text: &str) -> Vec<(&'static str, String, bool)> {
    let found = unmatched(&[text]).remove(0);
    found.into_iter().map(|one| (one.gap.as_str(), one.words, one.between)).collect()
}

fn entry(gap: &'static str, words: &str, between: bool) -> (&'static str, String, bool) {
    (gap, words.to_owned(), between)
}

#[test]
fn verbs_come_with_their_construction() {
    assert_eq!(words("France helped Germany."), [entry("verb", "help + party", true)]);
    assert_eq!(words("Peru reached out to Chile on Monday."), [entry("verb", "reach out + to:party", true)]);
    assert_eq!(words("Turkey backed out of the accord."), [entry("verb", "back + out of", false)]);
    assert_eq!(words("Iraq was abandoned by Jordan."), [entry("verb", "abandon + party", true)]);
}

#[test]
fn what_a_line_reads_is_no_gap_even_if_it_is_no_event() {
    assert_eq!(words("France attacked Germany."), []);
    assert_eq!(words("France visited Germany."), []);
    assert_eq!(words("France held talks with Germany."), []);
}

#[test]
fn a_known_verb_in_another_construction_is_a_gap_and_says_how_many_lines_there_are() {
    let helped = words("France helped Germany to sign.");
    assert!(!helped.iter().any(|(_, words, _)| words.starts_with("help")), "{helped:?}");
    assert_eq!(words("France helped Germany."), [entry("verb", "help + party", true)]);
    assert_eq!(unmatched(&["France helped Germany."])[0][0].lines, 1);
}

#[test]
fn what_other_lexicons_read_is_passed_over() {
    assert_eq!(words("France said that Germany was right."), []);
    assert_eq!(words("France named Kari Lund as ambassador to Germany."), [entry("name", "Kari Lund", false)]);
}

#[test]
fn without_a_known_party_nothing_is_listed() {
    assert_eq!(words("The river flooded the meadow and the bridge sagged."), []);
}

#[test]
fn nouns_between_two_parties_are_listed() {
    let found = words("The standoff between Peru and Chile grew worse.");
    assert!(found.contains(&entry("noun", "standoff + between:party", true)), "{found:?}");
}

#[test]
fn names_that_act_on_known_parties_are_listed() {
    let found = words("Zorvex Holdings attacked Germany.");
    assert_eq!(found, [entry("name", "Zorvex Holdings", false)]);
}

#[test]
fn entries_are_counted_and_the_quote_is_the_slice_of_its_article() {
    let texts =
        ["Later, it fell.\n\nÖsterreich aside, France helped Germany.", "France helped.", "France helped Germany."];
    let mut list = ReadingList::default();
    for (text, found) in texts.iter().zip(unmatched(&texts)) {
        list.add(text, text, &found);
    }
    let entries = list.entries();
    let (gap, words, seen) = &entries[0];
    assert_eq!((*gap, *words, seen.count, seen.between), (Gap::Verb, "help + party", 2, 2));
    let quote: String = seen.article.chars().skip(seen.start).take(seen.end - seen.start).collect();
    assert_eq!(quote, seen.quote);
    assert_eq!(quote, "Österreich aside, France helped Germany.");
    assert!(entries.windows(2).all(|pair| pair[0].2.count >= pair[1].2.count));
}
