//! The ledger as a user meets it: read in any order and any number of times, killed, corrected, asked for a past day.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;

use jiff::civil::{Date, date};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn command(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_standoff"));
    command.current_dir(root()).args(arguments);
    command
}

fn standoff(arguments: &[&str]) -> Output {
    command(arguments).output().unwrap()
}

/// What a command prints that must succeed.
fn said(arguments: &[&str]) -> String {
    let output = standoff(arguments);
    assert!(output.status.success(), "{arguments:?}\n{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

/// What a command complains that must fail.
fn complaint(arguments: &[&str]) -> String {
    let output = standoff(arguments);
    assert!(!output.status.success(), "{arguments:?}");
    String::from_utf8(output.stderr).unwrap()
}

struct Desk(tempfile::TempDir);

impl Desk {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> String {
        self.0.path().join(name).to_str().unwrap().to_owned()
    }

    /// A ledger of the example pages: a copy of one that is read once.
    fn korea(&self) -> String {
        static READ: LazyLock<PathBuf> = LazyLock::new(|| {
            let ledger = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("korea-{}.db", std::process::id()));
            let _ = std::fs::remove_file(&ledger);
            said(&["read", "examples/korea", "--ledger", ledger.to_str().unwrap()]);
            ledger
        });
        let ledger = self.path("korea.db");
        std::fs::copy(&*READ, &ledger).unwrap();
        ledger
    }

    /// The same with the pages of the other example.
    fn korea_and_strait(&self) -> String {
        let both = self.path("both.db");
        std::fs::copy(self.korea(), &both).unwrap();
        said(&["read", "examples/strait", "--ledger", &both]);
        both
    }

    /// All files of all exports of `ledger`, by name.
    fn exported(&self, ledger: &str) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        for format in ["jsonl", "csv", "plover", "gdelt", "icews"] {
            let folder = self.path("export");
            said(&["export", &folder, "--ledger", ledger, "--format", format]);
            for file in std::fs::read_dir(&folder).unwrap() {
                let file = file.unwrap();
                let name = format!("{format}/{}", file.file_name().to_str().unwrap());
                files.insert(name, std::fs::read_to_string(file.path()).unwrap());
            }
            std::fs::remove_dir_all(&folder).unwrap();
        }
        files
    }
}

/// The example pages, as a user names them.
fn pages() -> Vec<String> {
    let folder = root().join("examples/korea");
    let mut pages: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|file| format!("examples/korea/{}", file.unwrap().file_name().to_str().unwrap()))
        .collect();
    pages.sort();
    assert_eq!(pages.len(), 27);
    pages
}

/// JSON lines by id.
fn by_id(lines: &str) -> BTreeMap<String, serde_json::Value> {
    let values = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).unwrap());
    values.map(|value| (value["id"].as_str().unwrap().to_owned(), value)).collect()
}

#[test]
fn order_repetition_pieces_and_threads_leave_no_trace() {
    let desk = Desk::new();
    let whole = desk.exported(&desk.korea());
    assert!(whole.len() >= 14);
    let read = |ledger: &str, pages: &[&str], threads: &str| {
        let mut arguments = vec!["read"];
        arguments.extend(pages);
        arguments.extend(["--ledger", ledger, "--threads", threads]);
        said(&arguments);
    };
    let pages = pages();
    let forward: Vec<&str> = pages.iter().map(String::as_str).collect();
    let backward: Vec<&str> = forward.iter().rev().copied().collect();
    let pieces = desk.path("pieces.db");
    // Backward, in three pieces that overlap, one thread and two, and all of it once more.
    read(&pieces, &backward[..10], "1");
    read(&pieces, &backward[8..20], "2");
    read(&pieces, &backward[15..], "1");
    read(&pieces, &forward, "2");
    for (name, text) in desk.exported(&pieces) {
        assert!(whole[&name] == text, "{name} differs");
    }
}

