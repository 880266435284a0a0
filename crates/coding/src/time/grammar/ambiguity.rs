//! Whether a word or number that may tell time does so here: 'May' and 'may', 'March' and 'march', 'fall',
//! 'second', 'Sun.', '1990' and '1,990', '2000 troops', 'Theresa May', 'the Sunday papers'.

use super::Grammar;
use crate::time::atoms::{Glue, Kind};
use crate::time::lexicon::Sense;
use crate::time::unit::{Season, Unit};

/// Prepositions after which a bare number may be a year.
const BEFORE_A_YEAR: [&str; 26] = [
    "in",
    "since",
    "by",
    "until",
    "till",
    "from",
    "of",
    "during",
    "before",
    "after",
    "through",
    "throughout",
    "early",
    "late",
    "mid",
    "post",
    "pre",
    "fiscal",
    "circa",
    "year",
    "for",
    "into",
    "between",
    "to",
    "around",
    "about",
];

impl Grammar<'_> {
    /// Whether the text has a year before Christ.
    pub(in crate::time) fn names_years_before_christ(&self) -> bool {
        (1..self.atoms.len()).any(|at| {
            self.whole(at - 1).is_some()
                && self.atoms[at].capital
                && self.sense(at, |sense| (sense == Sense::Era(true)).then_some(())).is_some()
        })
    }

    /// Whether the text names a person called May: 'Theresa May', 'Mrs May'.
    pub(in crate::time) fn names_a_person_may(&self) -> bool {
        (1..self.atoms.len()).any(|at| {
            self.words(at) == "May"
                && self.atoms[at - 1].capital
                && (self.is_any(at - 1, &["theresa", "mrs", "ms", "mr", "minister", "brian", "rollo"])
                    || self.is_mark(at - 1, '.') && at > 1 && self.is_any(at - 2, &["mrs", "ms", "mr"]))
        })
    }

    /// The month named at `at` and where its name ends; `dated`: a day or year stands beside it.
    pub(in crate::time) fn month_name(&self, at: usize, dated: bool) -> Option<(i8, usize)> {
        let ((month, short), end) = self.sense(at, |sense| match sense {
            Sense::Month { month, short } => Some((month, short)),
            _ => None,
        })?;
        let atom = self.atom(at)?;
        if !atom.capital {
            return None;
        }
        // A short form takes its full stop; without one it needs a number beside it ('Mar', 'Jan', 'Sep').
        let stop = short && self.is_mark(end, '.') && self.glue(end) == Some(Glue::None);
        let end = if stop { end + 1 } else { end };
        if dated {
            return Some((month, end));
        }
        let tag = self.tag(at)?;
        if short && !stop || tag == "MD" || tag.starts_with("VB") && self.words(at) != "March" {
            return None;
        }
        let named_after = matches!(month, 1 | 4 | 5 | 6 | 8) && self.in_a_name(at, end);
        let may = month == 5 && !self.may_is_a_month(at);
        let march = month == 3 && self.is_a_march(at, end);
        (!named_after && !may && !march).then_some((month, end))
    }

    /// Whether the atoms belong to a person's name: 'April Glaspie', 'Jan Egeland', 'August Wilson'.
    fn in_a_name(&self, at: usize, end: usize) -> bool {
        let person = self.token(at).is_some_and(|token| token.entity() == "PERSON");
        let before = at > 0 && self.glue(at) == Some(Glue::Space) && self.atoms[at - 1].capital;
        let after = self.glue(end) == Some(Glue::Space) && self.atoms[end].capital;
        let name_before =
            before && self.token(at - 1).is_some_and(|token| token.entity() == "PERSON" && token.tag() == "NNP");
        person && (after || name_before)
    }

    /// Whether 'March' is a march: 'the Long March', "Sherman's March", 'the March on Rome'; not 'the March summit'.
    fn is_a_march(&self, at: usize, end: usize) -> bool {
        if at == 0 || self.glue(at) != Some(Glue::Space) {
            return self.tag(at).is_some_and(|tag| tag.starts_with("VB"));
        }
        let noun_after =
            self.glue(end) == Some(Glue::Space) && self.tag(end).is_some_and(|tag| matches!(tag, "NN" | "NNS"));
        let led = self.is_any(at - 1, &["the", "a", "this", "that"]) || self.kind(at - 1) == Some(Kind::Possessive);
        let named = self.atoms[at - 1].capital
            && self.tag(at - 1).is_some_and(|tag| tag.starts_with("NNP") || tag.starts_with("JJ"))
            && self.sense(at - 1, |sense| matches!(sense, Sense::Portion(_) | Sense::Which(_)).then_some(())).is_none();
        let verb = self.tag(at).is_some_and(|tag| tag.starts_with("VB")) && !self.follows(at, &BEFORE_A_YEAR);
        verb || (led || named) && !noun_after
    }

    /// Whether 'May', alone, is the month: where a Mrs May is about, only after what goes with months.
    fn may_is_a_month(&self, at: usize) -> bool {
        let goes_with_months = self.follows(
            at,
            &["in", "since", "until", "till", "last", "next", "this", "early", "late", "mid", "through", "of", "by"],
        );
        let first = at == 0 || self.glue(at) == Some(Glue::Break) || self.is_mark(at - 1, '.');
        goes_with_months && !(self.person_may && self.follows(at, &["by", "of"]))
            || !self.person_may && !first && self.tag(at).is_some_and(|tag| tag.starts_with("NNP"))
            || !self.person_may && first && self.kind(at + 1) == Some(Kind::Possessive)
    }

    /// The weekday named at `at`, whether in the plural, and where its name ends.
    pub(in crate::time) fn weekday_name(&self, at: usize) -> Option<(i8, bool, usize)> {
        let ((weekday, short, plural), end) = self.sense(at, |sense| match sense {
            Sense::Weekday { weekday, short, plural } => Some((weekday, short, plural)),
            _ => None,
        })?;
        if !self.atom(at)?.capital {
            return None;
        }
        if !short {
            return Some((weekday, plural, end));
        }
        // 'Sun.', 'Sat, 12 June': a short form needs its full stop or a date after it.
        let stop = self.is_mark(end, '.') && self.glue(end) == Some(Glue::None);
        let end = if stop { end + 1 } else { end };
        let after = if self.is_mark(end, ',') { end + 1 } else { end };
        let dated = self.month_name(after, true).is_some()
            || self.whole(after).is_some() && self.month_name(after + 1, true).is_some();
        (dated || stop && matches!(weekday, 2..=5) && !self.in_a_name(at, end)).then_some((weekday, plural, end))
    }

    /// The season named at `at`, whether in the plural, and where its name ends; `dated`: 'last', 'this' or a
    /// year stands beside it.
    pub(in crate::time) fn season_name(&self, at: usize, dated: bool) -> Option<(Season, bool, usize)> {
        let ((season, plural), end) = self.sense(at, |sense| match sense {
            Sense::Season { season, plural } => Some((season, plural)),
            _ => None,
        })?;
        if dated {
            return Some((season, plural, end));
        }
        let tag = self.tag(at)?;
        let offensive = self.is_any(end, &["offensive", "offensives", "campaign"]);
        // 'Prague Spring', 'Winter Olympics', 'Winter Palace': a name, not a time.
        if self.atoms[at].capital && self.glue(at) == Some(Glue::Space) && !tag.starts_with("NN") {
            return None;
        }
        if self.is_any(end, &["olympics", "olympic", "games", "palace", "war", "paralympics"])
            && self.atoms[end].capital
        {
            return None;
        }
        let noun = matches!(tag, "NN" | "NNP" | "JJ");
        let ambiguous = matches!(season.code(), "FA" | "SP") && !self.is_word(at, "autumn");
        let placed = self.follows(at, &["in", "the", "by", "during", "since", "until", "through", "throughout", "of"]);
        if !ambiguous || offensive {
            return noun.then_some((season, plural, end));
        }
        // 'the fall of Saigon', 'a spring in his step'
        let of_something = self.is_word(end, "of") && self.year_words(end + 1).is_none();
        let placed_before = ["in", "by", "during", "until", "since", "through", "throughout", "spent"];
        let the_fall = placed && (!self.follows(at, &["the"]) || self.is_any(at.wrapping_sub(2), &placed_before));
        let fall = self.is_word(at, "fall");
        let stands =
            if fall { the_fall && !self.follows(at, &["to"]) } else { placed || self.modifies_a_noun(at, end) };
        (noun && stands && !of_something).then_some((season, plural, end))
    }

    /// Whether a common noun follows: 'spring offensive'.
    fn modifies_a_noun(&self, at: usize, end: usize) -> bool {
        self.glue(at) == Some(Glue::Space)
            && self.glue(end) == Some(Glue::Space)
            && self.tag(end).is_some_and(|tag| matches!(tag, "NN" | "NNS"))
    }

    /// Whether the number that is the year at `at` (and ends at `end`), standing alone, is a year.
    pub(in crate::time) fn stands_as_a_year(&self, at: usize, end: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        // '2003: Invasion', 'Western theater 1861-1863': headings
        let opens = self.glue(at) == Some(Glue::Break);
        let closes = matches!(self.glue(end), None | Some(Glue::Break));
        let range = self.glue(end) == Some(Glue::Hyphen) && self.year_words(end).is_some();
        if range || opens && (closes || self.is_mark(end, ':')) {
            return true;
        }
        if at > 0 && self.glue(at) == Some(Glue::None) {
            // '$1990', '#1990', 'No.1990', '3:1990', '/1990'
            let before = self.atoms[at - 1].kind;
            let opened =
                matches!(before, Kind::Mark('(' | '[' | '"' | '\u{201c}' | '\u{2018}' | '\u{2014}' | '`' | '-'));
            if !opened {
                return false;
            }
        }
        if at > 0 && (self.is_mark(at - 1, '$') || self.is_mark(at - 1, '£') || self.is_mark(at - 1, '€')) {
            return false;
        }
        // '1990%', '2000 percent', '1500 million', '2000 kilometers', '1,990.5'
        let hangs_on = self.glue(end) == Some(Glue::None)
            && matches!(self.kind(end), Some(Kind::Word | Kind::Mark('%' | '°' | '/' | ':')));
        if hangs_on || self.unit_at(end).is_some() && !self.is_any(end, &["quarter", "year"]) {
            return false;
        }
        if self.glue(end) == Some(Glue::Space)
            && self.sense(end, |sense| (sense == Sense::Counted).then_some(())).is_some()
        {
            return false;
        }
        let tag = self.tag(end).unwrap_or("");
        let noun_after = self.glue(end) == Some(Glue::Space) && tag.starts_with("NN");
        let preposition = self.follows(at, &BEFORE_A_YEAR);
        let dated = token.entity() == "DATE";
        let counted = matches!(token.entity(), "CARDINAL" | "QUANTITY" | "MONEY" | "PERCENT" | "ORDINAL");
        let opened = at > 0 && matches!(self.atoms[at - 1].kind, Kind::Mark('(' | '['));
        let plural_after = noun_after && tag == "NNS";
        if preposition && !plural_after || opened && !noun_after {
            return true;
        }
        // 'the 1989 elections', 'its 1998 missile test'; but '2000 soldiers'
        let determined = self.follows(at, &["the", "his", "her", "its", "their", "a", "that", "this", "our"])
            || at > 0 && self.kind(at - 1) == Some(Kind::Possessive);
        dated || determined && noun_after && !counted || preposition && plural_after && !counted
    }

    /// Whether a plural unit without a number ('weeks', 'years') is an amount here.
    pub(in crate::time) fn stands_as_an_amount(&self, at: usize, end: usize) -> bool {
        let before = self.follows(
            at,
            &[
                "for", "in", "within", "after", "over", "of", "by", "through", "takes", "took", "take", "last",
                "lasted", "spent", "during", "just", "only", "even", "the", "and", "or", "these", "those",
            ],
        );
        let opens =
            at == 0 || matches!(self.glue(at), Some(Glue::Break)) || matches!(self.kind(at - 1), Some(Kind::Mark(_)));
        let counted =
            self.is_any(end, &["ago", "later", "earlier", "before", "after", "of", "before", "following", "since"]);
        let hyphen = self.glue(end) == Some(Glue::Hyphen) && self.is_any(end, &["long", "old"]);
        // 'minutes apart', 'seconds of silence', 'three quarters of them' tell no time.
        if self.unit_here(at).is_some_and(|(unit, ..)| unit < Unit::Hour || unit == Unit::Quarter)
            && !self.is_any(end, &["ago", "later", "earlier", "before", "after"])
        {
            return false;
        }
        // 'the early days', 'working hours', 'in those years'
        (before && !self.follows(at, &["the", "these", "those"]))
            || counted
            || hyphen
            || opens && self.is_any(end, &["after", "before", "later", "of", "earlier", "ago"])
    }
}
