//! Delivery.

use super::Topic;

pub(super) const TOPIC: Topic = Topic {
    skill: "Despachos y entregas",
    mailbox: "entregas",
    mood: -0.5,
    codes: &[
        ("Retraso_Entrega", "Retraso en la entrega"),
        ("Pedido_Incompleto", "Pedido incompleto"),
        ("Cambio_Direccion", "Cambio de dirección de entrega"),
        ("Entrega_Confirmada", "Entrega confirmada con el cliente"),
    ],
    subjects: &[
        "Pedido {n} sin entregar",
        "¿Dónde está mi pedido {n}?",
        "Mi pedido llegó incompleto",
        "Cambio de dirección para el pedido {n}",
        "Guía {r}: novedad en la entrega",
        "Entregaron en la dirección equivocada",
    ],
    messages: &[
        "Compré un {p} con el pedido {n} y la entrega estaba prometida para {f}.",
        "La guía {r} lleva varios días en el mismo estado y nadie da razón en {c}.",
        "El paquete llegó abierto y faltaba el {p}, aunque en la factura sí aparece.",
        "El mensajero marcó que no había nadie, pero estuvimos en la casa todo el día.",
        "Quiero cambiar la dirección de entrega, ahora estoy en {c} por trabajo.",
        "En el seguimiento dice entregado, pero la firma no es mía ni de nadie de mi familia.",
        "Era un regalo de cumpleaños y ya no va a llegar a tiempo.",
        "Si no pueden entregar el pedido {n} esta semana prefiero que me devuelvan los {m}.",
        "En la portería del conjunto tampoco han recibido nada a mi nombre.",
        "Pagué el envío exprés por {m} y ha tardado más que el envío normal.",
    ],
    answers: &[
        "El pedido {n} se encuentra en la bodega de {c} y saldrá a reparto {f}.",
        "Solicitamos a la transportadora la prueba de entrega de la guía {r}.",
        "Actualizamos la dirección; la nueva fecha estimada de entrega es {f}.",
        "Hoy mismo despachamos el {p} que faltaba, sin costo para usted.",
        "Por la demora le reconocemos el valor del envío, {m}, en un bono para su siguiente compra.",
        "El mensajero se comunicará con usted antes de llegar para evitar otro intento fallido.",
    ],
};
