import { randomUUID } from 'node:crypto';
import {
  AppError,
  type Caller,
  contract,
  type Failure,
  type Output,
  type ParsedInput,
  type Procedure,
  type ProcedureId,
  type Result,
  scopeFor,
} from '../../contract/index.ts';
import type { Log } from '../ports.ts';
import { storeError } from '../store/errors.ts';

/** A missing or extra handler, or a wrong return, is a compile error. */
export type Handlers = {
  readonly [Id in ProcedureId]: (input: ParsedInput<Id>, caller: Caller) => Promise<Output<Id>>;
};

/** Everything a host may call. Unknown ids, foreign hosts, missing scopes and wrong shapes are answered, never thrown. */
export const bind =
  (handlers: Handlers, log: Log) =>
  async (id: string, input: unknown, caller: Caller): Promise<Result<unknown>> => {
    try {
      const procedure = authorise(id, caller);
      const handler = handlers[id as ProcedureId] as (input: unknown, caller: Caller) => Promise<unknown>;
      const value = await handler(parse(procedure, input), caller);
      return { ok: true, value: procedure.output.parse(value) };
    } catch (error) {
      return { ok: false, error: toFailure(error, id, log) };
    }
  };

/** The procedure, when it exists and this caller may use it. */
export function authorise(id: string, caller: Caller): Procedure {
  const procedure = Object.hasOwn(contract, id) ? (contract[id as ProcedureId] as Procedure) : undefined;
  if (!procedure)
    throw new AppError('NOT_FOUND', `No procedure is called ${JSON.stringify(id).slice(0, 100)}.`);
  if (procedure.hosts && !procedure.hosts.includes(caller.host)) {
    throw new AppError('PERMISSION', `${id} is not offered through ${caller.host}.`);
  }
  const scope = scopeFor(procedure.effect);
  if (!caller.scopes.includes(scope)) throw new AppError('PERMISSION', `${id} needs the scope "${scope}".`);
  if (procedure.person && (!caller.person || (procedure.person === 'present' && caller.token)))
    throw new AppError('PERMISSION', `${id} is for a person at a window or a terminal.`);
  if (procedure.effect === 'spend' && !caller.person)
    throw new AppError('NEEDS_APPROVAL', `${id} needs a person.`);
  return procedure;
}

function parse({ input: type }: Procedure, input: unknown): unknown {
  let parsed: ReturnType<typeof type.safeParse>;
  try {
    parsed = type.safeParse(input);
  } catch (cause) {
    // Checks of lengths throw at an object whose own "length" can be no number.
    throw new AppError('INVALID_INPUT', 'The input cannot be read.', { cause });
  }
  if (parsed.success) return parsed.data;
  throw new AppError('INVALID_INPUT', issues(parsed.error));
}

function issues(error: { issues: readonly { path: PropertyKey[]; message: string }[] }): string {
  return error.issues
    .map(({ path, message }) => `${path.length > 0 ? path.join('.') : 'input'}: ${message}`)
    .join('; ');
}

/** What was not meant to happen becomes INTERNAL with an id that finds its stack in the log. */
export function toFailure(error: unknown, id: string, log: Log): Failure {
  const known = storeError(error, id);
  if (known instanceof AppError) {
    log.info({ procedure: id, code: known.code, detail: known.detail }, 'call refused or failed');
    return known.toFailure();
  }
  const logId = randomUUID().slice(0, 8);
  log.error({ error, procedure: id, logId }, 'unexpected error');
  return { ...new AppError('INTERNAL', `Log id ${logId}.`).toFailure(), logId };
}
