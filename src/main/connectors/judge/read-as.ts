import type { z } from 'zod';
import { JudgeError } from '../../core/score/council/judge-error.ts';

/** What a service answered; one that cannot be read may have cost anything up to its bound. */
export function readAs<Shape extends z.ZodType>(shape: Shape, data: unknown): z.output<Shape> {
  const parsed = shape.safeParse(data);
  if (parsed.success) return parsed.data;
  throw new JudgeError('upstream', 'an answer of another shape', { paid: { kind: 'unknown' } });
}
