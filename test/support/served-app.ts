import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openApp } from '../../src/main/hosts/compose.ts';
import { startGateway } from '../../src/main/hosts/gateway/start.ts';
import { tempFolder } from './temp-folder.ts';

/** The app as its gateway serves it, approving let in, behind a window of one line; closed when the test is over. */
export async function servedApp(home: string) {
  const app = await openApp({ home, role: 'serve' });
  const rendererDir = tempFolder();
  writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>t</title>');
  const gateway = await startGateway(app, { port: 0, allowApprove: true, rendererDir });
  onTestFinished(async () => {
    await gateway.close();
    await app.close();
  });
  return { app, gateway };
}
