import { stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { type AppError, type Check, errors, type Health } from '../../contract/index.ts';
import { recoveryNext, recoveryText } from '../../contract/words.ts';
import { ENGINE_VERSION } from '../core/measure/index.ts';
import { WEIGHTS_VERSION } from '../core/weights/engine-1.ts';
import { howToInstall, locateFfmpeg } from '../media/locate.ts';
import { examineBackups } from '../store/backups.ts';
import { accountChecks } from './account-checks.ts';
import { systemClock } from './clock.ts';
import { backupCheck, bad, folderCheck, gb, ok, spaceCheck, whyNoBackup } from './doctor-checks.ts';
import { bytesIn, picturesSize } from './folder-size.ts';
import { fetchedFolderIn, titanHome } from './home.ts';
import type { Owner } from './owner.ts';
import { resourcesFolder } from './resources.ts';
import { uploadsIn } from './uploads.ts';
import { appVersion } from './version.ts';

/** Looks at every part the app needs, and says for each what to do when it is not well. */
export async function examine(owner: Owner, host: string, deep: boolean): Promise<Health> {
  const { store, home } = owner;
  const settings = await store.reader.settings();
  const [ffmpeg, totals, freeBytes, backups, pictures] = await Promise.all([
    locateFfmpeg({ ffmpegDir: settings.ffmpeg_dir || null, resources: owner.resources }).catch(() => null),
    store.reader.totals(),
    store.reader.freeBytes(),
    deep ? store.examineBackups() : store.backups(),
    picturesSize(store),
  ]);
  const { size: storeBytes } = await stat(store.file);
  const checks: Check[] = [
    ffmpegCheck(ffmpeg),
    deep && !store.isSound()
      ? bad(
          'store',
          'Library',
          'fail',
          'The database does not pass the integrity check.',
          'Run "titan restore".',
        )
      : ok(
          'store',
          'Library',
          `${totals.library} ads, ${deep ? 'every page checked' : 'opened and checked quickly'}`,
        ),
    settings.recovery
      ? bad('recovery', 'Recovered', 'warn', recoveryText(settings.recovery), recoveryNext(settings.recovery))
      : ok('recovery', 'Recovered', 'not needed'),
    spaceCheck(freeBytes, home),
    folderCheck(home),
    ...accountChecks(await owner.accounts.list(), Date.parse(owner.clock.now())),
    ok(
      'drive_cache',
      'Files from Drive and Meta',
      `${gb(await bytesIn(fetchedFolderIn(home)))} of ${settings.drive_cache_gb} GB; those not used for longest make room`,
    ),
    ok(
      'uploads',
      'Dropped files',
      `${gb(await bytesIn(uploadsIn(home)))} GB that a browser tab sent, kept here as the files of their ads`,
    ),
    backupCheck(
      backups,
      owner.backups.problem() ?? (await whyNoBackup(store.backupFolder, { storeBytes, freeBytes })),
      deep,
    ),
  ];
  return {
    app_version: appVersion,
    engine_version: ENGINE_VERSION,
    weights_version: WEIGHTS_VERSION,
    node_version: process.versions.node,
    platform: `${process.platform}-${process.arch}`,
    host,
    sandbox: owner.sandbox !== null,
    ffmpeg: ffmpeg && { path: ffmpeg.ffmpeg, version: ffmpeg.version },
    store: {
      home,
      schema_version: store.schemaVersion,
      bytes: storeBytes,
      pictures_bytes: pictures.bytes,
      pictures_estimated: pictures.estimated,
      free_bytes: freeBytes,
      ads: totals.library,
      backups: backups.length,
      newest_backup_at: backups.find(({ verified }) => verified)?.at ?? null,
    },
    checks,
  };
}

/** What can be said of every part where the library does not open: `examine` asks the library. */
export async function examineClosed({ code, message }: AppError): Promise<Check[]> {
  const { exit, next } = errors[code];
  const home = titanHome();
  const [ffmpeg, disk, backups] = await Promise.all([
    locateFfmpeg({ ffmpegDir: null, resources: resourcesFolder() }).catch(() => null),
    statfs(home).catch(() => null),
    examineBackups(join(home, 'backups'), systemClock.now()).catch(() => []),
  ]);
  return [
    ffmpeg
      ? ffmpegCheck(ffmpeg)
      : bad(
          'ffmpeg',
          'Video decoder',
          'warn',
          'ffmpeg and ffprobe are not on the PATH; which folder the settings name for them is not known until the library opens.',
          howToInstall(),
        ),
    exit === errors.STORE_CORRUPT.exit
      ? bad('store', 'Library', 'fail', message, next)
      : bad('store', 'Library', 'warn', `Not looked at, for Titan Ads did not start: ${message}`, next),
    ...(disk ? [spaceCheck(disk.bavail * disk.bsize, home)] : []),
    folderCheck(home),
    backups.length > 0 ? backupCheck(backups, null, true) : ok('backup', 'Backups', 'none'),
  ];
}

const ffmpegCheck = (ffmpeg: Awaited<ReturnType<typeof locateFfmpeg>> | null): Check =>
  ffmpeg
    ? ok('ffmpeg', 'Video decoder', `ffmpeg ${ffmpeg.version} at ${ffmpeg.ffmpeg}`)
    : bad(
        'ffmpeg',
        'Video decoder',
        'fail',
        'ffmpeg and ffprobe were not found, so no ad can be measured.',
        howToInstall(),
      );
