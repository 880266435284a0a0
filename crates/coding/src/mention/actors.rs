//! The tables of parties: `data/actors/*.tsv`, read once and asked often.
//!
//! Invariants: every term's body, every list's member and every code exists; names are looked up in one trie.

use std::collections::BTreeMap;
use std::sync::Arc;

use anchor::Period;
use jiff::civil::Date;

use super::actor::{Actor, ActorClass, Gender, Place, PlaceClass};
pub(super) use super::entries::{Are, Country, Organisation, Owner, Person, Role, Standing, Term, Title};
use super::names::{Names, Target};
use super::office::OfficeCue;
use super::words::Words;
use crate::table::{DataError, Row, rows};

/// The texts of the data files, so that a user's own can take the place of those built in.
#[derive(Clone, Copy, Debug)]
pub struct ActorFiles<'t> {
    /// `data/actors/countries.tsv`
    pub countries: &'t str,
    /// `data/actors/organisations.tsv`
    pub organisations: &'t str,
    /// `data/actors/leaders.tsv`
    pub leaders: &'t str,
    /// `data/actors/roles.tsv`
    pub roles: &'t str,
    /// `data/actors/places.tsv`
    pub places: &'t str,
    /// `data/actors/lists.tsv`
    pub lists: &'t str,
    /// `data/actors/titles.tsv`
    pub titles: &'t str,
    /// `data/actors/words.tsv`
    pub words: &'t str,
}

impl ActorFiles<'static> {
    /// Those that the program is built with.
    pub const BUILTIN: Self = Self {
        countries: include_str!("../../../../data/actors/countries.tsv"),
        organisations: include_str!("../../../../data/actors/organisations.tsv"),
        leaders: include_str!("../../../../data/actors/leaders.tsv"),
        roles: include_str!("../../../../data/actors/roles.tsv"),
        places: include_str!("../../../../data/actors/places.tsv"),
        lists: include_str!("../../../../data/actors/lists.tsv"),
        titles: include_str!("../../../../data/actors/titles.tsv"),
        words: include_str!("../../../../data/actors/words.tsv"),
    };
}

/// All that is known of parties before any text is read.
#[derive(Clone, Debug, Default)]
pub struct Actors {
    pub(super) countries: Vec<Country>,
    pub(super) organisations: Vec<Organisation>,
    pub(super) people: Vec<Person>,
    pub(super) roles: Vec<Role>,
    pub(super) places: Vec<Arc<Place>>,
    pub(super) lists: Vec<Vec<u32>>,
    pub(super) names: Names,
    pub(super) role_names: Names,
    pub(super) words: Words,
    titles: BTreeMap<Box<str>, Title>,
    country_by_code: BTreeMap<Box<str>, u32>,
    organisation_by_name: BTreeMap<Box<str>, u32>,
}

/// The values of one cell.
fn parts(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('|').map(str::trim).filter(|part| !part.is_empty())
}

fn some(text: &str) -> Option<Box<str>> {
    (!text.is_empty()).then(|| text.into())
}

impl Actors {
    /// The tables that the program is built with.
    ///
    /// # Panics
    /// Never: a test reads them.
    pub fn builtin() -> Self {
        Self::read(&ActorFiles::BUILTIN).expect("the tables built in are tested")
    }

    /// Reads the tables.
    ///
    /// # Errors
    /// The first line that cannot be read, with file, line and reason.
    pub fn read(files: &ActorFiles<'_>) -> Result<Self, DataError> {
        let mut actors = Self { words: Words::read(files.words)?, ..Self::default() };
        rows("countries.tsv", files.countries, &["code", "name"], |row| actors.add_country(row))?;
        rows("organisations.tsv", files.organisations, &["name", "code", "stands for"], |row| {
            actors.add_organisation(row)
        })?;
        rows("places.tsv", files.places, &["name", "country", "kind"], |row| actors.add_place(row))?;
        rows("lists.tsv", files.lists, &["name", "members"], |row| actors.add_list(row))?;
        rows("roles.tsv", files.roles, &["noun", "stands for"], |row| actors.add_role(row))?;
        rows("titles.tsv", files.titles, &["word", "kind"], |row| actors.add_title(row))?;
        let mut people = BTreeMap::new();
        rows("leaders.tsv", files.leaders, &["of", "post", "name", "from", "to"], |row| {
            actors.add_term(row, &mut people)
        })?;
        for person in &mut actors.people {
            person.terms.sort_by_key(|term| term.from);
        }
        Ok(actors)
    }

