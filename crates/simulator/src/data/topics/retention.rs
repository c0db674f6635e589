//! Retention.

use super::Topic;

pub(super) const TOPIC: Topic = Topic {
    skill: "Retención",
    mailbox: "retencion",
    mood: 0.0,
    codes: &[
        ("Cancelacion", "Cancelación del servicio"),
        ("Cliente_Retenido", "Cliente retenido con oferta"),
        ("Cambio_Plan", "Cambio de plan"),
        ("Suspension_Temporal", "Suspensión temporal"),
    ],
    subjects: &[
        "Cancelación del servicio",
        "Quiero retirar mi plan",
        "Cambio de plan desde {f}",
        "Traslado del servicio a {c}",
        "Me voy con otro operador",
        "Suspensión temporal por viaje",
    ],
    messages: &[
        "Solicito la cancelación definitiva del servicio a partir de {f}.",
        "Me ofrecieron otro plan por {m} mensuales y quisiera saber si pueden mejorarlo.",
        "Llevo ocho años como cliente y los beneficios siempre son para los nuevos.",
        "Ya había pedido el retiro con el radicado {r} y me siguieron cobrando.",
        "Me traslado a {c} y no sé si allá tienen cobertura.",
        "Voy a viajar por varios meses y prefiero suspender el servicio que pagarlo sin usarlo.",
        "El aumento de este año me parece excesivo: pasé a pagar {m}.",
        "No quiero que me transfieran otra vez con otra área, quiero que me cancelen.",
        "Si el plan básico cuesta {m}, me puedo quedar con ese.",
        "¿En qué parte debo entregar los equipos y el decodificador?",
    ],
    answers: &[
        "Le ofrecemos un descuento del 30 % durante {d} meses sobre su plan actual.",
        "Su cancelación quedó programada para {f}, que es la fecha de su corte.",
        "Sí contamos con cobertura en {c}; el traslado no tiene ningún costo.",
        "Aplicamos el cambio al plan básico por {m} mensuales desde el próximo período.",
        "Los equipos se recogen en su domicilio sin costo, con la guía {r}.",
        "Puede suspender el servicio hasta por {d} meses una vez al año.",
    ],
};
