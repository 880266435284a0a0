//! What shows that a token belongs to the source or the content of a given cue: features of the second stage.

use std::collections::VecDeque;
use std::ops::Range;

use language::Token;

use super::context::Context;
use super::feature::{Features, bucket};

/// Sentences of a quotation that are looked at before and after the cue's own.
const SENTENCES_BEFORE: usize = 6;
const SENTENCES_AFTER: usize = 40;

/// One cue and the tokens that may belong to its source and content.
pub struct Scope<'c, 'd> {
    context: &'c Context<'d>,
    /// The cue's tokens.
    pub cue: Range<usize>,
    /// The token of the cue on which the rest of it depends.
    pub anchor: Token<'d>,
    /// The tokens in question: the cue's sentence and what of its neighbours is quoted.
    pub window: Range<usize>,
    /// The cue's own sentence.
    sentence: Range<usize>,
    /// For each token of the sentence the way to it from the anchor.
    ways: Vec<Way>,
    /// For each token of the sentence the arcs that lead over the gap before it, and the label of the longest.
    over: Vec<(u32, &'static str)>,
    /// For each token of the window whether it belongs to another cue.
    other_cue: Vec<bool>,
    /// The quotation nearest to the cue.
    near_quote: Option<usize>,
}

/// The way through the tree from the cue to a token.
#[derive(Clone, Debug, Default)]
struct Way {
    /// All arcs, those towards heads marked `^`, at most four.
    arcs: String,
    /// The first arc.
    first: String,
    /// The first two arcs.
    two: String,
    /// How many arcs.
    length: usize,
    /// The token that the first arc leads to.
    branch: usize,
    /// The clauses and insertions that the way leads into, with a comma before those that one sets off.
    crossed: String,
}

/// The token of `cue` that governs it: its head lies outside; a known cue word rather than another.
pub fn anchor<'d>(context: &Context<'d>, cue: &Range<usize>) -> Token<'d> {
    let outside = |i: &usize| {
        let token = context.token(*i);
        token.is_root() || !cue.contains(&token.head().index())
    };
    let tops: Vec<usize> = cue.clone().filter(outside).collect();
    let known = tops.iter().copied().find(|&i| !context.kinds[i].is_empty() && context.token(i).pos() != "AUX");
    let verb = tops.iter().copied().find(|&i| matches!(context.token(i).pos(), "VERB" | "NOUN" | "ADJ"));
    context.token(known.or(verb).or(tops.first().copied()).unwrap_or(cue.start))
}

impl<'c, 'd> Scope<'c, 'd> {
    /// What may belong to `cue`; `is_cue` says of every token of the article whether it belongs to any cue.
    pub fn new(context: &'c Context<'d>, cue: Range<usize>, is_cue: &[bool]) -> Self {
        let anchor = anchor(context, &cue);
        let sentence = context.document.sentence(anchor.sentence());
        let window = window(context, &cue);
        let ways = ways(context, anchor, &sentence);
        let other_cue = window.clone().map(|i| is_cue[i] && !cue.contains(&i)).collect();
        let near_quote = (0..12).find_map(|by| {
            let before =
                cue.start.checked_sub(by + 1).filter(|&i| i >= window.start).and_then(|i| context.quotes.at(i));
            let after = Some(cue.end + by).filter(|&i| i < window.end).and_then(|i| context.quotes.at(i));
            after.or(before)
        });
        let near_quote = near_quote.map(|quote| context.quotes.origin(quote));
        let over = arcs_over(context, &cue, &sentence);
        Self { context, cue, anchor, window, sentence, ways, over, other_cue, near_quote }
    }

