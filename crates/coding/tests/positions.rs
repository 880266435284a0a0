//! What parties want, in sentences of many disputes, and in the examples of `data/positions/stances.tsv`.

use coding::Coder;
use coding::record::Record;
use coding::table::rows;
use language::Pipeline;
use page::Article;

/// The positions of a text, a line each: `holder stance addressee: content`.
fn positions(pipeline: &Pipeline, coder: &Coder, text: &str) -> Vec<String> {
    let article = Article::of_text(text);
    let document = pipeline.parse_paragraphs(&article.text);
    let line = |record| {
        let Record::Position(position) = record else { return None };
        let names = |parties: &[coding::record::Party]| {
            parties.iter().map(|party| party.name.as_str()).collect::<Vec<_>>().join("+")
        };
        let (holder, toward) = (names(&position.holder), names(&position.toward));
        Some(format!("{holder} {} {toward}: {}", position.stance.as_str(), position.content.quote))
    };
    coder.code(&article, &document).records.into_iter().filter_map(line).collect()
}

#[test]
fn positions_are_read_from_what_a_party_says_it_wants() {
    let (pipeline, coder) = (Pipeline::english(), Coder::standard());
    for (text, expected) in [
        // Coordinated promises are two.
        (
            "Peru promised to reopen the pass and to release the fishermen.",
            &["Peru commit : reopen the pass", "Peru commit : release the fishermen"][..],
        ),
        // What is told as a fact is not asked for.
        ("Kenya insists that there was no shelling.", &[]),
        // Whoever is to meet the terms is addressed.
        (
            "Ethiopia threatened to leave the talks unless Egypt withdraws the draft.",
            &["Ethiopia threaten Egypt: leave the talks"],
        ),
    ] {
        assert_eq!(positions(&pipeline, &coder, text), expected, "{text}");
    }
}

#[test]
fn every_stance_is_read_from_its_own_example() {
    let (pipeline, coder) = (Pipeline::english(), Coder::standard());
    let table = include_str!("../../../data/positions/stances.tsv");
    let mut wrong = Vec::new();
    rows("stances.tsv", table, &["word", "part", "stance", "content", "example", "unlike"], |row| {
        let read = positions(&pipeline, &coder, row.get("example"));
        if !read.iter().any(|line| line.contains(&format!(" {} ", row.get("stance")))) {
            wrong.push(format!("{}: '{}' gives {read:?}", row.get("word"), row.get("example")));
        }
        let read = positions(&pipeline, &coder, row.get("unlike"));
        if !read.is_empty() {
            wrong.push(format!("{}: '{}' gives {read:?}", row.get("word"), row.get("unlike")));
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(wrong, [""; 0]);
}
