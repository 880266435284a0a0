//! Units of time, seasons and parts of the day, with the codes TIMEX3 gives them.

/// A unit in which time is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Month,
    Quarter,
    Season,
    Year,
    Decade,
    Century,
    Millennium,
}

impl Unit {
    /// Its name in the data files.
    pub(super) fn parse(name: &str) -> Option<Self> {
        Some(match name {
            "second" => Self::Second,
            "minute" => Self::Minute,
            "hour" => Self::Hour,
            "day" => Self::Day,
            "weekend" => Self::Weekend,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "season" => Self::Season,
            "year" => Self::Year,
            "decade" => Self::Decade,
            "century" => Self::Century,
            "millennium" => Self::Millennium,
            _ => return None,
        })
    }

    /// Whether a length in it is a time of day (`PT3H`).
    pub(super) fn is_clock(self) -> bool {
        self <= Self::Hour
    }

    /// Its letters in a TIMEX3 length.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Second => "S",
            Self::Minute | Self::Month => "M",
            Self::Hour => "H",
            Self::Day => "D",
            Self::Weekend => "WE",
            Self::Week => "W",
            Self::Quarter => "Q",
            Self::Season => "SE",
            Self::Year => "Y",
            Self::Decade => "DE",
            Self::Century => "CE",
            Self::Millennium => "ML",
        }
    }
}

/// A season of the northern half of the world, in which news in English is mostly dated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Season {
    Spring,
    Summer,
    Fall,
    Winter,
}

impl Season {
    /// The season TIMEX3 writes so.
    pub(super) fn parse(code: &str) -> Option<Self> {
        [Self::Spring, Self::Summer, Self::Fall, Self::Winter].into_iter().find(|season| season.code() == code)
    }

    /// As TIMEX3 writes it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Spring => "SP",
            Self::Summer => "SU",
            Self::Fall => "FA",
            Self::Winter => "WI",
        }
    }

    /// Its first month; a winter begins in the year before that which names it.
    pub(super) fn first_month(self) -> i8 {
        match self {
            Self::Spring => 3,
            Self::Summer => 6,
            Self::Fall => 9,
            Self::Winter => 12,
        }
    }
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum DayPart {
    Morning,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

impl DayPart {
    /// The part TIMEX3 writes so.
    pub(super) fn parse(code: &str) -> Option<Self> {
        [Self::Morning, Self::Afternoon, Self::Evening, Self::Night, Self::Daytime]
            .into_iter()
            .find(|part| part.code() == code)
    }

    /// As TIMEX3 writes it.
    pub(super) fn code(self) -> &'static str {
        match self {
            Self::Morning => "MO",
            Self::Afternoon => "AF",
            Self::Evening => "EV",
            Self::Night => "NI",
            Self::Daytime => "DT",
        }
    }
}

/// A time of day; `24:00` is the midnight that ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Clock {
    pub(super) hour: u8,
    pub(super) minute: u8,
    pub(super) second: Option<u8>,
}

impl Clock {
    /// A full hour and minute; nothing where there is no such time.
    pub(super) fn new(hour: u32, minute: u32) -> Option<Self> {
        let fits = (hour < 24 && minute < 60) || (hour == 24 && minute == 0);
        fits.then_some(Self { hour: hour as u8, minute: minute as u8, second: None })
    }
}

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        self.second.map_or(Ok(()), |second| write!(f, ":{second:02}"))
    }
}
