//! Occurrences as PLOVER JSON, one object a line, with the field names of PLOVER's manual.
//!
//! The event is the single PLOVER type after its rules for acts that did not (yet) take place; what has none by these
//! rules ('may attack') and what has no date is left out, for PLOVER asks for both.

use coding::record::Record;
use serde_json::{Map, Value, json};

use super::{About, Folder, Out, best, party};
use crate::correction::ontology;
use crate::ledger::Ledger;
use crate::occurrence::Occurrence;
use crate::select::Filter;
use crate::side::Side;

/// The fields of PLOVER's manual that are written, with their types.
const FIELDS: [(&str, &str); 20] = [
    ("id", "string"),
    ("date", "date"),
    ("enddate", "date"),
    ("actor", "array"),
    ("recipient", "array"),
    ("event", "string"),
    ("has_event", "boolean"),
    ("mode", "array"),
    ("context", "array"),
    ("quad_code", "integer"),
    ("event_scale", "number"),
    ("event_loc", "object"),
    ("event_text", "string"),
    ("text", "string"),
    ("text_info", "object"),
    ("cite_info", "object"),
    ("link", "string"),
    ("coder", "string"),
    ("coded_date", "date"),
    ("comment", "string"),
];

pub(super) fn write<F: Folder>(
    ledger: &Ledger,
    filter: &Filter,
    about: &About,
    out: &mut Out<'_, F>,
) -> Result<(), F::Error> {
    let name = "events.plover.jsonl";
    let mut left_out = 0;
    out.make(name, &mut |out| {
        let mut rows = 0;
        for occurrence in ledger.occurrences().iter().filter(|one| filter.takes_occurrence(one, ledger)) {
            match event(ledger, occurrence, about) {
                Some(event) => {
                    writeln!(out, "{event}")?;
                    rows += 1;
                }
                None => left_out += 1,
            }
        }
        Ok(rows)
    })?;
    let fields: Vec<Value> = FIELDS.iter().map(|(name, kind)| json!({ "name": name, "type": kind })).collect();
    let description = format!(
        "Occurrences as PLOVER events, one a line; {left_out} without a date, or without a PLOVER type for what did not \
         take place, are left out"
    );
    out.resources.push(json!({
        "name": "plover", "path": name, "description": description, "format": "jsonl",
        "mediatype": "application/jsonl", "encoding": "utf-8", "schema": { "fields": fields },
    }));
    Ok(())
}

fn event(ledger: &Ledger, occurrence: &Occurrence, about: &About) -> Option<Value> {
    let date = occurrence.date?;
    let kind = ontology().coded(&occurrence.kind, occurrence.factuality)?;
    let (record, article) = best(ledger, occurrence)?;
    let basis = record.basis();
    let same = kind == occurrence.kind;
    let modes: &[String] = if same { &occurrence.mode } else { &[] };
    let entities = |sides: &[Side]| sides.iter().map(|side| entity(ledger, occurrence, side)).collect::<Vec<Value>>();
    let mut event = Map::new();
    let mut put = |name: &str, value: Value| {
        if !value.is_null() {
            event.insert(name.to_owned(), value);
        }
    };
    put("id", json!(occurrence.id));
    put("date", json!(date.start));
    put("enddate", if date.start == date.end { Value::Null } else { json!(date.end) });
    put("actor", json!(entities(&occurrence.actor)));
    put("recipient", json!(entities(&occurrence.recipient)));
    put("event", json!(kind));
    put("has_event", json!(true));
    put("mode", json!(modes));
    put("context", json!(occurrence.context));
    put("quad_code", json!(ontology().quad(&kind)));
    put("event_scale", json!(ontology().score(&kind, modes)));
    put("event_loc", occurrence.place.as_ref().map_or(Value::Null, |place| json!({ "text": place })));
    put(
        "event_text",
        match &*record {
            Record::Event(event) => json!(event.trigger.quote),
            _ => Value::Null,
        },
    );
    put("text", json!(basis.evidence.quote));
    put(
        "text_info",
        json!({ "sequence": basis.sentence, "start": basis.evidence.start, "end": basis.evidence.end,
                "text_story": article.id }),
    );
    put(
        "cite_info",
        json!({ "citation": article.title, "url": article.url, "title": article.title, "language": article.language,
                "publication": article.publisher, "coder": "standoff", "version": about.program }),
    );
    put("link", json!(article.url));
    put("coder", json!("standoff"));
    put("comment", json!(comment(occurrence, same)));
    Some(Value::Object(event))
}

/// What PLOVER has no field for: how many report it, and what it was written as.
fn comment(occurrence: &Occurrence, same: bool) -> String {
    let reports = format!("{} reports, {} independent outlets", occurrence.reports.len(), occurrence.independent);
    if same {
        return reports;
    }
    format!("{reports}; written as {}, {}", occurrence.kind, occurrence.factuality.as_str())
}

fn entity(ledger: &Ledger, occurrence: &Occurrence, side: &Side) -> Value {
    let party = party(ledger, occurrence, side);
    let party = party.as_ref();
    let code = party.and_then(|party| party.code.clone()).unwrap_or_else(|| side.key().to_owned());
    let person = party.and_then(|party| party.person.as_deref());
    json!({
        "code": code,
        "sector": party.and_then(|party| party.sector.as_deref()),
        "entity_text": person.unwrap_or_else(|| ledger.name(side)),
        "identifier_id": party.and_then(|party| party.wikidata.as_deref()),
        "identifier_text": party.map(|party| party.name.as_str()),
    })
}
