//! What a page says of itself in JSON-LD (schema.org `NewsArticle` and its kin).

use serde_json::Value;

/// What JSON-LD says of the article.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct JsonLd {
    pub(crate) types: Vec<String>,
    pub(crate) headline: Option<String>,
    pub(crate) published: Option<String>,
    pub(crate) modified: Option<String>,
    pub(crate) authors: Vec<String>,
    pub(crate) publisher: Option<String>,
    pub(crate) sections: Vec<String>,
    pub(crate) url: Option<String>,
    pub(crate) language: Option<String>,
}

/// The deepest nesting that is followed.
const DEPTH: usize = 12;

/// Reads the page's JSON-LD scripts; the first that describes an article counts, other articles' do not.
pub(crate) fn read<'a>(scripts: impl Iterator<Item = &'a str>) -> Option<JsonLd> {
    let values: Vec<Value> = scripts.filter_map(parse).collect();
    let mut nodes = Vec::new();
    for value in &values {
        collect(value, 0, &mut nodes);
    }
    let article = nodes.iter().copied().find(|node| is_article(node)).or_else(|| {
        // A page may describe itself as a web page alone, with the article's day.
        nodes
            .iter()
            .copied()
            .find(|node| node.get("datePublished").is_some() && types(node).any(|name| name == "WebPage"))
    })?;
    let text = |name: &str| article.get(name).and_then(|value| name_of(value, &nodes));
    let publisher = text("publisher").or_else(|| text("sourceOrganization")).or_else(|| {
        nodes
            .iter()
            .find(|node| types(node).any(|name| name == "NewsMediaOrganization"))
            .and_then(|node| name_of(node, &nodes))
    });
    Some(JsonLd {
        types: types(article).map(str::to_owned).collect(),
        headline: text("headline").or_else(|| text("name")),
        published: text("datePublished").or_else(|| text("dateCreated")),
        modified: text("dateModified"),
        authors: article
            .get("author")
            .or_else(|| article.get("creator"))
            .map(|value| names(value, &nodes))
            .unwrap_or_default(),
        publisher,
        sections: article.get("articleSection").map(|value| names(value, &nodes)).unwrap_or_default(),
        url: text("url").or_else(|| {
            article.get("mainEntityOfPage").and_then(|page| page.get("@id").unwrap_or(page).as_str()).map(str::to_owned)
        }),
        language: text("inLanguage"),
    })
}

/// JSON as pages hold it: in comment or CDATA marks, with raw line ends in strings, with a stray semicolon.
fn parse(script: &str) -> Option<Value> {
    let bare =
        script.trim().trim_start_matches("<!--").trim_start_matches("//<![CDATA[").trim_start_matches("<![CDATA[");
    let bare =
        bare.trim_end_matches("-->").trim_end_matches("//]]>").trim_end_matches("]]>").trim().trim_end_matches(';');
    serde_json::from_str(bare).ok().or_else(|| {
        let spaced: String = bare.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        serde_json::from_str(&spaced).ok()
    })
}

fn collect<'a>(value: &'a Value, depth: usize, nodes: &mut Vec<&'a Value>) {
    if depth > DEPTH {
        return;
    }
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect(value, depth + 1, nodes)),
        Value::Object(fields) => {
            nodes.push(value);
            for name in ["@graph", "mainEntity", "mainEntityOfPage", "liveBlogUpdate"] {
                // The parts of a live report are not the article.
                if name != "liveBlogUpdate"
                    && let Some(inner) = fields.get(name)
                {
                    collect(inner, depth + 1, nodes);
                }
            }
        }
        _ => {}
    }
}

fn types(node: &Value) -> impl Iterator<Item = &str> {
    let kinds = node.get("@type");
    let one = kinds.and_then(Value::as_str);
    let many = kinds.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str);
    one.into_iter().chain(many).map(|name| name.rsplit(['/', ':', '#']).next().unwrap_or(name))
}

fn is_article(node: &Value) -> bool {
    types(node).any(|name| {
        name.ends_with("Article") || matches!(name, "BlogPosting" | "LiveBlogPosting" | "Report" | "SocialMediaPosting")
    })
}

/// A value's name: itself, or its `name`, or that of the node it refers to.
fn name_of(value: &Value, nodes: &[&Value]) -> Option<String> {
    names(value, nodes).into_iter().next()
}

fn names(value: &Value, nodes: &[&Value]) -> Vec<String> {
    match value {
        Value::String(words) => Some(html_escape::decode_html_entities(words).trim().to_owned())
            .into_iter()
            .filter(|words| !words.is_empty())
            .collect(),
        Value::Number(number) => vec![number.to_string()],
        Value::Array(values) => {
            values.iter().take(50).filter(|value| !value.is_array()).flat_map(|value| names(value, nodes)).collect()
        }
        Value::Object(fields) => {
            let named = fields.get("name").or_else(|| fields.get("@value")).or_else(|| {
                let id = fields.get("@id")?;
                nodes.iter().find(|node| node.get("@id") == Some(id)).and_then(|node| node.get("name"))
            });
            named
                .filter(|name| name.is_string() || name.is_array())
                .map(|name| match name {
                    Value::Array(parts) => parts.iter().filter_map(Value::as_str).map(str::to_owned).collect(),
                    name => names(name, nodes),
                })
                .unwrap_or_default()
        }
        _ => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_in_a_graph() {
        let script = r##"{"@context":"https://schema.org","@graph":[
            {"@type":"WebSite","name":"Harbour Post"},
            {"@type":["NewsArticle","OpinionNewsArticle"],"headline":"A cold spring","datePublished":"2020-05-04T07:00:00+09:00",
             "author":[{"@type":"Person","name":"Ann Lee"},{"@id":"#bo"}],"publisher":{"@id":"#org"},"articleSection":["World","Opinion"]},
            {"@type":"Organization","@id":"#org","name":"Harbour Post Media"},{"@type":"Person","@id":"#bo","name":"Bo Kim"}]}"##;
        let found = read([script].into_iter()).unwrap();
        assert_eq!(found.headline.as_deref(), Some("A cold spring"));
        assert_eq!(found.authors, ["Ann Lee", "Bo Kim"]);
        assert_eq!(found.publisher.as_deref(), Some("Harbour Post Media"));
        assert_eq!(found.sections, ["World", "Opinion"]);
        assert_eq!(found.types, ["NewsArticle", "OpinionNewsArticle"]);
        assert_eq!(found.published.as_deref(), Some("2020-05-04T07:00:00+09:00"));
    }

    #[test]
    fn sloppy_json_is_read_and_other_things_are_not() {
        let sloppy = "<!-- [{\"@type\":\"http://schema.org/NewsArticle\",\"headline\":\"A cold\nspring\",\"author\":\"Ann Lee\"}]; -->";
        let script = sloppy.replace("]; -->", "] -->");
        assert_eq!(read([script.as_str()].into_iter()).unwrap().authors, ["Ann Lee"]);
        assert_eq!(read([r#"{"@type":"Organization","name":"x"}"#, "{", ""].into_iter()), None);
    }
}
