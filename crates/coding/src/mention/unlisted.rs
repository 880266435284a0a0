//! Persons and names that the tables do not know, and pronouns.

use std::ops::Range;
use std::sync::Arc;

use language::Token;

use super::actors::Title;
use super::draft::{Draft, Open};
use super::phrase;
use super::reader::Reader;
use super::words::{WordClass, Words};
use super::{Actor, ActorClass, Gender, MentionKind, Number, Place, PlaceClass};
use crate::record::MentionForm;

impl Reader<'_> {
    /// Finds persons whom only the article knows: names that the parse marks, names behind a form of address,
    /// and later their surnames.
    pub(super) fn read_persons(&mut self) {
        let entities: Vec<Range<usize>> =
            self.document.entities().filter(|(_, label)| *label == "PERSON").map(|(tokens, _)| tokens).collect();
        for tokens in entities {
            // One word alone that nobody introduced is as often a thing as a person.
            let titled = |at: usize| {
                at > 0 && (self.role_words[at - 1] || self.actors.title(self.token(at - 1).text()).is_some())
            };
            let name = self.person_name(tokens);
            if let Some(tokens) = name.filter(|name| name.len() > 1 || titled(name.start)) {
                self.add_person(tokens);
            }
        }
        // 'Mr Brawner', 'Daw Khin': a name behind a form of address is a person's, whatever the parse says.
        for i in 1..self.document.len() {
            let (title, name) = (self.token(i - 1), self.token(i));
            let free = !self.taken[i] && name.tag() == "NNP" && self.actors.title(name.text()).is_none();
            let addressed =
                matches!(self.actors.title(title.text()), Some(Title::Address(_))) && title.tag().starts_with("NNP");
            if free && addressed && title.span().end < name.span().start {
                let mut end = i + 1;
                while end < self.document.len()
                    && !self.taken[end]
                    && is_name_part(self.token(end), self.token(end - 1))
                {
                    end += 1;
                }
                if let Some(tokens) = self.person_name(i..end) {
                    self.add_person(tokens);
                }
            }
        }
        // A surname alone, once its bearer is known.
        for i in 0..self.document.len() {
            let token = self.token(i);
            if self.taken[i] || !token.tag().starts_with("NNP") || token.is_space() {
                continue;
            }
            let known = self.persons.named(token.text());
            let alone = !is_name_part_after(self, i) && (i == 0 || !self.joins_name(i - 1, i));
            if known.is_some() && alone {
                self.add_person(i..i + 1);
            }
        }
    }

    /// Whether the token before belongs to the same unknown name.
    fn joins_name(&self, before: usize, at: usize) -> bool {
        let (one, other) = (self.token(before), self.token(at));
        one.tag() == "NNP"
            && !self.taken[before]
            && one.dep() == "compound"
            && one.head().index() >= other.index()
            && self.actors.title(one.text()).is_none()
            && !self.is_role_word(one)
    }

    /// The part of a marked name that is a name: without titles, roles, possessive and known names.
    fn person_name(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let (mut start, mut end) = (tokens.start, tokens.end);
        let title = |token: Token<'_>| {
            matches!(self.actors.title(token.text()), Some(Title::Address(_)))
                || self.is_role_word(token)
                || token.pos() == "DET"
        };
        while start < end && (title(self.token(start)) || self.taken[start] || !is_capital(self.token(start))) {
            start += 1;
        }
        while start < end
            && (matches!(self.token(end - 1).text(), "'s" | "’s" | "'" | "’" | ",") || self.token(end - 1).is_space())
        {
            end -= 1;
        }
        let free = (start..end).all(|i| !self.taken[i]);
        // A name is short and runs within a line; what is longer is a slip of the parse.
        let plausible = end > start && end - start <= 9 && !self.words(start..end).contains('\n');
        let proper = (start..end).any(|i| self.token(i).tag().starts_with("NNP"));
        let digits = self.words(start..end).bytes().any(|b| b.is_ascii_digit());
        let only_role = (start..end).all(|i| self.role_words[i]);
        (free && plausible && proper && !digits && !only_role).then_some(start..end)
    }

    fn add_person(&mut self, tokens: Range<usize>) {
        let words = self.words(tokens.clone());
        let gender = tokens.start.checked_sub(1).and_then(|i| self.actors.title(self.token(i).text()));
        let gender = if let Some(Title::Address(gender)) = gender { gender } else { Gender::Unknown };
        // 'Sir Jeffrey' goes by the first name.
        let knight = tokens.start > 0 && matches!(self.token(tokens.start - 1).text(), "Sir" | "Dame");
        let first = |known: &super::persons::Known| known.actor.name.split(' ').next() == Some(words);
        let by_first = (knight && tokens.len() == 1).then(|| self.persons.all.iter().rposition(first)).flatten();
        let person = match by_first.or_else(|| self.persons.named(words)) {
            Some(person) => person,
            None => self.persons.introduced(words, gender),
        };
        let head = phrase::head_of(self.document, tokens.clone());
        let actor = self.persons.all[person].actor.clone();
        let mut draft = Draft::new(
            self.document,
            tokens.clone(),
            head,
            MentionForm::Proper,
            MentionKind::Person,
            vec![actor],
            "name of a person",
        );
        draft.person = Some(person);
        self.take(tokens);
        self.add(draft);
    }

    /// Finds the pronouns.
    pub(super) fn read_pronouns(&mut self) {
        for token in self.document.tokens() {
            if let Some(count) = counted(token).filter(|_| self.headed_by(token).is_none()) {
                let tokens = phrase::extent(token);
                let (form, kind) = (MentionForm::Common, MentionKind::Pair);
                let mut draft = Draft::new(self.document, tokens, token, form, kind, Vec::new(), "count of parties");
                draft.open = Open::Pair(count);
                self.add(draft.in_number(Number::Plural));
                continue;
            }
            let Some((kind, number)) = pronoun(token) else { continue };
            let why = match kind {
                MentionKind::Speaker => "pronoun of whoever speaks",
                MentionKind::Addressee => "pronoun of whoever is spoken to",
                _ => "pronoun",
            };
            let tokens = token.index()..token.index() + 1;
            let mut draft = Draft::new(self.document, tokens, token, MentionForm::Pronoun, kind, Vec::new(), why);
            if kind == MentionKind::Pronoun {
                draft.open = Open::Pronoun;
            }
            self.add(draft.in_number(number));
        }
    }

    /// Keeps names that nothing explains: bodies and places that the parse marks, and whoever acts or is acted on.
    pub(super) fn read_unknown(&mut self) {
        let entities: Vec<(Range<usize>, &str)> = self
            .document
            .entities()
            .filter(|(_, label)| matches!(*label, "ORG" | "GPE" | "LOC" | "FAC" | "NORP"))
            .collect();
        for (tokens, label) in entities {
            let Some(tokens) = self.unknown_name(tokens) else { continue };
            let head = phrase::head_of(self.document, tokens.clone());
            if self.in_dateline[head.index()] || self.add_called(tokens.clone(), head) {
                continue;
            }
            if self.headed_by(head).is_some() || label == "NORP" && super::named::is_modifier(head) {
                continue;
            }
            if is_paper(head, &self.actors.words) {
                continue;
            }
            let words: Box<str> = self.words(tokens.clone()).into();
            let is_place = matches!(label, "GPE" | "LOC" | "FAC");
            let class = if is_place { ActorClass::Unknown } else { ActorClass::Organisation };
            let kind = match label {
                _ if is_place => MentionKind::Place,
                "ORG" => MentionKind::Organisation,
                _ => MentionKind::Unknown,
            };
            let parties =
                if is_place { Vec::new() } else { vec![self.with_country(tokens.clone(), named(&words, class))] };
            let form = MentionForm::Proper;
            let mut draft =
                Draft::new(self.document, tokens.clone(), head, form, kind, parties, "name unknown to the tables");
            if is_place {
                let class = if label == "GPE" { PlaceClass::City } else { PlaceClass::Site };
                draft.mention.place = Some(Arc::new(Place { name: words, country: None, class }));
            }
            self.take(tokens);
            self.add(draft);
        }
        for token in self.document.tokens() {
            let acts =
                matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj" | "dative" | "pobj" | "conj" | "poss" | "appos");
            if !acts || !token.tag().starts_with("NNP") || self.taken[token.index()] || self.headed_by(token).is_some()
            {
                continue;
            }
            if !matches!(token.entity(), "" | "PERSON" | "ORG" | "PRODUCT" | "WORK_OF_ART") || !is_capital(token) {
                continue;
            }
            let Some(tokens) = self.unknown_name(phrase::extent(token)) else { continue };
            if is_paper(token, &self.actors.words) {
                continue;
            }
            if self.in_dateline[token.index()] || self.add_called(tokens.clone(), token) {
                continue;
            }
            let party = self.with_country(tokens.clone(), named(self.words(tokens.clone()), ActorClass::Unknown));
            let (form, kind) = (MentionForm::Proper, MentionKind::Unknown);
            let draft = Draft::new(self.document, tokens, token, form, kind, vec![party], "name unknown to the tables");
            self.add(draft);
        }
    }

    /// 'the Tigers' after 'the Tamil Tigers', 'the Council' after 'the Security Council': adds a body that the article
    /// names in full by the last word of that name; tells whether it did.
    fn add_called(&mut self, tokens: Range<usize>, head: Token<'_>) -> bool {
        let word = self.words(tokens.clone());
        if tokens.len() != 1 || head.dep() == "compound" {
            return false;
        }
        let full = |draft: &&Draft| {
            let words = self.words(draft.mention.tokens.clone());
            let last = words.rsplit_once([' ', '-']).is_some_and(|(_, last)| last == word);
            let body = draft.mention.kind == MentionKind::Organisation && draft.mention.parties.len() == 1;
            last && body && draft.mention.parties[0].code.is_some()
        };
        let Some(named) = self.drafts.iter().find(full) else { return false };
        let parties = named.mention.parties.clone();
        let (form, kind) = (MentionForm::Proper, MentionKind::Organisation);
        let why = "last word of a body's name";
        let draft = Draft::new(self.document, tokens.clone(), head, form, kind, parties, why);
        self.take(tokens);
        self.add(draft);
        true
    }

    /// An unknown body named after a known one is of its country: 'Bank of Cyprus', 'USS Boxer'.
    fn with_country(&self, tokens: Range<usize>, party: Arc<Actor>) -> Arc<Actor> {
        let known = tokens.clone().filter_map(|at| self.headed_by(self.token(at))).find(|&draft| {
            let kind = self.drafts[draft].mention.kind;
            matches!(
                kind,
                MentionKind::Adjective | MentionKind::Country | MentionKind::Organisation | MentionKind::Capital
            ) && self.drafts[draft].mention.tokens.len() < tokens.len()
        });
        let owner = known.map(|draft| self.parties(draft)).unwrap_or_default();
        let [owner] = &owner[..] else { return party };
        // A ship or unit of a state's forces is the state's.
        if owner.is_state() && owner.sector.as_deref() == Some("MIL") {
            return owner.clone();
        }
        let Some(country) = owner.country.as_deref().and_then(|code| self.actors.country(code)) else { return party };
        let state = &self.actors.countries[country as usize].state;
        Arc::new(Actor { code: state.code.clone(), country: state.country.clone(), ..Actor::clone(&party) })
    }

    /// The tokens of an unknown name, without article and possessive; nothing where other names cover it.
    fn unknown_name(&self, tokens: Range<usize>) -> Option<Range<usize>> {
        let (mut start, mut end) = (tokens.start, tokens.end);
        while start < end && (!is_capital(self.token(start)) || matches!(self.token(start).pos(), "DET" | "PUNCT")) {
            start += 1;
        }
        while start < end && matches!(self.token(end - 1).text(), "'s" | "’s" | "'" | "’") {
            end -= 1;
        }
        let last_free = end > start && !self.taken[end - 1];
        let plausible = last_free && end - start <= 12 && !self.words(start..end).contains('\n');
        // 'Bank of Cyprus' holds a known name and is another; 'Cyprus' alone is not.
        (plausible && (start..end).any(|i| !self.taken[i] && is_capital(self.token(i)))).then_some(start..end)
    }
}

