//! A pattern as a list of instructions.

use super::parse::Node;
use super::set::Set;
use crate::model::Malformed;

/// What [`super::machine`] does next.
#[derive(Clone, Debug)]
pub(super) enum Instruction {
    /// One character of the set with this number.
    Set(u32),
    /// Characters of a set, as many as there are up to `max`, or fewer down to `min`.
    Counted { set: u32, min: u32, max: u32 },
    /// All the characters of a set that follow, at least `min`; nothing but the match follows.
    Run { set: u32, min: u32 },
    /// Goes on at the first place, or else at the second.
    Split(u32, u32),
    /// Goes on elsewhere.
    Jump(u32),
    /// Goes on at the branches that the next character allows, in order.
    Dispatch(Box<Branches>),
    /// The start of the text.
    Start,
    /// The end of the text, or before a line feed that ends it.
    End,
    /// The very end of the text.
    VeryEnd,
    /// Whether the next characters are of these sets; those behind are listed last first.
    Peek { sets: Box<[u32]>, ahead: bool, negative: bool },
    /// Whether a program matches from here in its own direction.
    Look { program: Box<Program>, negative: bool },
    /// It matched.
    Match,
}

/// The branches of a long alternation by the character they can begin with.
#[derive(Clone, Debug)]
pub(super) struct Branches {
    /// Branches by ASCII character.
    pub(super) ascii: Vec<Box<[u32]>>,
    /// Branches that can begin with any other character.
    pub(super) others: Box<[u32]>,
    /// Branches that can be empty.
    pub(super) empty: Box<[u32]>,
}

/// A pattern ready to run, forwards or backwards.
#[derive(Clone, Debug)]
pub(super) struct Program {
    pub(super) instructions: Vec<Instruction>,
    pub(super) sets: Vec<Set>,
    pub(super) backwards: bool,
    /// Nodes added so far, bounded like the instructions: those that add none could be repeated without end.
    added: usize,
}

/// A program with more instructions is refused.
const LONGEST: usize = 1 << 16;
/// An alternation of fewer branches is tried one by one.
const DISPATCHED: usize = 4;
impl Program {
    /// Compiles `node`, to be matched from a place to the right, or (`backwards`) to the left.
    pub(super) fn new(node: &Node, backwards: bool) -> Result<Self, Malformed> {
        let mut program = Self { instructions: Vec::new(), sets: Vec::new(), backwards, added: 0 };
        program.add(node, true)?;
        program.push(Instruction::Match)?;
        Ok(program)
    }

    fn here(&self) -> u32 {
        self.instructions.len() as u32
    }

    fn push(&mut self, instruction: Instruction) -> Result<usize, Malformed> {
        if self.instructions.len() >= LONGEST {
            return Err(too_long());
        }
        self.instructions.push(instruction);
        Ok(self.instructions.len() - 1)
    }

    fn set(&mut self, set: &Set) -> u32 {
        let at = self.sets.iter().position(|known| known == set).unwrap_or_else(|| {
            self.sets.push(set.clone());
            self.sets.len() - 1
        });
        at as u32
    }

    /// Adds the instructions of `node`; `last` tells that only the match follows.
    fn add(&mut self, node: &Node, last: bool) -> Result<(), Malformed> {
        self.added += 1;
        if self.added > LONGEST {
            return Err(too_long());
        }
        match node {
            Node::Set(set) => {
                let set = self.set(set);
                self.push(Instruction::Set(set))?;
            }
            Node::Concat(items) if self.backwards => {
                for (i, item) in items.iter().enumerate().rev() {
                    self.add(item, last && i == 0)?;
                }
            }
            Node::Concat(items) => {
                for (i, item) in items.iter().enumerate() {
                    self.add(item, last && i + 1 == items.len())?;
                }
            }
            Node::Alternate(branches) => self.add_alternation(branches, last)?,
            Node::Repeat { node, min, max, greedy } => self.add_repetition(node, *min, *max, *greedy, last)?,
            Node::Start => {
                self.push(Instruction::Start)?;
            }
            Node::End => {
                self.push(Instruction::End)?;
            }
            Node::VeryEnd => {
                self.push(Instruction::VeryEnd)?;
            }
            Node::Look { ahead, negative, node } => {
                let instruction = if let Some(sets) = self.sequence(node) {
                    let order = |sets: Vec<u32>| if *ahead { sets } else { sets.into_iter().rev().collect() };
                    Instruction::Peek { sets: order(sets).into(), ahead: *ahead, negative: *negative }
                } else {
                    Instruction::Look { program: Box::new(Self::new(node, !ahead)?), negative: *negative }
                };
                self.push(instruction)?;
            }
        }
        Ok(())
    }

