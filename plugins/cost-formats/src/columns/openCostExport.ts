import { readFields } from './columnSql';
import { TableFormat } from './TableFormat';

/** The daily CSV export of OpenCost: one line for each container and day, without a currency. */
export const OPENCOST_EXPORT: TableFormat = {
  read(columns) {
    if (!columns.has('Date', 'Namespace', 'TotalCost', 'CPUCost')) {
      return undefined;
    }
    const fields = readFields(columns, {
      day: ['Date'],
      cluster: ['Cluster'],
      account: ['Cluster'],
      namespace: ['Namespace'],
      workload: ['ControllerName'],
      pod: ['Pod'],
      labels: ['Labels'],
    });
    const amounts = readFields(columns, { effective: ['TotalCost'] });
    return {
      format: 'opencost-export',
      fields: {
        ...fields.sql,
        service: "'Kubernetes'",
        serviceCategory: "'Compute'",
        chargeCategory: "'Usage'",
      },
      amounts: amounts.sql,
      columnNames: { ...fields.columnNames, ...amounts.columnNames },
      warnings: [],
    };
  },
};
