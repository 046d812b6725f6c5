import { Button, type ButtonProps } from '@mantine/core';
import { type ComponentProps, useLayoutEffect, useRef } from 'react';

interface BusyButtonProps extends ButtonProps, Omit<ComponentProps<'button'>, keyof ButtonProps | 'ref'> {
  readonly loading: boolean;
}

/**
 * A button that is busy is disabled, and loses the focus by that: it gets it back, unless something else has it by then. The
 * page stays where somebody has scrolled it to.
 */
export const BusyButton = ({ loading, ...rest }: BusyButtonProps) => {
  const button = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!loading || document.activeElement !== button.current) return;
    return () => {
      if (document.activeElement === document.body) button.current?.focus({ preventScroll: true });
    };
  }, [loading]);
  return <Button ref={button} loading={loading} {...rest} />;
};
