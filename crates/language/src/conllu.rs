//! A document as CoNLL-U, the ten-column format of Universal Dependencies.
//!
//! Tokens that are only white space have no place there: they are left out, what depends on them is moved up to
//! their heads, and the white space itself is kept as `SpacesAfter` (`SpacesBefore` at the start of the text) in
//! the last column, written as `UDPipe` writes it, so that the text can be put together again exactly. The last
//! column also says which tokens no space follows (`SpaceAfter=No`) and which entity a token belongs to
//! (`NER=B-GPE` at the first token of an entity, `NER=I-GPE` inside).
//!
//! Labels are those of the model; its `ROOT` is written `root`, as the format demands.

use std::fmt::Write as _;
use std::ops::Range;

use crate::document::{Document, Token};
use crate::unicode;

/// `document` as CoNLL-U. Sentences are numbered after `id`, the document's name.
pub fn conllu(document: &Document, id: &str) -> String {
    let id: String =
        id.chars().map(|c| if unicode::is_space(c) || c.is_control() || c == '/' { '_' } else { c }).collect();
    let mut out = String::new();
    let mut count = 0;
    for range in document.sentences() {
        let Some(sentence) = Sentence::new(document, range) else { continue };
        if count == 0 {
            let _ = writeln!(out, "# newdoc id = {id}");
        }
        count += 1;
        let _ = writeln!(out, "# sent_id = {id}-{count}");
        sentence.write(&mut out, count == 1);
    }
    out
}

/// A sentence without its white space.
struct Sentence<'d> {
    tokens: Vec<Token<'d>>,
    /// Place of the sentence's first token, white space or not, in the document.
    start: usize,
    /// Numbers, from 1, of the tokens from `start` on; 0 for white space.
    numbers: Vec<usize>,
    /// Number of the root, or, where that is white space, of the first token that hangs from it.
    root: usize,
}

impl<'d> Sentence<'d> {
    /// The sentence of the tokens in `range`, unless that is nothing but white space.
    fn new(document: &'d Document, range: Range<usize>) -> Option<Self> {
        let start = range.start;
        let (mut tokens, mut numbers) = (Vec::new(), Vec::with_capacity(range.len()));
        for token in document.tokens_in(range) {
            let stays = !unicode::all_space(token.text());
            tokens.extend(stays.then_some(token));
            numbers.push(if stays { tokens.len() } else { 0 });
        }
        let mut sentence = Self { tokens, start, numbers, root: 0 };
        let hangs_from_none = |token: &Token<'_>| sentence.head(*token).is_none();
        sentence.root = sentence.tokens.iter().position(hangs_from_none)? + 1;
        Some(sentence)
    }

    /// The number of the nearest head of a token that is no white space, if it has one.
    fn head(&self, token: Token<'_>) -> Option<usize> {
        let number = |head: Token<'_>| self.numbers.get(head.index().checked_sub(self.start)?).copied();
        token.ancestors().filter_map(number).find(|&number| number > 0)
    }

    fn write(&self, out: &mut String, first: bool) {
        out.push_str("# text = ");
        for (i, token) in self.tokens.iter().enumerate() {
            out.push_str(token.text());
            if i + 1 < self.tokens.len() && !space_after(*token).is_empty() {
                out.push(' ');
            }
        }
        out.push('\n');
        for (number, token) in (1..).zip(&self.tokens) {
            self.write_token(out, number, *token, first && number == 1);
        }
        out.push('\n');
    }

    fn write_token(&self, out: &mut String, number: usize, token: Token<'_>, first: bool) {
        let or_none = |field: &'static str| if field.is_empty() { "_" } else { field };
        let (head, dep) = match token.dep() {
            _ if number == self.root => (0, "root"),
            // It hung from white space that was the root.
            "ROOT" => (self.root, "dep"),
            dep => (self.head(token).unwrap_or(self.root), or_none(dep)),
        };
        let lemma = if token.lemma().is_empty() { "_" } else { token.lemma() };
        let (pos, tag, morph) = (or_none(token.pos()), or_none(token.tag()), or_none(token.morph()));
        let mut notes: Vec<String> = Vec::new();
        if !token.entity().is_empty() {
            notes.push(format!("NER={}-{}", if token.entity_start() { "B" } else { "I" }, token.entity()));
        }
        match space_after(token) {
            "" => notes.push("SpaceAfter=No".to_owned()),
            " " => {}
            space => notes.push(format!("SpacesAfter={}", escaped(space))),
        }
        let before = &token.document().text()[..token.span().start as usize];
        if first && !before.is_empty() {
            notes.push(format!("SpacesBefore={}", escaped(before)));
        }
        let notes = if notes.is_empty() { "_".to_owned() } else { notes.join("|") };
        let form = token.text();
        let _ = writeln!(out, "{number}\t{form}\t{lemma}\t{pos}\t{tag}\t{morph}\t{head}\t{dep}\t_\t{notes}");
    }
}

