/** El diagnóstico de la conexión: qué se revisó, qué se encontró, qué sigue. */
export const doctor = {
  title: 'Diagnóstico de la conexión',
  open: 'Diagnóstico…',
  openLong: 'Diagnóstico de la conexión…',
  note: 'Traza revisa el camino hasta wolkvox, paso a paso. Gasta unas pocas solicitudes.',
  running: 'Revisando la conexión',
  runningWhy: 'Puede tardar hasta un minuto si el servidor no responde.',
  steps: 'Pasos',
  again: 'Revisar de nuevo',
  copy: 'Copiar para sistemas',
  copied: 'Diagnóstico copiado',
  whatIsCopied: 'Ver lo que se copia',
  cost: (requests: string, one: boolean, time: string) =>
    `Usó ${requests} ${one ? 'solicitud' : 'solicitudes'} y tardó ${time} s.`,
  costNothing: (time: string) => `No usó solicitudes y tardó ${time} s.`,
  anotherToken: 'Pegar otro token',

  check: {
    network: 'Red de este equipo',
    name: 'Nombre del servidor',
    connection: 'Conexión con el servidor',
    encryption: 'Conexión segura',
    token: 'Token',
    quota: 'Solicitudes de hoy',
    report: 'Reporte de interacciones',
    period: 'Interacciones del período',
  },
  result: { ok: 'Bien', failed: 'Falló', skipped: 'No se revisó', running: 'Revisando…', waiting: 'Pendiente' },

  /** Qué pasa, por qué quizá, qué sigue. */
  verdict: {
    works: {
      what: 'Todo funciona',
      why: () => 'El servidor respondió, el token sirve y el reporte llega.',
      next: 'Si una descarga falló antes, reinténtela.',
    },
    no_network: {
      what: 'Este equipo no tiene red',
      why: () => 'Ni el cable ni el wifi llevan a ninguna parte en este momento.',
      next: 'Revise el cable, el wifi o la VPN y revise de nuevo.',
    },
    proxy: {
      what: 'El proxy de la red no deja pasar',
      why: (host: string) =>
        `Este equipo sale a internet por un proxy, y el proxy no respondió o no permite llegar a ${host}.`,
      next: 'Copie este diagnóstico y envíelo a su área de sistemas.',
    },
    certificate: {
      what: 'La conexión no es segura',
      why: () =>
        'El certificado que llegó no es de confianza: quizá la fecha de este equipo está mal, o un antivirus o la red inspecciona el tráfico.',
      next: 'Revise la fecha y la hora. Si están bien, envíe este diagnóstico a su área de sistemas.',
    },
    address_not_found: {
      what: 'No se encuentra el servidor',
      why: (host: string) => `La red no conoce ${host}: quizá el número del servidor tiene un error.`,
      next: 'Compárelo con la dirección de wolkvox Manager. Si está bien, envíe este diagnóstico a su área de sistemas.',
    },
    address_not_listed: {
      what: 'wolkvox no deja entrar desde esta red',
      why: () =>
        'La red y el servidor están bien, pero la conexión se rechaza o queda sin respuesta. Casi siempre es porque la IP pública de esta oficina no está registrada en wolkvox.',
      next: 'Pida a quien administra wolkvox que registre la IP pública de esta oficina.',
    },
    token_refused: {
      what: 'El token no sirve',
      why: () => 'wolkvox lo rechazó: quizá venció, fue revocado o quedó incompleto al copiarlo.',
      next: 'Cree uno en wolkvox Manager, Configuración → Integraciones → Tokens, y péguelo.',
    },
    token_missing: {
      what: 'Falta el token de esta operación',
      why: () => 'El llavero del sistema no lo tiene; quizá se borró.',
      next: 'Pegue uno para seguir. Lo que ya se descargó sigue aquí.',
    },
    token_in_use: {
      what: 'Otro programa está usando este token',
      why: () => 'wolkvox atiende una solicitud a la vez por token.',
      next: 'Espere a que termine, o cree un token solo para Traza.',
    },
    quota_spent: {
      what: 'Se agotaron las solicitudes de hoy',
      why: () => 'wolkvox permite un número al día para todos los tokens de la operación.',
      next: 'Siga mañana; lo que llegó está guardado.',
    },
    maintenance: {
      what: 'wolkvox está en mantenimiento',
      why: () => 'Suele ser la copia de seguridad de la noche.',
      next: 'Intente en una hora.',
    },
    not_offered: {
      what: 'Ese servidor no ofrece este reporte',
      why: () => 'O el servidor no es el de su operación, o wolkvox no tiene activo el reporte Detail interactions.',
      next: 'Revise el servidor; si está bien, pregunte a wolkvox.',
    },
    nothing_in_period: {
      what: 'La conexión funciona, y en ese período no hay nada',
      why: () => 'wolkvox respondió que no tiene interacciones de correo ni de redes. Los chats están en otro reporte.',
      next: 'Revise las fechas, o pruebe con otro período.',
    },
    server_trouble: {
      what: 'El servidor de wolkvox tiene problemas',
      why: () => 'Respondió con un error propio; no depende de este equipo.',
      next: 'Intente en unos minutos. Si sigue igual, avise a soporte de wolkvox con este diagnóstico.',
    },
    too_slow: {
      what: 'El servidor no respondió a tiempo',
      why: () => 'Dejó entrar, pero tarda demasiado: quizá tiene mucha carga, o la red está lenta.',
      next: 'Intente en unos minutos.',
    },
    not_wolkvox: {
      what: 'Respondió algo que no es wolkvox',
      why: (host: string) => `Lo que respondió en ${host} es otra página: quizá la de inicio de sesión de la red.`,
      next: 'Abra wolkvox Manager en el navegador. Si entra, compare el servidor de la operación.',
    },
    redirected: {
      what: 'El servidor envía a otra dirección',
      why: () => 'Traza no lleva el token a otro lugar.',
      next: 'Revise el servidor de la operación.',
    },
    setup: {
      what: 'No se puede preparar una conexión segura',
      why: () => 'Los certificados o el proxy configurados en este equipo no se pueden usar.',
      next: 'Envíe este diagnóstico a su área de sistemas.',
    },
  },

  /** El texto para el área de sistemas. */
  report: {
    heading: (version: string, platform: string) => `Traza ${version} (${platform}): diagnóstico de la conexión`,
    at: 'Fecha',
    operation: 'Operación',
    server: 'Servidor',
    addresses: 'Direcciones IP del servidor',
    proxy: 'Proxy',
    none: 'ninguno',
    result: 'Resultado',
    reach: 'Hasta dónde llegó',
    status: 'Respuesta HTTP',
    quota: 'Solicitudes que quedan hoy',
    ofLimit: (left: string, limit: string) => `${left} de ${limit}`,
    used: 'Solicitudes usadas por este diagnóstico',
    asked: 'Qué se pide',
    /** Qué debe hacer quien lo recibe; donde no hay nada que pedir, nada. */
    ask: {
      proxy: (host: string, port: string) => `Permitir en el proxy la salida a ${host}:${port} (HTTPS).`,
      certificate: (host: string) =>
        `Revisar la hora del equipo y si el antivirus o el cortafuegos inspecciona HTTPS; excluir ${host} de la inspección o instalar su certificado en el sistema.`,
      address_not_found: (host: string) => `Revisar que el DNS de la red resuelva ${host}.`,
      address_not_listed: (host: string, port: string) =>
        `Registrar en wolkvox la IP pública desde la que sale este equipo, y permitir en el cortafuegos la salida a ${host}:${port}.`,
      setup: () => 'Revisar los certificados y el proxy configurados en este equipo.',
      no_network: () => 'Dar red a este equipo.',
      not_wolkvox: (host: string) => `Revisar si la red intercepta las conexiones a ${host} (portal cautivo o filtro).`,
    } as Partial<Record<string, (host: string, port: string) => string>>,
    /** Códigos de hasta dónde llegó la conexión. */
    reaches: {
      no_name: 'el nombre no se resolvió',
      no_route: 'no hay ruta',
      refused: 'conexión rechazada',
      closed: 'conexión cerrada',
      timed_out: 'sin respuesta',
      tls: 'falló el certificado',
      proxy: 'falló el proxy',
      other: 'otra falla',
    } as Partial<Record<string, string>>,
  },
};
