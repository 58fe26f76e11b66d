import { stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Flex } from '@backstage/ui';
import { useLoaded } from '@plumbline/backstage-plugin-kit-react';
import { scansApiRef } from '../../api/ScansApi';
import { OverviewView } from './OverviewView';

/** The security of everything that a team owns, what needs action first. */
export function TeamSecurity() {
  const { entity } = useEntity();
  const scansApi = useApi(scansApiRef);
  const teamRef = stringifyEntityRef(entity).toLowerCase();
  const overview = useLoaded(
    () => scansApi.getOverview([teamRef]),
    [scansApi, teamRef],
  );
  return (
    <Flex direction="column" gap="4" pb="5">
      <OverviewView
        overview={overview}
        showsOwner={false}
        emptyTitle="This team has nothing to scan."
      />
    </Flex>
  );
}
