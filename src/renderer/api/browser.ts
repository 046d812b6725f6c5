import type { AppEvent, Failure, Input, Output, ProcedureId, Result } from '../../contract/index.ts';
import { failure, unreachable } from './failures.ts';
import { exportInBrowser } from './save-parts.ts';
import { failed, type Transport } from './transport.ts';
import { sendFiles } from './upload.ts';
import { filesOf } from './walk-entries.ts';

const url = (id: ProcedureId): string => `/v1/${id.replace('.', '/')}`;

/** The gateway answers too many calls with 429 and when to come back; a short wait is ours, a long one is told. */
const PATIENCE_S = 5;
const pause = (seconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const ask = async <Id extends ProcedureId>(
  id: Id,
  input: Input<Id>,
  patienceS = PATIENCE_S,
): Promise<Result<Output<Id>>> => {
  let response: Response;
  try {
    response = await fetch(url(id), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      credentials: 'same-origin',
    });
  } catch {
    return failed(unreachable());
  }
  const waitS = Number(response.headers.get('retry-after') ?? Number.NaN);
  if (response.status === 429 && waitS <= patienceS) {
    await pause(waitS);
    return ask(id, input, patienceS - Math.max(1, waitS));
  }
  try {
    const body: unknown = await response.json();
    if (response.ok) return { ok: true, value: body as Output<Id> };
    return failed((body as { error: Failure }).error);
  } catch {
    return failed(
      failure(response.status === 401 ? 'AUTH_EXPIRED' : 'INTERNAL', `(${id}, ${response.status})`),
    );
  }
};

/** Browsers give up on some failures of an event stream; then it is opened anew. */
const REOPEN_MS = 2000;
const STREAM_PATIENCE_MS = 2000;

/** A stream is heard by the names of its events; the type says when one is missing here. */
const eventTypes: Record<AppEvent['type'], true> = {
  job: true,
  ads: true,
  changed: true,
  marks: true,
  library: true,
  collections: true,
  settings: true,
  accounts: true,
  tokens: true,
  watch: true,
  approvals: true,
  limits: true,
  director: true,
  learnt: true,
  digest: true,
  revenue: true,
};

const subscribe: Transport['subscribe'] = (onEvent, onLink, onGap) => {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const receive = (message: MessageEvent<string>) => onEvent(JSON.parse(message.data) as AppEvent);
  const open = () => {
    source = new EventSource('/v1/events', { withCredentials: true });
    source.onopen = () => onLink(true);
    source.onmessage = receive;
    for (const type of Object.keys(eventTypes)) source.addEventListener(type, receive);
    source.addEventListener('resync', onGap);
    source.onerror = () => {
      onLink(false);
      if (source?.readyState === EventSource.CLOSED) timer = setTimeout(open, REOPEN_MS);
    };
  };
  open();
  return () => {
    clearTimeout(timer);
    source?.close();
  };
};

export const browserTransport = (): Transport => {
  // What changes after an answer must be heard: the first question waits for the stream, or for word that it fails, and
  // not for long where something on the way holds both back.
  const { promise: told, resolve: tells } = Promise.withResolvers<void>();
  setTimeout(tells, STREAM_PATIENCE_MS);
  const call: Transport['call'] = async (id, input) => {
    await told;
    return ask(id, input);
  };
  return {
    kind: 'browser',
    call,
    subscribe: (onEvent, onLink, onGap) =>
      subscribe(
        onEvent,
        (up) => {
          tells();
          onLink(up);
        },
        onGap,
      ),
    exportAds: (input, pdf, onProgress, signal) => exportInBrowser(call, input, pdf, onProgress, signal),
    analyze: async (intake, onProgress, signal) => {
      const files = await filesOf(intake);
      if (files.length === 0) return failed(failure('NOT_FOUND', 'There are no files in what was dropped.'));
      return sendFiles(call, files, onProgress, signal);
    },
  };
};
