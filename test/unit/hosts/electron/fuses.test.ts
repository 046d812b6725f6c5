import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import flip from '../../../../scripts/pack/fuses.mjs';

/** The part of Electron's binary that holds the fuses: a known text, version 1, a count, and one sign per fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const binary = (wire: string): Buffer =>
  Buffer.concat([
    Buffer.alloc(64),
    Buffer.from(sentinel),
    Buffer.from([1, wire.length]),
    Buffer.from(wire),
    Buffer.alloc(64),
  ]);

/** As Electron 45 ships: Node modes and file privileges on, integrity and encryption off. */
const shipped = '101100011';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'titan-fuses-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const pack = (wire: string): Promise<void> => {
  writeFileSync(join(folder, 'titan-ads'), binary(wire));
  return flip({
    appOutDir: folder,
    electronPlatformName: 'linux',
    packager: { executableName: 'titan-ads', appInfo: { productFilename: 'Titan Ads' } },
  } as unknown as Parameters<typeof flip>[0]);
};

describe('the fuses of a packed app', () => {
  it('are each decided', async () => {
    await pack(shipped);
    const wire = await getCurrentFuseWire(join(folder, 'titan-ads'));
    const on = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    expect({
      runAsNode: on(FuseV1Options.RunAsNode),
      nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
      inspect: on(FuseV1Options.EnableNodeCliInspectArguments),
      cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
      asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
      asarOnly: on(FuseV1Options.OnlyLoadAppFromAsar),
      ownSnapshot: on(FuseV1Options.LoadBrowserProcessSpecificV8Snapshot),
      filePrivileges: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
      wasmTraps: on(FuseV1Options.WasmTrapHandlers),
    }).toEqual({
      runAsNode: false,
      nodeOptions: false,
      inspect: false,
      cookieEncryption: true,
      asarIntegrity: true,
      asarOnly: true,
      ownSnapshot: false,
      filePrivileges: false,
      wasmTraps: true,
    });
  });

  it('stop the build when Electron brings one that nobody has decided', async () => {
    await expect(pack(`${shipped}1`)).rejects.toThrow(/strictlyRequireAllFuses/);
  });
});
