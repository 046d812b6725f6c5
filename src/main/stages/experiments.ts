import { AppError } from '../../contract/index.ts';
import { type Reading, readExperiment } from '../core/learn/experiment.ts';
import type { Pattern } from '../core/learn/patterns.ts';
import { metricsOf } from '../core/learn/results.ts';
import type { Clock, Experiment, ExperimentReader, ExperimentWriter } from '../ports.ts';

interface Ports {
  readonly reader: ExperimentReader;
  readonly writer: ExperimentWriter;
  readonly clock: Clock;
}

export const testKey = ({
  metric,
  feature,
  value,
}: Pick<Experiment, 'metric' | 'feature' | 'value'>): string => `${metric} ${feature} ${value}`;

/** How far a test is. Of its arms everything counts, whichever ads of the library they are. */
export async function readingOf(reader: ExperimentReader, one: Experiment): Promise<Reading> {
  const rows = await reader.armRows(one.accountId, [...one.arms.with, ...one.arms.without], one.since);
  const found = metricsOf(rows, (ad) => ad).find(({ metric }) => metric === one.metric);
  return readExperiment(
    found ?? { observations: [], scatter: 1 },
    (ad) => one.arms.with.includes(ad),
    one.perArm,
    one.evidence.effect,
  );
}

/** Keeps what is to be tested, before anything is known of it: the pattern, its evidence, the size, the arms. */
export async function planExperiment(
  { reader, writer, clock }: Ports,
  plan: {
    readonly id: string;
    readonly accountId: string;
    readonly pattern: Pattern;
    readonly arms: Experiment['arms'];
    readonly since: string;
  },
): Promise<Experiment> {
  const { id, accountId, pattern, arms, since } = plan;
  const { metric, feature, value, wording, effect, interval90, q, nextTestPerArm } = pattern;
  if (nextTestPerArm === null || effect === null || interval90 === null || q === null)
    throw new AppError('NOT_ENOUGH_DATA', `Nothing of "${feature}: ${value}" is there to be tested.`);
  const both = [...arms.with, ...arms.without];
  if (new Set(both).size < both.length)
    throw new AppError('INVALID_INPUT', 'with, without: an ad stands in both arms, or twice in one.');
  const known = new Set(await reader.metaAdsIn(accountId, both));
  const unknown = both.find((ad) => !known.has(ad));
  if (unknown !== undefined) throw new AppError('NOT_FOUND', `Ad ${unknown} of account ${accountId}.`);
  const running = (await reader.experiments(accountId)).filter(({ state }) => state === 'running');
  const same = running.find((one) => testKey(one) === testKey({ metric, feature, value }));
  if (same) throw new AppError('CONFLICT', `Test ${same.id} of it is running; end that one first.`);
  const one: Experiment = {
    id,
    accountId,
    state: 'running',
    metric,
    feature,
    value,
    evidence: { wording, effect, interval90: [...interval90], q },
    perArm: Math.ceil(nextTestPerArm),
    arms,
    since,
    plannedAt: clock.now(),
    reading: null,
    endedAt: null,
  };
  await writer.addExperiment(one);
  return one;
}

/** Reads the tests that have what was planned, and answers what all read tests have shown; the newest of one pattern counts. */
export async function readTests(
  { reader, writer, clock }: Ports,
  accountId: string,
): Promise<ReadonlyMap<string, boolean>> {
  const shown = new Map<string, boolean>();
  for (const one of (await reader.experiments(accountId)).reverse()) {
    let { reading } = one;
    if (one.state === 'running') {
      const now = await readingOf(reader, one);
      if (now.verdict !== 'running') {
        await writer.endExperiment(one.id, 'read', now, clock.now());
        reading = now;
      }
    }
    if (reading && one.state !== 'dropped') shown.set(testKey(one), reading.verdict === 'shown');
  }
  return shown;
}
