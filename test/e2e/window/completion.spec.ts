import type { Page } from '@playwright/test';
import { rows } from '../../support/fake-api/rows.ts';
import { expect, expectLooks, picture, test } from '../support/window.ts';

const field = (page: Page) => page.getByRole('combobox', { name: 'Filter and search ads' });
const options = (page: Page) => page.getByRole('option');
const library = rows(300).map((row, at) => ({ ...row, tags: at % 3 === 0 ? ['Spring sale'] : [] }));
const tagged = library.filter(({ tags }) => tags.length > 0).length;

test('a filter is completed by keyboard alone', async ({ open, page }) => {
  await open({ rows: library });
  await page.keyboard.press('/');
  await page.keyboard.type('c');
  await expect(options(page).first()).toHaveText(/clarity/);
  await expect(field(page)).toHaveAttribute('aria-expanded', 'true');
  await expectLooks(page, 'completion-fields');
  await page.keyboard.press('Escape');
  await expect(options(page)).toHaveCount(0);
  await expect(field(page)).toHaveValue('c');

  await page.keyboard.press('Backspace');
  await page.keyboard.type('ta');
  await expect(options(page)).toHaveText([/tag:/]);
  await page.keyboard.press('ArrowDown');
  await expect(page.getByRole('option', { selected: true })).toContainText('tag:');
  await page.keyboard.press('Tab');
  await expect(field(page)).toHaveValue('tag:');
  await expect(options(page)).toHaveText([`none${300 - tagged} ads`, `Spring sale${tagged} ads`]);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove filter tag:"Spring sale"' })).toBeVisible();
  await expect(page.getByText(`${tagged} of 300`)).toBeVisible();
  await expect(field(page)).toHaveValue('');
  await expect(field(page)).toBeFocused();

  await page.keyboard.type('aspect:');
  await expect(options(page)).toHaveCount(4);
  await page.keyboard.press('ArrowUp');
  await expectLooks(page, 'completion-values');
  await options(page).first().click();
  await expect(page.getByRole('button', { name: /^Remove filter aspect:/ })).toBeVisible();
  await expect(field(page)).toBeFocused();
});

test('without a chosen one, Enter and Tab do what they did; Alt and an arrow show every field', async ({
  open,
}) => {
  const { page } = await open({ rows: library }, '#/library');
  await page.setViewportSize({ width: 420, height: 800 });
  await field(page).focus();
  await page.keyboard.press('Alt+ArrowDown');
  await expect(options(page).first()).toHaveText(/score/);
  await picture(page, 'completion-narrow');
  await page.keyboard.press('Escape');
  await page.keyboard.type('score');
  await expect(options(page)).toHaveCount(5);
  await page.keyboard.press('Tab');
  await expect(options(page)).toHaveCount(0);
  await expect(field(page)).not.toBeFocused();
  await expect(field(page)).toHaveValue('score');
  await field(page).focus();
  await page.keyboard.type('>70');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: 'Remove filter score>70' })).toBeVisible();
  await page.keyboard.type('name:"blue sky');
  await expect(field(page)).toHaveValue('name:"blue sky');
});
