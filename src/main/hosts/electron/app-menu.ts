import { app, Menu } from 'electron';
import { z } from 'zod';
import { AppError, type CommandId, commandIds } from '../../../contract/index.ts';
import type { App } from '../app.ts';
import { followSettings } from './follow-settings.ts';
import { type MenuActions, type MenuFacts, menuTemplate } from './menu.ts';

const Available = z.array(z.enum(commandIds as [CommandId, ...CommandId[]])).max(commandIds.length);

/** The application menu with the user's own keys and folders; what the window cannot do just now is dimmed. */
export function keepMenu(library: Pick<App, 'call' | 'subscribe'>, actions: MenuActions) {
  let facts: MenuFacts = { keyChanges: {}, recentFolders: [] };
  let available: ReadonlySet<CommandId> = new Set();

  const dim = (): void => {
    const menu = Menu.getApplicationMenu();
    for (const id of commandIds) {
      const item = menu?.getMenuItemById(id);
      if (item) item.enabled = available.has(id);
    }
  };
  const show = (): void => {
    const template = menuTemplate(process.platform, app.getName(), facts, actions);
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
    dim();
  };
  show();
  followSettings(library, (settings) => {
    const next: MenuFacts = { keyChanges: settings.keys, recentFolders: settings.recent_folders };
    if (JSON.stringify(next) === JSON.stringify(facts)) return;
    const [newest] = next.recentFolders;
    // The dock and the taskbar keep lists of their own.
    if (newest && newest !== facts.recentFolders[0]) app.addRecentDocument(newest);
    facts = next;
    show();
  });

  return {
    /** From the window: the ids of what it can do now. */
    setAvailable(input: unknown): void {
      const ids = Available.safeParse(input);
      if (!ids.success) throw new AppError('INVALID_INPUT', 'These are not ids of commands.');
      available = new Set(ids.data);
      dim();
    },
  };
}
