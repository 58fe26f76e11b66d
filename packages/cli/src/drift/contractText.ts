import type {
  BreachExample,
  ContractResult,
} from '@plumbline/backstage-plugin-drift-engine';

const SHAPES: Record<ContractResult['status'], string> = {
  kept: '✓ kept',
  broken: '● broken',
  unknown: '○ unknown',
};
const MAX_NAME = 40;
const NUMBER = new Intl.NumberFormat('en');

const short = (name: string) =>
  name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 1)}…` : name;

/** Where a row is and what it holds, as far as that is known and may be shown. */
function exampleText({ row, file, key, value }: BreachExample): string {
  const place = [
    file,
    row === undefined ? undefined : `row ${row}`,
    key === undefined ? undefined : `key ${key}`,
  ]
    .filter(part => part !== undefined)
    .join(' ');
  if (value === undefined) {
    return place;
  }
  return place === '' ? value : `${place}: ${value}`;
}

function summary(contract: ContractResult): string {
  const { checks, broken, unknown, status } = contract;
  const promises = `${checks} ${checks === 1 ? 'promise' : 'promises'}`;
  if (status === 'kept') {
    return promises;
  }
  const parts = [
    ...(broken > 0 ? [`${broken} broken`] : []),
    ...(unknown > 0 ? [`${unknown} not checked`] : []),
  ];
  return `${parts.join(', ')} of ${promises}`;
}

/** What a person reads about the contract: the answer, then each breach with its rows. */
export function contractText(contract: ContractResult): string {
  const lines = contract.breaches.flatMap(
    ({ outcome, rule, column, rows, examples, text }) => [
      [
        outcome === 'broken' ? SHAPES.broken : SHAPES.unknown,
        short(column ?? '–'),
        rule,
        rows === undefined ? '–' : NUMBER.format(rows),
        text,
        examples.map(exampleText).join(', '),
      ],
    ],
  );
  const table = [['status', 'column', 'rule', 'rows', 'why', ''], ...lines];
  const widths = [0, 1, 2, 3].map(index =>
    Math.max(...table.map(line => line[index].length)),
  );
  const more =
    contract.broken + contract.unknown > lines.length
      ? [`and ${contract.broken + contract.unknown - lines.length} more`]
      : [];
  const indent = ' '.repeat(widths.reduce((sum, width) => sum + width + 2, 0));
  return [
    `contract: ${SHAPES[contract.status]}  ${summary(contract)}`,
    ...(lines.length === 0 ? [] : table).flatMap(line => [
      [...widths.map((width, index) => line[index].padEnd(width)), line[4]]
        .join('  ')
        .trimEnd(),
      ...(line[5] === '' ? [] : [`${indent}${line[5]}`]),
    ]),
    ...more,
    '',
    '',
  ].join('\n');
}
