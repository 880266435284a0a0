//! The date that a story has reached: what 'in July' or 'that day' mean in a history.
//!
//! A story mostly goes on. It goes back now and then ('as had been decided on 5 November 1917'), and then on again
//! from where it was; it glances far off once in a while ('a paper declassified in 2005') and does not stay there.

use jiff::civil::Date;

use crate::time::point::Point;

/// Days back that a story goes without leaving its place: 'the army entered on June 22; on June 20 …'.
const STEP_BACK: i64 = 31;
/// Days on within which a story that went back is taken up again.
const TAKE_UP: i64 = 270;
/// Days back that a date without a year would lie so far behind that the next year's is meant.
const NEXT_YEAR: i64 = 240;
/// Years off at which a single date is an aside.
const FAR: i16 = 8;
/// The same in a story that counts in years.
const FAR_IN_YEARS: i16 = 40;
/// Atoms after a day within which a day of the same month belongs with it.
const NEAR: usize = 200;

/// Where a text's story is.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Story {
    reached: Option<Point>,
    /// Where it was before it went back.
    before: Option<Point>,
    /// A date far off, named once.
    aside: Option<Point>,
    /// The last day named and the atom at which that stood.
    day: Option<(Date, usize)>,
    /// The atom at which the date reached stood.
    stood: usize,
}

impl Story {
    /// The date that it has reached.
    pub(super) fn reached(&self) -> Option<Point> {
        self.reached
    }

    /// A date far off that was named last, once.
    pub(super) fn aside(&self) -> Option<Point> {
        self.aside
    }

    /// The atom at which the date that it has reached stood.
    pub(super) fn stood(&self) -> usize {
        self.stood
    }

    /// The year that it has reached.
    pub(super) fn year(&self) -> Option<i16> {
        self.reached.and_then(Point::year)
    }

    /// The day that it has reached.
    pub(super) fn day(&self) -> Option<Date> {
        self.reached.and_then(Point::day)
    }

    /// Goes to `point`, which stands at atom `at`; `opens`: hardly anything stands before it in its paragraph.
    pub(super) fn go_to(&mut self, point: Point, at: usize, opens: bool) {
        let Some(reached) = self.reached else {
            self.settle(point, at);
            return;
        };
        // 'in 1941', said of what the text has placed more exactly already, takes nothing back.
        if matches!(point, Point::Year(year) if reached.year() == Some(year)) {
            return;
        }
        // One date far off is an aside; two that agree, one of them more exact than a year, are a move.
        let coarse = |point: Point| matches!(point, Point::Year(_));
        let limit = if coarse(reached) { FAR_IN_YEARS } else { FAR };
        let far = |from: Point| from.year().zip(point.year()).is_some_and(|(from, to)| (to - from).abs() > limit);
        let agrees = self.aside.is_some_and(|aside| !(far(aside) || coarse(aside) && coarse(point)));
        if far(reached) && !opens && !agrees {
            self.aside = Some(point);
            return;
        }
        self.aside = None;
        let start = |point: Point| point.period().map(|period| period.start);
        if start(point) < start(reached) {
            self.before = Some(reached).filter(|&reached| !coarse(reached));
        } else if self.before.is_some_and(|before| start(before) <= start(point)) {
            self.before = None;
        }
        self.settle(point, at);
    }

    fn settle(&mut self, point: Point, at: usize) {
        self.reached = Some(point);
        self.stood = at;
        if let Some(day) = point.day() {
            self.day = Some((day, at));
        }
    }

    /// Which year's `in_year` is meant by a month, season or day without its year at atom `at`: that of the year
    /// reached, unless that would lie far back.
    pub(super) fn place(&self, in_year: impl Fn(i16) -> Option<Point>, at: usize) -> Option<Point> {
        let reached = self.reached?;
        let year = reached.year()?;
        let start = |point: Point| point.period().map(|period| period.start);
        let days = |from: Date, to: Date| i64::from((to - from).get_days());
        let this = in_year(year)?;
        let now = start(reached)?;
        let behind = days(start(this)?, now);
        let coarse = matches!(reached, Point::Year(_) | Point::Half(..));
        // 'on 10 March 1975 …, planned for 1976. On 11 March …'
        if let Some((day, stood)) = self.day.filter(|&(_, stood)| at.saturating_sub(stood) < NEAR)
            && let Some(near) = in_year(day.year())
            && near.day().is_some_and(|near| (0..=STEP_BACK).contains(&days(day, near)))
            && stood < at
        {
            return Some(near);
        }
        if coarse || behind <= STEP_BACK {
            return Some(this);
        }
        if let Some(before) = self.before
            && let Some(again) = before.year().and_then(&in_year)
            && (0..=TAKE_UP).contains(&days(start(before)?, start(again)?))
        {
            return Some(again);
        }
        // December, then 'in February': the story went on into the next year.
        if behind > NEXT_YEAR { in_year(year.checked_add(1)?) } else { Some(this) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(days: &[&str]) -> Story {
        let mut story = Story::default();
        for (i, day) in days.iter().enumerate() {
            let point = match day.split('-').map(|part| part.parse().unwrap()).collect::<Vec<i16>>()[..] {
                [year] => Point::Year(year),
                [year, month] => Point::Month(year, month as i8),
                _ => Point::Day(day.parse().unwrap()),
            };
            story.go_to(point, 300 * i, false);
        }
        story
    }

    fn month(story: Story, month: i8) -> String {
        story.place(|year| Some(Point::Month(year, month)), 10_000).unwrap().to_string()
    }

    #[test]
    fn it_goes_on() {
        assert_eq!(month(told(&["1941-08"]), 10), "1941-10");
        assert_eq!(month(told(&["1941-12-07"]), 1), "1942-01");
        assert_eq!(month(told(&["1941"]), 1), "1941-01");
        assert_eq!(month(told(&["1941-08", "1941"]), 7), "1941-07");
    }

    #[test]
    fn it_takes_up_where_it_was_before_it_went_back() {
        assert_eq!(month(told(&["1918-03-28", "1917-11-05"]), 7), "1918-07");
        assert_eq!(month(told(&["1918-03-28", "1917-11-05"]), 12), "1917-12");
        assert_eq!(month(told(&["1918-03-28", "1917-11-05", "1918-09"]), 11), "1918-11");
    }

    #[test]
    fn it_does_not_follow_a_glance() {
        assert_eq!(month(told(&["1788-05", "1614"]), 12), "1788-12");
        assert_eq!(month(told(&["1788-05", "1614", "1614"]), 12), "1788-12");
        assert_eq!(month(told(&["1964-08", "2005-06", "2005-09"]), 12), "2005-12");
    }
}
