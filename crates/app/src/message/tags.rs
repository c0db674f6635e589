//! Which tags mean what.

/// What becomes of a tag.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    /// It stays, by this name.
    Kept(&'static str),
    /// It goes; what it holds stays.
    Dropped,
    /// It goes with all it holds: no reader sees it.
    Hidden,
    /// HTML knows no such tag: it goes as [`Dropped`](Self::Dropped) ones do, but makes no text HTML.
    Unknown,
    /// It is no tag: an address in angles (`<https://…>`).
    None,
}

/// Elements that stand within a line.
const INLINE: [&str; 9] = ["a", "b", "code", "i", "mark", "s", "sub", "sup", "u"];

/// What becomes of a tag by its name in small letters. Tags of one meaning become one.
pub(super) fn fate(name: &str) -> Fate {
    if let Some(kept) = kept(name) {
        return Fate::Kept(kept);
    }
    match name {
        "iframe" | "noembed" | "noframes" | "script" | "style" | "title" => Fate::Hidden,
        "abbr" | "acronym" | "applet" | "area" | "audio" | "base" | "basefont" | "bdi" | "bdo" | "bgsound" | "big"
        | "body" | "button" | "canvas" | "caption" | "col" | "colgroup" | "data" | "datalist" | "dialog" | "embed"
        | "font" | "frame" | "frameset" | "head" | "html" | "image" | "img" | "input" | "isindex" | "label"
        | "link" | "map" | "marquee" | "math" | "meta" | "meter" | "nobr" | "noscript" | "object" | "output"
        | "param" | "picture" | "progress" | "q" | "ruby" | "select" | "slot" | "small" | "source" | "span" | "svg"
        | "template" | "time" | "track" | "video" | "wbr" => Fate::Dropped,
        _ if name.ends_with(':') => Fate::None,
        // What word processors add (`o:p`, `v:shape`).
        _ if name.contains(':') => Fate::Dropped,
        _ => Fate::Unknown,
    }
}

fn kept(name: &str) -> Option<&'static str> {
    Some(match name {
        "a" => "a",
        "b" | "strong" => "b",
        "cite" | "dfn" | "em" | "i" => "i",
        "ins" | "u" => "u",
        "del" | "s" | "strike" => "s",
        "code" | "kbd" | "samp" | "tt" | "var" => "code",
        "mark" => "mark",
        "sub" => "sub",
        "sup" => "sup",
        "br" => "br",
        "hr" => "hr",
        "p" => "p",
        "address" | "article" | "aside" | "center" | "details" | "div" | "fieldset" | "figcaption" | "figure"
        | "footer" | "form" | "header" | "hgroup" | "legend" | "main" | "nav" | "optgroup" | "option" | "search"
        | "section" | "summary" | "textarea" => "div",
        "blockquote" => "blockquote",
        "listing" | "plaintext" | "pre" | "xmp" => "pre",
        "dir" | "menu" | "ul" => "ul",
        "ol" => "ol",
        "li" => "li",
        "dl" => "dl",
        "dt" => "dt",
        "dd" => "dd",
        "h1" => "h1",
        "h2" => "h2",
        "h3" => "h3",
        "h4" => "h4",
        "h5" => "h5",
        "h6" => "h6",
        "table" => "table",
        "thead" => "thead",
        "tbody" => "tbody",
        "tfoot" => "tfoot",
        "tr" => "tr",
        "td" => "td",
        "th" => "th",
        _ => return None,
    })
}

/// Whether an element stands within a line, so that it ends no word.
pub(super) fn is_inline(name: &str) -> bool {
    INLINE.contains(&name)
}

/// Whether a parser opens the element again in every later paragraph until it is closed.
pub(super) fn is_formatting(name: &str) -> bool {
    matches!(name, "b" | "code" | "i" | "s" | "u")
}

/// Whether elements of this name can hold each other without end.
pub(super) fn nests(name: &str) -> bool {
    matches!(
        name,
        "blockquote"
            | "div"
            | "dl"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "mark"
            | "ol"
            | "pre"
            | "sub"
            | "sup"
            | "table"
            | "ul"
    )
}
