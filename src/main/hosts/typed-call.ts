import {
  AppError,
  type Caller,
  type Failure,
  type Input,
  type Output,
  type ProcedureId,
} from '../../contract/index.ts';
import type { App } from './app.ts';

/** A failure that came back from the owner, thrown again with the text it came with. */
export class CallError extends AppError {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.code);
    this.failure = failure;
  }
  override toFailure(): Failure {
    return this.failure;
  }
}

/** For code of ours that calls the contract: types in and out, failures thrown. */
export async function typedCall<Id extends ProcedureId>(
  app: Pick<App, 'call'>,
  caller: Caller,
  id: Id,
  input: Input<Id>,
): Promise<Output<Id>> {
  const result = await app.call(id, input, caller);
  if (!result.ok) throw new CallError(result.error);
  return result.value as Output<Id>;
}
