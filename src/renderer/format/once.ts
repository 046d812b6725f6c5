/** Made when it is first asked for: a formatter of the system takes milliseconds, and the first picture needs few. */
export const once = <T>(make: () => T): (() => T) => {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
};
