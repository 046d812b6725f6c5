/** Runs at once; what is asked for within the pause after it is done together, at its end. */
export const gathered = (pauseMs: number, run: () => void): (() => void) => {
  let waits: boolean | null = null;
  const begin = () => {
    waits = false;
    run();
    setTimeout(() => {
      const again = waits;
      waits = null;
      if (again) begin();
    }, pauseMs);
  };
  return () => {
    if (waits === null) begin();
    else waits = true;
  };
};
