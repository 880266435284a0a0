//! Whether what a clause says takes place.
//!
//! The clause's own auxiliaries, negation and adverbs come first; then every word it stands under, from
//! the nearest up, may change the reading; the strongest one counts. What stands under a demand, promise,
//! threat or refusal is no claim at all.

use anchor::Span;
use language::{Document, Token, TokenId};

use super::argument::{is_infinitive, is_passive};
use super::operator::{Effect, Operators};
use super::{PredicateKind, Proposition};
use crate::record::Factuality;

/// What is read of one clause.
#[derive(Clone, Debug, Default)]
pub(super) struct Status {
    pub(super) factuality: Factuality,
    pub(super) embedded_in: Option<TokenId>,
    pub(super) condition: Option<Span>,
    pub(super) why: Vec<String>,
}

impl Status {
    /// Takes over `factuality` if it is stronger than what is known: a denial outranks a plan, a plan a bare telling.
    fn weigh(&mut self, factuality: Factuality, because: impl Into<String>) {
        if strength(factuality) > strength(self.factuality) {
            self.factuality = factuality;
            self.why.push(format!("{}: {}", factuality.as_str(), because.into()));
        }
    }
}

/// Of two readings of one clause the stronger counts.
fn strength(factuality: Factuality) -> u8 {
    match factuality {
        Factuality::Happened => 0,
        Factuality::Ongoing => 1,
        Factuality::Planned => 2,
        Factuality::Possible => 3,
        Factuality::Negated => 4,
        Factuality::Conditional => 5,
        Factuality::Denied => 6,
        Factuality::Hypothetical => 7,
    }
}

const CONDITIONAL_MARKS: [&str; 9] =
    ["if", "unless", "provided", "providing", "should", "lest", "supposing", "assuming", "were"];

pub(super) fn status(proposition: &Proposition, document: &Document, operators: &Operators) -> Status {
    let token = document.token(proposition.predicate);
    let mut status = Status::default();
    match proposition.kind {
        PredicateKind::Verb => {
            own_words(token, operators, &mut status);
            climb(token, operators, &mut status);
            in_frame(token, operators, &mut status);
            generic(token, &mut status);
        }
        PredicateKind::Adjective => {
            let verb = token.head();
            if matches!(verb.pos(), "VERB" | "AUX") {
                own_words(verb, operators, &mut status);
                climb(verb, operators, &mut status);
            }
        }
        PredicateKind::Noun => of_noun(token, operators, &mut status),
    }
    status
}

/// 'In the novel, …', 'Suppose he did. Norland would …': told of an imagined world.
fn in_frame(verb: Token<'_>, operators: &Operators, status: &mut Status) {
    let imagined = |noun: Token<'_>| {
        let lemma = noun.lemma().to_lowercase();
        let compound = noun.child(&["compound"]).map(|part| format!("{} {lemma}", part.lemma().to_lowercase()));
        let effect = |word: &str| operators.on_clause("NOUN", word) == Some(Effect::Hypothetical);
        effect(&lemma) || compound.is_some_and(|words| effect(&words))
    };
    let clauses = std::iter::successors(Some(verb), |clause| (clause.dep() == "conj").then(|| clause.head()));
    for clause in clauses {
        let framed = clause.children().any(|child| {
            child.dep() == "prep"
                && child.norm() == "in"
                && child.children().any(|noun| noun.dep() == "pobj" && imagined(noun))
        });
        if framed {
            status.weigh(Factuality::Hypothetical, "in an imagined world");
        }
    }
    let document = verb.document();
    let would = verb.children().any(|aux| aux.dep() == "aux" && aux.norm() == "would");
    let before = verb.sentence().checked_sub(1).filter(|_| would);
    let supposed = before.is_some_and(|before| {
        document.tokens_in(document.sentence(before)).any(|word| {
            let bidden = word.tag() == "VB" && word.child(&["nsubj", "aux"]).is_none();
            bidden && operators.on_clause("VERB", &word.lemma().to_lowercase()) == Some(Effect::Hypothetical)
        })
    });
    if supposed {
        status.weigh(Factuality::Hypothetical, "what would follow from what is supposed before");
    }
}

