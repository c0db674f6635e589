/** Lo que cambió una descarga. Donde un número viene con su texto, el texto es el número como lo escribe la región. */
export const changes = {
  title: 'Cambios desde su última descarga',
  titleOlder: 'Cambios de esta descarga',
  /** De qué descarga: cuándo y qué días. */
  of: (moment: string, days: string) => `Descarga de ${moment} · ${days}`,
  ofFollowed: (moment: string, days: string) => `Seguimiento desde ${moment} · ${days}`,
  kinds: 'Clases de cambio',
  all: 'Todas',
  list: 'Interacciones que cambiaron',
  loading: 'Leyendo los cambios…',
  /** Sobre las fichas: cuántas de cada clase. */
  kind: {
    new: 'Nuevas',
    closed: 'Cerradas',
    reopened: 'Reabiertas',
    rescored: 'Encuesta',
    recoded: 'Tipificación',
    edited: 'Otros datos',
    gone: 'Ya no están',
  },
  /** En cada fila: qué le pasó, o qué cambió. */
  did: {
    new: 'Nueva',
    closed: 'Se cerró',
    reopened: 'Se reabrió',
    rescored: 'Encuesta',
    recoded: 'Tipificación',
    edited: 'Otros datos',
    gone: 'Ya no está',
  },
  from: 'de',
  to: 'a',
  gone: 'wolkvox dejó de enviarla.',
  goneCase: (caseId: string) => `wolkvox dejó de enviarla. Caso ${caseId}.`,
  noSubject: '(sin asunto)',
  noAgent: '(sin agente)',
  noneTitle: 'Esta descarga no cambió nada',
  noneWhy: 'Lo que llegó es igual a lo que ya estaba en este equipo.',
  noneOfKind: 'Ningún cambio de esta clase',
  count: (count: number, shown: string) => (count === 1 ? '1 interacción' : `${shown} interacciones`),
  opens: 'abre la interacción',
  forgotten: 'Traza guarda el detalle de los cambios durante 90 días. De esta descarga solo quedan los totales.',
};
