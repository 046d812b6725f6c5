import { expect, test } from 'vitest';
import { rateChangedText } from '../../../../src/contract/words.ts';
import { draftDifferences } from '../../../../src/main/core/act/draft-differences.ts';
import { type Content, wrongWith } from '../../../../src/main/core/approve/content.ts';
import { factsOf, partsOf, titleOf } from '../../../../src/main/core/approve/describe.ts';
import { shownName } from '../../../../src/main/core/approve/shown-name.ts';
import { warningsOf } from '../../../../src/main/core/approve/warnings.ts';
import { noArmLimits, noLimits, wrongWithLimits } from '../../../../src/main/core/decide/user-limits.ts';
import { stillSpent } from '../../../../src/main/stages/freed-money.ts';
import { publishExecutor } from '../../../../src/main/stages/publish.ts';
import { deceptiveNames } from '../../../support/deceptive-names.ts';

/** What turns the order of letters, ends a line or cannot be seen, but the joiners of scripts that need them. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\u115f\u1160\u2800\u3164\uffa0]|(?! )\p{Zs}/u;
const place = { account: '1203844', client: '1203844', currency: 'EUR' };

test('there are forty, none twice', () => {
  expect(new Set(deceptiveNames)).toHaveLength(40);
});

test.each(deceptiveNames.map((name) => [JSON.stringify(name).slice(0, 60), name] as const))(
  'whatever an ad set is called, its request says what it asks for: %s',
  (_, name) => {
    const change = { target: '11', name, beforeMinor: 5000, afterMinor: 60_000 };
    const raise: Content = { ...place, kind: 'budget change', changes: [change] };
    const resume: Content = {
      ...place,
      kind: 'resume',
      switches: [{ target: '11', name, budgetMinor: 60_000 }],
    };
    const draft: Content = {
      ...place,
      kind: 'publish',
      amountMinor: 0,
      details: { file: name, ad_set_name: name, message: name },
    };
    const [part] = partsOf(raise, []);
    expect(part).toMatchObject({ target: '11', before: 5000, after: 60_000 });
    const object = part?.name === null ? '11' : '\u201c[^\u201c\u201d]+\u201d';
    expect(titleOf(raise)).toMatch(new RegExp(`^Raise ${object} from 50\\.00 EUR to 600\\.00 EUR a day$`));
    expect(titleOf(resume)).toMatch(new RegExp(`^Resume ${object} at 600\\.00 EUR a day$`));
    expect(titleOf(draft)).toMatch(
      /^Make a paused draft of \u201c[^\u201c\u201d]*\u201d in \u201c[^\u201c\u201d]*\u201d$/,
    );
    const [large] = warningsOf(raise, []);
    expect(large).toMatch(new RegExp(`^More than 20 % in one step: ${object} by \\+1100 %\\. Learning`));
    const oneLine = [titleOf(raise), titleOf(resume), titleOf(draft), large ?? '', part?.name ?? ''];
    for (const shown of oneLine) expect(shown).not.toMatch(hidden);
    for (const { value } of factsOf(draft)) expect(value.replaceAll('\n', '')).not.toMatch(hidden);
  },
);

const enclosed = '“[^“”]*”';
test.each(deceptiveNames.map((name) => [JSON.stringify(name).slice(0, 60), name] as const))(
  'what is said of it before and after a yes says no more than it does: %s',
  async (_, name) => {
    const switches = [{ target: '11', name, budgetMinor: null }];
    const object = shownName(name) === null ? '11' : enclosed;
    const arm = {
      id: '11',
      name,
      level: 'ad_set' as const,
      budgetMinor: 5000,
      paused: null,
      learning: false,
      editedAt: null,
      significantAt: null,
    };
    const limits = { ...noLimits, arms: { '11': { ...noArmLimits, floorMinor: 200, ceilingMinor: 100 } } };
    const meta = { currency: 'EUR', leastMinor: 100, quantumMinor: 1 };
    const pause = { content: { ...place, kind: 'pause', switches } };
    const spent = await stillSpent(
      {
        reader: { approvalsOf: async () => [{ approval: pause }], decision: async () => null },
        outside: { adAccount: { read: async () => ({ targets: { '11': { status: 'active' } } }) } },
      } as unknown as Parameters<typeof stillSpent>[0],
      {
        approval: { content: { ...place, kind: 'resume', switches } },
        decisionId: 'dec_1',
      } as unknown as Parameters<typeof stillSpent>[1],
      AbortSignal.timeout(1000),
    );
    const executor = publishExecutor({ mediaOf: async () => null } as unknown as Parameters<
      typeof publishExecutor
    >[0]);
    const draft = { ...place, kind: 'publish' as const, amountMinor: 0, details: { file: name, sha256: '' } };
    const { signal } = new AbortController();
    const gone = await executor.send(draft, 'ap_1', signal, signal);
    const said: [string | null | undefined, string][] = [
      [wrongWith({ ...place, kind: 'resume', switches }), `^What ${object} would spend in a day`],
      [spent, `^It spends what pausing ${object} would free`],
      [wrongWithLimits(limits, [arm], meta), `^The floor of ${enclosed} is 2\\.00 EUR and`],
      [rateChangedText(shownName(name) ?? '11', '2026-11-20'), `^${enclosed} brings other orders`],
      ['detail' in gone ? gone.detail : '', `^${enclosed} is gone`],
      [draftDifferences({ name: 'A' }, { name })[0], `^the headline is ${enclosed}$`],
    ];
    for (const [text, form] of said) {
      expect(text).toMatch(new RegExp(form));
      expect(text).not.toMatch(hidden);
    }
  },
);
