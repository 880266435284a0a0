//! Forecasts: what is expected, how surely, by when, and by whom.
//!
//! A word of likelihood over a clause about what is to come makes a forecast; a plan, threat or wish does
//! not. The chance is that of the proposition as worded; where the forecast points (status quo or change)
//! follows from the wording: an unlikely change and a likely stall both point to the status quo.

mod cue;
mod deciding;
mod direction;
mod horizon;
mod likelihood;

use std::ops::Range;

use anchor::Id;
use language::Token;

pub use deciding::Acts;
pub use likelihood::Likelihood;

use self::cue::{adjective, adverb, imagined, is_verb, modal, noun, rating, surprise, verb};
use self::direction::Direction;
use self::likelihood::{Asks, CuePart, stated};
use crate::mention::OfficeCue;
use crate::position::terms::beside_speaker;
use crate::proposition::{list_members, subject_of};
use crate::reading::{Reading, is_same};
use crate::record::{Basis, Forecast, Outcome, Party, Probability, Resolution, Source, SourceClass};

/// A word of likelihood and the clause it speaks of.
struct Expectation<'d> {
    cue: Token<'d>,
    /// The clause or phrase that is expected.
    content: Range<usize>,
    /// The word that tells of what happens.
    core: Token<'d>,
    /// Whether the cue itself is negated or speaks against: 'doubt', 'not likely'.
    against: bool,
}

/// Reads the forecasts of one article.
pub fn read(reading: Reading<'_>, likelihood: &Likelihood, acts: Acts<'_>) -> Vec<Forecast> {
    let mut found: Vec<Forecast> = Vec::new();
    let comments = comments(reading);
    for token in reading.document.tokens() {
        let Some(expectation) = expectation(token, reading, likelihood, comments, acts) else { continue };
        let forecast = record(&expectation, reading, likelihood, acts);
        if token.pos() == "NOUN" && forecast.probability.is_none() {
            continue;
        }
        // One forecast a clause: its most telling word comes first ('will almost certainly').
        let overlaps =
            |other: &Forecast| other.content.start < forecast.content.end && forecast.content.start < other.content.end;
        match found.iter().position(overlaps) {
            Some(i) if found[i].probability.is_none() && forecast.probability.is_some() => found[i] = forecast,
            Some(_) => {}
            None => found.push(forecast),
        }
    }
    found.sort_by_key(|forecast| forecast.content.start);
    found
}

/// Whether the article judges in its own voice: it is labelled so, or its writer says 'I' or 'we' outside what others say.
fn comments(reading: Reading<'_>) -> bool {
    let labelled = matches!(reading.article.kind, page::ArticleType::Opinion | page::ArticleType::Analysis);
    let mut quoted = 0;
    labelled
        || reading.document.tokens().any(|token| {
            quoted += usize::from(matches!(token.text(), "\"" | "“" | "”" | "``" | "''"));
            let own = matches!(token.text(), "I" | "we" | "We" | "my" | "our" | "Our" | "My") && token.pos() == "PRON";
            own && quoted % 2 == 0 && reading.attribution_at(token.id).is_none()
        })
}

