//! Whom a pronoun of the third person takes up.
//!
//! Every mention before it in its own and the three sentences before is weighed: near ones, subjects and those
//! that the text speaks of all along weigh more. Number, gender and what can be 'he' or 'it' exclude, and so does
//! standing beside the pronoun as the other argument of the same verb. Common nouns that name no party compete for
//! 'it' and 'they', so that 'the ship … it' is left alone.

use language::Token;

use super::actors::Are;
use super::draft::Open;
use super::phrase;
use super::reader::Reader;
use super::unlisted::antecedent_of_relative;
use super::words::{WordClass, Words};
use super::{ActorClass, Gender, MentionKind, Number};

/// What a pronoun asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asks {
    Person(Gender),
    Thing,
    Many,
}

impl Reader<'_> {
    pub(super) fn resolve_pronoun(&mut self, i: usize) {
        let pronoun = self.head(i);
        let text = pronoun.text().to_lowercase();
        if pronoun.tag().starts_with('W') {
            self.resolve_relative(i, pronoun);
            return;
        }
        let asks = match &*text {
            "he" | "him" | "his" | "himself" => Asks::Person(Gender::Male),
            "she" | "her" | "hers" | "herself" => Asks::Person(Gender::Female),
            "it" | "its" | "itself" => Asks::Thing,
            _ => Asks::Many,
        };
        if text == "it" && is_empty_subject(pronoun, &self.actors.words) {
            self.drafts[i].mention.why = "empty 'it'";
            return;
        }
        let mut best: Option<(f32, usize)> = None;
        for j in self.before(pronoun) {
            if pronoun.sentence() - self.head(j).sentence() > 3 {
                break;
            }
            if let Some(weight) =
                self.weight(pronoun, asks, j).filter(|&weight| best.is_none_or(|(known, _)| weight > known))
            {
                best = Some((weight, j));
            }
        }
        let ahead = best.is_none().then(|| self.main_subject_ahead(pronoun, asks)).flatten();
        let Some((weight, antecedent)) = best.or(ahead.map(|draft| (10.0, draft))) else { return };
        if asks != Asks::Thing && !matches!(asks, Asks::Many) || self.outweighs_nouns(pronoun, asks, weight) {
            let mut parties = self.parties(antecedent);
            if asks == Asks::Many {
                let list = self.list_parties(antecedent, pronoun);
                if list.len() > parties.len() {
                    parties = list;
                }
            }
            self.drafts[i].mention.parties = parties;
            self.drafts[i].mention.antecedent = Some(antecedent);
            self.drafts[i].mention.why = "pronoun of one spoken of before";
            if let (Asks::Person(gender), Some(person)) = (asks, self.drafts[antecedent].person) {
                let known = &mut self.persons.all[person].actor;
                if known.gender == Gender::Unknown {
                    std::sync::Arc::make_mut(known).gender = gender;
                }
            }
        }
    }

    /// 'If Norland invites him, the envoy will go': the subject of the main clause that a clause before it opens.
    fn main_subject_ahead(&self, pronoun: Token<'_>, asks: Asks) -> Option<usize> {
        let clause = pronoun.ancestors().find(|above| above.dep() == "advcl" && above.head().id > above.id)?;
        let subject = clause.head().child(&["nsubj", "nsubjpass"]).filter(|subject| subject.id > pronoun.id)?;
        let draft = self.headed_by(subject).filter(|&draft| !self.parties(draft).is_empty())?;
        self.suits(asks, draft, false).is_some().then_some(draft)
    }

    /// 'who', 'which', 'whose': the noun that the clause hangs on.
    fn resolve_relative(&mut self, i: usize, pronoun: Token<'_>) {
        let Some(noun) = antecedent_of_relative(pronoun) else { return };
        let Some(antecedent) = self.headed_by(noun).filter(|&j| j != i) else { return };
        self.drafts[i].mention.parties = self.parties(antecedent);
        self.drafts[i].mention.number = self.drafts[antecedent].mention.number;
        self.drafts[i].mention.antecedent = Some(antecedent);
        self.drafts[i].mention.why = "relative pronoun";
    }

    /// The parties of a phrase and of those listed with it before the pronoun.
    fn list_parties(&self, draft: usize, pronoun: Token<'_>) -> Vec<std::sync::Arc<super::Actor>> {
        let list = self.list_of(draft);
        list.into_iter()
            .filter(|&member| self.head(member).index() < pronoun.index())
            .flat_map(|member| self.parties(member))
            .collect()
    }

    /// How well a mention suits as antecedent; nothing where it cannot be.
    fn weight(&self, pronoun: Token<'_>, asks: Asks, j: usize) -> Option<f32> {
        let draft = &self.drafts[j];
        let mention = &draft.mention;
        let head = self.document.token(mention.head);
        if draft.hidden || head.index() >= pronoun.index() || mention.tokens.contains(&pronoun.index()) {
            return None;
        }
        let far = pronoun.sentence() - head.sentence();
        let parties = self.parties(j);
        if far > 3 || parties.is_empty() || matches!(mention.kind, MentionKind::Speaker | MentionKind::Addressee) {
            return None;
        }
        // 'held as mercenaries': what somebody is called, nobody besides.
        if mention.tokens.start > 0
            && self.token(mention.tokens.start - 1).norm() == "as"
            && mention.kind == MentionKind::Role
        {
            return None;
        }
        // A phrase that only modifies another is no antecedent, except as its possessor.
        let possessor = phrase::first_conjunct(head).dep() == "poss";
        let modifier = mention.kind == MentionKind::Adjective || super::named::is_modifier(head);
        if modifier && !possessor {
            return None;
        }
        let listed = asks == Asks::Many && self.list_of(j).first() == Some(&j) && self.list_of(j).len() > 1;
        let suits = self.suits(asks, j, listed)?;
        // One of several in a list is not meant alone.
        if asks == Asks::Thing && self.list_of(j).len() > 1 {
            return None;
        }
        if is_co_argument(pronoun, head) {
            return None;
        }
        let mut weight = suits;
        weight -= match far {
            0 => 0.0,
            1 => 2.0,
            2 => 4.5,
            _ => 7.0,
        };
        if self.paragraph[pronoun.index()] != self.paragraph[head.index()] {
            weight -= 1.0;
        }
        weight -= 0.03 * (pronoun.index() - head.index()).min(80) as f32;
        let first = phrase::first_conjunct(head);
        weight += match first.dep() {
            "nsubj" | "nsubjpass" if first.head().is_root() => 4.0,
            "nsubj" | "nsubjpass" => 3.0,
            "dobj" | "dative" => 1.0,
            "pobj" if first.head().dep() == "agent" => 1.0,
            "poss" => 0.3,
            "pobj" if mention.place.is_some() => -2.0,
            "appos" => -0.5,
            _ => 0.0,
        };
        // The subject of the clause that 'it' or 'he' is said, meant or done in; nearer ones above farther.
        if far == 0 {
            weight += match subject_distance(head, pronoun) {
                Some(0) => 5.5,
                Some(1) => 2.2,
                Some(_) => 1.5,
                None => 0.0,
            };
        }
        // Whoever is told, asked or ordered is who obeys, refuses or answers.
        let words = &self.actors.words;
        if words.has(WordClass::Responds, pronoun.head().lemma())
            && matches!(pronoun.dep(), "nsubj" | "nsubjpass")
            && is_addressee(head, words)
        {
            weight += 6.5;
        }
        // Who is quoted speaks of others.
        if self.quoted[pronoun.index()] && !self.quoted[head.index()] && far == 0 && phrase::is_subject(head) {
            weight -= 5.0;
        }
        if mention.kind == MentionKind::Place {
            weight -= 3.0;
        }
        // A pronoun keeps the one before it going.
        if mention.kind == MentionKind::Pronoun && far <= 1 {
            weight += 0.7;
        }
        (weight > -6.0).then_some(weight)
    }

    /// Whether the kind of mention can be taken up so, and how gladly.
    fn suits(&self, asks: Asks, j: usize, listed: bool) -> Option<f32> {
        let draft = &self.drafts[j];
        let kind = draft.mention.kind;
        let plural = draft.mention.number == Number::Plural;
        let role = match &draft.open {
            Open::Role(words) => Some(&self.actors.roles[words.role as usize]),
            _ => None,
        };
        let parties = self.parties(j);
        let gender = parties.first().map_or(Gender::Unknown, |party| party.gender);
        let person = kind == MentionKind::Person || parties.len() == 1 && parties[0].person.is_some();
        if kind == MentionKind::Pronoun {
            // Pronouns hand on what they stand for.
            let text = self.words(draft.mention.tokens.clone()).to_lowercase();
            let same = match asks {
                Asks::Person(Gender::Female) => matches!(&*text, "she" | "her" | "hers" | "who"),
                Asks::Person(_) => matches!(&*text, "he" | "him" | "his" | "himself" | "who"),
                Asks::Thing => matches!(&*text, "it" | "its" | "itself" | "which"),
                Asks::Many => matches!(&*text, "they" | "them" | "their" | "themselves"),
            };
            return same.then_some(0.3);
        }
        match asks {
            Asks::Person(asked) => {
                let fits = match gender {
                    Gender::Unknown => Some(0.0),
                    known => (known == asked).then_some(1.0),
                };
                let by_name = person && !plural;
                let by_role = !plural && role.is_some_and(|role| role.are == Are::Person)
                    || kind == MentionKind::Role && !plural && role.is_none();
                let bonus = if kind == MentionKind::Person { 1.0 } else { 0.0 };
                // A woman is more rarely meant by a bare role.
                (by_name || by_role).then_some(fits? + bonus)
            }
            Asks::Thing => {
                let body =
                    matches!(
                        kind,
                        MentionKind::Country | MentionKind::Capital | MentionKind::Seat | MentionKind::Place
                    ) || matches!(kind, MentionKind::Organisation | MentionKind::Unknown | MentionKind::Description)
                        && !plural
                        || role.is_some_and(|role| matches!(role.are, Are::Body | Are::Thing)) && !plural;
                (body && !person && parties.len() == 1).then_some(0.0)
            }
            Asks::Many => {
                if listed || parties.len() > 1 {
                    return Some(1.5);
                }
                if plural || kind == MentionKind::People {
                    return Some(1.0);
                }
                let group = kind == MentionKind::Organisation
                    || role.is_some_and(|role| matches!(role.are, Are::Body | Are::People))
                    || parties.first().is_some_and(|party| party.class == ActorClass::Group);
                (group && !person).then_some(-3.5)
            }
        }
    }

    /// Whether no common noun before suits 'it' or 'they' better than a party of this weight.
    fn outweighs_nouns(&self, pronoun: Token<'_>, asks: Asks, weight: f32) -> bool {
        let verb = pronoun.head();
        let speaks =
            matches!(pronoun.dep(), "nsubj" | "nsubjpass") && self.actors.words.has(WordClass::Speaks, verb.lemma());
        if speaks || pronoun.dep() == "poss" && !self.noun_subject_before(pronoun, asks) {
            return true;
        }
        let sentence = pronoun.sentence();
        let from = if sentence == 0 { 0 } else { self.document.sentence(sentence - 1).start };
        for token in self.document.tokens_in(from..pronoun.index()) {
            if token.pos() != "NOUN"
                || self.headed_by(token).is_some_and(|j| !self.drafts[j].mention.parties.is_empty())
                || self.taken[token.index()]
            {
                continue;
            }
            if matches!(token.entity(), "DATE" | "TIME" | "CARDINAL" | "ORDINAL" | "MONEY" | "PERCENT" | "QUANTITY") {
                continue;
            }
            let plural = token.tag() == "NNS";
            if plural != (asks == Asks::Many) || is_co_argument(pronoun, token) {
                continue;
            }
            let base = match token.dep() {
                "nsubj" | "nsubjpass" => 2.5,
                "dobj" => 1.0,
                "pobj" => -0.5,
                _ => continue,
            };
            let far = if token.sentence() == sentence { 0.0 } else { 2.0 };
            let other = base - far - 0.03 * (pronoun.index() - token.index()).min(80) as f32;
            if other > weight {
                return false;
            }
        }
        true
    }

    /// Whether a common noun that is no party is the subject over a possessive pronoun.
    fn noun_subject_before(&self, pronoun: Token<'_>, asks: Asks) -> bool {
        pronoun.ancestors().filter(|above| matches!(above.pos(), "VERB" | "AUX")).take(1).any(|verb| {
            verb.children().any(|child| {
                matches!(child.dep(), "nsubj" | "nsubjpass")
                    && child.index() < pronoun.index()
                    && child.pos() == "NOUN"
                    && (child.tag() == "NNS") == (asks == Asks::Many)
                    && self.headed_by(child).is_none_or(|j| self.drafts[j].mention.parties.is_empty())
            })
        })
    }
}

