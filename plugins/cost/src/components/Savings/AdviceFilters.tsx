import { nameOf } from '@plumbline/backstage-plugin-kit-react';
import { Choice } from '../words/CostControls';
import { ADVICE_KINDS, ADVICE_STATES } from './adviceWords';
import { AdviceFilter } from './readAdviceFilter';
import styles from './Savings.module.css';

/** Stands for what the address does not say. */
const ALL = 'all';

const optionsOf = (words: Record<string, string>) =>
  Object.entries(words).map(([value, label]) => ({ value, label }));

/** Kind, owner and state; each is kept in the address. */
export function AdviceFilters(props: {
  filter: AdviceFilter;
  /** Owners that can be chosen; absent where all is one owner's. */
  owners?: string[];
}) {
  const { filter, owners } = props;
  const { kind, owner, state } = filter;
  const refs = new Set([...(owners ?? []), ...(owner ? [owner] : [])]);
  return (
    <div className={styles.filters}>
      <Choice
        label="What"
        name="kind"
        usual={ALL}
        value={kind ?? ALL}
        options={[
          { value: ALL, label: 'everything' },
          ...optionsOf(ADVICE_KINDS),
        ]}
      />
      {owners && (
        <Choice
          label="Owner"
          name="owner"
          usual={ALL}
          value={owner ?? ALL}
          options={[
            { value: ALL, label: 'everybody' },
            ...[...refs]
              .sort()
              .map(value => ({ value, label: nameOf(value, 'group') })),
          ]}
        />
      )}
      <Choice
        label="State"
        name="state"
        usual="suggestion"
        value={state}
        options={optionsOf(ADVICE_STATES)}
      />
    </div>
  );
}
