//! What shows that a token belongs to the source or the content of a given cue: features of the second stage.

use std::collections::VecDeque;
use std::ops::Range;

use language::Token;

use super::context::Context;
use super::feature::{Features, Part, PartHash, bucket, edge, either, node, parts};

/// Sentences of a quotation that are looked at before and after the cue's own.
const SENTENCES_BEFORE: usize = 6;
const SENTENCES_AFTER: usize = 40;

const FAR: Part<'static> = Part::of("far");
const NOTHING: Part<'static> = Part::of("");

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
    over: Vec<(u32, Part<'static>)>,
    /// What the ways' names are cut from.
    names: String,
    /// For each token of the window whether it belongs to another cue.
    other_cue: Vec<bool>,
    /// How many other cues begin in the window up to each token, itself included.
    cues_begun: Vec<u32>,
    /// For each token of the window where it stands towards the quotation nearest to the cue, and others.
    quote: Vec<Part<'static>>,
}

/// The way through the tree from the cue to a token.
#[derive(Clone, Copy, Debug)]
struct Way {
    /// All arcs, those towards heads marked `^`, at most four.
    arcs: Name,
    /// The first arc.
    first: Name,
    /// The first two arcs.
    two: Name,
    /// How many arcs.
    length: usize,
    /// The token that the first arc leads to.
    branch: usize,
    /// The clauses and insertions that the way leads into, with a comma before those that one sets off.
    crossed: Name,
}

impl Way {
    /// Of a token that no way leads to, and of the anchor.
    const NONE: Self = Self {
        arcs: Name::EMPTY,
        first: Name::EMPTY,
        two: Name::EMPTY,
        length: 0,
        branch: usize::MAX,
        crossed: Name::EMPTY,
    };
}

/// A piece of [`Scope::names`].
#[derive(Clone, Copy, Debug)]
struct Name {
    start: u32,
    end: u32,
    hash: PartHash,
}

impl Name {
    const EMPTY: Self = Self { start: 0, end: 0, hash: PartHash::of("") };

