import { randomBytes } from 'node:crypto';
import { DECIDE_VERSION } from '../../core/decide/proposal.ts';
import type { Decision } from '../../stages/decide.ts';
import type { Owner } from '../owner.ts';

/** For replay and follow-up. Answers its id. */
export async function keepDecision(
  { writer }: Owner['store'],
  clock: Owner['clock'],
  { account, basis, inputs, proposal }: Decision,
): Promise<string> {
  const id = `dec_${randomBytes(8).toString('hex')}`;
  await writer.addDecision({
    id,
    madeAt: clock.now(),
    account: account.id,
    basis,
    inputs,
    engine: DECIDE_VERSION,
    proposal,
  });
  return id;
}
