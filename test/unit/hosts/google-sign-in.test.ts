import { expect, test, vi } from 'vitest';
import { type BeginSignIn, createGoogleSignIn } from '../../../src/main/hosts/google-sign-in.ts';

type Begun = Awaited<ReturnType<BeginSignIn>>;

/** Sign-ins that have no address until one gives it. */
function start() {
  const coming: PromiseWithResolvers<Begun>[] = [];
  const google = createGoogleSignIn(() => {
    const one = Promise.withResolvers<Begun>();
    coming.push(one);
    return one.promise;
  });
  const told = { through: vi.fn(async () => undefined), refused: vi.fn(), ended: vi.fn() };
  const begin = () => {
    const url = google.begin({ id: 'id', secret: 'secret' }, told);
    url.catch(() => undefined);
    return url;
  };
  /** As the real one: its grant fails once it is cancelled. */
  const give = (at: number) => {
    const { promise: grant, reject } = Promise.withResolvers<never>();
    const cancel = vi.fn(() => reject(new Error('cancelled')));
    coming[at]?.resolve({ url: `https://accounts.google.com/${at}`, grant, cancel });
    return cancel;
  };
  return { google, begin, give, told };
}

test('one that is cancelled before it has its address is ended once it has, and nobody is sent there', async () => {
  const { google, begin, give, told } = start();
  const url = begin();
  google.cancel();
  const cancel = give(0);
  await expect(url).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(cancel).toHaveBeenCalledOnce();
  expect(google.isUnderWay()).toBe(false);
  expect(told.refused).not.toHaveBeenCalled();
});

test('of two that begin at once the later stays, also where the earlier has its address last', async () => {
  const { google, begin, give } = start();
  const [earlier, later] = [begin(), begin()];
  const cancelLater = give(1);
  expect(await later).toBe('https://accounts.google.com/1');
  const cancelEarlier = give(0);
  await expect(earlier).rejects.toMatchObject({ code: 'CONFLICT' });
  expect([cancelEarlier.mock.calls.length, cancelLater.mock.calls.length]).toEqual([1, 0]);
  expect(google.isUnderWay()).toBe(true);
});
