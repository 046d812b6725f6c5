import { AppError, type ErrorCode } from '../../contract/index.ts';

/** A failure that may pass by itself; `afterMs` is how long the service asked us to wait. */
export class Passing extends AppError {
  constructor(code: ErrorCode, detail: string, afterMs: number | null = null) {
    super(code, detail, { afterMs });
  }
}
