//! Two or more parties taken up together: 'both sides', 'the two leaders', 'the delegations'.
//!
//! They are those last named together ('Seoul and Pyongyang met'), else those last named, else the sides of the article.

use std::sync::Arc;

use language::Token;

use super::actors::{Are, Owner, Role, Standing};
use super::coreference::subject_of;
use super::draft::RoleWords;
use super::phrase::{self, Determiner};
use super::reader::Reader;
use super::words::WordClass;
use super::{Actor, MentionKind, Number};

/// Sentences back within which parties named together are taken up by 'the delegations'.
const NEAR: i64 = 2;
/// The same for 'both sides'.
const FAR: i64 = 6;

/// Whom words take up.
struct Sought<'r> {
    /// The phrase that takes them up.
    head: Token<'r>,
    /// Whether they are persons.
    people: bool,
    /// Whether they are states.
    states: bool,
    /// The role that the persons have, where it says more than 'men'.
    posted: Option<&'r Role>,
    /// Whoever acts on them: neither of them.
    acting: Vec<Arc<Actor>>,
}

impl Sought<'_> {
    fn same(&self, one: &Actor, other: &Actor) -> bool {
        if self.people { one.name == other.name } else { one.shares_side(other) }
    }
}

impl Reader<'_> {
    /// 'both sides', 'the two leaders': the last so many parties named together, else the last so many named.
    pub(super) fn resolve_pair(&mut self, i: usize, count: usize) {
        let head = self.head(i);
        let role = self.role_of(head);
        let sought = self.sought(head, role);
        let people = sought.people;
        let mut together = self.named_together(&sought, count, FAR);
        if together.is_empty() {
            together = self.last_named(&sought, count);
        }
        if people && together.is_empty() {
            // 'the two leaders', named or not: those who lead the two sides.
            let sides = Sought { people: false, states: false, posted: None, acting: sought.acting, head };
            let apart = |side: &Arc<Actor>| !sides.acting.iter().any(|own| own.shares_side(side));
            together = self.named_together(&sides, count, NEAR);
            if together.is_empty() && count == 2 && self.main.iter().all(apart) {
                together.clone_from(&self.main);
            }
            let leader = |side: Arc<Actor>| {
                let posts = role.map_or(&[][..], |role| &role.posts);
                let holder = self.actors.owner_of(&side).and_then(|owner| self.actors.holder(owner, posts, self.day));
                holder.cloned().unwrap_or(side)
            };
            together = together.into_iter().map(leader).collect();
        }
        self.take_up(i, together, people);
    }

    /// 'the delegations', 'the rivals', 'the leaders', after two parties that were just named together. Returns whether
    /// they are taken up.
    pub(super) fn resolve_plural(&mut self, i: usize, words: &RoleWords) -> bool {
        let head = self.head(i);
        let role = &self.actors.roles[words.role as usize];
        let draft = &self.drafts[i];
        let bare = matches!(words.determiner, Determiner::Definite)
            // Not a title: 'Presidents Putin and Xi'.
            && !draft.hidden
            && draft.owners.is_empty()
            && draft.mention.number == Number::Plural
            && head.children().all(|child| matches!(child.dep(), "det" | "punct" | "relcl"));
        if !bare || !self.actors.words.has(WordClass::Together, &role.noun) {
            return false;
        }
        let sought = self.sought(head, Some(role));
        let people = sought.people;
        let mut together = self.named_together(&sought, 2, NEAR);
        if people && together.is_empty() {
            let sides = Sought { people: false, states: false, posted: None, acting: sought.acting, head };
            let posts = &role.posts;
            let leader = |side: Arc<Actor>| {
                let holder = self.actors.owner_of(&side).and_then(|owner| self.actors.holder(owner, posts, self.day));
                holder.filter(|_| !posts.is_empty()).cloned().unwrap_or(side)
            };
            together = self.named_together(&sides, 2, NEAR).into_iter().map(leader).collect();
        }
        if together.is_empty() {
            return false;
        }
        self.drafts[i].mention.kind = MentionKind::Pair;
        self.take_up(i, together, people);
        true
    }

    fn take_up(&mut self, i: usize, mut together: Vec<Arc<Actor>>, people: bool) {
        if !people {
            together = together
                .into_iter()
                .map(|party| self.actors.owner_of(&party).map_or(party, |owner| self.actors.owner_actor(owner).clone()))
                .collect();
        }
        self.drafts[i].mention.parties = together;
        self.drafts[i].mention.why = "the parties last named together";
    }

    /// The role that a noun names, the longer words first: 'the two foreign ministers'.
    fn role_of(&self, head: Token<'_>) -> Option<&'_ Role> {
        let actors = self.actors;
        let noun = head.lemma().to_lowercase();
        let longer = head.children().filter(|child| child.index() + 1 == head.index()).find_map(|child| {
            let words = format!("{} {noun}", child.norm());
            actors.roles.iter().find(|role| *role.noun == *words)
        });
        longer.or_else(|| actors.roles.iter().find(|role| *role.noun == *noun))
    }

    fn sought<'r>(&self, head: Token<'r>, role: Option<&'r Role>) -> Sought<'r> {
        let people = role.is_some_and(|role| {
            role.are == Are::Person && !matches!(role.standing, Standing::CountryAgain | Standing::SideAgain)
        });
        let states = role.is_some_and(|role| {
            matches!(role.standing, Standing::CountryAgain | Standing::CapitalAgain | Standing::State)
                && role.are != Are::Person
        });
        // 'the two leaders' lead, 'the two envoys' do not; 'both men' may be either.
        let posted = role.filter(|role| people && role.standing != Standing::Group);
        let acting = phrase::clause(head).0.and_then(subject_of).filter(|subject| subject.id < head.id);
        let acting: Vec<Arc<Actor>> = acting.map_or_else(Vec::new, |subject| {
            let whole = subject.extent();
            let inside = |&draft: &usize| whole.contains(&self.head(draft).index());
            self.before(head).filter(inside).flat_map(|draft| self.parties(draft)).collect()
        });
        Sought { head, people, states, posted, acting }
    }

    /// The parties of a draft that may be meant.
    fn suiting(&self, draft: usize, sought: &Sought<'_>) -> Vec<Arc<Actor>> {
        let head = sought.head;
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
            let mut above = std::iter::once(verb).chain(verb.ancestors());
            above.any(|above| above.dep() == "relcl" && above.head() == whole)
        });
        if told_of {
            return Vec::new();
        }
        let place = phrase::first_conjunct(self.head(draft));
        if matches!(mention.kind, MentionKind::Capital | MentionKind::Country)
            && place.dep() == "pobj"
            && matches!(place.head().norm(), "in" | "at" | "near" | "outside")
        {
            return Vec::new();
        }
        let suits_post = |party: &Arc<Actor>| match sought.posted {
            None => true,
            Some(role) if role.posts.is_empty() => {
                let official = !matches!(party.sector.as_deref(), Some("REL" | "CVL" | "JRN" | "BUS" | "EDU"));
                official && !self.leads(party)
            }
            Some(role) => self.holds(party, role),
        };
        let fits = |party: &Arc<Actor>| {
            let acts = sought.acting.iter().any(|own| sought.same(own, party));
            !acts
                && if sought.people {
                    party.person.is_some() && suits_post(party)
                } else {
                    party.code.is_some() && (!sought.states || party.country.is_some())
                }
        };
        self.parties(draft).into_iter().filter(fits).collect()
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

    /// Named together within `most` sentences: 'Chinese and Indian troops', 'Seoul and Pyongyang', an earlier 'both'. The
    /// nearest such list counts, one that acts and one of those the article is about before others.
    fn named_together(&self, sought: &Sought<'_>, count: usize, most: i64) -> Vec<Arc<Actor>> {
        let mut together: Vec<Arc<Actor>> = Vec::new();
        let mut best = i64::MIN;
        for draft in self.before(sought.head) {
            let far = (sought.head.sentence() - self.head(draft).sentence()) as i64;
            if far > most {
                break;
            }
            let mut group: Vec<Arc<Actor>> = Vec::new();
            for member in self.list_of(draft) {
                for party in self.suiting(member, sought) {
                    if !group.iter().any(|known| sought.same(known, &party)) {
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
            let main = |party: &&Arc<Actor>| self.main.iter().any(|side| side.shares_side(party));
            let about = group.iter().filter(main).count() as i64;
            let weight = 6 * i64::from(acts) + 4 * about - 9 * far;
            if weight > best {
                (best, together) = (weight, group);
            }
        }
        together
    }

    /// The last so many named one by one; the sides of the article where there are so many.
    fn last_named(&self, sought: &Sought<'_>, count: usize) -> Vec<Arc<Actor>> {
        let mut recent: Vec<Arc<Actor>> = Vec::new();
        for draft in self.before(sought.head) {
            if sought.head.sentence() - self.head(draft).sentence() > 8 || recent.len() == count {
                break;
            }
            for party in self.suiting(draft, sought) {
                let main = self.main.iter().any(|side| side.shares_side(&party));
                let counts = sought.people || main || count > 2;
                if counts && recent.len() < count && !recent.iter().any(|known| sought.same(known, &party)) {
                    recent.push(party);
                }
            }
        }
        recent.reverse();
        let acts = |side: &Arc<Actor>| sought.acting.iter().any(|own| own.shares_side(side));
        if recent.len() == count {
            recent
        } else if !sought.people && self.main.len() == count && !self.main.iter().any(acts) {
            self.main.clone()
        } else {
            Vec::new()
        }
    }
}
