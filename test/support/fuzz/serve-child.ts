/** A library behind the gateway, for a fuzz that wants to see whether its process outlives it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApp } from '../../../src/main/hosts/compose.ts';
import { startGateway } from '../../../src/main/hosts/gateway/start.ts';

const [folder = '', browsers = '1'] = process.argv.slice(2);
const rendererDir = join(folder, 'window');
mkdirSync(rendererDir);
writeFileSync(join(rendererDir, 'index.html'), '<!doctype html><title>t</title>');
const app = await openApp({ home: join(folder, 'home'), role: 'serve' });
const gateway = await startGateway(app, { port: 0, allowApprove: false, rendererDir });
const links = Array.from({ length: Number(browsers) }, () => gateway.freshSignInUrl());
console.log(JSON.stringify({ origin: gateway.origin, links }));
process.once('SIGTERM', async () => {
  await gateway.close();
  await app.close();
});
