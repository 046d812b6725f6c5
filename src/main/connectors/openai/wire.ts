import { z } from 'zod';

/** What is read of a response; the rest may change as it likes. */
export const Response = z.object({
  model: z.string(),
  status: z.string().nullish(),
  incomplete_details: z.object({ reason: z.string().nullish() }).nullish(),
  output: z.array(
    z.looseObject({
      type: z.string(),
      /** Of a function call. */
      call_id: z.string().optional(),
      name: z.string().optional(),
      arguments: z.string().optional(),
      content: z
        .array(z.object({ type: z.string(), text: z.string().optional(), refusal: z.string().optional() }))
        .nullish(),
    }),
  ),
  usage: z
    .object({
      input_tokens: z.number().nullish(),
      input_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
      output_tokens: z.number().nullish(),
    })
    .nullish(),
});

/** A line of the file that a batch answers with; an answer in it is read as one of its own. */
export const BatchLineAnswer = z.object({
  custom_id: z.string(),
  response: z
    .object({ status_code: z.number(), request_id: z.string().nullish(), body: z.unknown() })
    .nullish(),
  /** Where there is no response. */
  error: z.object({ code: z.string().nullish().catch(null) }).nullish(),
});

/** The body of a line that was refused. */
export const RefusedBody = z.object({
  error: z.object({ code: z.string().nullish(), type: z.string().nullish() }),
});
