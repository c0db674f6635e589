//! Messages made to take long, or to take much.

use std::time::{Duration, Instant};

use interaction::start_of;

use super::plain;
use super::safe::assert_harmless;

/// Far above what each takes, far below what any took before it was bounded.
const BEARABLE: Duration = Duration::from_secs(20);

fn survives(name: &str, raw: &str) {
    eprintln!("{name} …");
    let start = Instant::now();
    let message = super::super::render(raw, &mut |_| Vec::new());
    let took = start.elapsed();
    println!("{name}: {} bytes in, {} out, {took:?}", raw.len(), message.html.len());
    assert!(took < BEARABLE, "{name}: {took:?}");
    assert!(message.html.len() < 20_000_000, "{name}: {} bytes out", message.html.len());
    if message.html.len() < 300_000 {
        assert_harmless(name, &message);
    }
}

#[test]
fn nothing_nested_overflows() {
    for tag in [
        "div",
        "blockquote",
        "b",
        "table",
        "table><tr><td",
        "ul><li",
        "font color=x",
        "span",
        "a href=https://a.example",
        "svg",
        "p",
        "sub",
        "h1",
        "dl><dd",
        "form",
        "pre",
        "details",
    ] {
        survives(tag, &format!("<{tag}>").repeat(10_000));
        let closed = tag.split([' ', '>']).next().unwrap();
        survives(tag, &format!("{}x{}", format!("<{tag}>").repeat(10_000), format!("</{closed}>").repeat(10_000)));
    }
    survives("quotes", &format!("{} x", ">".repeat(10_000)));
    survives("staircase", &(0..2_000).map(|depth| format!("{} x\n", ">".repeat(depth % 100))).collect::<String>());
}

#[test]
fn nothing_grows_by_the_square() {
    let many = 1_000_000;
    for (name, raw) in [
        ("unclosed", "<a ".repeat(many)),
        ("unclosed unknown", "<x ".repeat(many)),
        ("unclosed, closed at last", format!("{}>", "<x ".repeat(many))),
        ("script in script", format!("<script>{}</script>", "<b ".repeat(many))),
        ("ends of nothing", format!("<script>{}>", "</script".repeat(many / 4))),
        ("comments", "<!--".repeat(many)),
        ("declarations", "<!x".repeat(many)),
        ("quotes", "<a x=\"'>".repeat(many / 4)),
        ("attributes", format!("<p {}>x", "a=b ".repeat(many))),
        ("formatting", (0..many / 16).map(|n| format!("<b id={n}><p>x")).collect()),
        ("links", (0..many / 16).map(|n| format!("<a href=https://a.example/{n}><div>")).collect()),
        ("addresses", "https://".repeat(many / 8)),
        ("stuck addresses", "xhttp://".repeat(many / 8)),
        ("cells", "<table><td>".repeat(many / 16)),
        ("fostered", format!("<table>{}", "x<b>".repeat(many / 8))),
        ("ampersands", "&".repeat(many)),
        ("entities", "&amp;&nbsp;".repeat(many / 8)),
        ("breaks", "<br>".repeat(many)),
        ("empty paragraphs", "<p>&nbsp;</p>".repeat(many / 8)),
        ("lines", "\n".repeat(many * 5)),
        ("heads", "De: a\nEnviado: b\n".repeat(many / 16)),
        ("sentences", "El 3 a@b\n".repeat(many / 8)),
        ("pictures", (0..many / 16).map(|n| format!("<img src=//a.example/{n}>")).collect()),
    ] {
        survives(name, &raw);
    }
}

#[test]
fn long_texts_are_cut_and_say_so() {
    let words = "palabra ".repeat(700_000);
    for raw in [words.clone(), format!("<p>{words}</p>")] {
        let message = plain(&raw);
        assert!(message.cut && message.html.len() < 500_000);
        assert!(!plain(start_of(&raw, 300_000)).cut);
    }
    let picture = format!("<p>uno</p><img src=\"data:image/png;base64,{}\"><p>dos</p>", "A".repeat(5_000_000));
    let message = plain(&picture);
    assert_eq!((message.html.as_str(), message.cut), ("<p>uno</p><p>dos</p>", false));
    let endless = plain(&"a".repeat(40_000));
    assert_eq!((endless.html.replace("<wbr>", "").len(), endless.cut), (40_007, false));
    assert!(endless.html.split("<wbr>").all(|run| run.len() <= 510));
}
