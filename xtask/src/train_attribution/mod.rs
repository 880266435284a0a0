//! `cargo xtask train attribution`: learns the network of attribution, `network.tsv`, and the weights of its third stage,
//! `whole-weights.tsv`, from PolNeAR's training articles. `bench/attribution/train.py` learns the network; each step can be
//! run by itself.
//!
//! The third stage says which attributions of the network stand. It is learnt with a network that has learnt from four
//! fifths of the articles, on the fifth that this network has not seen, so that it meets the same mistakes that it will
//! meet; the network that is kept learns from all of them afterwards.

mod crf;
mod gold;
mod score;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use anchor::CodePoints;
use anyhow::Context as _;
use coding::attribution::context::Context;
use coding::attribution::lexicon::Lexicon;
use coding::attribution::network::{Network, marks};
use coding::attribution::tagger::Tagger;
use coding::attribution::{Reader, WHOLE_LABELS, whole};
use language::Document;

use self::crf::{Examples, Settings, learn};
use self::gold::{Article, Marked};

const CUES: &str = "data/attribution/cues.tsv";
const SPEAKERS: &str = "data/attribution/speakers.tsv";
const NETWORK: &str = "data/attribution/network.tsv";
const WHOLE_WEIGHTS: &str = "data/attribution/whole-weights.tsv";

/// Of this many articles the first is one that the network has not seen.
const PARTS: usize = 5;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// PolNeAR's training articles, one a line: `text` and `attributions` with `source`, `cue` and `content` spans
    /// (may be packed with gzip).
    gold: PathBuf,
    /// Only writes the tokens of the articles to this file, one article a line, and their vectors to the file beside it
    /// that ends in `.vectors`: what the network learns from.
    #[arg(long)]
    tokens: Option<PathBuf>,
    /// Scores each half of the fifth that the network has not seen with what is learnt from the other, and writes no
    /// weights.
    #[arg(long)]
    cross: bool,
    /// Only learns the third stage, with the network in this file, which has not seen every fifth article. Without it a
    /// network is learnt from the others first, and one from all articles after.
    #[arg(long, required_if_eq("cross", "true"))]
    network: Option<PathBuf>,
    /// The Python that has `PyTorch` 2 and `NumPy`.
    #[arg(long, default_value = "python3")]
    python: PathBuf,
    #[arg(long, default_value_t = 8)]
    passes: usize,
    /// Step of learning.
    #[arg(long, default_value_t = 0.03)]
    alpha: f32,
    /// Penalty that keeps weights few.
    #[arg(long, default_value_t = 3.0)]
    l1: f32,
    #[arg(long, default_value_t = 3.0)]
    l2: f32,
    /// Features seen less often are left out.
    #[arg(long, default_value_t = 3)]
    least: u32,
}

fn marked(document: &Document, found: &[coding::attribution::Attribution]) -> Vec<Marked> {
    let span = |tokens: &std::ops::Range<usize>| document.span(tokens.clone());
    found
        .iter()
        .map(|one| Marked {
            source: one.source.iter().map(|source| span(&source.words)).collect(),
            cue: one.cue.iter().map(span).collect(),
            content: one.content.iter().map(span).collect(),
        })
        .collect()
}

/// Writes what the network learns from: of each article its tokens as features name them.
fn write_tokens(path: &Path, articles: &[Article], lexicon: &Lexicon) -> anyhow::Result<()> {
    let create = |path: &Path| {
        let file = std::fs::File::create(path).with_context(|| format!("cannot write {}", path.display()))?;
        Ok::<_, anyhow::Error>(std::io::BufWriter::new(file))
    };
    let (mut lines, mut vectors) = (create(path)?, create(&path.with_extension("vectors"))?);
    for article in articles {
        let document = &article.document;
        let context = Context::new(document, lexicon);
        let points = CodePoints::new(document.text());
        let quote = |index: usize| context.quotes.at(index);
        let tokens: Vec<_> = document
            .tokens()
            .map(|token| {
                let index = token.index();
                serde_json::json!({
                    "span": points.range(token.span()),
                    "lemma": context.lemma[index], "word": context.lower[index], "tag": token.tag(), "pos": token.pos(),
                    "arc": token.dep(), "entity": token.entity(), "head": token.head().index(),
                    "sentence": token.sentence(), "paragraph": context.paragraph[index],
                    "space": context.space[index], "mark": context.quotes.is_mark(index),
                    "quote": quote(index).map(|quote| context.quotes.origin(quote)),
                    "continues": quote(index).is_some_and(|quote| context.quotes.all()[quote].continues.is_some()),
                    "kinds": context.kinds[index].iter().map(|kind| kind.name).collect::<Vec<_>>(),
                    "marks": marks(&context, index).map(u8::from),
                })
            })
            .collect();
        writeln!(lines, "{}", serde_json::json!({"id": article.id, "tokens": tokens}))?;
        for number in document.vectors() {
            vectors.write_all(&number.to_le_bytes())?;
        }
    }
    lines.flush()?;
    vectors.flush()?;
    Ok(())
}

