//! The machine that runs a [`Program`].
//!
//! It tries alternatives in order and goes back to the last choice where one fails, as Python does. After
//! [`STEPS`] instructions it starts again and notes every (instruction, place) it has been at: since nothing is
//! caught, being there twice is of no use, and the work is bounded by instructions times places.

use super::program::{Instruction, Program};

/// Instructions run before places are noted.
const STEPS: u32 = 2000;
/// The most bits of notes; beyond, a pattern that did not match after [`STEPS`] counts as not matching.
const NOTES: usize = 1 << 26;

impl Program {
    /// The end of the first match from `at`, in the order of Python.
    pub(super) fn run(&self, text: &str, at: usize) -> Option<usize> {
        self.execute(text, at, false)
    }

    /// The end of the longest match from `at`.
    pub(super) fn run_longest(&self, text: &str, at: usize) -> Option<usize> {
        self.execute(text, at, true)
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
