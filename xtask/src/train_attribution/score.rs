//! The figures of PolNeAR: exact spans and word tokens of source, cue and content, and whole attributions.

use anchor::Span;

use super::gold::{Article, Marked};

/// Right, too many, missed.
#[derive(Clone, Copy, Debug, Default)]
struct Tally(usize, usize, usize);

impl Tally {
    fn line(self, name: &str) -> String {
        let (p, r) = (self.0 as f64 / (self.0 + self.1).max(1) as f64, self.0 as f64 / (self.0 + self.2).max(1) as f64);
        format!("{name:16} P {p:.3}  R {r:.3}  F1 {:.3}", 2.0 * p * r / (p + r).max(1e-9))
    }
}

/// The word tokens of a text: runs of letters, digits and underscores.
fn words(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let word = c.is_alphanumeric() || c == '_';
        match (word, from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                found.push(Span::new(start, at));
                from = None;
            }
            _ => {}
        }
    }
    found
}

fn covered(words: &[Span], spans: &[Span]) -> Vec<bool> {
    let mut inside = vec![false; words.len()];
    for span in spans {
        let from = words.partition_point(|word| word.start < span.start);
        for (i, word) in words.iter().enumerate().skip(from).take_while(|(_, word)| word.start < span.end) {
            inside[i] |= span.contains(*word);
        }
    }
    inside
}

fn runs(inside: &[bool]) -> Vec<(usize, usize)> {
    let mut runs = Vec::new();
    let mut from = None;
    for (i, &is) in inside.iter().chain([&false]).enumerate() {
        match (is, from) {
            (true, None) => from = Some(i),
            (false, Some(start)) => {
                runs.push((start, i));
                from = None;
            }
            _ => {}
        }
    }
    runs
}

/// The spans of one of the three roles.
fn role(one: &Marked, role: usize) -> Vec<Span> {
    match role {
        0 => one.source.clone(),
        1 => one.cue.clone(),
        _ => one.content.clone(),
    }
}

/// Which of `gold` are found and which of `found` are right: contents overlap by half of their union and the sources
/// share a word; each counts once.
fn matched(words: &[Span], gold: &[Marked], found: &[Marked]) -> (Vec<bool>, Vec<bool>) {
    let inside = |list: &[Marked], r: usize| -> Vec<Vec<bool>> {
        list.iter().map(|one| covered(words, &role(one, r))).collect()
    };
    let (gc, gs) = (inside(gold, 2), inside(gold, 0));
    let (oc, os) = (inside(found, 2), inside(found, 0));
    let mut candidates = Vec::new();
    for i in 0..gc.len() {
        for j in 0..oc.len() {
            let shared = gs[i].iter().zip(&os[j]).any(|(a, b)| *a && *b);
            if !shared && gs[i].iter().any(|is| *is) {
                continue;
            }
            let both = gc[i].iter().zip(&oc[j]).filter(|(a, b)| **a && **b).count();
            let any = gc[i].iter().zip(&oc[j]).filter(|(a, b)| **a || **b).count();
            let overlap = both as f64 / any.max(1) as f64;
            if overlap >= 0.5 {
                candidates.push((overlap, i, j));
            }
        }
    }
    candidates.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut left, mut right) = (vec![false; gc.len()], vec![false; oc.len()]);
    for (_, i, j) in candidates {
        if !left[i] && !right[j] {
            (left[i], right[j]) = (true, true);
        }
    }
    (left, right)
}

/// Which of `found` are attributions that people marked in the article.
pub(super) fn right(article: &Article, found: &[Marked]) -> Vec<bool> {
    matched(&words(article.document.text()), &article.gold, found).1
}

/// Which of `found` have exactly the content of one that people marked.
pub(super) fn exact(article: &Article, found: &[Marked]) -> Vec<bool> {
    let words = words(article.document.text());
    let gold: Vec<Vec<bool>> = article.gold.iter().map(|one| covered(&words, &one.content)).collect();
    found.iter().map(|one| gold.contains(&covered(&words, &one.content))).collect()
}

/// The same figures as the public scorer: exact spans and word tokens by role, and whole attributions.
pub(super) fn score(pairs: &[(&Article, Vec<Marked>)]) -> String {
    let mut exact = [Tally::default(); 3];
    let mut token = [Tally::default(); 3];
    let mut whole = Tally::default();
    for (article, found) in pairs {
        let words = words(article.document.text());
        for r in 0..3 {
            let of = |list: &[Marked]| covered(&words, &list.iter().flat_map(|one| role(one, r)).collect::<Vec<_>>());
            let (gold, ours) = (of(&article.gold), of(found));
            for (g, o) in gold.iter().zip(&ours) {
                token[r].0 += usize::from(*g && *o);
                token[r].1 += usize::from(!*g && *o);
                token[r].2 += usize::from(*g && !*o);
            }
            let (gold, ours) = (runs(&gold), runs(&ours));
            let both = ours.iter().filter(|run| gold.contains(run)).count();
            exact[r].0 += both;
            exact[r].1 += ours.len() - both;
            exact[r].2 += gold.len() - both;
        }
        let (left, right) = matched(&words, &article.gold, found);
        whole.0 += left.iter().filter(|is| **is).count();
        whole.1 += right.iter().filter(|is| !**is).count();
        whole.2 += left.iter().filter(|is| !**is).count();
    }
    let mut lines = Vec::new();
    for (r, name) in ["source", "cue", "content"].iter().enumerate() {
        lines.push(format!("{}   tokens {}", exact[r].line(&format!("exact {name}")), token[r].line("")));
    }
    lines.push(whole.line("attribution"));
    lines.join("\n")
}
