/** The language of a page, changed as another window of the same browser would change it. */

/** @typedef {'en' | 'zh-CN'} Language */

/** @type {readonly Language[]} */
export const LANGUAGES = ['en', 'zh-CN'];

/**
 * Resolves when the page speaks it.
 *
 * @param {import('playwright-core').Page} page
 * @param {Language} language
 */
export async function speak(page, language) {
  await page.evaluate(wanted => {
    const key = 'rapport.language';
    localStorage.setItem(key, wanted);
    dispatchEvent(new StorageEvent('storage', { key, newValue: wanted }));
  }, language);
  await page.waitForFunction(wanted => document.documentElement.lang === wanted, language);
}
