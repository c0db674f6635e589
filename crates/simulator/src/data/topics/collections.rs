//! Collections.

use super::Topic;

pub(super) const TOPIC: Topic = Topic {
    skill: "Cartera",
    mailbox: "cartera",
    mood: -0.6,
    codes: &[
        ("Acuerdo_de_Pago", "Acuerdo de pago"),
        ("Promesa_Pago", "Promesa de pago"),
        ("Paz_Y_Salvo", "Envío de paz y salvo"),
        ("Reporte_Centrales", "Reclamo por reporte en centrales de riesgo"),
    ],
    subjects: &[
        "Acuerdo de pago",
        "Solicitud de paz y salvo",
        "Reporte negativo injustificado",
        "Abono de {m} sin aplicar",
        "Refinanciación de la obligación {r}",
        "Ya pagué y me siguen llamando",
    ],
    messages: &[
        "Quiero llegar a un acuerdo de pago por la obligación {r}, en este momento puedo abonar {m}.",
        "Ya cancelé la totalidad de la deuda {f} y me siguen llamando todos los días.",
        "Necesito el paz y salvo con urgencia para un crédito de vivienda.",
        "Aparezco reportado en las centrales de riesgo por {m} que nunca debí.",
        "Perdí el empleo hace unos meses y les pido que tengan en cuenta mi situación.",
        "Hice un abono de {m} en la oficina de {c} y no se ve reflejado en el saldo.",
        "¿Qué descuento me dan si pago de contado antes de que termine el mes?",
        "Llaman a mi familia y a mi trabajo, y eso la ley no lo permite.",
        "La cuota quedó más alta de lo que acordamos por teléfono {f}.",
        "Adjunto el comprobante del último pago para que corrijan el estado de la cuenta.",
    ],
    answers: &[
        "Registramos el acuerdo: una cuota inicial de {m} y {d} cuotas iguales.",
        "Adjuntamos el paz y salvo de la obligación {r}.",
        "El abono de {m} ya aparece aplicado al saldo de la obligación.",
        "Solicitamos la corrección del reporte; las centrales actualizan en un máximo de {d} días.",
        "Si paga de contado antes de {f} podemos condonar los intereses de mora.",
        "Retiramos de la base los números de sus familiares y le ofrecemos disculpas.",
    ],
};
