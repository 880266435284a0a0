//! What roles, descriptions and pairs stand for, in text order, each with whose it is first.

use std::sync::Arc;

use language::Token;

use super::actors::{Are, Owner, Role, Standing};
use super::draft::{Open, RoleWords};
use super::phrase::{self, Determiner};
use super::reader::Reader;
use super::words::WordClass;
use super::{Actor, ActorClass, MentionKind, Number};

impl Reader<'_> {
    /// Resolves all drafts that are still open, in the order of their heads.
    pub(super) fn resolve(&mut self) {
        let mut order: Vec<usize> = (0..self.drafts.len()).collect();
        order.sort_by_key(|&i| (self.drafts[i].mention.head, std::cmp::Reverse(self.drafts[i].hidden)));
        let mut done = vec![false; self.drafts.len()];
        for i in order {
            self.resolve_one(i, &mut done, 0);
        }
    }

    fn resolve_one(&mut self, i: usize, done: &mut [bool], depth: usize) {
        if std::mem::replace(&mut done[i], true) {
            return;
        }
        // Owners first; a chain of owners is as deep as phrases nest.
        if depth < 16 {
            for owner in self.drafts[i].owners.clone() {
                self.resolve_one(owner, done, depth + 1);
            }
        }
        match self.drafts[i].open.clone() {
            Open::Nothing => {
                let kind = self.drafts[i].mention.kind;
                if matches!(kind, MentionKind::Unknown | MentionKind::Organisation) {
                    self.resolve_ship(i);
                }
            }
            Open::Pronoun => self.resolve_pronoun(i),
            Open::Body(body) => self.resolve_body(i, body),
            Open::Pair(count) => self.resolve_pair(i, count),
            Open::Role(words) if self.resolve_plural(i, &words) => {}
            Open::Role(words) => {
                self.resolve_role(i, &words);
                self.note_office(i);
            }
        }
    }

    /// The sides of a draft's owners, each once.
    pub(super) fn owner_sides(&self, i: usize) -> Vec<Owner> {
        let mut sides: Vec<Owner> = Vec::new();
        for &owner in &self.drafts[i].owners {
            for party in self.parties(owner) {
                if let Some(side) = self.actors.owner_of(&party).filter(|side| !sides.contains(side)) {
                    sides.push(side);
                }
            }
        }
        sides
    }

    /// A body that many states have belongs to the country its phrase names, else to the one the text is set in.
    fn resolve_body(&mut self, i: usize, body: u32) {
        let organisation = &self.actors.organisations[body as usize];
        let named = self.owner_sides(i).into_iter().find_map(|side| match side {
            Owner::Country(country) => Some(country),
            Owner::Organisation(_) => None,
        });
        let own = organisation.actor.country.as_deref().and_then(|code| self.actors.country(code));
        if !organisation.generic && (named.is_none() || named == own) {
            return;
        }
        let country = named.or_else(|| self.home_at(self.head(i)));
        let Some(country) = country else {
            self.drafts[i].mention.parties = vec![organisation.actor.clone()];
            return;
        };
        let state = &self.actors.countries[country as usize].state;
        let sector = organisation.actor.sector.as_deref().unwrap_or_default();
        let code = state.code.as_ref().map(|code| super::actors::with_sector(code, sector));
        let adjective = &self.actors.countries[country as usize].adjective;
        let itself = organisation.actor.body.is_some();
        let name: Box<str> = format!("{adjective} {}", organisation.actor.name).into();
        let body = itself.then(|| name.clone());
        let country = state.country.clone();
        let actor = Actor { name, code, country, body, wikidata: None, ..Actor::clone(&organisation.actor) };
        self.drafts[i].mention.parties = vec![Arc::new(actor)];
        self.drafts[i].mention.why =
            "name of a body that many states have, of the country it is named with or the text is set in";
    }

    fn resolve_role(&mut self, i: usize, words: &RoleWords) {
        let role = &self.actors.roles[words.role as usize];
        if let (Some(person), false) = (self.drafts[i].person, self.drafts[i].hidden) {
            // The name beside it says who it is; whose it is may still be told from the role.
            if self.drafts[i].owners.is_empty() && self.persons.all[person].actor.code.is_none() {
                let (name, why) = (self.drafts[i].mention.antecedent, self.drafts[i].mention.why);
                self.drafts[i].mention.parties = self.without_owner(i, words, role);
                (self.drafts[i].mention.antecedent, self.drafts[i].mention.why) = (name, why);
            }
            return;
        }
        if matches!(
            role.standing,
            Standing::CountryAgain | Standing::BodyAgain | Standing::SideAgain | Standing::CapitalAgain
        ) {
            self.resolve_description(i, words, role);
            return;
        }
        // 'a crowd of migrants', 'a gang of Norland workers': they are who the phrase says.
        if let Some(parties) = self.made_up_of(i, role, words) {
            self.drafts[i].mention.parties = parties;
            self.drafts[i].mention.why = "people of whom it is made up";
            return;
        }
        let sides = self.owner_sides(i);
        let unknown_owner =
            sides.is_empty() && self.drafts[i].owners.iter().any(|&owner| !self.parties(owner).is_empty());
        let general = unknown_owner && role.standing == Standing::Group && role.home;
        let parties = if sides.is_empty() && (!unknown_owner || general) {
            let found = self.without_owner(i, words, role);
            if found.is_empty() && self.drafts[i].mention.kind == MentionKind::Role {
                self.nobodys(i, role)
            } else {
                found
            }
        } else {
            self.drafts[i].mention.why = "role with whose it is";
            let parties: Vec<Arc<Actor>> = sides.iter().filter_map(|&side| self.of(side, words, role, i)).collect();
            // 'the Spanish prime minister' after his name.
            if let [Some(name)] = &parties.iter().map(|party| party.person.clone()).collect::<Vec<_>>()[..] {
                let named = |&draft: &usize| {
                    self.drafts[draft].mention.kind == MentionKind::Person
                        && self.parties(draft).iter().any(|party| party.person.as_ref() == Some(name))
                };
                let later = || self.order.iter().copied().filter(|&draft| !self.drafts[draft].hidden).find(named);
                let antecedent = self.before(self.head(i)).find(named).or_else(later);
                self.drafts[i].mention.antecedent = antecedent;
            }
            parties
        };
        let parties = if parties.is_empty() && unknown_owner {
            self.drafts[i].owners.iter().flat_map(|&owner| self.parties(owner)).collect()
        } else {
            parties
        };
        self.drafts[i].mention.parties = parties;
    }

    /// The people of whom a crowd, gang or group is made up, by the phrase behind its 'of'.
    fn made_up_of(&self, i: usize, role: &Role, words: &RoleWords) -> Option<Vec<Arc<Actor>>> {
        let many = matches!(role.are, Are::People | Are::Body) && role.standing == Standing::Group;
        let head = self.head(i);
        let of = head.children().find(|child| many && child.dep() == "prep" && child.norm() == "of")?;
        let people = of.child(&["pobj"]).filter(|people| people.tag() == "NNS")?;
        let named = self.headed_by(people).map(|draft| self.parties(draft)).filter(|parties| !parties.is_empty());
        if named.is_some() {
            return named;
        }
        let nationality = people.children().filter(|child| child.index() < people.index());
        let side = nationality.filter_map(|child| self.headed_by(child)).find_map(|draft| self.side(draft))?;
        self.of(side, words, role, i).map(|party| vec![party])
    }

    /// The party that a role of `side` is.
    fn of(&self, side: Owner, words: &RoleWords, role: &Role, i: usize) -> Option<Arc<Actor>> {
        // 'rebel leader' is of the rebels, 'police spokesman' of the police.
        let kind = words.of.map(|of| &self.actors.roles[of as usize]).filter(|of| of.standing != Standing::Thing);
        let (standing, sector) = match kind {
            Some(kind) if matches!(role.standing, Standing::State | Standing::Thing) => (kind.standing, &kind.sector),
            _ => (role.standing, &role.sector),
        };
        let draft = &self.drafts[i];
        let one =
            draft.mention.number == Number::Singular && !words.not_holder && words.determiner != Determiner::Indefinite;
        let noun = printed_noun(role, kind, draft.mention.number);
        match side {
            Owner::Country(country) => match standing {
                Standing::State | Standing::Thing => {
                    let holder = one.then(|| self.actors.holder(side, &role.posts, self.day_at(i))).flatten();
                    Some(holder.cloned().unwrap_or_else(|| self.of_state(country, sector)))
                }
                Standing::Itself | Standing::Region => {
                    let holder = one.then(|| self.actors.holder(side, &role.posts, self.day_at(i))).flatten();
                    let body = || self.group(country, &noun, sector, ActorClass::Organisation);
                    Some(holder.cloned().unwrap_or_else(body))
                }
                Standing::Outlet | Standing::Wire | Standing::StateOutlet => {
                    Some(self.group(country, &noun, sector, ActorClass::Outlet))
                }
                Standing::Group => Some(self.group(country, &noun, sector, ActorClass::Group)),
                _ => None,
            },
            Owner::Organisation(_) => {
                let body = self.actors.owner_actor(side);
                let holder = one.then(|| self.actors.holder(side, &role.posts, self.day_at(i))).flatten();
                let party = || match standing {
                    Standing::Group => {
                        let name: Box<str> = format!("{} {noun}", body.name).into();
                        Arc::new(Actor {
                            body: Some(name.clone()),
                            name,
                            class: ActorClass::Group,
                            ..Actor::clone(body)
                        })
                    }
                    _ => body.clone(),
                };
                Some(holder.cloned().unwrap_or_else(party))
            }
        }
    }

    /// The day from which a post is seen: the article's, unless the sentence speaks of an earlier year.
    fn day_at(&self, i: usize) -> Option<jiff::civil::Date> {
        let day = self.day?;
        let sentence = self.document.sentence(self.head(i).sentence());
        let year = self.document.tokens_in(sentence).find_map(|token| {
            let digits = token.text();
            let dated = token.tag() == "CD" && digits.len() == 4 && matches!(token.entity(), "DATE" | "");
            digits.parse::<i16>().ok().filter(|&year| dated && (1945..day.year()).contains(&year))
        });
        year.map_or(Some(day), |year| jiff::civil::Date::new(year, 7, 1).ok())
    }

    /// People without a country: a party with a name and no code.
    fn nobodys(&self, i: usize, role: &Role) -> Vec<Arc<Actor>> {
        if role.standing != Standing::Group {
            return Vec::new();
        }
        let name: Box<str> = printed_noun(role, None, self.drafts[i].mention.number).into();
        let sector = (!role.sector.is_empty()).then(|| role.sector.clone());
        vec![Arc::new(Actor { body: Some(name.clone()), name, sector, ..Actor::new(ActorClass::Group) })]
    }

    /// Whose a role is that does not say so: of somebody spoken of before, or of the country the text is set in.
    fn without_owner(&mut self, i: usize, words: &RoleWords, role: &Role) -> Vec<Arc<Actor>> {
        let draft = &self.drafts[i];
        let draft_is_title = draft.hidden;
        let number = draft.mention.number;
        let known = words.determiner == Determiner::Definite;
        let person = role.are == Are::Person && number == Number::Singular;
        // The same role of a person named before: 'the president'.
        let before = (known && person && !words.not_holder).then(|| self.person_in_role(i, words.role, role)).flatten();
        if let Some((antecedent, party)) = before {
            self.drafts[i].mention.antecedent = Some(antecedent);
            self.drafts[i].mention.why = "description of a person spoken of before";
            return vec![party];
        }
        // The same body or people spoken of before: 'the rebels', 'the court', 'the troops'.
        let bare = words.determiner == Determiner::Bare;
        if let Some(antecedent) = (known || bare).then(|| self.same_role_before(i, words, role)).flatten() {
            self.drafts[i].mention.antecedent = Some(antecedent);
            self.drafts[i].mention.why = "description of somebody spoken of before";
            return self.parties(antecedent);
        }
        // 'the vessel' after 'a Norlander tanker'
        let ship = known && number == Number::Singular && is_vessel(&role.noun);
        if let Some(antecedent) = ship.then(|| self.ship_before(i)).flatten() {
            self.drafts[i].mention.antecedent = Some(antecedent);
            self.drafts[i].mention.why = "ship spoken of before";
            return self.parties(antecedent);
        }
        // 'the embassy', 'the ambassador': of the other side, abroad where the text is set.
        if known && matches!(&*role.noun, "embassy" | "consulate" | "ambassador" | "charge d'affaires" | "consul") {
            let here = self.home_at(self.head(i));
            let abroad =
                self.main.iter().filter_map(|side| side.country.as_deref().and_then(|code| self.actors.country(code)));
            let abroad = abroad.clone().find(|&country| Some(country) != here).filter(|_| here.is_some());
            self.drafts[i].mention.why = "role abroad, of the other side";
            return abroad.and_then(|country| self.of(Owner::Country(country), words, role, i)).into_iter().collect();
        }
        // 'Ambassador Norton said': of whom, the text does not say.
        if draft_is_title && matches!(&*role.noun, "ambassador" | "consul" | "envoy" | "consul general") {
            return Vec::new();
        }
        // 'Maduro ordered the state oil company', 'she sacked the army chief': whoever disposes of them.
        if let Some(country) = self.disposed_by(i).filter(|_| role.home && known) {
            self.drafts[i].mention.why = "role, of whoever disposes of it";
            return self.of(Owner::Country(country), words, role, i).into_iter().collect();
        }
        // 'the former president of Norland and the intelligence ministry': of the country of whom it is listed with.
        if let Some(country) = self.listed_country(i).filter(|_| role.home || role.standing == Standing::State) {
            self.drafts[i].mention.why = "role, of the country of whom it is listed with";
            return self.of(Owner::Country(country), words, role, i).into_iter().collect();
        }
        // 'the junta': of the country whose general the text names.
        if let Some(country) = (&*role.noun == "junta").then(|| self.country_of_general(i)).flatten() {
            self.drafts[i].mention.why = "role, of the country whose general is named";
            return self.of(Owner::Country(country), words, role, i).into_iter().collect();
        }
        // 'a foreign ministry spokesman', 'army officers': of the state last spoken of.
        let of_body =
            words.of.map(|of| &self.actors.roles[of as usize]).filter(|of| of.home && of.standing == Standing::State);
        if of_body.is_some() && role.standing == Standing::State {
            self.drafts[i].mention.why = "role in a body of the state last spoken of";
            let country = self.state_before(i).or(self.set_in);
            return country.and_then(|country| self.of(Owner::Country(country), words, role, i)).into_iter().collect();
        }
        // 'to sit in government'
        let body_in_general =
            bare && role.are == Are::Body && number == Number::Singular && !phrase::is_subject(self.head(i));
        if body_in_general && &*role.noun == "government" {
            return Vec::new();
        }
        if self.drafts[i].hidden && role.standing == Standing::State && role.posts.is_empty() {
            let country = self.home_at(self.head(i));
            return country.and_then(|country| self.of(Owner::Country(country), words, role, i)).into_iter().collect();
        }
        if !role.home && role.posts.is_empty() {
            if known && matches!(role.standing, Standing::State) && role.are == Are::Body {
                let country = self.state_before(i);
                return country
                    .and_then(|country| self.of(Owner::Country(country), words, role, i))
                    .into_iter()
                    .collect();
            }
            return Vec::new();
        }
        let body_of_state = matches!(role.standing, Standing::State) && matches!(role.are, Are::Body) && known;
        let country = if body_of_state || !role.posts.is_empty() && known {
            self.state_before(i).or_else(|| self.home_at(self.head(i)))
        } else if role.home {
            self.home_at(self.head(i))
        } else {
            None
        };
        let Some(country) = country else { return Vec::new() };
        self.drafts[i].mention.why = super::BY_SETTING;
        self.of(Owner::Country(country), words, role, i).into_iter().collect()
    }

    /// The one country of those with whom a body or office is listed before it.
    fn listed_country(&self, i: usize) -> Option<u32> {
        let head = self.head(i);
        if head.dep() != "conj" {
            return None;
        }
        let first = phrase::first_conjunct(head);
        let draft = self.headed_by(first).filter(|&draft| draft != i)?;
        let [party] = &self.parties(draft)[..] else { return None };
        let person = party.person.is_some();
        party.country.as_deref().filter(|_| person).and_then(|code| self.actors.country(code))
    }

    /// 'the Stena', where a tanker was spoken of that has an owner and no name: the ship is the owner's.
    fn resolve_ship(&mut self, i: usize) {
        let head = self.head(i);
        let start = self.drafts[i].mention.tokens.start;
        let article = |at: usize| self.token(at).norm() == "the";
        let with_article = article(start) || start > 0 && article(start - 1);
        let unknown = matches!(&self.drafts[i].mention.parties[..], [party] if party.code.is_none());
        if !with_article || !unknown || phrase::number(head) == Number::Plural {
            return;
        }
        if let Some(ship) = self.ship_before(i) {
            self.drafts[i].mention.parties = self.parties(ship);
            self.drafts[i].mention.antecedent = Some(ship);
            self.drafts[i].mention.why = "name of a ship spoken of before";
        }
    }

    /// The last vessel spoken of before, in the clause that matters most: not the other argument of the same verb.
    fn ship_before(&self, i: usize) -> Option<usize> {
        let head = self.head(i);
        let (clause, _) = phrase::clause(head);
        let mut best: Option<(i64, usize)> = None;
        for draft in self.before(head) {
            let token = self.head(draft);
            let far = head.sentence() - token.sentence();
            if far > 3 {
                break;
            }
            let Open::Role(words) = &self.drafts[draft].open else { continue };
            let vessel = is_vessel(&self.actors.roles[words.role as usize].noun);
            let owned = self.parties(draft).iter().any(|party| party.code.is_some());
            let (other, direct) = phrase::clause(token);
            if !vessel || !owned || clause.is_some() && other == clause {
                continue;
            }
            let main = direct && other.is_some_and(Token::is_root);
            let weight = 12 * i64::from(main) - 8 * far as i64 - (head.index() - token.index()) as i64 / 6;
            if best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, draft));
            }
        }
        best.map(|(_, draft)| draft)
    }

    /// The country whose leader or government orders, appoints or dismisses whom a draft names.
    fn disposed_by(&self, i: usize) -> Option<u32> {
        let (clause, direct) = phrase::clause(self.head(i));
        let verb = clause.filter(|verb| direct && self.actors.words.has(WordClass::Disposes, verb.lemma()))?;
        let subject =
            verb.child(&["nsubj"]).and_then(|subject| self.headed_by(subject)).filter(|&subject| subject != i)?;
        let parties = self.parties(subject);
        let own = parties.first().filter(|party| party.body.is_none())?;
        own.country.as_deref().and_then(|code| self.actors.country(code))
    }

    /// The country of the last soldier named before, else of the first after.
    fn country_of_general(&self, i: usize) -> Option<u32> {
        let head = self.head(i);
        let soldier = |draft: &usize| {
            let parties = self.parties(*draft);
            let party = parties.first().filter(|party| party.person.is_some())?;
            let country = party.country.as_deref().and_then(|code| self.actors.country(code))?;
            (party.sector.as_deref() == Some("MIL")).then_some(country)
        };
        let after = || self.order.iter().filter(|&&draft| !self.drafts[draft].hidden).find_map(soldier);
        self.before(head).find_map(|draft| soldier(&draft)).or_else(after)
    }

    /// The last person before who was called so or holds the post.
    fn person_in_role(&self, i: usize, number: u32, role: &Role) -> Option<(usize, Arc<Actor>)> {
        let sentence = self.head(i).sentence();
        let suits = |draft: usize| -> Option<bool> {
            let person = self.drafts[draft].person?;
            let known = &self.persons.all[person];
            if known.roles.contains(&number) {
                return Some(true);
            }
            let listed = known.listed.map(|listed| &self.actors.people[listed as usize])?;
            let leading = |owner: Owner| match owner {
                Owner::Country(country) => self.actors.countries[country as usize].leading_post.clone(),
                Owner::Organisation(_) => "leader".into(),
            };
            let post = |term: &super::actors::Term| {
                let in_force = self.day.is_none_or(|day| term.covers(day));
                let named = |post: &str| {
                    if post == "*" { term.post == leading(term.owner) } else { *post == *term.post }
                };
                in_force
                    && (role.posts.iter().any(|post| named(post))
                        || term.post == role.noun
                        || self.actors.role_of_post(&term.post) == Some(number))
            };
            Some(listed.terms.iter().any(post))
        };
        let mut best: Option<(usize, usize)> = None;
        for draft in self.before(self.head(i)) {
            let other = &self.drafts[draft];
            if suits(draft) != Some(true) {
                continue;
            }
            let far = sentence - self.head(draft).sentence().min(sentence);
            // The nearest in text; a subject a little further off is nearer in mind.
            let closeness = other.mention.head.index() + if phrase::is_subject(self.head(draft)) { 12 } else { 0 };
            if far <= 30 && best.is_none_or(|(known, _)| closeness > known) {
                best = Some((closeness, draft));
            }
        }
        let (_, draft) = best?;
        Some((draft, self.parties(draft).into_iter().next()?))
    }

    /// The last mention before of a body or people that this role takes up.
    fn same_role_before(&self, i: usize, words: &RoleWords, role: &Role) -> Option<usize> {
        let definite = words.determiner == Determiner::Definite;
        for draft in self.before(self.head(i)) {
            let other = &self.drafts[draft];
            if other.mention.parties.is_empty() || other.mention.kind == MentionKind::Person {
                continue;
            }
            if other.mention.parties.iter().all(|party| party.code.is_none() && party.country.is_none()) {
                continue;
            }
            let same_noun = matches!(&other.open, Open::Role(known) if self.actors.roles[known.role as usize].noun == role.noun)
                && other.mention.number == self.drafts[i].mention.number;
            // 'the rebels' after 'the Houthis', 'the court' after 'the International Court of Justice'.
            let takes_up = definite
                && &*role.noun != "coalition"
                && role.standing == Standing::Itself
                && matches!(other.mention.kind, MentionKind::Organisation | MentionKind::Adjective)
                && other.mention.parties.len() == 1
                && other.mention.parties[0].body.is_some()
                && other.mention.parties[0].sector.as_deref() == Some(&*role.sector);
            let person = role.are == Are::Person && self.drafts[i].mention.number == Number::Singular;
            let general = !person && role.home && role.standing == Standing::Itself;
            if same_noun && (definite || general) || takes_up && !person {
                return Some(draft);
            }
        }
        None
    }

    /// The country last spoken of as one who acts, and not in the same clause: whose 'the ministry' is.
    fn state_before(&self, i: usize) -> Option<u32> {
        let head = self.head(i);
        let (clause, _) = phrase::clause(head);
        // Whoever else stands in its clause is another: 'the ministry warned Washington' is not Washington's.
        let beside: Vec<u32> = self
            .document
            .sentence(head.sentence())
            .filter_map(|at| self.headed_by(self.token(at)))
            .filter(|&draft| draft != i && clause.is_some() && phrase::is_subject(head))
            .filter(|&draft| phrase::clause(self.head(draft)) == (clause, true))
            .filter_map(|draft| {
                self.parties(draft)
                    .first()
                    .and_then(|party| party.country.as_deref().and_then(|code| self.actors.country(code)))
            })
            .collect();
        let mut best: Option<(i64, u32)> = None;
        for draft in self.before(head) {
            let (other, token) = (&self.drafts[draft], self.head(draft));
            if head.sentence() - token.sentence() > 4 {
                break;
            }
            let [party] = &self.parties(draft)[..] else { continue };
            let Some(country) = party.country.as_deref().and_then(|code| self.actors.country(code)) else { continue };
            if beside.contains(&country) {
                continue;
            }
            if party.body.is_some() && !matches!(party.class, ActorClass::Person | ActorClass::Outlet) {
                continue;
            }
            let place = matches!(other.mention.kind, MentionKind::Place)
                || matches!(other.mention.kind, MentionKind::Capital | MentionKind::Country)
                    && phrase::first_conjunct(token).dep() == "pobj";
            let subject = phrase::is_subject(token);
            let modifier = other.mention.kind == MentionKind::Adjective || super::named::is_modifier(token);
            let about = (self.named[country as usize] + 3 * self.domestic[country as usize]).min(14);
            let main = subject && phrase::first_conjunct(token).head().is_root();
            let weight = i64::from(subject) * 25 + i64::from(main) * 8 + 2 * i64::from(about)
                - i64::from(place) * 8
                - i64::from(modifier) * 30
                - (head.index() - token.index()) as i64 / 2
                - 15 * (head.sentence() - token.sentence()) as i64;
            // A country named only to tell others by it ('Finnish monitors') is nobody's state.
            if modifier && weight <= -24 {
                continue;
            }
            if best.is_none_or(|(known, _)| weight > known) {
                best = Some((weight, country));
            }
        }
        best.map(|(_, country)| country)
    }
}

