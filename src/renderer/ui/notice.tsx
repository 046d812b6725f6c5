import type { ReactNode } from 'react';
import type { Failure } from '../../contract/index.ts';
import { Icon } from './icon.tsx';
import css from './notice.module.css';

/** A failure where it happened: what, the next step, and a way on where there is one. */
export const FailureNote = ({ failure, children }: { failure: Failure; children?: ReactNode }) => (
  <div role="alert" className={css.notice}>
    <span className={css.sign}>
      <Icon name="warn" />
    </span>
    <div>
      <div>{failure.message}</div>
      <div className={css.next}>
        {failure.nextStep}
        {failure.logId ? ` Log id ${failure.logId}.` : ''}
      </div>
      {children && <div className={css.row}>{children}</div>}
    </div>
  </div>
);

export const Empty = ({ title, text, children }: { title: string; text?: string; children?: ReactNode }) => (
  <div className={css.empty}>
    <h2>{title}</h2>
    {text && <p>{text}</p>}
    {children && <div className={css.row}>{children}</div>}
  </div>
);
