import { Flex, Link } from '@backstage/ui';
import { parseEntityRef } from '@backstage/catalog-model';
import {
  CopyCommand,
  EmptyState,
  Panel,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostSummaryAnswer } from '@plumbline/backstage-plugin-cost-common';
import { PLUMBLINE_ANNOTATIONS } from '@plumbline/backstage-plugin-kit-common';
import { SOURCE_SETTING } from '../sources/sourceSetting';
import { monthTitle } from '../words/months';
import { readCostView } from '../words/readCostView';
import { counted } from '../words/words';

/** What costs nothing of its own: its cost is that of its parts. */
const CONTAINERS = new Set(['group', 'system', 'domain']);

function explain({ sources }: CostSummaryAnswer): string {
  if (sources.length === 0) {
    return 'No source of costs is configured. An operator adds a folder of exports of the cloud or the cluster to the app-config:';
  }
  if (sources.every(({ state }) => state === 'never')) {
    return 'No source was read yet: the first reading begins some seconds after the portal does.';
  }
  if (sources.every(({ readAt }) => readAt === null)) {
    return 'None of the sources could be read; what went wrong stands below.';
  }
  return 'No row of the sources says that it is for this entity.';
}

/** A month that somebody chose may be one that no bill is of. */
function OtherMonth({ month }: { month: string }) {
  const address = useAddress();
  return (
    <>
      <span>
        {`The sources may know nothing of ${monthTitle(month)}, or no row of it says that it is for this entity.`}
      </span>
      <Link href={address.href({ month: undefined })}>
        Show the last month that is known
      </Link>
    </>
  );
}

function HowTo({ summary }: { summary: CostSummaryAnswer }) {
  const { entityRef, members, sources } = summary;
  const { kind, name } = parseEntityRef(entityRef);
  if (sources.length === 0) {
    return <CopyCommand command={SOURCE_SETTING} label="Copy the setting" />;
  }
  if (CONTAINERS.has(kind)) {
    return (
      <span>
        {members === 0
          ? 'Nothing in the catalog belongs to it yet.'
          : `It costs what belongs to it costs: ${counted(members, 'entity', 'entities')}. Their own pages say how to attribute cost to each.`}
      </span>
    );
  }
  return (
    <>
      <span>
        {kind === 'component'
          ? 'Tag what it runs on, in the cloud or as a label in the cluster:'
          : 'Tag what it runs on in the cloud:'}
      </span>
      <CopyCommand
        command={`plumbline.dev/entity: ${kind === 'component' ? name : entityRef}`}
        label="Copy the tag"
      />
      <span>
        Or name tags that are there already, in its entry of the catalog:
      </span>
      <CopyCommand
        command={`metadata:\n  annotations:\n    ${PLUMBLINE_ANNOTATIONS.costTags}: app=${name}`}
        label="Copy the annotation"
      />
    </>
  );
}

/** Nothing is known: that is not zero, and one tag changes it. */
export function NeverAttributed(props: {
  summary: CostSummaryAnswer;
  /** A model costs what makes and serves it, which is said elsewhere. */
  isModel: boolean;
}) {
  const { summary, isModel } = props;
  const { month, sources } = summary;
  const view = readCostView(useAddress());
  const isChosen = sources.length > 0 && view.month !== undefined;
  const wasRead =
    sources.length === 0 || sources.some(({ readAt }) => readAt !== null);
  return (
    <Panel>
      <EmptyState
        title={
          isModel
            ? `No cost of its own is attributed to it in ${monthTitle(month)}.`
            : `No cost is attributed to it in ${monthTitle(month)}. That is not zero: nobody knows.`
        }
      >
        <Flex direction="column" gap="2">
          {isChosen ? (
            <OtherMonth month={month} />
          ) : (
            <>
              <span>
                {isModel
                  ? 'What makes and serves it is booked to its pipelines and servers. What else is its own, a tag books:'
                  : explain(summary)}
              </span>
              {wasRead && <HowTo summary={summary} />}
            </>
          )}
        </Flex>
      </EmptyState>
    </Panel>
  );
}
