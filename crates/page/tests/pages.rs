//! Whole pages, and what is read from each: metadata, text, and what was dropped with its reason.
//!
//! The pages of `pages/` are ours, under invented outlets and in invented countries. A snapshot shows the article as a
//! reader can check it beside the page; `cargo insta review` takes over what has changed for the better.

use std::fs;
use std::path::{Path, PathBuf};

use page::{Article, Hints};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pages")
}

/// The page's own text: what the places of `dropped` point into.
fn decoded(bytes: &[u8]) -> Vec<char> {
    let text = std::str::from_utf8(bytes).map_or_else(
        // The one page that is not UTF-8 is windows-1252.
        |_| {
            bytes
                .iter()
                .map(|byte| WINDOWS_1252.iter().find(|(code, _)| code == byte).map_or(*byte as char, |(_, c)| *c))
                .collect()
        },
        str::to_owned,
    );
    text.chars().collect()
}

const WINDOWS_1252: [(u8, char); 4] = [(0x92, '’'), (0x93, '“'), (0x94, '”'), (0x96, '–')];

/// An article as a reader can check it.
fn shown(article: &Article, page: &[char]) -> String {
    let some = |words: &Option<String>| words.clone().unwrap_or_else(|| "-".to_owned());
    let published = &article.published;
    let day = published.period.map_or_else(|| "-".to_owned(), |period| period.to_string());
    let basis = format!("{:?}", published.basis).to_lowercase();
    let because = published.because.as_ref().map(|words| format!(", because of {words}")).unwrap_or_default();
    let not_before = published.not_before.map(|day| format!(", not before {day}")).unwrap_or_default();
    let mut lines = vec![
        format!("title      {}", some(&article.title)),
        format!("publisher  {}", some(&article.publisher)),
        format!("byline     {}", article.byline.join(" | ")),
        format!("published  {day} ({basis}{not_before}{because})"),
        format!("type       {}", format!("{:?}", article.kind).to_lowercase()),
        format!("from       {}", some(&article.republished_from)),
        String::new(),
        article.text.clone(),
        String::new(),
    ];
    for dropped in &article.dropped {
        let words: String = page[dropped.start..dropped.end].iter().collect();
        lines.push(format!("- {}: {}", dropped.reason, words.split_whitespace().collect::<Vec<_>>().join(" ")));
    }
    lines.join("\n")
}

fn check(name: &str, hints: &Hints) {
    let bytes = fs::read(folder().join(name)).unwrap();
    let article = page::read(&bytes, hints).unwrap_or_else(|warning| panic!("{name}: {warning}"));
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, shown(&article, &decoded(&bytes)));
    });
}

macro_rules! pages {
    ($($test:ident: $name:literal,)*) => {$(
        #[test]
        fn $test() {
            check($name, &Hints::default());
        }
    )*};
}

pages! {
    an_editorial_that_another_outlet_carries: "carried-editorial.txt",
    a_day_that_follows_from_a_caption: "day-from-caption.txt",
    a_wire_report_wrapped_at_a_fixed_width: "wrapped-wire.txt",
    a_page_saved_without_blank_lines: "no-blank-lines.txt",
    a_timeline: "timeline.txt",
    a_newspaper_with_json_ld_and_boxes_in_the_text: "json-ld.html",
    a_column_with_open_graph: "open-graph-opinion.html",
    a_radio_page_with_microdata: "microdata.html",
    a_page_of_tables_in_windows_1252: "old-table.html",
    an_article_that_was_printed_elsewhere_first: "republished.html",
    an_interview: "interview.html",
}

#[test]
fn a_page_whose_day_stands_in_its_address_alone() {
    let url = Some("https://longchart.example/log/2021-04-10-boats-leave.html".to_owned());
    check("address-only.html", &Hints { url, ..Hints::default() });
}
