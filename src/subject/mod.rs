//! What is spoken of: which statements, in which words, are about the same thing.

pub mod names;
