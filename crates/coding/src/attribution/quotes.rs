//! Quotation marks paired over a whole article.
//!
//! Straight and curly marks, double and single, two apostrophes for one double mark, quotations inside
//! quotations, and quotations that run over paragraphs (each further paragraph opens with a mark, only the last
//! one closes). Apostrophes, inches and stray marks open nothing. A mark that is never closed ends with its
//! paragraph.
//!
//! Invariants: quotations are in order of their first byte; two of them are apart or one lies within the other.

use anchor::Span;
use language::Document;

/// One stretch of quoted words, at most a paragraph long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quoted {
    /// The words with their marks.
    pub whole: Span,
    /// The words between the marks.
    pub words: Span,
    /// 1 for a quotation, 2 for one inside it, and so on.
    pub level: u8,
    /// Whether a mark closes it in its paragraph.
    pub closed: bool,
    /// The quotation of the paragraph before that this one goes on with, by its number.
    pub continues: Option<usize>,
}

/// The quotations of one article, and where each token stands towards them.
#[derive(Clone, Debug, Default)]
pub struct Quotes {
    all: Vec<Quoted>,
    /// For each token the outermost quotation that its words stand in, plus one; 0 for none.
    inside: Vec<u32>,
    /// For each token whether it is nothing but quotation marks that open or close something.
    mark: Vec<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Family {
    Double,
    Single,
}

/// One character or pair that may open or close a quotation.
#[derive(Clone, Copy, Debug)]
struct Mark {
    start: usize,
    end: usize,
    family: Family,
    opens: bool,
    closes: bool,
}

/// Words that begin with an apostrophe of their own.
const ELISIONS: &[&str] = &["em", "til", "till", "cause", "bout", "n", "tis", "twas", "round", "cuz", "s", "re", "ve"];

impl Quotes {
    /// Pairs the marks of a text.
    pub fn new(document: &Document) -> Self {
        let text = document.text();
        let mut all: Vec<Quoted> = Vec::new();
        // The outermost double quotation that the paragraph before left open.
        let mut open_before: Option<usize> = None;
        for (start, end) in paragraphs(text) {
            let first = all.len();
            pair(document, start, end, open_before, &mut all);
            open_before = (first..all.len()).rfind(|&i| all[i].level == 1 && !all[i].closed);
        }
        let mut inside = vec![0; document.len()];
        for (i, quoted) in all.iter().enumerate().filter(|(_, quoted)| quoted.level == 1) {
            for token in document.tokens_of(quoted.words) {
                let span = document.token(language::TokenId(token as u32)).span();
                if quoted.words.contains(span) {
                    inside[token] = i as u32 + 1;
                }
            }
        }
        let mark = document
            .tokens()
            .map(|token| {
                let marks = token
                    .text()
                    .chars()
                    .all(|c| matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`'));
                let span = token.span();
                let edge = |quoted: &Quoted| {
                    (quoted.whole.contains(span)) && (span.start < quoted.words.start || span.end > quoted.words.end)
                };
                let near = all.partition_point(|quoted| quoted.whole.start <= span.start);
                marks && all[..near].iter().rev().take(8).any(edge)
            })
            .collect();
        Self { all, inside, mark }
    }

    /// All quotations, in order of their first byte.
    pub fn all(&self) -> &[Quoted] {
        &self.all
    }

    /// The outermost quotation that token `index` stands in, by its number; its marks stand outside.
    pub fn at(&self, index: usize) -> Option<usize> {
        self.inside.get(index).filter(|&&i| i > 0).map(|&i| i as usize - 1)
    }

    /// Whether token `index` is a quotation mark.
    pub fn is_mark(&self, index: usize) -> bool {
        self.mark.get(index).copied().unwrap_or(false)
    }

    /// The number of the first paragraph's quotation that `index` goes on with: the same for all paragraphs of
    /// one long quotation.
    pub fn origin(&self, index: usize) -> usize {
        let mut at = index;
        while let Some(before) = self.all[at].continues {
            at = before;
        }
        at
    }
}

/// First and last byte of each paragraph: stretches between blank lines.
fn paragraphs(text: &str) -> impl Iterator<Item = (usize, usize)> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.len() {
            let rest = &text[at..];
            let (end, next) = blank_line(rest).map_or((text.len(), text.len()), |(a, b)| (at + a, at + b));
            let start = at;
            at = next;
            if !text[start..end].trim().is_empty() {
                return Some((start, end));
            }
        }
        None
    })
}

/// Where the first blank line of `text` starts and ends: a line feed, white space, a line feed.
fn blank_line(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    while let Some(feed) = text[from..].find('\n').map(|i| from + i) {
        let rest = text[feed..].trim_start();
        let next = text.len() - rest.len();
        if text[feed + 1..next].contains('\n') {
            return Some((feed, next));
        }
        from = feed + 1;
    }
    None
}

/// The marks of a paragraph, in order.
fn marks(document: &Document, start: usize, end: usize) -> Vec<Mark> {
    let text = document.text();
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut skip_to = start;
    for (offset, c) in text[start..end].char_indices() {
        let at = start + offset;
        if at < skip_to || !matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`') {
            continue;
        }
        let pair = matches!(c, '\'' | '`' | '‘' | '’') && text[at + c.len_utf8()..end].starts_with(c);
        let after = at + c.len_utf8() * if pair { 2 } else { 1 };
        skip_to = after;
        let family = if pair || !matches!(c, '\'' | '`' | '‘' | '’') { Family::Double } else { Family::Single };
        let before = text[start..at].chars().next_back();
        let next = text[after..end].chars().next();
        let free_before = before.is_none_or(|b| {
            b.is_whitespace() || matches!(b, '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '"' | '\'' | '…')
        });
        let room_after = next.is_some_and(|n| !n.is_whitespace());
        let tight_before = before.is_some_and(|b| !b.is_whitespace());
        let (mut opens, mut closes) = match c {
            '“' | '„' | '«' => (true, false),
            '»' => (false, true),
            '”' => (free_before && room_after && before.is_none_or(char::is_whitespace), tight_before),
            '‘' | '`' => (room_after, false),
            _ => (free_before && room_after, tight_before),
        };
        if family == Family::Single {
            closes &= next.is_none_or(|n| !n.is_alphanumeric());
            let word: String = text[after..end].chars().take_while(|n| n.is_alphanumeric()).take(12).collect();
            let elided = ELISIONS.contains(&word.to_lowercase().as_str())
                || (word.len() >= 2 && word.as_bytes()[..2].iter().all(u8::is_ascii_digit) && word.ends_with('s'));
            opens &= !elided && next.is_some_and(char::is_alphanumeric) && !(c == '’' && tight_before);
        } else if c == '"'
            && before.is_some_and(|b| b.is_ascii_digit())
            && bytes.get(after).is_some_and(u8::is_ascii_digit)
        {
            (opens, closes) = (false, false);
        }
        found.push(Mark { start: at, end: after, family, opens, closes });
    }
    found
}

/// Whether the closing single mark `mark` may be a possessive's ("the Democrats' plan").
fn is_possessive(document: &Document, mark: Mark) -> bool {
    let text = document.text();
    let tagged = document.token_at(mark.start).is_some_and(|token| token.tag() == "POS");
    let mut next = text[mark.end..].chars();
    tagged
        || (text[..mark.start].ends_with('s')
            && next.next() == Some(' ')
            && next.next().is_some_and(char::is_lowercase))
}

/// Pairs the marks of the paragraph from byte `start` to byte `end` and adds its quotations to `all`.
fn pair(document: &Document, start: usize, end: usize, open_before: Option<usize>, all: &mut Vec<Quoted>) {
    let marks = marks(document, start, end);
    let first = all.len();
    // Open quotations: number in `all`, family.
    let mut open: Vec<(usize, Family)> = Vec::new();
    let begin = |all: &mut Vec<Quoted>, at: usize, words: usize, level: usize, continues: Option<usize>| {
        all.push(Quoted {
            whole: Span::new(at, end),
            words: Span::new(words, end),
            level: u8::try_from(level).unwrap_or(u8::MAX),
            closed: false,
            continues,
        });
        all.len() - 1
    };
    if let Some(before) = open_before {
        let runs_on =
            marks.iter().find(|mark| mark.family == Family::Double).is_some_and(|mark| mark.closes && !mark.opens);
        if runs_on {
            open.push((begin(all, start, start, 1, Some(before)), Family::Double));
        }
    }
    for (i, &mark) in marks.iter().enumerate() {
        let closing = mark.closes.then(|| open.iter().rposition(|&(_, family)| family == mark.family)).flatten();
        if let Some(depth) = closing {
            // A possessive's apostrophe does not close while a better mark follows.
            let better = || {
                marks[i + 1..]
                    .iter()
                    .any(|later| later.family == Family::Single && later.closes && !is_possessive(document, *later))
            };
            if mark.family == Family::Single && is_possessive(document, mark) && better() {
                continue;
            }
            let (quoted, _) = open[depth];
            // What was opened inside and never closed was no quotation mark.
            let within: Vec<usize> = open.drain(depth..).skip(1).map(|(inner, _)| inner).collect();
            all[quoted].whole.end = mark.end as u32;
            all[quoted].words.end = mark.start as u32;
            all[quoted].closed = true;
            for inner in within.into_iter().rev() {
                all.remove(inner);
            }
            continue;
        }
        if !mark.opens {
            continue;
        }
        if mark.family == Family::Single
            && !marks[i + 1..].iter().any(|later| later.family == Family::Single && later.closes)
        {
            continue;
        }
        // The same kind of mark opens again: the earlier one was never closed.
        if let Some(depth) = open.iter().position(|&(_, family)| family == mark.family) {
            for (quoted, _) in open.drain(depth..) {
                all[quoted].whole.end = mark.start as u32;
                all[quoted].words.end = mark.start as u32;
            }
        }
        let at_start = document.text()[start..mark.start].trim().is_empty();
        let continues = open_before.filter(|_| at_start && mark.family == Family::Double && open.is_empty());
        let number = begin(all, mark.start, mark.end, open.len() + 1, continues);
        open.push((number, mark.family));
    }
    // Single marks left open quote nothing; a double one runs to the paragraph's end.
    let left: Vec<usize> = open.iter().filter(|(_, family)| *family == Family::Single).map(|&(i, _)| i).collect();
    for i in left.into_iter().rev() {
        all.remove(i);
    }
    debug_assert!(all[first..].is_sorted_by_key(|quoted| quoted.whole.start));
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A document of words alone: pairing needs no tree.
    fn quoted(text: &str) -> Vec<(String, u8)> {
        let document = Document::from_parts(text.to_owned(), Vec::new());
        let quotes = Quotes::new(&document);
        quotes.all().iter().map(|q| (q.words.of(text).to_owned(), q.level)).collect()
    }

    fn outer(text: &str) -> Vec<String> {
        quoted(text).into_iter().filter(|(_, level)| *level == 1).map(|(words, _)| words).collect()
    }

    #[test]
    fn marks_of_all_kinds_are_paired() {
        assert_eq!(outer("\"We agree,\" she said, \"in part.\""), ["We agree,", "in part."]);
        assert_eq!(outer("“We agree,” she said—“in part.”"), ["We agree,", "in part."]);
        assert_eq!(outer("''We agree,'' she said."), ["We agree,"]);
        assert_eq!(outer("He called it 'a farce' twice."), ["a farce"]);
        assert_eq!(outer("She spoke of ‘the people’s will’ again."), ["the people’s will"]);
    }

    #[test]
    fn apostrophes_and_inches_open_nothing() {
        assert!(outer("The ministers' plan wasn't theirs in the '90s, 'til now.").is_empty());
        assert!(outer("He is 6'2\" tall and didn't say.").is_empty());
        assert_eq!(outer("'The generals' plan is dead,' he said."), ["The generals' plan is dead,"]);
    }

    #[test]
    fn a_quotation_inside_a_quotation() {
        let text = "“He told me ‘never again’ and left,” she said.";
        assert_eq!(quoted(text), [("He told me ‘never again’ and left,".to_owned(), 1), ("never again".to_owned(), 2)]);
    }

    #[test]
    fn a_quotation_over_paragraphs() {
        let text = "“We waited.\n\n“Then we left,” he said.";
        let document = Document::from_parts(text.to_owned(), Vec::new());
        let quotes = Quotes::new(&document);
        assert_eq!(outer(text), ["We waited.", "Then we left,"]);
        assert_eq!(quotes.all()[1].continues, Some(0));
        assert_eq!(quotes.origin(1), 0);
    }

    #[test]
    fn an_unclosed_mark_ends_with_its_paragraph() {
        assert_eq!(outer("He said \"we waited.\n\nNobody came."), ["we waited."]);
    }
}
