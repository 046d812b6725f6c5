import { useEffect, useRef } from 'react';
import { useApi, useQuery } from '../../api/api.tsx';
import { useView } from '../../state/view.ts';

/** Waits until a row of key presses has ended. */
const SAVE_AFTER_MS = 400;

/** Columns, tile size and side list as they were left: read once from the settings, and written there after a change. */
export const useKeptLook = (): void => {
  const { transport } = useApi();
  const settings = useQuery('settings.get', {}).data;
  const { columns, tile, side, set } = useView();
  const kept = useRef<string | null>(null);
  useEffect(() => {
    if (!settings || kept.current !== null) return;
    const look = { columns: settings.columns, tile: settings.tile_px, side: settings.side_list };
    kept.current = JSON.stringify(look);
    set(look);
  }, [settings, set]);
  useEffect(() => {
    const look = JSON.stringify({ columns, tile, side });
    if (kept.current === null || kept.current === look) return;
    const timer = setTimeout(() => {
      kept.current = look;
      void transport.call('settings.set', { columns, tile_px: tile, side_list: side });
    }, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [transport, columns, tile, side]);
};
