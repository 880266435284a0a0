//! Whether the clause around a time expression speaks of the past or of what is to come: 'met on Tuesday' and
//! 'will meet on Tuesday' are different Tuesdays.

use language::{Document, Token, TokenId};

use crate::time::lexicon::{Lexicon, Looks, Sense};

/// Where a clause looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::time) enum Tense {
    Past,
    Present,
    Future,
}

/// Where the clause of `token` looks; nothing where no verb tells.
pub(in crate::time) fn tense_at(document: &Document, lexicon: &Lexicon, token: usize) -> Option<Tense> {
    if token >= document.len() {
        return None;
    }
    let token = document.token(TokenId(token as u32));
    if let Some(tense) = by_preposition(token, lexicon) {
        return Some(tense);
    }
    // A tree is as deep as its sentence is long at worst; a date seldom hangs deeper than this.
    let tense = std::iter::once(token).chain(token.ancestors()).take(24).find_map(|word| tense_of(word, lexicon))?;
    let describes = matches!(token.dep(), "poss" | "compound" | "nmod" | "amod" | "nummod")
        && matches!(token.head().pos(), "NOUN" | "PROPN")
        && token.head().index() > token.index()
        // 'by summer's end', 'in six months' time'
        && !matches!(token.head().lemma(), "end" | "start" | "beginning" | "close" | "middle" | "time");
    if tense != Tense::Past && describes && !lexicon.is(token.head().lemma(), Sense::Looks(Looks::Appointment)) {
        return Some(Tense::Past);
    }
    // 'wants an answer by December', 'a summit before November is hard to see'
    if tense == Tense::Present && token.dep() == "pobj" && matches!(token.head().lemma(), "by" | "before") {
        return Some(Tense::Future);
    }
    Some(tense)
}

/// 'since Monday' is past; 'extended to Friday', 'postponed until Tuesday' are ahead.
fn by_preposition(token: Token<'_>, lexicon: &Lexicon) -> Option<Tense> {
    // '9 a.m. Tuesday' hangs on '9 a.m.'
    let preposition = std::iter::once(token)
        .chain(token.ancestors())
        .take(3)
        .find(|word| matches!(word.dep(), "prep" | "mark") || matches!(word.pos(), "ADP" | "SCONJ" | "VERB" | "AUX"))?;
    match preposition.lemma() {
        "since" => Some(Tense::Past),
        "until" | "till" | "through" | "to" => {
            let verb = preposition.head();
            (lexicon.is(verb.lemma(), Sense::Looks(Looks::EndAhead)) && verb.index() < preposition.index())
                .then_some(Tense::Future)
        }
        _ => None,
    }
}

/// What one word says of the time of what hangs on it.
fn tense_of(word: Token<'_>, lexicon: &Lexicon) -> Option<Tense> {
    if matches!(word.pos(), "ADJ" | "NOUN" | "PROPN") && word.tag() != "VBN" {
        return lexicon
            .is(word.lemma(), Sense::Looks(Looks::Ahead))
            .then(|| if long_past(word) { Tense::Past } else { Tense::Future });
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
    if lexicon.is(word.lemma(), Sense::Looks(Looks::ObjectAhead)) && !passive && !infinitive {
        return Some(Tense::Future);
    }
    let set_for = matches!(word.lemma(), "set" | "call")
        && word.tag() == "VBN"
        && word.child(&["prep"]).is_some_and(|prep| prep.lemma() == "for");
    let awaited = lexicon.is(word.lemma(), Sense::Looks(Looks::Ahead)) && word.tag() == "VBN";
    if (set_for || awaited) && !perfect {
        return Some(if long_past(word) { Tense::Past } else { Tense::Future });
    }
    if infinitive {
        // 'failed to agree on Friday' is past, as is 'stopped to rest on Friday'; 'agreed to meet on Friday' is ahead.
        let head = word.head();
        let shares = lexicon.is(head.lemma(), Sense::Looks(Looks::Shared)) || matches!(word.dep(), "advcl" | "csubj");
        let long_past = |head: Token<'_>| lexicon.is(head.lemma(), Sense::Looks(Looks::Ahead)) && long_past(head);
        if word.is_root() {
            return Some(Tense::Future);
        }
        let above = if shares || long_past(head) {
            tense_of(head, lexicon).filter(|&tense| tense == Tense::Past)
        } else {
            None
        };
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
        "VBZ" | "VBP" => {
            // 'before the country votes', 'until they meet' look ahead.
            let awaited = word.child(&["mark", "advmod"]).is_some_and(|mark| {
                matches!(mark.lemma(), "before" | "until" | "till" | "once" | "when" | "if" | "unless")
            });
            // Without a subject or a place of a verb it is mostly a noun that was taken for one.
            let stands = word.child(&["nsubj", "nsubjpass", "expl", "csubj"]).is_some()
                || matches!(word.dep(), "ROOT" | "advcl" | "ccomp" | "relcl");
            // 'a summit in November is improbable'
            let expected = word.child(&["acomp", "oprd"]).is_some_and(|quality| {
                quality.pos() == "ADJ" && lexicon.is(quality.lemma(), Sense::Looks(Looks::Ahead))
            });
            stands.then_some(if awaited || expected { Tense::Future } else { Tense::Present })
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
