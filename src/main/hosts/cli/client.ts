import { AppError, type Caller, type Input, type Output, type ProcedureId } from '../../../contract/index.ts';
import type { App } from '../app.ts';

export const cliCaller: Caller = { host: 'cli', scopes: ['read', 'propose'], person: false };

/** A failure that came back from the owner, thrown again so that one place prints it and chooses the exit code. */
export class CallError extends AppError {
  readonly text: string;
  constructor(failure: { code: AppError['code']; message: string }) {
    super(failure.code);
    this.text = failure.message;
  }
}

/** Typed calls for the verbs. */
export async function call<Id extends ProcedureId>(app: App, id: Id, input: Input<Id>): Promise<Output<Id>> {
  const result = await app.call(id, input, cliCaller);
  if (!result.ok) throw new CallError(result.error);
  return result.value as Output<Id>;
}
