//! The word lists of `data/page`, as they are looked up.
//!
//! They are compiled in, and can be replaced at run time by files of the same name in a folder.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};

use thiserror::Error;

use crate::ArticleType;
use crate::line::{ends_sentence, fold, word_tokens};

/// A list that cannot be used.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum ListError {
    /// The file cannot be read.
    #[error("{file}: {cause}")]
    Unreadable {
        /// The list's file.
        file: PathBuf,
        /// What the system says.
        cause: std::io::Error,
    },
    /// A line does not hold what its column must hold.
    #[error("{file}, line {line}: {problem}")]
    Malformed {
        /// The list's file.
        file: String,
        /// Counted from 1.
        line: usize,
        /// What is wrong and what may stand there.
        problem: String,
    },
}

/// How far a furniture phrase reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Reach {
    /// Its own line.
    Line,
    /// Its line and the short lines under it.
    List,
    /// As a list; and the rest of the page, once most of the prose lies above.
    Foot,
}

/// A furniture phrase that a line showed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Furniture {
    pub(crate) reach: Reach,
    pub(crate) reason: Arc<str>,
}

/// A word that tells a text's type, and where it counts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Label {
    pub(crate) kind: ArticleType,
    pub(crate) in_lines: bool,
    pub(crate) in_sections: bool,
    pub(crate) in_paths: bool,
}

/// The word lists that cleaning and dating go by.
#[derive(Debug)]
pub struct Lists {
    /// Phrases that make up whole lines, by their first word, longest first.
    whole: BTreeMap<String, Vec<Whole>>,
    starts: Vec<(String, Furniture)>,
    /// Phrases that begin lines which are no sentences.
    heads: Vec<(String, Furniture)>,
    has: Vec<(String, Furniture)>,
    labels: BTreeMap<String, Label>,
    /// Folded name → the name as records print it.
    agencies: BTreeMap<String, String>,
    headlines: Vec<(String, String)>,
    texts: Vec<(String, String)>,
    words: BTreeMap<String, BTreeSet<String>>,
}

/// A phrase's words; nothing for words that only join others.
type Whole = (Vec<String>, Option<Furniture>);

const FURNITURE: &str = include_str!("../../../data/page/furniture.tsv");
const LABELS: &str = include_str!("../../../data/page/labels.tsv");
const AGENCIES: &str = include_str!("../../../data/page/agencies.tsv");
const NOT_ARTICLES: &str = include_str!("../../../data/page/not_articles.tsv");
const WORDS: &str = include_str!("../../../data/page/words.tsv");

