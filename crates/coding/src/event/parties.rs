//! Who acts and who is acted on, bound within the clause.
//!
//! A setting is never a party: a place name after 'in', 'at' or 'near' is where, not whom. Where the object
//! is a thing, its owner is who is acted on ('seized a British tanker').

use language::{Document, Token, TokenId};

use super::dyad::is_same_side;
use super::fit::{prepositional, states};
use super::lexicon::{ActorRule, NounLine, Thing};
use crate::mention::{Mention, MentionKind};
use crate::proposition::{Proposition, owners, subject_of};
use crate::reading::Reading;
use crate::record::Party;

/// The parties of one event, and how they were found.
#[derive(Clone, Debug, Default)]
pub(super) struct Bound {
    pub(super) actor: Vec<Party>,
    pub(super) recipient: Vec<Party>,
    /// Whether the act may be done to somebody whom its clause does not name.
    pub(super) open: bool,
    /// Whether its line says that it is done to the other side, named or not.
    pub(super) opponent: bool,
    pub(super) why: Vec<String>,
}

/// Prepositions after which a party is done something to, nearest first.
const TOWARD: [&str; 9] = ["against", "on", "with", "to", "at", "toward", "towards", "from", "over"];

/// The mention headed by `token`, if it stands for parties; mere places and adjectives only where `place` says so.
pub(crate) fn named(reading: Reading<'_>, token: TokenId, place: bool) -> Option<&Mention> {
    let mention = reading.mentions.headed(token)?;
    let usable = !mention.parties.is_empty() && (place || mention.kind != MentionKind::Place);
    usable.then_some(mention)
}

/// Binds one proposition.
#[derive(Clone, Copy)]
pub(crate) struct Binding<'a> {
    pub(crate) reading: Reading<'a>,
    pub(crate) proposition: &'a Proposition,
}

