import { DocumentRefused } from '../json/DocumentRefused';
import { isObject } from '../json/fields';
import { parseJson } from '../json/parseJson';
import { CostAnswer, CostAnswerOptions } from './CostAnswer';
import { expectAnswer } from './expectAnswer';
import { findAllocationSets, readAllocationData } from './readAllocations';
import { findAssets, readAssetData } from './readAssets';
import { readCloudCostData } from './readCloudCosts';
import { isCustomCosts, readCustomCostData } from './readCustomCosts';

/** JSON documents of which costs are read. @public */
export type CostDocumentFormat =
  | 'opencost-allocation'
  | 'opencost-assets'
  | 'opencost-cloudcost'
  | 'opencost-custom';

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
  // What jq leaves of an answer: its data alone
  const data = Array.isArray(document) ? document : expectAnswer(document);
  if (Array.isArray(document) && !document.every(isObject)) {
    throw new DocumentRefused(
      'This is a list, but not of sets of allocations.',
    );
  }
  const assets = findAssets(data);
  if (assets) {
    return { ...readAssetData(assets, options), format: 'opencost-assets' };
  }
  if (isCustomCosts(data)) {
    return { ...readCustomCostData(data, options), format: 'opencost-custom' };
  }
  return isObject(data) && !findAllocationSets(data)
    ? { ...readCloudCostData(data, options), format: 'opencost-cloudcost' }
    : { ...readAllocationData(data, options), format: 'opencost-allocation' };
}
