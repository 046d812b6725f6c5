import { useMemo } from 'react';
import { commandGroups, commandIds, commands } from '../../../contract/commands.ts';
import { useApi, useQuery } from '../../api/api.tsx';
import type { Transport } from '../../api/transport.ts';
import type { AddAds } from '../../features/ingest/use-add-ads.ts';
import { showView } from '../../features/score/show-view.ts';
import { settingRows, settingRowsFor } from '../../features/settings/rows.ts';
import { scoreNumber, wordOf } from '../../format/score.ts';
import { keyLabel } from '../../state/combos.ts';
import { useCommands, useKeysOf } from '../../state/commands.ts';
import { go, library } from '../../state/place.ts';
import type { PaletteGroup } from './items.ts';

const MOST_ADS = 6;

/** All that can be reached from here: what the screens offer now, ads by name, folders, settings. */
export const usePaletteGroups = (query: string, add: AddAds): PaletteGroup[] => {
  const commandsNow = useAvailableCommands();
  const ads = useAds(query);
  const folders = useRecentFolders(add);
  const views = useSavedViews();
  const { transport } = useApi();
  return useMemo(
    () => [...commandsNow, views, ads, folders, settingsGroup(transport.kind)],
    [commandsNow, views, ads, folders, transport],
  );
};

const useAvailableCommands = (): PaletteGroup[] => {
  const bindings = useCommands((state) => state.bindings);
  const keysOf = useKeysOf();
  return useMemo(() => {
    const available = new Map(bindings.map(({ id, run }) => [id, run]));
    return commandGroups.map((group) => ({
      name: group === 'Everywhere' ? 'Commands' : `Commands: ${group}`,
      items: commandIds.flatMap((id) => {
        const run = available.get(id);
        if (!run || commands[id].group !== group || id === 'palette') return [];
        const [key] = keysOf(id);
        return [{ id, title: commands[id].title, hint: key && keyLabel(key), run }];
      }),
    }));
  }, [bindings, keysOf]);
};

const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;

/** The host searches, since it alone knows all names of a large library. */
const useAds = (query: string): PaletteGroup => {
  const text = query.trim();
  const limit = text.length < 2 ? 1 : MOST_ADS;
  const rows = useQuery('score.rows', { where: text.length < 2 ? '' : `name:${quoted(text)}`, limit }).data
    ?.rows;
  return useMemo(
    () => ({
      name: 'Ads',
      searched: true,
      items:
        text.length < 2
          ? []
          : (rows ?? []).map(({ id, name, score }) => ({
              id,
              title: name,
              hint: score === null ? 'no score' : `${scoreNumber(score)} ${wordOf(score)}`,
              run: () => go({ name: 'review', ad: id, seconds: null }),
            })),
    }),
    [rows, text],
  );
};

const useSavedViews = (): PaletteGroup => {
  const views = useQuery('collections.list', {}).data?.views;
  return useMemo(
    () => ({
      name: 'Saved views',
      items: (views ?? []).map(({ id, name, state }) => ({
        id,
        title: name,
        hint: state.where,
        run: () => {
          go(library);
          showView({ name, state });
        },
      })),
    }),
    [views],
  );
};

const useRecentFolders = (add: AddAds): PaletteGroup => {
  const folders = useQuery('settings.get', {}).data?.recent_folders;
  return useMemo(
    () => ({
      name: 'Recent folders',
      items: (folders ?? []).map((folder) => ({
        id: folder,
        title: folder,
        hint: 'measure again',
        run: () => void add.again(folder),
      })),
    }),
    [folders, add],
  );
};

const settingsGroup = (kind: Transport['kind']): PaletteGroup => ({
  name: 'Settings',
  items: settingRowsFor(kind).map((row) => ({
    id: row,
    title: settingRows[row],
    run: () => go({ name: 'settings', row }),
  })),
});
