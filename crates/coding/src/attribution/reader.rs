//! Reads the attributions of an article: first the cues, then, cue by cue, source and content, then the chains.

use std::ops::Range;

use language::Document;

use super::context::Context;
use super::feature::Names;
use super::lexicon::Lexicon;
use super::scope::Scope;
use super::tagger::Tagger;
use super::{Attribution, chain, cue, form, mend};

/// Labels of the first stage: no cue, the first token of one, a further token of one.
pub const CUE_LABELS: [&str; 3] = ["O", "B", "I"];
/// Labels of the second stage: neither, source, content.
pub const SCOPE_LABELS: [&str; 3] = ["O", "S", "C"];

/// What reads attributions: a lexicon and the weights of both stages.
#[derive(Clone, Debug)]
pub struct Reader {
    lexicon: Lexicon,
    cues: Tagger,
    scopes: Tagger,
    caution: f32,
}

impl Reader {
    /// Puts a lexicon and two tables of weights together.
    pub fn new(lexicon: Lexicon, cues: Tagger, scopes: Tagger) -> Self {
        Self { lexicon, cues, scopes, caution: 0.0 }
    }

    /// The same, but `caution` is added to the score of 'no cue': below 0 it finds more, above 0 less.
    #[must_use]
    pub fn with_caution(self, caution: f32) -> Self {
        Self { caution, ..self }
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
        let cues = self.cues(context);
        let mut is_cue = vec![false; context.document.len()];
        for (cue, _) in &cues {
            is_cue[cue.clone()].fill(true);
        }
        let whole = |one: &Attribution| !one.content.is_empty();
        cues.into_iter().map(|(cue, chance)| self.attribution(context, cue, &is_cue, chance)).filter(whole).collect()
    }

    /// The cues, and how likely each is one.
    pub fn cues(&self, context: &Context<'_>) -> Vec<(Range<usize>, f32)> {
        let mut found: Vec<(Range<usize>, f32)> = Vec::new();
        for sentence in context.document.sentences() {
            let mut lattice = self.cues.lattice();
            for index in sentence.clone() {
                lattice.next();
                cue::features(context, index, &sentence, &mut lattice);
                lattice.add(index - sentence.start, 0, self.caution);
            }
            let labels = lattice.best();
            if labels.iter().all(|&label| label == 0) {
                continue;
            }
            let chances = lattice.chances();
            let mut open = false;
            for (i, &label) in labels.iter().enumerate() {
                let at = sentence.start + i;
                let chance = 1.0 - chances[i * CUE_LABELS.len()];
                match (label, found.last_mut()) {
                    (0, _) => {}
                    (2, Some((cue, best))) if open => {
                        cue.end = at + 1;
                        *best = best.max(chance);
                    }
                    _ => found.push((at..at + 1, chance)),
                }
                open = label != 0;
            }
        }
        found
    }

    /// Source and content of one cue.
    fn attribution(&self, context: &Context<'_>, cue: Range<usize>, is_cue: &[bool], chance: f32) -> Attribution {
        let scope = Scope::new(context, cue.clone(), is_cue);
        let mut lattice = self.scopes.lattice();
        for index in scope.window.clone() {
            lattice.next();
            scope.features(index, &mut lattice);
        }
        let (mut sources, mut content): (Vec<Range<usize>>, Vec<Range<usize>>) = (Vec::new(), Vec::new());
        for (i, &label) in lattice.best().iter().enumerate() {
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
        let content = form::content(context, mend::content(context, scope.anchor, &cue, content));
        let quotation = form::quotation(context, &cue, &content);
        let form = form::form(context, scope.anchor, quotation, &content);
        Attribution {
            source: nearest.and_then(|words| form::source(context, words)),
            quotation,
            outer: None,
            relays: false,
            class: form::class(context, scope.anchor, form),
            form,
            confidence: f64::from(chance),
            why: self.why(context, scope.anchor.index()),
            cue: vec![cue],
            content,
        }
    }

    /// The features that spoke most for the cue at token `index`.
    fn why(&self, context: &Context<'_>, index: usize) -> Vec<String> {
        let sentence = context.document.sentence(context.token(index).sentence());
        let mut names = Names::default();
        cue::features(context, index, &sentence, &mut names);
        let worth = |name: &String| {
            self.cues.weights(name).map(|weights| (weights[1].max(weights[2]) - weights[0], name.clone()))
        };
        let mut found: Vec<(f32, String)> =
            names.node.iter().filter_map(worth).filter(|(worth, _)| *worth > 0.0).collect();
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
        found.dedup();
        let best: Vec<String> = found.iter().take(3).map(|(worth, name)| format!("{name} +{worth:.1}")).collect();
        vec![format!("cue '{}': {}", context.token(index).text(), best.join(", "))]
    }
}
