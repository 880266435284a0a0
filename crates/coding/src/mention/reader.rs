//! The reading of one article, step by step: names, persons, roles, then what takes them up.
//!
//! Each step adds drafts or fills in what earlier ones left open. The order matters and is fixed in
//! [`Mentions::read`]: a name is looked up before a role is, because roles are somebody's; all names are known
//! before the first pronoun is resolved, because what a text is about decides what 'the North' is.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use jiff::civil::Date;
use language::{Document, Token, TokenId};
use page::Article;

use super::actors::{Actors, Owner};
use super::draft::Draft;
use super::names::Pieces;
use super::persons::Persons;
use super::{Actor, Mention, MentionKind, Mentions, OfficeMention};
use crate::record::MentionForm;

/// One article while its mentions are read.
pub(super) struct Reader<'a> {
    pub(super) document: &'a Document,
    pub(super) actors: &'a Actors,
    /// The day from which posts are seen.
    pub(super) day: Option<Date>,
    /// How often the article, title included, names each country.
    pub(super) named: Vec<u32>,
    pub(super) drafts: Vec<Draft>,
    /// The draft headed by each token, plus one.
    pub(super) headed: Vec<u32>,
    /// Tokens that belong to a name.
    pub(super) taken: Vec<bool>,
    pub(super) persons: Persons,
    pub(super) offices: Vec<OfficeMention>,
    /// For each token whether it stands inside quotation marks.
    pub(super) quoted: Vec<bool>,
    /// For each token the number of its paragraph.
    pub(super) paragraph: Vec<u32>,
    /// For each token whether a noun of the table of roles covers it.
    pub(super) role_words: Vec<bool>,
    /// The person by name whose words cover each token, plus one.
    pub(super) person_at: Vec<u32>,
    /// All drafts by their heads.
    pub(super) order: Vec<usize>,
    /// The longest drafts that start and end at each token, plus one.
    starts: Vec<u32>,
    ends: Vec<u32>,
    /// The country the article is set in, and its sides, once known.
    pub(super) set_in: Option<u32>,
    /// The bodies that the article names, and 'UNO' and 'EUR' where it names one of theirs.
    pub(super) bodies: BTreeSet<Box<str>>,
    /// Surnames of people in full whom the tables do not know.
    pub(super) surnames: BTreeSet<Box<str>>,
    /// The country of the newspaper or broadcaster.
    pub(super) published_in: Option<u32>,
    pub(super) main: Vec<Arc<Actor>>,
    /// The paragraphs that open with a dateline, and the country of its place.
    pub(super) datelines: Vec<(u32, Option<u32>)>,
    /// For each token whether it stands in a dateline.
    pub(super) in_dateline: Vec<bool>,
    /// How often the article says of a country's police, courts or the like whose they are.
    pub(super) domestic: Vec<u32>,
    /// How often the article names a town or site of each country, its capital apart.
    pub(super) sites: Vec<u32>,
}

impl Mentions {
    /// Reads the mentions of an article.
    ///
    /// `document` is the parse of `article.text`. Posts are seen from the day the article was published; where
    /// that is not known, from the earliest day it can have been.
    pub fn read(article: &Article, document: &Document, actors: &Actors) -> Self {
        let day = article.published.period.map(|period| period.start).or(article.published.not_before);
        let mut reader = Reader::new(document, actors, day);
        let role_pieces = Pieces::new(document, &actors.role_names);
        for found in role_pieces.find(&actors.role_names, true, &[]) {
            reader.role_words[found.tokens].fill(true);
        }
        let pieces = Pieces::new(document, &actors.names);
        reader.read_publisher(article.publisher.as_deref().unwrap_or_default());
        reader.read_names(article.title.as_deref().unwrap_or_default(), &pieces);
        reader.mark_datelines();
        reader.read_persons();
        reader.read_roles(&role_pieces);
        reader.read_pronouns();
        reader.read_unknown();
        reader.index();
        reader.link_owners();
        reader.count_domestic();
        reader.set_in = reader.home();
        reader.main = reader.sides();
        reader.link_persons();
        reader.resolve();
        reader.finish()
    }
}

