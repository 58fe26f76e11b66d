import { checkName } from '@plumbline/backstage-plugin-kit-common';
import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { RoadName } from './RoadName';
import { roadNameSchema } from './schema';

export const roadNameField = createFormField({
  name: 'RoadName',
  component: RoadName,
  schema: roadNameSchema,
  validation: (name, field) => {
    const verdict = checkName(name ?? '');
    if (!verdict.ok) {
      field.addError(verdict.reason);
    }
  },
});
