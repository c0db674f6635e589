//! Technical support.

use super::Topic;

pub(super) const TOPIC: Topic = Topic {
    skill: "Soporte técnico",
    mailbox: "soporte",
    mood: -0.1,
    codes: &[
        ("Falla_Servicio", "Falla en el servicio"),
        ("Visita_Programada", "Visita técnica programada"),
        ("Restablecer_Clave", "Restablecimiento de contraseña"),
        ("Solucion_En_Linea", "Solución en línea"),
    ],
    subjects: &[
        "{p}: no enciende",
        "Sin servicio desde {f}",
        "No puedo ingresar a la aplicación",
        "Error {r} al iniciar sesión",
        "Falla intermitente en {c}",
        "Solicito visita técnica",
    ],
    messages: &[
        "Mi {p} se apaga solo a los pocos minutos y ya probé con otro tomacorriente.",
        "La aplicación me muestra el error {r} cada vez que intento iniciar sesión.",
        "Llevamos sin servicio desde {f} y en la línea solo suena una grabación.",
        "Cambié la contraseña como me indicaron, pero el enlace del correo dice que ya expiró.",
        "El técnico que vino {f} dejó el cable suelto y ahora funciona peor que antes.",
        "Reinicié el equipo, actualicé el sistema y borré la memoria caché, sin ningún resultado.",
        "En el manual no aparece cómo volver a la configuración de fábrica.",
        "La luz del módem permanece en rojo y la velocidad no pasa de lo mínimo.",
        "Trabajo desde la casa y cada hora sin conexión me cuesta dinero.",
        "El número de serie del equipo es {r}, por si lo necesitan para la revisión.",
    ],
    answers: &[
        "Por favor mantenga presionado el botón de encendido durante quince segundos con el equipo desconectado.",
        "Programamos la visita del técnico para {f}, en la jornada de la mañana.",
        "El error {r} se presenta con versiones anteriores; actualice la aplicación desde la tienda oficial.",
        "Restablecimos su contraseña y le enviamos un enlace que tiene una vigencia de {d} horas.",
        "La falla masiva que afectaba el sector de {c} quedó solucionada.",
        "Desde aquí vemos el equipo {r} en línea y con niveles normales.",
    ],
};
