//! All that is known of one article when its records are read: the five readings are given the same.

use anchor::Span;
use language::{Document, TokenId};
use page::Article;

use crate::attribution::Attribution;
use crate::attribution::lexicon::Lexicon;
use crate::mention::{Mention, Mentions};
use crate::proposition::Propositions;
use crate::record::{Party, Quoter, Source};
use crate::time::{Calendar, Ends, TimeExpression};

/// All that is known of one article when its records are read.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The article.
    pub article: &'a Article,
    /// Its parse.
    pub document: &'a Document,
    /// Who is named.
    pub mentions: &'a Mentions,
    /// Which times are named.
    pub times: &'a [TimeExpression],
    /// Elections, anniversaries, summits and other named dates.
    pub calendar: &'a Calendar,
    /// The words that say by when.
    pub ends: &'a Ends,
    /// Who says what.
    pub attributions: &'a [Attribution],
    /// The chain of sources of each attribution, outermost first.
    pub chains: &'a [Vec<Source>],
    /// Words for those who speak.
    pub speakers: &'a Lexicon,
    /// Its clauses.
    pub propositions: &'a Propositions,
    /// From bytes to code points.
    pub quoter: &'a Quoter<'a>,
}

/// Whether a source is a party: the same words, or the same last name.
pub fn is_same(source: &Source, party: &Party) -> bool {
    let last = |name: &str| name.split(' ').next_back().unwrap_or_default().to_lowercase();
    let person = party.person.as_deref().unwrap_or(&party.name);
    source.quote == party.quote || source.name == party.name || last(&source.name) == last(person)
}

impl Reading<'_> {
    /// The innermost attribution in whose content `token` stands.
    pub fn attribution_at(&self, token: TokenId) -> Option<usize> {
        let holds = |attribution: &Attribution| attribution.content.iter().any(|part| part.contains(&token.index()));
        let size = |attribution: &Attribution| attribution.content.iter().map(ExactSizeIterator::len).sum::<usize>();
        (0..self.attributions.len())
            .filter(|&i| holds(&self.attributions[i]))
            // Of two with the same content, the one that the other only passes on.
            .min_by_key(|&i| (size(&self.attributions[i]), self.attributions[i].relays))
    }

    /// Through whom what is said at `token` is known, outermost first; empty where the article itself says so.
    pub fn sources_at(&self, token: TokenId) -> Vec<Source> {
        self.attribution_at(token).map(|i| self.chains[i].clone()).unwrap_or_default()
    }

    /// Who speaks at `token`, as parties named by the words at `mention`: what 'we' and 'I' stand for inside a quotation.
    pub fn speakers(&self, mention: &Mention) -> Vec<Party> {
        let source = self.attribution_at(mention.head).and_then(|i| self.attributions[i].source.as_ref());
        let Some(known) = source.and_then(|source| self.mentions.at(source.head)) else { return Vec::new() };
        let quote = self.quoter.quote(mention.span);
        let mut parties = self.parties(known);
        for party in &mut parties {
            (party.start, party.end, party.quote) = (quote.start, quote.end, quote.quote.clone());
        }
        parties
    }

    /// The parties of a mention as records print them.
    pub fn parties(&self, mention: &Mention) -> Vec<Party> {
        let quote = self.quoter.quote(mention.span);
        let party = |actor: &std::sync::Arc<crate::mention::Actor>| Party {
            name: actor.name.to_string(),
            code: actor.code.as_deref().map(str::to_owned),
            sector: actor.sector.as_deref().map(str::to_owned),
            wikidata: actor.wikidata.as_deref().map(str::to_owned),
            person: actor.person.as_deref().map(str::to_owned),
            start: quote.start,
            end: quote.end,
            quote: quote.quote.clone(),
        };
        mention.parties.iter().map(party).collect()
    }

    /// The words of tokens `range`.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        self.document.span(range)
    }
}