#[test]
fn pages_there_already_are_passed_over() {
    let desk = Desk::new();
    let ledger = desk.path("ledger.db");
    assert_eq!(said(&["read", "examples/strait", "--ledger", &ledger]).lines().count(), 5);
    let again = standoff(&["read", "examples/strait", "--ledger", &ledger]);
    assert!(again.status.success() && again.stdout.is_empty());
    assert!(String::from_utf8(again.stderr).unwrap().contains("0 pages read, 5 there already"));
}

#[test]
fn what_annotate_wrote_makes_the_same_lines() {
    let desk = Desk::new();
    let (read, taken) = (desk.path("read.db"), desk.path("taken.db"));
    said(&["read", "examples/strait", "--ledger", &read]);
    let lines = desk.path("lines.jsonl");
    std::fs::write(&lines, said(&["annotate", "examples/strait"])).unwrap();
    said(&["read", &lines, "--ledger", &taken]);
    for what in ["events", "occurrences", "positions", "forecasts", "offices", "statements"] {
        let list = |ledger: &str| said(&["list", what, "--ledger", ledger, "--format", "jsonl"]);
        assert_eq!(list(&read), list(&taken), "{what}");
    }
}

#[test]
fn nothing_later_leaks_on_any_day_of_the_example() {
    let desk = Desk::new();
    let ledger = desk.korea();
    let known = by_id(&said(&["list", "articles", "--ledger", &ledger, "--format", "jsonl"]));
    let day = |article: &str| -> Date { known[article]["published"]["end"].as_str().unwrap().parse().unwrap() };
    let days: std::collections::BTreeSet<Date> = known.keys().map(|article| day(article)).collect();
    // The eve of each page's day: what would leak first. Between two of them nothing changes.
    assert!(days.len() > 15);
    for as_of in days.into_iter().map(|day| day.yesterday().unwrap()) {
        let words = as_of.to_string();
        let folder = desk.path("as-of");
        said(&["export", &folder, "--ledger", &ledger, "--as-of", &words]);
        let lines = |name: &str| std::fs::read_to_string(Path::new(&folder).join(name)).unwrap();
        for (article, _) in by_id(&lines("articles.jsonl")) {
            assert!(day(&article) <= as_of, "{article} on {as_of}");
        }
        for value in by_id(&lines("events.jsonl")).values() {
            assert!(day(value["article"].as_str().unwrap()) <= as_of, "{value} on {as_of}");
        }
        for kind in ["occurrences", "statements", "positions", "forecasts", "offices"] {
            let lines = by_id(&lines(&format!("{kind}.jsonl")));
            for value in lines.values() {
                for report in value["reports"].as_array().unwrap() {
                    assert!(day(report["article"].as_str().unwrap()) <= as_of, "{value} on {as_of}");
                }
                for earlier in [&value["before"], &value["change"]["of"]].into_iter().filter_map(|id| id.as_str()) {
                    assert!(lines.contains_key(earlier), "{value} on {as_of}");
                }
            }
        }
    }
}

#[test]
fn every_article_names_its_storyline() {
    let desk = Desk::new();
    let ledger = desk.korea();
    let list = |what: &str| by_id(&said(&["list", what, "--ledger", &ledger, "--format", "jsonl"]));
    let storylines = list("storylines");
    for (id, article) in list("articles") {
        let storyline = &storylines[article["storyline"].as_str().unwrap()];
        assert!(storyline["articles"].as_array().unwrap().iter().any(|one| *one == id.as_str()), "{id}");
    }
}

