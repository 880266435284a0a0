//! What is found: one time expression with its TIMEX3 value and the days it covers.

use anchor::{Id, Period, Span};

use crate::record::{Quoter, TimeMention};

/// Words of a text that name a time, and what they mean there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeExpression {
    /// The words: 'October last year', 'two days later', 'the past three months'.
    pub span: Span,
    /// Date, time of day, length, or recurring time.
    pub kind: TimeKind,
    /// TIMEX3 value: `2019-10`, `2019-W43`, `2019-Q3`, `2019-10-04T15:30`, `P3M`, `XXXX-WXX-1`, `PRESENT_REF`.
    pub value: String,
    /// What part of the value is meant, or how exactly.
    pub modifier: Option<Modifier>,
    /// First and last day, where they are known: of a date with its modifier ('early 2019' ends in April); of a
    /// length, where it is tied to the calendar ('the past three months').
    pub period: Option<Period>,
    /// What it was resolved against.
    pub against: Against,
    /// Where it opens a line of a list of key dates: the whole line, which tells what happened then.
    pub line: Option<Span>,
    /// The rule that decided, in words a reader understands.
    pub why: String,
}

impl TimeExpression {
    /// Whether it names days of the calendar: it has ends, and is no length and no recurring time.
    pub fn is_calendar(&self) -> bool {
        self.period.is_some() && matches!(self.kind, TimeKind::Date | TimeKind::Time)
    }

    /// As a line of the `time` layer.
    pub fn mention(&self, article: &Id, quoter: &Quoter<'_>) -> TimeMention {
        let (start, end) = quoter.range(self.span);
        TimeMention {
            article: article.clone(),
            start,
            end,
            quote: quoter.words(self.span).to_owned(),
            kind: self.kind.as_str().to_owned(),
            value: self.value.clone(),
            modifier: self.modifier.map(|modifier| modifier.as_str().to_owned()),
            from: self.period.map(|period| period.start),
            to: self.period.map(|period| period.end),
        }
    }
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimeKind {
    /// A day or anything longer that has its place in the calendar: 'Monday', 'last year', 'now'.
    Date,
    /// A time of a day: '3 p.m.', 'Monday morning'.
    Time,
    /// A length: 'three weeks'.
    Duration,
    /// A recurring time: 'every Monday', 'annually'.
    Set,
}

impl TimeKind {
    /// As TIMEX3 prints it: `DATE`, `TIME`, `DURATION`, `SET`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Date => "DATE",
            Self::Time => "TIME",
            Self::Duration => "DURATION",
            Self::Set => "SET",
        }
    }
}

/// TIMEX3 modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Modifier {
    /// Its first part: 'early 2019'.
    Start,
    /// Its middle: 'mid-June'.
    Mid,
    /// Its last part: 'late May', 'year-end'.
    End,
    /// Before it: 'pre-2003'.
    Before,
    /// After it: 'post-1945'.
    After,
    /// Up to it: 'no later than Friday'.
    OnOrBefore,
    /// From it on: '2021 or later'.
    OnOrAfter,
    /// About as long, or about then: 'about two weeks', 'around noon'.
    Approximate,
    /// Longer: 'more than a year'.
    MoreThan,
    /// Shorter: 'almost a year'.
    LessThan,
    /// As long or longer: 'at least a year'.
    EqualOrMore,
    /// As long or shorter: 'up to a year'.
    EqualOrLess,
}

impl Modifier {
    /// Every modifier.
    pub const ALL: [Self; 12] = [
        Self::Start,
        Self::Mid,
        Self::End,
        Self::Before,
        Self::After,
        Self::OnOrBefore,
        Self::OnOrAfter,
        Self::Approximate,
        Self::MoreThan,
        Self::LessThan,
        Self::EqualOrMore,
        Self::EqualOrLess,
    ];

    /// As TIMEX3 prints it: `START`, `APPROX`, `ON_OR_BEFORE` …
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Start => "START",
            Self::Mid => "MID",
            Self::End => "END",
            Self::Before => "BEFORE",
            Self::After => "AFTER",
            Self::OnOrBefore => "ON_OR_BEFORE",
            Self::OnOrAfter => "ON_OR_AFTER",
            Self::Approximate => "APPROX",
            Self::MoreThan => "MORE_THAN",
            Self::LessThan => "LESS_THAN",
            Self::EqualOrMore => "EQUAL_OR_MORE",
            Self::EqualOrLess => "EQUAL_OR_LESS",
        }
    }

    /// Reads what [`as_str`](Self::as_str) prints.
    pub fn parse(words: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|modifier| modifier.as_str() == words)
    }
}

/// What a time expression was resolved against.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Against {
    /// Nothing: it says all by itself ('12 June 2018', 'three weeks').
    Itself,
    /// The day of publication ('yesterday', 'Monday').
    Publication,
    /// A date that the text named before, or names beside it ('two days later', 'that month', 'June 12-14').
    Text,
    /// Nothing could be found to resolve it against; its value has `X` in it, or is a mere length.
    Unresolved,
}
