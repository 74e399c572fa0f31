//! All tests that look at the program from outside, in one binary.

mod gold;
mod house;
mod quotations;
mod relevance;
