//! Python's regular expressions, as far as spaCy's tokenizers use them: `re.match`, `re.search` and
//! `re.finditer` with the same results, look-around included.
//!
//! Two properties of theirs are used. Most patterns are long lists of alternatives that begin or end at an edge
//! of the text, so that the first (or last) character rules nearly all of them out; and none catches a group, so
//! that a place that failed once need never be tried again, which bounds the time by length of pattern times
//! length of text, whatever the text.

mod machine;
mod parse;
mod program;
#[cfg(test)]
mod reference;
mod set;

use parse::Node;
use program::Program;
use set::Set;

use crate::model::Malformed;

/// A compiled regular expression.
#[derive(Clone, Debug)]
pub(crate) struct Pattern {
    forwards: Program,
    /// The same read from its end, if every match ends at the end of the text.
    backwards: Option<Program>,
    /// Whether every match starts at the start of the text.
    from_start: bool,
    /// Characters with which a match can start; none if it can be empty.
    first: Option<Set>,
    /// ASCII characters without which nothing matches.
    required: u128,
}

impl Pattern {
    /// Compiles `source`, in Python's syntax.
    pub(crate) fn new(source: &str) -> Result<Self, Malformed> {
        let node = lift_edges(parse::parse(source)?);
        let from_start =
            matches!(&node, Node::Start) || matches!(&node, Node::Concat(items) if items.first() == Some(&Node::Start));
        let to_end = matches!(&node, Node::Concat(items) if items.last() == Some(&Node::End));
        let (first, can_be_empty) = program::first_characters(&node, false);
        Ok(Self {
            forwards: Program::new(&node, false)?,
            backwards: to_end.then(|| Program::new(&node, true)).transpose()?,
            from_start,
            first: (!can_be_empty).then_some(first),
            required: required(&node),
        })
    }

    /// `re.match`: the end of a match that starts where `text` does.
    pub(crate) fn match_start(&self, text: &str) -> Option<usize> {
        if self.required != 0 && self.required & !characters(text) != 0 {
            return None;
        }
        self.forwards.run(text, 0)
    }

    /// `re.search`: start and end of the first match.
    pub(crate) fn search(&self, text: &str) -> Option<(usize, usize)> {
        if self.from_start {
            return self.forwards_at(text, 0).map(|end| (0, end));
        }
        match &self.backwards {
            // All matches end where the text does, so that the first is the longest.
            Some(backwards) if !text.ends_with('\n') => {
                backwards.run_longest(text, text.len()).map(|start| (start, text.len()))
            }
            _ => self.search_from(text, 0),
        }
    }

    /// `re.finditer`: start and end of every match that does not overlap with one before.
    pub(crate) fn find_iter<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let mut from = Some(0);
        std::iter::from_fn(move || {
            let (start, end) = self.search_from(text, from?)?;
            // After an empty match the search goes on one character further.
            from = if end > start { Some(end) } else { text[end..].chars().next().map(|c| end + c.len_utf8()) };
            Some((start, end))
        })
    }

    fn search_from(&self, text: &str, from: usize) -> Option<(usize, usize)> {
        let starts = text[from..].char_indices().map(|(at, _)| from + at).chain([text.len()]);
        starts.into_iter().find_map(|start| self.forwards_at(text, start).map(|end| (start, end)))
    }

    /// The end of a match that starts at `start`.
    fn forwards_at(&self, text: &str, start: usize) -> Option<usize> {
        if let Some(first) = &self.first {
            let c = text[start..].chars().next()?;
            if !first.contains(c) {
                return None;
            }
        }
        self.forwards.run(text, start)
    }
}

/// The ASCII characters of `text`, one bit each.
fn characters(text: &str) -> u128 {
    text.bytes().filter(u8::is_ascii).fold(0, |seen, byte| seen | 1 << byte)
}

/// The ASCII characters that every match of `node` holds.
fn required(node: &Node) -> u128 {
    match node {
        Node::Set(set)
            if set.ascii().is_power_of_two()
                && *set == Set::from_ranges([(set.ascii().ilog2(), set.ascii().ilog2())]) =>
        {
            set.ascii()
        }
        Node::Concat(items) => items.iter().map(required).fold(0, |all, one| all | one),
        Node::Alternate(branches) => branches.iter().map(required).fold(u128::MAX, |all, one| all & one),
        Node::Repeat { node, min: 1.., .. } => required(node),
        _ => 0,
    }
}

/// The same pattern with the edges of the text that all alternatives share (`^a|^b`) written once (`^(?:a|b)`),
/// and neighbouring alternatives of one character made one class.
fn lift_edges(node: Node) -> Node {
    let Node::Alternate(branches) = node else { return node };
    let starts = |branch: &Node| matches!(branch, Node::Concat(items) if items.first() == Some(&Node::Start));
    let ends = |branch: &Node| matches!(branch, Node::Concat(items) if items.last() == Some(&Node::End));
    let all_start = branches.iter().all(starts);
    let all_end = branches.iter().all(ends);
    let inner = branches.into_iter().map(|branch| match branch {
        Node::Concat(mut items) => {
            if all_end {
                items.pop();
            }
            if all_start && !items.is_empty() {
                items.remove(0);
            }
            if items.len() == 1 { items.remove(0) } else { Node::Concat(items) }
        }
        other => other,
    });
    let mut joined: Vec<Node> = Vec::new();
    for branch in inner {
        match (joined.last_mut(), branch) {
            (Some(Node::Set(last)), Node::Set(next)) => *last = last.union(&next),
            (_, branch) => joined.push(branch),
        }
    }
    let middle = Node::Alternate(joined);
    match (all_start, all_end) {
        (false, false) => middle,
        (true, false) => Node::Concat(vec![Node::Start, middle]),
        (false, true) => Node::Concat(vec![middle, Node::End]),
        (true, true) => Node::Concat(vec![Node::Start, middle, Node::End]),
    }
}
