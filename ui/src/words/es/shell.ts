/** The frame around every section, and words that several features share. */
export const shell = {
  nearDays: { today: 'hoy', yesterday: 'ayer' },

  nav: {
    label: 'Secciones',
    explore: 'Interacciones',
    downloads: 'Descargas',
    settings: 'Ajustes',
  },

  operations: {
    label: 'Operación',
    add: 'Conectar otra operación…',
    manage: 'Administrar operaciones',
    sample: 'Datos de ejemplo',
    sampleHint: 'Una operación inventada, sin token y sin internet',
    openSample: 'Explorar con datos de ejemplo',
    closeSample: 'Salir de los datos de ejemplo',
    server: (server: string) => `Servidor ${server}`,
    none: 'Ninguna operación',
  },

  actions: {
    cancel: 'Cancelar',
    close: 'Cerrar',
    copy: 'Copiar',
    copied: 'Copiado',
    notCopied: 'No se copió nada: el sistema no dio acceso al portapapeles.',
    retry: 'Reintentar',
    restart: 'Reiniciar Traza',
  },

  error: {
    detail: 'Detalle técnico',
    copyDetail: 'Copiar el detalle',
  },

  /** Qué parte de un período está descargada, en días. */
  covered: {
    label: 'Cobertura',
    whole: (count: number, shown: string) => (count === 1 ? '1 día completo' : `${shown} días completos`),
    of: (whole: string, days: string) => `${whole} de ${days} días completos`,
    changing: (count: number, shown: string) => (count === 1 ? '1 todavía cambia' : `${shown} todavía cambian`),
    partial: (count: number, shown: string) => (count === 1 ? '1 parcial' : `${shown} parciales`),
    failed: (count: number, shown: string) => (count === 1 ? '1 falló' : `${shown} fallaron`),
    missing: (_count: number, shown: string) => `${shown} sin descargar`,
    by: {
      creation: 'Días por fecha de creación.',
      closing: 'Días por fecha de cierre, la que usa este servidor.',
      unknown: 'Días según la fecha con que selecciona el servidor.',
    },
    open: 'Ver los días en Descargas',
  },

  quota: {
    label: 'Cuota de hoy',
    used: (used: string, limit: string) => `${used} de ${limit} usadas`,
    left: (count: number, left: string) => `${count === 1 ? 'queda' : 'quedan'} ${left}`,
    at: (moment: string) => `Según wolkvox, ${moment}, menos lo que Traza pidió desde entonces.`,
  },

  /** Los avisos del sistema por encuestas bajas. Sin palabras de los mensajes. */
  notices: {
    one: (score: string, operation: string) => `Encuesta de ${score} en ${operation}`,
    many: (count: string, operation: string) => `${count} encuestas bajas en ${operation}`,
    manyBody: (scores: string) => `Puntajes: ${scores}`,
    noAgent: '(sin agente)',
    open: 'Ver',
  },

  loading: 'Cargando…',
  starting: 'Abriendo el archivo de la operación…',

  link: {
    title: '¿Abrir este enlace?',
    why: 'Lo escribió quien envió el mensaje. Ábralo solo si reconoce la dirección completa.',
    address: 'Dirección completa',
    notOpenable: 'Traza solo abre direcciones web (http, https) y de correo.',
    open: 'Abrir en el navegador',
    write: 'Escribir un correo',
    copied: 'Dirección copiada',
  },

  keys: {
    title: 'Atajos de teclado',
    singleOff: 'Los atajos de una sola letra están desactivados en Ajustes.',
    everywhere: 'En todas partes',
    explore: 'En Interacciones',
    downloads: 'En Descargas',
    reader: 'Al leer',
    section: (name: string) => `Ir a ${name}`,
    help: 'Ver esta lista',
    escape: 'Volver o cerrar',
    or: 'o',
    space: 'Espacio',
    pageDown: 'Av Pág',
    escKey: 'Esc',
    shift: 'Mayús',
    enter: 'Entrar',
  },

  splitter: (pane: string) => `Ancho de ${pane}`,

  channels: {
    Email: 'Correo',
    facebook_page: 'Página de Facebook',
    instagram: 'Instagram',
    twitter: 'X (Twitter)',
  } as Record<string, string>,

  states: {
    open: 'Abierta',
    close: 'Cerrada',
    archived: 'Archivada',
  } as Record<string, string>,

  /** What the shape of a score's badge says. */
  zones: { low: 'puntaje bajo', middle: 'puntaje medio', high: 'puntaje alto' },

  /** Lo que hay que hacer cuando el llavero o los archivos no dejan seguir, según el sistema. */
  trouble: {
    steps: 'Qué hacer',
    otherOperation: 'Administrar operaciones',
    openFolder: 'Abrir la carpeta de datos',
    checking: 'Revisando de nuevo…',
    locked: {
      linux: [
        'Abra «Contraseñas y claves» (Seahorse) o KWallet y desbloquee el llavero con la contraseña de su sesión.',
        'Si el equipo entra sin pedir contraseña, el llavero queda cerrado: salga de la sesión y entre con ella.',
        'Vuelva aquí y reintente.',
      ],
      macos: [
        'Abra «Acceso a Llaveros», elija el llavero «Inicio de sesión» y desbloquéelo.',
        'Si Traza pide permiso para usarlo, elija «Permitir siempre».',
        'Vuelva aquí y reintente.',
      ],
      windows: ['Cierre su sesión de Windows y entre de nuevo con su contraseña.', 'Abra Traza y reintente.'],
    },
    absent: {
      linux: [
        'Instale «gnome-keyring» (o KWallet, si usa KDE) con el instalador de programas de su sistema.',
        'Salga de la sesión y vuelva a entrar con su contraseña, para que se abra.',
        'Reinicie Traza.',
      ],
      macos: [
        'Abra «Acceso a Llaveros» y revise que exista el llavero «Inicio de sesión».',
        'Si no está, créelo allí o pida ayuda a su área de sistemas.',
        'Reinicie Traza.',
      ],
      windows: [
        'Abra «Servicios» y revise que «Administrador de credenciales» esté en ejecución.',
        'Si su empresa lo desactivó, pida a su área de sistemas que lo permita.',
        'Reinicie Traza.',
      ],
    },
  },

  empty: '(vacío)',
};
