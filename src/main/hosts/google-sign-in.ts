import { AppError } from '../../contract/index.ts';
import type { OAuthGrant } from '../ports.ts';

/** A person signs in with the browser; `grant` ends when that is through, and fails when it is not. */
export type BeginSignIn = (client: {
  readonly id: string;
  readonly secret: string;
}) => Promise<{ readonly url: string; readonly grant: Promise<OAuthGrant>; cancel(): void }>;

/** The one sign-in that may be under way: another takes its place. */
export function createGoogleSignIn(beginSignIn: BeginSignIn) {
  let current: Awaited<ReturnType<BeginSignIn>> | null = null;
  /** The one that was begun last; it may not have its address yet. */
  let latest: symbol | null = null;

  return {
    isUnderWay: (): boolean => current !== null,

    cancel(): void {
      current?.cancel();
      current = null;
      latest = null;
    },

    /**
     * Answers the address to sign in at. What comes of it is told later: to `through` the grant, to `refused` why there is
     * none or `through` failed, and to `ended` in any case. One that was cancelled or overtaken is told to `ended` alone.
     * Throws CONFLICT where that happened before it had its address; nobody is told then.
     */
    async begin(
      client: Parameters<BeginSignIn>[0],
      told: { through(grant: OAuthGrant): Promise<unknown>; refused(error: unknown): void; ended(): void },
    ): Promise<string> {
      const me = Symbol('sign-in');
      latest = me;
      const mine = await beginSignIn(client);
      if (latest !== me) {
        mine.grant.catch(() => undefined);
        mine.cancel();
        throw new AppError('CONFLICT', 'This sign-in was cancelled, or another was begun.');
      }
      current?.cancel();
      current = mine;
      mine.grant
        .then(told.through)
        .catch((error: unknown) => {
          if (current === mine) told.refused(error);
        })
        .finally(() => {
          if (current === mine) current = null;
          told.ended();
        });
      return mine.url;
    },
  };
}
