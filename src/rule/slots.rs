//! The slots of a rule, by name and number.

use super::pattern::Slot;

/// The slots of one rule, in the order in which its patterns first name them.
#[derive(Debug, Default)]
pub(crate) struct Slots {
    names: Vec<Slot>,
}

impl Slots {
    /// The number of a slot, given one if it is new.
    pub(crate) fn number(&mut self, slot: &Slot) -> u16 {
        let at = self.find(&slot.name).unwrap_or_else(|| {
            self.names.push(slot.clone());
            self.names.len() - 1
        });
        at as u16
    }

    /// The number of a slot that some pattern has named.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|s| s.name == name)
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Slot> {
        self.names.iter()
    }

    /// All names.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.all().map(|s| s.name.as_str())
    }

    /// The slot of this number.
    pub(crate) fn get(&self, number: usize) -> Option<&Slot> {
        self.names.get(number)
    }
}
