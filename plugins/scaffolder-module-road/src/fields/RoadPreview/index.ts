import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RoadPreview } from './RoadPreview';
import { roadPreviewSchema } from './schema';

export const roadPreviewField = createFormField({
  name: 'RoadPreview',
  component: RoadPreview,
  schema: roadPreviewSchema,
});
