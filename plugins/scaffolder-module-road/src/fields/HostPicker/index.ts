import { createFormField } from '@backstage/plugin-scaffolder-react/alpha';
import { HostPicker } from './HostPicker';
import { hostPickerSchema } from './schema';

export const hostPickerField = createFormField({
  name: 'HostPicker',
  component: HostPicker,
  schema: hostPickerSchema,
});
