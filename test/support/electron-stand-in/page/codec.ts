/**
 * What ipcRenderer and ipcMain exchange, as JSON text: close to the structured clone of real Electron, and refusing
 * what it refuses. Runs in Node and, by its source text, in the page: so it may use nothing from outside itself.
 */
type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type Tagged = { $: string; v?: Json; k?: string };

export interface Codec {
  encode(value: unknown): string;
  decode(text: string): unknown;
}

export function codec(): Codec {
  const toBase64 = (bytes: Uint8Array): string => {
    let text = '';
    for (let at = 0; at < bytes.length; at += 8192) {
      text += String.fromCharCode(...bytes.subarray(at, at + 8192));
    }
    return btoa(text);
  };
  const refuse = (): never => {
    throw new Error('An object could not be cloned.');
  };

  const pack = (value: unknown, above: readonly unknown[]): Json => {
    if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
    if (typeof value === 'number') {
      const plain = Number.isFinite(value) && !Object.is(value, -0);
      return plain ? value : { $: 'number', v: Object.is(value, -0) ? '-0' : String(value) };
    }
    if (value === undefined) return { $: 'undefined' };
    if (typeof value === 'bigint') return { $: 'bigint', v: String(value) };
    if (typeof value !== 'object' || above.includes(value)) return refuse();
    const inside = [...above, value];
    if (Array.isArray(value)) return value.map((one) => pack(one, inside));
    if (value instanceof Date) return { $: 'date', v: String(value.getTime()) };
    if (value instanceof Map) return { $: 'map', v: [...value].map((pair) => pack(pair, inside)) };
    if (value instanceof Set) return { $: 'set', v: [...value].map((one) => pack(one, inside)) };
    if (value instanceof Error) return { $: 'error', k: value.name, v: value.message };
    if (value instanceof ArrayBuffer) return { $: 'buffer', v: toBase64(new Uint8Array(value)) };
    // Node's Buffer arrives as a plain Uint8Array in real Electron too; other views are not needed here.
    if (value instanceof Uint8Array) return { $: 'bytes', v: toBase64(value) };
    if (ArrayBuffer.isView(value)) return refuse();
    if (value instanceof Promise || value instanceof WeakMap) return refuse();
    const fields = Object.entries(value).map(([key, one]) => [key, pack(one, inside)] as const);
    return '$' in value ? { $: 'object', v: fields as unknown as Json } : Object.fromEntries(fields);
  };

  const unpackTagged = (tagged: Tagged): unknown => {
    const list = (): unknown[] => (tagged.v as Json[]).map(unpack);
    if (tagged.$ === 'undefined') return undefined;
    if (tagged.$ === 'number') return Number(tagged.v);
    if (tagged.$ === 'bigint') return BigInt(String(tagged.v));
    if (tagged.$ === 'date') return new Date(Number(tagged.v));
    if (tagged.$ === 'map') return new Map(list() as [unknown, unknown][]);
    if (tagged.$ === 'set') return new Set(list());
    if (tagged.$ === 'error') return Object.assign(new Error(String(tagged.v)), { name: tagged.k });
    if (tagged.$ === 'object') return Object.fromEntries(list() as [string, unknown][]);
    const bytes = Uint8Array.from(atob(String(tagged.v)), (char) => char.charCodeAt(0));
    return tagged.$ === 'buffer' ? bytes.buffer : bytes;
  };

  const unpack = (json: Json): unknown => {
    if (json === null || typeof json !== 'object') return json;
    if (Array.isArray(json)) return json.map(unpack);
    if (typeof json.$ === 'string') return unpackTagged(json as unknown as Tagged);
    return Object.fromEntries(Object.entries(json).map(([key, one]) => [key, unpack(one)]));
  };

  return {
    encode: (value) => JSON.stringify(pack(value, [])),
    decode: (text) => unpack(JSON.parse(text) as Json),
  };
}