/// 'will veto any deal that the party rejects': terms in the shape of a relative clause.
fn generic(verb: Token<'_>, status: &mut Status) {
    let any = |noun: Token<'_>| noun.children().any(|child| child.dep() == "det" && child.norm() == "any");
    let open =
        |verb: Token<'_>| verb.children().any(|aux| aux.dep() == "aux" && matches!(aux.norm(), "will" | "would"));
    if verb.dep() == "relcl" && any(verb.head()) && open(verb.head().head()) {
        status.weigh(Factuality::Conditional, "terms as a relative clause");
    }
    if open(verb) {
        let mut terms = verb.children().filter(|object| object.dep() == "dobj" && any(*object));
        if let Some(clause) = terms.find_map(|object| object.child(&["relcl"])) {
            status.weigh(Factuality::Conditional, format!("on the terms '{}'", short(clause)));
            status.condition = Some(clause.document().span(clause.extent()));
        }
    }
}

/// Tense, modals, negation and adverbs of the verb's own phrase.
fn own_words(verb: Token<'_>, operators: &Operators, status: &mut Status) {
    // 'will meet and sign': a bare second verb shares the first one's auxiliaries.
    let bare =
        |token: Token<'_>| matches!(token.tag(), "VB" | "VBN" | "VBG") && token.child(&["aux", "auxpass"]).is_none();
    let mut phrase = vec![verb];
    while let Some(&last) = phrase.last() {
        if last.dep() == "conj" && bare(last) && last.head().pos() == "VERB" && last.child(&["nsubj"]).is_none() {
            phrase.push(last.head());
        } else {
            break;
        }
    }
    let (mut past_perfect, mut would) = (false, false);
    for word in phrase.iter().flat_map(|part| part.children()) {
        let form = word.text().to_lowercase();
        match word.dep() {
            "aux" | "auxpass" => match form.as_str() {
                "may" | "might" | "could" | "can" | "ca" | "must" | "should" | "ought" => {
                    status.weigh(Factuality::Possible, format!("'{form}'"));
                }
                "will" | "shall" | "'ll" | "’ll" | "wo" | "sha" => {
                    status.weigh(Factuality::Planned, format!("'{form}'"));
                }
                "would" | "'d" | "’d" => would = true,
                "had" => past_perfect = true,
                "is" | "are" | "am" | "'s" | "'re" | "’s" | "’re" | "'m" if verb.tag() == "VBG" => {
                    status.weigh(Factuality::Ongoing, "progressive present");
                }
                "been" if verb.tag() == "VBG" && !past_perfect => {
                    status.weigh(Factuality::Ongoing, "progressive perfect");
                }
                // Under way when the story reached it; inside a story of its own ('while it was …') it is over.
                "was" | "were" if verb.tag() == "VBG" && verb.dep() != "advcl" => {
                    status.weigh(Factuality::Ongoing, "progressive past");
                }
                "being" if verb.dep() != "advcl" && verb.dep() != "pcomp" => {
                    status.weigh(Factuality::Ongoing, "progressive passive");
                }
                _ => {}
            },
            "neg" => status.weigh(Factuality::Negated, format!("'{form}'")),
            // 'nor is he ready'
            "nsubj" if word.index() > verb.index() && opens_with_nor(verb) => {
                status.weigh(Factuality::Negated, "'nor'");
            }
            "advmod" | "preconj" | "cc" | "dep" => match operators.adverb(&form) {
                Some(Effect::Negated) => status.weigh(Factuality::Negated, format!("'{form}'")),
                Some(Effect::Possible) => status.weigh(Factuality::Possible, format!("'{form}'")),
                _ if form == "still" && matches!(verb.tag(), "VBG") => status.weigh(Factuality::Ongoing, "'still'"),
                _ => {}
            },
            "nsubj" | "nsubjpass" | "dobj" => {
                let none = matches!(form.as_str(), "nobody" | "none" | "nothing" | "no-one");
                let hardly = word
                    .children()
                    .any(|child| operators.adverb(&child.text().to_lowercase()) == Some(Effect::Negated));
                if none || has_no(word) || hardly {
                    status.weigh(Factuality::Negated, "'no'");
                }
            }
            "prep" if form == "since" && matches!(verb.tag(), "VBN" | "VBG") && !past_perfect => {
                status.weigh(Factuality::Ongoing, "'since'");
            }
            // 'At no point did …', 'under no circumstances will …'
            "prep"
                if word.index() < verb.index() && word.children().any(|noun| noun.dep() == "pobj" && has_no(noun)) =>
            {
                let way = word.children().any(|noun| {
                    matches!(noun.lemma(), "point" | "time" | "circumstance" | "way" | "account" | "case" | "condition")
                });
                if way {
                    status.weigh(Factuality::Negated, "'no' before the verb");
                }
            }
            "agent" if word.children().any(|by| matches!(by.text().to_lowercase().as_str(), "nobody" | "none")) => {
                status.weigh(Factuality::Negated, "'by nobody'");
            }
            _ => {}
        }
    }
    if would {
        let perfect =
            phrase.iter().flat_map(|part| part.children()).any(|aux| aux.dep() == "aux" && aux.text() == "have");
        if perfect {
            status.weigh(Factuality::Hypothetical, "'would have'");
        } else if reported_in_past(verb) {
            // 'said it would withdraw': the past of 'will'.
            status.weigh(Factuality::Planned, "'would' after a verb of saying in the past");
        } else if condition_of(verb).is_none() {
            status.weigh(Factuality::Possible, "'would'");
        }
    }
}