#[test]
fn a_past_day_is_what_was_known_then() {
    let desk = Desk::new();
    let whole = desk.korea();
    let as_of = date(2019, 3, 15);
    let known = by_id(&said(&["list", "articles", "--ledger", &whole, "--format", "jsonl"]));
    let early = known.values().filter(|article| {
        let published: Date = article["published"]["end"].as_str().unwrap().parse().unwrap();
        published <= as_of
    });
    let early: Vec<String> = early.map(|article| article["path"].as_str().unwrap().to_owned()).collect();
    assert!((3..20).contains(&early.len()));
    let then = desk.path("then.db");
    let mut arguments = vec!["read"];
    arguments.extend(early.iter().map(String::as_str));
    arguments.extend(["--ledger", &then]);
    said(&arguments);
    for what in ["events", "occurrences", "positions", "forecasts", "offices", "statements", "articles"] {
        let list = |ledger: &str| said(&["list", what, "--ledger", ledger, "--format", "csv", "--as-of", "2019-03-15"]);
        assert_eq!(list(&whole), list(&then), "{what}");
    }
}

#[test]
fn a_position_shows_when_it_changed_and_who_reported_it() {
    let desk = Desk::new();
    let ledger = desk.korea();
    let list = |more: &[&str]| {
        by_id(&said(&[&["list", "positions", "--ledger", &ledger, "--format", "jsonl"], more].concat()))
    };
    let lines = list(&["--party", "PRK", "--text", "moratorium"]);
    let tells =
        |line: &&serde_json::Value| line["stance"] == "refuse" && line["reports"][0]["origin"] == "tumen monitor";
    let dropped = lines.values().find(tells).unwrap();
    let of = dropped["change"]["of"].as_str().unwrap();
    let shown = said(&["show", dropped["id"].as_str().unwrap(), "--ledger", &ledger]);
    let history = shown.split("\nhistory\n").nth(1).unwrap();
    assert!(history.contains(of) && history.contains("> 2019-12-31"), "{shown}");
    assert!(history.contains("first reported by Tumen Monitor on 2020-05-04"), "{shown}");
    // The page that tells of it is of May 2020: before, nobody knew.
    assert!(!list(&["--as-of", "2020-05-03"]).contains_key(dropped["id"].as_str().unwrap()));
}

#[test]
fn corrections_survive_a_re_read_and_exports_say_what_a_person_changed() {
    let desk = Desk::new();
    let ledger = desk.korea();
    let events = by_id(&said(&["list", "events", "--type", "CONSULT", "--ledger", &ledger, "--format", "jsonl"]));
    let mut ids = events.keys();
    let (edited, rejected) = (ids.next().unwrap(), ids.next().unwrap());
    let because = ["--because", "The ministry's own minutes say so", "--by", "Ada", "--ledger", &ledger];
    let say = |command: &[&str]| said(&[command, &because].concat());
    say(&["correct", edited, "type=AGREE", "factuality=planned", "date=2019-05-04"]);
    say(&["reject", rejected]);
    let before = desk.exported(&ledger);
    let again = standoff(&["read", "examples/korea", "--ledger", &ledger, "--again", "--likelihood", "kent"]);
    assert!(again.status.success());
    let events = by_id(&said(&["list", "events", "--ledger", &ledger, "--format", "jsonl"]));
    assert!(!events.contains_key(rejected));
    assert_eq!((&events[edited]["type"], &events[edited]["factuality"]), (&"AGREE".into(), &"planned".into()));
    assert_eq!(events[edited]["date"]["start"], "2019-05-04");
    let after = desk.exported(&ledger);
    assert_eq!(before["csv/events.csv"], after["csv/events.csv"], "likelihood words say nothing of events");
    let row = after["csv/events.csv"].lines().find(|line| line.starts_with(edited)).unwrap();
    assert!(row.ends_with("date; factuality; type"), "{row}");
    let said_of = &after["csv/corrections.csv"];
    assert_eq!(said_of.lines().count(), 5, "a heading, three fields, one rejection:\n{said_of}");
    assert!(said_of.contains(",Ada,set,") && said_of.contains("CONSULT,AGREE,The ministry's own minutes say so"));
    let shown = said(&["show", edited, "--ledger", &ledger]);
    assert!(shown.contains("CONSULT → AGREE") && shown.contains("because The ministry's own minutes"), "{shown}");
    assert!(said(&["show", rejected, "--ledger", &ledger]).contains("rejected: it counts nowhere"));
    say(&["confirm", rejected]);
    assert!(said(&["list", "events", "--ledger", &ledger, "--format", "jsonl"]).contains(rejected.as_str()));
}

