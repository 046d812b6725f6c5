import type { CustomScheme } from 'electron';
import { addScheme } from '../url-map.ts';

export type ProtocolHandler = (request: Request) => Response | Promise<Response>;

export class StandInProtocol {
  private readonly handlers = new Map<string, ProtocolHandler>();

  handle(scheme: string, handler: ProtocolHandler): void {
    if (this.handlers.has(scheme)) throw new Error(`The scheme has been registered: ${scheme}`);
    addScheme(scheme);
    this.handlers.set(scheme, handler);
  }
  unhandle(scheme: string): void {
    this.handlers.delete(scheme);
  }
  isProtocolHandled(scheme: string): boolean {
    return this.handlers.has(scheme);
  }
  handlerOf(url: string): ProtocolHandler | undefined {
    return this.handlers.get(url.slice(0, url.indexOf(':')).toLowerCase());
  }
  registerSchemesAsPrivileged(schemes: readonly CustomScheme[]): void {
    for (const { scheme } of schemes) addScheme(scheme);
  }
}
