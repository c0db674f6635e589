//! What people say whatever the topic: greetings, clauses that combine into sentences, farewells, legal notices.

/// How customers begin.
pub(crate) const GREETINGS: &[&str] = &[
    "Buenos días,",
    "Buenas tardes,",
    "Cordial saludo,",
    "Hola,",
    "Señores:",
    "Apreciados señores:",
    "Respetados señores:",
    "Buenas noches, espero que se encuentren muy bien.",
];

/// How customers end.
pub(crate) const FAREWELLS: &[&str] = &[
    "Quedo atento a su respuesta.",
    "Quedo atenta, muchas gracias.",
    "Gracias por su colaboración.",
    "Agradezco su pronta solución.",
    "Atentamente,",
    "Espero una respuesta de fondo.",
    "Mil gracias.",
    "Saludos,",
];

/// First parts of sentences that fit any topic.
pub(crate) const OPENERS: &[&str] = &[
    "Además,",
    "Por otra parte,",
    "La verdad,",
    "Como les comentaba,",
    "Según me dijeron,",
    "Hasta el momento,",
    "De todas formas,",
    "Lo más preocupante es que",
    "Entiendo que",
    "Les cuento que",
    "No es la primera vez que",
    "Me parece increíble que",
    "Quiero dejar constancia de que",
    "Para mayor claridad,",
    "Después de tanto tiempo,",
    "Con todo respeto,",
    "Aunque insistí,",
    "A pesar de mis llamadas,",
    "Tengo entendido que",
    "Por si les sirve,",
];

/// Middle parts.
pub(crate) const CLAUSES: &[&str] = &[
    "en la página no aparece ninguna información",
    "el asesor quedó de llamarme y no lo hizo",
    "la respuesta automática no resuelve nada",
    "el número de la línea siempre está ocupado",
    "el trámite se hizo dentro del plazo",
    "mi caso fue cerrado sin que nadie me avisara",
    "el sistema no me deja adjuntar los documentos",
    "la persona encargada estaba en vacaciones",
    "me enviaron de una oficina a otra",
    "nadie firmó el recibo que me entregaron",
    "los datos que ustedes tienen son antiguos",
    "el comprobante quedó a nombre de mi esposo",
    "la conversación por el chat se cortó",
    "tuve que pedir permiso en el trabajo",
    "en la tienda me confirmaron otra cosa",
    "el mensaje de texto llegó a medianoche",
    "mi hermana tuvo la misma dificultad en {c}",
    "he guardado todas las conversaciones",
    "el plazo se cumplió {f}",
    "cada área da una versión distinta",
    "el valor que aparece es de {m}",
    "el radicado {r} sigue en estudio",
    "solo me queda acudir a la Superintendencia",
    "sigo confiando en la empresa",
    "el correo anterior me lo devolvió el servidor",
];

/// Last parts.
pub(crate) const ENDINGS: &[&str] = &[
    "y eso me ha generado muchos inconvenientes.",
    "por lo que pido una explicación por escrito.",
    "así que prefiero hacerlo por este medio.",
    "y no tengo más información al respecto.",
    "pese a que envié los soportes a tiempo.",
    "y quisiera saber cuál es el paso siguiente.",
    "tal como consta en el archivo adjunto.",
    "cuando lo normal es que tarde {d} días.",
    "y ya perdí la cuenta de las veces que escribí.",
    "de modo que agradezco que lo revisen con prioridad.",
    "aun cuando la política publicada dice lo contrario.",
    "y por eso no volví a insistir.",
    "según la grabación de la llamada de {f}.",
    "lo cual me parece una falta de consideración.",
    "y mientras tanto el problema continúa.",
    "sin que exista una razón clara.",
    "como seguramente pueden ver en el historial.",
    "y estoy dispuesto a ir personalmente a {c}.",
    "porque el tiempo también cuesta.",
    "y espero que esta vez sí se cumpla.",
];

/// How agents begin, with the customer's name after it.
pub(crate) const REPLY_GREETINGS: &[&str] = &["Estimado(a)", "Buen día,", "Cordial saludo,", "Hola,", "Apreciado(a)"];

/// What agents say whatever the topic.
pub(crate) const REPLY_PHRASES: &[&str] = &[
    "Gracias por comunicarse con nosotros.",
    "Lamentamos los inconvenientes que esta situación le haya causado.",
    "Validamos la información en nuestro sistema con el número de caso que nos indica.",
    "Recuerde que puede consultar el estado de su solicitud en nuestra página, en la sección Mi cuenta.",
    "Si necesita algo más, puede responder a este mismo correo.",
    "Le agradecemos la paciencia mientras revisamos su solicitud.",
    "Escalamos su caso al área encargada con prioridad alta.",
    "Para continuar con la gestión requerimos una copia legible de su documento.",
    "Al finalizar encontrará una breve encuesta; su opinión nos ayuda a mejorar.",
    "Quedamos atentos a cualquier inquietud adicional.",
    "Hemos dejado la observación correspondiente en su historial.",
    "El tiempo de respuesta de esta solicitud es de {d} días hábiles.",
    "Confirmamos que su solicitud quedó registrada con el radicado {r}.",
    "Puede acercarse a nuestra sede de {c} de lunes a viernes en horario de oficina.",
];

