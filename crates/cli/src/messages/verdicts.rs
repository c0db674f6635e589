//! Sentences for what a test of a connection found.

use app::{Error, Verdict};
use export::Language;

use super::errors::error as sentence;
use crate::language::pick;

/// What does not hold, and what to do next. Where the error alone says it, its own sentence does.
pub(crate) fn verdict(verdict: Verdict, error: &Error, language: Language) -> String {
    let (spanish, english) = match verdict {
        Verdict::NoNetwork => (
            "Este equipo no tiene red. Conéctelo a Internet e intente de nuevo.",
            "This computer has no network. Connect it to the Internet and try again.",
        ),
        Verdict::Proxy => (
            "El proxy de la red no deja pasar o no responde. Pida a su área de sistemas que permita este servidor, o \
             revise HTTPS_PROXY.",
            "The network's proxy lets nothing pass or does not answer. Ask your IT people to allow this server, or check \
             HTTPS_PROXY.",
        ),
        Verdict::TokenInUse => (
            "El token está en uso: otra descarga u otro programa lo tiene. Espere a que termine, o cree un token solo \
             para Traza.",
            "The token is in use: another download or program has it. Wait until it ends, or create a token for Traza \
             alone.",
        ),
        Verdict::Works
        | Verdict::Certificate
        | Verdict::AddressNotFound
        | Verdict::AddressNotListed
        | Verdict::TokenRefused
        | Verdict::QuotaSpent
        | Verdict::Maintenance
        | Verdict::NotOffered
        | Verdict::NothingInPeriod
        | Verdict::ServerTrouble
        | Verdict::TooSlow
        | Verdict::NotWolkvox
        | Verdict::Redirected
        | Verdict::Setup
        | Verdict::TokenMissing => return sentence(error, language),
    };
    pick(language, spanish, english)
}
