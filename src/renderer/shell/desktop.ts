import type { TitanBridge } from '../api/electron.ts';
import { arrive } from '../state/arriving.ts';
import { runFromMenu, useCommands } from '../state/commands.ts';

/** A screen that opens binds a dozen commands one after the other; the menu hears of them once. */
const SETTLE_MS = 50;

/** What a window on the desktop hears from its native surroundings, and tells them. */
export const attachToDesktop = (bridge: TitanBridge): void => {
  bridge.onCommand(runFromMenu);
  bridge.onPlace(arrive);
  let told = '';
  let waiting = false;
  const tell = (): void => {
    waiting = false;
    const ids = [...new Set(useCommands.getState().bindings.map(({ id }) => id))].sort();
    if (ids.join() === told) return;
    told = ids.join();
    void bridge.availableCommands(ids);
  };
  useCommands.subscribe(() => {
    if (!waiting) setTimeout(tell, SETTLE_MS);
    waiting = true;
  });
};
