//! What a filter should let through, from the JSON of the records alone.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

/// What is asked for; conditions that are empty let everything through. Types in small letters; an outlet without 'the'.
#[derive(Clone, Default)]
pub(crate) struct Wanted {
    pub(crate) party: Vec<&'static str>,
    pub(crate) between: Option<(&'static str, &'static str)>,
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) from: Option<&'static str>,
    pub(crate) to: Option<&'static str>,
    pub(crate) outlet: Option<&'static str>,
    pub(crate) factuality: Vec<&'static str>,
    /// Words that begin so, with an ending of a verb or a plural or without.
    pub(crate) text: Option<&'static str>,
}

impl Wanted {
    /// Both conditions.
    pub(crate) fn and(mut self, other: &Self) -> Self {
        self.party.extend(&other.party);
        self.kinds.extend(&other.kinds);
        self.factuality.extend(&other.factuality);
        self.between = self.between.or(other.between);
        self.from = self.from.or(other.from);
        self.to = self.to.or(other.to);
        self.outlet = self.outlet.or(other.outlet);
        self.text = self.text.or(other.text);
        self
    }

    fn kind(&self, words: &[&Value]) -> bool {
        let word = |value: &Value| value.as_str().unwrap_or_default().to_lowercase();
        self.kinds.is_empty() || words.iter().any(|value| self.kinds.contains(&word(value).as_str()))
    }

    /// `start` and `end` may be a month or a year.
    fn days(&self, start: &Value, end: &Value) -> bool {
        let (Some(start), Some(end)) = (start.as_str().or(end.as_str()), end.as_str().or(start.as_str())) else {
            return self.from.is_none() && self.to.is_none();
        };
        let padded = |day: &str, with: &str| format!("{day}{}", &with[day.len()..]);
        self.from.is_none_or(|from| padded(end, "0000-12-31").as_str() >= from)
            && self.to.is_none_or(|to| padded(start, "0000-01-01").as_str() <= to)
    }

    fn period(&self, period: &Value) -> bool {
        self.days(&period["start"], &period["end"])
    }

