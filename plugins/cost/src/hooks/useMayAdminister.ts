import { useApi } from '@backstage/frontend-plugin-api';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { costAdministerPermission } from '@plumbline/backstage-plugin-cost-common';

/** Whether the reader may have sources read; not until it is known. @public */
export function useMayAdminister(): boolean {
  const permissionApi = useApi(permissionApiRef);
  const { value } = useLoaded(
    () => permissionApi.authorize({ permission: costAdministerPermission }),
    [permissionApi],
  );
  return value?.result === 'ALLOW';
}