/// How agents end, with their name after it.
pub(crate) const SIGNATURES: &[&str] =
    &["Cordialmente,", "Con gusto,", "Atentamente,", "Feliz día,", "Un cordial saludo,"];

/// What agents note down for themselves.
pub(crate) const COMMENTS: &[&str] = &[
    "Se brinda información al cliente, queda conforme.",
    "Cliente molesto, se escala a coordinación.",
    "Pendiente soporte del área de {c}.",
    "Se valida en el sistema, radicado {r}.",
    "No contesta la llamada, se envía correo.",
    "Se hace compromiso de respuesta para {f}.",
    "Caso repetido, se unifica con el anterior.",
    "Cliente solicita hablar con supervisor.",
    "Se aplica ajuste por {m}.",
    "ok",
];

/// What people write on walls and in comments.
pub(crate) const POSTS: &[&str] = &[
    "Llevo {d} días esperando respuesta y nada 😡",
    "¿Alguien me puede ayudar con el pedido {n}?",
    "Excelente servicio en {c}, muchas gracias 🙌",
    "Por favor revisen sus mensajes internos 🙏",
    "¿Qué precio tiene el {p}?",
    "Pésima atención, nadie contesta en la línea.",
    "¿Tienen tienda en {c}?",
    "El {p} llegó perfecto y antes de tiempo 😊",
    "Ya les escribí por interno con el caso {r}",
    "No compren aquí, a mí me quedaron mal con el {p}.",
    "¿La promoción es hasta {f}?",
    "Info por favor",
    "Me cobraron {m} de más y no responden 👎",
    "¿Hacen envíos a {c}?",
];

/// What brands answer on walls.
pub(crate) const POST_ANSWERS: &[&str] = &[
    "¡Hola! Lamentamos lo sucedido, por favor escríbenos por mensaje interno con tu número de pedido.",
    "Gracias por tus palabras 💙",
    "¡Hola! El {p} está en {m}. Puedes verlo en nuestra página.",
    "Claro que sí, en {c} te esperamos de lunes a sábado.",
    "Ya te respondimos por interno, quedamos atentos.",
    "Tu caso {r} está en gestión, te contamos antes de {f}.",
];

/// What companies put under their mails.
pub(crate) const NOTICES: &[&str] = &[
    "AVISO LEGAL: Este mensaje y sus anexos son confidenciales y están dirigidos únicamente a su destinatario. Si usted \
     lo recibió por error, por favor elimínelo e informe al remitente.",
    "Antes de imprimir este correo piense si es necesario: el medio ambiente es responsabilidad de todos.",
    "Tratamiento de datos: conforme a la Ley 1581 de 2012 usted puede conocer, actualizar y rectificar su información.",
    "Enviado desde mi iPhone",
    "Enviado desde mi Samsung Galaxy",
    "Obtener Outlook para Android",
];

/// First parts of agents' sentences that fit any topic.
pub(crate) const REPLY_OPENERS: &[&str] = &[
    "Con respecto a su solicitud,",
    "Luego de revisar su caso,",
    "De acuerdo con nuestros registros,",
    "Le informamos que",
    "Queremos contarle que",
    "Según nos informa el área encargada,",
    "Para su tranquilidad,",
    "Como le indicamos anteriormente,",
    "Por disposición de la compañía,",
    "Tal como lo solicitó,",
];

/// Middle parts.
pub(crate) const REPLY_CLAUSES: &[&str] = &[
    "el trámite fue radicado con el número {r}",
    "la gestión se encuentra en la etapa de validación",
    "ya contamos con los soportes que usted nos envió",
    "el valor en estudio es de {m}",
    "la fecha de compromiso es {f}",
    "un asesor especializado revisará la información",
    "la solicitud fue trasladada a nuestra sede de {c}",
    "se generó una orden con prioridad alta",
    "el proceso se realiza en línea y sin costo",
    "los documentos aportados cumplen los requisitos",
    "su caso cuenta con seguimiento de nuestro coordinador",
    "no se evidencian novedades adicionales en el sistema",
    "la respuesta de fondo se enviará a este correo",
    "el ajuste se verá reflejado en los próximos {d} días",
];

/// Last parts.
pub(crate) const REPLY_ENDINGS: &[&str] = &[
    "y le notificaremos cualquier novedad por este medio.",
    "por lo que no es necesario que realice otro trámite.",
    "de conformidad con los términos y condiciones vigentes.",
    "dentro de los plazos que establece la ley.",
    "y agradecemos su comprensión.",
    "con el fin de darle una solución definitiva.",
    "una vez finalice la validación interna.",
    "y quedará registrado en su historial.",
    "sin que esto afecte los beneficios de su plan.",
    "como parte de nuestro compromiso con usted.",
];