fn say(words: &str) {
    let _ = writeln!(std::io::stderr(), "{words}");
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let data =
        |file: &str| std::fs::read_to_string(crate::root().join(file)).with_context(|| format!("reading {file}"));
    let lexicon = Lexicon::read((CUES, &data(CUES)?), (SPEAKERS, &data(SPEAKERS)?))?;
    if let Some(path) = &arguments.tokens {
        return write_tokens(path, &gold::read(&arguments.gold, |_| true)?, &lexicon);
    }
    if let Some(network) = &arguments.network {
        return third_stage(arguments, &lexicon, network);
    }
    let folder = crate::root().join("target/attribution");
    std::fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let (tokens, four_fifths) = (folder.join("tokens.jsonl"), folder.join("four-fifths.tsv"));
    write_tokens(&tokens, &gold::read(&arguments.gold, |_| true)?, &lexicon)?;
    learn_network(arguments, &tokens, &four_fifths, &[])?;
    third_stage(arguments, &lexicon, &four_fifths)?;
    learn_network(arguments, &tokens, &crate::root().join(NETWORK), &["--all"])
}

/// Has `bench/attribution/train.py` learn a network.
fn learn_network(arguments: &Arguments, tokens: &Path, network: &Path, how: &[&str]) -> anyhow::Result<()> {
    let script = crate::root().join("bench/attribution/train.py");
    let python = &arguments.python;
    let mut command = std::process::Command::new(python);
    command.arg(&script).arg(&arguments.gold).arg(tokens).arg(network).args(how);
    let status = command.status().with_context(|| format!("cannot run {}: see --python", python.display()))?;
    anyhow::ensure!(status.success(), "{} {} failed: {status}", python.display(), script.display());
    Ok(())
}

/// Learns which attributions of the network in the file `network` stand, from the articles that it has not seen.
fn third_stage(arguments: &Arguments, lexicon: &Lexicon, network: &Path) -> anyhow::Result<()> {
    let articles = gold::read(&arguments.gold, |number| number % PARTS == 0)?;
    say(&format!("{} articles that the network has not seen", articles.len()));
    let network = std::fs::read_to_string(network).with_context(|| format!("cannot read {}", network.display()))?;
    let reader = Reader::new(lexicon.clone(), Network::read(NETWORK, &network)?, Tagger::read("no weights", "")?);
    let mut wholes = Examples::default();
    let mut of_article = Vec::new();
    for article in &articles {
        let from = wholes.sequences.len();
        let context = Context::new(&article.document, lexicon);
        let candidates = reader.candidates(&context);
        let found: Vec<_> = candidates.iter().map(|one| one.attribution.clone()).collect();
        let found = marked(&article.document, &found);
        let right = score::right(article, &found).into_iter().zip(score::exact(article, &found));
        for (index, (right, exact)) in right.enumerate() {
            wholes.begin();
            whole::features(&context, &candidates, index, &mut wholes);
            wholes.end(if right { 1 + u8::from(exact) } else { 0 });
        }
        of_article.push(from..wholes.sequences.len());
    }
    say(&format!("{} candidates", wholes.sequences.len()));
    let Arguments { passes, alpha, l1, l2, least, .. } = *arguments;
    let table = |chosen: &[usize]| {
        learn(&wholes, chosen, &WHOLE_LABELS, Settings { passes, alpha, l1, l2, least }).table(&wholes, &WHOLE_LABELS)
    };
    if !arguments.cross {
        let table = table(&(0..wholes.sequences.len()).collect::<Vec<_>>());
        return Ok(std::fs::write(crate::root().join(WHOLE_WEIGHTS), format!("{HEADER}{table}"))?);
    }
    let halves = [0, 1].map(|half| {
        let others = (0..of_article.len()).filter(|article| article % 2 != half);
        table(&others.flat_map(|article| of_article[article].clone()).collect::<Vec<_>>())
    });
    for least in [2.0_f32, 0.4, 0.35, 0.3, 0.25, 0.2, 0.15] {
        // From 2 on: the best labelling of the cues alone.
        let readers = halves.each_ref().map(|table| {
            let wholes = Tagger::read("what has been learnt", if least > 1.0 { "" } else { table })?;
            let network = Network::read(NETWORK, &network)?;
            Ok::<_, anyhow::Error>(Reader::new(lexicon.clone(), network, wholes).with_least(least.min(0.5)))
        });
        let [Ok(first), Ok(second)] = &readers else { anyhow::bail!("the weights cannot be read again") };
        let found = |(number, article): (usize, &Article)| {
            let reader = if number % 2 == 0 { first } else { second };
            marked(&article.document, &reader.read(&article.document))
        };
        let found: Vec<_> = articles.iter().enumerate().map(found).collect();
        let pairs: Vec<_> = articles.iter().zip(found).collect();
        say(&format!("least {least}\n{}", score::score(&pairs)));
    }
    Ok(())
}

const HEADER: &str = "\
# Weights of the third stage of attribution, learnt by `cargo xtask train attribution` from the fifth of the training
# articles of PolNeAR that a network has not seen (Newell, Margolin and Ruths 2018, An Attribution Relations Corpus
# for Political News; annotations under CC BY 4.0). No sentence of the corpus is held here, only what speaks for what.
#
# feature  what is seen of a cue with its source and content
# weights  label:weight; labels that are not named have 0
";
