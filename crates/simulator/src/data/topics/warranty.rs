//! Warranties.

use super::Topic;

pub(super) const TOPIC: Topic = Topic {
    skill: "Garantías y devoluciones",
    mailbox: "garantias",
    mood: -0.3,
    codes: &[
        ("Garantia_Aprobada", "Garantía aprobada"),
        ("Garantia_Negada", "Garantía negada"),
        ("Devolucion_Dinero", "Devolución de dinero"),
        ("Cambio_Producto", "Cambio de producto"),
    ],
    subjects: &[
        "Garantía del {p}",
        "Devolución de dinero del pedido {n}",
        "Solicitud de cambio: {p} defectuoso",
        "Garantía {r} sin respuesta",
        "Derecho de retracto, pedido {n}",
        "El producto llegó dañado",
    ],
    messages: &[
        "El {p} empezó a fallar antes de cumplir un mes de uso y tiene garantía de un año.",
        "Dejé el producto en el centro de servicio de {c} {f} y no me han llamado.",
        "Me dicen que la garantía no cubre el daño porque supuestamente hubo humedad, y eso no es cierto.",
        "Quiero ejercer el derecho de retracto sobre el pedido {n}, que recibí {f}.",
        "El repuesto lleva semanas pendiente y el caso {r} sigue igual.",
        "Prefiero la devolución de los {m} porque ya es la segunda vez que se daña.",
        "Conservo la caja original, los accesorios y la factura de compra.",
        "Según el Estatuto del Consumidor tienen quince días hábiles para contestar.",
        "Adjunto fotos en las que se ve claramente el golpe con el que llegó.",
        "El cambio que me entregaron no es de la misma referencia que compré.",
    ],
    answers: &[
        "Aprobamos el cambio del {p}; puede recogerlo en {c} con este mismo correo.",
        "El diagnóstico del caso {r} estará listo en {d} días hábiles.",
        "La devolución de {m} se hará al mismo medio de pago y puede tardar dos cortes.",
        "Recogeremos el producto en su domicilio {f}, por favor déjelo en su empaque.",
        "El informe técnico indica un daño por sobretensión, que la garantía no cubre.",
        "El repuesto ya fue importado y se instalará en cuanto llegue a {c}.",
    ],
};