impl<'a> Binding<'a> {
    fn document(self) -> &'a Document {
        self.reading.document
    }

    /// Parties of these heads themselves.
    pub(crate) fn direct(self, heads: &[TokenId], place: bool) -> Vec<Party> {
        let mut found = Vec::new();
        for &head in heads {
            if let Some(mention) = named(self.reading, head, place) {
                push(&mut found, self.reading.parties(mention));
            } else if let Some(speaker) =
                self.reading.mentions.headed(head).filter(|mention| mention.kind == MentionKind::Speaker)
            {
                push(&mut found, self.reading.speakers(speaker));
            }
        }
        found
    }

    /// Parties of these heads, or else of their owners.
    fn with_owners(self, heads: &[TokenId], place: bool) -> Vec<Party> {
        let mut found = Vec::new();
        for &head in heads {
            let own = self.direct(&[head], place);
            if own.is_empty() {
                let mut owned = self.owned(head);
                // 'WAGAH, Norland - Norland freed him': the parse makes the party an apposition to the place.
                if owned.is_empty() && self.reading.mentions.headed(head).is_none_or(Mention::is_mere_place) {
                    let beside = self.document().token(head).children().filter(|child| child.dep() == "appos");
                    owned = self.direct(&beside.map(|child| child.id).collect::<Vec<_>>(), place);
                }
                push(&mut found, owned);
            } else {
                push(&mut found, own);
            }
        }
        found
    }

    /// Parties that own what `head` names, nearest first; a chain of owners is followed ('the hull of a Greek ship').
    fn owned(self, head: TokenId) -> Vec<Party> {
        let mut found = Vec::new();
        let noun = self.document().token(head);
        // 'Norland's offer of observers': with a possessor before it, what 'of' governs is its content.
        let possessed = noun.child(&["poss"]).is_some();
        let owned_by = |owner: &Token<'_>| !(possessed && owner.dep() == "pobj");
        for owner in owners(noun).into_iter().filter(owned_by) {
            if let Some(mention) = named(self.reading, owner.id, true) {
                push(&mut found, self.reading.parties(mention));
            }
        }
        if found.is_empty() {
            for owner in owners(noun).into_iter().filter(owned_by) {
                if owner.head().dep() == "prep" || owner.dep() == "poss" {
                    for further in owners(owner) {
                        if let Some(mention) = named(self.reading, further.id, true) {
                            push(&mut found, self.reading.parties(mention));
                        }
                    }
                }
            }
        }
        // 'the group's bank accounts': the group's, not the bank's.
        if found.iter().any(|party| party.code.is_some()) {
            found.retain(|party| party.code.is_some());
        }
        found
    }

    /// Those who act; of things that act, their owners.
    pub(crate) fn agents(self) -> Vec<Party> {
        let found = self.with_owners(&self.proposition.agent, false);
        if !found.is_empty() {
            return found;
        }
        // 'On Friday Norland accused …': the parse may take the day and the name for one.
        if let Some(subject) = self.behind_day() {
            return subject;
        }
        // 'had the accounts frozen': by whoever has it done.
        let token = self.document().token(self.proposition.predicate);
        let has_done = match token.dep() {
            "acl" if token.head().dep() == "dobj" => Some(token.head().head()),
            "ccomp" | "xcomp" => Some(token.head()),
            _ => None,
        };
        let has_done = has_done
            // 'keeps its airspace closed', 'got the envoy freed'
            .or_else(|| (token.dep() == "oprd").then(|| token.head()))
            .filter(|have| matches!(have.lemma(), "have" | "get" | "keep" | "hold" | "order" | "want"));
        let keeps = |have: &Token<'_>| matches!(have.lemma(), "have" | "keep" | "hold");
        let has_done = has_done.filter(|have| keeps(have) || token.dep() == "oprd");
        if let Some(have) = has_done.filter(|_| token.tag() == "VBN" && self.proposition.agent.is_empty()) {
            let subjects: Vec<TokenId> = subject_of(have).iter().map(|subject| subject.id).collect();
            let found = self.direct(&subjects, false);
            if !found.is_empty() {
                return found;
            }
        }
        // 'signed a decree barring …', 'sent a letter accusing …': whoever made the paper.
        let papers = self.proposition.agent.iter().map(|&head| self.document().token(head));
        let makers = papers
            .filter(|paper| paper.dep() == "dobj")
            .filter_map(|paper| self.reading.propositions.at(paper.head().id));
        let mut found = Vec::new();
        for maker in makers.filter(|maker| maker.predicate != self.proposition.predicate && !maker.passive) {
            push(&mut found, self.with_owners(&maker.agent, false));
        }
        found
    }

    /// The party right before a finite verb without a subject, where the parse hangs it on the preposition of a day.
    fn behind_day(self) -> Option<Vec<Party>> {
        let verb = self.document().token(self.proposition.predicate);
        let finite = matches!(verb.tag(), "VBD" | "VBZ" | "VBP");
        if !finite || !self.proposition.agent.is_empty() || self.proposition.passive {
            return None;
        }
        let name = verb.neighbour(-1).filter(|name| name.dep() == "pobj" && name.head().head() == verb)?;
        let day = name.children().any(|day| day.dep() == "compound" && day.entity() == "DATE");
        let found = self.direct(&[name.id], false);
        (day && !found.is_empty()).then_some(found)
    }

    /// One acts on another.
    pub(super) fn directed(self, rule: &[String]) -> Bound {
        self.directed_by(self.agents(), rule)
    }

    /// Those whom one of `prepositions` governs act: 'got boats from Norland'.
    pub(super) fn directed_from(self, prepositions: &[String], rule: &[String]) -> Bound {
        let governed = prepositions.iter().map(|preposition| self.governed(preposition));
        let actor = governed.into_iter().find(|found| !found.is_empty()).unwrap_or_default();
        let mut bound = self.directed_by(actor, rule);
        bound.open = false;
        bound
    }

    /// Nobody whom the clause names acts: 'walked free'.
    pub(super) fn undergone(self, rule: &[String]) -> Bound {
        let mut bound = self.directed_by(Vec::new(), rule);
        bound.open = false;
        bound
    }

    fn directed_by(self, actor: Vec<Party>, rule: &[String]) -> Bound {
        let mut bound = Bound { actor, ..Bound::default() };
        if rule.first().is_some_and(|word| word == "none") || self.is_mutual() {
            return bound;
        }
        bound.open = true;
        let mut found = if rule.is_empty() { self.acted_on() } else { Vec::new() };
        for word in rule {
            if !found.is_empty() {
                break;
            }
            found = match word.as_str() {
                // 'the prisoners walked free'; whoever goes free, of whatever country.
                "subject" => self.with_owners(&self.proposition.agent, true),
                // Whoever it is: the clause need not say.
                "opponent" => {
                    bound.opponent = true;
                    Vec::new()
                }
                "owner" => self.proposition.patient.iter().flat_map(|&head| self.owned(head)).collect(),
                "object" => self.with_owners(&self.proposition.patient, true),
                "complement" => self.complement_subjects(),
                "complement-object" => self.complement_objects(),
                preposition => self.governed(preposition),
            };
        }
        let undergone = rule.iter().any(|word| word == "subject");
        if found.is_empty() && !rule.is_empty() && !undergone {
            found = self.direct(&self.proposition.dative, false);
            if found.is_empty() && !rule.iter().any(|word| word == "complement-object") {
                found = self.direct(&self.proposition.patient, false);
            }
        }
        bound.recipient = without(found, &bound.actor);
        bound
    }

    /// 'signed a treaty with Norland', 'agreed with Norland to …': both sign.
    pub(super) fn jointly(self, mut bound: Bound) -> Bound {
        let partners = self.governed("with");
        if !bound.recipient.is_empty()
            && bound.recipient.iter().all(|party| partners.iter().any(|other| same(other, party)))
        {
            let partners = std::mem::take(&mut bound.recipient);
            push(&mut bound.actor, partners);
            bound.open = false;
            bound.why.push("both sides sign".to_owned());
        }
        bound
    }

    /// 'blame each other', 'each side accuses the other': both act, and nobody else is acted on.
    fn is_mutual(self) -> bool {
        let document = self.document();
        let each = |heads: &[TokenId]| {
            heads
                .iter()
                .any(|&head| document.token(head).children().any(|child| matches!(child.norm(), "each" | "either")))
        };
        let governed = self.proposition.obliques.iter().map(|oblique| oblique.head);
        self.proposition.patient.iter().copied().chain(governed).any(|head| {
            let token = document.token(head);
            let before = token.neighbour(-1).map_or("", Token::norm);
            match token.norm() {
                "other" => before == "each" || before == "the" && each(&self.proposition.agent),
                "another" => before == "one",
                _ => false,
            }
        })
    }

    /// To whom a word of wanting is addressed.
    pub(crate) fn addressed(self, holder: &[Party]) -> Vec<Party> {
        without(self.acted_on(), holder)
    }

    /// Whom the clause says is acted on, by its build alone.
    fn acted_on(self) -> Vec<Party> {
        let direct = self.direct(&self.proposition.patient, true);
        if !direct.is_empty() {
            return direct;
        }
        let dative = self.direct(&self.proposition.dative, false);
        if !dative.is_empty() {
            return dative;
        }
        let owned: Vec<Party> = self.proposition.patient.iter().flat_map(|&head| self.owned(head)).collect();
        let agent = self.agents();
        let owned = without(owned, &agent);
        if !owned.is_empty() {
            return owned;
        }
        for preposition in TOWARD {
            let found = without(self.governed(preposition), &agent);
            if !found.is_empty() {
                return found;
            }
        }
        // 'hauled in the ambassador': the parse takes the particle for a preposition.
        let people: Vec<TokenId> = self.proposition.oblique("in").collect();
        let people = people.into_iter().filter(|&head| {
            let mention = self.reading.mentions.headed(head);
            mention.is_some_and(|mention| mention.kind == MentionKind::Person)
        });
        let people = without(self.direct(&people.collect::<Vec<_>>(), false), &agent);
        if !people.is_empty() {
            return people;
        }
        // 'suspended visas for Norlanders': for whom, in the object's own phrase.
        let objects = self.proposition.patient.iter().map(|&object| self.document().token(object));
        let heads: Vec<TokenId> =
            objects.flat_map(|object| prepositional(object, "for")).map(|token| token.id).collect();
        let meant = without(self.with_owners(&heads, true), &agent);
        if !meant.is_empty() {
            return meant;
        }
        // 'warned that it would answer in kind': what one will do oneself is done to somebody else.
        let mut subjects = self.complement_subjects();
        subjects.retain(|party| !agent.iter().any(|own| is_same_side(own, party)));
        subjects
    }

    /// Parties that `preposition` governs here, or in the object's phrase ('sanctions on Norland').
    fn governed(self, preposition: &str) -> Vec<Party> {
        let mut heads: Vec<TokenId> = self.proposition.oblique(preposition).collect();
        for &object in self.proposition.patient.iter().chain(&self.complement_nouns()) {
            heads.extend(prepositional(self.document().token(object), preposition).iter().map(|token| token.id));
        }
        // 'kept its airspace closed to Norland'
        for state in states(self.document().token(self.proposition.predicate)) {
            heads.extend(prepositional(state, preposition).iter().map(|token| token.id));
        }
        // 'at the port', 'over the island': where and about what, no party.
        let place = !matches!(preposition, "at" | "over");
        if !place {
            let named =
                |head: &TokenId| self.reading.mentions.headed(*head).is_some_and(|mention| mention.place.is_some());
            heads.retain(|head| !named(head));
        }
        self.with_owners(&heads, place)
    }

    fn complement_nouns(self) -> Vec<TokenId> {
        self.proposition.obliques.iter().map(|oblique| oblique.head).collect()
    }

    /// Subjects of the complement clauses: whom 'urged', 'demanded that' are addressed to.
    fn complement_subjects(self) -> Vec<Party> {
        let mut found = Vec::new();
        for complement in &self.proposition.complements {
            let Some(inner) = self.reading.propositions.at(complement.predicate) else { continue };
            let heads = if inner.passive && inner.agent.is_empty() { &inner.dative } else { &inner.agent };
            let heads: Vec<TokenId> =
                heads.iter().copied().filter(|head| !self.proposition.agent.contains(head)).collect();
            push(&mut found, self.with_owners(&heads, false));
        }
        found
    }

    /// Those acted on in the complement clauses: whom one threatens to attack, refuses to meet.
    fn complement_objects(self) -> Vec<Party> {
        let mut found = self.direct(&self.proposition.patient, false);
        for complement in &self.proposition.complements {
            let Some(inner) = self.reading.propositions.at(complement.predicate) else { continue };
            let binding = Binding { reading: self.reading, proposition: inner };
            push(&mut found, binding.acted_on());
        }
        found
    }

    /// All sides act.
    pub(super) fn reciprocal(self, object: &Thing, rule: &[String]) -> Bound {
        let mut actor = self.agents();
        // 'shook the hand of the envoy'
        if rule.iter().any(|word| word == "owner") {
            let owned: Vec<Party> = self.proposition.patient.iter().flat_map(|&head| self.owned(head)).collect();
            push(&mut actor, owned);
        }
        // 'exchanged prisoners': those are no side.
        if !matches!(object, Thing::Words(_)) {
            push(&mut actor, self.direct(&self.proposition.patient, false));
        }
        for preposition in ["with", "between", "among"] {
            push(&mut actor, self.governed(preposition));
        }
        push(&mut actor, self.at_the_table());
        let recipient = without(self.hosts(), &actor);
        Bound { actor, recipient, ..Bound::default() }
    }

    /// 'with Norland mediating and the union observing': those who sit there too.
    fn at_the_table(self) -> Vec<Party> {
        let token = self.document().token(self.proposition.predicate);
        let sits = |clause: &Token<'_>| {
            matches!(
                clause.lemma(),
                "mediate" | "observe" | "attend" | "participate" | "chair" | "preside" | "moderate"
            )
        };
        let mut found = Vec::new();
        // 'talks under the union's auspices'
        let under = token.children().filter(|child| child.dep() == "prep" && child.norm() == "under");
        for aegis in under.flat_map(Token::children).filter(|noun| {
            noun.dep() == "pobj" && matches!(noun.lemma(), "auspex" | "auspice" | "auspices" | "aegis" | "mediation")
        }) {
            push(&mut found, self.owned(aegis.id));
        }
        for clause in token
            .children()
            .filter(|child| child.dep() == "prep" && child.norm() == "with")
            .flat_map(Token::children)
            .filter(|clause| clause.dep() == "pcomp" && sits(clause))
        {
            if let Some(inner) = self.reading.propositions.at(clause.id) {
                push(&mut found, self.with_owners(&inner.agent, false));
            }
        }
        for clause in token.children().filter(|child| child.dep() == "acl" && sits(child)) {
            if let Some(inner) = self.reading.propositions.at(clause.id).filter(|inner| inner.passive) {
                push(&mut found, self.with_owners(&inner.agent, false));
            }
        }
        found
    }

    /// 'talks hosted by Norland'
    fn hosts(self) -> Vec<Party> {
        let token = self.document().token(self.proposition.predicate);
        // 'talks between two states, hosted by a third': the parse may hang the clause on the last name.
        let behind = token.index() + 1..self.document().sentence(token.sentence()).end.max(token.index() + 1);
        let is_participle =
            |verb: &Token<'_>| verb.tag() == "VBN" && verb.child(&["auxpass", "aux", "nsubj"]).is_none();
        let hosted = self.document().tokens_in(behind).filter(|verb| verb.lemma() == "host" && is_participle(verb));
        let inner = hosted.filter_map(|clause| self.reading.propositions.at(clause.id)).filter(|inner| inner.passive);
        inner.flat_map(|inner| self.with_owners(&inner.agent, false)).collect()
    }

    /// The object acts on the subject: the guest on the host.
    pub(super) fn inverted(self) -> Bound {
        let actor = self.with_owners(&self.proposition.patient, false);
        let recipient = without(self.agents(), &actor);
        Bound { actor, recipient, why: vec!["the guest acts, the host receives".to_owned()], ..Bound::default() }
    }

    /// What a noun of action says of its own participants.
    pub(super) fn of_noun(self, line: &NounLine) -> Bound {
        let token = self.document().token(self.proposition.predicate);
        let mut bound = Bound::default();
        let of: Vec<Party> = self.with_owners(&self.proposition.patient, true);
        let mut actor = self.direct(&self.proposition.agent, true);
        match &line.actor {
            ActorRule::Both => {
                // 'the Hanoi summit' is where, not who; 'the Washington-Pyongyang talks' are two.
                let named: Vec<TokenId> = self.proposition.agent.clone();
                let setting = |head: &TokenId| {
                    let token = self.document().token(*head);
                    let mention = self.reading.mentions.headed(*head);
                    matches!(token.dep(), "compound" | "nmod")
                        && mention
                            .is_some_and(|mention| matches!(mention.kind, MentionKind::Capital | MentionKind::Place))
                };
                if named.len() == 1 && named.iter().all(setting) {
                    actor.clear();
                }
                for preposition in ["between", "with", "among", "of"] {
                    let heads: Vec<TokenId> = prepositional(token, preposition).iter().map(|token| token.id).collect();
                    push(&mut actor, self.with_owners(&heads, false));
                }
                push(&mut actor, self.at_the_table());
                bound.recipient = without(self.hosts(), &actor);
                bound.actor = actor;
            }
            ActorRule::Patient => {
                push(&mut actor, of);
                bound.actor = actor;
            }
            ActorRule::Agent | ActorRule::Nobody | ActorRule::Governed(_) => {
                let from: Vec<TokenId> = prepositional(token, "from").iter().map(|token| token.id).collect();
                let done_to_of = line.recipient.iter().any(|word| word == "of");
                if actor.is_empty() {
                    actor = self.direct(&from, true);
                }
                if actor.is_empty() && !done_to_of {
                    actor.clone_from(&of);
                }
                for preposition in &line.recipient {
                    if !bound.recipient.is_empty() {
                        break;
                    }
                    bound.recipient = if preposition == "of" {
                        of.clone()
                    } else {
                        let heads: Vec<TokenId> =
                            prepositional(token, preposition).iter().map(|token| token.id).collect();
                        self.with_owners(&heads, true)
                    };
                }
                bound.recipient = without(std::mem::take(&mut bound.recipient), &actor);
                bound.actor = actor;
                // Of others' acts only those that are done to somebody are looked further after.
                let done_to = matches!(line.kind.as_deref(), Some("REQUEST" | "THREATEN" | "ASSAULT" | "REJECT"));
                bound.open = done_to && !line.recipient.is_empty();
            }
        }
        bound
    }

    /// The verb's subject acts: 'Norland held talks with Sudren'.
    pub(super) fn carried_by(self, mut bound: Bound, subject: &[TokenId], line: &NounLine, verb: Token<'_>) -> Bound {
        let by = self.with_owners(subject, false);
        let passive = self.reading.propositions.at(verb.id).is_some_and(|above| above.passive);
        if line.actor == ActorRule::Both {
            let mut all = by;
            push(&mut all, bound.actor);
            for preposition in ["with", "between", "among"] {
                let heads: Vec<TokenId> = prepositional(verb, preposition).iter().map(|token| token.id).collect();
                push(&mut all, self.with_owners(&heads, false));
            }
            bound.actor = all;
            return bound;
        }
        if !by.is_empty() && (bound.actor.is_empty() || !passive) {
            // 'staged an anti-Norland protest': the owner of the noun is then done to.
            if bound.recipient.is_empty() {
                bound.recipient = without(std::mem::take(&mut bound.actor), &by);
            }
            bound.actor = by;
        }
        if bound.recipient.is_empty() {
            for preposition in line.recipient.iter().map(String::as_str).filter(|&word| word != "of") {
                let heads: Vec<TokenId> = prepositional(verb, preposition).iter().map(|token| token.id).collect();
                bound.recipient = without(self.with_owners(&heads, true), &bound.actor);
                if !bound.recipient.is_empty() {
                    break;
                }
            }
        }
        bound
    }

    /// The verb's subject is acted on: 'Norland faces sanctions'.
    pub(super) fn carried_to(self, mut bound: Bound, subject: &[TokenId]) -> Bound {
        let to = self.with_owners(subject, true);
        // 'won the backing of Norland'
        if bound.actor.is_empty() {
            bound.actor = self.with_owners(&self.proposition.patient, true);
        }
        bound.actor = without(bound.actor, &to);
        if !to.is_empty() {
            bound.recipient = to;
        }
        bound
    }
}

/// Adds parties that are not there yet.
pub(super) fn push(found: &mut Vec<Party>, more: Vec<Party>) {
    for party in more {
        if !found.iter().any(|known| same(known, &party)) {
            found.push(party);
        }
    }
}

pub(super) fn same(one: &Party, other: &Party) -> bool {
    one.name == other.name && one.code == other.code && one.person == other.person
}

pub(super) fn without(found: Vec<Party>, these: &[Party]) -> Vec<Party> {
    found.into_iter().filter(|party| !these.iter().any(|known| same(known, party))).collect()
}