    fn add_country(&mut self, row: &Row<'_>) -> Result<(), DataError> {
        let (code, name) = (row.get("code"), row.get("name"));
        if code.len() != 3 || name.is_empty() {
            return Err(
                row.error(format!("a country needs a code of three letters and a name, not {code:?}, {name:?}"))
            );
        }
        let i = self.countries.len() as u32;
        if self.country_by_code.insert(code.into(), i).is_some() {
            return Err(row.error(format!("the code {code} stands on an earlier line already")));
        }
        let state = Arc::new(Actor {
            name: name.into(),
            code: some(code),
            country: some(code),
            wikidata: some(row.get("wikidata")),
            ..Actor::new(ActorClass::State)
        });
        let place = |name: &str, class| Arc::new(Place { name: name.into(), country: some(code), class });
        for name in std::iter::once(name).chain(parts(row.get("also"))) {
            self.names.add(name, Target::Country(i));
        }
        for name in parts(row.get("short")) {
            self.names.add(name, Target::CountryShort(i));
        }
        for adjective in parts(row.get("adjective")) {
            self.names.add(adjective, Target::Adjective(i));
        }
        for pair in parts(row.get("people")) {
            let (one, many) = pair.split_once('/').ok_or_else(|| {
                row.error(format!("people are written as one and many with a slash, 'Turk/Turks', not {pair:?}"))
            })?;
            if one != many {
                self.names.add(one, Target::Citizen(i));
            }
            self.names.add(many, Target::People(i));
        }
        if row.get("people").is_empty() {
            for adjective in parts(row.get("adjective")) {
                self.names.add(adjective, Target::Citizen(i));
                let same = ["ese", "sh", "ch", "ss"].iter().any(|ending| adjective.ends_with(ending));
                let many = if same { adjective.to_owned() } else { format!("{adjective}s") };
                self.names.add(&many, Target::People(i));
            }
        }
        let mut capitals = Vec::new();
        for capital in parts(row.get("capital")) {
            self.names.add(capital, Target::Capital(i));
            capitals.push((capital.into(), place(capital, PlaceClass::Capital)));
        }
        for seat in parts(row.get("seats")) {
            self.names.add(seat, Target::Seat(i));
        }
        self.countries.push(Country {
            adjective: parts(row.get("adjective")).next().unwrap_or(name).into(),
            state,
            place: place(name, PlaceClass::Country),
            capitals,
            leading_post: row.get("leading post").into(),
            short_needs: parts(row.get("short needs")).map(Into::into).collect(),
        });
        Ok(())
    }

    fn add_organisation(&mut self, row: &Row<'_>) -> Result<(), DataError> {
        let (name, code) = (row.get("name"), row.get("code"));
        if self.country_by_code.contains_key(name) {
            return Err(row.error(format!("{name} is the code of a country; the name must be told apart from it")));
        }
        let standing = standing(row)?;
        let class = match standing {
            Standing::State => ActorClass::State,
            Standing::Outlet | Standing::Wire | Standing::StateOutlet => ActorClass::Outlet,
            Standing::Group => ActorClass::Group,
            _ => ActorClass::Organisation,
        };
        let known = self.country_by_code.contains_key(code);
        if !known && !matches!(code, "" | "UNO" | "EUR" | "IGO" | "NGO" | "IMG") {
            return Err(row.error(format!("{code} is no code of countries.tsv, nor UNO, EUR, IGO, NGO, IMG")));
        }
        let i = self.organisations.len() as u32;
        let sector = row.get("sector");
        let own_body = !matches!(standing, Standing::State);
        let actor = Arc::new(Actor {
            name: name.into(),
            code: some(code).map(|code| with_sector(&code, sector)),
            sector: some(sector),
            country: if known || matches!(code, "UNO" | "EUR") { some(code) } else { None },
            body: if own_body { some(name) } else { None },
            wikidata: some(row.get("wikidata")),
            ..Actor::new(class)
        });
        let region = standing == Standing::Region;
        let place =
            region.then(|| Arc::new(Place { name: name.into(), country: some(code), class: PlaceClass::Region }));
        for name in std::iter::once(name).chain(parts(row.get("also"))) {
            self.names.add(name, Target::Organisation(i));
        }
        for adjective in parts(row.get("adjective")) {
            self.names.add(adjective, Target::OrganisationAdjective(i));
        }
        for seat in parts(row.get("seat")) {
            self.names.add(seat, Target::OrganisationSeat(i));
        }
        self.organisation_by_name.insert(name.into(), i);
        self.organisations.push(Organisation { actor, standing, place, generic: code.is_empty() });
        Ok(())
    }

