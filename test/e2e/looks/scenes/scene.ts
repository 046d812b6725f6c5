import type { Page } from '@playwright/test';
import { aJob } from '../../../support/fake-api/a-job.ts';
import { aCouncil, someSeats } from '../../../support/fake-api/council.ts';
import type { FakeHost, FakeHostOptions } from '../../../support/fake-api/fake-host.ts';
import { someLearnt } from '../../../support/fake-api/learnt.ts';
import { aFilm, aRow, rows } from '../../../support/fake-api/rows.ts';
import { expect } from '../../support/window.ts';

export interface Scene {
  readonly name: string;
  readonly options?: FakeHostOptions;
  readonly at?: string;
  readonly prepare?: (host: FakeHost) => void;
  /** It is read anew there: some of what it shows was read on the way. */
  readonly fresh?: true;
  /** Brings the window to what is looked at; ends when it is there. */
  readonly show: (page: Page, host: FakeHost) => Promise<unknown>;
}

export const running = aJob(1, { state: 'running' }, { done: 132, total: 412, failed: 3, eta_s: 190 });
/** Gone through in part: some picked, some rejected, some rated. */
export const library = rows(300).map((row, at) => ({
  ...row,
  pick: at % 5 === 0 ? ('picked' as const) : at % 7 === 0 ? ('rejected' as const) : row.pick,
  rating: at % 3 === 0 ? 1 + (at % 5) : row.rating,
}));
export const films = [0, 1, 2].map((index) =>
  aFilm(index, {
    name: `spring_launch_${index + 1}_final_v2.mp4`,
    width: 1080,
    height: 1920,
    score: 90 - index * 15,
    pick: index === 0 ? 'picked' : 'none',
    rating: index === 0 ? 4 : null,
    interval80: [84 - index * 15, 95 - index * 15],
    council: { score: 81, disagreement: 24, needs_human: true },
  }),
);
export const still = aRow(7, 1, {
  kind: 'image',
  name: 'still.png',
  duration_s: null,
  has_audio: false,
  score: 20,
});
export const ids = (...ads: readonly { id: string }[]) => ads.map(({ id }) => id).join();
const film = ids(...films.slice(0, 1));
export const inDetail = { options: { rows: films }, at: `#/library/${film}` };
export const inReview = { options: { rows: films }, at: `#/review/${film}` };

export const first = (page: Page) => page.getByRole('grid').locator('[data-index]').first();
export const select = async (page: Page, count: number): Promise<void> => {
  await expect(first(page)).toBeVisible();
  for (let at = 0; at < count; at += 1)
    await page.locator(`[data-index="${at * 2}"]`).click({ modifiers: ['ControlOrMeta'] });
};
export const dialog = (page: Page) => page.getByRole('dialog');
/** What opens over the library at a key. */
export const openedBy = (key: string): Pick<Scene, 'options' | 'show'> => ({
  options: { rows: library },
  show: async (page) => {
    await expect(first(page)).toBeVisible();
    await page.keyboard.press(key);
    await expect(dialog(page)).toBeVisible();
  },
});
/** Gives the open dialog a file. */
export const give = (page: Page, label: string, name: string, lines: readonly string[]): Promise<void> =>
  dialog(page)
    .getByLabel(label)
    .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(lines.join('\n')) });
export const judged = (host: FakeHost): void => {
  host.council = aCouncil({ needs_human: true });
  host.seats = someSeats();
};
export const taught = (host: FakeHost): void => {
  host.learnt = someLearnt(host.library.all());
};
