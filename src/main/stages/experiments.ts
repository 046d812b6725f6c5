import { type Ad, type AdId, AppError } from '../../contract/index.ts';
import { type Reading, readExperiment } from '../core/learn/experiment.ts';
import { addDays, dayIn } from '../core/learn/meta/days.ts';
import { type Pattern, testKey } from '../core/learn/patterns.ts';
import { metricsOf } from '../core/learn/results.ts';
import { traitsOf } from '../core/learn/traits.ts';
import type { Clock, Experiment, ExperimentReader, ExperimentWriter, LearnAccount } from '../ports.ts';

interface Ports {
  readonly reader: ExperimentReader;
  readonly writer: ExperimentWriter;
  readonly clock: Clock;
}

interface PlanPorts extends Ports {
  readonly adsOf: (ids: readonly AdId[]) => Promise<Ad[]>;
}

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
  { reader, writer, clock, adsOf }: PlanPorts,
  plan: {
    readonly id: string;
    readonly account: Pick<LearnAccount, 'id' | 'timeZone'>;
    readonly pattern: Pattern;
    readonly arms: Experiment['arms'];
    /** The first day that may count, unless another one is named. */
    readonly since: string | undefined;
  },
): Promise<Experiment> {
  const { id, account, pattern, arms } = plan;
  const accountId = account.id;
  const plannedAt = clock.now();
  // Of the day it is planned on some results may be known: the pattern may rest on them.
  const first = addDays(dayIn(account.timeZone, plannedAt), 1);
  const since = plan.since ?? first;
  if (since < first)
    throw new AppError(
      'INVALID_INPUT',
      `since: a test counts from ${first} on, the day after it is planned.`,
    );
  const { metric, feature, value, wording, effect, interval90, q, nextTestPerArm } = pattern;
  if (nextTestPerArm === null || effect === null || interval90 === null || q === null)
    throw new AppError('NOT_ENOUGH_DATA', `Nothing of "${feature}: ${value}" is there to be tested.`);
  const both = [...arms.with, ...arms.without];
  if (new Set(both).size < both.length)
    throw new AppError('INVALID_INPUT', 'with, without: an ad stands in both arms, or twice in one.');
  await checkArms({ reader, adsOf }, accountId, { feature, value }, arms);
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
    plannedAt,
    reading: null,
    endedAt: null,
  };
  await writer.addExperiment(one);
  return one;
}

/** Arms that do not differ in what is tested show nothing of it. */
async function checkArms(
  { reader, adsOf }: Pick<PlanPorts, 'reader' | 'adsOf'>,
  accountId: string,
  { feature, value }: Pick<Pattern, 'feature' | 'value'>,
  arms: Experiment['arms'],
): Promise<void> {
  const known = await reader.armAds(accountId, [...arms.with, ...arms.without]);
  const linked = new Map(known.map(({ metaAdId, adId }) => [metaAdId, adId]));
  const ids = [...new Set(linked.values())].filter((ad) => ad !== null);
  const traits = new Map((await adsOf(ids)).map((ad) => [ad.id, traitsOf(ad)]));
  for (const side of ['with', 'without'] as const) {
    for (const metaAd of arms[side]) {
      const ad = linked.get(metaAd);
      if (ad === undefined) throw new AppError('NOT_FOUND', `Ad ${metaAd} of account ${accountId}.`);
      const has = ad === null ? undefined : traits.get(ad)?.[feature];
      const told = `${side}: of ad ${metaAd} "${feature}" is`;
      if (has === undefined)
        throw new AppError(
          'INVALID_INPUT',
          `${told} not known; ${ad === null ? 'it is linked with no ad of the library.' : 'it could not be told.'}`,
        );
      if ((has === value) !== (side === 'with'))
        throw new AppError('INVALID_INPUT', `${told} "${has}", which belongs in the other arm.`);
    }
  }
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
