import { expect, test } from 'vitest';
import { actorWords, deedWords } from '../../../src/renderer/features/approve/audit-words.ts';

test('a step of the log is told by who did it, as a person reads it', () => {
  const line = (actor: string, what: string) => `${actorWords(actor, 'mara')} ${deedWords(what)}`;
  expect(line('person mara', 'propose')).toBe('You proposed it');
  expect(line('person mara b', 'approve')).toBe('mara b approved it');
  expect(line('agent mcp', 'edit')).toBe('a program (mcp) changed it');
  expect(line('executor', 'tick')).toBe('Titan Ads let it expire');
  expect(line('executor', 'of a later version')).toBe('Titan Ads of a later version');
});
