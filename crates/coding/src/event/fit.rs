//! Whether a line of the lexicon fits a proposition, and which line fits best.

use std::collections::BTreeSet;

use language::{Document, Token, TokenId};

use super::lexicon::{Class, Follows, Governed, Lexicon, Lies, NounLine, Thing, VerbLine};
use super::ontology::Ontology;
use crate::proposition::{ComplementForm, PredicateKind, Proposition, Propositions, list_members};

/// What is known of a text when lines are tried on it.
#[derive(Clone, Copy)]
pub(crate) struct Text<'a> {
    pub(crate) document: &'a Document,
    pub(crate) propositions: &'a Propositions,
    pub(crate) lexicon: &'a Lexicon,
    pub(crate) ontology: &'a Ontology,
    /// Whether a phrase names or stands for a party.
    pub(crate) is_party: &'a dyn Fn(TokenId) -> bool,
}

/// The word that tells what a phrase is about: itself, or what 'of' governs after a word of amount.
pub(crate) fn content<'d>(token: Token<'d>, lexicon: &Lexicon) -> Token<'d> {
    let lemma = token.lemma().to_lowercase();
    // 'nine of the drones', 'some of the envoys'
    let counts = token.tag() == "CD" || matches!(token.norm(), "all" | "some" | "many" | "most" | "several" | "few");
    if !counts && !lexicon.is_in(Class::Amount, &lemma) {
        return token;
    }
    token
        .children()
        .find(|child| child.dep() == "prep" && child.text().eq_ignore_ascii_case("of"))
        .and_then(|of| of.child(&["pobj"]))
        .unwrap_or(token)
}

/// Whether the noun at `head`, or a noun before it in its compound, is one of `words`.
pub(super) fn is_one_of(text: Text<'_>, head: TokenId, words: &BTreeSet<String>) -> bool {
    let named = |token: Token<'_>| {
        let lemma = token.lemma().to_lowercase();
        if words.contains(&lemma) || words.contains(&token.text().to_lowercase()) {
            return true;
        }
        // 'chief of mission'
        let of =
            token.children().filter(|child| child.dep() == "prep" && child.norm() == "of").flat_map(Token::children);
        if of.into_iter().any(|inner| words.contains(&format!("{lemma} of {}", inner.lemma().to_lowercase()))) {
            return true;
        }
        token.children().filter(|child| matches!(child.dep(), "compound" | "amod" | "nmod")).any(|part| {
            let part_lemma = part.lemma().to_lowercase();
            words.contains(&format!("{part_lemma} {lemma}"))
                || part.dep() == "compound" && part.pos() != "PROPN" && words.contains(&part_lemma)
        })
    };
    let token = text.document.token(head);
    named(token) || named(content(token, text.lexicon))
}

impl<'a> Text<'a> {
    fn fits_thing(self, thing: &Thing, heads: &[TokenId]) -> bool {
        match thing {
            Thing::Any => true,
            Thing::Nothing => heads.is_empty(),
            Thing::Party => heads.iter().any(|&head| (self.is_party)(head)),
            Thing::Words(words) => heads.iter().any(|&head| is_one_of(self, head, words)),
            Thing::WordsOrParty(words) => {
                heads.iter().any(|&head| (self.is_party)(head) || is_one_of(self, head, words))
            }
        }
    }

