/** A line that brings nothing for so long is dead, whatever it says. */
const silentMs = 60_000;

/** Gives a line up once it is silent for a minute: `heard` at each thing that arrives, `stop` when it is over. */
export function listenFor(signal: AbortSignal) {
  const silence = new AbortController();
  const wait = () => setTimeout(() => silence.abort(), silentMs);
  let timer = wait();
  return {
    signal: AbortSignal.any([signal, silence.signal]),
    heard(): void {
      clearTimeout(timer);
      timer = wait();
    },
    stop: (): void => clearTimeout(timer),
  };
}
