//! Reads the attributions of an article: first the cues that may be some, then, cue by cue, source and content, then
//! which of them stand, then the chains.

use std::ops::Range;
use std::sync::Arc;

use language::Document;

use super::context::Context;
use super::lexicon::Lexicon;
use super::network::{Network, Seen};
use super::scope::{self, Scope};
use super::tagger::Tagger;
use super::whole::{self, Candidate};
use super::{Attribution, chain, form, inserted, mend};

/// Of each token the network tells how likely it is no cue, the first token of one, a further token of one; and beside
/// a cue, how likely it is neither, source, content.
const LABELS: usize = 3;

/// Labels of the third stage, of a cue with its source and content: no attribution; one whose content is not quite
/// the right words; one that is right to the word.
pub const WHOLE_LABELS: [&str; 3] = ["no", "near", "exact"];

/// A cue that is less likely one than this is not followed up.
const LEAST_CHANCE: f32 = 0.12;

/// What an attribution is worth whose content is not quite right, where a right one is worth 1.
const NEAR: f32 = 0.3;

/// The worth from which on an attribution stands; it gives the highest F1 on articles held out of the training part.
const LEAST_WORTH: f32 = 0.25;

/// What reads attributions: a lexicon, the network of the first two stages, the weights of the third.
#[derive(Clone, Debug)]
pub struct Reader {
    lexicon: Lexicon,
    network: Arc<Network>,
    wholes: Tagger,
    least: f32,
}

impl Reader {
    /// Puts a lexicon, a network and a table of weights together.
    pub fn new(lexicon: Lexicon, network: Network, wholes: Tagger) -> Self {
        Self { lexicon, network: Arc::new(network), wholes, least: LEAST_WORTH }
    }

    /// The same, but an attribution stands that is worth `least` or more, 0 to 1: the less, the more are found.
    #[must_use]
    pub fn with_least(self, least: f32) -> Self {
        Self { least, ..self }
    }

    /// The lexicon of cues and speakers.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The attributions of an article, by the first token of their cue.
    pub fn read(&self, document: &Document) -> Vec<Attribution> {
        let context = Context::new(document, &self.lexicon);
        chain::link(&context, self.read_unlinked(&context))
    }

    /// The attributions of an article one by one, before they are linked to chains.
    pub fn read_unlinked(&self, context: &Context<'_>) -> Vec<Attribution> {
        let candidates = self.candidates(context);
        let judged: Vec<(f32, f32)> = (0..candidates.len()).map(|i| self.judge(context, &candidates, i)).collect();
        let stand = candidates.into_iter().zip(judged).filter(|(_, (_, worth))| *worth >= self.least);
        let told = |(one, (chance, _)): (Candidate, (f32, f32))| {
            let why = why(context, &one, chance);
            Attribution { confidence: f64::from(chance), why, ..one.attribution }
        };
        stand.map(told).collect()
    }

    /// How likely the candidate at `index` is an attribution, and what it is worth: half as much if its content is not
    /// quite right.
    fn judge(&self, context: &Context<'_>, candidates: &[Candidate], index: usize) -> (f32, f32) {
        let mut lattice = self.wholes.lattice(1);
        whole::features(context, candidates, index, &mut lattice);
        lattice.end();
        match lattice.chances()[..] {
            [_, near, exact] => (near + exact, near * NEAR + exact),
            // Without weights, the best labelling of the cues decides.
            _ => (candidates[index].chance, f32::from(u8::from(candidates[index].best))),
        }
    }

    /// All cues that may be some, with source and content.
    pub fn candidates(&self, context: &Context<'_>) -> Vec<Candidate> {
        let seen = self.network.see(context);
        let cues = self.cues(context, &seen);
        let mut is_cue = vec![false; context.document.len()];
        for (cue, ..) in cues.iter().filter(|(.., best)| *best) {
            is_cue[cue.clone()].fill(true);
        }
        let whole = |one: &Candidate| !one.attribution.content.is_empty();
        let read = |(cue, chance, best): (Range<usize>, f32, bool)| {
            let (attribution, inside, edges) = self.attribution(context, &seen, cue, &is_cue, chance);
            Candidate { attribution, chance, best, inside, edges }
        };
        cues.into_iter().map(read).filter(whole).collect()
    }

