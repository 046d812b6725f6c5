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
