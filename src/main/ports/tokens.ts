import type { ProgramToken } from '../../contract/index.ts';

export interface TokenReader {
  /** The newest first. */
  tokens(): Promise<ProgramToken[]>;
  tokenOf(digest: string): Promise<ProgramToken | null>;
}

export interface TokenWriter {
  /** False where another has its name. */
  addToken(token: Omit<ProgramToken, 'last_at'>, digest: string): Promise<boolean>;
  /** False when there was none. */
  removeToken(id: string): Promise<boolean>;
  noteTokenUse(id: string, at: string): Promise<void>;
}
