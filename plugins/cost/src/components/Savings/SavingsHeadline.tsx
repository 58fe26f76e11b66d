import { Text } from '@backstage/ui';
import {
  CostAdvice,
  CostAdviceList,
} from '@plumbline/backstage-plugin-cost-common';
import { placeOf } from './adviceWords';
import { AdviceFilter } from './readAdviceFilter';
import styles from './Savings.module.css';
import { summariseSavings } from './summariseSavings';

/** Whether something could be smaller and run on cheaper nodes as well: the second is counted of the smaller one. */
function doOverlap(advice: CostAdvice[]): boolean {
  const placesOf = (isSpot: boolean) =>
    advice.filter(({ kind }) => (kind === 'spot') === isSpot).map(placeOf);
  const spot = new Set(placesOf(true));
  return placesOf(false).some(place => spot.has(place));
}

/** The answer, and what it is worth: a smaller request alone saves nothing. */
export function SavingsHeadline(props: {
  list: CostAdviceList;
  filter: AdviceFilter;
  as: 'h2' | 'h4';
}) {
  const { list, filter, as } = props;
  const notes =
    filter.state === 'suggestion'
      ? [
          'Potential: saved once nodes can go.',
          doOverlap(list.items) &&
            'What interruptible nodes save is that of what would be requested then.',
          list.savings.length > 0 &&
            list.items.some(({ saving }) => saving === null) &&
            'What has no known price is not counted.',
        ].filter(Boolean)
      : [];
  return (
    <div>
      <Text
        as={as}
        variant={as === 'h2' ? 'title-x-small' : 'body-large'}
        weight={as === 'h2' ? 'regular' : 'bold'}
      >
        {summariseSavings(list, filter)}
      </Text>
      {notes.length > 0 && <p className={styles.note}>{notes.join(' ')}</p>}
    </div>
  );
}