/// A party of which only the name is known.
fn named(words: &str, class: ActorClass) -> Arc<Actor> {
    Arc::new(Actor { name: words.into(), body: Some(words.into()), ..Actor::new(class) })
}

/// Whether a word starts with a capital.
fn is_capital(token: Token<'_>) -> bool {
    token.text().chars().next().is_some_and(char::is_uppercase)
}

/// Whether a token carries on the name that ends before it.
fn is_name_part(token: Token<'_>, before: Token<'_>) -> bool {
    let hyphen = token.text() == "-" && !before.space_after() && !token.space_after();
    let after_hyphen = before.text() == "-" && token.pos() != "PUNCT";
    hyphen || after_hyphen || token.tag() == "NNP" && token.is_space() == before.is_space()
}

/// Whether the token after belongs to the same unknown name.
fn is_name_part_after(reader: &Reader<'_>, i: usize) -> bool {
    let (token, next) = (reader.token(i), i + 1);
    next < reader.document.len()
        && !reader.taken[next]
        && token.dep() == "compound"
        && token.head().index() == next
        && reader.token(next).tag() == "NNP"
}

/// How many parties a bare count takes up: 'the four', 'the two', 'both', 'the pair'.
fn counted(token: Token<'_>) -> Option<usize> {
    let argument = matches!(token.dep(), "nsubj" | "nsubjpass" | "dobj" | "pobj" | "dative");
    let pair = matches!(token.norm(), "pair" | "duo").then_some(2);
    let count = phrase::number_word(token).or(pair).filter(|_| argument && token.entity() != "DATE")?;
    let known =
        matches!(token.norm(), "both" | "neither" | "either") || token.children().any(|child| child.norm() == "the");
    let of_something = token.child(&["prep"]).is_some_and(|prep| prep.norm() == "of");
    (known && !of_something && !matches!(token.pos(), "CCONJ" | "SCONJ" | "ADV")).then_some(count)
}

