import { expect, test } from 'vitest';
import { copyText } from '../../../src/renderer/state/copy-text.ts';
import { useToasts } from '../../../src/renderer/state/toasts.ts';

test('where there is no clipboard, as here, nothing is said to be copied', async () => {
  await copyText('00:07', '00:07 copied');
  expect(useToasts.getState().toasts).toMatchObject([
    { tone: 'error', text: 'The clipboard is not available here.' },
  ]);
});