/// Whether 'nor' stands right before the verb or its auxiliary.
fn opens_with_nor(verb: Token<'_>) -> bool {
    (1..=2).any(|back| verb.neighbour(-back).is_some_and(|word| word.text().eq_ignore_ascii_case("nor")))
}

/// 'no country', 'neither side'
fn has_no(noun: Token<'_>) -> bool {
    noun.children()
        .any(|child| child.dep() == "det" && matches!(child.text().to_lowercase().as_str(), "no" | "neither"))
}

/// Whether the clause is reported by a verb in the past.
fn reported_in_past(verb: Token<'_>) -> bool {
    verb.ancestors().any(|ancestor| matches!(ancestor.tag(), "VBD" | "VBN") && matches!(ancestor.pos(), "VERB"))
        && (verb.dep() == "ccomp" || verb.ancestors().any(|ancestor| ancestor.dep() == "ccomp"))
        || verb.children().any(|child| child.dep() == "ccomp" && child.tag() == "VBD")
        || verb.child(&["parataxis"]).is_some()
}

/// The clause or phrase that sets the terms of `verb`, if there is one.
fn condition_of(verb: Token<'_>) -> Option<Token<'_>> {
    verb.children().find(|&child| match child.dep() {
        "advcl" | "ccomp" | "conj" => is_condition(child) && !is_concession(child),
        // 'in the event of an invasion'
        "prep" => child.children().any(|noun| {
            noun.dep() == "pobj" && matches!(noun.lemma(), "event" | "case") && noun.child(&["prep", "acl"]).is_some()
        }),
        _ => false,
    })
}

/// 'Even if …' sets no terms: the main clause holds either way.
fn is_concession(clause: Token<'_>) -> bool {
    clause.children().any(|child| child.text().eq_ignore_ascii_case("even") && child.index() < clause.index())
}

/// Whether a clause sets terms: 'if …', 'unless …', 'should the …'.
fn is_condition(clause: Token<'_>) -> bool {
    let extent = clause.extent();
    let marked = clause.children().any(|child| match child.dep() {
        "mark" | "advmod" | "prep" => {
            let form = child.text().to_lowercase();
            CONDITIONAL_MARKS.contains(&form.as_str())
                || (form == "once" && future_above(clause))
                || (form == "that" && clause.children().any(|c| matches!(c.lemma(), "provide" | "condition")))
        }
        // 'Should Norland attack', 'Had Norland attacked'
        "aux" => inverted(clause, child),
        _ => false,
    });
    if marked && clause.dep() != "conj" {
        return true;
    }
    let opens = |token: Token<'_>| {
        matches!(token.text().to_lowercase().as_str(), "provided" | "providing" | "assuming" | "supposing")
    };
    // 'Were Norland to attack'; 'provided Sudren accepts', where the parser leaves the opening word outside.
    let were = clause.text() == "Were" && extent.start == clause.index();
    let before = extent.start.checked_sub(1).map(|i| clause.document().token(TokenId(i as u32)));
    were || opens(clause)
        || before.is_some_and(|word| opens(word) && word.sentence() == clause.sentence() && word != clause.head())
}

fn future_above(clause: Token<'_>) -> bool {
    clause.head().children().any(|aux| aux.dep() == "aux" && matches!(aux.text(), "will" | "would" | "'ll"))
}

/// Whether an auxiliary stands before its subject in a clause that is no question.
fn inverted(clause: Token<'_>, aux: Token<'_>) -> bool {
    matches!(aux.text().to_lowercase().as_str(), "should" | "had" | "were")
        && clause.child(&["nsubj", "nsubjpass"]).is_some_and(|subject| aux.id < subject.id)
        && clause.extent().start == aux.index()
        && !clause.is_root()
}

