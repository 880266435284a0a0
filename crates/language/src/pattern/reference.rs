//! The patterns beside a matcher that is too simple to be wrong: it lists every end of every match, in the order
//! in which Python would come to them.

use proptest::prelude::*;

use super::parse::{Node, parse};
use super::program::Program;
use super::set::Set;
use super::{Pattern, lift_edges};

/// Every place to which `node` can match from `at`, the preferred one first.
fn ends(node: &Node, text: &str, at: usize) -> Vec<usize> {
    let one_after_the_other = |items: &[Node]| {
        items.iter().fold(vec![at], |places, item| places.iter().flat_map(|&place| ends(item, text, place)).collect())
    };
    match node {
        Node::Set(set) => {
            text[at..].chars().next().filter(|&c| set.contains(c)).map(|c| at + c.len_utf8()).into_iter().collect()
        }
        Node::Concat(items) => one_after_the_other(items),
        Node::Alternate(branches) => branches.iter().flat_map(|branch| ends(branch, text, at)).collect(),
        Node::Repeat { node: body, min, max, greedy } => {
            let once_more = || -> Vec<usize> {
                let rest = Node::Repeat {
                    node: body.clone(),
                    min: min.saturating_sub(1),
                    max: max.map(|max| max - 1),
                    greedy: *greedy,
                };
                ends(body, text, at).into_iter().flat_map(|place| ends(&rest, text, place)).collect()
            };
            match (*min, *max, *greedy) {
                (0, Some(0), _) => vec![at],
                (0, _, true) => once_more().into_iter().chain([at]).collect(),
                (0, _, false) => std::iter::once(at).chain(once_more()).collect(),
                _ => once_more(),
            }
        }
        Node::Start => Vec::from_iter((at == 0).then_some(at)),
        Node::End => Vec::from_iter((at == text.len() || &text[at..] == "\n").then_some(at)),
        Node::VeryEnd => Vec::from_iter((at == text.len()).then_some(at)),
        Node::Look { ahead: true, negative, node } => {
            Vec::from_iter((ends(node, text, at).is_empty() == *negative).then_some(at))
        }
        Node::Look { ahead: false, negative, node } => {
            let behind =
                (0..=at).filter(|&from| text.is_char_boundary(from)).any(|from| ends(node, text, from).contains(&at));
            Vec::from_iter((behind != *negative).then_some(at))
        }
    }
}

/// `re.search` by trying every place.
fn search(node: &Node, text: &str) -> Option<(usize, usize)> {
    let mut places = text.char_indices().map(|(at, _)| at).chain([text.len()]);
    places.find_map(|at| ends(node, text, at).first().map(|&end| (at, end)))
}

/// Patterns over few characters, so that they often match [`texts`].
fn patterns() -> impl Strategy<Value = String> {
    let atom = prop::sample::select(vec!["a", "b", "é", r"\.", "[ab]", "[^a]", r"\d", r"\w", ".", "[a.é]", "1"]);
    let leaf = prop_oneof![6 => atom.prop_map(str::to_owned), 1 => Just("^".to_owned()), 1 => Just("$".to_owned())];
    leaf.prop_recursive(4, 24, 6, |inner| {
        let count = prop::sample::select(vec!["*", "+", "?", "{2}", "{1,3}", "{2,}", "*?", "+?", "??"]);
        let look = prop::sample::select(vec!["(?=", "(?!"]);
        prop_oneof![
            prop::collection::vec(inner.clone(), 1..4).prop_map(|items| items.concat()),
            prop::collection::vec(inner.clone(), 2..6).prop_map(|branches| format!("(?:{})", branches.join("|"))),
            (inner.clone(), count).prop_map(|(item, count)| format!("(?:{item}){count}")),
            (look, inner).prop_map(|(look, item)| format!("{look}{item})")),
            prop::sample::select(vec!["(?<=a)", "(?<!a)", r"(?<=[a1]\.)", "(?<=a|é)"]).prop_map(str::to_owned),
        ]
    })
}

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(vec!["a", "b", "é", ".", "1", "\n", "x"]), 0..10)
        .prop_map(|s| s.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn finds_what_the_simple_matcher_finds(source in patterns(), text in texts()) {
        let Ok(pattern) = Pattern::new(&source) else { return Err(TestCaseError::reject("repeats nothing")) };
        let node = parse(&source).unwrap();
        prop_assert_eq!(pattern.search(&text), search(&node, &text), "{}", source);
        prop_assert_eq!(pattern.match_start(&text), ends(&node, &text, 0).first().copied(), "{}", source);
    }

    #[test]
    fn reads_backwards_what_it_reads_forwards(source in patterns(), text in texts()) {
        let node = lift_edges(parse(&source).unwrap());
        let Ok(backwards) = Program::new(&node, true) else { return Err(TestCaseError::reject("repeats nothing")) };
        let starts = (0..=text.len()).filter(|&at| text.is_char_boundary(at));
        let longest = starts.into_iter().find(|&at| ends(&node, &text, at).contains(&text.len()));
        prop_assert_eq!(backwards.run_longest(&text, text.len()), longest, "{}", source);
    }

    #[test]
    fn finds_the_same_however_hard_it_is(source in patterns(), text in texts()) {
        // So many ways to fail that places must be noted.
        let hard = format!("(?:(?:{source})|(?:a+)*(?:b+)*(?:a|b|ab)*x!)");
        let text = format!("{text}{}", "ab".repeat(30));
        let Ok(easy) = Pattern::new(&format!("(?:{source})")) else {
            return Err(TestCaseError::reject("repeats nothing"));
        };
        prop_assert_eq!(Pattern::new(&hard).unwrap().search(&text), easy.search(&text), "{}", source);
    }
}

