//! What descriptions take up that name nobody: 'the country', 'the group', 'both sides', 'the two leaders'.

use std::sync::Arc;

use super::actors::{Owner, Role, Standing};
use super::draft::RoleWords;
use super::phrase::{self, Determiner};
use super::reader::Reader;
use super::words::WordClass;
use super::{Actor, ActorClass, MentionKind, Number};

impl Reader<'_> {
    /// 'the country', 'the group', 'the newspaper': the last of that kind.
    pub(super) fn resolve_description(&mut self, i: usize, words: &RoleWords, role: &Role) {
        let head = self.head(i);
        let definite = matches!(words.determiner, Determiner::Definite);
        if role.standing == Standing::CountryAgain && !self.drafts[i].owners.is_empty() {
            // 'his country', 'its neighbour': the first is the owner's; who the second is cannot be told.
            if matches!(&*role.noun, "country" | "nation" | "kingdom" | "republic" | "emirate") {
                let sides = self.owner_sides(i);
                self.drafts[i].mention.parties =
                    sides.iter().map(|&side| self.actors.owner_actor(side).clone()).collect();
                self.drafts[i].mention.why = "a party's own country";
            }
            return;
        }
        if role.standing == Standing::SideAgain || role.standing == Standing::CapitalAgain {
            let sides = self.owner_sides(i);
            // 'accused its foes': the other side.
            if self.actors.words.has(WordClass::Foes, &role.noun) {
                let owners: Vec<Arc<Actor>> = self.drafts[i].owners.iter().flat_map(|&o| self.parties(o)).collect();
                let own = |side: &Arc<Actor>| owners.iter().any(|owner| owner.shares_side(side));
                if self.main.iter().any(own) {
                    self.drafts[i].mention.parties = self.main.iter().filter(|side| !own(side)).cloned().collect();
                    self.drafts[i].mention.why = "the other side";
                }
                return;
            }
            // 'the Russian side'
            self.drafts[i].mention.parties = sides.iter().map(|&side| self.actors.owner_actor(side).clone()).collect();
            self.drafts[i].mention.why = "side with whose it is";
            return;
        }
        if !definite || self.drafts[i].mention.number == Number::Plural {
            return;
        }
        let suits = |draft: usize| -> bool {
            let parties = self.parties(draft);
            let [party] = &parties[..] else { return false };
            let kind = self.drafts[draft].mention.kind;
            if kind == MentionKind::Person {
                return false;
            }
            let body = party.body.is_some();
            let sector = party.sector.as_deref().unwrap_or_default();
            let international = party.code.as_deref().is_some_and(|code| matches!(code, "IGO" | "EUR" | "UNO"));
            match &*role.noun {
                "kingdom" | "monarchy" | "emirate" | "sultanate" => {
                    let posts: &[&str] = match &*role.noun {
                        "emirate" => &["emir"],
                        "sultanate" => &["sultan"],
                        _ => &["king", "queen", "sultan", "emir"],
                    };
                    let country = party.country.as_deref().and_then(|code| self.actors.country(code));
                    !body
                        && country.is_some_and(|country| {
                            posts.contains(&&*self.actors.countries[country as usize].leading_post)
                        })
                }
                _ if role.standing == Standing::CountryAgain => {
                    // An adjective alone is too weak to be taken up as 'the country'.
                    !body && party.is_state() && party.code.is_some() && kind != MentionKind::Adjective
                }
                "enclave" | "breakaway region" | "breakaway territory" | "territory" | "region" | "province" => {
                    let region = party.body.as_deref().and_then(|name| self.actors.owner_named(name));
                    matches!(region, Some(Owner::Organisation(o)) if self.actors.organisations[o as usize].standing == Standing::Region)
                }
                "bloc" => international,
                "agency" | "watchdog" | "organisation" | "organization" | "body" | "council" => {
                    body && (international
                        || role.noun.as_ref() == "agency" && party.class == ActorClass::Outlet
                        || sector == "NGO")
                }
                "alliance" => body && (international || sector == "REB"),
                "group" | "movement" | "faction" => body && party.class == ActorClass::Organisation && !international,
                _ => body,
            }
        };
        let (clause, _) = phrase::clause(head);
        // Not who stands beside it in the same clause.
        let beside = |draft: usize| {
            let token = self.head(draft);
            clause.is_some() && token.sentence() == head.sentence() && phrase::clause(token).0 == clause
        };
        let antecedent = if role.standing == Standing::CountryAgain && role.noun.as_ref() != "kingdom" {
            self.country_again(i)
        } else {
            self.before(head).filter(|&draft| suits(draft)).find(|&draft| !beside(draft))
        };
        if let Some(antecedent) = antecedent {
            let mut parties = self.parties(antecedent);
            if role.standing == Standing::CountryAgain {
                let owner = parties.first().and_then(|party| self.actors.owner_of(party));
                parties = owner.map(|owner| self.actors.owner_actor(owner).clone()).into_iter().collect();
            }
            self.drafts[i].mention.parties = parties;
            self.drafts[i].mention.antecedent = Some(antecedent);
            self.drafts[i].mention.why = "description of one spoken of before";
        }
    }

    /// Whose 'the country' is: a country by name rather than its people, the one the text is set in rather than
    /// another, a near one rather than a far one.
    fn country_again(&self, i: usize) -> Option<usize> {
        let head = self.head(i);
        let mut best: Option<(i64, usize)> = None;
        for draft in self.before(head) {
            let token = self.head(draft);
            if head.sentence() - token.sentence() > 6 {
                break;
            }
            let [party] = &self.parties(draft)[..] else { continue };
            let country = party.country.as_deref().and_then(|code| self.actors.country(code));
            let Some(country) = country.filter(|_| party.body.is_none()) else { continue };
            let by_kind = match self.drafts[draft].mention.kind {
                MentionKind::Country => 8,
                MentionKind::Capital | MentionKind::Seat | MentionKind::People | MentionKind::Description => 4,
                MentionKind::Person | MentionKind::Role | MentionKind::Pronoun => 0,
                _ => continue,
            };
            let here = if self.set_in == Some(country) { 8 } else { 0 };
            let far = (head.sentence() - token.sentence()) as i64;
            let weight = by_kind + here - 3 * far - (head.index() - token.index()) as i64 / 8;
            if best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, draft));
            }
        }
        best.map(|(_, draft)| draft)
    }
}
