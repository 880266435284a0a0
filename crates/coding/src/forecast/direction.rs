//! Where a forecast points: that things stay as they are, or change.

use language::Token;

use super::Expectation;
use super::likelihood::{Likelihood, Sense};
use crate::record::{Outcome, Probability};

/// What the expected proposition itself says, before any chance.
#[derive(Clone, Copy, Debug)]
pub(super) struct Direction {
    /// Whether it says that something stays as it is.
    pub(super) stays: bool,
    /// Whether it is negated: 'no deal', 'will not resume'.
    pub(super) negated: bool,
}

impl Direction {
    pub(super) fn of(expectation: &Expectation<'_>, likelihood: &Likelihood) -> Self {
        let document = expectation.core.document();
        let core = expectation.core;
        let own = |token: &Token<'_>| !in_another_clause(*token, core);
        let sense = |token: Token<'_>| sense(token, likelihood);
        // 'remains a remote prospect': the verb says how likely it is, not that it stays.
        let carries_cue = expectation.cue.head() == core && matches!(expectation.cue.dep(), "acomp" | "oprd")
            || expectation.cue.head().head() == core && matches!(expectation.cue.head().dep(), "attr");
        let of_core = sense(core).filter(|_| !carries_cue);
        // 'the chances of a summit remain high': what lasts is the chance.
        let of_chance = Some(expectation.cue.head())
            .filter(|_| expectation.cue.pos() == "NOUN" && expectation.cue.dep() == "nsubj");
        let mut words =
            document.tokens_in(expectation.content.clone()).filter(|&token| own(&token) && Some(token) != of_chance);
        let stays = of_core != Some(Sense::End)
            && (of_core == Some(Sense::Stasis)
                || words.any(|token| token != core && sense(token) == Some(Sense::Stasis)));
        let negated = document.tokens_in(expectation.content.clone()).any(|token| {
            let near = token.head() == core || token.head().head() == core || token.head() == expectation.cue.head();
            near && own(&token)
                && (token.dep() == "neg"
                    || token.text().eq_ignore_ascii_case("no")
                    || token.text().eq_ignore_ascii_case("never"))
        });
        Self { stays, negated }
    }

    /// Where the forecast points; `against` is whether the word of expectation itself is negated or speaks against.
    pub(super) fn outcome(self, probability: Option<&Probability>, against: bool) -> Outcome {
        let improbable = probability.map_or(against, |chance| chance.high <= 0.45);
        // 'not likely' says its 'not' by its low chance already.
        let negated = self.negated && probability.is_none_or(|chance| chance.high > 0.45);
        if self.stays ^ negated ^ improbable { Outcome::StatusQuo } else { Outcome::Change }
    }
}

/// What a word tells of things staying or ending, with its particle ('go on') and its object ('keep a promise').
fn sense(token: Token<'_>, likelihood: &Likelihood) -> Option<Sense> {
    let lemma = token.lemma().to_lowercase();
    // 'the last inspectors' do not last.
    if matches!(&*lemma, "last" | "content" | "delay") && token.pos() == "ADJ" {
        return None;
    }
    // 'will take years'
    let years = |token: Token<'_>| matches!(token.lemma(), "year" | "decade" | "month" | "generation" | "age");
    if lemma == "take" && token.child(&["dobj"]).is_some_and(years) {
        return Some(Sense::Stasis);
    }
    let small = |token: Token<'_>| token.lemma().to_lowercase();
    let mut particles = token.children().filter(|child| matches!(child.dep(), "prt" | "advmod" | "prep"));
    let whole = particles.find_map(|particle| likelihood.sense(&format!("{lemma} {}", small(particle))));
    // 'a promise is kept', 'keep its word': what is done, not what lasts.
    let thing = token.child(&["dobj"]).or_else(|| token.child(&["nsubjpass"]));
    let done = thing.is_some_and(|thing| likelihood.is_done(&lemma, &small(thing)));
    whole
        .or_else(|| likelihood.sense(&lemma))
        .or_else(|| likelihood.sense(&token.text().to_lowercase()))
        .filter(|_| !done)
}

/// Whether a word stands in a clause of terms or time beside the expected one: 'if X is kept off the ballot, …'.
fn in_another_clause(token: Token<'_>, core: Token<'_>) -> bool {
    let mut at = token;
    for _ in 0..12 {
        if at == core || at.is_root() {
            return false;
        }
        if matches!(at.dep(), "advcl" | "relcl") {
            return true;
        }
        at = at.head();
    }
    false
}
