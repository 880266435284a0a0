//! The chance of at least one event between two parties within some days, from a table of events.
//!
//! For every day on which something is asked, the same question is put to every active pair on many earlier days,
//! whose answer the table already holds. From these a small regression learns what announces such an event: the
//! pair's own rate (drawn to that of all pairs the less is known of it), its recent burst (events excite further
//! ones), what else stirs between the two, what their neighbours do, and which other labels go before it. So pairs
//! share their strength, and nothing dated after the question's day can have a say: [`Scene`] never sees it.

mod deeds;
pub(crate) mod fit;
mod scene;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::table::setting;
use deeds::{By, Name};
pub use deeds::{Deeds, Named};
use fit::{Rows, chance, dot, fit};
use scene::{OWN, Scene};

const TABLE: &str = include_str!("../../../../data/outlook/chances.tsv");

/// What `data/outlook/chances.tsv` sets.
struct Settings {
    memory: f64,
    recent: f64,
    stir: f64,
    horizon: f64,
    peers: usize,
    labels: usize,
    origins: usize,
    first: usize,
    prior: [f64; 2],
    ridge: [f64; 3],
}

static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let value = |name: &str| setting("chances.tsv", TABLE, name);
    Settings {
        memory: value("memory"),
        recent: value("recent"),
        stir: value("stir"),
        horizon: value("horizon"),
        peers: value("peers") as usize,
        labels: value("labels") as usize,
        origins: value("origins") as usize,
        first: value("first") as usize,
        prior: [value("prior_rate"), value("prior_burst")],
        ridge: [value("ridge_level"), value("ridge_own"), value("ridge_signs")],
    }
});

/// Will at least one event of these kinds, between these two in either direction, be dated after a day and at most
/// some days later?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// The asker's name for it.
    pub id: String,
    /// The two parties, as the table writes them or by the keys of their sides.
    pub between: [String; 2],
    /// Labels of the table (event texts, codes, PLOVER types), any of which will do.
    pub labels: Vec<String>,
    /// The last day of which anything may be known.
    pub as_of: Date,
    /// Days after `as_of` that count.
    pub days: u16,
}

/// The answer to a [`Question`].
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Answer {
    /// The question's.
    pub id: String,
    /// The chance; nothing where the table has no event up to the question's day.
    pub p: Option<f64>,
    /// How often it happened within as many days to all pairs learnt from.
    pub base_rate: Option<f64>,
    /// Pairs times past days from which that is drawn.
    pub n: usize,
    /// Days on which such an event is on record between the two.
    pub own: usize,
    /// The last of these days.
    pub last: Option<Date>,
}

/// The answers to `questions`, in their order. Rows dated after a question's day have no part in its answer.
pub fn chances(deeds: &mut Deeds, questions: &[Question]) -> Vec<Answer> {
    deeds.sort();
    let deeds = &*deeds;
    let mut groups: BTreeMap<(Date, By), Vec<usize>> = BTreeMap::new();
    for (n, question) in questions.iter().enumerate() {
        groups.entry((question.as_of, by(deeds, question))).or_default().push(n);
    }
    let mut answers: Vec<Answer> = questions.iter().map(unknown).collect();
    for ((day, by), members) in groups {
        // One pair at a time that is not among the active ones could change what is learnt; so they are only guests.
        let asked: BTreeSet<[Name; 2]> = members.iter().filter_map(|&n| pair(deeds, &questions[n])).collect();
        let Some(scene) = Scene::new(deeds, by, day, &asked) else { continue };
        let mut kinds: BTreeMap<(Vec<String>, u16), Vec<usize>> = BTreeMap::new();
        for n in members {
            let mut labels = questions[n].labels.clone();
            labels.sort();
            labels.dedup();
            kinds.entry((labels, questions[n].days)).or_default().push(n);
        }
        for ((labels, days), members) in kinds {
            let ask = Asked::new(&scene, &labels, usize::from(days));
            for n in members {
                let place = pair(deeds, &questions[n]).and_then(|pair| scene.place(pair));
                answers[n] = Answer { id: questions[n].id.clone(), ..ask.answer(&scene, place) };
            }
        }
    }
    answers
}

