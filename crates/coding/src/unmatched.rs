//! The reading list: predicates and names that stand with known parties and that no lexicon knows, by count.
//!
//! Whoever keeps the lexicons reads it from the top. A predicate is on it with its construction, worded as the lexicon's
//! own lines are (`reach out + to:party`); a line of the lexicon, one that says `-` too, takes it off. What another
//! lexicon reads (words of saying, posts, operators with their complement) is no gap and is passed over.

use std::collections::BTreeMap;

use anchor::Span;
use language::{Document, Token, TokenId};

use crate::attribution::CueClass;
use crate::attribution::lexicon::Lexicon as CueLexicon;
use crate::event::{Lexicon, Ontology, Text, names_party};
use crate::mention::{MentionKind, Mentions};
use crate::office::Lexicon as OfficeLexicon;
use crate::proposition::{ComplementForm, Operators, PredicateKind, Proposition, Propositions, owners};

/// What an entry of the reading list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gap {
    /// A verb without a line that fits it.
    Verb,
    /// A noun of action without a line.
    Noun,
    /// A proper name that the actor tables do not know.
    Name,
}

impl Gap {
    /// As it is printed.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verb => "verb",
            Self::Noun => "noun",
            Self::Name => "name",
        }
    }
}

/// Something that no lexicon knows, in one place of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unmatched {
    /// Verb, noun or name.
    pub gap: Gap,
    /// The predicate with its construction, or the name.
    pub words: String,
    /// Whether it stands between two known parties, not only with one.
    pub between: bool,
    /// How many lines the event lexicon has for the verb in other constructions.
    pub lines: usize,
    /// Its sentence.
    pub sentence: Span,
}

/// The lexicons.
#[derive(Clone, Copy)]
pub(crate) struct Known<'a> {
    pub(crate) events: &'a Lexicon,
    pub(crate) ontology: &'a Ontology,
    pub(crate) operators: &'a Operators,
    pub(crate) cues: &'a CueLexicon,
    pub(crate) offices: &'a OfficeLexicon,
}

/// What of `document` no lexicon knows, in text order.
pub(crate) fn find(document: &Document, mentions: &Mentions, known: Known<'_>) -> Vec<Unmatched> {
    let propositions = Propositions::read(document, known.operators);
    let party = |head| names_party(document, mentions, head);
    let text = Text {
        document,
        propositions: &propositions,
        lexicon: known.events,
        ontology: known.ontology,
        is_party: &party,
    };
    let search = Search { text, mentions, known };
    let mut found: Vec<(TokenId, Unmatched)> = Vec::new();
    for proposition in &propositions {
        if proposition.kind == PredicateKind::Verb {
            found.extend(search.verb(proposition));
        }
        found.extend(search.names(proposition));
    }
    found.extend(document.tokens().filter_map(|token| search.noun(token)));
    found.sort_by_key(|(at, unmatched)| (*at, unmatched.gap));
    found.dedup_by(|next, one| next.0 == one.0 && next.1.gap == one.1.gap);
    found.into_iter().map(|(_, unmatched)| unmatched).collect()
}

/// Prepositions that say where, when or why something happens, not whom it concerns.
const SETTINGS: [&str; 19] = [
    "in",
    "at",
    "near",
    "across",
    "around",
    "inside",
    "outside",
    "throughout",
    "within",
    "during",
    "after",
    "before",
    "since",
    "until",
    "as",
    "by",
    "despite",
    "amid",
    "under",
];

/// Prepositions by which a noun names a party that it concerns, and no owner or place.
const CONCERNING: [&str; 11] =
    ["between", "with", "against", "toward", "towards", "among", "upon", "on", "to", "over", "from"];

struct Search<'a> {
    text: Text<'a>,
    mentions: &'a Mentions,
    known: Known<'a>,
}

