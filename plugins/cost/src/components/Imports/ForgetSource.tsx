import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  DialogTrigger,
  Flex,
  Text,
} from '@backstage/ui';
import { ErrorState, useAction } from '@plumbline/backstage-plugin-kit-react';
import { useState } from 'react';
import { costApiRef } from '../../api/CostApi';

/** Button and dialog: deletes what a source stated that is configured no more. */
export function ForgetSource(props: {
  source: string;
  onForgotten: () => void;
}) {
  const { source, onForgotten } = props;
  const costApi = useApi(costApiRef);
  const action = useAction();
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button size="small" variant="secondary" aria-label={`Forget: ${source}`}>
        Forget
      </Button>
      <Dialog width={560}>
        <DialogHeader>{`Forget the source ${source}?`}</DialogHeader>
        <DialogBody>
          <Flex direction="column" gap="4">
            <Text>
              Everything that it stated is deleted: its days, its sums of all
              months, the log of its imports and which figures they changed. It
              no longer counts for anyone, in past months either.
            </Text>
            <Text>
              This cannot be undone. To have its costs again, configure it under
              cost.sources and have its files read; what is in no file any more
              is lost. Other sources stay as they are.
            </Text>
            {action.error && (
              <ErrorState title="It was not forgotten" error={action.error}>
                Everything that it stated is still there.
              </ErrorState>
            )}
          </Flex>
        </DialogBody>
        <DialogFooter>
          <Button variant="secondary" onPress={() => setOpen(false)}>
            Cancel
          </Button>
          <Button
            variant="primary"
            destructive
            isPending={action.isPending}
            onPress={() =>
              action.run(async () => {
                await costApi.forgetSource(source);
                setOpen(false);
                onForgotten();
              })
            }
          >
            Forget it for good
          </Button>
        </DialogFooter>
      </Dialog>
    </DialogTrigger>
  );
}
