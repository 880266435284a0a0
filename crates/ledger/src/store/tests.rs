//! The file under stress: older, newer, foreign, broken, full, locked; pages in any order.

use coding::record::Record;
use rusqlite::Connection;

use super::open::versions;
use super::*;
use crate::testing::{article, event, party};

fn versions_of(program: &str) -> Versions {
    Versions { program: program.into(), model: "toy 1".into(), data: "d".into(), likelihood: "icd203".into() }
}

fn reading(name: &str, day: &str, sentence: &str) -> Reading {
    let article = article("Harbour Post", day, sentence);
    let told = event(
        &article,
        "MOBILIZE",
        &[party("North Korea", "PRK")],
        &[],
        Some(day),
        sentence,
        sentence.split(' ').nth(2).unwrap(),
    );
    Reading {
        page: PageKey { key: format!("{name} {sentence}"), name: name.into() },
        article,
        records: vec![Record::Event(told)],
    }
}

fn readings() -> Vec<Reading> {
    vec![
        reading("a", "2019-05-05", "North Korea fired rockets into the sea on Saturday."),
        reading("b", "2019-05-09", "North Korea launched two missiles from Kusong on Thursday."),
        reading("c", "2019-07-25", "North Korea tested a new weapon near Wonsan, the South's soldiers said."),
    ]
}

struct Folder(tempfile::TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("ledger.db")
    }
}

#[test]
fn what_was_put_in_comes_out() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let run = store.run(&versions_of("1")).unwrap();
    let done = store.put(run, &readings()).unwrap();
    assert_eq!(done, [Put::New; 3]);
    let contents = Store::open(&folder.file()).unwrap().contents().unwrap();
    let expected: Vec<_> = readings().into_iter().map(|reading| reading.article).collect();
    assert_eq!(contents.articles, expected);
    assert_eq!(contents.records.len(), 3);
    store.check().unwrap();
}

#[test]
fn a_page_put_in_again_changes_nothing() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let run = store.run(&versions_of("1")).unwrap();
    store.put(run, &readings()).unwrap();
    let before = store.contents().unwrap();
    assert!(store.knows(&readings()[0].page, run).unwrap());
    assert_eq!(store.put(run, &readings()).unwrap(), [Put::Known; 3]);
    assert_eq!(store.contents().unwrap(), before);
}

#[test]
fn a_newer_version_reads_a_page_again_and_what_it_no_longer_gives_is_gone() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let run = store.run(&versions_of("1")).unwrap();
    store.put(run, &readings()).unwrap();
    let newer = store.run(&versions_of("2")).unwrap();
    assert!(!store.knows(&readings()[0].page, newer).unwrap());
    let mut again = readings();
    again[0].records.clear();
    let cleaned = reading("b", "2019-05-09", "North Korea launched two missiles from Kusong.");
    again[1] = Reading { page: again[1].page.clone(), ..cleaned };
    assert_eq!(store.put(newer, &again).unwrap(), [Put::Again, Put::New, Put::Again]);
    let contents = store.contents().unwrap();
    assert_eq!((contents.articles.len(), contents.records.len()), (3, 2));
    assert!(!contents.articles.iter().any(|article| article.text.contains("Thursday")));
    store.check().unwrap();
}

#[test]
fn words_are_found_in_any_form() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let run = store.run(&versions_of("1")).unwrap();
    store.put(run, &readings()).unwrap();
    let found = store.search("rocket FIRED").unwrap();
    assert!(found.has(&readings()[0].article.id));
    assert_eq!((found.articles.len(), found.records.len()), (1, 1));
    assert!(store.search("rocket missile").unwrap().articles.is_empty());
    assert_eq!(store.search("\"two missiles\"").unwrap().articles.len(), 1);
    assert!(store.search("\"missiles two\"").unwrap().articles.is_empty());
    assert!(store.search("AND NOT ( *").unwrap().articles.is_empty());
}

#[test]
fn two_processes_read_while_one_writes() {
    let folder = Folder::new();
    let mut writer = Store::create(&folder.file()).unwrap();
    let run = writer.run(&versions_of("1")).unwrap();
    writer.put(run, &readings()[..1]).unwrap();
    let (one, other) = (Store::open(&folder.file()).unwrap(), Store::open(&folder.file()).unwrap());
    let lock = writer.connection.unchecked_transaction().unwrap();
    lock.execute("UPDATE state SET revision = 99", []).unwrap();
    assert_eq!(one.contents().unwrap().articles.len(), 1);
    assert_eq!(other.contents().unwrap().articles.len(), 1);
    lock.commit().unwrap();
    writer.put(run, &readings()[1..]).unwrap();
    assert_eq!(one.contents().unwrap().articles.len(), 3);
}

