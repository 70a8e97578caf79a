//! Sets of names that are joined one pair at a time, and refuse a pair that must not be one.

use super::tables::{Side, are_opposed};

/// Disjoint sets of the numbers from 0; each set can belong to one entity, and be barred from others.
#[derive(Debug)]
pub(super) struct Sets {
    parent: Vec<u32>,
    of: Vec<Belonging>,
}

/// Which entity a set belongs to, and which it may never belong to.
#[derive(Debug, Clone, Default)]
pub(super) struct Belonging {
    pub(super) entity: Option<u32>,
    pub(super) barred: Vec<u32>,
    /// Where its words are among the look-alikes.
    pub(super) sides: Vec<Side>,
}

impl Belonging {
    fn admits(&self, other: &Self) -> bool {
        let same = self.entity.is_none() || other.entity.is_none() || self.entity == other.entity;
        let bars = |a: &Self, b: &Self| a.entity.is_some_and(|entity| b.barred.contains(&entity));
        same && !bars(self, other) && !bars(other, self) && !are_opposed(&self.sides, &other.sides)
    }
}

impl Sets {
    /// Every number in a set of its own.
    pub(super) fn new(of: Vec<Belonging>) -> Self {
        let parent = (0..).take(of.len()).collect();
        Self { parent, of }
    }

    /// The number that stands for the set of `at`.
    pub(super) fn root(&mut self, at: u32) -> u32 {
        let mut at = at;
        while self.parent[at as usize] != at {
            let up = self.parent[at as usize];
            self.parent[at as usize] = self.parent[up as usize];
            at = up;
        }
        at
    }

    /// What the set of `at` belongs to.
    pub(super) fn belonging(&mut self, at: u32) -> &Belonging {
        let root = self.root(at);
        &self.of[root as usize]
    }

    /// Gives the set of `at` to an entity, if it has none and is not barred from it.
    pub(super) fn give(&mut self, at: u32, entity: u32) {
        let root = self.root(at) as usize;
        if self.of[root].entity.is_none() && !self.of[root].barred.contains(&entity) {
            self.of[root].entity = Some(entity);
        }
    }

    /// Makes the sets of `a` and `b` one, unless they belong to different entities one is barred from the other's, or they
    /// hold words that only look alike.
    pub(super) fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if a == b || !self.of[a as usize].admits(&self.of[b as usize]) {
            return;
        }
        let (root, other) = (a.min(b), a.max(b));
        self.parent[other as usize] = root;
        let taken = std::mem::take(&mut self.of[other as usize]);
        let own = &mut self.of[root as usize];
        own.entity = own.entity.or(taken.entity);
        own.barred.extend(taken.barred);
        own.barred.sort_unstable();
        own.barred.dedup();
        own.sides.extend(taken.sides);
        own.sides.sort_unstable();
        own.sides.dedup();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sets(of: &[(Option<u32>, &[u32])]) -> Sets {
        Sets::new(of.iter().map(|(entity, barred)| Belonging { entity: *entity, barred: barred.to_vec(), sides: Vec::new() }).collect())
    }

    #[test]
    fn joins_through_others() {
        let mut sets = sets(&[(None, &[]), (None, &[]), (Some(7), &[])]);
        sets.join(0, 1);
        sets.join(2, 1);
        assert_eq!((sets.root(0), sets.root(2), sets.belonging(1).entity), (0, 0, Some(7)));
    }

    #[test]
    fn refuses_other_entities_and_barred_ones() {
        let mut sets = sets(&[(Some(1), &[]), (Some(2), &[]), (None, &[1])]);
        sets.join(0, 1);
        sets.join(0, 2);
        sets.give(2, 1);
        assert_eq!((sets.root(1), sets.root(2), sets.belonging(2).entity), (1, 2, None));
    }

    #[test]
    fn refuses_lookalikes_even_through_a_third() {
        let side = |sides: &[Side]| Belonging { sides: sides.to_vec(), ..Belonging::default() };
        let mut sets = Sets::new(vec![side(&[(0, true)]), side(&[]), side(&[(0, false)])]);
        sets.join(0, 1);
        sets.join(1, 2);
        assert_eq!((sets.root(1), sets.root(2)), (0, 2));
    }
}