#[test]
fn a_named_date_that_a_person_adds_is_read_by() {
    let desk = Desk::new();
    let (ledger, page) = (desk.path("ledger.db"), desk.path("page.jsonl"));
    let text = "Envoys of Malta met envoys of Tunisia in Valletta on Founders' Day. They parted without a word.";
    let line = serde_json::json!({ "text": text, "published": "2021-05-20", "publisher": "Harbour Courier" });
    std::fs::write(&page, format!("{line}\n")).unwrap();
    let read = || said(&["read", &page, "--ledger", &ledger]);
    let met = || {
        let events = by_id(&said(&["list", "events", "--type", "CONSULT", "--ledger", &ledger, "--format", "jsonl"]));
        let event = events.into_values().next().unwrap();
        event["date"]["start"].as_str().map(str::to_owned)
    };
    read();
    assert_ne!(met().as_deref(), Some("2021-05-14"));
    let because = ["--kind", "day", "--because", "It is a holiday there", "--by", "Ada", "--ledger", &ledger];
    let date = |when| [&["date", "Founders' Day", when][..], &because].concat();
    assert!(complaint(&date("some day")).contains("the rule cannot be read"));
    let added = said(&date("05-14"));
    let id = added.split('\t').next().unwrap();
    assert!(added.ends_with("added\n") && said(&date("05-14")).contains("there already"));
    // The page is known, but not as it is read by this calendar.
    assert!(read().contains("read again"));
    assert_eq!(met().as_deref(), Some("2021-05-14"));
    assert!(read().is_empty());
    let listed = said(&["list", "calendar", "--ledger", &ledger, "--format", "csv"]);
    assert!(listed.lines().count() > 100 && listed.lines().nth(1).unwrap().starts_with(id), "{listed}");
    assert!(listed.contains("2021-05-14,2022-05-14") || listed.contains("Ada"), "{listed}");
    assert!(desk.exported(&ledger)["csv/calendar.csv"].lines().count() == 2);
    said(&["reject", id, "--because", "It is not", "--ledger", &ledger]);
    assert!(read().contains("read again"));
    assert_ne!(met().as_deref(), Some("2021-05-14"));
    let said_of = said(&["list", "corrections", "--ledger", &ledger, "--format", "csv"]);
    assert!(said_of.lines().nth(1).unwrap().ends_with("yes"), "{said_of}");
}

#[test]
fn occurrences_are_merged_and_split_by_a_person() {
    let desk = Desk::new();
    let ledger = desk.korea();
    let list = || by_id(&said(&["list", "occurrences", "--ledger", &ledger, "--format", "jsonl"]));
    let before = list();
    let reports = |value: &serde_json::Value| value["reports"].as_array().unwrap().len();
    let many = before.values().find(|value| reports(value) > 1).unwrap();
    let (id, last) = (many["id"].as_str().unwrap(), many["reports"].as_array().unwrap().last().unwrap());
    let because = ["--because", "two launches", "--ledger", &ledger];
    let say = |command: &[&str]| said(&[command, &because].concat());
    say(&["split", id, last["record"].as_str().unwrap()]);
    let apart = list();
    assert_eq!(apart.len(), before.len() + 1);
    let single: Vec<&str> =
        apart.keys().filter(|id| !before.contains_key(*id)).map(String::as_str).chain([id]).take(2).collect();
    say(&[&["merge"], single.as_slice()].concat());
    assert_eq!(list().len(), before.len());
    let wrong = complaint(&["split", id, "e:0000000000000000", "--because", "x", "--ledger", &ledger]);
    assert!(wrong.contains("does not report") || wrong.contains("nothing in"), "{wrong}");
}

