//! Exports carry the columns that other tools expect, and say what they hold.

use coding::record::{Factuality, Record};
use serde_json::Value;

use super::*;
use crate::Ledger;
use crate::testing::{article, event, party, placed};

/// A launch, talks of two sides, a visit that is only planned, and an act of which only the year is known.
fn ledger() -> Ledger {
    let page = article(
        "Harbour Post",
        "2019-05-12",
        "North Korea fired rockets from Hodo on May 4. Envoys of the two sides met in Oslo on May 9. \
         The American will visit Pyongyang on May 20. Norway gave grain in 2018.",
    );
    let (north, us, norway) = (party("North Korea", "PRK"), party("United States", "USA"), party("Norway", "NOR"));
    let tell = |kind: &str, actor: &[Party], recipient: &[Party], date: &str, words: &str, trigger: &str| {
        let mut told = event(&page, kind, actor, recipient, Some(date), words, trigger);
        told.quad = crate::correction::ontology().quad(kind);
        told
    };
    let launch = tell(
        "MOBILIZE",
        std::slice::from_ref(&north),
        &[],
        "2019-05-04",
        "North Korea fired rockets from Hodo on May 4.",
        "fired",
    );
    let both = [north.clone(), us.clone()];
    let talks = tell("CONSULT", &both, &[], "2019-05-09", "Envoys of the two sides met in Oslo on May 9.", "met");
    let mut visit = tell(
        "CONSULT",
        &[us],
        std::slice::from_ref(&north),
        "2019-05-20",
        "The American will visit Pyongyang on May 20.",
        "visit",
    );
    visit.factuality = Factuality::Planned;
    let grain = tell("AID", &[norway], &[north], "2018", "Norway gave grain in 2018.", "gave");
    let events = [launch, placed(talks, "Oslo", "NOR"), visit, grain];
    Ledger::new(vec![page], events.into_iter().map(Record::Event).collect(), None)
}

/// A file of an export in memory.
struct ExportFile {
    name: String,
    body: String,
    rows: Option<usize>,
}

impl Folder for Vec<ExportFile> {
    type Error = io::Error;

    fn make(&mut self, name: &str, fill: &mut Fill<'_>) -> io::Result<()> {
        let mut body = Vec::new();
        let rows = fill(&mut body)?;
        self.push(ExportFile { name: name.to_owned(), body: String::from_utf8(body).unwrap(), rows });
        Ok(())
    }
}

fn files(format: Format) -> Vec<ExportFile> {
    let about = About { program: "1.2.3".into(), ..About::default() };
    all(&Filter::default(), format, &about)
}

/// All files of an export.
fn all(filter: &Filter, format: Format, about: &About) -> Vec<ExportFile> {
    let mut files = Vec::new();
    export(&ledger(), filter, format, about, &mut files).unwrap();
    files
}

fn package(files: &[ExportFile]) -> Value {
    let package = files.iter().find(|file| file.name == "datapackage.json").unwrap();
    serde_json::from_str(&package.body).unwrap()
}

#[test]
fn gdelt_has_its_61_columns_in_order() {
    let expected = "GlobalEventID Day MonthYear Year FractionDate \
        Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code \
        Actor1Religion2Code Actor1Type1Code Actor1Type2Code Actor1Type3Code \
        Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code \
        Actor2Religion2Code Actor2Type1Code Actor2Type2Code Actor2Type3Code \
        IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone \
        Actor1Geo_Type Actor1Geo_FullName Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat \
        Actor1Geo_Long Actor1Geo_FeatureID \
        Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code Actor2Geo_ADM2Code Actor2Geo_Lat \
        Actor2Geo_Long Actor2Geo_FeatureID \
        ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat \
        ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL";
    let names: Vec<String> = gdelt::columns().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, expected.split_whitespace().collect::<Vec<&str>>());
    let files = files(Format::Gdelt);
    let rows: Vec<Vec<&str>> = files[0].body.lines().map(|line| line.split('\t').collect()).collect();
    assert!(rows.iter().all(|row| row.len() == 61), "{rows:?}");
    // The launch, and the talks in both directions; what is planned or has no day is no row.
    assert_eq!(rows.len(), 3);
    let launch = rows.iter().find(|row| row[26] == "150").unwrap();
    assert_eq!((launch[1], launch[5], launch[15], launch[28], launch[29]), ("20190504", "PRK", "", "15", "4"));
    let talks: Vec<(&str, &str)> = rows.iter().filter(|row| row[26] == "040").map(|row| (row[5], row[15])).collect();
    assert_eq!(talks, [("PRK", "USA"), ("USA", "PRK")]);
    let about = package(&files)["resources"][0]["description"].as_str().unwrap().to_owned();
    assert!(about.contains("1 whose day is not known"), "{about}");
}

