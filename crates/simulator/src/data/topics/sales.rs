//! Sales.

use super::Topic;

pub(super) const TOPIC: Topic = Topic {
    skill: "Ventas",
    mailbox: "ventas",
    mood: 0.5,
    codes: &[
        ("Venta_Efectiva", "Venta efectiva"),
        ("Cotizacion_Enviada", "Cotización enviada"),
        ("Volver_A_Llamar", "Volver a llamar"),
        ("No_Interesado", "No está interesado"),
    ],
    subjects: &[
        "Cotización de {p}",
        "Disponibilidad del {p} en {c}",
        "Precio al por mayor",
        "Información sobre la promoción",
        "¿Tienen financiación?",
        "Quiero comprar un {p}",
    ],
    messages: &[
        "Estoy interesado en el {p} que vi en la página por {m}, ¿todavía lo tienen?",
        "Necesitamos cotizar {d} unidades para la oficina de {c}, con factura a nombre de la empresa.",
        "¿La promoción aplica también para compras en la tienda física de {c}?",
        "Quisiera saber si manejan financiación sin tarjeta de crédito y cuáles son los requisitos.",
        "Vi el mismo {p} más barato en otra tienda, ¿igualan el precio?",
        "¿El precio de {m} incluye la instalación y el transporte?",
        "El cupón que me llegó al correo aparece como vencido aunque es válido hasta {f}.",
        "¿Cuál de las dos referencias me recomiendan para un apartamento pequeño?",
        "Somos un colegio y nos gustaría conocer los descuentos para instituciones.",
        "Quedo pendiente de la cotización para presentarla en el comité de compras.",
    ],
    answers: &[
        "Con gusto, el {p} está disponible en {c} por {m} con entrega inmediata.",
        "Adjuntamos la cotización por {d} unidades, válida hasta {f}.",
        "La promoción aplica en todas nuestras tiendas y en la página, hasta agotar existencias.",
        "Puede financiarlo hasta en 36 cuotas; solo necesita su documento y una referencia personal.",
        "El precio incluye transporte dentro de {c}; la instalación tiene un costo adicional de {m}.",
        "Reactivamos su cupón para que pueda usarlo en el pedido {n}.",
    ],
};
