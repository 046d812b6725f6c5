import type { Performance } from '../../../contract/index.ts';
import { bytes, count } from '../../format/number.ts';
import { Block } from '../today/block.tsx';
import { FactsTable } from './facts-table.tsx';

type Storage = Performance['storage'];

const backupNames: Readonly<Record<Storage['backups'][number]['reason'], string>> = {
  hourly: 'Backups of each hour',
  daily: 'Backups of each day',
  manual: 'Backups by hand',
  migration: 'Backups before an update',
  restore: 'Backups before a restore',
};

/** What lies on the disk, and what holds each part down. */
export const Storage = ({ storage }: { storage: Storage }) => {
  const { library_bytes, pictures, cache_bytes, cache_limit_bytes, backups, free_bytes } = storage;
  const rows = [
    { name: 'Library', size: bytes(library_bytes), limit: `${bytes(free_bytes)} free on this disk` },
    {
      name: 'Pictures of ads',
      size: `${pictures.estimated ? 'about ' : ''}${bytes(pictures.bytes)}`,
      limit: 'go with their ads',
    },
    {
      name: 'Fetched from Drive and Meta',
      size: bytes(cache_bytes),
      limit: `at most ${bytes(cache_limit_bytes)}`,
    },
    ...backups.map((one) => ({
      name: backupNames[one.reason],
      size: bytes(one.bytes),
      limit:
        one.reason === 'restore'
          ? `${count(one.count)}: the last ${count(one.kept_at_most)}, and all of two weeks`
          : `${count(one.count)} of at most ${count(one.kept_at_most)}`,
    })),
  ];
  return (
    <Block title="Storage">
      <FactsTable
        label="Storage"
        rows={rows}
        keyOf={({ name }) => name}
        columns={[
          { head: 'What', cell: ({ name }) => name },
          { head: 'Size', number: true, cell: ({ size }) => size },
          { head: 'Limit', number: true, cell: ({ limit }) => limit },
        ]}
      />
    </Block>
  );
};
