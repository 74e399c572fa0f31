//! `onrecord`: full-text search for news archives that knows who is speaking.
//!
//! # The house
//!
//! One crate, a library and a thin binary. Each module is a room; a room imports only from rooms below it.
//!
//! ```text
//! floor
//!   7                                main.rs                             the command line in, an exit code out
//!   6                                  cli/                              one command a file; every flag declared once
//!   5                                 trial/                             judged queries run through the archive
//!   4                ingest/                  render/                    filling the archive | results -> bytes
//!   3          quote/                                search/             extraction | asking the archive
//!   2     read/     speaker/     archive/     relevance/                 formats | names | the index on disk | measures
//!   1               article/        text/                                what an article is | words
//! ```
//!
//! These are the arrows, from each room to those that it imports from. `tests/house.rs` reads them here, and holds that
//! they lead down and that there are no others.
//!
//! ```text
//! relevance → text
//! read      → article text
//! speaker   → article text
//! archive   → article text
//! quote     → speaker article text
//! search    → archive speaker article text
//! ingest    → quote read archive article text
//! render    → search relevance speaker article text
//! trial     → ingest search archive relevance article
//! cli       → trial ingest render search quote archive relevance read article
//! ```
//!
//! Two stories run through it. Filling: `read` walks a folder and turns files into articles, `quote` finds every
//! quotation and its speaker, `ingest` puts both into the `archive`. Asking: `search` parses a query, builds what the
//! index understands, collects hits and cuts passages; `render` turns them into bytes. `trial` asks judged queries
//! the same way and holds the answers against what people wanted.

#![warn(missing_docs)]

pub mod archive;
pub mod article;
pub mod cli;
pub mod ingest;
pub mod quote;
pub mod read;
pub mod relevance;
pub mod render;
pub mod search;
pub mod speaker;
pub mod text;
pub mod trial;
