/** Which language's habits numbers and dates follow; undefined for those of the system. */
let chosen: string | undefined;
let made = new Map<object, unknown>();

/** Formatters are made anew; what is drawn already has to be drawn again (`ui/locale.ts`). */
export const setLocale = (tag: string): void => {
  const wanted = tag === '' ? undefined : tag;
  if (wanted === chosen) return;
  chosen = wanted;
  made = new Map();
};

/** A formatter of `Intl`, made once for each locale. */
export const inLocale =
  <Formatter extends object>(make: (locale: string | undefined) => Formatter) =>
  (): Formatter => {
    const known = made.get(make);
    if (known) return known as Formatter;
    const formatter = make(chosen);
    made.set(make, formatter);
    return formatter;
  };
