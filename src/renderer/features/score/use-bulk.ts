import type { AdId, Flag } from '../../../contract/index.ts';
import { editText } from '../../format/marks.ts';
import { plural } from '../../format/number.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { draftAtMeta } from '../approve/draft-dialog-state.ts';
import { useMarking } from '../review/use-marking.ts';
import { useAdActions } from './use-ad-actions.ts';
import type { Browsing } from './use-browsing.ts';

export interface Bulk {
  readonly flag: (pick: Flag) => void;
  readonly rate: (rating: number | null) => void;
  readonly tag: (tags: string[], add: boolean) => void;
}

const stars = [1, 2, 3, 4, 5] as const;

/** Marks what is selected, or else the ad at the cursor: one key, one step to undo. Bound while the list has the screen. */
export const useBulk = (
  { selected, active, pages }: Browsing,
  here: boolean,
  onAsk: (what: 'tag' | 'untag') => void,
): Bulk => {
  const mark = useMarking();
  const row = active === null ? null : pages.row(active);
  const ads: readonly AdId[] = selected.size > 0 ? [...selected] : row ? [row.id] : [];
  const what = selected.size > 0 ? plural(selected.size, 'ad') : (row?.name ?? '');
  const bulk: Bulk = {
    flag: (pick) => mark(ads, { pick }, editText({ pick }, what)),
    rate: (rating) => mark(ads, { rating }, editText({ rating }, what)),
    tag: (tags, add) => {
      const edit = add ? { add_tags: tags } : { remove_tags: tags };
      mark(ads, edit, editText(edit, what));
    },
  };
  const bound = (run: () => void): (() => void) | null => (here && ads.length > 0 ? run : null);
  useShortcut(
    'pick',
    bound(() => bulk.flag('picked')),
  );
  useShortcut(
    'reject',
    bound(() => bulk.flag('rejected')),
  );
  useShortcut(
    'unflag',
    bound(() => bulk.flag('none')),
  );
  for (const star of stars) {
    // The list of stars never changes, so neither does the order of these hooks.
    // biome-ignore lint/correctness/useHookAtTopLevel: see above
    useShortcut(
      `rate${star}`,
      bound(() => bulk.rate(star)),
    );
  }
  useShortcut(
    'unrate',
    bound(() => bulk.rate(null)),
  );
  useShortcut(
    'tag',
    bound(() => onAsk('tag')),
  );
  useShortcut(
    'untag',
    bound(() => onAsk('untag')),
  );
  const actions = useAdActions();
  useShortcut(
    'again',
    bound(() => void actions.again(ads, what)),
  );
  const [only] = ads;
  useShortcut('draft', here && ads.length === 1 && only ? () => draftAtMeta(only) : null);
  useShortcut(
    'remove',
    bound(() => void actions.remove(ads, what)),
  );
  return bulk;
};
