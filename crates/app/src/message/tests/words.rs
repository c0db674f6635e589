//! No word is lost, none is added, whatever stands around it; and what was searched for is marked.

use std::ops::Range;

use dom_query::Document;
use interaction::{Field, words};
use proptest::prelude::*;

use super::super::{Message, Words, render};
use super::plain;

fn all_words(message: &Message) -> Vec<String> {
    let history = message.quoted.as_ref().map_or("", |quoted| quoted.html.as_str());
    let mut found: Vec<String> = [message.html.as_str(), history]
        .iter()
        .flat_map(|html| words(html).split_whitespace().map(str::to_owned).collect::<Vec<_>>())
        .collect();
    found.sort();
    found
}

const TAGS: &[&str] = &[
    "<p>",
    "</p>",
    "<div>",
    "</div>",
    "<div class=gmail_quote>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    "<span style=\"x\">",
    "</span>",
    "<br>",
    "<br/>",
    "<hr>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "</td>",
    "</tr>",
    "</table>",
    "<blockquote>",
    "</blockquote>",
    "<blockquote type=cite>",
    "<h1>",
    "</h1>",
    "<a href=\"https://a.example\">",
    "<a name=x>",
    "</a>",
    "<font color=red>",
    "</font>",
    "<!-- nada -->",
    "<style>p{x:y}</style>",
    "<script>var x;</script>",
    "<o:p></o:p>",
    "<img src=\"cid:x\">",
    "&nbsp;",
    "\r\n",
    "<center>",
    "</center>",
    "<form>",
    "<input value=x>",
    "<label>",
    "<em>",
    "</em>",
    "<strong>",
    "<u>",
    "<pre>",
    "</pre>",
    "<p>&nbsp;</p>",
    "<div><br></div>",
    "<section>",
    "<hr id=stopSpelling>",
    "<div id=appendonsend></div>",
    "<div id=\"divRplyFwdMsg\">",
];

const TEXTS: &[&str] = &[
    "De:",
    "Enviado:",
    "Para:",
    "Asunto:",
    "-----Mensaje original-----",
    "El 3 de mayo a las 10:02, Ana ana@b.example escribió:",
    "a&lt;b",
    "tel&eacute;fono",
    "<ana@b.example>",
    "1 < 2",
];

/// HTML with numbered words, each apart from the next, and the words.
fn page() -> impl Strategy<Value = (String, Vec<String>)> {
    let piece = prop_oneof![
        3 => prop::sample::select(TAGS).prop_map(str::to_owned),
        2 => Just("palabra".to_owned()),
        1 => prop::sample::select(TEXTS).prop_map(str::to_owned),
    ];
    prop::collection::vec(piece, 1..50).prop_map(|pieces| {
        let mut html = String::from("<p>inicio</p>");
        let mut expected = vec!["inicio".to_owned()];
        for (number, piece) in pieces.into_iter().enumerate() {
            if piece == "palabra" {
                let word = format!("palabra{number}");
                html.push_str(&format!(" {word} "));
                expected.push(word);
            } else if TAGS.contains(&piece.as_str()) {
                html.push_str(&piece);
            } else {
                html.push_str(&format!(" {piece} "));
                expected.extend(words(&piece).split_whitespace().map(str::to_owned));
            }
        }
        expected.sort();
        (html, expected)
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn every_word_is_shown_once((html, expected) in page()) {
        let message = plain(&html);
        prop_assert_eq!(all_words(&message), expected, "{} => {:?}", html, message.html);
    }

    #[test]
    fn every_word_of_a_plain_text_is_shown_once(lines in prop::collection::vec("(> ?){0,3}[a-zñ<&@.: ]{0,20}", 0..20)) {
        let raw = lines.join("\r\n");
        let message = plain(&raw);
        let text = |html: &str| {
            let words = html.replace("<br>", " ").replace("</p>", " </p>");
            Document::fragment(words).text().to_string()
        };
        let shown = format!("{} {}", text(&message.html), message.quoted.as_ref().map_or(String::new(), |q| text(&q.html)));
        let signless = |text: &str| -> Vec<String> {
            let text = text.replace('>', " ");
            let mut words: Vec<String> = text.split_whitespace().map(str::to_owned).collect();
            words.sort();
            words
        };
        if !super::super::lex::is_html(&raw) {
            prop_assert_eq!(signless(&shown), signless(&raw), "{:?}", raw);
        }
    }

    #[test]
    fn marks_change_no_word((html, expected) in page(), wanted in 0usize..50) {
        let mut words = Words::new(&format!("palabra{wanted} \"inicio\"")).unwrap();
        let message = words.render(Field::Body, &html).unwrap();
        prop_assert_eq!(all_words(&message), expected.clone());
        let whole = format!("{}{}", message.html, message.quoted.map_or(String::new(), |quoted| quoted.html));
        let hits = expected.iter().filter(|word| **word == "inicio" || **word == format!("palabra{wanted}")).count();
        prop_assert_eq!(whole.matches("<mark>").count(), hits);
    }
}

fn marked(search: &str, raw: &str) -> String {
    let message = Words::new(search).unwrap().render(Field::Body, raw).unwrap();
    message.html
}

#[test]
fn hits_are_marked_in_texts_and_nowhere_else() {
    for (search, raw, expected) in [
        ("reembolso", "<p>El <b>Reembolso</b></p>", "<p>El <b><mark>Reembolso</mark></b></p>"),
        ("reembolso", "<p>re<b>em</b>bolso</p>", "<p><mark>re</mark><b><mark>em</mark></b><mark>bolso</mark></p>"),
        ("p mark", "<p>x <i>y</i></p>", "<p>x <i>y</i></p>"),
        ("\"no llegó\"", "<p>No <b>llego</b></p>", "<p><mark>No </mark><b><mark>llego</mark></b></p>"),
        ("\"no llegó\"", "<p>No</p><p>llego</p>", "<p><mark>No</mark></p><p><mark>llego</mark></p>"),
        ("amp lt", "<p>a &amp; b &lt; c</p>", "<p>a &amp; b &lt; c</p>"),
        ("factura*", "facturas\nfactura", "<p><mark>facturas</mark><br><mark>factura</mark></p>"),
        (
            "ejemplo",
            "<a href=https://ejemplo.example>x</a>",
            "<a href=\"traza-link:https://ejemplo.example\" rel=\"noopener noreferrer nofollow\">x</a>",
        ),
    ] {
        assert_eq!(marked(search, raw), expected, "{search}");
    }
}

#[test]
fn hits_that_are_no_places_do_no_harm() {
    let hits = vec![Range { start: 3, end: 2 }, 0..1, 5..900, 1..2];
    let message = render("<p>ñandú</p>", &mut |_| hits.clone());
    super::safe::assert_harmless("hits", &message);
}
