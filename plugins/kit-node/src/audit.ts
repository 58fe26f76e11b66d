import {
  AuditorService,
  AuditorServiceCreateEventOptions,
} from '@backstage/backend-plugin-api';

/** Does something and puts on record that it was tried and how it ended. @public */
export async function audit<T>(
  auditor: AuditorService,
  options: AuditorServiceCreateEventOptions,
  deed: () => Promise<T>,
): Promise<T> {
  const event = await auditor.createEvent(options);
  let result: T;
  try {
    result = await deed();
  } catch (error) {
    await event.fail({ error: error as Error });
    throw error;
  }
  await event.success();
  return result;
}
