//! From phrases to values: what a phrase means on this day, or at this place of the story.
//!
//! Expressions are resolved in text order. What each names is remembered, so that 'that month', 'two days later'
//! and 'in July' find the date the text has reached; a date that only describes a noun ('the 1916 battle') or
//! stands in brackets moves nothing.

mod amounts;
mod dates;
mod lists;
mod story;
mod tense;
mod yearless;

use std::ops::Range;

use anchor::{Period, Span};
use jiff::civil::Date;
use language::{Document, TokenId};

use amounts::length_value;
use lists::share_years;
use story::Story;
pub(super) use tense::{Tense, tense_at};

use crate::time::atoms::{Glue, Kind};
use crate::time::calendar::Calendar;
use crate::time::chronology::{self, Line};
use crate::time::grammar::Grammar;
use crate::time::lexicon::{Reference, Way};
use crate::time::phrase::{Amount, DatePhrase, Found, Head, Phrase};
use crate::time::point::Point;
use crate::time::unit::Unit;
use crate::time::{Against, Reading, TimeExpression, TimeKind};

/// What the expressions of one text are counted from.
#[derive(Clone, Copy, Debug)]
pub(in crate::time) struct Base {
    /// The day of publication.
    pub(in crate::time) today: Option<Date>,
    pub(in crate::time) reading: Reading,
}

/// What a phrase resolves to.
struct Meaning {
    value: Value,
    against: Against,
    why: &'static str,
}

/// A value and the days it covers.
enum Value {
    At(Point),
    /// A TIMEX3 value without a place in the calendar, with its type and its days, if it has them.
    Text(TimeKind, String, Option<Period>),
}

/// Goes through a text's expressions and resolves each.
pub(in crate::time) struct Resolver<'a> {
    grammar: &'a Grammar<'a>,
    calendar: &'a Calendar,
    base: Base,
    /// The date that the text has reached.
    story: Story,
    /// The quarter last spoken of, or the months of a year to date.
    account: Option<Account>,
    /// Where the last expression ended, and what it named.
    last: Option<(usize, Point)>,
}

/// The time that a company report speaks of: its 'a year earlier' is the same time of the year before.
#[derive(Clone, Copy)]
enum Account {
    Quarter(Point),
    Year(Point),
}

impl<'a> Resolver<'a> {
    pub(in crate::time) fn new(grammar: &'a Grammar<'a>, calendar: &'a Calendar, base: Base) -> Self {
        Self { grammar, calendar, base, story: Story::default(), account: None, last: None }
    }

    /// Resolves `found`, which are all expressions of the text; one answer for each.
    pub(in crate::time) fn resolve(mut self, found: &[Found]) -> Vec<Option<TimeExpression>> {
        let mut shared = share_years(self.grammar, found);
        let lines = chronology::lines(self.grammar, &shared, self.base.today);
        for line in &lines {
            line.date(&mut shared);
        }
        let mut all = Vec::with_capacity(shared.len());
        let mut at = 0;
        while at < shared.len() {
            let next = lines.iter().find(|line| line.found.start >= at);
            let until = next.map_or(shared.len(), |line| line.found.start);
            all.extend(shared[at..until].iter().map(|one| self.expression(one)));
            at = until;
            if let Some(line) = next {
                let inside = shared[at..].partition_point(|one| one.start < line.atoms.end);
                all.extend(self.line(line, &shared, at..at + inside));
                at += inside;
            }
        }
        all
    }

    /// A line of a list of key dates, which counts from its own date; what follows it does not.
    fn line(&mut self, line: &Line, found: &[Found], inside: Range<usize>) -> Vec<Option<TimeExpression>> {
        let outside = (self.base, self.story);
        let point = line.point(found);
        self.base = match point.and_then(Point::day) {
            Some(day) => Base { today: Some(day), reading: Reading::News },
            // A line of a month has no day to count from.
            None => Base { today: None, reading: Reading::Narrative },
        };
        self.story = Story::default();
        let mut all: Vec<Option<TimeExpression>> = found[inside].iter().map(|one| self.expression(one)).collect();
        (self.base, self.story) = outside;
        if let Some(Some(date)) = all.first_mut() {
            let last = |atoms: Range<usize>| self.grammar.atom(atoms.end - 1).map_or(date.span, |atom| atom.span);
            date.line = Some(date.span.cover(last(line.atoms.clone())));
        }
        all
    }

