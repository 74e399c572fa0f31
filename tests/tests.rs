//! All tests that look at the program from outside, in one binary.

mod archive;
mod gold;
mod extract;
mod house;
mod passages;
mod quotations;
mod relevance;
