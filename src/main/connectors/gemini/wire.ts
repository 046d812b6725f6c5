import { z } from 'zod';

export const Content = z.object({
  modelVersion: z.string().nullish(),
  responseId: z.string().nullish(),
  promptFeedback: z.object({ blockReason: z.string().nullish() }).nullish(),
  candidates: z
    .array(
      z.object({
        finishReason: z.string().nullish(),
        content: z
          .object({
            parts: z
              .array(
                z.looseObject({
                  text: z.string().nullish(),
                  thought: z.boolean().nullish(),
                  functionCall: z
                    .object({
                      id: z.string().nullish(),
                      name: z.string(),
                      args: z.record(z.string(), z.unknown()).nullish(),
                    })
                    .nullish(),
                }),
              )
              .nullish(),
          })
          .nullish(),
      }),
    )
    .nullish(),
  usageMetadata: z
    .object({
      promptTokenCount: z.number().nullish(),
      cachedContentTokenCount: z.number().nullish(),
      candidatesTokenCount: z.number().nullish(),
      thoughtsTokenCount: z.number().nullish(),
    })
    .nullish(),
});

/** An error's message is its JSON body as text. */
export const ErrorBody = z.object({
  error: z.object({
    code: z.number().nullish(),
    status: z.string().nullish(),
    message: z.string().nullish(),
    details: z
      .array(
        z.object({
          reason: z.string().nullish(),
          retryDelay: z.string().nullish(),
          violations: z.array(z.object({ quotaId: z.string().nullish() })).nullish(),
        }),
      )
      .nullish(),
  }),
});

/** A batch as it comes over the line: why it failed as a whole, which the SDK leaves out. */
export const Operation = z.object({
  error: z.object({ code: z.number().nullish(), message: z.string().nullish() }).nullish(),
});
