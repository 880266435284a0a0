//! The whole of coding: an article and its parse in, mentions, times and records out.
//!
//! Same article, same parse, same data files: same records. Nothing is read but what is given.

use std::borrow::Cow;
use std::collections::BTreeMap;

use anchor::Id;
use language::Document;
use page::Article;

use crate::attribution::Reader as AttributionReader;
use crate::attribution::lexicon::Lexicon as CueLexicon;
use crate::attribution::network::Network;
use crate::attribution::tagger::Tagger;
use crate::classify::{self, Classified, Pair, Scorer};
use crate::event::{Confidence, Contexts, Lexicon as EventLexicon, LexiconFiles, LexiconLine, LineRead, Ontology};
use crate::forecast::Likelihood;
use crate::mention::{Actor, ActorFiles, Actors, Mention, Mentions};
use crate::office::Lexicon as OfficeLexicon;
use crate::position::Lexicon as PositionLexicon;
use crate::proposition::{Operators, Propositions};
use crate::reading::Reading;
use crate::record::{ActorMention, Quoter, Record, TimeMention};
use crate::table::DataError;
use crate::time::{self, Anchors, TimeExpression, TimeWords};
use crate::unmatched::{self, Unmatched};
use crate::{event, forecast, office, position, statement};

macro_rules! data_files {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../../../data/", $name)))),*]
    };
}

/// The data files that coding reads, by their name below `data/`: those built in, unless replaced.
#[derive(Clone, Debug)]
pub struct DataFiles {
    files: BTreeMap<&'static str, Cow<'static, str>>,
}

impl Default for DataFiles {
    fn default() -> Self {
        let files = data_files![
            "actors/countries.tsv",
            "actors/leaders.tsv",
            "actors/lists.tsv",
            "actors/organisations.tsv",
            "actors/places.tsv",
            "actors/roles.tsv",
            "actors/titles.tsv",
            "actors/words.tsv",
            "attribution/cues.tsv",
            "attribution/network.tsv",
            "attribution/speakers.tsv",
            "attribution/whole-weights.tsv",
            "events/classes.tsv",
            "events/confidence.tsv",
            "events/contexts.tsv",
            "events/light.tsv",
            "events/nouns.tsv",
            "events/ontology.tsv",
            "events/verbs.tsv",
            "events/weights.tsv",
            "likelihood/cues.tsv",
            "likelihood/icd203.tsv",
            "likelihood/ipcc.tsv",
            "likelihood/kent.tsv",
            "likelihood/stasis.tsv",
            "offices/verbs.tsv",
            "positions/issues.tsv",
            "positions/stances.tsv",
            "positions/words.tsv",
            "propositions/operators.tsv",
            "time/calendar.tsv",
            "time/ends.tsv",
            "time/words.tsv",
        ];
        Self { files: files.into_iter().map(|(name, text)| (name, Cow::Borrowed(text))).collect() }
    }
}

impl DataFiles {
    /// The names of the files, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.files.keys().copied()
    }

    /// The contents of the file called `name`.
    pub fn text(&self, name: &str) -> Option<&str> {
        self.files.get(name).map(AsRef::as_ref)
    }

    /// Puts `text` in the place of the file called `name`. Returns whether there is one.
    pub fn replace(&mut self, name: &str, text: String) -> bool {
        match self.files.get_mut(name) {
            Some(file) => {
                *file = Cow::Owned(text);
                true
            }
            None => false,
        }
    }

    /// A hash of all of them: two coders with the same one read the same.
    pub fn fingerprint(&self) -> String {
        let parts: Vec<&str> = self.files.iter().flat_map(|(name, text)| [*name, text.as_ref()]).collect();
        Id::of('d', &parts).to_string()
    }

    /// The name and the contents of the file called `name`.
    ///
    /// # Panics
    /// If there is no such file: names are written in this crate only.
    fn get(&self, name: &'static str) -> (&'static str, &str) {
        (name, self.files.get(name).expect("the file is listed above"))
    }
}

/// The table by which words of likelihood are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LikelihoodTable {
    /// The analytic standards of the US intelligence community.
    #[default]
    Icd203,
    /// Sherman Kent's.
    Kent,
    /// The climate panel's.
    Ipcc,
}

impl LikelihoodTable {
    fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Icd203 => ("icd203", "likelihood/icd203.tsv"),
            Self::Kent => ("kent", "likelihood/kent.tsv"),
            Self::Ipcc => ("ipcc", "likelihood/ipcc.tsv"),
        }
    }
}

/// Everything that coding knows, ready to read articles.
#[derive(Debug)]
pub struct Coder {
    actors: Actors,
    times: TimeWords,
    ontology: Ontology,
    events: EventLexicon,
    contexts: Contexts,
    confidence: Confidence,
    scorer: Scorer,
    operators: Operators,
    positions: PositionLexicon,
    likelihood: Likelihood,
    offices: OfficeLexicon,
    attributions: AttributionReader,
    /// Whether events, and positions, are taken beside the statements.
    beside: (bool, bool),
}