impl Search<'_> {
    fn token(&self, id: TokenId) -> Token<'_> {
        self.text.document.token(id)
    }

    /// The known party that the phrase of `head` stands for: its name.
    fn party(&self, head: TokenId) -> Option<&str> {
        let mention = self.mentions.headed(head)?;
        mention.parties.iter().find(|party| party.code.is_some()).map(|party| party.name.as_ref())
    }

    /// Whether a verb's clause is read by another lexicon than the events'.
    fn is_read_elsewhere(&self, proposition: &Proposition, verb: &str) -> bool {
        let known = self.known;
        // Asking, promising, praising and blaming are acts; the other kinds only say who says or thinks what.
        let is_act = |class| matches!(class, CueClass::Request | CueClass::Promise | CueClass::Attitude);
        let saying = known.cues.kinds("VERB", verb).iter().any(|kind| !is_act(kind.class));
        let operates = || {
            let operator = known.operators.on_clause("VERB", verb).or_else(|| known.operators.on_noun("VERB", verb));
            operator.is_some() && !proposition.complements.is_empty()
        };
        // 'held talks': the noun tells it.
        let carries = || {
            let lends = known.operators.is_light(&proposition.lemma) || known.events.light(verb).is_some();
            lends && !proposition.patient.iter().any(|&head| (self.text.is_party)(head))
        };
        let noun_tells = || {
            let things = proposition.patient.iter().chain(proposition.obliques.iter().map(|oblique| &oblique.head));
            things.copied().any(|head| self.text.noun_line(self.token(head)).is_some_and(|line| line.kind.is_some()))
        };
        saying || known.offices.has(&proposition.lemma) || operates() || carries() || noun_tells()
    }

    fn verb(&self, proposition: &Proposition) -> Option<(TokenId, Unmatched)> {
        let token = self.token(proposition.predicate);
        let verb = proposition.lemma.split(' ').next().unwrap_or_default();
        // 'according to', 'following the vote' are prepositions; what an apostrophe cuts off is a form of 'be' or 'have'.
        let names_act = token.pos() == "VERB"
            && token.dep() != "prep"
            && !token.text().contains(['\'', '’'])
            && verb.len() > 1
            && verb.chars().all(|c| c.is_alphabetic() || c == '-');
        if !names_act || matches!(verb, "be" | "have" | "do" | "re") || self.text.verb_line(proposition).is_some() {
            return None;
        }
        if self.is_read_elsewhere(proposition, verb) {
            return None;
        }
        let mut words = proposition.lemma.clone();
        let mut parties: Vec<&str> = Vec::new();
        let mut meets = |party: Option<_>| {
            let known = party.is_some();
            parties.extend(party);
            known
        };
        for &head in &proposition.agent {
            meets(self.party(head));
        }
        let mut object = false;
        for &head in proposition.patient.iter().chain(&proposition.dative) {
            object |= meets(self.party(head));
            for owner in owners(self.token(head)) {
                meets(self.party(owner.id));
            }
        }
        if object {
            words.push_str(" + party");
        }
        let mut prepositions: Vec<&str> = Vec::new();
        for oblique in &proposition.obliques {
            let preposition = oblique.preposition.as_ref();
            let party = self.party(oblique.head).filter(|_| !SETTINGS.contains(&preposition));
            if meets(party) && !prepositions.contains(&preposition) {
                prepositions.push(preposition);
                words.extend([" + ", preposition, ":party"]);
            }
        }
        if prepositions.is_empty() && proposition.patient.is_empty() {
            words.extend(self.preposition_behind(proposition).map(|preposition| format!(" + {preposition}")));
        }
        if let Some(complement) = proposition.complements.first() {
            words.push_str(match complement.form {
                ComplementForm::Infinitive => " + infinitive",
                ComplementForm::Clause => " + clause",
                ComplementForm::Gerund => " + gerund",
            });
        }
        self.entry(Gap::Verb, token, words, &parties)
    }

    /// The preposition right behind a verb, which may be part of it: 'backed out of', 'leaned on'.
    fn preposition_behind(&self, proposition: &Proposition) -> Option<String> {
        let verb = self.token(proposition.predicate);
        let next = verb.neighbour(1)?;
        let next = if next.dep() == "prt" { next.neighbour(1)? } else { next };
        let last = next.child(&["prep"]).unwrap_or(next);
        let governed = last.child(&["pobj"])?;
        let setting = matches!(governed.entity(), "DATE" | "TIME" | "GPE" | "LOC" | "FAC" | "CARDINAL" | "MONEY");
        let behind = next.dep() == "prep" && next.head() == verb && !setting;
        let words = if last == next { next.text().to_owned() } else { format!("{} {}", next.text(), last.text()) };
        behind.then(|| words.to_lowercase())
    }

    fn noun(&self, token: Token<'_>) -> Option<(TokenId, Unmatched)> {
        let lemma = token.lemma().to_lowercase();
        if token.pos() != "NOUN" || self.mentions.headed(token.id).is_some() || self.text.noun_line(token).is_some() {
            return None;
        }
        let cues = self.known.cues;
        if !cues.kinds("NOUN", &lemma).is_empty() || cues.speaker(&lemma).is_some() {
            return None;
        }
        let mut parties: Vec<&str> = owners(token).into_iter().filter_map(|owner| self.party(owner.id)).collect();
        let mut words = lemma;
        for preposition in token.children().filter(|child| child.dep() == "prep") {
            let name = preposition.text().to_lowercase();
            let heads = preposition.children().filter(|child| child.dep() == "pobj");
            let concerned: Vec<&str> = heads
                .flat_map(crate::proposition::list_members)
                .filter_map(|head| self.party(head.id))
                .filter(|_| CONCERNING.contains(&name.as_str()))
                .collect();
            if !concerned.is_empty() {
                words.extend([" + ", name.as_str(), ":party"]);
            }
            parties.extend(concerned);
        }
        if !words.contains(" + ") {
            return None;
        }
        // 'exerted pressure on Sudren': who exerts it.
        if token.dep() == "dobj"
            && let Some(above) = self.text.propositions.at(token.head().id)
        {
            parties.extend(above.agent.iter().filter_map(|&head| self.party(head)));
        }
        self.entry(Gap::Noun, token, words, &parties).filter(|(_, unmatched)| unmatched.between)
    }

    /// Names that do something with known parties.
    fn names(&self, proposition: &Proposition) -> Vec<(TokenId, Unmatched)> {
        let obliques = proposition.obliques.iter();
        let concerned = obliques.filter(|oblique| !SETTINGS.contains(&oblique.preposition.as_ref()));
        let heads: Vec<TokenId> = [&proposition.agent, &proposition.patient, &proposition.dative]
            .into_iter()
            .flatten()
            .copied()
            .chain(concerned.map(|oblique| oblique.head))
            .collect();
        let parties: Vec<&str> = heads.iter().filter_map(|&head| self.party(head)).collect();
        let entry = |&head: &TokenId| self.entry(Gap::Name, self.token(head), self.unknown_name(head)?, &parties);
        heads.iter().filter_map(entry).collect()
    }

    /// The proper name at `head`, if it is nobody's whom the tables know.
    fn unknown_name(&self, head: TokenId) -> Option<String> {
        let token = self.token(head);
        let other =
            matches!(token.entity(), "DATE" | "TIME" | "MONEY" | "PERCENT" | "CARDINAL" | "ORDINAL" | "QUANTITY");
        if token.pos() != "PROPN" || other || !token.text().starts_with(char::is_uppercase) {
            return None;
        }
        let words = |span: Span| self.text.document.text()[span.range()].to_owned();
        let Some(mention) = self.mentions.headed(head) else {
            let first = token.children().find(|child| child.dep() == "compound" && child.pos() == "PROPN");
            let span = first.map_or(token.span(), |first| first.span().cover(token.span()));
            return self.mentions.at(head).is_none().then(|| words(span));
        };
        let named = matches!(mention.kind, MentionKind::Unknown | MentionKind::Person | MentionKind::Organisation);
        let party = mention.parties.first();
        let unknown = party.is_none_or(|party| party.code.is_none() && party.wikidata.is_none());
        let name = || party.map_or_else(|| words(mention.span), |party| party.name.to_string());
        (named && unknown).then(name)
    }

    /// An entry, if a known party stands with it.
    fn entry(&self, gap: Gap, token: Token<'_>, words: String, parties: &[&str]) -> Option<(TokenId, Unmatched)> {
        let first = parties.first()?;
        let between = parties.iter().any(|party| party != first);
        let document = self.text.document;
        let sentence = trimmed(document.text(), document.span(document.sentence(token.sentence())));
        let word = words.split(" + ").next().unwrap_or_default();
        let lines = if gap == Gap::Verb { self.text.lexicon.verb(word, word).len() } else { 0 };
        Some((token.id, Unmatched { gap, words, between, lines, sentence }))
    }
}

