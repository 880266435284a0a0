//! The words that say by when: `data/time/ends.tsv`.

use std::collections::BTreeMap;

use language::{Document, TokenId};

use crate::table::{DataError, rows};

/// How words set an end.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Limit {
    /// 'before', 'until', 'ahead of': not beyond its start.
    Before,
    /// 'by', 'through', 'until after', 'until the end of': with it.
    With,
    /// 'within three weeks': so long from today.
    Within,
    /// 'for two years': so long from today, where a length follows.
    Length,
    /// Nothing but its place in the clause: 'will resume in September'.
    Plain,
}

/// What a line of the table says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Says {
    End(Limit),
    NoEnd,
}

/// What words before a time make of it.
#[derive(Clone, Debug, Default)]
pub struct Ends {
    /// By the words, last one first.
    words: BTreeMap<Vec<String>, Says>,
    /// How many words the longest have.
    longest: usize,
}

/// Words that may stand between: 'before the', 'until at least', 'by early'.
const BETWEEN: [&str; 10] = ["the", "a", "an", "least", "about", "around", "early", "late", "this", "next"];

impl Ends {
    /// Reads `text`, the contents of `file`, laid out as `data/time/ends.tsv` says at its head.
    pub(super) fn parse(file: &str, text: &str) -> Result<Self, DataError> {
        let mut found = Self::default();
        rows(file, text, &["words", "end"], |row| {
            let says = match row.get("end") {
                "with" => Says::End(Limit::With),
                "before" => Says::End(Limit::Before),
                "within" => Says::End(Limit::Within),
                "length" => Says::End(Limit::Length),
                "none" => Says::NoEnd,
                other => {
                    let all = "with, before, within, length and none";
                    return Err(row.error(format!("the end {other:?} is none of {all}")));
                }
            };
            let words: Vec<String> = row.get("words").split([' ', '-']).rev().map(str::to_owned).collect();
            if words.iter().any(String::is_empty) {
                return Ok(());
            }
            if found.words.get(&words).is_some_and(|known| *known != says) {
                return Err(row.error("the same words set another end above; keep one of the two"));
            }
            found.longest = found.longest.max(words.len());
            found.words.insert(words, says);
            Ok(())
        })?;
        Ok(found)
    }

    /// How the words before token `at` set an end; nothing where they set a beginning.
    pub fn before(&self, document: &Document, at: usize) -> Option<Limit> {
        let word = |at: usize| document.token(TokenId(at as u32)).text().to_lowercase();
        let mut end = at;
        for _ in 0..3 {
            let Some(last) = end.checked_sub(1) else { break };
            // 'at least', but not 'at the summit'
            let at_least = word(last) == "at" && end < at && word(end) == "least";
            if !at_least && !BETWEEN.contains(&word(last).as_str()) || self.at(document, end).is_some() {
                break;
            }
            end = last;
        }
        match self.at(document, end) {
            Some(Says::End(limit)) => Some(limit),
            Some(Says::NoEnd) => None,
            None => Some(Limit::Plain),
        }
    }

    /// What the longest words of the table that end right before token `end` say.
    fn at(&self, document: &Document, end: usize) -> Option<Says> {
        let before = (0..end).rev().map(|at| document.token(TokenId(at as u32)));
        let words: Vec<String> = before
            .filter(|word| !matches!(word.text(), "-"))
            .take(self.longest)
            .map(|word| word.text().to_lowercase())
            .collect();
        (1..=words.len()).rev().find_map(|length| self.words.get(&words[..length]).copied())
    }
}
