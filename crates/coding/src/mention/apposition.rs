//! Names and the roles that stand beside them: 'Biegun, the U.S. envoy', 'Egypt's foreign minister, Sameh Shoukry',
//! 'Ri Son Gwon was the new foreign minister'.

use language::Token;

use super::actors::Title;
use super::draft::Open;
use super::phrase::{self, Determiner};
use super::reader::Reader;
use super::{MentionKind, Number};

impl Reader<'_> {
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
}

/// The end of a short prepositional phrase: up to its object's own phrase, no clause.
pub(super) fn short_extent(prep: Token<'_>) -> usize {
    let Some(object) = prep.child(&["pobj"]) else { return prep.index() + 1 };
    let inner = object
        .children()
        .filter(|child| child.dep() == "prep" && matches!(child.norm(), "of" | "for"))
        .map(short_extent)
        .max();
    inner.unwrap_or(0).max(object.index() + 1)
}