/// `span` without the white space at its ends.
fn trimmed(text: &str, span: Span) -> Span {
    let words = &text[span.range()];
    let start = span.range().start + (words.len() - words.trim_start().len());
    Span::new(start, start + words.trim().len())
}

/// Where something stands that no lexicon knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// How often.
    pub count: usize,
    /// How often between two known parties.
    pub between: usize,
    /// How many lines the event lexicon has for the verb in other constructions.
    pub lines: usize,
    /// The sentence that it was first seen in, of those between two parties if there are any.
    pub quote: String,
    /// Whose sentence it is: the article, as whoever reads names it.
    pub article: String,
    /// Where the sentence begins there, in code points.
    pub start: usize,
    /// Where it ends there, in code points.
    pub end: usize,
}

/// What no lexicon knows in many texts, by count.
#[derive(Clone, Debug, Default)]
pub struct ReadingList {
    seen: BTreeMap<(Gap, String), (bool, Seen)>,
}

impl ReadingList {
    /// Adds what was found in `text`, the text of `article`.
    pub fn add(&mut self, article: &str, text: &str, found: &[Unmatched]) {
        let quoter = crate::record::Quoter::new(text);
        for unmatched in found {
            let place = || {
                let quote = quoter.quote(unmatched.sentence);
                let (quote, start, end) = (quote.quote, quote.start, quote.end);
                let seen = Seen {
                    count: 0,
                    between: 0,
                    lines: unmatched.lines,
                    quote,
                    article: article.to_owned(),
                    start,
                    end,
                };
                (unmatched.between, seen)
            };
            let (between, seen) = self.seen.entry((unmatched.gap, unmatched.words.clone())).or_insert_with(place);
            if unmatched.between && !*between {
                let (count, times) = (seen.count, seen.between);
                (*between, *seen) = place();
                (seen.count, seen.between) = (count, times);
            }
            seen.count += 1;
            seen.between += usize::from(unmatched.between);
        }
    }

    /// Its entries, the most frequent first; of equals those between two parties, then verbs, nouns, names.
    pub fn entries(&self) -> Vec<(Gap, &str, &Seen)> {
        let mut entries: Vec<(Gap, &str, &Seen)> =
            self.seen.iter().map(|((gap, words), (_, seen))| (*gap, words.as_str(), seen)).collect();
        entries.sort_by_key(|(_, _, seen)| std::cmp::Reverse((seen.count, seen.between)));
        entries
    }
}
