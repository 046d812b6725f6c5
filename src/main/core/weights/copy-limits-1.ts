/**
 * Letters of a primary text that stand before "See more", on a telephone (`scoring.md` 3.3). All sources are secondary and
 * disagree; of a range the smaller end is taken. Stories are left out: one list shows 125 letters there, another none.
 */
export interface CopyLimit {
  readonly placement: string;
  readonly letters: number;
  readonly source: string;
  readonly date: string;
}

const guides = {
  source: 'adsuploader.com/blog/meta-ad-copy-specs; lettercounter.org, which disagree [S23]',
  date: '2026-11-22',
};

export const copyLimits: readonly CopyLimit[] = [
  { placement: 'Feed', letters: 125, ...guides },
  { placement: 'right column', letters: 90, ...guides },
  { placement: 'Reels', letters: 72, ...guides },
];
