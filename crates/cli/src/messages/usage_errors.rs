//! Sentences for arguments that cannot be followed.

use export::Language;

use crate::arguments::{OptionError, UsageError, ValueError};
use crate::language::pick;

/// What is wrong with the arguments, and what to do.
pub(crate) fn usage(error: &UsageError, language: Language) -> String {
    let (spanish, english) = match error {
        UsageError::Option(error) => option(error),
        UsageError::Value(error) => value(error),
    };
    let help = pick(language, "Vea `traza-cli --help`.", "See `traza-cli --help`.");
    format!("{} {help}", pick(language, spanish, english))
}

fn option(error: &OptionError) -> (String, String) {
    match error {
        OptionError::CommandMissing => ("Falta el comando.".into(), "The command is missing.".into()),
        OptionError::CommandUnknown { command } => {
            (format!("No existe el comando «{command}»."), format!("There is no command \"{command}\"."))
        }
        OptionError::OptionUnknown { option } => (
            format!("Este comando no tiene la opción {option}. Revise cómo está escrita."),
            format!("This command has no option {option}. Check its spelling."),
        ),
        OptionError::OptionRepeated { option } => (
            format!("La opción --{option} se da una sola vez. Quite las demás."),
            format!("Option --{option} is given once. Remove the others."),
        ),
        OptionError::OptionsConflict { option, other } => (
            format!("--{option} y --{other} se contradicen. Dé solo una."),
            format!("--{option} and --{other} contradict each other. Give only one."),
        ),
        OptionError::OptionMissing { option } => {
            (format!("Falta la opción --{option}. Agréguela."), format!("Option --{option} is missing. Add it."))
        }
        OptionError::ValueMissing { option } => (
            format!("La opción {option} necesita un valor. Escríbalo después."),
            format!("Option {option} needs a value. Write it after the option."),
        ),
        OptionError::ValueUnexpected { option } => (
            format!("La opción {option} no lleva valor. Quítelo."),
            format!("Option {option} takes no value. Remove it."),
        ),
        OptionError::NotUnicode { option } => (
            format!("El valor de {option} no es texto válido (UTF-8). Escríbalo de nuevo."),
            format!("The value of {option} is no valid text (UTF-8). Write it again."),
        ),
    }
}

fn value(error: &ValueError) -> (String, String) {
    match error {
        ValueError::NameMissing => (
            "Falta el nombre de la operación. Escríbalo después del comando.".into(),
            "The operation's name is missing. Write it after the command.".into(),
        ),
        ValueError::ArgumentUnexpected { argument } => (
            format!("Sobra «{argument}». Si es parte de un nombre con espacios, use comillas."),
            format!("\"{argument}\" is too much. If it is part of a name with blanks, use quotes."),
        ),
        ValueError::DateInvalid { option, value } => (
            format!("«{value}» no es una fecha para --{option}. Escriba AAAA-MM-DD o AAAA-MM-DDTHH:MM:SS."),
            format!("\"{value}\" is no date for --{option}. Write YYYY-MM-DD or YYYY-MM-DDTHH:MM:SS."),
        ),
        ValueError::PeriodReversed => (
            "El periodo termina antes de empezar. Revise --from y --to.".into(),
            "The period ends before it starts. Check --from and --to.".into(),
        ),
        ValueError::NumberInvalid { option, value } => (
            format!("«{value}» no es un número entero para --{option}. Escriba uno desde 0."),
            format!("\"{value}\" is no whole number for --{option}. Write one from 0 up."),
        ),
        ValueError::FormatInvalid { value } => (
            format!("No se exporta como «{value}». Dé --format xlsx, csv o json."),
            format!("There is no export as \"{value}\". Give --format xlsx, csv or json."),
        ),
        ValueError::RegionInvalid { value } => (
            format!("«{value}» no es una región. Dé --region como es-CO o en-US."),
            format!("\"{value}\" is no region. Give --region as es-CO or en-US."),
        ),
        ValueError::SortInvalid { value } => (
            format!("No se puede ordenar por «{value}». Dé --sort con un campo de la API, como date_creation:desc."),
            format!("There is no sorting by \"{value}\". Give --sort a field of the API, as date_creation:desc."),
        ),
        ValueError::ArchiveFateMissing => (
            "Diga qué pasa con el archivo de la operación: --keep-archive o --delete-archive.".into(),
            "Say what happens to the operation's archive: --keep-archive or --delete-archive.".into(),
        ),
        ValueError::TokenNotGiven => (
            "Falta el token. Escríbalo por la entrada estándar o en la variable TRAZA_TOKEN.".into(),
            "The token is missing. Give it on standard input or in the variable TRAZA_TOKEN.".into(),
        ),
    }
}
