import type { Random } from '../clips/random.ts';

/** What breaks readers: edges of numbers, texts that end early or turn round, names that objects have of their own. */
const odd: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  0.1,
  2 ** 53,
  -(2 ** 31),
  1e308,
  '',
  ' ',
  '\u0000',
  '\ud800',
  '\u202egpj.exe',
  '‮\u2028\u2029',
  'titan://ads/..%2f..',
  'a'.repeat(5000),
  "'; DROP TABLE ads; --",
  '{"jsonrpc":"2.0"}',
  '0123456789abcdef',
  '__proto__',
  [],
  {},
  [[[[[[[[]]]]]]]],
];
const names = ['__proto__', 'constructor', 'toString', 'length', '', 'ad', 'limit', 'x', '\u0000'];

export function oddValue(random: Random, depth = 0): unknown {
  if (depth > 3 || random.chance(0.7)) return random.pick(odd);
  const size = random.whole(0, 4);
  if (random.chance(0.5)) return Array.from({ length: size }, () => oddValue(random, depth + 1));
  return Object.fromEntries(
    Array.from({ length: size }, () => [random.pick(names), oddValue(random, depth + 1)]),
  );
}

interface Schema {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
}

/** Mostly what a schema asks for, and now and then what it does not. */
export function valueFor(schema: Schema, random: Random, depth = 0): unknown {
  if (depth > 5 || random.chance(0.12)) return oddValue(random);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return random.pick(schema.enum);
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return valueFor(random.pick(either), random, depth + 1);
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key) || random.chance(0.5))
          .map(([key, of]) => [key, valueFor(of, random, depth + 1)]),
      );
    case 'array':
      return Array.from({ length: random.whole(0, 3) }, () =>
        valueFor(schema.items ?? {}, random, depth + 1),
      );
    case 'integer':
    case 'number':
      return random.whole(Math.max(schema.minimum ?? 0, -1000), Math.min(schema.maximum ?? 1000, 1000));
    case 'boolean':
      return random.chance(0.5);
    default:
      return random.pick(['calm.png', '0123456789abcdef', 'score', '2026-01-01', 'x', '']);
  }
}

/** Bytes of a text that arrive changed, doubled, cut short or with something in between. */
export function spoil(text: string, random: Random): Buffer {
  const bytes = Buffer.from(text);
  const at = random.whole(0, Math.max(0, bytes.length - 1));
  switch (random.whole(0, 4)) {
    case 0:
      bytes[at] = random.whole(0, 255);
      return bytes;
    case 1:
      return bytes.subarray(0, at);
    case 2:
      return Buffer.concat([bytes.subarray(0, at), Buffer.from([0xff, 0x00, 0xc0]), bytes.subarray(at)]);
    case 3:
      return Buffer.concat([bytes, bytes]);
    default:
      return Buffer.from('['.repeat(random.whole(1, 20_000)));
  }
}
