import type { ElectronApplication } from '@playwright/test';

/** A crashed page is dead to Playwright, so everything is asked through the main process. */
export const inPage = (app: ElectronApplication, code: string): Promise<unknown> =>
  app.evaluate(
    ({ BrowserWindow }, source) => BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(source),
    code,
  );

/** Before it closes: with work under way it would ask a person. */
export const answerForPerson = (app: ElectronApplication): Promise<void> =>
  app
    .evaluate(({ dialog }) => {
      dialog.showMessageBox = async () => ({ response: 2, checkboxChecked: false });
    })
    .catch(() => undefined);