/// The kind and number of a pronoun.
fn pronoun(token: Token<'_>) -> Option<(MentionKind, Number)> {
    use MentionKind::{Addressee, Pronoun, Speaker};
    use Number::{Plural, Singular};
    if !token.tag().starts_with("PRP") && !token.tag().starts_with('W') {
        return None;
    }
    let relative = token.tag().starts_with('W');
    Some(match &*token.text().to_lowercase() {
        "he" | "him" | "his" | "himself" | "she" | "her" | "hers" | "herself" | "it" | "its" | "itself" => {
            (Pronoun, Singular)
        }
        "they" | "them" | "their" | "theirs" | "themselves" => (Pronoun, Plural),
        "i" | "me" | "my" | "mine" | "myself" => (Speaker, Singular),
        "we" | "us" | "our" | "ours" | "ourselves" => (Speaker, Plural),
        "you" | "your" | "yours" | "yourself" | "yourselves" => (Addressee, Singular),
        "who" | "whom" | "which" | "whose" | "that" if relative => {
            // Only what takes up a noun; a question's or a free relative's has no antecedent.
            antecedent_of_relative(token)?;
            (Pronoun, Singular)
        }
        _ => return None,
    })
}

/// The noun that a relative pronoun takes up.
pub(super) fn antecedent_of_relative(token: Token<'_>) -> Option<Token<'_>> {
    let mut one = token;
    for _ in 0..24 {
        if one.is_root() {
            return None;
        }
        if one.dep() == "relcl" {
            let noun = one.head();
            return (noun.index() < token.index()).then_some(noun);
        }
        one = one.head();
    }
    None
}

/// Whether a name is that of a paper, a day, a happening or a building, none of which is a party.
fn is_paper(head: Token<'_>, words: &Words) -> bool {
    let last = head.text().to_lowercase();
    words.has(WordClass::NoParty, &last) || head.tag() == "NNS" && head.sentence_start()
}
