import { expect, test } from 'vitest';
import type { ApprovalItem } from '../../../src/contract/index.ts';
import { hasNotLeft } from '../../../src/renderer/features/approve/waits.ts';

test('a request is called back until its first call, also where a part of it was so already', () => {
  const states: ApprovalItem['state'][] = ['proposed', 'approved', 'intent', 'sent', 'unknown', 'confirmed'];
  expect(states.filter((state) => hasNotLeft({ state } as ApprovalItem))).toEqual(['approved', 'intent']);
});
