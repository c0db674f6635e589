/** Work that is asked for more often than it is worth doing. */

/** Runs at once, and then at most once in so many milliseconds; what was asked for in between is done at their end. */
export function throttled(run: () => void, ms: number): { ask: () => void; stop: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWanted = false;
  const go = (): void => {
    isWanted = false;
    run();
    timer = setTimeout(() => {
      timer = undefined;
      if (isWanted) go();
    }, ms);
  };
  return {
    ask: () => {
      if (timer === undefined) go();
      else isWanted = true;
    },
    stop: () => {
      clearTimeout(timer);
      timer = undefined;
      isWanted = false;
    },
  };
}
