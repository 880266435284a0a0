//! Articles whose attributions people have marked.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anchor::{CodePoints, Span};
use anyhow::Context as _;
use flate2::read::GzDecoder;
use language::{Document, Pipeline};
use serde::Deserialize;

#[derive(Deserialize)]
struct GoldArticle {
    id: String,
    text: String,
    attributions: Vec<GoldAttribution>,
}

#[derive(Deserialize)]
struct GoldAttribution {
    source: Vec<(usize, usize)>,
    cue: Vec<(usize, usize)>,
    content: Vec<(usize, usize)>,
}

/// An attribution as spans of bytes.
#[derive(Clone, Debug, Default)]
pub(super) struct Marked {
    pub(super) source: Vec<Span>,
    pub(super) cue: Vec<Span>,
    pub(super) content: Vec<Span>,
}

/// One article, parsed, with the attributions that people marked.
pub(super) struct Article {
    pub(super) id: String,
    pub(super) document: Document,
    pub(super) gold: Vec<Marked>,
}

fn lines(path: &Path) -> anyhow::Result<impl Iterator<Item = std::io::Result<String>>> {
    let file = std::fs::File::open(path).with_context(|| format!("cannot open {}", path.display()))?;
    let packed = path.extension().is_some_and(|extension| extension == "gz");
    let reader: Box<dyn Read> = if packed { Box::new(GzDecoder::new(file)) } else { Box::new(file) };
    Ok(BufReader::new(reader).lines())
}

/// Reads the articles whose number is `chosen`, and parses them paragraph by paragraph.
pub(super) fn read(gold: &Path, chosen: impl Fn(usize) -> bool) -> anyhow::Result<Vec<Article>> {
    let pipeline = Pipeline::english();
    let mut articles = Vec::new();
    for (_, line) in lines(gold)?.enumerate().filter(|(number, _)| chosen(*number)) {
        let gold: GoldArticle = serde_json::from_str(&line?)?;
        let document = pipeline.parse_paragraphs(&gold.text);
        let points = CodePoints::new(&gold.text);
        let spans = |list: &[(usize, usize)]| list.iter().map(|&(start, end)| points.span(start, end)).collect();
        let marked = gold
            .attributions
            .iter()
            .map(|one| Marked { source: spans(&one.source), cue: spans(&one.cue), content: spans(&one.content) })
            .collect();
        articles.push(Article { id: gold.id, document, gold: marked });
    }
    Ok(articles)
}
