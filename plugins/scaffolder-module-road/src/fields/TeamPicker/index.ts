import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { TeamPicker } from './TeamPicker';
import { teamPickerSchema } from './schema';

export const teamPickerField = createFormField({
  name: 'TeamPicker',
  component: TeamPicker,
  schema: teamPickerSchema,
});