impl Lists {
    /// The lists that are compiled in.
    ///
    /// # Panics
    /// Never: a test reads them.
    pub fn built_in() -> &'static Self {
        static LISTS: LazyLock<Lists> = LazyLock::new(|| {
            Lists::parse([FURNITURE, LABELS, AGENCIES, NOT_ARTICLES, WORDS]).expect("the lists are tested")
        });
        &LISTS
    }

    /// The lists in `folder`; for a file that is not there, the one compiled in.
    pub fn from_folder(folder: &Path) -> Result<Self, ListError> {
        let read = |name: &str, built_in: &'static str| -> Result<String, ListError> {
            let file = folder.join(name);
            match std::fs::read_to_string(&file) {
                Ok(text) => Ok(text),
                Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(built_in.to_owned()),
                Err(cause) => Err(ListError::Unreadable { file, cause }),
            }
        };
        let files = [
            read("furniture.tsv", FURNITURE)?,
            read("labels.tsv", LABELS)?,
            read("agencies.tsv", AGENCIES)?,
            read("not_articles.tsv", NOT_ARTICLES)?,
            read("words.tsv", WORDS)?,
        ];
        Self::parse(files.each_ref().map(String::as_str))
    }

    fn parse([furniture, labels, agencies, not_articles, words]: [&str; 5]) -> Result<Self, ListError> {
        let mut lists = Self {
            whole: BTreeMap::new(),
            starts: Vec::new(),
            heads: Vec::new(),
            has: Vec::new(),
            labels: BTreeMap::new(),
            agencies: BTreeMap::new(),
            headlines: Vec::new(),
            texts: Vec::new(),
            words: BTreeMap::new(),
        };
        for row in rows("furniture.tsv", furniture, 4) {
            let (at, row) = row?;
            let bad = |problem: String| ListError::Malformed { file: "furniture.tsv".into(), line: at, problem };
            let reach = match row[2] {
                "line" => Reach::Line,
                "list" => Reach::List,
                "foot" => Reach::Foot,
                "join" if row[1] == "whole" => Reach::Line,
                other => return Err(bad(format!("{other:?} is no effect: line, list, foot or (for whole) join"))),
            };
            let entry = Furniture { reach, reason: row[3].into() };
            match row[1] {
                "whole" => {
                    let tokens: Vec<String> = word_tokens(&fold(row[0])).map(str::to_owned).collect();
                    let first = tokens.first().ok_or_else(|| bad("the phrase has no word".into()))?.clone();
                    lists.whole.entry(first).or_default().push((tokens, (row[2] != "join").then_some(entry)));
                }
                "start" => lists.starts.push((fold(row[0]), entry)),
                "heads" => lists.heads.push((fold(row[0]), entry)),
                "has" => lists.has.push((fold(row[0]), entry)),
                other => return Err(bad(format!("{other:?} is no place: whole, start, heads or has"))),
            }
        }
        for phrases in lists.whole.values_mut() {
            phrases.sort_by_key(|(tokens, _)| std::cmp::Reverse(tokens.len()));
        }
        for row in rows("labels.tsv", labels, 3) {
            let (at, row) = row?;
            let bad = |problem: String| ListError::Malformed { file: "labels.tsv".into(), line: at, problem };
            let kind = match row[1] {
                "news" => ArticleType::News,
                "opinion" => ArticleType::Opinion,
                "analysis" => ArticleType::Analysis,
                "interview" => ArticleType::Interview,
                "timeline" => ArticleType::Timeline,
                "other" => ArticleType::Other,
                other => return Err(bad(format!("{other:?} is no type of article"))),
            };
            let place = row[2];
            if !["all", "label", "section", "path"].contains(&place) {
                return Err(bad(format!("{place:?} is no place: all, label, section or path")));
            }
            let is = |one: &str| place == "all" || place == one;
            let label = Label { kind, in_lines: is("label"), in_sections: is("section"), in_paths: is("path") };
            lists.labels.insert(fold(row[0]), label);
        }
        for row in rows("agencies.tsv", agencies, 1) {
            let (_, row) = row?;
            let also = row.get(1).copied().unwrap_or_default().split(';');
            for name in also.chain([row[0]]).filter(|name| !name.is_empty()) {
                lists.agencies.insert(fold(name), row[0].to_owned());
            }
        }
        for row in rows("not_articles.tsv", not_articles, 3) {
            let (_, row) = row?;
            let into = if row[1] == "headline" { &mut lists.headlines } else { &mut lists.texts };
            into.push((fold(row[0]), row[2].to_owned()));
        }
        for row in rows("words.tsv", words, 2) {
            let (_, row) = row?;
            lists.words.entry(row[1].to_owned()).or_default().insert(fold(row[0]));
        }
        Ok(lists)
    }

    /// The furniture that a line shows itself to be.
    pub(crate) fn furniture(&self, line: &str) -> Option<&Furniture> {
        let folded = fold(line);
        let tokens: Vec<&str> = word_tokens(&folded).collect();
        if tokens.is_empty() {
            return None;
        }
        if tokens.len() <= 40 {
            let figures = with_figures(&folded);
            let begins = |(phrase, _): &&(String, Furniture)| {
                starts_with_words(&figures, phrase) || starts_with_words(&folded, phrase)
            };
            let found = self.starts.iter().find(begins);
            let found = found.or_else(|| self.heads.iter().find(begins).filter(|_| !ends_sentence(line)));
            let found = found.or_else(|| self.has.iter().find(|(phrase, _)| folded.contains(phrase.as_str())));
            if let Some((_, furniture)) = found {
                return Some(furniture);
            }
        }
        if tokens.len() > 16 {
            return None;
        }
        // Greedy from the left, longest phrase first; figures (counts) may stand anywhere but alone.
        let (mut at, mut strongest): (usize, Option<&Furniture>) = (0, None);
        while at < tokens.len() {
            let phrase = self.whole.get(tokens[at]).and_then(|phrases| {
                phrases.iter().find(|(phrase, _)| {
                    tokens[at..].len() >= phrase.len() && phrase.iter().zip(&tokens[at..]).all(|(a, b)| a == b)
                })
            });
            if let Some((words, furniture)) = phrase {
                at += words.len();
                if let Some(furniture) = furniture
                    && strongest.is_none_or(|before| before.reach < furniture.reach)
                {
                    strongest = Some(furniture);
                }
            } else if tokens[at].chars().all(|c| c.is_ascii_digit() || "k.,+%".contains(c)) {
                at += 1;
            } else {
                return None;
            }
        }
        strongest
    }

    /// What a label's words say of the text.
    pub(crate) fn label(&self, words: &str) -> Option<Label> {
        self.labels.get(fold(words).trim()).copied()
    }

    /// The agency of this name, as records print it.
    pub(crate) fn agency(&self, name: &str) -> Option<&str> {
        self.agencies.get(fold(name).trim()).map(String::as_str)
    }

    /// Why a page with this headline and these words of text is no article.
    pub(crate) fn no_article(&self, headline: &str, text: &str) -> Option<&str> {
        let (headline, text) = (fold(headline), fold(text));
        let by_headline = self.headlines.iter().find(|(words, _)| starts_with_words(&headline, words));
        let by_text = || self.texts.iter().find(|(words, _)| text.contains(words.as_str()));
        by_headline.or_else(by_text).map(|(_, why)| why.as_str())
    }

    /// Whether a word (in small letters) belongs to a class of `words.tsv`.
    pub(crate) fn is(&self, class: &str, word: &str) -> bool {
        self.words.get(class).is_some_and(|words| words.contains(word))
    }
}

