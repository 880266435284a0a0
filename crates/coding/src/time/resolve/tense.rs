//! Whether the clause around a time expression speaks of the past or of what is to come: 'met on Tuesday' and
//! 'will meet on Tuesday' are different Tuesdays.

use language::{Document, Token, TokenId};

/// Where a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::time) enum Tense {
    Past,
    Present,
    Future,
}

/// Words of what is arranged or awaited: 'scheduled for Tuesday', 'due on Friday', 'payable Jan. 3'.
const ARRANGED: [&str; 21] = [
    "anticipate",
    "await",
    "book",
    "due",
    "effective",
    "expect",
    "expire",
    "intend",
    "likely",
    "mature",
    "payable",
    "pencil",
    "plan",
    "poise",
    "ready",
    "redeemable",
    "schedule",
    "slate",
    "suppose",
    "unlikely",
    "upcoming",
];

/// Verbs that by themselves put their object ahead, whatever their own tense: 'planned a rally on Saturday'.
const ARRANGING: [&str; 4] = ["plan", "schedule", "await", "slate"];

/// Verbs that move an end: 'extended to Nov. 20', 'postponed until Tuesday'.
const PUT_OFF: [&str; 11] =
    ["extend", "postpone", "delay", "defer", "push", "adjourn", "suspend", "give", "prolong", "move", "renew"];

/// Verbs whose infinitive shares their time, or is dated by them: 'failed to agree on Friday', 'ordered his troops to
/// march on Friday'.
const SHARING: [&str; 16] = [
    "appear", "begin", "cease", "come", "continue", "decline", "fail", "force", "get", "go", "help", "manage",
    "refuse", "seem", "start", "use",
];

/// What is held on a day set for it, so that 'Tuesday's meeting' may be ahead; 'Tuesday's attack' is over.
const APPOINTMENTS: [&str; 34] = [
    "announcement",
    "appearance",
    "ballot",
    "briefing",
    "celebration",
    "ceremony",
    "conference",
    "congress",
    "convention",
    "deadline",
    "debate",
    "decision",
    "election",
    "event",
    "funeral",
    "game",
    "hearing",
    "inauguration",
    "launch",
    "march",
    "match",
    "meeting",
    "negotiation",
    "parade",
    "poll",
    "rally",
    "referendum",
    "session",
    "speech",
    "strike",
    "summit",
    "talk",
    "visit",
    "vote",
];

/// Where the clause of `token` looks; nothing where no verb tells.
pub(in crate::time) fn tense_at(document: &Document, token: usize) -> Option<Tense> {
    if token >= document.len() {
        return None;
    }
    let token = document.token(TokenId(token as u32));
    if let Some(tense) = by_preposition(token) {
        return Some(tense);
    }
    // A tree is as deep as its sentence is long at worst; a date seldom hangs deeper than this.
    let tense = std::iter::once(token).chain(token.ancestors()).take(24).find_map(tense_of)?;
    let describes = matches!(token.dep(), "poss" | "compound" | "nmod" | "amod" | "nummod")
        && matches!(token.head().pos(), "NOUN" | "PROPN")
        && token.head().index() > token.index();
    if tense != Tense::Past && describes && !APPOINTMENTS.contains(&token.head().lemma()) {
        return Some(Tense::Past);
    }
    Some(tense)
}

/// 'since Monday' is past; 'extended to Friday', 'postponed until Tuesday' are ahead.
fn by_preposition(token: Token<'_>) -> Option<Tense> {
    // '9 a.m. Tuesday' hangs on '9 a.m.'
    let preposition = std::iter::once(token)
        .chain(token.ancestors())
        .take(3)
        .find(|word| matches!(word.dep(), "prep" | "mark") || matches!(word.pos(), "ADP" | "SCONJ" | "VERB" | "AUX"))?;
    match preposition.lemma() {
        "since" => Some(Tense::Past),
        "until" | "till" | "through" | "to" => {
            let verb = preposition.head();
            (PUT_OFF.contains(&verb.lemma()) && verb.index() < preposition.index()).then_some(Tense::Future)
        }
        _ => None,
    }
}

