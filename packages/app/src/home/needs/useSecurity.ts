import { useApi } from '@backstage/frontend-plugin-api';
import { Team } from '@plumbline/backstage-plugin-kit-react';
import { scansApiRef } from '@plumbline/backstage-plugin-scans';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { Security } from './findSecurityNeeds';

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
const NOTHING: Security = { summaries: [], proposed: [], ending: [] };

/** The security of what these teams own; not known until the teams are. */
export function useSecurity(teams: Team[] | undefined) {
  const scansApi = useApi(scansApiRef);
  const { value, error, retry } = useAsyncRetry(async () => {
    const refs = (teams ?? []).map(({ ref }) => ref);
    if (refs.length === 0) {
      return { teams, security: NOTHING };
    }
    const soon = new Date(Date.now() + WEEK_MS).toISOString();
    const [overview, proposed, ending] = await Promise.all([
      scansApi.getOverview(refs),
      scansApi.listDecisions({ state: 'proposed' }),
      scansApi.listDecisions({ state: 'active', endsBefore: soon }),
    ]);
    return {
      teams,
      security: {
        summaries: overview.items,
        proposed: proposed.items,
        ending: ending.items,
      },
    };
  }, [scansApi, teams]);
  // What was found for other teams says nothing about these
  const security = teams && value?.teams === teams ? value.security : undefined;
  return { security, error, isLoading: teams && !security && !error, retry };
}
