//! What type of text an article is.
//!
//! The surest sign wins: JSON-LD's type, the page's own label, its headline's label, its section, its address, and last
//! the form of the text itself (questions and answers, a row of dates, the first person with words of duty).

use crate::day::written;
use crate::line::{fold, word_tokens};
use crate::{ArticleType, Lists};

/// What a page shows of its type.
#[derive(Debug, Default)]
pub(crate) struct Signs<'a> {
    /// `@type` of the JSON-LD.
    pub(crate) json_ld: &'a [String],
    /// Types that label lines name.
    pub(crate) labels: &'a [ArticleType],
    /// The type that the headline's label names.
    pub(crate) headline: Option<ArticleType>,
    /// Section names.
    pub(crate) sections: &'a [String],
    pub(crate) url: Option<&'a str>,
    pub(crate) title: Option<&'a str>,
    pub(crate) paragraphs: &'a [String],
}

/// The type of an article.
pub(crate) fn kind(signs: &Signs, lists: &Lists) -> ArticleType {
    by_json_ld(signs.json_ld)
        .or_else(|| signs.labels.first().copied())
        .or(signs.headline)
        .or_else(|| by_section(signs.sections, lists))
        .or_else(|| by_address(signs.url, lists))
        .or_else(|| by_form(signs, lists))
        .unwrap_or_default()
}

fn by_json_ld(types: &[String]) -> Option<ArticleType> {
    types.iter().find_map(|name| match name.as_str() {
        "OpinionNewsArticle" | "ReviewNewsArticle" => Some(ArticleType::Opinion),
        "AnalysisNewsArticle" | "BackgroundNewsArticle" => Some(ArticleType::Analysis),
        "ReportageNewsArticle" => Some(ArticleType::News),
        "AskPublicNewsArticle" | "AdvertiserContentArticle" | "SatiricalArticle" => Some(ArticleType::Other),
        _ => None,
    })
}

fn by_section(sections: &[String], lists: &Lists) -> Option<ArticleType> {
    let kinds = sections.iter().filter_map(|section| lists.label(section).filter(|label| label.in_sections));
    // 'News' says little: any other section says more.
    kinds.map(|label| label.kind).rfind(|kind| *kind != ArticleType::News)
}

fn by_address(url: Option<&str>, lists: &Lists) -> Option<ArticleType> {
    let (_, rest) = url?.split_once("://")?;
    let mut folders: Vec<&str> = rest.split(['?', '#']).next()?.split('/').skip(1).collect();
    folders.pop();
    let kind = |folder: &str| {
        let words = folder.replace(['-', '_'], " ");
        [folder, words.as_str()]
            .into_iter()
            .find_map(|words| lists.label(words).filter(|label| label.in_paths))
            .map(|label| label.kind)
    };
    folders.into_iter().find_map(kind)
}

fn by_form(signs: &Signs, lists: &Lists) -> Option<ArticleType> {
    let paragraphs = signs.paragraphs;
    let count = |test: fn(&str) -> bool| paragraphs.iter().filter(|paragraph| test(paragraph)).count();
    let questions = count(|paragraph| {
        let start = paragraph.trim_start_matches(['*', ' ']);
        start.starts_with("Q:") || start.starts_with("Q.") || start.starts_with("Q —") || start.starts_with("Question:")
    });
    if questions >= 3 {
        return Some(ArticleType::Interview);
    }
    let dated = count(|paragraph| written::find(paragraph).first().is_some_and(|date| date.span.start <= 4));
    if paragraphs.len() >= 5 && dated * 2 >= paragraphs.len() {
        return Some(ArticleType::Timeline);
    }
    let title = fold(signs.title.unwrap_or_default());
    if title.starts_with("timeline of") || title.starts_with("a timeline of") || title.starts_with("chronology of") {
        return Some(ArticleType::Timeline);
    }
    is_opinionated(paragraphs, lists).then_some(ArticleType::Opinion)
}

