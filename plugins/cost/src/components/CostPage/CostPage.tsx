import { Container, Flex } from '@backstage/ui';
import { ViewLinks, useAddress } from '@plumbline/backstage-plugin-kit-react';
import { Location, Navigate, useLocation } from 'react-router-dom';
import { useOverview } from '../../hooks/useOverview';
import { ChangesView } from '../Changes/ChangesView';
import { ImportsView } from '../Imports/ImportsView';
import { ModelsView } from '../Models/ModelsView';
import { OverviewView } from '../Overview/OverviewView';
import { UnattributedView } from '../Overview/UnattributedView';
import { SavingsView } from '../Savings/SavingsView';
import { readCostView } from '../words/readCostView';

/** The first needs no word in the address. */
const VIEWS = [
  { id: 'overview', title: 'Overview' },
  { id: 'savings', title: 'Savings' },
  { id: 'models', title: 'Models' },
  { id: 'unattributed', title: 'Unattributed' },
  { id: 'imports', title: 'Imports' },
] as const;

/** Parts that an address may name by its path, such as `/cost/savings`. */
const NAMED = new Set<string>([...VIEWS.map(({ id }) => id), 'changes']);

/** Where a path leads that names a part; undefined where it names none. */
function addressOfPath({ pathname, search }: Location) {
  const [path, part] = /^(.*)\/([a-z]+)\/?$/.exec(pathname)?.slice(1) ?? [];
  if (part === undefined || !NAMED.has(part)) {
    return undefined;
  }
  const query = new URLSearchParams(search);
  query.set('view', part);
  return { pathname: path, search: `${query}` };
}

/** The whole platform: what costs what, what is nobody's, and how it was read. */
export function CostPage() {
  const address = useAddress();
  const elsewhere = addressOfPath(useLocation());
  const overview = useOverview(readCostView(address));
  const wanted = address.get('view');
  // Changes are a part of the import log, which leads to them
  const isOfChanges = wanted === 'changes';
  const view = isOfChanges
    ? 'imports'
    : (VIEWS.find(({ id }) => id === wanted)?.id ?? 'overview');
  if (elsewhere) {
    return <Navigate replace to={elsewhere} />;
  }
  return (
    <Container>
      <Flex direction="column" gap="4" pb="5">
        <ViewLinks
          label="Parts of cost"
          views={VIEWS}
          open={view}
          hrefOf={id =>
            address.href({ view: id === 'overview' ? undefined : id })
          }
        />
        {view === 'overview' && <OverviewView overview={overview} />}
        {view === 'savings' && <SavingsView overview={overview} />}
        {view === 'models' && <ModelsView />}
        {view === 'unattributed' && <UnattributedView overview={overview} />}
        {isOfChanges && <ChangesView />}
        {view === 'imports' && !isOfChanges && (
          <ImportsView overview={overview} />
        )}
      </Flex>
    </Container>
  );
}
