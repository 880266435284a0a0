//! Python's regular expressions, read into a tree.

use super::set::Set;
use crate::model::Malformed;
use crate::unicode;

/// A regular expression. Groups leave no node: what they caught is never asked for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// One character of a set.
    Set(Set),
    /// One after the other; the empty list matches the empty string.
    Concat(Vec<Node>),
    /// The first that matches.
    Alternate(Vec<Node>),
    /// Again and again.
    Repeat {
        /// What.
        node: Box<Node>,
        /// At least so often.
        min: u32,
        /// At most so often.
        max: Option<u32>,
        /// Whether as often as can be, rather than as seldom.
        greedy: bool,
    },
    /// The start of the text (`^`, `\A`).
    Start,
    /// The end of the text, or before a line feed that ends it (`$`).
    End,
    /// The very end of the text (`\Z`).
    VeryEnd,
    /// What stands before or after, without consuming it.
    Look {
        /// Whether what comes after is looked at, rather than what came before.
        ahead: bool,
        /// Whether it must not be there.
        negative: bool,
        /// What is looked for.
        node: Box<Node>,
    },
}

/// How deep groups may nest.
const DEPTH: u32 = 100;
/// The largest number in `{min,max}`.
const LARGEST_COUNT: u32 = 1000;

/// Reads a regular expression in Python's syntax, without its rarer parts (named groups, back references,
/// flags other than `u`, word boundaries), which are an error.
pub(super) fn parse(source: &str) -> Result<Node, Malformed> {
    let source = source.strip_prefix("(?u)").unwrap_or(source);
    let mut parser = Parser { source, at: 0, depth: 0 };
    let node = parser.alternation()?;
    if parser.at < source.len() {
        return Err(parser.malformed("a parenthesis closes that was not opened"));
    }
    Ok(node)
}

struct Parser<'s> {
    source: &'s str,
    at: usize,
    depth: u32,
}

impl Parser<'_> {
    fn malformed(&self, what: &str) -> Malformed {
        let from = self.source[..self.at].char_indices().rev().nth(9).map_or(0, |(at, _)| at);
        Malformed(format!("{what} in a regular expression after '{}' (byte {})", &self.source[from..self.at], self.at))
    }

    fn peek(&self) -> Option<char> {
        self.source[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, expected: &str) -> bool {
        let there = self.source[self.at..].starts_with(expected);
        if there {
            self.at += expected.len();
        }
        there
    }

    fn alternation(&mut self) -> Result<Node, Malformed> {
        self.depth += 1;
        if self.depth > DEPTH {
            return Err(self.malformed("groups nest too deep"));
        }
        let mut branches = vec![self.concatenation()?];
        while self.eat("|") {
            branches.push(self.concatenation()?);
        }
        self.depth -= 1;
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Alternate(branches) })
    }

    fn concatenation(&mut self) -> Result<Node, Malformed> {
        let mut items = Vec::new();
        while self.peek().is_some_and(|c| c != '|' && c != ')') {
            let item = self.item()?;
            items.push(self.quantified(item)?);
        }
        Ok(if items.len() == 1 { items.remove(0) } else { Node::Concat(items) })
    }

    fn item(&mut self) -> Result<Node, Malformed> {
        let Some(c) = self.next() else { return Err(self.malformed("something is missing")) };
        Ok(match c {
            '^' => Node::Start,
            '$' => Node::End,
            '.' => Node::Set(Set::one('\n').complement()),
            '[' => Node::Set(self.class()?),
            '(' => self.group()?,
            '*' | '+' | '?' => return Err(self.malformed("there is nothing to repeat")),
            '\\' if self.eat("A") => Node::Start,
            '\\' if self.eat("Z") => Node::VeryEnd,
            '\\' => Node::Set(self.escape()?),
            _ => Node::Set(Set::one(c)),
        })
    }

    fn group(&mut self) -> Result<Node, Malformed> {
        let look = [("?=", true, false), ("?!", true, true), ("?<=", false, false), ("?<!", false, true)]
            .into_iter()
            .find(|(mark, ..)| self.eat(mark));
        if look.is_none() && !self.eat("?:") && self.peek() == Some('?') {
            return Err(self.malformed("a kind of group that is not known begins"));
        }
        let inside = self.alternation()?;
        if !self.eat(")") {
            return Err(self.malformed("a group is not closed"));
        }
        Ok(match look {
            Some((_, ahead, negative)) => Node::Look { ahead, negative, node: Box::new(inside) },
            None => inside,
        })
    }

    fn quantified(&mut self, node: Node) -> Result<Node, Malformed> {
        let (min, max) = match self.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => match self.counts() {
                Some((min, max, length)) => {
                    // The last character is consumed below, like the others' only one.
                    self.at += length - 1;
                    (min, max)
                }
                // Python takes a brace that counts nothing for itself.
                None => return Ok(node),
            },
            _ => return Ok(node),
        };
        self.next();
        if max.is_some_and(|max| max < min) || min.max(max.unwrap_or(0)) > LARGEST_COUNT {
            return Err(self.malformed("a count of repetitions is impossible or too large"));
        }
        let greedy = !self.eat("?");
        if matches!(self.peek(), Some('*' | '+' | '?')) || (self.peek() == Some('{') && self.counts().is_some()) {
            return Err(self.malformed("a repetition is repeated"));
        }
        Ok(Node::Repeat { node: Box::new(node), min, max, greedy })
    }

    /// The counts of `{min,max}` that begins here, and its length in bytes.
    fn counts(&self) -> Option<(u32, Option<u32>, usize)> {
        let (inside, _) = self.source[self.at..].strip_prefix('{')?.split_once('}')?;
        let number =
            |digits: &str| digits.bytes().all(|b| b.is_ascii_digit()).then(|| digits.parse().unwrap_or(u32::MAX));
        let (min, max) = match inside.split_once(',') {
            None if inside.is_empty() => return None,
            None => (number(inside)?, Some(number(inside)?)),
            Some((min, max)) => {
                let least = if min.is_empty() { 0 } else { number(min)? };
                (least, if max.is_empty() { None } else { Some(number(max)?) })
            }
        };
        Some((min, max, inside.len() + 2))
    }

    fn class(&mut self) -> Result<Set, Malformed> {
        let negated = self.eat("^");
        let mut ranges = Vec::new();
        let mut first = true;
        loop {
            let Some(c) = self.next() else { return Err(self.malformed("a class of characters is not closed")) };
            if c == ']' && !first {
                break;
            }
            first = false;
            let low = if c == '\\' { self.escape()? } else { Set::one(c) };
            let range_follows = self.peek() == Some('-') && !self.source[self.at + 1..].starts_with(']');
            let (Some(from), true) = (single(&low), range_follows) else {
                ranges.extend(low.ranges());
                continue;
            };
            self.next();
            let Some(c) = self.next() else { return Err(self.malformed("a class of characters is not closed")) };
            let high = if c == '\\' { self.escape()? } else { Set::one(c) };
            match single(&high) {
                Some(to) if from <= to => ranges.push((from, to)),
                _ => return Err(self.malformed("a range of characters runs backwards")),
            }
        }
        let set = Set::from_ranges(ranges);
        Ok(if negated { set.complement() } else { set })
    }

    /// What an escape stands for, after its backslash.
    fn escape(&mut self) -> Result<Set, Malformed> {
        let Some(c) = self.next() else { return Err(self.malformed("nothing follows a backslash")) };
        Ok(match c {
            'd' => decimals(),
            'D' => decimals().complement(),
            'w' => Set::from_ranges(unicode::word_characters()),
            'W' => Set::from_ranges(unicode::word_characters()).complement(),
            's' => Set::from_ranges(unicode::spaces()),
            'S' => Set::from_ranges(unicode::spaces()).complement(),
            'n' => Set::one('\n'),
            't' => Set::one('\t'),
            'r' => Set::one('\r'),
            'f' => Set::one('\u{c}'),
            'v' => Set::one('\u{b}'),
            'a' => Set::one('\u{7}'),
            'x' => self.code_point(2)?,
            'u' => self.code_point(4)?,
            'U' => self.code_point(8)?,
            _ if c.is_ascii_alphanumeric() => return Err(self.malformed("an escape is not known")),
            _ => Set::one(c),
        })
    }

    fn code_point(&mut self, digits: usize) -> Result<Set, Malformed> {
        let hex = self.source.get(self.at..self.at + digits).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        let point =
            hex.and_then(|hex| u32::from_str_radix(hex, 16).ok()).filter(|&point| point <= u32::from(char::MAX));
        let Some(point) = point else { return Err(self.malformed("an escape is no code point")) };
        self.at += digits;
        Ok(Set::from_ranges([(point, point)]))
    }
}

