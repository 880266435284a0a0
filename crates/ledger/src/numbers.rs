//! Names by number, so that what is kept of a record is small and is compared at once.

use std::collections::HashMap;
use std::sync::Arc;

/// Names in the order in which they were first met. Numbers say nothing of the order of names, and so nothing that is
/// printed may depend on them.
#[derive(Debug, Default)]
pub(crate) struct Numbers {
    names: Vec<Arc<str>>,
    numbers: HashMap<Arc<str>, u32>,
}

impl Numbers {
    /// The number of `name`.
    pub(crate) fn of(&mut self, name: &str) -> u32 {
        if let Some(&known) = self.numbers.get(name) {
            return known;
        }
        let number = self.names.len() as u32;
        let name: Arc<str> = name.into();
        self.names.push(Arc::clone(&name));
        self.numbers.insert(name, number);
        number
    }

    /// What the number of each name becomes where names are numbered in their own order, and the names in that order.
    pub(crate) fn in_order(self) -> (Vec<u32>, Vec<Arc<str>>) {
        let mut order: Vec<u32> = (0..self.names.len() as u32).collect();
        order.sort_by(|&a, &b| self.names[a as usize].cmp(&self.names[b as usize]));
        let mut place = vec![0; order.len()];
        for (at, &number) in order.iter().enumerate() {
            place[number as usize] = at as u32;
        }
        (place, order.into_iter().map(|number| Arc::clone(&self.names[number as usize])).collect())
    }

    /// The name of this number.
    pub(crate) fn name(&self, number: u32) -> &Arc<str> {
        &self.names[number as usize]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_keeps_its_number_until_names_are_put_in_order() {
        let mut numbers = Numbers::default();
        assert_eq!(["c", "a", "c", "b"].map(|name| numbers.of(name)), [0, 1, 0, 2]);
        assert_eq!(&**numbers.name(2), "b");
        let (place, names) = numbers.in_order();
        assert_eq!((place, names.iter().map(|name| &**name).collect::<String>()), (vec![2, 0, 1], "abc".to_owned()));
    }
}