    fn add_place(&mut self, row: &Row<'_>) -> Result<(), DataError> {
        let class = match row.get("kind") {
            "city" => PlaceClass::City,
            "region" => PlaceClass::Region,
            "site" => PlaceClass::Site,
            "water" => PlaceClass::Water,
            "area" => PlaceClass::Area,
            other => return Err(row.error(format!("kind is city, region, site, water or area, not {other:?}"))),
        };
        let country = row.get("country");
        if !country.is_empty() && !self.country_by_code.contains_key(country) {
            return Err(row.error(format!("{country:?} is no code of countries.tsv")));
        }
        let i = self.places.len() as u32;
        for name in std::iter::once(row.get("name")).chain(parts(row.get("also"))) {
            self.names.add(name, Target::Place(i));
        }
        self.places.push(Arc::new(Place { name: row.get("name").into(), country: some(country), class }));
        Ok(())
    }

    fn add_list(&mut self, row: &Row<'_>) -> Result<(), DataError> {
        let i = self.lists.len() as u32;
        let mut members = Vec::new();
        for code in parts(row.get("members")) {
            let country = self.country_by_code.get(code);
            members.push(*country.ok_or_else(|| row.error(format!("{code:?} is no code of countries.tsv")))?);
        }
        for name in std::iter::once(row.get("name")).chain(parts(row.get("also"))) {
            self.names.add(name.strip_prefix("the ").unwrap_or(name), Target::List(i));
        }
        for adjective in parts(row.get("adjective")) {
            self.names.add(adjective, Target::ListAdjective(i));
        }
        self.lists.push(members);
        Ok(())
    }

    fn add_role(&mut self, row: &Row<'_>) -> Result<(), DataError> {
        let i = self.roles.len() as u32;
        let noun = row.get("noun");
        self.role_names.add(noun, Target::Role(i));
        for (british, american) in [("defence", "defense"), ("adviser", "advisor"), ("organisation", "organization")] {
            if noun.contains(british) {
                self.role_names.add(&noun.replace(british, american), Target::Role(i));
            }
        }
        self.roles.push(Role {
            noun: noun.into(),
            sector: row.get("sector").into(),
            standing: standing(row)?,
            posts: parts(row.get("post")).map(Into::into).collect(),
            home: row.get("home") == "home",
            are: match row.get("are") {
                "person" => Are::Person,
                "people" => Are::People,
                "body" => Are::Body,
                "thing" => Are::Thing,
                other => return Err(row.error(format!("are is person, people, body or thing, not {other:?}"))),
            },
        });
        Ok(())
    }

    fn add_title(&mut self, row: &Row<'_>) -> Result<(), DataError> {
        let title = match row.get("kind") {
            "address" => Title::Address(match row.get("gender") {
                "m" => Gender::Male,
                "f" => Gender::Female,
                _ => Gender::Unknown,
            }),
            "former" => Title::Status(OfficeCue::Former),
            "acting" => Title::Status(OfficeCue::Acting),
            "elect" => Title::Status(OfficeCue::Elect),
            other => return Err(row.error(format!("kind is address, former, acting or elect, not {other:?}"))),
        };
        self.titles.insert(row.get("word").into(), title);
        Ok(())
    }

