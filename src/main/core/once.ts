/** Made when it is first asked for; whoever asks again gets the same, also a promise that failed. */
export function once<T extends object>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
