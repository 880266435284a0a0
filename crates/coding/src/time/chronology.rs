//! Dated lines: a list of days and of what happened on them, one line each, as pages of key dates are laid out.
//!
//! ```text
//! 2018
//! June 12 – The two leaders meet in Singapore.
//! July 6 – The secretary of state visits Pyongyang.
//! ```
//!
//! Such a list is told in the present and speaks of the past. A line has the year of its own date, else that of the
//! heading above it, else that which the order of the lines gives (forwards, or the newest first); where no line tells
//! a year, the last day of the list is the latest that had come by the day of publication. Inside a line times count
//! from its date: 'five days later', 'on December 7', 'the end of the year'.
//!
//! What holds of the result:
//! - lines are sorted, do not overlap, and each starts with its date;
//! - a list of plans ('June 12 – The leaders will meet') is none: what is to come counts from the day of publication.

use std::ops::Range;

use jiff::civil::Date;

use super::atoms::{Atom, Glue, Kind};
use super::grammar::Grammar;
use super::phrase::{DatePhrase, Found, Head, Phrase, YearWords};
use super::point::Point;
use super::resolve::{Tense, tense_at};

/// Dated lines that make a list; fewer are chance.
const LINES: usize = 3;
/// The same under the heading of a year.
const LINES_UNDER_A_YEAR: usize = 2;
/// Paragraphs that a line may have.
const PARAGRAPHS: usize = 4;

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Its date among the expressions found: one, or two of a range ('February 27–28').
    pub(super) found: Range<usize>,
    /// The atoms that it covers, its date among them.
    pub(super) atoms: Range<usize>,
    /// The year of the date's first day.
    pub(super) year: i16,
}

/// A line whose year is sought.
struct Entry {
    found: Range<usize>,
    start: usize,
    /// One past its last atom.
    end: usize,
    month: i8,
    day: i8,
    year: Option<i16>,
    /// Whether it speaks of what is to come.
    ahead: bool,
}

/// The dated lines of a text, if they make a list.
pub(super) fn lines(grammar: &Grammar<'_>, found: &[Found], today: Option<Date>) -> Vec<Line> {
    let mut entries = entries(grammar, found);
    let headed = entries.iter().any(|entry| entry.year.is_some());
    if entries.len() < if headed { LINES_UNDER_A_YEAR } else { LINES } {
        return Vec::new();
    }
    let ahead = entries.iter().filter(|entry| entry.ahead).count();
    if !headed && 2 * ahead > entries.len() {
        return Vec::new();
    }
    give_years(&mut entries, today);
    let line = |entry: Entry| Some(Line { found: entry.found, atoms: entry.start..entry.end, year: entry.year? });
    entries.into_iter().filter_map(line).collect()
}

impl Line {
    /// What its date names: a day, or a month.
    pub(super) fn point(&self, found: &[Found]) -> Option<Point> {
        let Phrase::Date(date) = &found.get(self.found.start)?.phrase else { return None };
        match date.head {
            Head::Day { month, day, .. } => Date::new(self.year, month, day).ok().map(Point::Day),
            Head::Month(month) => Some(Point::Month(self.year, month)),
            _ => None,
        }
    }

    /// Writes the year into its dates.
    pub(super) fn date(&self, found: &mut [Found]) {
        let (mut year, mut before) = (self.year, 0);
        for one in &mut found[self.found.clone()] {
            let Phrase::Date(date) = &mut one.phrase else { continue };
            let Some((month, _)) = place(date) else { continue };
            // 'December 28 – January 2'
            year += i16::from(month < before);
            before = month;
            date.year.get_or_insert(YearWords::Number(year));
        }
    }
}

/// Month and day of a date that may open a line.
fn place(date: &DatePhrase) -> Option<(i8, i8)> {
    match date.head {
        _ if date.which.is_some() => None,
        Head::Day { month, day, .. } => Some((month, day)),
        Head::Month(month) => Some((month, 1)),
        _ => None,
    }
}

/// The year of a date, in full.
fn year_of(date: &DatePhrase) -> Option<i16> {
    if let Some(YearWords::Number(year)) = date.year { Some(year) } else { None }
}