    /// What a word beside a name says: a form of address as written, a word of status in small letters.
    pub(super) fn title(&self, word: &str) -> Option<Title> {
        self.titles.get(word).copied().filter(|title| matches!(title, Title::Address(_))).or_else(|| {
            let status = |word: &str| self.titles.get(word).copied().filter(|t| matches!(t, Title::Status(_)));
            if word.bytes().any(|b| b.is_ascii_uppercase()) { status(&word.to_lowercase()) } else { status(word) }
        })
    }

    fn add_term(&mut self, row: &Row<'_>, people: &mut BTreeMap<String, u32>) -> Result<(), DataError> {
        let (of, post, name) = (row.get("of"), row.get("post"), row.get("name"));
        let owner = self.owner_named(of).ok_or_else(|| {
            row.error(format!("{of:?} is neither a code of countries.tsv nor a name of organisations.tsv"))
        })?;
        let day = |column: &str| -> Result<Option<Period>, DataError> {
            let words = row.get(column);
            if words.is_empty() {
                return Ok(None);
            }
            words.parse().map(Some).map_err(|error| row.error(format!("{column}: {error}")))
        };
        let (from, to) = (day("from")?.map(|period| period.start), day("to")?.map(|period| period.end));
        if from.zip(to).is_some_and(|(from, to)| from > to) {
            return Err(row.error("the term ends before it begins"));
        }
        let number = self.people.len() as u32;
        let new = !people.contains_key(name);
        let i = *people.entry(name.to_owned()).or_insert(number);
        if new {
            self.people.push(Person { terms: Vec::new() });
            self.names.add(name, Target::Person(i));
            if row.get("short").is_empty() {
                let family_first = matches!(of, "CHN" | "PRK" | "KOR");
                let end = name.trim_end_matches(" Jr.").trim_end_matches(" III").trim_end_matches(" II");
                let word = if family_first { end.split(' ').next() } else { end.split(' ').next_back() };
                if let Some(word) = word.filter(|word| *word != name) {
                    self.names.add(word, Target::Short(i));
                }
            }
        }
        for name in parts(row.get("also")) {
            self.names.add(name, Target::Person(i));
        }
        for name in parts(row.get("short")) {
            self.names.add(name, Target::Short(i));
        }
        let gender = match row.get("gender") {
            "m" => Gender::Male,
            "f" => Gender::Female,
            "" => self.people[i as usize].terms.first().map_or(Gender::Unknown, |term| term.actor.gender),
            other => return Err(row.error(format!("gender is m or f, not {other:?}"))),
        };
        let body = self.owner_actor(owner).clone();
        let sector = match owner {
            Owner::Country(_) => {
                self.role_of_post(post).map_or("GOV", |role| &*self.roles[role as usize].sector).into()
            }
            Owner::Organisation(_) => body.sector.clone().unwrap_or_else(|| "GOV".into()),
        };
        let code = match owner {
            Owner::Country(_) => body.code.as_ref().map(|code| with_sector(code, &sector)),
            Owner::Organisation(_) => body.code.clone(),
        };
        let wikidata = some(row.get("wikidata"))
            .or_else(|| self.people[i as usize].terms.iter().find_map(|term| term.actor.wikidata.clone()));
        let actor = Arc::new(Actor {
            name: name.into(),
            code,
            sector: Some(sector),
            country: body.country.clone(),
            body: body.body.clone(),
            wikidata,
            person: some(name),
            gender,
            class: ActorClass::Person,
        });
        self.people[i as usize].terms.push(Term { owner, post: post.into(), from, to, actor });
        Ok(())
    }

    /// The role that a post is: that of its longest beginning or ending which is one.
    pub(super) fn role_of_post(&self, post: &str) -> Option<u32> {
        let head = post.split(" of ").next().unwrap_or(post).split(" for ").next().unwrap_or(post);
        let head = head.split(" to ").next().unwrap_or(head);
        let by_noun = |noun: &str| self.roles.iter().position(|role| &*role.noun == noun);
        by_noun(post)
            .or_else(|| by_noun(head))
            .or_else(|| by_noun(head.strip_prefix("acting ").unwrap_or(head)))
            .or_else(|| head.rsplit(' ').next().and_then(by_noun))
            .map(|i| i as u32)
    }

