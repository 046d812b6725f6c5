/** Pages that no window asked for: closed before they load anything, whatever the document wanted them for. */
import type { Browser } from './chromium.ts';

const ours = /^about:blank#[0-9a-f]{16}$/;

export const closePopups = async (browser: Browser): Promise<void> => {
  const { root } = browser.cdp;
  root.on('Target.attachedToTarget', ({ targetInfo, sessionId }) => {
    if (targetInfo.type === 'page' && !ours.test(targetInfo.url)) {
      root.post('Target.closeTarget', { targetId: targetInfo.targetId });
    } else if (targetInfo.type !== 'page') {
      browser.cdp.session(sessionId).post('Runtime.runIfWaitingForDebugger');
    }
  });
  await root.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true });
};
