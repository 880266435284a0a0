//! Who said what, through whom, in sentences of many disputes.

use coding::Coder;
use coding::record::Record;
use language::Pipeline;
use page::Article;

/// The statements of each text, a line each: `chain: content`.
fn statements(texts: &[&str]) -> Vec<Vec<String>> {
    let (pipeline, coder) = (Pipeline::english(), Coder::standard());
    let read = |text: &&str| {
        let article = Article::of_text(text);
        let document = pipeline.parse_paragraphs(&article.text);
        let line = |record| {
            let Record::Statement(statement) = record else { return None };
            let chain: Vec<&str> = statement.speaker.iter().map(|source| source.name.as_str()).collect();
            Some(format!("{}: {}", chain.join(" ← "), statement.content.quote))
        };
        coder.code(&article, &document).records.into_iter().filter_map(line).collect()
    };
    texts.iter().map(read).collect()
}

fn assert_all(expected: &[(&str, &[&str])]) {
    let texts: Vec<&str> = expected.iter().map(|(text, _)| *text).collect();
    let mut wrong = Vec::new();
    for ((text, lines), found) in expected.iter().zip(statements(&texts)) {
        if found != *lines {
            wrong.push(format!("{text}\n  expected {lines:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn chains_lead_from_the_outlet_to_who_spoke() {
    assert_all(&[
        (
            "The Harbour Post reported on Monday, citing a retired judge, that the court would not hear the case.",
            &["The Harbour Post ← a retired judge: that the court would not hear the case"],
        ),
        (
            "An aide to the premier told Radio Delta in May, the station's correspondent wrote, that the treaty was dead.",
            &["the station's correspondent ← An aide to the premier: that the treaty was dead"],
        ),
        (
            "The bridge stays shut, the agency Interfax quoted a customs officer as saying.",
            &["the agency Interfax ← a customs officer: The bridge stays shut"],
        ),
        (
            "\"We will open the bridge in spring,\" she was quoted as saying by the agency Interfax.",
            &["the agency Interfax ← she: We will open the bridge in spring"],
        ),
    ]);
}

#[test]
fn a_subject_is_the_source_wherever_it_stands() {
    assert_all(&[
        (
            "Kenya has refused to open the crossing and says the drought will decide.",
            &["Kenya: the drought will decide"],
        ),
        (
            "The union's leader, Jonas Berg, denied that any ship had been turned away.",
            &["Jonas Berg: that any ship had been turned away"],
        ),
    ]);
}

#[test]
fn direct_speech_is_told_by_any_verb() {
    assert_all(&[
        ("\"It was never ours,\" a customs officer groused.", &["a customs officer: It was never ours"]),
        ("\"Shut the gate!\" he trumpeted.", &["he: Shut the gate!"]),
    ]);
}

#[test]
fn a_cue_set_in_divides_its_sentence() {
    assert_all(&[
        (
            "If the gates stay shut, the minister has predicted, the harvest will rot.",
            &["the minister: If the gates stay shut, the minister has predicted, the harvest will rot"],
        ),
        (
            "Peru will open the pass, the army said, unless snow falls.",
            &["the army: Peru will open the pass, the army said, unless snow falls"],
        ),
        (
            "The police searched a house that, neighbours said, the guards had used.",
            &["neighbours: a house that, neighbours said, the guards had used"],
        ),
        ("He had raised it in May, officials said; he got a scolding.", &["officials: He had raised it in May"]),
        (
            "The army will leave the valley, as the rebels had said they would come, the minister added.",
            &[
                "the minister ← the rebels: they would come",
                "the minister: The army will leave the valley, as the rebels had said they would come",
            ],
        ),
    ]);
}

#[test]
fn what_nobody_said_is_no_statement() {
    assert_all(&[
        ("The premier made no mention of the bridge.", &[]),
        ("Nobody would say that the bridge was safe.", &[]),
    ]);
}

#[test]
fn what_the_speaker_did_besides_is_not_said() {
    assert_all(&[
        (
            "The minister complained that there was no list of the missing and accused the army of a cover-up.",
            &["The minister: that there was no list of the missing"],
        ),
        (
            "Peru will reopen the pass, and the envoy of Chile insists that he knew nothing.",
            &["the envoy of Chile: that he knew nothing"],
        ),
    ]);
}

#[test]
fn attitudes_are_statements_where_no_other_record_tells_them() {
    let found = statements(&["Senator Alves likes the idea of a bridge.", "Chile urged Peru to leave the island."]);
    assert_eq!(found[0], ["Alves: the idea of a bridge"]);
    assert_eq!(found[1], Vec::<String>::new(), "a demand is an event and a position");
}
