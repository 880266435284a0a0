//! What a pair is judged by: readable facts about the words that link its source and target.
//!
//! A feature is `name=value`; [`plain`] says it in a sentence. Nothing is read off the pair's own names, so that
//! no country is by itself an aggressor; what kind of party it is (police, court, rebels) does count.

use std::collections::BTreeSet;

use language::{Token, TokenId};

use super::link::{Link, Side};
use crate::event::fit::{Text, content};
use crate::mention::{Mention, Mentions};
use crate::proposition::{Proposition, is_clause};

/// The features of one pair, without repeats, in alphabetical order.
pub(super) type Features = BTreeSet<String>;

/// Words that say nothing of what happens.
fn is_content(token: Token<'_>) -> bool {
    matches!(token.pos(), "NOUN" | "VERB" | "ADJ")
        || token.pos() == "ADV" && token.dep() != "mark"
        || token.dep() == "prt"
}

/// Dictionary form in small letters.
fn lemma(token: Token<'_>) -> String {
    token.lemma().to_lowercase()
}

struct Builder<'a> {
    text: Text<'a>,
    source: &'a Side,
    target: &'a Side,
    found: Features,
}

impl<'a> Builder<'a> {
    fn add(&mut self, name: &str, value: impl AsRef<str>) {
        let value = value.as_ref();
        if !value.is_empty() {
            self.found.insert(format!("{name}={value}"));
        }
    }

    fn outside(&self, token: Token<'_>) -> bool {
        !self.source.contains(token.id) && !self.target.contains(token.id)
    }

    /// Predicate with its particle.
    fn predicate(&self, token: Token<'_>) -> String {
        self.text.propositions.at(token.id).map_or_else(|| lemma(token), |proposition| proposition.lemma.clone())
    }

    /// What the lexicon says of a predicate: the type of the act, and what it counts as, given whether it took place.
    fn vote(&self, token: Token<'_>) -> Option<(String, String)> {
        let proposition = self.text.propositions.at(token.id)?;
        let kind = if is_clause(token) {
            let line = self.text.verb_line(proposition)?;
            line.kind.clone().unwrap_or_else(|| "none".to_owned())
        } else {
            self.text.noun_line(token)?.kind.clone()?
        };
        let coded = self.text.ontology.coded(&kind, proposition.factuality);
        let coded = coded.unwrap_or_else(|| format!("{kind}-{}", proposition.factuality.as_str()));
        Some((kind, coded))
    }

    /// Auxiliaries, negation and form of a verb.
    fn form(token: Token<'_>) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for child in token.children() {
            match child.dep() {
                "neg" => found.push("not".to_owned()),
                "aux" | "auxpass" if child.tag() == "MD" => found.push(child.norm().to_lowercase()),
                "aux" if child.tag() == "TO" => found.push("to".to_owned()),
                "auxpass" => found.push("passive".to_owned()),
                _ => {}
            }
        }
        if found.is_empty() {
            found.push(token.tag().to_owned());
        }
        found
    }

    /// Objects of a predicate: what it acts on, by the words that tell what that is.
    fn objects(&self, token: Token<'_>) -> Vec<Token<'a>> {
        let Some(proposition) = self.text.propositions.at(token.id) else { return Vec::new() };
        let heads = proposition.patient.iter().chain(&proposition.dative);
        heads.map(|&head| content(self.text.document.token(head), self.text.lexicon)).collect()
    }

    fn complements(&self, token: Token<'_>) -> Vec<Token<'a>> {
        let Some(proposition) = self.text.propositions.at(token.id) else { return Vec::new() };
        proposition.complements.iter().map(|complement| self.text.document.token(complement.predicate)).collect()
    }

    fn verb(&mut self, role: &str, token: Token<'_>) {
        let predicate = self.predicate(token);
        self.add(role, &predicate);
        let form = Self::form(token).join(" ");
        self.add(&format!("{role}-form"), &form);
        self.add(&format!("{role}+form"), format!("{predicate} ({form})"));
        if let Some((kind, coded)) = self.vote(token) {
            self.add(&format!("{role}-says"), &kind);
            self.add(&format!("{role}-coded"), &coded);
            self.add(&format!("{role}-says+form"), format!("{kind} {form}"));
        }
        if let Some(usual) = self.text.lexicon.usual(&predicate) {
            self.add(&format!("{role}-usual"), usual);
        }
        for may in self.text.lexicon.votes(&predicate) {
            self.add(&format!("{role}-may"), may);
        }
        if let Some(proposition) = self.text.propositions.at(token.id) {
            self.add(&format!("{role}-factuality"), proposition.factuality.as_str());
        }
        for object in self.objects(token) {
            if !self.outside(object) {
                continue;
            }
            self.add(&format!("{role}-object"), lemma(object));
            self.add(&format!("{role}+object"), format!("{predicate} {}", lemma(object)));
            for may in self.text.lexicon.votes(&lemma(object)) {
                self.add(&format!("{role}-object-may"), may);
            }
            for class in self.text.lexicon.classes_of(&lemma(object)) {
                self.add(&format!("{role}-object-class"), class);
                self.add(&format!("{role}+object-class"), format!("{predicate} {class}"));
            }
        }
    }

    /// The predicate that decides: the first on the way between the two that the lexicon knows.
    fn main(&mut self) {
        let document = self.text.document;
        let first = predicates(self.text, self.source, self.target).into_iter().find_map(|proposition| {
            let token = document.token(proposition.predicate);
            self.vote(token).filter(|(kind, _)| kind != "none").map(|vote| (proposition, token, vote))
        });
        let Some((proposition, token, (kind, coded))) = first else {
            self.add("main-says", "none");
            return;
        };
        let form = Self::form(token).join(" ");
        self.add("main", self.predicate(token));
        self.add("main-says", &kind);
        self.add("main-coded", &coded);
        self.add("main-says+form", format!("{kind} {form}"));
        self.add("main-quad", self.text.ontology.quad(&kind).to_string());
        let (source, target) = (Self::role(proposition, self.source), Self::role(proposition, self.target));
        self.add("main-says+roles", format!("{kind} {source} {target}"));
    }

    /// In which role a side takes part in a clause.
    fn role(proposition: &Proposition, side: &Side) -> &'static str {
        let has = |heads: &[TokenId]| heads.iter().any(|head| side.heads.contains(head) || side.contains(*head));
        if has(&proposition.agent) {
            "agent"
        } else if has(&proposition.patient) {
            "patient"
        } else if has(&proposition.dative) {
            "dative"
        } else if proposition.obliques.iter().any(|oblique| side.contains(oblique.head)) {
            "oblique"
        } else {
            "other"
        }
    }
}

