//! Finds where sources contradict each other.
//!
//! `gainsay` reads statements and articles from many outlets, works out what each one claims and who claims it, brings
//! together what is said of the same subject, and reports every pair that cannot both hold: with the words, the speaker, the
//! source, the date and the rule. No network, no model, no key; the same input gives the same bytes at any thread count.
//!
//! # The way of the data
//!
//! One word per stage, and that word is the module:
//!
//! [`ingest`] → [`source`] → [`statement`] → [`claim`] → [`subject`] → [`conflict`] → [`report`]
//!
//! Reading and writing may fail; the middle is pure and cannot. [`detect`] runs the whole way; [`proof`] holds rules to their
//! own examples. A module uses only those before it in this list: [`error`], [`text`], [`verdict`], [`language`], [`value`],
//! [`source`], [`ingest`], [`statement`], [`rule`], [`claim`], [`story`], [`origin`], [`subject`], [`pair`], [`conflict`], [`unread`],
//! [`detect`], [`decision`], [`figures`], [`stats`], [`compare`], [`trace`], [`against`], [`proof`], [`advice`], [`report`]. A test
//! keeps it so.
//!
//! # A whole example
//!
//! ```
//! use gainsay::detect::{Settings, detect};
//! use gainsay::rule::{Choice, Rules};
//! use gainsay::source::Source;
//! use gainsay::verdict::Verdict;
//!
//! let (rules, problems) = Rules::load(&Choice::default())?;
//! assert!(problems.is_empty());
//! let source = |outlet: &str, text: &str| Source { outlet: outlet.into(), text: text.into(), ..Source::default() };
//! let report = detect(
//!     &[
//!         source("Harbour Wire", "The Imam Ali Brigades said two drones hit its depot in Najaf."),
//!         source("The Meridian", "Iraq's army said the blast at the depot was caused by poor storage."),
//!     ],
//!     &rules,
//!     &Settings::default(),
//! );
//! let finding = &report.disputes[0].findings[0];
//! assert_eq!(finding.verdict, Verdict::Contradiction);
//! assert_eq!(finding.b.evidence_text(), "caused by poor storage");
//! # Ok::<(), gainsay::error::Error>(())
//! ```
//!
//! The library prints nothing, reads no clock and makes no random names. The command line lives in `src/bin/gainsay`, behind
//! the feature `cli`.

pub mod advice;
pub mod against;
pub mod claim;
pub mod compare;
pub mod conflict;
pub mod decision;
pub mod detect;
pub mod error;
pub mod figures;
pub mod ingest;
pub mod language;
pub mod origin;
pub mod pair;
pub mod proof;
pub mod report;
pub mod rule;
pub mod source;
pub mod statement;
pub mod stats;
pub mod story;
pub mod subject;
pub mod text;
pub mod trace;
pub mod unread;
pub mod value;
pub mod verdict;
