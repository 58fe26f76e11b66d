import {
  EmptyState,
  SidePanel,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import {
  CostAdvice,
  CostUsageSource,
} from '@plumbline/backstage-plugin-cost-common';
import { titleOf } from './adviceWords';
import { AdviceDetail } from './AdviceDetail';

/** Everything about one suggestion, beside the list that it is of. */
export function AdvicePanel(props: {
  /** Absent where the list does not hold what the address asks for. */
  advice?: CostAdvice;
  sources: CostUsageSource[];
}) {
  const { advice, sources } = props;
  const address = useAddress();
  return (
    <SidePanel
      label="Suggestion"
      title={advice ? titleOf(advice) : 'Suggestion'}
      closeLabel="Close the suggestion"
      onClose={() => address.set({ advice: undefined })}
    >
      {advice ? (
        <AdviceDetail advice={advice} sources={sources} />
      ) : (
        <EmptyState title="It is not among what is listed.">
          It may be done, on a later page, or hidden by the filters.
        </EmptyState>
      )}
    </SidePanel>
  );
}
