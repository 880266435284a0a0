//! Confidence of events: what makes a reading surer.

use coding::record::Record;
use coding::{Coder, DataFiles, LikelihoodTable};
use language::Pipeline;
use page::Article;

#[test]
fn signs_make_a_reading_more_or_less_sure() {
    let (coder, pipeline) = (Coder::standard(), Pipeline::english());
    let confidence = |text: &str| {
        let records = coder.code(&Article::of_text(text), &pipeline.parse(text)).records;
        let events: Vec<f64> =
            records.iter().filter(|record| record.kind() == "event").map(|record| record.basis().confidence).collect();
        assert_eq!(events.len(), 1, "{text}");
        events[0]
    };
    let plain = confidence("Kenya condemned Chad on Monday.");
    assert!(plain > confidence("Kenya may condemn Chad on Monday."));
    assert!(plain > confidence("A diplomat said that Kenya had condemned Chad on Monday."));
    assert!((0.05..=0.95).contains(&plain));
}

#[test]
fn another_table_gives_other_chances() {
    let text = "Kenya condemned Chad on Monday.";
    let document = Pipeline::english().parse(text);
    let mut files = DataFiles::default();
    files.replace("events/confidence.tsv", "sign\tpoints\nalways\t0\n".to_owned());
    let coder = Coder::new(&files, LikelihoodTable::default()).unwrap();
    let records = coder.code(&Article::of_text(text), &document).records;
    let event = records.iter().find_map(|record| match record {
        Record::Event(event) => Some(event),
        _ => None,
    });
    assert_eq!(event.unwrap().basis.confidence, 0.5);
}
