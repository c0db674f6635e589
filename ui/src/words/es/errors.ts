import type { ErrorWords } from '../explain';

const http = (status: number | null | undefined): string => (status ? ` (HTTP ${status})` : '');

/** Qué pasó, por qué quizá, qué sigue: una entrada por código. */
export const errors: ErrorWords = {
  operation_unknown: ({ name }) => ({
    what: `Ya no está la operación «${name}»`,
    why: 'Quizá se quitó desde otra ventana o desde la línea de comandos.',
    next: 'Elija otra operación.',
  }),
  operation_exists: ({ name }) => ({
    what: `Ya hay una operación llamada «${name}»`,
    why: '',
    next: 'Escriba otro nombre.',
  }),
  name_invalid: ({ longest }) => ({
    what: 'Ese nombre no sirve',
    why: `Debe tener entre 1 y ${longest} caracteres, sin saltos de línea.`,
    next: 'Escriba otro.',
  }),
  server_invalid: ({ reason }) => {
    const what = {
      empty: 'Aquí falta el número del servidor, por ejemplo 0042',
      not_wolkvox: 'Esa dirección no nombra el servidor de una operación',
      bad_characters: 'Un servidor solo tiene letras, números y guiones',
    };
    return { what: what[reason], why: '', next: 'Copie la dirección que muestra wolkvox Manager en el navegador.' };
  },
  base_url_invalid: () => ({
    what: 'Esa dirección no sirve',
    why: 'Debe empezar por https:// y llevar solo el servidor.',
    next: 'Corríjala o déjela vacía.',
  }),
  zone_unknown: ({ zone }) => ({
    what: `No existe la zona horaria «${zone}»`,
    why: '',
    next: 'Elija una de la lista, por ejemplo America/Bogota.',
  }),

  token_missing: () => ({
    what: 'Falta el token de esta operación',
    why: 'El llavero del sistema no lo tiene; quizá se borró.',
    next: 'Pegue uno para seguir. Lo que ya se descargó sigue aquí.',
  }),
  token_invalid: () => ({
    what: 'Eso no es un token',
    why: 'Un token no lleva espacios ni signos especiales.',
    next: 'Cópielo completo de wolkvox Manager: Configuración → Integraciones → Tokens.',
  }),
  archive_key_invalid: () => ({
    what: 'La llave del archivo no sirve',
    why: 'Debe tener 64 dígitos hexadecimales.',
    next: 'Revise la variable TRAZA_ARCHIVE_KEY y reinicie Traza.',
  }),
  archive_key_missing: () => ({
    what: 'Falta la llave de este archivo',
    why: 'El llavero del sistema ya no la tiene: quizá se borró, o el archivo viene de otro equipo o de otro usuario.',
    next: 'Si puede, restaure el llavero y reintente. Si la llave se perdió, quite la operación, conéctela y descargue de nuevo.',
  }),
  keychain_absent: () => ({
    what: 'Este equipo no tiene un llavero abierto',
    why: 'Traza guarda allí el token y la llave de lo descargado, para que nadie más los lea.',
    next: 'Instálelo o ábralo y reinicie Traza.',
  }),
  keychain_locked: () => ({
    what: 'El llavero está bloqueado',
    why: 'Traza guarda allí el token y la llave de lo descargado; sin ella no puede abrirlo.',
    next: 'Desbloquéelo con la contraseña de su sesión y reintente.',
  }),
  keychain_failed: () => ({
    what: 'El llavero del sistema falló',
    why: 'No entregó ni guardó lo que se le pidió.',
    next: 'Reintente. Si se repite, reinicie el equipo o pida ayuda a su área de sistemas.',
  }),
  no_randomness: () => ({
    what: 'El sistema no entregó números al azar',
    why: 'Hacen falta para crear la llave del archivo.',
    next: 'Reinicie el equipo e intente de nuevo.',
  }),

  no_home_folder: () => ({
    what: 'No hay una carpeta para los datos',
    why: 'El sistema no le indica a Traza dónde guardar los datos de este usuario.',
    next: 'Pida a su área de sistemas que defina TRAZA_HOME.',
  }),
  operations_damaged: () => ({
    what: 'La lista de operaciones está dañada',
    why: 'El archivo cambió fuera de Traza, o el disco falló. Los archivos de interacciones no se tocaron.',
    next: 'Restáurela de una copia de seguridad, o muévala a otro lugar y conecte la operación de nuevo.',
  }),
  operations_newer: () => ({
    what: 'La lista de operaciones es de una versión más nueva de Traza',
    why: 'Alguien usó en este equipo una versión posterior.',
    next: 'Actualice Traza.',
  }),
  home_not_writable: () => ({
    what: 'Traza no puede leer o escribir en su carpeta',
    why: 'Este usuario no tiene permiso, o la carpeta es de solo lectura.',
    next: 'Pida a su área de sistemas que revise los permisos.',
  }),
  home_no_space: () => ({
    what: 'El disco está lleno',
    why: '',
    next: 'Libere espacio y reintente.',
  }),
  home_failed: () => ({
    what: 'Traza no puede usar su carpeta',
    why: 'El disco o la red donde está no responde.',
    next: 'Revíselos y reintente.',
  }),

  token_refused: () => ({
    what: 'El token no sirve',
    why: 'wolkvox lo rechazó; quizá venció, fue revocado o quedó incompleto al copiarlo.',
    next: 'Pegue uno nuevo para seguir.',
  }),
  quota_spent: () => ({
    what: 'Se agotaron las solicitudes de hoy',
    why: 'wolkvox permite un número al día para todos los tokens de la operación.',
    next: 'Siga mañana; lo que llegó está guardado.',
  }),
  too_many_at_once: () => ({
    what: 'Otro programa está usando este token',
    why: 'wolkvox atiende una solicitud a la vez por token.',
    next: 'Espere a que termine, o cree un token solo para Traza.',
  }),
  not_offered: () => ({
    what: 'Ese servidor no ofrece este reporte',
    why: 'O el servidor no es el de su operación, o wolkvox no tiene activo el reporte Detail interactions.',
    next: 'Revise el servidor; si está bien, pregunte a wolkvox.',
  }),
  request_refused: ({ status }) => ({
    what: `wolkvox no entendió la solicitud${http(status)}`,
    why: 'Quizá cambió su servicio.',
    next: 'Busque una versión nueva de Traza, o avise a soporte con el detalle técnico.',
  }),
  maintenance: () => ({
    what: 'wolkvox está en mantenimiento',
    why: 'Suele ser la copia de seguridad de la noche.',
    next: 'Intente en una hora; lo que llegó está guardado.',
  }),
  server_trouble: ({ status }) => ({
    what: `El servidor de wolkvox tiene problemas${http(status)}`,
    why: 'No depende de este equipo.',
    next: 'Intente en unos minutos.',
  }),
  token_lock_failed: () => ({
    what: 'No se pudo reservar el token en este equipo',
    why: 'Traza evita que dos programas lo usen a la vez, y no puede escribir en la carpeta temporal.',
    next: 'Pida a su área de sistemas que revise los permisos.',
  }),
  sample_failed: () => ({
    what: 'No se pudieron preparar los datos de ejemplo',
    why: 'Quizá un cortafuegos impide que Traza hable consigo misma en este equipo (127.0.0.1).',
    next: 'Reintente, o conecte su operación.',
  }),
  windows_failed: ({ failed }) => ({
    what: failed === 1 ? 'Una parte del período no llegó' : `${failed} partes del período no llegaron`,
    why: 'Las demás están guardadas.',
    next: 'Descargue de nuevo: solo se pide lo que falta.',
  }),

  unreachable: ({ reach }) => unreachable(reach),
  timed_out: () => ({
    what: 'El servidor tardó demasiado',
    why: 'Quizá tiene mucha carga, o la red está lenta.',
    next: 'Intente en unos minutos, o con un período más corto.',
  }),
  cut_off: () => ({
    what: 'La respuesta llegó incompleta',
    why: 'La conexión se cortó a mitad de camino.',
    next: 'Revise la conexión a internet y reintente.',
  }),
  too_large: () => ({
    what: 'Hay demasiadas interacciones en un mismo segundo',
    why: 'La respuesta pasa de lo que wolkvox entrega de una vez.',
    next: 'Avise a soporte de wolkvox con el detalle técnico.',
  }),
  left_origin: () => ({
    what: 'El servidor envía a otra dirección',
    why: 'Traza no lleva el token a otro lugar.',
    next: 'Revise el servidor de la operación.',
  }),
  unreadable: () => ({
    what: 'Respondió algo que no es wolkvox',
    why: 'Quizá es la página de inicio de sesión de la red, o el servidor no es ese.',
    next: 'Abra wolkvox Manager en el navegador, revise el servidor y reintente.',
  }),
  connection_setup: () => ({
    what: 'No se puede preparar una conexión segura',
    why: 'Los certificados o el proxy de este equipo no se pueden usar.',
    next: 'Pida ayuda a su área de sistemas.',
  }),

  archive_wrong_key: () => ({
    what: 'La llave no abre este archivo',
    why: 'El archivo se hizo con otra llave: quizá viene de otro equipo o de otro usuario. No se cambió nada.',
    next: 'Devuelva el archivo que estaba, o quite la operación, conéctela y descargue de nuevo.',
  }),
  archive_damaged: () => ({
    what: 'El archivo de esta operación está dañado',
    why: 'El disco falló, o algo lo cambió fuera de Traza. Traza no lo tocó.',
    next: 'Restáurelo de una copia de seguridad, o quite la operación, conéctela y descargue de nuevo.',
  }),
  archive_newer: () => ({
    what: 'El archivo es de una versión más nueva de Traza',
    why: 'Alguien lo usó con una versión posterior.',
    next: 'Actualice Traza. No se cambió nada.',
  }),
  archive_no_space: () => ({
    what: 'El disco está lleno',
    why: 'No cabe lo que llega. Lo anterior está guardado.',
    next: 'Libere espacio y siga.',
  }),
  archive_read_only: () => ({
    what: 'No se puede escribir en el archivo',
    why: 'El archivo o su carpeta es de solo lectura para este usuario.',
    next: 'Pida a su área de sistemas que revise los permisos.',
  }),
  archive_busy: () => ({
    what: 'Otro programa está escribiendo en el archivo',
    why: 'Quizá traza-cli está descargando.',
    next: 'Espere a que termine y reintente.',
  }),
  archive_failed: () => ({
    what: 'No se puede usar el archivo de esta operación',
    why: 'El disco o la base de datos no responde bien.',
    next: 'Reintente. Si se repite, avise a soporte con el detalle técnico.',
  }),

  file_exists: () => ({
    what: 'Ya existe un archivo con ese nombre',
    why: 'No se cambió.',
    next: 'Elija otro nombre.',
  }),
  file_no_space: () => ({
    what: 'No queda espacio para guardar el archivo',
    why: 'No quedó nada a medias; lo que había antes sigue igual.',
    next: 'Libere espacio o elija otro lugar.',
  }),
  file_read_only: () => ({
    what: 'No se puede escribir en esa carpeta',
    why: 'El archivo o la carpeta es de solo lectura. Lo que había antes sigue igual.',
    next: 'Elija otro lugar, por ejemplo Documentos.',
  }),
  folder_missing: () => ({
    what: 'Esa carpeta ya no está',
    why: 'Quizá se movió o se desconectó el disco.',
    next: 'Elija otro lugar.',
  }),
  file_busy: () => ({
    what: 'El archivo está abierto en otro programa',
    why: 'Quizá Excel lo tiene abierto. Sigue igual.',
    next: 'Ciérrelo allí y reintente, o elija otro nombre.',
  }),
  not_a_file: () => ({
    what: 'Ahí no se puede guardar un archivo',
    why: 'Ese nombre es de una carpeta.',
    next: 'Elija otro nombre.',
  }),
  cancelled: () => ({ what: 'Se canceló', why: 'No quedó nada a medias.', next: '' }),
  file_failed: () => ({
    what: 'No se pudo guardar el archivo',
    why: 'El disco o la red donde está la carpeta no responde. Lo que había antes sigue igual.',
    next: 'Reintente o elija otro lugar.',
  }),

  view_outdated: () => ({
    what: 'Llegaron interacciones nuevas',
    why: 'Lo que se ve ya no está al día.',
    next: 'Actualice la lista.',
  }),
  download_running: () => ({
    what: 'Esta operación ya tiene una descarga en curso',
    why: '',
    next: 'Espere a que termine o cancélela; lo que llegó se conserva.',
  }),
  export_running: () => ({
    what: 'Ya se está exportando',
    why: '',
    next: 'Espere a que termine o cancele esa exportación.',
  }),
  closing: () => ({ what: 'Traza se está cerrando', why: '', next: 'Ábrala de nuevo para seguir.' }),
  work_failed: () => ({
    what: 'Traza tuvo un error propio',
    why: 'Solo falló esto. Lo que ya estaba guardado sigue igual.',
    next: 'Reintente. Si se repite, reinicie Traza y avise a soporte diciendo qué estaba haciendo.',
  }),
  cannot_open: () => ({
    what: 'No se pudo abrir',
    why: 'El sistema no tiene un programa para abrirlo, o ya no está.',
    next: 'Copie la dirección o busque el archivo en su carpeta.',
  }),
  cannot_notify: () => ({
    what: 'El sistema no mostró el aviso',
    why: 'Los avisos pueden estar apagados, o este escritorio no los tiene.',
    next: 'Revise los avisos de Traza en la configuración del sistema.',
  }),
  address_refused: () => ({
    what: 'Traza no abre esa dirección',
    why: 'Solo abre direcciones web (http, https) y de correo.',
    next: 'Cópiela si la reconoce.',
  }),
  period_empty: () => ({
    what: 'Ese período no tiene días para descargar',
    why: 'Todavía no ha empezado, o termina antes de empezar.',
    next: 'Elija otro período.',
  }),
  scale_invalid: () => ({
    what: 'Esa escala no sirve',
    why: 'El más bajo debe ser menor que el más alto, y «satisfecho desde» debe estar entre ambos.',
    next: 'Corríjala.',
  }),
  settings_not_saved: () => ({
    what: 'No se pudieron guardar los ajustes',
    why: 'Valen hasta que cierre Traza. Quizá el disco está lleno o la carpeta es de solo lectura.',
    next: 'Revise el disco y cámbielos de nuevo.',
  }),
  page_failed: () => ({
    what: 'Traza tuvo un error propio',
    why: 'Sus datos están a salvo en el archivo.',
    next: 'Reintente. Si se repite, reinicie Traza y avise a soporte con el detalle técnico.',
  }),
};

