import type { NativeTheme } from 'electron';
import type { App } from '../app.ts';
import { typedCall } from '../typed-call.ts';
import { person } from './ipc.ts';

/** Dialogs, menus and the frame take the theme of the settings, as the page does. */
export function followTheme(app: App, nativeTheme: Pick<NativeTheme, 'themeSource'>): void {
  const apply = async (): Promise<void> => {
    const { theme } = await typedCall(app, person, 'settings.get', {});
    nativeTheme.themeSource = theme;
  };
  // A library that cannot be read says so in the window itself.
  const quietly = (): void => void apply().catch(() => undefined);
  app.subscribe(({ type }) => {
    if (type === 'settings') quietly();
  });
  quietly();
}
