//! The day a page was published, chosen among all that it says.
//!
//! In this order, the first that says a day wins:
//! 1. the user's own word;
//! 2. JSON-LD `datePublished`;
//! 3. Open Graph and other `<meta>` fields for publication;
//! 4. `<time>` near the headline;
//! 5. lines near the headline or at the foot that state a date: the section's, the byline's;
//! 6. the address;
//! 7. what the metadata or lines say of an update, where nothing else is said;
//! 8. what the text allows to infer;
//! 9. unknown, with the latest day that the text speaks of as past.
//!
//! Metadata in universal time gives way to a neighbouring day that the page states for its readers or in its
//! address: readers' time is the outlet's. A date later than the day the page was fetched is not believed.

use anchor::Period;
use jiff::ToSpan;
use jiff::civil::Date;

use super::inferred::{self, Clues};
use super::stamp::{self, InAddress, Stamp};
use super::written::{self, Written};
use crate::{Basis, Hints, Lists, Published};

/// A field of metadata: its name for a reader, and its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) value: String,
}

/// All that a page says of its day.
#[derive(Debug, Default)]
pub(crate) struct Said {
    /// `datePublished` of the article's JSON-LD.
    pub(crate) json_ld: Vec<Field>,
    /// `<meta>` fields for publication, best first.
    pub(crate) meta: Vec<Field>,
    /// `<time>` near the headline.
    pub(crate) times: Vec<Field>,
    /// Visible lines that state a date.
    pub(crate) lines: Vec<String>,
    /// Metadata on updates.
    pub(crate) updates: Vec<Field>,
    /// Whether figures put the month first (`en-US`) or the day (`en-GB`), where the page says.
    pub(crate) month_first: Option<bool>,
    /// The year in the page's claim of copyright.
    pub(crate) copyright_year: Option<i16>,
    /// The paragraphs of the article.
    pub(crate) paragraphs: Vec<String>,
    /// Captions of the article's pictures.
    pub(crate) captions: Vec<String>,
    /// Lines that state a date without a year: 'EDITORIAL from … on Feb. 14'.
    pub(crate) labels: Vec<String>,
}

/// Chooses the day. See the module for the order.
pub(crate) fn choose(said: &Said, hints: &Hints, lists: &Lists) -> Published {
    if let Some(period) = hints.published {
        let because = Some("given by the user".to_owned());
        return Published { period: Some(period), basis: Basis::Given, not_before: None, because };
    }
    let known = Known::gather(said, hints);
    for fields in [&said.json_ld, &said.meta, &said.times] {
        if let Some((stamp, name)) = known.first(fields) {
            let (date, because) = known.for_readers(stamp, name);
            return stated(Period::day(date), because);
        }
    }
    for update in [false, true] {
        let mut lines = known.lines.iter().filter(|line| line.update == update);
        if let Some(line) = lines.next() {
            return stated(line.period, format!("“{}”", line.words));
        }
        if !update && let Some(InAddress::Day(date)) = known.address {
            return stated(Period::day(date), "the address".to_owned());
        }
    }
    if let Some((stamp, name)) = known.first(&said.updates) {
        return stated(Period::day(stamp.date), format!("{name}, when it was last changed"));
    }
    let clues = Clues {
        paragraphs: &said.paragraphs,
        captions: &said.captions,
        labels: &said.labels,
        year: match known.address {
            Some(InAddress::Month(year, _) | InAddress::Year(year)) => Some(year),
            _ => said.copyright_year,
        },
        no_later: hints.fetched,
    };
    let inferred = inferred::infer(&clues, lists);
    if inferred.period.is_none()
        && let Some(InAddress::Month(year, month)) = known.address
    {
        let because = Some("the address".to_owned());
        return Published {
            period: Period::month(year, month),
            basis: Basis::Stated,
            not_before: inferred.not_before,
            because,
        };
    }
    inferred
}

fn stated(period: Period, because: String) -> Published {
    Published { period: Some(period), basis: Basis::Stated, not_before: None, because: Some(because) }
}

