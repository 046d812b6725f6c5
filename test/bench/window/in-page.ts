/** Functions that run in the page by their source text: each may use nothing from outside itself. */
interface Found {
  readonly textContent: string;
  readonly clientHeight: number;
  readonly scrollHeight: number;
  scrollTop: number;
  dispatchEvent(event: object): boolean;
}
declare const document: {
  readonly activeElement: unknown;
  readonly body: Found;
  querySelector(selector: string): Found | null;
  addEventListener(
    type: string,
    listener: (event: { key: string; isTrusted: boolean }) => void,
    capture: boolean,
  ): void;
};
declare const requestAnimationFrame: (run: () => void) => number;
declare const KeyboardEvent: new (
  type: string,
  init: { key: string; code: string; bubbles: boolean },
) => object;
declare const PerformanceObserver: new (
  see: (list: { getEntries(): { duration: number }[] }) => void,
) => { observe(what: object): void };

interface Frames {
  longestMs: number;
  /** Longer than a tenth of a second. */
  stalls: number;
  frames: number;
}

interface Kept {
  gaps?: Frames;
  usable?: Promise<{ sinceNavigationMs: number; atEpochMs: number }>;
  answered?: Promise<number>;
  tasks?: number[];
}

/**
 * Settles once what is looked for has been painted and a key has been handled after that. Looks once a frame, from
 * inside: asking from outside would add the way there to both times.
 */
export function watchUsable([selector, key, focused]: [string, string | null, string]): void {
  (globalThis as Kept).usable = new Promise((resolve) => {
    const look = (): void => {
      const found = document.querySelector(selector);
      if (!found?.textContent) {
        requestAnimationFrame(look);
        return;
      }
      // A task that a frame sets off runs after that frame was drawn.
      setTimeout(() => {
        if (key !== null) {
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key, code: 'Slash', bubbles: true }));
          if (document.activeElement !== document.querySelector(focused)) {
            requestAnimationFrame(look);
            return;
          }
        }
        const now = performance.now();
        resolve({ sinceNavigationMs: now, atEpochMs: performance.timeOrigin + now });
      });
    };
    requestAnimationFrame(look);
  });
}

export const usable = (): NonNullable<Kept['usable']> =>
  (globalThis as Kept).usable ?? Promise.reject(new Error('nothing was watched'));

/** Long tasks are those over 50 ms, as the browser counts them. */
export function watchTasks(): void {
  const tasks: number[] = [];
  (globalThis as Kept).tasks = tasks;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) tasks.push(duration);
  }).observe({ type: 'longtask' });
}

export const takeTasks = (): number[] => (globalThis as Kept).tasks?.splice(0) ?? [];

/** Jumps about, as when the scroll bar is dragged, with a rest at each place; then glides from end to end and back. */
export async function scrollAll([selector, places]: [string, number[]]): Promise<void> {
  const list = document.querySelector(selector);
  if (!list) throw new Error(`no ${selector}`);
  const frame = () => new Promise<void>((resolve) => requestAnimationFrame(resolve));
  const last = list.scrollHeight - list.clientHeight;
  for (const place of places) {
    list.scrollTop = place * last;
    await new Promise((resolve) => setTimeout(resolve, 120));
  }
  list.scrollTop = 0;
  for (const by of [600, -600]) {
    do {
      list.scrollTop += by;
      await frame();
    } while (list.scrollTop > 0 && list.scrollTop < last - 1);
  }
}

/** From the key press that applies a filter until other rows with another count have been painted. */
export function watchAnswer([status, row, count]: [string, string, string]): void {
  (globalThis as Kept).answered = new Promise((resolve) => {
    const pressed = (event: { key: string; isTrusted: boolean }): void => {
      if (event.key !== 'Enter') return;
      const from = performance.now();
      const look = (): void => {
        const told = document.querySelector(status)?.textContent ?? count;
        if (told === count || !document.querySelector(row)) requestAnimationFrame(look);
        else setTimeout(() => resolve(performance.now() - from));
      };
      requestAnimationFrame(look);
    };
    document.addEventListener('keydown', pressed, true);
  });
}

export const answered = (): Promise<number> =>
  (globalThis as Kept).answered ?? Promise.reject(new Error('nothing was watched'));

/** How far apart frames are drawn, from now on. */
export function watchFrames(): void {
  const gaps: Frames = { longestMs: 0, stalls: 0, frames: 0 };
  (globalThis as Kept).gaps = gaps;
  let before = performance.now();
  const look = (): void => {
    const now = performance.now();
    gaps.longestMs = Math.max(gaps.longestMs, now - before);
    gaps.stalls += now - before > 100 ? 1 : 0;
    gaps.frames += 1;
    before = now;
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

export function takeFrames(): Frames {
  const { gaps } = globalThis as Kept;
  // A page that was loaded anew must not pass for one that never stalled.
  if (!gaps) throw new Error('nothing was watched');
  const taken = { ...gaps };
  Object.assign(gaps, { longestMs: 0, stalls: 0, frames: 0 });
  return taken;
}
