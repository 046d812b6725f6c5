import { expect, test } from 'vitest';
import type { Content, Plain } from '../../../../src/main/core/approve/content.ts';
import { factsOf } from '../../../../src/main/core/approve/describe.ts';

const facts = (details: Plain) => {
  const place = { account: '1', client: '1', currency: 'USD', amountMinor: 0, details };
  const content: Content = { ...place, kind: 'model spend' };
  return Object.fromEntries(factsOf(content).map(({ name, value }) => [name, value]));
};

test('an approver is shown each of several things on a line, which no name in it can end', () => {
  expect(
    facts({
      ads: { aaaa: 'spring.mp4', bbbb: 'x\ncccc never.mp4' },
      services: [
        { judge: 'openai', model: 'm', gets: ['frames', 'words'] },
        { judge: 'gemini', model: 'n', gets: ['films'] },
      ],
      names: ['a', 'b'],
      cheaper: false,
      message: 'First line.\nSecond line.',
      none: {},
      absent: null,
    }),
  ).toEqual({
    ads: 'aaaa spring.mp4\nbbbb x cccc never.mp4',
    services: 'judge openai, model m, gets frames, words\njudge gemini, model n, gets films',
    names: 'a, b',
    cheaper: 'no',
    message: 'First line.\nSecond line.',
    none: '',
  });
});
