/** Follows the downloads for the whole page: says aloud how far they are, and tells of their end where they are not seen. */
import type { Ended } from '../host';
import { until } from '../host';
import { attempt } from '../shared/attempt';
import { announce, toast } from '../shared/toasts.svelte';
import { app } from '../state/app.svelte';
import { jobs, type Told } from '../state/jobs.svelte';
import { explain, f, w } from '../words/index.svelte';
import { Milestones } from './announce';
import { endWords } from './ending';
import { periodWords } from './period';

/** Begins; once for the page. The answer ends it. */
export function followDownloads(): () => void {
  const milestones = new Milestones();
  const listening = jobs.listen((told) => {
    tell(told, milestones);
  });
  void attempt(listening.then(() => jobs.learn()));
  return until(listening);
}

function tell(told: Told, milestones: Milestones): void {
  const words = w().downloads;
  if (told.kind === 'ended') {
    milestones.ended(told.ended.operation);
    tellEnd(told.ended);
    return;
  }
  const { progress } = told;
  const said = milestones.after(progress);
  if (said?.kind === 'start') announce(words.announceStart(periodWords(progress, null, f())));
  if (said?.kind === 'quarter') {
    const count = words.interactions(progress.records, f().number(progress.records));
    announce(words.announceQuarter(f().percent(said.share), count));
  }
}

/** Who looks at the downloads of the operation sees the end there; anybody else gets a notice. */
function tellEnd(ended: Ended): void {
  const title = endWords(ended, null, w().downloads, f());
  const isSeen = app.section === 'downloads' && app.operation?.id === ended.operation && !app.connecting;
  if (isSeen || ended.how.kind === 'cancelled') {
    announce(title);
    return;
  }
  const isGood = ended.how.kind === 'done' && ended.complete;
  const why = ended.how.kind === 'failed' ? `. ${explain(w().errors, ended.how.error).what}` : '';
  toast({
    tone: isGood ? 'good' : 'bad',
    text: `${title}${why}`,
    action: {
      label: w().downloads.statusTitle,
      run: () => {
        app.choose(ended.operation);
        app.go('downloads');
      },
    },
  });
}
