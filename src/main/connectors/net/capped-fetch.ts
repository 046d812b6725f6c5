/** Far above any answer that is no file: 40 answers of a batch have 1 MB, a page of 1,000 files of Drive about as much. */
export const largestAnswer = 64 * 1024 ** 2;

/** `fetch` for answers that are read whole: one that does not end breaks off here, before it fills the memory. */
export const cappedFetch: typeof fetch = async (input, init) => {
  const response = await fetch(input, init);
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
