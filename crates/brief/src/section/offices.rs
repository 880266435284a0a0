//! Who is in post: nominated, holding, or gone.

use coding::record::OfficeStatus;
use ledger::words::content_words;
use ledger::{Ledger, OfficeLine};

use crate::evidence::proof;
use crate::model::{Capped, OfficeRow};
use crate::scope::Scope;
use crate::wording::{capital, day, period, plain};

/// The offices of a brief: of the pair first, by side and person.
pub(crate) fn offices(ledger: &Ledger, scope: &Scope, most: usize) -> Capped<OfficeRow> {
    let mut lines: Vec<&OfficeLine> =
        ledger.offices().iter().filter(|line| scope.holds(ledger, &line.records)).collect();
    // The ledger's order is by side, person and day; the pair's own come first, the most named before others.
    let named = |line: &OfficeLine| lines_of(ledger, &line.person);
    lines.sort_by_cached_key(|line| {
        let of = (!scope.is_party(&line.side), line.side.clone());
        (of, std::cmp::Reverse(named(line)), line.person.clone(), std::cmp::Reverse(line.last), line.id.clone())
    });
    Capped::new(lines.into_iter().map(|line| row(ledger, line)).collect(), most)
}

/// Records that say something of `person`'s posts.
fn lines_of(ledger: &Ledger, person: &str) -> usize {
    ledger.offices().iter().filter(|line| line.person == person).map(|line| line.records.len()).sum()
}

/// The last other person whom a later page names in the same post.
fn successor<'l>(ledger: &'l Ledger, line: &OfficeLine) -> Option<&'l OfficeLine> {
    let post = content_words(&line.post);
    let same = |other: &&OfficeLine| {
        other.side == line.side
            && other.person != line.person
            && other.status == OfficeStatus::Holds
            && other.last > line.last
            && content_words(&other.post) == post
    };
    let holds = line.status == OfficeStatus::Holds && !post.is_empty();
    ledger.offices().iter().filter(|_| holds).filter(same).max_by_key(|other| (other.last, &other.id))
}

fn row(ledger: &Ledger, line: &OfficeLine) -> OfficeRow {
    let since = line.from.map(|from| format!("since {}", period(from)));
    let until = line.to.map(|to| format!("until {}", period(to)));
    let page = line.last.map(|last| format!("as of {}", day(last)));
    let after = successor(ledger, line).map(|next| format!("later pages name {}", plain(&next.person)));
    let when: Vec<String> = [since, until, page, after].into_iter().flatten().collect();
    OfficeRow {
        id: line.id.clone(),
        person: plain(&line.person),
        post: capital(&plain(&line.post)),
        side: plain(ledger.name(&line.side)),
        status: match line.status {
            OfficeStatus::Nominated => "nominated",
            OfficeStatus::Holds => "in post",
            OfficeStatus::Left => "left",
        },
        when: when.join(", "),
        proof: proof(ledger, &line.records),
    }
}