/// The white space between a token and the next that is not white space, or the end of the text.
fn space_after(token: Token<'_>) -> &str {
    let rest = &token.document().text()[token.span().end as usize..];
    let end = rest.find(|c| !unicode::is_space(c)).unwrap_or(rest.len());
    &rest[..end]
}

/// White space as `UDPipe` writes it in the last column; kinds of space that it has no sign for by code point.
fn escaped(space: &str) -> String {
    space.chars().fold(String::new(), |mut out, c| {
        match c {
            ' ' => out.push_str("\\s"),
            '\t' => out.push_str("\\t"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use anchor::Span;

    use super::*;
    use crate::document::{TokenData, TokenId};

    /// A token of `words`, which stand after byte `from` of `text`.
    fn token<'w>(text: &str, from: usize, words: &'w str, head: u32, dep: &'static str) -> TokenData<'w> {
        let start = from + text[from..].find(words).expect("the words stand in the text");
        TokenData {
            span: Span::new(start, start + words.len()),
            space_after: text[start + words.len()..].starts_with(' '),
            norm: words.into(),
            lemma: words.to_lowercase().into(),
            tag: "NN",
            pos: "NOUN",
            morph: "",
            head: TokenId(head),
            dep,
            sentence_start: start == 0,
            entity: "",
            entity_start: false,
        }
    }

    #[test]
    fn columns_spaces_and_entities() {
        let text = "Kim Jong Un's aide\nleft.";
        let mut tokens = vec![
            token(text, 0, "Kim", 2, "compound"),
            token(text, 4, "Jong", 2, "compound"),
            token(text, 9, "Un", 4, "poss"),
            token(text, 11, "'s", 2, "case"),
            token(text, 13, "aide", 6, "nsubj"),
            token(text, 18, "\n", 4, "dep"),
            token(text, 19, "left", 6, "ROOT"),
            token(text, 23, ".", 6, "punct"),
        ];
        for (i, token) in tokens.iter_mut().take(3).enumerate() {
            (token.entity, token.entity_start) = ("PERSON", i == 0);
        }
        tokens[6].morph = "Tense=Past|VerbForm=Fin";
        let document = Document::from_parts(text.to_owned(), tokens);
        assert_eq!(
            conllu(&document, "a b"),
            "# newdoc id = a_b\n\
             # sent_id = a_b-1\n\
             # text = Kim Jong Un's aide left.\n\
             1\tKim\tkim\tNOUN\tNN\t_\t3\tcompound\t_\tNER=B-PERSON\n\
             2\tJong\tjong\tNOUN\tNN\t_\t3\tcompound\t_\tNER=I-PERSON\n\
             3\tUn\tun\tNOUN\tNN\t_\t5\tposs\t_\tNER=I-PERSON|SpaceAfter=No\n\
             4\t's\t's\tNOUN\tNN\t_\t3\tcase\t_\t_\n\
             5\taide\taide\tNOUN\tNN\t_\t6\tnsubj\t_\tSpacesAfter=\\n\n\
             6\tleft\tleft\tNOUN\tNN\tTense=Past|VerbForm=Fin\t0\troot\t_\tSpaceAfter=No\n\
             7\t.\t.\tNOUN\tNN\t_\t6\tpunct\t_\tSpaceAfter=No\n\n"
        );
    }

    #[test]
    fn white_space_heads_nothing() {
        let text = "\n\nTalks\u{2028}stall ";
        let tokens = vec![
            token(text, 0, "\n\n", 0, "ROOT"),
            token(text, 2, "Talks", 0, "nsubj"),
            token(text, 7, "\u{2028}", 1, "dep"),
            token(text, 10, "stall", 2, "dep"),
        ];
        let written = conllu(&Document::from_parts(text.to_owned(), tokens), "d");
        let lines: Vec<&str> = written.lines().skip(2).collect();
        assert_eq!(
            lines,
            [
                "# text = Talks stall",
                "1\tTalks\ttalks\tNOUN\tNN\t_\t0\troot\t_\tSpacesAfter=\\u2028|SpacesBefore=\\n\\n",
                "2\tstall\tstall\tNOUN\tNN\t_\t1\tdep\t_\t_",
                "",
            ]
        );
    }

    #[test]
    fn nothing_but_white_space_is_no_sentence() {
        let tokens = vec![token(" \n", 0, " \n", 0, "ROOT")];
        assert_eq!(conllu(&Document::from_parts(" \n".to_owned(), tokens), "d"), "");
        assert_eq!(conllu(&Document::default(), "d"), "");
    }
}
