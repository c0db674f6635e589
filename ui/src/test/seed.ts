/** Invented interactions for tests and for looking at screens: the same ones every time. */
import type { ListRow, OperationShown, Scale, ScoreShown, Settings, Start, Tone } from '../host';

export const scale: Scale = { lowest: 1, highest: 5, satisfied_from: 4 };

export const operation: OperationShown = {
  id: '0011223344556677',
  name: 'Montelar',
  server: '0042',
  base_url: null,
  zone: 'America/Bogota',
  scale,
  is_sample: false,
  has_archive: true,
};

export const otherOperation: OperationShown = {
  ...operation,
  id: '8899aabbccddeeff',
  name: 'Andina Seguros',
  server: 'med-7',
  has_archive: false,
};

export const sampleOperation: OperationShown = {
  ...operation,
  id: 'sample',
  name: 'Nubira Hogar',
  server: 'sample',
  is_sample: true,
};

export const settings: Settings = {
  language: 'es',
  theme: 'light',
  single_keys: true,
  operation: operation.id,
  span: { kind: 'this_month' },
  narrow: { filters: null, reader: null, columns: [] },
  wide: { filters: null, reader: null, columns: [] },
};

export const start: Start = {
  version: '0.1.0',
  operations: [operation, otherOperation],
  settings,
  locale: 'es-CO',
  platform: 'linux',
  home: '/home/ana/.local/share/traza',
};

/** The operation's present in the seeded data. */
export const present = '2026-11-18 14:05:00';

const agents = [
  'Laura Restrepo',
  'Andrés Mejía',
  'Paola Cifuentes',
  'Julián Ortega',
  'Camila Rincón',
  'Óscar Barrera',
  'Natalia Villegas',
  'Diego Salamanca',
];
const skills = [
  ['Reclamos', '214'],
  ['Facturación', '208'],
  ['Soporte técnico', '231'],
  ['Ventas', '245'],
  ['Retención', '252'],
] as const;
const channels = ['Email', 'Email', 'Email', 'Email', 'facebook_page', 'instagram', 'Email', 'twitter'];
const codes = [
  'Reembolso_aprobado',
  'Escalado_N2',
  'Reembolso_negado',
  'Información_general',
  '',
  'TIMEOUT',
  'Acuerdo_de_Pago',
];
const subjects = [
  'Segunda solicitud de reembolso',
  'Cobro después de cancelar el plan',
  'Reembolso por servicio no prestado',
  'Reembolso a una cuenta equivocada',
  'Re: Reembolso sin respuesta desde octubre',
  'Factura de octubre con doble cobro',
  'No llega el reembolso prometido',
  'Cancelación del plan y reembolso',
  '¿Cuándo se hace efectivo el reembolso?',
  'Actualización de datos de contacto',
  '',
];
const people = [
  'marcela.ospina',
  'felipe.arango',
  'monica.saldarriaga',
  'wilson.cardenas',
  'yolanda.prieto',
  'liliana.duarte',
];
const tones: Tone[] = ['s1', 's2', 's3', 's4', 's5'];

/** Rows with creation dates backwards from the present, as the list shows them. */
export function rows(count: number): ListRow[] {
  return Array.from({ length: count }, (_, index) => row(index, count));
}

function row(index: number, count: number): ListRow {
  const random = (salt: number): number => ((index * 2654435761 + salt * 40503) >>> 7) % 997;
  const pick = <T>(list: readonly T[], salt: number): T => list[random(salt) % list.length] as T;
  const [skill, skill_id] = pick(skills, 2);
  const minutes = index * Math.max(7, Math.round((17 * 24 * 60) / count)) + (random(3) % 7);
  const open = random(4) % 40 === 0;
  const seconds_to_close = open ? null : (random(5) % 900) * 60 + 480;
  const created = back(present, minutes * 60);
  return {
    id: count - index,
    created,
    closed: seconds_to_close === null ? '' : back(created, -seconds_to_close),
    seconds_to_close,
    channel: pick(channels, 6),
    agent: open && random(7) % 2 === 0 ? '' : pick(agents, 8),
    skill,
    skill_id,
    subject: [{ text: pick(subjects, 9), hit: false }],
    snippet: null,
    score: score(random(10)),
    code: pick(codes, 11),
    code_description: '',
    status: open ? 'open' : random(12) % 12 === 0 ? 'archived' : 'close',
    attachments: random(13) % 9 === 0 ? 1 : 0,
    case_id: String(48213907 - (random(14) % 600)),
    from: `${pick(people, 15)}@correo.example`,
    to: 'servicio@montelar.example',
  };
}

function score(random: number): ScoreShown | null {
  if (random % 100 >= 28) return null;
  const at = random % 5;
  return { text: String(at + 1), tone: tones[at] ?? null };
}

function back(moment: string, seconds: number): string {
  const time = new Date(`${moment.replace(' ', 'T')}Z`).getTime() - seconds * 1000;
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}