impl<'a> Reader<'a> {
    fn new(document: &'a Document, actors: &'a Actors, day: Option<Date>) -> Self {
        let (mut quoted, mut paragraph) = (vec![false; document.len()], vec![0; document.len()]);
        let (mut inside, mut number) = (false, 0);
        for token in document.tokens() {
            match token.text() {
                "“" | "``" | "„" | "«" => inside = true,
                "”" | "''" | "»" => inside = false,
                "\"" => inside = !inside,
                text if text.contains('\n') => {
                    number += 1;
                    // A quotation that runs on opens its next paragraph with marks of its own.
                    inside = false;
                }
                _ => {}
            }
            // A paragraph may end without a token of white space between.
            if token.index() > 0 && !token.is_space() {
                let before = document.token(TokenId(token.id.0 - 1));
                let gap = &document.text()[before.span().end as usize..token.span().start as usize];
                if gap.contains('\n') {
                    number += 1;
                    inside = matches!(token.text(), "“" | "\"" | "``");
                }
            }
            quoted[token.index()] = inside;
            paragraph[token.index()] = number;
        }
        Self {
            document,
            actors,
            day,
            named: vec![0; actors.countries.len()],
            drafts: Vec::new(),
            headed: vec![0; document.len()],
            taken: vec![false; document.len()],
            persons: Persons::default(),
            offices: Vec::new(),
            quoted,
            paragraph,
            role_words: vec![false; document.len()],
            domestic: vec![0; actors.countries.len()],
            sites: vec![0; actors.countries.len()],
            person_at: vec![0; document.len()],
            order: Vec::new(),
            starts: vec![0; document.len() + 1],
            ends: vec![0; document.len() + 1],
            set_in: None,
            bodies: BTreeSet::new(),
            surnames: BTreeSet::new(),
            published_in: None,
            main: Vec::new(),
            datelines: Vec::new(),
            in_dateline: vec![false; document.len()],
        }
    }

    /// Makes the places of datelines mere places: 'GENEVA, Switzerland (AP) --'.
    fn mark_datelines(&mut self) {
        let ends = |token: Token<'_>| matches!(token.text(), "--" | "—" | "–" | "-" | ":");
        let starts: Vec<usize> =
            (0..self.document.len()).filter(|&i| i == 0 || self.paragraph[i] != self.paragraph[i - 1]).collect();
        for start in starts {
            let words = self.document.tokens_in(start..(start + 14).min(self.document.len()));
            let mut end = None;
            // 'WAGAH, at the border - ': a place in capitals may be told more of.
            let first = self.token(start).text();
            let shouted = first.len() > 2 && first.chars().all(char::is_uppercase);
            let mut told = if shouted { 2 } else { 0 };
            for token in words {
                let dash = ends(token) && (token.text() != "-" || token.neighbour(-1).is_some_and(Token::space_after));
                let known = self.taken[token.index()]
                    || matches!(token.pos(), "PUNCT" | "NUM" | "SPACE" | "SYM")
                    || token.text().chars().all(|c| !c.is_lowercase())
                    || matches!(token.entity(), "DATE" | "ORG" | "GPE");
                if dash && token.index() > start {
                    end = Some(token.index());
                    break;
                }
                if !known && told == 0 {
                    break;
                }
                told -= usize::from(!known);
            }
            let Some(end) = end else { continue };
            self.in_dateline[start..end].fill(true);
            let country = self.drafts.iter().find_map(|draft| {
                let inside = (start..end).contains(&draft.mention.head.index()) && draft.mention.place.is_some();
                let code = draft.mention.parties.first().filter(|_| inside)?.country.as_deref()?;
                self.actors.country(code)
            });
            self.datelines.push((self.paragraph[start], country));
            for draft in self
                .drafts
                .iter_mut()
                .filter(|draft| draft.mention.tokens.start >= start && draft.mention.tokens.end <= end)
            {
                if draft.mention.place.is_some() {
                    draft.mention.kind = MentionKind::Place;
                    draft.mention.why = "place in a dateline";
                }
            }
        }
    }

