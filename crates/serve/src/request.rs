//! Requests and responses, as far as this application needs them.

use std::collections::BTreeMap;

/// A request: what is asked for, and through which name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD` …
    pub method: String,
    /// The path, decoded.
    pub path: String,
    /// The query, decoded; of a name given twice the last value counts.
    pub query: BTreeMap<String, String>,
    /// The `Host` header.
    pub host: Option<String>,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// HTTP status.
    pub status: u16,
    /// Media type.
    pub content_type: &'static str,
    /// Body.
    pub body: String,
}

impl Request {
    /// A request for `target`, a path with its query as it stands in a request line.
    pub fn new(method: &str, target: &str, host: Option<&str>) -> Self {
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let pairs = query.split('&').filter(|pair| !pair.is_empty());
        let query = pairs.map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decoded(&name.replace('+', " ")), decoded(&value.replace('+', " ")))
        });
        Self { method: method.to_owned(), path: decoded(path), query: query.collect(), host: host.map(str::to_owned) }
    }

    /// The value of `name` in the query; an empty one counts as none.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.query.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// Whether the request names this machine, by a name that only it has, and `port`.
    pub(crate) fn is_for_us(&self, port: u16) -> bool {
        let Some(host) = &self.host else { return false };
        let names = ["127.0.0.1", "localhost", "[::1]"];
        names.iter().any(|name| {
            let rest = host.to_ascii_lowercase();
            rest.strip_prefix(name).is_some_and(|rest| rest == format!(":{port}") || (rest.is_empty() && port == 80))
        })
    }
}

/// `text` with its `%XX` turned into what they stand for; what is no code stays, what is no UTF-8 is replaced.
fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let digit = |at: usize| tail.get(at).and_then(|&byte| (byte as char).to_digit(16));
        if let (b'%', Some(high), Some(low)) = (first, digit(0), digit(1)) {
            bytes.push((high * 16 + low) as u8);
            rest = &tail[2..];
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_are_taken_apart() {
        let request = Request::new("GET", "/api/article/a%3Ax?party=North+Korea&from=2019%2D01&x=%zz&&y", None);
        assert_eq!(request.path, "/api/article/a:x");
        assert_eq!(request.get("party"), Some("North Korea"));
        assert_eq!(request.get("from"), Some("2019-01"));
        assert_eq!(request.get("x"), Some("%zz"));
        assert_eq!(request.get("y"), None);
    }

    #[test]
    fn only_names_of_this_machine_are_let_in() {
        let host = |host: &str| Request::new("GET", "/", Some(host)).is_for_us(8017);
        assert!(host("127.0.0.1:8017") && host("localhost:8017") && host("LOCALHOST:8017") && host("[::1]:8017"));
        for foreign in
            ["127.0.0.1:80", "localhost", "evil.example:8017", "localhost.evil.example:8017", "localhost:80178"]
        {
            assert!(!host(foreign), "{foreign}");
        }
        assert!(!Request::new("GET", "/", None).is_for_us(8017));
    }
}
