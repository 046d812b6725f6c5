import { onTestFinished } from 'vitest';
import { openStore, type Store } from '../../src/main/store/index.ts';
import { tempFolder } from './temp-folder.ts';

/** An empty library in a folder of this test's own, closed when the test is over. */
export async function tempStore(
  now: () => string,
  near: Parameters<typeof openStore>[2] = () => [],
): Promise<Store> {
  const store = await openStore(tempFolder(), now, near);
  onTestFinished(() => store.close());
  return store;
}
