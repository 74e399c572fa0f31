//! All tests that look at the program from outside, in one binary.

mod archive;
mod cli;
mod extract;
mod gold;
mod house;
mod languages;
mod numbers;
mod passages;
mod queries;
mod quotations;
mod relevance;
mod results;
mod speakers;
mod trial;
mod verify;