    /// Gives the features of the token at `index` to `take`.
    pub fn features(&self, index: usize, take: &mut impl Features) {
        let context = self.context;
        let token = context.token(index);
        let window = &self.window;
        let (word, tag, dep) = (&*context.lower[index], token.tag(), token.dep());
        let before = context.tag(index, -1, window);
        let after = context.tag(index, 1, window);
        let word_before = context.word(index, -1, window);
        let cue_lemma = &*context.lemma[self.anchor.index()];
        let cue_tag = self.anchor.tag();
        let kinds = context.kinds[self.anchor.index()];
        let side = if index < self.cue.start { "<" } else { ">" };
        if self.cue.contains(&index) {
            take.node(&["cue"]);
            take.edge(&["cue"]);
            return;
        }
        let here = sentence_place(token.sentence(), self.anchor.sentence());
        let way = self.way(index);
        let (first, two) = (way.map_or("far", |way| way.first.as_str()), way.map_or("far", |way| way.two.as_str()));
        let quote = self.quote_state(index);

        take.node(&["bias"]);
        take.node(&["side ", side, here]);
        take.node(&["w=", word, " ", side]);
        take.node(&["t=", tag, " ", side, here]);
        take.node(&["w=", word, " first=", first]);
        take.node(&["t-1=", before, " t=", tag, " ", side]);
        take.node(&["t=", tag, " t+1=", after, " ", side]);
        take.node(&["w-1=", word_before, " ", side]);
        take.node(&["w+1=", context.word(index, 1, window), " ", side]);
        take.node(&["w-1=", word_before, " t=", tag]);
        take.node(&["d=", dep, " ", side, here]);
        take.node(&["e=", token.entity(), " ", first]);

        // The way through the tree.
        take.node(&["first=", first, " ", side]);
        take.node(&["two=", two, " ", side]);
        take.node(&["two=", two, " t=", tag]);
        take.node(&["two=", two, " quote ", quote]);
        take.node(&["first=", first, " cue=", cue_lemma]);
        take.node(&["two=", two, " cue=", cue_lemma]);
        take.node(&["first=", first, " cue=", cue_lemma, " w=", word]);
        take.node(&["two=", two, " ct=", cue_tag]);
        for kind in kinds.iter().map(|kind| kind.name) {
            take.node(&["first=", first, " kind=", kind, " ", side]);
            take.node(&["two=", two, " kind=", kind]);
        }
        if let Some(way) = way {
            take.node(&["way=", &way.arcs, " ", side]);
            take.node(&["way=", &way.arcs, " t=", tag]);
            take.node(&["way=", &way.arcs, " ct=", cue_tag]);
            take.node(&["way=", &way.arcs, " quote ", quote]);
            take.node(&["crossed=", &way.crossed, " first=", first]);
            take.node(&["crossed=", &way.crossed, " two=", two, " ct=", cue_tag]);
            take.node(&["crossed=", &way.crossed, " quote ", quote]);
            take.node(&["crossed=", &way.crossed, " cue=", cue_lemma]);
            take.node(&["arcs ", bucket(way.length), " d=", dep, " ", side]);
            take.node(&["arcs ", bucket(way.length), " first=", first]);
            let branch = context.token(way.branch);
            take.node(&["branch=", &context.lemma[way.branch], " ", first]);
            take.node(&["branch t=", branch.tag(), " ", first, " ", side]);
            take.node(&["branch t=", branch.tag(), " ", first, " cue=", cue_lemma]);
            take.node(&["branch is ", context.sort_of(branch), " ", first, " ct=", cue_tag]);
            if first == "prep" || first == "agent" || first == "^prep" {
                take.node(&["branch=", &context.lemma[way.branch], " ", two, " cue=", cue_lemma]);
                take.node(&["branch=", &context.lemma[way.branch], " ", two, " ct=", cue_tag]);
            }
            for kind in context.kinds[way.branch].iter().map(|kind| kind.name) {
                take.node(&["branch kind=", kind, " ", first]);
            }
        }

        // Quotations and other cues.
        take.node(&["quote ", quote, " ", side, here]);
        take.node(&["quote ", quote, " first=", first]);
        take.node(&["quote ", quote, " t=", tag]);
        take.node(&["quote ", quote, " cue=", cue_lemma]);
        for kind in kinds.iter().map(|kind| kind.name) {
            take.node(&["quote ", quote, " kind=", kind, " ", side]);
        }
        let between = if index < self.cue.start { index + 1..self.cue.start } else { self.cue.end..index };
        let (mut commas, mut marks, mut cues, mut stops) = (0, 0, 0, 0);
        for i in between.clone() {
            commas += usize::from(&*context.lower[i] == ",");
            marks += usize::from(context.quotes.is_mark(i));
            stops += usize::from(matches!(&*context.lower[i], ":" | ";" | "--" | "—" | "–" | "(" | ")"));
            cues += usize::from(
                self.other_cue[i - window.start] && (i == between.start || !self.other_cue[i - 1 - window.start]),
            );
        }
        let cues = bucket(cues.min(3));
        take.node(&["cues between ", cues, " ", side, here]);
        take.node(&["cues between ", cues, " first=", first]);
        take.node(&["cues between ", cues, " quote ", quote]);
        if here.is_empty() {
            take.node(&["commas ", bucket(commas), " ", side, " first=", first]);
            take.node(&["marks ", bucket(marks), " ", side, " first=", first]);
            take.node(&["stops ", bucket(stops), " ", side, " first=", first]);
            take.node(&["apart ", bucket(between.len()), " ", side]);
            take.node(&["apart ", bucket(between.len()), " first=", first]);
            if between.len() < 3 {
                take.node(&["apart ", bucket(between.len()), side, " w=", word]);
                take.node(&["apart ", bucket(between.len()), side, " t=", tag, " ct=", cue_tag]);
            }
        }
        if self.other_cue[index - window.start] {
            take.node(&["other cue ", side, here]);
            take.node(&["other cue ", first]);
            take.node(&["other cue quote ", quote]);
        }
        self.edges(index, first, quote, side, take);
    }

