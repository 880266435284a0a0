//! What descriptions take up that name nobody: 'the country', 'the group', 'both sides', 'the two leaders'.

use std::sync::Arc;

use super::actors::{Are, Owner, Role, Standing};
use super::coreference::subject_of;
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

    /// Whether a person holds one of a role's posts on the article's day, or was introduced in that role.
    fn holds(&self, party: &Actor, role: &Role) -> bool {
        if role.posts.iter().any(|post| &**post == "*") {
            return self.leads(party);
        }
        let Some(known) = self.persons.all.iter().find(|known| known.actor.person == party.person) else {
            return false;
        };
        let called = known.roles.iter().any(|&number| self.actors.roles[number as usize].noun == role.noun);
        let listed = known.listed.map(|listed| &self.actors.people[listed as usize]);
        let in_post = listed.is_some_and(|person| role.posts.contains(&person.term(self.day).post));
        called || in_post
    }

    /// Whether a person heads a state or government on the article's day.
    fn leads(&self, party: &Actor) -> bool {
        let known = self.persons.all.iter().find(|known| known.actor.person == party.person);
        let listed = known.and_then(|known| known.listed).map(|listed| &self.actors.people[listed as usize]);
        listed.is_some_and(|person| {
            let term = person.term(self.day);
            let leading = match term.owner {
                Owner::Country(country) => &*self.actors.countries[country as usize].leading_post,
                Owner::Organisation(_) => "leader",
            };
            *term.post == *leading || matches!(&*term.post, "president" | "prime minister" | "king" | "chancellor")
        })
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

    /// 'both sides', 'the two leaders': the last so many parties named together, else the last so many named.
    pub(super) fn resolve_pair(&mut self, i: usize, count: usize) {
        let head = self.head(i);
        let actors = self.actors;
        let noun = head.lemma().to_lowercase();
        // 'the two foreign ministers'
        let longer = head.children().filter(|child| child.index() + 1 == head.index()).find_map(|child| {
            let words = format!("{} {noun}", child.norm());
            actors.roles.iter().find(|role| *role.noun == *words)
        });
        let role = longer.or_else(|| actors.roles.iter().find(|role| *role.noun == *noun));
        let people = role.is_some_and(|role| {
            role.are == Are::Person && !matches!(role.standing, Standing::CountryAgain | Standing::SideAgain)
        });
        let states = role.is_some_and(|role| {
            matches!(role.standing, Standing::CountryAgain | Standing::CapitalAgain | Standing::State)
                && role.are != Are::Person
        });
        // 'the two leaders' lead, 'the two envoys' do not; 'both men' may be either.
        let posted = role.filter(|role| people && role.standing != Standing::Group);
        let suits_post = |party: &Arc<Actor>| match posted {
            None => true,
            Some(role) if role.posts.is_empty() => {
                let official = !matches!(party.sector.as_deref(), Some("REL" | "CVL" | "JRN" | "BUS" | "EDU"));
                official && !self.leads(party)
            }
            Some(role) => self.holds(party, role),
        };
        // Whoever acts on them is neither.
        let acting = phrase::clause(head).0.and_then(subject_of).filter(|subject| subject.id < head.id);
        let acting: Vec<Arc<Actor>> = acting.map_or_else(Vec::new, |subject| {
            let whole = subject.extent();
            let inside = |&draft: &usize| whole.contains(&self.head(draft).index());
            self.before(head).filter(inside).flat_map(|draft| self.parties(draft)).collect()
        });
        let suits = |draft: usize| -> Vec<Arc<Actor>> {
            let mention = &self.drafts[draft].mention;
            if mention.head >= head.id || self.drafts[draft].hidden || mention.kind == MentionKind::Place {
                return Vec::new();
            }
            // Whoever acts on 'both men' is neither.
            let (clause, _) = phrase::clause(head);
            let whole = phrase::whole(self.head(draft));
            if clause.is_some() && phrase::clause(whole) == (clause, true) {
                return Vec::new();
            }
            // 'Lavrov, who spent hours coaxing the two ministers'
            let told_of = clause.is_some_and(|verb| {
                std::iter::once(verb)
                    .chain(verb.ancestors())
                    .any(|above| above.dep() == "relcl" && above.head() == whole)
            });
            if told_of {
                return Vec::new();
            }
            let parties = self.parties(draft);
            let fits = |party: &Arc<Actor>| {
                let person = party.person.is_some() && suits_post(party);
                let acts =
                    acting.iter().any(|own| if people { own.name == party.name } else { own.shares_side(party) });
                !acts && if people { person } else { party.code.is_some() && (!states || party.country.is_some()) }
            };
            if matches!(mention.kind, MentionKind::Capital | MentionKind::Country)
                && phrase::first_conjunct(self.head(draft)).dep() == "pobj"
                && matches!(phrase::first_conjunct(self.head(draft)).head().norm(), "in" | "at" | "near" | "outside")
            {
                return Vec::new();
            }
            parties.into_iter().filter(fits).collect()
        };
        let order: Vec<usize> = self.before(head).collect();
        let same =
            |one: &Arc<Actor>, other: &Arc<Actor>| if people { one.name == other.name } else { one.shares_side(other) };
        // Named together: 'Chinese and Indian troops', 'Seoul and Pyongyang', an earlier 'both'. The nearest such
        // list counts, one that acts and one of those the article is about before others.
        let main = self.main.clone();
        let mut together: Vec<Arc<Actor>> = Vec::new();
        let mut best = i64::MIN;
        for &draft in &order {
            let far = (head.sentence() - self.head(draft).sentence()) as i64;
            if far > 6 {
                break;
            }
            let mut group: Vec<Arc<Actor>> = Vec::new();
            for member in self.list_of(draft) {
                for party in suits(member) {
                    if !group.iter().any(|known| same(known, &party)) {
                        group.push(party);
                    }
                }
            }
            if group.len() != count {
                continue;
            }
            let acts = self
                .head(draft)
                .ancestors()
                .chain([self.head(draft)])
                .any(|token| matches!(token.dep(), "nsubj" | "nsubjpass"));
            let about = group.iter().filter(|party| main.iter().any(|side| side.shares_side(party))).count() as i64;
            let weight = 6 * i64::from(acts) + 4 * about - 9 * far;
            if weight > best {
                (best, together) = (weight, group);
            }
        }
        if together.is_empty() {
            let mut recent: Vec<Arc<Actor>> = Vec::new();
            for &draft in &order {
                if head.sentence() - self.head(draft).sentence() > 8 || recent.len() == count {
                    break;
                }
                for party in suits(draft) {
                    let counts = people || main.iter().any(|side| side.shares_side(&party)) || count > 2;
                    if counts && recent.len() < count && !recent.iter().any(|known| same(known, &party)) {
                        recent.push(party);
                    }
                }
            }
            recent.reverse();
            together = if recent.len() == count {
                recent
            } else if people {
                Vec::new()
            } else if main.len() == count && !main.iter().any(|side| acting.iter().any(|own| own.shares_side(side))) {
                main
            } else {
                Vec::new()
            };
        }
        let apart = |side: &Arc<Actor>| !acting.iter().any(|own| own.shares_side(side));
        if people && together.is_empty() && count == 2 && self.main.iter().all(apart) {
            // 'the two leaders', named or not: those who lead the two sides.
            let leader = |side: Arc<Actor>| {
                let posts = role.map_or(&[][..], |role| &role.posts);
                let holder = self.actors.owner_of(&side).and_then(|owner| self.actors.holder(owner, posts, self.day));
                holder.cloned().unwrap_or(side)
            };
            together = self.main.clone().into_iter().map(leader).collect();
        }
        if !people {
            together = together
                .into_iter()
                .map(|party| self.actors.owner_of(&party).map_or(party, |owner| self.actors.owner_actor(owner).clone()))
                .collect();
        }
        self.drafts[i].mention.parties = together;
        self.drafts[i].mention.why = "the parties last named together";
    }
}
