import { useState } from 'react';
import type { Linkable } from '../../../contract/index.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import { LinkableList, type Side } from './linkable-list.tsx';
import css from './links.module.css';
import { useDecision } from './use-decision.ts';

const sides = {
  meta: {
    label: 'Ads at Meta',
    find: 'Find an ad at Meta',
    choose: 'Choose its file',
    none: 'No ad at Meta is without a link or a guess.',
  },
  library: {
    label: 'Files',
    find: 'Find a file',
    choose: 'Choose its ad at Meta',
    none: 'No file is without a link or a guess.',
  },
} as const;

/** What neither pictures nor names say anything of, from either side. */
export const LinkByHand = () => {
  const [side, setSide] = useState<Side>('meta');
  const [chosen, setChosen] = useState<Linkable | null>(null);
  const words = sides[side];
  return (
    <section aria-label="Link by hand" className={css.byHand}>
      <div className={css.byHandHead}>
        <div>
          <h3>Link by hand</h3>
          <p className="meta">What neither pictures nor names say anything of.</p>
        </div>
        <Segmented
          label="Of which side"
          value={side}
          options={[
            { value: 'meta', label: sides.meta.label },
            { value: 'library', label: sides.library.label },
          ]}
          onChange={setSide}
        />
      </div>
      <LinkableList key={side} side={side} open label={words.find} none={words.none}>
        {(ad) => (
          <button
            type="button"
            className={css.button}
            aria-label={`${words.choose}: ${ad.name}`}
            onClick={() => setChosen(ad)}
          >
            {words.choose} …
          </button>
        )}
      </LinkableList>
      {chosen && <Partner of={chosen} side={side} onClose={() => setChosen(null)} />}
    </section>
  );
};

/** Which ad of the other side it is. */
const Partner = ({ of, side, onClose }: { of: Linkable; side: Side; onClose: () => void }) => {
  const { choose } = useDecision();
  const other: Side = side === 'meta' ? 'library' : 'meta';
  return (
    <Dialog title={`${sides[side].choose}: ${of.name}`} onClose={onClose}>
      <div className={css.byHand}>
        <LinkableList side={other} open={false} label={sides[other].find} none="There is none yet.">
          {(ad) => {
            const [meta, file] = side === 'meta' ? [of, ad] : [ad, of];
            return (
              <button
                type="button"
                className={css.button}
                aria-label={`Same ad: ${ad.name}`}
                onClick={async () => {
                  if (await choose({ meta_ad_id: meta.id, ad_id: file.id, ad_name: file.name })) onClose();
                }}
              >
                Same ad
              </button>
            );
          }}
        </LinkableList>
      </div>
    </Dialog>
  );
};
