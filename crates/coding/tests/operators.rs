//! Every line of `data/propositions/operators.tsv` does to its own example what it says.

use coding::event::{Lexicon, LexiconFiles, Ontology};
use coding::proposition::{Operators, Propositions};
use coding::record::Factuality;
use coding::table::rows;
use language::Pipeline;

const OPERATORS: &str = include_str!("../../../data/propositions/operators.tsv");

fn operators() -> Operators {
    let ontology = Ontology::read("ontology.tsv", include_str!("../../../data/events/ontology.tsv")).unwrap();
    let files = LexiconFiles {
        classes: ("classes.tsv", include_str!("../../../data/events/classes.tsv")),
        verbs: ("verbs.tsv", include_str!("../../../data/events/verbs.tsv")),
        nouns: ("nouns.tsv", include_str!("../../../data/events/nouns.tsv")),
        light: ("light.tsv", include_str!("../../../data/events/light.tsv")),
    };
    let lexicon = Lexicon::read(files, &ontology).unwrap();
    Operators::read("operators.tsv", OPERATORS, lexicon.nominals()).unwrap()
}

/// What the word in round brackets is to be read as.
#[derive(Debug, PartialEq)]
enum Expected {
    NoClaim,
    Read(Factuality),
    Fact,
}

fn expected(effect: &str) -> Expected {
    match effect {
        "inert" => Expected::NoClaim,
        "ongoing" => Expected::Read(Factuality::Ongoing),
        "planned" => Expected::Read(Factuality::Planned),
        "possible" | "expected" | "motive" => Expected::Read(Factuality::Possible),
        "negated" => Expected::Read(Factuality::Negated),
        "denied" => Expected::Read(Factuality::Denied),
        "hypothetical" => Expected::Read(Factuality::Hypothetical),
        _ => Expected::Fact,
    }
}

/// How many examples the parser reads otherwise than a person would; none may be added unseen.
const MISREAD: usize = 11;

#[test]
fn every_operator_does_what_its_line_says() {
    let pipeline = Pipeline::english();
    let operators = operators();
    let mut wrong = Vec::new();
    let mut lines = 0;
    rows("operators.tsv", OPERATORS, &["word", "part", "clause", "noun", "example"], |row| {
        let example = row.get("example");
        let (before, rest) = example.split_once('(').ok_or_else(|| row.error("the example marks no word"))?;
        let (word, after) = rest.split_once(')').ok_or_else(|| row.error("the example marks no word"))?;
        let document = pipeline.parse(&format!("{before}{word}{after}"));
        let propositions = Propositions::read(&document, &operators);
        let head = document.tokens_of(anchor::Span::new(before.len(), before.len() + word.len())).last();
        let read = head.and_then(|head| propositions.at(language::TokenId(head as u32)));
        lines += 1;
        let fits = read.is_some_and(|proposition| {
            [row.get("clause"), row.get("noun")].into_iter().filter(|effect| !effect.is_empty()).any(|effect| {
                match expected(effect) {
                    Expected::NoClaim => proposition.embedded_in.is_some(),
                    Expected::Read(factuality) => proposition.factuality == factuality,
                    Expected::Fact => proposition.embedded_in.is_none() && proposition.factuality.is_fact(),
                }
            })
        });
        if !fits {
            let got =
                read.map(|p| format!("{:?}{}", p.factuality, if p.embedded_in.is_some() { ", no claim" } else { "" }));
            wrong.push(format!(
                "line {}: {} ({} {}): {example} — read as {got:?}",
                row.line,
                row.get("word"),
                row.get("clause"),
                row.get("noun")
            ));
        }
        Ok(())
    })
    .unwrap();
    assert!(lines > 200, "the file has {lines} lines");
    assert!(wrong.len() <= MISREAD, "{} of {lines} examples are misread:\n{}", wrong.len(), wrong.join("\n"));
}