    fn part(self, names: &str) -> Part<'_> {
        Part::known(&names[self.start as usize..self.end as usize], self.hash)
    }

    fn is_empty(self) -> bool {
        self.start == self.end
    }

    fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// This name with more words behind it.
    fn then(self, more: &[&str], names: &mut String) -> Self {
        let start = names.len();
        names.extend_from_within(self.start as usize..self.end as usize);
        let mut hash = self.hash;
        for more in more {
            names.push_str(more);
            hash = hash.then(PartHash::of(more));
        }
        Self { start: start as u32, end: names.len() as u32, hash }
    }
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
        let (ways, names) = ways(context, anchor, &sentence);
        let other_cue: Vec<bool> = window.clone().map(|i| is_cue[i] && !cue.contains(&i)).collect();
        let mut begun = 0;
        let cues_begun = (0..other_cue.len()).map(|i| {
            begun += u32::from(other_cue[i] && (i == 0 || !other_cue[i - 1]));
            begun
        });
        let cues_begun = cues_begun.collect();
        let near_quote = (0..12).find_map(|by| {
            let before =
                cue.start.checked_sub(by + 1).filter(|&i| i >= window.start).and_then(|i| context.quotes.at(i));
            let after = Some(cue.end + by).filter(|&i| i < window.end).and_then(|i| context.quotes.at(i));
            after.or(before)
        });
        let near_quote = near_quote.map(|quote| context.quotes.origin(quote));
        let over = arcs_over(context, &cue, &sentence);
        let quote = window.clone().map(|index| quote_state(context, &cue, near_quote, index)).collect();
        Self { context, cue, anchor, window, sentence, ways, over, names, other_cue, cues_begun, quote }
    }

    /// Gives the features of the token at `index` to `take`.
    pub fn features(&self, index: usize, take: &mut impl Features) {
        let context = self.context;
        let token = context.token(index);
        let window = &self.window;
        let (word, tag, dep) = (context.word_part(index), context.tag_part(index), context.dep_part(index));
        let before = context.tag(index, -1, window);
        let after = context.tag(index, 1, window);
        let word_before = context.word(index, -1, window);
        let cue_lemma = context.lemma_part(self.anchor.index());
        let cue_tag = context.tag_part(self.anchor.index());
        let kinds = context.kinds[self.anchor.index()];
        let side = either!(index < self.cue.start, "<", ">");
        if self.cue.contains(&index) {
            node!(take, "cue");
            edge!(take, "cue");
            return;
        }
        let here = sentence_place(token.sentence(), self.anchor.sentence());
        let way = self.way(index);
        let first = way.map_or(FAR, |way| way.first.part(&self.names));
        let two = way.map_or(FAR, |way| way.two.part(&self.names));
        let quote = self.quote[index - window.start];

        node!(take, "bias");
        node!(take, "side ", side, here);
        node!(take, "w=", word, " ", side);
        node!(take, "t=", tag, " ", side, here);
        node!(take, "w=", word, " first=", first);
        node!(take, "t-1=", before, " t=", tag, " ", side);
        node!(take, "t=", tag, " t+1=", after, " ", side);
        node!(take, "w-1=", word_before, " ", side);
        node!(take, "w+1=", context.word(index, 1, window), " ", side);
        node!(take, "w-1=", word_before, " t=", tag);
        node!(take, "d=", dep, " ", side, here);
        node!(take, "e=", Part::of(token.entity()), " ", first);

        // The way through the tree.
        node!(take, "first=", first, " ", side);
        node!(take, "two=", two, " ", side);
        node!(take, "two=", two, " t=", tag);
        node!(take, "two=", two, " quote ", quote);
        node!(take, "first=", first, " cue=", cue_lemma);
        node!(take, "two=", two, " cue=", cue_lemma);
        node!(take, "first=", first, " cue=", cue_lemma, " w=", word);
        node!(take, "two=", two, " ct=", cue_tag);
        for kind in kinds.iter().map(|kind| kind.part) {
            node!(take, "first=", first, " kind=", kind, " ", side);
            node!(take, "two=", two, " kind=", kind);
        }
        if let Some(way) = way {
            let (arcs, crossed) = (way.arcs.part(&self.names), way.crossed.part(&self.names));
            let (length, branch) = (bucket(way.length), context.token(way.branch));
            let (branch_lemma, branch_tag) = (context.lemma_part(way.branch), context.tag_part(way.branch));
            node!(take, "way=", arcs, " ", side);
            node!(take, "way=", arcs, " t=", tag);
            node!(take, "way=", arcs, " ct=", cue_tag);
            node!(take, "way=", arcs, " quote ", quote);
            node!(take, "crossed=", crossed, " first=", first);
            node!(take, "crossed=", crossed, " two=", two, " ct=", cue_tag);
            node!(take, "crossed=", crossed, " quote ", quote);
            node!(take, "crossed=", crossed, " cue=", cue_lemma);
            node!(take, "arcs ", length, " d=", dep, " ", side);
            node!(take, "arcs ", length, " first=", first);
            node!(take, "branch=", branch_lemma, " ", first);
            node!(take, "branch t=", branch_tag, " ", first, " ", side);
            node!(take, "branch t=", branch_tag, " ", first, " cue=", cue_lemma);
            node!(take, "branch is ", context.sort_of(branch), " ", first, " ct=", cue_tag);
            if matches!(first.text(), "prep" | "agent" | "^prep") {
                node!(take, "branch=", branch_lemma, " ", two, " cue=", cue_lemma);
                node!(take, "branch=", branch_lemma, " ", two, " ct=", cue_tag);
            }
            for kind in context.kinds[way.branch].iter().map(|kind| kind.part) {
                node!(take, "branch kind=", kind, " ", first);
            }
        }

        // Quotations and other cues.
        node!(take, "quote ", quote, " ", side, here);
        node!(take, "quote ", quote, " first=", first);
        node!(take, "quote ", quote, " t=", tag);
        node!(take, "quote ", quote, " cue=", cue_lemma);
        for kind in kinds.iter().map(|kind| kind.part) {
            node!(take, "quote ", quote, " kind=", kind, " ", side);
        }
        let between = if index < self.cue.start { index + 1..self.cue.start } else { self.cue.end..index };
        let count = |counts: &[u32]| (counts[between.end] - counts[between.start]) as usize;
        let cues = bucket(self.cues_in(&between).min(3));
        node!(take, "cues between ", cues, " ", side, here);
        node!(take, "cues between ", cues, " first=", first);
        node!(take, "cues between ", cues, " quote ", quote);
        if here.text().is_empty() {
            node!(take, "commas ", bucket(count(&context.commas)), " ", side, " first=", first);
            node!(take, "marks ", bucket(count(&context.marks)), " ", side, " first=", first);
            node!(take, "stops ", bucket(count(&context.stops)), " ", side, " first=", first);
            let apart = bucket(between.len());
            node!(take, "apart ", apart, " ", side);
            node!(take, "apart ", apart, " first=", first);
            if between.len() < 3 {
                node!(take, "apart ", apart, side, " w=", word);
                node!(take, "apart ", apart, side, " t=", tag, " ct=", cue_tag);
            }
        }
        if self.other_cue[index - window.start] {
            node!(take, "other cue ", side, here);
            node!(take, "other cue ", first);
            node!(take, "other cue quote ", quote);
        }
        self.edges(index, first, quote, side, take);
    }

    /// Features of the token at `index` with the one before it.
    fn edges(
        &self,
        index: usize,
        first: Part<'_>,
        quote: Part<'static>,
        side: Part<'static>,
        take: &mut impl Features,
    ) {
        let context = self.context;
        let token = context.token(index);
        let (word, tag, dep) = (context.word_part(index), context.tag_part(index), context.dep_part(index));
        edge!(take, "bias");
        let Some(last) = index.checked_sub(1).filter(|&last| last >= self.window.start) else { return };
        if self.cue.contains(&last) {
            edge!(take, "after the cue");
            return;
        }
        let previous = context.token(last);
        let first_before = self.way(last).map_or(FAR, |way| way.first.part(&self.names));
        let (word_before, tag_before) = (context.word_part(last), context.tag_part(last));
        let quote_before = self.quote[last - self.window.start];
        edge!(take, first_before, " then ", first);
        edge!(take, first_before, " then ", first, " w-1=", word_before);
        edge!(take, either!(first == first_before, "same", "new"), " branch t-1=", tag_before, " t=", tag);
        edge!(take, "w-1=", word_before, " ", side);
        edge!(take, "w=", word, " ", side);
        edge!(take, "t-1=", tag_before, " t=", tag);
        edge!(take, "quote ", quote_before, " then ", quote);
        edge!(take, "quote ", quote_before, " then ", quote, " ", side);
        let arc = if token.head() == previous {
            const { Part::of("on the one before") }
        } else if previous.head() == token {
            const { Part::of("governs the one before") }
        } else {
            either!(previous.head() == token.head(), "beside the one before", "apart")
        };
        edge!(take, "arc ", arc);
        edge!(take, "arc ", arc, " d=", dep);
        let (opens, closes) = (context.opens[index] as usize, context.closes[last] as usize);
        let (opening, closing) = (context.dep_part(opens), context.dep_part(closes));
        let way_of = |index: usize| self.way(index).map_or(FAR, |way| way.arcs.part(&self.names));
        let (way_opens, way_closes) = (way_of(opens), way_of(closes));
        edge!(take, "opens ", opening, " w=", word);
        edge!(take, "opens ", opening, " ", context.tag_part(opens), " w-1=", word_before);
        edge!(take, "opens way=", way_opens, " w-1=", word_before);
        edge!(take, "closes ", closing, " opens ", opening, " ", side);
        edge!(take, "closes way=", way_closes, " w=", word);
        edge!(take, "closes way=", way_closes, " w-1=", word_before);
        edge!(take, "closes way=", way_closes, " opens ", opening);
        let (arcs, longest) = self.arcs_over(index);
        edge!(take, "arcs over ", arcs, " ", side);
        edge!(take, "arcs over ", arcs, " longest ", longest);
        edge!(take, "arcs over ", arcs, " w-1=", word_before);
        edge!(take, "arcs over ", arcs, " w=", word);
        edge!(take, "d-1=", context.dep_part(last), " d=", dep);
        if token.sentence_start() {
            edge!(take, "new sentence quote ", quote_before, " then ", quote);
            edge!(take, "new sentence ", side);
            if context.paragraph[last] != context.paragraph[index] {
                edge!(take, "new paragraph quote ", quote);
            }
        }
        let (now, then) = (self.other_cue[index - self.window.start], self.other_cue[last - self.window.start]);
        if now || then {
            edge!(take, "other cue ", either!(then, "before", ""), either!(now, "here", ""));
        }
    }

    /// How many arcs on the same side of the cue lead over the gap before the token at `index`, and the label of
    /// the longest: few where a phrase ends.
    fn arcs_over(&self, index: usize) -> (Part<'static>, Part<'static>) {
        let place = index.wrapping_sub(self.sentence.start);
        self.over.get(place).map_or((FAR, NOTHING), |&(count, longest)| (bucket(count as usize), longest))
    }

    fn way(&self, index: usize) -> Option<&Way> {
        index.checked_sub(self.sentence.start).and_then(|i| self.ways.get(i)).filter(|way| way.branch != usize::MAX)
    }

    /// How many other cues stand in part in `between`.
    fn cues_in(&self, between: &Range<usize>) -> usize {
        let (start, end) = (between.start - self.window.start, between.end - self.window.start);
        if start == end {
            return 0;
        }
        (self.cues_begun[end - 1] - self.cues_begun[start]) as usize + usize::from(self.other_cue[start])
    }
}

