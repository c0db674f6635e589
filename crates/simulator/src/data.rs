//! The words of the sample operation: names, topics, phrases. Data only.

pub(crate) mod names;
pub(crate) mod phrases;
pub(crate) mod topics;
