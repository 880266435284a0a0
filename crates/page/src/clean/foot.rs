//! The blocks under the article.

use super::head::is_menu;
use super::{Role, Sorting, outside};
use crate::lists::Reach;

impl Sorting<'_> {
    /// Sorts the blocks under the body: what stands under 'Most read' goes with it.
    pub(super) fn sort_foot(&mut self) {
        let mut under: Option<Role> = None;
        for index in self.body.1..self.blocks.len() {
            let block = &self.blocks[index];
            if self.reach.get(&index).is_some_and(|reach| *reach >= Reach::List) {
                under.clone_from(&self.roles[index]);
            }
            if self.roles[index].is_some() {
                continue;
            }
            let role = if self.is_note_on_author(index) {
                Role::Author
            } else if is_menu(block, self.lists) {
                Role::other("navigation")
            } else if under.is_none() && self.is_credited(index) {
                Role::Caption
            } else {
                under.clone().unwrap_or_else(|| Role::Other(outside(block, "below the article")))
            };
            self.roles[index] = Some(role);
        }
    }
}
