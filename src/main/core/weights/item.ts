import type { z } from 'zod';
import type { Grade, MediaKind, SubName } from '../../../contract/index.ts';

/**
 * One line of the checklist: which number of which feature is looked at, what it is worth, and the words for it. Data
 * only, so that a later version can be set beside this one and a fit to the user's own results can replace it.
 */
export interface Item {
  /** Id of the measure catalogue. */
  readonly feature: string;
  /** The field of the feature's value that is read; '' for the value itself. Anything but the expected type there
   * makes the item unavailable. */
  readonly field: string;
  readonly sub: z.infer<typeof SubName>;
  /** The smaller of `field` and this one is read, as for the shorter side of a picture. */
  readonly orSmaller?: string;
  /** Read as a share of the clip's duration: the field is in seconds. */
  readonly ofDuration?: true;
  /** Share of the checklist by kind, in arbitrary units; 0 where the item is not asked. */
  readonly weight: Readonly<Record<z.infer<typeof MediaKind>, number>>;
  /** Asked only when this other field of the same value is true. */
  readonly onlyIf?: string;
  /** Asked only of videos in this codec, where the number means what the source meant. */
  readonly onlyCodec?: string;
  /** Utility at which the item speaks neither for nor against the ad; points are counted from here. */
  readonly neutral: number;
  readonly curve: NumberCurve | WordCurve;
  /** Never A: no single feature has that grade (`scoring.md`). */
  readonly grade: Exclude<z.infer<typeof Grade>, 'A'>;
  /** Where sign and threshold come from. "House value" where they are a proposal of ours. */
  readonly source: string;
  /** When the source was last read. */
  readonly date: string;
}

/** u(x) in [0, 1]: straight lines between knots, flat outside them. */
export interface NumberCurve {
  readonly kind: 'number';
  readonly knots: readonly (readonly [x: number, u: number])[];
  /** How far the knots may be off, in units of x: measurement and threshold together. */
  readonly tolerance: number;
  /** How x is written in the texts: times `scale`, this many decimals. */
  readonly print: { readonly scale: number; readonly decimals: number };
  /** Texts by x, the first whose `below` is above x; the last has none. `{x}` is replaced. `contrary`: the evidence of
   * the measure is where the opposite is seen or heard, as silence is of sound, so the reason has no second to look at. */
  readonly texts: readonly { readonly below?: number; readonly text: string; readonly contrary?: true }[];
  /** Where the measure answers null because there is nothing of the kind, as with the first word of a clip without speech. */
  readonly none?: { readonly u: number; readonly text: string };
}

/** For words and for true and false. A word that is not listed makes the item unavailable. */
export interface WordCurve {
  readonly kind: 'word';
  readonly words: Readonly<Record<string, { readonly u: number; readonly text: string }>>;
}

/** A fault so plain that the rest of the craft cannot make up for it: caps CRAFT, never another sub-score. */
export interface Gate {
  readonly feature: string;
  readonly field: string;
  readonly onlyIf?: string;
  /** Closed when the field is true, or a number of at least this. */
  readonly closedAt: true | number;
  /** It is about the first frame, wherever else the measure found something. */
  readonly atStart?: true;
  /** CRAFT is at most this. */
  readonly cap: number;
  readonly text: string;
  readonly grade: Item['grade'];
  readonly source: string;
  readonly date: string;
}

export interface Checklist {
  readonly version: string;
  readonly items: readonly Item[];
  readonly gates: readonly Gate[];
  /** Measured and shown, but given no weight: id and why. */
  readonly unscored: Readonly<Record<string, string>>;
  /** Why a sub-score has no item for a kind. */
  readonly empty: Readonly<Record<string, string>>;
}
