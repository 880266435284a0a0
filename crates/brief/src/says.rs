//! An occurrence in one plain sentence: "North Korea’s Kim Myong-gil accused the United States".

use coding::record::{Event, Factuality, Party, Record};
use ledger::{Ledger, Occurrence, Side};

use crate::acts::{Shape, wording};
use crate::wording::{capital, list, named, plain, possessive};

/// What `occurrence` is, in words no narrower than its type.
pub(crate) fn says(ledger: &Ledger, occurrence: &Occurrence) -> String {
    let event = occurrence.reports.iter().find_map(|report| match ledger.record(&report.record)?.into_owned() {
        Record::Event(event) if event.kind == occurrence.kind => Some(event),
        _ => None,
    });
    let (actors, recipients) = match event {
        Some(Event { actor, recipient, .. }) => (people(ledger, &actor), people(ledger, &recipient)),
        None => (sides(ledger, &occurrence.actor), sides(ledger, &occurrence.recipient)),
    };
    let shape = match (actors.len(), recipients.len()) {
        (_, 1..) => Shape::Toward,
        (2.., 0) => Shape::Mutual,
        _ => Shape::Alone,
    };
    let act = wording(&occurrence.kind, &occurrence.mode);
    let who = if actors.is_empty() { "somebody".to_owned() } else { list(&actors) };
    let act = match occurrence.factuality {
        Factuality::Planned | Factuality::Possible | Factuality::Conditional | Factuality::Hypothetical => {
            format!("to {}", act.base(shape))
        }
        Factuality::Negated => format!("did not {}", act.base(shape)),
        _ => act.past(shape).to_owned(),
    };
    let whom = if recipients.is_empty() { String::new() } else { format!(" {}", list(&recipients)) };
    // 'Visited North Korea' says where.
    let named =
        |place: &&str| occurrence.actor.iter().chain(&occurrence.recipient).any(|side| ledger.name(side) == *place);
    let place = occurrence.place.as_deref().filter(|place| !named(place));
    let place = place.map(|place| format!(", {}", plain(place))).unwrap_or_default();
    capital(&format!("{who} {act}{whom}{place}"))
}

/// What a side is called within a sentence.
pub(crate) fn side(ledger: &Ledger, side: &Side) -> String {
    named(&plain(ledger.name(side)))
}

fn sides(ledger: &Ledger, sides: &[Side]) -> Vec<String> {
    sides.iter().map(|one| side(ledger, one)).collect()
}

/// The parties by name, persons with their side; a side whose person is named is not named again.
fn people(ledger: &Ledger, parties: &[Party]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for party in parties {
        let of = Side::of(party);
        let name = match &party.person {
            Some(person) => format!("{} {}", possessive(&plain(ledger.name(&of))), plain(person)),
            None if parties.iter().any(|other| other.person.is_some() && Side::of(other) == of) => continue,
            None if of.is_coded() => side(ledger, &of),
            None => named(&plain(&party.name)),
        };
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