    fn outlet<'v>(&self, mut names: impl Iterator<Item = &'v Value>) -> bool {
        let key = |name: &str| name.to_lowercase().trim_start_matches("the ").to_owned();
        self.outlet.is_none_or(|wanted| names.any(|name| name.as_str().is_some_and(|name| key(name) == wanted)))
    }

    fn text(&self, words: &str) -> bool {
        let endings = ["", "s", "ed", "ing"];
        let lower = words.to_lowercase();
        let mut words = lower.split(|c: char| !c.is_alphanumeric());
        self.text.is_none_or(|stem| words.any(|word| endings.iter().any(|ending| word == format!("{stem}{ending}"))))
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

/// The parties that a record names.
fn parties(record: &Value) -> Vec<&Value> {
    let one = &record["person"];
    let lists = ["actor", "recipient", "holder", "toward", "subject"].map(|role| list(&record[role]));
    lists.into_iter().flatten().chain(one.is_object().then_some(one)).collect()
}

fn same(value: &Value, name: &str) -> bool {
    value.as_str().is_some_and(|value| value.to_lowercase() == name.to_lowercase())
}

/// The state for which a party acts, where its code says so.
fn state(party: &Value) -> Option<&str> {
    let (base, sector) = party["code"].as_str()?.split_at_checked(3)?;
    let sector = party["sector"].as_str().filter(|sector| *sector != base).unwrap_or(sector);
    let bodies = ["IGO", "NGO", "IMG", "ISM", "MNC"];
    let of_state = ["", "GOV", "MIL", "LEG", "JUD", "COP", "PRM", "SPY", "UNK"];
    (of_state.contains(&sector) && !bodies.contains(&base)).then_some(base)
}

fn is_party(party: &Value, name: &str) -> bool {
    ["name", "code", "person"].iter().any(|field| same(&party[*field], name)) || state(party) == Some(name)
}

fn speakers(record: &Value) -> impl Iterator<Item = &Value> {
    list(&record["speaker"]).chain(list(&record["forecaster"])).map(|source| &source["name"])
}

/// All that was read, and the lines it adds up to.
#[derive(Default)]
pub(crate) struct Everything {
    articles: BTreeMap<String, Value>,
    records: BTreeMap<String, Value>,
    /// By kind, as they are exported without a filter.
    pub(crate) lines: BTreeMap<&'static str, Vec<Value>>,
}

impl Everything {
    pub(crate) fn of(lines: Vec<Value>) -> Self {
        let mut all = Self::default();
        for line in lines {
            let id = line["id"].as_str().unwrap_or_default().to_owned();
            match line["kind"].as_str().unwrap() {
                "article" => all.articles.insert(id, line),
                "event" | "statement" | "position" | "forecast" | "office" => all.records.insert(id, line),
                _ => None,
            };
        }
        all
    }

    /// The lines of what was certainly published by `day`.
    pub(crate) fn published_by(&self, day: &str) -> String {
        let mut lines = String::new();
        for (id, article) in &self.articles {
            if article["published"]["end"].as_str().is_some_and(|end| end <= day) {
                lines.push_str(&article.to_string());
                lines.push('\n');
                for record in self.records.values().filter(|record| record["article"] == id.as_str()) {
                    lines.push_str(&record.to_string());
                    lines.push('\n');
                }
            }
        }
        lines
    }

    /// The ids of the things of `kind` that are asked for.
    pub(crate) fn expected(&self, kind: &str, wanted: &Wanted) -> BTreeSet<String> {
        let takes = |line: &&Value| match kind {
            "events" => self.record(line, wanted),
            "statements" => self.records_of(line).any(|record| self.record(record, wanted)),
            "occurrences" => self.occurrence(line, wanted),
            "articles" => Self::article(line, wanted),
            "storylines" => self.storyline(line, wanted),
            _ => self.line(line, wanted),
        };
        let lines = self.lines[kind].iter().filter(takes);
        lines.map(|line| line["id"].as_str().unwrap().to_owned()).collect()
    }

    fn records_of<'e>(&'e self, line: &'e Value) -> impl Iterator<Item = &'e Value> {
        let ids = list(&line["records"]).chain(list(&line["reports"]).map(|report| &report["record"]));
        ids.map(|id| &self.records[id.as_str().unwrap()])
    }

    fn page(&self, record: &Value) -> &Value {
        &self.articles[record["article"].as_str().unwrap()]
    }

    /// Whether a record stands in an outlet, or names one, and in words that are asked for.
    fn stands(&self, record: &Value, wanted: &Wanted) -> bool {
        let publisher = &self.page(record)["publisher"];
        let sources = list(&record["attribution"]).map(|source| &source["name"]);
        wanted.outlet(std::iter::once(publisher).chain(sources))
            && wanted.text(record["evidence"]["quote"].as_str().unwrap())
    }

    fn record(&self, record: &Value, wanted: &Wanted) -> bool {
        let named = |name: &str| {
            parties(record).iter().any(|party| is_party(party, name)) || speakers(record).any(|who| same(who, name))
        };
        let side = |name: &str| parties(record).iter().any(|party| state(party) == Some(name));
        let kinds = [&record["type"], &record["quotation"]];
        let kinds: Vec<&Value> =
            kinds.into_iter().chain(list(&record["mode"])).chain(list(&record["context"])).collect();
        let date = if record["date"].is_object() { &record["date"] } else { &self.page(record)["published"] };
        wanted.party.iter().all(|name| named(name))
            && wanted.between.is_none_or(|(a, b)| side(a) && side(b))
            && wanted.kind(&kinds)
            && wanted.period(date)
            && (wanted.factuality.is_empty() || wanted.factuality.iter().any(|word| same(&record["factuality"], word)))
            && self.stands(record, wanted)
    }

    fn occurrence(&self, one: &Value, wanted: &Wanted) -> bool {
        let has = |role: &str, name: &str| list(&one[role]).any(|value| same(value, name));
        let named = |name: &str| ["actor", "recipient", "persons"].iter().any(|role| has(role, name));
        let between = |a: &str, b: &str| {
            (has("actor", a) && (has("recipient", b) || has("actor", b))) || (has("actor", b) && has("recipient", a))
        };
        let kinds: Vec<&Value> =
            std::iter::once(&one["type"]).chain(list(&one["mode"])).chain(list(&one["context"])).collect();
        let days = if one["date"].is_object() {
            wanted.period(&one["date"])
        } else {
            wanted.days(&one["reported"], &one["reported"])
        };
        wanted.party.iter().all(|name| named(name))
            && wanted.between.is_none_or(|(a, b)| between(a, b))
            && wanted.kind(&kinds)
            && days
            && (wanted.factuality.is_empty() || wanted.factuality.iter().any(|word| same(&one["factuality"], word)))
            && self.records_of(one).any(|record| self.stands(record, wanted))
    }

    /// A position, forecast or office.
    fn line(&self, one: &Value, wanted: &Wanted) -> bool {
        let records: Vec<&Value> = self.records_of(one).collect();
        let sides: Vec<&Value> = list(&one["holder"]).chain(list(&one["toward"])).chain([&one["side"]]).collect();
        let named = |name: &str| {
            sides.iter().any(|side| same(side, name))
                || records.iter().any(|record| {
                    parties(record).iter().any(|party| is_party(party, name))
                        || list(&record["forecaster"]).any(|source| same(&source["name"], name))
                })
        };
        let acts = |name: &str| {
            sides.iter().any(|side| *side == name)
                || records.iter().any(|record| parties(record).iter().any(|party| state(party) == Some(name)))
        };
        let made = &one["made"];
        let days = if one.get("made").is_some() {
            // From the day it was made to the day to which it looks, if that is later.
            let until = if one["until"].as_str() > made.as_str() { &one["until"] } else { made };
            wanted.days(made, until)
        } else if one.get("person").is_some() {
            let from = if one["from"].is_object() { &one["from"]["start"] } else { &one["last"] };
            let to = if one["to"].is_object() { &one["to"]["end"] } else { &one["last"] };
            wanted.days(from, to)
        } else {
            wanted.days(&one["first"], &one["last"])
        };
        wanted.party.iter().all(|name| named(name))
            && wanted.between.is_none_or(|(a, b)| acts(a) && acts(b))
            && wanted.kind(&[&one["stance"], &one["issue"], &one["outcome"], &one["status"]])
            && days
            && wanted.factuality.is_empty()
            && records.iter().any(|record| self.stands(record, wanted))
    }

    /// Only what is an article's own: an article has no parties and is neither true nor false.
    fn article(article: &Value, wanted: &Wanted) -> bool {
        let words = ["title", "text"].map(|field| article[field].as_str().unwrap_or_default()).join(" ");
        wanted.party.is_empty()
            && wanted.between.is_none()
            && wanted.factuality.is_empty()
            && wanted.kind(&[&article["type"]])
            && wanted.period(&article["published"])
            && wanted.outlet([&article["publisher"], &article["republished_from"]].into_iter())
            && wanted.text(&words)
    }

    fn storyline(&self, one: &Value, wanted: &Wanted) -> bool {
        let has = |name: &str| list(&one["between"]).any(|side| same(side, name));
        let alone = Wanted { party: Vec::new(), between: None, ..wanted.clone() };
        wanted.party.iter().all(|name| has(name))
            && wanted.between.is_none_or(|(a, b)| has(a) && has(b))
            && list(&one["articles"]).any(|id| Self::article(&self.articles[id.as_str().unwrap()], &alone))
    }
}
