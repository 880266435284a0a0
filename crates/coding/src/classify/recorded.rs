//! What reading the whole text records of a pair: the events that it finds between the two, or of one of them.
//!
//! The other features look at words and clauses; these hold what the event coder made of them, with its own binding of
//! who acts on whom.

use crate::record::{Event, Party, Quoter};

use super::Pair;

/// The features of `pair` that `events` give, `name=value`; `quoter` is the text's.
pub(super) fn features(events: &[Event], quoter: &Quoter<'_>, pair: &Pair) -> Vec<String> {
    let ranges =
        |spans: &[anchor::Span]| -> Vec<(usize, usize)> { spans.iter().map(|&span| quoter.range(span)).collect() };
    let (source, target) = (ranges(&pair.source), ranges(&pair.target));
    let mut found = Vec::new();
    for event in events {
        let coded = event.coded.clone().unwrap_or_else(|| format!("{}-{}", event.kind, event.factuality.as_str()));
        let acts = (stands_in(&event.actor, &source), stands_in(&event.actor, &target));
        let is_acted_on = (stands_in(&event.recipient, &source), stands_in(&event.recipient, &target));
        let name = match (acts, is_acted_on) {
            ((true, _), (_, true)) => {
                found.push(format!("record-type={}", event.kind));
                "record"
            }
            ((_, true), (true, _)) => "record-turned",
            ((true, _), _) => "record-of-source",
            (_, (_, true)) => "record-of-target",
            _ => "record-beside",
        };
        found.push(format!("{name}={coded}"));
    }
    if !found.iter().any(|feature| feature.starts_with("record=")) {
        found.push("record=none".to_owned());
    }
    found
}

/// Whether one of `parties` is named in one of `ranges`, in code points.
fn stands_in(parties: &[Party], ranges: &[(usize, usize)]) -> bool {
    let shares = |party: &Party, &(start, end): &(usize, usize)| party.start < end && start < party.end;
    parties.iter().any(|party| ranges.iter().any(|range| shares(party, range)))
}

#[cfg(test)]
mod tests {
    use crate::classify::Pair;
    use crate::coder::Coder;

    /// What is recorded of 'source > target' in `text`.
    fn recorded(text: &str, pair: [&str; 2]) -> Vec<String> {
        let span =
            |words: &str| vec![anchor::Span::new(text.find(words).unwrap(), text.find(words).unwrap() + words.len())];
        let pair = Pair { source: span(pair[0]), target: span(pair[1]) };
        let document = language::Pipeline::english().parse(text);
        let features = Coder::standard().pair_features(&document, &pair);
        features.into_iter().filter(|feature| feature.starts_with("record")).collect()
    }

    #[test]
    fn an_event_tells_by_who_acts_on_whom() {
        let text = "Norway accused Sweden of spying.";
        assert_eq!(recorded(text, ["Norway", "Sweden"]), ["record-type=ACCUSE", "record=ACCUSE"]);
        assert_eq!(recorded(text, ["Sweden", "Norway"]), ["record-turned=ACCUSE", "record=none"]);
        assert_eq!(recorded(text, ["Norway", "spying"]), ["record-of-source=ACCUSE", "record=none"]);
    }
}