fn expectation<'d>(
    token: Token<'d>,
    reading: Reading<'d>,
    likelihood: &Likelihood,
    comments: bool,
    acts: Acts<'_>,
) -> Option<Expectation<'d>> {
    let form = token.text().to_lowercase();
    let lemma = token.lemma().to_lowercase();
    let (asks, expectation) = match token.pos() {
        "ADV" => (likelihood.cue(&form, CuePart::Adverb)?, adverb(token)?),
        // '"Unlikely" is cold comfort': the word is spoken of.
        "ADJ" if matches!(token.dep(), "nsubj" | "nsubjpass" | "csubj" | "dobj") && token.child(&["det"]).is_none() => {
            return None;
        }
        "ADJ" if matches!(likelihood.cue(&form, CuePart::Adjective), Some(Asks::Imagined)) => {
            (Asks::Imagined, imagined(token)?)
        }
        "ADJ" | "VERB" if matches!(likelihood.cue(&form, CuePart::Adjective), Some(Asks::Surprise)) => {
            (Asks::Surprise, surprise(token)?)
        }
        // 'is doomed to fail', where the parse makes a passive of it
        "VERB"
            if token.tag() == "VBN"
                && likelihood.cue(&form, CuePart::Adjective).is_some()
                && token.child(&["xcomp"]).is_some() =>
        {
            (likelihood.cue(&form, CuePart::Adjective)?, verb(token)?)
        }
        "ADJ" if token.dep() == "advmod" => (likelihood.cue(&form, CuePart::Adverb)?, adverb(token)?),
        "ADJ" => (likelihood.cue(&form, CuePart::Adjective)?, adjective(token)?),
        "VERB" => (likelihood.cue(&lemma, CuePart::Verb)?, verb(token)?),
        "NOUN" => (likelihood.cue(&lemma, CuePart::Noun)?, noun(token, likelihood)?),
        "AUX" => (likelihood.cue(&form, CuePart::Modal)?, modal(token)?),
        _ => return None,
    };
    let document = reading.document;
    if document.tokens_in(document.sentence(token.sentence())).next_back().is_some_and(|last| last.text() == "?") {
        return None;
    }
    let fits = match asks {
        Asks::Nothing => !speaks_of_past(expectation.core) || is_told_back(&expectation, reading),
        Asks::Future => speaks_of_future(expectation.core),
        Asks::Outsider => {
            (!speaks_of_past(expectation.core) || is_told_back(&expectation, reading))
                && by_outsider(&expectation, reading, comments, acts)
        }
        // 'would not exclude a clash'; what a state has not ruled out is its own choice.
        Asks::Denied => {
            let own =
                subject_of(token).iter().filter_map(|subject| reading.mentions.headed(subject.id)).any(|mention| {
                    mention.parties.iter().any(|actor| actor.is_state()) && reading.attribution_at(token.id).is_none()
                });
            expectation.against && !own && by_outsider(&expectation, reading, comments, acts)
        }
        Asks::Imagined | Asks::Surprise => true,
    } && (asks == Asks::Surprise || !sets_terms(expectation.core));
    (fits && is_about_parties(&expectation, reading)).then_some(expectation)
}

/// Whether the clause names or stands for a party, or speaks of dealings between parties.
fn is_about_parties(expectation: &Expectation<'_>, reading: Reading<'_>) -> bool {
    let document = reading.document;
    // 'That is unlikely': what the sentence or the one before speaks of.
    let sentence = expectation.cue.sentence();
    let around = document.sentence(sentence.saturating_sub(1)).start..document.sentence(sentence).end;
    let terms = reading.propositions.at(expectation.core.id).is_some_and(|clause| clause.condition.is_some());
    let near = match expectation.cue.pos() {
        // 'Expect no bombs': what the sentences about it speak of; a clause on terms is about what they are about.
        "AUX" if expectation.content.len() > 4 && !terms => expectation.content.clone(),
        _ => around,
    };
    let named = reading.mentions.within(near).any(|mention| !mention.parties.is_empty());
    let dealing = reading.document.tokens_in(expectation.content.clone()).any(|token| {
        reading
            .propositions
            .at(token.id)
            .is_some_and(|proposition| proposition.kind == crate::proposition::PredicateKind::Noun)
    });
    named || dealing
}

/// 'judged that a vote was possible': in what was said in the past, 'was' is the 'is' of those who said it.
fn is_told_back(expectation: &Expectation<'_>, reading: Reading<'_>) -> bool {
    let document = reading.document;
    let cue = reading.attribution_at(expectation.core.id).map(|i| reading.attributions[i].cue.clone());
    let past = |range: &Range<usize>| document.tokens_in(range.clone()).any(|word| matches!(word.tag(), "VBD" | "VBN"));
    expectation.cue.pos() == "ADJ" && expectation.core.pos() == "AUX" && cue.is_some_and(|cue| cue.iter().any(past))
}

