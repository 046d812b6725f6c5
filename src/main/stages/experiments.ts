import { type Ad, type AdId, AppError } from '../../contract/index.ts';
import { leastConcepts } from '../../contract/test-arms.ts';
import { armsSoFar, levelOf, type Reading, readExperiment } from '../core/learn/experiment.ts';
import type { Metric } from '../core/learn/hypotheses.ts';
import { addDays, dayIn } from '../core/learn/meta/days.ts';
import { type Pattern, type TestShown, testKey } from '../core/learn/patterns.ts';
import { matureAfterDays, metricsOf } from '../core/learn/results.ts';
import { traitsOf } from '../core/learn/traits.ts';
import type {
  Clock,
  Experiment,
  ExperimentReader,
  ExperimentWriter,
  LearnAccount,
  LearnReader,
  MetaReader,
} from '../ports.ts';

type TestReader = ExperimentReader & Pick<LearnReader, 'learnVersion'> & Pick<MetaReader, 'metaDays'>;

interface Ports {
  readonly reader: TestReader;
  readonly writer: ExperimentWriter;
  readonly clock: Clock;
}

interface PlanPorts extends Ports {
  readonly adsOf: (ids: readonly AdId[]) => Promise<Ad[]>;
}

/** The ad of the library that each ad of the account is, of those that it has; null where it is linked with none. */
type Linked = ReadonlyMap<string, AdId | null>;

async function linkedIn(
  reader: ExperimentReader,
  accountId: string,
  metaAds: readonly string[],
): Promise<Linked> {
  const known = await reader.armAds(accountId, metaAds);
  return new Map(known.map(({ metaAdId, adId }) => [metaAdId, adId]));
}

const conceptsIn = async (reader: TestReader, accountId: string): Promise<ReadonlyMap<AdId, AdId>> =>
  new Map((await reader.learnVersion(accountId))?.learned.concepts);

/**
 * What counts as one piece of evidence: the concept of the film that an ad at Meta runs. An ad that is linked with none
 * any more stands for itself.
 */
const conceptBy = (concepts: ReadonlyMap<AdId, AdId>, linked: Linked) => (metaAd: string) => {
  const ad = linked.get(metaAd);
  return ad ? (concepts.get(ad) ?? ad) : metaAd;
};

const bothOf = (arms: Experiment['arms']): string[] => [...arms.with, ...arms.without];
const withIn =
  ({ arms }: Experiment) =>
  (ad: string): boolean =>
    arms.with.includes(ad);

/** Of its arms everything counts, whichever ads of the library they are. */
async function metricOf(
  reader: ExperimentReader,
  one: Experiment,
  conceptOf: (metaAd: string) => string,
): Promise<Pick<Metric, 'observations' | 'scatter'>> {
  const rows = await reader.armRows(one.accountId, bothOf(one.arms), one);
  const found = metricsOf(rows, conceptOf).find(({ metric }) => metric === one.metric);
  return found ?? { observations: [], scatter: 1 };
}

/** How far a test is; concepts make no difference to the sums of its arms. */
export async function armsNow(
  reader: ExperimentReader,
  one: Experiment,
): Promise<Pick<Reading, 'with' | 'without'>> {
  const { observations } = await metricOf(reader, one, (metaAd) => metaAd);
  return armsSoFar(observations, withIn(one));
}

/** What the tests of an account are read with. */
interface Known {
  readonly concepts: ReadonlyMap<AdId, AdId>;
  /** Last day whose results were read; where all rests they are none. */
  readonly until: string | null;
}

/** People are split no more, and what came of it is known. */
const isOver = ({ until, metric }: Experiment, known: Known): boolean =>
  known.until !== null && known.until > addDays(until, metric === 'roas' ? matureAfterDays : 0);