/// What a condition clause is: an open one, or one contrary to fact.
fn kind_of_condition(clause: Token<'_>) -> Factuality {
    let contrary = clause.text() == "Were"
        || clause.children().any(|child| {
            let had = child.text().eq_ignore_ascii_case("had") && (clause.tag() == "VBN" || inverted(clause, child));
            child.dep() == "aux" && (had || child.text().eq_ignore_ascii_case("were") && inverted(clause, child))
        })
        || clause.children().any(|child| child.dep() == "auxpass" && child.text().eq_ignore_ascii_case("were"))
        || (clause.lemma() == "be" && clause.text() == "were" && clause.child(&["xcomp"]).is_some());
    if contrary { Factuality::Hypothetical } else { Factuality::Conditional }
}

/// What the words above a clause make of it.
fn climb(verb: Token<'_>, operators: &Operators, status: &mut Status) {
    // 'They will fire, diplomats fear, unless …': terms that hang on the verb of saying belong to what is said.
    let reported = |head: Token<'_>| verb.dep() == "ccomp" && operators.on_clause(head.pos(), head.lemma()).is_some();
    let own = condition_of(verb).filter(|_| verb.child(&["ccomp"]).is_none());
    let terms = own.or_else(|| Some(verb.head()).filter(|&head| reported(head)).and_then(condition_of));
    if let Some(clause) = terms.filter(|&clause| clause != verb) {
        let kind = kind_of_condition(clause);
        let modal = verb.children().any(|aux| aux.dep() == "aux" && aux.tag() == "MD");
        let open = modal || matches!(verb.tag(), "VB") || verb.child(&["aux"]).is_none() && verb.tag() != "VBD";
        if open {
            status.weigh(kind, format!("on the terms '{}'", short(clause)));
            status.condition = Some(clause.document().span(clause.extent()));
        } else if operators.on_clause(verb.pos(), verb.lemma()) == Some(Effect::Inert) {
            // 'threatened to leave unless …': the terms of what is threatened; the threat itself was made.
            status.condition = Some(clause.document().span(clause.extent()));
        }
    }
    // 'If the North attacks': the parser may hang the conjunction on the main verb.
    let loose_if = |token: Token<'_>| {
        token.is_root() && token.children().any(|mark| mark.dep() == "mark" && mark.text().eq_ignore_ascii_case("if"))
    };
    if loose_if(verb) || verb.dep() == "advcl" && loose_if(verb.head()) {
        status.weigh(Factuality::Conditional, "in a condition");
    }
    let mut below = verb;
    // Coordinated verbs share what stands above the first of them.
    loop {
        let head = below.head();
        if head == below {
            break;
        }
        let goes_on = match below.dep() {
            "advcl" | "ccomp" | "conj" if is_condition(below) => {
                status.weigh(kind_of_condition(below), "in a condition");
                if status.condition.is_none() {
                    status.condition = Some(below.document().span(below.extent()));
                }
                return;
            }
            "xcomp" | "ccomp" | "acl" | "advcl" | "pcomp" | "oprd" | "dobj" | "relcl" | "acomp" => {
                if !under(below, verb, operators, status) {
                    return;
                }
                true
            }
            "conj" => true,
            _ => false,
        };
        if !goes_on {
            break;
        }
        below = head;
        if below.pos() != "VERB" && below.pos() != "AUX" && below.pos() != "ADP" {
            break;
        }
    }
    // Headlines: 'Koreas' generals to meet Tuesday'.
    let headline = below.is_root() && below == verb
        || matches!(verb.dep(), "acl" | "relcl")
            && verb.ancestors().all(|ancestor| !matches!(ancestor.pos(), "VERB" | "AUX"));
    if headline && is_infinitive(verb) {
        status.weigh(Factuality::Planned, "an infinitive stands for the future in headlines");
    }
}

