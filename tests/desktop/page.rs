//! Traza's window with its page, as a person has it before them: what it shows, what can be pressed, what can be typed.
//!
//! WebKit's WebDriver starts the real program and tells what the page shows. Elements are named by their `data-test`.
//! Nothing here waits for a time to pass: each step waits for what it needs and fails with what the page shows instead.

use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::wd::Capabilities;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use x11rb::protocol::xproto::Window;

use super::{Desktop, PATIENCE, RUNTIME, Running, wait_until};

const TRAZA: &str = env!("CARGO_BIN_EXE_traza");
/// Within this a pressed key has done what it does.
const A_KEY: Duration = Duration::from_secs(2);
/// What looks the same after this stands still.
const STILL: Duration = Duration::from_millis(50);
pub(crate) const TITLE: &str = "Traza";

/// The window of a running Traza. The program ends with it.
pub(crate) struct Page<'a> {
    desktop: &'a Desktop,
    client: Client,
    window: Window,
    driver: Running,
}

impl<'a> Page<'a> {
    pub(super) fn open(desktop: &'a Desktop, width: u32, height: u32) -> Page<'a> {
        let page = Page::reopen(desktop);
        page.resize(width, height);
        page
    }

    /// Starts Traza in whatever size it gives itself.
    pub(crate) fn reopen(desktop: &'a Desktop) -> Page<'a> {
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let mut command = desktop.command("WebKitWebDriver");
        let log = fs::File::options().create(true).append(true).open(desktop.folder().join("traza.log")).unwrap();
        command.arg(format!("--port={port}")).env("TAURI_WEBVIEW_AUTOMATION", "true");
        command.stdout(log.try_clone().unwrap()).stderr(log);
        let driver = Running::start(&mut command);
        let client = connect(port);
        let window = desktop.display().wait_for_window(TITLE, PATIENCE);
        let page = Page { desktop, client, window, driver };
        desktop.display().focus(window);
        page.eventually("the page is there", || {
            page.js("return document.querySelector('[data-test], main, #app *') !== null").as_bool()?.then_some(())
        });
        page
    }

    pub(crate) fn desktop(&self) -> &'a Desktop {
        self.desktop
    }

    /// The window on the display.
    pub(crate) fn window(&self) -> Window {
        self.window
    }

    /// Gives the page exactly this size.
    pub(crate) fn resize(&self, width: u32, height: u32) {
        self.desktop.display().resize(self.window, width, height);
        let wanted = json!([width, height]);
        self.eventually("the page has its size", || {
            (self.js("return [innerWidth, innerHeight]") == wanted).then_some(())
        });
    }

    /// Gives the window the keyboard back, after another one had it.
    pub(crate) fn focus(&self) {
        self.desktop.display().focus(self.window);
    }

    /// Closes the window as its frame's button would, and waits until the program has ended.
    pub(crate) fn close(self) {
        self.desktop.display().close(self.window);
        let gone =
            wait_until(PATIENCE, || self.desktop.display().window(|title| title == TITLE).is_none().then_some(()));
        assert!(gone.is_some(), "the window did not close");
    }

    // What it shows.

    /// What a script that ends in `return …` returns.
    pub(crate) fn js(&self, script: &str) -> Value {
        self.js_with(script, Vec::new())
    }

    pub(crate) fn js_with(&self, script: &str, arguments: Vec<Value>) -> Value {
        let done = RUNTIME.block_on(self.client.execute(script, arguments));
        done.unwrap_or_else(|error| panic!("{error} in {script}"))
    }

    /// What a script hands to its last argument, a function.
    pub(crate) fn js_later(&self, script: &str, arguments: Vec<Value>) -> Value {
        let done = RUNTIME.block_on(self.client.execute_async(script, arguments));
        done.unwrap_or_else(|error| panic!("{error} in {}", script.chars().take(300).collect::<String>()))
    }

    /// Whether such an element is there and can be seen.
    pub(crate) fn shows(&self, name: &str) -> bool {
        self.js_with(IS_SHOWN, vec![json!(selector(name))]).as_bool().unwrap()
    }

    /// What stands in an element, once it is there.
    pub(crate) fn text(&self, name: &str) -> String {
        self.eventually(&format!("{name} is shown"), || self.text_now(name))
    }

    /// What stands in an element, if it is there.
    pub(crate) fn text_now(&self, name: &str) -> Option<String> {
        let script = "const e = document.querySelector(arguments[0]); return e && (e.value ?? e.innerText)";
        self.js_with(script, vec![json!(selector(name))]).as_str().map(str::to_owned)
    }

    /// The first number in an element, whatever signs group its digits.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        first_number(&self.text_now(name)?)
    }

    /// How many such elements the page holds.
    pub(crate) fn count(&self, name: &str) -> u64 {
        let script = "return document.querySelectorAll(arguments[0]).length";
        self.js_with(script, vec![json!(selector(name))]).as_u64().unwrap()
    }