    /// Features of the token at `index` with the one before it.
    fn edges(&self, index: usize, first: &str, quote: &str, side: &str, take: &mut impl Features) {
        let context = self.context;
        let token = context.token(index);
        let (word, tag) = (&*context.lower[index], token.tag());
        take.edge(&["bias"]);
        let Some(last) = index.checked_sub(1).filter(|&last| last >= self.window.start) else { return };
        if self.cue.contains(&last) {
            take.edge(&["after the cue"]);
            return;
        }
        let previous = context.token(last);
        let first_before = self.way(last).map_or("far", |way| way.first.as_str());
        take.edge(&[first_before, " then ", first]);
        take.edge(&[first_before, " then ", first, " w-1=", &context.lower[last]]);
        take.edge(&[if first == first_before { "same" } else { "new" }, " branch t-1=", previous.tag(), " t=", tag]);
        take.edge(&["w-1=", &context.lower[last], " ", side]);
        take.edge(&["w=", word, " ", side]);
        take.edge(&["t-1=", previous.tag(), " t=", tag]);
        take.edge(&["quote ", self.quote_state(last), " then ", quote]);
        take.edge(&["quote ", self.quote_state(last), " then ", quote, " ", side]);
        let arc = if token.head() == previous {
            "on the one before"
        } else if previous.head() == token {
            "governs the one before"
        } else if previous.head() == token.head() {
            "beside the one before"
        } else {
            "apart"
        };
        take.edge(&["arc ", arc]);
        take.edge(&["arc ", arc, " d=", token.dep()]);
        let (opens, closes) = (context.opens[index] as usize, context.closes[last] as usize);
        let (opening, closing) = (context.token(opens), context.token(closes));
        let way_of = |index: usize| self.way(index).map_or("far", |way| way.arcs.as_str());
        take.edge(&["opens ", opening.dep(), " w=", word]);
        take.edge(&["opens ", opening.dep(), " ", opening.tag(), " w-1=", &context.lower[last]]);
        take.edge(&["opens way=", way_of(opens), " w-1=", &context.lower[last]]);
        take.edge(&["closes ", closing.dep(), " opens ", opening.dep(), " ", side]);
        take.edge(&["closes way=", way_of(closes), " w=", word]);
        take.edge(&["closes way=", way_of(closes), " w-1=", &context.lower[last]]);
        take.edge(&["closes way=", way_of(closes), " opens ", opening.dep()]);
        let (arcs, longest) = self.arcs_over(index);
        take.edge(&["arcs over ", arcs, " ", side]);
        take.edge(&["arcs over ", arcs, " longest ", longest]);
        take.edge(&["arcs over ", arcs, " w-1=", &context.lower[last]]);
        take.edge(&["arcs over ", arcs, " w=", word]);
        take.edge(&["d-1=", previous.dep(), " d=", token.dep()]);
        if token.sentence_start() {
            take.edge(&["new sentence quote ", self.quote_state(last), " then ", quote]);
            take.edge(&["new sentence ", side]);
            if context.paragraph[last] != context.paragraph[index] {
                take.edge(&["new paragraph quote ", quote]);
            }
        }
        let (now, then) = (self.other_cue[index - self.window.start], self.other_cue[last - self.window.start]);
        if now || then {
            take.edge(&["other cue ", if then { "before" } else { "" }, if now { "here" } else { "" }]);
        }
    }

