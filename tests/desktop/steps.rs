//! What people do with Traza, step by step, each step up to what they see of it.

use std::path::Path;

use simulator::Simulator;

use super::Page;

impl Page<'_> {
    /// Fills in the form of the first screen.
    pub(crate) fn fill_connection(&self, name: &str, server: &Simulator, token: &str) {
        self.fill("connect-name", name);
        self.fill("connect-server", "https://wv0042.wolkvox.com/login");
        self.fill("connect-token", token);
        if !self.shows("connect-base-url") {
            self.click("connect-advanced");
        }
        self.fill("connect-base-url", &server.base_url());
    }

    /// Connects an operation, up to the screen that comes after.
    pub(crate) fn connect(&self, name: &str, server: &Simulator) {
        self.fill_connection(name, server, server.token());
        self.click("connect-save");
        self.wait_for("nav-explore");
    }

    /// Shows the periods that can be downloaded.
    pub(crate) fn open_choice(&self) {
        if !self.shows("download-start") {
            self.click("nav-downloads");
            self.eventually("a period can be chosen", || {
                (self.shows("download-start") || self.shows("download-open")).then_some(())
            });
        }
        if !self.shows("download-start") {
            self.click("download-open");
        }
    }

    /// Begins the download of a preset's period.
    pub(crate) fn begin_download(&self, preset: &str) {
        self.open_choice();
        self.click(&format!("download-preset-{preset}"));
        self.click("download-start");
    }

    /// Downloads a preset's period, to its end.
    pub(crate) fn download(&self, preset: &str) {
        self.begin_download(preset);
        self.eventually("the download is done", || {
            (self.attribute("download-ended", "data-how")? == "done").then_some(())
        });
    }

    /// Shows all interactions that are kept, so many of them.
    pub(crate) fn explore_all(&self, kept: u64) {
        self.click("nav-explore");
        self.click("period-open");
        self.click("period-all");
        self.wait_for_number("count", kept);
        self.wait_for("row");
    }

    /// Chooses the first value of a dimension and returns it with how many interactions its count promised.
    pub(crate) fn filter_by(&self, dimension: &str) -> (String, u64) {
        let (value, promised) = self.eventually(&format!("there is a filter by {dimension}"), || {
            let found = self.js_with(FIRST_FILTER, vec![format!("filter-{dimension}-").into()]);
            Some((found[0].as_str()?.to_owned(), last_number(found[1].as_str()?)?))
        });
        self.click(&format!("[data-test=\"filter-{dimension}-{value}\"]"));
        self.wait_for_number("count", promised);
        (value, promised)
    }

    /// Opens the first row in the reader.
    pub(crate) fn open_first_row(&self) {
        self.click("row");
        self.wait_for("reader");
        self.wait_for("message-frame");
    }

    /// What the reader's first message says, as the frame shows it.
    pub(crate) fn message(&self) -> String {
        let script =
            "return document.querySelector(\"[data-test='message-frame']\")?.contentDocument?.body?.innerText ?? null";
        self.eventually("the message is shown", || {
            self.js(script).as_str().filter(|text| !text.trim().is_empty()).map(str::to_owned)
        })
    }

    /// Exports through the system's dialog and returns how many rows the window says were written.
    pub(crate) fn export(&self, format: &str, file: &Path) -> u64 {
        self.click("export-open");
        self.click(&format!("export-format-{format}"));
        self.click("export-save");
        self.save_as(file);
        let rows = self.eventually("the export is done", || self.number("export-done"));
        self.focus();
        rows
    }
}

/// The first value that some interaction has, with the words of its row, of which the count is the last.
const FIRST_FILTER: &str = "
const prefix = arguments[0];
const words = (e) => (e.closest('li, label, [role=option], [role=listitem]') ?? e).innerText + ' ' + (e.getAttribute('aria-label') ?? '');
const all = [...document.querySelectorAll(`[data-test^='${prefix}']`)];
const first = all.find((e) => /[1-9][0-9.,]*\\s*$/.test(words(e)));
return first ? [first.getAttribute('data-test').slice(prefix.length), words(first)] : [null, null]";

/// The last number of a text, whatever signs group its digits.
fn last_number(text: &str) -> Option<u64> {
    let text = text.trim_end_matches(|sign: char| !sign.is_ascii_digit());
    let begin = text.rfind(|sign: char| !(sign.is_ascii_digit() || matches!(sign, '.' | ',' | '\u{a0}' | '\u{202f}')));
    let digits = text.get(begin.map_or(0, |at| at + 1)..)?.chars().filter(char::is_ascii_digit);
    digits.collect::<String>().parse().ok()
}
