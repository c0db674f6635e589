//! The channel of an interaction.

use crate::fold_case;

/// Where an interaction came from. Others than the vendor documents may come; their text is kept.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// An e-mail.
    Email,
    /// A Facebook page.
    FacebookPage,
    /// Instagram.
    Instagram,
    /// X, formerly Twitter.
    Twitter,
    /// A channel that this version does not know, as given.
    Other(String),
}

impl Channel {
    /// Reads a channel without regard to case, blanks, hyphens and underscores (`Facebook Page`); `None` if empty.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let folded: String = fold_case(text).chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect();
        match folded.as_str() {
            "" => None,
            "email" => Some(Self::Email),
            "facebookpage" => Some(Self::FacebookPage),
            "instagram" => Some(Self::Instagram),
            "twitter" => Some(Self::Twitter),
            _ => Some(Self::Other(text.trim().to_owned())),
        }
    }

    /// The canonical text, as the vendor writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Email => "Email",
            Self::FacebookPage => "facebook_page",
            Self::Instagram => "instagram",
            Self::Twitter => "twitter",
            Self::Other(text) => text,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_spellings_met_in_practice() {
        for (text, canonical) in
            [("EMAIL", "Email"), ("Facebook Page", "facebook_page"), (" Twitter", "twitter"), ("telegram", "telegram")]
        {
            assert_eq!(Channel::parse(text).unwrap().as_str(), canonical);
        }
        assert_eq!(Channel::parse("  "), None);
    }
}
