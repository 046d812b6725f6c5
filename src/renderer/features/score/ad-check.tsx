import type { AdRow } from '../../../contract/index.ts';

interface AdCheckProps {
  readonly ad: AdRow | null;
  readonly selected: boolean;
  readonly className: string | undefined;
}

/** The checkbox of an ad in a grid, which handles its clicks once for all of them. */
export const AdCheck = ({ ad, selected, className }: AdCheckProps) => (
  <label className={className} data-check>
    <input
      type="checkbox"
      tabIndex={-1}
      checked={selected}
      disabled={!ad}
      onChange={() => undefined}
      aria-label={`Select ${ad?.name ?? 'this ad'}`}
    />
  </label>
);
