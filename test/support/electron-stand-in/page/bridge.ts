/**
 * Carries values between the page's own world and the preload's isolated world. The worlds share no objects, only
 * the document, so both ends talk by synchronous DOM events; functions and promises cross as numbers.
 * Runs in both worlds by its source text, so it may use nothing from outside itself.
 */
interface PageEvent {
  readonly detail: unknown;
}
declare const document: {
  addEventListener(type: string, listener: (event: PageEvent) => void): void;
  dispatchEvent(event: object): boolean;
};
declare const CustomEvent: new (type: string, init: { detail: unknown }) => object;

type Wire =
  | { readonly value: unknown }
  | { readonly fn: number }
  | { readonly promise: number }
  | { readonly list: Wire[] }
  | { readonly error: { name: string; message: string } }
  | { readonly fields: [string, Wire][] };

type Message =
  | { readonly kind: 'call'; readonly fn: number; readonly args: Wire }
  | { readonly kind: 'answer'; readonly result: Wire; readonly threw: boolean }
  | { readonly kind: 'settle'; readonly promise: number; readonly result: Wire; readonly threw: boolean }
  | { readonly kind: 'expose'; readonly key: string; readonly api: Wire };

export interface Bridge {
  expose(key: string, api: unknown): void;
}

export function bridge(
  channel: string,
  side: 'page' | 'isolated',
  onExpose: (key: string, api: unknown) => void,
): Bridge {
  const other = side === 'page' ? 'isolated' : 'page';
  const functions = new Map<number, (...args: unknown[]) => unknown>();
  const pending = new Map<number, { resolve(value: unknown): void; reject(reason: unknown): void }>();
  const remote = new Map<number, (...args: unknown[]) => unknown>();
  let counter = 0;
  let answered: Extract<Message, { kind: 'answer' }> | null = null;

  const post = (message: Message): void => {
    document.dispatchEvent(new CustomEvent(`${channel}-${other}`, { detail: message }));
  };

  const pack = (value: unknown): Wire => {
    if (typeof value === 'function') {
      for (const [id, known] of functions) if (known === value) return { fn: id };
      counter += 1;
      functions.set(counter, value as (...args: unknown[]) => unknown);
      return { fn: counter };
    }
    if (typeof value === 'symbol') throw new Error('An object could not be cloned.');
    if (value === null || typeof value !== 'object') return { value };
    if (typeof (value as PromiseLike<unknown>).then === 'function') {
      counter += 1;
      const promise = counter;
      (value as PromiseLike<unknown>).then(
        (result) => post({ kind: 'settle', promise, result: pack(result), threw: false }),
        (error) => post({ kind: 'settle', promise, result: pack(error), threw: true }),
      );
      return { promise };
    }
    if (value instanceof Error) return { error: { name: value.name, message: value.message } };
    if (Array.isArray(value)) return { list: value.map(pack) };
    const prototype: unknown = Object.getPrototypeOf(value);
    if (prototype !== Object.prototype && prototype !== null) return { value };
    return { fields: Object.entries(value).map(([key, one]) => [key, pack(one)]) };
  };

  const call = (fn: number, args: unknown[]): unknown => {
    answered = null;
    post({ kind: 'call', fn, args: pack(args) });
    const answer = answered as Extract<Message, { kind: 'answer' }> | null;
    answered = null;
    if (!answer) throw new Error('stand-in: the other world did not answer');
    const result = unpack(answer.result);
    if (answer.threw) throw result;
    return result;
  };

  const unpack = (wire: Wire): unknown => {
    if ('fn' in wire) {
      const known = remote.get(wire.fn);
      if (known) return known;
      const proxy = (...args: unknown[]): unknown => call(wire.fn, args);
      remote.set(wire.fn, proxy);
      return proxy;
    }
    if ('promise' in wire) {
      return new Promise((resolve, reject) => pending.set(wire.promise, { resolve, reject }));
    }
    if ('list' in wire) return wire.list.map(unpack);
    if ('error' in wire) return Object.assign(new Error(wire.error.message), { name: wire.error.name });
    if ('fields' in wire) return Object.fromEntries(wire.fields.map(([key, one]) => [key, unpack(one)]));
    return wire.value;
  };

  const run = (fn: number, args: Wire): void => {
    try {
      const result = functions.get(fn)?.(...(unpack(args) as unknown[]));
      post({ kind: 'answer', result: pack(result), threw: false });
    } catch (error) {
      post({ kind: 'answer', result: pack(error), threw: true });
    }
  };

  document.addEventListener(`${channel}-${side}`, ({ detail }) => {
    const message = detail as Message;
    if (message.kind === 'call') run(message.fn, message.args);
    else if (message.kind === 'answer') answered = message;
    else if (message.kind === 'expose') onExpose(message.key, unpack(message.api));
    else {
      const entry = pending.get(message.promise);
      pending.delete(message.promise);
      if (message.threw) entry?.reject(unpack(message.result));
      else entry?.resolve(unpack(message.result));
    }
  });

  return { expose: (key, api) => post({ kind: 'expose', key, api: pack(api) }) };
}
