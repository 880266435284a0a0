//! The words that tell time, and what each means: `data/time/words.tsv`, and the named days of the calendar.
//!
//! A word may have several senses ('second', 'last', 'may'); the grammar asks for the one that would fit.

use std::collections::HashMap;

use super::Modifier;
use super::atoms::{Piece, pieces};
use super::unit::{Clock, DayPart, Season, Unit};
use crate::table::{self, DataError};

/// What a word or phrase may mean.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Sense {
    Month {
        month: i8,
        short: bool,
    },
    Weekday {
        weekday: i8,
        short: bool,
        plural: bool,
    },
    Season {
        season: Season,
        plural: bool,
    },
    Part {
        part: DayPart,
        plural: bool,
    },
    Noon(Clock),
    /// `count` units: 2 weeks for a fortnight.
    Unit {
        unit: Unit,
        count: u8,
        plural: bool,
    },
    Cardinal(u32),
    Tens(u32),
    Scale(u32),
    Ordinal(i8),
    /// An amount that is not known; `Some` where it is nearly so ('a couple of').
    Vague(Option<u8>),
    Half,
    /// What stands before an amount; none where it changes nothing ('only', 'another').
    Qualifier(Option<Modifier>),
    /// A part of what follows; none for 'most of'.
    Portion(Option<Modifier>),
    Which(Which),
    /// Days after the day of speaking.
    Day(i8),
    PartOfDay(i8, DayPart),
    Reference(Reference),
    Way(Way),
    Each,
    Recurring(Unit),
    NightlyOf(DayPart),
    /// Whether it is the second half of the day.
    Meridiem(bool),
    /// Whether it counts back from Christ.
    Era(bool),
    /// Minutes from UTC.
    Zone(i16),
    /// The tens of a decade.
    Decade(i8),
    /// A state of affairs that has an age.
    State,
    /// What a verb or noun says of the time of what hangs on it.
    Looks(Looks),
    /// What a number that is no year counts.
    Counted,
    /// The number of its entry in the calendar.
    Named(u16),
}

/// Which one of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Which {
    This,
    Last,
    Next,
    /// 'the past', 'the previous'.
    Previous,
    /// 'the coming'.
    Coming,
    /// 'the following': after the one spoken of.
    Following,
    /// 'that', 'the same'.
    That,
    Latest,
    Recent,
}

/// What a verb or noun says of the time of what hangs on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Looks {
    /// It is arranged or awaited: 'scheduled for Tuesday'.
    Ahead,
    /// Its object is: 'planned a rally on Saturday'.
    ObjectAhead,
    /// It moves an end: 'extended to Friday'.
    EndAhead,
    /// Its infinitive shares its time: 'failed to agree on Friday'.
    Shared,
    /// It is held on a day set for it: 'Tuesday's meeting'.
    Appointment,
}

/// Time told only as past, present or future.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reference {
    Past,
    Present,
    Future,
}

impl Reference {
    /// As TIMEX3 writes it.
    pub(super) fn value(self) -> &'static str {
        match self {
            Self::Past => "PAST_REF",
            Self::Present => "PRESENT_REF",
            Self::Future => "FUTURE_REF",
        }
    }
}

/// To which side an amount is counted, and from where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// Back from the day of speaking.
    Ago,
    /// On from the day of speaking.
    Hence,
    /// On from the time spoken of.
    Later,
    /// Back from the time spoken of.
    Earlier,
    /// On from the time named next.
    After,
    /// Back from the time named next.
    Before,
}

/// One phrase: what follows its first word, and its sense.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) rest: Box<[Piece]>,
    pub(super) sense: Sense,
}

/// All words that tell time, by their first word in small letters.
#[derive(Clone, Debug, Default)]
pub(super) struct Lexicon {
    words: HashMap<Box<str>, Vec<Entry>>,
}

impl Lexicon {
    /// Adds a phrase. Nothing happens if it has no word.
    pub(super) fn add(&mut self, phrase: &str, sense: Sense) {
        let mut pieces = pieces(phrase);
        if pieces.is_empty() {
            return;
        }
        let Piece::Word(first) = pieces.remove(0) else { return };
        let entries = self.words.entry(first).or_default();
        let at = entries.partition_point(|entry| entry.rest.len() >= pieces.len());
        entries.insert(at, Entry { rest: pieces.into(), sense });
    }

    /// The phrases that begin with `word` (small letters), longest first.
    pub(super) fn starting_with(&self, word: &str) -> &[Entry] {
        self.words.get(word).map_or(&[], Vec::as_slice)
    }

