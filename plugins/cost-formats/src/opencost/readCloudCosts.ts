import { CostAmounts, CostFact, CostSubject } from '../facts/CostFact';
import { DocumentRefused } from '../json/DocumentRefused';
import {
  amountField,
  expectObject,
  listField,
  objectField,
  placeIn,
  textField,
  textsField,
} from '../json/fields';
import { JsonObject, JsonValue } from '../json/JsonValue';
import { parseJson } from '../json/parseJson';
import { serviceCategory } from './cloudCategory';
import { CostAnswer, CostAnswerOptions } from './CostAnswer';
import { expectAnswer } from './expectAnswer';
import { AnswerEntry, readEntries } from './readEntries';

/** Costs of the product and the costs of OpenCost that they are. */
const METRICS = [
  ['billed', 'invoicedCost'],
  ['effective', 'amortizedNetCost'],
  ['list', 'listCost'],
] as const;

const SUBJECT = [
  ['provider', 'provider'],
  ['billingAccount', 'invoiceEntityID'],
  ['account', 'accountID'],
  ['accountName', 'accountName'],
  ['region', 'regionID'],
  ['service', 'service'],
  ['resourceId', 'providerID'],
] as const;

function buildSubject(properties: JsonObject): CostSubject {
  const subject: CostSubject = {
    tags: textsField(properties, 'labels'),
    labels: new Map(),
    isIdle: false,
  };
  for (const [key, property] of SUBJECT) {
    const text = textField(properties, property);
    if (text !== undefined) {
      subject[key] = text;
    }
  }
  const category = serviceCategory(textField(properties, 'category'));
  if (category !== undefined) {
    subject.serviceCategory = category;
  }
  return subject;
}

function readCloudCost(
  { entry, place, day }: AnswerEntry,
  currency: string | undefined,
): CostFact[] {
  const amounts: CostAmounts = {};
  for (const [metric, field] of METRICS) {
    const cost = objectField(entry, field, place);
    const amount = cost && amountField(cost, 'cost', placeIn(place, field));
    if (amount !== undefined) {
      amounts[metric] = amount;
    }
  }
  if (Object.keys(amounts).length === 0) {
    throw new DocumentRefused('it states no cost.', place);
  }
  return [
    {
      ...(currency === undefined ? {} : { currency }),
      ...(day === undefined ? {} : { day }),
      subject: buildSubject(objectField(entry, 'properties', place) ?? {}),
      amounts,
      rows: 1,
    },
  ];
}

/** Reads the `data` of an answer, see {@link readCloudCosts}. */
export function readCloudCostData(
  data: JsonValue,
  { currency }: Pick<CostAnswerOptions, 'currency'>,
): CostAnswer {
  const container = data === null ? undefined : expectObject(data, 'data');
  if (container !== undefined && !Object.hasOwn(container, 'sets')) {
    throw new DocumentRefused(
      'a list of sets of cloud costs is expected, this is missing.',
      'data.sets',
    );
  }
  const sets = container ? listField(container, 'sets', 'data') : [];
  return readEntries(
    sets.map((set, index) => {
      const place = `data.sets[${index}]`;
      if (set === null) {
        return { entries: null, place };
      }
      const owner = expectObject(set, place);
      if (!Object.hasOwn(owner, 'cloudCosts')) {
        throw new DocumentRefused(
          'a set of cloud costs is expected, this is missing.',
          `${place}.cloudCosts`,
        );
      }
      return {
        entries: owner.cloudCosts,
        place: `${place}.cloudCosts`,
        owner,
      };
    }),
    found => readCloudCost(found, currency),
  );
}

/**
 * Reads an answer of OpenCost's `/cloudCost`: one fact per entry. Billed cost
 * is `invoicedCost`, effective cost `amortizedNetCost` (discounts taken off,
 * commitments spread over their time), list cost `listCost`.
 *
 * @throws DocumentRefused where upstream failed or this is no such answer
 * @public
 */
export function readCloudCosts(
  text: string,
  { currency }: Pick<CostAnswerOptions, 'currency'> = {},
): CostAnswer {
  return readCloudCostData(expectAnswer(parseJson(text)), { currency });
}
