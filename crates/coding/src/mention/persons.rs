//! The persons of one article: those the tables know and those it introduces itself.
//!
//! A person is one entry however often named; what the article says of them (country, posts, gender) gathers
//! there. A surname belongs to the person last introduced with it.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::actors::{Actors, Owner};
use super::{Actor, ActorClass, Gender};

/// One person.
#[derive(Clone, Debug)]
pub(super) struct Known {
    /// As a party.
    pub(super) actor: Arc<Actor>,
    /// Their number in the tables.
    pub(super) listed: Option<u32>,
    /// What titles and appositions called them, as rows of the table of roles.
    pub(super) roles: Vec<u32>,
}

/// The persons of one article.
#[derive(Clone, Debug, Default)]
pub(super) struct Persons {
    pub(super) all: Vec<Known>,
    by_name: BTreeMap<String, usize>,
}

/// A name for comparing: small letters, without accents, dots and apostrophes, hyphens as blanks.
pub(super) fn name_key(name: &str) -> String {
    let mut all = String::new();
    super::pieces::cut(name, &mut String::new(), |_, found, key| {
        if matches!(found, super::pieces::Cut::Piece(_)) && key != "'s" {
            if !all.is_empty() {
                all.push(' ');
            }
            all.push_str(key);
        }
    });
    all
}

impl Persons {
    /// The person of the tables with number `listed`, in the part they play in the article.
    pub(super) fn listed(&mut self, listed: u32, actor: &Arc<Actor>) -> usize {
        let i = self.all.iter().position(|known| known.listed == Some(listed)).unwrap_or_else(|| {
            self.all.push(Known { actor: actor.clone(), listed: Some(listed), roles: Vec::new() });
            self.all.len() - 1
        });
        self.by_name.insert(name_key(&actor.name), i);
        if let Some(surname) = name_key(&actor.name).rsplit(' ').next() {
            self.by_name.entry(surname.to_owned()).or_insert(i);
        }
        i
    }

    /// A person whom only the article knows.
    pub(super) fn introduced(&mut self, name: &str, gender: Gender) -> usize {
        let key = name_key(name);
        if let Some(&i) = self.by_name.get(&key) {
            return i;
        }
        let actor = Actor { name: name.into(), person: Some(name.into()), gender, ..Actor::new(ActorClass::Person) };
        self.all.push(Known { actor: Arc::new(actor), listed: None, roles: Vec::new() });
        let i = self.all.len() - 1;
        let words: Vec<&str> = key.split(' ').filter(|word| !matches!(*word, "jr" | "sr" | "ii" | "iii")).collect();
        if let [first, .., last] = words[..] {
            // 'Kim Myong-gil' is Kim, 'Ray Powell' is Powell; a hyphen inside the last word marks the former.
            let hyphenated = name.split(' ').next_back().is_some_and(|word| word.contains('-')) && words.len() == 3;
            let family = if hyphenated && name.matches(' ').count() == 1 { first } else { last };
            self.by_name.insert(family.to_owned(), i);
            self.by_name.entry(last.to_owned()).or_insert(i);
        }
        self.by_name.insert(key, i);
        i
    }

    /// Whoever was introduced with this name or surname.
    pub(super) fn named(&self, name: &str) -> Option<usize> {
        self.by_name.get(&name_key(name)).copied()
    }

    /// Lets `surname` mean the person `i` from here on.
    pub(super) fn call(&mut self, i: usize, surname: &str) {
        self.by_name.insert(name_key(surname), i);
    }

    /// Notes whose a person is and what they are, where the tables do not say.
    pub(super) fn describe(&mut self, i: usize, role: Option<u32>, owner: Option<(Owner, &Actor)>, actors: &Actors) {
        let known = &mut self.all[i];
        if let Some(role) = role.filter(|role| !known.roles.contains(role)) {
            known.roles.push(role);
        }
        if known.listed.is_some() || known.actor.code.is_some() {
            return;
        }
        let Some((owner, party)) = owner else { return };
        let sector: Box<str> = match (role, &party.sector) {
            (_, Some(sector)) if matches!(owner, Owner::Organisation(_)) => sector.clone(),
            (Some(role), _) => actors.roles[role as usize].sector.clone(),
            (None, _) => "".into(),
        };
        let mut actor = Actor::clone(&known.actor);
        actor.country.clone_from(&party.country);
        actor.body.clone_from(&party.body);
        actor.code = match owner {
            Owner::Country(_) => party.code.as_ref().map(|code| super::actors::with_sector(&code[..3], &sector)),
            Owner::Organisation(_) => party.code.clone(),
        };
        actor.sector = (!sector.is_empty()).then_some(sector);
        known.actor = Arc::new(actor);
    }
}
