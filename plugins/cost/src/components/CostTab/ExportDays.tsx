import { useApi } from '@backstage/frontend-plugin-api';
import { FileButtons, nameOf } from '@plumbline/backstage-plugin-kit-react';
import { CostMetricName } from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';

/** The rows behind the chart, with exact amounts. */
export function ExportDays(props: {
  entityRef: string;
  from: string;
  to: string;
  metric?: CostMetricName;
}) {
  const { entityRef, from, to, metric } = props;
  const costApi = useApi(costApiRef);
  const about = nameOf(entityRef).replace(/[^\w.-]+/g, '-');
  const fileOf = (label: string, format: 'csv' | 'focus') => ({
    label,
    name: `cost-${about}-${from}-to-${to}${format === 'focus' ? '.focus' : ''}.csv`,
    read: () =>
      costApi.exportDays({ entity: entityRef, from, to, metric, format }),
  });
  return (
    <FileButtons files={[fileOf('CSV', 'csv'), fileOf('FOCUS', 'focus')]}>
      The figures on this page are complete.
    </FileButtons>
  );
}
