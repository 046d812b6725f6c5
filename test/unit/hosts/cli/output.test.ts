import { afterEach, expect, it, vi } from 'vitest';
import { say, writeResult } from '../../../../src/main/hosts/cli/output.ts';

const hostile = 'a\u001b[2J\u001b]8;;http://example.test\u0007b\u202egpj\u009b31m\rc';

/** What reaches a stream that is a terminal, or is not. */
async function printed(stream: NodeJS.WriteStream, isTTY: boolean, print: () => unknown): Promise<string> {
  let all = '';
  vi.spyOn(stream, 'write').mockImplementation(((text: string, end?: () => void) => {
    all += text;
    end?.();
    return true;
  }) as typeof stream.write);
  const was = Object.getOwnPropertyDescriptor(stream, 'isTTY') ?? { value: undefined };
  Object.defineProperty(stream, 'isTTY', { value: isTTY, configurable: true });
  await print();
  Object.defineProperty(stream, 'isTTY', { configurable: true, ...was });
  return all;
}

afterEach(() => vi.restoreAllMocks());

it.each(['stdout', 'stderr'] as const)('on a terminal no text moves the cursor (%s)', async (name) => {
  const print = () => (name === 'stdout' ? writeResult(hostile, undefined) : say(hostile));
  const shown = await printed(process[name], true, print);
  expect(shown).not.toMatch(/(?!\n)[\p{Cc}\p{Bidi_Control}]/u);
  expect(shown).toContain('a\u241b[2J\u241b]8;;http://example.test\u2407b<U+202E>gpj');
});

it('lines and dimmed words stay, and what is no terminal gets it to the letter', async () => {
  const dimmed = 'one\n\u001b[2mtwo\u001b[22m\n';
  expect(await printed(process.stdout, true, () => writeResult(dimmed, undefined))).toBe(dimmed);
  expect(await printed(process.stdout, false, () => writeResult(hostile, undefined))).toBe(`${hostile}\n`);
});
