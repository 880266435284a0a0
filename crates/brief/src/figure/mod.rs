//! Figures as inline SVG: the timeline, and cooperation and conflict by month.
//!
//! Both share one time axis and one width, so that they can stand above each other. Colours are classes of the
//! page's style sheet; what a colour says, a shape, a place or a word says too.

mod axis;
mod series;
mod timeline;

pub(crate) use series::series;
pub(crate) use timeline::timeline;

use jiff::civil::Date;

use crate::model::Figures;
use axis::Axis;

/// Width of a figure, in its own units.
const WIDTH: f64 = 720.0;
/// Where the axis starts: labels stand left of it.
const LEFT: f64 = 92.0;

/// Fewer dots than this make no figure: the list says it better.
const LEAST: usize = 3;

/// The axis of `figures`; nothing where there is too little to draw.
pub(crate) fn axis(figures: &Figures, as_of: Option<Date>) -> Option<Axis> {
    if figures.dots.len() < LEAST {
        return None;
    }
    let mut days: Vec<Date> = figures.dots.iter().map(|dot| dot.day).collect();
    Axis::over(&mut days, as_of?)
}

/// A coordinate, to a tenth.
fn at(value: f64) -> String {
    format!("{:.1}", value + 0.0)
}