/// Whether the clause only sets the terms of another: 'if the talks should fail', 'as long as they may pay'.
fn sets_terms(core: Token<'_>) -> bool {
    let mark = |token: Token<'_>| {
        token.child(&["mark"]).is_some_and(|mark| matches!(mark.lemma(), "if" | "unless" | "as" | "provided" | "lest"))
    };
    core.dep() == "advcl" && mark(core)
}

fn speaks_of_past(core: Token<'_>) -> bool {
    let perfect = core.children().any(|aux| aux.dep() == "aux" && matches!(aux.text(), "have" | "had" | "has" | "'ve"));
    let modal = core.children().any(|aux| aux.tag() == "MD");
    perfect || (matches!(core.tag(), "VBD") && !modal)
}

fn speaks_of_future(core: Token<'_>) -> bool {
    core.children().any(|aux| {
        matches!(aux.text().to_lowercase().as_str(), "will" | "would" | "'ll" | "wo" | "shall" | "to" | "going")
    }) || core.pos() == "AUX" && core.tag() == "VBZ" && core.child(&["acomp"]).is_none()
}

/// Whether those who expect are no party to what they expect: experts, papers, unnamed sources, the article itself
/// where it comments.
fn by_outsider(expectation: &Expectation<'_>, reading: Reading<'_>, comments: bool, acts: Acts<'_>) -> bool {
    let sources = forecasters(expectation, reading);
    let word = expectation.cue.text().to_lowercase();
    let verb = expectation.cue.pos() == "VERB";
    // 'is confident that': it is expected in so many words.
    let judges = verb || expectation.cue.pos() == "ADJ" && expectation.core.dep() == "ccomp";
    let on_terms = terms(expectation, reading).is_some();
    // 'If they do, the envoy has predicted, it will start again'
    let predicts = || {
        let at = reading.attribution_at(expectation.core.id);
        at.is_some_and(|i| {
            let cue = reading.attributions[i].cue.iter();
            let mut words = cue.flat_map(|part| reading.document.tokens_in(part.clone()));
            words.any(|word| matches!(word.lemma(), "predict" | "forecast" | "foresee" | "prophesy"))
        })
    };
    match sources.last() {
        // In the article's own voice 'could' and 'might' are its writer's expectation; 'will' may be a mere schedule.
        None => match word.as_str() {
            "could" | "may" | "might" => {
                comments && word != "could" || !tells_of_past(expectation.core, word != "could")
            }
            "would" => {
                matches!(reading.article.kind, page::ArticleType::Opinion | page::ArticleType::Analysis)
                    && !tells_of_past(expectation.core, false)
            }
            // 'If it stonewalls, they will shut the border again': what follows from terms, but for promises on terms.
            "will" if terms(expectation, reading).is_some() => {
                on_open_terms(expectation, reading)
                    && !matches!(deciding::quad_of(expectation.core, reading, acts), 1 | 2)
            }
            _ => comments || verb && expectation.cue.dep() != "ccomp",
        },
        Some(source) => {
            let subject = subjects(expectation, reading);
            let party = subject.iter().any(|party| is_same(source, party)) || is_own_act(expectation, reading);
            // What officials say will come of terms is foreseen, unless it is what a party will do.
            let foreseen =
                on_terms && subject.is_empty() && !matches!(deciding::quad_of(expectation.core, reading, acts), 1 | 2);
            !party
                && (judges
                    || predicts()
                    || foreseen
                    || source.class != SourceClass::Organisation && !is_official(expectation, reading))
        }
    }
}

/// The terms of the expected clause, those beside the words of saying counted: 'If they do, the envoy said, it will end'.
fn terms(expectation: &Expectation<'_>, reading: Reading<'_>) -> Option<anchor::Span> {
    let own = reading.propositions.at(expectation.core.id).and_then(|clause| clause.condition);
    own.or_else(|| Some(reading.span(beside_speaker(expectation.core)?.extent())))
}

