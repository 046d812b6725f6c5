import { createHash, type Hash } from 'node:crypto';
import { serveHost } from '../../src/main/media/serve-host.ts';

/**
 * A media host whose measurer writes down what the decoder delivers instead of measuring it: counts, times and a hash
 * over every byte of every call. Tests read it as features.
 */
const update = (hash: Hash, bytes: Uint8Array | Float32Array) =>
  hash.update(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
const feature = (value: number | string | boolean | number[]) => ({
  name: 'recorded',
  value,
  unit: '',
  status: 'ok' as const,
  reason: null,
  window: 'all',
  evidence: [],
});

serveHost(
  {
    send: (reply) => process.send?.(reply),
    onMessage: (listener) => process.on('message', listener),
    onClosed: (listener) => process.on('disconnect', listener),
  },
  (facts) => {
    const calls = createHash('sha256');
    const sampleCalls = createHash('sha256');
    const audioCalls = createHash('sha256');
    const ticks: number[] = [];
    const samples: number[] = [];
    const lumas: number[] = [];
    let corners: number[] = [];
    let size: number[] = [];
    let audio = 0;
    let squares = 0;
    return {
      tick(t, planes) {
        ticks.push(t);
        lumas.push(planes.subarray(0, 48 * 48).reduce((sum, value) => sum + value, 0) / (48 * 48));
        update(calls.update(`tick ${t}`), planes);
      },
      sample(t, width, height, rgb) {
        samples.push(t);
        if (samples.length === 1) {
          size = [width, height];
          const inset = 8;
          const at = (x: number, y: number) => [
            ...rgb.subarray((y * width + x) * 3, (y * width + x) * 3 + 3),
          ];
          const [right, bottom] = [width - inset, height - inset];
          corners = [at(inset, inset), at(right, inset), at(inset, bottom), at(right, bottom)].flat();
        }
        update(sampleCalls.update(`sample ${t} ${width} ${height}`), rgb);
      },
      audio(block) {
        audio += block.length;
        for (const value of block) squares += value * value;
        update(audioCalls, block);
      },
      finish: (end) => ({
        features: {
          calls: feature(
            [calls.update(JSON.stringify([facts, end])), sampleCalls, audioCalls]
              .map((hash) => hash.digest('hex'))
              .join(),
          ),
          ticks: feature(ticks),
          samples: feature(samples),
          lumas: feature(lumas),
          sample_size: feature(size),
          corners: feature(corners),
          environment: feature(Object.keys(process.env).sort().join()),
          audio_values: feature(audio),
          audio_power: feature(audio === 0 ? 0 : squares / audio),
          every_frame: feature(end.everyFrame),
        },
        hashes: [],
        cuts: [],
        curves: null,
      }),
    };
  },
);
