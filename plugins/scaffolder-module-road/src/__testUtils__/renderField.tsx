import {
  AnyApiRef,
  discoveryApiRef,
  fetchApiRef,
  identityApiRef,
} from '@backstage/frontend-plugin-api';
import { mockApis, renderInTestApp } from '@backstage/frontend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { JsonObject, JsonValue } from '@backstage/types';
import { ComponentType, useState } from 'react';
import { Route, Routes } from 'react-router-dom';

export const guest = (...teams: string[]): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'guest', namespace: 'default' },
  spec: {},
  relations: teams.map(team => ({
    type: 'memberOf',
    targetRef: `group:default/${team}`,
  })),
});

export const group = (name: string, displayName?: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name, namespace: 'default' },
  spec: {
    type: 'team',
    children: [],
    profile: displayName ? { displayName } : {},
  },
});

/**
 * A field as the form of the service template shows it: its value is kept, and
 * the values of the whole form are its context.
 */
export function renderField(
  Field: ComponentType<any>,
  options: {
    entities?: Entity[];
    formData?: JsonValue;
    values?: JsonObject;
    schema?: JsonObject;
    uiSchema?: JsonObject;
    config?: JsonObject;
    /** Repositories on the embedded host, or the status that it fails with. */
    repositories?: string[] | number;
    apis?: (readonly [AnyApiRef, unknown])[];
  } = {},
) {
  const onChange = jest.fn();
  const { repositories = [] } = options;
  function Form() {
    const [value, setValue] = useState(options.formData);
    return (
      <Field
        formData={value}
        onChange={(next: JsonValue | undefined) => {
          onChange(next);
          setValue(next);
        }}
        schema={options.schema ?? {}}
        uiSchema={options.uiSchema ?? {}}
        rawErrors={[]}
        formContext={{ formData: options.values ?? {} }}
      />
    );
  }
  renderInTestApp(
    <Routes>
      <Route
        path="/create/templates/:namespace/:templateName"
        element={<Form />}
      />
    </Routes>,
    {
      initialRouteEntries: ['/create/templates/default/service'],
      config: options.config,
      apis: [
        [catalogApiRef, catalogApiMock({ entities: options.entities ?? [] })],
        [
          identityApiRef,
          mockApis.identity({ userEntityRef: 'user:default/guest' }),
        ],
        [
          discoveryApiRef,
          { getBaseUrl: async (id: string) => `http://x/${id}` },
        ],
        [
          fetchApiRef,
          {
            fetch: async input => {
              if (typeof repositories === 'number') {
                return new Response('{}', { status: repositories });
              }
              const name = new URL(String(input)).pathname.split('/').slice(-2);
              return new Response('{}', {
                status: repositories.includes(name.join('/')) ? 200 : 404,
              });
            },
          },
        ],
        ...((options.apis ?? []) as []),
      ],
    },
  );
  return { onChange };
}
