import { UnattributedCost } from '@plumbline/backstage-plugin-cost-common';

/** Quoted as JSON, which YAML reads as well: a source may say anything. */
const quote = (text: string) => JSON.stringify(text);

function idOf({ namespace, service, account }: UnattributedCost): string {
  const name = (namespace ?? service ?? account ?? 'rest')
    .toLocaleLowerCase('en')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name || 'rest';
}

/** A rule of the app-config that books what is like this row, for somebody to say to whom; none where nothing tells it apart. */
export function writeRule(cost: UnattributedCost): string | undefined {
  const { account, service, namespace } = cost;
  const conditions = Object.entries({ account, service, namespace }).flatMap(
    ([field, value]) =>
      value === undefined ? [] : [`    ${field}: ${quote(value)}`],
  );
  if (conditions.length === 0) {
    return undefined;
  }
  return [
    `- id: ${idOf(cost)}`,
    '  match:',
    ...conditions,
    '  entity: component:default/NAME',
  ].join('\n');
}
