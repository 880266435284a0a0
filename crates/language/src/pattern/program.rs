//! A pattern as a list of instructions, and the machine that runs them.
//!
//! The machine tries alternatives in order and goes back to the last choice where one fails, as Python does. After
//! [`STEPS`] instructions it starts again and notes every (instruction, place) it has been at: since nothing is
//! caught, being there twice is of no use, and the work is bounded by instructions times places.

use super::parse::Node;
use super::set::Set;
use crate::model::Malformed;

#[derive(Clone, Debug)]
enum Instruction {
    /// One character of the set with this number.
    Set(u32),
    /// Characters of a set, as many as there are up to `max`, or fewer down to `min`.
    Counted {
        set: u32,
        min: u32,
        max: u32,
    },
    /// All the characters of a set that follow, at least `min`; nothing but the match follows.
    Run {
        set: u32,
        min: u32,
    },
    /// Goes on at the first place, or else at the second.
    Split(u32, u32),
    Jump(u32),
    /// Goes on at the branches that the next character allows, in order.
    Dispatch(Box<Branches>),
    Start,
    End,
    VeryEnd,
    /// Whether the next characters are of these sets; those behind are listed last first.
    Peek {
        sets: Box<[u32]>,
        ahead: bool,
        negative: bool,
    },
    /// Whether a program matches from here in its own direction.
    Look {
        program: Box<Program>,
        negative: bool,
    },
    Match,
}

/// The branches of a long alternation by the character they can begin with.
#[derive(Clone, Debug)]
struct Branches {
    /// Branches by ASCII character.
    ascii: Vec<Box<[u32]>>,
    /// Branches that can begin with any other character.
    others: Box<[u32]>,
    /// Branches that can be empty.
    empty: Box<[u32]>,
}

/// A pattern ready to run, forwards or backwards.
#[derive(Clone, Debug)]
pub(super) struct Program {
    instructions: Vec<Instruction>,
    sets: Vec<Set>,
    backwards: bool,
}

/// A program with more instructions is refused.
const LONGEST: usize = 1 << 16;
/// An alternation of fewer branches is tried one by one.
const DISPATCHED: usize = 4;
/// Instructions run before places are noted.
const STEPS: u32 = 2000;
/// The most bits of notes; beyond, a pattern that did not match after [`STEPS`] counts as not matching.
const NOTES: usize = 1 << 26;

impl Program {
    /// Compiles `node`, to be matched from a place to the right, or (`backwards`) to the left.
    pub(super) fn new(node: &Node, backwards: bool) -> Result<Self, Malformed> {
        let mut program = Self { instructions: Vec::new(), sets: Vec::new(), backwards };
        program.add(node, true)?;
        program.push(Instruction::Match)?;
        Ok(program)
    }

    /// The end of the first match from `at`, in the order of Python.
    pub(super) fn run(&self, text: &str, at: usize) -> Option<usize> {
        self.execute(text, at, false)
    }

    /// The end of the longest match from `at`.
    pub(super) fn run_longest(&self, text: &str, at: usize) -> Option<usize> {
        self.execute(text, at, true)
    }

    fn here(&self) -> u32 {
        self.instructions.len() as u32
    }

