import {
  createContext,
  type ReactNode,
  use,
  useCallback,
  useMemo,
  useState,
  useSyncExternalStore,
} from 'react';
import type { AdId, Failure, Input, Marks, Output, ProcedureId, Result } from '../../contract/index.ts';
import { type Answer, QueryCache } from './cache.ts';
import { Live } from './live.ts';
import { applied, MarkWriter } from './mark-writer.ts';
import type { Transport } from './transport.ts';

export interface Api {
  readonly transport: Transport;
  readonly cache: QueryCache;
  readonly live: Live;
  readonly marks: MarkWriter;
}

export const createApi = (transport: Transport): Api => {
  const cache = new QueryCache(transport);
  const marks = new MarkWriter(transport.call.bind(transport));
  return { transport, cache, marks, live: new Live(cache, marks) };
};

const ApiContext = createContext<Api | null>(null);

export const ApiProvider = ({ api, children }: { api: Api; children: ReactNode }) => (
  <ApiContext value={api}>{children}</ApiContext>
);

export const useApi = (): Api => {
  const api = use(ApiContext);
  if (!api) throw new Error('useApi outside of ApiProvider');
  return api;
};

/**
 * Reads and stays up to date; null asks nothing. Typed by the contract: the id decides what goes in and what comes out.
 */
export const useQuery = <Id extends ProcedureId>(id: Id, input: Input<Id> | null): Answer<Output<Id>> => {
  const { cache } = useApi();
  const key = QueryCache.key(id, input);
  // The key stands for id and input: a new object with the same content is the same question.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  const watch = useCallback(
    (onChange: () => void) => (input === null ? () => undefined : cache.watch(id, input, onChange)),
    [cache, key],
  );
  return useSyncExternalStore(watch, () => (input === null ? idle : cache.read(id, input)));
};
const idle: Answer<never> = { data: undefined, error: undefined, loading: false };

/** The same for a question that changes under the hand: until the next answer is here, the one before stays. */
export const useKeptQuery = <Id extends ProcedureId>(id: Id, input: Input<Id>): Answer<Output<Id>> => {
  const answer = useQuery(id, input);
  const [kept, setKept] = useState(answer.data);
  if (answer.data !== undefined && answer.data !== kept) setKept(answer.data);
  return { ...answer, data: answer.data ?? kept };
};

export interface Command<Id extends ProcedureId> {
  readonly run: (input: Input<Id>) => Promise<Result<Output<Id>>>;
  readonly busy: boolean;
  readonly error: Failure | undefined;
  readonly clear: () => void;
}

/** Runs a command or starts a job; while it runs `busy` is true, and its last failure stays until the next run. */
export const useCommand = <Id extends ProcedureId>(id: Id): Command<Id> => {
  const { transport } = useApi();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Failure>();
  const run = useCallback(
    async (input: Input<Id>) => {
      setBusy(true);
      setError(undefined);
      const result = await transport.call(id, input);
      setBusy(false);
      if (!result.ok) setError(result.error);
      return result;
    },
    [transport, id],
  );
  const clear = useCallback(() => setError(undefined), []);
  return useMemo(() => ({ run, busy, error, clear }), [run, busy, error, clear]);
};

/** The marks of an ad as they are now: what was read of it, and what this window has heard or changed since. */
export const useMarks = (ad: (Marks & { readonly id: AdId }) | null): Marks => {
  const { marks } = useApi();
  const edits = useSyncExternalStore(marks.subscribe, () => marks.editsOf(ad?.id ?? ''));
  return useMemo(() => applied(ad ?? unmarked, edits), [ad, edits]);
};
const unmarked: Marks = { pick: 'none', rating: null, tags: [] };

export const useLink = (): boolean => {
  const { live } = useApi();
  return useSyncExternalStore(
    useCallback((onChange) => live.onLink(onChange), [live]),
    () => live.up,
  );
};
