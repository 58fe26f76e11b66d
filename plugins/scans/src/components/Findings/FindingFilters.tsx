import { Checkbox, SearchField, Select } from '@backstage/ui';
import { useAddress } from '@plumbline/backstage-plugin-kit-react';
import {
  findingKindSchema,
  findingStateSchema,
} from '@plumbline/backstage-plugin-scans-common';
import { useEffect, useState } from 'react';
import { SEVERITIES } from '../words/severities';
import { KINDS, STATES } from '../words/words';
import { FindingFilter } from './findingFilter';
import styles from './Findings.module.css';

const TYPING_MS = 300;

const optionsOf = <T extends string>(
  values: readonly T[],
  words?: Record<T, string>,
) => values.map(value => ({ value, label: words?.[value] ?? value }));

/** Text that is looked for once the typing pauses. */
function TextFilter() {
  const address = useAddress();
  const inAddress = address.get('text') ?? '';
  const [text, setText] = useState(inAddress);
  const { set } = address;
  useEffect(() => setText(inAddress), [inAddress]);
  useEffect(() => {
    if (text === inAddress) {
      return undefined;
    }
    const timer = setTimeout(
      () => set({ text: text.trim() || undefined }, { replace: true }),
      TYPING_MS,
    );
    return () => clearTimeout(timer);
  }, [text, inAddress, set]);
  return (
    <SearchField
      label="Search"
      placeholder="Title, rule, package or path"
      value={text}
      onChange={setText}
      maxLength={200}
    />
  );
}

function ChoiceOfMany(props: {
  label: string;
  name: 'severity' | 'kind' | 'tool';
  options: { value: string; label: string }[];
  chosen: string[];
}) {
  const { label, name, options, chosen } = props;
  const address = useAddress();
  return (
    <Select
      label={label}
      placeholder="any"
      selectionMode="multiple"
      options={options}
      value={chosen}
      onChange={keys =>
        address.set({ [name]: (keys as string[]).join(',') }, { replace: true })
      }
    />
  );
}

/** What is looked for; every change is kept in the address. */
export function FindingFilters(props: {
  filter: FindingFilter;
  /** Tools that can be chosen. */
  tools: string[];
}) {
  const { filter } = props;
  const address = useAddress();
  const tools = [...new Set([...props.tools, ...filter.tool])].sort();
  return (
    <>
      <div className={styles.filters}>
        <TextFilter />
        <ChoiceOfMany
          label="Severity"
          name="severity"
          options={optionsOf(SEVERITIES)}
          chosen={filter.severity}
        />
        <ChoiceOfMany
          label="Kind"
          name="kind"
          options={optionsOf(findingKindSchema.options, KINDS)}
          chosen={filter.kind}
        />
        <ChoiceOfMany
          label="Tool"
          name="tool"
          options={optionsOf(tools)}
          chosen={filter.tool}
        />
        <Select
          label="State"
          options={optionsOf(findingStateSchema.options, STATES)}
          value={filter.state}
          onChange={key =>
            address.set(
              { state: key === 'open' ? undefined : String(key) },
              { replace: true },
            )
          }
        />
      </div>
      <div className={styles.switches}>
        <Checkbox
          isSelected={filter.isOverdue}
          onChange={is =>
            address.set({ overdue: is ? 'true' : undefined }, { replace: true })
          }
        >
          Overdue
        </Checkbox>
        <Checkbox
          isSelected={filter.isFixable}
          onChange={is =>
            address.set({ fixable: is ? 'true' : undefined }, { replace: true })
          }
        >
          Fixed by an upgrade
        </Checkbox>
        <Checkbox
          isSelected={filter.isExploited}
          onChange={is =>
            address.set(
              { exploited: is ? 'true' : undefined },
              { replace: true },
            )
          }
        >
          Known to be exploited
        </Checkbox>
        <Checkbox
          isSelected={address.get('group') === 'package'}
          onChange={is =>
            address.set(
              { group: is ? 'package' : undefined },
              { replace: true },
            )
          }
        >
          Group by package
        </Checkbox>
      </div>
    </>
  );
}
