//! What an article is about: its two sides, and the country it is set in.

use std::collections::BTreeMap;
use std::sync::Arc;

use language::Token;

use super::actors::Owner;
use super::reader::Reader;
use super::{Actor, MentionKind, phrase};
use crate::record::MentionForm;

impl Reader<'_> {
    /// The two parties spoken of most, most often first.
    pub(super) fn sides(&self) -> Vec<Arc<Actor>> {
        let mut counts: BTreeMap<Owner, u32> = BTreeMap::new();
        for (country, &count) in self.named.iter().enumerate().filter(|&(_, &count)| count > 0) {
            *counts.entry(Owner::Country(country as u32)).or_default() += count;
        }
        for draft in self.drafts.iter().filter(|draft| draft.mention.form == MentionForm::Proper && !draft.hidden) {
            for party in &draft.mention.parties {
                if let Some(owner @ Owner::Organisation(_)) = self.actors.owner_of(party) {
                    *counts.entry(owner).or_default() += 1;
                }
            }
        }
        let mut order: Vec<(Owner, u32)> = counts.into_iter().collect();
        order.sort_by_key(|&(owner, count)| (std::cmp::Reverse(count), owner));
        order.into_iter().take(2).map(|(owner, _)| self.actors.owner_actor(owner).clone()).collect()
    }

    /// How much the article is about what happens in a country: how often it names it, whose police, courts and
    /// parliament it names, and whether its newspaper is from there.
    fn at_home(&self, country: u32) -> u32 {
        let i = country as usize;
        // A newspaper that writes of abroad is not at home in its text.
        let most = self.named.iter().copied().max().unwrap_or(0);
        let known = self.named[i] + self.sites[i] > 0 && (self.named[i] + self.sites[i]) * 2 >= most;
        let here = if known && self.published_in == Some(country) { 6 } else { 0 };
        self.named[i] + 3 * self.domestic[i] + self.sites[i] + here
    }

    /// The country the article is most at home in.
    pub(super) fn home(&self) -> Option<u32> {
        let most = (0..self.named.len() as u32).max_by_key(|&i| (self.at_home(i), std::cmp::Reverse(i)));
        most.filter(|&country| self.at_home(country) > 0)
    }

    /// The country in which `token` is set: that of the last place before it in its own sentence and the six
    /// before, if the article speaks of that country about as much as of any; else the country named most.
    pub(super) fn home_at(&self, token: Token<'_>) -> Option<u32> {
        // A newspaper at home leaves out what its readers know.
        if self.set_in.is_some() && self.set_in == self.published_in {
            return self.set_in;
        }
        // 'BEIRUT: … JERUSALEM: …': in a survey each paragraph is set where its dateline says.
        if self.datelines.len() > 1 {
            let paragraph = self.paragraph[token.index()];
            let last = self.datelines.iter().rev().find(|(from, _)| *from <= paragraph);
            if let Some(&(_, Some(country))) = last {
                return Some(country);
            }
        }
        let sentence = token.sentence();
        let mut best: Option<((u32, usize), u32)> = None;
        // In its own sentence the place may follow.
        let end = self.document.sentence(sentence).end;
        let last = self.token(end - 1);
        for i in self.headed_by(last).into_iter().chain(self.before(last)) {
            let draft = &self.drafts[i];
            let mention = &draft.mention;
            let head = self.document.token(mention.head);
            let far = sentence.saturating_sub(head.sentence());
            if far > 6 {
                break;
            }
            let Some(country) = self.setting_of(head, draft.mention.kind, &mention.parties) else { continue };
            // A venue abroad is no home: talks in Geneva do not make the soldiers Swiss.
            let most = self.set_in.map_or(0, |home| self.at_home(home));
            if self.at_home(country) * 3 < most {
                continue;
            }
            // The nearest sentence counts; in it the last place.
            let rank = (10 - far as u32, head.index());
            if best.is_none_or(|(known, _)| rank > known) {
                best = Some((rank, country));
            }
        }
        best.map(|(_, country)| country).or(self.set_in)
    }

    /// The country of a mention that tells where something is: 'in Tbilisi', a dateline.
    fn setting_of(&self, head: Token<'_>, kind: MentionKind, parties: &[Arc<Actor>]) -> Option<u32> {
        let [party] = parties else { return None };
        let country = party.country.as_deref().and_then(|code| self.actors.country(code))?;
        let place = matches!(kind, MentionKind::Country | MentionKind::Capital | MentionKind::Place);
        let first = phrase::first_conjunct(head);
        // 'at talks in Geneva', 'meeting in Geneva': a venue.
        let venue = first.dep() == "pobj" && is_meeting(first.head().head());
        if venue {
            return None;
        }
        let inside = first.dep() == "pobj"
            && matches!(
                first.head().norm(),
                "in" | "at" | "near" | "outside" | "across" | "inside" | "around" | "throughout" | "of"
            );
        (place && inside).then_some(country)
    }
}

/// Whether a word names or tells a meeting, whose place is a venue.
fn is_meeting(word: Token<'_>) -> bool {
    matches!(
        word.lemma(),
        "talk"
            | "talks"
            | "meeting"
            | "meet"
            | "summit"
            | "negotiation"
            | "conference"
            | "negotiate"
            | "gathering"
            | "ceremony"
            | "agree"
            | "sign"
            | "initial"
            | "mediate"
            | "broker"
    )
}
