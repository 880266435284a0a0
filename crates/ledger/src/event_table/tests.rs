//! Rows as each maker writes them.

use coding::record::Factuality;

use super::*;

fn read(table: &str) -> Vec<TableEvent> {
    EventTable::read(table.as_bytes(), None).unwrap().map(Result::unwrap).collect()
}

fn tabbed(cells: &[&str]) -> String {
    cells.join("\t")
}

const ICEWS: &str = "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity\t\
    Target Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher\tCity\tDistrict\tProvince\tCountry\t\
    Latitude\tLongitude\n";

#[test]
fn an_icews_file() {
    let row = |source: &str, sectors: &str, text: &str, code: &str| {
        tabbed(&[
            "7",
            "2014-03-09",
            source,
            sectors,
            "North Korea",
            text,
            code,
            "1.0",
            "South Korea",
            "",
            "South Korea",
            "55",
            "2",
            "Daily \"Star",
            "",
            "",
            "",
            "South Korea",
            "37.5",
            "127.0",
        ])
    };
    let table = format!(
        "{ICEWS}{}\n{}\n{}\n",
        row("North Korea", "", "Engage in negotiation", "046"),
        row("Foreign Affairs (North Korea)", "Foreign Ministry,Executive,Government", "Criticize or denounce", "111"),
        row("Citizen (North Korea)", "General Population / Civilian / Social", "Make statement", "010")
    );
    let events = read(&table);
    assert_eq!(EventTable::read(table.as_bytes(), None).unwrap().format(), Format::Icews);
    assert_eq!(
        (events[0].kind, events[0].source.side.key(), events[0].target.side.key()),
        (Some("CONSULT"), "PRK", "KOR")
    );
    assert_eq!(
        (events[1].kind, events[1].mode, events[1].source.side.key()),
        (Some("ACCUSE"), Some("disapprove"), "PRK")
    );
    assert_eq!((events[2].kind, events[2].source.side.key()), (None, "Citizen (North Korea)"));
    assert_eq!(events[1].labels(), ["Criticize or denounce", "111", "ACCUSE"]);
    assert_eq!(events[0].line, 2);
    assert_ne!(events[0].id, events[1].id, "rows of one story share a number");
}

/// One row of a GDELT export with as many columns as its version has.
fn gdelt(columns: usize, from: (&str, &str), to: (&str, &str), code: &str) -> String {
    let mut cells = vec![""; columns];
    (cells[0], cells[1], cells[33]) = ("410", "20150218", "12");
    (cells[5], cells[6], cells[15], cells[16], cells[26]) = (from.0, from.1, to.0, to.1, code);
    if columns == 61 {
        (cells[52], cells[59], cells[60]) = ("Geneva", "20150220061500", "http://news.example/a");
    } else {
        (cells[50], cells[56], cells[57]) = ("Geneva", "20150220", "http://news.example/a");
    }
    cells.join("\t")
}

#[test]
fn gdelt_exports_of_both_versions() {
    for columns in [58, 61] {
        let table = [
            gdelt(columns, ("IRNGOV", "IRAN"), ("USA", "UNITED STATES"), "042"),
            gdelt(columns, ("", ""), ("USA", "UNITED STATES"), "173"),
        ];
        let events = read(&table.join("\n"));
        assert_eq!(events.len(), 1, "a row without an actor is no act between two");
        let visit = &events[0];
        assert_eq!((visit.kind, visit.mode), (Some("CONSULT"), Some("visit")));
        assert_eq!((visit.source.side.key(), visit.source.name.as_str()), ("IRN", "IRAN"));
        assert_eq!((visit.day.to_string(), visit.known.to_string()), ("2015-02-18".into(), "2015-02-20".into()));
        assert_eq!((visit.reports, visit.place.as_deref()), (12, Some("Geneva")));
        assert_eq!(visit.link.as_deref(), Some("http://news.example/a"));
    }
}

#[test]
fn a_polecat_file() {
    let table = "Event ID\tEvent Date\tEvent Type\tEvent Mode\tIntensity\tQuad Code\tContexts\tActor Name\tActor Country\t\
        Primary Actor Sector\tRecipient Name\tRecipient Country\tPrimary Recipient Sector\tPlacename\tPublication Date\n\
        x1\t2023-02-03\tASSAULT\taerial\t-9.5\tMATERIAL CONFLICT\tmilitary\tRussian Air Force\tRUS\tMIL\tUkraine\tUKR\tGOV\t\
        Kherson\t2023-02-04\n";
    let events = read(table);
    assert_eq!((events[0].kind, events[0].mode, events[0].score), (Some("ASSAULT"), Some("aerial"), -9.5));
    assert_eq!((events[0].source.side.key(), events[0].known.to_string()), ("RUS", "2023-02-04".into()));
}

