import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The value is `plumbline` or the host name of a configured integration. */
export const hostPickerSchema = makeFieldSchema({
  output: z => z.string(),
});
