//! Names those who speak, and puts them in the order in which a content passed through them.

use language::{Document, Token};

use crate::attribution::lexicon::{Lexicon, SpeakerClass};
use crate::attribution::{Attribution, SourceWords, chain};
use crate::mention::{ActorClass, Mention, MentionKind, Mentions};
use crate::record::{MentionForm, Quoter, Source, SourceClass};

/// The chain of sources of each attribution, outermost first, itself last.
pub fn chains(
    document: &Document,
    attributions: &[Attribution],
    mentions: &Mentions,
    lexicon: &Lexicon,
    quoter: &Quoter<'_>,
) -> Vec<Vec<Source>> {
    let naming = Naming { document, mentions, lexicon, quoter };
    // Pronouns may stand for whoever spoke last: name the sources in text order.
    let mut order: Vec<usize> = (0..attributions.len()).collect();
    order.sort_by_key(|&i| {
        attributions[i].source.as_ref().map_or(attributions[i].cue[0].start, |source| source.words.start)
    });
    let mut sources: Vec<Option<Source>> = vec![None; attributions.len()];
    let mut spoken: Vec<(usize, Source)> = Vec::new();
    for &i in &order {
        let one = &attributions[i];
        let outer = one.outer.and_then(|outer| sources[outer].clone());
        let source = naming.source(one, &spoken, outer.as_ref());
        if let Some(words) = &one.source {
            spoken.push((words.head.index(), source.clone()));
        }
        sources[i] = Some(source);
    }
    // 'Our own view is that …': the article itself is no link.
    let is_article = |link: usize| {
        let words = attributions[link].source.as_ref();
        attributions[link].outer.is_none()
            && words.is_some_and(|words| Pronoun::of(document.token(words.head)) == Some(Pronoun::Speaker))
    };
    let links = |i: usize| chain(attributions, i).into_iter().filter(move |&link| link == i || !is_article(link));
    (0..attributions.len()).map(|i| links(i).filter_map(|link| sources[link].clone()).collect()).collect()
}

struct Naming<'a> {
    document: &'a Document,
    mentions: &'a Mentions,
    lexicon: &'a Lexicon,
    quoter: &'a Quoter<'a>,
}

