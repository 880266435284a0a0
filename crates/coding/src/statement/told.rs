//! 'An analyst told the Journal': where the article passes on what the Journal reported, the analyst's words
//! came through the Journal.
//!
//! An outlet that is merely told something is no link of the chain. It is one where the same article names it as
//! its source elsewhere: then the whole is known through it.

use language::{Document, Token, TokenId};

use crate::attribution::Attribution;
use crate::mention::{ActorClass, Mentions};
use crate::record::{Quoter, Source, SourceClass};

/// Adds the outlet that was told to chains of one link, where the article reports on that outlet's reporting.
pub fn through_outlets(
    mut chains: Vec<Vec<Source>>,
    document: &Document,
    attributions: &[Attribution],
    mentions: &Mentions,
    quoter: &Quoter<'_>,
) -> Vec<Vec<Source>> {
    let outlet = |token: TokenId| {
        let mention = mentions.at(token)?;
        let actor = mention.parties.first().filter(|actor| actor.class == ActorClass::Outlet)?;
        Some((actor.name.to_string(), mention.span))
    };
    let sources: Vec<Option<String>> = attributions
        .iter()
        .map(|one| one.source.as_ref().and_then(|source| outlet(source.head)).map(|(name, _)| name))
        .collect();
    for (i, one) in attributions.iter().enumerate() {
        if chains[i].len() != 1 || sources[i].is_some() {
            continue;
        }
        let told = one.cue.iter().flat_map(Clone::clone).find_map(|at| {
            let cue = document.token(TokenId(at as u32));
            addressee(cue).and_then(|token| outlet(token.id))
        });
        let Some((name, span)) = told else { continue };
        let reported = sources.iter().enumerate().any(|(j, source)| j != i && source.as_deref() == Some(name.as_str()));
        if reported {
            let quote = quoter.quote(span);
            let link = Source {
                name,
                class: SourceClass::Outlet,
                start: quote.start,
                end: quote.end,
                quote: quote.quote,
                cue: None,
            };
            chains[i].insert(0, link);
        }
    }
    chains
}

/// Whom a verb of telling addresses.
fn addressee(cue: Token<'_>) -> Option<Token<'_>> {
    if !matches!(cue.lemma(), "tell" | "speak" | "say" | "talk") {
        return None;
    }
    cue.child(&["dobj", "dative"]).or_else(|| {
        let to = cue.children().find(|child| child.dep() == "prep" && matches!(child.text(), "to" | "with"))?;
        to.child(&["pobj"])
    })
}
