import { execFile } from 'node:child_process';
import { desktopEnvironment, desktopProgram } from '../../support/desktop-program.ts';
import { makeAds } from './ads.ts';
import { expect, root, test } from './desktop.ts';

interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** The installed command line: the app's own program, which then opens no window. */
const titan = (home: string, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const options = { env: { ...desktopEnvironment(home), INIT_CWD: root }, timeout: 120_000 };
    execFile(desktopProgram, [root, '--no-sandbox', '--cli', ...args], options, (error, stdout, stderr) => {
      resolve({ code: error ? Number(error.code) : 0, stdout, stderr });
    });
  });

test('the app is its own command line, on the same library', async ({ home }, info) => {
  const folder = await makeAds(info.outputPath('ads'), 2);
  const analyzed = await titan(home, 'analyze', folder, '--json');
  expect(analyzed.code, analyzed.stderr).toBe(0);
  expect(JSON.parse(analyzed.stdout).counts).toEqual({
    found: 2,
    analyzed: 2,
    reused: 0,
    failed: 0,
    skipped: 0,
  });

  const listed = await titan(home, 'ads', '--json');
  expect(JSON.parse(listed.stdout).ads).toHaveLength(2);
});

test('wrong usage ends with its own code and a word on stderr alone', async ({ home }) => {
  const { code, stdout, stderr } = await titan(home, 'no-such-verb');
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain('no-such-verb');
});

test('a command beside an open window asks the window for its library', async ({ start, home }) => {
  const { app } = await start();
  const { code, stdout, stderr } = await titan(home, 'doctor', '--json');
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).store.home).toBe(home);
  expect(await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
});
