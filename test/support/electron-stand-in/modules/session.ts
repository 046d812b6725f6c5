/** Permission handlers and request filters of one partition; cookies, cache and proxies are not provided. */
import { EventEmitter } from 'node:events';
import type { OnBeforeRequestListenerDetails, Session } from 'electron';
import type { CdpSession } from '../cdp.ts';
import { StandInProtocol } from './protocol.ts';

type CheckHandler = Parameters<Session['setPermissionCheckHandler']>[0];
type RequestHandler = Parameters<Session['setPermissionRequestHandler']>[0];
type BeforeRequest = (
  details: Pick<OnBeforeRequestListenerDetails, 'url'> & { resourceType: string },
  callback: (response: { cancel?: boolean }) => void,
) => void;

/** Electron's names, and Chromium's for the same permission in DevTools. */
const permissions = {
  media: 'videoCapture',
  geolocation: 'geolocation',
  notifications: 'notifications',
  midi: 'midi',
  'clipboard-read': 'clipboardReadWrite',
  'clipboard-sanitized-write': 'clipboardSanitizedWrite',
  'window-management': 'windowManagement',
  'idle-detection': 'idleDetection',
} as const;

class WebRequest {
  private beforeRequest: BeforeRequest | null = null;

  onBeforeRequest(...args: [BeforeRequest | null] | [object, BeforeRequest | null]): void {
    this.beforeRequest = args.length === 2 ? args[1] : args[0];
  }
  cancels(url: string, resourceType: string): boolean {
    let cancel = false;
    this.beforeRequest?.({ url, resourceType }, (response) => {
      cancel = response.cancel === true;
    });
    return cancel;
  }
}

export class StandInSession extends EventEmitter {
  readonly protocol = new StandInProtocol();
  readonly webRequest = new WebRequest();
  private check: CheckHandler = null;
  private request: RequestHandler = null;

  setPermissionCheckHandler(handler: CheckHandler): void {
    this.check = handler;
  }
  setPermissionRequestHandler(handler: RequestHandler): void {
    this.request = handler;
  }
  setDevicePermissionHandler(): void {}
  setDisplayMediaRequestHandler(): void {}
  setSpellCheckerEnabled(): void {}

  /** Chromium is told the answers beforehand; it refuses every permission that is not in this list. */
  async applyPermissions(browser: CdpSession): Promise<void> {
    const granted = Object.entries(permissions).filter(([name]) => this.grants(name));
    await browser.send('Browser.grantPermissions', { permissions: granted.map(([, type]) => type) });
  }

  private grants(name: string): boolean {
    type Name = Parameters<NonNullable<CheckHandler>>[1];
    const check = this.check?.(null, name as Name, '', {} as Parameters<NonNullable<CheckHandler>>[3]);
    return check ?? this.request === null;
  }
}

const partitions = new Map<string, StandInSession>();
const fromPartition = (partition: string): StandInSession => {
  const known = partitions.get(partition) ?? new StandInSession();
  partitions.set(partition, known);
  return known;
};

export const session = { defaultSession: fromPartition(''), fromPartition };