    /// Adds a draft and marks its head; the last at a head answers for it.
    pub(super) fn add(&mut self, draft: Draft) -> usize {
        let i = self.drafts.len();
        if !draft.hidden {
            self.headed[draft.mention.head.index()] = i as u32 + 1;
            if draft.person.is_some() && draft.mention.form == MentionForm::Proper {
                self.person_at[draft.mention.tokens.clone()].fill(i as u32 + 1);
            }
        }
        self.drafts.push(draft);
        i
    }

    /// Sorts the drafts and notes where they start and end, once all are there.
    fn index(&mut self) {
        self.order = (0..self.drafts.len()).collect();
        self.order.sort_by_key(|&i| (self.drafts[i].mention.head, i));
        let length = |i: u32| self.drafts[i as usize - 1].mention.tokens.len();
        for (i, draft) in self.drafts.iter().enumerate() {
            let tokens = &draft.mention.tokens;
            if draft.hidden || !is_listable(draft) {
                continue;
            }
            for (known, at) in [(&mut self.starts, tokens.start), (&mut self.ends, tokens.end)] {
                if known[at] == 0 || length(known[at]) < tokens.len() {
                    known[at] = i as u32 + 1;
                }
            }
        }
    }

    /// The drafts whose heads stand before a token, nearest first; hidden ones left out.
    pub(super) fn before(&self, token: Token<'_>) -> impl Iterator<Item = usize> + '_ {
        let end = self.order.partition_point(|&i| self.drafts[i].mention.head < token.id);
        self.order[..end].iter().rev().copied().filter(|&i| !self.drafts[i].hidden)
    }

    /// The draft headed by a token.
    pub(super) fn headed_by(&self, token: Token<'_>) -> Option<usize> {
        (self.headed[token.index()] as usize).checked_sub(1)
    }

    /// The token at a place.
    pub(super) fn token(&self, i: usize) -> Token<'a> {
        self.document.token(TokenId(i as u32))
    }

