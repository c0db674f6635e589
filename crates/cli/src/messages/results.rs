//! What commands say when they are done, and the words of the product.

use std::io::ErrorKind;
use std::path::Path;

use app::{Added, Kept, Removed, Tested};
use archive::{DayState, SelectsBy};
use export::{Column, Language, Written};
use interaction::{Channel, Dimension, Field, State};

use crate::language::pick;

/// An operation was added.
pub(crate) fn added(added: &Added, language: Language) -> Vec<String> {
    let (name, server) = (&added.operation.name, &added.operation.server);
    let mut lines = vec![pick(
        language,
        format!("Operación «{name}» agregada (servidor {server}, zona {}).", added.operation.zone),
        format!("Operation \"{name}\" added (server {server}, zone {}).", added.operation.zone),
    )];
    lines.push(match added.token {
        Kept::InKeychain => pick(
            language,
            format!("El token está en el llavero. Pruebe la conexión: traza-cli operation test \"{name}\""),
            format!("The token is in the keychain. Test the connection: traza-cli operation test \"{name}\""),
        ),
        Kept::KeychainAbsent => pick(
            language,
            "No hay llavero en esta sesión: el token no se guardó. En cada uso ponga TRAZA_TOKEN y TRAZA_ARCHIVE_KEY.",
            "This session has no keychain: the token was not kept. Set TRAZA_TOKEN and TRAZA_ARCHIVE_KEY at each use.",
        ),
        Kept::KeychainLocked => pick(
            language,
            "El llavero está bloqueado: el token no se guardó. En cada uso ponga TRAZA_TOKEN y TRAZA_ARCHIVE_KEY.",
            "The keychain is locked: the token was not kept. Set TRAZA_TOKEN and TRAZA_ARCHIVE_KEY at each use.",
        ),
        Kept::Nothing => pick(language, "Sin token guardado.", "No token was kept."),
    });
    if added.has_archive {
        lines.push(pick(
            language,
            "El archivo que se conservó de esta operación vuelve a estar disponible.",
            "The archive that was kept of this operation is available again.",
        ));
    }
    lines
}

/// An operation was removed.
pub(crate) fn removed(removed: &Removed, language: Language) -> Vec<String> {
    let name = &removed.operation.name;
    let mut lines =
        vec![pick(language, format!("Operación «{name}» quitada."), format!("Operation \"{name}\" removed."))];
    if let Some(path) = &removed.archive {
        let path = path.display();
        lines.push(pick(
            language,
            format!("Su archivo sigue en {path}. Agregue el mismo nombre y servidor para usarlo de nuevo."),
            format!("Its archive stays at {path}. Add the same name and server to use it again."),
        ));
    }
    if removed.secrets == Kept::KeychainAbsent {
        lines.push(pick(
            language,
            "No hay llavero en esta sesión: si otra sesión guardó allí el token, sigue allí.",
            "This session has no keychain: if another session kept the token in one, it is still there.",
        ));
    }
    lines
}

/// The connection works.
pub(crate) fn tested(tested: &Tested, language: Language) -> Vec<String> {
    let mut lines = vec![pick(
        language,
        format!("La conexión funciona: {} aceptó el token.", tested.origin),
        format!("The connection works: {} accepted the token.", tested.origin),
    )];
    let Some(info) = &tested.token else { return lines };
    if let (Some(used), Some(limit)) = (info.used_today, info.limit) {
        lines.push(pick(
            language,
            format!("Consultas de hoy con este token: {used} de {limit}."),
            format!("Requests of today with this token: {used} of {limit}."),
        ));
    }
    if let Some(left) = info.left {
        lines.push(pick(
            language,
            format!("Consultas que le quedan hoy a la operación: {left}."),
            format!("Requests that the operation has left today: {left}."),
        ));
    }
    lines
}

/// A file was written.
pub(crate) fn exported(written: &Written, language: Language) -> Vec<String> {
    let (rows, path) = (written.rows, written.path.display());
    let mut lines =
        vec![pick(language, format!("{rows} interacciones en {path}"), format!("{rows} interactions in {path}"))];
    if written.cut_texts > 0 {
        let cut = written.cut_texts;
        lines.push(pick(
            language,
            format!("Textos cortados por el límite de Excel: {cut}. CSV y JSON los llevan completos."),
            format!("Texts cut at Excel's limit: {cut}. CSV and JSON have them whole."),
        ));
    }
    lines
}

/// The heading of a coverage: what the server selects a period by.
pub(crate) fn period_by(by: SelectsBy, language: Language) -> String {
    match by {
        SelectsBy::Creation => pick(language, "Cobertura por fecha de creación", "Coverage by date of creation"),
        SelectsBy::Closing => pick(language, "Cobertura por fecha de cierre", "Coverage by date of closing"),
        SelectsBy::Unknown => pick(
            language,
            "Cobertura por la fecha con que selecciona el servidor",
            "Coverage by the date that the server selects by",
        ),
    }
}