/// Whether a phrase is who is told or asked: 'ordered Bangkok to withdraw', 'called on Egypt'.
fn is_addressee(head: Token<'_>, words: &Words) -> bool {
    let first = phrase::first_conjunct(head);
    let above = first.head();
    let addresses = |verb: Token<'_>| words.has(WordClass::Addresses, verb.lemma());
    match first.dep() {
        "dobj" | "dative" => addresses(above),
        "pobj" => matches!(above.norm(), "on" | "to") && addresses(above.head()),
        // The parse makes whom one orders the subject of what is to be done.
        "nsubj" => matches!(above.dep(), "ccomp" | "xcomp") && addresses(above.head()) && above.tag() == "VB",
        _ => false,
    }
}

/// Whether 'it' stands for nothing: 'it seems', 'it is unclear whether', 'it took days to'.
fn is_empty_subject(it: Token<'_>, words: &Words) -> bool {
    if it.dep() == "expl" {
        return true;
    }
    let verb = it.head();
    if !matches!(it.dep(), "nsubj" | "nsubjpass") {
        return false;
    }
    let lemma = verb.lemma();
    let clause = verb
        .children()
        .any(|child| matches!(child.dep(), "ccomp" | "xcomp" | "csubj" | "advcl") && child.index() > verb.index());
    let clefts =
        |noun: Token<'_>| noun.children().any(|child| matches!(child.dep(), "relcl" | "acl" | "ccomp" | "xcomp"));
    match lemma {
        "be" | "become" => {
            let complement = verb.children().find(|child| matches!(child.dep(), "acomp" | "attr"));
            complement.is_some_and(|word| clause || clefts(word) || matches!(word.entity(), "DATE" | "TIME"))
        }
        "take" | "need" => clause || verb.children().any(|child| matches!(child.entity(), "DATE" | "TIME")),
        "make" | "find" => false,
        _ => {
            words.has(WordClass::Empty, lemma)
                && (clause || verb.children().any(|child| matches!(child.dep(), "oprd" | "acomp" | "prep")))
        }
    }
}

