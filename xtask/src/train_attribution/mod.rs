//! `cargo xtask train attribution`: learns the weights in `data/attribution/` from PolNeAR's training articles.
//!
//! Three taggers are learnt, one after the other: the first finds cues, the second gives each cue its source and
//! content, the third says which of these stand. What the later ones are told of an article is what earlier ones find
//! that have not seen it, so that they learn from the same mistakes that they will meet.

mod crf;
mod gold;
mod score;

use std::path::PathBuf;

use anchor::{CodePoints, Span};
use anyhow::Context as _;
use coding::attribution::context::Context;
use coding::attribution::cue;
use coding::attribution::lexicon::Lexicon;
use coding::attribution::scope::Scope;
use coding::attribution::tagger::Tagger;
use coding::attribution::{CUE_LABELS, Reader, SCOPE_LABELS, WHOLE_LABELS, whole};
use language::Document;

use self::crf::{Examples, Settings, learn, shrink};
use self::gold::{Article, Marked};

const CUES: &str = "data/attribution/cues.tsv";
const SPEAKERS: &str = "data/attribution/speakers.tsv";
const CUE_WEIGHTS: &str = "data/attribution/cue-weights.tsv";
const SCOPE_WEIGHTS: &str = "data/attribution/scope-weights.tsv";
const WHOLE_WEIGHTS: &str = "data/attribution/whole-weights.tsv";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// PolNeAR's training articles, one a line: `text` and `attributions` with `source`, `cue` and `content` spans
    /// (may be packed with gzip).
    gold: PathBuf,
    /// Their parses, one a line, as `standoff parse` writes them; else they are parsed here.
    #[arg(long)]
    parses: Option<PathBuf>,
    /// Leaves out every fifth article from this one (0 to 4), scores on them, and writes no weights.
    #[arg(long)]
    held_out: Option<usize>,
    /// Writes what is found in the articles held out, as the articles are given.
    #[arg(long)]
    found: Option<PathBuf>,
    #[arg(long, default_value_t = 8)]
    passes: usize,
    /// Step of learning.
    #[arg(long, default_value_t = 0.03)]
    alpha: f32,
    /// Penalty that keeps weights few.
    #[arg(long, default_value_t = 3.0)]
    l1: f32,
    #[arg(long, default_value_t = 1.0)]
    l2: f32,
    /// Features seen less often are left out.
    #[arg(long, default_value_t = 3)]
    least: u32,
    /// Features that each tagger keeps; 0 for all.
    #[arg(long, default_value_t = 0)]
    keep: usize,
    /// Parts of the articles for which a first tagger that has not seen them is learnt.
    #[arg(long, default_value_t = 2)]
    parts: usize,
    /// Scores before attributions are linked to chains.
    #[arg(long)]
    unlinked: bool,
    /// Only the first tagger.
    #[arg(long)]
    only_cues: bool,
}

/// The tokens of a span that are no white space.
fn tokens(context: &Context<'_>, span: Span) -> Vec<usize> {
    context.document.tokens_of(span).filter(|&i| !context.space[i]).collect()
}

fn cue_examples(examples: &mut Examples, context: &Context<'_>, gold: &[Marked]) {
    let mut labels = vec![0_u8; context.document.len()];
    for span in gold.iter().flat_map(|one| &one.cue) {
        for (i, token) in tokens(context, *span).into_iter().enumerate() {
            labels[token] = if i == 0 { 1 } else { 2 };
        }
    }
    for sentence in context.document.sentences() {
        examples.begin();
        for index in sentence.clone() {
            cue::features(context, index, &sentence, examples);
            examples.end(labels[index]);
        }
    }
}

