//! What the page may ask of the program. Each command hands on to the desk and decides nothing.

pub mod downloads;
pub mod explore;
pub mod exports;
pub mod keeping;
pub mod operations;
pub mod start;
