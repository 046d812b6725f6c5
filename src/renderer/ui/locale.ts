import { createContext, memo, type ReactNode, use } from 'react';

/** The locale that is chosen. Most is drawn anew with the window; what is not, or holds a text of its own, asks here. */
export const ChosenLocale = createContext('');
export const useLocale = (): string => use(ChosenLocale);

/** As `memo`, for what writes numbers and dates: drawn anew in another locale too. */
export const memoInLocale = <Props extends object>(draw: (props: Props) => ReactNode) =>
  memo((props: Props) => {
    use(ChosenLocale);
    return draw(props);
  });
