import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** `ui:options.creates` says what would collide: a repository and its component, or a team. */
export const roadNameSchema = makeFieldSchema({
  output: z => z.string(),
  uiOptions: z =>
    z.object({
      creates: z
        .enum(['repository', 'team'])
        .optional()
        .describe('What the name is for; a repository when absent'),
    }),
});
