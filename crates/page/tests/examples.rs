//! The example pages, beside what a reader wrote down of them: `examples/*-truth/articles.tsv` says what each page is
//! and with which words its prose begins and ends, `furniture.tsv` which words are no part of it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use page::source::{Body, open};
use page::{Article, Basis};

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples")
}

/// A table's rows as columns, without comments and heading.
fn rows(file: &Path) -> Vec<Vec<String>> {
    let text = fs::read_to_string(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()).skip(1);
    lines.map(|line| line.split('\t').map(str::to_owned).collect()).collect()
}

fn read(folder: &str, page: &str) -> Article {
    let path = examples().join(folder).join(page).display().to_string();
    let mut items: Vec<_> = open(std::slice::from_ref(&path)).collect();
    assert_eq!(items.len(), 1, "{path}");
    let item = items.remove(0).unwrap_or_else(|error| panic!("{error}"));
    assert!(matches!(item.body, Body::Page(_)));
    item.read().unwrap_or_else(|warning| panic!("{path}: {warning}"))
}

/// What differs from the truth, a line each.
fn differences(folder: &str) -> Vec<String> {
    let mut found = Vec::new();
    for row in rows(&examples().join(format!("{folder}-truth/articles.tsv"))) {
        let [page, title, publisher, byline, published, basis, not_before, kind, from, _, begins, ends] =
            row.as_slice()
        else {
            panic!("{folder}: {row:?} should have 12 columns")
        };
        let article = read(folder, page);
        let mut differ = |what: &str, wanted: &str, got: &str| {
            if wanted != got {
                found.push(format!("{folder}/{page}: {what} is {got:?}, not {wanted:?}"));
            }
        };
        differ("title", title, article.title.as_deref().unwrap_or_default());
        differ("publisher", publisher, article.publisher.as_deref().unwrap_or_default());
        differ("byline", &byline.to_lowercase(), &article.byline.join(" | ").to_lowercase());
        let day = article.published.period.map(|period| period.to_string()).unwrap_or_default();
        differ("day", published, &day);
        let own_basis = match article.published.basis {
            Basis::Stated => "stated",
            Basis::Given => "given",
            Basis::Inferred => "inferred",
            Basis::Unknown => "unknown",
        };
        differ("basis", basis, own_basis);
        if !not_before.is_empty() {
            let own = article.published.not_before.map(|day| day.to_string()).unwrap_or_default();
            differ("not_before", not_before, &own);
        }
        differ("type", kind, &format!("{:?}", article.kind).to_lowercase());
        differ("republished_from", from, article.republished_from.as_deref().unwrap_or_default());
        let own: String = article.text.chars().take(begins.chars().count()).collect();
        differ("beginning", begins, &own);
        let skip = article.text.chars().count().saturating_sub(ends.chars().count());
        differ("end", ends, &article.text.chars().skip(skip).collect::<String>());
    }
    found
}

/// Furniture that is left in the text.
fn left_over(folder: &str) -> Vec<String> {
    let rows = rows(&examples().join(format!("{folder}-truth/furniture.tsv")));
    let mut texts: BTreeMap<&str, String> = BTreeMap::new();
    for row in &rows {
        texts.entry(&row[0]).or_insert_with(|| read(folder, &row[0]).text);
    }
    let left = rows.iter().filter(|row| texts[row[0].as_str()].contains(&row[1]));
    left.map(|row| format!("{folder}/{}: {:?} ({}) is left in the text", row[0], row[1], row[2])).collect()
}

#[test]
fn example_pages_are_read_as_their_readers_read_them() {
    let differences: Vec<String> = ["korea", "strait"].into_iter().flat_map(differences).collect();
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

#[test]
fn no_furniture_is_left_in_the_text_of_example_pages() {
    let left: Vec<String> = ["korea", "strait"].into_iter().flat_map(left_over).collect();
    assert!(left.is_empty(), "\n{}", left.join("\n"));
}
