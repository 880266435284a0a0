//! Learning from a user's own labelled sentences, a few dozen of them: a type added or one corrected.
//!
//! The weights that are there are where learning starts. So that they keep what they know, they are asked about
//! sentences that are not the user's as well, and held to their own answers.

use super::scorer::Scorer;
use super::train::{Example, Settings, go_on};

/// A labelled pair.
#[derive(Clone, Debug)]
pub struct Lesson {
    /// Its features.
    pub features: Vec<String>,
    /// Its type: one of the scorer's or a new one.
    pub kind: String,
}

/// How well lessons are learnt, each judged by weights that never saw it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Lessons.
    pub count: usize,
    /// How many the weights got right before.
    pub right_before: usize,
    /// How many they get right after learning from the others.
    pub right: usize,
    /// Of each type: its lessons, how many were given its name, and how many of these rightly.
    pub types: Vec<(String, [usize; 3])>,
}

/// Parts that lessons are dealt into, in turn, to judge each by the others.
const FOLDS: usize = 5;
/// How much a lesson counts beside a sentence that is not the user's.
const LESSON: f64 = 3.0;

fn settings(known: &Scorer) -> Settings {
    Settings {
        rounds: 12,
        step: 0.3,
        balance: 0.0,
        smallest: 0.05,
        sharpness: known.sharpness(),
        ..Settings::default()
    }
}

/// The weights of `known`, corrected by `lessons`; `others` are the features of sentences that are not the user's.
///
/// # Panics
/// If there are no lessons.
pub fn learn(known: &Scorer, others: &[Vec<String>], lessons: &[Lesson]) -> Scorer {
    assert!(!lessons.is_empty(), "there is nothing to learn from");
    let kept = others.iter().filter_map(|features| {
        let best = known.score(features).into_iter().next()?;
        Some(Example { features: features.clone(), classes: vec![best.kind], weight: 1.0 })
    });
    let taught = lessons.iter().map(|lesson| Example {
        features: lesson.features.clone(),
        classes: vec![lesson.kind.clone()],
        weight: LESSON,
    });
    let mut learnt = go_on(Some(known), &kept.chain(taught).collect::<Vec<_>>(), settings(known));
    for class in learnt.classes().to_vec() {
        let own = lessons.iter().filter(|lesson| lesson.kind == class).count() as u32;
        learnt.teach(&class, known.sentences_of(&class) + own);
    }
    learnt
}

/// Judges each of `lessons` by what is learnt from the other four fifths.
pub fn cross_validate(known: &Scorer, others: &[Vec<String>], lessons: &[Lesson]) -> Report {
    let mut report = Report { count: lessons.len(), ..Report::default() };
    let mut names: Vec<&String> = lessons.iter().map(|lesson| &lesson.kind).collect();
    names.sort();
    names.dedup();
    report.types = names.into_iter().map(|name| (name.clone(), [0; 3])).collect();
    let best = |scorer: &Scorer, features: &[String]| scorer.score(features).into_iter().next().map(|best| best.kind);
    for fold in 0..FOLDS.min(lessons.len()) {
        let part = |inside: bool| {
            let dealt = lessons.iter().enumerate().filter(move |(i, _)| (i % FOLDS == fold) == inside);
            dealt.map(|(_, lesson)| lesson)
        };
        let rest: Vec<Lesson> = part(false).cloned().collect();
        if rest.is_empty() {
            continue;
        }
        let scorer = learn(known, others, &rest);
        for lesson in part(true) {
            let answer = best(&scorer, &lesson.features);
            let right = answer.as_ref() == Some(&lesson.kind);
            report.right += usize::from(right);
            report.right_before += usize::from(best(known, &lesson.features).as_ref() == Some(&lesson.kind));
            for (name, [of, given, rightly]) in &mut report.types {
                *of += usize::from(*name == lesson.kind);
                *given += usize::from(answer.as_ref() == Some(name));
                *rightly += usize::from(right && *name == lesson.kind);
            }
        }
    }
    report
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    fn words(words: &str) -> Vec<String> {
        words.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_new_type_is_learnt_and_the_old_ones_kept() {
        let weights =
            BTreeMap::from([("joint=refuse".to_owned(), vec![-2.0, 2.0]), ("joint=agree".to_owned(), vec![2.0, -2.0])]);
        let known = Scorer::new(vec!["AGREE".to_owned(), "REJECT".to_owned()], weights, 1.0);
        let others = vec![words("joint=refuse"), words("joint=agree")];
        let lesson = |features: &str| Lesson { features: words(features), kind: "VETO".to_owned() };
        let lessons: Vec<Lesson> = ["bill", "motion", "bill", "plan", "motion", "plan"]
            .iter()
            .map(|object| lesson(&format!("joint=veto joint-object={object}")))
            .collect();
        let scorer = learn(&known, &others, &lessons);
        assert_eq!(scorer.score(&words("joint=veto joint-object=tax"))[0].kind, "VETO");
        assert_eq!(scorer.score(&words("joint=refuse"))[0].kind, "REJECT");
        assert_eq!(scorer.score(&words("joint=agree"))[0].kind, "AGREE");
        let report = cross_validate(&known, &others, &lessons);
        assert_eq!((report.count, report.right_before, report.right), (6, 0, 6));
        assert_eq!(report.types, [("VETO".to_owned(), [6, 6, 6])]);
    }
}
