import type { BudgetLimits, Input } from '../../../contract/index.ts';
import { money, readMoney } from '../approve/money-text.ts';

/** What is typed, by field; the fields of a budget begin with its id. Empty is no bound, or the account's own margin. */
export type LimitsText = Readonly<Record<string, string>>;

/** ISO 4217's word for none: a percentage is read by locale with two decimals, as money is. */
const percent = 'XXX';
export const shareText = (share: number): string =>
  money(Math.round(share * 10_000), percent).replace(/\D00$/, '');
const minorText = (minor: number | null, currency: string): string =>
  minor === null || minor === 0 ? '' : money(minor, currency);

type Patch = Input<'decide.setLimits'>;

export const defaultLoss = 0.1;
/** By custom, and where the field is left empty. */
export const usual = { stepShare: 0.2, spacingDays: 3 } as const;

export const textOf = (limits: BudgetLimits): LimitsText =>
  Object.fromEntries([
    ['floor', minorText(limits.total_floor_minor, limits.currency)],
    ['ceiling', minorText(limits.total_ceiling_minor, limits.currency)],
    ['margin', shareText(limits.margin)],
    ['step', shareText(limits.step_share)],
    ['spacing', String(limits.spacing_days)],
    ['loss', limits.guard ? shareText(limits.guard.loss_share) : ''],
    ...limits.budgets.flatMap(({ id, floor_minor, ceiling_minor, margin }) => [
      [`${id} floor`, minorText(floor_minor, limits.currency)],
      [`${id} ceiling`, minorText(ceiling_minor, limits.currency)],
      [`${id} margin`, margin === null ? '' : shareText(margin)],
    ]),
  ]);

const isShare = (field: string): boolean => field.endsWith('margin') || field === 'loss' || field === 'step';
const daysOf = (text: string): number | null => (/^\d{1,2}$/.test(text.trim()) ? Number(text) : null);

/** What a field holds that is read by locale: minor units, or hundredths of a percent. */
export const numberOf = (field: string, text: string, currency: string): number | null =>
  field === 'spacing' ? null : readMoney(text, isShare(field) ? percent : currency);
export const numberText = (field: string, value: number, currency: string): string =>
  isShare(field) ? shareText(value / 10_000) : money(value, currency);

/** What is wrong with one field, or undefined. */
export function wrongField(field: string, text: string, currency: string): string | undefined {
  if (text.trim() === '') return undefined;
  if (field === 'spacing') {
    const days = daysOf(text);
    return days !== null && days >= 1 && days <= 30 ? undefined : 'From 1 to 30 days.';
  }
  const value = numberOf(field, text, currency);
  if (value === null) return isShare(field) ? 'This is no percentage.' : 'This is no amount.';
  if (field === 'loss' && (value < 100 || value > 5000)) return 'From 1 to 50 %.';
  if (field === 'step' && (value < 500 || value > 5000)) return 'From 5 to 50 %.';
  return isShare(field) && (value === 0 || value > 10_000) ? 'Above 0, up to 100 %.' : undefined;
}

/** What the form asks for; undefined while a field of it cannot be read. */
export function patchOf(limits: BudgetLimits, text: LimitsText, aim: BudgetLimits['aim']): Patch | undefined {
  const { currency, account, budgets } = limits;
  if (Object.entries(text).some(([field, typed]) => wrongField(field, typed, currency) !== undefined))
    return undefined;
  const minor = (field: string): number | null => numberOf(field, text[field] ?? '', currency);
  const share = (field: string): number | null => {
    const hundredths = minor(field);
    return hundredths === null ? null : hundredths / 10_000;
  };
  return {
    account: account.id,
    total_floor_minor: minor('floor') ?? 0,
    total_ceiling_minor: minor('ceiling'),
    margin: share('margin') ?? 1,
    step_share: share('step') ?? usual.stepShare,
    spacing_days: daysOf(text.spacing ?? '') ?? usual.spacingDays,
    aim,
    loss_share: share('loss'),
    budgets: budgets.map(({ id }) => ({
      id,
      floor_minor: minor(`${id} floor`) ?? 0,
      ceiling_minor: minor(`${id} ceiling`),
      margin: share(`${id} margin`),
    })),
  };
}

/** Of what was asked for, what was otherwise before: what is set besides by now, as by another step, stays. */
export function changesOf(patch: Patch, { budgets = [], ...before }: Patch): Patch {
  const was = new Map(budgets.map((budget) => [budget.id, budget]));
  const { account, budgets: asked = [], ...rest } = patch;
  return {
    account,
    ...changed(rest, before),
    budgets: asked.flatMap(({ id, ...own }) => {
      const other = changed(own, was.get(id) ?? {});
      return Object.keys(other).length > 0 ? [{ id, ...other }] : [];
    }),
  };
}

const changed = <T extends object>(fields: T, before: Partial<T>): Partial<T> =>
  Object.fromEntries(
    Object.entries(fields).filter(([key, value]) => value !== before[key as keyof T]),
  ) as Partial<T>;
