//! Messages as people send them, and what is folded away.

use super::{plain, shown};

#[test]
fn plain_texts_keep_their_lines_and_paragraphs() {
    assert_eq!(
        shown("Buenos días:\r\n\r\n\r\nUno\r\ndos < 3 & 4\r\n"),
        "<p>Buenos días:</p><p>Uno<br>dos &lt; 3 &amp; 4</p>"
    );
    assert_eq!(shown("tel&eacute;fono"), "<p>teléfono</p>");
    assert_eq!(
        shown("<p>Ana <ana@b.example> dice <https://b.example> y <mtext>x</mtext><use href=x /></p>")
            .matches("&lt;")
            .count(),
        2
    );
    assert_eq!(shown("un <dato> y <use>"), "<p>un &lt;dato&gt; y &lt;use&gt;</p>");
    assert_eq!(shown("Ana <ana@b.example> dice"), "<p>Ana &lt;ana@b.example&gt; dice</p>");
    assert_eq!(shown("uno<br>dos\n\ntres"), "uno<br>dos tres");
    assert_eq!(shown("uno <b>dos</b>\ntres"), "uno <b>dos</b><br>tres");
    for raw in ["", " \n ", "<p></p>", "<div><br></div>&nbsp;"] {
        assert_eq!(shown(raw).replace("&nbsp;", "").trim(), "", "{raw:?}");
    }
}

#[test]
fn empty_paragraphs_become_one_empty_line_or_none() {
    assert_eq!(shown("<p>uno</p><p>&nbsp;</p><p><br></p><p>dos</p><p></p>"), "<p>uno</p><p>dos</p>");
    assert_eq!(
        shown("<div>uno</div><div><br></div><div><br></div><div>dos</div><div><br></div>"),
        "<div>uno</div><br><div>dos</div>"
    );
    assert_eq!(shown("<div><br><br>uno<br><br><br><br>dos<br></div>"), "<div>uno<br><br>dos</div>");
    assert_eq!(shown("<p>  uno \n\n dos  </p>"), "<p>uno dos </p>");
    assert_eq!(shown("<pre>uno\n\n\n  dos</pre>"), "<pre>uno\n\n\n  dos</pre>");
    assert_eq!(shown("<p>uno <span> </span>dos</p>"), "<p>uno dos</p>");
    assert_eq!(
        shown("<table><tr><td>1</td><td></td><td>3</td></tr><tr><td> </td></tr></table>"),
        "<table><tbody><tr><td>1</td><td></td><td>3</td></tr></tbody></table>"
    );
}

#[test]
fn tables_of_one_column_are_no_tables() {
    let newsletter = "<table><tr><td></td></tr><tr><td><table><tr><td width=20></td><td><p>Hola</p></td><td></td></tr></table></td></tr>\
                      <tr><td>uno<table><tr><td>1</td><td>2</td></tr></table></td></tr></table>";
    assert_eq!(
        shown(newsletter),
        "<div><div><p>Hola</p></div></div><div>uno<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>"
    );
}

#[test]
fn signs_that_phones_send_as_pictures_stay_signs() {
    assert_eq!(shown("<p>Gracias <img alt=\"🙏\" src=\"https://x.example/e.png\"></p>"), "<p>Gracias 🙏</p>");
    assert_eq!(shown("<p>x<img alt=\"Logo\" src=\"cid:1\"></p>"), "<p>x</p>");
}

