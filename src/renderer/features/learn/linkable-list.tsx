import { TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Input, Linkable } from '../../../contract/index.ts';
import { useKeptQuery } from '../../api/api.tsx';
import { thumbUrl } from '../../api/pictures.ts';
import { plural } from '../../format/number.ts';
import { FailureNote } from '../../ui/notice.tsx';
import { useSettled } from '../../ui/use-settled.ts';
import css from './links.module.css';
import { ShowMore } from './show-more.tsx';

export type Side = Input<'learn.linkable'>['side'];

const shownAtOnce = 20;
const most = 500;

interface LinkableListProps {
  readonly side: Side;
  /** Only what nothing is linked with or proposed for. */
  readonly open: boolean;
  readonly label: string;
  readonly none: string;
  readonly children: (ad: Linkable) => ReactNode;
}

/** Ads of one side to choose from, found by their words, each with what can be done with it. */
export const LinkableList = ({ side, open, label, none, children }: LinkableListProps) => {
  const [text, setText] = useState('');
  const [shown, setShown] = useState(shownAtOnce);
  const { data, error } = useKeptQuery('learn.linkable', {
    side,
    open,
    text: useSettled(text),
    limit: shown,
  });
  return (
    <>
      <TextInput
        label={label}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.currentTarget.value)}
        spellCheck={false}
        autoComplete="off"
        data-autofocus
      />
      {error && <FailureNote failure={error} />}
      {data && (
        <p className="meta" role="status">
          {data.total > 0 ? plural(data.total, 'ad') : text.trim() === '' ? none : 'Nothing is called so.'}
        </p>
      )}
      <ul className={css.list}>
        {data?.ads.map((ad) => (
          <li key={ad.id} className={css.pick}>
            <LinkableFigure ad={ad} />
            {children(ad)}
          </li>
        ))}
      </ul>
      {data && <ShowMore shown={shown} step={shownAtOnce} total={data.total} most={most} onShow={setShown} />}
    </>
  );
};

const LinkableFigure = ({ ad: { id, name, place, account, picture } }: { ad: Linkable }) => (
  <figure className={css.side}>
    {picture === null ? (
      <span className={css.noPicture}>not fetched</span>
    ) : (
      <img src={thumbUrl(picture)} alt="" loading="lazy" />
    )}
    <figcaption>
      <span className={css.name}>{name}</span>
      <span className={`meta ${css.name}`}>
        {account === null ? place : [place, account, id].filter(Boolean).join(' · ')}
      </span>
    </figcaption>
  </figure>
);
