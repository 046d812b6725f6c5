import { expect, test } from 'vitest';
import type { ProgramEnd } from '../../../src/main/media/run-program.ts';
import { judge } from '../../../src/main/media/video/judge.ts';
import { clipOf, probeOf } from './probe-samples.ts';

const clean: ProgramEnd = { exitCode: 0, crashSignal: null, stopped: null, stderr: '' };
const saying = (...lines: string[]): ProgramEnd => ({ ...clean, stderr: lines.join('\n') });
const codeOf = (run: () => unknown) => {
  try {
    return run();
  } catch (error) {
    return (error as { code?: string }).code;
  }
};
const film = clipOf(probeOf({ frames: 100, fps: 25 }));

test('all frames and no complaint is whole', () => {
  expect(judge(film, '/f', { ticks: 100, end: clean })).toBeNull();
});

test('complaints about time stamps are no damage', () => {
  const end = saying(
    '[matroska @ 0x1] Application provided invalid, non monotonically increasing dts to muxer in stream 0: 8 >= 8',
    '[matroska @ 0x1] Application provided invalid, non monotonically increasing dts to muxer in stream 0: 9 >= 9',
    '[matroska @ 0x1] Application provided invalid, non monotonically increasing dts to muxer in stream 0: 9 >= 9',
  );
  expect(judge(film, '/f', { ticks: 100, end })).toBeNull();
});

test.each([
  ['exit 0 with one concealed frame', 100, saying('[h264 @ 0x1] concealing 12 DC errors'), 'DAMAGED'],
  ['exit 0 with frames missing', 80, clean, 'DAMAGED'],
  [
    'a decoder that crashed on the way',
    50,
    { ...clean, exitCode: null, crashSignal: 'SIGSEGV' },
    'MEDIA_CRASH',
  ],
])('%s is partial', (_name, ticks, end, code) => {
  expect(judge(film, '/f', { ticks, end })).toMatchObject({ code });
});

test('a decoder that was killed on the way leaves nothing to keep', () => {
  const end = { ...clean, exitCode: null, crashSignal: 'SIGKILL' };
  expect(codeOf(() => judge(film, '/f', { ticks: 50, end }))).toBe('MEDIA_CRASH');
});

test('quotes what it was judged by, not a harmless line that came last', () => {
  const mmco = '[h264 @ 0x1] mmco: unref short failure';
  const end = saying('[h264 @ 0x1] concealing 12 DC errors', mmco);
  expect(judge(film, '/f', { ticks: 100, end })?.detail).toContain('(concealing 12 DC errors)');
  expect(codeOf(() => judge(film, '/f', { ticks: 0, end: saying(mmco) }))).toBe('DAMAGED');
});

test('one line of another kind is forgiven, three are not', () => {
  expect(judge(film, '/f', { ticks: 100, end: saying('odd') })).toBeNull();
  expect(judge(film, '/f', { ticks: 100, end: saying('odd', 'odd', 'odd') })).toMatchObject({
    code: 'DAMAGED',
  });
});

test('a header that promises more than the packets hold is cut short', () => {
  const short = clipOf(probeOf({ frames: 100, fps: 25, claimedS: 231 }));
  expect(judge(short, '/f', { ticks: 100, end: clean })).toMatchObject({
    code: 'TRUNCATED',
    detail: 'The header promises 231.0 s, the file holds 4.0 s.',
  });
});

test('a header that counts from zero promises no more than a film that begins late holds', () => {
  const late = clipOf(probeOf({ frames: 100, fps: 25, startS: 5, claimedS: 9 }));
  expect(judge(late, '/f', { ticks: 100, end: clean })).toBeNull();
});

test.each([
  ['nothing', clean, 'DAMAGED'],
  ['no decoder', saying('Decoder (codec wmv3) not found for input stream #0:0'), 'UNSUPPORTED_CODEC'],
  ['too many pixels', saying('[h264 @ 0x1] Picture size 16384x8192 is invalid'), 'TOO_LARGE'],
  [
    'no memory',
    saying('[vist#0:0/h264 @ 0x1] Error while decoding: Cannot allocate memory'),
    'OUT_OF_MEMORY',
  ],
  ['a share that went away', saying('[in#0 @ 0x1] Error during demuxing: Input/output error'), 'UNREADABLE'],
  ['a stop by the clock', { ...clean, stopped: 'time' as const }, 'TIMEOUT'],
  ['more than it may be', { ...clean, stopped: 'output' as const }, 'TOO_LARGE'],
  ['a stand-still', { ...clean, stopped: 'stall' as const }, 'TIMEOUT'],
])('without a single frame, %s is a failure with its cause', (_name, end, code) => {
  expect(codeOf(() => judge(film, '/f', { ticks: 0, end }))).toBe(code);
});

test('a film that was stopped is a failure even with frames: it is tried again, never kept in part', () => {
  expect(codeOf(() => judge(film, '/f', { ticks: 40, end: { ...clean, stopped: 'time' } }))).toBe('TIMEOUT');
});

test.each([
  ['memory that ends', '[vist#0:0/h264 @ 0x1] Error while decoding: Cannot allocate memory', 'OUT_OF_MEMORY'],
  ['a share that goes away', '[in#0 @ 0x1] Error during demuxing: Input/output error', 'UNREADABLE'],
])('%s in the middle of a film is told as such, and half of it is not kept as its score', (_, line, code) => {
  expect(codeOf(() => judge(film, '/f', { ticks: 40, end: saying(line) }))).toBe(code);
  // Where no frame is lacking, nothing was lost by it.
  expect(judge(film, '/f', { ticks: 100, end: saying(line) })?.code).not.toBe(code);
});
