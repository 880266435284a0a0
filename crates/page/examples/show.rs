//! Prints what each page of the named sources gives: `cargo run -p standoff-page --example show -- FILE…`
#![allow(clippy::print_stdout, reason = "printing is what it is for")]

use page::source::{self, Body};

fn main() {
    let sources: Vec<String> = std::env::args().skip(1).collect();
    for item in source::open(&sources) {
        match item.map(|item| (item.read(), item)) {
            Ok((Ok(article), item)) => {
                println!("== {}\ntitle      {:?}\nbyline     {:?}", item.name, article.title, article.byline);
                println!("publisher  {:?}, from {:?}", article.publisher, article.republished_from);
                println!("published  {:?}\ntype       {:?}\n\n{}\n", article.published, article.kind, article.text);
                if let Body::Page(bytes) = &item.body {
                    let page: Vec<char> = String::from_utf8_lossy(bytes).chars().collect();
                    for dropped in &article.dropped {
                        let words: String = page.iter().take(dropped.end).skip(dropped.start).take(100).collect();
                        println!("[{}] {words:?}", dropped.reason);
                    }
                }
            }
            Ok((Err(warning), item)) => println!("== {}: {warning}", item.name),
            Err(error) => println!("== {error}"),
        }
    }
}
