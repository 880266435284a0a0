//! How fast texts are parsed, and where the time goes: `speed TEXTS.jsonl [ROUNDS [THREADS [stages]]]`.
//!
//! Parses all texts `ROUNDS` times, spread over the threads, and prints one JSON object: tokens and seconds of each
//! round; with `stages` also those of pipelines with ever more components, whose differences are what the
//! components take. `bench/language/speed.py` runs it beside spaCy.

use std::io::Write;
use std::time::Instant;

use language::{Components, Model, Pipeline};
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
    let model = Model::english()?;
    let pipeline = Pipeline::new(&model, Components::default())?;
    let loading = start.elapsed().as_secs_f64();
    // The first round fills the memory of words, as a long run has it filled.
    measure(&pipeline, &texts, threads);
    let measured: Vec<Value> = (0..rounds).map(|_| measure(&pipeline, &texts, threads)).collect();
    let none = Components { tagger: false, parser: false, attribute_ruler: false, lemmatizer: false, entities: false };
    let mut stages = Vec::new();
    let steps: [(&str, Components); 6] = [
        ("tokenizer", none),
        ("vectors and tagger", Components { tagger: true, ..none }),
        ("parser", Components { tagger: true, parser: true, ..none }),
        ("attribute ruler", Components { tagger: true, parser: true, attribute_ruler: true, ..none }),
        ("lemmatizer", Components { entities: false, ..Components::default() }),
        ("entity recogniser", Components::default()),
    ];
    for (name, components) in steps.into_iter().filter(|_| with_stages) {
        let pipeline = Pipeline::new(&model, components)?;
        measure(&pipeline, &texts, 1);
        let best = (0..rounds).map(|_| measure(&pipeline, &texts, 1)).min_by(|left, right| {
            let seconds = |measured: &Value| measured["cpu_seconds"].as_f64().unwrap_or_default();
            seconds(left).total_cmp(&seconds(right))
        });
        stages.push(json!({"up_to": name, "best": best}));
    }
    let result = json!({"loading_seconds": loading, "threads": threads, "rounds": measured, "stages": stages});
    writeln!(std::io::stdout(), "{result}")?;
    Ok(())
}

/// Seconds that this thread has run, where the system tells (Linux); other programs do not show in them.
fn thread_seconds() -> Option<f64> {
    let line = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    Some(line.split(' ').next()?.parse::<f64>().ok()? / 1e9)
}

/// Parses all texts, spread over the threads, and gives tokens and seconds: those of the clock, and those for
/// which the first thread ran.
fn measure(pipeline: &Pipeline, texts: &[String], threads: usize) -> Value {
    let (start, ran) = (Instant::now(), thread_seconds());
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
    let ran = thread_seconds().zip(ran).map_or(clock, |(now, then)| now - then);
    json!({"tokens": tokens, "seconds": clock, "cpu_seconds": ran})
}
