import {
  type AdOutcome,
  AppError,
  type Diversity,
  type Fatigue,
  type Patterns,
  type Prediction,
  type ReportCard,
} from '../../../src/contract/index.ts';
import type { FakeHost } from './fake-host.ts';

export interface Learnt {
  readonly patterns: Patterns;
  readonly fatigue: Fatigue;
  readonly diversity: Diversity;
  readonly prediction: Prediction;
  readonly report: ReportCard;
  readonly outcomes: readonly AdOutcome[];
}

export function learntBy({ learnt }: FakeHost): Learnt {
  if (!learnt) throw new AppError('NOT_ENOUGH_DATA', 'No results are here yet: connect Meta and refresh.');
  return learnt;
}