    fn fits_preposition(self, governed: &Governed, proposition: &Proposition) -> bool {
        let mut heads: Vec<TokenId> = Vec::new();
        let mut stands = false;
        for preposition in &governed.prepositions {
            heads.extend(proposition.oblique(preposition));
            stands |= has_particle(proposition, self.document, preposition);
            // 'imposed sanctions on Norland': the parser may hang the preposition on the object.
            for &object in &proposition.patient {
                heads.extend(prepositional(self.document.token(object), preposition).iter().map(|token| token.id));
            }
            if preposition == "to" {
                heads.extend(proposition.dative.iter().copied());
            }
            // 'held Norland responsible for the raid', 'left the door open to talks'
            for state in states(self.document.token(proposition.predicate)) {
                heads.extend(prepositional(state, preposition).iter().map(|token| token.id));
            }
            // 'called for the troops to leave': 'for' opens the clause.
            if preposition == "for" {
                let asked = proposition.complements.iter().map(|complement| self.document.token(complement.predicate));
                let for_whom = |clause: &Token<'_>| {
                    has_infinitive_mark(*clause)
                        && clause.children().any(|mark| mark.dep() == "mark" && mark.norm() == "for")
                };
                heads.extend(asked.filter(for_whom).flat_map(|clause| {
                    clause.children().filter(|child| matches!(child.dep(), "nsubj" | "nsubjpass")).map(|child| child.id)
                }));
            }
            // 'called the text a surrender' says of it what 'described it as a surrender' does.
            if preposition == "as" {
                heads.extend(predicatives(self.document.token(proposition.predicate)).iter().map(|token| token.id));
            }
        }
        stands |= !heads.is_empty();
        stands && (governed.thing == Thing::Any || self.fits_thing(&governed.thing, &heads))
    }

    fn fits_complement(self, line: &VerbLine, proposition: &Proposition, depth: usize) -> bool {
        let Some(follows) = line.follows else { return true };
        proposition.complements.iter().any(|complement| {
            let formed = match follows {
                Follows::Anything => true,
                Follows::Infinitive => {
                    complement.form == ComplementForm::Infinitive
                        // 'urged Norland to sign', where the parser makes 'Norland to sign' one clause.
                        || has_infinitive_mark(self.document.token(complement.predicate))
                }
                Follows::Clause => {
                    complement.form == ComplementForm::Clause && !is_question(self.document.token(complement.predicate))
                }
                Follows::Gerund => complement.form == ComplementForm::Gerund,
            };
            formed
                && match &line.follows_what {
                    Lies::Anything => true,
                    Lies::Words(words) => self.complement_is(complement.predicate, words),
                    // 'wants to be recognised': friendly is what others are to do.
                    Lies::Friendly => {
                        let done_to_it = self.propositions.at(complement.predicate).is_some_and(|inner| inner.passive);
                        !done_to_it && self.quad(complement.predicate, depth).is_some_and(|quad| quad <= 2)
                    }
                    Lies::Hostile => self.quad(complement.predicate, depth).is_some_and(|quad| quad >= 3),
                }
        })
    }

    fn complement_is(self, predicate: TokenId, words: &BTreeSet<String>) -> bool {
        let token = self.document.token(predicate);
        let lemma = token.lemma().to_lowercase();
        words.contains(&lemma)
            || self.propositions.at(predicate).is_some_and(|inner| words.contains(&inner.lemma))
            // 'reach agreement' in 'failed to reach agreement'
            || token
                .child(&["dobj"])
                .is_some_and(|object| words.contains(&format!("{lemma} {}", object.lemma().to_lowercase())))
    }

    /// The quad of what a complement's own predicate means.
    fn quad(self, predicate: TokenId, depth: usize) -> Option<u8> {
        // Complements of complements: a few are language, many are a broken parse.
        if depth > 3 {
            return None;
        }
        let inner = self.propositions.at(predicate)?;
        let line = self.verb_line_at(inner, depth + 1)?;
        line.kind.as_deref().map(|kind| self.ontology.quad(kind))
    }

    fn fits(self, line: &VerbLine, proposition: &Proposition, depth: usize) -> bool {
        self.fits_thing(&line.subject, &proposition.agent)
            && self.fits_thing(&line.object, &proposition.patient)
            && line.prepositions.iter().all(|governed| self.fits_preposition(governed, proposition))
            && self.fits_complement(line, proposition, depth)
    }

    fn verb_line_at(self, proposition: &Proposition, depth: usize) -> Option<&'a VerbLine> {
        let verb = self.document.token(proposition.predicate);
        let form = verb.text();
        // 'cold-shouldered', where the parser takes it for three words.
        if proposition.kind == PredicateKind::Verb
            && let Some(joined) = hyphened(verb)
            && let Some(line) =
                self.lexicon.verb(&joined, &joined).iter().find(|line| self.fits(line, proposition, depth))
        {
            return Some(line);
        }
        let lines = self.lexicon.verb(&proposition.lemma, form);
        let own = lines.iter().find(|line| self.fits(line, proposition, depth));
        // 'pulled its troops out': the particle may belong to the object; 'pull' is then tried as it stands.
        own.or_else(|| {
            let bare = proposition.lemma.split_once(' ')?.0;
            if !lines.is_empty() {
                return None;
            }
            self.lexicon.verb(bare, form).iter().find(|line| self.fits(line, proposition, depth))
        })
    }

    /// The line that fits a verb's clause: the one that asks for most.
    pub(crate) fn verb_line(self, proposition: &Proposition) -> Option<&'a VerbLine> {
        self.verb_reading(proposition).map(|(line, _)| line)
    }

    /// The line that fits a verb's clause, and the clause as the line reads it where that is not as it stands: in
    /// 'called in the envoy', 'walked out of the talks' what follows the preposition is what is acted on.
    pub(crate) fn verb_reading(self, proposition: &Proposition) -> Option<(&'a VerbLine, Option<Proposition>)> {
        if proposition.kind == PredicateKind::Noun {
            return None;
        }
        let own = self.verb_line_at(proposition, 0);
        let phrasal = phrasal(self.document, proposition).into_iter().find_map(|moved| {
            let form = self.document.token(proposition.predicate).text();
            let lines = self.lexicon.verb(&moved.lemma, form).iter();
            let admits = |line: &&VerbLine| {
                let named = line.object != Thing::Any || self.fits_thing(&Thing::Party, &moved.patient);
                named && line.object != Thing::Nothing && self.fits(line, &moved, 0)
            };
            let line = lines.into_iter().find(admits)?;
            Some((line, moved))
        });
        match (own, phrasal) {
            (Some(own), Some((line, _))) if own.weight > line.weight + 2 => Some((own, None)),
            (_, Some((line, moved))) => Some((line, Some(moved))),
            (own, None) => own.map(|line| (line, None)),
        }
    }

    /// The line of a noun of action: the longest compound that has one.
    pub(crate) fn noun_line(self, token: Token<'_>) -> Option<&'a NounLine> {
        // 'on March 3' is no march.
        if token.pos() == "PROPN" && token.entity() == "DATE" {
            return None;
        }
        let lemma = token.lemma().to_lowercase();
        let part = token.children().rfind(|child| matches!(child.dep(), "compound" | "amod") && child.id < token.id);
        hyphened(token)
            .and_then(|word| self.lexicon.noun(&word))
            .or_else(|| part.and_then(|part| self.lexicon.noun(&format!("{} {lemma}", part.lemma().to_lowercase()))))
            .or_else(|| self.lexicon.noun(&lemma))
    }
}

