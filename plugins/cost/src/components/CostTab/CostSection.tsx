import { Flex, Text } from '@backstage/ui';
import {
  CostGroup,
  CurrencyCost,
} from '@plumbline/backstage-plugin-cost-common';
import { ChartView } from '../words/chartViews';
import { DailyChart } from './DailyChart';
import { PartsTable } from './PartsTable';
import { UnusualDays } from './UnusualDays';
import { DaysRead } from './useDays';
import styles from './CostTab.module.css';

/** One currency; another one is never added to it. */
export function CostSection(props: {
  cost: CurrencyCost;
  days: DaysRead;
  month: string;
  group: CostGroup;
  chart: ChartView;
  /** Where there are several currencies, each says which it is. */
  isOneOfSeveral: boolean;
}) {
  const { cost, days, month, group, chart, isOneOfSeveral } = props;
  return (
    <Flex direction="column" gap="4">
      {isOneOfSeveral && (
        <Text as="h3" variant="title-x-small">
          {cost.currency}
        </Text>
      )}
      <div className={styles.columns}>
        <DailyChart
          days={days}
          cost={cost}
          month={month}
          group={group}
          chart={chart}
        />
        <UnusualDays cost={cost} />
      </div>
      <PartsTable cost={cost} group={group} />
    </Flex>
  );
}
