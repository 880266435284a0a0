//! Names of countries, bodies, places and persons that the tables know.

use std::sync::Arc;

use language::Token;

use super::actors::{Owner, Standing};
use super::draft::{Draft, Open};
use super::names::{Found, Pieces, Target};
use super::office::{OfficeCue, OfficeMention};
use super::phrase::{self, Determiner};
use super::reader::Reader;
use super::{Actor, ActorClass, MentionKind, Number, Place, PlaceClass};
use crate::record::MentionForm;

impl Reader<'_> {
    /// Counts the country of a newspaper or broadcaster: at home it leaves out whose 'police' it means.
    pub(super) fn read_publisher(&mut self, publisher: &str) {
        for name in Pieces::of_text(publisher, &self.actors.names).find(&self.actors.names, false, &[]) {
            for target in name.targets {
                let Target::Organisation(i) = target else { continue };
                let outlet = &self.actors.organisations[i as usize];
                let country = outlet.actor.country.as_deref().and_then(|code| self.actors.country(code));
                let local = matches!(outlet.standing, Standing::Outlet | Standing::StateOutlet);
                self.published_in = country.filter(|_| local).or(self.published_in);
            }
        }
    }

    /// Finds the names that the tables know and decides what each is the name of.
    pub(super) fn read_names(&mut self, title: &str, pieces: &Pieces) {
        let found = pieces.find(&self.actors.names, false, &[]);
        let in_title = Pieces::of_text(title, &self.actors.names).find(&self.actors.names, false, &[]);
        // 'pro-Russian' says nothing of where it is.
        let toward = |name: &&Found| {
            let at = name.tokens.start;
            let prefix = |word: &str| matches!(&*word.to_lowercase(), "pro" | "anti" | "non");
            at >= 2 && self.token(at - 1).text() == "-" && prefix(self.token(at - 2).text())
                || self.token(at).text().split_once('-').is_some_and(|(word, _)| prefix(word))
        };
        let counted: Vec<(u32, u32)> = found
            .iter()
            .filter(|name| !toward(name))
            .chain(&in_title)
            .filter_map(|name| self.country_named(name))
            .collect();
        for (country, weight) in counted {
            self.named[country as usize] += weight;
        }
        for target in found.iter().chain(&in_title).flat_map(|name| &name.targets) {
            if let Target::Organisation(i) | Target::OrganisationAdjective(i) | Target::OrganisationSeat(i) = *target {
                let actor = &self.actors.organisations[i as usize].actor;
                self.bodies.extend(actor.body.clone());
                let no_country = actor.country.as_ref().filter(|code| self.actors.country(code).is_none());
                self.bodies.extend(no_country.cloned());
            }
        }
        for name in &in_title {
            if let Some(Target::Person(i)) = name.targets.iter().find(|t| matches!(t, Target::Person(_))) {
                let actor = self.actors.people[*i as usize].term(self.day).actor.clone();
                self.persons.listed(*i, &actor);
            }
        }
        // Whoever is named in full anywhere may be called by the short name everywhere: headlines come first.
        let mut full: Vec<u32> = Vec::new();
        for name in found.iter().chain(&in_title) {
            full.extend(self.person_named(name));
        }
        self.read_surnames(&found);
        for name in found {
            self.add_name(&name, &full);
        }
    }

    /// The country for which a name counts when it is told what a text is about, and how much: names of the
    /// country, its leaders and its towns, less its bodies and short names.
    fn country_named(&self, name: &Found) -> Option<(u32, u32)> {
        let of = |code: Option<&str>| code.and_then(|code| self.actors.country(code));
        let itself = name.targets.iter().find_map(|target| match *target {
            Target::Country(i)
            | Target::Adjective(i)
            | Target::People(i)
            | Target::Citizen(i)
            | Target::Capital(i)
            | Target::Seat(i) => Some((i, 2)),
            Target::Person(i) => {
                of(self.actors.people[i as usize].term(self.day).actor.country.as_deref()).map(|i| (i, 2))
            }
            _ => None,
        });
        // A short name, town or body tells only where it is the only one of its name.
        let only = || match name.targets[..] {
            [Target::Short(i)] => of(self.actors.people[i as usize].term(self.day).actor.country.as_deref()),
            [Target::Place(i)] => of(self.actors.places[i as usize].country.as_deref()),
            [Target::Organisation(i) | Target::OrganisationSeat(i) | Target::OrganisationAdjective(i)] => {
                of(self.actors.organisations[i as usize].actor.country.as_deref())
            }
            _ => None,
        };
        let place = matches!(name.targets[..], [Target::Place(_)]);
        itself.or_else(|| only().map(|i| (i, if place { 2 } else { 1 })))
    }

    /// The person whom a full name means: of several the one in post.
    fn person_named(&self, name: &Found) -> Option<u32> {
        let people = name.targets.iter().filter_map(|target| match *target {
            Target::Person(i) => Some(i),
            _ => None,
        });
        // A namesake ten years before their time is somebody else.
        let people = people.filter(|&i| {
            let first = self.actors.people[i as usize].terms.iter().filter_map(|term| term.from).min();
            let begins = first.map(jiff::civil::Date::year);
            self.day.zip(begins).is_none_or(|(day, begins)| day.year() + 10 >= begins)
        });
        people.max_by_key(|&i| self.actors.people[i as usize].serves(self.day))
    }

    /// Whether the article gives the surname to somebody whom the tables do not know: 'Reggie Bush'.
    fn is_others_surname(&self, name: &Found) -> bool {
        name.tokens.len() == 1 && self.surnames.contains(self.words(name.tokens.clone()))
    }

    /// Notes the surnames of people in full whom the tables do not know.
    fn read_surnames(&mut self, found: &[Found]) {
        let mut known = vec![false; self.document.len()];
        for name in found.iter().filter(|name| self.person_named(name).is_some()) {
            known[name.tokens.clone()].fill(true);
        }
        let people: Vec<std::ops::Range<usize>> =
            self.document.entities().filter(|(_, label)| *label == "PERSON").map(|(tokens, _)| tokens).collect();
        for tokens in people {
            let titled = |at: usize| self.role_words[at] || self.actors.title(self.token(at).text()).is_some();
            let start = tokens.clone().find(|&at| !titled(at)).unwrap_or(tokens.end);
            let words = start..tokens.end;
            if words.len() < 2 || words.clone().any(|at| known[at]) {
                continue;
            }
            let proper = words.clone().all(|at| self.token(at).tag() == "NNP");
            if let Some(last) = words.last().filter(|_| proper) {
                self.surnames.insert(self.token(last).text().into());
            }
        }
    }

    /// The person whom a short name means here, if anybody.
    ///
    /// First whoever the article names in full; then who is in post at its day in a country it speaks of; then
    /// who leads any country at its day; then who was in post before in a country it speaks of.
    fn person_called(&self, name: &Found, full: &[u32]) -> Option<u32> {
        let rank = |i: u32| -> u32 {
            let person = &self.actors.people[i as usize];
            let term = person.term(self.day);
            let country = term.actor.country.as_deref().and_then(|code| self.actors.country(code));
            let body =
                [&term.actor.body, &term.actor.country].into_iter().flatten().any(|side| self.bodies.contains(side));
            let about = country.map_or(0, |country| self.named[country as usize]) + 2 * u32::from(body);
            let serves = person.serves(self.day);
            let leads = match term.owner {
                Owner::Country(i) => {
                    let leading = &self.actors.countries[i as usize].leading_post;
                    serves && (term.post == *leading || matches!(&*term.post, "president" | "prime minister"))
                }
                Owner::Organisation(_) => serves && term.post.starts_with("secretary general"),
            };
            let begun = self.day.is_none_or(|day| person.terms.iter().any(|t| t.from.is_none_or(|from| from <= day)));
            if full.contains(&i) {
                1000 + about
            } else if serves && about > 0 {
                500 + about + 100 * u32::from(leads)
            } else if leads {
                300
            } else if begun && about > 0 && self.day.is_some() {
                100 + about
            } else {
                0
            }
        };
        let people = name.targets.iter().filter_map(|target| match *target {
            Target::Short(i) => Some((rank(i), i)),
            _ => None,
        });
        // Of equals the one listed first, so that the order of the table decides and nothing else.
        people.filter(|&(rank, _)| rank > 0).max_by_key(|&(rank, i)| (rank, std::cmp::Reverse(i))).map(|(_, i)| i)
    }

    fn add_name(&mut self, name: &Found, full: &[u32]) {
        let Some(target) = self.choose(name, full) else { return };
        let head = phrase::head_of(self.document, name.tokens.clone());
        let modifier = is_modifier(head);
        let actors = self.actors;
        let country = |i: u32| &actors.countries[i as usize];
        let mut place = None;
        let mut person = None;
        let mut number = Number::Singular;
        let mut open = Open::Nothing;
        let (kind, parties, why) = match target {
            Target::Person(i) | Target::Short(i) => {
                if self.is_longer_name(name) {
                    return;
                }
                let actor = actors.people[i as usize].term(self.day).actor.clone();
                let known = self.persons.listed(i, &actor);
                self.persons.call(known, self.words(name.tokens.clone()));
                person = Some(known);
                let why =
                    if matches!(target, Target::Person(_)) { "name of a person" } else { "short name of a person" };
                (MentionKind::Person, vec![actor], why)
            }
            Target::Capital(_) | Target::Country(_) | Target::Place(_) if modifier && is_venue(head, &name.targets) => {
                place = self.place_named(name);
                (MentionKind::Place, Vec::new(), "place where it is held")
            }
            Target::Country(i) | Target::CountryShort(i) if modifier => {
                (MentionKind::Adjective, vec![country(i).state.clone()], "name of a country as a modifier")
            }
            Target::Country(i) | Target::CountryShort(i) => {
                place = Some(country(i).place.clone());
                let why = if matches!(target, Target::Country(_)) {
                    "name of a country"
                } else {
                    "short name of a country the text is about"
                };
                (MentionKind::Country, vec![country(i).state.clone()], why)
            }
            Target::Adjective(i) => (MentionKind::Adjective, vec![country(i).state.clone()], "adjective of a country"),
            Target::People(i) => {
                number = Number::Plural;
                let counted = phrase::determiner(head) == Determiner::Indefinite || phrase::count(head).is_some();
                let party = if counted { self.citizens(i) } else { country(i).state.clone() };
                (MentionKind::People, vec![party], "people of a country")
            }
            Target::Citizen(i) => (MentionKind::Role, vec![self.citizens(i)], "one of a country's people"),
            Target::Capital(i) => {
                place = self.place_named(name);
                (MentionKind::Capital, vec![country(i).state.clone()], "capital for its government")
            }
            Target::Seat(i) => (MentionKind::Seat, vec![self.of_state(i, "GOV")], "seat for its government"),
            Target::Organisation(i) => {
                let organisation = &actors.organisations[i as usize];
                place.clone_from(&organisation.place);
                if organisation.generic || matches!(organisation.standing, Standing::State | Standing::Itself) {
                    open = Open::Body(i);
                }
                number = phrase::number(head);
                let parties = if organisation.generic { Vec::new() } else { vec![organisation.actor.clone()] };
                (MentionKind::Organisation, parties, "name of an organisation")
            }
            Target::OrganisationAdjective(i) => {
                let kind =
                    if modifier || head.tag() == "JJ" { MentionKind::Adjective } else { MentionKind::Organisation };
                (kind, vec![actors.organisations[i as usize].actor.clone()], "adjective of an organisation")
            }
            Target::OrganisationSeat(i) => {
                let actor = actors.organisations[i as usize].actor.clone();
                place = Some(self.seat_place(name, &actor));
                (MentionKind::Capital, vec![actor], "seat for its organisation")
            }
            Target::List(i) | Target::ListAdjective(i) => {
                number = Number::Plural;
                let members = actors.lists[i as usize].iter().map(|&i| country(i).state.clone()).collect();
                let kind = if matches!(target, Target::List(_)) && !modifier {
                    MentionKind::Country
                } else {
                    MentionKind::Adjective
                };
                (kind, members, "name of several countries")
            }
            Target::Place(i) => {
                let known = &actors.places[i as usize];
                place = Some(known.clone());
                let state = known.country.as_deref().and_then(|code| actors.country(code));
                let state = state.filter(|_| !matches!(known.class, PlaceClass::Water | PlaceClass::Area));
                (MentionKind::Place, state.map(|i| country(i).state.clone()).into_iter().collect(), "name of a place")
            }
            Target::Role(_) => return,
        };
        let (kind, parties, why) = match self.abroad(name, kind, &parties) {
            Some(group) => (MentionKind::People, vec![group], "people of one nation in the country of another"),
            None => (kind, parties, why),
        };
        let mut draft = Draft::new(self.document, name.tokens.clone(), head, MentionForm::Proper, kind, parties, why);
        draft.mention.span = name.span;
        // 'the Kremlin', 'the North': the article belongs to the name.
        if kind != MentionKind::Adjective {
            let start = name.tokens.start;
            if start > 0
                && self.token(start - 1).norm() == "the"
                && self.token(start - 1).head().index() == head.index()
            {
                draft.mention.tokens.start = start - 1;
                draft.mention.span = draft.mention.span.cover(self.token(start - 1).span());
            }
        }
        draft.mention.place = place;
        draft.open = open;
        draft.person = person;
        self.take(name.tokens.clone());
        let draft = self.add(draft.in_number(number));
        // 'King Salman', 'Pope Francis': the post is part of the name.
        let first = name.tokens.start;
        if person.is_some() && name.tokens.len() > 1 && self.role_words[first] {
            let of = self
                .parties(draft)
                .first()
                .and_then(|party| actors.owner_of(party))
                .map(|owner| actors.owner_actor(owner).clone());
            let post = self.token(first).span();
            self.offices.push(OfficeMention {
                person: draft,
                name: name.span,
                title: post.of(self.document.text()).to_lowercase().into(),
                post,
                of,
                status: OfficeCue::Holds,
                cue: None,
                public: true,
            });
        }
    }

    /// 'the Norland Sudrens': people of one nation who live in another country are a group of that country.
    fn abroad(&self, name: &Found, kind: MentionKind, parties: &[Arc<Actor>]) -> Option<Arc<Actor>> {
        let [people] = parties else { return None };
        let before = name.tokens.start.checked_sub(1).map(|at| self.token(at))?;
        let country = self.headed_by(before)?;
        let names = matches!(self.drafts[country].mention.kind, MentionKind::Adjective | MentionKind::Country);
        let joined = names && self.drafts[country].mention.form == MentionForm::Proper && before.space_after();
        let [owner] = &self.drafts[country].mention.parties[..] else { return None };
        let other = owner.is_state() && people.is_state() && owner.country != people.country;
        let code = owner.country.as_deref().filter(|_| kind == MentionKind::People && joined && other)?;
        let nation = self.words(name.tokens.clone());
        self.actors.country(code).map(|country| self.group(country, nation, "CVL", ActorClass::Group))
    }

    /// What a name is the name of here; nothing where it is none of a party or place.
    fn choose(&self, name: &Found, full: &[u32]) -> Option<Target> {
        let head = phrase::head_of(self.document, name.tokens.clone());
        let one_token = name.tokens.len() == 1;
        let entity = head.entity();
        let proper =
            head.tag().starts_with("NNP") || matches!(entity, "GPE" | "LOC" | "FAC" | "ORG" | "NORP" | "PERSON");
        let whole_token = name.span == self.document.span(name.tokens.clone());
        if let Some(person) = self.person_named(name) {
            return Some(Target::Person(person));
        }
        let about = |target: &Target| match *target {
            Target::Country(i) => self.named[i as usize],
            Target::Organisation(i) => {
                let country = self.actors.organisations[i as usize].actor.country.as_deref();
                country.and_then(|code| self.actors.country(code)).map_or(1, |i| 2 * self.named[i as usize])
            }
            Target::Place(i) => {
                let country = self.actors.places[i as usize].country.as_deref();
                country.and_then(|code| self.actors.country(code)).map_or(0, |i| self.named[i as usize])
            }
            _ => 0,
        };
        let has = |kind: fn(&Target) -> bool| name.targets.iter().filter(|t| kind(t)).max_by_key(|t| about(t)).copied();
        if let Some(short @ Target::CountryShort(i)) = has(|t| matches!(t, Target::CountryShort(_))) {
            return self.means_country(name, i).then_some(short);
        }
        if let Some(body) = has(|t| matches!(t, Target::Organisation(_))) {
            // An abbreviation that is an English word, or a name in small letters elsewhere, must look like a name.
            let opens = head.sentence_start() && head.tag() != "NNS";
            let capitals = head.text().len() > 2 && head.text().chars().all(char::is_uppercase);
            let looks = !one_token || proper || !whole_token || capitals || !opens && head.text().len() > 3;
            return looks.then_some(body);
        }
        let adjective = has(|t| matches!(t, Target::Adjective(_)));
        let people = has(|t| matches!(t, Target::People(_)));
        let citizen = has(|t| matches!(t, Target::Citizen(_)));
        let country = has(|t| matches!(t, Target::Country(_)));
        let modifier = is_modifier(head) || matches!(head.dep(), "acomp" | "advmod");
        if let Some(country) = country {
            let place = has(|t| matches!(t, Target::Place(_)));
            // Its own mention is counted already; anything else that names the country tells for it.
            if let Some(place) = place.filter(|place| about(&country) <= 2 && about(place) > 0) {
                return Some(place);
            }
            return (!one_token || proper || !whole_token || adjective.is_some()).then_some(country);
        }
        if adjective.is_some() && (modifier || (people.is_none() && citizen.is_none())) {
            return adjective;
        }
        if people.is_some() {
            return people;
        }
        if citizen.is_some() {
            return if phrase::determiner(head) == Determiner::Bare { adjective.or(citizen) } else { citizen };
        }
        if let Some(seat) = has(|t| matches!(t, Target::OrganisationSeat(_))) {
            return (proper || !whole_token).then_some(seat);
        }
        for kind in [
            |t: &Target| matches!(t, Target::Seat(_)),
            |t: &Target| matches!(t, Target::Capital(_)),
            |t: &Target| matches!(t, Target::Place(_)),
        ] {
            if let Some(target) = has(kind) {
                let fits = proper || !whole_token || !one_token;
                return (fits && !self.is_in_person(name)).then_some(target);
            }
        }
        let called = if self.is_others_surname(name) { None } else { self.person_called(name, full) };
        if let Some(person) = called.or_else(|| self.person_called(name, full).filter(|person| full.contains(person))) {
            let called = proper && entity != "DATE" || !whole_token;
            return called.then_some(Target::Short(person));
        }
        has(|t| matches!(t, Target::OrganisationAdjective(_) | Target::List(_) | Target::ListAdjective(_)))
    }

    /// Whether 'the North' is the country here: the text is about it, and the words are a name of their own.
    fn means_country(&self, name: &Found, country: u32) -> bool {
        let needs = &self.actors.countries[country as usize].short_needs;
        let about = needs.iter().filter_map(|code| self.actors.country(code)).any(|i| self.named[i as usize] > 0);
        let head = self.token(name.tokens.start);
        let part_of_name = head.dep() == "compound" && head.head().pos() == "PROPN"
            || name.tokens.end < self.document.len() && self.token(name.tokens.end).pos() == "PROPN";
        let known = head.index() > 0 && self.token(head.index() - 1).norm() == "the";
        let headline = head.sentence_start() || head.tag().starts_with("NNP");
        about && !part_of_name && (known || headline)
    }

    /// Whether a place's or short name is only part of a person's name that the parse marks.
    fn is_in_person(&self, name: &Found) -> bool {
        let first = self.token(name.tokens.start);
        first.entity() == "PERSON" && self.is_longer_name(name)
    }

    /// Whether the name runs on in words that belong to no title: 'Michael Bolton', 'Park Won-gon'.
    fn is_longer_name(&self, name: &Found) -> bool {
        // 'phoned Norton' tagged as a name: a name's words have capitals.
        let part = |token: Token<'_>, joined: bool| {
            token.tag() == "NNP"
                && joined
                && token.text().chars().next().is_some_and(char::is_uppercase)
                && !self.taken[token.index()]
                && self.actors.title(token.text()).is_none()
                && !self.is_role_word(token)
                && !matches!(token.entity(), "DATE" | "TIME")
        };
        let before = name.tokens.start.checked_sub(1).map(|i| self.token(i));
        let before = before.is_some_and(|token| {
            part(token, token.dep() == "compound" && name.tokens.contains(&token.head().index()))
                && token.entity() != "GPE"
                && token.entity() != "NORP"
        });
        let after = (name.tokens.end < self.document.len()).then(|| self.token(name.tokens.end));
        let after = after.is_some_and(|token| {
            let last = self.token(name.tokens.end - 1);
            let hyphen = token.text() == "-"
                && token.neighbour(1).is_some_and(|next| next.entity() == "PERSON" && !next.entity_start());
            hyphen
                || part(
                    token,
                    last.dep() == "compound"
                        && last.head().index() >= token.index()
                        && !last.entity().is_empty()
                        && token.entity() == last.entity()
                        && !token.entity_start(),
                )
        });
        before || after
    }

    /// Whether a noun of the table of roles covers a token.
    pub(super) fn is_role_word(&self, token: Token<'_>) -> bool {
        self.role_words[token.index()]
    }

    /// The town or place that a name is the name of.
    fn place_named(&self, name: &Found) -> Option<Arc<Place>> {
        let words = self.words(name.tokens.clone());
        name.targets.iter().find_map(|target| match *target {
            Target::Capital(i) => {
                let capitals = &self.actors.countries[i as usize].capitals;
                capitals
                    .iter()
                    .find(|(capital, _)| **capital == *words)
                    .or(capitals.first())
                    .map(|(_, place)| place.clone())
            }
            Target::Place(i) => Some(self.actors.places[i as usize].clone()),
            _ => None,
        })
    }

    /// The place that an organisation's seat is.
    fn seat_place(&self, name: &Found, actor: &Actor) -> Arc<Place> {
        let known = name.targets.iter().find_map(|target| match *target {
            Target::Capital(i) => self.actors.countries[i as usize].capitals.first().map(|(_, place)| place.clone()),
            Target::Place(i) => Some(self.actors.places[i as usize].clone()),
            _ => None,
        });
        known.unwrap_or_else(|| {
            let words = self.words(name.tokens.clone());
            Arc::new(Place { name: words.into(), country: actor.country.clone(), class: PlaceClass::City })
        })
    }

    /// The government, forces or the like of a country.
    pub(super) fn of_state(&self, country: u32, sector: &str) -> Arc<Actor> {
        let state = &self.actors.countries[country as usize].state;
        if sector.is_empty() {
            return state.clone();
        }
        let code = state.code.as_ref().map(|code| super::actors::with_sector(code, sector));
        Arc::new(Actor { code, sector: Some(sector.into()), ..Actor::clone(state) })
    }

    /// Citizens of a country.
    pub(super) fn citizens(&self, country: u32) -> Arc<Actor> {
        self.group(country, "citizens", "CVL", ActorClass::Group)
    }

    /// People or a body of a country: 'Turkish fishermen', 'Iranian parliament'.
    pub(super) fn group(&self, country: u32, noun: &str, sector: &str, class: ActorClass) -> Arc<Actor> {
        let country = &self.actors.countries[country as usize];
        let name: Box<str> = format!("{} {noun}", country.adjective).into();
        Arc::new(Actor {
            code: country.state.code.as_ref().map(|code| super::actors::with_sector(code, sector)),
            sector: (!sector.is_empty()).then(|| sector.into()),
            country: country.state.country.clone(),
            body: Some(name.clone()),
            name,
            ..Actor::new(class)
        })
    }
}

/// Whether a token modifies a noun on its right.
pub(super) fn is_modifier(head: Token<'_>) -> bool {
    let first = phrase::first_conjunct(head);
    matches!(first.dep(), "amod" | "compound" | "nmod" | "npadvmod" | "quantmod")
        && first.head().index() > head.index()
        && matches!(first.head().pos(), "NOUN" | "PROPN" | "ADJ" | "VERB")
}

/// Whether a town beside a noun is where something is held or was signed: 'the Geneva talks', 'the Minsk accords'.
fn is_venue(head: Token<'_>, targets: &[Target]) -> bool {
    let held = [
        "summit",
        "talk",
        "meeting",
        "conference",
        "accord",
        "agreement",
        "declaration",
        "treaty",
        "process",
        "protocol",
        "deal",
        "negotiation",
        "round",
        "memorandum",
        "statement",
        "communique",
        "format",
        "forum",
        "convention",
        "truce",
        "embassy",
        "airport",
    ];
    let town = targets.iter().any(|target| matches!(target, Target::Capital(_) | Target::Place(_)));
    town && held.contains(&&*head.head().lemma().to_lowercase())
}
