import { ContractBreach } from '@plumbline/backstage-plugin-drift-common';
import {
  Explained,
  formatNumber,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';

/** What a rule asks, for whoever hovers over it. */
const RULES: Record<string, { title: string; meaning: string }> = {
  column: {
    title: 'column',
    meaning: 'Every column that the contract names must be there.',
  },
  additionalColumns: {
    title: 'no other columns',
    meaning: 'Only the columns that the contract names may be there.',
  },
  type: {
    title: 'type',
    meaning: 'Every value can be read as a value of the type.',
  },
  required: { title: 'required', meaning: 'No row may leave it empty.' },
  nullShare: {
    title: 'share of nulls',
    meaning: 'No more rows than promised may leave it empty.',
  },
  range: { title: 'range', meaning: 'Every value lies between the two ends.' },
  allowed: {
    title: 'allowed values',
    meaning: 'Every value is one of a list.',
  },
  prefixes: {
    title: 'beginning',
    meaning: 'Every value begins with one of a list.',
  },
  length: {
    title: 'length',
    meaning: 'Every value has a length between the two ends, in characters.',
  },
  unique: {
    title: 'unique',
    meaning: 'No two rows of the window have the same value.',
  },
  freshness: {
    title: 'freshness',
    meaning:
      'The newest time is no older than promised, at the end of the window.',
  },
  future: {
    title: 'not in the future',
    meaning:
      'No time lies more than five minutes after the moment of the check.',
  },
  minimumRows: {
    title: 'number of rows',
    meaning: 'The window has at least so many rows.',
  },
  rows: {
    title: 'rows',
    meaning: 'Without rows nothing is known about promises on their values.',
  },
};

function RuleName({ rule }: { rule: string }) {
  const known = Object.hasOwn(RULES, rule) ? RULES[rule] : undefined;
  return known ? (
    <Explained text={known.meaning}>{known.title}</Explained>
  ) : (
    <>{rule}</>
  );
}

type Example = ContractBreach['examples'][number];

/** A row by number or key, and what it holds, as far as that is known and may be shown. */
function describeExample({ row, key, value }: Example): string {
  const name = [
    ...(row === undefined ? [] : [`row ${row}`]),
    ...(key === undefined ? [] : [key]),
  ].join(', ');
  if (name === '') {
    return value ?? '';
  }
  return value === undefined ? name : `${name} (${value})`;
}

/** The examples, each file named once. */
function describeExamples(examples: readonly Example[]): string[] {
  const files = new Map<string | undefined, string[]>();
  for (const example of examples) {
    const found = files.get(example.file) ?? [];
    files.set(example.file, [...found, describeExample(example)]);
  }
  return [...files].map(
    ([file, found]) =>
      `${file === undefined ? '' : `${file}: `}${found.join(', ')}`,
  );
}

/** Promises that were broken or not checked: which column and rule, how many rows, and which. */
export function BreachTable({ breaches }: { breaches: ContractBreach[] }) {
  return (
    <table className={rowStyles.table} aria-label="Data contract">
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Rule</th>
          <th scope="col" className={rowStyles.number}>
            Rows
          </th>
          <th scope="col">What was found</th>
          <th scope="col">
            <Explained text="At most five rows. Texts of more than eight characters are cut, and values of sensitive columns are never shown.">
              Examples
            </Explained>
          </th>
        </tr>
      </thead>
      <tbody>
        {breaches.map(breach => (
          <tr key={breach.id}>
            <td data-label="Column">{breach.column ?? '–'}</td>
            <td data-label="Rule">
              <span>
                <RuleName rule={breach.rule} />
              </span>
            </td>
            <td data-label="Rows" className={rowStyles.number}>
              {breach.rows === undefined ? '–' : formatNumber(breach.rows)}
            </td>
            <td data-label="What was found">
              {breach.outcome === 'unknown' && 'Not checked. '}
              {breach.text}
            </td>
            <td data-label="Examples">
              {breach.examples.length > 0 && (
                <div>
                  {describeExamples(breach.examples).map(text => (
                    <div key={text}>{text}</div>
                  ))}
                </div>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
