import { useApi } from '@backstage/frontend-plugin-api';
import { FileButtons, nameOf } from '@plumbline/backstage-plugin-kit-react';
import { CostMetricName } from '@plumbline/backstage-plugin-cost-common';
import { costApiRef } from '../../api/CostApi';
import { daysOf } from '../words/months';

/** The rows behind the figures, with exact amounts. */
export function ExportDays(props: {
  entityRef: string;
  month: string;
  metric?: CostMetricName;
}) {
  const { entityRef, month, metric } = props;
  const costApi = useApi(costApiRef);
  const about = nameOf(entityRef).replace(/[^\w.-]+/g, '-');
  return (
    <FileButtons
      files={[
        {
          label: 'CSV',
          name: `cost-${about}-${month}.csv`,
          read: () =>
            costApi.exportDays({ entity: entityRef, ...daysOf(month), metric }),
        },
      ]}
    >
      The figures on this page are complete.
    </FileButtons>
  );
}