impl Naming<'_> {
    /// One source as records print it; `spoken` are those who spoke before, `outer` who reports this.
    fn source(&self, one: &Attribution, spoken: &[(usize, Source)], outer: Option<&Source>) -> Source {
        let spans: Vec<_> = one.cue.iter().map(|cue| self.document.span(cue.clone())).collect();
        let cue = self.quoter.quote_parts(&spans);
        let Some(words) = &one.source else {
            let (start, name) = (cue.start, "unnamed".to_owned());
            return Source {
                name,
                class: SourceClass::Unnamed,
                start,
                end: start,
                quote: String::new(),
                cue: Some(cue),
            };
        };
        let quote = self.quoter.quote(self.document.span(words.words.clone()));
        let (name, class) = self.name(words, spoken, outer);
        Source { name, class, start: quote.start, end: quote.end, quote: quote.quote, cue: Some(cue) }
    }

    fn name(&self, words: &SourceWords, spoken: &[(usize, Source)], outer: Option<&Source>) -> (String, SourceClass) {
        let head = self.document.token(words.head);
        let plain = || (self.plain_name(words, head), self.class(head, self.mentions.at(words.head)));
        let Some(pronoun) = Pronoun::of(head) else {
            return self.beside(head).or_else(|| self.described_before(head)).unwrap_or_else(plain);
        };
        match pronoun {
            Pronoun::Speaker => outer.map_or_else(plain, |source| (source.name.clone(), source.class)),
            Pronoun::Relative => match relative(head) {
                Some(noun) => self.described(noun),
                None => plain(),
            },
            Pronoun::Third(kind) => self
                .antecedent(words)
                .or_else(|| {
                    let fits = |source: &&(usize, Source)| source.0 < head.index() && kind.fits(&source.1);
                    let near = |source: &&(usize, Source)| head.sentence().saturating_sub(self.sentence(source.0)) <= 3;
                    spoken.iter().rev().filter(near).find(fits).map(|(_, source)| (source.name.clone(), source.class))
                })
                .unwrap_or_else(plain),
        }
    }

    /// The person whose name stands in apposition to a description: 'the party's leader, Jim Allister'.
    fn beside(&self, head: Token<'_>) -> Option<(String, SourceClass)> {
        if !head.entity().is_empty() || !matches!(head.pos(), "NOUN") {
            return None;
        }
        let is_name = |name: &Token<'_>| name.pos() == "PROPN" && matches!(name.entity(), "PERSON" | "");
        let name = head.child(&["appos"]).filter(|name| is_name(name) && name.index() > head.index())?;
        let part = |token: &Token<'_>| matches!(token.dep(), "compound" | "flat") && token.pos() == "PROPN";
        let first = name.children().filter(part).map(Token::index).min().unwrap_or(name.index());
        let words = SourceWords { words: first.min(name.index())..name.index() + 1, head: name.id };
        Some((self.plain_name(&words, name), SourceClass::Person))
    }

    /// The body that a description takes up: 'the bloc', 'the group'.
    fn described_before(&self, head: Token<'_>) -> Option<(String, SourceClass)> {
        let mention = self.mentions.headed(head.id).filter(|mention| mention.kind == MentionKind::Description)?;
        let known = mention.parties.len() == 1 && mention.antecedent.is_some();
        let actor = mention.parties.first().filter(|actor| known && actor.class != ActorClass::Outlet)?;
        Some((actor.name.to_string(), self.class(head, Some(mention))))
    }

    fn sentence(&self, token: usize) -> usize {
        self.document.token(language::TokenId(token as u32)).sentence()
    }

    /// What the mentions know of a pronoun.
    fn antecedent(&self, words: &SourceWords) -> Option<(String, SourceClass)> {
        let mention = self.mentions.headed(words.head)?;
        let mut at = mention;
        for _ in 0..8 {
            match at.antecedent {
                Some(before) if at.form == MentionForm::Pronoun => at = &self.mentions.all()[before],
                _ => break,
            }
        }
        let person = at.parties.first().filter(|_| at.parties.len() == 1).and_then(|actor| actor.person.as_deref());
        // A name only where the article gives it; else the words it uses.
        let named = |person: &str| {
            let of = |mention: &Mention| {
                mention.kind == MentionKind::Person
                    && mention.parties.iter().any(|actor| actor.person.as_deref() == Some(person))
            };
            self.mentions.all().iter().any(of)
        };
        if let Some(person) = person.filter(|person| at.form == MentionForm::Pronoun || named(person)) {
            return Some((person.to_owned(), SourceClass::Person));
        }
        if at.form == MentionForm::Pronoun {
            let actor = at.parties.first()?;
            return Some((actor.name.to_string(), self.class(self.document.token(at.head), Some(at))));
        }
        Some((at.span.of(self.document.text()).to_owned(), self.class(self.document.token(at.head), Some(at))))
    }

    /// The name and class of the phrase that `noun` governs.
    fn described(&self, noun: Token<'_>) -> (String, SourceClass) {
        let words = noun.subtree();
        let first = words.first().map_or(noun.index(), |token| token.index());
        let words = SourceWords { words: first..noun.index() + 1, head: noun.id };
        (self.plain_name(&words, noun), self.class(noun, self.mentions.at(noun.id)))
    }

    /// The words without titles before a person's name and without clauses and appositions after it.
    fn plain_name(&self, words: &SourceWords, head: Token<'_>) -> String {
        let text = self.document.text();
        if head.entity() == "PERSON" {
            let of_name = |token: &Token<'_>| token.entity() == "PERSON" && token.sentence() == head.sentence();
            let mut from = head.index();
            while from > words.words.start && !self.token(from).entity_start() && of_name(&self.token(from - 1)) {
                from -= 1;
            }
            let mut to = head.index() + 1;
            while to < words.words.end && of_name(&self.token(to)) && !self.token(to).entity_start() {
                to += 1;
            }
            let name = self.document.span(from..to).of(text);
            return name.trim_end_matches("’s").trim_end_matches("'s").to_owned();
        }
        let stops = |i: usize| {
            let token = self.token(i);
            i > head.index()
                && (matches!(token.text(), "," | "(" | "—" | "–" | "-" | "--")
                    || token.tag() == "POS"
                    || matches!(token.tag(), "WP" | "WDT"))
        };
        let end = words.words.clone().find(|&i| stops(i)).unwrap_or(words.words.end);
        self.document.span(words.words.start..end).of(text).to_owned()
    }

    fn token(&self, index: usize) -> Token<'_> {
        self.document.token(language::TokenId(index as u32))
    }

    fn class(&self, head: Token<'_>, mention: Option<&Mention>) -> SourceClass {
        let known = mention.filter(|mention| mention.head == head.id).and_then(|mention| mention.parties.first());
        let named = head.pos() == "PROPN" || !head.entity().is_empty();
        match known.map(|actor| (actor.class, actor.person.is_some())) {
            Some((ActorClass::Outlet, _)) => return SourceClass::Outlet,
            Some((_, true)) => return SourceClass::Person,
            Some((ActorClass::State | ActorClass::Organisation, _)) if named => return SourceClass::Organisation,
            _ => {}
        }
        match self.lexicon.speaker(&head.lemma().to_lowercase()) {
            Some(SpeakerClass::People | SpeakerClass::Document) if !matches!(head.entity(), "PERSON") => {
                SourceClass::Unnamed
            }
            Some(SpeakerClass::Outlet) => SourceClass::Outlet,
            Some(SpeakerClass::Organisation) => SourceClass::Organisation,
            _ if head.entity() == "PERSON" => SourceClass::Person,
            _ if named => SourceClass::Organisation,
            _ => SourceClass::Unnamed,
        }
    }
}

/// What a pronoun can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Pronoun {
    /// 'I', 'we': whoever's words it stands in.
    Speaker,
    /// 'who': the noun before it.
    Relative,
    /// 'he', 'they', 'it'.
    Third(Kind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Person,
    Thing,
    Any,
}

impl Kind {
    fn fits(self, source: &Source) -> bool {
        match self {
            Self::Person => {
                matches!(source.class, SourceClass::Person | SourceClass::Unnamed) && !source.quote.is_empty()
            }
            Self::Thing => matches!(source.class, SourceClass::Organisation | SourceClass::Outlet),
            Self::Any => !source.quote.is_empty(),
        }
    }
}

impl Pronoun {
    fn of(head: Token<'_>) -> Option<Self> {
        Some(match head.text().to_lowercase().as_str() {
            "i" | "we" | "me" | "us" | "my" | "our" | "myself" | "ourselves" => Self::Speaker,
            "who" | "which" | "that" if matches!(head.tag(), "WP" | "WDT") => Self::Relative,
            "he" | "she" | "him" | "her" | "his" | "himself" | "herself" => Self::Third(Kind::Person),
            "it" | "its" | "itself" => Self::Third(Kind::Thing),
            "they" | "them" | "their" | "themselves" => Self::Third(Kind::Any),
            _ => return None,
        })
    }
}

/// The noun that a relative pronoun takes up.
fn relative(pronoun: Token<'_>) -> Option<Token<'_>> {
    let clause = pronoun.ancestors().find(|head| head.dep() == "relcl")?;
    Some(clause.head())
}
