import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value is the full entity ref of a group. */
export const teamPickerSchema = makeFieldSchema({
  output: z => z.string(),
});
