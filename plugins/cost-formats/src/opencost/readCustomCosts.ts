import { CostFact } from '../facts/CostFact';
import { DocumentRefused } from '../json/DocumentRefused';
import {
  amountField,
  expectObject,
  isObject,
  listField,
  textField,
} from '../json/fields';
import { JsonObject, JsonValue } from '../json/JsonValue';
import { CostAnswer, CostAnswerOptions } from './CostAnswer';
import { AnswerEntry, AnswerSet, readEntries } from './readEntries';

/** Whether an answer is of custom costs: those of services outside of the cluster, by the plugins of OpenCost. */
export function isCustomCosts(data: JsonValue): data is JsonObject {
  return (
    isObject(data) &&
    (Object.hasOwn(data, 'customCosts') || Object.hasOwn(data, 'timeseries'))
  );
}

/** `usage` is what FOCUS calls `Usage`. */
function capitalised(text: string | undefined): string | undefined {
  return text && `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
}

function readCustomCost(
  { entry, place, day }: AnswerEntry,
  currency: string | undefined,
): CostFact[] {
  const billed = amountField(entry, 'billedCost', place);
  const list = amountField(entry, 'listCost', place);
  if (billed === undefined && list === undefined) {
    throw new DocumentRefused('it states no cost.', place);
  }
  return [
    {
      currency,
      day,
      subject: {
        service: textField(entry, 'domain'),
        serviceSubcategory: textField(entry, 'resource_type'),
        account: textField(entry, 'account_name'),
        region: textField(entry, 'zone'),
        chargeCategory: capitalised(textField(entry, 'charge_category')),
        resourceId: textField(entry, 'provider_id'),
        resourceName: textField(entry, 'resource_name'),
        tags: new Map(),
        labels: new Map(),
        isIdle: false,
      },
      amounts: {
        // There are no commitments to spread: what is billed is what it costs
        ...(billed !== undefined && { billed, effective: billed }),
        ...(list !== undefined && { list }),
      },
      rows: 1,
    },
  ];
}

function readSet(value: JsonValue, place: string): AnswerSet {
  if (value === null) {
    return { entries: null, place };
  }
  const owner = expectObject(value, place);
  const entries: JsonObject = Object.create(null);
  for (const [index, cost] of listField(
    owner,
    'customCosts',
    place,
  ).entries()) {
    entries[String(index)] = cost;
  }
  return { entries, place: `${place}.customCosts`, owner };
}

/** Reads an answer of OpenCost's `/customCost/total` or `/customCost/timeseries`: one fact per entry. */
export function readCustomCostData(
  data: JsonObject,
  { currency }: Pick<CostAnswerOptions, 'currency'>,
): CostAnswer {
  const sets = Object.hasOwn(data, 'timeseries')
    ? listField(data, 'timeseries', 'data').map((set, index) =>
        readSet(set, `data.timeseries[${index}]`),
      )
    : [readSet(data, 'data')];
  return readEntries(sets, found => readCustomCost(found, currency));
}
