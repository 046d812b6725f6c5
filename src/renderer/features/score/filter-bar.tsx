import type { ReactNode } from 'react';
import type { Failure, GroupBy, Job, SortField } from '../../../contract/index.ts';
import { useQuery } from '../../api/api.tsx';
import { scoredOf } from '../../format/job.ts';
import { count } from '../../format/number.ts';
import { dateTime } from '../../format/time.ts';
import { runCommand } from '../../state/commands.ts';
import { type Layout, useView } from '../../state/view.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { IconButton } from '../../ui/icon-button.tsx';
import { MenuButton, type MenuItem } from '../../ui/menu.tsx';
import { FailureNote } from '../../ui/notice.tsx';
import { Segmented } from '../../ui/segmented.tsx';
import css from './filter-bar.module.css';
import { FilterField } from './filter-field.tsx';

const sorts: Record<SortField, string> = {
  score: 'Score',
  name: 'Name',
  added: 'Last added',
  duration: 'Length',
  hook: 'Hook',
  clarity: 'Clarity',
  connection: 'Connection',
  offer: 'Offer',
  craft: 'Craft',
  rank: 'Rank',
  rating: 'Rating',
  council: 'Council',
  disagreement: 'Disagreement',
};

const groups: { value: GroupBy; label: string }[] = [
  { value: 'none', label: 'No groups' },
  { value: 'near', label: 'Near-duplicates' },
  { value: 'hook', label: 'Type of hook' },
];

const layouts: { value: Layout; label: string; icon: IconName }[] = [
  { value: 'tiles', label: 'Tiles', icon: 'tiles' },
  { value: 'hybrid', label: 'Hybrid', icon: 'hybrid' },
  { value: 'table', label: 'Table', icon: 'table' },
];

const presets: { label: string; text: string }[] = [
  { label: 'Score over 70', text: 'score>70' },
  { label: 'Score under 50', text: 'score<50' },
  { label: 'Only videos', text: 'kind:video' },
  { label: 'Only images', text: 'kind:image' },
  { label: 'Without a score', text: 'score:none' },
  { label: 'Without sound', text: 'audio:no' },
  { label: 'Picked', text: 'pick:picked' },
  { label: 'Not decided yet', text: 'pick:none' },
  { label: 'A person should look', text: 'human:yes' },
  { label: 'Near-duplicates', text: 'near:yes' },
  { label: 'Read in part', text: 'state:partial' },
];

interface FilterBarProps {
  readonly total: number;
  readonly library: number;
  /** Ads whose near-duplicates are known. */
  readonly indexed: number;
  readonly error: Failure | null;
  /** Room for words, for icons alone, or for the search and little more. */
  readonly room: 'wide' | 'narrow' | 'tight';
  /** Nothing lies in front of it: its keys work. */
  readonly here: boolean;
  readonly addButton: ReactNode;
}

export const FilterBar = ({ total, library, indexed, error, room, here, addButton }: FilterBarProps) => {
  const { where, sort, direction, group, jobId, layout, side, set, sortBy, groupBy } = useView();
  // Others measure no ads of their own.
  const jobs = useQuery('jobs.list', { kinds: ['analyze'] }).data?.jobs ?? [];
  const collection =
    jobId === null ? 'All ads' : (jobs.find(({ id }) => id === jobId)?.title ?? 'One analysis');
  /** One folder may have been analysed several times. */
  const alone = ({ id, title }: Job) => jobs.every((job) => job.id === id || job.title !== title);
  const collections: MenuItem[] = [
    { label: 'All ads', checked: jobId === null, run: () => set({ jobId: null }) },
    ...jobs.map((job) => ({
      label: job.title,
      id: job.id,
      hint: [alone(job) ? '' : dateTime(job.created_at), count(scoredOf(job.progress))]
        .filter(Boolean)
        .join(' · '),
      checked: job.id === jobId,
      run: () => set({ jobId: job.id }),
    })),
  ];
  // Where the layout switch has no room, its choices stand in this menu.
  const layoutItems: MenuItem[] = layouts.map(({ value, label }) => ({
    label: `As ${label.toLowerCase()}`,
    checked: value === layout,
    run: () => set({ layout: value }),
  }));
  const groupItems: MenuItem[] = groups.map(({ value, label }) => ({
    label,
    checked: value === group,
    run: () => groupBy(value),
  }));
  return (
    <>
      <div className={`${css.bar} ${room === 'wide' ? '' : css.narrow} ${room === 'tight' ? css.tight : ''}`}>
        <IconButton
          icon="side"
          label="Clients, folders and views"
          aria-pressed={side}
          onClick={() => set({ side: !side })}
        />
        <MenuButton
          label={`Collection ${collection}`}
          items={collections}
          className={`${css.button} ${css.quiet}`}
        >
          <span className="clip">{collection}</span>
          <Icon name="down" />
        </MenuButton>
        <FilterField wrong={error !== null} here={here} />
        <MenuButton
          label="Ready-made filters"
          className={css.button}
          items={presets.map(({ label, text }) => ({
            label,
            hint: text,
            run: () => !where.includes(text) && set({ where: `${where} ${text}`.trim() }),
          }))}
        >
          <Icon name="filter" />
        </MenuButton>
        <span className={css.count} role="status">
          {error?.code !== 'INVALID_INPUT' && (
            <>
              <b>{count(total)}</b>
              {total === library ? ` ${library === 1 ? 'ad' : 'ads'}` : ` of ${count(library)}`}
            </>
          )}
        </span>
        {indexed < library && (
          <span className={`meta ${css.count}`} title="Near-duplicates are not all known yet">
            {`comparing pictures, ${Math.floor((100 * indexed) / library)}\u202f%`}
          </span>
        )}
        <MenuButton
          label={`Order: ${sorts[sort]}`}
          className={css.button}
          items={[
            ...(Object.keys(sorts) as SortField[]).map((field) => ({
              label: sorts[field],
              checked: field === sort,
              run: () => sortBy(field),
            })),
            ...(room === 'tight' ? [...groupItems, ...layoutItems] : []),
          ]}
        >
          <Icon name={direction === 'desc' ? 'arrowDown' : 'arrowUp'} />
          <span className={css.word}>{sorts[sort]}</span>
        </MenuButton>
        {room !== 'tight' && (
          <MenuButton
            label={`Groups: ${groups.find(({ value }) => value === group)?.label}`}
            className={`${css.button} ${group === 'none' ? '' : css.on}`}
            items={[
              ...groupItems,
              ...(group === 'none'
                ? []
                : [{ label: 'Fold or unfold all', run: () => runCommand('foldGroups') }]),
            ]}
          >
            <Icon name="group" />
          </MenuButton>
        )}
        {room !== 'tight' && (
          <Segmented
            label="Layout"
            value={layout}
            onChange={(value) => set({ layout: value })}
            options={layouts.map(({ value, label, icon }) => ({
              value,
              label: (
                <span className={css.segment}>
                  <Icon name={icon} />
                  <span className={room === 'wide' ? '' : 'spoken'}>{label}</span>
                </span>
              ),
            }))}
          />
        )}
        {layout !== 'tiles' && room !== 'tight' && (
          <IconButton icon="columns" label="Columns" onClick={() => runCommand('columns')} />
        )}
        {addButton}
      </div>
      {error && (
        <div className={css.error}>
          <FailureNote failure={error} />
        </div>
      )}
    </>
  );
};