/// What is read in one article.
#[derive(Clone, Debug, Default)]
pub struct Coded {
    /// Who is named.
    pub mentions: Mentions,
    /// Which times are named.
    pub times: Vec<TimeExpression>,
    /// Events, statements, positions, forecasts and offices, in text order.
    pub records: Vec<Record>,
}

impl Coder {
    /// With the data files that are built in.
    ///
    /// # Panics
    /// Never with the files of the repository: tests read them.
    pub fn standard() -> Self {
        Self::new(&DataFiles::default(), LikelihoodTable::default())
            .expect("the data files that are built in can be read")
    }

    /// With these data files.
    pub fn new(files: &DataFiles, table: LikelihoodTable) -> Result<Self, DataError> {
        let (file, text) = files.get("events/ontology.tsv");
        let ontology = Ontology::read(file, text)?;
        let lexicon = LexiconFiles {
            classes: files.get("events/classes.tsv"),
            verbs: files.get("events/verbs.tsv"),
            nouns: files.get("events/nouns.tsv"),
            light: files.get("events/light.tsv"),
        };
        let events = EventLexicon::read(lexicon, &ontology)?;
        let (file, text) = files.get("events/contexts.tsv");
        let contexts = Contexts::read(file, text, &ontology)?;
        let (file, text) = files.get("events/confidence.tsv");
        let confidence = Confidence::read(file, text)?;
        let (file, text) = files.get("events/weights.tsv");
        let scorer = Scorer::read(file, text)?;
        let positions = PositionLexicon::read(
            files.get("positions/stances.tsv"),
            files.get("positions/issues.tsv"),
            files.get("positions/words.tsv"),
        )?;
        let (file, text) = files.get("propositions/operators.tsv");
        let operators = Operators::read(file, text, events.nominals().chain(positions.nouns()))?;
        let (name, file) = table.name();
        let (file, text) = files.get(file);
        let likelihood =
            Likelihood::read(files.get("likelihood/cues.tsv"), files.get("likelihood/stasis.tsv"), (name, file, text))?;
        let (file, text) = files.get("offices/verbs.tsv");
        let offices = OfficeLexicon::read(file, text)?;
        let cues = CueLexicon::read(files.get("attribution/cues.tsv"), files.get("attribution/speakers.tsv"))?;
        let (file, text) = files.get("attribution/network.tsv");
        let network = Network::read(file, text)?;
        let (file, text) = files.get("attribution/whole-weights.tsv");
        let attributions = AttributionReader::new(cues, network, Tagger::read(file, text)?);
        let text = |name| files.get(name).1;
        let actors = Actors::read(&ActorFiles {
            countries: text("actors/countries.tsv"),
            organisations: text("actors/organisations.tsv"),
            leaders: text("actors/leaders.tsv"),
            roles: text("actors/roles.tsv"),
            places: text("actors/places.tsv"),
            lists: text("actors/lists.tsv"),
            titles: text("actors/titles.tsv"),
            words: text("actors/words.tsv"),
        })?;
        let times = TimeWords::parse(text("time/words.tsv"), text("time/calendar.tsv"), text("time/ends.tsv"))?;
        Ok(Self {
            actors,
            times,
            ontology,
            events,
            contexts,
            confidence,
            scorer,
            operators,
            positions,
            likelihood,
            offices,
            attributions,
            beside: (true, true),
        })
    }

    /// The same for who takes no `events` or no `positions` beside the statements. An attribution that a record taken
    /// tells ('urged them to leave' is a demand) is no statement, so that each is told once; where that record is not
    /// taken, it is one, so that none is lost.
    #[must_use]
    pub fn taking(self, events: bool, positions: bool) -> Self {
        Self { beside: (events, positions), ..self }
    }

    /// Reads one article; `document` is the parse of its text.
    pub fn code(&self, article: &Article, document: &Document) -> Coded {
        let mentions = Mentions::read(article, document, &self.actors);
        let times = time::find(document, &Anchors::published(article.published.period), &self.times);
        let records = self.with_reading(article, document, &mentions, &times, |reading| self.records(reading));
        Coded { mentions, times, records }
    }

