import { randomBytes } from 'node:crypto';
import { AppError, type Experiment as Shown } from '../../../contract/index.ts';
import type { MetricName } from '../../core/learn/results.ts';
import { testSize } from '../../core/learn/test-size.ts';
import type { Experiment } from '../../ports.ts';
import { armsNow, planExperiment } from '../../stages/experiments.ts';
import type { Handlers } from '../bind.ts';
import { learntOf, unitOf } from '../learnt-of.ts';
import type { Owner } from '../owner.ts';

type Experiments = Pick<Handlers, 'learn.tests' | 'learn.testSize' | 'learn.planTest' | 'learn.dropTest'>;

export function experimentHandlers({ store, library, clock, events }: Owner): Experiments {
  const { reader, writer } = store;
  const { accountOf, versionOf } = learntOf(reader);

  const shown = async (one: Experiment): Promise<Shown> => {
    const { reading } = one;
    const { with: a, without: b } = reading ?? (await armsNow(reader, one));
    return {
      id: one.id,
      state: one.state,
      metric: one.metric as MetricName,
      feature: one.feature,
      value: one.value,
      evidence: {
        wording: one.evidence.wording,
        effect: one.evidence.effect,
        interval90: [...one.evidence.interval90],
        q: one.evidence.q,
        concepts: one.evidence.concepts ?? null,
      },
      per_arm: one.perArm,
      unit: unitOf(one.metric as MetricName),
      since: one.since,
      until: one.until,
      planned_at: one.plannedAt,
      with: { ads: [...one.arms.with], ...a },
      without: { ads: [...one.arms.without], ...b },
      // What is not read yet has no verdict, however far it is.
      verdict: reading?.verdict ?? 'running',
      effect: reading?.effect ?? null,
      interval95: reading?.interval95 ? [...reading.interval95] : null,
      p: reading?.p ?? null,
      ended_at: one.endedAt,
    };
  };

  return {
    async 'learn.tests'({ account }) {
      const of = await accountOf(account);
      const found: Shown[] = [];
      for (const one of await reader.experiments(of.id)) found.push(await shown(one));
      return { currency: of.currency, tests: found };
    },
    async 'learn.testSize'({ account, ...wanted }) {
      const of = await accountOf(account);
      const size = testSize(await reader.pacesOf(of.id), wanted);
      if (!size)
        throw new AppError('NOT_ENOUGH_DATA', `No results of ${of.name} say what its ${wanted.metric} is.`);
      return {
        currency: of.currency,
        unit: unitOf(wanted.metric),
        base: size.base,
        units_per_day: size.unitsPerDay,
        lift: wanted.lift,
        power: wanted.power,
        needed_per_arm: size.neededPerArm,
        needed_days: size.neededDays,
        days: wanted.days,
        per_arm: size.perArm,
        power_then: size.powerThen,
        smallest_lift: size.smallestLift,
      };
    },
    async 'learn.planTest'({ account, metric, feature, value, with: a, without: b, since, days }) {
      const { account: of, version } = await versionOf({ account });
      const pattern = version.learned.knowledge.patterns.find(
        (one) => one.metric === metric && one.feature === feature && one.value === value,
      );
      if (!pattern)
        throw new AppError('NOT_FOUND', `Nothing was looked at as "${feature}: ${value}" for ${metric}.`);
      const one = await planExperiment(
        { reader, writer, clock, adsOf: (ids) => reader.ads(ids, library.factsOf) },
        {
          id: `ab_${randomBytes(8).toString('hex')}`,
          account: of,
          pattern,
          arms: { with: a, without: b },
          since,
          days,
        },
      );
      events.emit({ type: 'learnt' });
      return shown(one);
    },
    async 'learn.dropTest'({ id }) {
      if (!(await writer.endExperiment(id, 'dropped', null, clock.now())))
        throw new AppError('NOT_FOUND', `No running test is called ${id}.`);
      events.emit({ type: 'learnt' });
      return {};
    },
  };
}