/// The noun that a that-clause right behind it explains.
pub(super) fn noun_before(clause: Token<'_>) -> Option<Token<'_>> {
    if clause.dep() != "ccomp" {
        return None;
    }
    let mark = clause.child(&["mark"]).filter(|mark| mark.text().eq_ignore_ascii_case("that"))?;
    let before = mark.neighbour(-1)?;
    (before.pos() == "NOUN" && before != clause.head() && before.sentence() == clause.sentence()).then_some(before)
}

/// Reads what the head of `below` makes of it. Returns whether words further up count as well.
fn under(below: Token<'_>, verb: Token<'_>, operators: &Operators, status: &mut Status) -> bool {
    // 'his demand that Norland leave', where the parser hangs the clause on the verb above.
    let mut head = noun_before(below).unwrap_or_else(|| below.head());
    let mut preposition = None;
    if below.dep() == "pcomp" || head.pos() == "ADP" && head.dep() == "prep" {
        preposition = Some(head.text().to_lowercase());
        if head.text().eq_ignore_ascii_case("without") {
            status.weigh(Factuality::Negated, "'without'");
        }
        head = head.head();
    }
    let form_above = head.text().to_lowercase();
    if form_above == "short" && preposition.as_deref() == Some("of") {
        // 'stopped short of threatening'
        status.weigh(Factuality::Negated, "'short of'");
        return true;
    }
    let that_clause = below.children().any(|mark| mark.dep() == "mark" && mark.text().eq_ignore_ascii_case("that"));
    if below.dep() == "relcl" && !that_clause && !is_infinitive(below) {
        return false;
    }
    if below.dep() == "advcl" {
        // 'will not talk until he is freed': what is waited for has not happened.
        let awaited = below.children().any(|mark| mark.dep() == "mark" && mark.norm() == "until");
        let present = |word: Token<'_>| matches!(word.tag(), "VBZ" | "VBP" | "VB");
        let auxiliaries = || below.children().filter(|child| matches!(child.dep(), "aux" | "auxpass"));
        if awaited && (present(below) || auxiliaries().any(present)) {
            status.embedded_in = Some(head.id);
            status.why.push("no claim of its own: it is waited for".to_owned());
            return false;
        }
        // 'after …', 'when …', 'as …' say nothing against it; a purpose takes place if its main clause does.
        if is_infinitive(below) && matches!(head.pos(), "VERB" | "AUX") {
            let mut above = Status::default();
            own_words(head, operators, &mut above);
            if matches!(above.factuality, Factuality::Possible | Factuality::Planned | Factuality::Negated) {
                status.weigh(above.factuality, format!("as '{}' is", head.text()));
            }
        }
        return is_infinitive(below) || below.tag() == "VBG";
    }
    let form = head.text().to_lowercase();
    let lemma = match head.child(&["prt"]) {
        Some(particle) => format!("{} {}", head.lemma(), particle.text().to_lowercase()),
        None => head.lemma().to_lowercase(),
    };
    let participle =
        operators.adjective(&form).0.filter(|_| head.tag() == "VBN" && is_passive(head) || head.pos() == "ADJ");
    if denied_elsewhere(head, operators) {
        status.weigh(Factuality::Denied, format!("what is said of '{form}'"));
        return false;
    }
    let mut effect = participle.or_else(|| operators.on_clause(head.pos(), &lemma));
    // 'told them to leave' asks, 'told them that …' says.
    if matches!(lemma.as_str(), "tell" | "write" | "message") && is_infinitive(below) {
        effect = Some(Effect::Inert);
    }
    // 'the authority to negotiate', 'a bid to seize it': no claim that anybody does; but 'the first state to recognize it'.
    let first = |noun: Token<'_>| {
        noun.children().any(|word| matches!(word.norm(), "first" | "last" | "only" | "latest" | "second" | "third"))
    };
    let in_clause = head.ancestors().any(|above| matches!(above.pos(), "VERB" | "AUX"));
    if below.dep() == "acl"
        && is_infinitive(below)
        && effect.is_none()
        && head.pos() == "NOUN"
        && in_clause
        && !first(head)
    {
        let possessed = head.child(&["poss"]).is_some();
        let had = matches!(head.head().lemma(), "have" | "use" | "take" | "hold" | "send" | "deploy" | "enter");
        if !possessed && !had {
            effect = Some(Effect::Inert);
        }
    }
    if lemma == "have" && head.child(&["advmod"]).is_some_and(|word| word.text().eq_ignore_ascii_case("yet")) {
        effect = Some(Effect::Negated);
    }
    // 'It is unclear whether the sides met'
    let judged = head.child(&["acomp"]).filter(|_| lemma == "be" && below.dep() == "ccomp");
    if lemma == "be" && head.pos() == "AUX" && !(is_infinitive(below) && below.dep() == "xcomp") {
        effect = judged.and_then(|word| operators.on_clause(word.pos(), &word.text().to_lowercase()));
    }
    if matches!(preposition.as_deref(), Some("from"))
        && matches!(lemma.as_str(), "keep" | "stop" | "ban" | "bar" | "block" | "deter" | "discourage")
    {
        effect = Some(Effect::Negated);
    }
    if below.dep() == "acl"
        && !is_infinitive(below)
        && below.tag() != "VBG"
        && !that_clause
        && effect != Some(Effect::Said)
    {
        // A participle beside a noun: told on its own account.
        return false;
    }
    // 'He ruled it out; the fighting must stop': a clause before its head is no complement, unless the head reports it.
    let before = below.dep() == "ccomp" && below.id < head.id;
    if before && !matches!(effect, Some(Effect::Said | Effect::Possible | Effect::Expected)) {
        return false;
    }
    let because = || format!("under '{form}'");
    match effect {
        Some(Effect::Inert) => {
            status.embedded_in = Some(head.id);
            status.why.push(format!("no claim of its own: under '{form}'"));
            return false;
        }
        Some(Effect::Said) => {
            let questioned =
                below.children().any(|mark| matches!(mark.text(), "whether" | "if") && mark.dep() == "mark");
            if questioned {
                status.weigh(Factuality::Possible, "'whether'");
            }
            // What is reported holds as reported, however the report itself is told.
            return false;
        }
        Some(Effect::Denied) => status.weigh(Factuality::Denied, because()),
        Some(Effect::Possible) => status.weigh(Factuality::Possible, because()),
        Some(Effect::Expected) => {
            let future = status.factuality == Factuality::Planned || is_infinitive(below) || below.tag() == "VBG";
            if future {
                status.weigh(Factuality::Possible, because());
            }
        }
        Some(Effect::Planned) => status.weigh(Factuality::Planned, because()),
        Some(Effect::Negated) => {
            let negated_above = is_negated(head, operators);
            if negated_above {
                status.weigh(Factuality::Possible, format!("not under '{form}'"));
                return false;
            }
            status.weigh(Factuality::Negated, because());
        }
        Some(Effect::Hypothetical) => status.weigh(Factuality::Hypothetical, because()),
        Some(Effect::Ongoing) => status.weigh(Factuality::Ongoing, because()),
        Some(Effect::Same) | None => {}
    }
    // 'would be interested in striking a deal': the adjective's verb has the modals.
    let carrier = if head.pos() == "ADJ" && head.dep() == "acomp" { head.head() } else { head };
    // The governing verb's own modals and negation hold for what it carries: 'may begin to withdraw', 'did not manage to'.
    if matches!(carrier.pos(), "VERB" | "AUX") && below.dep() != "ccomp" && below != verb.head() {
        let mut above = Status::default();
        own_words(carrier, operators, &mut above);
        if above.factuality != Factuality::Ongoing || effect == Some(Effect::Same) {
            status.weigh(above.factuality, format!("as '{form}' is"));
        }
    }
    true
}

