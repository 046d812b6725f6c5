import { places, placesRows } from '../../support/places.ts';
import { expect } from '../../support/window.ts';
import type { Scene } from './scene.ts';

/** Places of the window while they are read, and where they could not be. Settings has been read by then. */
const budget = { at: '#/budget', reads: 'decide.optimize', loading: 'Working out a proposal …' } as const;

export const states: readonly Scene[] = [...places, budget].flatMap(({ at, reads, loading }): Scene[] => {
  const name = at.split('/')[1] as string;
  const of = { options: { rows: placesRows }, at, fresh: true } as const;
  const failed: Scene = {
    ...of,
    name: `${name}-error`,
    prepare: (host) => host.refuse(reads, 'DISK_FULL'),
    show: (page) => expect(page.getByRole('button', { name: 'Try again' })).toBeVisible(),
  };
  const reading: Scene = {
    ...of,
    name: `${name}-loading`,
    prepare: (host) => void host.hold(reads),
    show: (page) => expect(page.getByText(loading)).toBeVisible(),
  };
  return reads === 'settings.get' ? [failed] : [reading, failed];
});
