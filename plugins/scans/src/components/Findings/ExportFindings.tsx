import { useApi } from '@backstage/frontend-plugin-api';
import { FileButtons, nameOf } from '@plumbline/backstage-plugin-kit-react';
import { scansApiRef } from '../../api/ScansApi';
import { FindingFilter, buildFindingQuery } from './findingFilter';

const FORMATS = [
  { format: 'csv', label: 'CSV', ending: 'csv' },
  { format: 'sarif', label: 'SARIF', ending: 'sarif.json' },
  { format: 'vex', label: 'VEX', ending: 'vex.cdx.json' },
] as const;

/** Everything that the filter matches as a file, not only what is shown; VEX is of what was decided. */
export function ExportFindings(props: {
  filter: FindingFilter;
  entityRef?: string;
}) {
  const { filter, entityRef } = props;
  const scansApi = useApi(scansApiRef);
  const about = entityRef
    ? nameOf(entityRef).replace(/[^\w.-]+/g, '-')
    : 'my-teams';
  return (
    <FileButtons
      files={FORMATS.map(({ format, label, ending }) => ({
        label,
        name: `findings-${about}.${ending}`,
        read: () =>
          scansApi.exportFindings({
            ...buildFindingQuery(filter, Date.now()),
            entity: entityRef,
            format,
          }),
      }))}
    >
      The list below is complete.
    </FileButtons>
  );
}