#[test]
fn a_second_writer_is_told_that_it_must_wait() {
    let folder = Folder::new();
    let mut first = Store::create(&folder.file()).unwrap();
    let mut second = Store::create(&folder.file()).unwrap();
    let run = first.run(&versions_of("1")).unwrap();
    second.connection.busy_timeout(std::time::Duration::ZERO).unwrap();
    let lock = first.connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate).unwrap();
    let error = second.put(run, &readings()).unwrap_err();
    assert!(matches!(error, StoreError::Locked { .. }), "{error}");
    lock.rollback().unwrap();
    second.put(run, &readings()).unwrap();
}

#[test]
fn a_full_disk_loses_nothing_that_was_reported() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let run = store.run(&versions_of("1")).unwrap();
    store.put(run, &readings()[..1]).unwrap();
    let pages: i64 = store.connection.pragma_query_value(None, "page_count", |row| row.get(0)).unwrap();
    store.connection.pragma_update(None, "max_page_count", pages + 2).unwrap();
    let mut large = readings();
    large[1].article.text.push_str(&" And so it went on.".repeat(4000));
    let error = store.put(run, &large[1..]).unwrap_err();
    assert!(matches!(error, StoreError::Full { .. }), "{error}");
    assert!(error.to_string().contains("no room is left"));
    drop(store);
    let mut store = Store::create(&folder.file()).unwrap();
    store.check().unwrap();
    assert_eq!(store.contents().unwrap().articles.len(), 1);
    store.put(run, &large).unwrap();
    assert_eq!(store.contents().unwrap().articles.len(), 3);
}

#[test]
fn what_is_no_ledger_is_left_alone() {
    let folder = Folder::new();
    let file = folder.file();
    let message = |file: &Path| Store::create(file).unwrap_err().to_string();
    std::fs::write(&file, "Dear diary, today the talks collapsed once more.").unwrap();
    assert!(message(&file).contains("is no ledger: it is no SQLite file"), "{}", message(&file));
    std::fs::remove_file(&file).unwrap();
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE recipes (name TEXT)").unwrap();
    assert!(message(&file).contains("of another program"), "{}", message(&file));
    let missing = Store::open(&folder.0.path().join("none.db")).unwrap_err().to_string();
    assert!(missing.contains("there is no such ledger") && missing.contains("standoff read"), "{missing}");
}

#[test]
fn a_ledger_of_a_newer_version_is_not_touched() {
    let folder = Folder::new();
    drop(Store::create(&folder.file()).unwrap());
    let known = versions().len() as i64;
    Connection::open(folder.file()).unwrap().pragma_update(None, "user_version", known + 1).unwrap();
    let before = std::fs::read(folder.file()).unwrap();
    for error in [Store::open(&folder.file()).unwrap_err(), Store::create(&folder.file()).unwrap_err()] {
        assert!(matches!(error, StoreError::Newer { found, .. } if found == known + 1), "{error}");
        assert!(error.to_string().contains("update standoff"));
    }
    assert_eq!(std::fs::read(folder.file()).unwrap(), before);
}

#[test]
fn a_damaged_file_is_named_as_such() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let run = store.run(&versions_of("1")).unwrap();
    store.put(run, &readings()).unwrap();
    drop(store);
    let mut bytes = std::fs::read(folder.file()).unwrap();
    let from = 4096;
    bytes[from..].fill(0xA5);
    std::fs::write(folder.file(), bytes).unwrap();
    let outcome = Store::open(&folder.file()).and_then(|store| store.contents());
    let error = outcome.unwrap_err();
    assert!(matches!(error, StoreError::Corrupt { .. }), "{error}");
    assert!(error.to_string().contains("restore it from a copy"));
}

#[test]
fn an_older_file_is_brought_up_to_date() {
    let folder = Folder::new();
    let file = Connection::open(folder.file()).unwrap();
    file.execute_batch(versions()[0]).unwrap();
    file.pragma_update(None, "application_id", open::APPLICATION_ID).unwrap();
    file.pragma_update(None, "user_version", 1).unwrap();
    let said = "INSERT INTO correction (at, by, because, action, target, anchors) \
                VALUES ('2019-06-01T10:00:00Z', 'Ada', 'misread', 'reject', 'e:1', '[]')";
    file.execute_batch(said).unwrap();
    drop(file);
    let mut store = Store::create(&folder.file()).unwrap();
    let version: i64 = store.connection.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
    assert!(version > 1);
    assert_eq!(version, versions().len() as i64);
    assert_eq!(store.corrections().unwrap().all.len(), 1, "what was there is kept");
    assert!(store.calendar().unwrap().is_empty(), "the calendar came later");
    let run = store.run(&versions_of("1")).unwrap();
    store.put(run, &readings()).unwrap();
    store.derive().unwrap();
    store.check().unwrap();
}

