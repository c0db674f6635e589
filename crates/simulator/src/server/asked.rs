//! What a request asks for.

use std::collections::BTreeMap;

use hyper::Request;
use hyper::body::Incoming;
use hyper::header::HeaderMap;
use interaction::{Moment, Period};

use crate::dialect::Attachments;
use crate::files::Wanted;
use crate::judge::{Seen, TokenSeen};
use crate::totals::CountedBy;
use crate::{On, Refusal};

/// The headers that the judge keeps.
const KEPT: [&str; 5] = ["host", "user-agent", "accept", "accept-encoding", "wolkvox_server"];
/// The mark of a request that was redirected once.
pub(crate) const MARK: &str = "redirected=1";

/// A report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Report {
    Interactions,
    Totals(CountedBy),
    Skills,
    ActivityCodes,
    Agents,
    TokenInfo,
    QualityMatrix,
}

/// A request, read.
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) query: String,
    parameters: BTreeMap<String, String>,
    pub(crate) token: TokenSeen,
    pub(crate) takes_gzip: bool,
    headers: BTreeMap<String, String>,
    /// Where the token's text was sent beside its header.
    pub(crate) leak: Option<&'static str>,
}

impl Asked {
    pub(crate) fn read(request: &Request<Incoming>, token: &str) -> Self {
        let (path, query) = (request.uri().path(), request.uri().query().unwrap_or_default());
        let leak = if path.contains(token) || query.contains(token) {
            Some("the token is in the address")
        } else if others(request.headers()).any(|value| value.contains(token)) {
            Some("the token is in another header")
        } else {
            None
        };
        let clean = |text: &str| text.replace(token, "[token]");
        let header = |name: &str| Some(clean(request.headers().get(name)?.to_str().ok()?));
        Self {
            path: clean(path),
            query: clean(query),
            parameters: url::form_urlencoded::parse(query.as_bytes()).into_owned().collect(),
            token: match request.headers().get("wolkvox-token").map(|value| value.as_bytes()) {
                None | Some(b"") => TokenSeen::Missing,
                Some(sent) if sent == token.as_bytes() => TokenSeen::Right,
                Some(_) => TokenSeen::Wrong,
            },
            takes_gzip: header("accept-encoding").is_some_and(|value| value.contains("gzip")),
            headers: KEPT.iter().filter_map(|name| Some(((*name).to_owned(), header(name)?))).collect(),
            leak,
        }
    }

    /// The report; a refusal where this server knows none of this name. `None`: no such page.
    pub(crate) fn report(&self) -> Option<Result<Report, Refusal>> {
        let report = match (self.path.as_str(), self.api()) {
            ("/api/v2/reports_manager.php", "chat_4") => Report::Interactions,
            ("/api/v2/reports_manager.php", "chat_3") => Report::Totals(CountedBy::Channel),
            ("/api/v2/reports_manager.php", "chat_5") => Report::Totals(CountedBy::Agent),
            ("/api/v2/reports_manager.php", "chat_6") => Report::Totals(CountedBy::Day),
            ("/api/v2/information.php", "skills") => Report::Skills,
            ("/api/v2/information.php", "activity_codes") => Report::ActivityCodes,
            ("/api/v2/information.php", "agents") => Report::Agents,
            ("/api/v2/information.php", "token_info") => Report::TokenInfo,
            ("/api/v2/quality.php", "quality_matrix") => Report::QualityMatrix,
            ("/api/v2/reports_manager.php" | "/api/v2/information.php" | "/api/v2/quality.php", _) => {
                return Some(Err(Refusal::NoSuchApi));
            }
            _ => return None,
        };
        Some(Ok(report))
    }

    /// What faults know it as.
    pub(crate) fn kind(&self) -> On {
        if matches!(self.report(), Some(Ok(Report::Interactions))) { On::Interactions } else { On::SmallReports }
    }

    /// The window, where both dates are as documented and in order.
    pub(crate) fn window(&self) -> Option<Period> {
        let date = |name| {
            let text = self.parameters.get(name)?;
            let documented = text.len() == 14 && text.bytes().all(|byte| byte.is_ascii_digit());
            documented.then(|| Moment::parse(text)).flatten()
        };
        Period::new(date("date_ini")?, date("date_end")?)
    }

    /// What the request wants of attachments, over what the dialect does.
    pub(crate) fn wanted(&self, dialect: Attachments) -> Wanted {
        let is = |name, value| self.parameters.get(name).is_some_and(|given| given == value);
        if is("include_attachments", "false") {
            return Wanted::None;
        }
        match dialect {
            Attachments::Text if is("attach_array", "yes") => Wanted::As(Attachments::List),
            Attachments::List | Attachments::Objects if is("attach_array", "no") => Wanted::As(Attachments::Text),
            other => Wanted::As(other),
        }
    }

    /// Whether it has been redirected before.
    pub(crate) fn is_redirected(&self) -> bool {
        self.query.ends_with(MARK)
    }

    /// What the judge keeps of it.
    pub(crate) fn seen(&self) -> Seen {
        Seen {
            number: 0,
            path: self.path.clone(),
            query: self.query.clone(),
            report: self.api().to_owned(),
            window: self.window(),
            token: self.token,
            headers: self.headers.clone(),
            status: 0,
            began_ms: 0,
            ended_ms: None,
            complete: false,
            records: 0,
        }
    }

    fn api(&self) -> &str {
        self.parameters.get("api").map_or("", String::as_str)
    }
}

fn others(headers: &HeaderMap) -> impl Iterator<Item = &str> {
    headers.iter().filter(|(name, _)| *name != "wolkvox-token").filter_map(|(_, value)| value.to_str().ok())
}
