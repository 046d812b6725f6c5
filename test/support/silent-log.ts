import type { Log } from '../../src/main/ports.ts';

export const silent: Log = { debug() {}, info() {}, warn() {}, error() {} };
