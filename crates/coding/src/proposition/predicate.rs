//! Predicates: which words of a document predicate, and with which arguments.

use language::{Document, Token, TokenId};

use super::argument::{by_agents, is_clausal, is_infinitive, is_passive, list_members, objects, owners, subjects};
use super::factuality::noun_before;
use super::operator::Operators;
use super::{Complement, ComplementForm, Oblique, Proposition};
use crate::record::Factuality;

/// Adverbs that make one word with the verb before them.
const PARTICLES: [&str; 16] = [
    "aside", "apart", "away", "back", "down", "forth", "forward", "home", "in", "off", "on", "out", "over", "together",
    "through", "up",
];

/// What kind of word predicates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PredicateKind {
    /// 'met', 'was attacked'
    Verb,
    /// 'talks between …', 'the seizure of …'
    Noun,
    /// 'is ready to …'
    Adjective,
}

/// A preposition, small letters.
pub type Preposition = Box<str>;

/// All predicates of `document` with their arguments; factuality is not yet read.
pub(super) fn find(document: &Document, operators: &Operators) -> Vec<Proposition> {
    document
        .tokens()
        .filter_map(|token| match token.pos() {
            "VERB" => Some(verb(token)),
            "AUX" if !matches!(token.dep(), "aux" | "auxpass") => Some(verb(token)),
            "NOUN" | "PROPN" if operators.is_nominal(token.lemma()) || is_verbal_noun(token) => {
                Some(noun(token, operators))
            }
            "ADJ" if token.child(&["xcomp", "ccomp"]).is_some() || token.dep() == "acomp" => Some(adjective(token)),
            // Headlines: 'Minister Orla begs for a truce'.
            "NOUN" | "PROPN" if headline_subject(token).is_some() => {
                let mut found = verb(token);
                found.agent = headline_subject(token).into_iter().flat_map(list_members).map(|name| name.id).collect();
                Some(found)
            }
            // Headlines: 'Seoul, Tokyo to resume talks'; verbs that the tagger took for nouns keep their arguments.
            "NOUN" | "PROPN" if token.child(&["nsubj", "dobj"]).is_some() => Some(verb(token)),
            _ => None,
        })
        .collect()
}

