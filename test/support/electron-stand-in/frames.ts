/** The frames of one page as WebFrameMain shows them, and the script worlds that live in each. */
import type { CdpSession } from './cdp.ts';
import type { Protocol } from './protocol-types.ts';
import { originOf, toAppUrl } from './url-map.ts';

export class StandInFrame {
  readonly cdpId: string;
  readonly frameTreeNodeId: number;
  readonly processId = 1;
  readonly routingId: number;
  readonly parent: StandInFrame | null;
  url = 'about:blank';
  name = '';
  detached = false;

  constructor(cdpId: string, number: number, parent: StandInFrame | null) {
    this.cdpId = cdpId;
    this.frameTreeNodeId = number;
    this.routingId = number;
    this.parent = parent;
  }

  get top(): StandInFrame {
    return this.parent ? this.parent.top : this;
  }
  get origin(): string {
    return originOf(this.url);
  }
  isDestroyed(): boolean {
    return this.detached;
  }
}

export class Frames {
  main: StandInFrame;
  private readonly byId = new Map<string, StandInFrame>();
  private readonly frameOfContext = new Map<number, string>();
  private readonly preloadContexts = new Map<string, number>();
  private counter = 1;

  constructor(session: CdpSession, mainId: string, worldName: string) {
    this.main = new StandInFrame(mainId, this.counter, null);
    this.byId.set(mainId, this.main);
    session.on('Page.frameAttached', ({ frameId, parentFrameId }) => this.attach(frameId, parentFrameId));
    session.on('Page.frameNavigated', ({ frame }) => this.navigated(frame));
    session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const frame = this.byId.get(frameId);
      if (frame) frame.url = toAppUrl(url);
    });
    session.on('Page.frameDetached', ({ frameId }) => this.detach(frameId));
    session.on('Runtime.executionContextCreated', ({ context }) => {
      const frameId = (context.auxData as { frameId?: string } | undefined)?.frameId;
      if (!frameId) return;
      this.frameOfContext.set(context.id, frameId);
      if (context.name === worldName) this.preloadContexts.set(frameId, context.id);
    });
    session.on('Runtime.executionContextDestroyed', ({ executionContextId }) => {
      this.frameOfContext.delete(executionContextId);
    });
    session.on('Runtime.executionContextsCleared', () => {
      this.frameOfContext.clear();
      this.preloadContexts.clear();
    });
  }

  /** Null when the frame went away between sending and now, as `senderFrame` is in Electron. */
  ofContext(contextId: number): StandInFrame | null {
    const frameId = this.frameOfContext.get(contextId);
    return (frameId && this.byId.get(frameId)) || null;
  }
  get(frameId: string): StandInFrame | undefined {
    return this.byId.get(frameId);
  }
  mainPreloadContext(): number | undefined {
    return this.preloadContexts.get(this.main.cdpId);
  }

  private attach(frameId: string, parentId: string): void {
    if (this.byId.has(frameId)) return;
    this.counter += 1;
    this.byId.set(frameId, new StandInFrame(frameId, this.counter, this.byId.get(parentId) ?? this.main));
  }

  private navigated(seen: Protocol.Page.Frame): void {
    if (!seen.parentId && seen.id !== this.main.cdpId) {
      // A new process after a crash may give the top document a new frame.
      this.main = new StandInFrame(seen.id, this.main.frameTreeNodeId, null);
      this.byId.set(seen.id, this.main);
    }
    const frame = this.byId.get(seen.id);
    if (frame) {
      frame.url = toAppUrl(seen.url);
      frame.name = seen.name ?? '';
    }
  }

  private detach(frameId: string): void {
    const frame = this.byId.get(frameId);
    if (frame) frame.detached = true;
    this.byId.delete(frameId);
  }
}
