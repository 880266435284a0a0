//! Logical arguments: who acts and who is acted on, whatever the word order.
//!
//! Subjects are looked for through coordination, control ('agreed to meet', 'urged B to leave'), relative
//! clauses and participles. Labels are `ClearNLP`'s.

use language::Token;

/// Words that stand in for the noun a relative clause belongs to.
fn is_relative_pronoun(token: Token<'_>) -> bool {
    matches!(token.tag(), "WDT" | "WP") && !token.text().eq_ignore_ascii_case("what")
}

/// The phrase heads coordinated with `head`, itself first, in text order.
pub fn list_members(head: Token<'_>) -> Vec<Token<'_>> {
    let mut members = vec![head];
    let mut next = 0;
    while next < members.len() {
        let member = members[next];
        members.extend(member.children().filter(|child| {
            // 'Norland, Sudren, Westmark and Ostland': the parser may call the second an apposition.
            let listed = child.dep() == "appos"
                && child.pos() == "PROPN"
                && member.pos() == "PROPN"
                && child.child(&["conj"]).is_some();
            (child.dep() == "conj" || listed) && is_nominal(*child)
        }));
        next += 1;
    }
    members
}

pub(super) fn is_nominal(token: Token<'_>) -> bool {
    matches!(token.pos(), "NOUN" | "PROPN" | "PRON" | "NUM" | "ADJ" | "DET" | "SYM" | "X")
}

/// Those to whom a noun's thing or act belongs: possessors, nationalities and names before it, what 'of' governs.
pub fn owners(noun: Token<'_>) -> Vec<Token<'_>> {
    let mut found = Vec::new();
    for child in noun.children() {
        match child.dep() {
            "poss" | "nmod" | "compound" | "amod" => {
                // 'a Trump-Kim summit'
                let pair = child.children().find(|inner| inner.dep() == "compound" && inner.pos() == "PROPN");
                let hyphen = child.children().any(|inner| inner.tag() == "HYPH");
                found.extend(pair.filter(|_| hyphen));
                found.extend(list_members(child));
            }
            "prep" if child.text().eq_ignore_ascii_case("of") => {
                found.extend(child.children().filter(|object| object.dep() == "pobj").flat_map(list_members));
            }
            _ => {}
        }
    }
    found
}

/// Whether the verb is worded in the passive.
pub(super) fn is_passive(verb: Token<'_>) -> bool {
    if verb.children().any(|child| matches!(child.dep(), "auxpass" | "nsubjpass" | "agent" | "csubjpass")) {
        return true;
    }
    // 'a separatist gunned down outside a temple', tagged as the past: behind a noun only a participle stands.
    let behind_noun = verb.tag() == "VBD" && verb.dep() == "acl" && verb.child(&["dobj", "nsubj", "mark"]).is_none();
    if verb.tag() != "VBN" && !behind_noun || verb.children().any(|child| child.dep() == "aux") {
        return false;
    }
    match verb.dep() {
        "acl" => true,
        "conj" => is_passive(verb.head()) && verb.child(&["nsubj"]).is_none(),
        // 'stands accused', 'keeps its airspace closed'
        "xcomp" | "oprd" => verb.child(&["nsubj", "dobj", "mark"]).is_none() && is_clausal(verb.head()),
        // 'Detained by Turkey, they …'
        "advcl" => verb.child(&["nsubj", "dobj", "mark"]).is_none(),
        _ => false,
    }
}

/// The antecedent of a relative pronoun: the noun its clause belongs to.
fn antecedent(pronoun: Token<'_>) -> Option<Token<'_>> {
    pronoun.ancestors().find(|token| token.dep() == "relcl").map(Token::head)
}

/// The grammatical subjects of a verb: its own, or those it shares or inherits.
pub fn subjects(verb: Token<'_>) -> Vec<Token<'_>> {
    subjects_within(verb, 0)
}

fn subjects_within(verb: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    // Trees are finite, but coordination inside control inside coordination need not be followed for ever.
    if depth > 12 {
        return Vec::new();
    }
    // Of two, the nearer: the first may be a dateline.
    let subject = verb
        .children()
        .filter(|child| matches!(child.dep(), "nsubj" | "nsubjpass"))
        .min_by_key(|child| child.index().abs_diff(verb.index()));
    if let Some(subject) = subject {
        if is_relative_pronoun(subject) {
            return antecedent(subject).map(list_members).unwrap_or_default();
        }
        if subject.tag() == "VBG" && subject.child(&["nsubj"]).is_some() {
            // 'Leaders meeting in Portvale closed the border'
            return subjects_within(subject, depth + 1);
        }
        let mut found = list_members(subject);
        // 'Pentagon, Seoul shelve drills'
        let beside = verb.children().find(|child| {
            child.dep() == "npadvmod" && child.pos() == "PROPN" && child.index() + 2 == subject.extent().start
        });
        let beside = beside.filter(|_| verb.dep() != "parataxis");
        if let Some(first) = beside.filter(|first| first.neighbour(1).is_some_and(|comma| comma.text() == ",")) {
            found.insert(0, first);
        }
        return found;
    }
    if verb.child(&["csubj", "csubjpass", "expl"]).is_some() {
        return Vec::new();
    }
    // 'Norland, he warned, would …', where the parser hangs the first name on the words of saying.
    let said = verb.children().find(|child| child.dep() == "parataxis" && child.id < verb.id);
    let name = said.and_then(|said| {
        let first = said.children().next().filter(|name| name.dep() == "npadvmod" && name.pos() == "PROPN")?;
        first.neighbour(1).is_some_and(|comma| comma.text() == ",").then_some(first)
    });
    if let Some(name) = name.filter(|_| verb.dep() != "conj") {
        return list_members(name);
    }
    if let Some(participle) = verb.children().find(|&child| has_taken_subject(child)) {
        return subjects_within(participle, depth + 1);
    }
    let head = verb.head();
    let inherit = |from| subjects_within(from, depth + 1);
    match verb.dep() {
        "acl" | "relcl" if is_infinitive(verb) => {
            // 'its decision to withdraw', 'the first country to recognise it'
            let owned = possessors(head);
            let headline = head.ancestors().all(|ancestor| !is_clausal(ancestor));
            match (owned.is_empty(), headline) {
                // 'Koreas' generals to meet Tuesday'
                (_, true) => list_members(head),
                (true, false) => inherit_from_governor(head, depth),
                (false, false) => owned,
            }
        }
        "acl" | "relcl" => list_members(head),
        "conj" if is_clausal(head) => {
            // 'complained that there were none and accused them': who is said to be there accuses nobody.
            let existential = head.child(&["expl"]).is_some() && head.dep() == "ccomp";
            // 'Turkey shelled the town and was condemned': the passive's subject is the other's agent all the same.
            inherit(if existential { head.head() } else { head })
        }
        // 'Norland is likely to block the convoy'
        "xcomp" if head.dep() == "acomp" && is_clausal(head.head()) => inherit(head.head()),
        "oprd" if is_clausal(head) => match head.child(&["dobj"]) {
            Some(object) => list_members(object),
            None => inherit(head),
        },
        "xcomp" | "ccomp" => match head.child(&["dobj"]).filter(|_| verb.dep() == "xcomp" && !is_subject_control(head))
        {
            Some(object) => list_members(object),
            None => inherit(head),
        },
        "advcl" | "pcomp" | "prep" | "dep" | "parataxis" => {
            let governor = if head.dep() == "prep" || head.pos() == "ADP" { head.head() } else { head };
            let governor = if verb.dep() == "pcomp" { head.head() } else { governor };
            // 'accused Seoul of hiding': what the accused did.
            let preposition = head.text();
            let of_object = verb.dep() == "pcomp" && matches!(preposition, "of" | "from" | "for");
            // 'brought Norland to stop its tests': what whoever is brought to it does.
            let brought = verb.dep() == "advcl"
                && is_infinitive(verb)
                && matches!(
                    governor.lemma(),
                    "bring" | "get" | "lead" | "prompt" | "spur" | "persuade" | "convince" | "induce" | "tempt"
                );
            match governor.child(&["dobj"]).filter(|_| of_object || brought) {
                Some(object) => list_members(object),
                None if is_clausal(governor) => inherit(governor),
                // 'stopped short of threatening'
                None if matches!(governor.pos(), "ADV" | "ADJ") && is_clausal(governor.head()) => {
                    inherit(governor.head())
                }
                None => possessors(governor),
            }
        }
        _ => Vec::new(),
    }
}

/// Whether a participle before its verb has the verb's own subject: 'On Monday the deputies, meeting in haste, will ask
/// …', where the parser gives the participle what stands before it.
pub fn has_taken_subject(participle: Token<'_>) -> bool {
    let verb = participle.head();
    participle.dep() == "advcl"
        && participle.tag() == "VBG"
        && participle.id < verb.id
        && participle.child(&["nsubj"]).is_some()
        && participle.child(&["mark", "aux"]).is_none()
        && verb.child(&["nsubj", "nsubjpass"]).is_none()
        && verb.dep() != "conj"
}

/// The subject of the clause in which `noun` stands, for infinitives that hang on a noun.
fn inherit_from_governor(noun: Token<'_>, depth: usize) -> Vec<Token<'_>> {
    match noun.ancestors().find(|token| is_clausal(*token)) {
        Some(verb) => subjects_within(verb, depth + 1),
        None => Vec::new(),
    }
}

fn possessors(noun: Token<'_>) -> Vec<Token<'_>> {
    noun.children().filter(|child| child.dep() == "poss").flat_map(list_members).collect()
}

/// Whether a word can head a clause.
pub fn is_clausal(token: Token<'_>) -> bool {
    matches!(token.pos(), "VERB" | "AUX")
}

/// Whether a verb is a 'to'-infinitive.
pub(super) fn is_infinitive(verb: Token<'_>) -> bool {
    verb.children().any(|child| child.dep() == "aux" && child.tag() == "TO")
}

/// Verbs after which the infinitive's subject is the verb's own, object or no object: 'promised Kyiv to send'.
fn is_subject_control(verb: Token<'_>) -> bool {
    matches!(verb.lemma(), "promise" | "threaten" | "vow" | "pledge" | "use" | "hold" | "take" | "make" | "call")
        && verb.child(&["dobj"]).is_none_or(|object| object.pos() != "PROPN")
}

/// The direct objects of a verb; for a relative clause without one, the noun it belongs to.
pub(super) fn objects(verb: Token<'_>) -> Vec<Token<'_>> {
    let mut found: Vec<Token<'_>> =
        verb.children().filter(|child| child.dep() == "dobj").flat_map(list_members).collect();
    for object in &mut found {
        if is_relative_pronoun(*object)
            && let Some(noun) = antecedent(*object)
        {
            *object = noun;
        }
    }
    if found.is_empty() && verb.dep() == "relcl" && !is_passive(verb) {
        // 'the ship the navy seized'
        let own_subject = verb.child(&["nsubj"]).is_some_and(|subject| !is_relative_pronoun(subject));
        let open = verb.child(&["ccomp", "xcomp", "attr", "acomp"]).is_none();
        if own_subject && open && verb.children().all(|child| child.tag() != "WRB") {
            found = list_members(verb.head());
        }
    }
    // 'ram and hose Norland's cutters': two verbs side by side share the object of the second.
    if found.is_empty()
        && let Some(joint) = verb.neighbour(1).filter(|joint| joint.dep() == "cc" || joint.text() == ",")
        && let Some(second) = joint.neighbour(1).filter(|second| second.dep() == "conj" && second.head() == verb)
        && second.tag() == verb.tag()
        && is_clausal(second)
        && !matches!(
            verb.lemma(),
            "come" | "go" | "try" | "stop" | "turn" | "return" | "rise" | "sit" | "stand" | "agree"
        )
    {
        return objects(second);
    }
    // 'gave the envoys 24 hours to pack': the parser makes the time that is given an adverb.
    let given = || {
        let behind = |child: &Token<'_>| child.dep() == "npadvmod" && child.id > verb.id && child.pos() == "NOUN";
        let gives = matches!(verb.lemma(), "give" | "grant" | "allow") && verb.child(&["dative"]).is_some();
        verb.children().find(behind).filter(|_| gives)
    };
    if found.is_empty()
        && let Some(time) = given()
    {
        found = list_members(time);
    }
    found
}

/// Those by whom a passive says it is done.
pub(super) fn by_agents(verb: Token<'_>) -> Vec<Token<'_>> {
    let agent = |child: &Token<'_>| child.dep() == "agent" || (child.dep() == "prep" && child.text() == "by");
    verb.children()
        .filter(agent)
        .flat_map(|by| by.children().filter(|object| object.dep() == "pobj").flat_map(list_members))
        .collect()
}