    /// How many arcs on the same side of the cue lead over the gap before the token at `index`, and the label of
    /// the longest: few where a phrase ends.
    fn arcs_over(&self, index: usize) -> (&'static str, &'static str) {
        let place = index.wrapping_sub(self.sentence.start);
        self.over.get(place).map_or(("far", ""), |&(count, longest)| (bucket(count as usize), longest))
    }

    fn way(&self, index: usize) -> Option<&Way> {
        index.checked_sub(self.sentence.start).and_then(|i| self.ways.get(i)).filter(|way| way.branch != usize::MAX)
    }

    /// Where a token stands towards the quotation nearest to the cue, and others.
    fn quote_state(&self, index: usize) -> &'static str {
        let quotes = &self.context.quotes;
        if quotes.is_mark(index) {
            return "mark";
        }
        let Some(quote) = quotes.at(index) else { return "none" };
        let cue_inside = quotes.at(self.cue.start).map(|quote| quotes.origin(quote));
        let origin = quotes.origin(quote);
        if cue_inside == Some(origin) {
            "cue's own"
        } else if self.near_quote == Some(origin) {
            "nearest"
        } else {
            "other"
        }
    }
}

/// How far the sentence `of` is from the sentence `cue`.
fn sentence_place(of: usize, cue: usize) -> &'static str {
    match of as isize - cue as isize {
        0 => "",
        1 => " next",
        2.. => " later",
        -1 => " previous",
        _ => " earlier",
    }
}

/// The tokens that may belong to a cue: its sentence, and neighbouring sentences as long as they are quoted.
fn window(context: &Context<'_>, cue: &Range<usize>) -> Range<usize> {
    let document = context.document;
    let (first, last) = (context.token(cue.start).sentence(), context.token(cue.end - 1).sentence());
    let quoted = |sentence: usize| document.sentence(sentence).any(|i| context.quotes.at(i).is_some());
    let paragraph = |sentence: usize| context.paragraph[document.sentence(sentence).start];
    let (mut from, mut to) = (first, last);
    while from > 0 && first - from < SENTENCES_BEFORE && quoted(from - 1) {
        let same = paragraph(from - 1) == paragraph(from);
        let runs_on = context
            .quotes
            .at(document.sentence(from).start + 1)
            .is_some_and(|quote| context.quotes.all()[quote].continues.is_some());
        if !same && !runs_on {
            break;
        }
        from -= 1;
    }
    let ends_with_colon =
        document.sentence(last).rev().find(|&i| !context.space[i]).is_some_and(|i| &*context.lower[i] == ":");
    while to + 1 < document.sentence_count() && to - last < SENTENCES_AFTER {
        let next = document.sentence(to + 1);
        let opens = context.quotes.at(next.start).is_some() || context.quotes.is_mark(next.start);
        let same = paragraph(to + 1) == paragraph(to);
        let after_colon = to == last && ends_with_colon;
        if !(after_colon || (quoted(to + 1) && (same || opens)) || (same && to == last)) {
            break;
        }
        to += 1;
    }
    document.sentence(from).start..document.sentence(to).end
}

