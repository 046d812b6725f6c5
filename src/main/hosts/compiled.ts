import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import Module, { createRequire, enableCompileCache } from 'node:module';
import { dirname, join } from 'node:path';
import { Script } from 'node:vm';
import { crc32 } from 'node:zlib';
import { homeMode, isShared, lockName, titanHome } from './home.ts';

/** Beside the bundles, where a build leaves it; a packed app has none. */
const madeByBuild = join(import.meta.dirname, '../../code');

/**
 * What V8 made of this program is read rather than made again. It is run as it stands, so it is kept beside the program
 * itself or in the data folder, which other users cannot write to, and there only once that folder is ours.
 */
export function keepCompiled(home = titanHome(), built = madeByBuild): void {
  if (existsSync(built)) enableCompileCache(built);
  else if (isOurs(home)) enableCompileCache(join(home, 'code'));
}

/** What cannot be made here is told of by those who need it. */
function isOurs(home: string): boolean {
  try {
    const madeNow = mkdirSync(home, { recursive: true, mode: homeMode }) !== undefined;
    return madeNow || (existsSync(join(home, lockName)) && !isShared(home));
  } catch {
    return false;
  }
}

/** Of a bundle whose compiled code is kept beside it, so that no package's file is taken for one. */
const ending = '.kept.cjs';

/**
 * Loads a CommonJS bundle of the build, or answers null where there is none. Node's cache holds a module as it was before
 * it ran, and each function is parsed again when it is first called: for a short command a sixth of its time. Here it is
 * kept as it was at the end of the first run.
 */
export function loadKept<Exports>(name: string, folder = join(import.meta.dirname, '..')): Exports | null {
  const entry = join(folder, name + ending);
  if (!existsSync(entry)) return null;
  const require = createRequire(entry);
  const unkept = new Map<string, Unkept>();
  process.once('exit', () => unkept.forEach(keep));
  require.extensions[ending] = (module: NodeJS.Module, file: string) => {
    const source = readFileSync(file);
    const sourceCrc32 = crc32(source);
    const kept = keptOf(file, sourceCrc32);
    const script = new Script(Module.wrap(source.toString()), {
      filename: file,
      cachedData: kept,
    });
    // V8 refuses what another version of it made.
    if (!kept || script.cachedDataRejected) unkept.set(file, { script, sourceCrc32 });
    const run = script.runInThisContext();
    run.call(module.exports, module.exports, createRequire(file), module, file, dirname(file));
  };
  return require(entry);
}

type Unkept = { script: Script; sourceCrc32: number };

const codeOf = (file: string): string => `${file}.code`;

const sealBytes = 4;

/**
 * Of the source V8 compares the length alone, and damaged data it runs. So the file ends with one checksum over both, as
 * Node's own cache has them; at the end, as V8 copies data that is not aligned.
 */
function keptOf(file: string, sourceCrc32: number): Buffer | undefined {
  const sealed = readIfAllowed(codeOf(file));
  if (!sealed) return undefined;
  const data = sealed.subarray(0, -sealBytes);
  return sealed.subarray(-sealBytes).equals(sealOf(data, sourceCrc32)) ? data : undefined;
}

/** Another user's, an administrator's say, may not be read: it is as if there were none. */
function readIfAllowed(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}

function sealOf(data: Buffer, sourceCrc32: number): Buffer {
  const seal = Buffer.alloc(sealBytes);
  seal.writeUInt32LE(crc32(data, sourceCrc32));
  return seal;
}

/**
 * Whole or not at all, as two first runs may write it at once, in containers even of the same process id. What cannot be
 * kept is made again.
 */
function keep({ script, sourceCrc32 }: Unkept, file: string): void {
  const part = `${codeOf(file)}.${process.pid}.${Math.random().toString(36).slice(2)}`;
  try {
    const data = script.createCachedData();
    writeFileSync(part, Buffer.concat([data, sealOf(data, sourceCrc32)]), { flush: true });
    renameSync(part, codeOf(file));
  } catch {
    rmSync(part, { force: true });
  }
}