proptest! {
    #[test]
    fn no_source_panics(pieces in prop::collection::vec(prop::sample::select(vec![
        "(", ")", "(?:", "(?=", "(?<!", "[", "]", "^", "$", "|", "*", "+", "?", "{", "}", "{1000}", "{0,9}", "\\", "-", "a", "é", "\\d",
        "\\u00e9", "\\x", ".", "a-z",
    ]), 0..20), text in texts()) {
        if let Ok(pattern) = Pattern::new(&pieces.concat()) {
            let _ = (pattern.search(&text), pattern.find_iter(&text).count());
        }
    }
}

#[test]
fn a_pattern_that_unfolds_too_far_is_refused() {
    for source in
        ["(?:(?:ab){1000}){1000}", "(?:(?:(?:(?:){1000}){1000}){1000}){1000}", "(?:(?:(?:a?b?){500}){500}){500}"]
    {
        assert!(Pattern::new(source).is_err(), "{source}");
    }
}

#[test]
fn every_match_is_found_in_turn() {
    let all = |source: &str, text: &str| Pattern::new(source).unwrap().find_iter(text).collect::<Vec<_>>();
    assert_eq!(all(r"(?<=[a-z])-(?=[a-z])", "state-of-the-art-"), [(5, 6), (8, 9), (12, 13)]);
    assert_eq!(all(r"\.\.+|…", "a...b…"), [(1, 4), (5, 8)]);
    assert_eq!(all("a*", "baé"), [(0, 0), (1, 2), (2, 2), (4, 4)]);
}

#[test]
fn the_end_of_the_text_may_be_a_line_feed() {
    let pattern = Pattern::new("a$|b$").unwrap();
    assert_eq!(pattern.search("ba\n"), Some((1, 2)));
    assert_eq!(pattern.search("ba\n\n"), None);
}

#[test]
fn no_text_takes_long() {
    let pattern = Pattern::new(r"(?:\S+(?::\S*)?@)?(?:[a-z]{1,63}\.)+[a-z]{2,}$").unwrap();
    assert_eq!(pattern.match_start(&":.@".repeat(5000)), None);
    assert_eq!(pattern.match_start(&format!("{}a.bc", ":@".repeat(5000))), Some(10_004));
    let nested = Pattern::new("(?:(?:a+)+)+b").unwrap();
    assert_eq!(nested.search(&"a".repeat(2000)), None);
}

#[test]
fn a_set_of_alternatives_prefers_the_first() {
    assert_eq!(Pattern::new("^…|^……|^x|^xy|^xyz").unwrap().search("……"), Some((0, 3)));
    assert_eq!(Pattern::new("…$|……$|x$|yx$|zyx$").unwrap().search("……"), Some((0, 6)));
    assert_eq!(Set::one('…'), Set::one('…').complement().complement());
}
