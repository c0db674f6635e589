/**
 * Icons and badges of the rows: each is drawn once by its component and copied from then on. A component in every cell
 * would be most of what a scroll costs.
 */
import Paperclip from '@lucide/svelte/icons/paperclip';
import { flushSync, mount, unmount } from 'svelte';
import type { Component } from 'svelte';
import type { ScoreShown } from '../../host';
import ChannelIcon from '../../shared/ChannelIcon.svelte';
import ScoreBadge from '../../shared/ScoreBadge.svelte';
import StateIcon from '../../shared/StateIcon.svelte';

/** Drawings that are kept: scores of words may be any number of different ones. */
const KEPT = 500;

export class Stamps {
  readonly #drawn = new Map<string, DocumentFragment>();

  /** The glyph of a channel, with its name. */
  channel(channel: string): Node {
    return this.#copy(`channel ${channel}`, ChannelIcon, { channel, named: true });
  }

  /** The icon of a state; with its name where no word stands beside it. */
  state(status: string, named: boolean): Node {
    return this.#copy(`state ${status} ${String(named)}`, StateIcon, { status, named });
  }

  /** The badge of a score, or the sign of none. */
  score(score: ScoreShown | null): Node {
    return this.#copy(`score ${score?.tone ?? ''} ${score?.text ?? ''} ${String(score === null)}`, ScoreBadge, {
      score,
    });
  }

  /** The sign of attachments. Its name is the cell's. */
  clip(): Node {
    return this.#copy('clip', Paperclip, { size: 14, strokeWidth: 1.75, 'aria-hidden': 'true' });
  }

  #copy<Props extends Record<string, unknown>>(key: string, drawing: Component<Props>, props: Props): Node {
    let drawn = this.#drawn.get(key);
    if (!drawn) {
      if (this.#drawn.size >= KEPT) this.#drawn.clear();
      drawn = draw(drawing, props);
      this.#drawn.set(key, drawn);
    }
    return drawn.cloneNode(true);
  }
}

function draw<Props extends Record<string, unknown>>(drawing: Component<Props>, props: Props): DocumentFragment {
  const target = document.createElement('div');
  const mounted = mount(drawing, { target, props });
  flushSync();
  const drawn = document.createDocumentFragment();
  for (const child of target.childNodes) drawn.append(child.cloneNode(true));
  void unmount(mounted);
  return drawn;
}
