//! Who wants what: issues down, sides across, what was held last first.

use std::collections::BTreeMap;

use coding::record::Stance;
use ledger::words::content_words;
use ledger::{Changed, Ledger, PositionLine, Side};

use crate::evidence::proof;
use crate::model::{PositionEntry, PositionRow, PositionTable, SideName};
use crate::says::side;
use crate::scope::Scope;
use crate::wording::{capital, count, day, plain, quoted};

/// Positions in a cell.
const A_CELL: usize = 3;
/// Issues.
const ISSUES: usize = 12;
/// Characters of a content or a condition.
const WORDS: usize = 160;

/// The table of a brief: a column for each of the pair, one for everybody else where they hold any.
pub(crate) fn positions(ledger: &Ledger, scope: &Scope) -> PositionTable {
    let lines: Vec<&PositionLine> =
        ledger.positions().iter().filter(|line| scope.holds(ledger, &line.records)).collect();
    let all = lines.len();
    // "That", "which" and "do so" want nothing that a reader could name.
    let lines: Vec<&PositionLine> = lines.into_iter().filter(|line| !content_words(&line.content).is_empty()).collect();
    let mut table = PositionTable::default();
    let pair: Vec<&Side> = scope.pair.iter().flat_map(|(a, b)| [a, b]).collect();
    table.columns =
        pair.iter().map(|one| SideName { key: one.key().to_owned(), name: ledger.name(one).to_owned() }).collect();
    let column = |line: &PositionLine| -> Vec<usize> {
        let own: Vec<usize> = (0..pair.len()).filter(|&column| line.holder.contains(pair[column])).collect();
        if own.is_empty() { vec![pair.len()] } else { own }
    };
    if lines.iter().any(|line| column(line) == [pair.len()]) {
        table.columns.push(SideName { key: String::new(), name: "Others".to_owned() });
    }
    let mut issues: BTreeMap<&str, Vec<&PositionLine>> = BTreeMap::new();
    for line in &lines {
        issues.entry(line.issue.as_deref().unwrap_or("other matters")).or_default().push(line);
    }
    let mut issues: Vec<(&str, Vec<&PositionLine>)> = issues.into_iter().collect();
    // What both sides speak on first, then what most is said on; stable by name.
    issues.sort_by_key(|(issue, lines)| {
        let sides = pair.iter().filter(|one| lines.iter().any(|line| line.holder.contains(one))).count();
        std::cmp::Reverse((*issue != "other matters", sides, lines.len()))
    });
    let mut shown = 0;
    for (issue, lines) in issues.into_iter().take(ISSUES) {
        let mut cells: Vec<Vec<PositionEntry>> = vec![Vec::new(); table.columns.len()];
        for line in lines.iter().rev() {
            let mut used = false;
            for at in column(line) {
                if cells[at].len() < A_CELL {
                    cells[at].push(entry(ledger, line, at == pair.len(), changed(line)));
                    used = true;
                }
            }
            shown += usize::from(used);
        }
        table.rows.push(PositionRow { issue: capital(&issue.replace('_', " ")), cells });
    }
    table.rest = all - shown;
    table
}

/// Whether it takes back what the same side wanted before.
fn changed(line: &PositionLine) -> bool {
    line.change.as_ref().is_some_and(|change| change.what == Changed::Reversed)
}

fn entry(ledger: &Ledger, line: &PositionLine, others: bool, changed: bool) -> PositionEntry {
    let when = match (line.first, line.last) {
        (Some(first), Some(last)) if first == last => day(first),
        (Some(first), Some(last)) => format!("{} – {}", day(first), day(last)),
        _ => "undated".to_owned(),
    };
    let holder = others.then(|| {
        let names: Vec<String> = line.holder.iter().map(|holder| side(ledger, holder)).collect();
        capital(&crate::wording::list(&names))
    });
    PositionEntry {
        id: line.id.clone(),
        stance: stance(line.stance, others && are_many(ledger, &line.holder)),
        holder,
        content: quoted(&line.content, "", WORDS),
        condition: line.condition.as_ref().map(|condition| quoted(condition, "", WORDS)),
        when,
        day: line.last,
        changed,
        note: if line.independent > 1 {
            count(line.independent, "outlet", "independent outlets")
        } else {
            String::new()
        },
        proof: proof(ledger, &line.records),
    }
}

/// Whether the verb after `holders` stands in the plural: several, or a group without a code of its own ('aid groups').
fn are_many(ledger: &Ledger, holders: &[Side]) -> bool {
    match holders {
        [one] => !one.is_coded() && ledger.name(one).ends_with('s') && !ledger.name(one).ends_with("ss"),
        _ => true,
    }
}

/// A stance as the brief words it before its content.
fn stance(stance: Stance, many: bool) -> &'static str {
    let (one, several) = match stance {
        Stance::Demand => ("demands", "demand"),
        Stance::Offer => ("offers", "offer"),
        Stance::Refuse => ("refuses", "refuse"),
        Stance::Commit => ("commits to", "commit to"),
        Stance::Condition => ("only on terms", "only on terms"),
        Stance::Threaten => ("threatens", "threaten"),
    };
    if many { several } else { one }
}

/// Who is quoted: the words of a holder or a source without quotation marks around them.
pub(crate) fn bare(words: &str) -> String {
    plain(words).trim_matches(|c| matches!(c, '"' | '“' | '”')).to_owned()
}
