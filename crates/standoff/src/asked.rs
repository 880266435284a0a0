//! What of a ledger is asked for: arguments shared by the commands that show or hand out parts of it.

use std::path::PathBuf;

use anchor::Period;
use anyhow::Context;
use jiff::civil::Date;
use ledger::{Filter, Ledger, Store};

use crate::gather::side;

/// A ledger and what is asked of it.
#[derive(clap::Args, Clone, Debug)]
pub(crate) struct Asked {
    /// The ledger that `standoff read` made.
    #[arg(long, value_name = "FILE")]
    pub(crate) ledger: PathBuf,
    /// Only what was published by this day.
    #[arg(long, value_name = "DATE")]
    pub(crate) as_of: Option<Date>,
    /// Only where this party takes part: a code, a name, one of its people. Given twice, both must.
    #[arg(long, value_name = "PARTY")]
    party: Vec<String>,
    /// Only between these two.
    #[arg(long, num_args = 2, value_names = ["PARTY", "PARTY"])]
    between: Option<Vec<String>>,
    /// Only of this type: PLOVER type, mode or context, stance or issue, outcome, status, type of article.
    #[arg(long = "type", value_name = "TYPE", value_delimiter = ',')]
    kind: Vec<String>,
    /// Only on this day or later; a month or a year will do.
    #[arg(long, value_name = "DATE")]
    from: Option<Period>,
    /// Only on this day or earlier; a month or a year will do.
    #[arg(long, value_name = "DATE")]
    to: Option<Period>,
    /// Only what this outlet printed or is named as the source of.
    #[arg(long, value_name = "NAME")]
    outlet: Option<String>,
    /// Only what happened, is ongoing, planned, possible, conditional, hypothetical, denied or negated.
    #[arg(long, value_name = "WORD", value_delimiter = ',')]
    factuality: Vec<String>,
    /// Only where these words stand, in any form; between quotation marks, next to each other.
    #[arg(long, value_name = "WORDS")]
    text: Option<String>,
}

/// The words for whether an act takes place.
const FACTUALITIES: [&str; 8] =
    ["happened", "ongoing", "planned", "possible", "conditional", "hypothetical", "denied", "negated"];

impl Asked {
    /// The file and the ledger of the day asked for.
    pub(crate) fn open(&self) -> anyhow::Result<(Store, Ledger)> {
        let store = Store::open(&self.ledger)?;
        let ledger = store.ledger(self.as_of)?;
        let ledger = ledger.with_tables(store.table_occurrences(self.as_of)?).with_calendar(store.calendar()?);
        Ok((store, ledger))
    }

    /// The conditions as they were given, one a word of the command line.
    pub(crate) fn words(&self) -> Vec<String> {
        let period = |name: &str, period: Option<Period>| period.map(|period| format!("--{name} {period}"));
        let many = |name: &str, words: &[String]| (!words.is_empty()).then(|| format!("--{name} {}", words.join(",")));
        let parts = [
            many("party", &self.party),
            self.between.as_ref().map(|pair| format!("--between {}", pair.join(" "))),
            many("type", &self.kind),
            period("from", self.from),
            period("to", self.to),
            self.outlet.as_ref().map(|outlet| format!("--outlet {outlet}")),
            many("factuality", &self.factuality),
            self.text.as_ref().map(|words| format!("--text {words}")),
        ];
        parts.into_iter().flatten().collect()
    }

    /// The conditions.
    pub(crate) fn filter(&self, store: &Store, ledger: &Ledger) -> anyhow::Result<Filter> {
        for word in &self.factuality {
            anyhow::ensure!(
                FACTUALITIES.contains(&word.to_lowercase().as_str()),
                "--factuality {word}: use one of {}",
                FACTUALITIES.join(", ")
            );
        }
        let between = match self.between.as_deref() {
            Some([a, b]) => Some((side(ledger, a)?, side(ledger, b)?)),
            _ => None,
        };
        let text = self.text.as_deref().map(|words| store.search(words)).transpose();
        Ok(Filter {
            party: self.party.clone(),
            between,
            kind: self.kind.clone(),
            from: self.from.map(|period| period.start),
            to: self.to.map(|period| period.end),
            outlet: self.outlet.clone(),
            factuality: self.factuality.clone(),
            text: text.context("--text")?,
        })
    }
}
