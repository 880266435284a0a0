//! Which fields people may set, what may stand in them, and how that is written.

use std::sync::LazyLock;

use anchor::Period;
use coding::event::Ontology;
use coding::record::Party;
use jiff::civil::Date;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::ledger::Ledger;
use crate::side::{Side, parties};

const ONTOLOGY: &str = include_str!("../../../../data/events/ontology.tsv");

/// PLOVER's types, modes and scores, as they are built in.
pub(crate) fn ontology() -> &'static Ontology {
    static READ: LazyLock<Ontology> = LazyLock::new(|| {
        Ontology::read("events/ontology.tsv", ONTOLOGY).expect("the ontology that is built in can be read")
    });
    &READ
}

/// The PLOVER mode called `name`.
pub(crate) fn mode_word(name: &str) -> Option<&'static str> {
    let rows = ONTOLOGY.lines().filter(|line| !line.starts_with('#')).skip(1);
    rows.filter_map(|row| row.split('\t').nth(1)).find(|mode| !mode.is_empty() && *mode == name)
}

/// What a person wrote cannot be set.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {why}")]
pub struct FieldError {
    /// The field.
    pub field: String,
    /// What is wrong, and what would be right.
    pub why: String,
}

/// What may stand in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    /// A PLOVER type.
    Type,
    /// PLOVER modes, parted by commas.
    Modes,
    /// Words, parted by commas.
    Words,
    /// Words; none clears the field.
    Text,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// When an event is.
    EventDate,
    /// A day, month, year or two with a slash.
    Period,
    /// When an article was published.
    Published,
    /// Parties, parted by semicolons or commas.
    Parties,
    /// One party.
    Party,
    /// A place.
    Place,
    /// Who said it: the last of the chain.
    Speaker,
    /// A chance, or two with a hyphen.
    Probability,
    /// The last day on which a forecast can come true.
    Until,
    /// What became of a forecast.
    Resolution,
}

const FACTUALITY: Holds =
    Holds::OneOf(&["happened", "ongoing", "planned", "possible", "conditional", "hypothetical", "denied", "negated"]);
const STATES: &[&str] = &["open", "yes", "no", "ambiguous", "annulled"];

/// The fields of each kind: what users call it, the record's own name for it, what it holds.
fn table(kind: &str) -> &'static [(&'static str, Holds)] {
    match kind {
        "event" => &[
            ("type", Holds::Type),
            ("mode", Holds::Modes),
            ("context", Holds::Words),
            ("actor", Holds::Parties),
            ("recipient", Holds::Parties),
            ("date", Holds::EventDate),
            ("place", Holds::Place),
            ("factuality", FACTUALITY),
        ],
        "occurrence" => &[
            ("type", Holds::Type),
            ("actor", Holds::Parties),
            ("recipient", Holds::Parties),
            ("date", Holds::Period),
            ("place", Holds::Place),
            ("factuality", FACTUALITY),
        ],
        "statement" => &[("speaker", Holds::Speaker), ("quotation", Holds::OneOf(&["direct", "indirect", "mixed"]))],
        "position" => &[
            ("holder", Holds::Parties),
            ("toward", Holds::Parties),
            ("stance", Holds::OneOf(&["demand", "offer", "refuse", "commit", "condition", "threaten"])),
            ("issue", Holds::Text),
            ("as_of", Holds::Period),
        ],
        "forecast" => &[
            ("forecaster", Holds::Speaker),
            ("subject", Holds::Parties),
            ("outcome", Holds::OneOf(&["status_quo", "change"])),
            ("probability", Holds::Probability),
            ("until", Holds::Until),
            ("resolution", Holds::Resolution),
        ],
        "office" => &[
            ("person", Holds::Party),
            ("post", Holds::Text),
            ("of", Holds::Text),
            ("status", Holds::OneOf(&["nominated", "holds", "left"])),
            ("from", Holds::Period),
            ("to", Holds::Period),
        ],
        "article" => &[
            ("title", Holds::Text),
            ("publisher", Holds::Text),
            ("published", Holds::Published),
            ("type", Holds::OneOf(&["news", "opinion", "analysis", "interview", "timeline", "other"])),
            ("republished_from", Holds::Text),
            ("byline", Holds::Words),
        ],
        _ => &[],
    }
}

/// The fields of `kind` that people may set.
pub fn fields(kind: &str) -> impl Iterator<Item = &'static str> {
    table(kind).iter().map(|(field, _)| *field)
}

