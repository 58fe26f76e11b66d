import { Config } from '@backstage/config';
import { EXPECTED_TO_BE_SCANNED } from '@plumbline/backstage-plugin-scans-common';
import { refuse } from './readSetting';

/** Entities that count as never scanned until they are. */
export type ExpectedToBeScanned = (typeof EXPECTED_TO_BE_SCANNED)[number];

/** What is expected to be scanned: what the configuration says, in place of the usual. */
export function readExpected(
  configs: Config[] | undefined,
): readonly ExpectedToBeScanned[] {
  return (
    configs?.map((config, index) => {
      const kind = config.getString('kind').toLocaleLowerCase('en-US');
      const types = config.getOptionalStringArray('types');
      if (types?.length === 0) {
        refuse(
          `scans.expected[${index}].types`,
          'is empty: leave it out for every type',
        );
      }
      return { kind, types };
    }) ?? EXPECTED_TO_BE_SCANNED
  );
}