    /// An attribute of an element.
    pub(crate) fn attribute(&self, name: &str, attribute: &str) -> Option<String> {
        let script = "return document.querySelector(arguments[0])?.getAttribute(arguments[1]) ?? null";
        self.js_with(script, vec![json!(selector(name)), json!(attribute)]).as_str().map(str::to_owned)
    }

    /// The words of the whole page.
    pub(crate) fn words(&self) -> String {
        self.js("return document.body.innerText").as_str().unwrap_or_default().to_owned()
    }

    // What can be done.

    /// Presses an element with the pointer, once it stands still, nothing lies over it and it is not unavailable.
    pub(crate) fn click(&self, name: &str) {
        let mut before = None;
        let (x, y) = self.eventually(&format!("{name} can be pressed"), || {
            let now = self.js_with(TO_PRESS, vec![json!(selector(name))]);
            let place = Some((now[0].as_i64()? as i16, now[1].as_i64()? as i16));
            if before == place {
                place
            } else {
                before.clone_from(&place);
                None
            }
        });
        self.desktop.display().click_at(x, y);
    }

    /// Puts a text into a field, in place of what it held.
    pub(crate) fn fill(&self, name: &str, text: &str) {
        let has_focus = || self.focused().starts_with(&format!("{name} "));
        // A second press at the same place would mark a word.
        if !has_focus() {
            self.click(name);
        }
        self.eventually(&format!("{name} has the focus"), || has_focus().then_some(()));
        self.eventually(&format!("{name} is empty"), || {
            // The display's keys and the driver's come by different ways: each is waited for before the other.
            if self.text_now(name)?.is_empty() {
                return Some(());
            }
            self.press("ctrl+a");
            self.press("Delete");
            wait_until(A_KEY, || self.text_now(name)?.is_empty().then_some(()))
        });
        if !text.is_empty() {
            // Letters that the display's keyboard lacks come through the driver.
            RUNTIME.block_on(async { self.element(name).await?.send_keys(text).await }).unwrap();
            self.eventually(&format!("{name} holds its text"), || (self.text_now(name)? == text).then_some(()));
        }
    }

    /// Presses keys together, as on the keyboard: `ctrl+e`, `Escape`, `j`.
    pub(crate) fn press(&self, chord: &str) {
        self.desktop.display().press(chord);
    }

    /// Types a text on the keyboard into whatever has the focus.
    pub(crate) fn write(&self, text: &str) {
        self.desktop.display().write(text);
    }

    /// Presses a key until `done`, as people do who look where the focus is.
    pub(crate) fn press_until(&self, chord: &str, what: &str, done: impl Fn() -> bool) {
        const AT_MOST: usize = 90;
        for _ in 0..AT_MOST {
            if done() {
                return;
            }
            let before = self.focused();
            self.press(chord);
            wait_until(Duration::from_millis(400), || (self.focused() != before || done()).then_some(()));
        }
        panic!("{chord}, pressed {AT_MOST} times, did not get to {what}; the focus is on {}", self.focused());
    }

    /// The `data-test` of what has the focus, or what it is, with its place among its like.
    pub(crate) fn focused(&self) -> String {
        self.js(FOCUSED).as_str().unwrap_or_default().to_owned()
    }

    // Waiting, looking, keeping.

    /// Waits until an element is shown.
    pub(crate) fn wait_for(&self, name: &str) {
        self.eventually(&format!("{name} is shown"), || self.shows(name).then_some(()));
    }

    /// Waits until an element is gone.
    pub(crate) fn wait_without(&self, name: &str) {
        self.eventually(&format!("{name} is gone"), || (!self.shows(name)).then_some(()));
    }

    /// Waits until the first number in an element is this one.
    pub(crate) fn wait_for_number(&self, name: &str, number: u64) {
        self.eventually(&format!("{name} is {number}"), || (self.number(name) == Some(number)).then_some(()));
    }

    /// The first number in an element once it stays the same: a search asks with every letter.
    pub(crate) fn settled_number(&self, name: &str) -> u64 {
        const LOOKS: usize = 8;
        let mut seen = Vec::new();
        self.eventually(&format!("{name} settles"), || {
            seen.push(self.number(name)?);
            let last = seen.iter().rev().take(LOOKS);
            let same = last.clone().count() == LOOKS && last.clone().all(|number| Some(number) == seen.last());
            same.then(|| seen.last().copied())?
        })
    }

