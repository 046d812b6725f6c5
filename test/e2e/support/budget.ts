import { aBudget } from '../../support/fake-api/budget.ts';
import { expect, type Opened } from './window.ts';

/** The Budget screen, whose account has had too little data until now. */
export const openBudget = async (open: (options: object, at: string) => Promise<Opened>): Promise<Opened> => {
  const { host, page } = await open({}, '#/budget');
  await expect(page.getByText('9 of 30 orders.')).toBeVisible();
  host.budget = aBudget();
  await page.getByRole('button', { name: 'Try again' }).click();
  return { host, page };
};