/// Whether what a clause hangs on is said to be untrue: 'dismissed as false reports that', 'called the story that … a
/// fabrication', 'it is not true, he said, that'.
fn denied_elsewhere(head: Token<'_>, operators: &Operators) -> bool {
    let untrue = |word: Token<'_>| {
        let form = word.lemma().to_lowercase();
        operators.on_noun(word.pos(), &form) == Some(Effect::Denied)
            && operators.on_clause(word.pos(), &form) == Some(Effect::Denied)
    };
    let says_untrue = |verb: Token<'_>| {
        // 'called the story … a fabrication', however deep the parse hangs the last words.
        let names = matches!(verb.lemma(), "call" | "label" | "brand" | "dismiss" | "denounce" | "describe");
        verb.subtree().into_iter().any(|word| {
            untrue(word)
                && (names && word.pos() == "NOUN" && word.id > verb.id
                    || word.head() == verb
                    || word.head().head() == verb
                    || word.head().head().head() == verb)
        })
    };
    let not_true = |verb: Token<'_>| {
        verb.lemma() == "be"
            && verb.child(&["neg"]).is_some()
            && verb
                .child(&["acomp"])
                .is_some_and(|word| matches!(word.lemma(), "true" | "right" | "correct" | "accurate"))
    };
    match head.pos() {
        "NOUN" => {
            let told = operators.on_clause("NOUN", head.lemma()) == Some(Effect::Said);
            let above = head.ancestors().find(|ancestor| matches!(ancestor.pos(), "VERB" | "AUX"));
            told && (head.children().any(untrue)
                || above.is_some_and(|verb| {
                    let denies = |effect| effect == Some(Effect::Denied);
                    denies(operators.on_noun("VERB", verb.lemma()))
                        || denies(operators.on_clause("VERB", verb.lemma()))
                        || says_untrue(verb)
                }))
        }
        "VERB" | "AUX" => {
            not_true(head)
                || head.children().any(|clause| matches!(clause.dep(), "ccomp" | "parataxis") && not_true(clause))
        }
        "ADJ" => not_true(head.head()),
        _ => false,
    }
}

