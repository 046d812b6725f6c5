import { expect, test } from 'vitest';
import { batchFailure, lineFailure } from '../../../../src/main/connectors/gemini/errors.ts';

test.each([5, 7, 16])(
  'a line that is refused with %i says nothing of the other ads: its film may be gone',
  (code) => {
    expect(lineFailure({ code, message: 'You do not have permission to access the File' }).problem).toBe(
      'upstream',
    );
  },
);

test.each([
  [7, 'auth'],
  [5, 'model'],
])('a whole batch that is refused with %i is told by its key or model', (code, problem) => {
  expect(batchFailure({ error: { code } }).problem).toBe(problem);
});
