/** Ajustes: operaciones, aspecto, teclado, datos. */
export const settings = {
  title: 'Ajustes',

  operations: {
    title: 'Operaciones',
    note: 'Cada operación tiene su propio archivo cifrado en este equipo.',
    add: 'Conectar otra…',
    server: (server: string) => `Servidor ${server}`,
    scale: (lowest: string, highest: string) => `Encuesta de ${lowest} a ${highest}`,
    kept: (records: string, bytes: string, one: boolean) =>
      one ? `${records} interacción, ${bytes}` : `${records} interacciones, ${bytes}`,
    nothingKept: 'Nada descargado todavía',
    storageUnknown: 'No se pudo leer cuánto ocupa',
    edit: 'Editar…',
    token: 'Cambiar token…',
    doctor: 'Diagnóstico…',
    remove: 'Quitar…',
    of: (action: string, name: string) => `${action} ${name}`,
    none: 'Todavía no hay ninguna operación conectada.',
  },

  edit: {
    title: (name: string) => `Editar ${name}`,
    name: 'Nombre',
    scale: 'Escala de la encuesta',
    scaleNote: 'Con qué puntajes califican sus clientes, y desde cuál están satisfechos.',
    lowest: 'Más bajo',
    highest: 'Más alto',
    satisfied: 'Satisfecho desde',
    sample: 'Así se ven',
    low: 'bajo',
    middle: 'medio',
    high: 'alto',
    scaleWrong: 'El más bajo debe ser menor que el más alto, y «satisfecho desde» debe estar entre ambos.',
    scaleSteps: (most: number) => `La escala puede tener como máximo ${most} puntos.`,
    save: 'Guardar cambios',
    saved: 'Cambios guardados',
  },

  token: {
    title: (name: string) => `Cambiar el token de ${name}`,
    note: 'El token anterior se borra del llavero cuando el nuevo queda guardado.',
    save: 'Probar y guardar',
    saving: 'Probando…',
    saveUntried: 'Guardar sin probar',
    missing: 'Pegue el token nuevo.',
    saved: 'Token guardado',
  },

  remove: {
    title: (name: string) => `¿Quitar ${name}?`,
    note: 'El token se borra del llavero. Diga qué pasa con lo descargado.',
    fate: 'Lo descargado',
    keep: 'Conservar el archivo',
    keepNote:
      'Queda cifrado en este equipo. Si conecta otra vez la operación con el mismo nombre y servidor, sigue donde iba.',
    delete: 'Borrar para siempre',
    deleteNote: (kept: string) => `${kept}. No se puede deshacer; habría que descargar de nuevo.`,
    deleteNothing: 'No hay nada descargado.',
    confirmKeep: 'Quitar y conservar',
    confirmDelete: 'Quitar y borrar para siempre…',
    sure: 'Sí, borrar para siempre',
    sureNote: 'Se borrará el archivo y su llave.',
    removed: (name: string) => `Se quitó ${name}`,
    removedKept: (name: string) => `Se quitó ${name}; su archivo se conserva`,
  },

  follow: {
    title: 'Seguimiento y avisos',
    note: 'Mientras Traza está abierta, pide lo nuevo de hoy como máximo cada cinco minutos. Cada vez gasta una solicitud.',
    of: (name: string) => `Seguir ${name}`,
    follow: 'Seguir',
    notifyOf: (name: string) => `Avisar de encuestas de ${name}`,
    never: 'Sin avisos',
    upTo: (score: string) => `Avisar con ${score} o menos`,
    onlyFollowed: 'Los avisos llegan mientras se sigue la operación.',
  },

  look: {
    title: 'Aspecto',
    language: 'Idioma',
    languageSystem: 'El del sistema',
    theme: 'Tema',
    themes: { system: 'El del sistema', light: 'Claro', dark: 'Oscuro' },
  },

  keyboard: {
    title: 'Teclado',
    single: 'Atajos de una sola letra',
    singleNote:
      'Por ejemplo J y K para pasar de una interacción a otra. Desactívelos si usa dictado o un lector de pantalla.',
    list: 'Ver los atajos',
  },

  data: {
    title: 'Datos',
    where: 'Carpeta',
    size: 'Ocupa',
    encrypted: (bytes: string) => `${bytes}, cifrados. La llave está en el llavero del sistema.`,
    open: 'Abrir la carpeta',
    privacy: 'Nada sale de este equipo, salvo las consultas a su propio servidor de wolkvox.',
  },

  about: {
    title: 'Acerca de',
    version: 'Versión',
  },
};