#[test]
fn what_a_person_adds_to_the_calendar_stays_whatever_table_is_read_with() {
    use crate::calendar::{Added, CalendarEntry};

    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let entry = |name: &str, rule: &str| CalendarEntry::new(name, name, "-", "event", rule).unwrap();
    let added = Added { at: "2021-01-01T00:00:00Z".into(), by: "Ada".into(), because: "it is known".into() };
    let talks = CalendarEntry { added: Some(added), ..entry("Grain talks", "dates 2021-06-03") };
    store.keep_calendar(&[entry("Harvest", "09-01"), entry("Carnival", "easter-47")]).unwrap();
    assert!(store.add_date(&talks).unwrap() && !store.add_date(&talks).unwrap());
    store.keep_calendar(&[entry("Harvest", "09-15")]).unwrap();
    let names = |store: &Store| -> Vec<(String, bool)> {
        store.calendar().unwrap().into_iter().map(|entry| (entry.rule, entry.rejected)).collect()
    };
    assert_eq!(names(&store), [("dates 2021-06-03".to_owned(), false), ("09-15".to_owned(), false)]);
    for sql in ["UPDATE calendar SET rule = '06-04'", "DELETE FROM calendar"] {
        let error = store.connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("a person added"), "{error}");
    }
    let say = |action: &str| {
        format!(
            "INSERT INTO correction (at, by, because, action, target, anchors) \
             VALUES ('2021-06-01T10:00:00Z', 'Ada', 'put off', '{action}', '{}', '[]')",
            talks.id
        )
    };
    store.connection.execute_batch(&say("reject")).unwrap();
    assert!(names(&store)[0].1);
    store.connection.execute_batch(&say("confirm")).unwrap();
    assert!(!names(&store)[0].1);
    store.check().unwrap();
}

#[test]
fn derived_tables_follow_what_was_read() {
    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let run = store.run(&versions_of("1")).unwrap();
    store.put(run, &readings()[..2]).unwrap();
    assert!(!store.is_derived().unwrap());
    store.derive().unwrap();
    assert!(store.is_derived().unwrap());
    let count = |store: &Store| -> i64 {
        store.connection.query_row("SELECT count(*) FROM occurrence", [], |row| row.get(0)).unwrap()
    };
    assert_eq!(count(&store), 2);
    store.put(run, &readings()).unwrap();
    assert!(!store.is_derived().unwrap());
    store.derive().unwrap();
    assert_eq!(count(&store), 3);
}

#[test]
fn what_people_said_cannot_be_changed_or_taken_away() {
    let folder = Folder::new();
    let store = Store::create(&folder.file()).unwrap();
    let said = "INSERT INTO correction (at, by, because, action, target, anchors) \
                VALUES ('2019-06-01T10:00:00Z', 'Ada', 'misread', 'reject', 'e:1', '[]')";
    store.connection.execute_batch(said).unwrap();
    for sql in ["UPDATE correction SET because = 'no reason'", "DELETE FROM correction"] {
        let error = store.connection.execute_batch(sql).unwrap_err().to_string();
        assert!(error.contains("add another"), "{error}");
    }
}

#[test]
fn a_table_made_elsewhere_is_kept_once_and_known_when_it_was_known() {
    use crate::event_table::{EventTable, Format};

    let rows = "date,source,event,target,published\n\
                2011-12-29,North Korea,Make a visit,China,2011-12-30\n\
                2012-02-29,North Korea,Consult,United States,2012-02-29\n";
    let folder = Folder::new();
    let mut store = Store::create(&folder.file()).unwrap();
    let events = || EventTable::read(rows.as_bytes(), Some(Format::Csv)).unwrap().map(Result::unwrap);
    assert_eq!(store.put_table(Format::Csv, events()).unwrap(), 2);
    assert_eq!(store.put_table(Format::Csv, events()).unwrap(), 0);
    let on = |day: &str| {
        let found = store.table_occurrences(day.parse().ok()).unwrap();
        found.into_iter().map(|one| (one.source, one.occurrence.kind)).collect::<Vec<_>>()
    };
    assert!(on("2011-12-28").is_empty());
    let consult = ("csv".to_owned(), "CONSULT".to_owned());
    assert_eq!(on("2012-02-28"), std::slice::from_ref(&consult));
    assert_eq!(on("2020-01-01"), [consult.clone(), consult]);
    // Kept apart from what was read.
    assert!(store.ledger(None).unwrap().occurrences().is_empty());
}