    /// The sets of a node that is one character after another.
    fn sequence(&mut self, node: &Node) -> Option<Vec<u32>> {
        match node {
            Node::Set(set) => Some(vec![self.set(set)]),
            Node::Concat(items) => {
                items.iter().map(|item| if let Node::Set(set) = item { Some(self.set(set)) } else { None }).collect()
            }
            _ => None,
        }
    }

    fn add_alternation(&mut self, branches: &[Node], last: bool) -> Result<(), Malformed> {
        let mut jumps = Vec::new();
        if branches.len() < DISPATCHED {
            for (i, branch) in branches.iter().enumerate() {
                if i + 1 == branches.len() {
                    self.add(branch, last)?;
                    break;
                }
                let split = self.push(Instruction::Split(self.here() + 1, 0))?;
                self.add(branch, last)?;
                jumps.push(self.push(Instruction::Jump(0))?);
                let next = self.here();
                if let Instruction::Split(_, second) = &mut self.instructions[split] {
                    *second = next;
                }
            }
        } else {
            let dispatch = self.push(Instruction::Jump(0))?;
            let mut entries = Vec::with_capacity(branches.len());
            for branch in branches {
                let (first, empty) = first_characters(branch, self.backwards);
                entries.push((self.here(), first, empty));
                self.add(branch, last)?;
                jumps.push(self.push(Instruction::Jump(0))?);
            }
            let those = |holds: &dyn Fn(&Set, bool) -> bool| -> Box<[u32]> {
                entries.iter().filter(|(_, first, empty)| holds(first, *empty)).map(|&(at, ..)| at).collect()
            };
            self.instructions[dispatch] = Instruction::Dispatch(Box::new(Branches {
                ascii: (0..128).map(|c| those(&|first, empty| empty || first.ascii() >> c & 1 == 1)).collect(),
                others: those(&|first, empty| empty || first.has_others()),
                empty: those(&|_, empty| empty),
            }));
        }
        let end = self.here();
        for jump in jumps {
            self.instructions[jump] = Instruction::Jump(end);
        }
        Ok(())
    }

    fn add_repetition(
        &mut self,
        node: &Node,
        min: u32,
        max: Option<u32>,
        greedy: bool,
        last: bool,
    ) -> Result<(), Malformed> {
        if let (Node::Set(set), true) = (node, greedy) {
            let set = self.set(set);
            match max {
                Some(max) => {
                    self.push(Instruction::Counted { set, min, max })?;
                    return Ok(());
                }
                None if last => {
                    self.push(Instruction::Run { set, min })?;
                    return Ok(());
                }
                None => {}
            }
        }
        for _ in 0..min {
            self.add(node, false)?;
        }
        let split = |body: u32, end: u32| {
            if greedy { Instruction::Split(body, end) } else { Instruction::Split(end, body) }
        };
        match max {
            None if first_characters(node, self.backwards).1 => {
                return Err(Malformed("a regular expression repeats without end what may be empty".to_owned()));
            }
            None => {
                let choice = self.push(Instruction::Jump(0))?;
                self.add(node, false)?;
                self.push(Instruction::Jump(choice as u32))?;
                self.instructions[choice] = split(choice as u32 + 1, self.here());
            }
            Some(max) => {
                let mut choices = Vec::new();
                for _ in min..max {
                    choices.push(self.push(Instruction::Jump(0))?);
                    self.add(node, false)?;
                }
                let end = self.here();
                for choice in choices {
                    self.instructions[choice] = split(choice as u32 + 1, end);
                }
            }
        }
        Ok(())
    }
}

fn too_long() -> Malformed {
    Malformed("a regular expression is too long".to_owned())
}

/// The characters with which a match of `node` can begin (end, if `backwards`), and whether it can be empty.
pub(super) fn first_characters(node: &Node, backwards: bool) -> (Set, bool) {
    match node {
        Node::Set(set) => (set.clone(), false),
        Node::Concat(items) => {
            let mut first = Set::default();
            let mut items: Vec<&Node> = items.iter().collect();
            if backwards {
                items.reverse();
            }
            for item in items {
                let (set, empty) = first_characters(item, backwards);
                first = first.union(&set);
                if !empty {
                    return (first, false);
                }
            }
            (first, true)
        }
        Node::Alternate(branches) => branches.iter().fold((Set::default(), false), |(first, empty), branch| {
            let (set, also_empty) = first_characters(branch, backwards);
            (first.union(&set), empty || also_empty)
        }),
        Node::Repeat { node, min, .. } => {
            let (set, empty) = first_characters(node, backwards);
            (set, empty || *min == 0)
        }
        Node::Start | Node::End | Node::VeryEnd | Node::Look { .. } => (Set::default(), true),
    }
}
