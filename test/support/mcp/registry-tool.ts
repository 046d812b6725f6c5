import { execFile } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
/** Runs it with arguments; what it printed, and how it ended. */
export type Tool = (args: readonly string[]) => Promise<{ readonly code: number; readonly said: string }>;

/** A program that is too large to be a dependency, brought from the package registry into a folder and run on our Node. */
export async function registryTool(
  name: string,
  program: string,
  folder: string,
  env: NodeJS.ProcessEnv,
): Promise<Tool> {
  mkdirSync(folder);
  await run('npm', ['install', '--prefix', folder, '--no-audit', '--no-fund', '--no-save', name], {
    cwd: folder,
  });
  const script = join(folder, 'node_modules', '.bin', program);
  return (args) =>
    run(process.execPath, [script, ...args], { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 }).then(
      ({ stdout }) => ({ code: 0, said: stdout }),
      ({ code, stdout, stderr }) => ({ code, said: `${stdout}${stderr}` }),
    );
}