    /// The cues in text order: how likely each is one, and whether the best labelling of its sentence has it.
    fn cues(&self, context: &Context<'_>, seen: &Seen) -> Vec<(Range<usize>, f32, bool)> {
        let mut found: Vec<(Range<usize>, f32, bool)> = Vec::new();
        for sentence in context.document.sentences() {
            let labels = self.network.cues(seen, &sentence);
            let chances = labels.chances();
            let chance = |i: usize| 1.0 - chances[i * LABELS];
            let first = found.len();
            let runs = runs(&labels.best());
            let free = |found: &[(Range<usize>, f32, bool)], run: &Range<usize>| {
                let (start, end) = (sentence.start + run.start, sentence.start + run.end);
                found[first..].iter().all(|(cue, ..)| end <= cue.start || start >= cue.end)
            };
            let place = |run: Range<usize>| sentence.start + run.start..sentence.start + run.end;
            let best = |run: &Range<usize>| run.clone().map(chance).fold(0.0, f32::max);
            found.extend(runs.into_iter().map(|run| (place(run.clone()), best(&run), true)));
            let mut doubtful: Vec<usize> = (0..sentence.len()).filter(|&i| chance(i) >= LEAST_CHANCE).collect();
            doubtful.sort_by(|&a, &b| chance(b).total_cmp(&chance(a)).then(a.cmp(&b)));
            for at in doubtful {
                if !free(&found, &(at..at + 1)) {
                    continue;
                }
                // The best labelling in which this token belongs to a cue.
                let mut given = labels.clone();
                given.add(at, 0, -1e4);
                let run = self::runs(&given.best()).into_iter().find(|run| run.contains(&at));
                if let Some(run) = run.filter(|run| free(&found, run)) {
                    found.push((place(run.clone()), best(&run), false));
                }
            }
            found[first..].sort_by_key(|(cue, ..)| cue.start);
        }
        found
    }

    /// Source and content of one cue.
    fn attribution(
        &self,
        context: &Context<'_>,
        seen: &Seen,
        cue: Range<usize>,
        is_cue: &[bool],
        chance: f32,
    ) -> (Attribution, f32, f32) {
        let scope = Scope::new(context, seen, cue.clone(), is_cue);
        let labels = self.network.scope(seen, &scope);
        let (mut sources, mut content): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
        for (i, &label) in labels.best().iter().enumerate() {
            let at = scope.window.start + i;
            let list = match label {
                1 if !cue.contains(&at) => &mut sources,
                2 if !cue.contains(&at) => &mut content,
                _ => continue,
            };
            match list.last_mut() {
                Some(last) if last.end == at => last.end += 1,
                _ => list.push(at..at + 1),
            }
        }
        let nearest = sources.into_iter().min_by_key(|words| words.start.abs_diff(cue.start));
        let nearest = mend::source(context, scope.anchor, &cue, nearest);
        let content = mend::content(context, scope.anchor, &cue, content);
        let content = form::content(context, inserted::content(context, &cue, nearest.as_ref(), content));
        let (inside, edges) = sureness(&labels.chances(), &scope.window, &content);
        let quotation = form::quotation(context, &cue, &content);
        let form = form::form(context, scope.anchor, quotation, &content);
        let attribution = Attribution {
            source: nearest.and_then(|words| form::source(context, words)),
            quotation,
            outer: None,
            relays: false,
            class: form::class(context, scope.anchor, form),
            form,
            confidence: f64::from(chance),
            why: Vec::new(),
            cue: vec![cue],
            content,
        };
        (attribution, inside, edges)
    }
}

/// What decided, in words: the cue and what kind of act it may be, how likely it is one, how sure its content is.
fn why(context: &Context<'_>, one: &Candidate, chance: f32) -> Vec<String> {
    let anchor = scope::anchor(context, &one.attribution.cue[0]);
    let kinds: Vec<&str> = context.kinds[anchor.index()].iter().map(|kind| kind.name).collect();
    let kinds = if kinds.is_empty() { "no known cue".to_owned() } else { kinds.join(" or ") };
    vec![format!(
        "cue '{}' ({kinds}): a cue with a chance of {:.2}, an attribution with {chance:.2}; its content is sure to \
         {:.2}, where it begins and ends to {:.2}",
        anchor.text(),
        one.chance,
        one.inside,
        one.edges
    )]
}

/// The runs of labels that begin with the second label or after the first, and go on with the third.
fn runs(labels: &[usize]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (i, &label) in labels.iter().enumerate() {
        match (label, found.last_mut()) {
            (0, _) => {}
            (2, Some(run)) if run.end == i => run.end += 1,
            _ => found.push(i..i + 1),
        }
    }
    found
}

/// How sure the words of `content` are content on average, and how sure the least sure of its ends is one.
fn sureness(chances: &[f32], window: &Range<usize>, content: &[Range<usize>]) -> (f32, f32) {
    let of = |at: usize| {
        let place = at.checked_sub(window.start).filter(|_| window.contains(&at));
        place.map_or(0.0, |place| chances[place * LABELS + 2])
    };
    let words: usize = content.iter().map(ExactSizeIterator::len).sum();
    let inside = content.iter().flat_map(Clone::clone).map(of).sum::<f32>() / words.max(1) as f32;
    let ends = content.iter().flat_map(|part| {
        let before = part.start.checked_sub(1).map_or(0.0, of);
        [of(part.start).min(1.0 - before), of(part.end - 1).min(1.0 - of(part.end))]
    });
    (inside, ends.fold(1.0, f32::min))
}
