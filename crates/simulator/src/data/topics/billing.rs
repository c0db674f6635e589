//! Billing.

use super::Topic;

pub(super) const TOPIC: Topic = Topic {
    skill: "Facturación",
    mailbox: "facturacion",
    mood: -0.4,
    codes: &[
        ("Reclamo_Factura", "Reclamo por valor facturado"),
        ("Duplicado_Factura", "Envío de duplicado de factura"),
        ("Ajuste_Aprobado", "Ajuste aprobado en la factura"),
        ("Factura_Electronica", "Solicitud de factura electrónica"),
    ],
    subjects: &[
        "Cobro no reconocido por {m}",
        "Duplicado de la factura {r}",
        "Factura con valor equivocado",
        "Necesito la factura electrónica del pedido {n}",
        "Doble cobro en mi tarjeta",
        "Reclamo por la factura de este mes",
    ],
    messages: &[
        "La factura {r} llegó por {m}, casi el doble de lo que pago normalmente.",
        "Me descontaron {m} dos veces de la tarjeta y el banco dice que el error es de ustedes.",
        "Necesito que me envíen la factura electrónica del pedido {n} con los datos de mi empresa.",
        "El NIT quedó mal en el documento y mi contador no lo puede registrar así.",
        "Aparece un cargo por reconexión que no corresponde, porque nunca me han suspendido el servicio.",
        "Pagué {f} por la página y todavía me figura la factura como pendiente.",
        "Solicito el detalle de los valores cobrados, pues no entiendo a qué corresponde el concepto de otros cargos.",
        "Tengo el comprobante del pago por {m}, se lo adjunto para que puedan validarlo.",
        "Si el ajuste no se refleja antes de la fecha límite voy a quedar reportado sin deber nada.",
        "El año pasado me pasó exactamente lo mismo con la factura de diciembre.",
    ],
    answers: &[
        "Revisamos la factura {r} y encontramos una lectura estimada; el ajuste por {m} se aplicará en el próximo corte.",
        "Confirmamos el doble cobro y solicitamos la reversión a la entidad, que tarda hasta {d} días hábiles.",
        "Adjuntamos la factura electrónica con los datos corregidos de su empresa.",
        "Su pago del pedido {n} ya fue aplicado y la cuenta se encuentra al día.",
        "El concepto por el que pregunta corresponde a los días proporcionales por el cambio de plan.",
        "Mientras se resuelve el reclamo no se generarán intereses ni reportes sobre el valor en discusión.",
    ],
};
