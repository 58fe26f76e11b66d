import { Alert, Flex, Text } from '@backstage/ui';
import { BaselinePreview } from '@plumbline/backstage-plugin-drift-common';
import {
  formatNumber,
  formatShare,
  rowStyles,
} from '@plumbline/backstage-plugin-kit-react';

/** What the baseline would be: rows, and each column with the reason for its type. */
export function PreviewTable({ preview }: { preview: BaselinePreview }) {
  const tested = preview.columns.filter(column => column.isTested).length;
  return (
    <Flex direction="column" gap="3">
      <Text weight="bold">
        {`${formatNumber(preview.rows)} rows, ${tested} of ${preview.columns.length} columns would be tested.`}
      </Text>
      {preview.warnings.map(warning => (
        <Alert key={warning} status="warning" icon title={warning} />
      ))}
      <table className={rowStyles.table} aria-label="Columns of the preview">
        <thead>
          <tr>
            <th scope="col">Column</th>
            <th scope="col">Type</th>
            <th scope="col" className={rowStyles.number}>
              Nulls
            </th>
            <th scope="col" className={rowStyles.number}>
              Distinct
            </th>
          </tr>
        </thead>
        <tbody>
          {preview.columns.map(column => (
            <tr key={column.name}>
              <td data-label="Column">{column.name}</td>
              <td data-label="Type">
                <span>
                  {column.type}
                  {!column.isTested && ', not tested'}
                  <div className={rowStyles.explain}>{column.reason}</div>
                </span>
              </td>
              <td data-label="Nulls" className={rowStyles.number}>
                {formatShare(column.nullShare)}
              </td>
              <td data-label="Distinct" className={rowStyles.number}>
                {column.distinct === undefined
                  ? '–'
                  : formatNumber(column.distinct)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Flex>
  );
}
