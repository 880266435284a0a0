//! Offices: that a person is nominated to, holds or has left a post.
//!
//! Read from titles and appositions ('Foreign Minister X', 'X, the envoy to Y', 'former', 'then') and from
//! verbs that give, keep or end a post. Nominated is not in post. One record a person, post and status in an
//! article: the first place that says so, with dates from any place that gives them.

use std::collections::BTreeMap;

use anchor::{Id, Period, Span};
use language::{Document, Token, TokenId};

use crate::event::{clause, date};
use crate::mention::{Mention, MentionKind, OfficeCue, OfficeMention};
use crate::proposition::Proposition;
use crate::reading::Reading;
use crate::record::{Basis, Office, OfficeStatus, Party};
use crate::table::{DataError, rows};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PersonIs {
    Subject,
    Object,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PostIs {
    As,
    To,
    Object,
    Attribute,
    Role,
}

#[derive(Clone, Debug)]
struct VerbLine {
    person: PersonIs,
    post: PostIs,
    status: OfficeStatus,
}

/// Verbs that give, keep or end a post, from `data/offices/verbs.tsv`.
#[derive(Clone, Debug, Default)]
pub struct Lexicon {
    verbs: BTreeMap<String, Vec<VerbLine>>,
}

impl Lexicon {
    /// Reads `text`, the contents of `file`.
    pub fn read(file: &str, text: &str) -> Result<Self, DataError> {
        let mut verbs: BTreeMap<String, Vec<VerbLine>> = BTreeMap::new();
        rows(file, text, &["word", "person", "post", "status", "example", "unlike"], |row| {
            let person = match row.get("person") {
                "subject" => PersonIs::Subject,
                "object" => PersonIs::Object,
                other => return Err(row.error(format!("{other:?} is no place of the person"))),
            };
            let post = match row.get("post") {
                "as" => PostIs::As,
                "to" => PostIs::To,
                "object" => PostIs::Object,
                "attribute" => PostIs::Attribute,
                "role" => PostIs::Role,
                other => return Err(row.error(format!("{other:?} is no place of the post"))),
            };
            let status = match row.get("status") {
                "nominated" => OfficeStatus::Nominated,
                "holds" => OfficeStatus::Holds,
                "left" => OfficeStatus::Left,
                other => return Err(row.error(format!("{other:?} is no status"))),
            };
            verbs.entry(row.get("word").to_owned()).or_default().push(VerbLine { person, post, status });
            Ok(())
        })?;
        Ok(Self { verbs })
    }

    /// Whether `verb`, a dictionary form with its particle, has a line.
    pub(crate) fn has(&self, verb: &str) -> bool {
        self.verbs.contains_key(verb)
    }

    /// The lines of a verb: by its dictionary form, or by the form that stands there ('installed' of 'install').
    fn verb(&self, proposition: &Proposition, document: &Document) -> Option<&[VerbLine]> {
        let form = proposition.token(document).text().to_lowercase();
        let stem = || {
            let stems = ["ed", "d", "s", "ing"].into_iter().filter_map(|ending| form.strip_suffix(ending));
            stems.map(|stem| self.verbs.get(stem)).find(Option::is_some).flatten()
        };
        self.verbs.get(&proposition.lemma).or_else(stem).map(Vec::as_slice)
    }
}

/// Reads the offices of one article.
pub fn read(reading: Reading<'_>, lexicon: &Lexicon) -> Vec<Office> {
    let mut found: Vec<Office> = Vec::new();
    for office in reading.mentions.offices().iter().filter(|office| office.public) {
        keep(&mut found, from_mention(office, reading));
    }
    for proposition in reading.propositions {
        if let Some(office) = from_verb(proposition, reading, lexicon) {
            keep(&mut found, office);
        }
    }
    found.sort_by_key(|office| (office.basis.evidence.start, office.person.start));
    found
}

fn name(party: &Party) -> &str {
    party.person.as_deref().unwrap_or(&party.name)
}

/// Adds an office that is not there yet; a verb that ends or gives a post outranks the title beside the name.
fn keep(found: &mut Vec<Office>, office: Office) {
    let small = |post: &str| post.to_lowercase();
    let same =
        |known: &Office| name(&known.person) == name(&office.person) && small(&known.post) == small(&office.post);
    match found.iter_mut().find(|known| same(known)) {
        None => found.push(office),
        Some(known) => {
            if known.status == OfficeStatus::Holds && office.status != OfficeStatus::Holds {
                known.status = office.status;
                known.basis = office.basis;
            }
            known.from = known.from.or(office.from);
            known.to = known.to.or(office.to);
        }
    }
}

/// The person of a mention, under the name that the text gives in full; `person` keeps the usual one.
fn person(mention: &Mention, reading: Reading<'_>) -> Option<Party> {
    let mut party = reading.parties(mention).into_iter().find(|party| party.person.is_some())?;
    let head = mention.head.index();
    let of_name = |i: &usize| {
        let token = reading.document.token(TokenId(*i as u32));
        token.entity() == "PERSON" && token.pos() == "PROPN"
    };
    let start = mention.tokens.clone().filter(|i| *i <= head).rev().take_while(of_name).last().unwrap_or(head);
    // A hyphen joins what the parser does not know for a name: 'Jae-in'.
    let joined = |i: usize| !reading.document.token(TokenId(i as u32 - 1)).space_after();
    let after = (head + 1..mention.tokens.end).take_while(|i| of_name(i) || joined(*i)).last();
    let end = after.unwrap_or(head) + 1;
    if mention.kind == MentionKind::Person && end - start > 1 {
        reading.quoter.words(reading.span(start..end)).clone_into(&mut party.name);
    }
    Some(party)
}

fn from_mention(office: &OfficeMention, reading: Reading<'_>) -> Office {
    let mention = &reading.mentions.all()[office.person];
    let quote = reading.quoter.quote(mention.span);
    let party = person(mention, reading).unwrap_or_else(|| Party {
        name: quote.quote.clone(),
        code: None,
        sector: None,
        wikidata: None,
        person: Some(quote.quote.clone()),
        start: quote.start,
        end: quote.end,
        quote: quote.quote.clone(),
    });
    let (status, why) = match office.status {
        OfficeCue::Holds => (OfficeStatus::Holds, "a title or description beside the name"),
        OfficeCue::Acting => (OfficeStatus::Holds, "a title beside the name, for the time being"),
        OfficeCue::Former => (OfficeStatus::Left, "described as held no more"),
        OfficeCue::Elect => (OfficeStatus::Nominated, "described as not held yet"),
    };
    let of = office.of.as_ref().and_then(|actor| actor.code.as_deref().map(str::to_owned));
    let around = mention.span.cover(office.post);
    write(party, office.title.to_string(), of, status, around, why, reading, mention.head)
}

#[allow(clippy::too_many_arguments)] // one record's fields, each of its own kind
fn write(
    person: Party,
    post: String,
    of: Option<String>,
    status: OfficeStatus,
    evidence: Span,
    why: &str,
    reading: Reading<'_>,
    at: TokenId,
) -> Office {
    let id = Id::of('o', &[reading.article.id.as_str(), name(&person), &post.to_lowercase()]);
    Office {
        id,
        post,
        of,
        status,
        from: None,
        to: None,
        basis: Basis {
            article: reading.article.id.clone(),
            sentence: reading.document.token(at).sentence(),
            evidence: reading.quoter.quote(evidence),
            attribution: reading.sources_at(at),
            confidence: 0.8,
            why: vec![why.to_owned()],
        },
        person,
    }
}

/// The post that stands at a noun: its words without articles, clauses and appositions.
fn post_words(noun: Token<'_>) -> Span {
    let document = noun.document();
    let mut range = noun.extent();
    for child in noun.children() {
        let extent = child.extent();
        match child.dep() {
            "det" | "poss" if child.id < noun.id => range.start = range.start.max(extent.end),
            "relcl" | "appos" | "acl" | "punct" | "conj" | "cc" if child.id > noun.id => {
                range.end = range.end.min(extent.start);
            }
            _ => {}
        }
    }
    document.span(range.start..range.end.max(noun.index() + 1))
}

/// Nouns that are no post of their own: 'was assigned to a new position', 'became a man whom nobody knows', and what sets
/// somebody apart who is in post anyway: 'became the first president to visit the North'.
fn is_empty_post(noun: Token<'_>, reading: Reading<'_>) -> bool {
    let unnamed =
        matches!(noun.lemma(), "position" | "post" | "job" | "role" | "office") && noun.child(&["prep"]).is_none();
    let parties = reading.mentions.headed(noun.id).map(|mention| reading.parties(mention)).unwrap_or_default();
    let anybody = parties.iter().any(|party| party.sector.as_deref() == Some("CVL"));
    // The clause may hang on the verb instead: 'became the first president to visit'.
    let clause = [noun, noun.head()].into_iter().find_map(|word| word.child(&["relcl", "acl", "xcomp", "advcl"]));
    let ranked = |child: Token<'_>| child.tag() == "JJS" || matches!(child.norm(), "first" | "last" | "only");
    let apart = noun.children().any(ranked) && clause.is_some_and(|clause| clause.id > noun.id);
    unnamed || anybody || apart
}

fn from_verb(proposition: &Proposition, reading: Reading<'_>, lexicon: &Lexicon) -> Option<Office> {
    let lines = lexicon.verb(proposition, reading.document)?;
    if !proposition.factuality.is_fact() || proposition.embedded_in.is_some() {
        return None;
    }
    let document = reading.document;
    let token = proposition.token(document);
    for line in lines {
        // 'X was nominated minister': the parser may take the post for the object, and X for who gets it.
        let passive = || token.child(&["nsubjpass"]).map(|subject| subject.id);
        let heads: Vec<TokenId> = match line.person {
            PersonIs::Subject => proposition.agent.clone(),
            PersonIs::Object => proposition.patient.iter().copied().chain(passive()).collect(),
        };
        let Some((head, party)) = heads.into_iter().find_map(|head| {
            reading.mentions.headed(head).and_then(|mention| person(mention, reading)).map(|party| (head, party))
        }) else {
            continue;
        };
        if line.post == PostIs::Role {
            let office =
                reading.mentions.offices().iter().find(|office| office.public && stands_for(office, head, reading));
            let Some(office) = office else { continue };
            let mut ended = from_mention(office, reading);
            ended.status = line.status;
            ended.to = date(proposition, reading).map(|date| date.period);
            ended.basis.evidence = reading.quoter.quote(document.span(clause(token)));
            ended.basis.why = vec![format!("'{}' ends the post", proposition.lemma)];
            return Some(ended);
        }
        let Some(noun) = post(line.post, proposition, document) else { continue };
        if is_empty_post(noun, reading) {
            continue;
        }
        let words = reading.quoter.words(post_words(noun)).to_owned();
        let evidence = document.span(clause(token));
        let why = format!("'{}' with the post", proposition.lemma);
        let of = party.code.as_deref().map(|code| code.chars().take(3).collect());
        let when: Option<Period> = date(proposition, reading).map(|date| date.period);
        let mut office = write(party, words, of, line.status, evidence, &why, reading, proposition.predicate);
        match line.status {
            OfficeStatus::Left => office.to = when,
            OfficeStatus::Holds => office.from = when,
            OfficeStatus::Nominated => {}
        }
        return Some(office);
    }
    None
}

/// Whether `head` is the name or the post of an office: 'the foreign minister, X, resigned'.
fn stands_for(office: &OfficeMention, head: TokenId, reading: Reading<'_>) -> bool {
    reading.mentions.all()[office.person].head == head || office.post.contains(reading.document.token(head).span())
}

fn post<'d>(place: PostIs, proposition: &Proposition, document: &'d Document) -> Option<Token<'d>> {
    let token = document.token(proposition.predicate);
    match place {
        PostIs::As => proposition.oblique("as").next().map(|head| document.token(head)),
        PostIs::To => proposition.oblique("to").next().map(|head| document.token(head)),
        PostIs::Object => proposition.patient.first().map(|&head| document.token(head)),
        PostIs::Attribute => token.child(&["oprd", "attr"]).or_else(|| {
            // 'was named foreign minister': the parser may call the post an object.
            proposition.passive.then(|| token.child(&["dobj"])).flatten()
        }),
        PostIs::Role => None,
    }
    .filter(|noun| matches!(noun.pos(), "NOUN" | "PROPN"))
}
