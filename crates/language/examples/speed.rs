//! How fast texts are parsed, and where the time goes: `speed TEXTS.jsonl [ROUNDS [THREADS [stages]]]`.
//!
//! Parses all texts `ROUNDS` times, spread over the threads, and prints one JSON object: tokens and seconds of each
//! round; with `stages` also the processor time of each stage, read between the stages of one run. `bench/language/speed.py`
//! runs it beside spaCy.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::{Duration, Instant};

use language::{Pipeline, Stage};
use serde_json::{Value, json};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("usage: speed TEXTS.jsonl [ROUNDS [THREADS [stages]]]")?;
    let rounds: usize = arguments.next().map_or(Ok(3), |rounds| rounds.parse())?;
    let threads: usize = arguments.next().map_or(Ok(1), |threads| threads.parse())?;
    let with_stages = arguments.next().is_some_and(|word| word == "stages");
    let mut texts = Vec::new();
    for line in std::fs::read_to_string(path)?.lines() {
        let line: Value = serde_json::from_str(line)?;
        texts.push(line["text"].as_str().ok_or("a line has no text")?.to_owned());
    }

    let start = Instant::now();
    let pipeline = Pipeline::english();
    let loading = start.elapsed().as_secs_f64();
    // The first round fills the memory of words, as a long run has it filled.
    measure(&pipeline, &texts, threads);
    let measured: Vec<Value> = (0..rounds).map(|_| measure(&pipeline, &texts, threads)).collect();
    let stages = if with_stages { time_stages(&pipeline, &texts, rounds) } else { Value::Null };
    let result = json!({"loading_seconds": loading, "threads": threads, "rounds": measured, "stages": stages});
    writeln!(std::io::stdout(), "{result}")?;
    Ok(())
}

/// For how long all threads of this process have run; other programs do not show in it.
#[cfg(unix)]
fn processor_time() -> Duration {
    let time = rustix::time::clock_gettime(rustix::time::ClockId::ProcessCPUTime);
    Duration::new(time.tv_sec.unsigned_abs(), u32::try_from(time.tv_nsec).unwrap_or_default())
}

/// What the clock says, where the system has no such measure.
#[cfg(not(unix))]
fn processor_time() -> Duration {
    static START: std::sync::LazyLock<Instant> = std::sync::LazyLock::new(Instant::now);
    START.elapsed()
}

/// The processor time of each stage in the fastest round of one thread.
fn time_stages(pipeline: &Pipeline, texts: &[String], rounds: usize) -> Value {
    let round = || {
        let mut tokens = 0;
        let mut taken: BTreeMap<Stage, Duration> = BTreeMap::new();
        let mut last = processor_time();
        for text in texts {
            let document = pipeline.parse_in_stages(text, |stage| {
                let now = processor_time();
                *taken.entry(stage).or_default() += now.saturating_sub(std::mem::replace(&mut last, now));
            });
            tokens += document.len();
        }
        (taken, tokens)
    };
    let best = (0..rounds).map(|_| round()).min_by_key(|(taken, _)| taken.values().sum::<Duration>());
    let (taken, tokens) = best.unwrap_or_default();
    let stages: Vec<Value> =
        taken.iter().map(|(stage, time)| json!({"stage": stage.name(), "cpu_seconds": time.as_secs_f64()})).collect();
    json!({"tokens": tokens, "stages": stages})
}

/// Parses all texts, spread over the threads, and gives tokens and seconds: those of the clock, and those for
/// which the threads ran, added up.
fn measure(pipeline: &Pipeline, texts: &[String], threads: usize) -> Value {
    let (start, ran) = (Instant::now(), processor_time());
    let next = std::sync::atomic::AtomicUsize::new(0);
    let work = || {
        let mut tokens = 0;
        while let Some(text) = texts.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
            tokens += pipeline.parse(text).len();
        }
        tokens
    };
    let tokens: usize = std::thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        work() + others.into_iter().map(|other| other.join().unwrap_or_default()).sum::<usize>()
    });
    let clock = start.elapsed().as_secs_f64();
    json!({"tokens": tokens, "seconds": clock, "cpu_seconds": processor_time().saturating_sub(ran).as_secs_f64()})
}
