/** Low scores as notifications of the system: the page words them, the program shows them, a click leads here. */
import { call, commands, events, until } from '../host';
import type { LowScore, LowScores, Notice, NoticeOpened } from '../host';
import { toast } from '../shared/toasts.svelte';
import { app } from '../state/app.svelte';
import { f, w } from '../words/index.svelte';

/** More at a time are told of together: nobody reads ten notifications. */
const ALONE = 3;
/** Scores that one notification names. */
const NAMED = 8;

/** Begins; once for the page. The answer ends it. */
export function followNotices(): () => void {
  const stops = [
    until(events.lowScores.listen(({ payload }) => void tell(payload))),
    until(
      events.noticeOpened.listen(({ payload }) => {
        open(payload);
      }),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

async function tell({ operation, scores }: LowScores): Promise<void> {
  const name = app.operations.find(({ id }) => id === operation)?.name;
  if (name === undefined || scores.length === 0) return;
  const notices =
    scores.length <= ALONE
      ? scores.map((score) => noticeOf(operation, name, score))
      : [noticeOfMany(operation, name, scores)];
  for (const notice of notices) await show(notice);
}

/** Names no customer and no word of a message: notifications lie on locked screens. */
function noticeOf(operation: string, name: string, { id, score, agent, skill }: LowScore): Notice {
  const words = w().shell.notices;
  const who = [agent === '' ? words.noAgent : agent, skill].filter((text) => text !== '');
  return { operation, id, title: words.one(score, name), body: who.join(' · ') };
}

function noticeOfMany(operation: string, name: string, scores: readonly LowScore[]): Notice {
  const words = w().shell.notices;
  const given = scores.slice(0, NAMED).map(({ score }) => score);
  const named = scores.length > NAMED ? `${given.join(', ')}…` : f().list(given);
  return { operation, id: null, title: words.many(f().number(scores.length), name), body: words.manyBody(named) };
}

/** Where the system shows no notifications, the window says it. */
async function show(notice: Notice): Promise<void> {
  try {
    await call(commands.notify(notice));
  } catch {
    toast({
      text: `${notice.title}. ${notice.body}`,
      action: {
        label: w().shell.notices.open,
        run: () => {
          open(notice);
        },
      },
    });
  }
}

function open({ operation, id }: NoticeOpened): void {
  if (id !== null) app.show({ operation, id });
  else if (app.operations.some((known) => known.id === operation)) {
    app.choose(operation);
    app.go('explore');
  }
}