/// Whether the mention is the other argument of the pronoun's own verb.
fn is_co_argument(pronoun: Token<'_>, head: Token<'_>) -> bool {
    if pronoun.dep() == "poss" || pronoun.text().to_lowercase().ends_with("self") {
        return false;
    }
    let ((one, direct), (other, also)) = (phrase::clause(pronoun), phrase::clause(head));
    direct && also && one.is_some() && one == other
}

/// How many clauses lie between a pronoun and the clause whose subject is `head`: 0 for the own clause of a
/// possessive, 1 for the clause above, and so on.
fn subject_distance(head: Token<'_>, pronoun: Token<'_>) -> Option<usize> {
    let subject = phrase::first_conjunct(head);
    let own = usize::from(pronoun.dep() != "poss");
    let verbs = pronoun.ancestors().filter(|above| matches!(above.pos(), "VERB" | "AUX"));
    let mut distance = 0;
    for verb in verbs {
        if subject_of(verb) == Some(subject) {
            return (distance >= own).then_some(distance);
        }
        // Verbs that share a subject are one clause here.
        let shared = !verb.is_root() && subject_of(verb).is_some() && subject_of(verb) == subject_of(verb.head());
        if !shared {
            distance += 1;
        }
    }
    None
}

/// The subject of a verb, of its own or shared: of 'take' in 'ordered Bangkok to take' it is Bangkok.
pub(super) fn subject_of(verb: Token<'_>) -> Option<Token<'_>> {
    let mut one = verb;
    for _ in 0..16 {
        if let Some(subject) = one.child(&["nsubj", "nsubjpass"]) {
            return Some(subject);
        }
        if one.is_root() || !matches!(one.dep(), "xcomp" | "conj" | "advcl" | "acl") {
            return None;
        }
        let above = one.head();
        let object = above.child(&["dobj", "dative"]).filter(|_| one.dep() == "xcomp");
        if object.is_some() {
            return object;
        }
        one = above;
    }
    None
}