#[test]
fn any_table_that_names_its_columns() {
    let tabs = read("date\tsource\tevent\ttarget\n2019-10-05\tUSA\tCONSULT\tPRK\n");
    let commas = read("Target,Date,Event,Source\r\n\"PRK\",2019-10-05T09:00,\"CONSULT\",USA\r\n\r\n");
    let semicolons = read("\u{feff}date;source;event;target\n20191005;USA;Engage in negotiation;North Korea\n");
    for events in [&tabs, &commas, &semicolons] {
        assert_eq!(events.len(), 1);
        assert_eq!((events[0].kind, events[0].day.to_string()), (Some("CONSULT"), "2019-10-05".into()));
        assert_eq!((events[0].source.side.key(), events[0].target.side.key()), ("USA", "PRK"));
    }
    assert_eq!(tabs[0].id, commas[0].id);
}

#[test]
fn what_cannot_be_read_says_where_and_why() {
    let error = |table: &str| EventTable::read(table.as_bytes(), None).err().map(|error| error.to_string());
    assert_eq!(error("").unwrap(), "the table is empty");
    assert_eq!(
        error("when,who,what\n").unwrap(),
        "the table has no column for the day (date); its columns are: when, who, what"
    );
    let mut rows = EventTable::read(
        "date,source,event,target\n12 June,A,Meet,B\n2018-06-12,A\n2018-06-12,A,Meet,B\n".as_bytes(),
        None,
    )
    .unwrap();
    assert_eq!(
        rows.next().unwrap().unwrap_err().to_string(),
        "line 2: \"12 June\" is no day; write 2018-06-12 or 20180612"
    );
    assert_eq!(rows.next().unwrap().unwrap_err().to_string(), "line 3: 2 cells where 4 are needed");
    assert_eq!(rows.next().unwrap().unwrap().label, "Meet");
    assert!(rows.next().is_none());
    let wrong =
        EventTable::read("date,source,event,target\n".as_bytes(), Some(Format::Gdelt)).err().unwrap().to_string();
    assert!(wrong.contains("58 or 61"), "{wrong}");
}

#[test]
fn many_rows_of_one_act_are_one_occurrence() {
    let table = "date\tsource\tevent\ttarget\treports\n\
        2019-10-05\tNorth Korea\tEngage in negotiation\tUnited States\t3\n\
        2019-10-05\tUnited States\tMeet at a 'third' location\tNorth Korea\t2\n\
        2019-10-05\tUnited States\tMake a visit\tNorth Korea\t1\n\
        2019-10-06\tNorth Korea\tCriticize or denounce\tUnited States\t1\n\
        2019-10-06\tUnited States\tCriticize or denounce\tNorth Korea\t1\n\
        2019-10-06\tUnited States\tMake statement\tNorth Korea\t1\n";
    let events = read(table);
    let mut turned = events.clone();
    turned.reverse();
    let found = occurrences(&events);
    assert_eq!(found, occurrences(&turned), "the order of rows makes no difference");
    assert_eq!(found.len(), 3);
    let talks = found.iter().find(|one| one.kind == "CONSULT").unwrap();
    assert_eq!((talks.pages, talks.mode.as_slice(), talks.score), (6, &["visit".to_owned()][..], 4.0));
    assert_eq!((talks.actor.len(), talks.recipient.len()), (2, 0), "a meeting is an act of both");
    assert_eq!(talks.factuality, Factuality::Happened);
    assert!(found.iter().filter(|one| one.kind == "ACCUSE").all(|one| one.pages == 1));
}

proptest::proptest! {
    #[test]
    fn no_table_stops_the_program(bytes in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
        if let Ok(rows) = EventTable::read(bytes.as_slice(), None) {
            let _ = rows.take(50).count();
        }
        let mut table = b"date,source,event,target\n".to_vec();
        table.extend(bytes);
        let _ = EventTable::read(table.as_slice(), None).unwrap().take(50).count();
    }
}
