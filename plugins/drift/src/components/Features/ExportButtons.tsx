import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { ErrorState, useAction } from '@plumbline/backstage-plugin-kit-react';
import { RiDownloadLine } from '@remixicon/react';
import { driftApiRef } from '../../api/DriftApi';

function offerFile(blob: Blob, name: string) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** The results of a run as files; fetched with the token of the page, so a plain link would not do. */
export function ExportButtons({ runId }: { runId: string }) {
  const driftApi = useApi(driftApiRef);
  const action = useAction();
  return (
    <Flex direction="column" gap="2">
      <Flex gap="2">
        {(['csv', 'json'] as const).map(format => (
          <Button
            key={format}
            size="small"
            variant="tertiary"
            iconStart={<RiDownloadLine />}
            isDisabled={action.isPending}
            onPress={() =>
              action.run(async () =>
                offerFile(
                  await driftApi.exportRun(runId, format),
                  `drift-${runId}.${format}`,
                ),
              )
            }
          >
            {format.toUpperCase()}
          </Button>
        ))}
      </Flex>
      {action.error && (
        <ErrorState title="The file was not made" error={action.error}>
          The table below is complete.
        </ErrorState>
      )}
    </Flex>
  );
}
