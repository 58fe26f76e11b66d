import {
  amountField,
  expectObject,
  isObject,
  listField,
  objectField,
  placeIn,
  textField,
} from '../json/fields';
import { JsonObject, JsonValue } from '../json/JsonValue';
import { Remarks } from '../json/Remarks';
import { shortText } from '../json/shortText';
import { formatAmount } from '../money/amount';
import { EstimatedProject, MonthlyCost } from './CostEstimate';
import { addStated, readResource } from './readResource';

function readMessages(
  metadata: JsonObject,
  key: 'errors' | 'warnings',
  place: string,
): string[] {
  return listField(metadata, key, place).map(
    value =>
      shortText((isObject(value) && textField(value, 'message')) || '') ||
      'a problem without a message',
  );
}

function readChanges(
  project: JsonObject,
  place: string,
): EstimatedProject['changes'] {
  const diff = objectField(project, 'diff', place);
  const resources = diff
    ? listField(diff, 'resources', placeIn(place, 'diff'))
    : [];
  return resources.flatMap((value, index) => {
    const at = `${placeIn(place, 'diff.resources')}[${index}]`;
    const resource = expectObject(value, at);
    const monthly = amountField(resource, 'monthlyCost', at);
    const type = textField(resource, 'resourceType');
    return monthly === undefined || monthly === 0n
      ? []
      : [
          {
            name: textField(resource, 'name') ?? '',
            ...(type === undefined ? {} : { type }),
            monthly,
          },
        ];
  });
}

function readCosts(project: JsonObject, place: string): MonthlyCost {
  const of = (part: string, key: string) => {
    const breakdown = objectField(project, part, place);
    return breakdown && amountField(breakdown, key, placeIn(place, part));
  };
  const costs = {
    monthly: of('breakdown', 'totalMonthlyCost'),
    usage: of('breakdown', 'totalMonthlyUsageCost'),
    past: of('pastBreakdown', 'totalMonthlyCost'),
    difference: of('diff', 'totalMonthlyCost'),
  };
  return Object.fromEntries(
    Object.entries(costs).filter(([, amount]) => amount !== undefined),
  );
}

/** A project with its resources. Where its total is not their sum, that is remarked, and its own statement counts. */
export function readProject(
  value: JsonValue,
  place: string,
  remarks: Remarks,
): EstimatedProject {
  const project = expectObject(value, place);
  const name = textField(project, 'name') ?? '';
  const metadata = objectField(project, 'metadata', place) ?? {};
  const errors = readMessages(metadata, 'errors', placeIn(place, 'metadata'));
  for (const error of errors) {
    remarks.add('A project is not estimated completely', `${name}: ${error}`);
  }
  for (const warning of readMessages(
    metadata,
    'warnings',
    placeIn(place, 'metadata'),
  )) {
    remarks.add('Infracost warns', `${name}: ${warning}`);
  }
  const breakdown = objectField(project, 'breakdown', place) ?? {};
  const at = placeIn(place, 'breakdown');
  const resources = listField(breakdown, 'resources', at).map(
    (resource, index) =>
      readResource(resource, `${at}.resources[${index}]`, remarks),
  );
  const costs = readCosts(project, place);
  const sum = addStated(resources.map(({ monthly }) => monthly));
  if (costs.monthly !== undefined && (sum ?? 0n) !== costs.monthly) {
    remarks.add(
      'The total of a project is not the sum of its resources',
      `${name} (${formatAmount(costs.monthly)}, resources ${formatAmount(sum ?? 0n)})`,
    );
  }
  const monthly = costs.monthly ?? sum;
  return {
    name,
    ...costs,
    ...(monthly === undefined ? {} : { monthly }),
    errors,
    resources,
    changes: readChanges(project, place),
  };
}
