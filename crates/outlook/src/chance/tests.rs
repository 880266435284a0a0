//! Worlds whose chances are known.

use jiff::ToSpan;

use super::*;

const FIRST: &str = "2021-01-01";

/// Numbers from 0 to 1 that look random and are the same on every run.
fn random(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1u64 << 53) as f64
    }
}

fn day(n: usize) -> Date {
    FIRST.parse::<Date>().unwrap().saturating_add((n as i32).days())
}

fn named(name: &str) -> Named<'_> {
    Named { written: name, side: name }
}

fn ask(a: &str, b: &str, label: &str, as_of: usize, days: u16) -> Question {
    Question {
        id: format!("{a}{b}"),
        between: [a.into(), b.into()],
        labels: vec![label.into()],
        as_of: day(as_of),
        days,
    }
}

/// Sixty pairs that meet on a day with a chance of their own, for `days` days.
fn world(days: usize) -> (Deeds, Vec<(String, String, f64)>) {
    let mut random = random(7);
    let mut deeds = Deeds::default();
    let pairs: Vec<(String, String, f64)> =
        (0..60).map(|n| (format!("a{n}"), format!("b{n}"), 0.005 + 0.1 * random() * random())).collect();
    for n in 0..days {
        for (a, b, chance) in &pairs {
            if random() < *chance {
                deeds.add(day(n), [named(a), named(b)], &["Meet"]);
            }
            if random() < 0.1 {
                deeds.add(day(n), [named(b), named(a)], &["Speak"]);
            }
        }
    }
    (deeds, pairs)
}

#[test]
fn steady_rates_are_found_again() {
    let (mut deeds, pairs) = world(120);
    let questions: Vec<Question> = pairs.iter().map(|(a, b, _)| ask(a, b, "Meet", 119, 7)).collect();
    let answers = chances(&mut deeds, &questions);
    let truth = |chance: f64| 1.0 - (1.0 - chance).powi(7);
    let miss: f64 = (pairs.iter().zip(&answers))
        .map(|((_, _, chance), answer)| (answer.p.unwrap() - truth(*chance)).abs())
        .sum::<f64>()
        / 60.0;
    let mean: f64 = pairs.iter().map(|(_, _, chance)| truth(*chance)).sum::<f64>() / 60.0;
    let spread: f64 = pairs.iter().map(|(_, _, chance)| (truth(*chance) - mean).abs()).sum::<f64>() / 60.0;
    assert!(miss < 0.6 * spread, "own chances are off by {miss:.3}, all alike would be off by {spread:.3}");
    assert!((answers[0].base_rate.unwrap() - mean).abs() < 0.05);
}

#[test]
fn nothing_later_has_a_say() {
    let (mut before, _) = world(60);
    let questions = [ask("a1", "b1", "Meet", 40, 7), ask("a2", "b2", "Meet", 59, 14)];
    let told = chances(&mut before, &questions);
    let (mut after, _) = world(60);
    for n in 60..90 {
        after.add(day(n), [named("a2"), named("b2")], &["Meet"]);
    }
    assert_eq!(chances(&mut after, &questions), told);
    let mut cut = Deeds::default();
    let (full, _) = world(60);
    for deed in full.deeds_for_test().filter(|deed| deed.0 <= day(40)) {
        cut.add(deed.0, [named(&deed.1), named(&deed.2)], &[&deed.3]);
    }
    assert_eq!(chances(&mut cut, &questions[..1]), told[..1]);
}

#[test]
fn order_of_rows_and_of_parties_makes_no_difference() {
    let (full, _) = world(60);
    let mut turned = Deeds::default();
    let rows: Vec<_> = full.deeds_for_test().collect();
    for (day, a, b, label) in rows.iter().rev() {
        turned.add(*day, [named(b), named(a)], &[label]);
    }
    let questions = [ask("a1", "b1", "Meet", 59, 7), ask("b9", "a9", "Meet", 59, 7)];
    let mut full = full;
    assert_eq!(chances(&mut full, &questions), chances(&mut turned, &questions));
}

#[test]
fn other_questions_change_no_answer() {
    let (mut deeds, pairs) = world(60);
    let all: Vec<Question> = pairs.iter().map(|(a, b, _)| ask(a, b, "Meet", 59, 7)).collect();
    let together = chances(&mut deeds, &all);
    for n in [0, 17, 59] {
        assert_eq!(chances(&mut deeds, &all[n..=n])[0], together[n]);
    }
}

#[test]
fn a_burst_raises_the_chance_where_events_excite_events() {
    let mut random = random(3);
    let mut deeds = Deeds::default();
    let mut heat = vec![0.0f64; 80];
    for n in 0..150 {
        for (pair, heat) in heat.iter_mut().enumerate() {
            let happens = random() < 0.01 + 0.08 * *heat;
            *heat = *heat * 0.8 + if happens { 1.0 } else { 0.0 };
            // The last day belongs to two pairs: one with a burst, one that has been silent as long as the other.
            if happens && !(pair < 2 && n >= 130) {
                let (a, b) = (format!("a{pair}"), format!("b{pair}"));
                deeds.add(day(n), [named(&a), named(&b)], &["Clash"]);
            }
        }
    }
    for n in 147..150 {
        deeds.add(day(n), [named("a0"), named("b0")], &["Clash"]);
    }
    let answers = chances(&mut deeds, &[ask("a0", "b0", "Clash", 149, 7), ask("a1", "b1", "Clash", 149, 7)]);
    assert!(answers[0].p.unwrap() > 2.0 * answers[1].p.unwrap(), "{answers:?}");
}

#[test]
fn a_pair_without_a_record_and_a_day_before_the_table() {
    let (mut deeds, _) = world(60);
    let answers = chances(
        &mut deeds,
        &[ask("x", "y", "Meet", 59, 7), ask("a1", "b1", "Never", 59, 7), ask("a1", "b1", "Meet", 0, 7)],
    );
    let base = answers[0].base_rate.unwrap();
    assert!(answers[0].p.unwrap() < base, "who never appeared is less likely than the active");
    assert!(answers[1].p.unwrap() < 0.02, "{answers:?}");
    assert!(answers[2].p.is_some() && answers[2].n == 0, "one day of a table gives a chance, though no base rate");
    let mut early = ask("a1", "b1", "Meet", 0, 7);
    early.as_of = "2020-12-31".parse().unwrap();
    assert_eq!(chances(&mut deeds, &[early])[0].p, None);
    assert_eq!(chances(&mut Deeds::default(), &[ask("a", "b", "Meet", 0, 7)])[0].p, None);
}

#[test]
fn sides_are_asked_for_by_key() {
    let mut deeds = Deeds::default();
    let kim = Named { written: "Kim Jong-Un", side: "PRK" };
    let state = Named { written: "North Korea", side: "PRK" };
    let us = Named { written: "United States", side: "USA" };
    for n in (0..40).step_by(2) {
        deeds.add(day(n), [if n % 4 == 0 { kim } else { state }, us], &["Consult", "040", "CONSULT"]);
    }
    let answers =
        chances(&mut deeds, &[ask("PRK", "USA", "CONSULT", 39, 7), ask("North Korea", "United States", "040", 39, 7)]);
    assert_eq!((answers[0].own, answers[1].own), (20, 10));
}
