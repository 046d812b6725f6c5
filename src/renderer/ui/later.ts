import { type ComponentType, createElement, lazy, useState } from 'react';

/** Long enough for the first picture to stand, short enough to be ahead of the first key. */
const AFTER_START_MS = 1500;

/** One at a time and each at rest: asked for together they would hold the window up for as long as a held key shows. */
let before = new Promise<unknown>((resolve) => setTimeout(resolve, AFTER_START_MS));

const atRest = (): Promise<unknown> => new Promise((resolve) => requestIdleCallback(resolve));

/** A connection is lost for a moment now and then, and what React was refused once it never asks for again. */
const AGAIN_MS = 1000;
const MOST_TRIES = 60;

const insisted = async <T>(load: () => Promise<T>): Promise<T> => {
  for (let tries = 1; ; tries += 1) {
    try {
      return await load();
    } catch (error) {
      if (tries === MOST_TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
};

/**
 * A screen that the first picture does not need. It is fetched when the window has come to rest, so that it is there
 * before anyone asks for it. What is there is drawn at once: React waits 300 ms before it shows what it had to wait for,
 * were it only for a promise that is already kept.
 */
export const later = <Props extends object>(load: () => Promise<ComponentType<Props>>) => {
  let there: ComponentType<Props> | undefined;
  const fetch = async () => {
    there = await load();
    return { default: there };
  };
  before = before
    .then(atRest)
    .then(fetch)
    .catch(() => undefined);
  const Awaited = lazy(() => insisted(fetch)) as unknown as ComponentType<Props>;
  const choose = () => there ?? Awaited;
  return (props: Props) => createElement(Chosen<Props>, { choose, props });
};

/** For as long as it stands it is what it was chosen to be, or it would lose its state in between. */
function Chosen<Props extends object>({
  choose,
  props,
}: {
  choose: () => ComponentType<Props>;
  props: Props;
}) {
  const [Shown] = useState(choose);
  return createElement(Shown, props);
}