/// What one word says of the time of what hangs on it.
fn tense_of(word: Token<'_>) -> Option<Tense> {
    if matches!(word.pos(), "ADJ" | "NOUN" | "PROPN") && word.tag() != "VBN" {
        return ARRANGED.contains(&word.lemma()).then(|| if long_past(word) { Tense::Past } else { Tense::Future });
    }
    if !matches!(word.pos(), "VERB" | "AUX") {
        return None;
    }
    let mut perfect = false;
    let mut passive_past = false;
    let mut passive = false;
    let mut infinitive = false;
    for child in word.children().filter(|child| matches!(child.dep(), "aux" | "auxpass")) {
        match child.lemma() {
            "will" | "shall" | "would" | "may" | "might" | "can" | "could" | "should" | "must" | "'ll" => {
                let have = word.children().any(|other| other.dep() == "aux" && other.lemma() == "have");
                let past = have && child.lemma() != "will";
                return Some(if past { Tense::Past } else { Tense::Future });
            }
            "have" | "'ve" => perfect = true,
            "to" => infinitive = true,
            "be" | "get" => {
                passive = true;
                passive_past |= matches!(child.tag(), "VBD" | "VBN");
            }
            "do" if child.tag() == "VBD" => return Some(Tense::Past),
            _ => {}
        }
    }
    if ARRANGING.contains(&word.lemma()) && !passive && !infinitive {
        return Some(Tense::Future);
    }
    let set_for = matches!(word.lemma(), "set" | "call")
        && word.tag() == "VBN"
        && word.child(&["prep"]).is_some_and(|prep| prep.lemma() == "for");
    let awaited = ARRANGED.contains(&word.lemma()) && word.tag() == "VBN";
    if (set_for || awaited) && !perfect {
        return Some(if long_past(word) { Tense::Past } else { Tense::Future });
    }
    if infinitive {
        // 'failed to agree on Friday' is past, as is 'stopped to rest on Friday'; 'agreed to meet on Friday' is ahead.
        let head = word.head();
        let shares = SHARING.contains(&head.lemma()) || matches!(word.dep(), "advcl" | "csubj");
        let long_past = |head: Token<'_>| ARRANGED.contains(&head.lemma()) && long_past(head);
        if word.is_root() {
            return Some(Tense::Future);
        }
        let above = if shares || long_past(head) { tense_of(head).filter(|&tense| tense == Tense::Past) } else { None };
        return above.or_else(|| long_past(head).then_some(Tense::Past)).or(Some(Tense::Future));
    }
    if perfect {
        return Some(Tense::Past);
    }
    match word.tag() {
        "VBN" if passive && !passive_past => Some(Tense::Present),
        // 'met', 'a letter dated Monday', 'talks held last week', 'was launched'
        "VBD" | "VBN" => Some(Tense::Past),
        "VBG" if passive => Some(if passive_past { Tense::Past } else { Tense::Future }),
        // Without a subject it is mostly a noun that was taken for a verb.
        "VBZ" | "VBP" => {
            word.child(&["nsubj", "nsubjpass", "expl", "csubj"]).is_some().then_some(Tense::Present)
        }
        "MD" => Some(Tense::Future),
        _ => None,
    }
}

/// Whether the clause of `word` is in the pluperfect: 'it *had been* due to expire'.
fn long_past(word: Token<'_>) -> bool {
    let had = |word: Token<'_>| {
        word.children().any(|child| child.dep() == "aux" && child.lemma() == "have" && child.tag() == "VBD")
    };
    let mut clause = word;
    for _ in 0..3 {
        if had(clause) {
            return true;
        }
        if !matches!(clause.dep(), "acomp" | "xcomp" | "attr") {
            return false;
        }
        clause = clause.head();
    }
    had(clause)
}
