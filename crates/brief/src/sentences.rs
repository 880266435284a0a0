//! Sentences that both renderings share.

use anchor::Precision;

use crate::model::{Brief, State};
use crate::wording::{capital, count, day, percent, percents, period};

/// What was read, in a sentence.
pub(crate) fn sources(brief: &Brief) -> String {
    let sources = &brief.sources;
    let all_unnamed = sources.unnamed > 0 && sources.unnamed == sources.pages;
    let mut parts = if all_unnamed { Vec::new() } else { vec![count(sources.pages, "page", "pages")] };
    if sources.outlets > 0 {
        parts.push(count(sources.outlets, "outlet", "outlets"));
    }
    if sources.unnamed > 0 {
        parts.push(format!(
            "{} that {} no outlet",
            count(sources.unnamed, "page", "pages"),
            if sources.unnamed == 1 { "names" } else { "name" }
        ));
    }
    if let Some((first, last)) = sources.published {
        parts.push(if first == last { day(first) } else { format!("{} – {}", day(first), day(last)) });
    }
    parts.push(match sources.copies {
        0 => "no copies".to_owned(),
        n => count(n, "copy of another page", "copies of other pages"),
    });
    if sources.opinions > 0 {
        parts.push(count(sources.opinions, "opinion piece", "opinion pieces"));
    }
    if sources.elsewhere > 0 {
        parts.push(format!("{} about other matters", count(sources.elsewhere, "page", "pages")));
    }
    format!("Read: {}.", parts.join("; "))
}

/// Since when the status holds: "since 5 Oct 2019 (213 days)".
pub(crate) fn since(state: &State) -> Option<(String, String)> {
    let (since, days) = (state.since?, state.days?);
    let days = count(days as usize, "day", "days");
    let about = if since.precision == Precision::Day { "" } else { "about " };
    Some((period(since), format!("{about}{days}")))
}

/// The trend in a sentence.
pub(crate) fn trend(state: &State) -> String {
    let trend = &state.trend;
    if trend.direction == outlook::Direction::TooFew {
        let acts = trend.cooperation.0 + trend.conflict.0 + trend.cooperation.1 + trend.conflict.1;
        let few = count(acts, "dated act", "dated acts");
        return format!("Too few to tell a trend: {few} in the last {} days", 2 * trend.days);
    }
    if trend.direction == outlook::Direction::TooShort {
        return "No trend can be told: the record begins within the months compared".to_owned();
    }
    format!(
        "{}: in the last {} days {} of cooperation and {} of conflict, in the {} before {} and {}",
        capital(trend.direction.as_str()),
        trend.days,
        count(trend.cooperation.0, "act", "acts"),
        trend.conflict.0,
        trend.days,
        trend.cooperation.1,
        trend.conflict.1,
    )
}

/// The chance that the stall holds, in a sentence or two.
pub(crate) fn quo(state: &State) -> Option<String> {
    let quo = state.quo.as_ref()?;
    let own = match quo.own {
        Some(chance) => format!(
            "{} (80 % interval {}), from {} on record that reached {} days",
            percent(chance.value),
            percents(chance.low, chance.high),
            count(chance.n, "stall", "stalls"),
            quo.reached
        ),
        None => format!("too few earlier stalls on record reached {} days (n={}) to say", quo.reached, quo.n),
    };
    let base = match &quo.base {
        Some(base) => {
            let k = (base.chance.value * base.chance.n as f64).round();
            format!(
                "Base rate from outside: {} ({k} of {} spells of {} months lasted {} more; 80 % interval {}).",
                percent(base.chance.value),
                base.chance.n,
                base.reached_months,
                base.more_months,
                percents(base.chance.low, base.chance.high)
            )
        }
        None => "No base rate for this pair is on file.".to_owned(),
    };
    let model = quo.model.map_or_else(String::new, |chance| {
        format!(
            "{} by a model of {}, this one's silent days among them (80 % interval {}); by record alone ",
            percent(chance.value),
            count(chance.n, "stall", "stalls"),
            percents(chance.low, chance.high)
        )
    });
    let passed = match quo.deadlines_passed.last() {
        Some(deadline) => format!(" A day set for talks, {}, passed without any.", day(*deadline)),
        None => String::new(),
    };
    Some(format!("That no talks take place before {}: {model}{own}. {base}{passed}", day(quo.until)))
}
