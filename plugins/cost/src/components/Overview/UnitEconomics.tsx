import { Link } from '@backstage/ui';
import {
  ErrorState,
  LoadingState,
  Section,
  useAddress,
} from '@plumbline/backstage-plugin-kit-react';
import { ModelsTable } from '../Models/ModelsTable';
import { useModels } from '../Models/useModel';
import { CostView } from '../words/readCostView';

const MOST = 5;

/** The dearest models and what one of what they do costs; nothing where there is no model. */
export function UnitEconomics({ view }: { view: CostView }) {
  const address = useAddress();
  const read = useModels(view);
  const items = read.value?.items ?? [];
  if (read.value && items.length === 0) {
    return null;
  }
  const currencies = [...new Set(items.map(({ currency }) => currency))].sort();
  return (
    <>
      {(read.isLoading || read.error) && (
        <Section title="Unit economics of models">
          {read.isLoading && (
            <LoadingState label="Loading the models" lines={5} />
          )}
          {read.error && (
            <ErrorState
              title="What models cost is not known right now"
              error={read.error}
              onRetry={read.reload}
            >
              The sums on this page are complete.
            </ErrorState>
          )}
        </Section>
      )}
      {read.value &&
        currencies.map(currency => (
          <Section
            key={currency}
            title={`Unit economics of the dearest models, in ${currency}`}
            aside={
              <Link href={address.href({ view: 'models' })}>All models</Link>
            }
          >
            <ModelsTable
              models={items
                .filter(item => item.currency === currency)
                .slice(0, MOST)}
              month={read.value!.month}
              currency={currency}
            />
          </Section>
        ))}
    </>
  );
}