/// The value that `words` mean for `field` of a `kind`, as records print it; parties are looked up in `ledger`.
///
/// # Errors
/// Says what may stand there instead.
pub fn parse(kind: &str, field: &str, words: &str, ledger: &Ledger) -> Result<Value, FieldError> {
    let error = |why: String| FieldError { field: field.to_owned(), why };
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
    let known = || fields(kind).collect::<Vec<&str>>().join(", ");
    let Some((_, holds)) = table(kind).iter().find(|(name, _)| *name == field) else {
        return Err(error(format!("{article} {kind} has no such field to set; it has {}", known())));
    };
    let words = words.trim();
    let one_of = |options: &[&str], what: &str| {
        let lower = words.to_lowercase();
        match options.iter().find(|option| option.to_lowercase() == lower) {
            Some(option) => Ok(json!(option)),
            None => Err(error(format!("{words:?} is no {what}; use one of {}", options.join(", ")))),
        }
    };
    let parts = |at: &[char]| -> Vec<String> {
        words.split(at).map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let period = || words.parse::<Period>().map_err(|problem| error(problem.to_string()));
    Ok(match holds {
        Holds::Type => {
            let types: Vec<&str> = ontology().types().collect();
            one_of(&types, "PLOVER type")?
        }
        Holds::Modes => {
            let modes = parts(&[',', ';']);
            let any = |mode: &&String| ontology().types().any(|kind| ontology().has_mode(kind, mode));
            if let Some(mode) = modes.iter().find(|mode| !any(mode)) {
                return Err(error(format!("{mode:?} is no PLOVER mode; data/events/ontology.tsv lists them")));
            }
            json!(modes)
        }
        Holds::Words => json!(parts(&[',', ';'])),
        Holds::Text | Holds::EventDate | Holds::Period | Holds::Place if words.is_empty() => Value::Null,
        Holds::Speaker if words.is_empty() => return Err(error("say who".to_owned())),
        Holds::Text | Holds::Speaker => json!(words),
        Holds::OneOf(options) => one_of(options, field)?,
        Holds::Period => json!(period()?),
        Holds::EventDate => {
            let mut value = json!(period()?);
            value["timex"] = json!("");
            value["by"] = json!("person");
            value
        }
        Holds::Published => {
            let mut value = json!(period()?);
            value["basis"] = json!("given");
            value["because"] = json!("a person says so");
            value
        }
        Holds::Parties => {
            let at: &[char] = if words.contains(';') { &[';'] } else { &[','] };
            let found: Result<Vec<Party>, FieldError> =
                parts(at).iter().map(|name| party(name, ledger).map_err(error)).collect();
            json!(found?)
        }
        Holds::Party => json!(party(words, ledger).map_err(error)?),
        Holds::Place => json!({ "quote": "", "name": words, "country": null }),
        Holds::Probability => probability(words)
            .ok_or_else(|| error(format!("{words:?} is no chance: write 0.2, or 0.1-0.3 for a range, from 0 to 1")))?,
        Holds::Until => match words.parse::<Date>() {
            Ok(day) => json!(day),
            Err(_) => return Err(error(format!("{words:?} is no day: write 2020-11-03"))),
        },
        Holds::Resolution => one_of(STATES, "resolution")?,
    })
}

fn probability(words: &str) -> Option<Value> {
    let chance = |words: &str| words.trim().parse::<f64>().ok().filter(|chance| (0.0..=1.0).contains(chance));
    let (low, high) = match words.split_once('-') {
        Some((low, high)) => (chance(low)?, chance(high)?),
        None => (chance(words)?, chance(words)?),
    };
    (low <= high).then(|| json!({ "low": low, "mid": f64::midpoint(low, high), "high": high, "table": "person" }))
}

/// The party that `words` call: one that the ledger knows by code or name, else `Name (CODE)`.
fn party(words: &str, ledger: &Ledger) -> Result<Party, String> {
    let lower = words.to_lowercase();
    let same = |name: &str| name.to_lowercase() == lower;
    let is_itself =
        |party: &&Party| party.person.is_none() && (party.code.as_deref().is_some_and(same) || same(&party.name));
    let is_named = |party: &&Party| party.person.as_deref().is_some_and(same);
    let bare = |party: &Party| Party { start: 0, end: 0, quote: String::new(), ..party.clone() };
    let mut named = None;
    for record in ledger.pages().records() {
        if let Some(party) = parties(&record).find(is_itself) {
            return Ok(bare(party));
        }
        named = named.or_else(|| parties(&record).find(is_named).map(bare));
    }
    if let Some(party) = named {
        return Ok(party);
    }
    let new = |name: &str, code: Option<&str>| Party {
        name: name.to_owned(),
        code: code.map(str::to_owned),
        sector: code.and_then(|code| code.get(3..)).filter(|sector| !sector.is_empty()).map(str::to_owned),
        wikidata: None,
        person: None,
        start: 0,
        end: 0,
        quote: String::new(),
    };
    if let Some((name, code)) = words.strip_suffix(')').and_then(|words| words.rsplit_once(" (")) {
        let is_code = (3..=9).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_uppercase());
        return if is_code {
            Ok(new(name.trim(), Some(code)))
        } else {
            Err(format!("{code:?} is no PLOVER code: three capital letters for a country or body, more for a sector"))
        };
    }
    let mut near: Vec<&Side> = ledger.dispute().pairs.iter().take(6).flat_map(|pair| [&pair.a, &pair.b]).collect();
    near.sort();
    near.dedup();
    let near: Vec<&str> = near.into_iter().map(Side::key).collect();
    Err(format!(
        "no party {words:?} in this ledger; write its code ({}), or a new one as in \"Houthis (YEMREB)\"",
        near.join(", ")
    ))
}

