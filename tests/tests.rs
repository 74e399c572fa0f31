//! All tests that look at the program from outside, in one binary.

mod gold;
mod archive;
mod house;
mod passages;
mod quotations;
mod relevance;
