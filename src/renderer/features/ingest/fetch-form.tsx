import { NumberInput } from '@mantine/core';
import { go } from '../../state/place.ts';

interface NotConnectedProps {
  readonly id: string;
  readonly service: string;
  /** Closes the dialog, which would lie over the accounts. */
  readonly close: () => void;
}

/** Where a service waits to be connected; the button that needs it is described by this. */
export const NotConnected = ({ id, service, close }: NotConnectedProps) => (
  <p id={id}>
    {service} is not connected.{' '}
    <button
      type="button"
      className="link"
      onClick={() => {
        close();
        go({ name: 'accounts' });
      }}
    >
      Connect it in Accounts
    </button>
  </p>
);

interface AtMostProps {
  /** What is counted, in the plural. */
  readonly things: string;
  readonly value: number | '';
  readonly onChange: (value: number | '') => void;
}

export const AtMost = ({ things, value, onChange }: AtMostProps) => (
  <NumberInput
    label={`At most this many ${things}`}
    description="Leave empty for all of them."
    value={value}
    min={1}
    max={1_000_000}
    allowDecimal={false}
    onChange={(next) => onChange(typeof next === 'number' ? next : '')}
  />
);