/// A visible line that states a date.
struct Line {
    period: Period,
    words: String,
    update: bool,
}

struct Known {
    no_later: Option<Date>,
    lines: Vec<Line>,
    address: Option<InAddress>,
}

impl Known {
    fn gather(said: &Said, hints: &Hints) -> Self {
        let no_later = hints.fetched.map(|day| day.saturating_add(1.days()));
        let believable = |date: Date| no_later.is_none_or(|limit| date <= limit);
        let address = hints.url.as_deref().and_then(stamp::in_address).filter(|found| match found {
            InAddress::Day(date) => believable(*date),
            _ => true,
        });
        let mut lines = Vec::new();
        for line in &said.lines {
            let dates = written::find(line);
            for (index, date) in dates.iter().enumerate() {
                let from = index.checked_sub(1).map_or(0, |before| dates[before].span.end as usize);
                let cue = line[from..date.span.start as usize].to_lowercase();
                let update =
                    ["updat", "modifi", "correct", "revis", "edited"].iter().any(|cue_word| cue.contains(cue_word));
                if let Some(period) = figures(*date, said.month_first, address)
                    && believable(period.start)
                    && date.day.is_some()
                {
                    lines.push(Line { period, words: line.clone(), update });
                }
            }
        }
        Self { no_later, lines, address }
    }

    fn first<'a>(&self, fields: &'a [Field]) -> Option<(Stamp, &'a str)> {
        fields.iter().find_map(|field| {
            let stamp = stamp::read(&field.value)?;
            self.no_later.is_none_or(|limit| stamp.date <= limit).then_some((stamp, field.name.as_str()))
        })
    }

    /// The day for the outlet's readers: a stamp in universal time may name the day before or after.
    fn for_readers(&self, stamp: Stamp, name: &str) -> (Date, String) {
        let neighbour = |date: Date| {
            stamp.universal && date != stamp.date && stamp.date.until(date).is_ok_and(|span| span.get_days().abs() == 1)
        };
        let days = self.lines.iter().filter(|line| !line.update && line.period.start == line.period.end);
        for line in days {
            if line.period.start == stamp.date {
                return (stamp.date, name.to_owned());
            }
            if neighbour(line.period.start) {
                return (line.period.start, format!("“{}”, as {name} is in universal time", line.words));
            }
        }
        match self.address {
            Some(InAddress::Day(date)) if neighbour(date) => {
                (date, format!("the address, as {name} is in universal time"))
            }
            _ => (stamp.date, name.to_owned()),
        }
    }
}