    /// The country with a code.
    pub(super) fn country(&self, code: &str) -> Option<u32> {
        self.country_by_code.get(code).copied()
    }

    /// A country by code or an organisation by name.
    pub(super) fn owner_named(&self, of: &str) -> Option<Owner> {
        self.country(of)
            .map(Owner::Country)
            .or_else(|| self.organisation_by_name.get(of).map(|&i| Owner::Organisation(i)))
    }

    /// The party that an owner is.
    pub(super) fn owner_actor(&self, owner: Owner) -> &Arc<Actor> {
        match owner {
            Owner::Country(i) => &self.countries[i as usize].state,
            Owner::Organisation(i) => &self.organisations[i as usize].actor,
        }
    }

    /// Whose side an actor is on.
    pub(super) fn owner_of(&self, actor: &Actor) -> Option<Owner> {
        let body = actor.body.as_deref().and_then(|name| self.organisation_by_name.get(name));
        if let Some(&body) = body {
            return Some(Owner::Organisation(body));
        }
        actor.country.as_deref().and_then(|code| self.country(code)).map(Owner::Country).or_else(|| {
            // The United Nations and the European Union have codes, but are no countries.
            match actor.country.as_deref() {
                Some("UNO") => self.owner_named("United Nations"),
                Some("EUR") => self.owner_named("European Union"),
                _ => None,
            }
        })
    }

    /// The holder of one of `posts` of `owner` on `day`; nothing without a day, or where two hold it.
    pub(super) fn holder(&self, owner: Owner, posts: &[Box<str>], day: Option<Date>) -> Option<&Arc<Actor>> {
        let day = day?;
        let leading = match owner {
            Owner::Country(i) => &*self.countries[i as usize].leading_post,
            Owner::Organisation(_) => "leader",
        };
        for post in posts {
            let post = if &**post == "*" { leading } else { post };
            let mut found = self
                .people
                .iter()
                .flat_map(|person| &person.terms)
                .filter(|term| term.owner == owner && &*term.post == post && term.covers(day));
            match (found.next(), found.next()) {
                (Some(term), None) => return Some(&term.actor),
                // On the day of a change the newcomer holds it.
                (Some(one), Some(other)) => return Some(if one.from > other.from { &one.actor } else { &other.actor }),
                (None, _) => {}
            }
        }
        None
    }

    /// A place by its name.
    pub fn place(&self, name: &str) -> Option<&Arc<Place>> {
        let country = self.countries.iter().find_map(|country| {
            let capital = country.capitals.iter().find(|(capital, _)| &**capital == name).map(|(_, place)| place);
            if &*country.place.name == name { Some(&country.place) } else { capital }
        });
        country.or_else(|| self.places.iter().find(|place| &*place.name == name))
    }
}

fn standing(row: &Row<'_>) -> Result<Standing, DataError> {
    Ok(match row.get("stands for") {
        "state" => Standing::State,
        "thing" => Standing::Thing,
        "itself" => Standing::Itself,
        "region" => Standing::Region,
        "group" => Standing::Group,
        "outlet" => Standing::Outlet,
        "wire" => Standing::Wire,
        "state outlet" => Standing::StateOutlet,
        "private" => Standing::Private,
        "country" => Standing::CountryAgain,
        "body" => Standing::BodyAgain,
        "side" => Standing::SideAgain,
        "capital" => Standing::CapitalAgain,
        other => {
            let words = "state, thing, itself, region, group, outlet, wire, state outlet, private, country, body, side, capital";
            return Err(row.error(format!("stands for is one of {words}, not {other:?}")));
        }
    })
}

/// The code of a country or kind of body with a sector: `USAGOV`; bodies of states and peoples keep theirs alone.
pub(super) fn with_sector(code: &str, sector: &str) -> Box<str> {
    if matches!(code, "UNO" | "EUR" | "IGO" | "NGO") { code.into() } else { format!("{code}{sector}").into() }
}