fn decimals() -> Set {
    Set::from_ranges(unicode::decimals().iter().copied())
}

/// The only code point of a set, if it has just one.
fn single(set: &Set) -> Option<u32> {
    let mut ranges = set.ranges();
    match (ranges.next(), ranges.next()) {
        (Some((first, last)), None) if first == last => Some(first),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(c: char) -> Node {
        Node::Set(Set::one(c))
    }

    #[test]
    fn a_brace_that_counts_nothing_is_a_letter() {
        assert_eq!(parse("a{").unwrap(), Node::Concat(vec![one('a'), one('{')]));
        assert_eq!(parse(r"\{$").unwrap(), Node::Concat(vec![one('{'), Node::End]));
        let counted = |min, max| Node::Repeat { node: Box::new(one('a')), min, max, greedy: true };
        assert_eq!(parse("a{2,}").unwrap(), counted(2, None));
        assert_eq!(parse("a{,3}").unwrap(), counted(0, Some(3)));
        assert_eq!(parse("a{2}").unwrap(), counted(2, Some(2)));
    }

    #[test]
    fn classes_are_read_as_python_reads_them() {
        let Node::Set(set) = parse(r"[]a-c\-\[|&&(?:x)-]").unwrap() else { panic!("a class is a set") };
        for c in "]abc-[|&(?:x)".chars() {
            assert!(set.contains(c), "{c}");
        }
        assert!(!set.contains('d') && !set.contains('\\'));
        let Node::Set(set) = parse(r"[^\d\u00e9\U0001F600-\U0001F64F]").unwrap() else { panic!("a class is a set") };
        assert!(set.contains('a') && !set.contains('٣') && !set.contains('é') && !set.contains('😀'));
    }

    #[test]
    fn what_is_not_known_is_an_error() {
        for source in
            ["(a", "a)", "[a", "*", "a**", r"\1", r"\b", "(?P<n>a)", "(?i)a", r"\u12", "a{3,2}", "[b-a]", "\\"]
        {
            assert!(parse(source).is_err(), "{source}");
        }
        assert!(parse(&"(".repeat(100_000)).is_err());
    }
}
