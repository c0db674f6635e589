//! Customer care.

use super::Topic;

pub(super) const TOPIC: Topic = Topic {
    skill: "Servicio al cliente",
    mailbox: "servicio",
    mood: 0.2,
    codes: &[
        ("Informacion_General", "Información general"),
        ("Actualizacion_Datos", "Actualización de datos personales"),
        ("Queja_Atencion", "Queja por la atención recibida"),
        ("Felicitacion", "Felicitación"),
    ],
    subjects: &[
        "Actualización de mis datos",
        "Queja por la atención en la sucursal de {c}",
        "Solicitud de información",
        "Petición formal: respuesta pendiente",
        "Horario de atención en {c}",
        "¿Cómo cambio el titular de la cuenta?",
    ],
    messages: &[
        "Necesito actualizar mi dirección porque me trasladé a {c} y sigo recibiendo todo en la casa anterior.",
        "En la sucursal de {c} me hicieron esperar más de una hora y al final nadie supo orientarme.",
        "Quisiera saber qué documentos debo llevar para cambiar el titular de la cuenta.",
        "La asesora que me atendió {f} fue muy amable, pero la solución que me prometió nunca llegó.",
        "He llamado en tres ocasiones y siempre me piden que vuelva a contar lo mismo desde el principio.",
        "Mi correo aparece mal escrito en el sistema y por eso no me llegan las notificaciones.",
        "¿Podrían confirmarme el horario de atención de los sábados en {c}?",
        "Radiqué una petición con el número {r} y ya se venció el plazo para responderme.",
        "Mi mamá es una persona mayor y le resulta muy difícil usar la página para hacer los trámites.",
        "Agradezco la paciencia del joven que me explicó el proceso {f}, da gusto que lo atiendan así.",
    ],
    answers: &[
        "Ya actualizamos sus datos de contacto; el cambio se verá reflejado en las próximas {d} horas.",
        "Lamentamos la demora que tuvo en nuestra sucursal de {c} y ya informamos al coordinador del punto.",
        "Para cambiar el titular necesitamos copia del documento de identidad y una carta firmada por ambas partes.",
        "Su petición {r} fue asignada al área encargada, que dará respuesta a más tardar {f}.",
        "Los sábados atendemos de 8:00 a. m. a 1:00 p. m. en jornada continua.",
        "Compartimos su felicitación con el equipo; comentarios como el suyo nos animan mucho.",
    ],
};
