import type { Caller, Input, Output, ProcedureId } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';

const caller: Caller = { host: 'cli', scopes: ['read', 'propose'], person: false };

export const call = <Id extends ProcedureId>(app: App, id: Id, input: Input<Id>): Promise<Output<Id>> =>
  typedCall(app, caller, id, input);