    /// Whether the single word `lemma` (small letters) has a sense.
    pub(super) fn is(&self, lemma: &str, sense: Sense) -> bool {
        self.starting_with(lemma).iter().any(|entry| entry.rest.is_empty() && entry.sense == sense)
    }

    /// Adds the words of `text`, the contents of `file`, a table with the columns sense, value, words.
    pub(super) fn read(&mut self, file: &str, text: &str) -> Result<(), DataError> {
        table::rows(file, text, &["sense", "value", "words"], |row| {
            let (sense, value) = (row.get("sense"), row.get("value"));
            let sense = parse(sense, value)
                .ok_or_else(|| row.error(format!("there is no sense {sense:?} with the value {value:?}; the head of data/time/words.tsv lists the senses")))?;
            for phrase in row.get("words").split('|') {
                self.add(phrase, sense);
            }
            Ok(())
        })
    }
}

fn parse(sense: &str, value: &str) -> Option<Sense> {
    let number = || value.parse::<u32>().ok();
    let small = |most: i8| value.parse::<i8>().ok().filter(|n| (1..=most).contains(n));
    Some(match sense {
        "month" | "short-month" => Sense::Month { month: small(12)?, short: sense == "short-month" },
        "weekday" | "short-weekday" | "weekday-plural" => {
            Sense::Weekday { weekday: small(7)?, short: sense == "short-weekday", plural: sense == "weekday-plural" }
        }
        "season" | "season-plural" => Sense::Season { season: Season::parse(value)?, plural: sense == "season-plural" },
        "part" | "part-plural" => Sense::Part { part: DayPart::parse(value)?, plural: sense == "part-plural" },
        "noon" => {
            let (hour, minute) = value.split_once(':')?;
            Sense::Noon(Clock::new(hour.parse().ok()?, minute.parse().ok()?)?)
        }
        "unit" | "unit-plural" => {
            let plural = sense == "unit-plural";
            match value {
                "fortnight" => Sense::Unit { unit: Unit::Week, count: 2, plural },
                _ => Sense::Unit { unit: Unit::parse(value)?, count: 1, plural },
            }
        }
        "cardinal" => Sense::Cardinal(number()?),
        "tens" => Sense::Tens(number()?),
        "scale" => Sense::Scale(number()?),
        "ordinal" => Sense::Ordinal(small(100)?),
        "vague" => Sense::Vague(if value == "X" { None } else { Some(value.parse().ok()?) }),
        "half" => Sense::Half,
        "qualifier" => Sense::Qualifier(if value == "exact" { None } else { Some(Modifier::parse(value)?) }),
        "portion" => Sense::Portion(if value == "none" { None } else { Some(Modifier::parse(value)?) }),
        "which" => Sense::Which(match value {
            "this" => Which::This,
            "last" => Which::Last,
            "next" => Which::Next,
            "previous" => Which::Previous,
            "coming" => Which::Coming,
            "following" => Which::Following,
            "that" => Which::That,
            "latest" => Which::Latest,
            "recent" => Which::Recent,
            _ => return None,
        }),
        "day" => Sense::Day(value.parse().ok()?),
        "part-of-day" => {
            let (day, part) = value.split_once(' ')?;
            Sense::PartOfDay(day.parse().ok()?, DayPart::parse(part)?)
        }
        "reference" => Sense::Reference(match value {
            "PAST_REF" => Reference::Past,
            "PRESENT_REF" => Reference::Present,
            "FUTURE_REF" => Reference::Future,
            _ => return None,
        }),
        "way" => Sense::Way(match value {
            "ago" => Way::Ago,
            "hence" => Way::Hence,
            "later" => Way::Later,
            "earlier" => Way::Earlier,
            "after" => Way::After,
            "before" => Way::Before,
            _ => return None,
        }),
        "each" => Sense::Each,
        "recurring" if value == "night" => Sense::NightlyOf(DayPart::Night),
        "recurring" => Sense::Recurring(Unit::parse(value)?),
        "meridiem" => Sense::Meridiem(match value {
            "am" => false,
            "pm" => true,
            _ => return None,
        }),
        "era" => Sense::Era(match value {
            "BC" => true,
            "AD" => false,
            _ => return None,
        }),
        "zone" => Sense::Zone(value.parse().ok()?),
        "decade" => Sense::Decade(small(90)?),
        "state" => Sense::State,
        "ahead" => Sense::Looks(Looks::Ahead),
        "ahead-object" => Sense::Looks(Looks::ObjectAhead),
        "ahead-end" => Sense::Looks(Looks::EndAhead),
        "shared" => Sense::Looks(Looks::Shared),
        "appointment" => Sense::Looks(Looks::Appointment),
        "counted" => Sense::Counted,
        _ => return None,
    })
}
