import type { ReactNode } from 'react';
import type { Failure, ProcedureId } from '../../contract/index.ts';
import { useApi } from '../api/api.tsx';
import css from './notice.module.css';
import { FailureNote } from './notice.tsx';

interface NotReadProps {
  readonly failure: Failure;
  /** What is read again. */
  readonly of: readonly ProcedureId[];
  /** It stands over what was read before, which stays. */
  readonly kept?: boolean;
  readonly children?: ReactNode;
}

/** What could not be read and why, with a way to read it again where it is not gone. */
export const NotRead = ({ failure, of, kept = false, children }: NotReadProps) => {
  const { cache } = useApi();
  return (
    <div className={kept ? css.kept : ''}>
      <FailureNote failure={failure}>
        {failure.code !== 'NOT_FOUND' && (
          <button type="button" className="link" onClick={() => cache.invalidate((id) => of.includes(id))}>
            Try again
          </button>
        )}
        {children}
      </FailureNote>
    </div>
  );
};
