import { CostFact } from '../facts/CostFact';
import { DocumentRefused } from '../json/DocumentRefused';
import {
  amountField,
  expectObject,
  fieldOf,
  isObject,
  kindOf,
  textField,
} from '../json/fields';
import { JsonObject, JsonValue } from '../json/JsonValue';
import { parseJson } from '../json/parseJson';
import { shortText } from '../json/shortText';
import { Amount, formatAmount } from '../money/amount';
import { buildSubject } from './allocationSubject';
import { CostAnswer, CostAnswerOptions } from './CostAnswer';
import { expectAnswer } from './expectAnswer';
import { AnswerEntry, AnswerSet, readEntries } from './readEntries';

/**
 * The parts of an allocation and the fields that each adds up. The cost of
 * the network between zones, between regions and to the internet is part of
 * `networkCost` already.
 */
const COMPONENTS = [
  {
    name: 'cpu',
    category: 'Compute',
    fields: ['cpuCost', 'cpuCostAdjustment'],
  },
  {
    name: 'memory',
    category: 'Compute',
    fields: ['ramCost', 'ramCostAdjustment'],
  },
  {
    name: 'gpu',
    category: 'Compute',
    fields: ['gpuCost', 'gpuCostAdjustment'],
  },
  {
    name: 'storage',
    category: 'Storage',
    fields: ['pvCost', 'pvCostAdjustment'],
  },
  {
    name: 'network',
    category: 'Networking',
    fields: ['networkCost', 'networkCostAdjustment'],
  },
  {
    name: 'loadBalancer',
    category: 'Networking',
    fields: ['loadBalancerCost', 'loadBalancerCostAdjustment'],
  },
  { name: 'shared', category: 'Other', fields: ['sharedCost'] },
  { name: 'external', category: 'Other', fields: ['externalCost'] },
] as const;

interface Component {
  name: string;
  category: string;
  amount: Amount;
}

/** OpenCost adds in double precision: totals differ from their parts in the last digits. */
const ROUNDING = 10n ** 9n;

const magnitude = (amount: Amount) => (amount < 0n ? -amount : amount);

/** The stated parts of an allocation, and with them what of its total they leave open: their sum is the total exactly. */
function readComponents({ entry, place, remarks }: AnswerEntry): Component[] {
  const components: Component[] = [];
  for (const { name, category, fields } of COMPONENTS) {
    const stated = fields
      .map(field => amountField(entry, field, place))
      .filter(amount => amount !== undefined);
    if (stated.length > 0) {
      components.push({
        name,
        category,
        amount: stated.reduce((sum, amount) => sum + amount, 0n),
      });
    }
  }
  const total = amountField(entry, 'totalCost', place);
  const sum = components.reduce((all, { amount }) => all + amount, 0n);
  if (total === undefined) {
    if (components.length === 0) {
      throw new DocumentRefused('it states no cost.', place);
    }
    remarks.add('No totalCost is stated, the sum of the parts counts', place);
  } else if (components.length === 0) {
    components.push({ name: 'other', category: 'Other', amount: total });
    remarks.add(
      "No parts of totalCost are stated (it stands as 'other')",
      place,
    );
  } else if (total !== sum) {
    const rest = total - sum;
    if (magnitude(rest) * ROUNDING <= magnitude(total)) {
      remarks.add(
        "The parts do not add up to totalCost in the last digits (the difference stands as 'other')",
        place,
      );
    } else {
      remarks.add(
        "The parts do not add up to totalCost (the difference stands as 'other')",
        `${place} (${formatAmount(rest)})`,
      );
    }
    components.push({ name: 'other', category: 'Other', amount: rest });
  }
  const charged = components.filter(({ amount }) => amount !== 0n);
  if (charged.length > 0) {
    return charged;
  }
  // What costs nothing is known to cost nothing
  return components.slice(0, 1);
}

/** OpenCost states none today; where an entry does it must be the one that was said. */
function readCurrency(
  entry: JsonObject,
  place: string,
  wanted: string | undefined,
): string | undefined {
  const stated = textField(entry, 'currency');
  if (stated !== undefined && wanted !== undefined && stated !== wanted) {
    throw new DocumentRefused(
      `it states the currency ${shortText(stated)}, and not ${wanted}.`,
      place,
    );
  }
  return stated ?? wanted;
}

function readAllocation(
  found: AnswerEntry,
  options: CostAnswerOptions,
): CostFact[] {
  const { entry, place, day, remarks } = found;
  const currency = readCurrency(entry, place, options.currency);
  const subject = buildSubject(found, options);
  const components = readComponents(found);
  const total = components.reduce((sum, { amount }) => sum + amount, 0n);
  if (total < 0n) {
    remarks.add(
      subject.isIdle
        ? 'Idle cost is negative, which is kept: more was allocated than the nodes cost'
        : 'A cost is negative, which is kept',
      place,
    );
  }
  return components.map(({ name, category, amount }, index) => ({
    ...(currency === undefined ? {} : { currency }),
    ...(day === undefined ? {} : { day }),
    subject: {
      ...subject,
      serviceCategory: category,
      serviceSubcategory: name,
    },
    amounts: { effective: amount },
    // An entry is one row of the source, however many parts it has
    rows: index === 0 ? 1 : 0,
  }));
}

/** The sets of an answer of `/allocation/summary`; undefined where it is another. */
export function findAllocationSets(data: JsonValue): AnswerSet[] | undefined {
  const sets = isObject(data) ? fieldOf(data, 'sets') : undefined;
  if (
    !Array.isArray(sets) ||
    !sets.some(set => isObject(set) && Object.hasOwn(set, 'allocations'))
  ) {
    return undefined;
  }
  return sets.map((set, index) => {
    const place = `data.sets[${index}]`;
    return set === null
      ? { entries: null, place }
      : {
          entries: expectObject(set, place).allocations ?? null,
          place: `${place}.allocations`,
          owner: expectObject(set, place),
        };
  });
}

/** Reads the `data` of an answer, see {@link readAllocations}. */
export function readAllocationData(
  data: JsonValue,
  options: CostAnswerOptions,
): CostAnswer {
  const summary = findAllocationSets(data);
  if (summary) {
    return readEntries(summary, found => readAllocation(found, options));
  }
  if (data !== null && !Array.isArray(data)) {
    throw new DocumentRefused(
      `a list of sets of allocations is expected, this is ${kindOf(data)}.`,
      'data',
    );
  }
  const sets = (data ?? []).map((entries, index) => ({
    entries,
    place: `data[${index}]`,
  }));
  return readEntries(sets, found => readAllocation(found, options));
}

/**
 * Reads an answer of OpenCost's `/allocation` or `/allocation/summary`, or
 * Kubecost's `/model/allocation`: one fact per entry and part of its cost (`cpu`,
 * `memory`, `gpu`, `storage`, `network`, `loadBalancer`, `shared`,
 * `external`, and `other` for what of the total the parts leave open), so that
 * the sum of the facts is the sum of `totalCost` exactly.
 *
 * Amounts are effective cost alone: OpenCost computes them from the prices of
 * nodes, with discounts where it is told of them. What a provider bills, and
 * what it lists, is not known here.
 *
 * @throws DocumentRefused where upstream failed or this is no such answer
 * @public
 */
export function readAllocations(
  text: string,
  options: CostAnswerOptions = {},
): CostAnswer {
  return readAllocationData(expectAnswer(parseJson(text)), options);
}
