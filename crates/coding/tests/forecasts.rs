//! Forecasts as the data files show them, and the event that decides each.

use coding::Coder;
use coding::record::{Forecast, Outcome, Record};
use coding::table::rows;
use language::Pipeline;
use page::Article;

struct Reader {
    pipeline: Pipeline,
    coder: Coder,
}

impl Reader {
    fn new() -> Self {
        Self { pipeline: Pipeline::english(), coder: Coder::standard() }
    }

    fn forecasts(&self, text: &str, day: &str) -> Vec<Forecast> {
        let mut article = Article::of_text(text);
        let day = day.parse().unwrap();
        article.published.period = Some(anchor::Period::day(day));
        let document = self.pipeline.parse_paragraphs(&article.text);
        let records = self.coder.code(&article, &document).records;
        let forecast = |record| if let Record::Forecast(forecast) = record { Some(forecast) } else { None };
        records.into_iter().filter_map(forecast).collect()
    }
}

/// The examples of the data files speak of Norland; a party of the real world takes its place.
fn set_in_the_world(example: &str) -> String {
    format!("Peru and Chile have a dispute. {}", example.replace("Norland", "Peru"))
}

#[test]
fn every_word_of_likelihood_makes_a_forecast_of_its_example() {
    let reader = Reader::new();
    let file = include_str!("../../../data/likelihood/cues.tsv");
    let mut missed = Vec::new();
    rows("cues.tsv", file, &["word", "example"], |row| {
        let text = set_in_the_world(row.get("example"));
        if reader.forecasts(&text, "2021-03-01").is_empty() {
            missed.push(row.get("example").to_owned());
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(missed, Vec::<String>::new());
}

#[test]
fn every_word_of_stasis_turns_its_example() {
    let reader = Reader::new();
    let file = include_str!("../../../data/likelihood/stasis.tsv");
    let mut wrong = Vec::new();
    rows("stasis.tsv", file, &["word", "sense", "example"], |row| {
        let expected = if row.get("sense") == "end" { Outcome::Change } else { Outcome::StatusQuo };
        let found = reader.forecasts(&set_in_the_world(row.get("example")), "2021-03-01");
        if found.iter().all(|forecast| forecast.outcome != expected) {
            wrong.push(row.get("example").to_owned());
        }
        Ok(())
    })
    .unwrap();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn a_chance_is_said_of_a_noun() {
    let reader = Reader::new();
    let cases = [
        // The sentence, what is expected, the words for how surely, where it points, and by when.
        (
            "The chances of a summit between the United States and North Korea before November are slim, analysts said.",
            "The chances of a summit between the United States and North Korea before November are slim",
            Some(("slim", Outcome::StatusQuo, Some("2020-10-31"))),
        ),
        (
            "The odds of a truce between Sudan and Chad remain very high, analysts said.",
            "The odds of a truce between Sudan and Chad remain very high",
            Some(("high", Outcome::Change, None)),
        ),
        (
            "Analysts give the truce a 20 percent chance of surviving in Sudan.",
            "the truce a 20 percent chance of surviving in Sudan",
            Some(("20 percent", Outcome::StatusQuo, None)),
        ),
        ("The chances of a truce between Sudan and Chad are unknown, analysts said.", "", None),
        ("The envoys of Sudan and Chad remain highly respected, analysts said.", "", None),
    ];
    for (sentence, content, expected) in cases {
        let found = reader.forecasts(sentence, "2020-05-04");
        let found: Vec<_> = found
            .iter()
            .map(|one| {
                let end = one.horizon.as_ref().and_then(|horizon| horizon.end).map(|day| day.to_string());
                (one.content.quote.clone(), one.phrase.clone().unwrap_or_default(), one.outcome, end)
            })
            .collect();
        let expected: Vec<_> = expected
            .into_iter()
            .map(|(phrase, outcome, end)| (content.to_owned(), phrase.to_owned(), outcome, end.map(str::to_owned)))
            .collect();
        assert_eq!(found, expected, "{sentence}");
    }
}

#[test]
fn what_would_decide_a_forecast() {
    let reader = Reader::new();
    let shown = |text: &str| {
        let found = reader.forecasts(text, "2021-03-01");
        let lines: Vec<String> = found
            .iter()
            .map(|forecast| {
                let event = forecast.resolution.event.as_ref().expect("an event");
                let until = event.until.map_or("ever".to_owned(), |day| day.to_string());
                let does = if event.occurs { "takes place" } else { "does not" };
                format!("{} {} {does} until {until}", event.types.join("/"), event.between.join("-"))
            })
            .collect();
        lines.join("; ")
    };
    assert_eq!(
        shown("Armenia and Azerbaijan are unlikely to hold talks before June, analysts said."),
        "CONSULT ARM-AZE takes place until 2021-05-31"
    );
    assert_eq!(
        shown("Analysts expect that India will bomb Pakistan this year."),
        "ASSAULT IND-PAK takes place until 2021-12-31"
    );
    assert_eq!(
        shown("Kenya and Somalia talked in vain. The deadlock between Kenya and Somalia will probably last the year."),
        "AGREE KEN-SOM does not until 2021-12-31"
    );
    assert_eq!(
        shown("Experts expect no agreement between Serbia and Croatia in April."),
        "AGREE HRV-SRB does not until 2021-04-30"
    );
}

#[test]
fn what_parties_will_do_themselves_is_no_forecast() {
    let reader = Reader::new();
    for text in [
        "A lawyer for the families of the Ghanaian sailors said they might sue Togo.",
        "The president of Serbia hinted that his troops might enter Kosovo one night.",
        "An adviser to the president of Kenya told reporters that the Somali border would reopen in May.",
        "If the judges ask Bolivia, the talks will resume.",
    ] {
        assert!(reader.forecasts(text, "2021-03-01").is_empty(), "{text}");
    }
}

#[test]
fn terms_and_their_dates_are_no_part_of_what_is_expected() {
    let reader = Reader::new();
    let found = reader.forecasts("If Chile closes the port in April, Peru may well break off the talks.", "2021-03-01");
    let [forecast] = &found[..] else { panic!("{found:?}") };
    assert_eq!(forecast.content.quote, "Peru may well break off the talks");
    assert_eq!(forecast.horizon, None);
    assert_eq!(forecast.outcome, Outcome::Change);
    assert!(forecast.condition.is_some());
}
