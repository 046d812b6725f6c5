/** Opens one Chromium page for a window: its own session, the two script worlds, and every request stopped. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { CdpSession } from './cdp.ts';
import type { Browser } from './chromium.ts';
import { answerFilePaths } from './file-path.ts';
import { Frames } from './frames.ts';
import { bridge } from './page/bridge.ts';
import { codec } from './page/codec.ts';
import { type IsolatedWorldConfig, isolatedWorld } from './page/isolated-world.ts';
import { type MainWorldConfig, mainWorld } from './page/main-world.ts';

const worldName = 'Electron Isolated Context';

export interface Page {
  readonly session: CdpSession;
  readonly targetId: string;
  readonly frames: Frames;
  readonly names: PageNames;
}

export interface PageNames {
  readonly send: string;
  readonly receive: string;
  readonly leave: string;
}

export interface PageOptions {
  readonly width: number;
  readonly height: number;
  readonly preload: string | undefined;
  readonly preloadInFrames: boolean;
  readonly additionalArguments: readonly string[];
}

const scripts = (options: PageOptions, names: PageNames): { page: string; isolated: string } => {
  const channel = `stand-in-${randomBytes(8).toString('hex')}`;
  const page: MainWorldConfig = { channel, leave: names.leave };
  const isolated: IsolatedWorldConfig = {
    channel,
    send: names.send,
    receive: names.receive,
    platform: process.platform,
    versions: { electron: process.versions.electron ?? '', node: process.versions.node },
    additionalArguments: options.additionalArguments,
  };
  const source = options.preload ? readFileSync(options.preload, 'utf8') : '';
  const where = options.preloadInFrames ? 'true' : 'window === window.top';
  return {
    page: `if (${where}) (${mainWorld})(${JSON.stringify(page)}, ${bridge});\n`,
    // The newline keeps a last-line comment of the preload from swallowing what follows.
    isolated: `if (${where}) {
  const scope = (${isolatedWorld})(${JSON.stringify(isolated)}, ${codec}, ${bridge});
  const module = { exports: {} };
  ((require, module, exports, process) => {${source}
})(scope.require, module, module.exports, scope.process);
}\n`,
  };
};

/** The target is recognised by a mark in its first url; every other new page is a popup of some document. */
const attach = async (browser: Browser, options: PageOptions): Promise<{ id: string; session: string }> => {
  const mark = `about:blank#${randomBytes(8).toString('hex')}`;
  const attached = new Promise<{ id: string; session: string }>((resolve) => {
    browser.cdp.root.on('Target.attachedToTarget', ({ sessionId, targetInfo }) => {
      if (targetInfo.url === mark) resolve({ id: targetInfo.targetId, session: sessionId });
    });
  });
  await browser.cdp.root.send('Target.createTarget', {
    url: mark,
    newWindow: true,
    width: options.width,
    height: options.height,
  });
  return attached;
};

export const openPage = async (browser: Browser, options: PageOptions): Promise<Page> => {
  const secret = randomBytes(8).toString('hex');
  const names = { send: `send_${secret}`, receive: `receive_${secret}`, leave: `leave_${secret}` };
  const target = await attach(browser, options);
  const session = browser.cdp.session(target.session);
  const { page, isolated } = scripts(options, names);
  // Pages start paused; the order of the scripts is the order in which they are added.
  const ready = Promise.all([
    session.send('Page.enable'),
    session.send('Page.getFrameTree'),
    session.send('Runtime.addBinding', { name: names.send, executionContextName: worldName }),
    session.send('Runtime.addBinding', { name: names.leave }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: page }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: isolated, worldName }),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    answerFilePaths(session),
    session.send('Runtime.runIfWaitingForDebugger'),
  ]);
  const [, tree] = await ready;
  const frames = new Frames(session, tree.frameTree.frame.id, worldName);
  await session.send('Runtime.enable');
  const { windowId } = await browser.cdp.root.send('Browser.getWindowForTarget', { targetId: target.id });
  await browser.cdp.root.send('Browser.setContentsSize', {
    windowId,
    width: options.width,
    height: options.height,
  });
  return { session, targetId: target.id, frames, names };
};
