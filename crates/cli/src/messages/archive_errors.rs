//! Sentences for archives and for files that were to be written.

use app::{ArchiveError, ExportError};

pub(super) fn archive(error: &ArchiveError) -> (String, String) {
    match error {
        ArchiveError::ArchiveWrongKey { path } => (
            format!("La llave no es la del archivo {path}. Use la llave con que se creó; el archivo no se tocó."),
            format!("The key is not that of the archive {path}. Use the key it was made with; the file is untouched."),
        ),
        ArchiveError::ArchiveDamaged { path } => (
            format!(
                "El archivo {path} está dañado y no se tocó. Restáurelo de una copia, o quite la operación con \
                 --delete-archive y descargue de nuevo."
            ),
            format!(
                "The archive {path} is damaged and was left alone. Restore it from a copy, or remove the operation \
                 with --delete-archive and download again."
            ),
        ),
        ArchiveError::ArchiveNewer { path } => (
            format!("El archivo {path} es de una versión más nueva de Traza. Actualice Traza."),
            format!("The archive {path} is of a newer version of Traza. Update Traza."),
        ),
        ArchiveError::ArchiveNoSpace { path } => (
            format!("No queda espacio en el disco para {path}. Libere espacio y repita; lo que llegó está guardado."),
            format!("No space is left on the disk for {path}. Free some and repeat; what arrived is kept."),
        ),
        ArchiveError::ArchiveReadOnly { path } => (
            format!("No se puede escribir en {path}. Revise los permisos de la carpeta."),
            format!("{path} cannot be written. Check the folder's permissions."),
        ),
        ArchiveError::ArchiveBusy { path } => (
            format!("Otro programa está escribiendo en {path}. Espere a que termine e intente de nuevo."),
            format!("Another program is writing to {path}. Wait until it ends and try again."),
        ),
        ArchiveError::ArchiveFailed { path, detail } => (
            format!("No se puede usar el archivo {path} ({detail}). Revise el disco e intente de nuevo."),
            format!("The archive {path} cannot be used ({detail}). Check the disk and try again."),
        ),
    }
}

pub(super) fn export(error: &ExportError) -> (String, String) {
    match error {
        ExportError::FileExists { path } => (
            format!("Ya existe {path}. Elija otro nombre, o agregue --overwrite para reemplazarlo."),
            format!("{path} exists already. Choose another name, or add --overwrite to replace it."),
        ),
        ExportError::FileNoSpace { path } => (
            format!("No queda espacio en el disco para {path}. Libere espacio o elija otra carpeta."),
            format!("No space is left on the disk for {path}. Free some or choose another folder."),
        ),
        ExportError::FileReadOnly { path } => (
            format!("No se puede escribir {path}. Revise los permisos o elija otra carpeta."),
            format!("{path} cannot be written. Check the permissions or choose another folder."),
        ),
        ExportError::FolderMissing { path } => (
            format!("No existe la carpeta de {path}. Créela o elija otra."),
            format!("The folder of {path} does not exist. Create it or choose another."),
        ),
        ExportError::FileBusy { path } => (
            format!("{path} está abierto en otro programa. Ciérrelo e intente de nuevo."),
            format!("{path} is open in another program. Close it and try again."),
        ),
        ExportError::NotAFile { path } => (
            format!("{path} no puede ser un archivo. Elija otro nombre."),
            format!("{path} cannot be a file. Choose another name."),
        ),
        ExportError::Cancelled => (
            "Exportación cancelada: no se escribió el archivo. Repítala cuando quiera.".into(),
            "Export cancelled: the file was not written. Repeat it when you like.".into(),
        ),
        ExportError::FileFailed { path, detail } => (
            format!("No se pudo escribir {path} ({detail}). Revise el disco o elija otra carpeta."),
            format!("{path} could not be written ({detail}). Check the disk or choose another folder."),
        ),
    }
}
