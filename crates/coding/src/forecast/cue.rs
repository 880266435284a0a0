//! What a word of likelihood speaks of, by its part of speech: the clause or phrase that is expected, and whether the word speaks
//! against it.

use std::ops::Range;

use language::{Document, Token};

use super::Expectation;
use super::likelihood::{Likelihood, stated};
use crate::record::Probability;

/// 'The talks will probably fail', 'War is almost certainly not at hand'.
pub(super) fn adverb(token: Token<'_>) -> Option<Expectation<'_>> {
    let core = token.ancestors().find(|ancestor| is_verb(*ancestor))?;
    Some(Expectation { cue: token, content: clause(core), core, against: false })
}

/// 'is unlikely to resume', 'it is likely that', 'a remote prospect', 'rates an attack as improbable'.
pub(super) fn adjective(token: Token<'_>) -> Option<Expectation<'_>> {
    // 'I am sure' of oneself expects nothing.
    // 'is all but certain to renew it', where the parse hangs the infinitive on 'is'
    let all_but = token.dep() == "conj" && token.head().norm() == "all";
    let beside = token.head().head().child(&["xcomp", "ccomp"]).filter(|_| all_but);
    if matches!(token.lemma(), "sure" | "certain" | "bound") && token.child(&["xcomp", "ccomp"]).or(beside).is_none() {
        return None;
    }
    let against = token.children().any(|child| child.dep() == "neg");
    // 'rates an attack as improbable', 'strikes me as unlikely'.
    if token.head().pos() == "ADP" && token.head().lemma() == "as" {
        let verb = token.head().head();
        if verb.pos() == "NOUN" && verb.dep() == "dobj" {
            let content = verb.extent().start..token.extent().end;
            return Some(Expectation { cue: token, content, core: verb, against });
        }
        let object = verb.child(&["dobj"]).filter(|object| object.pos() != "PRON");
        let content = object.map_or_else(|| clause(verb), |object| object.extent().start..token.index() + 1);
        return is_verb(verb).then_some(Expectation { cue: token, content, core: object.unwrap_or(verb), against });
    }
    if token.dep() == "amod" {
        let verb = token.ancestors().find(|ancestor| is_verb(*ancestor))?;
        // 'The likelier course is that …'
        if matches!(token.head().lemma(), "course" | "outcome" | "scenario" | "result" | "path" | "case") {
            let core = verb.child(&["ccomp"]).filter(|_| verb.lemma() == "be" && token.head().dep() == "nsubj")?;
            return Some(Expectation { cue: token, content: clause(core), core, against });
        }
        return matches!(token.head().lemma(), "prospect" | "possibility" | "chance").then(|| Expectation {
            cue: token,
            content: clause(verb),
            core: verb,
            against,
        });
    }
    let verb = token.ancestors().find(|ancestor| is_verb(*ancestor))?;
    let against = against
        || verb.children().any(|child| child.dep() == "neg")
        || matches!(token.norm(), "pessimistic" | "sceptical" | "skeptical");
    let core = token.child(&["xcomp", "ccomp"]).or(beside).or_else(|| verb.child(&["ccomp"])).unwrap_or(verb);
    // Beside a verb of judging, the object is what is expected: 'rates an attack as improbable'.
    // 'judged a breakthrough improbable'
    let judged = token.child(&["nsubj", "npadvmod"]).filter(|noun| {
        matches!(token.dep(), "oprd" | "ccomp") && noun.id < token.id && matches!(noun.pos(), "NOUN" | "PROPN")
    });
    if let Some(noun) = judged.filter(|_| core == verb) {
        let content = noun.extent().start..token.index() + 1;
        return Some(Expectation { cue: token, content, core: noun, against });
    }
    let content = match verb.child(&["dobj"]).filter(|_| token.dep() != "acomp") {
        Some(object) => {
            let object = object.extent();
            object.start..token.index() + 1
        }
        None if core != verb && core.dep() == "ccomp" => clause(core),
        None => clause(verb),
    };
    Some(Expectation { cue: token, content, core, against })
}

/// 'Analysts expect no deal', 'is expected to remain', 'He doubts that'.
pub(super) fn verb(token: Token<'_>) -> Option<Expectation<'_>> {
    let negated = token.children().any(|child| child.dep() == "neg") || is_by_few(token);
    let against = negated || token.lemma() == "doubt";
    let complement = token.child(&["xcomp", "ccomp"]);
    // 'binding themselves to …' is no 'bound to', and 'bet the house' on nothing in particular.
    let clausal = matches!(token.lemma(), "bind" | "bet" | "wager" | "reckon");
    if clausal
        && complement.is_none_or(|inner| token.lemma() == "bind" && (token.norm() != "bound" || inner.dep() != "xcomp"))
    {
        return None;
    }
    if token.children().any(|child| child.dep() == "auxpass") {
        let core = complement?;
        return Some(Expectation { cue: token, content: clause(token), core, against });
    }
    match (complement, token.child(&["dobj"])) {
        (Some(core), _) => Some(Expectation { cue: token, content: clause(core), core, against }),
        (None, Some(object)) => {
            let content = trim(token.document(), object.extent(), object.index());
            Some(Expectation { cue: token, content, core: object, against })
        }
        _ => None,
    }
}

/// 'Few expect …', 'nobody expects …', 'nor do many expect …': it is not expected.
fn is_by_few(verb: Token<'_>) -> bool {
    let few = |word: Token<'_>| matches!(word.norm(), "few" | "nobody" | "none" | "no" | "hardly" | "neither");
    let nor = verb.children().any(|child| child.norm() == "nor" && child.id < verb.id);
    nor || verb.child(&["nsubj"]).is_some_and(|subject| few(subject) || subject.children().any(few))
}

/// 'It is hard to see Norland signing', 'difficult to imagine that …': not expected.
pub(super) fn imagined(token: Token<'_>) -> Option<Expectation<'_>> {
    let below = token.child(&["xcomp"]).or_else(|| token.head().child(&["xcomp"]));
    let see = below.filter(|verb| {
        matches!(verb.lemma(), "see" | "imagine" | "envisage" | "envision" | "picture" | "foresee" | "conceive")
    })?;
    if let Some(core) = see.child(&["ccomp", "xcomp"]) {
        return Some(Expectation { cue: token, content: clause(core), core, against: true });
    }
    let object = see.child(&["dobj"])?;
    let content = trim(token.document(), object.extent(), object.index());
    Some(Expectation { cue: token, content, core: object, against: true })
}

/// 'would be astonished if they signed': not expected.
pub(super) fn surprise(token: Token<'_>) -> Option<Expectation<'_>> {
    let near: Vec<Token<'_>> = vec![token, token.head()];
    let would =
        near.iter().flat_map(|at| at.children()).any(|aux| aux.dep() == "aux" && matches!(aux.norm(), "would" | "'d"));
    let if_clause = |child: &Token<'_>| {
        matches!(child.dep(), "advcl" | "ccomp") && child.child(&["mark"]).is_some_and(|mark| mark.norm() == "if")
    };
    let core = near.iter().flat_map(|at| at.children()).find(if_clause).filter(|_| would)?;
    Some(Expectation { cue: token, content: clause(core), core, against: true })
}

/// 'The odds of a revival are one in five', 'put the chance of a summit at 20 percent', 'there is little chance of'.
pub(super) fn noun<'d>(token: Token<'d>, likelihood: &Likelihood) -> Option<Expectation<'d>> {
    let said = token.children().any(|child| {
        child.dep() == "prep" && matches!(child.text(), "of" | "for")
            || matches!(child.dep(), "acl" | "ccomp" | "relcl")
    });
    let verb = token.ancestors().find(|ancestor| is_verb(*ancestor))?;
    // 'voiced doubt that it would last': the clause is what is doubted.
    if let Some(doubted) = token.child(&["acl", "ccomp"]).filter(|_| token.lemma() == "doubt") {
        return Some(Expectation { cue: token, content: clause(doubted), core: doubted, against: true });
    }
    // 'considers a clash a long shot'
    if token.lemma() == "shot" {
        let other = token.child(&["nsubj"]).or_else(|| verb.child(&["dobj"]));
        let other = other.filter(|other| other.id < token.id && matches!(token.dep(), "dobj" | "oprd" | "ccomp"))?;
        let content = other.extent().start..token.index() + 1;
        return Some(Expectation { cue: token, content, core: other, against: false });
    }
    // 'prospects for peace' alone expects nothing: a noun needs a chance or a judgement beside it.
    let judged = numbered(token, likelihood)
        || token.children().any(|child| matches!(child.dep(), "amod" | "advmod" | "det" | "nummod"));
    if !judged {
        return None;
    }
    // 'gave a summit a 20 percent chance', 'gave a 20 percent chance to a summit'
    let given = verb.child(&["dative"]).filter(|_| token.dep() == "dobj");
    let given = given.and_then(|given| if given.pos() == "ADP" { given.child(&["pobj"]) } else { Some(given) });
    let given = given.filter(|given| matches!(given.pos(), "NOUN" | "PROPN"));
    let core = given
        .or_else(|| token.child(&["prep"])?.child(&["pobj", "pcomp"]))
        .or_else(|| token.child(&["acl"]))
        .unwrap_or(token);
    let words: Vec<String> = token.document().tokens_in(clause(verb)).map(|word| word.text().to_lowercase()).collect();
    let numbered = stated(&words).is_some() || rating(token, likelihood).is_some();
    let content = if token.dep() == "dobj" {
        let start = token.extent().start;
        given.map_or(start, |given| given.extent().start.min(start))..clause(verb).end
    } else {
        clause(verb)
    };
    (said || numbered).then_some(Expectation { cue: token, content, core, against: false })
}

/// 'the odds are fifty-fifty': the phrase of the table that the noun is said to be, and its tokens.
pub(super) fn rating(noun: Token<'_>, likelihood: &Likelihood) -> Option<(Range<usize>, Probability)> {
    // 'put the odds of a clash at even money'
    let document = noun.document();
    let sentence = document.sentence(noun.sentence());
    let all: Vec<String> = document.tokens_in(sentence.clone()).map(|word| word.text().to_lowercase()).collect();
    let at = (noun.index() + 1 - sentence.start..all.len().saturating_sub(1)).filter(|&i| all[i] == "at");
    let mut at = at.filter_map(|i| likelihood.phrase(&all, i + 1).filter(|(found, _)| found.start == i + 1));
    if let Some((found, chance)) = at.next() {
        return Some((sentence.start + found.start..sentence.start + found.end, chance));
    }
    let is_said = |verb: &Token<'_>| matches!(verb.lemma(), "be" | "look" | "seem" | "appear" | "remain" | "stay");
    let verb = Some(noun.head()).filter(|verb| is_said(verb) && noun.dep() == "nsubj")?;
    let predicate = verb.child(&["attr", "acomp"])?;
    let range = predicate.extent();
    let mut words: Vec<String> = document.tokens_in(range.clone()).map(|word| word.text().to_lowercase()).collect();
    let (found, chance) = (0..words.len()).find_map(|at| likelihood.phrase(&words, at)).or_else(|| {
        // 'the chances of a summit are slim': slim chances
        let at = predicate.index() - range.start;
        words.truncate(at + 1);
        words.push(noun.text().to_lowercase());
        let (found, chance) = likelihood.phrase(&words, at).filter(|(found, _)| found.end == words.len())?;
        Some((found.start..at + 1, chance))
    })?;
    Some((range.start + found.start..range.start + found.end, chance))
}

/// Whether figures or a rating stand in the noun's clause.
pub(super) fn numbered(noun: Token<'_>, likelihood: &Likelihood) -> bool {
    if rating(noun, likelihood).is_some() {
        return true;
    }
    let document = noun.document();
    let sentence = document.sentence(noun.sentence());
    let words: Vec<String> = document.tokens_in(sentence).map(|word| word.text().to_lowercase()).collect();
    stated(&words).is_some()
}

/// 'The two leaders could meet in May'.
pub(super) fn modal(token: Token<'_>) -> Option<Expectation<'_>> {
    let core = token.head();
    (token.dep() == "aux" && is_verb(core)).then(|| Expectation {
        cue: token,
        content: clause(core),
        core,
        against: false,
    })
}

/// The clause of a verb: all its words, without a second half coordinated with it.
pub(super) fn clause(verb: Token<'_>) -> Range<usize> {
    let mut range = verb.extent();
    for child in verb.children() {
        let extent = child.extent();
        match child.dep() {
            "mark" | "punct" | "cc" if extent.start == range.start => range.start = extent.end,
            // Terms and circumstances set before it: 'if he is kept out, he may …'.
            "advcl" if extent.start == range.start && extent.end <= verb.index() => range.start = extent.end,
            "conj" | "parataxis" if extent.start > verb.index() => range.end = range.end.min(extent.start),
            _ => {}
        }
    }
    trim(verb.document(), range, verb.index())
}

pub(super) fn trim(document: &Document, mut range: Range<usize>, keep: usize) -> Range<usize> {
    let loose = |i: usize| document.tokens_in(i..i + 1).all(|token| matches!(token.pos(), "PUNCT" | "CCONJ" | "SPACE"));
    while range.end > keep + 1 && loose(range.end - 1) {
        range.end -= 1;
    }
    while range.start < keep && loose(range.start) {
        range.start += 1;
    }
    range
}

pub(super) fn is_verb(token: Token<'_>) -> bool {
    // 'would sign', where the tagger takes the verb for a noun
    matches!(token.pos(), "VERB" | "AUX") || token.children().any(|aux| aux.dep() == "aux" && aux.tag() == "MD")
}