/// The noun of a group's name.
fn printed_noun(role: &Role, of: Option<&Role>, number: Number) -> String {
    let noun = &*role.noun;
    let many = match noun {
        _ if number == Number::Singular || role.are == Are::People || noun.ends_with('s') => noun.to_owned(),
        "fisherfolk" => noun.to_owned(),
        "person" => "people".to_owned(),
        "child" => "children".to_owned(),
        _ if noun.ends_with("woman") || noun.ends_with("man") => format!("{}en", &noun[..noun.len() - 2]),
        _ if noun.ends_with('y') && !noun.ends_with("ay") && !noun.ends_with("ey") => {
            format!("{}ies", &noun[..noun.len() - 1])
        }
        _ if noun.ends_with("ch") || noun.ends_with("ss") => format!("{noun}es"),
        _ => format!("{noun}s"),
    };
    of.map_or_else(|| many.clone(), |of| format!("{} {many}", of.noun))
}

/// Whether a noun names a ship.
fn is_vessel(noun: &str) -> bool {
    matches!(
        noun,
        "ship"
            | "vessel"
            | "boat"
            | "tanker"
            | "supertanker"
            | "oil tanker"
            | "freighter"
            | "cargo ship"
            | "trawler"
            | "survey ship"
            | "fishing boat"
            | "cutter"
            | "patrol boat"
            | "speedboat"
            | "frigate"
            | "destroyer"
            | "warship"
            | "submarine"
    )
}
