import { Text } from '@backstage/ui';
import { CostAdviceList } from '@plumbline/backstage-plugin-cost-common';
import { AdviceFilter } from './readAdviceFilter';
import styles from './Savings.module.css';
import { summariseSavings } from './summariseSavings';

/** The answer, and what it is worth: a smaller request alone saves nothing. */
export function SavingsHeadline(props: {
  list: CostAdviceList;
  filter: AdviceFilter;
  as: 'h2' | 'h4';
}) {
  const { list, filter, as } = props;
  const isUnpriced =
    filter.state === 'suggestion' &&
    list.items.some(({ saving }) => saving === null);
  return (
    <div>
      <Text
        as={as}
        variant={as === 'h2' ? 'title-x-small' : 'body-large'}
        weight={as === 'h2' ? 'regular' : 'bold'}
      >
        {summariseSavings(list, filter)}
      </Text>
      {filter.state === 'suggestion' && (
        <p className={styles.note}>
          Potential: saved once nodes can go.
          {isUnpriced &&
            list.savings.length > 0 &&
            ' What has no known price is not counted.'}
        </p>
      )}
    </div>
  );
}