function unreachable(reach: string): { what: string; why: string; next: string } {
  switch (reach) {
    case 'no_name':
      return {
        what: 'No se encuentra el servidor',
        why: 'O no hay internet, o el número del servidor tiene un error.',
        next: 'Revise ambos y reintente.',
      };
    case 'tls':
      return {
        what: 'No hay una conexión segura con el servidor',
        why: 'Quizá la fecha del equipo está mal, o la red inspecciona el tráfico.',
        next: 'Revise la fecha; si está bien, pida ayuda a su área de sistemas.',
      };
    case 'proxy':
      return {
        what: 'El proxy de la red no deja pasar',
        why: 'No respondió, o no permite llegar al servidor de la operación.',
        next: 'Pida a su área de sistemas que permita la salida a ese servidor.',
      };
    case 'no_route':
      return {
        what: 'No hay camino hasta el servidor',
        why: 'Quizá este equipo no tiene red, o la VPN está desconectada.',
        next: 'Revise el cable, el wifi o la VPN y reintente.',
      };
    default:
      return {
        what: 'No se llega al servidor',
        why: 'Suele pasar cuando no hay internet, o cuando la IP pública de esta oficina no está registrada en wolkvox.',
        next: 'Revise la conexión; si se repite, pida a quien administra wolkvox que registre la IP.',
      };
  }
}
