import { DocumentRefused } from '../json/DocumentRefused';
import { isObject } from '../json/fields';
import { parseJson } from '../json/parseJson';
import { CostAnswer, CostAnswerOptions } from './CostAnswer';
import { expectAnswer } from './expectAnswer';
import { readAllocationData } from './readAllocations';
import { readCloudCostData } from './readCloudCosts';

/** JSON documents of which costs are read. @public */
export type CostDocumentFormat = 'opencost-allocation' | 'opencost-cloudcost';

/**
 * Reads a saved answer of OpenCost or Kubecost and tells by its shape which of
 * them it is.
 *
 * @throws DocumentRefused where it is neither, or upstream failed
 * @public
 */
export function readCostDocument(
  text: string,
  options: CostAnswerOptions = {},
): CostAnswer & { format: CostDocumentFormat } {
  const document = parseJson(text);
  if (isObject(document) && Object.hasOwn(document, 'projects')) {
    throw new DocumentRefused(
      'This is an estimate of Infracost: what a change will cost, not what was paid. `plumbline cost estimate` reads it.',
    );
  }
  const data = expectAnswer(document);
  return isObject(data)
    ? { ...readCloudCostData(data, options), format: 'opencost-cloudcost' }
    : { ...readAllocationData(data, options), format: 'opencost-allocation' };
}
