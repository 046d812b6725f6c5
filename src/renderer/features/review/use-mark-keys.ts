import type { AdId, Flag, Marks } from '../../../contract/index.ts';
import { useApi, useMarks, useQuery } from '../../api/api.tsx';
import { editText } from '../../format/marks.ts';
import { announce } from '../../state/announce.ts';
import { useShortcut } from '../../state/shortcuts.ts';
import { useMarking } from './use-marking.ts';

export interface MarkKeys {
  readonly marks: Marks;
  readonly flag: (pick: Flag) => void;
  readonly rate: (rating: number | null) => void;
  /** Whether a pick or a reject goes on to the next ad. */
  readonly advances: boolean;
  readonly setAdvances: (advances: boolean) => void;
}

/** One key is one decision on the ad that is open. Without an ad there is nothing to decide. */
export const useMarkKeys = (
  ad: (Marks & { readonly id: AdId }) | null,
  name: string,
  onDecided: () => void,
): MarkKeys => {
  const { transport } = useApi();
  const mark = useMarking();
  const marks = useMarks(ad);
  const advances = useQuery('settings.get', {}).data?.auto_advance ?? false;

  const flag = (pick: Flag) => {
    if (!ad) return;
    if (marks.pick !== pick) mark([ad.id], { pick }, editText({ pick }, name));
    if (pick !== 'none' && advances) onDecided();
  };
  const rate = (rating: number | null) => {
    if (ad && marks.rating !== rating) mark([ad.id], { rating }, editText({ rating }, name));
  };
  const setAdvances = (auto_advance: boolean) => {
    void transport.call('settings.set', { auto_advance });
    announce(auto_advance ? 'Goes on after a pick or reject' : 'Stays after a pick or reject');
  };
  const bound = <T>(run: T): T | null => (ad ? run : null);
  useShortcut(
    'pick',
    bound(() => flag('picked')),
  );
  useShortcut(
    'reject',
    bound(() => flag('rejected')),
  );
  useShortcut(
    'unflag',
    bound(() => flag('none')),
  );
  useShortcut(
    'rate1',
    bound(() => rate(1)),
  );
  useShortcut(
    'rate2',
    bound(() => rate(2)),
  );
  useShortcut(
    'rate3',
    bound(() => rate(3)),
  );
  useShortcut(
    'rate4',
    bound(() => rate(4)),
  );
  useShortcut(
    'rate5',
    bound(() => rate(5)),
  );
  useShortcut(
    'unrate',
    bound(() => rate(null)),
  );
  useShortcut('advance', () => setAdvances(!advances));
  return { marks, flag, rate, advances, setAdvances };
};