/// Sets `field` of `thing` to `value`; what cannot be is left as it is.
pub(super) fn set<T: Serialize + DeserializeOwned>(thing: &mut T, kind: &str, field: &str, value: &Value) {
    let Ok(mut json) = serde_json::to_value(&*thing) else { return };
    let Some((_, holds)) = table(kind).iter().find(|(name, _)| *name == field) else { return };
    match holds {
        Holds::Speaker => {
            let Some(chain) = json[field].as_array_mut() else { return };
            if chain.is_empty() {
                chain.push(json!({ "name": "", "class": "person", "start": 0, "end": 0, "quote": "", "cue": null }));
            }
            if let Some(last) = chain.last_mut() {
                last["name"] = value.clone();
            }
        }
        Holds::Until => {
            if json["horizon"].is_null() {
                json["horizon"] = json!({ "start": null, "quote": "", "event": null });
            }
            json["horizon"]["end"] = value.clone();
        }
        Holds::Resolution => {
            json["resolution"]["state"] = value.clone();
            json["resolution"]["by"] = if value == "open" { Value::Null } else { json!("person") };
        }
        Holds::Published => {
            json["published"]["not_before"] = Value::Null;
            let Some(period) = value.as_object() else { return };
            for (name, part) in period {
                json["published"][name] = part.clone();
            }
        }
        _ => json[field] = value.clone(),
    }
    if kind == "event" {
        dependent(&mut json);
    }
    if let Ok(changed) = serde_json::from_value(json) {
        *thing = changed;
    }
}

/// What follows from an event's type, mode and factuality.
fn dependent(event: &mut Value) {
    let ontology = ontology();
    let Some(kind) = event["type"].as_str().map(str::to_owned) else { return };
    let modes: Vec<String> = serde_json::from_value(event["mode"].clone()).unwrap_or_default();
    let modes: Vec<String> = modes.into_iter().filter(|mode| ontology.has_mode(&kind, mode)).collect();
    let factuality = serde_json::from_value(event["factuality"].clone()).unwrap_or_default();
    event["quad"] = json!(ontology.quad(&kind));
    event["score"] = json!(ontology.score(&kind, &modes));
    event["coded"] = json!(ontology.coded(&kind, factuality));
    event["mode"] = json!(modes);
}

/// What `field` of `thing` is, as records print it.
pub fn value(thing: &impl Serialize, kind: &str, field: &str) -> Value {
    let json = serde_json::to_value(thing).unwrap_or_default();
    match table(kind).iter().find(|(name, _)| *name == field) {
        Some((_, Holds::Speaker)) => {
            json[field].as_array().and_then(|chain| chain.last()).map_or(Value::Null, |last| last["name"].clone())
        }
        Some((_, Holds::Until)) => json["horizon"]["end"].clone(),
        Some((_, Holds::Resolution)) => json["resolution"]["state"].clone(),
        _ => json[field].clone(),
    }
}
