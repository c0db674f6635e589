/** A small archive in memory that answers questions as the program does, near enough for tests and for pictures. */
import type {
  Answer,
  Choices,
  Covered,
  DayPlace,
  FacetValue,
  Facets,
  Held,
  ListPage,
  ListRow,
  Piece,
  Question,
  Reading,
  Tone,
} from '../host';
import { Picks } from './picks';
import { present } from './seed';

type Dimension = keyof Choices;

/** The seeded month up to its present. */
export const wholeMonth: Covered = {
  days: 18,
  whole: 17,
  changing: 1,
  partial: 0,
  failed: 0,
  missing: 0,
  selects_by: 'creation',
};

const values: Record<Dimension, (row: ListRow) => string> = {
  score: (row) => row.score?.text ?? '',
  skill: (row) => row.skill_id,
  agent: (row) => row.agent,
  channel: (row) => row.channel,
  status: (row) => row.status,
  code: (row) => row.code,
};
const dimensions = Object.keys(values) as Dimension[];
const SPANS: Partial<Record<string, string>> = {
  today: '2026-11-18',
  yesterday: '2026-11-17',
  this_week: '2026-11-16',
  last7_days: '2026-11-12',
  this_month: '2026-11-01',
};

/** The last answer's rows, by the number of its view. */
export class MemoryArchive {
  #view = 0;
  #shown: ListRow[] = [];
  readonly picks = new Picks(() => this.#shown.map(({ id }) => id));

  constructor(
    readonly rows: ListRow[],
    private readonly covered: Covered = wholeMonth,
  ) {}

  ask(question: Question): Answer {
    const inSpan = this.rows.filter((row) => within(row, question));
    const searched = inSpan.filter(
      (row) => says(row, question.text) && (!question.case_id || row.case_id === question.case_id),
    );
    const ofDays = searched.filter(
      (row) =>
        !question.days ||
        (row.created.slice(0, 10) >= question.days.from && row.created.slice(0, 10) <= question.days.to),
    );
    this.#shown = ofDays.filter((row) => dimensions.every((dimension) => chosen(row, question.choices, dimension)));
    sort(this.#shown, question);
    this.#view += 1;
    const days = inSpan.map((row) => row.created.slice(0, 10));
    return {
      view: this.#view,
      total: this.#shown.length,
      kept: this.rows.length,
      in_span: inSpan.length,
      span: inSpan.length === 0 ? null : { from: days.at(-1) ?? '', to: days[0] ?? '' },
      present,
      summary: summary(this.#shown),
      timeline: timeline(
        searched.filter((row) => dimensions.every((one) => chosen(row, question.choices, one))),
        days,
      ),
      facets: facets(ofDays, question.choices),
      last_download: this.rows.length === 0 ? null : present,
      set_aside: 0,
      coverage: this.covered,
      generation: 1,
    };
  }

  page(offset: number, limit: number, text: string): ListPage {
    const rows = this.#shown
      .slice(offset, offset + limit)
      .map((row) => ({ ...row, subject: marked(row.subject.map((piece) => piece.text).join(''), text) }));
    return { rows, picked: this.picks.among(rows.map(({ id }) => id)) };
  }

  held(ids: number[]): Held[] {
    return this.#shown.map(({ id }, place) => ({ id, place })).filter(({ id }) => ids.includes(id));
  }

  placeOfDay(day: string): DayPlace | null {
    const place = this.#shown.findIndex(({ created }) => created.slice(0, 10) <= day);
    const there = this.#shown[place] ?? this.#shown.at(-1);
    return there ? { place: this.#shown.indexOf(there), day: there.created.slice(0, 10) } : null;
  }

  read(id: number, text: string): Reading | null {
    const row = this.rows.find((one) => one.id === id);
    if (row === undefined) return null;
    const subject = row.subject.map((piece) => piece.text).join('');
    const related = this.rows.filter((one) => one.case_id === row.case_id && one.id !== id);
    const message = `<p>Buenas tardes. Es la segunda vez que escribo: el reembolso por $ 84.900 del cobro doble de octubre no ha llegado a mi cuenta.</p><p>Me prometieron cinco días hábiles y ya van trece. ¿Me pueden dar una fecha?</p><p>Gracias,<br>Marcela</p>`;
    const mark = (html: string): string => (text === '' ? html : html.replaceAll(text, `<mark>${text}</mark>`));
    return {
      row: { ...row, subject: marked(subject, text) },
      from: marked(row.from, text),
      to: marked(row.to, text),
      message: {
        html: mark(message),
        quoted: {
          html: '<p>El 01/11/2026, Servicio escribió:</p><blockquote>Su solicitud fue recibida.</blockquote>',
          messages: 3,
        },
        blocked_pictures: 2,
        cut: false,
      },
      answer:
        row.status === 'open'
          ? null
          : {
              html: mark(
                '<p>Señora Marcela, lamentamos la demora. El reembolso quedó aprobado hoy y se verá en su cuenta el 20/11/2026.</p>',
              ),
              quoted: null,
              blocked_pictures: 0,
              cut: false,
            },
      comments: marked('Doble cobro validado; se devuelve.', text),
      attachments:
        row.attachments === 0
          ? []
          : [{ name: 'extracto_octubre.pdf', address: 'https://files.example/extracto_octubre.pdf' }],
      extra: [],
      related: related.slice(0, 50),
      related_total: related.length,
      history: row.id % 3 === 0 ? pastOf(row) : [],
    };
  }
}

/** It was closed, then rated. */
function pastOf(row: ListRow): Reading['history'] {
  return [
    { at: present, fields: [{ field: 'evaluation_survey', before: '', after: row.score?.text ?? '2' }] },
    {
      at: '2026-11-17 18:30:00',
      fields: [
        { field: 'status', before: 'open', after: row.status },
        { field: 'close_date', before: '', after: row.closed },
        { field: 'comments', before: '', after: 'Doble cobro validado; se devuelve.' },
      ],
    },
  ];
}

function within(row: ListRow, { span }: Question): boolean {
  const day = row.created.slice(0, 10);
  if (span.kind === 'custom') return day >= span.from && day <= span.to;
  const from = SPANS[span.kind] ?? '';
  return day >= from && (span.kind !== 'yesterday' || day === from);
}

function says(row: ListRow, text: string): boolean {
  return text === '' || row.subject.some((piece) => piece.text.toLowerCase().includes(text.toLowerCase()));
}

function chosen(row: ListRow, choices: Choices, dimension: Dimension): boolean {
  const wanted = choices[dimension];
  return wanted.length === 0 || wanted.includes(values[dimension](row));
}

function sort(rows: ListRow[], { sort: order }: Question): void {
  if (order === null) return;
  const key = (row: ListRow): string | number =>
    order.column === 'time_to_close'
      ? (row.seconds_to_close ?? -1)
      : order.column === 'score'
        ? (row.score?.text ?? '')
        : row[order.column as 'agent'];
  rows.sort((one, other) => (key(one) < key(other) ? -1 : key(one) > key(other) ? 1 : 0) * (order.descending ? -1 : 1));
}

function summary(rows: ListRow[]): Answer['summary'] {
  const scores = rows.flatMap((row) => (row.score ? [Number(row.score.text)] : []));
  const times = rows
    .flatMap((row) => (row.seconds_to_close === null ? [] : [row.seconds_to_close]))
    .sort((a, b) => a - b);
  const mean = scores.reduce((sum, one) => sum + one, 0) / scores.length;
  return {
    answered: scores.length,
    scored: scores.length,
    mean: scores.length === 0 ? null : mean,
    margin: scores.length < 2 ? null : 2.6 / Math.sqrt(scores.length),
    closed: times.length,
    median_seconds: times[Math.floor(times.length / 2)] ?? null,
  };
}

function timeline(rows: ListRow[], days: string[]): Answer['timeline'] {
  const each = [...new Set(days)].sort();
  const bars = each.map((day) => {
    const of = rows.filter((row) => row.created.startsWith(day));
    return {
      from: day,
      to: day,
      total: of.length,
      low: of.filter((row) => ['1', '2'].includes(row.score?.text ?? '')).length,
    };
  });
  return { step: 'day', bars };
}

function facets(rows: ListRow[], choices: Choices): Facets {
  const all = {} as Facets;
  for (const dimension of dimensions) {
    const others = rows.filter((row) => dimensions.every((one) => one === dimension || chosen(row, choices, one)));
    const counts = new Map<string, { row: ListRow; count: number }>();
    for (const row of rows) counts.set(values[dimension](row), { row, count: 0 });
    for (const row of others) {
      const entry = counts.get(values[dimension](row));
      if (entry) entry.count += 1;
    }
    const listed = [...counts]
      .map(([value, { row, count }]) => facet(dimension, value, row, count, choices))
      .sort((one, other) => (dimension === 'score' ? one.value.localeCompare(other.value) : other.count - one.count));
    all[dimension] = { values: listed, more: 0, all: listed.reduce((sum, { count }) => sum + count, 0) };
  }
  return all;
}

function facet(dimension: Dimension, value: string, row: ListRow, count: number, choices: Choices): FacetValue {
  const label = dimension === 'skill' ? row.skill : value;
  const tone: Tone | null = dimension === 'score' ? (row.score?.tone ?? null) : null;
  return {
    value,
    label,
    id: dimension === 'skill' ? row.skill_id : null,
    tone,
    count,
    chosen: choices[dimension].includes(value),
  };
}

function marked(text: string, sought: string): Piece[] {
  const at = sought === '' ? -1 : text.toLowerCase().indexOf(sought.toLowerCase());
  if (at < 0) return [{ text, hit: false }];
  const end = at + sought.length;
  const pieces = [
    { text: text.slice(0, at), hit: false },
    { text: text.slice(at, end), hit: true },
    { text: text.slice(end), hit: false },
  ];
  return pieces.filter((piece) => piece.text !== '');
}