/// By which names the two of `question` are asked for: as written, unless the table writes one of them otherwise.
fn by(deeds: &Deeds, question: &Question) -> By {
    if question.between.iter().any(|name| deeds.is_side_only(name)) { By::Side } else { By::Written }
}

fn pair(deeds: &Deeds, question: &Question) -> Option<[Name; 2]> {
    let [a, b] = &question.between;
    let mut pair = [deeds.find(a)?, deeds.find(b)?];
    pair.sort_unstable();
    Some(pair)
}

fn unknown(question: &Question) -> Answer {
    Answer { id: question.id.clone(), p: None, base_rate: None, n: 0, own: 0, last: None }
}

/// One kind of event and one number of days, learnt on one day.
struct Asked {
    kind: scene::Kind,
    days: usize,
    weights: Vec<f64>,
    base_rate: Option<f64>,
    n: usize,
}

impl Asked {
    fn new(scene: &Scene<'_>, labels: &[String], days: usize) -> Self {
        let settings: &Settings = &SETTINGS;
        let last = scene.last();
        let mut origins: Vec<usize> = Vec::new();
        let mut stride = 1;
        if let Some(latest) = last.checked_sub(days).filter(|latest| *latest >= settings.first) {
            stride = (latest - settings.first + 1).div_ceil(settings.origins).max(1);
            origins = (settings.first..=latest).rev().step_by(stride).collect();
            origins.reverse();
        }
        let mut chosen = origins.clone();
        if chosen.last() != Some(&last) {
            chosen.push(last);
        }
        let kind = scene.kind(labels, &chosen);
        let width = scene.width();
        let mut rows = Rows {
            width,
            features: Vec::with_capacity(origins.len() * scene.peers() * width),
            happened: Vec::new(),
            offset: Vec::new(),
            // Windows that overlap tell little more than one.
            weight: (stride as f64 / days.max(1) as f64).min(1.0),
        };
        for (n, &origin) in origins.iter().enumerate() {
            rows.features.extend(&kind.features[n][..scene.peers() * width]);
            let expected = kind.exposure(origin, days).ln();
            for peer in 0..scene.peers() {
                rows.happened.push(kind.follows(peer, origin, days));
                rows.offset.push(expected);
            }
        }
        let [rate, burst] = settings.prior;
        let [level, own, signs] = settings.ridge;
        let mut prior = vec![0.0; width];
        (prior[1], prior[2]) = (rate, burst);
        let mut ridge = vec![signs; width];
        ridge[0] = level;
        ridge[1..OWN - 1].fill(own);
        let weights = fit(&rows, &prior, &ridge);
        let n = rows.happened.len();
        let happened = rows.happened.iter().filter(|happened| **happened).count();
        let base_rate = (n > 0).then(|| happened as f64 / n as f64);
        Self { kind, days, weights, base_rate, n }
    }

    /// The answer for the pair at `place`; for one that the table does not know, that of a pair without a record.
    fn answer(&self, scene: &Scene<'_>, place: Option<usize>) -> Answer {
        let last = scene.last();
        let width = scene.width();
        let expected = self.kind.exposure(last, self.days).ln();
        let features = self.kind.features.last().expect("the last day is always chosen");
        let pair = place.unwrap_or_else(|| scene.nobody());
        let sum = dot(&features[pair * width..(pair + 1) * width], &self.weights);
        let on = &self.kind.happened[pair];
        Answer {
            id: String::new(),
            p: Some(chance(sum + expected)),
            base_rate: self.base_rate,
            n: self.n,
            own: on.len(),
            last: on.last().map(|&day| scene.day(day)),
        }
    }
}

#[cfg(test)]
mod tests;
