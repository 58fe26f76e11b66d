import { Button, Flex } from '@backstage/ui';
import { RiDownloadLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { useAction } from '../hooks/useAction';
import { ErrorState } from '../states/ErrorState';

function offerFile(blob: Blob, name: string) {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}

/** @public */
export interface FileButtonsProps {
  files: {
    /** Of the button, such as `CSV`. */
    label: string;
    /** That the file is saved under. */
    name: string;
    read: () => Promise<Blob>;
  }[];
  /** What still works when a file was not made. */
  children?: ReactNode;
}

/** Data as files; fetched with the token of the page, so plain links would not do. @public */
export function FileButtons({ files, children }: FileButtonsProps) {
  const action = useAction();
  return (
    <Flex direction="column" gap="2">
      <Flex gap="2" style={{ flexWrap: 'wrap' }}>
        {files.map(({ label, name, read }) => (
          <Button
            key={label}
            size="small"
            variant="tertiary"
            iconStart={<RiDownloadLine />}
            isDisabled={action.isPending}
            onPress={() =>
              action.run(async () => offerFile(await read(), name))
            }
          >
            {label}
          </Button>
        ))}
      </Flex>
      {action.error && (
        <ErrorState title="The file was not made" error={action.error}>
          {children}
        </ErrorState>
      )}
    </Flex>
  );
}
