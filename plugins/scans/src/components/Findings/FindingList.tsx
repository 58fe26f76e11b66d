import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex, Link, Text } from '@backstage/ui';
import {
  EmptyState,
  ErrorState,
  LoadingState,
  Panel,
  useAddress,
  usePages,
} from '@plumbline/backstage-plugin-kit-react';
import {
  FindingPage,
  ScanFinding,
} from '@plumbline/backstage-plugin-scans-common';
import { useEffect, useRef } from 'react';
import { useLocation } from 'react-router-dom';
import { scansApiRef } from '../../api/ScansApi';
import { counted } from '../words/words';
import { FindingPanel } from '../Finding/FindingPanel';
import { ExportFindings } from './ExportFindings';
import { FindingFilters } from './FindingFilters';
import { FindingTable } from './FindingTable';
import {
  FindingFilter,
  NO_FILTER,
  buildFindingQuery,
  isFiltered,
  readFilter,
} from './findingFilter';
import styles from './Findings.module.css';

/** What was chosen elsewhere than in the fields above the list. */
function describeNarrowing(filter: FindingFilter): string[] {
  return [
    filter.package ? `in the package ${filter.package}` : '',
    filter.newDays
      ? `first seen in the last ${filter.newDays === 1 ? '24 hours' : `${filter.newDays} days`}`
      : '',
  ].filter(Boolean);
}

function describeTotal(options: {
  page: FindingPage;
  shown: number;
  narrowing: string[];
}): string {
  const { page, shown, narrowing } = options;
  const total = page.isTotalExact
    ? counted(page.total, 'finding')
    : `more than ${counted(page.total, 'finding')}`;
  const whole = [total, ...narrowing].join(' ');
  return shown < page.total ? `${whole}, ${shown} shown` : whole;
}

/** A link that sets the filter also leads to the list that it filters. */
function useAnchor() {
  const anchor = useRef<HTMLElement>(null);
  const { hash, key } = useLocation();
  useEffect(() => {
    if (hash === '#findings') {
      anchor.current?.scrollIntoView?.({ block: 'start' });
    }
  }, [hash, key]);
  return anchor;
}

interface FindingListProps {
  /** Absent for those of the reader's teams. */
  entityRef?: string;
  tools: string[];
  /** After a decision, what is counted elsewhere is old. */
  onDecided?: () => void;
}

/** Findings of an entity or of one's teams, as the address filters them. */
export function FindingList(props: FindingListProps) {
  const { entityRef, tools, onDecided } = props;
  const scansApi = useApi(scansApiRef);
  const address = useAddress();
  const anchor = useAnchor();
  const filter = readFilter(address.get);
  const opened = address.get('finding');
  const found = usePages<ScanFinding, FindingPage>(
    cursor =>
      scansApi.listFindings({
        ...buildFindingQuery(filter, Date.now()),
        entity: entityRef,
        cursor,
      }),
    [scansApi, entityRef, JSON.stringify(filter)],
  );
  const all = address.href(NO_FILTER);
  return (
    <section ref={anchor} className={styles.anchor} aria-label="Findings">
      <Panel>
        <Flex direction="column" gap="3">
          <div className={styles.bar}>
            <Text as="h3" variant="body-large" weight="bold">
              Findings
            </Text>
            <Text color="secondary" role="status">
              {found.first &&
                describeTotal({
                  page: found.first,
                  shown: found.items.length,
                  narrowing: describeNarrowing(filter),
                })}
            </Text>
          </div>
          <FindingFilters filter={filter} tools={tools} />
          <div className={styles.bar}>
            {isFiltered(filter) ? (
              <Link href={all}>Clear all filters</Link>
            ) : (
              <span />
            )}
            <ExportFindings filter={filter} entityRef={entityRef} />
          </div>
          {found.isLoading && (
            <LoadingState label="Loading the findings" lines={9} />
          )}
          {found.error && (
            <ErrorState
              title="The findings cannot be listed"
              error={found.error}
              onRetry={found.reload}
            >
              The counts above are still right.
            </ErrorState>
          )}
          {found.first && found.items.length === 0 && (
            <EmptyState
              title={
                isFiltered(filter)
                  ? 'No finding matches the filters.'
                  : 'Nothing is open.'
              }
              action={
                isFiltered(filter) && (
                  <Link href={all}>Show all that is open</Link>
                )
              }
            >
              {isFiltered(filter)
                ? 'Others may be open.'
                : 'What was decided or fixed is shown by the state above.'}
            </EmptyState>
          )}
          {found.items.length > 0 && (
            <FindingTable
              findings={found.items}
              isGrouped={address.get('group') === 'package'}
              showsEntity={entityRef === undefined}
            />
          )}
          {found.showMore && (
            <Button
              size="small"
              variant="secondary"
              isPending={found.isLoadingMore}
              onPress={found.showMore}
              style={{ alignSelf: 'start' }}
            >
              Show more
            </Button>
          )}
        </Flex>
      </Panel>
      {opened && (
        <FindingPanel
          key={opened}
          id={opened}
          onDecided={() => {
            found.reload();
            onDecided?.();
          }}
        />
      )}
    </section>
  );
}