    fn document(&self) -> &'a Document {
        self.grammar.document
    }

    fn is_narrative(&self) -> bool {
        self.base.reading == Reading::Narrative
    }

    /// The token by which an expression hangs in its sentence: 'week' of 'last week', 'June' of 'June 12'.
    fn head(&self, found: &Found) -> Option<usize> {
        let mut inside = self.grammar.atoms[found.start..found.end]
            .iter()
            .map(|atom| atom.token)
            .filter(|&token| token < self.document().len());
        let (first, last) = (self.grammar.atoms[found.start].token, self.grammar.atoms[found.end - 1].token);
        let outside = |token: usize| {
            let head = self.document().token(TokenId(token as u32)).head().index();
            !(first..=last).contains(&head) || head == token
        };
        inside.find(|&token| outside(token))
    }

    fn tense(&self, found: &Found) -> Option<Tense> {
        let head = self.head(found)?;
        let (first, last) = (self.grammar.atoms[found.start].token, self.grammar.atoms[found.end - 1].token);
        // 'all are certain: on Wednesday the deputies will vote' belongs to what follows the colon.
        let start = found.start - usize::from(self.grammar.follows(found.start, &["on", "in", "by", "at"]));
        let opens = start > 0
            && matches!(self.grammar.kind(start - 1), Some(Kind::Mark(':' | ';')))
            && self.document().token(TokenId(head as u32)).head().index() < first;
        if opens {
            let sentence = self.document().sentence(self.document().token(TokenId(last as u32)).sentence());
            let verbs = (last + 1..sentence.end).filter(|&at| {
                let word = self.document().token(TokenId(at as u32));
                matches!(word.pos(), "VERB" | "AUX") && !matches!(word.tag(), "VBG" | "VBN")
            });
            return verbs.into_iter().find_map(|at| tense_at(self.document(), self.grammar.lexicon, at));
        }
        tense_at(self.document(), self.grammar.lexicon, head)
    }

    /// One expression, resolved and remembered.
    fn expression(&mut self, found: &Found) -> Option<TimeExpression> {
        let meaning = match &found.phrase {
            Phrase::Date(date) => self.date(date, found)?,
            Phrase::Count { amount, unit, way, from } => self.count(*amount, *unit, *way, from.as_deref(), found)?,
            Phrase::Length { amount, unit, tie } => self.length(*amount, *unit, tie, found),
            Phrase::Every { count, unit } => Meaning {
                value: Value::Text(TimeKind::Set, length_value(Amount::Exact(f64::from(*count)), *unit), None),
                against: Against::Itself,
                why: "it recurs",
            },
            Phrase::EveryDate(date) => Meaning {
                value: Value::Text(TimeKind::Set, self.recurring(date)?, None),
                against: Against::Itself,
                why: "it recurs",
            },
            Phrase::Reference(reference) => Meaning {
                value: Value::Text(TimeKind::Date, reference.value().to_owned(), None),
                against: Against::Itself,
                why: match reference {
                    Reference::Past => "the past as a whole",
                    Reference::Present => "the present as a whole",
                    Reference::Future => "the future as a whole",
                },
            },
        };
        let Meaning { value, against, why } = meaning;
        let span = self.span(found);
        let (kind, text, period) = match value {
            Value::At(point) => {
                self.remember(point, found);
                let kind = if point.unit() == Unit::Hour { TimeKind::Time } else { TimeKind::Date };
                let period = self.before_or_after_today(point, found).or_else(|| point.period_of(found.modifier));
                (kind, point.to_string(), period)
            }
            Value::Text(kind, text, period) => (kind, text, period),
        };
        Some(TimeExpression {
            span,
            kind,
            value: text,
            modifier: found.modifier,
            period,
            against,
            line: None,
            why: why.to_owned(),
        })
    }

    /// 'earlier this year', 'later this month': what of it is over, and what is left of it, on the day of publication.
    fn before_or_after_today(&self, point: Point, found: &Found) -> Option<Period> {
        let today = self.base.today.filter(|_| !self.is_narrative())?;
        let whole = point.period().filter(|whole| whole.start < today && today < whole.end)?;
        let this = self.grammar.is_word(found.start + 1, "this");
        match (this, self.grammar.words(found.start).to_lowercase().as_str()) {
            (true, "earlier") => Period::range(whole.start, today),
            (true, "later") => Period::range(today, whole.end),
            _ => None,
        }
    }

    fn span(&self, found: &Found) -> Span {
        let (first, last) = (&self.grammar.atoms[found.start], &self.grammar.atoms[found.end - 1]);
        first.span.cover(last.span)
    }

    /// Keeps what an expression named, for those that count from it.
    fn remember(&mut self, point: Point, found: &Found) {
        let moves = self.moves_the_story(found);
        self.last = Some((found.end, point));
        let compared = matches!(found.phrase, Phrase::Count { .. })
            || matches!(&found.phrase, Phrase::Date(date) if date.year.is_some() && matches!(date.head, Head::Unit(_)));
        match point {
            _ if compared => {}
            // A quarter still to come is no report's subject.
            Point::Quarter(..)
                if self.account.is_some()
                    && self
                        .base
                        .today
                        .is_some_and(|today| point.period().is_some_and(|quarter| quarter.end > today)) => {}
            Point::Quarter(..) => self.account = Some(Account::Quarter(point)),
            Point::Year(_) if matches!(self.account, Some(Account::Year(_))) => {
                self.account = Some(Account::Year(point));
            }
            _ => {}
        }
        if matches!(point, Point::Century(_) | Point::Decade(_)) || !moves {
            return;
        }
        self.story.go_to(point, found.start, self.opens_a_paragraph(found.start));
    }

    /// Whether hardly anything stands before `at` in its paragraph.
    fn opens_a_paragraph(&self, at: usize) -> bool {
        (at.saturating_sub(3)..=at).any(|at| self.grammar.glue(at) == Some(Glue::Break))
    }

    /// Whether an expression tells when something was, and is no mere label: not 'the 1916 battle', not '(1882)'.
    fn moves_the_story(&self, found: &Found) -> bool {
        let bracketed = found.start > 0 && matches!(self.grammar.kind(found.start - 1), Some(Kind::Mark('(' | '[')));
        // 'since 1614', 'the worst since June': where something began, not where the story is.
        if bracketed || self.grammar.follows(found.start, &["since"]) {
            return false;
        }
        // 'two years earlier' is background; of '1917-1918' the story starts with the first.
        let back = matches!(found.phrase, Phrase::Count { way: Way::Earlier | Way::Ago | Way::Before, .. });
        let second = matches!(found.phrase, Phrase::Date(DatePhrase { head: Head::Year, .. }))
            && self.last.is_some_and(|(end, point)| {
                matches!(point, Point::Year(_)) && self.grammar.joint(end) == Some(found.start)
            });
        if back || second {
            return false;
        }
        let Some(token) = self.head(found).map(|head| self.document().token(TokenId(head as u32))) else { return true };
        let label = matches!(token.dep(), "compound" | "nummod" | "amod" | "nmod")
            && token.head().span().start >= self.grammar.atoms[found.end - 1].span.end
            && matches!(token.head().pos(), "NOUN" | "PROPN");
        !label || !matches!(found.phrase, Phrase::Date(DatePhrase { head: Head::Year | Head::Month(_), .. }))
    }
}
