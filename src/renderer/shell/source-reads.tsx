import type { SourceRead } from '../../contract/index.ts';
import { useQuery } from '../api/api.tsx';
import { useRevenueImport } from '../features/learn/import-state.ts';
import { clockOrDay, dateTime } from '../format/time.ts';
import { useIntake } from '../state/intake.ts';
import { go } from '../state/place.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { MenuButton, type MenuItem } from '../ui/menu.tsx';
import { useToday } from '../ui/use-today.ts';
import css from './shell.module.css';

interface Kind {
  readonly word: string;
  readonly icon: IconName;
  /** Where it can be read again. */
  readonly lead: () => void;
}

const toOrders = () => useRevenueImport.setState({ open: true });
const kinds: Readonly<Record<SourceRead['kind'], Kind>> = {
  meta: { word: 'Meta', icon: 'insights', lead: () => go({ name: 'today' }) },
  hubspot: { word: 'HubSpot', icon: 'database', lead: () => go({ name: 'accounts' }) },
  drive: { word: 'Drive', icon: 'cloud', lead: () => useIntake.setState({ askingDrive: true }) },
  tracker: { word: 'Tracker', icon: 'database', lead: toOrders },
  file: { word: 'File', icon: 'file', lead: toOrders },
};

/**
 * How old is what came from outside; all else works without a network. Figures are of ad accounts, so the one that was
 * read longest ago speaks for all.
 */
export const SourceReads = () => {
  const { data } = useQuery('today.reads', {});
  const today = useToday();
  const [first] = data?.reads.toSorted(byAge) ?? [];
  if (!data || !first)
    return (
      <span className={css.fact}>
        <Icon name="offline" />
        <span className={css.offline}>Works offline</span>
      </span>
    );
  const told = first.at === null ? 'not read yet' : `read ${clockOrDay(first.at, today)}`;
  return (
    <MenuButton
      label={`Sources: ${kinds[first.kind].word} ${told}`}
      className={`${css.fact} ${css.reads}`}
      items={data.reads.map(itemOf)}
    >
      <Icon name="cloud" />
      <span className={css.offline}>{`${kinds[first.kind].word} ${told}`}</span>
    </MenuButton>
  );
};

/** Ad accounts first, the oldest of them; of the others the one that was read last. */
function byAge(a: SourceRead, b: SourceRead): number {
  const [ofA, ofB] = [a.kind === 'meta', b.kind === 'meta'];
  if (ofA !== ofB) return ofA ? -1 : 1;
  return (ofA ? 1 : -1) * (a.at ?? '').localeCompare(b.at ?? '');
}

const itemOf = ({ kind, name, at }: SourceRead, index: number): MenuItem => ({
  id: String(index),
  label: name === null || kind === 'hubspot' ? kinds[kind].word : `${kinds[kind].word}, ${name}`,
  icon: kinds[kind].icon,
  hint: at === null ? 'not read yet' : dateTime(at),
  run: kinds[kind].lead,
});
