import { app } from 'electron';
import { placeOfLink } from './deep-link.ts';
import { pathsFromSecond } from './hostile-args.ts';

export interface Arrivals {
  /** What came before there was a window: files to measure, and a place to show. */
  readonly early: { readonly paths: string[]; place: string | null };
  /** From now on each is handed over as it comes. */
  handTo(take: { paths(paths: string[]): void; place(place: string): void }): void;
}

/** Several files dropped on the dock come one by one, and are one job. */
const togetherMs = 100;

/** macOS tells files and links by events, at any time from the start on; other systems by the arguments of a start. */
export function listenForArrivals(paths: string[], place: string | null): Arrivals {
  const early = { paths, place };
  let take: Parameters<Arrivals['handTo']>[0] | null = null;
  let batch: string[] = [];
  const flush = (): void => {
    const arrived = batch;
    batch = [];
    if (arrived.length > 0) take?.paths(arrived);
  };
  app.on('open-file', (event, path) => {
    event.preventDefault();
    const arrived = pathsFromSecond({ paths: [path] });
    if (!take) early.paths.push(...arrived);
    else {
      if (batch.length === 0) setTimeout(flush, togetherMs);
      batch.push(...arrived);
    }
  });
  app.on('open-url', (event, url) => {
    event.preventDefault();
    const arrived = placeOfLink(url);
    if (!arrived) return;
    if (take) take.place(arrived);
    else early.place = arrived;
  });
  return {
    early,
    handTo(taker) {
      take = taker;
    },
  };
}
