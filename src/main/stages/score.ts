import type { Score } from '../../contract/index.ts';
import { scoreAd } from '../core/score/engine.ts';
import type { MeasuredFile } from '../ports.ts';

/** Offline and always: the engine's own score. Council votes will stand beside it and never overwrite it. */
export const scoreMeasured = (measured: MeasuredFile): Score =>
  scoreAd({ kind: measured.kind, media: measured.media, features: measured.features });
