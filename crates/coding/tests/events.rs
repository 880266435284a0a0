//! Who acts on whom, when, and whether it takes place, in short stories told in `tests/event/parties.tsv`
//! and `times.tsv`.

use coding::Coder;
use coding::record::{Event, Party, Record};
use coding::table::rows;
use language::Pipeline;
use page::{Article, Published};

const PARTIES: &str = include_str!("event/parties.tsv");
const TIMES: &str = include_str!("event/times.tsv");

fn codes(parties: &[Party]) -> String {
    parties.iter().map(|party| party.code.as_deref().unwrap_or(&party.name)).collect::<Vec<_>>().join(", ")
}

/// An event as a row of the table tells it.
fn told(event: &Event) -> [String; 5] {
    let date = event.date.as_ref().map_or("-".to_owned(), |date| date.period.to_string());
    let factuality = event.factuality.as_str().to_owned();
    [event.kind.clone(), codes(&event.actor), codes(&event.recipient), date, factuality]
}

#[test]
fn stories_of_parties_are_read_as_a_reader_reads_them() {
    read_stories("parties.tsv", PARTIES);
}

#[test]
fn stories_of_times_are_read_as_a_reader_reads_them() {
    read_stories("times.tsv", TIMES);
}

fn read_stories(file: &str, stories: &str) {
    let (pipeline, coder) = (Pipeline::english(), Coder::standard());
    let columns = ["published", "text", "type", "actor", "recipient", "date", "factuality"];
    let mut wrong = Vec::new();
    rows(file, stories, &columns, |row| {
        let text = row.get("text").replace(" ¶ ", "\n\n");
        let (before, rest) = text.split_once('[').ok_or_else(|| row.error("the story marks no word"))?;
        let (word, after) = rest.split_once(']').ok_or_else(|| row.error("the story marks no word"))?;
        let period = row.get("published").parse().map_err(|_| row.error("the day is none"))?;
        let article = Article {
            published: Published { period: Some(period), ..Published::default() },
            ..Article::of_text(&format!("{before}{word}{after}"))
        };
        let coded = coder.code(&article, &pipeline.parse(&article.text));
        let marked = before.chars().count();
        let event = coded.records.iter().find_map(|record| match record {
            Record::Event(event) if event.trigger.start <= marked && marked < event.trigger.end => Some(event),
            _ => None,
        });
        let expected = ["type", "actor", "recipient", "date", "factuality"].map(|column| row.get(column).to_owned());
        match event {
            None if expected[0] == "-" => {}
            Some(event) if told(event) == expected => {}
            found => wrong.push(format!("{}\n    {expected:?}\n    {:?}", row.get("text"), found.map(told))),
        }
        Ok(())
    })
    .unwrap();
    assert!(wrong.is_empty(), "{} are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}
