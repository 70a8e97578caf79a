//! Finds where sources contradict each other.
pub mod conflict;
pub mod error;
pub mod language;
pub mod source;
pub mod subject;
pub mod text;
pub mod verdict;
