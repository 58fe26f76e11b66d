import { Button, Flex, Link } from '@backstage/ui';
import { Pages, useAddress } from '@plumbline/backstage-plugin-kit-react';
import {
  CostAdvice,
  CostAdviceList,
} from '@plumbline/backstage-plugin-cost-common';
import { counted } from '../words/words';
import { AdvicePanel } from './AdvicePanel';
import { AdviceTable } from './AdviceTable';
import { NoAdvice } from './NoAdvice';
import { AdviceFilter } from './readAdviceFilter';
import styles from './Savings.module.css';
import { UsageSources } from './UsageSources';

/** Leads from what is suggested to what is not, and back. */
function StateSwitch(props: { list: CostAdviceList; filter: AdviceFilter }) {
  const { list, filter } = props;
  const address = useAddress();
  if (filter.state === 'withheld') {
    return (
      <Link href={address.href({ state: undefined, advice: undefined })}>
        Show what is suggested
      </Link>
    );
  }
  return list.withheld > 0 ? (
    <Link href={address.href({ state: 'withheld', advice: undefined })}>
      {`Nothing is suggested for ${counted(list.withheld, 'more case')}: why`}
    </Link>
  ) : null;
}

/** Suggestions or what is withheld, page by page, with where it was measured. */
export function AdviceList(props: {
  pages: Pages<CostAdvice, CostAdviceList>;
  list: CostAdviceList;
  filter: AdviceFilter;
  /** Each row names its entity. */
  showsEntity: boolean;
  /** Of all that the reader may see, not of one entity. */
  isOfAll?: boolean;
}) {
  const { pages, list, filter, showsEntity, isOfAll = false } = props;
  const opened = useAddress().get('advice');
  return (
    <Flex direction="column" gap="3">
      {pages.items.length === 0 ? (
        <NoAdvice list={list} filter={filter} isOfAll={isOfAll} />
      ) : (
        <>
          <AdviceTable
            advice={pages.items}
            state={filter.state}
            showsEntity={showsEntity}
          />
          <div className={styles.bar}>
            <span className={styles.note}>
              {`${counted(pages.items.length, 'row')}${pages.showMore ? ', the largest savings first' : ', all of them'}`}
            </span>
            <StateSwitch list={list} filter={filter} />
          </div>
        </>
      )}
      {pages.showMore && (
        <Button
          size="small"
          variant="secondary"
          isPending={pages.isLoadingMore}
          onPress={pages.showMore}
          style={{ alignSelf: 'start' }}
        >
          Show more
        </Button>
      )}
      {list.sources.length > 0 && <UsageSources sources={list.sources} />}
      {opened && (
        <AdvicePanel
          key={opened}
          advice={pages.items.find(({ id }) => id === opened)}
          sources={list.sources}
        />
      )}
    </Flex>
  );
}
