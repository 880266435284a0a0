//! PLOVER's contexts: every line of the file gives its example its context, and not its counterexample.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use coding::record::{Event, Record};
use coding::{Coder, DataFiles, LikelihoodTable};
use language::Pipeline;
use page::Article;

static READER: LazyLock<(Coder, Pipeline)> = LazyLock::new(|| (Coder::standard(), Pipeline::english()));

fn events(text: &str) -> Vec<Event> {
    let (coder, pipeline) = &*READER;
    let records = coder.code(&Article::of_text(text), &pipeline.parse_paragraphs(text)).records;
    let events = records.into_iter().filter_map(|record| match record {
        Record::Event(event) => Some(event),
        _ => None,
    });
    events.collect()
}

fn contexts(text: &str) -> BTreeSet<String> {
    events(text).into_iter().flat_map(|event| event.context).collect()
}

#[test]
fn every_context_of_plover_reads_its_own_sentences() {
    let examples = READER.0.contexts().examples();
    assert_eq!(examples.len(), 37);
    let mut wrong: Vec<String> = Vec::new();
    for line in examples {
        for (text, expected) in [(&line.example, true), (&line.counterexample, false)] {
            let found = contexts(text);
            if events(text).is_empty() {
                wrong.push(format!("{}: '{text}' holds no event", line.context));
            } else if found.contains(&line.context) != expected {
                wrong.push(format!("{}: '{text}' has {found:?}", line.context));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_context_belongs_to_the_clause_not_to_the_article() {
    let read = events("North Korea conducted a nuclear test.\n\nOn Monday Peru praised Chile.");
    let of = |code: &str| {
        let event = read.iter().find(|event| event.actor.iter().any(|party| party.code.as_deref() == Some(code)));
        event.unwrap().context.clone()
    };
    assert!(of("PRK").contains(&"cbrn".to_owned()));
    assert_eq!(of("PER"), Vec::<String>::new());
}

#[test]
fn of_phrases_at_one_word_the_longest_counts() {
    assert!(contexts("China denounced the trade war.").contains("economic"));
    assert!(!contexts("China denounced the trade war.").contains("military"));
    assert!(contexts("China denounced the war.").contains("military"));
}

#[test]
fn why_says_what_signals_a_context() {
    let why = events("Chile recalled its ambassador from Peru.").remove(0).basis.why;
    assert!(why.iter().any(|why| why == "context diplomatic by 'ambassador'"), "{why:?}");
}

#[test]
fn an_act_that_the_ontology_does_not_know_is_an_error_with_its_line() {
    let head = "context\tmeaning\twords\tbut\tacts\tsectors\texample\tcounterexample\n";
    let mut files = DataFiles::default();
    files.replace("events/contexts.tsv", format!("{head}military\t\t\t\tATTACK/drone\t\t\t\n"));
    let error = Coder::new(&files, LikelihoodTable::default()).unwrap_err();
    assert_eq!((error.file.as_str(), error.line), ("events/contexts.tsv", 2));
}