/// 'cease-fire', where the parser takes it for three words.
fn hyphened(token: Token<'_>) -> Option<String> {
    let hyphen = token.neighbour(-1).filter(|hyphen| hyphen.text() == "-")?;
    let first = hyphen.neighbour(-1)?;
    let joined = first.span().end == hyphen.span().start && hyphen.span().end == token.span().start;
    joined.then(|| format!("{}-{}", first.text().to_lowercase(), token.lemma().to_lowercase()))
}

/// The clause with the prepositions right behind its verb read as part of the verb, the longest first.
fn phrasal(document: &Document, proposition: &Proposition) -> Vec<Proposition> {
    let verb = document.token(proposition.predicate);
    let mut lemma = verb.lemma().to_lowercase();
    let mut last = verb;
    let mut found = Vec::new();
    for _ in 0..2 {
        let Some(next) = last.neighbour(1).filter(|next| {
            next.head() == verb && matches!(next.dep(), "prep" | "prt" | "advmod")
                || next.head() == last && next.dep() == "prep"
        }) else {
            break;
        };
        lemma = format!("{lemma} {}", next.text().to_lowercase());
        last = next;
        if next.dep() != "prep" || lemma == proposition.lemma {
            continue;
        }
        let mut moved = proposition.clone();
        moved.lemma.clone_from(&lemma);
        let governed: Vec<TokenId> = prepositional_objects(next);
        if governed.is_empty() {
            // 'was looked into'
            if !proposition.passive {
                continue;
            }
        } else if !proposition.patient.is_empty() {
            continue;
        } else {
            moved.obliques.retain(|oblique| !governed.contains(&oblique.head));
            moved.patient = governed;
        }
        found.push(moved);
    }
    found.reverse();
    found
}

