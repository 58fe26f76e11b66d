import { Flex } from '@backstage/ui';
import {
  ErrorState,
  Loaded,
  LoadingState,
  Panel,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostOverview } from '@plumbline/backstage-plugin-cost-common';
import { AdviceFilters } from './AdviceFilters';
import { AdviceList } from './AdviceList';
import { readAdviceFilter } from './readAdviceFilter';
import { SavingsHeadline } from './SavingsHeadline';
import { useAdvice } from './useAdvice';

/** What could be saved by all that the reader may see, the largest saving first. */
export function SavingsView(props: {
  /** Names the owners that can be chosen. */
  overview: Loaded<CostOverview>;
}) {
  const filter = readAdviceFilter(useAddress());
  const pages = useAdvice(filter);
  const { first } = pages;
  const owners = new Set(
    (props.overview.value?.items ?? []).flatMap(
      ({ ownerRef }) => ownerRef ?? [],
    ),
  );
  return (
    <Flex direction="column" gap="4">
      {pages.isLoading && <LoadingState label="Loading the answer" lines={2} />}
      {first && pages.items.length > 0 && (
        <SavingsHeadline list={first} filter={filter} as="h2" />
      )}
      {first?.sources.length !== 0 && (
        <AdviceFilters filter={filter} owners={[...owners]} />
      )}
      {pages.isLoading && (
        <LoadingState label="Loading the suggestions" lines={10} />
      )}
      {pages.error && (
        <ErrorState
          title="What could be saved is not known right now"
          error={pages.error}
          onRetry={pages.reload}
        >
          What was spent stands on the other parts of this page.
        </ErrorState>
      )}
      {first && (
        <Panel>
          <AdviceList
            pages={pages}
            list={first}
            filter={filter}
            showsEntity
            isOfAll
          />
        </Panel>
      )}
    </Flex>
  );
}
