/** La primera pantalla, y la de conectar otra operación. */
export const connect = {
  idea: 'Cada correo y cada mensaje, donde pueda encontrarlos.',
  about:
    'Traza descarga las interacciones de wolkvox, las guarda cifradas en este equipo y le deja buscar, leer y exportar.',
  privacy: 'Nada sale de este equipo, salvo las consultas a su propio servidor de wolkvox.',

  language: 'Idioma',
  title: 'Conecte su operación',
  titleAnother: 'Conecte otra operación',
  lead: 'Se hace una vez. Puede añadir otras operaciones después.',
  leadAnother: 'Tendrá su propio archivo. Pase de una a otra desde la barra de arriba.',

  name: 'Nombre',
  nameHelp: 'Como la quiera ver en Traza. Solo usted lo ve.',
  nameMissing: 'Escriba un nombre, por ejemplo el de su empresa.',
  server: 'Servidor',
  serverHelp: 'Pegue la dirección de wolkvox Manager o escriba el número, por ejemplo 0042.',
  serverIs: (server: string) => `Servidor ${server}`,
  token: 'Token',
  tokenHelp:
    'En wolkvox Manager: Configuración → Integraciones → Tokens. Va al llavero del sistema y no se vuelve a mostrar.',
  tokenPasted: 'Pegado',
  tokenClear: 'Quitar el token',

  advanced: 'Opciones avanzadas',
  zone: 'Zona horaria de la operación',
  zoneHelp: 'La hora que muestra wolkvox. De ella dependen «hoy» y los períodos.',
  zoneSearch: 'Buscar una ciudad',
  zoneNone: 'Ninguna zona se llama así.',
  baseUrl: 'Otra dirección del servidor',
  baseUrlHelp: 'Solo si su operación no usa una dirección de wolkvox.com. Empieza por https://.',

  test: 'Probar conexión',
  testAgain: 'Probar de nuevo',
  testing: 'Probando la conexión…',
  testUnavailable: 'Escriba el servidor y pegue el token para probar.',
  ready: 'Conexión lista',
  answered: (time: string) => `El servidor respondió en ${time} s y el token es válido.`,
  skills: (count: string, one: boolean) => (one ? `Encontramos ${count} skill.` : `Encontramos ${count} skills.`),
  quota: (count: number, left: string, limit: string) =>
    `Hoy ${count === 1 ? 'queda' : 'quedan'} ${left} de ${limit} solicitudes`,
  used: (count: string) => `esta prueba usó ${count}.`,
  usedAlone: (count: string, one: boolean) =>
    one ? `Esta prueba usó ${count} solicitud.` : `Esta prueba usó ${count} solicitudes.`,
  save: 'Guardar y elegir un período',
  saveUntried: 'Guardar sin probar',
  anotherToken: 'Pegar otro token',
  saving: 'Guardando…',
  saveUnavailable: 'Escriba el nombre y el servidor, y pegue el token.',

  or: 'o primero mire cómo es',
  sample: 'Explorar con datos de ejemplo',
  sampleAbout: 'Una operación inventada, siempre marcada como ejemplo. Sin token y sin internet.',
  sampleOpening: 'Preparando los datos de ejemplo…',
};
