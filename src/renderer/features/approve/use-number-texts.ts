import { useLayoutEffect, useState } from 'react';
import { useLocale } from '../../ui/locale.ts';

type Texts = Readonly<Record<string, string>>;
type Read = (field: string, text: string) => number | null;

/**
 * The texts of fields that hold numbers. In another locale the same text may be no number, or another: each then says
 * anew what was read of it, and what could not be read stays as it was typed.
 */
export function useNumberTexts(
  start: () => Texts,
  read: Read,
  say: (field: string, value: number) => string,
) {
  const [{ texts }, set] = useState(() => {
    const texts = start();
    const values = Object.entries(texts).map(([field, text]) => [field, read(field, text)] as const);
    return { texts, values: new Map(values) };
  });
  const locale = useLocale();
  // biome-ignore lint/correctness/useExhaustiveDependencies: nothing but the locale says a number in another way
  useLayoutEffect(() => {
    const again = (field: string, text: string, value: number | null) =>
      value === null || read(field, text) === value ? text : say(field, value);
    set(({ texts, values }) => {
      const said = Object.entries(texts).map(([field, text]) => [
        field,
        again(field, text, values.get(field) ?? null),
      ]);
      return { texts: Object.fromEntries(said), values };
    });
  }, [locale]);
  const type = (field: string, text: string): void =>
    set(({ texts, values }) => ({
      texts: { ...texts, [field]: text },
      values: new Map(values).set(field, read(field, text)),
    }));
  return [texts, type] as const;
}
