//! Finds where sources contradict each other.
pub mod claim;
pub mod conflict;
pub mod detect;
pub mod error;
pub mod language;
pub mod proof;
pub mod report;
pub mod rule;
pub mod source;
pub mod statement;
pub mod subject;
pub mod text;
pub mod value;
pub mod verdict;
