//! Amounts of time: lengths ('three weeks', 'the past two years'), distances ('two years ago', 'a week after June
//! 12'), and recurring times ('daily', 'every Monday', 'twice a week').

use super::Grammar;
use super::amount::Counted;
use super::dates::is_day;
use crate::time::Modifier;
use crate::time::atoms::{Glue, Kind};
use crate::time::lexicon::{Reference, Sense, Way, Which};
use crate::time::phrase::{Amount, DatePhrase, Found, Head, Phrase, Tie, YearWords};
use crate::time::unit::Unit;

impl Grammar<'_> {
    /// An amount of a unit, with what it is counted from or tied to.
    pub(in crate::time) fn counted(&self, at: usize) -> Option<Found> {
        // 'the past three months', 'the next few days', 'recent weeks', 'the coming years', 'the past year'
        let the = self.after_the(at);
        if let Some((which, end)) = self.which(at).or_else(|| self.which(the))
            && let Some(found) = self.tied(at, which, end)
        {
            return Some(found);
        }
        // 'year-ago', 'year-earlier'
        if let Some((unit, 1, false, end)) = self.unit_at(the)
            && self.glue(end) == Some(Glue::Hyphen)
            && unit >= Unit::Day
            && let Some((way @ (Way::Ago | Way::Earlier), stop)) = self.way(end)
        {
            let stop = if self.is_any(stop, &["quarter", "period"]) { stop + 1 } else { stop };
            // 'the year-earlier third quarter', 'the year-ago nine months'
            if let Some((quarter, end)) = self.ordinal(stop).filter(|&(n, end)| n <= 4 && self.is_word(end, "quarter"))
            {
                let date = DatePhrase::of(Head::Quarter(quarter)).in_year(Some(YearWords::Which(Which::Last)));
                return Some(Self::found(at, end + 1, Phrase::Date(date), None));
            }
            if let Some((number, end)) = self.number(stop)
                && let Some((unit, _, true, end)) = self.unit_at(end)
            {
                return Some(Self::found(at, end, length(Amount::Exact(number), unit), None));
            }
            return Some(Self::found(
                at,
                stop,
                Phrase::Count { amount: Amount::Exact(1.0), unit, way, from: None },
                None,
            ));
        }
        // 'weeks', 'months ago', 'decades-long'
        if let Some((unit, count, plural, end)) = self.unit_here(at) {
            let (stands, end) = if plural { self.amount_of_units(at, end) } else { (false, end) };
            if stands {
                return self.length_or_distance(at, Amount::Some, unit, count, end, None);
            }
            // 'day-long', 'month-long'
            let long = !plural && self.glue(end) == Some(Glue::Hyphen) && self.is_word(end, "long");
            return long.then(|| Self::found(at, end + 1, length(Amount::Exact(1.0), unit), None));
        }
        // 'the year ended March 31', 'the fiscal year ending in June'
        if the > at {
            let fiscal = usize::from(self.is_any(the, &["fiscal", "full"]));
            if let Some((unit, 1, false, end)) = self.unit_at(the + fiscal)
                && matches!(unit, Unit::Year | Unit::Month | Unit::Week)
                && self.is_any(end, &["ended", "ending", "to"])
                && !self.is_word(end + 1, "the")
                && self.date(end + 1).is_some()
            {
                return Some(Self::found(at, end, length(Amount::Exact(1.0), unit), None));
            }
        }
        let Counted { amount, modifier, end: after } = self.amount(the)?;
        // 'the six months' is a length; 'the two hours' too; 'the a' is nothing.
        let one = amount == Amount::Exact(1.0) && self.is_any(after - 1, &["a", "an"]);
        if one && the > at {
            return None;
        }
        let plain = self.atom(at)?;
        if let Kind::Number { .. } = plain.kind {
            // '$5 million', '1:30 minutes', '2018-2020'
            let glued = at > 0
                && plain.glue != Glue::Space
                && plain.glue != Glue::Break
                && !matches!(self.kind(at - 1), Some(Kind::Mark('(' | '"' | '\u{201c}' | '\'' | '\u{2014}' | '`')));
            if glued && plain.glue == Glue::None {
                return None;
            }
        }
        // 'three bloody weeks', 'eight trading days', 'two-and-a-half-year'
        let mut from = after;
        let measured = self.is_any(
            from,
            &["trading", "business", "working", "more", "calendar", "straight", "consecutive", "full", "whole"],
        );
        let described = self.tag(from).is_some_and(|tag| tag.starts_with("JJ"))
            && !one
            && self.ordinal(from).is_none()
            && self.which(from).is_none()
            && !self.is_any(from, &["old", "first"]);
        let apart = matches!(self.glue(from), Some(Glue::Space | Glue::Hyphen)) && self.kind(from) == Some(Kind::Word);
        if self.unit_at(from).is_none() && apart && (measured || described) {
            from += 1;
        }
        let (unit, count, plural, end) = self.unit_at(from)?;
        if one && (plural || unit == Unit::Second) {
            return None;
        }
        // 'a quarter', 'three-quarters' are fractions; 'the 1988 quarter' is a date; '60 Minutes' a programme.
        let many = amount.whole().is_some_and(|n| n >= 1000);
        let fraction = unit == Unit::Quarter
            && (one || plural && (self.glue(from) == Some(Glue::Hyphen) || self.is_word(end, "of")));
        let title = self.atoms[from].capital
            && self.token(from).is_some_and(|token| matches!(token.entity(), "WORK_OF_ART" | "ORG" | "PRODUCT"));
        if many && !plural || fraction || title || one && from > after && !measured {
            return None;
        }
        // 'one day' in '[some] one day' is a reference; 'a day' may be a rate.
        if one && self.is_rate(at) && self.way(end).is_none() {
            return Some(Self::found(at, end, Phrase::Every { count: u32::from(count), unit }, None));
        }
        let whole = amount;
        // 'one day they will return'
        let some_day = unit == Unit::Day
            && self.is_word(at, "one")
            && self.glue(end) != Some(Glue::Hyphen)
            && self.way(end).is_none();
        if some_day
            && self.looks_ahead(at)
            && !self.follows(at, &["in", "for", "within", "after", "of", "just", "only", "to", "by", "on", "than"])
        {
            return Some(Self::found(at, end, Phrase::Reference(Reference::Future), None));
        }
        let amount = match (amount, self.and_a_half(0.0, end)) {
            (Amount::Exact(value), (half, stop)) if half > 0.0 => {
                return self.length_or_distance(at, Amount::Exact(value + half), unit, count, stop, modifier);
            }
            _ => whole,
        };
        self.length_or_distance(at, amount, unit, count, end, modifier)
    }

    /// 'the past three months', 'the next few days', 'recent years', 'the past year'.
    fn tied(&self, at: usize, which: Which, end: usize) -> Option<Found> {
        let forward = matches!(
            which,
            Which::Last
                | Which::Next
                | Which::Previous
                | Which::Coming
                | Which::Following
                | Which::Recent
                | Which::This
        );
        if !forward {
            return None;
        }
        let tie = Tie::Which(which);
        if let Some((unit, count, plural, stop)) = self.unit_at(end) {
            if plural && which != Which::This {
                // 'recent weeks and months'
                let stop = if self.is_word(stop, "and") {
                    self.unit_at(stop + 1).filter(|&(.., plural, _)| plural).map_or(stop, |(.., end)| end)
                } else {
                    stop
                };
                return Some(Self::found(at, stop, Phrase::Length { amount: Amount::Some, unit, tie }, None));
            }
            // 'the past year', 'the last decade': as long as that, up to now
            let the = self.is_word(at, "the") && self.is_any(end - 1, &["past", "last"]) || self.is_word(at, "past");
            if the
                && !plural
                && count == 1
                && unit >= Unit::Day
                && unit != Unit::Weekend
                && unit != Unit::Quarter
                && self.glue(stop) != Some(Glue::Hyphen)
            {
                return Some(Self::found(at, stop, Phrase::Length { amount: Amount::Exact(1.0), unit, tie }, None));
            }
            return None;
        }
        let Counted { amount, modifier, end } = self.amount(end)?;
        if self.is_any(end - 1, &["a", "an"]) && amount == Amount::Exact(1.0) {
            return None;
        }
        let end = if self.is_any(end, &["full", "consecutive", "more", "trading", "fiscal"]) { end + 1 } else { end };
        let (unit, count, _, end) = self.unit_at(end)?;
        let (amount, end) = (scale(amount, count), end);
        // 'the next year or so'
        let (modifier, end) = self.or_so(end, modifier);
        Some(Self::found(at, end, Phrase::Length { amount, unit, tie }, modifier))
    }

    /// 'or so' after an amount.
    fn or_so(&self, end: usize, modifier: Option<Modifier>) -> (Option<Modifier>, usize) {
        if self.is_word(end, "or") && self.is_any(end + 1, &["so", "more", "less"]) {
            let more = match self.words(end + 1) {
                "more" => Modifier::EqualOrMore,
                "less" => Modifier::EqualOrLess,
                _ => Modifier::Approximate,
            };
            return (modifier.or(Some(more)), end + 2);
        }
        (modifier, end)
    }

    /// Whether the plural unit from `at` to `end` is an amount, and where that ends: 'weeks', 'weeks or months'.
    fn amount_of_units(&self, at: usize, end: usize) -> (bool, usize) {
        if self.is_any(end, &["or", "and"])
            && let Some((.., true, stop)) = self.unit_at(end + 1)
        {
            return (true, stop);
        }
        (self.stands_as_an_amount(at, end), end)
    }

    /// 'ago', 'later', 'from now', 'after', 'before'.
    fn way(&self, at: usize) -> Option<(Way, usize)> {
        if self.glue(at) == Some(Glue::Break) {
            return None;
        }
        self.sense(at, |sense| if let Sense::Way(way) = sense { Some(way) } else { None })
    }

    /// What an amount of a unit is: counted from somewhere, or a length; `count` units make one ('fortnight').
    fn length_or_distance(
        &self,
        at: usize,
        amount: Amount,
        unit: Unit,
        count: u8,
        end: usize,
        modifier: Option<Modifier>,
    ) -> Option<Found> {
        let amount = scale(amount, count);
        let (modifier, end) = self.or_so(end, modifier);
        if let Some((way, stop)) = self.way(end)
            && (self.glue(end) != Some(Glue::Hyphen) || matches!(way, Way::Ago | Way::Earlier))
        {
            match way {
                // 'twenty years ago today', 'a year ago this week'
                Way::Ago
                    if let Some((date, stop)) = self
                        .day_phrase(stop)
                        .filter(|(date, _)| date.head == Head::Offset(0) && date.clock.is_none()) =>
                {
                    let (way, from) = (Way::Before, Some(Box::new(DatePhrase { part: None, ..date })));
                    return Some(Self::found(at, stop, Phrase::Count { amount, unit, way, from }, modifier));
                }
                Way::Ago | Way::Hence => {
                    return Some(Self::found(at, stop, Phrase::Count { amount, unit, way, from: None }, modifier));
                }
                Way::Later | Way::Earlier
                    if !(self.is_word(end, "on") || self.is_word(end, "prior") && self.is_word(stop, "to")) =>
                {
                    return Some(Self::found(at, stop, Phrase::Count { amount, unit, way, from: None }, modifier));
                }
                Way::After | Way::Before => {
                    // 'two days after June 6'; what is counted from an event stays a length.
                    if let Some((date, stop)) =
                        self.date(self.skip_that(stop)).filter(|(date, _)| !matches!(date.head, Head::Here))
                    {
                        let from = Some(Box::new(date));
                        return Some(Self::found(at, stop, Phrase::Count { amount, unit, way, from }, modifier));
                    }
                    // 'two days before, they had met'
                    let ends = matches!(
                        self.kind(stop),
                        None | Some(Kind::Mark('.' | ',' | ';' | ':' | ')' | '"' | '\u{201d}' | '\''))
                    );
                    if ends && self.is_any(end, &["before", "after"]) {
                        let way = if way == Way::After { Way::Later } else { Way::Earlier };
                        return Some(Self::found(at, stop, Phrase::Count { amount, unit, way, from: None }, modifier));
                    }
                }
                _ => {}
            }
        }
        if let Some(stop) = self.age(end, unit)? {
            return Some(Self::found(at, stop, length(amount, unit), modifier));
        }
        // 'three-week-long'
        let end = if self.is_word(end, "long") { end + 1 } else { end };
        // 'ten years old', 'two yards': ages of people were sorted out above.
        Some(Self::found(at, end, length(amount, unit), modifier))
    }

    fn skip_that(&self, at: usize) -> usize {
        if self.is_word(at, "the") && self.month_name(at + 1, true).is_some() { at + 1 } else { at }
    }

    /// Ages: where '-old' ends after the age of a state of affairs ('the three-year-old war'); nothing at all for
    /// ages of people, who are not dated by them; an inner nothing where there is no 'old'.
    #[expect(clippy::option_option, reason = "no age, the age of a state, the age of a person")]
    fn age(&self, end: usize, unit: Unit) -> Option<Option<usize>> {
        if !self.is_any(end, &["old", "olds"]) {
            return Some(None);
        }
        let stop = end + 1;
        let (mut noun, mut state) = (stop, false);
        for _ in 0..4 {
            if self.sense(noun, |sense| (sense == Sense::State).then_some(())).is_some() {
                state = true;
                break;
            }
            if !self.continues_phrase(noun) {
                break;
            }
            noun += 1;
        }
        let short = matches!(unit, Unit::Day | Unit::Week | Unit::Hour) && self.continues_phrase(stop);
        (state || short).then_some(Some(stop))
    }

    /// Whether the word at `at` hangs on what is yet to be: 'will', 'may', 'to win', 'dreams of'.
    fn looks_ahead(&self, at: usize) -> bool {
        let Some(token) = self.token(at) else { return false };
        let verb = token.ancestors().find(|word| matches!(word.pos(), "VERB" | "AUX"));
        verb.is_some_and(|verb| {
            verb.children().any(|child| child.dep() == "aux" && (child.tag() == "MD" || child.tag() == "TO"))
        })
    }

    /// Whether 'a year' at `at` is a rate: '$3 billion a year', 'twice a week', 'hundreds of calls a day'.
    fn is_rate(&self, at: usize) -> bool {
        if at == 0 || self.glue(at) != Some(Glue::Space) {
            return false;
        }
        if self.is_any(
            at - 1,
            &[
                "once", "twice", "times", "million", "billion", "trillion", "percent", "dollars", "cents", "hundred",
                "thousand",
            ],
        ) || matches!(self.kind(at - 1), Some(Kind::Number { .. } | Kind::Mark('%')))
        {
            return true;
        }
        // 'hundreds of interviews a day', 'four flights a week': a counted noun before it
        let Some(noun) = self.token(at - 1).filter(|token| token.tag() == "NNS") else { return false };
        noun.children().any(|child| child.tag() == "CD" || child.tag() == "PDT")
            || noun.dep() == "pobj" && noun.head().lemma() == "of" && noun.head().head().tag() == "NNS"
    }

    /// 'daily', 'every Monday', 'each July', 'every three months', 'Friday nights', 'per week', 'on Sundays'.
    pub(in crate::time) fn each(&self, at: usize) -> Option<Found> {
        if let Some((unit, end)) =
            self.sense(at, |sense| if let Sense::Recurring(unit) = sense { Some(unit) } else { None })
        {
            // 'quarterly results' come once; 'paid quarterly' recurs.
            let adverb = self.tag(at).is_some_and(|tag| tag.starts_with("RB"));
            // 'The Weekly Standard'
            let name =
                self.atom(at)?.capital && at > 0 && self.glue(at) == Some(Glue::Space) && !self.is_mark(at - 1, '.');
            let stands = (adverb || unit != Unit::Quarter) && !name;
            return stands.then(|| Self::found(at, end, Phrase::Every { count: 1, unit }, None));
        }
        if self.is_word(at, "per") {
            let (unit, count, false, end) = self.unit_at(at + 1)? else { return None };
            return Some(Self::found(at, end, Phrase::Every { count: u32::from(count), unit }, None));
        }
        // 'Mondays', 'Friday nights', 'summers'
        if let Some((weekday, plural, end)) = self.weekday_name(at) {
            let date = DatePhrase::of(Head::Weekday(weekday));
            let parts =
                self.sense(end, |sense| if let Sense::Part { part, plural: true } = sense { Some(part) } else { None });
            if let Some((part, end)) = parts.filter(|_| !plural) {
                return Some(Self::found(at, end, Phrase::EveryDate(DatePhrase { part: Some(part), ..date }), None));
            }
            return plural.then(|| Self::found(at, end, Phrase::EveryDate(date), None));
        }
        if self.follows(at, &["on"]) && self.is_any(at, &["weekends"]) {
            return Some(Self::found(at, at + 1, Phrase::EveryDate(DatePhrase::of(Head::Unit(Unit::Weekend))), None));
        }
        let ((), end) = self.sense(at, |sense| (sense == Sense::Each).then_some(()))?;
        if let Some((unit, count, false, stop)) = self.unit_at(end) {
            return Some(Self::found(at, stop, Phrase::Every { count: u32::from(count), unit }, None));
        }
        if self.is_word(end, "other")
            && let Some((unit, count, false, stop)) = self.unit_at(end + 1)
        {
            return Some(Self::found(at, stop, Phrase::Every { count: 2 * u32::from(count), unit }, None));
        }
        if let Some((number, stop)) = self.number(end)
            && let Some((unit, count, _, stop)) = self.unit_at(stop)
        {
            let every = (1.0..1000.0).contains(&number) && number.fract() == 0.0;
            return every
                .then(|| Self::found(at, stop, Phrase::Every { count: number as u32 * u32::from(count), unit }, None));
        }
        // 'every Monday', 'each July', 'every summer', 'each morning', 'every Christmas'
        if let Some((part, stop)) = self.part(end) {
            let date = DatePhrase { part: Some(part), ..DatePhrase::of(Head::Unit(Unit::Day)) };
            return Some(Self::found(at, stop, Phrase::EveryDate(date), None));
        }
        let (date, stop) = self.date(end)?;
        let recurs = date.year.is_none()
            && date.which.is_none()
            && matches!(
                date.head,
                Head::Weekday(_) | Head::Month(_) | Head::Season(_) | Head::Day { .. } | Head::Named(_)
            );
        let part = if is_day(&date) { self.part(stop) } else { None };
        let (date, stop) =
            part.map_or((date.clone(), stop), |(part, end)| (DatePhrase { part: Some(part), ..date }, end));
        recurs.then(|| Self::found(at, stop, Phrase::EveryDate(date), None))
    }
}

/// A length tied to nothing.
fn length(amount: Amount, unit: Unit) -> Phrase {
    Phrase::Length { amount, unit, tie: Tie::Loose }
}

/// `count` times the amount.
fn scale(amount: Amount, count: u8) -> Amount {
    match amount {
        Amount::Exact(value) => Amount::Exact(value * f64::from(count)),
        Amount::Some => Amount::Some,
    }
}