/// Whether the clause stands on terms that may come about: 'if …', 'unless …'.
fn on_open_terms(expectation: &Expectation<'_>, reading: Reading<'_>) -> bool {
    terms(expectation, reading).is_some_and(|span| {
        let words = span.of(reading.document.text()).to_lowercase();
        ["if ", "unless ", "should "].iter().any(|opening| words.starts_with(opening))
    })
}

/// Whether those who speak speak of themselves: 'they said they might sue', 'hinted that his troops might come'.
fn is_own_act(expectation: &Expectation<'_>, reading: Reading<'_>) -> bool {
    let source = reading.attribution_at(expectation.core.id).and_then(|i| reading.attributions[i].source.as_ref());
    let Some(source) = source else { return false };
    let subject = subject_of(expectation.core);
    let own = |token: Token<'_>| {
        let word = token.text().to_lowercase();
        if matches!(word.as_str(), "i" | "we" | "my" | "our") {
            return true;
        }
        if !matches!(word.as_str(), "he" | "she" | "they" | "it" | "his" | "her" | "their" | "its") {
            return false;
        }
        // A pronoun without another antecedent is the speaker.
        let named = reading.mentions.headed(token.id).map(|mention| &mention.parties);
        let speaker = reading.mentions.at(source.head).map(|mention| &mention.parties);
        match (named, speaker) {
            (Some(named), Some(speaker)) if !named.is_empty() && !speaker.is_empty() => {
                named.iter().any(|actor| speaker.iter().any(|other| actor.name == other.name))
            }
            (Some(named), _) if !named.is_empty() => false,
            _ => word != "it" && word != "its",
        }
    };
    subject
        .into_iter()
        .any(|subject| own(subject) || subject.children().any(|child| child.dep() == "poss" && own(child)))
}

/// Whether the innermost source speaks for a state: what officials say will be is their plan, not a forecast.
fn is_official(expectation: &Expectation<'_>, reading: Reading<'_>) -> bool {
    let source = reading.attribution_at(expectation.core.id).and_then(|i| reading.attributions[i].source.as_ref());
    let Some(source) = source else { return false };
    let words = reading.document.tokens_in(source.words.clone());
    // Who is no longer in post speaks as an observer.
    let former = words.clone().any(|word| matches!(word.lemma(), "former" | "retired" | "ex" | "then"))
        || reading.mentions.offices().iter().any(|office| {
            office.status == OfficeCue::Former && reading.mentions.all()[office.person].head == source.head
        });
    let by_word = matches!(
        reading.document.token(source.head).lemma(),
        "official" | "minister" | "spokesman" | "spokeswoman" | "adviser" | "advisor" | "aide" | "envoy" | "ambassador"
    );
    let by_name = reading.mentions.at(source.head).is_some_and(|mention| {
        mention.parties.iter().any(|actor| {
            actor.is_state()
                || matches!(actor.sector.as_deref(), Some("GOV" | "MIL" | "LEG" | "PTY" | "REB" | "OPP" | "JUD"))
        })
    });
    !former && (by_word || by_name)
}

/// Whether the sentence tells of what was: 'few could name him', 'warned that nobody could'.
fn tells_of_past(core: Token<'_>, passes_asides: bool) -> bool {
    let document = core.document();
    // 'Israel, whose agents blacked out the plant, might well bomb it': the aside tells of the past, the clause does not.
    let aside = |word: Token<'_>| {
        std::iter::once(word).chain(word.ancestors()).take_while(|at| *at != core).any(|at| at.dep() == "relcl")
    };
    document
        .tokens_in(document.sentence(core.sentence()))
        .any(|word| word.tag() == "VBD" && !(passes_asides && aside(word)))
}

/// Who expects so: the subject of 'expect', else those through whom the clause is known.
fn forecasters(expectation: &Expectation<'_>, reading: Reading<'_>) -> Vec<Source> {
    reading.sources_at(expectation.core.id)
}

