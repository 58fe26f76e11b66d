import { UsageSource } from '../UsageSource';
import { adviseClaims } from './adviseClaims';
import { adviseContainers } from './adviseContainers';
import { GpuRecords } from './adviseGpuRecords';
import { adviseSpotNodes } from './adviseSpotNodes';
import { AdviceDraft } from './AdviceDraft';
import { ContainerRecords } from './ContainerRecord';
import { describeLacks } from './describeLacks';
import { RecordedUsage } from './RecordedUsage';
import { SubjectLabels } from './SubjectLabels';
import { UsageCosts } from './UsageCosts';
import { Workloads } from './Workloads';
import { WorkloadStates } from './WorkloadStates';

/** What could be saved, and what nobody records that would say more. */
export interface AdvisedUsage {
  drafts: readonly AdviceDraft[];
  lacks: readonly string[];
  subjects: SubjectLabels;
}

/** What a Prometheus has recorded, as advice. */
export function adviseUsage(
  recorded: RecordedUsage,
  source: Pick<UsageSource, 'cluster' | 'prices'>,
): AdvisedUsage {
  const { window } = recorded;
  const workloads = new Workloads(recorded, source.cluster);
  const containers = new ContainerRecords(recorded, workloads);
  const costs = new UsageCosts(recorded, source.prices);
  const states = new WorkloadStates(recorded, workloads);
  const gpus = new GpuRecords(recorded, containers);
  const tools = { containers, costs, states, window, workloads };
  const records = containers.list();
  const requests = records.flatMap(record => adviseContainers(record, tools));
  return {
    drafts: [
      ...requests,
      ...records.flatMap(record => gpus.advise(record, tools)),
      ...adviseClaims(recorded, tools),
      ...adviseSpotNodes(recorded, { ...tools, requests }),
    ],
    lacks: describeLacks(recorded, { containers, prices: source.prices }),
    subjects: new SubjectLabels(recorded, workloads),
  };
}
