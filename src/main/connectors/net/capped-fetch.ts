/** Far above any answer that is no file: 40 answers of a batch have 1 MB, a page of 1,000 files of Drive about as much. */
export const largestAnswer = 64 * 1024 ** 2;

/** `fetch` for answers that are read whole: one that does not end breaks off here, before it fills the memory. */
export const cappedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init).catch((error: unknown) => {
    throw plainly(error);
  });
  if (response.body === null) return response;
  let bytes = 0;
  const counted = response.body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, line) {
        bytes += chunk.byteLength;
        if (bytes > largestAnswer) throw new Error(`the answer has more than ${largestAnswer} bytes`);
        line.enqueue(chunk);
      },
    }),
  );
  const { status, statusText, headers } = response;
  return new Response(counted, { status, statusText, headers });
};

/**
 * The clients of the models take whatever speaks of a time-out for an answer that is late, and keep nothing else of it. A
 * connection that nobody took in time, at one address or at each of several, is told by its code alone.
 */
function plainly(error: unknown): unknown {
  const cause = (error as { cause?: NodeJS.ErrnoException } | null)?.cause;
  const isOpening =
    cause?.code === 'UND_ERR_CONNECT_TIMEOUT' ||
    (cause?.code === 'ETIMEDOUT' && cause instanceof AggregateError);
  if (!isOpening) return error;
  const unopened = Object.assign(new Error('no connection'), { code: 'UND_ERR_CONNECT_TIMEOUT' });
  return new TypeError('fetch failed', { cause: unopened });
}
