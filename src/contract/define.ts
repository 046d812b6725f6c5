import type { z } from 'zod';
import type { ErrorCode, Failure } from './errors.ts';

/** `query` reads, `command` changes something at once, `job` starts work that outlives the call and answers its id. */
export type Kind = 'query' | 'command' | 'job';

/**
 * What a call can do to the world. `none` reads; `local` changes this machine's store only; `propose` adds to the
 * approval queue; `spend` has an effect outside and is reachable by a person alone.
 */
export type Effect = 'none' | 'local' | 'propose' | 'spend';

export const hosts = ['electron', 'gateway', 'socket', 'cli', 'mcp'] as const;
export type Host = (typeof hosts)[number];
/** For people and their programs, not for language models: too large for one, or about the machine and not the ads. */
export const notForModels: readonly Host[] = hosts.filter((host) => host !== 'mcp');

export interface Procedure<In extends z.ZodType = z.ZodType, Out extends z.ZodType = z.ZodType> {
  readonly kind: Kind;
  readonly effect: Effect;
  readonly input: In;
  readonly output: Out;
  /** Codes a caller should expect beside INVALID_INPUT, PERMISSION, INTERNAL and the store's own. */
  readonly errors: readonly ErrorCode[];
  /** The hosts that offer it; all of them when absent. */
  readonly hosts?: readonly Host[];
  /**
   * Only for a person at a window or a terminal, never for a program with a token; `present` also not for a token that a
   * person let approve: it decides requests, and never what may be decided.
   */
  readonly person?: true | 'present';
  /** It takes lists as long as a library. */
  readonly long?: true;
  /** A question whose answer a service is asked for, in place of the library. */
  readonly asks?: true;
  /** One line for help texts, OpenAPI and MCP. */
  readonly summary: string;
}

/** How much JSON a call may bring: 100,000 ads take 1.9 MB. */
export const mostInputBytes = (procedure: Procedure | undefined): number =>
  (procedure?.long ? 2 : 1) * 1024 * 1024;

/** Keeps the literal schema types while checking the shape. The id is the key under which it stands in the contract. */
export const procedure = <In extends z.ZodType, Out extends z.ZodType>(
  definition: Procedure<In, Out>,
): Procedure<In, Out> => definition;

export type Contract = Record<string, Procedure>;
export type InputOf<P extends Procedure> = z.input<P['input']>;
export type ParsedInputOf<P extends Procedure> = z.output<P['input']>;
export type OutputOf<P extends Procedure> = z.output<P['output']>;

/** Every transport answers with this, so that codes survive where a thrown error would keep its message only. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: Failure };

/** Who calls: the host it came through, the scopes granted there, and whether a person is at the controls. */
export const scopes = ['read', 'propose', 'approve'] as const;
export type Scope = (typeof scopes)[number];
export interface Caller {
  readonly host: Host;
  readonly scopes: readonly Scope[];
  readonly person: boolean;
  /** It holds a token that a person let approve, and is no person itself. */
  readonly token?: boolean;
}

/** The scope an effect needs. */
export const scopeFor = (effect: Effect): Scope =>
  effect === 'none' ? 'read' : effect === 'spend' ? 'approve' : 'propose';