/// The lines that open with a date, each with its year as far as it or a heading tells.
fn entries(grammar: &Grammar<'_>, found: &[Found]) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut heading = None;
    let mut headings = headings(grammar, found).into_iter().peekable();
    for (i, one) in found.iter().enumerate() {
        while let Some((at, year)) = headings.next_if(|(at, _)| *at <= one.start) {
            heading = Some(year);
            close(&mut entries, at);
        }
        let Phrase::Date(date) = &one.phrase else { continue };
        let (Some((month, day)), Some(start)) = (place(date), line_start(grammar, one.start)) else { continue };
        let is_heading = headings_end(grammar, one.end) && matches!(date.head, Head::Month(_));
        if is_heading || entries.last().is_some_and(|last| last.found.contains(&i)) {
            continue;
        }
        // 'February 27–28', 'December 28 – January 2'
        let second = found.get(i + 1).filter(|next| {
            let joined = grammar.joint(one.end) == Some(next.start);
            joined && matches!(&next.phrase, Phrase::Date(date) if place(date).is_some())
        });
        let last = second.unwrap_or(one);
        let Some(body) = after_date(grammar, last.end) else { continue };
        close(&mut entries, start);
        let said = year_of(date).or_else(|| match second.map(|second| &second.phrase) {
            Some(Phrase::Date(second)) => year_of(second),
            _ => None,
        });
        entries.push(Entry {
            found: i..i + 1 + usize::from(second.is_some()),
            start,
            end: end_of_line(grammar, body, headings_end(grammar, last.end)),
            month,
            day,
            year: said.or(heading),
            ahead: is_ahead(grammar, body),
        });
    }
    if let Some((at, _)) = headings.next() {
        close(&mut entries, at);
    }
    entries
}

/// Ends the last line where the next one or a heading starts.
fn close(entries: &mut [Entry], at: usize) {
    if let Some(last) = entries.last_mut() {
        last.end = last.end.min(at);
    }
}

