import { expect, test } from 'vitest';
import type { Content } from '../../../../src/main/core/approve/content.ts';
import { factsOf, partsOf, titleOf } from '../../../../src/main/core/approve/describe.ts';
import { warningsOf } from '../../../../src/main/core/approve/warnings.ts';
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
