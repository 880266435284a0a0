//! The time axis that the figures share.

use jiff::ToSpan;
use jiff::civil::Date;
use maud::{Markup, html};

use super::{LEFT, WIDTH, at};

/// Months that a figure spans: the first of these that holds two thirds of what there is to draw.
const SPANS: [i32; 7] = [12, 18, 24, 36, 60, 120, 240];
/// Space right of the axis.
const RIGHT: f64 = 10.0;

/// Days laid out from left to right.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Axis {
    /// First day of the first month.
    pub(super) first: Date,
    /// Last day of the last month.
    pub(super) last: Date,
    /// The day of the brief.
    pub(super) as_of: Date,
    /// How many of the days lie before it.
    pub(super) earlier: usize,
}

impl Axis {
    /// An axis over most of `days`, up to `as_of` or to what lies within half a year beyond it.
    pub(super) fn over(days: &mut [Date], as_of: Date) -> Option<Self> {
        days.sort_unstable();
        let ahead = as_of.saturating_add(183.days());
        let last = days.iter().copied().filter(|day| *day <= ahead).max()?.max(as_of).last_of_month();
        let first_of = |months: i32| as_of.first_of_month().saturating_sub((months - 1).months());
        let earlier = |first: Date| days.iter().filter(|day| **day < first).count();
        let span = SPANS.iter().find(|&&months| 3 * earlier(first_of(months)) <= days.len());
        let first = span.map_or_else(|| days[0].first_of_month(), |&months| first_of(months));
        // Nothing is gained by months before the first day, but a figure of two months says little either.
        let first = first.max(days[0].first_of_month()).min(first_of(4));
        Some(Self { first, last, as_of, earlier: earlier(first) })
    }

    /// Where `day` stands.
    pub(super) fn x(&self, day: Date) -> f64 {
        let days = |to: Date| self.first.until(to).map_or(0, |span| span.get_days());
        LEFT + (WIDTH - LEFT - RIGHT) * f64::from(days(day)) / f64::from(days(self.last).max(1) + 1)
    }

    /// Whether `day` lies on it.
    pub(super) fn holds(&self, day: Date) -> bool {
        self.first <= day && day <= self.last
    }

    /// The first days of its months.
    pub(super) fn months(&self) -> impl Iterator<Item = Date> + '_ {
        (0..).map(|n: i32| self.first.saturating_add(n.months())).take_while(|month| *month <= self.last).take(600)
    }

    /// Lines and labels from `top` to `bottom`, labels below.
    pub(super) fn draw(&self, top: f64, bottom: f64) -> Markup {
        let months = self.months().count() as i32;
        let step: i8 = match months {
            ..=9 => 1,
            10..=20 => 3,
            21..=48 => 6,
            _ => 12,
        };
        let years_apart = (months / 240).max(1) as i16;
        let marked = self.months().filter(|month| (month.month() - 1) % step == 0 && month.year() % years_apart == 0);
        html! {
            g class="axis" {
                line x1=(at(LEFT)) y1=(at(bottom)) x2=(at(WIDTH - RIGHT)) y2=(at(bottom)) {}
                @for (n, month) in marked.enumerate() {
                    @let x = self.x(month);
                    line.tick x1=(at(x)) y1=(at(top)) x2=(at(x)) y2=(at(bottom + 4.0)) {}
                    @if x < WIDTH - 36.0 {
                        text x=(at(x + 2.0)) y=(at(bottom + 14.0)) { (label(month, step, n == 0)) }
                    }
                }
                @let x = self.x(self.as_of);
                line.as-of x1=(at(x)) y1=(at(top - 2.0)) x2=(at(x)) y2=(at(bottom + 4.0)) {}
            }
        }
    }
}

/// "Jan 2019" where a year begins or the axis does, else "Apr".
fn label(month: Date, step: i8, first: bool) -> String {
    match (step, month.month() == 1 || first) {
        (12, _) => month.year().to_string(),
        (_, true) => month.strftime("%b %Y").to_string(),
        (_, false) => month.strftime("%b").to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: &str) -> Date {
        day.parse().unwrap()
    }

    #[test]
    fn background_of_long_ago_does_not_squeeze_the_present() {
        let mut days: Vec<Date> =
            ["1994-10-21", "2018-06-12", "2019-02-27", "2019-10-05", "2019-12-07", "2020-01-11", "2020-03-02"]
                .map(day)
                .to_vec();
        let axis = Axis::over(&mut days, day("2020-05-04")).unwrap();
        assert_eq!((axis.first, axis.last, axis.earlier), (day("2018-12-01"), day("2020-05-31"), 2));
        assert!(axis.x(day("2018-12-01")) >= LEFT && axis.x(day("2020-05-31")) <= WIDTH);
    }

    #[test]
    fn nothing_dated_no_axis() {
        assert_eq!(Axis::over(&mut [], day("2020-05-04")), None);
    }
}