/// Lines that are a year and no more ('2018', 'In 2018:', 'June 2018'), each with its first atom.
fn headings(grammar: &Grammar<'_>, found: &[Found]) -> Vec<(usize, i16)> {
    let years = (0..grammar.atoms.len()).filter_map(|at| {
        let year = grammar.whole(at).filter(|year| (1000..2200).contains(year))?;
        let named = grammar.atom(at).and_then(Atom::digits) == Some(4) && headings_end(grammar, at + 1);
        let start = line_start(grammar, at).or_else(|| {
            let word = at.checked_sub(1).filter(|&word| grammar.is_any(word, &["in", "year"]))?;
            line_start(grammar, word)
        })?;
        named.then_some((start, year as i16))
    });
    let months = found.iter().filter_map(|one| {
        let Phrase::Date(date) = &one.phrase else { return None };
        let heads = matches!(date.head, Head::Month(_)) && headings_end(grammar, one.end);
        Some((line_start(grammar, one.start)?, year_of(date)?)).filter(|_| heads)
    });
    let mut all: Vec<(usize, i16)> = years.chain(months).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Whether a line ends at `at`, but for a colon.
fn headings_end(grammar: &Grammar<'_>, at: usize) -> bool {
    let at = if grammar.is_mark(at, ':') { at + 1 } else { at };
    opens_line(grammar, at)
}

/// Whether the atom at `at` is the first of its line; the end of the text opens one too.
fn opens_line(grammar: &Grammar<'_>, at: usize) -> bool {
    let Some(atom) = grammar.atom(at) else { return true };
    let Some(before) = at.checked_sub(1).and_then(|at| grammar.atom(at)) else { return true };
    atom.glue == Glue::Break
        || grammar.document.text()[before.span.end as usize..atom.span.start as usize].contains('\n')
}

/// The first atom of the line that `at` opens, but for a bullet or bracket before it.
fn line_start(grammar: &Grammar<'_>, at: usize) -> Option<usize> {
    let mut start = at;
    for _ in 0..3 {
        if opens_line(grammar, start) {
            return Some(start);
        }
        let before = start.checked_sub(1)?;
        let bullet =
            matches!(grammar.kind(before), Some(Kind::Mark('•' | '·' | '*' | '-' | '–' | '—' | '(' | '[' | '■' | '▪')));
        if !bullet && !grammar.is_word(before, "on") {
            return None;
        }
        start = before;
    }
    None
}

/// The first atom behind a date that opens a line, where a dash, colon or the like parts the two, or the date has the
/// line for itself.
fn after_date(grammar: &Grammar<'_>, end: usize) -> Option<usize> {
    let end = end + usize::from(matches!(grammar.kind(end), Some(Kind::Mark(')' | ']'))));
    if opens_line(grammar, end) {
        return (end < grammar.atoms.len()).then_some(end);
    }
    match grammar.kind(end)? {
        Kind::Mark(':' | '-' | '–' | '—' | '|' | '.') => Some(end + 1),
        // 'June 12–The two leaders meet'
        Kind::Word if grammar.glue(end) == Some(Glue::Hyphen) => Some(end),
        _ => None,
    }
}

/// One past the last atom of the line whose text starts at `body`: its paragraph, and where the date stands `alone`
/// above, what follows.
fn end_of_line(grammar: &Grammar<'_>, body: usize, alone: bool) -> usize {
    let mut paragraphs = 0;
    let mut at = body + 1;
    while at < grammar.atoms.len() {
        if grammar.glue(at) == Some(Glue::Break) {
            paragraphs += 1;
            if !alone || paragraphs >= PARAGRAPHS {
                break;
            }
        }
        at += 1;
    }
    at
}

/// Whether the line whose text starts at `body` speaks of what is to come: by its first verb.
fn is_ahead(grammar: &Grammar<'_>, body: usize) -> bool {
    let Some(first) = grammar.token(body) else { return false };
    let sentence = grammar.document.sentence(first.sentence());
    let verb = grammar
        .document
        .tokens_in(first.index()..sentence.end)
        .find(|word| matches!(word.pos(), "VERB" | "AUX") && !matches!(word.tag(), "VBG" | "VBN"));
    verb.and_then(|verb| tense_at(grammar.document, grammar.lexicon, verb.index())) == Some(Tense::Future)
}

/// Gives each line its year, as far as headings, the order of the lines and the day of publication tell.
fn give_years(entries: &mut [Entry], today: Option<Date>) {
    let forwards = runs_forwards(entries);
    if entries.iter().all(|entry| entry.year.is_none()) {
        let Some(today) = today else { return };
        // The last that has come, seen from the end of the list that is nearest to the day of publication.
        let last = if forwards {
            entries.iter().rposition(|entry| !entry.ahead)
        } else {
            entries.iter().position(|entry| !entry.ahead)
        };
        let Some(last) = last else { return };
        let come = (entries[last].month, entries[last].day) <= (today.month(), today.day());
        entries[last].year = Some(today.year() - i16::from(!come));
    }
    for i in 1..entries.len() {
        if entries[i].year.is_none() {
            entries[i].year = beside(&entries[i - 1], &entries[i], forwards);
        }
    }
    for i in (1..entries.len()).rev() {
        if entries[i - 1].year.is_none() {
            entries[i - 1].year = beside(&entries[i], &entries[i - 1], !forwards);
        }
    }
}

/// Whether the dates go forwards: more pairs of neighbours do than not.
fn runs_forwards(entries: &[Entry]) -> bool {
    let key = |entry: &Entry, years: bool| (entry.year.filter(|_| years).unwrap_or(0), entry.month, entry.day);
    let steps = entries.windows(2).map(|pair| {
        let years = pair[0].year.is_some() && pair[1].year.is_some();
        key(&pair[0], years).cmp(&key(&pair[1], years)) as i32
    });
    steps.sum::<i32>() <= 0
}

/// The year of `entry`, which stands next to `known` and lies after it (or before, if not `later`).
fn beside(known: &Entry, entry: &Entry, later: bool) -> Option<i16> {
    let year = known.year?;
    let (one, other) = ((known.month, known.day), (entry.month, entry.day));
    if later { year.checked_add(i16::from(other < one)) } else { year.checked_sub(i16::from(other > one)) }
}

#[cfg(test)]
mod tests {
    use language::Pipeline;

    use super::super::{Anchors, TimeWords, find};

    /// The first day of every date that opens a line.
    fn lines(published: &str, text: &str) -> Vec<String> {
        let anchors = Anchors::published(published.parse().ok());
        let times = find(&Pipeline::english().parse(text), &anchors, TimeWords::built_in());
        times.iter().filter(|time| time.line.is_some()).map(|time| time.period.unwrap().start.to_string()).collect()
    }

    /// The first day of the expression `words`.
    fn day(published: &str, text: &str, words: &str) -> String {
        let anchors = Anchors::published(published.parse().ok());
        let times = find(&Pipeline::english().parse(text), &anchors, TimeWords::built_in());
        let time = times.iter().find(|time| time.span.of(text) == words);
        time.and_then(|time| time.period)
            .map_or_else(|| format!("none in {times:?}"), |period| period.start.to_string())
    }

    #[test]
    fn a_line_has_the_year_of_the_heading_above() {
        let text = "Key dates in the quarrel over the strait.\n\n2018\n\nJune 12 – The two presidents meet in Norville.\n\n\
                    November 30 – Norland seizes a freighter.\n\n2019:\n\nFebruary 27–28 – A second meeting fails. Five days \
                    later Norland fires missiles.\n\nMay 9 – It fires more.";
        assert_eq!(lines("2020-05-04", text), ["2018-06-12", "2018-11-30", "2019-02-27", "2019-05-09"]);
        assert_eq!(day("2020-05-04", text, "Five days later"), "2019-03-05");
    }

    #[test]
    fn without_a_heading_the_order_and_the_day_of_publication_tell_the_year() {
        let text = "Timeline\n\nOct 5: Talks break down.\n\nDec 28: Norland ends its moratorium.\n\nJan 11: An adviser \
                    dismisses the letter.\n\nJune 30: The presidents shake hands.";
        assert_eq!(lines("2020-05-04", text), ["2018-10-05", "2018-12-28", "2019-01-11", "2019-06-30"]);
        assert_eq!(lines("2020-07-04", text), ["2019-10-05", "2019-12-28", "2020-01-11", "2020-06-30"]);
    }

    #[test]
    fn a_list_may_begin_with_the_newest() {
        let text = "• March 2 — Norland launches two rockets.\n• January 23 — A new minister is named.\n• December 16 — An \
                    envoy proposes talks.\n• July 6 — The minister visits Norville.";
        assert_eq!(lines("2020-05-04", text), ["2020-03-02", "2020-01-23", "2019-12-16", "2019-07-06"]);
    }

    #[test]
    fn a_year_said_once_holds_for_the_lines_around() {
        let text = "Feb. 27-28, 2019: The leaders meet in Norville and part without a deal.\n\nMay 4: Norland fires rockets.\n\n\
                    Jan. 3: Sudren shoots a general.\n\nJan. 8: Norland answers with missiles.";
        assert_eq!(lines("2024-05-04", text), ["2019-02-27", "2019-05-04", "2020-01-03", "2020-01-08"]);
    }

    #[test]
    fn a_date_may_stand_above_what_it_dates() {
        let text = "A chronology of the truce.\n\nApril 2, 2014\n\nThe envoys sign the truce. On April 9 the guns fall silent.\n\n\
                    August 20, 2014\n\nNorland shells the port.\n\nOctober 1, 2014\n\nThe next day a new truce is signed.";
        assert_eq!(lines("2020-05-04", text), ["2014-04-02", "2014-08-20", "2014-10-01"]);
        assert_eq!(day("2020-05-04", text, "April 9"), "2014-04-09");
    }

    #[test]
    fn a_list_of_plans_is_ahead() {
        let text = "June 12 – The two presidents will meet.\n\nJuly 6 – The minister will visit Norville.\n\nAugust 24 – The \
                    troops will leave.";
        assert!(lines("2020-05-04", text).is_empty());
        assert_eq!(day("2020-05-04", text, "July 6"), "2020-07-06");
    }

    #[test]
    fn what_is_no_list_is_left_alone() {
        let one = "June 12 – The two presidents will meet, officials said.\n\nThey last met in Norville.";
        assert!(lines("2020-05-04", one).is_empty());
        let prose = "On June 12 they met. On July 6 they met again.\n\nOn July 8 they parted, on July 9 they wept.";
        assert!(lines("2020-05-04", prose).is_empty());
    }
}
