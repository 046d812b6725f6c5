import { execFile } from 'node:child_process';
import { npm } from '../ground/install.mjs';
import { manifestOf, shippedPackages } from '../ground/notices.ts';
import { root } from '../ground/place.mjs';

/** A patch of Electron that has been out for longer than this must be in the release. */
const daysToFollow = 14;
const dayMs = 86_400_000;

interface Advisory {
  readonly title: string;
  readonly url: string;
  readonly severity: string;
}
/** What npm says, of which this is all that is read. `via` names advisories, or packages through which they come. */
interface Audit {
  readonly error?: { readonly summary?: string };
  readonly message?: string;
  readonly vulnerabilities?: Readonly<Record<string, { readonly via: readonly (string | Advisory)[] }>>;
}

/** npm's own client, since it knows proxies, mirrors and certificates. It ends with 1 when it found something. */
const toldByNpm = (args: readonly string[]): Promise<string> =>
  new Promise((resolve, reject) => {
    const { command, first, shell } = npm();
    const options = { cwd: root, maxBuffer: 64 * 1024 * 1024, shell };
    execFile(command, [...first, ...args, '--json'], options, (error, stdout) =>
      stdout.trim() === '' ? reject(error ?? new Error('npm said nothing')) : resolve(stdout),
    );
  });

/** High and critical ones in what an installed app holds: what only builds or tests the app reaches nobody. */
export async function advisories(npmArgs: readonly string[] = []): Promise<string[]> {
  const audit: Audit = JSON.parse(await toldByNpm(['audit', '--package-lock=false', ...npmArgs]));
  if (!audit.vulnerabilities) throw new Error(audit.error?.summary ?? audit.message ?? 'npm audit failed');
  const shipped = new Set([...shippedPackages().map((folder) => manifestOf(folder).name), 'electron']);
  return Object.entries(audit.vulnerabilities).flatMap(([name, { via }]) =>
    shipped.has(name)
      ? via
          .filter((one) => typeof one !== 'string')
          .filter(({ severity }) => severity === 'high' || severity === 'critical')
          .map(({ severity, title, url }) => `${name}: ${severity}, ${title} (${url})`)
      : [],
  );
}

const parts = (version: string): number[] => version.split('.').map(Number);
const isNewer = (a: string, b: string): boolean => {
  const [x, y] = [parts(a), parts(b)];
  const at = x.findIndex((part, index) => part !== y[index]);
  return at >= 0 && (x[at] ?? 0) > (y[at] ?? 0);
};

/** The first later version of our major of Electron, when it has been out for too long. */
export async function staleElectron(now: Date, npmArgs: readonly string[] = []): Promise<string[]> {
  const { version } = manifestOf(`${root}/node_modules/electron`);
  const times: Readonly<Record<string, string>> = JSON.parse(
    await toldByNpm(['view', 'electron', 'time', ...npmArgs]),
  );
  const [next] = Object.entries(times)
    .filter(([other]) => /^\d+\.\d+\.\d+$/.test(other) && parts(other)[0] === parts(version)[0])
    .filter(([other]) => isNewer(other, version))
    .sort(([, a], [, b]) => a.localeCompare(b));
  if (!next) return [];
  const days = Math.floor((now.getTime() - Date.parse(next[1])) / dayMs);
  return days > daysToFollow ? [`electron ${version}: ${next[0]} has been out for ${days} days`] : [];
}

if (import.meta.main) {
  const found = [...(await advisories()), ...(await staleElectron(new Date()))];
  for (const line of found) console.error(line);
  if (found.length === 0)
    console.log('No high or critical advisory in what is shipped, and Electron is up to date.');
  process.exitCode = found.length === 0 ? 0 : 1;
}
