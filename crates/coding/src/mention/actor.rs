//! Who or what a mention stands for.

/// A party: a country, government, organisation, group or person.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Actor {
    /// Its usual name: 'North Korea', 'Houthis', 'Stephen Biegun', 'Philippine fishermen'.
    pub name: Box<str>,
    /// PLOVER code: the country's ISO 3166 alpha-3 code with the sector (`PRK`, `PRKGOV`, `YEMREB`), or `UNO`,
    /// `EUR`, `IGO`, `NGO`, `MNC`; none where it is not known.
    pub code: Option<Box<str>>,
    /// PLOVER sector: `GOV`, `MIL`, `REB` …; none for a state as such.
    pub sector: Option<Box<str>>,
    /// The country it belongs to (ISO 3166 alpha-3, or `UNO`, `EUR` for their own staff).
    pub country: Option<Box<str>>,
    /// The body it is or belongs to, where that is not its state: 'Houthis', 'African Union', 'DUP'.
    pub body: Option<Box<str>>,
    /// Wikidata id.
    pub wikidata: Option<Box<str>>,
    /// The person's usual name, if it is a person.
    pub person: Option<Box<str>>,
    /// What kind of party it is.
    pub class: ActorClass,
    /// He or she, of a person, where known.
    pub gender: Gender,
}

impl Actor {
    /// One without a name and with nothing known but its class.
    pub(super) fn new(class: ActorClass) -> Self {
        Self {
            name: "".into(),
            code: None,
            sector: None,
            country: None,
            body: None,
            wikidata: None,
            person: None,
            class,
            gender: Gender::Unknown,
        }
    }

    /// Whether it is the state itself, its government, forces or officials; not its citizens, parties, courts,
    /// rebels, nor a person by name.
    pub fn is_state(&self) -> bool {
        self.class == ActorClass::State
    }

    /// On whose side it is: the name of its body, or else the code of its country.
    pub fn side(&self) -> Option<&str> {
        self.body.as_deref().or(self.country.as_deref())
    }

    /// Whether the two are on the same side.
    pub fn shares_side(&self, other: &Self) -> bool {
        match (self.side(), other.side()) {
            (Some(one), Some(another)) => one == another,
            _ => self.name == other.name,
        }
    }
}

/// What kind of party an actor is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ActorClass {
    /// A state, or its government, ministries, forces and officials standing for it.
    State,
    /// A person.
    Person,
    /// A body that stands for itself: an international organisation, party, court, armed group, company.
    Organisation,
    /// A newspaper, agency or broadcaster.
    Outlet,
    /// People without a body: fishermen, protesters, detainees.
    Group,
    /// Not known.
    Unknown,
}

/// Grammatical gender of a person, for pronouns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Gender {
    /// He.
    Male,
    /// She.
    Female,
    /// Not known, or no person.
    #[default]
    Unknown,
}

/// A place that the data know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// Its usual name.
    pub name: Box<str>,
    /// ISO 3166 alpha-3 of the country it lies in; none for seas and for places between countries.
    pub country: Option<Box<str>>,
    /// What kind of place it is.
    pub class: PlaceClass,
}

/// What kind of place a place is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PlaceClass {
    /// A country or territory.
    Country,
    /// The capital of one.
    Capital,
    /// Any other town.
    City,
    /// A province, island, part of a country.
    Region,
    /// A base, plant, border post, temple.
    Site,
    /// A sea, strait, river.
    Water,
    /// A part of the world.
    Area,
}