/// The name right before a word in '-s' on which a whole sentence without a verb hangs: the tagger takes verbs of
/// headlines for nouns.
fn headline_subject(token: Token<'_>) -> Option<Token<'_>> {
    let verbal = matches!(token.tag(), "NNS" | "NNPS") && token.is_root() && token.text().ends_with('s');
    let name = token.neighbour(-1).filter(|name| {
        verbal && name.head() == token && name.pos() == "PROPN" && matches!(name.dep(), "compound" | "nmod" | "nsubj")
    })?;
    let goes_on = token.neighbour(1).is_some_and(|next| {
        matches!(next.pos(), "ADP" | "PROPN" | "NOUN" | "ADJ" | "DET" | "NUM" | "PRON") && next.text() != "of"
    });
    goes_on.then_some(name)
}

/// Gerunds with a determiner or possessor: 'the shelling of', 'Ankara's jailing of'.
fn is_verbal_noun(token: Token<'_>) -> bool {
    token.tag() == "NN"
        && token.text().ends_with("ing")
        && token.text().len() > 6
        && token.children().any(|child| child.dep() == "prep" && child.text() == "of")
}

fn blank(token: Token<'_>, kind: PredicateKind) -> Proposition {
    Proposition {
        predicate: token.id,
        lemma: token.lemma().to_lowercase(),
        kind,
        passive: false,
        agent: Vec::new(),
        patient: Vec::new(),
        dative: Vec::new(),
        obliques: Vec::new(),
        complements: Vec::new(),
        light: None,
        factuality: Factuality::Happened,
        embedded_in: None,
        condition: None,
        why: Vec::new(),
    }
}

fn ids(tokens: &[Token<'_>]) -> Vec<TokenId> {
    tokens.iter().map(|token| token.id).collect()
}

fn verb(token: Token<'_>) -> Proposition {
    let mut found = blank(token, PredicateKind::Verb);
    // 'backed away', 'flew home': an adverb right behind the verb makes one word with it as a particle does.
    let adverb = || {
        let next = token.neighbour(1).filter(|next| next.dep() == "advmod" && next.head() == token)?;
        PARTICLES.contains(&next.text().to_lowercase().as_str()).then_some(next)
    };
    if let Some(particle) = token.child(&["prt"]).or_else(adverb) {
        found.lemma = format!("{} {}", found.lemma, particle.lemma().to_lowercase());
    }
    found.passive = is_passive(token);
    let shared = || match token.dep() {
        // Coordinated passives share their subject as patient: 'were arrested and jailed'.
        "acl" => list_members(token.head()),
        _ => subjects(token),
    };
    if found.passive {
        found.patient = ids(&shared());
        found.agent = ids(&by_agents(token));
        // 'was promised fuel oil': what is given stays an object.
        let kept = objects(token);
        if !kept.is_empty() {
            found.dative = std::mem::take(&mut found.patient);
            found.patient = ids(&kept);
        }
    } else {
        found.agent = ids(&subjects(token));
        found.patient = ids(&objects(token));
        // 'Athens' minister, whom Ankara …'; 'Washington and Seoul, meeting …': nothing to add.
    }
    if found.agent.is_empty() || token.dep() == "conj" {
        // '…, warned the envoy, …': the speaker stands behind the verb.
        if let Some(speaker) = inverted_speaker(token) {
            found.agent = ids(&list_members(speaker));
            found.patient.retain(|head| !found.agent.contains(head));
        }
    }
    found.dative.extend(token.children().filter(|child| child.dep() == "dative").flat_map(|child| {
        let inner = child.child(&["pobj"]).unwrap_or(child);
        ids(&list_members(inner))
    }));
    found.obliques = obliques(token);
    found.complements = complements(token);
    // An object's own infinitive is the verb's as well: 'urged the South to halt' parsed with the object inside.
    found
}

/// Who speaks in '"…", warned the envoy' and 'Should it sail, warned the envoy, guns will answer', where the parser takes
/// the speaker for the object.
fn inverted_speaker(verb: Token<'_>) -> Option<Token<'_>> {
    let opens = verb.neighbour(-1).is_some_and(|before| matches!(before.text(), "," | "\"" | "”" | "''" | "’"));
    let bare = matches!(verb.tag(), "VBD" | "VBZ") && verb.child(&["nsubj", "nsubjpass", "aux", "auxpass"]).is_none();
    let speaker = verb.child(&["dobj"]).filter(|_| opens && bare)?;
    let right_behind = speaker.extent().start == verb.index() + 1;
    let said = verb.children().find(|clause| clause.dep() == "ccomp" && clause.id > speaker.id)?;
    let parted = said.extent().start.checked_sub(1).map(|i| verb.document().token(TokenId(i as u32)));
    (right_behind && parted.is_some_and(|comma| comma.text() == ",") && said.child(&["mark"]).is_none())
        .then_some(speaker)
}

fn adjective(token: Token<'_>) -> Proposition {
    let mut found = blank(token, PredicateKind::Adjective);
    let head = token.head();
    if is_clausal(head) {
        found.agent = ids(&subjects(head));
    } else if token.dep() == "amod" {
        found.agent = vec![head.id];
    }
    found.obliques = obliques(token);
    found.complements = complements(token);
    found
}

fn noun(token: Token<'_>, operators: &Operators) -> Proposition {
    let mut found = blank(token, PredicateKind::Noun);
    let of_object: Vec<TokenId> = token
        .children()
        .filter(|child| child.dep() == "prep" && child.text().eq_ignore_ascii_case("of"))
        .flat_map(|of| of.children().filter(|object| object.dep() == "pobj").flat_map(list_members))
        .map(|object| object.id)
        .collect();
    found.agent = ids(&owners(token)).into_iter().filter(|owner| !of_object.contains(owner)).collect();
    found.patient = of_object;
    found.obliques = obliques(token);
    found.complements = complements(token);
    let by = by_agents(token);
    if !by.is_empty() {
        found.agent = ids(&by);
    }
    // 'held talks', 'came under criticism from', 'talks were held'
    let governor = token.head();
    let governed = match token.dep() {
        "dobj" | "nsubjpass" => Some(governor),
        "pobj" if governor.dep() == "prep" && is_clausal(governor.head()) => Some(governor.head()),
        "conj" => governor.ancestors().find(|ancestor| is_clausal(*ancestor)).filter(|_| governor.dep() == "dobj"),
        _ => None,
    };
    found.light = governed.filter(|verb| operators.is_light(verb.lemma())).map(|verb| verb.id);
    found
}

/// The prepositions of a predicate, each with the heads it governs; stacked ones ('out of', 'along with') by the last.
fn obliques(token: Token<'_>) -> Vec<Oblique> {
    let mut found = Vec::new();
    let mut open: Vec<Token<'_>> =
        token.children().filter(|child| matches!(child.dep(), "prep" | "dative" | "advmod" | "prt")).collect();
    open.reverse();
    while let Some(preposition) = open.pop() {
        for child in preposition.children() {
            match child.dep() {
                // 'according to', 'because of': who says so and why, no party to the act.
                "pobj" if is_aside(preposition) => {}
                "pobj" => found.extend(
                    list_members(child)
                        .into_iter()
                        .map(|head| Oblique { preposition: preposition.text().to_lowercase().into(), head: head.id }),
                ),
                "prep" => open.push(child),
                "conj" if child.pos() == "ADP" => open.push(child),
                _ => {}
            }
        }
    }
    found
}

fn is_aside(preposition: Token<'_>) -> bool {
    let first = if preposition.head().pos() == "ADP" || preposition.head().tag() == "VBG" {
        preposition.head()
    } else {
        preposition
    };
    matches!(first.text().to_lowercase().as_str(), "according" | "because" | "citing" | "unlike" | "like" | "despite")
}

/// The complement clauses of a predicate.
fn complements(token: Token<'_>) -> Vec<Complement> {
    let mut found = Vec::new();
    let mut push = |clause: Token<'_>| {
        let form = if is_infinitive(clause) {
            ComplementForm::Infinitive
        } else if clause.tag() == "VBG" && clause.child(&["nsubj", "aux"]).is_none() {
            ComplementForm::Gerund
        } else {
            ComplementForm::Clause
        };
        found.push(Complement { form, predicate: clause.id });
    };
    for child in token.children() {
        match child.dep() {
            "xcomp" | "ccomp" => push(child),
            "acl" if token.pos() == "NOUN" || token.pos() == "PROPN" => push(child),
            "prep" => child.children().filter(|inner| inner.dep() == "pcomp").for_each(&mut push),
            // 'urged B to withdraw', where the parser hangs the infinitive on B or calls it a purpose.
            "advcl" if is_infinitive(child) && token.pos() == "VERB" => push(child),
            "dobj" => {
                child.children().filter(|inner| inner.dep() == "acl" && is_infinitive(*inner)).for_each(&mut push);
            }
            _ => {}
        }
    }
    if matches!(token.pos(), "NOUN" | "PROPN") {
        let verb = token.ancestors().find(|ancestor| is_clausal(*ancestor));
        let behind = |clause: &Token<'_>| noun_before(*clause).is_some_and(|noun| noun == token);
        if let Some(clause) = verb.and_then(|verb| verb.children().find(behind)) {
            found.push(Complement { form: ComplementForm::Clause, predicate: clause.id });
        }
    }
    found
}