/// Whether the writer speaks for himself outside quotations: in the first person, of what must be done, and without
/// the sayings of others that reports are made of.
///
/// All three together are rare in reports; the shares are set high, as a report taken for opinion loses its events.
fn is_opinionated(paragraphs: &[String], lists: &Lists) -> bool {
    let (mut words, mut first, mut modal, mut said) = (0_usize, 0_usize, 0_usize, 0_usize);
    for paragraph in paragraphs {
        for word in word_tokens(&fold(&without_quotations(paragraph))) {
            words += 1;
            first += usize::from(lists.is("first", word));
            modal += usize::from(lists.is("modal", word));
            said += usize::from(lists.is("say", word));
        }
    }
    let dense = |count: usize, per_thousand: usize| count >= 3 && count * 1000 >= words * per_thousand;
    words >= 150 && dense(first, 8) && dense(modal, 4) && said * 1000 < words * 6
}

/// A paragraph without what stands in quotation marks; a quotation that is not closed runs to its end.
fn without_quotations(paragraph: &str) -> String {
    let mut outside = true;
    let mut kept = String::with_capacity(paragraph.len());
    for character in paragraph.chars() {
        match character {
            '"' => outside = !outside,
            '“' => outside = false,
            '”' => outside = true,
            c if outside => kept.push(c),
            _ => {}
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(signs: &Signs) -> ArticleType {
        kind(signs, Lists::built_in())
    }

    #[test]
    fn the_surest_sign_wins() {
        let strings = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();
        let (json_ld, sections) = (strings(&["NewsArticle", "OpinionNewsArticle"]), strings(&["World", "Analysis"]));
        let labels = [ArticleType::Interview];
        let url = Some("https://a.example/editorials/2020/x");
        let mut signs = Signs { json_ld: &json_ld, labels: &labels, sections: &sections, url, ..Signs::default() };
        assert_eq!(of(&signs), ArticleType::Opinion);
        signs.json_ld = &[];
        assert_eq!(of(&signs), ArticleType::Interview);
        signs.labels = &[];
        signs.headline = Some(ArticleType::Timeline);
        assert_eq!(of(&signs), ArticleType::Timeline);
        signs.headline = None;
        assert_eq!(of(&signs), ArticleType::Analysis);
        signs.sections = &[];
        assert_eq!(of(&signs), ArticleType::Opinion);
        signs.url = Some("https://a.example/world/editorials-and-herring");
        assert_eq!(of(&signs), ArticleType::News);
    }

    #[test]
    fn unlabelled_opinion_needs_the_first_person_duty_and_no_report() {
        let column = "I have watched these talks for years, and I must say that we ought to stop them. We should ask what they \
                      cost us. Our ministers must learn to count, and I should know, since I taught two of them myself. "
            .repeat(4);
        let report = "The minister said on Friday that talks must stop. “I should know what they cost us, and we must count,” \
                      she told reporters. Her deputy said that he should have been asked, and officials said they must wait. "
            .repeat(5);
        assert_eq!(of(&Signs { paragraphs: &[column], ..Signs::default() }), ArticleType::Opinion);
        assert_eq!(of(&Signs { paragraphs: &[report], ..Signs::default() }), ArticleType::News);
    }

    #[test]
    fn every_label_of_the_list_is_known_where_it_should_be() {
        let table = include_str!("../../../data/page/labels.tsv");
        for row in table.lines().filter(|line| !line.starts_with('#')).skip(1) {
            let columns: Vec<&str> = row.split('\t').collect();
            let kind = format!("{:?}", Lists::built_in().label(columns[0]).unwrap().kind).to_lowercase();
            assert_eq!(kind, columns[1], "{row}");
            if let Some(example) = columns.get(3).filter(|example| !example.is_empty()) {
                let said = crate::label::line(example, Lists::built_in()).and_then(|said| said.kind);
                assert_eq!(said.map(|kind| format!("{kind:?}").to_lowercase()).as_deref(), Some(columns[1]), "{row}");
            }
        }
    }
}
