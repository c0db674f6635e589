//! What a download tells while it runs.

use download::Event;
use export::Language;
use interaction::Window;

use crate::language::pick;

/// What happened, where it is worth a line of its own.
pub(crate) fn event(event: &Event, language: Language) -> Option<String> {
    let (spanish, english) = match event {
        Event::WaitingForToken => (
            "Otro programa está usando este token en este equipo. Esperando a que termine.".to_owned(),
            "Another program on this computer is using this token. Waiting for it to end.".to_owned(),
        ),
        Event::Planned { requests: 0, .. } => (
            "No hay nada que pedir: lo que ya pasó del periodo está descargado.".into(),
            "Nothing to ask for: what has passed of the period is downloaded.".into(),
        ),
        Event::Planned { requests: 1, .. } => ("Costará 1 solicitud.".into(), "It will cost 1 request.".into()),
        Event::Planned { requests, .. } => {
            (format!("Costará {requests} solicitudes."), format!("It will cost {requests} requests."))
        }
        Event::Split { window, reason: Some(why), .. } => (
            format!("{}: {}; se pide por partes.", stretch(*window), reason(why.code(), Language::Es)),
            format!("{}: {}; asking in parts.", stretch(*window), reason(why.code(), Language::En)),
        ),
        Event::Split { window, reason: None, .. } => (
            format!("{}: demasiado para una respuesta; se pide por partes.", stretch(*window)),
            format!("{}: too much for one answer; asking in parts.", stretch(*window)),
        ),
        Event::Retrying { reason: why, wait } => (
            format!(
                "{}. Se intenta de nuevo en {} s.",
                capital(reason(why.code(), Language::Es)),
                wait.as_secs().max(1)
            ),
            format!("{}. Trying again in {} s.", capital(reason(why.code(), Language::En)), wait.as_secs().max(1)),
        ),
        Event::WindowFailed { window, reason: why } => (
            format!("{}: no se pudo descargar ({}).", stretch(*window), reason(why.code(), Language::Es)),
            format!("{}: could not be downloaded ({}).", stretch(*window), reason(why.code(), Language::En)),
        ),
        Event::Asking { .. } | Event::Arrived { .. } | Event::Stored { .. } | Event::Quota { .. } => return None,
    };
    Some(pick(language, spanish, english))
}

/// How many interactions will come and how long that will take, as far as earlier downloads tell.
pub(crate) fn expected(records: Option<u64>, seconds: Option<u32>, language: Language) -> Option<String> {
    let records = records
        .filter(|count| *count > 0)
        .map(|count| pick(language, format!("unas {count} interacciones"), format!("about {count} interactions")));
    let time = seconds.map(|seconds| match seconds {
        0..90 => pick(language, format!("unos {seconds} s"), format!("about {seconds} s")),
        seconds => {
            let minutes = seconds.div_ceil(60);
            pick(language, format!("unos {minutes} min"), format!("about {minutes} min"))
        }
    });
    let said: Vec<String> = [records, time].into_iter().flatten().collect();
    let expected = pick(language, "Se esperan", "Expected:");
    (!said.is_empty()).then(|| format!("{expected} {}.", said.join(", ")))
}

/// What is left of the day's requests, and whether that is enough.
pub(crate) fn quota(left: u64, wanted: u64, language: Language) -> String {
    if left >= wanted {
        return pick(
            language,
            format!("A la operación {} hoy.", left_es(left)),
            format!("The operation has {} left today.", counted(left, ("request", "requests"))),
        );
    }
    pick(
        language,
        format!(
            "A la operación {} hoy: no {}. Lo que falte se descarga mañana; repita entonces este comando.",
            left_es(left),
            if left == 1 { "alcanza" } else { "alcanzan" }
        ),
        format!(
            "The operation has {} left today: not enough. What is missing is downloaded tomorrow; repeat this command \
             then.",
            counted(left, ("request", "requests"))
        ),
    )
}

fn left_es(left: u64) -> String {
    let verb = if left == 1 { "le queda" } else { "le quedan" };
    format!("{verb} {}", counted(left, ("solicitud", "solicitudes")))
}

/// A count with its word, in the singular or the plural.
pub(crate) fn counted(count: u64, (one, many): (&str, &str)) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// A reason's code in words, as part of a sentence.
pub(crate) fn reason(code: &str, language: Language) -> &'static str {
    let (spanish, english) = match code {
        "unreachable" => ("no se llega al servidor", "the server cannot be reached"),
        "timed_out" => ("el servidor tardó demasiado", "the server took too long"),
        "cut_off" => ("la respuesta llegó incompleta", "the answer came incomplete"),
        "too_large" => ("la respuesta es demasiado grande", "the answer is too large"),
        "too_many_at_once" => ("el token está en uso en otra parte", "the token is in use elsewhere"),
        "maintenance" => ("wolkvox está en mantenimiento", "wolkvox is in maintenance"),
        "server_trouble" => ("el servidor tiene problemas", "the server has trouble"),
        "not_offered" => ("el servidor no ofrece el reporte", "the server does not offer the report"),
        "unreadable" => ("la respuesta no se entiende", "the answer cannot be read"),
        "left_origin" => ("el servidor envía a otra dirección", "the server sends elsewhere"),
        "refused" => ("el servidor no acepta la solicitud", "the server refuses the request"),
        "setup" => ("fallan los certificados o el proxy del sistema", "the system's certificates or proxy fail"),
        "full" => ("el servidor cortó la respuesta en su límite", "the server cut the answer off at its limit"),
        _ => ("motivo desconocido", "unknown reason"),
    };
    match language {
        Language::Es => spanish,
        Language::En => english,
    }
}

fn stretch(window: Window) -> String {
    format!("{} – {}", window.from(), window.to())
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
