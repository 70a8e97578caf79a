//! Names (a placeholder until the branch lands).
use std::collections::BTreeMap;
/// x
#[allow(missing_docs)]
pub struct Entity {
    pub name: String,
    pub kind: String,
    pub aliases: Vec<String>,
    pub never: Vec<String>,
}
/// x
pub struct Names {
    alias: BTreeMap<String, String>,
}
impl Names {
    /// x
    pub fn new(entities: &[Entity]) -> Self {
        let mut alias = BTreeMap::new();
        for e in entities {
            for a in &e.aliases {
                alias.insert(a.to_lowercase(), e.name.to_lowercase());
            }
        }
        Self { alias }
    }
    /// x
    pub fn cluster(&self, names: &[&str]) -> Vec<usize> {
        let mut seen = BTreeMap::new();
        names
            .iter()
            .enumerate()
            .map(|(i, n)| {
                let k = n.to_lowercase().trim_start_matches("the ").to_owned();
                let k = self.alias.get(&k).cloned().unwrap_or(k);
                *seen.entry(k).or_insert(i)
            })
            .collect()
    }
}
