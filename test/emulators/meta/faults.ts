import type { IncomingMessage, ServerResponse } from 'node:http';
import { json } from '../support/serve.ts';

/** What is to go wrong with the next request that fits, or with this many of them. */
export interface MetaFault {
  readonly on:
    | 'any'
    | 'me'
    | 'account'
    | 'campaigns'
    | 'adsets'
    | 'ads'
    | 'insights'
    | 'report'
    | 'advideos'
    | 'adimages'
    | 'media'
    | 'write'
    | 'node'
    | 'activities'
    | 'events'
    | 'batch';
  readonly kind:
    | 'error'
    | 'html'
    | 'empty'
    | 'text'
    | 'ok with error'
    | 'reset'
    | 'lost'
    | 'hang'
    | 'drip'
    | 'skipped'
    | 'ignored'
    | 'truncated';
  /** Of one object alone. */
  readonly target?: string;
  readonly code?: number;
  readonly subcode?: number;
  readonly transient?: boolean;
  readonly userMessage?: string;
  readonly status?: number;
  readonly headers?: Record<string, string>;
  /** Lets so many that fit pass before it begins. */
  after?: number;
  times?: number;
}

export interface GraphProblem {
  readonly code: number;
  readonly subcode?: number | undefined;
  readonly message: string;
  readonly transient?: boolean | undefined;
  readonly userMessage?: string | undefined;
  readonly data?: object | undefined;
}

export const isProblem = (value: object): value is GraphProblem => 'message' in value && 'code' in value;

export const errorBody = ({
  code,
  subcode,
  message,
  transient = false,
  userMessage,
  data,
}: GraphProblem) => ({
  error: {
    message,
    type: 'OAuthException',
    code,
    ...(subcode !== undefined && { error_subcode: subcode }),
    is_transient: transient,
    error_user_title: 'Something is wrong',
    ...(userMessage !== undefined && { error_user_msg: userMessage }),
    ...(data !== undefined && { error_data: data }),
    fbtrace_id: 'AbCdEf123',
  },
});

export const refuse = (
  response: ServerResponse,
  problem: GraphProblem,
  status = 400,
  headers: Record<string, string> = {},
): void => json(response, status, errorBody(problem), headers);

export function take(faults: MetaFault[], on: MetaFault['on'], target = ''): MetaFault | undefined {
  const at = faults.findIndex(
    (fault) =>
      (fault.on === on || fault.on === 'any') && (fault.target === undefined || fault.target === target),
  );
  const fault = faults[at];
  if (!fault) return undefined;
  if (fault.after) {
    fault.after -= 1;
    return undefined;
  }
  const left = (fault.times ?? 1) - 1;
  if (left > 0) fault.times = left;
  else faults.splice(at, 1);
  return fault;
}

/** Plays a fault that answers by itself; false where the answer is only spoilt on its way. */
export function play(request: IncomingMessage, response: ServerResponse, fault: MetaFault): boolean {
  switch (fault.kind) {
    case 'error':
      refuse(
        response,
        {
          code: fault.code ?? 1,
          subcode: fault.subcode,
          message: 'It failed',
          transient: fault.transient,
          userMessage: fault.userMessage,
        },
        fault.status ?? 400,
        fault.headers,
      );
      return true;
    case 'html':
      response.writeHead(fault.status ?? 502, { 'content-type': 'text/html' });
      response.end('<!doctype html><title>Bad gateway</title>');
      return true;
    case 'empty':
      response.writeHead(fault.status ?? 500);
      response.end();
      return true;
    case 'text':
      json(response, fault.status ?? 500, { error: 'text' });
      return true;
    case 'ok with error':
      json(response, 200, errorBody({ code: fault.code ?? 2, message: 'It failed' }));
      return true;
    case 'reset':
      request.socket.resetAndDestroy();
      return true;
    case 'hang':
      return true;
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.write('{"data":[');
      const drops = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drops));
      return true;
    }
    case 'ignored':
      json(response, 200, { success: true });
      return true;
    case 'lost':
    case 'skipped':
    case 'truncated':
      return false;
  }
}