/// The ways from `anchor` to all tokens of its sentence.
fn ways(context: &Context<'_>, anchor: Token<'_>, sentence: &Range<usize>) -> Vec<Way> {
    let mut ways = vec![Way { branch: usize::MAX, ..Way::default() }; sentence.len()];
    let mut seen = vec![false; sentence.len()];
    let mut open = VecDeque::from([anchor.index()]);
    seen[anchor.index() - sentence.start] = true;
    while let Some(at) = open.pop_front() {
        let token = context.token(at);
        let way = ways[at - sentence.start].clone();
        let mut go = |to: usize, arc: &str, up: bool| {
            let Some(place) = to.checked_sub(sentence.start).filter(|&place| place < sentence.len()) else { return };
            if std::mem::replace(&mut seen[place], true) {
                return;
            }
            let arc = if up { format!("^{arc}") } else { arc.to_owned() };
            let next = &mut ways[place];
            next.length = way.length + 1;
            next.branch = if way.length == 0 { to } else { way.branch };
            next.first = if way.length == 0 { arc.clone() } else { way.first.clone() };
            next.two = if way.length < 2 { joined(&way.two, &arc) } else { way.two.clone() };
            next.crossed.clone_from(&way.crossed);
            if !up && next.crossed.len() < 24 {
                let plain = arc.trim_start_matches('^');
                if matches!(
                    plain,
                    "advcl" | "relcl" | "acl" | "conj" | "appos" | "parataxis" | "ccomp" | "npadvmod" | "prep"
                ) {
                    let edge = context.left[to] as usize;
                    let comma = edge > sentence.start
                        && matches!(&*context.lower[edge - 1], "," | "-" | "--" | "—" | "–" | ";" | ":" | "(");
                    if comma || plain != "prep" {
                        next.crossed.push_str(if comma { "," } else { " " });
                        next.crossed.push_str(plain);
                    }
                }
            }
            next.arcs = if way.length < 4 { joined(&way.arcs, &arc) } else { way.arcs.clone() };
            open.push_back(to);
        };
        if !token.is_root() {
            go(token.head().index(), token.dep(), true);
        }
        for child in token.children() {
            go(child.index(), child.dep(), false);
        }
    }
    ways
}

/// For each token of `sentence` the arcs over the gap before it that neither touch nor cross `cue`.
fn arcs_over(context: &Context<'_>, cue: &Range<usize>, sentence: &Range<usize>) -> Vec<(u32, &'static str)> {
    let mut over = vec![(0, ""); sentence.len()];
    let mut length = vec![0; sentence.len()];
    for index in sentence.clone().filter(|index| !cue.contains(index)) {
        let token = context.token(index);
        let head = token.head().index();
        let (from, to) = (index.min(head), index.max(head));
        if from == to || cue.contains(&head) || (from < cue.start && to >= cue.end) || token.dep() == "punct" {
            continue;
        }
        for gap in from + 1..=to {
            let place = gap - sentence.start;
            over[place].0 += 1;
            if to - from > length[place] {
                length[place] = to - from;
                over[place].1 = token.dep();
            }
        }
    }
    over
}

fn joined(way: &str, arc: &str) -> String {
    if way.is_empty() { arc.to_owned() } else { format!("{way} {arc}") }
}
