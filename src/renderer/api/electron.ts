import type { AdId, AppEvent, CommandId, Input, Output, ProcedureId, Result } from '../../contract/index.ts';
import { failure, unreachable } from './failures.ts';
import { failed, type Transport } from './transport.ts';

/** What the preload exposes, and no more. */
export interface TitanBridge {
  call(id: ProcedureId, input: unknown): Promise<Result<unknown>>;
  subscribe(listener: (event: AppEvent) => void): () => void;
  /** A command chosen in the native menu. */
  onCommand(listener: (id: CommandId) => void): () => void;
  /** An address of the window that a link or a notification leads to. */
  onPlace(listener: (hash: string) => void): () => void;
  pickFolder(): Promise<string | null>;
  saveExport(input: {
    export_id: string;
    filename: string;
    parts: number;
    pdf: boolean;
  }): Promise<Result<string | null>>;
  stopExport(): Promise<unknown>;
  onExport(listener: (progress: { done: number; total: number }) => void): () => void;
  /**
   * Starts a drag of the files of at most 200 ads, the first under the pointer; to be called while the page's own drag
   * begins. Answers how many of them there are.
   */
  dragOut(ids: readonly AdId[]): Promise<number | null>;
  /** Tells the native menu what can be done now. */
  availableCommands(ids: readonly CommandId[]): Promise<null>;
  pathsOf(files: File[]): string[];
}

declare global {
  interface Window {
    readonly titan?: TitanBridge;
  }
}

export const electronTransport = (bridge: TitanBridge): Transport => {
  const call = <Id extends ProcedureId>(id: Id, input: Input<Id>): Promise<Result<Output<Id>>> =>
    (bridge.call(id, input) as Promise<Result<Output<Id>>>).catch(() => failed(unreachable()));
  return {
    kind: 'electron',
    call,
    subscribe: (onEvent, onLink) => {
      onLink(true);
      return bridge.subscribe(onEvent);
    },
    pickFolder: () => bridge.pickFolder(),
    pathsOf: (files) => bridge.pathsOf([...files]),
    exportAds: async (input, pdf, onProgress, signal) => {
      const opened = await call('export.open', input);
      if (!opened.ok) return opened;
      const { export_id, filename, parts, ads } = opened.value;
      const leave = bridge.onExport(({ done, total }) => onProgress(done, total));
      const stop = () => void bridge.stopExport();
      signal.addEventListener('abort', stop);
      try {
        const saved = await bridge.saveExport({ export_id, filename, parts, pdf });
        return saved.ok && saved.value !== null
          ? { ok: true, value: { filename: saved.value, ads } }
          : (saved as Result<null>);
      } catch (error) {
        return failed(failure('INTERNAL', String(error)));
      } finally {
        leave();
        signal.removeEventListener('abort', stop);
      }
    },
    analyze: async (intake) => {
      const paths = bridge.pathsOf([...intake.files]).filter((path) => path !== '');
      if (paths.length === 0)
        return failed(failure('NOT_FOUND', 'What was dropped is not a file or folder.'));
      return call('ingest.analyze', { paths });
    },
  };
};