fn prepositional_objects(preposition: Token<'_>) -> Vec<TokenId> {
    let objects = preposition.children().filter(|child| child.dep() == "pobj");
    objects.flat_map(list_members).map(|object| object.id).collect()
}

/// What a verb of naming says that its object is: 'a surrender' in 'called the text a surrender', 'rude' in 'called
/// her remarks rude', a second object ('branded Norland "an enemy"'), what stands behind 'as'.
fn predicatives(verb: Token<'_>) -> Vec<Token<'_>> {
    let has = |name: &str| verb.children().any(|child| child.dep() == name);
    // Where nobody else is named, the parser's predicate is the object: 'called Kim on Monday'.
    let alone = !has("dobj") && !has("nsubjpass");
    let is_object =
        |child: &Token<'_>| child.dep() == "dobj" || child.dep() == "oprd" && child.pos() == "PROPN" && alone;
    let objects: Vec<Token<'_>> = verb.children().filter(is_object).collect();
    let mut found: Vec<Token<'_>> = verb
        .children()
        .filter(|child| matches!(child.dep(), "oprd" | "acomp") && !is_object(child))
        .flat_map(list_members)
        .collect();
    found.extend(objects.iter().skip(1).copied().flat_map(list_members));
    for object in objects {
        let behind = object.children().filter(|child| child.id > object.id && matches!(child.dep(), "amod" | "appos"));
        found.extend(behind.flat_map(list_members));
    }
    // 'called the text a surrender', where the parser makes 'the text a surrender' a clause.
    let small = verb.children().filter(|child| matches!(child.dep(), "ccomp" | "xcomp"));
    found.extend(small.filter(|child| matches!(child.pos(), "NOUN" | "ADJ")));
    found
}

/// 'asked whether it could be revived': an indirect question.
fn is_question(clause: Token<'_>) -> bool {
    clause.children().any(|child| {
        child.dep() == "mark" && matches!(child.norm(), "whether" | "if")
            || child.tag() == "WRB" && child.id < clause.id
    })
}

/// Adjectives and participles that a verb says of its object or subject: 'responsible', 'open', 'free'.
pub(crate) fn states<'d>(verb: Token<'d>) -> impl Iterator<Item = Token<'d>> {
    let own = |child: &Token<'_>| matches!(child.dep(), "oprd" | "acomp");
    // 'left the door open to talks', where the parser hangs 'open' on the door.
    let behind = |object: Token<'d>| {
        object.children().filter(move |child| child.dep() == "amod" && child.id > object.id).collect::<Vec<_>>()
    };
    let of_object = verb.children().filter(|child| child.dep() == "dobj").flat_map(behind);
    verb.children().filter(own).chain(of_object).filter(|state| matches!(state.pos(), "ADJ" | "VERB"))
}

fn has_infinitive_mark(verb: Token<'_>) -> bool {
    verb.children().any(|child| child.dep() == "aux" && child.tag() == "TO")
}

/// Whether a preposition or particle stands with the predicate without a noun ('accused of hiding').
fn has_particle(proposition: &Proposition, document: &Document, preposition: &str) -> bool {
    document.token(proposition.predicate).children().any(|child| {
        // 'said no to the offer'
        matches!(child.dep(), "prep" | "prt" | "advmod" | "intj") && child.text().eq_ignore_ascii_case(preposition)
    })
}

/// What `preposition` governs among a word's dependents, lists spelt out.
pub(crate) fn prepositional<'d>(token: Token<'d>, preposition: &str) -> Vec<Token<'d>> {
    token
        .children()
        .filter(|child| {
            matches!(child.dep(), "prep" | "agent" | "dative") && child.text().eq_ignore_ascii_case(preposition)
        })
        .flat_map(|child| child.children().filter(|object| object.dep() == "pobj"))
        .flat_map(crate::proposition::list_members)
        .collect()
}
