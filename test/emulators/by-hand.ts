/**
 * Google Drive and its sign-in on loopback, with a folder of 60 files, until Ctrl-C:
 * node test/emulators/by-hand.ts
 */
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { autumn } from '../support/drive/autumn.ts';
import { googleService } from '../support/drive/service.ts';
import { client } from './google-oauth/emulator.ts';

const { tree, root } = await autumn();
const service = await googleService(tree, mkdtempSync(join(tmpdir(), 'titan-emulators-')));
for (const [name, value] of Object.entries(service.environment)) console.log(`export ${name}='${value}'`);
console.log(`# analyze ${root.id}`);
console.log(`# or, without GOOGLE_DRIVE_CREDENTIALS, sign in with the client ${client.id}, ${client.secret}`);
process.once('SIGINT', () => void service.close());
