/**
 * Where an app lays its own controls over an ad, as shares of the frame (`scoring.md` 1.6). All sources are secondary and
 * disagree: several guides of 2026 say that since March 2026 the Reels box holds for Stories too, others still print 20 %
 * for the bottom of Stories. Both are listed and shown.
 */
export interface Placement {
  readonly name: string;
  /** Width / height of the ads it is for. */
  readonly aspect: number;
  readonly keepOut: {
    readonly top: number;
    readonly bottom: number;
    readonly left: number;
    readonly right: number;
  };
  readonly source: string;
  readonly date: string;
}

export const placements: readonly Placement[] = [
  {
    name: 'Reels',
    aspect: 9 / 16,
    keepOut: { top: 0.14, bottom: 0.35, left: 0.06, right: 0.06 },
    source: 'primores.org safe zones; adsuploader.com/blog/meta-ads-safe-zones [S21]',
    date: '2026-11-22',
  },
  {
    name: 'Stories',
    aspect: 9 / 16,
    keepOut: { top: 0.14, bottom: 0.2, left: 0, right: 0 },
    source: 'behaviour.digital; marketertools.fyi, which disagree on the bottom [S22]',
    date: '2026-11-22',
  },
];
