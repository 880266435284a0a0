//! Posts as the text gives them to persons, in a title ('Foreign Minister Ri Son Gwon') or an apposition
//! ('Stephen Biegun, the U.S. special representative for North Korea').

use std::sync::Arc;

use anchor::Span;

use super::actors::{Are, Owner, Standing, Title};
use super::apposition::short_extent;
use super::draft::Open;
use super::reader::Reader;
use super::{Actor, Number};

/// A person and the words that give them a post.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfficeMention {
    /// The person's mention, by its number in [`Mentions::all`](super::Mentions::all).
    pub person: usize,
    /// Where the name stands, without title.
    pub name: Span,
    /// The post in the singular: 'president' of 'Presidents Irfaan Ali and Nicolás Maduro'.
    pub title: Box<str>,
    /// The words of the post, without article, nationality and status: 'special representative for North Korea'.
    pub post: Span,
    /// Whose post it is, as far as the words say.
    pub of: Option<Arc<Actor>>,
    /// Whether it is still held.
    pub status: OfficeCue,
    /// The words that say so: 'former', 'then', 'acting', 'designate'.
    pub cue: Option<Span>,
    /// A post in a state, party, armed group or international body; not an analyst's, professor's or coach's.
    pub public: bool,
}

/// What the words beside a post say of its holding.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OfficeCue {
    /// Nothing: it is held.
    #[default]
    Holds,
    /// 'acting', 'interim', 'caretaker': held for the time being.
    Acting,
    /// 'former', 'ex-', 'late', 'ousted', 'predecessor', 'then': held no more.
    Former,
    /// '-elect', 'designate', 'nominee', 'incoming': not held yet.
    Elect,
}

impl Reader<'_> {
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
        // 'under a President Larsen' is an office that somebody may hold one day.
        let start = draft.mention.tokens.start;
        let article = |i: usize| matches!(self.token(i).norm(), "a" | "an");
        let imagined = draft.hidden && (article(start) || start.checked_sub(1).is_some_and(article));
        if imagined {
            return;
        }
        // 'the North Korean leader' is no post; 'the DUP leader' is.
        let of_body = draft.owners.iter().any(|&owner| matches!(self.side(owner), Some(Owner::Organisation(_))));
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
    pub(super) fn name_span(&self, draft: usize) -> Span {
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
    fn owner_party(&self, role_draft: usize, person: usize) -> Option<Arc<Actor>> {
        let draft = &self.drafts[role_draft];
        let named = draft.owners.iter().find_map(|&owner| self.side(owner));
        let known = || self.actors.owner_of(&self.persons.all[person].actor);
        let told = || draft.mention.parties.first().and_then(|party| self.actors.owner_of(party));
        named.or_else(known).or_else(told).map(|owner| self.actors.owner_actor(owner).clone())
    }
}
