//! What an archive's pages and records add up to: one line for each real thing.

use std::sync::LazyLock;

use anchor::Id;

use crate::archive::Held;
use crate::copies::{self, Original};
use crate::correction::Groups;
use crate::forecast::{self, ForecastLine};
use crate::occurrence::{self, Occurrence};
use crate::office::{self, OfficeLine};
use crate::outlets::Outlets;
use crate::position::{self, PositionLine};
use crate::statement::{self, StatementLine};
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

/// All lines of a ledger, each kind in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Lines {
    pub(crate) originals: Vec<Original>,
    pub(crate) occurrences: Vec<Occurrence>,
    pub(crate) statements: Vec<StatementLine>,
    pub(crate) positions: Vec<PositionLine>,
    pub(crate) forecasts: Vec<ForecastLine>,
    pub(crate) offices: Vec<OfficeLine>,
    pub(crate) storylines: Vec<Storyline>,
}

impl Lines {
    /// What `archive` adds up to; `said` is what people say of whole occurrences.
    pub(crate) fn of(archive: &Held, said: &Groups) -> Self {
        let texts = copies::texts(archive);
        let text_of = copies::text_of(&texts, archive.articles.len());
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
            originals: texts.iter().map(|text| text.original(archive)).collect(),
            occurrences,
            statements,
            positions: position::positions(archive, &outlets),
            forecasts: forecast::forecasts(archive, &outlets),
            offices: office::offices(archive, &outlets),
            storylines,
        }
    }
}