/// Whether a verb is negated by its own words.
fn is_negated(verb: Token<'_>, operators: &Operators) -> bool {
    verb.children()
        .any(|child| child.dep() == "neg" || operators.adverb(&child.text().to_lowercase()) == Some(Effect::Negated))
}

/// Whether what a noun of action names takes place: its own words, then the word that governs it.
fn of_noun(noun: Token<'_>, operators: &Operators, status: &mut Status) {
    for child in noun.children() {
        let form = child.text().to_lowercase();
        match child.dep() {
            "det" if matches!(form.as_str(), "no" | "neither") => {
                status.weigh(Factuality::Negated, format!("'{form}'"));
            }
            "neg" => status.weigh(Factuality::Negated, format!("'{form}'")),
            "amod" | "acl" => apply_to_noun(operators.adjective(&form).1, &form, noun, status),
            // 'a conference that the union had planned'
            "relcl"
                if child.child(&["nsubj"]).is_some()
                    && child.child(&["dobj"]).is_none_or(|object| object.tag() == "WDT") =>
            {
                apply_to_noun(operators.on_noun("VERB", child.lemma()), &form, noun, status);
            }
            _ => {}
        }
    }
    if noun.dep() == "advcl" {
        climb(noun, operators, status);
        return;
    }
    let mut below = noun;
    while below.dep() == "conj" && !matches!(below.head().pos(), "VERB" | "AUX") && below.head() != below {
        below = below.head();
    }
    let mut head = below.head();
    if below.is_root() {
        return;
    }
    if below.dep() == "pobj" {
        if head.text().eq_ignore_ascii_case("without") {
            status.weigh(Factuality::Negated, "'without'");
            return;
        }
        if head.dep() == "pcomp" || head.dep() == "prep" || head.dep() == "agent" {
            head = head.head();
        }
    }
    let terms = matches!(head.lemma(), "event" | "case") && head.dep() == "pobj" && head.head().norm() == "in";
    if terms {
        status.weigh(Factuality::Conditional, format!("in the {} of it", head.text()));
        return;
    }
    let mut lemma = head.lemma().to_lowercase();
    if let Some(particle) = head.child(&["prt"]) {
        lemma = format!("{lemma} {}", particle.text().to_lowercase());
    }
    match head.pos() {
        "VERB" | "AUX" => {
            let with_preposition = format!("{lemma} {}", below.head().text().to_lowercase());
            let effect = if below.dep() == "pobj" {
                // A verb speaks of what its preposition governs only where the two make one word: 'push for talks'.
                let alone = operators.on_noun("VERB", &lemma).filter(|&effect| effect == Effect::Same);
                operators.on_noun("VERB", &with_preposition).or(alone)
            } else {
                operators.on_noun("VERB", &lemma)
            };
            // 'denied any part in the killing'
            let part = |object: Token<'_>| {
                matches!(
                    object.lemma(),
                    "role" | "part" | "hand" | "involvement" | "responsibility" | "complicity" | "knowledge"
                )
            };
            let denies_part = below.dep() == "pobj"
                && operators.on_noun("VERB", &lemma) == Some(Effect::Denied)
                && head.child(&["dobj"]).is_some_and(part);
            let effect = effect.or(denies_part.then_some(Effect::Denied));
            // An offer that is accepted or refused was made: what the word names is itself a speech act.
            let spoken = operators.on_noun("NOUN", &noun.lemma().to_lowercase()) == Some(Effect::Inert);
            let effect = effect.filter(|&effect| !(spoken && effect == Effect::Inert && operators.is_answer(&lemma)));
            let copula = matches!(lemma.as_str(), "be" | "remain" | "seem" | "look" | "appear" | "become");
            let governed = effect.is_some() || copula;
            apply_to_noun(effect, head.text(), noun, status);
            if status.embedded_in.is_some() {
                return;
            }
            // 'A strike is among the options', 'rates a strike as improbable', 'The drill is in its second day'.
            for preposition in head.children().filter(|child| child.dep() == "prep" && child.id > below.id) {
                for said in preposition.children() {
                    let form = said.text().to_lowercase();
                    match preposition.norm() {
                        "among" | "on" | "off" | "under" if copula => {
                            apply_to_noun(
                                operators.on_noun(said.pos(), &said.lemma().to_lowercase()),
                                &form,
                                noun,
                                status,
                            );
                        }
                        "as" => apply_to_noun(operators.on_noun(said.pos(), &form), &form, noun, status),
                        "in" if copula
                            && said.child(&["amod"]).is_some()
                            && matches!(said.lemma(), "day" | "week" | "month" | "year") =>
                        {
                            status.weigh(Factuality::Ongoing, format!("in its {form}"));
                        }
                        _ => {}
                    }
                }
            }
            if let Some(complement) = head.child(&["acomp", "attr", "oprd"]).filter(|_| copula) {
                apply_to_noun(
                    operators.on_noun(complement.pos(), &complement.text().to_lowercase()),
                    complement.text(),
                    noun,
                    status,
                );
                // 'The talks are likely to resume': the adjective speaks of the clause below it.
                apply_to_noun(
                    operators.adjective(&complement.text().to_lowercase()).1,
                    complement.text(),
                    noun,
                    status,
                );
            }
            // A verb's own modals and negation speak of the noun if the verb says that it takes place, or of its happening.
            if governed {
                let mut above = Status::default();
                own_words(head, operators, &mut above);
                climb(head, operators, &mut above);
                let negated_twice = effect == Some(Effect::Negated) && above.factuality == Factuality::Negated;
                if negated_twice {
                    status.factuality = Factuality::Possible;
                } else {
                    status.weigh(above.factuality, format!("as '{}' is", head.text()));
                }
                if status.embedded_in.is_none() {
                    status.embedded_in = above.embedded_in;
                }
                status.condition = status.condition.or(above.condition);
            } else {
                let mut above = Status::default();
                own_words(head, operators, &mut above);
                climb(head, operators, &mut above);
                // 'A strike would cripple the port', 'could spring another meeting': no more real than the verb. What
                // 'the' or a possessor points at is there before.
                let imagined = matches!(
                    above.factuality,
                    Factuality::Hypothetical | Factuality::Conditional | Factuality::Possible
                );
                let indefinite = |word: &str| matches!(word, "a" | "an" | "another" | "any" | "some");
                let known = noun.children().any(|child| {
                    child.dep() == "poss" || child.dep() == "det" && !indefinite(child.text().to_lowercase().as_str())
                });
                if imagined && !known && matches!(below.dep(), "nsubj" | "dobj") {
                    // 'A recognition of the rebels would bury the talks': imagined, to say what would follow.
                    let would = head.children().any(|aux| aux.dep() == "aux" && aux.norm() == "would");
                    let supposed = below.dep() == "nsubj" && would && above.factuality == Factuality::Possible;
                    let factuality = if supposed { Factuality::Hypothetical } else { above.factuality };
                    status.weigh(factuality, format!("as '{}' is", head.text()));
                }
            }
        }
        "NOUN" | "PROPN" | "ADJ" => {
            let effect = operators.on_noun(head.pos(), &lemma);
            apply_to_noun(effect, head.text(), noun, status);
            // 'denied any role in the raid', 'rates an attack as improbable'
            let above = head.head();
            if effect.is_none() && operators.on_noun(above.pos(), above.lemma()) == Some(Effect::Denied) {
                status.weigh(Factuality::Denied, format!("'{}'", above.text()));
            }
        }
        _ => {}
    }
}

fn apply_to_noun(effect: Option<Effect>, form: &str, noun: Token<'_>, status: &mut Status) {
    let because = || format!("'{form}' of '{}'", noun.text());
    match effect {
        Some(Effect::Inert) => {
            status.embedded_in = Some(noun.head().id);
            status.why.push(format!("no claim of its own: {}", because()));
        }
        Some(Effect::Denied) => status.weigh(Factuality::Denied, because()),
        Some(Effect::Possible | Effect::Expected) => status.weigh(Factuality::Possible, because()),
        Some(Effect::Planned) => status.weigh(Factuality::Planned, because()),
        Some(Effect::Negated) => status.weigh(Factuality::Negated, because()),
        Some(Effect::Hypothetical) => status.weigh(Factuality::Hypothetical, because()),
        Some(Effect::Ongoing) => status.weigh(Factuality::Ongoing, because()),
        Some(Effect::Said | Effect::Same) | None => {}
    }
}

/// The first words of a clause, for a reason given to a reader.
fn short(clause: Token<'_>) -> String {
    let words: Vec<&str> = clause.document().tokens_in(clause.extent()).take(6).map(Token::text).collect();
    words.join(" ")
}