fn kind_of(mention: &Mention) -> &'static str {
    use crate::mention::MentionKind::{Capital, Country, Person, Place, Seat};
    match mention.kind {
        Country | Capital | Seat => "state",
        Person => "person",
        Place => "place",
        _ => "other",
    }
}

/// The propositions that link `source` and `target`, nearest first: the predicate
/// above both and its complements, those above each, nouns of action between them.
pub(super) fn predicates<'a>(text: Text<'a>, source: &Side, target: &Side) -> Vec<&'a Proposition> {
    let link = Link::new(text.document, source, target);
    let way = link.up.iter().chain(&link.meeting).chain(&link.down).map(|token| token.id);
    let verbs = link.joint.into_iter().chain(link.source_verb).chain(link.target_verb).map(|token| token.id);
    let mut found: Vec<&Proposition> = Vec::new();
    for token in verbs.chain(way) {
        let Some(proposition) = text.propositions.at(token) else { continue };
        let inner = proposition.complements.iter().filter_map(|inner| text.propositions.at(inner.predicate));
        for proposition in std::iter::once(proposition).chain(inner) {
            if !found.iter().any(|known| known.predicate == proposition.predicate) {
                found.push(proposition);
            }
        }
    }
    found
}

/// The features of the pair of `source` and `target`.
pub(super) fn features(text: Text<'_>, mentions: &Mentions, source: &Side, target: &Side) -> Features {
    let document = text.document;
    let link = Link::new(document, source, target);
    let mut builder = Builder { text, source, target, found: Features::new() };

    builder.main();

    // The predicate above both, and what it takes as complement.
    if let Some(joint) = link.joint {
        builder.verb("joint", joint);
        let name = builder.predicate(joint);
        let says = builder.vote(joint).map_or("none".to_owned(), |(kind, _)| kind);
        for inner in builder.complements(joint) {
            builder.verb("inner", inner);
            let below = builder.predicate(inner);
            builder.add("joint+inner", format!("{name} {below}"));
            let inner_says = builder.vote(inner).map_or("none".to_owned(), |(kind, _)| kind);
            builder.add("joint-says+inner-says", format!("{says} {inner_says}"));
            builder.add("joint+inner-says", format!("{name} {inner_says}"));
            builder.add("joint-says+inner-form", format!("{says} {}", Builder::form(inner).join(" ")));
            builder.add("joint+inner-form", format!("{name} {}", Builder::form(inner).join(" ")));
            builder.add("inner-says+form", format!("{inner_says} {}", Builder::form(inner).join(" ")));
            for deeper in builder.complements(inner) {
                builder.verb("deeper", deeper);
            }
        }
        if let Some(above) = joint.ancestors().find(|&above| is_clause(above)) {
            let name = builder.predicate(above);
            builder.add("above", name);
            if let Some((kind, _)) = builder.vote(above) {
                builder.add("above-says", kind);
            }
        }
        if let Some(proposition) = text.propositions.at(joint.id) {
            builder.add("source-role", Builder::role(proposition, source));
            builder.add("target-role", Builder::role(proposition, target));
            for oblique in &proposition.obliques {
                builder.add("joint+preposition", format!("{name} {}", oblique.preposition));
                let governed = content(document.token(oblique.head), text.lexicon);
                if builder.outside(governed) && governed.pos() == "NOUN" {
                    builder.add("joint+oblique", format!("{name} {} {}", oblique.preposition, lemma(governed)));
                    builder.add("oblique", lemma(governed));
                    for may in text.lexicon.votes(&lemma(governed)) {
                        builder.add("oblique-may", may);
                    }
                }
            }
        }
    }
    for (role, other, token) in
        [("source-verb", link.joint, link.source_verb), ("target-verb", link.joint, link.target_verb)]
    {
        if let Some(token) = token.filter(|_| token != other) {
            builder.verb(role, token);
        }
    }

    // The way between them.
    let way = link.up.iter().chain(&link.meeting).chain(link.down.iter().rev());
    let words: Vec<Token<'_>> = way.copied().filter(|&token| builder.outside(token)).collect();
    for &token in &words {
        match token.pos() {
            "ADP" | "PART" => builder.add("way-preposition", lemma(token)),
            "NOUN" | "PROPN" => {
                builder.add("way-noun", lemma(token));
                if let Some((kind, _)) = builder.vote(token) {
                    builder.add("way-noun-says", kind);
                }
                for may in text.lexicon.votes(&lemma(token)) {
                    builder.add("way-noun-may", may);
                }
            }
            _ => builder.add("way", builder.predicate(token)),
        }
    }
    for pair in words.windows(2) {
        builder.add("way-pair", format!("{} {}", lemma(pair[0]), lemma(pair[1])));
    }
    for token in link.down.first().into_iter().filter(|token| matches!(token.pos(), "ADP")) {
        builder.add("target-preposition", lemma(*token));
        let above = token.head();
        builder.add("target-preposition+above", format!("{} {}", builder.predicate(above), lemma(*token)));
    }

    // The words between them, and those of the sentence.
    if let (Some(first), Some(second)) = (source.extent(), target.extent()) {
        let between = if first.end <= second.start { first.end..second.start } else { second.end..first.start };
        if between.start < between.end {
            let order = if first.end <= second.start { "source first" } else { "target first" };
            builder.add("order", order);
            let tokens: Vec<Token<'_>> =
                document.tokens_in(between).filter(|&token| is_content(token) && builder.outside(token)).collect();
            for &token in &tokens {
                builder.add("between", lemma(token));
                for may in text.lexicon.votes(&lemma(token)) {
                    builder.add("between-may", may);
                }
            }
            for pair in tokens.windows(2) {
                builder.add("between-pair", format!("{} {}", lemma(pair[0]), lemma(pair[1])));
            }
        }
    }
    let anchor = link.joint.or_else(|| source.heads.first().or(target.heads.first()).map(|&head| document.token(head)));
    if let Some(anchor) = anchor {
        let sentence = document.sentence(anchor.sentence());
        for token in document.tokens_in(sentence) {
            if !builder.outside(token) {
                continue;
            }
            if is_content(token) {
                builder.add("sentence", lemma(token));
            }
            if let Some((kind, coded)) = builder.vote(token) {
                builder.add("sentence-says", kind);
                builder.add("sentence-coded", coded);
            }
        }
    }

    // What kind of parties they are.
    for (name, side) in [("source-sector", source), ("target-sector", target)] {
        for mention in side.heads.iter().filter_map(|&head| mentions.headed(head)) {
            for party in &mention.parties {
                builder.add(name, party.sector.as_deref().unwrap_or("(none)"));
            }
            builder.add(name, kind_of(mention));
        }
    }
    for (name, side) in [("source-word", source), ("target-word", target)] {
        for range in &side.tokens {
            for token in document.tokens_in(range.clone()).filter(|token| matches!(token.pos(), "NOUN" | "ADJ")) {
                builder.add(name, lemma(token));
            }
        }
        if side.is_empty() {
            builder.add(name, "(none)");
        }
        for &head in &side.heads {
            let token = document.token(head);
            builder.add(&format!("{name}-kind"), if token.pos() == "PROPN" { token.entity() } else { token.pos() });
        }
    }
    builder.found
}
