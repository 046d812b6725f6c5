/** Pages that no window asked for: closed before they load anything, whatever the document wanted them for. */
import type { Browser } from './chromium.ts';

const ours = /^about:blank#[0-9a-f]{16}$/;

export const closePopups = async (browser: Browser): Promise<void> => {
  const { root } = browser.cdp;
  root.on('Target.attachedToTarget', async ({ targetInfo, sessionId }) => {
    if (ours.test(targetInfo.url)) return;
    const session = browser.cdp.session(sessionId);
    const isPage = targetInfo.type === 'page';
    // Its requests stop here for ever. It must run on all the same: a popup shares its opener's thread, and closing
    // it while it waits can leave both waiting.
    if (isPage) session.post('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
    await session.send('Runtime.runIfWaitingForDebugger').catch(() => undefined);
    if (isPage) root.post('Target.closeTarget', { targetId: targetInfo.targetId });
  });
  await root.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
};
