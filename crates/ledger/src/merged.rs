//! What an archive's pages and records add up to: one line for each real thing.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock, OnceLock};

use anchor::Id;

use crate::archive::Archive;
use crate::copies::{self, Original};
use crate::correction::Groups;
use crate::forecast::{self, ForecastLine};
use crate::occurrence::{self, Occurrence};
use crate::office::{self, OfficeLine};
use crate::outlets::Outlets;
use crate::position::{self, PositionLine};
use crate::side::Names;
use crate::statement::{self, StatementLine};
use crate::store::Filed;
use crate::storyline::{self, Storyline, Ties};

/// How lines are made: raised with every change after which the same records give other lines.
const MAKING: u32 = 1;

/// The tables by which lines are made.
const TABLES: [&str; 4] = [
    include_str!("../../../data/actors/countries.tsv"),
    include_str!("../../../data/ledger/event-types.tsv"),
    include_str!("../../../data/ledger/function-words.txt"),
    include_str!("../../../data/ledger/word-frequencies.tsv"),
];

/// What makes lines: programs that print the same here make the same lines of the same records.
pub(crate) fn maker() -> &'static str {
    static MAKER: LazyLock<String> = LazyLock::new(|| {
        let tables = Id::of('d', &TABLES);
        format!("standoff {} making {MAKING} with {tables}", env!("CARGO_PKG_VERSION"))
    });
    &MAKER
}

/// All lines of a ledger, each kind in its order: made from an archive, or taken from the file that holds them, kind by
/// kind, when they are first asked for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Lines {
    file: Option<Arc<Filed>>,
    originals: OnceLock<Vec<Original>>,
    occurrences: OnceLock<Vec<Occurrence>>,
    statements: OnceLock<Vec<StatementLine>>,
    positions: OnceLock<Vec<PositionLine>>,
    forecasts: OnceLock<Vec<ForecastLine>>,
    offices: OnceLock<Vec<OfficeLine>>,
    storylines: OnceLock<Vec<Storyline>>,
    names: OnceLock<Names>,
}

impl Lines {
    /// What `archive` adds up to; `said` is what people say of whole occurrences.
    pub(crate) fn of(archive: &dyn Archive, said: &Groups) -> Self {
        let texts = copies::texts(archive);
        let text_of = copies::text_of(&texts, archive.pages().len());
        let outlets = Outlets::of(archive, &texts);
        let (mut occurrences, mut storylines, mut ties) = (Vec::new(), Vec::new(), Ties::default());
        occurrence::occurrences(archive, &text_of, &outlets, said, |summed| {
            ties.note(&summed, &text_of);
            occurrences.push(summed.occurrence);
        });
        occurrence::in_order(&mut occurrences);
        storyline::storylines(archive, &texts, &text_of, ties, |line| storylines.push(line));
        let mut statements = Vec::new();
        statement::statements(archive, &outlets, |line| statements.push(line));
        statement::in_order(&mut statements);
        Self {
            file: None,
            originals: texts.iter().map(|text| text.original(archive)).collect::<Vec<_>>().into(),
            occurrences: occurrences.into(),
            statements: statements.into(),
            positions: position::positions(archive, &outlets).into(),
            forecasts: forecast::forecasts(archive, &outlets).into(),
            offices: office::offices(archive, &outlets).into(),
            storylines: storylines.into(),
            names: Names::of(archive).into(),
        }
    }

    /// The lines that the derived tables of `file` hold.
    pub(crate) fn filed(file: Arc<Filed>) -> Self {
        Self { file: Some(file), ..Self::default() }
    }

    /// What is in `kept`, from the file where it is not there yet.
    fn get<'l, T>(&'l self, kept: &'l OnceLock<Vec<T>>, take: impl FnOnce(&Filed) -> Vec<T>) -> &'l [T] {
        kept.get_or_init(|| self.file.as_deref().map(take).unwrap_or_default())
    }

    pub(crate) fn originals(&self) -> &[Original] {
        self.get(&self.originals, Filed::originals)
    }

    pub(crate) fn occurrences(&self) -> &[Occurrence] {
        self.get(&self.occurrences, |file| {
            let mut lines = file.objects("SELECT json FROM occurrence");
            occurrence::in_order(&mut lines);
            lines
        })
    }

    pub(crate) fn statements(&self) -> &[StatementLine] {
        self.get(&self.statements, |file| {
            let mut lines = file.objects("SELECT json FROM line WHERE kind = 'statement'");
            statement::in_order(&mut lines);
            lines
        })
    }

    pub(crate) fn positions(&self) -> &[PositionLine] {
        self.get(&self.positions, |file| {
            let mut lines = file.objects("SELECT json FROM line WHERE kind = 'position'");
            position::in_order(&mut lines);
            lines
        })
    }

    pub(crate) fn forecasts(&self) -> &[ForecastLine] {
        self.get(&self.forecasts, |file| {
            let mut lines = file.objects("SELECT json FROM line WHERE kind = 'forecast'");
            forecast::in_order(&mut lines);
            lines
        })
    }

    pub(crate) fn offices(&self) -> &[OfficeLine] {
        self.get(&self.offices, |file| {
            let mut lines = file.objects("SELECT json FROM line WHERE kind = 'office'");
            office::in_order(&mut lines);
            lines
        })
    }

    pub(crate) fn storylines(&self) -> &[Storyline] {
        self.get(&self.storylines, |file| {
            let mut lines: Vec<Storyline> = file.objects("SELECT json FROM storyline");
            // By the first article that is no copy.
            let originals = self.originals().iter().enumerate();
            let place: BTreeMap<&Id, usize> = originals.map(|(place, original)| (&original.article, place)).collect();
            lines.sort_by_key(|line| line.articles.iter().filter_map(|article| place.get(article)).min());
            lines
        })
    }

    pub(crate) fn names(&self) -> &Names {
        self.names.get_or_init(|| self.file.as_deref().map(Filed::names).unwrap_or_default())
    }
}
