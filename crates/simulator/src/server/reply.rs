//! Replies that are there at once: refusals, pages, redirects, small reports, empty answers.

use bytes::Bytes;
use hyper::Response;
use hyper::header::{CONTENT_ENCODING, CONTENT_TYPE, HeaderValue, LOCATION};

use super::body::{Means, ServerBody, Source};
use super::produce::Coding;
use super::state::Open;
use crate::dialect::{ContentType, Empty};
use crate::envelope::{self, Data};
use crate::{Dialect, Page, Refusal};

const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=UTF-8");
const JSON: HeaderValue = HeaderValue::from_static("application/json");

/// A reply before it becomes a response.
pub(crate) struct Reply {
    status: u16,
    content_type: HeaderValue,
    location: Option<String>,
    body: Vec<u8>,
    means: Means,
    records: u64,
}

impl Reply {
    /// JSON with status 200 that holds so many records.
    pub(crate) fn json(dialect: &Dialect, body: Vec<u8>) -> Self {
        let content_type = content_type(dialect);
        Self { status: 200, content_type, location: None, body, means: Means::Everything, records: 0 }
    }

    /// A refusal, with its own status or another one.
    pub(crate) fn refusal(dialect: &Dialect, refusal: Refusal, status: Option<u16>) -> Self {
        let (own_status, error, message) = refusal.texts();
        let body = envelope::refusal(dialect, own_status, error, message);
        let status = status.unwrap_or(own_status);
        Self { status, means: Means::Less, ..Self::json(dialect, body) }
    }

    /// A page of a server or gateway, with its own status or another one.
    pub(crate) fn page(page: Page, status: Option<u16>) -> Self {
        let (own_status, headline) = page.texts();
        let title = format!("{own_status} {headline}");
        let body = format!(
            "<html>\r\n<head><title>{title}</title></head>\r\n<body>\r\n<center><h1>{title}</h1></center>\r\n\
             <hr><center>nginx</center>\r\n</body>\r\n</html>\r\n"
        );
        Self {
            status: status.unwrap_or(own_status),
            content_type: HTML,
            location: None,
            body: body.into_bytes(),
            means: Means::Less,
            records: 0,
        }
    }

    /// A redirect.
    pub(crate) fn redirect(location: String) -> Self {
        Self { location: Some(location), body: Vec::new(), ..Self::page(Page::NotFound, Some(302)) }
    }

    /// A period without records.
    pub(crate) fn empty(dialect: &Dialect) -> Self {
        let list = |data| {
            let mut body = Vec::new();
            envelope::head(dialect, 0, data, &mut body);
            envelope::tail(dialect, data, &mut body);
            Self::json(dialect, body)
        };
        match dialect.empty {
            Empty::List => list(Data::List),
            Empty::Null => list(Data::Null),
            Empty::NotFound => {
                let body = envelope::refusal(dialect, 404, "NOT FOUND", "0 records were found");
                Self { status: 404, ..Self::json(dialect, body) }
            }
            Empty::NotFoundText => {
                let body = b"No records were found for the selected dates".to_vec();
                Self { status: 404, content_type: HTML, ..Self::json(dialect, body) }
            }
        }
    }

    /// JSON that is no answer of this API.
    pub(crate) fn nonsense(dialect: &Dialect) -> Self {
        Self { means: Means::Less, ..Self::json(dialect, br#"{"jsonrpc":"2.0","id":1}"#.to_vec()) }
    }

    /// The response; the request stays open until its body has left.
    pub(crate) fn respond(self, open: Open) -> Response<ServerBody> {
        open.answers(self.status, self.records);
        let source = Source::Whole(Bytes::from(self.body));
        let mut response = Response::new(ServerBody::new(source, self.means, Some(open)));
        set_status(&mut response, self.status);
        response.headers_mut().insert(CONTENT_TYPE, self.content_type);
        if let Some(location) = self.location.and_then(|location| HeaderValue::try_from(location).ok()) {
            response.headers_mut().insert(LOCATION, location);
        }
        response
    }
}

/// A response whose body comes in pieces.
pub(crate) fn stream(dialect: &Dialect, coding: Coding, body: ServerBody) -> Response<ServerBody> {
    let mut response = Response::new(body);
    response.headers_mut().insert(CONTENT_TYPE, content_type(dialect));
    if coding == Coding::Gzip {
        response.headers_mut().insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    }
    response
}

/// Sets a status that is known to be one.
pub(crate) fn set_status(response: &mut Response<ServerBody>, status: u16) {
    if let Ok(status) = hyper::StatusCode::from_u16(status) {
        *response.status_mut() = status;
    }
}

const fn content_type(dialect: &Dialect) -> HeaderValue {
    match dialect.content_type {
        ContentType::Json => JSON,
        ContentType::Html => HTML,
    }
}
