import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codec } from '../../../support/electron-stand-in/page/codec.ts';
import { addScheme, originOf, toAppUrl, toPageUrl } from '../../../support/electron-stand-in/url-map.ts';

const { encode, decode } = codec();

describe('what the stand-in sends between processes', () => {
  it('arrives as it was', () => {
    const value = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      maxDepth: 4,
      key: fc.string().filter((key) => key !== '__proto__'),
    });
    fc.assert(
      fc.property(value, (sent) => {
        expect(decode(encode(sent))).toEqual(sent);
      }),
      { numRuns: 1000, examples: [[-0], [new Date(Number.NaN)], [{ $: 'date', v: 1 }]] },
    );
  });
  it('keeps bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 20_000 }), (bytes) => {
        expect(decode(encode({ bytes }))).toEqual({ bytes });
      }),
    );
  });
  it.each([
    ['a function', () => 1],
    ['a symbol', Symbol('x')],
    ['a promise', Promise.resolve(1)],
    ['a weak map', new WeakMap()],
    ['floats', new Float64Array(2)],
  ])('refuses %s, as a structured clone does or as we never need it', (_what, value) => {
    expect(() => encode({ value })).toThrow('An object could not be cloned.');
  });
});

describe('addresses of a scheme of our own', () => {
  addScheme('app');
  it.each([
    'app://titan/',
    'app://titan/index.html',
    'app://titan/a/b?c=1#d',
    'https://example.com/x',
    'about:blank',
  ])('%s comes back', (url) => {
    expect(toAppUrl(toPageUrl(url))).toBe(url);
  });
  it('are not taken from look-alikes', () => {
    expect(toAppUrl('https://titan.app.stand-in.invalid.evil.example/')).toContain('https://');
    expect(originOf('app://titan/x')).toBe('app://titan');
    expect(originOf('data:text/html,x')).toBe('null');
  });
});
