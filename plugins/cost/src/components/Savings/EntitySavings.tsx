import { parseEntityRef } from '@backstage/catalog-model';
import {
  ErrorState,
  LoadingState,
  Section,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { AdviceList } from './AdviceList';
import { readAdviceFilter } from './readAdviceFilter';
import { SavingsHeadline } from './SavingsHeadline';
import { useAdvice } from './useAdvice';

/** What several entities are part of or owned by: each row says whose it is. */
const CONTAINERS = new Set(['group', 'system', 'domain']);

/** What could be saved at an entity, or at what belongs to it: a part of its cost tab. */
export function EntitySavings({ entityRef }: { entityRef: string }) {
  const { state } = readAdviceFilter(useAddress());
  const filter = { state };
  const pages = useAdvice(filter, entityRef);
  const { first } = pages;
  return (
    <Section title="What could be saved">
      {pages.isLoading && (
        <LoadingState label="Loading the suggestions" lines={4} />
      )}
      {pages.error && (
        <ErrorState
          title="What could be saved is not known right now"
          error={pages.error}
          onRetry={pages.reload}
        >
          What was spent stands above.
        </ErrorState>
      )}
      {first && pages.items.length > 0 && (
        <SavingsHeadline list={first} filter={filter} as="h4" />
      )}
      {first && (
        <AdviceList
          pages={pages}
          list={first}
          filter={filter}
          showsEntity={CONTAINERS.has(parseEntityRef(entityRef).kind)}
        />
      )}
    </Section>
  );
}