    fn push(&mut self, instruction: Instruction) -> Result<usize, Malformed> {
        if self.instructions.len() >= LONGEST {
            return Err(Malformed("a regular expression is too long".to_owned()));
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

    fn execute(&self, text: &str, at: usize, longest: bool) -> Option<usize> {
        if let Ok(end) = self.attempt(text, at, longest, None) {
            return end;
        }
        let bits = self.instructions.len() * (text.len() + 1);
        if bits > NOTES {
            return None;
        }
        self.attempt(text, at, longest, Some(vec![0; bits.div_ceil(64)])).unwrap_or(None)
    }

    fn attempt(
        &self,
        text: &str,
        at: usize,
        longest: bool,
        mut notes: Option<Vec<u64>>,
    ) -> Result<Option<usize>, OutOfSteps> {
        let mut choices: Vec<(u32, usize)> = Vec::new();
        let mut best: Option<usize> = None;
        let (mut pc, mut at) = (0_u32, at);
        let mut steps = 0;
        loop {
            let goes_on = if let Some(notes) = &mut notes {
                let bit = pc as usize * (text.len() + 1) + at;
                let new = notes[bit / 64] >> (bit % 64) & 1 == 0;
                notes[bit / 64] |= 1 << (bit % 64);
                new
            } else {
                steps += 1;
                if steps > STEPS {
                    return Err(OutOfSteps);
                }
                true
            };
            if goes_on {
                if matches!(self.instructions[pc as usize], Instruction::Match) {
                    if !longest {
                        return Ok(Some(at));
                    }
                    best = Some(best.map_or(at, |best| if self.backwards { best.min(at) } else { best.max(at) }));
                } else if self.step(text, &mut pc, &mut at, &mut choices) {
                    continue;
                }
            }
            match choices.pop() {
                Some(choice) => (pc, at) = choice,
                None => return Ok(best),
            }
        }
    }

    /// Runs one instruction: moves `pc` and `at` on, or tells that there is no way from here.
    fn step(&self, text: &str, pc: &mut u32, at: &mut usize, choices: &mut Vec<(u32, usize)>) -> bool {
        let mut next = *pc + 1;
        match &self.instructions[*pc as usize] {
            Instruction::Set(set) => match character(text, *at, self.backwards) {
                Some(c) if self.sets[*set as usize].contains(c) => *at = self.past(*at, c),
                _ => return false,
            },
            Instruction::Counted { set, min, max } => {
                let set = &self.sets[*set as usize];
                let mut count = 0;
                while count < *max {
                    let Some(c) = character(text, *at, self.backwards).filter(|&c| set.contains(c)) else { break };
                    if count >= *min {
                        choices.push((next, *at));
                    }
                    *at = self.past(*at, c);
                    count += 1;
                }
                if count < *min {
                    return false;
                }
            }
            Instruction::Run { set, min } => {
                let set = &self.sets[*set as usize];
                let mut count = 0;
                while let Some(c) = character(text, *at, self.backwards).filter(|&c| set.contains(c)) {
                    *at = self.past(*at, c);
                    count += 1;
                }
                if count < *min {
                    return false;
                }
            }
            Instruction::Split(first, second) => {
                choices.push((*second, *at));
                next = *first;
            }
            Instruction::Jump(to) => next = *to,
            Instruction::Dispatch(branches) => {
                let allowed = match character(text, *at, self.backwards) {
                    Some(c) if c.is_ascii() => &branches.ascii[c as usize],
                    Some(_) => &branches.others,
                    None => &branches.empty,
                };
                let Some((&first, others)) = allowed.split_first() else { return false };
                choices.extend(others.iter().rev().map(|&other| (other, *at)));
                next = first;
            }
            Instruction::Start if *at > 0 => return false,
            Instruction::End if *at < text.len() && &text[*at..] != "\n" => return false,
            Instruction::VeryEnd if *at < text.len() => return false,
            Instruction::Start | Instruction::End | Instruction::VeryEnd | Instruction::Match => {}
            Instruction::Peek { sets, ahead, negative } => {
                let mut place = *at;
                let there = sets.iter().all(|&set| {
                    let c = character(text, place, !ahead).filter(|&c| self.sets[set as usize].contains(c));
                    place = match (c, ahead) {
                        (Some(c), true) => place + c.len_utf8(),
                        (Some(c), false) => place - c.len_utf8(),
                        (None, _) => return false,
                    };
                    true
                });
                if there == *negative {
                    return false;
                }
            }
            Instruction::Look { program, negative } => {
                if program.run(text, *at).is_some() == *negative {
                    return false;
                }
            }
        }
        *pc = next;
        true
    }

    /// The place beyond `c` in the direction of the program.
    #[inline]
    fn past(&self, at: usize, c: char) -> usize {
        if self.backwards { at - c.len_utf8() } else { at + c.len_utf8() }
    }
}

/// The character after `at`, or the one before.
#[inline]
fn character(text: &str, at: usize, before: bool) -> Option<char> {
    if before { text[..at].chars().next_back() } else { text[at..].chars().next() }
}

/// The machine ran more instructions than it may without notes.
struct OutOfSteps;

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
