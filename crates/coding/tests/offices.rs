//! Who is in which post, in the examples of `data/offices/verbs.tsv`.

use coding::Coder;
use coding::record::Record;
use coding::table::rows;
use language::Pipeline;
use page::Article;

/// The offices of a text, a line each: `person status post`.
fn offices(pipeline: &Pipeline, coder: &Coder, text: &str) -> Vec<String> {
    let article = Article::of_text(text);
    let document = pipeline.parse_paragraphs(&article.text);
    let line = |record| {
        let Record::Office(office) = record else { return None };
        Some(format!("{} {} {}", office.person.name, format!("{:?}", office.status).to_lowercase(), office.post))
    };
    coder.code(&article, &document).records.into_iter().filter_map(line).collect()
}

#[test]
fn every_verb_gives_the_status_of_its_own_example() {
    let (pipeline, coder) = (Pipeline::english(), Coder::standard());
    let table = include_str!("../../../data/offices/verbs.tsv");
    let mut wrong = Vec::new();
    rows("verbs.tsv", table, &["word", "person", "post", "status", "example", "unlike"], |row| {
        let read = offices(&pipeline, &coder, row.get("example"));
        if !read.iter().any(|line| line.starts_with(&format!("Anna Larsen {} ", row.get("status")))) {
            wrong.push(format!("{}: '{}' gives {read:?}", row.get("word"), row.get("example")));
        }
        let read = offices(&pipeline, &coder, row.get("unlike"));
        if !read.is_empty() {
            wrong.push(format!("{}: '{}' gives {read:?}", row.get("word"), row.get("unlike")));
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(wrong, [""; 0]);
}

/// What sets an office-holder apart gives no office, nor does one that is only imagined; a name is given whole.
#[test]
fn titles_give_offices_and_distinctions_none() {
    let (pipeline, coder) = (Pipeline::english(), Coder::standard());
    for (text, expected) in [
        (
            "Norway's president, Anna Larsen, became the first head of state to visit the camp.",
            vec!["Anna Larsen holds president"],
        ),
        ("President Moon Jae-in of South Korea spoke.", vec!["Moon Jae-in holds President"]),
        ("A President Larsen would talk to Sweden.", vec![]),
        ("President Anna Larsen talked to Sweden.", vec!["Anna Larsen holds President"]),
    ] {
        assert_eq!(offices(&pipeline, &coder, text), expected, "{text}");
    }
}