/// The period of a written date; where day and month can change places, what the page's language or address settles,
/// else the days from one reading to the other.
fn figures(date: Written, month_first: Option<bool>, address: Option<InAddress>) -> Option<Period> {
    if !date.ambiguous {
        return date.period();
    }
    let (day_first, month_first_reading) = date.readings()?;
    match address {
        Some(InAddress::Day(known)) if known == day_first || known == month_first_reading => {
            return Some(Period::day(known));
        }
        Some(InAddress::Month(_, month)) if month == day_first.month() => return Some(Period::day(day_first)),
        Some(InAddress::Month(_, month)) if month == month_first_reading.month() => {
            return Some(Period::day(month_first_reading));
        }
        _ => {}
    }
    match month_first {
        Some(true) => Some(Period::day(month_first_reading)),
        Some(false) => Some(Period::day(day_first)),
        None => Period::range(day_first.min(month_first_reading), day_first.max(month_first_reading)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(name: &str, value: &str) -> Vec<Field> {
        vec![Field { name: name.to_owned(), value: value.to_owned() }]
    }

    /// A page that says a different day in every place.
    fn page() -> (Said, Hints) {
        let said = Said {
            json_ld: field("JSON-LD datePublished", "2020-01-02T12:00:00+09:00"),
            meta: field("meta article:published_time", "2020-01-03T12:00:00+09:00"),
            times: field("<time>", "2020-01-04"),
            lines: vec!["Updated January 8, 2020".to_owned(), "World 07:40 January 5, 2020".to_owned()],
            updates: field("meta article:modified_time", "2020-01-09"),
            paragraphs: vec!["The minister left on January 1, 2020.".to_owned()],
            ..Said::default()
        };
        let url = Some("https://a.example/2020/01/06/x".to_owned());
        (said, Hints { url, published: "2020-01-01".parse().ok(), ..Hints::default() })
    }

    fn chosen(said: &Said, hints: &Hints) -> (String, Basis, String) {
        let found = choose(said, hints, Lists::built_in());
        (
            found.period.map(|period| period.to_string()).unwrap_or_default(),
            found.basis,
            found.because.unwrap_or_default(),
        )
    }

    #[test]
    fn the_order_of_places() {
        let (mut said, mut hints) = page();
        let mut order = Vec::new();
        order.push(chosen(&said, &hints));
        hints.published = None;
        order.push(chosen(&said, &hints));
        said.json_ld.clear();
        order.push(chosen(&said, &hints));
        said.meta.clear();
        order.push(chosen(&said, &hints));
        said.times.clear();
        order.push(chosen(&said, &hints));
        said.lines.pop();
        order.push(chosen(&said, &hints));
        hints.url = None;
        order.push(chosen(&said, &hints));
        said.lines.clear();
        order.push(chosen(&said, &hints));
        said.updates.clear();
        order.push(chosen(&said, &hints));
        let expected = [
            ("2020-01-01", Basis::Given, "given by the user"),
            ("2020-01-02", Basis::Stated, "JSON-LD datePublished"),
            ("2020-01-03", Basis::Stated, "meta article:published_time"),
            ("2020-01-04", Basis::Stated, "<time>"),
            ("2020-01-05", Basis::Stated, "“World 07:40 January 5, 2020”"),
            ("2020-01-06", Basis::Stated, "the address"),
            ("2020-01-08", Basis::Stated, "“Updated January 8, 2020”"),
            ("2020-01-09", Basis::Stated, "meta article:modified_time, when it was last changed"),
            ("", Basis::Unknown, "the text speaks of “January 1, 2020” as past"),
        ];
        assert_eq!(order, expected.map(|(day, basis, because)| (day.to_owned(), basis, because.to_owned())));
    }

    #[test]
    fn universal_time_gives_way_to_the_readers_day() {
        let said = Said {
            json_ld: field("JSON-LD datePublished", "2020-01-02T22:40:00Z"),
            lines: vec!["January 3, 2020".to_owned()],
            ..Said::default()
        };
        assert_eq!(chosen(&said, &Hints::default()).0, "2020-01-03");
        // A day further off is another day, not another zone.
        let said = Said { lines: vec!["January 5, 2020".to_owned()], ..said };
        assert_eq!(chosen(&said, &Hints::default()).0, "2020-01-02");
        let address = Hints { url: Some("https://a.example/2020/01/03/x".to_owned()), ..Hints::default() };
        let said = Said { lines: Vec::new(), ..said };
        assert_eq!(chosen(&said, &address).0, "2020-01-03");
    }

    #[test]
    fn no_day_after_the_page_was_fetched() {
        let said = Said {
            meta: field("meta date", "2031-01-01"),
            lines: vec!["January 3, 2020".to_owned()],
            ..Said::default()
        };
        let hints = Hints { fetched: Some(jiff::civil::date(2020, 2, 1)), ..Hints::default() };
        assert_eq!(chosen(&said, &hints).0, "2020-01-03");
    }

    #[test]
    fn figures_that_change_places() {
        let line = |month_first, url: Option<&str>| {
            let said = Said { lines: vec!["Published 03/02/2020".to_owned()], month_first, ..Said::default() };
            chosen(&said, &Hints { url: url.map(str::to_owned), ..Hints::default() }).0
        };
        assert_eq!(line(Some(true), None), "2020-03-02");
        assert_eq!(line(Some(false), None), "2020-02-03");
        assert_eq!(line(None, Some("https://a.example/2020/03/x")), "2020-03-02");
        // Nobody can know: the days from one reading to the other.
        assert_eq!(line(None, None), "2020-02-03/2020-03-02");
    }
}
