import { join } from 'node:path';
import { FuseV1Options, FuseVersion, flipFuses } from '@electron/fuses';

/**
 * Every switch that Electron bakes into its binary, decided. electron-builder's own `electronFuses` knows eight of the
 * nine and cannot be strict; here a fuse that a later Electron adds stops the build until somebody has decided it.
 * @param {NodeJS.Platform} platform
 */
export const fuseConfig = (platform) =>
  /** @type {const} */ ({
    version: FuseVersion.V1,
    strictlyRequireAllFuses: true,
    // Flipping breaks the ad-hoc signature without which Apple silicon starts nothing.
    resetAdHocDarwinSignature: platform === 'darwin',
    // Else any program of the user could run code under our name and our keychain entries.
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    // Checked on macOS and Windows; on Linux the package's own signature covers it.
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
    // Our renderers use the same snapshot as the main process; a second one would have to be built.
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
    // The window lives at app://, so file:// needs to be no more than in a browser.
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    // Bounds checks of WebAssembly by hardware: speed for the HEIC decoder, not a privilege.
    [FuseV1Options.WasmTrapHandlers]: true,
  });

/**
 * electron-builder's afterPack hook: before signing, so that the signature covers the flipped binary. Not by the
 * packager's own method, whose copy of the fuse package is too old to know them all.
 * @param {import('app-builder-lib').AfterPackContext} context
 */
export default async function flip({ appOutDir, electronPlatformName, packager }) {
  const { productFilename } = packager.appInfo;
  const programs = {
    darwin: `${productFilename}.app`,
    win32: `${productFilename}.exe`,
    linux: /** @type {{ executableName?: string }} */ (packager).executableName ?? '',
  };
  const platform = /** @type {keyof typeof programs} */ (electronPlatformName);
  await flipFuses(join(appOutDir, programs[platform]), fuseConfig(platform));
}
