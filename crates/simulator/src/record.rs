//! An interaction as the report holds it: composed from its ordinal, everything of it, and kept for a moment only.

use interaction::Moment;

use crate::life::Life;

/// A record, before it is printed. One is used again and again, so that a big answer needs little memory.
#[derive(Default)]
pub(crate) struct Record {
    /// The ordinal of the original interaction.
    pub(crate) ordinal: u64,
    pub(crate) channel: Wall,
    pub(crate) agent: String,
    pub(crate) skill: u32,
    pub(crate) case: u64,
    pub(crate) subject: String,
    pub(crate) from: String,
    pub(crate) to: String,
    pub(crate) body: String,
    pub(crate) answer: String,
    pub(crate) life: Option<Life>,
    pub(crate) evaluation: &'static str,
    pub(crate) code: (&'static str, &'static str),
    pub(crate) comments: String,
    pub(crate) attachments: Vec<Attachment>,
}

/// Where an interaction came from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Wall {
    #[default]
    Email,
    Facebook,
    Instagram,
    Twitter,
}

/// A file that came with a mail.
#[derive(Clone, Copy)]
pub(crate) struct Attachment {
    pub(crate) name: &'static str,
    pub(crate) number: u32,
    pub(crate) bytes: u32,
}

impl Record {
    /// Empties all texts, keeping their room.
    pub(crate) fn clear(&mut self) {
        let texts = [
            &mut self.agent,
            &mut self.subject,
            &mut self.from,
            &mut self.to,
            &mut self.body,
            &mut self.answer,
            &mut self.comments,
        ];
        texts.into_iter().for_each(String::clear);
        self.attachments.clear();
        (self.life, self.evaluation, self.code) = (None, "", ("", ""));
    }

    pub(crate) fn closed(&self) -> Option<Moment> {
        self.life.and_then(|life| life.closed)
    }
}

impl Wall {
    /// The vendor's word.
    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::Email => "Email",
            Self::Facebook => "facebook_page",
            Self::Instagram => "instagram",
            Self::Twitter => "twitter",
        }
    }
}