#[test]
fn wrong_commands_say_what_would_be_right() {
    let desk = Desk::new();
    let ledger = desk.path("ledger.db");
    said(&["read", "examples/strait", "--ledger", &ledger]);
    let missing = complaint(&["list", "events", "--ledger", &desk.path("none.db")]);
    assert!(missing.contains("there is no such ledger") && missing.contains("standoff read"), "{missing}");
    let unknown = complaint(&["show", "e:nothing", "--ledger", &ledger]);
    assert!(unknown.contains("`standoff list` shows what there is"), "{unknown}");
    let party = complaint(&["list", "occurrences", "--between", "Ruritania", "USA", "--ledger", &ledger]);
    assert!(party.contains("no party \"Ruritania\""), "{party}");
    let word = complaint(&["list", "events", "--factuality", "true", "--ledger", &ledger]);
    assert!(word.contains("use one of happened"), "{word}");
    assert!(
        complaint(&["read", "examples/strait", "--ledger", "examples/strait/2-reprint.html"]).contains("is no ledger")
    );
}

#[test]
fn filters_narrow_what_is_listed() {
    let desk = Desk::new();
    let ledger = desk.korea();
    let list = |more: &[&str]| {
        let base = ["list", "events", "--ledger", &ledger, "--format", "jsonl"];
        by_id(&said(&[&base, more].concat()))
    };
    let all = list(&[]);
    for more in [
        &["--party", "PRK"][..],
        &["--between", "PRK", "USA"],
        &["--type", "CONSULT"],
        &["--from", "2019"],
        &["--to", "2019-06"],
        &["--outlet", "Northeast Wire"],
        &["--factuality", "planned,possible"],
        &["--text", "missile"],
    ] {
        let part = list(more);
        assert!(!part.is_empty() && part.len() < all.len(), "{more:?}: {} of {}", part.len(), all.len());
        assert!(part.keys().all(|id| all.contains_key(id)));
    }
    assert!(
        list(&["--text", "missile"])
            .values()
            .all(|event| { event["evidence"]["quote"].as_str().unwrap().to_lowercase().contains("missile") })
    );
    let table = said(&["list", "occurrences", "--ledger", &ledger, "--between", "PRK", "USA"]);
    assert!(table.starts_with("id ") && table.lines().all(|line| line.chars().count() <= 160));
}

#[test]
fn a_brief_of_a_ledger_is_the_brief_of_its_pages() {
    let desk = Desk::new();
    let ledger = desk.korea();
    let question = ["--as-of", "2020-05-05"];
    let brief = said(&[&["brief", "--ledger", &ledger][..], &question].concat());
    assert_eq!(brief, said(&[&["brief", "examples/korea"][..], &question].concat()));
    // Most forecasts of dealings look to the election, though more of all look to the end of spring.
    assert!(brief.contains("That no talks take place before 3 Nov 2020"), "{brief}");
}

