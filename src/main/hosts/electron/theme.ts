import type { NativeTheme } from 'electron';
import type { App } from '../app.ts';
import { followSettings } from './follow-settings.ts';

/** Dialogs, menus and the frame take the theme of the settings, as the page does. */
export function followTheme(
  library: Pick<App, 'call' | 'subscribe'>,
  nativeTheme: Pick<NativeTheme, 'themeSource'>,
): void {
  followSettings(library, ({ theme }) => {
    nativeTheme.themeSource = theme;
  });
}
