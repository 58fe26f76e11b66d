import { NotFoundError } from '@backstage/errors';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { JsonObject } from '@backstage/types';
import { useState } from 'react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import useDebounce from 'react-use/esm/useDebounce';

const SETTLE_MS = 300;

/** What the template would make of these values, without making it. */
export function useDryRun(options: {
  templateRef: string | undefined;
  values: JsonObject;
}) {
  const { templateRef, values } = options;
  const scaffolderApi = useApi(scaffolderApiRef);
  const catalogApi = useApi(catalogApiRef);
  const current = JSON.stringify(values);
  const [settled, setSettled] = useState<string>();
  useDebounce(() => setSettled(current), SETTLE_MS, [current]);
  const run = useAsyncRetry(async () => {
    if (!templateRef || settled === undefined) {
      return undefined;
    }
    const entity = await catalogApi.getEntityByRef(templateRef);
    if (!entity) {
      throw new NotFoundError(`The catalog has no ${templateRef} any more`);
    }
    // What the catalog adds to an entity is no part of a template.
    const { apiVersion, kind, metadata, spec } = entity;
    return scaffolderApi.dryRun({
      template: { apiVersion, kind, metadata, spec } as TemplateEntityV1beta3,
      values: JSON.parse(settled),
      directoryContents: [],
    });
  }, [scaffolderApi, catalogApi, templateRef, settled]);
  return {
    ...run,
    loading: run.loading || (templateRef !== undefined && settled !== current),
  };
}
