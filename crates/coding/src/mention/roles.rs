//! Roles: people and bodies by what they are, whose they are, and the names they stand beside.

use language::Token;

use super::actors::{Are, Standing, Title};
use super::draft::{Draft, Open, RoleWords};
use super::names::{Pieces, Target};
use super::office::{OfficeCue, OfficeMention};
use super::phrase::{self, Determiner};
use super::reader::Reader;
use super::{MentionKind, Number};
use crate::record::MentionForm;

/// Verb forms behind a hyphen that keep a country from being the owner: 'Iranian-backed rebels'.
const BACKED: [&str; 17] = [
    "backed",
    "led",
    "mediated",
    "brokered",
    "sponsored",
    "trained",
    "supported",
    "funded",
    "born",
    "based",
    "occupied",
    "controlled",
    "held",
    "administered",
    "hosted",
    "aligned",
    "allied",
];

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
        let sides = entry.standing == Standing::SideAgain && number == Number::Plural;
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
    fn name_behind(&self, at: usize) -> Option<usize> {
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
            let backed = verb.is_some_and(|verb| BACKED.contains(&verb.norm()))
                || BACKED.iter().any(|verb| text.ends_with(verb) && text.contains('-'));
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
            return possessors;
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

    /// Links roles and names that stand in apposition, and notes whose persons are: 'Olivia Enos of Heritage'.
    pub(super) fn link_persons(&mut self) {
        let people: Vec<usize> = (0..self.drafts.len())
            .filter(|&i| self.drafts[i].mention.kind == MentionKind::Person && !self.drafts[i].hidden)
            .collect();
        for &name in &people {
            let (head, tokens) = (self.head(name), self.drafts[name].mention.tokens.clone());
            // 'According to Smith, an adviser said' speaks of two.
            if head.dep() == "pobj" && head.head().head().norm() == "according" {
                continue;
            }
            let role = self
                .apposed(head)
                .or_else(|| self.role_behind(tokens.end))
                .or_else(|| self.role_before(tokens.start, head))
                .or_else(|| self.predicate(head));
            if let Some(role) = role {
                self.drafts[role].person = self.drafts[name].person;
                self.drafts[role].mention.antecedent = Some(name);
                self.drafts[role].mention.why = "description beside the name";
            }
        }
    }

    /// The role in apposition to a name, by the tree.
    fn apposed(&self, name: Token<'_>) -> Option<usize> {
        let role = |token: Token<'_>| {
            self.headed_by(token).filter(|&i| {
                matches!(self.drafts[i].open, Open::Role(_)) && self.drafts[i].mention.number == Number::Singular
            })
        };
        let up = (name.dep() == "appos").then(|| name.head()).and_then(role);
        up.or_else(|| name.children().filter(|child| child.dep() == "appos").find_map(role))
    }

    /// The role that a clause says its subject is: 'Ri Son Gwon was the new foreign minister'.
    fn predicate(&self, name: Token<'_>) -> Option<usize> {
        let verb = name.head();
        let says = name.dep() == "nsubj" && matches!(verb.lemma(), "be" | "become" | "remain");
        let denied = verb.children().any(|child| child.dep() == "neg");
        let role = verb.child(&["attr"]).filter(|_| says && !denied)?;
        let known = !matches!(phrase::determiner(role), Determiner::Indefinite);
        let role = self.headed_by(role).filter(|_| known)?;
        let one = self.drafts[role].mention.number == Number::Singular;
        (one && matches!(self.drafts[role].open, Open::Role(_))).then_some(role)
    }

    /// The role phrase right behind a name and a comma: 'Biegun, the U.S. envoy'.
    fn role_behind(&self, end: usize) -> Option<usize> {
        let comma = (end + 1 < self.document.len()).then(|| self.token(end))?;
        if comma.text() != "," {
            return None;
        }
        let found = self.drafts.iter().position(|draft| {
            !draft.hidden
                && matches!(draft.open, Open::Role(_))
                && draft.mention.tokens.start == end + 1
                && draft.mention.number == Number::Singular
        })?;
        let head = self.head(found);
        // In a list, or where a new clause begins, the comma parts.
        let apposed = matches!(head.dep(), "appos" | "npadvmod" | "attr" | "oprd")
            || head.dep() == "conj" && !self.list_goes_on(found);
        apposed.then_some(found)
    }

    /// Whether 'and' follows, so that a comma before was one of a list.
    fn list_goes_on(&self, draft: usize) -> bool {
        let end = self.drafts[draft].mention.tokens.end;
        end < self.document.len() && matches!(self.token(end).norm(), "and" | "or")
    }

    /// The role phrase right before a name, a comma between or not: 'Egypt's foreign minister, Sameh Shoukry'.
    fn role_before(&self, start: usize, name: Token<'_>) -> Option<usize> {
        let mut start = start;
        while start > 0 && matches!(self.actors.title(self.token(start - 1).text()), Some(Title::Address(_))) {
            start -= 1;
        }
        let comma = start.checked_sub(1).filter(|&i| self.token(i).text() == ",");
        let end = comma.unwrap_or(start);
        let last = end.checked_sub(1).map(|i| self.token(i))?;
        // Right before, or before its own 'of' or 'in': 'the minister in Addis Ababa, Seleshi Bekele'.
        let near = std::iter::once(last).chain(last.ancestors().take(4));
        let found = near.filter_map(|token| self.headed_by(token)).find(|&draft| {
            let draft = &self.drafts[draft];
            let head = self.document.token(draft.mention.head);
            let behind =
                |child: Token<'_>| child.dep() == "prep" && child.index() > head.index() && short_extent(child) == end;
            let reaches = draft.mention.tokens.end == end || head.children().any(behind);
            matches!(draft.open, Open::Role(_)) && draft.mention.number == Number::Singular && reaches
        })?;
        let head = self.head(found);
        let closed = {
            let end = self.headed_by(name).map_or(name.index() + 1, |draft| self.drafts[draft].mention.tokens.end);
            end >= self.document.len() || matches!(self.token(end).text(), "," | "." | ";" | "—" | ")")
        };
        let definite = !matches!(phrase::determiner(head), Determiner::Indefinite);
        let labels = ["nsubj", "npadvmod", "ROOT", "dep", "nsubjpass", "pobj", "dobj", "nmod", "compound", "appos"];
        let fits = comma.is_some() && closed && (name.dep() == "appos" || labels.contains(&head.dep()));
        (definite && (fits || name.dep() == "appos")).then_some(found)
    }

    /// Notes the post that a resolved role gives to its person.
    pub(super) fn note_office(&mut self, role_draft: usize) {
        let draft = &self.drafts[role_draft];
        let Open::Role(words) = draft.open.clone() else { return };
        let name = if draft.hidden { self.name_of_title(role_draft) } else { draft.mention.antecedent };
        let Some(name) = name else { return };
        // 'the Spanish prime minister' of somebody named before gives the post as an apposition does.
        let Some(person) = draft.person.or(self.drafts[name].person) else { return };
        let entry = &self.actors.roles[words.role as usize];
        let posted = !entry.posts.is_empty() && draft.mention.number == Number::Singular;
        let described = draft.person.is_none();
        // 'the North Korean leader' is no post; 'the DUP leader' is.
        let of_body =
            draft.owners.iter().any(|&owner| matches!(self.side(owner), Some(super::actors::Owner::Organisation(_))));
        let leads = entry.posts.iter().any(|post| &**post == "*") && !of_body;
        if entry.are != Are::Person || described && (!posted || leads || draft.owners.is_empty()) {
            return;
        }
        // 'her Egyptian counterpart', 'his predecessor': the post is that of whoever's they are.
        let likewise = match &*entry.noun {
            "counterpart" | "successor" | "predecessor" => {
                let owner = draft.owners.iter().find_map(|&owner| self.drafts[owner].person.or(self.person_of(owner)));
                let Some(owner) = owner else { return };
                let known = self.offices.iter().rev().find(|office| self.drafts[office.person].person == Some(owner));
                let Some(known) = known else { return };
                Some(known.title.clone())
            }
            _ => None,
        };
        let head = self.head(role_draft);
        let tokens = draft.mention.tokens.clone();
        let mut end = tokens.end;
        if !draft.hidden {
            for prep in head.children().filter(|child| child.dep() == "prep") {
                if matches!(prep.norm(), "of" | "for" | "to" | "on") && prep.index() == end {
                    end = short_extent(prep).max(end);
                }
            }
        }
        let mut status = OfficeCue::Holds;
        let mut cue = None;
        let mut look: Vec<usize> = tokens.clone().collect();
        // 'then president of France', 'Vice President-elect'
        look.extend(tokens.start.checked_sub(1));
        look.extend(tokens.end..(tokens.end + 2).min(self.document.len()));
        for i in look {
            let token = self.token(i);
            let outside = !tokens.contains(&i);
            let Some(Title::Status(found)) = self.actors.title(token.text()) else { continue };
            let fits = !outside || matches!(token.norm(), "then" | "elect" | "designate" | "nominee");
            if fits {
                (status, cue) = (found, Some(token.span()));
            }
        }
        let owner = self.owner_party(role_draft, person);
        let rank = entry.sector.as_ref() == "MIL"
            && !["minister", "secretary", "chief", "commander"].iter().any(|word| entry.noun.contains(word));
        let public = match entry.standing {
            Standing::State => !rank && !matches!(&*entry.noun, "official" | "diplomat" | "aide"),
            Standing::Itself => matches!(entry.are, Are::Person),
            _ => false,
        };
        let post = self.document.span(words.post_start.min(end - 1)..end);
        // 'Presidents A and B' gives each the post of a president.
        if &*entry.noun == "predecessor" && status == OfficeCue::Holds {
            status = OfficeCue::Former;
        }
        let title: Box<str> = match draft.mention.number {
            _ if likewise.is_some() => likewise.unwrap_or_default(),
            Number::Plural => entry.noun.clone(),
            Number::Singular => post.of(self.document.text()).into(),
        };
        let plural_title = draft.hidden && draft.mention.number == Number::Plural;
        let office =
            OfficeMention { person: name, name: self.name_span(name), post, title, of: owner, status, cue, public };
        self.offices.push(office.clone());
        if plural_title {
            for other in self.list_of(name).into_iter().filter(|&other| other != name) {
                if let Some(person) = self.drafts[other].person {
                    let of = self.owner_party(role_draft, person);
                    self.offices.push(OfficeMention {
                        person: other,
                        name: self.name_span(other),
                        of,
                        ..office.clone()
                    });
                }
            }
        }
        let owner = self.drafts[role_draft].owners.iter().find_map(|&owner| self.side(owner));
        let owner = owner.or_else(|| {
            self.offices.last().and_then(|office| office.of.as_ref()).and_then(|actor| self.actors.owner_of(actor))
        });
        let party = owner.map(|owner| (owner, self.actors.owner_actor(owner).clone()));
        self.persons.describe(
            person,
            Some(words.role),
            party.as_ref().map(|(owner, actor)| (*owner, &**actor)),
            self.actors,
        );
    }

    /// The person whom a description or pronoun stands for.
    fn person_of(&self, draft: usize) -> Option<usize> {
        let parties = self.parties(draft);
        let name = parties.first()?.person.as_ref()?;
        self.persons.all.iter().position(|known| known.actor.person.as_ref() == Some(name))
    }

    /// Where a person's name stands, without the title that its mention may begin with.
    pub(super) fn name_span(&self, draft: usize) -> anchor::Span {
        let tokens = self.drafts[draft].mention.tokens.clone();
        let mut start = tokens.start;
        while start + 1 < tokens.end && self.person_at[start] as usize != draft + 1 {
            start += 1;
        }
        self.document.span(start..tokens.end)
    }

    /// The name that a hidden title stands before.
    fn name_of_title(&self, title: usize) -> Option<usize> {
        self.name_behind(self.drafts[title].mention.tokens.end)
    }

    /// Whose a person's role is, as a party: as the words say, else as is known of the person.
    fn owner_party(&self, role_draft: usize, person: usize) -> Option<std::sync::Arc<super::Actor>> {
        let draft = &self.drafts[role_draft];
        let named = draft.owners.iter().find_map(|&owner| self.side(owner));
        let known = || self.actors.owner_of(&self.persons.all[person].actor);
        let told = || draft.mention.parties.first().and_then(|party| self.actors.owner_of(party));
        named.or_else(known).or_else(told).map(|owner| self.actors.owner_actor(owner).clone())
    }
}

/// Whether a token is a possessor.
fn is_possessor(token: Token<'_>) -> bool {
    phrase::first_conjunct(token).dep() == "poss"
}

/// The end of a short prepositional phrase: up to its object's own phrase, no clause.
fn short_extent(prep: Token<'_>) -> usize {
    let Some(object) = prep.child(&["pobj"]) else { return prep.index() + 1 };
    let inner = object
        .children()
        .filter(|child| child.dep() == "prep" && matches!(child.norm(), "of" | "for"))
        .map(short_extent)
        .max();
    inner.unwrap_or(0).max(object.index() + 1)
}
