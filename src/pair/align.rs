//! Which word of one side answers to which word of the other: one to one, best first.

use super::side::Side;
use super::words::Relation;

/// Two content words that answer to each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Link {
    /// The word of the first side, by its place among the content words.
    pub(super) a: u16,
    /// The word of the second side.
    pub(super) b: u16,
    /// What the second is to the first.
    pub(super) relation: Relation,
}

/// The links between two sides, and which link each word has.
#[derive(Debug, Clone, Default)]
pub(super) struct Alignment {
    /// The links, in the order of the first side.
    pub(super) links: Vec<Link>,
    /// For each word of the first side, its link.
    pub(super) of_a: Vec<Option<u16>>,
    /// For each word of the second side, its link.
    pub(super) of_b: Vec<Option<u16>>,
}

/// A link costs this much when the two words stand at opposite ends of their sides.
const DISTANCE: f64 = 0.15;

/// Aligns two sides. Linear in their words but for words that repeat.
pub(super) fn align(a: &Side, b: &Side) -> Alignment {
    let mut candidates = candidates(a, b);
    candidates.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1.a, x.1.b).cmp(&(y.1.a, y.1.b))));
    let mut alignment = Alignment { links: Vec::new(), of_a: vec![None; a.content.len()], of_b: vec![None; b.content.len()] };
    for (_, link) in candidates {
        alignment.take(link);
    }
    alignment.index();
    alignment
}

impl Alignment {
    fn take(&mut self, link: Link) {
        let (a, b) = (&mut self.of_a[link.a as usize], &mut self.of_b[link.b as usize]);
        if a.is_none() && b.is_none() {
            (*a, *b) = (Some(0), Some(0));
            self.links.push(link);
        }
    }

    fn index(&mut self) {
        self.links.sort_unstable_by_key(|link| link.a);
        for (i, link) in self.links.iter().enumerate() {
            self.of_a[link.a as usize] = Some(i as u16);
            self.of_b[link.b as usize] = Some(i as u16);
        }
    }

    /// The link of a word of the first side.
    pub(super) fn link_of_a(&self, a: usize) -> Option<&Link> {
        self.of_a[a].map(|i| &self.links[i as usize])
    }

    /// The link of a word of the second side.
    pub(super) fn link_of_b(&self, b: usize) -> Option<&Link> {
        self.of_b[b].map(|i| &self.links[i as usize])
    }
}

fn candidates(a: &Side, b: &Side) -> Vec<(f64, Link)> {
    let mut found: Vec<(f64, Link)> = Vec::with_capacity(a.content.len() * 2);
    let mut add = |i: u16, j: u16, relation: Relation| {
        let (x, y) = (&a.content[i as usize], &b.content[j as usize]);
        let relation = match (x.figure, y.figure) {
            (None, None) => relation,
            (Some(p), Some(q)) if relation == Relation::Same => figures(a, p, b, q),
            _ => relation,
        };
        let place = |at: u32, length: usize| f64::from(at) / length.max(1) as f64;
        let distance = (place(x.at, a.length) - place(y.at, b.length)).abs();
        let unlike = f64::from(u8::from(x.class != y.class && relation != Relation::Derived)) * 0.05;
        found.push((relation.worth() - DISTANCE * distance - unlike, Link { a: i, b: j, relation }));
    };
    join(&a.reach, &b.lemmas, |&(i, relation), &j| add(i, j, relation), |x| (x.0, (x.1, x.2)), |y| (y.0, y.1));
    join(&a.broader, &b.lemmas, |&i, &j| add(i, j, Relation::Broader), |x| (x.0, x.1), |y| (y.0, y.1));
    join(&a.lemmas, &b.broader, |&i, &j| add(i, j, Relation::Narrower), |x| (x.0, x.1), |y| (y.0, y.1));
    for (p, figure) in a.content.iter().enumerate().filter(|(_, c)| c.figure.is_some()) {
        for (q, other) in b.content.iter().enumerate().filter(|(_, c)| c.figure.is_some()) {
            add(p as u16, q as u16, figures(a, figure.figure.unwrap_or(0), b, other.figure.unwrap_or(0)));
        }
    }
    found
}

fn figures(a: &Side, p: u16, b: &Side, q: u16) -> Relation {
    let (x, y) = (&a.figures[p as usize], &b.figures[q as usize]);
    if x.low == y.low && x.high == y.high { Relation::Same } else { Relation::Figure }
}

/// Calls `each` for every two entries of two sorted lists that have the same word.
fn join<X, Y, P, Q>(
    xs: &[X],
    ys: &[Y],
    mut each: impl FnMut(&P, &Q),
    x: impl Fn(&X) -> (crate::language::lexicon::Word, P),
    y: impl Fn(&Y) -> (crate::language::lexicon::Word, Q),
) {
    let (mut i, mut j) = (0, 0);
    while i < xs.len() && j < ys.len() {
        let (word, other) = (x(&xs[i]).0, y(&ys[j]).0);
        match word.cmp(&other) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                let end = j + ys[j..].iter().take_while(|e| y(e).0 == word).count();
                while i < xs.len() && x(&xs[i]).0 == word {
                    ys[j..end].iter().for_each(|e| each(&x(&xs[i]).1, &y(e).1));
                    i += 1;
                }
                j = end;
            }
        }
    }
}