fn subjects(expectation: &Expectation<'_>, reading: Reading<'_>) -> Vec<Party> {
    let mut found: Vec<Party> = Vec::new();
    let heads = subject_of(expectation.core);
    for head in heads.into_iter().flat_map(list_members) {
        if let Some(mention) = reading.mentions.headed(head.id) {
            found.extend(reading.parties(mention));
        }
    }
    if found.is_empty() {
        for mention in reading.mentions.within(expectation.content.clone()) {
            for party in reading.parties(mention) {
                if !found.iter().any(|known| known.name == party.name) {
                    found.push(party);
                }
            }
        }
    }
    found
}

fn record(expectation: &Expectation<'_>, reading: Reading<'_>, likelihood: &Likelihood, acts: Acts<'_>) -> Forecast {
    let document = reading.document;
    let sentence = document.sentence(expectation.cue.sentence());
    let before = expectation.cue.extent().start.max(expectation.cue.index().saturating_sub(4)).max(sentence.start);
    let around = expectation.content.start.min(before)..expectation.content.end.max(expectation.cue.index() + 1);
    let words: Vec<String> = document.tokens_in(around.clone()).map(|token| token.text().to_lowercase()).collect();
    let at = expectation.cue.index() - around.start;
    let mut phrase = expectation.cue.text().to_owned();
    let mut probability: Option<Probability> = None;
    let figures = matches!(expectation.cue.pos(), "NOUN").then(|| stated(&words)).flatten();
    if let Some((range, chance)) = figures.or_else(|| likelihood.phrase(&words, at)) {
        let span = document.span(around.start + range.start..around.start + range.end);
        reading.quoter.words(span).clone_into(&mut phrase);
        probability = Some(chance);
    } else if let Some((range, chance)) = rating(expectation.cue, likelihood) {
        reading.quoter.words(document.span(range)).clone_into(&mut phrase);
        probability = Some(chance);
    }
    if expectation.against && matches!(expectation.cue.pos(), "ADJ" | "VERB") {
        // 'is not likely': read as 'unlikely', where the table has no phrase of its own.
        let negated = vec!["not".to_owned(), expectation.cue.text().to_lowercase()];
        if let Some((_, chance)) = likelihood.phrase(&negated, 1) {
            probability = Some(chance);
            phrase = format!("not {}", expectation.cue.text());
        }
    }
    let content = reading.quoter.quote(document.span(expectation.content.clone()));
    let direction = Direction::of(expectation, likelihood);
    let outcome = direction.outcome(probability.as_ref(), expectation.against);
    let forecaster = forecasters(expectation, reading);
    let condition = terms(expectation, reading).or_else(|| {
        let verb = expectation.cue.ancestors().find(|ancestor| is_verb(*ancestor))?;
        reading.propositions.at(verb.id)?.condition
    });
    let lasts = outcome == Outcome::StatusQuo;
    let horizon = horizon::of(expectation.content.clone(), lasts, reading)
        .or_else(|| horizon::of(sentence.clone(), lasts, reading).filter(|_| expectation.content.len() < 4))
        .or_else(|| horizon::of_what_was_told(expectation, acts.events, reading));
    let event = deciding::event(expectation, direction, horizon.as_ref(), reading, (acts, likelihood));
    let start = content.start.to_string();
    let id = Id::of('f', &[reading.article.id.as_str(), &start, &phrase]);
    let confidence = if probability.is_some() { 0.75 } else { 0.55 };
    Forecast {
        id,
        subject: subjects(expectation, reading),
        content,
        outcome,
        phrase: Some(phrase.clone()),
        horizon,
        condition: condition.map(|span| reading.quoter.quote(span)),
        resolution: Resolution { event, ..Resolution::default() },
        basis: Basis {
            article: reading.article.id.clone(),
            sentence: expectation.cue.sentence(),
            evidence: reading.quoter.quote(document.span(sentence).trim(document.text())),
            attribution: forecaster.clone(),
            confidence,
            why: vec![match &probability {
                Some(chance) => format!("'{phrase}' over what is to come, read by table {}", chance.table),
                None => format!("'{phrase}' over what is to come; the words give no chance"),
            }],
        },
        forecaster,
        probability,
    }
}