/// A day's state.
pub(crate) fn day_state(state: DayState, language: Language) -> String {
    match state {
        DayState::Failed => pick(language, "falló", "failed"),
        DayState::Missing => pick(language, "sin descargar", "not downloaded"),
        DayState::Partial => pick(language, "parcial", "partial"),
        DayState::Changing => pick(language, "aún cambia", "still changing"),
        DayState::Empty => pick(language, "sin interacciones", "no interactions"),
        DayState::Complete => pick(language, "completo", "complete"),
    }
}

/// A channel or a state in the product's words.
pub(crate) fn field(field: Field, text: &str, language: Language) -> String {
    let words = match field {
        Field::Channel => match Channel::parse(text) {
            Some(Channel::Email) => Some(("Correo", "Email")),
            Some(Channel::FacebookPage) => Some(("Página de FB", "Facebook page")),
            Some(Channel::Instagram) => Some(("Instagram", "Instagram")),
            Some(Channel::Twitter) => Some(("X (Twitter)", "X (Twitter)")),
            Some(Channel::Other(_)) | None => None,
        },
        Field::Status => match State::parse(text) {
            Some(State::Open) => Some(("Abierta", "Open")),
            Some(State::Closed) => Some(("Cerrada", "Closed")),
            Some(State::Archived) => Some(("Archivada", "Archived")),
            Some(State::Other(_)) | None => None,
        },
        _ => None,
    };
    words.map_or_else(|| text.to_owned(), |(spanish, english)| pick(language, spanish, english))
}

/// What stands where a dimension has no value.
pub(crate) fn without_value(dimension: Dimension, language: Language) -> String {
    match dimension {
        Dimension::Evaluation => pick(language, "Sin encuesta", "No survey"),
        Dimension::Code => pick(language, "Sin tipificar", "No activity code"),
        _ => pick(language, "(vacío)", "(empty)"),
    }
}

/// What a dimension is called.
pub(crate) fn facet_heading(dimension: Dimension, language: Language) -> &'static str {
    Column::Field(dimension.field()).header(language)
}

/// How many were found and how many are shown.
pub(crate) fn shown_rows(total: usize, (first, last): (usize, usize), language: Language) -> String {
    if first > last {
        return pick(language, format!("{total} interacciones"), format!("{total} interactions"));
    }
    pick(
        language,
        format!("{total} interacciones; se muestran de la {first} a la {last} (cambie con --limit y --offset)"),
        format!("{total} interactions; shown are {first} to {last} (change with --limit and --offset)"),
    )
}

/// Nothing was ever downloaded.
pub(crate) fn nothing_downloaded(language: Language) -> String {
    pick(
        language,
        "Aún no se ha descargado nada de esta operación. Use `traza-cli download`.",
        "Nothing of this operation has been downloaded yet. Use `traza-cli download`.",
    )
}

/// Records that could not be read.
pub(crate) fn set_aside(count: u64, language: Language) -> String {
    pick(
        language,
        format!("Registros que no se pudieron leer; su texto original está en el archivo: {count}."),
        format!("Records that could not be read; their original text is in the archive: {count}."),
    )
}

/// An end of the period that is not final.
pub(crate) fn not_final(from: &str, language: Language) -> String {
    pick(
        language,
        format!("Del {from} en adelante aún puede cambiar; la próxima descarga lo pide de nuevo."),
        format!("From {from} on it may still change; the next download asks for it again."),
    )
}

/// Asks for the token.
pub(crate) fn ask_token(language: Language) -> String {
    pick(language, "Token (no se muestra al escribir): ", "Token (not shown while typing): ")
}

/// Asks what happens to an archive.
pub(crate) fn ask_fate(path: &Path, language: Language) -> String {
    let path = path.display();
    pick(
        language,
        format!("¿Borrar también lo descargado ({path})? Escriba «borrar» o «conservar»: "),
        format!("Delete what was downloaded too ({path})? Type \"delete\" or \"keep\": "),
    )
}

/// The answer was neither.
pub(crate) fn fate_question_unclear(language: Language) -> String {
    pick(language, "No se entendió la respuesta.", "The answer was not understood.")
}

/// Results could not be printed.
pub(crate) fn output_failed(kind: ErrorKind, language: Language) -> String {
    pick(
        language,
        format!("No se pudo escribir el resultado ({kind}). Revise a dónde va la salida."),
        format!("The result could not be written ({kind}). Check where the output goes."),
    )
}
