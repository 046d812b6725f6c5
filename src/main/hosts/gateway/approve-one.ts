import { AppError, type Caller, type Result } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';

/**
 * What scripts of an older design ask for: approve the one request that waits under this id, or for this ad. Their token
 * was made by a person who let it approve, so the amount counts as said; everything else is checked as in the window.
 */
export async function approveOne(
  app: Pick<App, 'call'>,
  caller: Caller,
  given: string,
): Promise<Result<unknown>> {
  if (!caller.scopes.includes('approve'))
    throw new AppError('PERMISSION', 'Approving needs the scope "approve": start with --allow-approve.');
  const { items } = await typedCall(app, caller, 'approve.list', { limit: 1000 });
  const waiting = items.filter(
    ({ id, ad_id, state }) => state === 'proposed' && (id === given || ad_id === given),
  );
  const [one] = waiting;
  if (!one) throw new AppError('NOT_FOUND', `Nothing waits under ${given.slice(0, 64)}.`);
  if (waiting.length > 1)
    throw new AppError('CONFLICT', `Several wait: ${waiting.map(({ id }) => id).join(', ')}.`);
  const { id, content_hash, amount_minor } = one;
  const { item } = await typedCall(app, caller, 'approve.confirm', {
    id,
    content_hash,
    typed_minor: amount_minor,
  });
  return { ok: true, value: { item } };
}
