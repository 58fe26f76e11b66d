import { parseEntityRef } from '@backstage/catalog-model';
import {
  ErrorState,
  LoadingState,
  Section,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostRow,
  CostSummaryAnswer,
} from '@plumbline/backstage-plugin-cost-common';
import { useOverview } from '../../hooks/useOverview';
import { MoversSection, RowMovers } from '../Movers/MoversSection';
import { CostView } from '../words/readCostView';
import { CostTable } from './CostTable';
import { groupRows, splitByCurrency } from './groupRows';
import { TeamUnattributed } from './TeamUnattributed';

/** What belongs to it; undefined for what has no parts. */
const BELONGS: Record<string, (row: CostRow, ref: string) => boolean> = {
  // The backend answers with what the group and the groups below it own
  group: () => true,
  system: (row, ref) => row.systemRef === ref,
  domain: (row, ref) => row.domainRef === ref,
};

function Members(props: { summary: CostSummaryAnswer; view: CostView }) {
  const { summary, view } = props;
  const { entityRef } = summary;
  const { kind } = parseEntityRef(entityRef);
  const overview = useOverview(view, kind === 'group' ? entityRef : undefined);
  const rows = overview.value?.items.filter(row =>
    BELONGS[kind](row, entityRef),
  );
  return (
    <>
      {overview.isLoading && (
        <LoadingState label="Loading what belongs to it" lines={5} />
      )}
      {overview.error && (
        <ErrorState
          title="What belongs to it is not known right now"
          error={overview.error}
          onRetry={overview.reload}
        >
          The sums on this page are complete.
        </ErrorState>
      )}
      {rows &&
        splitByCurrency(rows).map(([currency, own]) => (
          <Section key={currency} title={`What belongs to it, in ${currency}`}>
            <CostTable
              rows={groupRows(own, 'entity')}
              grouping="entity"
              label={`What belongs to it, in ${currency}`}
            />
          </Section>
        ))}
      {kind === 'group' ? (
        <MoversSection
          view={{ ...view, month: summary.month }}
          ownerRef={entityRef}
        />
      ) : (
        rows && <RowMovers rows={rows} />
      )}
      {kind === 'group' && <TeamUnattributed summary={summary} view={view} />}
    </>
  );
}

/** Of groups, systems and domains: what each part of them costs. */
export function MembersSection(props: {
  summary: CostSummaryAnswer;
  view: CostView;
}) {
  const { kind } = parseEntityRef(props.summary.entityRef);
  return Object.hasOwn(BELONGS, kind) ? <Members {...props} /> : null;
}
