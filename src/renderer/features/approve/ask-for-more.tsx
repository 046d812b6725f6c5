import { useState } from 'react';
import type { ApprovalDetail, Failure, Result } from '../../../contract/index.ts';
import { go } from '../../state/place.ts';
import { BusyButton } from '../../ui/busy-button.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import css from './ask-for-more.module.css';
import { UsdInput } from './usd-input.tsx';

interface AskForMoreProps {
  readonly start: number;
  readonly most: number;
  /** What comes of it once it is approved. */
  readonly text: string;
  readonly ask: {
    readonly busy: boolean;
    readonly error: Failure | undefined;
    readonly run: (usd: number) => Promise<Result<ApprovalDetail>>;
  };
}

/** A request for more money for models than the ceiling; it is opened once it is made. */
export const AskForMore = ({ start, most, text, ask }: AskForMoreProps) => {
  const [usd, setUsd] = useState<number | null>(Math.min(most, start));
  const run = async () => {
    if (usd === null) return;
    const result = await ask.run(usd);
    if (result.ok) go({ name: 'approvals', id: result.value.item.id });
  };
  return (
    <form
      className={css.more}
      onSubmit={(event) => {
        event.preventDefault();
        void run();
      }}
    >
      <UsdInput label="Ask for, in USD" className={css.field} value={usd} max={most} onUsd={setUsd} />
      <BusyButton type="submit" variant="default" loading={ask.busy} disabled={usd === null}>
        Ask for approval
      </BusyButton>
      <p className="meta">{text}</p>
      {ask.error && <FailureNote failure={ask.error} />}
    </form>
  );
};