/// A line with `#` for each run of figures.
fn with_figures(line: &str) -> String {
    let mut marked = String::with_capacity(line.len());
    for character in line.chars() {
        if !character.is_ascii_digit() {
            marked.push(character);
        } else if !marked.ends_with('#') {
            marked.push('#');
        }
    }
    marked
}

/// Whether `text` begins with `words` and a word ends there.
fn starts_with_words(text: &str, words: &str) -> bool {
    text.strip_prefix(words).is_some_and(|rest| words.ends_with(':') || !rest.starts_with(char::is_alphanumeric))
}

/// A list's lines that are neither comment, heading nor empty: their number and their columns, at least `columns`.
fn rows<'a>(
    file: &'static str,
    text: &'a str,
    columns: usize,
) -> impl Iterator<Item = Result<(usize, Vec<&'a str>), ListError>> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
    lines.skip(1).map(move |(index, line)| {
        let row: Vec<&str> = line.split('\t').collect();
        if row.len() < columns {
            let problem = format!("{} columns, {columns} are needed", row.len());
            return Err(ListError::Malformed { file: file.to_owned(), line: index + 1, problem });
        }
        Ok((index + 1, row))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_furniture_example_is_furniture_for_its_reason() {
        for row in rows("furniture.tsv", FURNITURE, 5) {
            let (at, row) = row.unwrap();
            let found =
                Lists::built_in().furniture(row[4]).unwrap_or_else(|| panic!("line {at}: {:?} is not seen", row[4]));
            assert_eq!(&*found.reason, row[3], "line {at}: {:?}", row[4]);
        }
    }

    #[test]
    fn every_example_of_no_article_is_seen() {
        for row in rows("not_articles.tsv", NOT_ARTICLES, 4) {
            let (at, row) = row.unwrap();
            let (headline, text) = if row[1] == "headline" { (row[3], "") } else { ("", row[3]) };
            assert_eq!(Lists::built_in().no_article(headline, text), Some(row[2]), "line {at}");
        }
    }

    #[test]
    fn prose_is_no_furniture() {
        for line in [
            "By Monday, talks had stopped.",
            "More than 40 people were killed.",
            "Trending upwards, exports to the North rose.",
            "Comments by the envoy angered Pyongyang.",
            "Related parties will meet in Geneva on Friday, officials said.",
            "He said no.",
            "Copyright law is at the heart of the dispute, the minister said.",
            "More in the North than in the South go hungry, the agency found.",
            "By signing up to the treaty, Kim gave way.",
            "No.",
            "Yes and no.",
            "The next round is due in May.",
            "404 soldiers were released.",
            "2019",
        ] {
            assert_eq!(Lists::built_in().furniture(line), None, "{line}");
        }
    }

    #[test]
    fn a_malformed_list_names_its_line() {
        let broken = "phrase\twhere\teffect\treason\nmore\tnowhere\tline\tnavigation\n";
        let error = Lists::parse([broken, LABELS, AGENCIES, NOT_ARTICLES, WORDS]).unwrap_err();
        assert_eq!(error.to_string(), "furniture.tsv, line 2: \"nowhere\" is no place: whole, start, heads or has");
    }
}
