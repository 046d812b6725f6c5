import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { useWidth } from './use-width.ts';

interface FittingRowProps {
  readonly label: string;
  readonly className: string | undefined;
  /** How often it can give way. */
  readonly most: number;
  readonly children: (given: number) => ReactNode;
}

/** One line that gives way step by step until it fits, whatever the words in it are long; with the last step it may wrap. */
export const FittingRow = ({ label, className, most, children }: FittingRowProps) => {
  const row = useRef<HTMLElement>(null);
  const width = useWidth(row);
  const [given, setGiven] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another width is begun with anew
  useLayoutEffect(() => setGiven(0), [width]);
  useLayoutEffect(() => {
    const box = row.current;
    if (box && box.scrollWidth > box.clientWidth) setGiven((before) => Math.min(most, before + 1));
  });
  return (
    <section ref={row} className={className} aria-label={label} data-given={given}>
      {children(given)}
    </section>
  );
};
