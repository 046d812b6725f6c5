import type { BudgetLimits, ParsedInput } from '../../../contract/index.ts';
import { type ArmLimits, limitsOfArm } from '../../core/decide/user-limits.ts';
import { type AccountLimits, type LimitsChange, setLimits, showLimits } from '../../stages/budget-limits.ts';
import type { Handlers } from '../bind.ts';
import type { Owner } from '../owner.ts';

type LimitsHandlers = Pick<Handlers, 'decide.limits' | 'decide.setLimits'>;

export function budgetLimitsHandlers({
  store: { reader, writer },
  clock,
  events,
}: Pick<Owner, 'store' | 'clock'> & {
  readonly events: Pick<Owner['events'], 'emit'>;
}): LimitsHandlers {
  return {
    'decide.limits': async ({ account }) => shown(await showLimits({ reader, clock }, account ?? null)),
    async 'decide.setLimits'({ account, ...patch }) {
      const set = await setLimits({ reader, writer, clock }, account ?? null, changeOf(patch));
      events.emit({ type: 'limits' });
      return shown(set);
    },
  };
}

/** Without the fields that were left out, which would overwrite what is there. */
const given = <T extends object>(fields: { [K in keyof T]: T[K] | undefined }): Partial<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;

const changeOf = (patch: Omit<ParsedInput<'decide.setLimits'>, 'account'>): LimitsChange => ({
  account: given<LimitsChange['account']>({
    totalFloorMinor: patch.total_floor_minor,
    totalCeilingMinor: patch.total_ceiling_minor,
    margin: patch.margin,
    stepShare: patch.step_share,
    spacingDays: patch.spacing_days,
    aim: patch.aim,
  }),
  lossShare: patch.loss_share,
  arms: (patch.budgets ?? []).map(({ id, floor_minor, ceiling_minor, margin }) => ({
    id,
    change: given<ArmLimits>({ floorMinor: floor_minor, ceilingMinor: ceiling_minor, margin }),
  })),
});

const shown = ({ account, limits, setAt }: AccountLimits): BudgetLimits => ({
  account: { id: account.id, name: account.name },
  currency: account.currency,
  total_floor_minor: limits.totalFloorMinor,
  total_ceiling_minor: limits.totalCeilingMinor,
  margin: limits.margin,
  step_share: limits.stepShare,
  spacing_days: limits.spacingDays,
  aim: limits.aim,
  guard: limits.guard && {
    loss_share: limits.guard.lossShare,
    since: limits.guard.since,
    split: { ...limits.guard.split },
  },
  budgets: account.arms.flatMap(({ id, name, budgetMinor, paused }) => {
    const { floorMinor, ceilingMinor, margin } = limitsOfArm(limits, id);
    // Of one that is paused a limit counts once it is resumed: it is shown, to be taken back, and no new one is asked for.
    if (paused && !Object.hasOwn(limits.arms, id)) return [];
    return {
      id,
      name,
      now_minor: paused ? 0 : budgetMinor,
      floor_minor: floorMinor,
      ceiling_minor: ceilingMinor,
      margin,
    };
  }),
  set_at: setAt,
});
