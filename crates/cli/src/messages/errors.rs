//! Sentences for operations, secrets and Traza's own files.

use app::{DeskError, Error, HomeError, OperationError, Secret, SecretError, ServerReason};
use export::Language;

use super::{archive_errors, server_errors};
use crate::language::pick;

/// What happened, and what to do next.
pub(crate) fn error(error: &Error, language: Language) -> String {
    let (spanish, english) = match error {
        Error::Operation(error) => operation(error),
        Error::Secret(error) => secret(error),
        Error::Home(error) => home(error),
        Error::Server(error) => server_errors::server(error),
        Error::Reach(error) => server_errors::reach(error),
        Error::Archive(error) => archive_errors::archive(error),
        Error::Export(error) => archive_errors::export(error),
        Error::Desk(error) => desk(error),
    };
    pick(language, spanish, english)
}

/// What only the window can meet.
fn desk(error: &DeskError) -> (String, String) {
    (format!("Traza no pudo hacerlo: {error}."), format!("Traza could not do it: {error}."))
}

fn operation(error: &OperationError) -> (String, String) {
    match error {
        OperationError::OperationUnknown { name } => (
            format!("No hay una operación llamada «{name}». Vea cuáles hay con `traza-cli operation list`."),
            format!("There is no operation called \"{name}\". See which there are with `traza-cli operation list`."),
        ),
        OperationError::OperationExists { name } => (
            format!("Ya hay una operación llamada «{name}». Elija otro nombre, o quite esa primero."),
            format!("There is an operation called \"{name}\" already. Choose another name, or remove that one first."),
        ),
        OperationError::NameInvalid { longest } => (
            format!("El nombre debe tener entre 1 y {longest} caracteres, sin saltos de línea. Escriba otro."),
            format!("The name must have 1 to {longest} characters and no line breaks. Write another."),
        ),
        OperationError::ServerInvalid { reason } => server(*reason),
        OperationError::BaseUrlInvalid => (
            "La dirección de --base-url debe ser https:// con un servidor y nada más (http:// solo en este equipo). \
             Corríjala."
                .into(),
            "The address of --base-url must be https:// with a host and nothing more (http:// on this machine only). \
             Correct it."
                .into(),
        ),
        OperationError::ZoneUnknown { zone } => (
            format!("No existe la zona horaria «{zone}». Escriba una como America/Bogota."),
            format!("There is no time zone \"{zone}\". Write one like America/Bogota."),
        ),
    }
}

fn server(reason: ServerReason) -> (String, String) {
    let (spanish, english) = match reason {
        ServerReason::Empty => ("El servidor está vacío.", "The server is empty."),
        ServerReason::NotWolkvox => ("Esa dirección no es de wolkvox.", "That address is not one of wolkvox."),
        ServerReason::BadCharacters => {
            ("Un servidor solo tiene letras, números y guiones.", "A server has letters, digits and hyphens only.")
        }
    };
    (
        format!("{spanish} Cópielo de la barra de direcciones de wolkvox Manager: 0042, wv0042 o la dirección."),
        format!("{english} Copy it from wolkvox Manager's address bar: 0042, wv0042 or the address."),
    )
}

