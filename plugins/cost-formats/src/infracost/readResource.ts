import {
  amountField,
  expectObject,
  fieldOf,
  listField,
  placeIn,
  textField,
  textsField,
} from '../json/fields';
import { JsonObject, JsonValue } from '../json/JsonValue';
import { Remarks } from '../json/Remarks';
import { Amount, formatAmount } from '../money/amount';
import { EstimatedComponent, EstimatedResource } from './CostEstimate';

function readComponent(value: JsonValue, place: string): EstimatedComponent {
  const component = expectObject(value, place);
  const price = amountField(component, 'price', place);
  const monthly = amountField(component, 'monthlyCost', place);
  const quantity = amountField(component, 'monthlyQuantity', place);
  const unit = textField(component, 'unit');
  return {
    name: textField(component, 'name') ?? '',
    ...(unit === undefined ? {} : { unit }),
    ...(quantity === undefined ? {} : { quantity: formatAmount(quantity) }),
    ...(price === undefined ? {} : { price }),
    ...(monthly === undefined ? {} : { monthly }),
    isUsageBased: fieldOf(component, 'usageBased') === true,
    isPriceMissing: fieldOf(component, 'priceNotFound') === true,
  };
}

/** The sum of what is stated, absent where nothing is. */
export function addStated(
  amounts: readonly (Amount | undefined)[],
): Amount | undefined {
  const stated = amounts.filter(amount => amount !== undefined);
  return stated.length === 0
    ? undefined
    : stated.reduce((sum, amount) => sum + amount, 0n);
}

function readParts(resource: JsonObject, place: string, remarks: Remarks) {
  const components = listField(resource, 'costComponents', place).map(
    (value, index) =>
      readComponent(value, `${placeIn(place, 'costComponents')}[${index}]`),
  );
  const parts = listField(resource, 'subresources', place).map((value, index) =>
    readResource(value, `${placeIn(place, 'subresources')}[${index}]`, remarks),
  );
  return { components, parts };
}

/** A resource with its components and parts. Where its cost is not their sum, that is remarked, and its own statement counts. */
export function readResource(
  value: JsonValue,
  place: string,
  remarks: Remarks,
): EstimatedResource {
  const resource = expectObject(value, place);
  const { components, parts } = readParts(resource, place, remarks);
  const name = textField(resource, 'name') ?? '';
  const type = textField(resource, 'resourceType');
  const stated = amountField(resource, 'monthlyCost', place);
  const sum = addStated(
    [...components, ...parts].map(({ monthly }) => monthly),
  );
  if (stated !== undefined && sum !== undefined && stated !== sum) {
    remarks.add(
      'The cost of a resource is not the sum of its parts',
      `${name} (${formatAmount(stated)}, parts ${formatAmount(sum)})`,
    );
  }
  const monthly = stated ?? sum;
  return {
    name,
    ...(type === undefined ? {} : { type }),
    tags: textsField(resource, 'tags'),
    ...(monthly === undefined ? {} : { monthly }),
    components,
    parts,
  };
}
