//! What to write, and where.

use std::collections::BTreeMap;
use std::path::PathBuf;

use crate::{About, Column, Format, Region};

/// What happens where the goal exists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfExists {
    /// Nothing is written.
    Refuse,
    /// The whole new file takes the old one's place.
    Replace,
}

/// A file to be written.
#[derive(Clone, Debug)]
pub struct Request {
    /// The format.
    pub format: Format,
    /// The file's path; its folder must exist.
    pub goal: PathBuf,
    /// What happens where the goal exists.
    pub if_exists: IfExists,
    /// The region of headers, words, separator and dates.
    pub region: Region,
    /// The columns in their order ([`Column::standard`], [`Column::fields`]).
    pub columns: Vec<Column>,
    /// The names of the skills by their id, for [`Column::SkillName`] and for filters by skill.
    pub skill_names: BTreeMap<String, String>,
    /// What the sheet *Acerca de* tells of the file.
    pub about: About,
}
