import {
  ErrorState,
  LoadingState,
  Section,
} from '@plumbline/backstage-plugin-kit-react';
import { CostMover, CostRow } from '@plumbline/backstage-plugin-cost-common';
import { useMovers } from '../../hooks/useMovers';
import { CostView } from '../words/readCostView';
import { MoversList } from './MoversList';
import { moversOf } from './moversOf';

const MOST = 5;
const TITLE = 'Moved most, against the same days of the month before';

function Lists({ movers }: { movers: CostMover[] }) {
  const currencies = [...new Set(movers.map(({ currency }) => currency))];
  return (
    <>
      {currencies.map(currency => (
        <MoversList
          key={currency}
          currency={currency}
          movers={movers.filter(mover => mover.currency === currency)}
        />
      ))}
    </>
  );
}

/** What of these rows moved most; where no owner can be asked for. */
export function RowMovers({ rows }: { rows: CostRow[] }) {
  const movers = moversOf(rows, MOST);
  return movers.length === 0 ? null : (
    <Section title={TITLE}>
      <Lists movers={movers} />
    </Section>
  );
}

/** What moved most and why: of an owner, or of all that the reader may see. */
export function MoversSection(props: {
  view: Pick<CostView, 'month' | 'metric' | 'currency'>;
  ownerRef?: string;
}) {
  const { view, ownerRef } = props;
  const read = useMovers(view, { ownerRef, limit: MOST });
  if (read.value?.items.length === 0) {
    return null;
  }
  return (
    <Section title={TITLE}>
      {read.isLoading && (
        <LoadingState label="Loading what moved most" lines={5} />
      )}
      {read.error && (
        <ErrorState
          title="What moved most is not known right now"
          error={read.error}
          onRetry={read.reload}
        >
          The sums on this page are complete.
        </ErrorState>
      )}
      {read.value && <Lists movers={read.value.items} />}
    </Section>
  );
}
