/** Pictures by their path: a drag needs one, and nobody draws it here. */
import { existsSync } from 'node:fs';

export class NativeImage {
  readonly path: string;
  constructor(path: string) {
    this.path = path;
  }
  isEmpty(): boolean {
    return !existsSync(this.path);
  }
  resize(): NativeImage {
    return this;
  }
}

export const nativeImage = { createFromPath: (path: string): NativeImage => new NativeImage(path) };
