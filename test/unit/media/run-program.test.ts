import { describe, expect, test } from 'vitest';
import { runProgram } from '../../../src/main/media/run-program.ts';

const node = (script: string, more: Partial<Parameters<typeof runProgram>[2]> = {}) => {
  const pids: (number | null)[] = [];
  const output: string[] = [];
  const end = runProgram(process.execPath, ['-e', script], {
    limitMs: 30_000,
    maxBytes: 1_000_000,
    onPid: (pid) => pids.push(pid),
    onOutput: (chunk) => output.push(Buffer.from(chunk).toString()),
    ...more,
  });
  return { end, pids, output };
};

describe.skipIf(process.platform === 'win32')('running a decoder', () => {
  test('hands on its output and tells its words, its code and its pid', async () => {
    const run = node('process.stdout.write("out"); process.stderr.write("err"); process.exitCode = 3');
    expect(await run.end).toEqual({ exitCode: 3, crashSignal: null, stopped: null, stderr: 'err' });
    expect(run.output.join('')).toBe('out');
    expect(run.pids).toEqual([expect.any(Number), null]);
  });

  test('ends it when its time is over', async () => {
    const { end } = node('setInterval(() => process.stdout.write("."), 20)', { limitMs: 400, stallMs: 5000 });
    expect(await end).toMatchObject({ stopped: 'time', crashSignal: null });
  });

  test('ends it when it writes nothing, while output keeps it alive', async () => {
    const script =
      'let n = 0; const t = setInterval(() => { process.stdout.write("."); if (++n === 8) clearInterval(t); }, 100); setTimeout(() => {}, 60000)';
    const { end, output } = node(script, { stallMs: 2000 });
    expect(await end).toMatchObject({ stopped: 'stall' });
    expect(output.join('')).toBe('........');
  });

  test('ends it when it writes more than it may, and hands no more on', async () => {
    const { end, output } = node('setInterval(() => process.stdout.write("x".repeat(400)), 5)', {
      maxBytes: 1000,
    });
    expect(await end).toMatchObject({ stopped: 'output' });
    expect(output.join('').length).toBeLessThanOrEqual(1000);
  });

  test('a crash is told apart from our own kill', async () => {
    expect(await node('process.kill(process.pid, "SIGSEGV")').end).toMatchObject({
      crashSignal: 'SIGSEGV',
      stopped: null,
    });
  });

  test('output that cannot be read ends it and is the reason', async () => {
    const run = node('setInterval(() => process.stdout.write("x"), 10)', {
      onOutput: () => {
        throw new Error('not Matroska');
      },
    });
    await expect(run.end).rejects.toThrow('not Matroska');
    expect(run.pids.at(-1)).toBe(null);
  });

  test('keeps a bounded part of endless complaints', async () => {
    const { stderr } = await node('process.stderr.write("x".repeat(5_000_000))').end;
    expect(stderr.length).toBeLessThan(300_000);
  });

  test('a program that is not there is an error, not a hang', async () => {
    const run = runProgram('/nonexistent/ffmpeg', [], {
      limitMs: 1000,
      maxBytes: 1,
      onPid: () => {},
      onOutput: () => {},
    });
    await expect(run).rejects.toThrow(/ENOENT/);
  });
});