fn scope_examples(examples: &mut Examples, context: &Context<'_>, gold: &[Marked], is_cue: &[bool]) {
    for one in gold {
        let cue: Vec<usize> = one.cue.iter().flat_map(|&span| tokens(context, span)).collect();
        let (Some(&first), Some(&last)) = (cue.first(), cue.last()) else { continue };
        let scope = Scope::new(context, first..last + 1, is_cue);
        let mut labels = vec![0_u8; scope.window.len()];
        for (spans, label) in [(&one.content, 2), (&one.source, 1)] {
            for token in spans.iter().flat_map(|&span| tokens(context, span)) {
                if let Some(place) = token.checked_sub(scope.window.start).filter(|&place| place < labels.len()) {
                    labels[place] = label;
                }
            }
        }
        examples.begin();
        for index in scope.window.clone() {
            scope.features(index, examples);
            let label = if scope.cue.contains(&index) { 0 } else { labels[index - scope.window.start] };
            examples.end(label);
        }
    }
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

fn write_found(path: &PathBuf, pairs: &[(&Article, Vec<Marked>)]) -> anyhow::Result<()> {
    let mut out = String::new();
    for (article, found) in pairs {
        let points = CodePoints::new(article.document.text());
        let spans = |list: &[Span]| list.iter().map(|&span| points.range(span)).collect::<Vec<_>>();
        let found: Vec<_> = found
            .iter()
            .map(|one| serde_json::json!({"source": spans(&one.source), "cue": spans(&one.cue), "content": spans(&one.content)}))
            .collect();
        out += &serde_json::json!({"id": article.id, "attributions": found}).to_string();
        out.push('\n');
    }
    Ok(std::fs::write(path, out)?)
}

pub(crate) fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let say = |words: String| {
        let _ = std::io::Write::write_all(&mut std::io::stderr(), format!("{words}\n").as_bytes());
    };
    let articles = gold::read(&arguments.gold, arguments.parses.as_deref())?;
    let is_held_out = |i: usize| arguments.held_out.is_some_and(|fold| i % 5 == fold);
    let seen: Vec<&Article> =
        articles.iter().enumerate().filter(|(i, _)| !is_held_out(*i)).map(|(_, one)| one).collect();
    say(format!("{} articles, learning from {}", articles.len(), seen.len()));
    let data =
        |file: &str| std::fs::read_to_string(crate::root().join(file)).with_context(|| format!("reading {file}"));
    let lexicon = Lexicon::read((CUES, &data(CUES)?), (SPEAKERS, &data(SPEAKERS)?))?;
    let reader = |cues: &str, scopes: &str, wholes: &str| -> anyhow::Result<Reader> {
        let tagger = |table| Tagger::read("what has been learnt", table);
        Ok(Reader::new(lexicon.clone(), tagger(cues)?, tagger(scopes)?, tagger(wholes)?))
    };
    let settings = Settings {
        passes: arguments.passes,
        alpha: arguments.alpha,
        l1: arguments.l1,
        l2: arguments.l2,
        least: arguments.least,
    };
    let mut cues = Examples::default();
    let mut of_article = Vec::new();
    for article in &seen {
        let from = cues.sequences.len();
        cue_examples(&mut cues, &Context::new(&article.document, &lexicon), &article.gold);
        of_article.push(from..cues.sequences.len());
    }
    let all = |examples: &Examples| (0..examples.sequences.len()).collect::<Vec<_>>();
    let table = |examples: &Examples, labels: &[&str]| {
        let weights = learn(examples, &all(examples), labels, settings);
        if arguments.keep == 0 {
            return weights.table(examples, labels);
        }
        let kept = shrink(examples, &weights, arguments.keep);
        learn(&kept, &all(&kept), labels, Settings { l1: settings.l1 / 3.0, ..settings }).table(&kept, labels)
    };
    let cue_table = table(&cues, &CUE_LABELS);
    say(format!("cues: {} bytes", cue_table.len()));
    let mut scope_table = format!("labels\t{}\n", SCOPE_LABELS.join("\t"));
    let mut whole_table = String::new();
    if !arguments.only_cues {
        let parts = arguments.parts.max(2);
        let mut unseen = Vec::new();
        for part in 0..parts {
            let chosen: Vec<usize> =
                (0..of_article.len()).filter(|i| i % parts != part).flat_map(|i| of_article[i].clone()).collect();
            unseen.push(learn(&cues, &chosen, &CUE_LABELS, settings).table(&cues, &CUE_LABELS));
        }
        drop(cues);
        let readers = unseen.iter().map(|cues| reader(cues, &scope_table, "")).collect::<anyhow::Result<Vec<_>>>()?;
        let mut scopes = Examples::default();
        let mut of_article = Vec::new();
        for (number, article) in seen.iter().enumerate() {
            let context = Context::new(&article.document, &lexicon);
            let mut is_cue = vec![false; article.document.len()];
            for (cue, ..) in readers[number % parts].cues(&context).into_iter().filter(|(.., best)| *best) {
                is_cue[cue].fill(true);
            }
            let from = scopes.sequences.len();
            scope_examples(&mut scopes, &context, &article.gold, &is_cue);
            of_article.push(from..scopes.sequences.len());
        }
        scope_table = table(&scopes, &SCOPE_LABELS);
        let mut readers = Vec::new();
        for (part, cues) in unseen.iter().enumerate() {
            let chosen: Vec<usize> =
                (0..of_article.len()).filter(|i| i % parts != part).flat_map(|i| of_article[i].clone()).collect();
            let scopes = learn(&scopes, &chosen, &SCOPE_LABELS, settings).table(&scopes, &SCOPE_LABELS);
            readers.push(reader(cues, &scopes, "")?);
        }
        drop(scopes);
        let mut wholes = Examples::default();
        for (number, article) in seen.iter().enumerate() {
            let context = Context::new(&article.document, &lexicon);
            let candidates = readers[number % parts].candidates(&context);
            let found: Vec<_> = candidates.iter().map(|one| one.attribution.clone()).collect();
            let found = marked(&article.document, &found);
            let right = score::right(article, &found).into_iter().zip(score::exact(article, &found));
            for (index, (right, exact)) in right.enumerate() {
                wholes.begin();
                whole::features(&context, &candidates, index, &mut wholes);
                wholes.end(if right { 1 + u8::from(exact) } else { 0 });
            }
        }
        let settings = Settings { l1: settings.l1 / 3.0, ..settings };
        whole_table = learn(&wholes, &all(&wholes), &WHOLE_LABELS, settings).table(&wholes, &WHOLE_LABELS);
        say(format!("wholes: {} of {} bytes", wholes.sequences.len(), whole_table.len()));
        say(format!("sources and contents: {} bytes", scope_table.len()));
    }
    if arguments.held_out.is_none() {
        for (file, table) in [(CUE_WEIGHTS, cue_table), (SCOPE_WEIGHTS, scope_table), (WHOLE_WEIGHTS, whole_table)] {
            std::fs::write(crate::root().join(file), format!("{HEADER}{table}"))?;
        }
        return Ok(());
    }
    for least in [2.0, 0.35, 0.3, 0.25, 0.2] {
        // From 2 on: the best labelling of the first tagger alone.
        let wholes = if least > 1.0 { "" } else { &whole_table };
        let reader = reader(&cue_table, &scope_table, wholes)?.with_least(if least > 1.0 { 0.5 } else { least });
        let found = |article: &Article| {
            let attributions = if arguments.unlinked {
                reader.read_unlinked(&Context::new(&article.document, &lexicon))
            } else {
                reader.read(&article.document)
            };
            marked(&article.document, &attributions)
        };
        let unseen = articles.iter().enumerate().filter(|(i, _)| is_held_out(*i));
        let pairs: Vec<_> = unseen.map(|(_, article)| (article, found(article))).collect();
        if let Some(path) = arguments.found.as_ref().filter(|_| least == 0.25) {
            write_found(path, &pairs)?;
        }
        say(format!("least {least}\n{}", score::score(&pairs)));
    }
    Ok(())
}

const HEADER: &str = "\
# Weights of a linear-chain tagger, learnt by `cargo xtask train attribution` from the training articles of PolNeAR
# (Newell, Margolin and Ruths 2018, An Attribution Relations Corpus for Political News; annotations under
# CC BY 4.0). No sentence of the corpus is held here, only what words and arcs speak for.
#
# feature  what is seen at a token, or at a token and the one before it
# weights  label:weight, or label before>label:weight; labels that are not named have 0
";
