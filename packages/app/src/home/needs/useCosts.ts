import { useApi } from '@backstage/frontend-plugin-api';
import { costApiRef, useMayAdminister } from '@plumbline/backstage-plugin-cost';
import { Team } from '@plumbline/backstage-plugin-kit-react';
import useAsyncRetry from 'react-use/esm/useAsyncRetry';
import { Costs } from './findCostNeeds';

/** What is looked at closely; each is a request of its own. */
const MOST_TEAMS = 5;
const MOST_FLAGGED = 5;

/** What is for others, or not known yet, waits for nobody here. */
function ignoreRefusal(error: unknown): undefined {
  const { cause } = error as { cause?: { name?: string } };
  if (cause?.name !== 'NotFoundError') {
    throw error;
  }
}

/** The costs of what these teams own; not known until the teams are. */
export function useCosts(teams: Team[] | undefined) {
  const costApi = useApi(costApiRef);
  const mayAdminister = useMayAdminister();
  const { value, error, retry } = useAsyncRetry(async () => {
    const refs = (teams ?? []).map(({ ref }) => ref);
    if (refs.length === 0) {
      return { teams, costs: { teams: [], flagged: [], sources: [] } };
    }
    const { items, sources } = await costApi.getOverview({ owner: refs });
    const flagged = new Set(
      items
        .filter(
          ({ budgetStatus }) =>
            budgetStatus === 'critical' || budgetStatus === 'warn',
        )
        .map(({ entityRef }) => entityRef),
    );
    const summarise = async (entities: string[]) => {
      const summaries = await Promise.all(
        entities.map(entity =>
          costApi.getSummary({ entity }).catch(ignoreRefusal),
        ),
      );
      return summaries.flatMap(summary => summary ?? []);
    };
    return {
      teams,
      costs: {
        teams: await summarise(refs.slice(0, MOST_TEAMS)),
        flagged: await summarise([...flagged].slice(0, MOST_FLAGGED)),
        sources,
      },
    };
  }, [costApi, teams]);
  // What was found for other teams says nothing about these
  const known = teams && value?.teams === teams ? value.costs : undefined;
  const costs: Costs | undefined = known && {
    ...known,
    sources: mayAdminister ? known.sources : [],
  };
  return { costs, error, isLoading: teams && !costs && !error, retry };
}
