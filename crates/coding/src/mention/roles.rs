//! Roles: people and bodies by what they are, whose they are, and the names they stand beside.

use language::Token;

use super::actors::{Are, Standing, Title};
use super::draft::{Draft, Open, RoleWords};
use super::names::{Pieces, Target};
use super::office::OfficeCue;
use super::phrase::{self, Determiner};
use super::reader::Reader;
use super::words::WordClass;
use super::{MentionKind, Number};
use crate::record::MentionForm;

impl Reader<'_> {
    /// Finds the nouns of the table of roles and makes each a draft, hidden where it is a name's title.
    pub(super) fn read_roles(&mut self, pieces: &Pieces) {
        let found = pieces.find(&self.actors.role_names, true, &self.taken);
        let mut role_at: Vec<Option<u32>> = vec![None; self.document.len()];
        let mut heads = Vec::new();
        for name in found {
            let Some(&Target::Role(role)) = name.targets.first() else { continue };
            // Of 'secretary of state' the first word is the noun.
            let of = name.tokens.clone().find(|&i| self.token(i).norm() == "of");
            let head = self.token(of.map_or(name.tokens.end, |i| i) - 1);
            if matches!(head.pos(), "NOUN" | "PROPN") && head.entity() != "WORK_OF_ART" {
                role_at[head.index()] = Some(role);
                heads.push((name.tokens, head, role));
            }
        }
        for (tokens, head, role) in heads {
            if self.actors.roles[role as usize].standing == Standing::Private {
                continue;
            }
            self.add_role(tokens, head, role, &role_at);
        }
    }

    fn add_role(&mut self, tokens: std::ops::Range<usize>, head: Token<'_>, role: u32, role_at: &[Option<u32>]) {
        // A title belongs to the name behind it.
        let next = tokens.end;
        let person = self.actors.roles[role as usize].are == Are::Person;
        let name = (person && next < self.document.len()).then(|| self.name_behind(next)).flatten();
        let document = self.document;
        let titled = name.map(|draft| self.drafts[draft].mention.head).map(|id| document.token(id));
        let (title, phrase_head) = match titled {
            Some(name_head) => (true, if tokens.contains(&name_head.head().index()) { head } else { name_head }),
            None => (false, head),
        };
        // A noun that only modifies another role says what that one is, and is no party of its own.
        let noun = head.head();
        if !title && head.dep() == "compound" && noun.index() > head.index() && role_at[noun.index()].is_some() {
            return;
        }
        let mut extent = phrase::extent(phrase_head);
        extent.start = extent.start.min(tokens.start);
        extent.end = if title { tokens.end } else { extent.end.max(tokens.end) };
        let modifier_role = head
            .children()
            .filter(|child| child.dep() == "compound" && child.index() < tokens.start)
            .find_map(|child| role_at[child.index()]);
        let modifier_role = modifier_role.filter(|_| !title);
        let post_start = self.post_start(extent.clone(), tokens.start);
        let not_holder = extent.clone().any(|i| {
            matches!(self.actors.title(self.token(i).text()), Some(Title::Status(OfficeCue::Former | OfficeCue::Elect)))
                || matches!(self.token(i).norm(), "deputy" | "vice" | "next" | "another" | "any")
        }) && !self.words(tokens.clone()).to_lowercase().starts_with("vice");
        let words = RoleWords {
            role,
            of: modifier_role,
            determiner: if title { Determiner::Definite } else { phrase::determiner(head) },
            not_holder,
            post_start,
        };
        let owners = self.owners_before(extent.clone(), head, role);
        let entry = &self.actors.roles[role as usize];
        let number = match entry.are {
            Are::People => Number::Plural,
            _ => phrase::number(head),
        };
        let (form, why) = (MentionForm::Common, "description by role");
        let mut draft =
            Draft::new(self.document, extent, head, form, MentionKind::Role, Vec::new(), why).in_number(number);
        draft.owners = owners;
        draft.open = Open::Role(words);
        match entry.standing {
            Standing::CountryAgain | Standing::BodyAgain => draft.mention.kind = MentionKind::Description,
            Standing::SideAgain | Standing::CapitalAgain => draft.mention.kind = MentionKind::Pair,
            _ => {}
        }
        // 'both armies', 'the two leaders', 'neither capital'
        let counted = phrase::count(head).filter(|_| entry.standing != Standing::Group || entry.are == Are::Person);
        let known = matches!(phrase::determiner(head), Determiner::Definite | Determiner::Possessive)
            || head.children().any(|child| matches!(child.norm(), "both" | "neither" | "either" | "each"));
        let sides = entry.standing == Standing::SideAgain
            && number == Number::Plural
            && !self.actors.words.has(WordClass::Foes, &entry.noun);
        let counted = counted.filter(|_| known && !title).or(sides.then_some(2));
        if let Some(count) = counted.filter(|_| draft.owners.is_empty()) {
            draft.open = Open::Pair(count);
            draft.mention.kind = MentionKind::Pair;
            draft.mention.number = Number::Plural;
        }
        draft.hidden = title;
        if title {
            draft.person = name.and_then(|name| self.drafts[name].person);
        }
        let i = self.add(draft);
        if let (true, Some(name)) = (title, name) {
            self.widen_to_title(name, i);
        }
    }

    /// The draft of a person whose name starts at token `at`, behind forms of address.
    pub(super) fn name_behind(&self, at: usize) -> Option<usize> {
        let mut at = at;
        while at < self.document.len()
            && matches!(self.actors.title(self.token(at).text()), Some(Title::Address(_)))
            && self.person_at[at] == 0
        {
            at += 1;
        }
        (at < self.document.len()).then(|| (self.person_at[at] as usize).checked_sub(1)).flatten()
    }

    /// Lets a name's mention begin with its title, and head it where the tree says so.
    fn widen_to_title(&mut self, name: usize, title: usize) {
        let start = self.drafts[title].mention.tokens.start;
        let mention = &self.drafts[name].mention;
        let tokens = start.min(mention.tokens.start)..mention.tokens.end;
        // The title's words may hold another name's phrase; then the name stands alone.
        let crosses = self.drafts.iter().enumerate().any(|(i, other)| {
            i != name && !other.hidden && {
                let range = &other.mention.tokens;
                range.start < tokens.start && range.end > tokens.start
                    || range.start < tokens.end && range.end > tokens.end
            }
        });
        if crosses {
            return;
        }
        let head = phrase::head_of(self.document, tokens.clone());
        // 'PM.' read as the end of a sentence: the name stands for both.
        let head = if head.sentence() == self.head(name).sentence() { head } else { self.head(name) };
        // Where the tree hangs the name on a nationality or the like, the name's own head stays.
        let head = if self.headed_by(head).is_some_and(|other| other != name) { self.head(name) } else { head };
        self.take(self.drafts[title].mention.tokens.end - 1..tokens.end);
        for at in self.drafts[title].mention.tokens.clone() {
            self.taken[at] |= self.role_words[at];
        }
        let mention = &mut self.drafts[name].mention;
        mention.span = self.document.span(tokens.clone());
        mention.tokens = tokens;
        mention.head = head.id;
        self.headed[head.index()] = name as u32 + 1;
    }

    /// The first token of a post: behind article, nationality, possessor and words of status; a body's name stays.
    fn post_start(&self, extent: std::ops::Range<usize>, core: usize) -> usize {
        let mut start = extent.start;
        for i in extent.start..core {
            let token = self.token(i);
            let status = matches!(self.actors.title(token.text()), Some(Title::Status(_)));
            let owner = token.dep() == "poss" || matches!(token.text(), "'s" | "’s" | "'" | "’");
            let body = self.drafts.iter().any(|draft| {
                draft.mention.kind == MentionKind::Organisation && draft.mention.tokens.contains(&i) && !owner
            });
            if self.taken[i] && !body || owner || status || matches!(token.pos(), "DET" | "PUNCT" | "PRON") {
                start = i + 1;
            }
        }
        start
    }

    /// Whether a phrase speaks of the other side: 'their host governments', 'his Turkish counterpart' is not his.
    fn is_others(head: Token<'_>) -> bool {
        let others = ["host", "fellow", "rival", "opposing", "enemy", "other", "allied", "neighbouring", "neighboring"];
        head.lemma() == "counterpart"
            || head.children().any(|child| child.index() < head.index() && others.contains(&child.norm()))
    }

    /// The names, roles and pronouns in a role's phrase that say whose it is.
    fn owners_before(&self, extent: std::ops::Range<usize>, head: Token<'_>, role: u32) -> Vec<usize> {
        let mut owners: Vec<usize> = Vec::new();
        let beside = self.actors.words.of(WordClass::Beside);
        for i in extent.clone().filter_map(|at| self.headed_by(self.token(at))) {
            let mention = &self.drafts[i].mention;
            if mention.tokens.start < extent.start || mention.tokens.end > extent.end || mention.head == head.id {
                continue;
            }
            let behind = |by: usize| {
                (mention.tokens.end + by < self.document.len()).then(|| self.token(mention.tokens.end + by))
            };
            let verb = behind(0).filter(|t| t.text() == "-").and_then(|_| behind(1)).or_else(|| behind(0));
            let text = self.token(mention.tokens.end - 1).text();
            let backed = verb.is_some_and(|verb| beside.contains(verb.norm()))
                || beside.iter().any(|verb| text.ends_with(&**verb) && text.contains('-'));
            let before = mention.tokens.start.checked_sub(1).map(|i| self.token(i).norm().to_owned());
            let word = self.token(mention.tokens.start).text().to_lowercase();
            let toward = before.is_some_and(|word| matches!(&*word, "anti" | "pro" | "-" if word != "-"))
                || word.starts_with("anti-")
                || word.starts_with("pro-")
                || mention.tokens.start >= 2
                    && self.token(mention.tokens.start - 1).text() == "-"
                    && matches!(self.token(mention.tokens.start - 2).norm(), "anti" | "pro" | "ex");
            if !backed && !toward {
                owners.push(i);
            }
        }
        owners.sort_by_key(|&i| self.drafts[i].mention.head);
        let possessors: Vec<usize> = owners.iter().copied().filter(|&i| is_possessor(self.head(i))).collect();
        if !possessors.is_empty() && !Self::is_others(head) {
            // 'Norton's Norlander guards': soldiers are of the country whose they are said to be.
            let soldiers = &*self.actors.roles[role as usize].sector == "MIL";
            let nation = |&i: &usize| {
                self.drafts[i].mention.kind == MentionKind::Adjective && self.head(i).tag() == "JJ" && soldiers
            };
            return owners.iter().copied().find(nation).map_or(possessors, |nation| vec![nation]);
        }
        // 'the US Iran envoy' is of the first; 'the Syrian Kurdish YPG' of the body; 'US and Thai' of both.
        let joined = owners.iter().any(|&i| self.head(i).dep() == "conj")
            || owners.windows(2).any(|two| {
                let between = self.drafts[two[0]].mention.tokens.end..self.drafts[two[1]].mention.tokens.start;
                between.clone().any(|i| matches!(self.token(i).norm(), "and" | "," | "or" | "-" | "/"))
            });
        if owners.len() > 1 && !joined {
            let bodies = |i: &usize| {
                matches!(self.drafts[*i].mention.kind, MentionKind::Organisation)
                    && self.actors.roles[role as usize].are != Are::Body
            };
            let chosen = owners.iter().copied().rfind(|i| bodies(i)).unwrap_or(owners[0]);
            return vec![chosen];
        }
        owners
    }

    /// Adds the owners that stand behind a role or in pronouns, now that all drafts are there: 'of France', 'his'.
    pub(super) fn link_owners(&mut self) {
        for i in 0..self.drafts.len() {
            let head = self.head(i);
            match self.drafts[i].open {
                Open::Role(_) | Open::Pair(_) | Open::Body(_) => {}
                _ => continue,
            }
            let own = self.drafts[i].mention.tokens.clone();
            if let Open::Body(_) = self.drafts[i].open {
                // 'South Korea's Joint Chiefs of Staff', 'the Egyptian Foreign Ministry'
                let extent = phrase::extent(head);
                let before: Vec<usize> = self.owners_before(extent.clone(), head, 0);
                self.drafts[i].owners = before
                    .into_iter()
                    .filter(|&o| self.drafts[o].mention.tokens.end <= own.start + 1 && o != i)
                    .collect();
            }
            if Self::is_others(head) {
                // What is left says whose it is: 'his Turkish counterpart'.
                let possessors = |&owner: &usize| !is_possessor(self.head(owner));
                self.drafts[i].owners = self.drafts[i].owners.clone().into_iter().filter(possessors).collect();
                continue;
            }
            // A possessor that is no name: 'his', 'the group's'.
            let possessor = head.child(&["poss"]).and_then(|owner| self.headed_by(owner)).filter(|&owner| owner != i);
            if let Some(owner) = possessor.filter(|owner| !self.drafts[i].owners.contains(owner)) {
                self.drafts[i].owners = vec![owner];
            }
            if !self.drafts[i].owners.is_empty() {
                continue;
            }
            let mut behind = Vec::new();
            for prep in head.children().filter(|child| child.dep() == "prep" && child.index() > head.index()) {
                let place = matches!(prep.norm(), "in" | "at" | "from");
                if !place && !matches!(prep.norm(), "of" | "for") {
                    continue;
                }
                for object in prep.children().filter(|child| child.dep() == "pobj") {
                    let mut one = Some(object);
                    while let Some(token) = one {
                        if let Some(owner) = self.headed_by(token).filter(|&owner| owner != i) {
                            let kind = self.drafts[owner].mention.kind;
                            let body =
                                matches!(kind, MentionKind::Organisation | MentionKind::Seat | MentionKind::Capital);
                            // 'envoy for Iran' is not Iran's; 'spokesman for the Houthis' is theirs.
                            let fits = prep.norm() != "for"
                                || matches!(
                                    kind,
                                    MentionKind::Organisation
                                        | MentionKind::Role
                                        | MentionKind::Person
                                        | MentionKind::Capital
                                );
                            let coded = self.drafts[owner].mention.parties.iter().any(|party| party.code.is_some());
                            let fits = fits && (!place || body && coded || self.drafts[owner].mention.place.is_some());
                            if fits {
                                behind.push(owner);
                            }
                        }
                        one = token.child(&["conj"]);
                    }
                }
                if !behind.is_empty() {
                    break;
                }
            }
            self.drafts[i].owners = behind;
        }
    }

    /// Counts of which countries the article names police, courts and the like.
    pub(super) fn count_domestic(&mut self) {
        for i in 0..self.drafts.len() {
            // A site or town in a country sets the text there, if only a little.
            let site = self.drafts[i].mention.kind == MentionKind::Place;
            if site && let Some(super::actors::Owner::Country(country)) = self.side(i) {
                self.sites[country as usize] += 1;
            }
            // Those who fight or oppose a state do so at home.
            let party = match &self.drafts[i].mention.parties[..] {
                [party] if self.drafts[i].mention.form == MentionForm::Proper => Some(party),
                _ => None,
            };
            let at_home = |party: &&std::sync::Arc<super::Actor>| {
                matches!(party.sector.as_deref(), Some("REB" | "OPP")) && party.body.is_some()
            };
            let country = party.filter(at_home).and_then(|party| party.country.as_deref());
            if let Some(country) = country.and_then(|code| self.actors.country(code)) {
                self.domestic[country as usize] += 1;
            }
            let Open::Role(words) = &self.drafts[i].open else { continue };
            if !self.actors.roles[words.role as usize].home {
                continue;
            }
            for &owner in &self.drafts[i].owners {
                if let Some(super::actors::Owner::Country(country)) = self.side(owner) {
                    self.domestic[country as usize] += 1;
                }
            }
        }
    }
}

/// Whether a token is a possessor.
fn is_possessor(token: Token<'_>) -> bool {
    phrase::first_conjunct(token).dep() == "poss"
}