    /// The head of a draft.
    pub(super) fn head(&self, draft: usize) -> Token<'a> {
        self.document.token(self.drafts[draft].mention.head)
    }

    /// The words of tokens.
    pub(super) fn words(&self, tokens: Range<usize>) -> &'a str {
        self.document.span(tokens).of(self.document.text())
    }

    /// Marks tokens as part of a name.
    pub(super) fn take(&mut self, tokens: Range<usize>) {
        self.taken[tokens].fill(true);
    }

    /// The parties of a draft as known now.
    pub(super) fn parties(&self, draft: usize) -> Vec<Arc<Actor>> {
        let draft = &self.drafts[draft];
        match draft.person {
            Some(person) if draft.mention.parties.len() <= 1 => vec![self.persons.all[person].actor.clone()],
            _ => draft.mention.parties.clone(),
        }
    }

    /// The drafts listed with one, itself among them, in text order: 'Britain, France and Germany'.
    ///
    /// Lists are read off the words between, which the tree gets wrong more often than a comma does.
    pub(super) fn list_of(&self, draft: usize) -> Vec<usize> {
        let mut list = vec![draft];
        while let Some(next) = self.listed_after(*list.last().expect("it holds at least one")) {
            if list.contains(&next) || list.len() > 24 {
                break;
            }
            list.push(next);
        }
        while let Some(before) = self.listed_before(list[0]) {
            if list.contains(&before) || list.len() > 24 {
                break;
            }
            list.insert(0, before);
        }
        // Commas alone make an apposition; a list has its 'and'.
        let joined = list.windows(2).any(|two| {
            let gap = self.drafts[two[0]].mention.tokens.end..self.drafts[two[1]].mention.tokens.start;
            gap.clone().any(|i| matches!(self.token(i).norm(), "and" | "or" | "nor" | "&" | "-"))
        });
        if joined { list } else { vec![draft] }
    }

    fn listed_after(&self, draft: usize) -> Option<usize> {
        let end = self.drafts[draft].mention.tokens.end;
        let mut at = end;
        while at < self.document.len() && at < end + 4 && is_list_word(self.token(at)) {
            at += 1;
        }
        let next = (at > end).then(|| (self.starts[at] as usize).checked_sub(1)).flatten()?;
        self.may_list(draft, next).then_some(next)
    }

    fn listed_before(&self, draft: usize) -> Option<usize> {
        let start = self.drafts[draft].mention.tokens.start;
        let mut at = start;
        while at > 0 && at + 4 > start && is_list_word(self.token(at - 1)) {
            at -= 1;
        }
        if at == start || at == 0 {
            return None;
        }
        let before = (self.ends[at] as usize).checked_sub(1)?;
        self.may_list(before, draft).then_some(before)
    }

    /// Whether two drafts with a conjunction between may be one list: not where the second starts a clause.
    fn may_list(&self, one: usize, other: usize) -> bool {
        let (first, second) = (self.head(one), self.head(other));
        let starts_clause = matches!(second.dep(), "nsubj" | "nsubjpass");
        !starts_clause || super::phrase::clause(first).0 == Some(second.head())
    }

    /// On whose side the only party of a draft is.
    pub(super) fn side(&self, draft: usize) -> Option<Owner> {
        match &self.parties(draft)[..] {
            [party] => self.actors.owner_of(party),
            _ => None,
        }
    }

    /// Puts the mentions in order and lays out the answer.
    fn finish(mut self) -> Mentions {
        let sides = std::mem::take(&mut self.main);
        let home = self.set_in.map(|country| self.actors.countries[country as usize].state.clone());
        for i in 0..self.drafts.len() {
            self.drafts[i].mention.parties = self.parties(i);
        }
        let mut order: Vec<usize> = (0..self.drafts.len()).filter(|&i| !self.drafts[i].hidden).collect();
        order.sort_by_key(|&i| {
            let mention = &self.drafts[i].mention;
            (mention.tokens.start, std::cmp::Reverse(mention.tokens.end), mention.span, mention.kind)
        });
        let mut place_of = vec![None; self.drafts.len()];
        for (new, &old) in order.iter().enumerate() {
            place_of[old] = Some(new);
        }
        let renumber = |antecedent: Option<usize>| antecedent.and_then(|old| place_of[old]);
        let all: Vec<Mention> = order
            .iter()
            .map(|&i| {
                let mut mention = self.drafts[i].mention.clone();
                mention.antecedent = renumber(mention.antecedent);
                mention
            })
            .collect();
        let mut offices: Vec<OfficeMention> = self
            .offices
            .iter()
            .filter_map(|office| Some(OfficeMention { person: place_of[office.person]?, ..office.clone() }))
            .collect();
        offices.sort_by_key(|office| (office.post, office.person));
        offices.dedup_by_key(|office| (office.post, office.person));
        let mut mentions = Mentions::new(self.document.len(), all, offices);
        mentions.lists = order
            .iter()
            .map(|&i| {
                let list = self.list_of(i);
                if list.len() > 1 {
                    list.into_iter().filter_map(|member| place_of[member]).collect()
                } else {
                    Vec::new()
                }
            })
            .collect();
        mentions.sides = sides;
        mentions.home = home;
        mentions
    }
}

/// Whether a word may stand between the members of a list.
fn is_list_word(token: Token<'_>) -> bool {
    // 'the Trump-Kim summit'
    let hyphen = token.text() == "-" && !token.space_after();
    hyphen || matches!(token.norm(), "," | "and" | "or" | "nor" | "&" | "the" | "both" | "then")
}

/// Whether a draft may be a member of a list of parties.
fn is_listable(draft: &Draft) -> bool {
    !matches!(
        draft.mention.kind,
        MentionKind::Pronoun | MentionKind::Speaker | MentionKind::Addressee | MentionKind::Pair
    )
}