/// Where a token stands towards the quotation nearest to the cue, and others.
fn quote_state(context: &Context<'_>, cue: &Range<usize>, nearest: Option<usize>, index: usize) -> Part<'static> {
    let quotes = &context.quotes;
    if quotes.is_mark(index) {
        return const { Part::of("mark") };
    }
    let Some(quote) = quotes.at(index) else { return const { Part::of("none") } };
    let origin = quotes.origin(quote);
    if quotes.at(cue.start).map(|quote| quotes.origin(quote)) == Some(origin) {
        const { Part::of("cue's own") }
    } else {
        either!(nearest == Some(origin), "nearest", "other")
    }
}

/// How far the sentence `of` is from the sentence `cue`.
fn sentence_place(of: usize, cue: usize) -> Part<'static> {
    const PLACES: [Part<'static>; 5] =
        [Part::of(" earlier"), Part::of(" previous"), NOTHING, Part::of(" next"), Part::of(" later")];
    PLACES[(of as isize - cue as isize + 2).clamp(0, 4) as usize]
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

/// The ways from `anchor` to all tokens of its sentence, and what their names are cut from.
fn ways(context: &Context<'_>, anchor: Token<'_>, sentence: &Range<usize>) -> (Vec<Way>, String) {
    let mut ways = vec![Way::NONE; sentence.len()];
    let mut names = String::with_capacity(sentence.len() * 24);
    let mut seen = vec![false; sentence.len()];
    let mut open = VecDeque::with_capacity(sentence.len());
    open.push_back(anchor.index());
    seen[anchor.index() - sentence.start] = true;
    while let Some(at) = open.pop_front() {
        let token = context.token(at);
        let way = ways[at - sentence.start];
        let mut go = |to: usize, arc: &str, up: bool| {
            let Some(place) = to.checked_sub(sentence.start).filter(|&place| place < sentence.len()) else { return };
            if std::mem::replace(&mut seen[place], true) {
                return;
            }
            let arc = [if up { "^" } else { "" }, arc];
            let mut joined = |way: Name| {
                if way.is_empty() {
                    Name::EMPTY.then(&arc, &mut names)
                } else {
                    way.then(&[" ", arc[0], arc[1]], &mut names)
                }
            };
            let next = &mut ways[place];
            next.length = way.length + 1;
            next.branch = if way.length == 0 { to } else { way.branch };
            next.arcs = if way.length < 4 { joined(way.arcs) } else { way.arcs };
            next.first = if way.length == 0 { next.arcs } else { way.first };
            next.two = if way.length < 2 { next.arcs } else { way.two };
            next.crossed = way.crossed;
            if !up && next.crossed.len() < 24 {
                let plain = arc[1];
                if matches!(
                    plain,
                    "advcl" | "relcl" | "acl" | "conj" | "appos" | "parataxis" | "ccomp" | "npadvmod" | "prep"
                ) {
                    let edge = context.left[to] as usize;
                    let comma = edge > sentence.start
                        && matches!(&*context.lower[edge - 1], "," | "-" | "--" | "—" | "–" | ";" | ":" | "(");
                    if comma || plain != "prep" {
                        next.crossed = way.crossed.then(&[if comma { "," } else { " " }, plain], &mut names);
                    }
                }
            }
            open.push_back(to);
        };
        if !token.is_root() {
            go(token.head().index(), token.dep(), true);
        }
        for child in token.children() {
            go(child.index(), child.dep(), false);
        }
    }
    (ways, names)
}

/// For each token of `sentence` the arcs over the gap before it that neither touch nor cross `cue`.
fn arcs_over(context: &Context<'_>, cue: &Range<usize>, sentence: &Range<usize>) -> Vec<(u32, Part<'static>)> {
    let mut over = vec![(0, NOTHING); sentence.len()];
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
                over[place].1 = context.dep_part(index);
            }
        }
    }
    over
}
