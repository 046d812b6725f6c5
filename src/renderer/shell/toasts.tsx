import { useAnnouncement } from '../state/announce.ts';
import { useToasts } from '../state/toasts.ts';
import { Icon } from '../ui/icon.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import css from './shell.module.css';

export const Toasts = () => {
  const { toasts, close } = useToasts();
  return (
    <section className={css.toasts} aria-label="Messages">
      {toasts.map((toast) => (
        <div key={toast.id} className={css.toast} role={toast.tone === 'error' ? 'alert' : 'status'}>
          <span className={`${css.toastSign} ${toast.tone === 'error' ? css.problem : ''}`}>
            <Icon name={toast.tone === 'error' ? 'warn' : 'check'} />
          </span>
          <div className={css.toastText}>
            {toast.text}
            {toast.next && <div className="meta">{toast.next}</div>}
            {toast.action && (
              <button
                type="button"
                className="link"
                onClick={() => {
                  close(toast.id);
                  toast.action?.run();
                }}
              >
                {toast.action.label}
              </button>
            )}
          </div>
          <IconButton icon="cross" label="Close message" onClick={() => close(toast.id)} />
        </div>
      ))}
    </section>
  );
};

export const Announcer = () => (
  <div className="spoken" aria-live="polite">
    {useAnnouncement(({ text }) => text)}
  </div>
);
