import { Button } from '@mantine/core';
import { useCommand, useQuery } from '../../api/api.tsx';
import { plural, usd } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { go } from '../../state/place.ts';
import { Icon } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { NotRead } from '../../ui/not-read.tsx';
import { tellRefused } from '../review/use-marking.ts';
import css from './director.module.css';

/** What was asked before; each can be gone back to, gone on with, and deleted. */
export const TalkList = ({ chosen }: { chosen: string | null }) => {
  const { data, error } = useQuery('director.list', {});
  const remove = useCommand('director.remove');
  const talks = data?.conversations ?? [];
  const drop = async (id: string) => {
    const done = await remove.run({ id });
    if (!done.ok) tellRefused('Not deleted', done.error);
    else if (id === chosen) go({ name: 'director', id: null });
  };
  return (
    <aside className={css.side} aria-label="Conversations">
      <div className={css.head}>
        <Button
          variant="default"
          leftSection={<Icon name="plus" />}
          disabled={chosen === null}
          onClick={() => go({ name: 'director', id: null })}
        >
          New question
        </Button>
      </div>
      {error && <NotRead failure={error} of={['director.list']} kept />}
      {!data && !error && <p className={`meta ${css.none}`}>Reading the conversations …</p>}
      {data && talks.length === 0 && <p className={`meta ${css.none}`}>Nothing was asked yet.</p>}
      <ul className={css.talks}>
        {talks.map(({ id, title, turns, state, cost_usd, asked_at }) => (
          <li key={id} className={css.talk} data-chosen={id === chosen || undefined}>
            <button
              type="button"
              aria-current={id === chosen ? 'true' : undefined}
              onClick={() => go({ name: 'director', id })}
            >
              <span className={css.talkTitle}>{title}</span>
              <span className="meta">
                {`${state === 'running' ? 'answering' : dateTime(asked_at)} · ${plural(turns, 'question')} · ${usd(cost_usd, 3)}`}
              </span>
            </button>
            <IconButton
              icon="bin"
              label={`Delete "${title}"`}
              disabled={state === 'running'}
              onClick={() => void drop(id)}
            />
          </li>
        ))}
      </ul>
    </aside>
  );
};
