//! The timeline: a dot an occurrence, in the row of whoever acts.

use maud::{Markup, html};

use super::axis::Axis;
use super::{WIDTH, at};
use crate::model::{Brief, Dot};

const ROW: f64 = 34.0;
const TOP: f64 = 8.0;
/// Dots a row can pile up before they cover each other.
const PILE: usize = 5;
/// Dots drawn; beyond that a figure is a smear.
const MOST: usize = 600;

/// The figure of `brief`'s dated occurrences.
pub(crate) fn timeline(brief: &Brief, axis: &Axis) -> Markup {
    let dots: Vec<&Dot> = brief.figures.dots.iter().filter(|dot| axis.holds(dot.day)).collect();
    let rows = rows(brief, &dots);
    let bottom = TOP + ROW * rows.len() as f64;
    let title = format!("Timeline: {}", brief.title);
    let desc = format!(
        "{} dated occurrences in the months shown, by who acts; {} earlier ones are not drawn. The list below says the same.",
        dots.len(),
        axis.earlier
    );
    html! {
        svg viewBox={ "0 0 " (WIDTH) " " (at(bottom + 20.0)) } role="img" aria-labelledby="timeline-title timeline-desc" {
            title id="timeline-title" { (title) }
            desc id="timeline-desc" { (desc) }
            (axis.draw(TOP, bottom))
            @for (n, (row, name)) in rows.iter().enumerate() {
                @let y = TOP + ROW * (n as f64 + 0.5);
                text.row-name x="0" y=(at(y + 3.5)) { (short(name)) }
                line.row x1=(at(super::LEFT)) y1=(at(y)) x2=(at(WIDTH - 10.0)) y2=(at(y)) {}
                @for (dot, offset) in piled(&dots, *row, axis) {
                    circle class=(class(dot)) cx=(at(axis.x(dot.day))) cy=(at(y + offset)) r=(at(radius(dot))) {
                        title { (dot.says) }
                    }
                }
            }
        }
    }
}

/// The rows that hold a dot, with their names.
fn rows(brief: &Brief, dots: &[&Dot]) -> Vec<(u8, String)> {
    let mut names = vec![(3, "Others".to_owned())];
    if let Some([a, b]) = &brief.pair {
        names = vec![(0, a.name.clone()), (2, "Together".to_owned()), (1, b.name.clone()), (3, "Others".to_owned())];
    }
    names.into_iter().filter(|(row, _)| dots.iter().any(|dot| dot.row == *row)).collect()
}

/// The dots of a row with how far each stands above or below its line, so that neighbours do not cover each other.
fn piled<'d>(dots: &[&'d Dot], row: u8, axis: &Axis) -> Vec<(&'d Dot, f64)> {
    let mut placed: Vec<(f64, &Dot, f64)> = Vec::new();
    for dot in dots.iter().filter(|dot| dot.row == row).take(MOST) {
        let x = axis.x(dot.day);
        let near = placed.iter().rev().take_while(|(other, _, _)| x - other < 7.0).count() % PILE;
        let step = near.div_ceil(2) as f64 * 5.5;
        placed.push((x, dot, if near.is_multiple_of(2) { step } else { -step }));
    }
    placed.into_iter().map(|(_, dot, offset)| (dot, offset)).collect()
}

fn radius(dot: &Dot) -> f64 {
    3.2 + 0.8 * (dot.independent.clamp(1, 32) as f64).log2()
}

fn class(dot: &Dot) -> &'static str {
    match (dot.score > 0.0, dot.fact) {
        (true, true) => "dot cooperation",
        (false, true) => "dot conflict",
        (true, false) => "dot hollow cooperation",
        (false, false) => "dot hollow conflict",
    }
}

/// A name that fits left of the axis.
fn short(name: &str) -> String {
    if name.chars().count() <= 15 {
        name.to_owned()
    } else {
        format!("{}…", name.chars().take(14).collect::<String>())
    }
}
