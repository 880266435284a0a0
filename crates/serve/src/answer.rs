//! What is answered to what.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use anchor::Id;
use brief::{Asked, Brief, html};
use jiff::civil::Date;
use ledger::{Ledger, Side};
use page::Article;
use serde_json::{Value, json};

use crate::filter::Filter;
use crate::request::{Request, Response};

/// Ledgers of past days kept ready.
const KEPT: usize = 8;

/// Makes the ledger of a day, or of everything; an error says why it cannot be made.
type Make = dyn Fn(Option<Date>) -> Result<Ledger, String> + Send + Sync;

/// The ledgers that are served, each made when its day is first asked for. Cheap to share between threads.
pub struct Application {
    make: Box<Make>,
    asked: Asked,
    as_of: Option<Date>,
    ledgers: Mutex<BTreeMap<Option<Date>, Arc<Ledger>>>,
}

impl Application {
    /// Serves the ledgers that `make` gives; `as_of` and `asked` hold where a request names nothing else.
    pub fn new(
        make: impl Fn(Option<Date>) -> Result<Ledger, String> + Send + Sync + 'static,
        as_of: Option<Date>,
        asked: Asked,
    ) -> Self {
        Self { make: Box::new(make), asked, as_of, ledgers: Mutex::default() }
    }

    /// The answer to `request`, which came in at `port`.
    pub fn answer(&self, request: &Request, port: u16) -> Response {
        if !request.is_for_us(port) {
            return error(421, "this server answers only to 127.0.0.1 and localhost");
        }
        if !matches!(request.method.as_str(), "GET" | "HEAD") {
            return error(405, "nothing can be changed here: use GET");
        }
        self.route(request).unwrap_or_else(|message| error(400, &message))
    }

    fn route(&self, request: &Request) -> Result<Response, String> {
        let path: Vec<&str> = request.path.trim_matches('/').split('/').collect();
        if !matches!(
            path.as_slice(),
            [""] | ["api", "brief" | "articles" | "records" | "occurrences"] | ["api", "article", _]
        ) {
            return Ok(error(404, &format!("nothing at {}", request.path)));
        }
        let ledger = self.ledger(request)?;
        let response = match path.as_slice() {
            ["api", "brief"] => data(&self.brief(request, &ledger)?),
            ["api", "articles"] => {
                let listed: Vec<Value> = ledger.pages().articles().map(|article| listed(&article)).collect();
                data(&json!({ "articles": listed }))
            }
            ["api", "article", id] => match ledger.article(&Id::written(*id)) {
                None => error(404, &format!("no article {id}")),
                Some(article) => {
                    let own = ledger.pages().records_in(&article.id);
                    data(&json!({ "article": article, "records": own }))
                }
            },
            ["api", "records"] => {
                let filter = Filter::of(request, "kind")?;
                let all = ledger.pages().records().filter(|record| filter.takes(record, &ledger));
                let (records, total) = filter.part(all);
                data(&json!({ "total": total, "records": records }))
            }
            ["api", "occurrences"] => {
                let filter = Filter::of(request, "type")?;
                let all = ledger.occurrences().iter().filter(|occurrence| filter.takes_occurrence(occurrence, &ledger));
                let (occurrences, total) = filter.part(all);
                data(&json!({ "total": total, "occurrences": occurrences }))
            }
            _ => page(html::render(&self.brief(request, &ledger)?)),
        };
        // What is missing because it could not be read must not pass for what there is.
        Ok(ledger.pages().sound().map_or_else(|fault| error(500, &fault.to_string()), |()| response))
    }

    /// The brief that `request` asks for.
    fn brief(&self, request: &Request, ledger: &Ledger) -> Result<Brief, String> {
        let mut asked = self.asked.clone();
        if let Some(pair) = request.get("between") {
            let (a, b) = pair.split_once(',').ok_or("between: name two parties, as in PRK,USA")?;
            asked.between = Some((Side::named(a.trim()), Side::named(b.trim())));
        }
        if let Some(until) = day(request, "until")? {
            asked.until = Some(until);
        }
        Ok(Brief::new(ledger, &asked))
    }

    /// The ledger of the day that `request` names.
    fn ledger(&self, request: &Request) -> Result<Arc<Ledger>, String> {
        let as_of = day(request, "as_of")?.or(self.as_of);
        let mut ledgers = self.ledgers.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Some(ledger) = ledgers.get(&as_of) {
            return Ok(Arc::clone(ledger));
        }
        if ledgers.len() == KEPT {
            ledgers.retain(|day, _| *day == self.as_of);
        }
        let ledger = Arc::new((self.make)(as_of)?);
        ledgers.insert(as_of, Arc::clone(&ledger));
        Ok(ledger)
    }
}

fn day(request: &Request, name: &str) -> Result<Option<Date>, String> {
    let parse = |words: &str| words.parse().map_err(|_| format!("{name}: {words:?} is no day: write 2020-05-04"));
    request.get(name).map(parse).transpose()
}

/// An article without its text.
fn listed(article: &Article) -> Value {
    let mut value = json!(article);
    if let Some(fields) = value.as_object_mut() {
        fields.remove("text");
        fields.remove("dropped");
    }
    value
}

fn page(body: String) -> Response {
    Response { status: 200, content_type: "text/html; charset=utf-8", body }
}

fn data(value: &impl serde::Serialize) -> Response {
    match serde_json::to_string(value) {
        Ok(body) => Response { status: 200, content_type: "application/json", body },
        Err(error) => self::error(500, &error.to_string()),
    }
}

fn error(status: u16, message: &str) -> Response {
    Response { status, content_type: "application/json", body: json!({ "error": message }).to_string() }
}
