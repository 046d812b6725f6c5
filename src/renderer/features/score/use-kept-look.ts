import { useEffect } from 'react';
import type { Settings } from '../../../contract/index.ts';
import { useApi, useQuery } from '../../api/api.tsx';
import { useView } from '../../state/view.ts';

/** Waits until a row of key presses has ended. */
const SAVE_AFTER_MS = 400;

/** As the settings have it; null until they were read. */
let kept: string | null = null;

/** Columns, tile size and side list as they were left. Once: from then on the window leads. */
export const takeLook = (settings: Settings): void => {
  if (kept !== null) return;
  const { columns, tile_px: tile, side_list: side } = settings;
  kept = JSON.stringify({ ownColumns: columns, tile, side });
  useView.setState({ columns, ownColumns: columns, tile, side });
};

/** Writes the look there after a change. */
export const useKeptLook = (): void => {
  const { transport } = useApi();
  const settings = useQuery('settings.get', {}).data;
  const { ownColumns, tile, side } = useView();
  useEffect(() => {
    if (settings) takeLook(settings);
  }, [settings]);
  useEffect(() => {
    const look = JSON.stringify({ ownColumns, tile, side });
    if (kept === null || kept === look) return;
    const timer = setTimeout(() => {
      kept = look;
      void transport.call('settings.set', { columns: ownColumns, tile_px: tile, side_list: side });
    }, SAVE_AFTER_MS);
    return () => clearTimeout(timer);
  }, [transport, ownColumns, tile, side]);
};
