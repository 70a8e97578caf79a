//! Conflicts.
pub mod finding;
