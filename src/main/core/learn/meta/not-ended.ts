import { AppError } from '../../../../contract/index.ts';

/** A list of which Meta says that it goes on, and does not bring the rest: what it did not tell may still be so. */
export class NotEnded extends AppError {}

/** One after the other, all of them, also after one that did not come to its end; then that is thrown. */
export async function* eachInFull<T>(lists: Iterable<() => AsyncIterable<T>>): AsyncGenerator<T> {
  let left: NotEnded | undefined;
  for (const list of lists)
    try {
      yield* list();
    } catch (error) {
      if (!(error instanceof NotEnded)) throw error;
      left = error;
    }
  if (left) throw left;
}

/** Asks for the beginning of a list at once, whoever is still busy with another. */
export function begun<T>(list: AsyncGenerator<T>): AsyncIterable<T> {
  const first = list.next();
  // It may fail while nobody waits for it yet; then it is told when somebody does.
  first.catch(() => undefined);
  return {
    async *[Symbol.asyncIterator]() {
      for (let next = await first; !next.done; next = await list.next()) yield next.value;
    },
  };
}
