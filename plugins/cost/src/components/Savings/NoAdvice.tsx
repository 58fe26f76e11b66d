import { Link } from '@backstage/ui';
import {
  CopyCommand,
  EmptyState,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { CostAdviceList } from '@plumbline/backstage-plugin-cost-common';
import { counted } from '../words/words';
import { AdviceFilter, NO_FILTER, isNarrowed } from './readAdviceFilter';
import { USAGE_SETTING } from './usageSetting';

const GUIDE = '/docs/default/system/plumbline/guides/cost/';

/** Why the list is empty: nothing measured, nothing known, or nothing to save. */
export function NoAdvice(props: {
  list: CostAdviceList;
  filter: AdviceFilter;
  /** Of all that the reader may see, not of one entity. */
  isOfAll: boolean;
}) {
  const { list, filter, isOfAll } = props;
  const { sources, withheld } = list;
  const address = useAddress();
  if (sources.length === 0) {
    return (
      <EmptyState
        title="No Prometheus is configured, so nobody knows what is used."
        action={<Link href={GUIDE}>How usage is read</Link>}
      >
        An operator names one per cluster in the app-config:
        <CopyCommand command={USAGE_SETTING} label="Copy the setting" />
      </EmptyState>
    );
  }
  if (sources.every(({ readAt }) => readAt === null)) {
    return (
      <EmptyState title="Usage was never read: what could be saved is not known.">
        How the sources stand is said below.
      </EmptyState>
    );
  }
  if (isNarrowed(filter)) {
    return (
      <EmptyState
        title="Nothing matches the filters."
        action={<Link href={address.href(NO_FILTER)}>Show everything</Link>}
      />
    );
  }
  if (filter.state === 'withheld') {
    return (
      <EmptyState
        title="Nothing is withheld."
        action={
          <Link href={address.href({ state: undefined })}>
            Show what is suggested
          </Link>
        }
      />
    );
  }
  if (withheld === 0) {
    return (
      <EmptyState
        title={
          isOfAll
            ? 'No usage was measured of what you may see.'
            : 'No usage of it was measured.'
        }
      >
        It is measured of containers, GPUs and volumes in a cluster, and booked
        by the rules by which their costs are.
      </EmptyState>
    );
  }
  return (
    <EmptyState
      title="Nothing to suggest."
      action={
        <Link href={address.href({ state: 'withheld' })}>
          {`Why, in ${counted(withheld, 'case')}`}
        </Link>
      }
    >
      There is a reason for everything that was measured, such as that it is
      used.
    </EmptyState>
  );
}
