import { useEffect } from 'react';
import { clockTime } from '../format/time.ts';
import { clearNotices, readNotices, useNotices } from '../state/notices.ts';
import { Dialog } from '../ui/dialog.tsx';
import { Icon } from '../ui/icon.tsx';
import css from './notices.module.css';

/** What was told since the window was opened, the newest first. */
export const NoticesDialog = ({ onClose }: { onClose: () => void }) => {
  const { notices } = useNotices();
  // Also what arrives while it is open.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(readNotices, [notices]);
  return (
    <Dialog
      title="Notifications"
      onClose={onClose}
      actions={
        notices.length > 0 && (
          <button type="button" className="link" onClick={clearNotices}>
            Clear the list
          </button>
        )
      }
    >
      {notices.length === 0 && (
        <p>Nothing yet. What jobs did, what failed and what can be undone is kept here.</p>
      )}
      <ul className={css.list}>
        {notices.map(({ id, at, tone, text, next, action }) => (
          <li key={id} className={css.notice}>
            <span className={tone === 'error' ? css.problem : css.sign}>
              <Icon name={tone === 'error' ? 'warn' : 'check'} />
            </span>
            <div className={css.text}>
              {text}
              {next && <div className="meta">{next}</div>}
            </div>
            {action && (
              <button
                type="button"
                className="link"
                onClick={() => {
                  onClose();
                  action.run();
                }}
              >
                {action.label}
              </button>
            )}
            <time className="meta" dateTime={at}>
              {clockTime(at)}
            </time>
          </li>
        ))}
      </ul>
    </Dialog>
  );
};
