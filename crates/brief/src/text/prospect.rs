//! The outlook between two sides for a terminal.

use outlook::Scores;

use super::layout::columns;
use super::{Page, Style, WIDTH, sections};
use crate::prospect::{Judgement, Prospect, Record};
use crate::wording::{capital, count, day, percent};

/// Months shown; earlier ones are counted.
const MONTHS: usize = 24;
/// Decided forecasts from which on a skill of one forecaster is told.
const SKILL_FROM: usize = 5;
/// Forecasters and outlets shown.
const RECORDS: usize = 8;

/// `prospect` as text that ends in a line break.
pub fn prospect(prospect: &Prospect, style: Style) -> String {
    let mut page = Page { lines: Vec::new(), style };
    let [a, b] = &prospect.pair;
    let title = page.strong(&format!("{} – {}, as of {}", a.name, b.name, day(prospect.as_of)));
    page.line(title);
    if let Some(state) = &prospect.state {
        sections::state(&mut page, state);
    }
    months(&mut page, prospect);
    forecasts(&mut page, prospect);
    page.lines.join("\n") + "\n"
}

fn months(page: &mut Page, prospect: &Prospect) {
    if prospect.months.is_empty() {
        return;
    }
    page.heading("Month by month");
    let left_out = prospect.months.len().saturating_sub(MONTHS);
    for month in &prospect.months[left_out..] {
        if !month.acts.is_empty() {
            page.line(format!(
                "  {}   cooperation {:>6.1} ({:>2})   conflict {:>6.1} ({:>2})",
                month.first.strftime("%Y-%m"),
                month.cooperation,
                month.friendly,
                month.conflict,
                month.hostile
            ));
        }
    }
    page.aside("Sums of PLOVER scores, in brackets the number of acts; months without acts are not listed.", 2);
    if let Some(first) = prospect.months.first().filter(|_| left_out > 0) {
        page.aside(
            &format!(
                "The record begins in {}; only the last {MONTHS} months are shown here, --format json has all {}.",
                first.first.strftime("%B %Y"),
                prospect.months.len()
            ),
            2,
        );
    }
    for change in &prospect.changes {
        page.paragraph(
            &format!(
                "{} changed in {}: from {:.1} to {:.1} acts a month.",
                capital(change.of),
                change.change.month.strftime("%B %Y"),
                change.change.before,
                change.change.after
            ),
            2,
        );
    }
}

fn forecasts(page: &mut Page, prospect: &Prospect) {
    if prospect.forecasts.is_empty() {
        return;
    }
    page.heading("Forecasts and what became of them");
    let all = &prospect.record;
    let scores = all.scores.as_ref().map(told).unwrap_or_default();
    page.paragraph(format!("{}. {scores}", capital(&record(all))).trim_end(), 2);
    if let Some(scores) = all.scores.as_ref().filter(|scores| scores.n >= SKILL_FROM) {
        page.line("");
        calibration(page, scores);
    }
    for forecast in prospect.forecasts.iter().filter(|forecast| forecast.state != Judgement::Open) {
        let word = match forecast.state {
            Judgement::Yes => "came true",
            Judgement::No => "did not",
            Judgement::Ambiguous => "ambiguous",
            Judgement::Annulled => "annulled",
            Judgement::Open => "open",
        };
        let chance = forecast.p.map(|p| format!(" ({})", percent(p))).unwrap_or_default();
        let by = if forecast.by == Some("person") {
            "as a person decided".to_owned()
        } else {
            match forecast.proof.shown.first() {
                Some(evidence) => format!("“{}”", evidence.words()),
                None if forecast.decided_by.is_empty() => "nothing of the kind is on record in its time".to_owned(),
                None => "by an act of a table".to_owned(),
            }
        };
        let text = format!("{}: {}{chance}. {}", forecast.who, forecast.content, capital(&by));
        for line in columns(&[(word, 11), (&text, WIDTH - 13)]) {
            page.line(format!("  {line}"));
        }
    }
    for (label, records) in [("By forecaster", &prospect.forecasters), ("By outlet", &prospect.outlets)] {
        for one in records.iter().filter(|one| one.scores.is_some()).take(RECORDS) {
            page.paragraph(&format!("{label}: {}: {}{}", one.name, record(one), of_one(one)), 2);
            if let Some(scores) = one.scores.as_ref().filter(|scores| scores.n >= SKILL_FROM) {
                calibration(page, scores);
            }
        }
    }
}

/// How often what was given a chance came true: a line a tenth of chances.
fn calibration(page: &mut Page, scores: &Scores) {
    page.line("    given a chance of    forecasts   mean chance   came true");
    for bin in &scores.calibration {
        let range = format!("{} to {}", percent(bin.from), percent(bin.from + 0.1));
        page.line(format!("    {range:<19} {:>10} {:>13} {:>11}", bin.n, percent(bin.mean), percent(bin.came_true)));
    }
}

/// A record in words.
fn record(record: &Record) -> String {
    let mut parts = vec![
        count(record.yes + record.no, "forecast decided", "forecasts decided"),
        format!("{} came true", record.yes),
        format!("{} open", record.open),
    ];
    if record.ambiguous > 0 {
        parts.push(format!("{} ambiguous", record.ambiguous));
    }
    if record.annulled > 0 {
        parts.push(format!("{} annulled", record.annulled));
    }
    parts.join(", ")
}

/// The scores of one forecaster or outlet; skill only where it is drawn from enough.
fn of_one(record: &Record) -> String {
    let Some(scores) = &record.scores else { return ".".to_owned() };
    let skill = match scores.skill.filter(|_| scores.n >= SKILL_FROM) {
        Some(skill) => format!(", skill {skill:+.2}"),
        None => String::new(),
    };
    format!("; Brier {:.3}{skill} (n={}).", scores.brier, scores.n)
}

/// Scores in words.
fn told(scores: &Scores) -> String {
    let skill = match scores.skill {
        Some(skill) => format!(", skill {skill:+.2} against always saying {}", percent(scores.reference)),
        None => String::new(),
    };
    format!(
        "With a chance {}: Brier {:.3} (reliability {:.3} − resolution {:.3} + uncertainty {:.3}), log score {:.2}{skill}.",
        scores.n, scores.brier, scores.reliability, scores.resolution, scores.uncertainty, scores.log
    )
}
