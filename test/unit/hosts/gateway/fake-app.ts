import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, type AppEvent, type Caller, type Result } from '../../../../src/contract/index.ts';
import type { App, LocatedFile } from '../../../../src/main/hosts/app.ts';
import { type Gateway, startGateway } from '../../../../src/main/hosts/gateway/start.ts';

type GatewayApp = Pick<App, 'call' | 'subscribe' | 'locate' | 'receiveUpload'>;

/** Records what reached the app, so that a test can say that nothing did. */
export interface FakeApp extends GatewayApp {
  readonly calls: { id: string; input: unknown; caller: Caller }[];
  readonly uploads: { jobId: string; path: string; bytes: number; declared: number | null }[];
  readonly files: Map<string, LocatedFile>;
  located: number;
  answer: Result<unknown>;
  emit(event: AppEvent): void;
}

export function fakeApp(): FakeApp {
  const listeners = new Set<(event: AppEvent) => void>();
  const app: FakeApp = {
    calls: [],
    uploads: [],
    files: new Map(),
    located: 0,
    answer: { ok: true, value: { jobs: [] } },
    emit: (event) => {
      for (const listener of listeners) listener(event);
    },
    async call(id, input, caller) {
      app.calls.push({ id, input, caller });
      return app.answer;
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async locate(kind, id) {
      app.located += 1;
      return app.files.get(`${kind}/${id}`) ?? null;
    },
    async receiveUpload(jobId, path, body, declared) {
      let bytes = 0;
      if (path.endsWith('refused.mp4')) {
        return { ok: false, error: new AppError('DISK_FULL', 'test').toFailure() };
      }
      for await (const chunk of body) bytes += chunk.byteLength;
      app.uploads.push({ jobId, path, bytes, declared });
      return { ok: true, value: { bytes } };
    },
  };
  return app;
}

/** A window of three files, as the build leaves them. */
async function rendererFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'titan-window-'));
  await mkdir(join(folder, 'assets'));
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>Titan Ads</title>');
  await writeFile(join(folder, 'assets', 'index-abc.js'), 'export {};');
  await writeFile(join(folder, 'assets', 'notes.txt'), 'no page asks for this');
  return folder;
}

export interface Running {
  readonly app: FakeApp;
  readonly gateway: Gateway;
  readonly rendererDir: string;
  stop(): Promise<void>;
}

export async function runGateway(options: { allowApprove?: boolean } = {}): Promise<Running> {
  const app = fakeApp();
  const rendererDir = await rendererFolder();
  const gateway = await startGateway(app, {
    port: 0,
    allowApprove: options.allowApprove ?? false,
    rendererDir,
  });
  return {
    app,
    gateway,
    rendererDir,
    async stop() {
      await gateway.close();
      await rm(rendererDir, { recursive: true });
    },
  };
}
