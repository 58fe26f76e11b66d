import { createFrontendModule } from '@backstage/frontend-plugin-api';
import { FormFieldBlueprint } from '@backstage/plugin-scaffolder-react/alpha';

/** Form fields of the road templates. @public */
export const scaffolderModuleRoad = createFrontendModule({
  pluginId: 'scaffolder',
  extensions: [
    FormFieldBlueprint.make({
      name: 'road-name',
      params: {
        field: () => import('./fields/RoadName').then(m => m.roadNameField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'team-picker',
      params: {
        field: () => import('./fields/TeamPicker').then(m => m.teamPickerField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'host-picker',
      params: {
        field: () => import('./fields/HostPicker').then(m => m.hostPickerField),
      },
    }),
    FormFieldBlueprint.make({
      name: 'road-preview',
      params: {
        field: () =>
          import('./fields/RoadPreview').then(m => m.roadPreviewField),
      },
    }),
  ],
});
