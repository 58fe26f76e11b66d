import { takePicture } from './browser.mjs';

/** The forms have at most three pages, then the preview. */
const MAX_PAGES = 4;

/**
 * Goes through a template's form as a person does, from the card on the
 * create page to the page with the result.
 *
 * @param {import('playwright-core').Page} page
 * @param {{ template: string, fields: Record<string, string>, team?: string, picture?: string }} options
 *   template: the title on the card; fields: text by label; team: display name to choose under "Team"
 */
export async function createFromTemplate(page, options) {
  const { template, fields, team, picture } = options;
  const snap = async name => {
    if (picture) {
      await takePicture(page, `${picture}-${name}`);
    }
  };
  await page.goto('/create');
  await page.getByText(template, { exact: true }).first().waitFor();
  await snap('cards');
  await page
    .locator('.MuiCard-root')
    .filter({ has: page.getByText(template, { exact: true }) })
    .getByRole('button', { name: 'Choose' })
    .click();
  const next = page.getByRole('button', { name: 'Next' });
  const review = page.getByRole('button', { name: 'Review' });
  await next.waitFor();
  const toFill = new Map(Object.entries(fields));
  if (team) {
    await chooseTeam(page, team);
  }
  for (let number = 1; number <= MAX_PAGES; number++) {
    for (const [label, text] of toFill) {
      const field = page.getByLabel(label).first();
      if (await field.isVisible()) {
        await field.fill(text);
        toFill.delete(label);
      }
    }
    await snap(`page-${number}`);
    if (await review.isVisible()) {
      break;
    }
    const heading = await page.locator('.MuiStepLabel-active').textContent();
    await next.click();
    await page.waitForFunction(
      before =>
        document.querySelector('.MuiStepLabel-active')?.textContent !== before,
      heading,
    );
  }
  await page.getByText('provenance.json').first().waitFor();
  await snap('preview');
  await review.click();
  await snap('review');
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByText('What next').first().waitFor({ timeout: 120_000 });
  await snap('result');
}

/** The form puts the focus on its first field once it is drawn, which closes a list that was opened before. */
async function chooseTeam(page, team) {
  const option = page.getByRole('option', { name: team });
  for (let attempt = 1; ; attempt++) {
    await page.getByLabel('Team').first().click();
    try {
      await option.click({ timeout: 3_000 });
      return;
    } catch (error) {
      if (attempt === 5) {
        throw error;
      }
      await page.keyboard.press('Escape');
    }
  }
}