/// How each program marks what it quotes, and how many messages that is.
const PROGRAMS: &[(&str, &str, u32)] = &[
    (
        "Gmail",
        "<div dir=\"ltr\">Nuevo</div><br><div class=\"gmail_quote\"><div dir=\"ltr\" class=\"gmail_attr\">El lun, 3 nov 2026 a las 10:02, Ana (&lt;<a href=\"mailto:a@b.example\">a@b.example</a>&gt;) escribió:<br></div><blockquote class=\"gmail_quote\"><div>Viejo</div></blockquote></div>",
        1,
    ),
    (
        "Gmail, twice",
        "<div>Nuevo</div><div class=gmail_quote>El 3 nov 2026 a las 10:02, Ana &lt;a@b.example&gt; escribió:<blockquote class=gmail_quote>Viejo<br>On Mon, Nov 2, 2026 at 9:00 AM B &lt;b@b.example&gt; wrote:<blockquote class=gmail_quote>Viejo</blockquote></blockquote></div>",
        2,
    ),
    (
        "Outlook",
        "<div class=WordSection1><p class=MsoNormal>Nuevo</p><div><div style='border:none;border-top:solid #E1E1E1 1.0pt'><p class=MsoNormal><b>De:</b> Ana &lt;a@b.example&gt; <br><b>Enviado el:</b> lunes, 2 de noviembre de 2026 10:02<br><b>Para:</b> B<br><b>Asunto:</b> RE: x</p></div></div><p class=MsoNormal>Viejo</p></div>",
        1,
    ),
    (
        "Outlook on the web",
        "<div>Nuevo</div><div id=\"appendonsend\"></div><hr style=\"width:98%\"><div id=\"divRplyFwdMsg\"><b>From:</b> Ana<br><b>Sent:</b> Monday<br><b>To:</b> B<br><b>Subject:</b> x<div> </div></div><div>Viejo</div>",
        1,
    ),
    ("Outlook, quoted by another", "<div>Nuevo</div><div id=\"x_divRplyFwdMsg\">De: Ana</div><div>Viejo</div>", 1),
    (
        "Outlook without a border",
        "<div>Nuevo</div><div>El 12 de noviembre de 2026 a las 08:15, Ana &lt;a@b.example&gt; escribió:<br>Viejo</div>",
        1,
    ),
    (
        "old Outlook",
        "Nuevo\r\n\r\n-----Mensaje original-----\r\nDe: Ana\r\nEnviado: lunes\r\nPara: B\r\nAsunto: x\r\n\r\nViejo",
        1,
    ),
    (
        "old Outlook, twice",
        "Nuevo\n\n-----Original Message-----\nFrom: Ana\nSent: Monday\nTo: B\nSubject: x\n\nViejo\n\n-----Mensaje original-----\nDe: B\nEnviado: lunes\nPara: Ana\n\nViejo",
        2,
    ),
    ("plain", "Nuevo\n\nEl 3/11/2026 10:02, Ana escribió:\n> Viejo\n>\n> Viejo\n", 1),
    (
        "plain, on two lines",
        "Nuevo\n\nEl lun, 3 nov 2026 a las 10:02, Ana López\n<a@b.example> escribió:\n\n> Viejo\n",
        1,
    ),
    ("plain, no sentence", "Nuevo\n\n> Viejo\n>> Viejo\n", 1),
    (
        "Apple Mail",
        "<div>Nuevo</div><div><br><blockquote type=\"cite\"><div>El 3 nov 2026, a las 10:02, Ana &lt;a@b.example&gt; escribió:</div><br><div>Viejo</div></blockquote></div>",
        1,
    ),
    (
        "Thunderbird",
        "<p>Nuevo</p><div class=\"moz-cite-prefix\">El 3/11/26 a las 10:02, Ana escribió:<br></div><blockquote type=\"cite\" cite=\"mid:x\"><p>Viejo</p></blockquote>",
        1,
    ),
    (
        "Yahoo",
        "<div>Nuevo</div><div id=\"ydp1\" class=\"yahoo_quoted\"><div>El lunes, 3 de noviembre de 2026, 10:02:00 GMT-5, Ana &lt;a@b.example&gt; escribió:</div><div>Viejo</div></div>",
        1,
    ),
    (
        "a forward",
        "<p>Nuevo: para su información</p><p>---------- Forwarded message ---------<br>De: Ana<br>Date: lun<br>Subject: x<br>To: B</p><p>Viejo</p>",
        1,
    ),
    (
        "an iPhone",
        "<div>Nuevo<br><br>Enviado desde mi iPhone</div><div><br>El 3 nov 2026, a las 10:02, Ana &lt;a@b.example&gt; escribió:<br><br></div><blockquote type=\"cite\"><div>Viejo</div></blockquote>",
        1,
    ),
    (
        "a rule before",
        "Nuevo\n________________________________\nDe: Ana\nEnviado: lunes\nPara: B\nAsunto: x\n\nViejo",
        1,
    ),
    ("Portuguese", "Nuevo\n\nEm seg., 3 de nov. de 2026 às 10:02, Ana <a@b.example> escreveu:\n> Viejo", 1),
];

#[test]
fn history_at_the_end_is_folded() {
    for (program, raw, messages) in PROGRAMS.iter().copied() {
        let message = plain(raw);
        let quoted = message.quoted.unwrap_or_else(|| panic!("{program}: nothing folded: {}", message.html));
        assert!(message.html.contains("Nuevo") && !message.html.contains("Viejo"), "{program}: {}", message.html);
        assert!(!message.html.contains("escribió") && !message.html.contains("De:"), "{program}: {}", message.html);
        assert!(quoted.html.contains("Viejo") && !quoted.html.contains("Nuevo"), "{program}: {}", quoted.html);
        assert_eq!(quoted.messages, messages, "{program}: {}", quoted.html);
    }
}

#[test]
fn what_is_no_history_or_all_there_is_stays() {
    for raw in [
        "<blockquote type=cite>Viejo</blockquote><p>Mi respuesta debajo</p>",
        "> Viejo\n\nMi respuesta debajo\n",
        "> Viejo\nuno\n> Viejo\ndos\n",
        "<p>Nuevo</p><blockquote style=\"margin-left:40px\">Esto también lo escribo yo</blockquote>",
        "El asesor me escribió:\nque no se puede, y el 3 de mayo me dijo otra cosa",
        "El cliente me escribió: venga mañana",
        "De: mi casa\nPara: todos\n",
        "<div class=gmail_quote>El 3 nov 2026 a las 10:02, Ana &lt;a@b.example&gt; escribió:<blockquote>Solo historia</blockquote></div>",
        "-----Mensaje original-----\nDe: Ana\nEnviado: lunes\nPara: B\n\nSolo historia",
        "-- \nAna López\nGerente",
        "uno\n-----\ndos",
    ] {
        let message = plain(raw);
        assert!(message.quoted.is_none(), "{raw:?} folds {:?}", message.quoted.unwrap().html);
    }
}

#[test]
fn what_is_open_where_history_starts_is_closed_and_opened_again() {
    assert_eq!(
        shown("<ul><li>Nuevo<br>-----Mensaje original-----<br>Viejo</li></ul>"),
        "<ul><li>Nuevo</li></ul> | <ul><li>-----Mensaje original-----<br>Viejo</li></ul> (1)"
    );
}