    /// Gives `run` what every record of an article is read from.
    fn with_reading<T>(
        &self,
        article: &Article,
        document: &Document,
        mentions: &Mentions,
        times: &[TimeExpression],
        run: impl FnOnce(Reading<'_>) -> T,
    ) -> T {
        let quoter = Quoter::new(&article.text);
        let attributions = self.attributions.read(document);
        let chains = statement::chains(document, &attributions, mentions, self.attributions.lexicon(), &quoter);
        let chains = statement::through_outlets(chains, document, &attributions, mentions, &quoter);
        let propositions = Propositions::read(document, &self.operators);
        let reading = Reading {
            article,
            document,
            mentions,
            times,
            calendar: self.times.calendar(),
            ends: self.times.ends(),
            attributions: &attributions,
            chains: &chains,
            speakers: self.attributions.lexicon(),
            propositions: &propositions,
            quoter: &quoter,
        };
        run(reading)
    }

    /// The records of one article, in text order.
    fn records(&self, reading: Reading<'_>) -> Vec<Record> {
        let data = position::Data { lexicon: &self.positions, events: &self.events, ontology: &self.ontology };
        let mut records: Vec<Record> = Vec::new();
        let events = event::read(reading, self.event_knowledge());
        let acts = forecast::Acts { events: &events, lexicon: &self.events, ontology: &self.ontology };
        let forecasts = forecast::read(reading, &self.likelihood, acts);
        let positions = position::read(reading, data);
        let told = statement::Told {
            events: self.beside.0.then_some(&*events),
            positions: self.beside.1.then_some(&*positions),
        };
        records.extend(statement::read(reading, told).into_iter().map(Record::Statement));
        records.extend(events.into_iter().map(Record::Event));
        records.extend(positions.into_iter().map(Record::Position));
        records.extend(forecasts.into_iter().map(Record::Forecast));
        records.extend(office::read(reading, &self.offices).into_iter().map(Record::Office));
        records.sort_by(|one, other| {
            let place = |record: &Record| (record.basis().sentence, record.basis().evidence.start);
            place(one)
                .cmp(&place(other))
                .then_with(|| one.kind().cmp(other.kind()))
                .then_with(|| one.id().cmp(other.id()))
        });
        records
    }

    /// What stands with known parties in `document` and no lexicon knows; `mentions` are its own.
    pub fn unmatched(&self, document: &Document, mentions: &Mentions) -> Vec<Unmatched> {
        let known = unmatched::Known {
            events: &self.events,
            ontology: &self.ontology,
            operators: &self.operators,
            cues: self.attributions.lexicon(),
            offices: &self.offices,
        };
        unmatched::find(document, mentions, known)
    }

    fn event_knowledge(&self) -> event::Knowledge<'_> {
        event::Knowledge {
            ontology: &self.ontology,
            lexicon: &self.events,
            contexts: &self.contexts,
            confidence: &self.confidence,
            scorer: &self.scorer,
        }
    }

    /// What signals PLOVER's contexts.
    pub fn contexts(&self) -> &Contexts {
        &self.contexts
    }

    /// The lines of the event lexicon with their own sentences.
    pub fn lexicon_lines(&self) -> Vec<LexiconLine> {
        self.events.lines()
    }

    /// Which line of the event lexicon reads which predicate of `document`, in text order.
    pub fn lines_read(&self, document: &Document) -> Vec<LineRead> {
        let article = Article::of_text(document.text());
        let mentions = Mentions::read(&article, document, &self.actors);
        let propositions = Propositions::read(document, &self.operators);
        event::lines_read(document, &mentions, &propositions, &self.events, &self.ontology)
    }

    /// The PLOVER type of what `document` says between a marked source and target.
    pub fn classify(&self, document: &Document, pair: &Pair) -> Classified {
        self.with_pair(document, |read, know| classify::classify(read, know, pair))
    }

    /// The weights by which marked pairs are judged.
    pub fn scorer(&self) -> &Scorer {
        &self.scorer
    }

    /// What a marked pair is judged by, in alphabetical order.
    pub fn pair_features(&self, document: &Document, pair: &Pair) -> Vec<String> {
        self.with_pair(document, |read, know| classify::features(read, know, pair))
    }

    fn with_pair<T>(
        &self,
        document: &Document,
        run: impl FnOnce(classify::Read<'_>, classify::Knowledge<'_>) -> T,
    ) -> T {
        let article = Article::of_text(document.text());
        let mentions = Mentions::read(&article, document, &self.actors);
        let times = time::find(document, &Anchors::published(article.published.period), &self.times);
        self.with_reading(&article, document, &mentions, &times, |reading| {
            let events = event::read(reading, self.event_knowledge());
            let read = classify::Read {
                document,
                propositions: reading.propositions,
                mentions: &mentions,
                events: Some(&events),
            };
            run(read, classify::Knowledge { lexicon: &self.events, ontology: &self.ontology, scorer: &self.scorer })
        })
    }

    /// PLOVER's types, modes and scores.
    pub fn ontology(&self) -> &Ontology {
        &self.ontology
    }
}

/// The lines of the `actors` layer: one a party that a mention stands for.
pub fn actor_lines(article: &Article, mentions: &Mentions) -> Vec<ActorMention> {
    let quoter = Quoter::new(&article.text);
    let line = |mention: &Mention, actor: &Actor| {
        let quote = quoter.quote(mention.span);
        ActorMention {
            article: article.id.clone(),
            start: quote.start,
            end: quote.end,
            quote: quote.quote,
            name: actor.name.to_string(),
            code: actor.code.as_deref().map(str::to_owned),
            sector: actor.sector.as_deref().map(str::to_owned),
            wikidata: actor.wikidata.as_deref().map(str::to_owned),
            head: mention.form,
            person: actor.person.as_deref().map(str::to_owned),
        }
    };
    mentions.all().iter().flat_map(|mention| mention.parties.iter().map(|actor| line(mention, actor))).collect()
}

/// The lines of the `time` layer.
pub fn time_lines(article: &Article, times: &[TimeExpression]) -> Vec<TimeMention> {
    let quoter = Quoter::new(&article.text);
    times.iter().map(|time| time.mention(&article.id, &quoter)).collect()
}
