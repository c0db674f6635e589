//! Hostile messages, and what is left of them.

use super::*;

fn plain(raw: &str) -> Message {
    render(raw, &mut |_| Vec::new())
}

#[test]
fn smoke() {
    for raw in [
        "<p>Hola</p>",
        "Hola\n\nmundo\nhttps://a.co/x.\n\nEl 3 de mayo de 2026 a las 10:02, Ana <a@b.co> escribió:\n> uno\n>\n>> dos",
        "<div dir=ltr>Hola<br><br></div><div><br></div><div>x</div><div class=gmail_quote><div class=gmail_attr>El 3 de mayo, Ana &lt;a@b.co&gt; escribió:<br></div><blockquote class=gmail_quote><p>viejo</p></blockquote></div>",
        "<p>uno</p><hr><p><b>De:</b> Ana<br><b>Enviado:</b> lunes<br><b>Para:</b> x<br><b>Asunto:</b> y</p><p>viejo</p>",
        "<img src=https://x.co/a.png><table><tr><td>1<td>2</table><a href=javascript:alert(1)>x</a>",
    ] {
        let m = plain(raw);
        println!(
            "{raw}\n => {}\n    {:?} {} {}",
            m.html,
            m.quoted.as_ref().map(|q| (q.html.clone(), q.messages)),
            m.blocked_pictures,
            m.cut
        );
    }
}
