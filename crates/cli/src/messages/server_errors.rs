//! Sentences for what the operation's server refuses, or fails to do.

use app::{ReachError, ServerError};
use export::Language;

use super::reason;

pub(super) fn server(error: &ServerError) -> (String, String) {
    match error {
        ServerError::TokenRefused => (
            "wolkvox rechazó el token: está mal escrito, venció o fue revocado. Cree otro en wolkvox Manager, \
             Configuración, Integraciones, Tokens; quite la operación con --keep-archive y agréguela con él."
                .into(),
            "wolkvox refused the token: it is mistyped, expired or revoked. Create another in wolkvox Manager, \
             Configuration, Integrations, Tokens; remove the operation with --keep-archive and add it with that one."
                .into(),
        ),
        ServerError::QuotaSpent => (
            "Se agotaron las solicitudes de hoy de la operación. Intente mañana; lo que llegó está guardado.".into(),
            "The operation's requests of today are spent. Try again tomorrow; what arrived is kept.".into(),
        ),
        ServerError::TooManyAtOnce => (
            "Otro programa está usando este token. Espere, o cree un token solo para Traza.".into(),
            "Another program is using this token. Wait until it ends, or create a token for Traza alone.".into(),
        ),
        ServerError::NotOffered => (
            "Ese servidor no ofrece el reporte Detail interactions. Revise el servidor de la operación; si está bien, \
             pregunte a wolkvox si lo tiene activo."
                .into(),
            "That server does not offer the report Detail interactions. Check the operation's server; if it is right, \
             ask wolkvox whether the report is active."
                .into(),
        ),
        ServerError::RequestRefused { status } => (
            format!("El servidor no entendió la solicitud{}. Actualice Traza o avise a soporte.", http(*status)),
            format!("The server did not understand the request{}. Update Traza or tell support.", http(*status)),
        ),
        ServerError::Maintenance => (
            "wolkvox está en mantenimiento o en copia de seguridad. Intente en una hora.".into(),
            "wolkvox is in maintenance or backup. Try again in an hour.".into(),
        ),
        ServerError::ServerTrouble { status } => (
            format!("El servidor de wolkvox tiene problemas{}. Intente en unos minutos.", http(*status)),
            format!("The wolkvox server has trouble{}. Try again in some minutes.", http(*status)),
        ),
        ServerError::TokenLockFailed { detail } => (
            format!(
                "No se puede reservar el token en este equipo ({detail}). Revise los permisos de la carpeta temporal."
            ),
            format!(
                "The token cannot be reserved on this computer ({detail}). Check the temporary folder's permissions."
            ),
        ),
        ServerError::SampleFailed { detail } => (
            format!(
                "No se pudo iniciar el servidor de ejemplo ({detail}). Revise si un cortafuegos bloquea 127.0.0.1."
            ),
            format!("The sample server could not be started ({detail}). Check whether a firewall blocks 127.0.0.1."),
        ),
        ServerError::WindowsFailed { failed, reason } => windows_failed(*failed, reason),
    }
}

pub(super) fn reach(error: &ReachError) -> (String, String) {
    match error {
        ReachError::Unreachable { reach } => unreachable(reach),
        ReachError::TimedOut => (
            "El servidor tardó demasiado. Intente en unos minutos, o con un periodo más corto.".into(),
            "The server took too long. Try again in some minutes, or with a shorter period.".into(),
        ),
        ReachError::CutOff => (
            "La respuesta llegó incompleta. Revise la conexión a Internet e intente de nuevo.".into(),
            "The answer came incomplete. Check the Internet connection and try again.".into(),
        ),
        ReachError::TooLarge => (
            "La respuesta pasa del tamaño que admite wolkvox, aun en un segundo. Avise a soporte de wolkvox.".into(),
            "The answer passes the size that wolkvox allows, even within one second. Tell wolkvox's support.".into(),
        ),
        ReachError::LeftOrigin => (
            "El servidor envía a otra dirección, y Traza no le lleva el token. Revise el servidor de la operación.".into(),
            "The server sends elsewhere, and Traza takes no token there. Check the operation's server.".into(),
        ),
        ReachError::Unreadable => (
            "Respondió algo que no es wolkvox (quizá una página de inicio de sesión de la red). Revise el servidor y la red."
                .into(),
            "Something answered that is not wolkvox (perhaps the network's login page). Check the server and the network."
                .into(),
        ),
        ReachError::ConnectionSetup => (
            "No se pueden usar los certificados o el proxy del sistema. Pida ayuda a su área de sistemas.".into(),
            "The system's certificates or proxy settings cannot be used. Ask your IT people.".into(),
        ),
    }
}

fn windows_failed(failed: u64, code: &str) -> (String, String) {
    let (spanish, english) = (reason(code, Language::Es), reason(code, Language::En));
    (
        format!(
            "Partes del periodo que no se pudieron descargar: {failed} ({spanish}). Repita la descarga: solo pedirá lo \
             que falta."
        ),
        format!(
            "Parts of the period that could not be downloaded: {failed} ({english}). Download again: only what is \
             missing is asked for."
        ),
    )
}

fn unreachable(reach: &str) -> (String, String) {
    match reach {
        "no_name" => (
            "No se encuentra el servidor. Revise la conexión a Internet y el servidor de la operación.".into(),
            "The server is not found. Check the Internet connection and the operation's server.".into(),
        ),
        "tls" => (
            "No hay una conexión segura con el servidor. Revise la fecha del equipo y si la red inspecciona el tráfico."
                .into(),
            "There is no safe connection to the server. Check the computer's date and whether the network inspects \
             traffic."
                .into(),
        ),
        _ => (
            "No se llega al servidor. Muchas veces falta registrar la IP pública de este equipo en wolkvox: pídalo al \
             administrador de la operación. Revise también la conexión a Internet."
                .into(),
            "The server cannot be reached. Often this computer's public IP is not registered in wolkvox: ask the \
             operation's administrator. Check the Internet connection too."
                .into(),
        ),
    }
}

fn http(status: Option<u16>) -> String {
    status.map(|status| format!(" (HTTP {status})")).unwrap_or_default()
}
