import type { Caller, Input, Output, ProcedureId } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';

const caller: Caller = { host: 'cli', scopes: ['read', 'propose'], person: false };

export const call = <Id extends ProcedureId>(app: App, id: Id, input: Input<Id>): Promise<Output<Id>> =>
  typedCall(app, caller, id, input);

/** For verbs that a person runs for himself, as one who connects an account does. */
export const callAsPerson = <Id extends ProcedureId>(
  app: App,
  id: Id,
  input: Input<Id>,
): Promise<Output<Id>> => typedCall(app, { ...caller, person: true }, id, input);