fn secret(error: &SecretError) -> (String, String) {
    match error {
        SecretError::TokenMissing => (
            "No hay token para esta operación. Quítela y agréguela de nuevo con el token, o póngalo en TRAZA_TOKEN."
                .into(),
            "There is no token for this operation. Remove it and add it again with the token, or set TRAZA_TOKEN."
                .into(),
        ),
        SecretError::TokenInvalid => (
            "Eso no es un token: no lleva espacios ni signos especiales. Cópielo de wolkvox Manager, Configuración, \
             Integraciones, Tokens."
                .into(),
            "That is no token: it has no blanks or special characters. Copy it from wolkvox Manager, Configuration, \
             Integrations, Tokens."
                .into(),
        ),
        SecretError::ArchiveKeyInvalid => (
            "La llave del archivo debe tener 64 dígitos hexadecimales. Revise TRAZA_ARCHIVE_KEY.".into(),
            "The archive key must have 64 hexadecimal digits. Check TRAZA_ARCHIVE_KEY.".into(),
        ),
        SecretError::ArchiveKeyMissing { path } => (
            format!(
                "Falta la llave del archivo {path}. Si la tiene, póngala en TRAZA_ARCHIVE_KEY. Si se perdió, quite la \
                 operación con --delete-archive, agréguela y descargue de nuevo."
            ),
            format!(
                "The key of the archive {path} is missing. If you have it, set TRAZA_ARCHIVE_KEY. If it is lost, \
                 remove the operation with --delete-archive, add it and download again."
            ),
        ),
        SecretError::KeychainAbsent { secret } => (
            format!("No hay llavero en esta sesión. Ponga {} en la variable {}.", of(*secret).0, variable(*secret)),
            format!("This session has no keychain. Set {} in the variable {}.", of(*secret).1, variable(*secret)),
        ),
        SecretError::KeychainLocked { secret } => (
            format!(
                "El llavero está bloqueado. Desbloquéelo, o ponga {} en la variable {}.",
                of(*secret).0,
                variable(*secret)
            ),
            format!(
                "The keychain is locked. Unlock it, or set {} in the variable {}.",
                of(*secret).1,
                variable(*secret)
            ),
        ),
        SecretError::KeychainFailed { detail } => (
            format!("El llavero del sistema falló ({detail}). Revíselo e intente de nuevo."),
            format!("The system's keychain failed ({detail}). Check it and try again."),
        ),
        SecretError::NoRandomness => (
            "El sistema no entregó números aleatorios para una llave. Reinicie el equipo e intente de nuevo.".into(),
            "The system gave no random numbers for a key. Restart the computer and try again.".into(),
        ),
    }
}

const fn of(secret: Secret) -> (&'static str, &'static str) {
    match secret {
        Secret::Token => ("el token", "the token"),
        Secret::ArchiveKey => {
            ("la llave del archivo (64 dígitos hexadecimales)", "the archive key (64 hexadecimal digits)")
        }
    }
}

const fn variable(secret: Secret) -> &'static str {
    match secret {
        Secret::Token => "TRAZA_TOKEN",
        Secret::ArchiveKey => "TRAZA_ARCHIVE_KEY",
    }
}

fn home(error: &HomeError) -> (String, String) {
    match error {
        HomeError::NoHomeFolder => (
            "El sistema no indica una carpeta para los datos. Dé una con --home o TRAZA_HOME.".into(),
            "The system names no folder for data. Give one with --home or TRAZA_HOME.".into(),
        ),
        HomeError::OperationsDamaged { path } => (
            format!("La lista de operaciones {path} está dañada. Restáurela de una copia o muévala a otro lugar."),
            format!("The list of operations {path} is damaged. Restore it from a copy or move it away."),
        ),
        HomeError::OperationsNewer { path } => (
            format!("La lista de operaciones {path} es de una versión más nueva de Traza. Actualice Traza."),
            format!("The list of operations {path} is of a newer version of Traza. Update Traza."),
        ),
        HomeError::HomeNotWritable { path } => (
            format!("No se puede leer o escribir en {path}. Revise los permisos o use otra carpeta."),
            format!("{path} cannot be read or written. Check its permissions or use another folder."),
        ),
        HomeError::HomeNoSpace { path } => (
            format!("No queda espacio en el disco para {path}. Libere espacio e intente de nuevo."),
            format!("No space is left on the disk for {path}. Free some and try again."),
        ),
        HomeError::HomeFailed { path, detail } => (
            format!("No se puede usar {path} ({detail}). Revise el disco e intente de nuevo."),
            format!("{path} cannot be used ({detail}). Check the disk and try again."),
        ),
    }
}
