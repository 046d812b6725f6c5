import { app, Menu } from 'electron';
import type { KeyChanges } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { person } from './ipc.ts';
import { type MenuActions, menuTemplate } from './menu.ts';

/** Shows the menu at once with the keys as they come, and again with the user's own whenever these change. */
export function keepMenu(library: App, actions: MenuActions): void {
  let shown = '';
  const show = (keyChanges: KeyChanges): void => {
    const wanted = JSON.stringify(keyChanges);
    if (wanted === shown) return;
    shown = wanted;
    const template = menuTemplate(process.platform, app.getName(), keyChanges, actions);
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  };
  const follow = async (): Promise<void> => show((await typedCall(library, person, 'settings.get', {})).keys);
  // A library that cannot be read says so in the window itself.
  const quietly = (): void => void follow().catch(() => undefined);
  show({});
  library.subscribe(({ type }) => {
    if (type === 'settings') quietly();
  });
  quietly();
}