#[test]
fn icews_has_its_20_columns_in_order() {
    let expected = "Event ID, Event Date, Source Name, Source Sectors, Source Country, Event Text, CAMEO Code, Intensity, \
        Target Name, Target Sectors, Target Country, Story ID, Sentence Number, Publisher, City, District, Province, \
        Country, Latitude, Longitude";
    let files = files(Format::Icews);
    let mut lines = files[0].body.lines();
    assert_eq!(
        lines.next().unwrap().split('\t').collect::<Vec<&str>>(),
        expected.split(", ").map(str::trim).collect::<Vec<&str>>()
    );
    let rows: Vec<Vec<&str>> = lines.map(|line| line.split('\t').collect()).collect();
    assert!(rows.len() == 3 && rows.iter().all(|row| row.len() == 20));
    assert!(rows.iter().any(|row| row[1] == "2019-05-09"
        && row[2] == "North Korea"
        && row[5] == "Consult"
        && row[10] == "United States"));
}

#[test]
fn plover_has_the_names_of_its_manual_and_its_rules_for_what_did_not_take_place() {
    let files = files(Format::Plover);
    let known: Vec<&str> =
        "id date actor event has_event time enddate endtime recipient event_loc event_text quad_code \
        event_scale mode context link text text_info cite_info coder coded_date coded_time comment"
            .split_whitespace()
            .collect();
    let rows: Vec<Value> = files[0].body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(rows.len(), 4);
    for row in &rows {
        let row = row.as_object().unwrap();
        assert!(row.keys().all(|name| known.contains(&name.as_str())), "{:?}", row.keys());
        assert!(["id", "date", "actor", "event"].iter().all(|name| row.contains_key(*name)));
    }
    let planned = rows.iter().find(|row| row["date"] == "2019-05-20").unwrap();
    assert_eq!((&planned["event"], &planned["quad_code"]), (&"AGREE".into(), &1.into()));
    let entity: Vec<&String> = planned["actor"][0].as_object().unwrap().keys().collect();
    assert_eq!(entity, ["code", "entity_text", "identifier_id", "identifier_text", "sector"]);
}

#[test]
fn a_package_describes_every_file_column_by_column() {
    for format in [Format::Csv, Format::Jsonl, Format::Gdelt, Format::Icews, Format::Plover] {
        let files = files(format);
        let package = package(&files);
        for name in ["profile", "name", "title", "licenses", "resources", "standoff"] {
            assert!(!package[name].is_null(), "{format:?}: {name}");
        }
        assert_eq!(package["standoff"]["program"], "1.2.3");
        let resources = package["resources"].as_array().unwrap();
        assert_eq!(resources.len(), files.len() - 1);
        for resource in resources {
            let file = files.iter().find(|file| resource["path"] == file.name.as_str()).unwrap();
            let fields = resource["schema"]["fields"].as_array().unwrap();
            let types = ["string", "integer", "number", "date", "boolean", "array", "object", "any"];
            assert!(fields.iter().all(|field| types.contains(&field["type"].as_str().unwrap())));
            let tabular = resource["profile"] == "tabular-data-resource";
            if tabular && resource["dialect"]["header"] != false {
                let parted = if resource["format"] == "csv" { ',' } else { '\t' };
                let names: Vec<&str> = fields.iter().map(|field| field["name"].as_str().unwrap()).collect();
                assert_eq!(file.body.lines().next().unwrap().split(parted).collect::<Vec<&str>>(), names);
            }
        }
    }
}

#[test]
fn an_export_of_a_part_names_the_articles_of_that_part() {
    let filter = Filter { party: vec!["Norway".into()], ..Filter::default() };
    let files = all(&filter, Format::Csv, &About::default());
    let rows = |name: &str| files.iter().find(|file| file.name == name).unwrap().rows;
    assert_eq!((rows("articles.csv"), rows("events.csv"), rows("occurrences.csv")), (Some(1), Some(1), Some(1)));
    let none = Filter { party: vec!["Chad".into()], ..Filter::default() };
    let files = all(&none, Format::Csv, &About::default());
    assert!(files.iter().all(|file| file.rows.is_none_or(|rows| rows == 0)));
}
