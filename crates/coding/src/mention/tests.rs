//! The tables against themselves, and posts by day. Whole sentences and articles are in `tests/mention/`.

use anchor::Span;
use language::{Document, TokenData, TokenId};
use page::{Article, Published};

use super::names::Target;
use super::{Actors, Mentions};

/// A document from `word/TAG/dep/head` with heads counted from 1; a head of 0 is the root.
fn parsed(words: &str) -> Document {
    let mut text = String::new();
    let mut tokens = Vec::new();
    for (i, word) in words.split_whitespace().enumerate() {
        let parts: Vec<&str> = word.rsplitn(4, '/').collect();
        let [head, dep, tag, form] = parts[..] else { panic!("{word} is not word/TAG/dep/head") };
        let head: usize = head.parse().expect("a number");
        let joined = matches!(form, "'s" | "-" | "," | ".");
        if i > 0 && !joined && !text.ends_with('-') {
            text.push(' ');
        }
        let span = Span::new(text.len(), text.len() + form.len());
        text.push_str(form);
        let pos = match tag {
            "NNP" | "NNPS" => "PROPN",
            "NN" | "NNS" => "NOUN",
            "JJ" => "ADJ",
            "DT" => "DET",
            "IN" => "ADP",
            "VBD" | "VBZ" => "VERB",
            "PRP" | "PRP$" => "PRON",
            "," | "." | "HYPH" => "PUNCT",
            "POS" => "PART",
            _ => "X",
        };
        let lemma = if tag == "NNS" { form.trim_end_matches('s') } else { form };
        tokens.push(TokenData {
            span,
            space_after: true,
            norm: form.to_lowercase().into(),
            lemma: lemma.to_lowercase().into(),
            tag: Box::leak(tag.to_owned().into_boxed_str()),
            pos,
            morph: "",
            head: TokenId(if head == 0 { i as u32 } else { head as u32 - 1 }),
            dep: Box::leak(dep.to_owned().into_boxed_str()),
            sentence_start: i == 0,
            entity: "",
            entity_start: false,
        });
    }
    Document::from_parts(text, tokens)
}

/// A name alone, as the subject of a verb.
fn name_alone(name: &str) -> Document {
    let mut words: Vec<String> = Vec::new();
    for word in name.split_whitespace() {
        let stem = word.strip_suffix("'s").or_else(|| word.strip_suffix("’s"));
        words.push(stem.unwrap_or(word).to_owned());
        words.extend(stem.map(|_| "'s".to_owned()));
    }
    let head = words.len();
    let line: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(i, word)| {
            let (tag, dep) = if word == "'s" { ("POS", "case") } else { ("NNP", "compound") };
            if i + 1 == head {
                format!("{word}/{tag}/nsubj/{}", head + 1)
            } else {
                format!("{word}/{tag}/{dep}/{head}")
            }
        })
        .collect();
    parsed(&format!("{} spoke/VBD/ROOT/0", line.join(" ")))
}

fn article(day: Option<&str>, document: &Document, title: Option<&str>) -> Article {
    Article {
        id: anchor::Id::of('a', &["tests"]),
        given_id: None,
        url: None,
        path: None,
        publisher: None,
        title: title.map(str::to_owned),
        byline: Vec::new(),
        published: Published { period: day.map(|day| day.parse().unwrap()), ..Published::default() },
        kind: page::ArticleType::News,
        republished_from: None,
        language: None,
        text: document.text().to_owned(),
        dropped: Vec::new(),
    }
}

/// The names of the parties whom the mentions of `document` stand for.
fn parties(actors: &Actors, day: Option<&str>, document: &Document, title: Option<&str>) -> Vec<String> {
    let mentions = Mentions::read(&article(day, document, title), document, actors);
    mentions.all().iter().flat_map(|mention| &mention.parties).map(|party| party.name.to_string()).collect()
}

#[test]
fn the_tables_built_in_are_sound() {
    let actors = Actors::read(&super::ActorFiles::BUILTIN).unwrap();
    assert!(actors.countries.len() >= 250);
}

