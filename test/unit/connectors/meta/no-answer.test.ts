import { expect, test } from 'vitest';
import { NoAnswer } from '../../../../src/main/connectors/meta/transport.ts';

test.each([
  ['ECONNREFUSED', false],
  ['ENOTFOUND', false],
  ['EAI_AGAIN', false],
  // Some systems end a connection so after the request was written.
  ['EHOSTUNREACH', true],
  ['ENETUNREACH', true],
  ['ECONNRESET', true],
  ['ETIMEDOUT', true],
])('%s: it may have left: %s', (why, sent) => {
  expect(new NoAnswer(why).sent).toBe(sent);
});
