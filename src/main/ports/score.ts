import type { AdId, Score } from '../../contract/index.ts';
import type { MeasuredFile } from './measure.ts';

/** What a result depends on beside the bytes. */
export interface Versions {
  readonly engineVersion: number;
  readonly decoderVersion: string;
  readonly weightsVersion: string;
}

/** With what a job looks at files. */
export interface JobVersions extends Versions {
  /** This build and the decoder's very programs: both decide over a failure beside what measures. */
  readonly failedUnder: string;
  /** Decides over what is media. */
  readonly kindVersion: number;
}

/** One ad as it leaves the stages: measured, scored, ready to be written. */
export interface ScoredAd extends MeasuredFile, Versions {
  readonly id: AdId;
  readonly sha256: string;
  readonly score: Score;
  readonly measuredAt: string;
}