    /// Waits until `look` finds something.
    pub(crate) fn eventually<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        wait_until(PATIENCE, look).unwrap_or_else(|| panic!("not within {PATIENCE:?}: {what}. {}", self.seen()))
    }

    /// Waits until the page rests: fonts are there, nothing is being fetched, what moves has come to its end unless it
    /// moves for ever, and two frames are painted.
    pub(crate) fn rest(&self) {
        self.eventually("nothing is busy", || (self.count("[aria-busy=true]") == 0).then_some(()));
        self.js_later(REST, Vec::new());
    }

    /// Takes a picture of the window, of what is on the display, once it stands still. The driver's own pictures wait for
    /// a compositor, which there is none of without a graphics processor.
    pub(crate) fn picture(&self, file: &Path) {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let mut seen = self.desktop.display().picture(self.window);
        // What moves for ever is taken as it is then.
        wait_until(A_KEY, || {
            std::thread::sleep(STILL);
            let before = std::mem::replace(&mut seen, self.desktop.display().picture(self.window));
            (before == seen).then_some(())
        });
        seen.write(file);
    }

    async fn element(&self, name: &str) -> Result<Element, CmdError> {
        self.client.find(Locator::Css(&selector(name))).await
    }

    fn seen(&self) -> String {
        let words = RUNTIME.block_on(self.client.execute("return document.body.innerText", Vec::new()));
        let log = fs::read_to_string(self.desktop.folder().join("traza.log")).unwrap_or_default();
        let words = words.map_or_else(|error| error.to_string(), |words| words.to_string());
        format!("The focus is on {}. The page says:\n{words}\nThe program said:\n{log}", self.focused())
    }
}

impl Drop for Page<'_> {
    /// After a failure, what the window showed is kept under the target folder.
    #[allow(clippy::print_stderr, reason = "beside the failure it belongs to")]
    fn drop(&mut self) {
        if std::thread::panicking() {
            let name = std::thread::current().name().unwrap_or("window").replace("::", "-");
            let file = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.png"));
            // It may have gone with what failed.
            if self.desktop.display().window(|title| title == TITLE) == Some(self.window) {
                self.desktop.display().picture(self.window).write(&file);
                eprintln!("what the window showed: {}", file.display());
            }
        }
        let _ = RUNTIME.block_on(self.client.clone().close());
    }
}

/// A name of `data-test`, or a selector of CSS where it is none.
pub(crate) fn selector(name: &str) -> String {
    let plain = !name.contains(['[', '#', '.', ' ', '>', ':']);
    if plain { format!("[data-test=\"{name}\"]") } else { name.to_owned() }
}

/// The first number of a text: `1.234 de 5.678` is 1234 in Bogotá, as `1,234 of 5,678` is elsewhere.
pub(crate) fn first_number(text: &str) -> Option<u64> {
    let text = text.trim_start_matches(|sign: char| !sign.is_ascii_digit());
    let end = text.find(|sign: char| !(sign.is_ascii_digit() || matches!(sign, '.' | ',' | '\u{a0}' | '\u{202f}')));
    let digits = text.get(..end.unwrap_or(text.len()))?.chars().filter(char::is_ascii_digit);
    digits.collect::<String>().parse().ok()
}

fn connect(port: u16) -> Client {
    let options = json!({"binary": TRAZA, "args": []});
    let capabilities = Capabilities::from_iter([("webkitgtk:browserOptions".to_owned(), options)]);
    let address = format!("http://127.0.0.1:{port}");
    let begin = || {
        let mut builder = ClientBuilder::new(HttpConnector::new());
        RUNTIME.block_on(builder.capabilities(capabilities.clone()).connect(&address)).ok()
    };
    wait_until(PATIENCE, || std::net::TcpStream::connect(("127.0.0.1", port)).ok()).expect("the WebDriver listens");
    wait_until(PATIENCE, begin).expect("the WebDriver starts Traza")
}

const IS_SHOWN: &str = "
const e = document.querySelector(arguments[0]);
return e !== null && e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0";

/// The middle of an element, or of the label it belongs to, if a pointer there would meet it.
const TO_PRESS: &str = "
const e = document.querySelector(arguments[0]);
if (e === null || e.disabled || e.getAttribute('aria-disabled') === 'true') return null;
e.scrollIntoView({ block: 'nearest', inline: 'nearest' });
const place = e.getBoundingClientRect();
const [x, y] = [Math.round(place.x + place.width / 2), Math.round(place.y + place.height / 2)];
const met = document.elementFromPoint(x, y);
const belongs = e.contains(met) || met?.contains(e) && met.closest('label') === e.closest('label') && met.closest('label');
return belongs ? [x, y] : null";

const REST: &str = "
const done = arguments[arguments.length - 1];
const ends = (one) => Number.isFinite(one.effect?.getComputedTiming().endTime);
const rest = () => Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
const frame = () => new Promise((next) => requestAnimationFrame(next));
document.fonts.ready.then(frame).then(rest).then(frame).then(frame).then(() => setTimeout(() => done(true), 50));";

const FOCUSED: &str = "
const e = document.activeElement;
if (e === null) return 'nothing';
const name = e.getAttribute('data-test') ?? e.id ?? '';
const all = [...document.querySelectorAll('*')].indexOf(e);
return `${name} <${e.tagName.toLowerCase()}> ${all}`";
