import { createRequire } from 'node:module';

const require = createRequire(
  new URL('../../plugins/kit-duckdb/package.json', import.meta.url),
);
const { DuckDBInstance } = require('@duckdb/node-api');

/** About so many bytes has a row of the generated bill. */
const ROW_BYTES = 830;

/**
 * Writes a FOCUS 1.2 bill of hourly rows, the same in every run: resources of
 * some accounts over a month, each with its tags.
 */
export async function generateBill(path, megabytes) {
  const rows = Math.round((megabytes * 2 ** 20) / ROW_BYTES);
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: '1GB',
    threads: '2',
  });
  const connection = await instance.connect();
  // A number that looks random and is the same in every run
  const dice = (salt, sides) => `(hash(n * 31 + ${salt}) % ${sides})`;
  const resource = `(n % 4000)`;
  const hour = `(n // 4000)`;
  const cost = `CAST(printf('%d.%014d', ${dice(1, 3)}, ${dice(2, 100_000_000_000_000)}) AS DECIMAL(20, 14))`;
  await connection.run(`COPY (
    SELECT 'AWS' AS ProviderName, 'Amazon Web Services, Inc.' AS PublisherName, 'Amazon Web Services, Inc.' AS InvoiceIssuerName,
      'INV-2026-05-0001' AS InvoiceId, '100000000001' AS BillingAccountId, 'Example Payer' AS BillingAccountName, 'Payer Account' AS BillingAccountType,
      CAST(200000000000 + ${resource} % 40 AS VARCHAR) AS SubAccountId, 'account-' || (${resource} % 40) AS SubAccountName, 'Linked Account' AS SubAccountType,
      '2026-05-01T00:00:00Z' AS BillingPeriodStart, '2026-06-01T00:00:00Z' AS BillingPeriodEnd,
      strftime(TIMESTAMP '2026-05-01' + to_hours(CAST(${hour} % 744 AS BIGINT)), '%Y-%m-%dT%H:00:00Z') AS ChargePeriodStart,
      strftime(TIMESTAMP '2026-05-01' + to_hours(CAST(${hour} % 744 + 1 AS BIGINT)), '%Y-%m-%dT%H:00:00Z') AS ChargePeriodEnd,
      CASE WHEN n % 500 = 0 THEN 'Tax' ELSE 'Usage' END AS ChargeCategory, NULL AS ChargeClass, 'Linux on-demand instance of the general purpose family' AS ChargeDescription,
      'Usage-Based' AS ChargeFrequency, ${cost} AS BilledCost, ${cost} AS EffectiveCost, ${cost} + 0.01 AS ListCost, ${cost} AS ContractedCost,
      '0.0977690589' AS ListUnitPrice, '0.0879921530' AS ContractedUnitPrice, 'Standard' AS PricingCategory, '1.0000' AS PricingQuantity, 'Hours' AS PricingUnit,
      'USD' AS PricingCurrency, 'USD' AS BillingCurrency, '1.0000' AS ConsumedQuantity, 'Hours' AS ConsumedUnit,
      (['Amazon Elastic Compute Cloud', 'Amazon Simple Storage Service', 'AWS Lambda', 'Amazon Relational Database Service'])[1 + CAST(${resource} % 4 AS INTEGER)] AS ServiceName,
      (['Compute', 'Storage', 'Compute', 'Databases'])[1 + CAST(${resource} % 4 AS INTEGER)] AS ServiceCategory, 'Virtual Machines' AS ServiceSubcategory,
      'SKU-AMAZON-' || (${resource} % 50) AS SkuId, 'Compute' AS SkuMeter, 'SPRICE-' || (${resource} % 50) AS SkuPriceId,
      'arn:aws:ec2:eu-west-1:100000000001:instance/i-' || printf('%012d', ${resource}) AS ResourceId, 'i-' || ${resource} AS ResourceName, 'EC2 Instance' AS ResourceType,
      'eu-west-1' AS RegionId, 'EU (Ireland)' AS RegionName, 'eu-west-1b' AS AvailabilityZone,
      '{"Environment": "prod", "CostCenter": "cc-' || (${resource} % 25) || '", "Owner": "team-' || (${resource} % 60) || '", "n": "' || (n % 7) || '"}' AS Tags
    FROM (SELECT range AS n FROM range(${rows}))
  ) TO '${path}' (FORMAT csv, HEADER)`);
  connection.closeSync();
  instance.closeSync();
  return rows;
}
