//! Pages that hold no English article: error pages, lists of stories, other languages.

use crate::block::Block;
use crate::clean::Cleaned;
use crate::{Lists, Warning, english};

/// The fewest words of prose that make an article.
const FEWEST_WORDS: usize = 5;

/// Turns away what holds no English article.
pub(crate) fn check(cleaned: &Cleaned, blocks: &[Block], title: Option<&str>, lists: &Lists) -> Result<(), Warning> {
    let text = cleaned.paragraphs.join("\n\n");
    let words = text.split_whitespace().count();
    let headline =
        title.or(cleaned.headline.as_deref()).or(blocks.first().map(|block| block.text.as_str())).unwrap_or_default();
    if words < 120 {
        let all: String = blocks.iter().take(60).map(|block| block.text.as_str()).collect::<Vec<_>>().join("\n");
        if let Some(why) = lists.no_article(headline, if all.split_whitespace().count() < 120 { &all } else { &text }) {
            return Err(Warning::NotAnArticle(why.to_owned()));
        }
    }
    if words < FEWEST_WORDS {
        let all: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).collect();
        english::check(&all.join("\n"), lists)?;
        return Err(Warning::NotAnArticle("no paragraph of prose is found".to_owned()));
    }
    english::check(&text, lists)?;
    let links: usize = blocks.iter().filter(|block| block.links > 0.8).count();
    if links >= 30 && words < 60 {
        return Err(Warning::NotAnArticle(format!("{links} links and only {words} words of prose: a list of stories")));
    }
    // The first lines of many stories, each cut off.
    let cut = |text: &&String| text.ends_with(['…', '›', '»']) || text.ends_with("...");
    let teasers = cleaned.paragraphs.iter().filter(cut).count();
    let prose = cleaned.paragraphs.iter().filter(|text| text.split_whitespace().count() >= 12).count();
    if teasers >= 3 && teasers * 2 >= prose {
        let why = format!("{teasers} of its {prose} paragraphs are cut off: a list of stories");
        return Err(Warning::NotAnArticle(why));
    }
    Ok(())
}