async function readingOf(reader: TestReader, one: Experiment, known: Known, level: number): Promise<Reading> {
  const linked = await linkedIn(reader, one.accountId, bothOf(one.arms));
  const metric = await metricOf(reader, one, conceptBy(known.concepts, linked));
  return readExperiment(metric, withIn(one), one.perArm, one.evidence.effect, level, isOver(one, known));
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
    /** For how long Meta splits people. */
    readonly days: number;
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
  const { metric, feature, value, wording, effect, interval90, q, nextTest } = pattern;
  // A version that an earlier release kept says no size.
  if (!nextTest || effect === null || interval90 === null || q === null)
    throw new AppError('NOT_ENOUGH_DATA', `Nothing of "${feature}: ${value}" is there to be tested.`);
  const both = bothOf(arms);
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
    evidence: { wording, effect, interval90: [...interval90], q, concepts: nextTest.concepts },
    perArm: nextTest.perArm,
    arms,
    since,
    until: addDays(since, plan.days - 1),
    plannedAt,
    reading: null,
    endedAt: null,
  };
  await writer.addExperiment(one);
  return one;
}

/** Arms that do not differ in what is tested show nothing of it, nor do arms of an ad or two each. */
async function checkArms(
  { reader, adsOf }: Pick<PlanPorts, 'reader' | 'adsOf'>,
  accountId: string,
  { feature, value }: Pick<Pattern, 'feature' | 'value'>,
  arms: Experiment['arms'],
): Promise<void> {
  const linked = await linkedIn(reader, accountId, bothOf(arms));
  const ids = [...new Set(linked.values())].filter((ad) => ad !== null);
  const traits = new Map((await adsOf(ids)).map((ad) => [ad.id, traitsOf(ad)]));
  const conceptOf = conceptBy(await conceptsIn(reader, accountId), linked);
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
    const concepts = new Set(arms[side].map(conceptOf)).size;
    if (concepts < leastConcepts)
      throw new AppError(
        'INVALID_INPUT',
        `${side}: ${concepts} of ${leastConcepts} different ads. With fewer a test tells these ads apart, not what they have in common; variants of one ad count once.`,
      );
  }
}

const leastTrials = (of: Pick<Reading, 'with' | 'without'>) => Math.min(of.with.trials, of.without.trials);

/** Reads the tests that have what was planned or are over, and answers what all read tests have shown; the newest of one pattern counts. */
export async function readTests(
  { reader, writer, clock }: Ports,
  accountId: string,
): Promise<ReadonlyMap<string, TestShown | null>> {
  const shown = new Map<string, TestShown | null>();
  const goes = new Map<string, number>();
  const all = (await reader.experiments(accountId)).reverse();
  if (all.length === 0) return shown;
  const until = [...(await reader.metaDays(accountId)).keys()].sort().at(-1) ?? null;
  const known = { concepts: await conceptsIn(reader, accountId), until };
  for (const one of all) {
    let { reading } = one;
    // One that was dropped was looked at as well.
    const earlier = goes.get(testKey(one)) ?? 0;
    goes.set(testKey(one), earlier + 1);
    if (one.state === 'running') {
      const now = await readingOf(reader, one, known, levelOf(earlier));
      if (now.verdict !== 'running') {
        await writer.endExperiment(one.id, 'read', now, clock.now());
        reading = now;
      }
    }
    if (!reading || one.state === 'dropped') continue;
    const { verdict, effect, interval95, concepts = 0 } = reading;
    // Read by impressions, as an earlier release did, or of too few ads, it says nothing of what they have in common.
    if (concepts < leastConcepts) continue;
    if (verdict !== 'not shown' && effect !== null && interval95 !== null)
      shown.set(testKey(one), { effect, interval95 });
    // A test of fewer ads than it needed, or that ended with less than was planned, has not failed to show it.
    else if (concepts >= (one.evidence.concepts ?? leastConcepts) && leastTrials(reading) >= one.perArm)
      shown.set(testKey(one), null);
  }
  return shown;
}
