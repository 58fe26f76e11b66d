import { makeFieldSchema } from '@backstage/plugin-scaffolder-react';

/** The field shows something and holds no value. */
export const roadPreviewSchema = makeFieldSchema({
  output: z => z.null(),
});
