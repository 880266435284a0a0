//! The tables of examples, and that no text at all is too strange.

use anchor::Period;
use language::Pipeline;
use proptest::prelude::*;

use super::*;
use crate::table;

fn pipeline() -> &'static Pipeline {
    static PIPELINE: LazyLock<Pipeline> = LazyLock::new(Pipeline::english);
    &PIPELINE
}

fn anchors(published: &str) -> Anchors {
    match published {
        "story" => Anchors { published: None, reading: Some(Reading::Narrative) },
        day => Anchors { published: Some(day.parse().unwrap()), reading: Some(Reading::News) },
    }
}

/// Days as the table of examples writes them.
fn days(period: Period) -> String {
    if period.start == period.end { period.start.to_string() } else { format!("{}/{}", period.start, period.end) }
}

#[test]
fn every_example_is_read_as_the_table_says() {
    let mut wrong = Vec::new();
    let mut count = 0;
    let examples = include_str!("../../../../data/time/examples.tsv");
    table::rows("data/time/examples.tsv", examples, &["published", "text", "words", "type", "value"], |row| {
        count += 1;
        let (text, words) = (row.get("text"), row.get("words"));
        if !text.contains(words) {
            return Err(row.error("its words do not stand in its text"));
        }
        let found = find(&pipeline().parse(text), &anchors(row.get("published")), TimeWords::built_in());
        let wanted = (row.get("type"), row.get("value"), row.get("mod"), row.get("days").to_owned());
        let read = |time: &TimeExpression| {
            let modifier = time.modifier.map_or("", Modifier::as_str).to_owned();
            (time.kind.as_str().to_owned(), time.value.clone(), modifier, time.period.map_or(String::new(), days))
        };
        let covering = |time: &&TimeExpression| time.span.of(text).contains(words);
        let right =
            if wanted.0.is_empty() {
                !found
                    .iter()
                    .any(|time| time.span.of(text).split(' ').any(|word| words.split(' ').any(|other| other == word)))
            } else {
                found.iter().filter(covering).map(read).any(|(kind, value, modifier, days)| {
                    (kind.as_str(), value.as_str(), modifier.as_str(), days) == wanted
                })
            };
        if !right {
            let seen: Vec<_> = found.iter().map(|time| (time.span.of(text), read(time))).collect();
            wrong.push(format!("line {}: {text}\n  wanted {words:?} as {wanted:?}\n  read {seen:?}", row.line));
        }
        Ok(())
    })
    .unwrap();
    assert!(count > 200, "only {count} examples");
    assert!(wrong.is_empty(), "{} of {count} examples are read otherwise:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_named_date_is_found_by_its_example() {
    let calendar = TimeWords::built_in().calendar();
    let text = include_str!("../../../../data/time/calendar.tsv");
    let mut wrong = Vec::new();
    table::rows("data/time/calendar.tsv", text, &["name", "country", "example"], |row| {
        let [phrase, seen, day] = row.get("example").split("; ").collect::<Vec<_>>()[..] else {
            return Err(row.error("its example is not: words; day seen from; day meant"));
        };
        let found = calendar.resolve(phrase, seen.parse().unwrap(), &[row.get("country")]);
        let read = found.map(|occasion| (occasion.entry.name.clone(), occasion.period.start.to_string()));
        if read.as_ref().is_none_or(|(name, start)| name != row.get("name") || start != day) {
            wrong.push(format!("line {}: {phrase:?} is read as {read:?}", row.line));
        }
        Ok(())
    })
    .unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_line_of_the_ends_leaves_the_day_that_it_says() {
    let words = TimeWords::built_in();
    let mut wrong = Vec::new();
    let text = include_str!("../../../../data/time/ends.tsv");
    table::rows("data/time/ends.tsv", text, &["words", "read", "example", "last", "occasion"], |row| {
        let (today, example) = (row.get("read"), row.get("example"));
        let plain = example.to_lowercase().replace('-', " ");
        if !plain.contains(&row.get("words").replace('-', " ")) {
            return Err(row.error("its words do not stand in its example"));
        }
        let document = pipeline().parse(example);
        let times = find(&document, &anchors(today), words);
        let context = HorizonContext {
            times: &times,
            calendar: words.calendar(),
            ends: words.ends(),
            today: today.parse().unwrap(),
            countries: &["USA"],
        };
        let found = horizon(&document, 0..document.len(), &context);
        let read = found.map_or((String::new(), String::new()), |horizon| {
            assert!(!horizon.span.of(example).is_empty());
            (horizon.end.to_string(), horizon.event.unwrap_or_default())
        });
        let wanted = (row.get("last").to_owned(), row.get("occasion").to_owned());
        if read != wanted {
            let seen: Vec<_> = times.iter().map(|time| (time.span.of(example), time.period)).collect();
            wrong.push(format!("line {}: {example} is read as {read:?}, not {wanted:?}; times {seen:?}", row.line));
        }
        Ok(())
    })
    .unwrap();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn whose_election_it_is_shows_by_the_words_or_the_parties() {
    let calendar = TimeWords::built_in().calendar();
    let day = |phrase: &str, countries: &[&str]| {
        let occasion = calendar.resolve(phrase, "2019-01-10".parse().unwrap(), countries).unwrap();
        (occasion.entry.country.clone().unwrap_or_default(), occasion.period.start.to_string())
    };
    assert_eq!(day("the presidential election", &[]), ("USA".to_owned(), "2020-11-03".to_owned()));
    assert_eq!(day("the presidential election", &["UKR", "RUS"]), ("UKR".to_owned(), "2019-03-31".to_owned()));
    assert_eq!(day("the Ukrainian presidential election", &["RUS"]), ("UKR".to_owned(), "2019-03-31".to_owned()));
    assert_eq!(day("the November 2016 presidential election", &[]), ("USA".to_owned(), "2016-11-08".to_owned()));
}

#[test]
fn a_report_and_a_history_are_told_apart() {
    let report = "The ministry said on Monday that talks would resume. In 1994 a deal was signed. It failed last year.";
    let history = "War broke out in June 1950. In September 1950 troops landed. By October 1950 the border was \
                   crossed. In January 1951 the city fell. In July 1951 talks began. In July 1953 the truce was signed.";
    let reading = |text: &str| {
        let found = find(
            &pipeline().parse(text),
            &Anchors::published("2020-05-08".parse::<Period>().ok()),
            TimeWords::built_in(),
        );
        found.iter().any(|time| time.against == Against::Publication)
    };
    assert!(reading(report));
    assert!(!reading(history));
}

#[test]
fn a_rough_day_of_publication_places_only_what_it_can() {
    let text = "He left yesterday. The base was closed last month.";
    let published = "2020-05-04/2020-05-08".parse().ok();
    let found = find(&pipeline().parse(text), &Anchors::published(published), TimeWords::built_in());
    let read: Vec<_> =
        found.iter().map(|time| (time.span.of(text), time.value.as_str(), time.period.is_some())).collect();
    assert_eq!(read, [("yesterday", "XXXX-XX-XX", false), ("last month", "2020-04", true)]);
}

#[test]
fn a_broken_table_says_where() {
    let words = "sense\tvalue\twords\nmonth\t13\tsmarch\n";
    let error = TimeWords::parse(words, "name\twords\tcountry\tkind\trule\n", "words\tend\n").unwrap_err();
    assert!(error.to_string().starts_with("data/time/words.tsv, line 2: "), "{error}");
    let calendar = "name\twords\tcountry\tkind\trule\nA\ta\t-\tday\t13-40\n";
    let error = TimeWords::parse("sense\tvalue\twords\n", calendar, "words\tend\n").unwrap_err();
    assert!(error.to_string().starts_with("data/time/calendar.tsv, line 2: "), "{error}");
}

/// Words and numbers that the grammar knows, in any order: nonsense that comes near to sense.
fn jumble() -> impl Strategy<Value = String> {
    let known = prop::sample::select(vec![
        "May",
        "June",
        "12",
        "31",
        "1990",
        "9999",
        "the",
        "first",
        "last",
        "next",
        "year",
        "week",
        "of",
        "and",
        "-",
        ",",
        "two",
        "million",
        "centuries",
        "millennia",
        "ago",
        "later",
        "before",
        "after",
        "3:45",
        "p.m.",
        "BC",
        "'80s",
        "quarter",
        "half",
        "a",
        "every",
        "Monday",
        "morning",
        "end",
        "mid",
        "99999999999",
        "0",
        "2.5",
        "1/2",
        "s",
        "'",
        "Easter",
        "Christmas",
        "since",
        "until",
        "in",
        "hundred",
        "thousand",
        "early",
        "that",
        "day",
        "–",
        "\n\n",
        "é",
    ]);
    prop::collection::vec((known, prop::bool::ANY), 0..40)
        .prop_map(|words| words.into_iter().flat_map(|(word, space)| [word, if space { " " } else { "" }]).collect())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn no_text_is_too_strange(text in prop_oneof![jumble(), "\\PC{0,120}"], day in "(0001|1999|2020|9999)-(01-01|12-31)") {
        let document = pipeline().parse(&text);
        for anchors in [anchors("story"), anchors(&day), Anchors::default()] {
            let found = find(&document, &anchors, TimeWords::built_in());
            prop_assert!(found.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start));
            for time in &found {
                prop_assert!(!time.span.of(&text).trim().is_empty());
                prop_assert!(time.period.is_none_or(|period| period.start <= period.end));
                prop_assert!(!time.value.is_empty());
            }
        }
    }
}
