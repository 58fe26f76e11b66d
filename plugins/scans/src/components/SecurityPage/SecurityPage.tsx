import { useApi } from '@backstage/frontend-plugin-api';
import { Container, Flex } from '@backstage/ui';
import {
  ViewLinks,
  useAddress,
  useLoaded,
} from '@plumbline/backstage-plugin-kit-react';
import { scansApiRef } from '../../api/ScansApi';
import { DecisionInbox } from '../Decisions/DecisionInbox';
import { FindingPanel } from '../Finding/FindingPanel';
import { FindingList } from '../Findings/FindingList';
import { OverviewView } from '../Overview/OverviewView';

/** The first needs no word in the address. */
const VIEWS = [
  { id: 'entities', title: 'Entities' },
  { id: 'systems', title: 'Systems' },
  { id: 'findings', title: 'Findings of my teams' },
  { id: 'decisions', title: 'Decisions' },
] as const;

/** The whole platform: what stands how, what my teams have open, what was decided. */
export function SecurityPage() {
  const scansApi = useApi(scansApiRef);
  const address = useAddress();
  const overview = useLoaded(() => scansApi.getOverview(), [scansApi]);
  const view =
    VIEWS.find(({ id }) => id === address.get('view'))?.id ?? 'entities';
  const opened = address.get('finding');
  const tools = overview.value?.items.flatMap(item =>
    item.tools.map(({ tool }) => tool),
  );
  return (
    <Container>
      <Flex direction="column" gap="4" pb="5">
        <ViewLinks
          label="Parts of security"
          views={VIEWS}
          open={view}
          hrefOf={id => (id === 'entities' ? '?' : `?view=${id}`)}
        />
        {(view === 'entities' || view === 'systems') && (
          <OverviewView
            overview={overview}
            showsOwner
            bySystem={view === 'systems'}
            emptyTitle="There is nothing to scan yet."
          />
        )}
        {view === 'findings' && <FindingList tools={tools ?? []} />}
        {view === 'decisions' && <DecisionInbox />}
        {opened && view !== 'findings' && (
          <FindingPanel key={opened} id={opened} />
        )}
      </Flex>
    </Container>
  );
}