#[test]
fn every_name_of_a_country_is_its_own() {
    let actors = Actors::builtin();
    let mut wrong = Vec::new();
    for (name, target) in actors.names.all() {
        let country = match target {
            Target::Country(i) | Target::Capital(i) | Target::Seat(i) => &actors.countries[i as usize],
            _ => continue,
        };
        let found = parties(&actors, Some("2015-01-01"), &name_alone(&name), None);
        if !found.iter().any(|party| *party == *country.state.name) {
            wrong.push(format!("{name} should be {}, not {found:?}", country.state.name));
        }
    }
    // Names that another party has as well; which is meant is told by what else the text names.
    wrong.retain(|line| !["Brussels", "Georgia ", "NK ", "SK "].iter().any(|shared| line.contains(shared)));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_name_of_an_organisation_is_its_own() {
    let actors = Actors::builtin();
    let mut wrong = Vec::new();
    for (name, target) in actors.names.all() {
        let Target::Organisation(i) = target else { continue };
        let organisation = &actors.organisations[i as usize];
        // A text about its country, so that of two bodies of one name this is meant.
        let country = organisation.actor.country.as_deref().and_then(|code| actors.country(code));
        let title = country.map(|i| actors.countries[i as usize].state.name.to_string());
        let found = parties(&actors, Some("2015-01-01"), &name_alone(&name), title.as_deref());
        if !found.iter().any(|party| party.ends_with(&*organisation.actor.name)) {
            wrong.push(format!("{name} should be {}, not {found:?}", organisation.actor.name));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_person_has_their_name_in_office_and_after() {
    let actors = Actors::builtin();
    let mut wrong = Vec::new();
    for (name, target) in actors.names.all() {
        let Target::Person(i) = target else { continue };
        let person = &actors.people[i as usize];
        for term in &person.terms {
            let day = term.from.map(|day| day.to_string());
            let found = parties(&actors, day.as_deref(), &name_alone(&name), None);
            if !found.iter().any(|party| *party == *term.actor.name) {
                wrong.push(format!("{name} should be {}, not {found:?}", term.actor.name));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_place_is_found() {
    let actors = Actors::builtin();
    let mut wrong = Vec::new();
    for (name, target) in actors.names.all() {
        let Target::Place(i) = target else { continue };
        let document = name_alone(&name);
        let mentions = Mentions::read(&article(None, &document, None), &document, &actors);
        let place = mentions.all().iter().find_map(|mention| mention.place.clone());
        if place.as_ref().is_none_or(|place| place.name != actors.places[i as usize].name) {
            wrong.push(format!("{name} should be {}, not {place:?}", actors.places[i as usize].name));
        }
    }
    // Also the name of a country, which it is where nothing tells otherwise.
    wrong.retain(|line| !line.starts_with("Georgia "));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_post_is_its_holder_on_the_day() {
    let actors = Actors::builtin();
    let president = parsed("the/DT/det/3 US/NNP/compound/3 president/NN/nsubj/4 spoke/VBD/ROOT/0");
    let who = |day| parties(&actors, day, &president, None).first().cloned();
    assert_eq!(who(Some("2008-03-01")).as_deref(), Some("George W. Bush"));
    assert_eq!(who(Some("2018-03-01")).as_deref(), Some("Donald Trump"));
    assert_eq!(who(Some("2022-03-01")).as_deref(), Some("Joe Biden"));
    // Without a day only the state is known.
    assert_eq!(who(None).as_deref(), Some("United States"));
}

#[test]
fn a_description_may_name_the_seat_or_the_leading_post() {
    let actors = Actors::builtin();
    let leader = parsed("the/DT/det/4 North/JJ/amod/3 Korean/JJ/amod/4 leader/NN/nsubj/5 spoke/VBD/ROOT/0");
    assert_eq!(parties(&actors, Some("2018-06-12"), &leader, None).first().unwrap(), "Kim Jong Un");
    assert_eq!(parties(&actors, Some("2009-06-12"), &leader, None).first().unwrap(), "Kim Jong Il");
}

#[test]
fn us_is_a_country_and_us_a_pronoun() {
    let actors = Actors::builtin();
    let country = parsed("the/DT/det/2 US/NNP/nsubj/3 spoke/VBD/ROOT/0");
    assert_eq!(parties(&actors, None, &country, None), ["United States"]);
    let pronoun = parsed("they/PRP/nsubj/2 told/VBD/ROOT/0 us/PRP/dobj/2");
    assert!(parties(&actors, None, &pronoun, None).is_empty());
}

#[test]
fn the_north_is_a_country_only_in_a_text_about_korea() {
    let actors = Actors::builtin();
    let north = parsed("The/DT/det/2 North/NNP/nsubj/3 agreed/VBD/ROOT/0");
    assert_eq!(parties(&actors, None, &north, Some("Talks with Pyongyang resume")), ["North Korea"]);
    assert!(!parties(&actors, None, &north, Some("A road through the Highlands")).contains(&"North Korea".to_owned()));
}

#[test]
fn a_broken_table_says_where() {
    let files = super::ActorFiles { lists: "name\tmembers\nBoth\tXXX\n", ..super::ActorFiles::BUILTIN };
    let error = Actors::read(&files).unwrap_err().to_string();
    assert_eq!(error, "lists.tsv, line 2: \"XXX\" is no code of countries.tsv");
}

#[test]
fn a_class_of_words_that_rules_ask_for_must_stand() {
    let files = super::ActorFiles { words: "class\twords\nspeaks\tsay,tell\n", ..super::ActorFiles::BUILTIN };
    let error = Actors::read(&files).unwrap_err().to_string();
    assert_eq!(error, "words.tsv, line 1: the class \"addresses\" has no words; add a line");
}