#[test]
fn a_ledger_is_served_with_what_people_said_and_for_any_day() {
    use std::io::{BufRead as _, BufReader, Read as _, Write as _};

    let desk = Desk::new();
    let ledger = desk.korea();
    let events = by_id(&said(&["list", "events", "--type", "CONSULT", "--ledger", &ledger, "--format", "jsonl"]));
    let rejected = events.keys().next().unwrap();
    said(&["reject", rejected, "--because", "misread", "--ledger", &ledger]);
    let mut child = command(&["serve", "--ledger", &ledger, "--port", "0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut address = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut address).unwrap();
    let host = address.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let get = |target: &str| {
        let mut stream = std::net::TcpStream::connect(&host).unwrap();
        // Of the older protocol, in which an answer comes in one piece.
        write!(stream, "GET {target} HTTP/1.0\r\nHost: {host}\r\n\r\n").unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        assert!(answer.lines().next().is_some_and(|line| line.contains(" 200 ")), "{target}: {answer}");
        answer.split_once("\r\n\r\n").unwrap().1.to_owned()
    };
    let json = |target: &str| serde_json::from_str::<serde_json::Value>(&get(target)).unwrap();
    let (page, articles) = (get("/"), json("/api/articles"));
    let (early, records) = (json("/api/articles?as_of=2019-03-15"), json("/api/records?kind=event&limit=1000"));
    let brief = json("/api/brief?as_of=2020-05-05&between=PRK,USA");
    child.kill().unwrap();
    child.wait().unwrap();
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("North Korea"));
    assert_eq!(articles["articles"].as_array().unwrap().len(), 27);
    assert!((3..20).contains(&early["articles"].as_array().unwrap().len()));
    let served: Vec<&str> =
        records["records"].as_array().unwrap().iter().filter_map(|one| one["id"].as_str()).collect();
    assert!(served.len() > 50 && !served.contains(&rejected.as_str()));
    assert_eq!(brief["as_of"], "2020-05-05");
}

/// Kills `read` at moments spread over its run; `bench/ledger/crash.py` does so 200 times.
#[test]
#[cfg(unix)]
fn a_file_that_may_not_grow_is_told_and_what_was_reported_is_kept() {
    let desk = Desk::new();
    let undisturbed = desk.korea_and_strait();
    let ledger = desk.korea();
    // The limit holds for each file by itself; what is written goes into the log beside the ledger first.
    let limited = "trap '' XFSZ; ulimit -f 64; exec \"$0\" read examples/strait --batch 1 --ledger \"$1\"";
    let mut shell = Command::new("bash");
    shell.current_dir(root()).args(["-c", limited, env!("CARGO_BIN_EXE_standoff"), &ledger]);
    let output = shell.output().unwrap();
    let complaint = String::from_utf8(output.stderr).unwrap();
    assert!(!output.status.success() && complaint.contains("what was reported as read is kept"), "{complaint}");
    let kept = said(&["list", "articles", "--ledger", &ledger, "--format", "jsonl"]);
    for line in String::from_utf8(output.stdout).unwrap().lines() {
        assert!(by_id(&kept).contains_key(line.split('\t').next().unwrap()), "{line} was reported and is not there");
    }
    said(&["read", "examples/strait", "--ledger", &ledger]);
    assert_eq!(desk.exported(&ledger), desk.exported(&undisturbed));
}

#[test]
fn a_killed_read_loses_nothing_that_it_reported() {
    let desk = Desk::new();
    let whole = desk.path("whole.db");
    let started = std::time::Instant::now();
    said(&["read", "examples/strait", "--ledger", &whole, "--threads", "1"]);
    let run = started.elapsed();
    let expected = desk.exported(&whole);
    let ledger = desk.path("killed.db");
    let mut reported: std::collections::BTreeSet<String> = std::collections::BTreeSet::new();
    for n in 0..6 {
        let output = Path::new(&desk.path("out")).to_owned();
        let file = std::fs::File::create(&output).unwrap();
        let mut child = command(&["read", "examples/strait", "--ledger", &ledger, "--threads", "1"])
            .stdout(file)
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        std::thread::sleep(run * n / 6);
        let _ = child.kill();
        child.wait().unwrap();
        let lines = std::fs::read_to_string(&output).unwrap();
        reported.extend(lines.lines().filter_map(|line| line.split('\t').next()).map(str::to_owned));
        if Path::new(&ledger).is_file() && !reported.is_empty() {
            let kept = by_id(&said(&["list", "articles", "--ledger", &ledger, "--format", "jsonl"]));
            assert!(reported.iter().all(|id| kept.contains_key(id)), "an article that was reported is gone");
        }
    }
    said(&["read", "examples/strait", "--ledger", &ledger]);
    for (name, text) in desk.exported(&ledger) {
        assert!(expected[&name] == text, "{name} differs after a re-run");
    }
}
